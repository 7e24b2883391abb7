//! Mentions: wherever a page could be naming itself, with the words around.

use std::sync::LazyLock;

use copydesk_record::Role;
use copydesk_text::{fold_char, pattern};
use regex::Regex;

use super::{COMPANY, is_generic, is_outlet_shaped, trim_name};
use crate::gate::Gated;
use crate::sheet::{Sheet, SheetLine};

/// How many lines at either end of a page are searched.
const ENDS_LINES: usize = 40;
/// Of longer lines outside the text nothing is taken.
const LINE_WORDS_MAX: usize = 70;
/// How far into a line of text the page may name itself in a dateline, in bytes.
const DATELINE_BYTES: usize = 90;
/// How many lines at the head and the tail of a page may be the page's own words though they read like text.
const HEAD_LINES: usize = 2;
const TAIL_LINES: usize = 7;
/// How many words of a name's end may belong to something else.
const CUT_WORDS_MAX: usize = 2;
/// More mentions are not looked at.
const MENTIONS_MAX: usize = 2_000;

/// Which piece of its line a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// All of it.
    Whole,
    /// The first between bars, arrows and the like.
    First,
    /// One in the middle.
    Middle,
    /// The last.
    Last,
    /// Words within a piece.
    Inline,
}

/// A name in its place.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// As it is written, an article before it included.
    pub(super) name: String,
    /// The line's position on the sheet.
    pub(super) line: usize,
    pub(super) piece: Piece,
    /// How many pieces the line has.
    pub(super) n_pieces: usize,
    /// What kind of word or mark stands behind it.
    pub(super) next_class: &'static str,
    /// Whether a company's form or a common noun was taken off its end.
    pub(super) is_cut: bool,
    /// Whether the page calls its own rules by it: `The Harbour Trust Principles`.
    pub(super) is_house: bool,
    /// The two words or marks before it, the nearer one last; empty at the line's beginning.
    pub(super) before: [String; 2],
    /// The two words or marks behind it.
    pub(super) after: [String; 2],
}

static RUN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?:[Tt]he |THE )?\p{Lu}[\p{L}\d'’&+-]*(?:\.[\p{L}\d]+)*(?:(?: (?:&|of|and|the|on|du|de|des|la|le|les|del|di|do|da|dos|das|der|die|y|e|i|og|och|und|et|en|aan|van|zee) | & | of the | de la | |-)[\p{Lu}\d][\p{L}\d'’&+-]*(?:\.[\p{L}\d]+)*){0,10}").ok()
});
static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"[|~•·›»>/—*☕★●■▪◆☰]+|\s{2,}|\t|\s[-–:]+\s|\s[^\p{L}\p{N}\s&'’.,()]+\s|: ").ok()
});
static HOUSE: LazyLock<Option<Gated>> = LazyLock::new(|| {
    Gated::new(
        r"^(?:The )?(?P<name>.+?)(?: (?:Editorial|Trust|Ethics|Privacy|Cookie))? (?:Principles|Standards|Guidelines|Policy|Code of)\b",
    )
});
/// What a company's name ends in, and a paper's does not.
const LEGAL: [&str; 29] = [
    "ltd", "limited", "inc", "llc", "plc", "gmbh", "mbh", "kg", "oy", "oyj", "ab", "a/s", "pte", "pty",
    "pvt", "sarl", "srl", "bv", "nv", "ehf", "kft", "zrt", "jsc", "lda", "ltda", "sal", "bhd", "tbk", "doo",
];
/// Verbs before `to`, `with` or `the` and the name of who was told.
const SPEECH: [&str; 12] = [
    "said",
    "says",
    "explained",
    "told",
    "tells",
    "spoke",
    "wrote",
    "confirmed",
    "to",
    "interview",
    "seen",
    "obtained",
];

