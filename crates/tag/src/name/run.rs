//! Runs of capitals, and the names within them: `Mobility Minister Sofie Delcroix` holds one, `UN Secretary-General
//! António Guterres` two.

use crate::gazetteer::{
    GIVEN_NAMES, OFFICES, ORGANISATION_HEADS, ORGANISATIONS, PLACE_HEADS, PLACES, TITLES, is_common,
    is_demonym,
};
use crate::name::connector::{after_connector, joins_plural, joins_possessive};
use crate::name::word::{Shape, Word};

/// A name is never longer, in words and marks.
const RUN_WORDS_MAX: usize = 12;

/// A possible name: words `from..to` of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its first word.
    pub(crate) from: usize,
    /// The position after its last word.
    pub(crate) to: usize,
    /// Whether a title or office stands before it.
    pub(crate) has_title: bool,
}

/// The possible names of a sentence, in order.
pub(crate) fn pieces(words: &[Word<'_>]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if !word.is_capital() || is_calendar(&word.folded) && !is_given_month(words, at) {
            at += 1;
            continue;
        }
        let end = run_end(words, at);
        part(words, at, end, &mut out);
        at = end.max(at + 1);
    }
    out
}

/// Folded words at `from..to`, joined by spaces, marks left out.
pub(crate) fn key(words: &[Word<'_>], from: usize, to: usize) -> String {
    let mut out = String::new();
    for word in words.get(from..to).unwrap_or_default() {
        let part = if word.folded.is_empty() { word.text } else { word.folded.as_str() };
        if word.shape == Shape::Mark {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// Days of the week and months break a run: `Friday President Reyes`.
pub(crate) fn is_calendar(folded: &str) -> bool {
    matches!(
        folded,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "aug"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
            | "mondays"
            | "tuesdays"
            | "wednesdays"
            | "thursdays"
            | "fridays"
            | "saturdays"
            | "sundays"
            | "i"
    )
}

/// `April Jones said`: a month's name before a surname, with no preposition of time before it.
fn is_given_month(words: &[Word<'_>], at: usize) -> bool {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let is_led = at.checked_sub(1).is_some_and(|before| {
        matches!(
            folded(before),
            "in" | "last" | "next" | "since" | "this" | "by" | "until" | "from" | "early" | "late" | "of"
        )
    });
    let is_name = words
        .get(at + 1)
        .is_some_and(|next| next.is_capital() && !is_calendar(&next.folded) && !is_common(&next.folded));
    matches!(folded(at), "april" | "june" | "august" | "may")
        && is_name
        && !is_led
        && words.get(at).is_some_and(|word| !word.is_last)
}

fn run_end(words: &[Word<'_>], from: usize) -> usize {
    let mut at = from + 1;
    while at < from + RUN_WORDS_MAX {
        let Some(before) = at.checked_sub(1).and_then(|before| words.get(before)) else { break };
        let Some(word) = words.get(at) else { break };
        if before.is_last && !joins_possessive(words, at) {
            break;
        }
        if word.is_capital() && !is_calendar(&word.folded) {
            at += 1;
        } else if (word.text == "&" || word.text == "." && is_short(before))
            && words.get(at + 1).is_some_and(Word::is_capital)
        {
            at += 2;
        } else if word.shape == Shape::Number && takes_number(&before.folded) && word.text.len() <= 3 {
            at += 1;
        } else if matches!(word.text, "'" | "’")
            && before.folded.ends_with('s')
            && is_common(&before.folded)
            && joins_plural(words, at + 1)
        {
            at += 2;
        } else if let Some(next) = after_connector(words, from, at) {
            at = next;
        } else {
            break;
        }
    }
    at
}

/// An initial or an abbreviation that keeps its point: `J.`, `St.`, `Gen.`.
fn is_short(word: &Word<'_>) -> bool {
    word.text.chars().count() == 1
        || matches!(
            word.folded.as_str(),
            "st" | "mt"
                | "dr"
                | "mr"
                | "mrs"
                | "ms"
                | "gen"
                | "lt"
                | "col"
                | "maj"
                | "capt"
                | "sgt"
                | "gov"
                | "sen"
                | "rep"
                | "prof"
                | "rev"
                | "fr"
                | "jr"
                | "adm"
                | "cmdr"
                | "supt"
                | "det"
                | "insp"
                | "brig"
                | "cpl"
        )
}

/// Names that end with a number: `National Road Number 1`, `Channel 4`.
fn takes_number(folded: &str) -> bool {
    matches!(
        folded,
        "number"
            | "no"
            | "channel"
            | "radio"
            | "route"
            | "road"
            | "highway"
            | "onde"
            | "canal"
            | "kanal"
            | "formula"
            | "terminal"
            | "canale"
            | "tv"
            | "studio"
            | "pier"
    )
}

/// Parts a run into names: what is no name falls away, and an office within it parts a body from its officer.
fn part(words: &[Word<'_>], from: usize, to: usize, out: &mut Vec<Piece>) {
    let mut push = |from: usize, to: usize, has_title: bool| {
        if from < to {
            out.push(Piece { from, to, has_title });
        }
    };
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let from = after_article(words, from, to);
    if from >= to {
        return;
    }
    let whole = key(words, from, to);
    if PLACES.has(&whole) || ORGANISATIONS.has(&whole) {
        return push(from, to, false);
    }
    let last = folded(to - 1);
    let is_headed = to - from > 1 && (ORGANISATION_HEADS.has(last) || PLACE_HEADS.has(last))
        || ORGANISATION_HEADS.has(folded(from)) && matches!(folded(from + 1), "of" | "for" | "on");
    // The prefix of offices, demonyms and their points.
    let is_office = |at: usize| {
        let word = folded(at);
        TITLES.has(word) || (OFFICES.has(word) || is_demonym(word)) && !GIVEN_NAMES.has(word)
    };
    let mut at = from;
    let mut has_title = false;
    while at < to && (is_office(at) || at > from && words.get(at).is_some_and(|word| word.text == ".")) {
        has_title |= TITLES.has(folded(at));
        at += 1;
    }
    if at >= to {
        return;
    }
    if has_title && !is_headed {
        // "Sir Keir": but a given name that is an office word ("Major Tom", "Judge") is no concern here.
        return push(at, to, true);
    }
    if is_headed {
        let is_plain = from == at || !GIVEN_NAMES.has(folded(at));
        return push(if is_plain { from } else { at }, to, false);
    }
    // An office within the run: the body before it, the officer after it.
    let inner = (at + 1..to.saturating_sub(1))
        .find(|&at| TITLES.has(folded(at)) && !words.get(at).is_some_and(|word| word.is_last));
    if let Some(title) = inner {
        let mut body_end = title;
        while body_end > at && is_office(body_end - 1) {
            body_end -= 1;
        }
        let mut person = title + 1;
        while person < to && (is_office(person) || words.get(person).is_some_and(|word| word.text == ".")) {
            person += 1;
        }
        push(at, body_end, false);
        return push(person, to, true);
    }
    // Demonyms and soft office words alone: "Belgian Didier Lambermont", but "Czech Radio" kept its head above.
    let keeps_lead = at > from && !GIVEN_NAMES.has(folded(at)) && to - at <= 1 && !is_demonym(folded(from));
    push(if keeps_lead { from } else { at }, to, false);
}

/// The first position after an article or a common word that has its capital from the sentence.
fn after_article(words: &[Word<'_>], from: usize, to: usize) -> usize {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let mut at = from;
    while at < to {
        let word = folded(at);
        let is_article = matches!(word, "the" | "a" | "an") && folded(at + 1) != "hague";
        let is_head =
            at == 0 || words.get(at - 1).is_some_and(|before| before.shape == Shape::Mark || at > from);
        let rest = key(words, at, to);
        let is_known = PLACES.has(&rest) || ORGANISATIONS.has(&rest);
        let is_only_capital = is_head && is_common(word) && !is_known && !is_name_head(words, at, to);
        if !is_article && !is_only_capital {
            break;
        }
        at += 1;
    }
    at
}

/// Whether the common word at the head of the run is part of the name: `National Institute`, `Rose Tilney`.
fn is_name_head(words: &[Word<'_>], at: usize, to: usize) -> bool {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    if to - at < 2 {
        return false;
    }
    let last = folded(to - 1);
    let is_headed = ORGANISATION_HEADS.has(last) || PLACE_HEADS.has(last);
    let is_function = copydesk_text::is_stopword(folded(at));
    is_headed && !is_function
        || ORGANISATION_HEADS.has(folded(at)) && matches!(folded(at + 1), "of" | "for")
        || GIVEN_NAMES.has(folded(at)) && !is_function
        || OFFICES.has(folded(at))
        || matches!(
            folded(at),
            "north" | "south" | "east" | "west" | "new" | "national" | "port" | "lake" | "mount"
        )
}
