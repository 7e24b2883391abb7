//! What a quantity of an article says: its number and what is counted, also where the tags leave that open.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use copydesk_record::{Quantity, Span};
use copydesk_text::{TokenKind, fold, stem, tokens};

use super::tally::{TALLY, number, tally_of};
use crate::synonym::class_of;
use crate::view::{View, floor};

/// What stands between a part and the whole that it is of.
const OF_WHOLE: [&str; 3] = [" of the ", " of its ", " of their "];
/// The unit of shares.
pub(super) const SHARE: &str = "percent";
/// How far behind a number its noun is looked for, in bytes.
const NOUN_BYTES_MAX: usize = 24;
/// From this weight on, a word can be what is counted.
const NOUN_WEIGHT_MIN: u32 = 100;

/// A number in the form that is compared, what it counts, and where it stands.
pub(super) type Figure = (String, String, Span);

/// The figures of a quantity: one, or in "60 of the 260 million dinars" two.
pub(super) fn read(view: &View<'_>, quantity: &Quantity) -> Vec<Figure> {
    let raw = view.str(quantity.span);
    let whole = with_against(view, quantity.span);
    if let Some(tally) = tally_of(view.str(whole), &quantity.unit) {
        return vec![(tally, TALLY.to_owned(), whole)];
    }
    if let Some(percent) = percent_of(raw, &quantity.value) {
        return vec![(percent, SHARE.to_owned(), quantity.span)];
    }
    let unit = unit_of(&quantity.unit);
    let whole = whole_of(raw).map(|(value, at)| {
        let start = quantity.span.start + at as u32;
        (value, unit.clone(), Span { start, end: quantity.span.end })
    });
    let own = match noun_behind(view, quantity) {
        Some((noun, end)) => (quantity.value.clone(), noun, Span { start: quantity.span.start, end }),
        None => (quantity.value.clone(), unit, quantity.span),
    };
    std::iter::once(own).chain(whole).collect()
}

/// The votes for something with those against it: "27 votes to 24", "six against four".
fn with_against(view: &View<'_>, votes: Span) -> Span {
    const BETWEEN: [&str; 3] = [" to ", " against ", " for and "];
    let rest = view.document.text.get(votes.end as usize..).unwrap_or_default();
    let against = BETWEEN.iter().find_map(|between| {
        let word = rest.strip_prefix(between)?;
        let n_word = word.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(word.len());
        let ones = word.get(..n_word)?.rsplit('-').next()?;
        number(&fold(ones)).or_else(|| ones.ends_with("ty").then_some(0))?;
        Some(between.len() + n_word)
    });
    let is_bare = view.str(votes).split(' ').count() <= 2;
    Span { end: votes.end + against.filter(|_| is_bare).unwrap_or_default() as u32, ..votes }
}

/// A share that is told in words, as a percentage: "nine bakeries out of ten", "two-thirds".
fn percent_of(raw: &str, value: &str) -> Option<String> {
    let number: f64 = value.parse().ok().filter(|number| (0.0..1.0).contains(number) && *number > 0.0)?;
    (!raw.contains(value)).then(|| decimal(number * 100.0))
}

/// The number that another one is a part of, and where it begins.
fn whole_of(raw: &str) -> Option<(String, usize)> {
    let at = OF_WHOLE.iter().find_map(|words| Some(raw.find(words)? + words.len()))?;
    let folded = fold(raw.get(at..)?.split(' ').next()?);
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    let base: u64 = if digits.is_empty() { number(&folded)?.into() } else { digits.parse().ok()? };
    let factor = match raw.get(at..)?.split(' ').nth(1) {
        Some("thousand") => 1_000,
        Some("million") => 1_000_000,
        Some("billion") => 1_000_000_000,
        _ => 1,
    };
    Some((base.checked_mul(factor)?.to_string(), at))
}

/// The word just behind a number of which the tags do not say what it counts: "380,000 leva".
fn noun_behind(view: &View<'_>, quantity: &Quantity) -> Option<(String, u32)> {
    if !quantity.unit.is_empty() {
        return None;
    }
    let rest = view.document.text.get(quantity.span.end as usize..)?;
    let behind = rest.get(..floor(rest, NOUN_BYTES_MAX))?.strip_prefix([' ', '\u{a0}'])?;
    let token = tokens(behind, Span::new(0, behind.len())).next()?;
    let is_noun = token.kind == TokenKind::Word
        && token.span.start == 0
        && token.text.chars().all(char::is_lowercase)
        && crate::words::words_in(behind, token.span, 1).first()?.weight >= NOUN_WEIGHT_MIN;
    let n_space = rest.chars().next().map_or(0, char::len_utf8) as u32;
    is_noun.then(|| (unit_of(token.text), quantity.span.end + n_space + token.span.end))
}