/// All mentions on the page, in order.
pub(super) fn mentions(sheet: &Sheet<'_>) -> Vec<Mention> {
    let n_lines = sheet.lines.len();
    let first_text = sheet.lines.iter().position(|line| line.is(Role::Body)).unwrap_or(n_lines);
    let mut out = Vec::new();
    for (at, line) in sheet.lines.iter().enumerate() {
        let is_far = at > ENDS_LINES.max(first_text) && at + ENDS_LINES < n_lines;
        if is_far || out.len() > MENTIONS_MAX {
            continue;
        }
        if line.role().is_some_and(Role::is_text) && line.n_words > 7 {
            let is_tail = at + TAIL_LINES >= n_lines;
            of_text(&mut out, at, line, at < HEAD_LINES, is_tail);
        } else if line.n_words <= LINE_WORDS_MAX {
            of_pieces(&mut out, at, line);
            of_runs(&mut out, at, line);
            of_addresses(&mut out, at, line);
        }
    }
    out
}

/// Names that are a whole piece of a line.
fn of_pieces(out: &mut Vec<Mention>, at: usize, line: &SheetLine<'_>) {
    let text: &str = &line.text;
    let Some(between) = BETWEEN.as_ref() else { return };
    let mut bounds: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for mark in between.find_iter(text) {
        bounds.push((start, mark.start()));
        start = mark.end();
    }
    bounds.push((start, text.len()));
    bounds.retain(|(from, to)| text.get(*from..*to).is_some_and(|piece| piece.contains(char::is_alphabetic)));
    let n = bounds.len();
    for (nth, (from, to)) in bounds.into_iter().enumerate() {
        let piece = match nth {
            0 if n == 1 => Piece::Whole,
            0 => Piece::First,
            _ if nth + 1 == n => Piece::Last,
            _ => Piece::Middle,
        };
        put(out, at, text, (from, to), (piece, n));
    }
}

/// Names written with capitals within a line.
fn of_runs(out: &mut Vec<Mention>, at: usize, line: &SheetLine<'_>) {
    let text: &str = &line.text;
    let Some(run) = RUN.as_ref() else { return };
    for found in run.find_iter(text) {
        put_run(out, at, text, (found.start(), found.end()));
    }
}

/// `desk@quayside.example`: what comes before the last part of an address, if no other does.
fn of_addresses(out: &mut Vec<Mention>, at: usize, line: &SheetLine<'_>) {
    const LETTERS_MIN: usize = 4;
    let text: &str = &line.text;
    if !text.contains('@') {
        return;
    }
    let mut start = 0;
    for word in text.split(' ') {
        let host = word.split_once('@').map(|(_, host)| host.trim_end_matches(['.', ',', ')']));
        if let Some((name, _)) = host.and_then(|host| host.split_once('.'))
            && name.len() >= LETTERS_MIN
        {
            let from = start + word.find('@').unwrap_or(0) + 1;
            put(out, at, text, (from, from + name.len()), (Piece::Inline, 1));
        }
        start += word.len() + 1;
    }
}

/// Names in the text itself: in a dateline, and where somebody told the page something.
fn of_text(out: &mut Vec<Mention>, at: usize, line: &SheetLine<'_>, is_head: bool, is_tail: bool) {
    let text: &str = &line.text;
    let Some(run) = RUN.as_ref() else { return };
    for found in run.find_iter(text) {
        let [second, first] = before(text, found.start());
        let is_told = match first.as_str() {
            "told" | "tells" | "contacted" | "/" | "(" | "corr" => true,
            "to" | "the" | "with" | "by" => SPEECH.contains(&second.as_str()),
            _ => false,
        };
        // `a Russian channel`: somebody else.
        if matches!(first.as_str(), "a" | "an" | "another" | "any" | "every") {
            continue;
        }
        let is_placed =
            is_tail || is_head && found.start() == 0 || is_marked(text, found.start(), found.end());
        if found.start() < DATELINE_BYTES && is_placed || is_told {
            put_run(out, at, text, (found.start(), found.end()));
        }
    }
}

