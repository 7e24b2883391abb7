//! Datelines: `MAPUTO, Feb 16 (Austral Wire) -` at the head of a text.

use std::sync::LazyLock;

use copydesk_text::{DateFound, dates_in, pattern};
use regex::Regex;

/// What opens the body of an agency's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// The agency in brackets.
    pub(crate) agency: Option<String>,
    /// The day, often without a year; its span is relative to the line.
    pub(crate) date: Option<DateFound>,
    /// Whether the place stands in capitals.
    pub(crate) is_caps: bool,
    /// The bytes of the line that it takes.
    pub(crate) bytes: usize,
}

/// The longest dateline in bytes.
const BYTES_MAX: usize = 110;

static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?P<place>\p{Lu}[\p{L}\p{M}.'’\- ]{1,40}(?:[,/] ?\p{Lu}[\p{L}.' ]{1,30}){0,2}?)",
        r"(?P<date>,? (?:\p{L}+\.? \d{1,2}|\d{1,2}\.? (?:de |d['’])?\p{L}+\.?)(?:,? \d{4})?)?",
        r"(?:,? ?\((?P<paren>[^()]{2,60})\))?",
        r"(?P<end>\s*(?:--|[-–—]|:|\.)\s+)\S"
    ))
    .ok()
});

static AGENCY: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"^\((?P<paren>\p{Lu}[\p{L} .&'’/-]{1,40})\)\s*(?:--|[-–—])\s+\S").ok());

/// The dateline of a line, if it opens with one.
pub(crate) fn dateline_of(line: &str) -> Option<Dateline> {
    let mut end = line.len().min(BYTES_MAX);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let head = line.get(..end)?;
    if let Some(captures) = AGENCY.as_ref()?.captures(head) {
        let paren = captures.name("paren")?;
        return Some(Dateline {
            agency: Some(paren.as_str().to_owned()),
            date: None,
            is_caps: false,
            bytes: paren.end() + 1,
        });
    }
    let captures = FORM.as_ref()?.captures(head)?;
    let place = captures.name("place")?.as_str();
    let paren = captures.name("paren").map(|paren| paren.as_str());
    let mark = captures.name("end")?;
    let is_caps = place.chars().filter(|c| c.is_alphabetic()).take(4).all(char::is_uppercase)
        && place.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let is_dash = mark.as_str().trim() != ":" && mark.as_str().trim() != ".";
    let is_short = place.split_whitespace().count() <= 2;
    let date = captures.name("date").and_then(|found| {
        let mut date = dates_in(found.as_str()).into_iter().next()?;
        date.span = date.span.shift(found.start());
        Some(date)
    });
    let from_paren = captures.name("paren").and_then(|found| {
        let mut date = dates_in(found.as_str()).into_iter().next()?;
        date.span = date.span.shift(found.start());
        Some(date)
    });
    // `Minsk – …` is one too; `Ndong – who …` costs nothing: the words before the dash stay in the text.
    let is_dateline = date.is_some() && (is_dash || is_caps || paren.is_some())
        || paren.is_some() && (is_dash || is_caps && mark.as_str().trim() == ".")
        || is_caps && (is_dash || mark.as_str().trim() == ":")
        || is_short && is_dash && (mark.as_str().starts_with(' ') || place.ends_with(' '));
    let agency = paren.and_then(agency_in);
    is_dateline.then_some(Dateline { agency, date: date.or(from_paren), is_caps, bytes: mark.start() })
}

/// `Feb 17, Great Lakes Newswire` → the agency; a date alone gives none.
fn agency_in(paren: &str) -> Option<String> {
    let part = paren
        .split(", ")
        .filter(|part| dates_in(part).is_empty() && part.chars().any(char::is_alphabetic))
        .last()?;
    let is_name = part.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    (is_name && part.split(' ').count() <= 6).then(|| part.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_of_agencies() {
        let check = |line: &str, agency: Option<&str>, date: Option<(i8, i8)>| {
            let found = dateline_of(line).unwrap_or_else(|| panic!("no dateline: {line}"));
            assert_eq!(found.agency.as_deref(), agency, "{line}");
            assert_eq!(found.date.and_then(|date| date.month.zip(date.day)), date, "{line}");
        };
        check("MAPUTO, Feb 16 (Austral Wire) - At least", Some("Austral Wire"), Some((2, 16)));
        check("Port Sudan, 18 February (NVNA) -- His", Some("NVNA"), Some((2, 18)));
        check(
            "MOMBASA, Kenya (Feb 17, Great Lakes Newswire) - A",
            Some("Great Lakes Newswire"),
            Some((2, 17)),
        );
        check("Lima, May. 14 (Andes Wire). The minister", Some("Andes Wire"), Some((5, 14)));
        check("PUNO, Peru (Andes Wire). The minister", Some("Andes Wire"), None);
        check("PRAGUE - The bank cut", None, None);
        check("KOTA KINABALU: The Election Court", None, None);
        check("Minsk – The river rose", None, None);
        check("(Reuters) - Oil rose", Some("Reuters"), None);
    }

    #[test]
    fn other_lines_open_otherwise() {
        let check = |line: &str| assert_eq!(dateline_of(line), None, "{line}");
        check("The ferry sank on Friday - and nobody noticed.");
        check("Note: the river rose.");
        check("Mocuba is a town that people pass through.");
    }
}
