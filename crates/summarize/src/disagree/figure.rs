//! What a quantity of an article says: its number and what is counted, also where the tags leave that open.

use std::sync::LazyLock;

use copydesk_record::{Quantity, Span};
use copydesk_text::{TokenKind, fold, stem, tokens};

use super::tally::{TALLY, number, tally_of};
use crate::synonym::class_of;
use crate::view::{View, floor};

/// What stands between a part and the whole that it is of.
const OF_WHOLE: [&str; 3] = [" of the ", " of its ", " of their "];
/// How far behind a number its noun is looked for, in bytes.
const NOUN_BYTES_MAX: usize = 24;
/// From this weight on, a word can be what is counted.
const NOUN_WEIGHT_MIN: u32 = 100;

/// A number in the form that is compared, what it counts, and where it stands.
pub(super) type Figure = (String, String, Span);

/// The figures of a quantity: one, or in "60 of the 260 million dinars" two.
pub(super) fn read(view: &View<'_>, quantity: &Quantity) -> Vec<Figure> {
    let raw = view.str(quantity.span);
    if let Some(tally) = tally_of(raw, &quantity.unit) {
        return vec![(tally, TALLY.to_owned(), quantity.span)];
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
    if is_currency(unit) {
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
    ("mile", "kilometre", 1.609_344),
    ("nautical mile", "kilometre", 1.852),
    ("inch", "millimetre", 25.4),
    ("centimetre", "millimetre", 10.0),
    ("mile per hour", "kilometre per hour", 1.609_344),
    ("knot", "kilometre per hour", 1.852),
    ("square mile", "square kilometre", 2.589_988),
    ("acre", "hectare", 0.404_686),
    ("gallon", "litre", 3.785_412),
    ("ton", "tonne", 1.0),
];

/// The same, with the classes of the units.
static CONVERTED: LazyLock<Vec<(String, String, f64)>> = LazyLock::new(|| {
    CONVERSIONS.iter().map(|(from, to, factor)| (unit_of(from), unit_of(to), *factor)).collect()
});

/// A number in the unit in which numbers of this measure are compared; `None` if it is in that unit already.
pub(super) fn converted(value: &str, unit: &str) -> Option<(String, String)> {
    let (_, to, factor) = CONVERTED.iter().find(|(from, ..)| *from == unit)?;
    let number: f64 = value.parse().ok()?;
    let value = format!("{:.3}", number * factor);
    Some((value.trim_end_matches('0').trim_end_matches('.').to_owned(), to.clone()))
}

/// Whether a unit is the code of a currency.
pub(super) fn is_currency(unit: &str) -> bool {
    unit.len() == 3 && unit.chars().all(|c| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_measure() {
        let check = |value: &str, unit: &str, expected: Option<(&str, &str)>| {
            let expected = expected.map(|(value, unit)| (value.to_owned(), unit_of(unit)));
            assert_eq!(converted(value, &unit_of(unit)), expected);
        };
        check("110", "foot", Some(("33.528", "metre")));
        check("10", "nautical mile", Some(("18.52", "kilometre")));
        check("9", "ton", Some(("9", "tonne")));
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