/// `(HNA) –`, `HARBOUR NEWS – Crews`, `/Harbour/`: in brackets, or followed by a dash.
fn is_marked(text: &str, from: usize, to: usize) -> bool {
    let [_, first] = before(text, from);
    let [third, fourth] = after(text, to);
    let is_dash = |mark: &str| matches!(mark, "-" | "–" | "—");
    matches!(first.as_str(), "(" | "/" | "[")
        || is_dash(&third)
        || matches!(third.as_str(), ")" | "/") && is_dash(&fourth)
}

/// A run of capitals, and what it may hold beside the name: a verb before it, a title of somebody, another name.
fn put_run(out: &mut Vec<Mention>, at: usize, text: &str, (from, to): (usize, usize)) {
    put(out, at, text, (from, to), (Piece::Inline, 1));
    let Some(run) = text.get(from..to) else { return };
    let [_, word] = before(text, from);
    let is_sentence_start =
        word.is_empty() || matches!(word.as_str(), "." | "!" | "?" | ":" | "|" | ")" | "“");
    let is_article = |word: &str| word.eq_ignore_ascii_case("the");
    if is_sentence_start && let Some((first, _)) = run.split_once(' ').filter(|(first, _)| !is_article(first))
    {
        put(out, at, text, (from + first.len() + 1, to), (Piece::Inline, 1));
    }
    for joint in [
        " of the ",
        " of ",
        " and ",
        " & ",
        " y ",
        " und ",
        " et ",
        " e ",
        " at ",
        " on ",
        " the ",
        " FROM ",
        " FROM THE ",
        " TO ",
        " BY ",
    ] {
        if let Some(place) = run.rfind(joint) {
            put(out, at, text, (from + place + joint.len(), to), (Piece::Inline, 1));
            put(out, at, text, (from, from + place), (Piece::Inline, 1));
        }
    }
    if let Some(place) = run.get(1..).and_then(|rest| rest.find(" The ")) {
        put(out, at, text, (from + place + 2, to), (Piece::Inline, 1));
    }
    for owner in ["'s ", "’s "] {
        if let Some(place) = run.find(owner) {
            put(out, at, text, (from, from + place), (Piece::Inline, 1));
        }
    }
}

/// A name, and the same without the company's form or the noun behind it.
fn put(
    out: &mut Vec<Mention>,
    at: usize,
    text: &str,
    (from, to): (usize, usize),
    (piece, n_pieces): (Piece, usize),
) {
    let Some(name) = text.get(from..to).map(trim_name) else { return };
    // `The Harbour Editorial Principles`: the house's, article and all.
    let whole = HOUSE.as_ref().and_then(|house| house.captures(name)?.name("name"));
    let name = whole.map_or(name, |name| name.as_str());
    let add = |out: &mut Vec<Mention>, name: &str, is_cut: bool| {
        if !is_outlet_shaped(name) {
            return;
        }
        let start = from + text.get(from..).and_then(|rest| rest.find(name)).unwrap_or(0);
        let (before, after) = (before(text, start), after(text, start + name.len()));
        let next_class = next_class(text, start + name.len());
        out.push(Mention {
            name: name.to_owned(),
            line: at,
            piece,
            n_pieces,
            next_class,
            is_cut,
            is_house: whole.is_some_and(|whole| !is_generic(whole.as_str())),
            before,
            after,
        });
    };
    if !is_legal(name) {
        add(out, name, false);
    }
    if let Some(found) = COMPANY.as_ref().and_then(|form| form.find(name)) {
        add(out, trim_name(name.get(..found.start()).unwrap_or("")), true);
    }
    // `Harbour Times Newsletter`, `Harbour FM 98.4`: what it calls a thing of its own.
    let mut rest = name;
    for _ in 0..CUT_WORDS_MAX {
        let Some((head, _)) = rest.rsplit_once(' ') else { break };
        rest = trim_name(head);
        if !is_legal(rest) {
            add(out, rest, true);
        }
    }
    // `inrun.example`: what an address calls the page.
    if let Some((host, end)) = name.rsplit_once('.')
        && !name.contains(' ')
        && (2..=7).contains(&end.len())
    {
        add(out, host, true);
    }
}