/// The class of what is counted; codes of currencies stay as they are.
pub(super) fn unit_of(unit: &str) -> String {
    let is_code = unit.len() == 3 && unit.chars().all(|c| c.is_ascii_uppercase());
    if is_code {
        return unit.to_owned();
    }
    let lower = unit.to_lowercase();
    let head_of = |head: &str| class_of(&stem(head)).to_owned();
    match lower.rsplit_once(' ') {
        Some((before, head)) => format!("{before} {}", head_of(head)),
        None => head_of(&lower),
    }
}

/// Units that stand for others in the next outlet: the other unit, and how many of it there are to one.
const CONVERSIONS: &[(&str, &str, f64)] = &[
    ("foot", "metre", 0.3048),
    ("yard", "metre", 0.9144),
    ("mile", "metre", 1_609.344),
    ("nautical mile", "metre", 1_852.0),
    ("inch", "metre", 0.0254),
    ("kilometre", "metre", 1_000.0),
    ("centimetre", "metre", 0.01),
    ("millimetre", "metre", 0.001),
    ("mile per hour", "kilometre per hour", 1.609_344),
    ("knot", "kilometre per hour", 1.852),
    ("square mile", "hectare", 258.998_8),
    ("square kilometre", "hectare", 100.0),
    ("acre", "hectare", 0.404_686),
    ("gallon", "litre", 3.785_412),
    ("ton", "kilogram", 1_000.0),
    ("tonne", "kilogram", 1_000.0),
    ("gram", "kilogram", 0.001),
    ("megawatt", "gigawatt", 0.001),
    ("basis point", "percentage point", 0.01),
    ("degree Celsius", "degree", 1.0),
];
/// Units that measure and are no word for things, as far as others are not turned into them.
const MEASURES: &[&str] = &[
    "metre",
    "kilometre per hour",
    "hectare",
    "square metre",
    "square foot",
    "cubic metre",
    "litre",
    "kilogram",
    "ounce",
    "barrel",
    "degree",
    "degree Fahrenheit",
    "gigawatt",
    "magnitude",
    "percentage point",
    "score",
    TALLY,
];

/// The same, with the classes of the units.
static CONVERTED: LazyLock<Vec<(String, String, f64)>> = LazyLock::new(|| {
    CONVERSIONS.iter().map(|(from, to, factor)| (unit_of(from), unit_of(to), *factor)).collect()
});
static MEASURED: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| MEASURES.iter().map(|unit| unit_of(unit)).collect());

/// Currencies that the tags know by no code.
const CURRENCIES: &str = "
rupiah baht tenge lev leva levs lari sole krone kroner krona kronor leu lei shekel dirham riyal rial dinar peso kina kwacha dong
taka kyat som manat dram crown franc shilling denar colon bolivar guilder vatu pula afghani
";

static COINS: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| CURRENCIES.split_whitespace().map(|coin| class_of(&stem(coin)).to_owned()).collect());

/// A number in the unit in which numbers of this measure are compared, and whether it is a round one there no more; `None` if
/// it is in that unit already.
pub(super) fn converted(value: &str, unit: &str) -> Option<(String, String, bool)> {
    let (_, to, factor) = CONVERTED.iter().find(|(from, ..)| *from == unit)?;
    let number: f64 = value.parse().ok()?;
    let power = libm::log10(*factor);
    Some((decimal(number * factor), to.clone(), (power - libm::round(power)).abs() > 1e-6))
}

/// A number with three digits behind the point at most.
pub(super) fn decimal(number: f64) -> String {
    let value = format!("{number:.3}");
    value.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Whether a unit measures, and counts nothing.
pub(super) fn is_measure(unit: &str) -> bool {
    MEASURED.contains(unit)
}

/// Whether a unit is a currency: its code, or the word for one of which the tags know no code.
pub(super) fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.chars().all(|c| c.is_ascii_uppercase()) || COINS.contains(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_measure() {
        let check = |value: &str, unit: &str, expected: Option<(&str, &str, bool)>| {
            let expected = expected.map(|(value, unit, is_odd)| (value.to_owned(), unit_of(unit), is_odd));
            assert_eq!(converted(value, &unit_of(unit)), expected);
        };
        check("110", "foot", Some(("33.528", "metre", true)));
        check("10", "nautical mile", Some(("18520", "metre", true)));
        check("6.2", "kilometre", Some(("6200", "metre", false)));
        check("9", "ton", Some(("9000", "kilogram", false)));
        check("34", "metre", None);
        check("many", "foot", None);
    }

    #[test]
    fn wholes_of_parts() {
        let check = |raw: &str, expected: Option<&str>| {
            assert_eq!(whole_of(raw).map(|(value, _)| value).as_deref(), expected, "{raw}");
        };
        check("60 of the 260 million dinars", Some("260000000"));
        check("Two of the 11 men", Some("11"));
        check("Nine of the twelve workers", Some("12"));
        check("104 of the 2,000 seats", Some("2000"));
        check("two of the men", None);
        check("17 people", None);
    }
}
