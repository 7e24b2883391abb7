//! Units of measure and currencies.

use crate::lexeme::Lexemes;
use crate::number::{Number, magnitude, scaled};

/// The ISO code of a currency sign at `at + lead`, the letters before it (`US$`) taken in.
pub(crate) fn currency_sign(lexemes: Lexemes<'_, '_>, at: usize, lead: usize) -> Option<&'static str> {
    let letters = if lead > 0 { lexemes.lower(at) } else { "" };
    Some(match (lexemes.lower(at + lead), letters) {
        ("$", "a") => "AUD",
        ("$", "c") => "CAD",
        ("$", "hk") => "HKD",
        ("$", "nz") => "NZD",
        ("$", "s") => "SGD",
        ("$", "r") => "BRL",
        ("$", _) => "USD",
        ("€", _) => "EUR",
        ("£", _) => "GBP",
        ("¥", _) => "JPY",
        ("₹", _) => "INR",
        ("₽", _) => "RUB",
        ("₴", _) => "UAH",
        ("₦", _) => "NGN",
        ("₩", _) => "KRW",
        ("₺", _) => "TRY",
        _ => return None,
    })
}

/// `33m`, `5bn` after a currency sign: the letter is a magnitude there.
pub(crate) fn magnitude_letter(lexemes: Lexemes<'_, '_>, number: Number, next: usize) -> (Number, usize) {
    let word = lexemes.lower(next);
    let is_letter = lexemes.is_glued(next) && matches!(word, "m" | "b" | "k" | "bn" | "mn" | "tn");
    match magnitude(word).filter(|_| is_letter) {
        Some(factor) => (scaled(number, factor), next + 1),
        None => (number, next),
    }
}

/// The ISO code of the currency that a word names.
pub(crate) fn currency_word(lexemes: Lexemes<'_, '_>, at: usize) -> Option<(&'static str, usize)> {
    let at = lexemes.skip_hyphen(at);
    let (at, nation) = match lexemes.lower(at) {
        nation @ ("us" | "u.s." | "american" | "canadian" | "australian" | "swiss" | "kenyan" | "ugandan"
        | "mexican" | "indian" | "pakistani" | "swedish" | "norwegian" | "danish" | "czech"
        | "egyptian" | "sudanese") => (at + 1, nation),
        _ => (at, ""),
    };
    let code = match (lexemes.lower(at), nation) {
        ("dollar" | "dollars", "canadian") => "CAD",
        ("dollar" | "dollars", "australian") => "AUD",
        ("dollar" | "dollars" | "usd", _) => "USD",
        ("euro" | "euros" | "eur", _) => "EUR",
        ("pounds" | "pound" | "gbp", "egyptian") => "EGP",
        ("pounds" | "pound", "sudanese") => "SDG",
        ("pounds" | "pound" | "gbp", _) => "GBP",
        ("yen", _) => "JPY",
        ("yuan" | "renminbi", _) => "CNY",
        ("francs" | "franc", "swiss") => "CHF",
        ("rupees" | "rupee", "pakistani") => "PKR",
        ("rupees" | "rupee", _) => "INR",
        ("roubles" | "rouble" | "rubles" | "ruble", _) => "RUB",
        ("hryvnia" | "hryvnias", _) => "UAH",
        ("naira", _) => "NGN",
        ("shillings" | "shilling", "ugandan") => "UGX",
        ("shillings" | "shilling", _) => "KES",
        ("rand", _) => "ZAR",
        ("zloty" | "zlotys", _) => "PLN",
        ("koruna" | "korunas", _) | ("crowns" | "crown", "czech") => "CZK",
        ("forint" | "forints", _) => "HUF",
        ("ringgit", _) => "MYR",
        ("reais", _) => "BRL",
        ("lira" | "liras", _) => "TRY",
        ("pesos" | "peso", "mexican") => "MXN",
        ("meticais" | "metical", _) => "MZN",
        ("cedis" | "cedi", _) => "GHS",
        ("birr", _) => "ETB",
        _ => return None,
    };
    Some((code, at + 1))
}

/// A unit of measure, singular, and the position after it.
pub(crate) fn measure_at(lexemes: Lexemes<'_, '_>, at: usize) -> Option<(&'static str, usize)> {
    if let Some(next) = lexemes.after(at, &["per", "cent"]) {
        return Some(("percent", next));
    }
    let at = lexemes.skip_hyphen(at);
    for (words, unit) in PHRASES {
        if let Some(next) = lexemes.after(at, words) {
            return Some((unit, next));
        }
    }
    let unit = match lexemes.lower(at) {
        "%" | "percent" | "pc" | "pct" => "percent",
        "bps" | "bp" => "basis point",
        "km" | "kilometre" | "kilometres" | "kilometer" | "kilometers" | "kms" => "kilometre",
        "m" if !lexemes.is_glued(at) => return None,
        "m" | "metre" | "metres" | "meter" | "meters" => "metre",
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" => "centimetre",
        "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" => "millimetre",
        "mile" | "miles" => "mile",
        "mph" => "mile per hour",
        "kph" | "kmh" => "kilometre per hour",
        "knot" | "knots" => "knot",
        "yard" | "yards" => "yard",
        "foot" | "feet" | "ft" => "foot",
        "inch" | "inches" => "inch",
        "kg" | "kilo" | "kilos" | "kilogram" | "kilograms" | "kilogramme" | "kilogrammes" => "kilogram",
        "gram" | "grams" => "gram",
        "tonne" | "tonnes" => "tonne",
        "ton" | "tons" => "ton",
        "ounce" | "ounces" => "ounce",
        "litre" | "litres" | "liter" | "liters" => "litre",
        "gallon" | "gallons" => "gallon",
        "barrel" | "barrels" => "barrel",
        "hectare" | "hectares" | "ha" => "hectare",
        "acre" | "acres" => "acre",
        "°" if lexemes.is(at + 1, &["c"]) => return Some(("degree Celsius", at + 2)),
        "°" if lexemes.is(at + 1, &["f"]) => return Some(("degree Fahrenheit", at + 2)),
        "degree" | "degrees" | "°" => "degree",
        "megawatt" | "megawatts" | "mw" => "megawatt",
        "gigawatt" | "gigawatts" | "gw" => "gigawatt",
        "magnitude" => "magnitude",
        _ => return None,
    };
    Some((unit, at + 1))
}

const PHRASES: &[(&[&str], &str)] = &[
    (&["basis", "points"], "basis point"),
    (&["percentage", "points"], "percentage point"),
    (&["percentage", "point"], "percentage point"),
    (&["square", "kilometres"], "square kilometre"),
    (&["square", "kilometers"], "square kilometre"),
    (&["square", "miles"], "square mile"),
    (&["square", "metres"], "square metre"),
    (&["square", "feet"], "square foot"),
    (&["cubic", "metres"], "cubic metre"),
    (&["km", "/", "h"], "kilometre per hour"),
    (&["kilometres", "per", "hour"], "kilometre per hour"),
    (&["kilometres", "an", "hour"], "kilometre per hour"),
    (&["miles", "per", "hour"], "mile per hour"),
    (&["degrees", "celsius"], "degree Celsius"),
    (&["degrees", "fahrenheit"], "degree Fahrenheit"),
    (&["nautical", "miles"], "nautical mile"),
];