/// Whether the name ends in a company's form.
fn is_legal(name: &str) -> bool {
    const BYTES_MAX: usize = 8;
    let Some((_, last)) = name.rsplit_once(' ').filter(|(_, last)| last.len() <= BYTES_MAX) else {
        return false;
    };
    let form: String = last.chars().filter(|c| *c != '.').flat_map(char::to_lowercase).collect();
    LEGAL.contains(&form.as_str())
}

/// Whether a name is followed by a word with a capital, by another, a number, a mark, or nothing.
fn next_class(text: &str, start: usize) -> &'static str {
    match text.get(start..).unwrap_or("").trim_start().chars().next() {
        None => "end",
        Some(c) if c.is_uppercase() => "capital",
        Some(c) if c.is_alphabetic() => "small",
        Some(c) if c.is_numeric() => "digit",
        Some('.' | '!' | '?') => "stop",
        Some('|' | '•' | '·' | '/' | '>' | '›' | '»' | '–' | '—' | '-') => "bar",
        Some('\'' | '’') => "owner",
        Some(_) => "mark",
    }
}

/// A word, or a mark that stands between words.
fn put_word(word: &mut String, c: char) -> bool {
    if c.is_alphanumeric() {
        word.push(if c.is_ascii_digit() { '0' } else { fold_char(c) });
        return true;
    }
    false
}

/// The words or marks before a place, the nearest last.
fn before(text: &str, end: usize) -> [String; 2] {
    let mut found: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.get(..end).unwrap_or("").chars().rev() {
        if put_word(&mut word, c) {
            continue;
        }
        if !word.is_empty() {
            found.push(word.chars().rev().collect());
            word.clear();
        }
        if !c.is_whitespace() {
            found.push(c.to_string());
        }
        if found.len() >= 2 {
            break;
        }
    }
    if !word.is_empty() {
        found.push(word.chars().rev().collect());
    }
    let mut found = found.into_iter();
    let last = found.next().unwrap_or_default();
    [found.next().unwrap_or_default(), last]
}

/// The words or marks behind a place, the nearest first.
fn after(text: &str, start: usize) -> [String; 2] {
    let mut found: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.get(start..).unwrap_or("").chars() {
        if put_word(&mut word, c) {
            continue;
        }
        if !word.is_empty() {
            found.push(std::mem::take(&mut word));
        }
        if !c.is_whitespace() {
            found.push(c.to_string());
        }
        if found.len() >= 2 {
            break;
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    let mut found = found.into_iter();
    [found.next().unwrap_or_default(), found.next().unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Page, Raw};

    use super::*;

    #[test]
    fn names_stand_in_pieces_and_in_sentences() {
        let check = |text: &str, expected: &[&str]| {
            let page = Page { raw: Raw::from_text(text), ..Page::default() };
            let names: Vec<String> =
                mentions(&Sheet::of(&page)).into_iter().map(|found| found.name).collect();
            for name in expected {
                assert!(names.iter().any(|found| found == name), "{name}: {names:?}");
            }
        };
        check("Harbour & Tide | Digs › Bronze Age", &["Harbour & Tide", "Digs", "Bronze Age"]);
        check("Follow Harbour Times on WhatsApp", &["Follow Harbour Times", "Harbour Times", "WhatsApp"]);
        check("© 2020 Harbour Times Ltd.", &["Harbour Times"]);
        check("Rosa Lindqvist is Editor of the Harbour Record", &["Harbour Record", "Rosa Lindqvist"]);
        check("quayside.example", &["quayside.example", "quayside"]);
        check("Tips? desk@quayside.example — we read all", &["quayside"]);
    }

    #[test]
    fn words_around_a_name() {
        let text = "Photo: Rosa Lindqvist/Harbour Times, 2020";
        let start = text.find("Harbour").unwrap();
        assert_eq!(before(text, start), ["lindqvist", "/"]);
        assert_eq!(after(text, start + "Harbour Times".len()), [",", "0000"]);
        assert_eq!(before("Harbour", 0), ["", ""]);
    }
}
