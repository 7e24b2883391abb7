//! The year in which a text was written, where it says how long ago another was, and pages that say that they are older than
//! their date.

use std::sync::LazyLock;

use copydesk_record::{Evidence, Role, Span};
use copydesk_text::{pattern, small_number, words};
use regex::{Captures, Regex};

use super::written::evidence_in;
use crate::gate::Gated;
use crate::sheet::{Sheet, SheetLine};

/// How many lines of text are read.
const LINES_MAX: usize = 200;
/// In longer lines nobody says where a page comes from.
const CARRIED_WORDS_MAX: usize = 40;

/// `since 1995, which makes twenty-nine years`: a year, and how many after it the text was written.
static FROM_YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)\b(?P<y>(?:19|20)\d\d)\b(?:[^.!?\d]{0,50}?[,;(–—] ?(?:that is |exactly |just )?(?P<n>\d{1,2}|[a-z]+(?:-[a-z]+)?) years? ago\b|[^.!?\d]{0,40}?\b(?:which makes|that makes|which is|that is|back after|again after) (?P<m>\d{1,2}|[a-z]+(?:-[a-z]+)?) years?\b)").ok()
});
/// `five years ago, in 2019`.
static TO_YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)(?P<w>\w+ )?\b(?P<n>\d{1,2}|[a-z]+(?:-[a-z]+)?) years? ago,? in (?:\p{L}+ )?(?P<y>(?:19|20)\d\d)\b").ok()
});
/// `arrested last year, in May 2024`, `in March this year, 2019`, `next year, 2020`, `it is now October 2018`.
static BESIDE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"\b(?:[Ll]ast year, (?:in )?(?:\p{Lu}\p{L}+ )?(?P<last>(?:19|20)\d\d)|[Tt]his (?:year|January|February|March|April|May|June|July|August|September|October|November|December), (?P<this>(?:19|20)\d\d)|[Nn]ext year, (?P<next>(?:19|20)\d\d)|[Ii]t is now (?:\p{Lu}\p{L}+ )?(?P<now>(?:19|20)\d\d))\b").ok()
});
/// What a page says that was moved, or that shows a text again.
static CARRIED: LazyLock<Option<Gated>> = LazyLock::new(|| {
    Gated::new(
        r"(?i)[–—-] archive\b|\barchived? (?:page|item|copy|articles?)\b|\barchive [–—]|\bselection from the archive|\b(?:moved|transferred|migrated|imported|copied)\b[^.]{0,30}\b(?:from (?:our|the) old|to (?:this|our|the|a) new|to this site|here)\b|\b(?:brought over|carried over to)\b|\bold pages were\b|\bdate of (?:the|that|their|its) (?:move|transfer|migration|import)\b|\bcarry the date of\b|\bimported content\b|\bput up again\b|\bwe reprint\b|\breprinted (?:from|here)\b|\bfirst printed (?:in|by)\b|\bbr(?:ought|inging) back\b|\bpieces we (?:are fond|love|like)|\b(?:long )?reads we still\b|\bkeep asking for\b|\blooking.back\b|\breports from \w+ years ago\b|\b(?:pages?|these pages are) kept by\b",
    )
});

/// The same where it stands above the text: below it, it leads to another piece.
static ARCHIVE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)^archives?(?: ?[»›>/|:].*)?$|\b(?:from (?:our|the)|in our) (?:archives?|vault|trunk|cellar|attic)\b").ok()
});

/// Years that stand alone in a text.
pub(super) fn years_in(text: &str) -> impl Iterator<Item = i16> {
    spans_of_years(text).map(|(year, _)| year)
}

/// The same with their places.
pub(super) fn spans_of_years(text: &str) -> impl Iterator<Item = (i16, Span)> {
    let year = |word: &str| (word.len() == 4).then(|| word.parse().ok()).flatten();
    let years = words(text).filter_map(move |word| Some((year(word.text)?, word.span)));
    years.filter(|(year, _)| (1900..2200).contains(year))
}

/// The year of writing that the text says, and where.
pub(super) fn year_of_text(sheet: &Sheet<'_>) -> Option<(i16, Evidence)> {
    let lines = sheet.lines.iter().filter(|line| line.role().is_some_and(Role::is_text)).take(LINES_MAX);
    let told: Vec<(i16, Evidence)> = lines.flat_map(|line| years_of_line(sheet, line)).collect();
    let n_same = |year: i16| told.iter().filter(|(other, _)| *other == year).count();
    // The first of those told most often.
    let best = told.iter().map(|(year, _)| n_same(*year)).max()?;
    told.iter().find(|(year, _)| n_same(*year) == best).cloned()
}

fn years_of_line(sheet: &Sheet<'_>, line: &SheetLine<'_>) -> Vec<(i16, Evidence)> {
    let text: &str = &line.text;
    // Most lines name no year, and the forms take long to find that out.
    if years_in(text).next().is_none() {
        return Vec::new();
    }
    let is_counted = text.contains("years") || text.contains("year ago");
    let is_beside = ["year, ", "his ", "now "].iter().any(|word| text.contains(word));
    let number = |captures: &Captures<'_>, name: &str| captures.name(name)?.as_str().parse::<i16>().ok();
    let mut out = Vec::new();
    let mut put = |year: Option<i16>, captures: &Captures<'_>| {
        let place = captures.get(0);
        if let (Some(year), Some(place)) = (year, place) {
            out.push((year, evidence_in(sheet, line, place.range().into())));
        }
    };
    for captures in FROM_YEAR.iter().filter(|_| is_counted).flat_map(|regex| regex.captures_iter(text)) {
        let n = captures.name("n").or_else(|| captures.name("m")).and_then(|n| number_of(n.as_str()));
        put(number(&captures, "y").zip(n).map(|(year, n)| year + n), &captures);
    }
    for captures in TO_YEAR.iter().filter(|_| is_counted).flat_map(|regex| regex.captures_iter(text)) {
        let is_rough = captures.name("w").is_some_and(|word| is_rough(word.as_str().trim()));
        let n = captures.name("n").and_then(|n| number_of(n.as_str())).filter(|_| !is_rough);
        put(number(&captures, "y").zip(n).map(|(year, n)| year + n), &captures);
    }
    for captures in BESIDE.iter().filter(|_| is_beside).flat_map(|regex| regex.captures_iter(text)) {
        let year = number(&captures, "this").or_else(|| number(&captures, "now"));
        let last = number(&captures, "last").map(|year| year + 1);
        put(year.or(last).or_else(|| number(&captures, "next").map(|year| year - 1)), &captures);
    }
    out
}

fn is_rough(word: &str) -> bool {
    ["about", "some", "nearly", "almost", "over", "than", "around"]
        .iter()
        .any(|rough| word.eq_ignore_ascii_case(rough))
}

/// `twenty-nine`, `7`: up to 99.
pub(super) fn number_of(text: &str) -> Option<i16> {
    let lower = text.to_lowercase();
    let named = |word: &str| small_number(word).filter(|n| *n > 0).map(|n| n as i16);
    match lower.split_once('-') {
        Some((first, second)) => {
            Some(named(first).filter(|n| *n >= 20)? + named(second).filter(|n| *n < 10)?)
        }
        None => lower.parse().ok().or_else(|| named(&lower)),
    }
}

/// The line in which the page says that its text is older than its date: it was moved, or is shown again.
pub(super) fn carried<'s, 't>(sheet: &'s Sheet<'t>) -> Option<&'s SheetLine<'t>> {
    let is_read = |line: &&SheetLine<'_>| {
        line.n_words <= CARRIED_WORDS_MAX
            && !matches!(line.role(), Some(Role::Title | Role::Teaser | Role::Comments | Role::Caption))
            && !line.role().is_some_and(Role::is_text)
    };
    let first_text = sheet.lines.iter().position(|line| line.is(Role::Body)).unwrap_or(0);
    let is_in_archive = |at: usize, line: &SheetLine<'_>| {
        at < first_text
            && !line.is(Role::Link)
            && ARCHIVE.as_ref().is_some_and(|regex| regex.is_match(&line.text))
    };
    let regex = CARRIED.as_ref()?;
    let mut lines = sheet.lines.iter().enumerate().filter(|(_, line)| is_read(line));
    lines.find(|(at, line)| regex.is_match(&line.text) || is_in_archive(*at, line)).map(|(_, line)| line)
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Page, Raw};

    use super::*;

    #[test]
    fn texts_tell_their_year() {
        let check = |text: &str, expected: Option<i16>| {
            let page = Page { raw: Raw::from_text(text), ..Page::default() };
            let sheet = Sheet::of(&page);
            let found = years_of_line(&sheet, &sheet.lines[0]).first().map(|(year, _)| *year);
            assert_eq!(found, expected, "{text}");
        };
        check("She wants the list of gifts since 1995, which makes twenty-nine years of them.", Some(2024));
        check(
            "She came for the salt in 1969, three months married; that is fifty-three years ago.",
            Some(2022),
        );
        check("The rafts, bought five years ago, in 2019, would not open.", Some(2024));
        check("It is the fever of 2007, come back after seventeen years.", Some(2024));
        check("Noone, who was arrested last year, in May 2024, made no reaction.", Some(2025));
        check("It was handed over in March this year, 2019.", Some(2019));
        check("It is now October 2018, and there are seven classrooms.", Some(2018));
        check("About five years ago, in 2019, it rained; in 2015, six years in prison.", None);
    }
}
