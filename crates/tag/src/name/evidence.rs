//! What speaks for a person, a body or a place: the words of a name and the words about it.

use copydesk_record::NameKind;

use crate::gazetteer::{
    GIVEN_NAMES, OFFICES, ORGANISATION_HEADS, ORGANISATIONS, PLACE_HEADS, PLACE_LEADS, PLACES, TITLES,
};
use crate::name::noun::{
    is_body_noun, is_company, is_countrys, is_event, is_event_lead, is_facility, is_kin, is_place_noun,
    is_saying, is_thing_noun,
};
use crate::name::run::Piece;
use crate::name::word::{Shape, Word};

/// Points for each kind of thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub(crate) person: i32,
    pub(crate) organisation: i32,
    pub(crate) place: i32,
    /// Storms, ships, cups, acts: names that are none of the three.
    pub(crate) other: i32,
}

/// What the learned tagger's word on one mention is worth.
const LEARNED: i32 = 20;

impl Evidence {
    /// What the learned tagger says of a mention.
    pub(crate) fn of(kind: NameKind) -> Self {
        let mut points = Self::default();
        match kind {
            NameKind::Person => points.person = LEARNED,
            NameKind::Organisation => points.organisation = LEARNED,
            NameKind::Place => points.place = LEARNED,
            NameKind::Other => points.other = LEARNED,
        }
        points
    }

    /// Adds the points of another mention.
    pub(crate) fn add(&mut self, other: Self) {
        self.person = self.person.saturating_add(other.person);
        self.organisation = self.organisation.saturating_add(other.organisation);
        self.place = self.place.saturating_add(other.place);
        self.other = self.other.saturating_add(other.other);
    }
}

/// What the words of a name say, whatever stands about it. `key` is its folded words.
pub(crate) fn of_words(words: &[Word<'_>], piece: Piece, key: &str) -> Evidence {
    let mut points = Evidence::default();
    let inner = words.get(piece.from..piece.to).unwrap_or_default();
    let n_words = inner.iter().filter(|word| word.shape != Shape::Mark).count();
    let first = inner.first().map_or("", |word| word.folded.as_str());
    let last = inner.last().map_or("", |word| word.folded.as_str());
    if PLACES.has(key) {
        points.place += 9;
    }
    if ORGANISATIONS.has(key) {
        points.organisation += 9;
    }
    if n_words > 1 && GIVEN_NAMES.has(first) {
        points.person += 7;
    }
    if n_words == 1 && GIVEN_NAMES.has(first) {
        points.person += 3;
    }
    if n_words > 1 && is_facility(last) {
        points.organisation += 5;
        points.place += 6;
    } else if n_words > 1 && ORGANISATION_HEADS.has(last) {
        points.organisation += 10;
    }
    if is_company(last) {
        points.organisation += 6;
    }
    if n_words > 1 && (is_event(last) || is_event_lead(first)) {
        points.other += 12;
    }
    let is_of = inner.get(1).is_some_and(|word| matches!(word.folded.as_str(), "of" | "for" | "on"));
    if is_of && ORGANISATION_HEADS.has(first) {
        points.organisation += 12;
    }
    if inner.iter().any(|word| word.text == "&" || matches!(word.folded.as_str(), "for" | "against")) {
        points.organisation += 6;
    }
    if n_words > 1 && PLACE_HEADS.has(last) {
        points.place += 7;
    }
    if n_words > 1 && PLACE_LEADS.has(first) && !GIVEN_NAMES.has(first) {
        points.place += 4;
    }
    if inner.iter().any(|word| word.shape == Shape::Number) {
        let is_place = inner.iter().any(|word| PLACE_HEADS.has(&word.folded));
        if is_place { points.place += 8 } else { points.organisation += 5 }
    }
    if n_words > 1 && ORGANISATION_HEADS.has(first) && !is_of {
        points.organisation += 2;
    }
    if let [word] = inner {
        let length = word.text.chars().filter(|c| c.is_alphabetic()).count();
        if word.shape == Shape::AllCaps && (2..=6).contains(&length) && !PLACES.has(key) {
            points.organisation += 5;
        }
        let is_camel = word.shape == Shape::Capital
            && word.text.chars().skip(2).any(char::is_uppercase)
            && !word.text.contains(['-', '\'', '’'])
            && !["Mc", "Mac", "De", "Di", "La", "Le", "Van"].iter().any(|lead| word.text.starts_with(lead));
        if is_camel {
            points.organisation += 5;
        }
    }
    if (2..=4).contains(&n_words) {
        points.person += 2;
    }
    points
}

/// What the words about a name say.
pub(crate) fn of_context(words: &[Word<'_>], piece: Piece) -> Evidence {
    let mut points = of_words_before(words, piece);
    points.add(of_words_after(words, piece));
    if piece.has_title {
        points.person += 12;
    }
    points
}

/// A word for comparison: folded, a mark as it stands, nothing past the ends.
fn word_at<'a>(words: &'a [Word<'_>], at: Option<usize>) -> &'a str {
    let word = at.and_then(|at| words.get(at));
    word.map_or("", |word| if word.folded.is_empty() { word.text } else { word.folded.as_str() })
}

fn of_words_before(words: &[Word<'_>], piece: Piece) -> Evidence {
    let mut points = Evidence::default();
    let before = |n: usize| word_at(words, piece.from.checked_sub(n));
    let lead = before(1);
    if TITLES.has(lead) || is_kin(lead) {
        points.person += 8;
    } else if OFFICES.has(lead) && !matches!(lead, "state" | "police" | "union" | "party" | "team" | "club") {
        points.person += 2;
    }
    match lead {
        "in" => points.place += 5,
        "near" | "across" | "outside" | "towards" | "toward" | "throughout" | "via" => points.place += 4,
        "to" | "from" | "at" | "into" | "around" | "through" | "between" => points.place += 2,
        "of" if is_place_noun(before(2)) => points.place += 8,
        "of" if TITLES.has(before(2)) || matches!(before(2), "people" | "government" | "coast") => {
            points.place += 2;
            points.organisation += 2;
        }
        "the" => {
            points.organisation += 2;
            points.person -= 6;
            points.place += if matches!(before(2), "in" | "across") { 2 } else { 0 };
        }
        "," if is_body_noun(before(2)) => points.organisation += 5,
        noun if is_body_noun(noun) => points.organisation += 8,
        noun if is_thing_noun(noun) => points.other += 8,
        "told" | "telling" => points.organisation += 2,
        "by" | "with" => points.person += 1,
        _ => {}
    }
    points
}

fn of_words_after(words: &[Word<'_>], piece: Piece) -> Evidence {
    let mut points = Evidence::default();
    let after = |n: usize| word_at(words, Some(piece.to + n));
    let next = after(0);
    let last = piece.to.checked_sub(1).and_then(|at| words.get(at));
    if is_saying(next) {
        points.person += 2;
        points.organisation += 1;
    }
    if next == "," {
        let age = after(1);
        let is_closed = matches!(after(2), "," | "." | ";" | ")");
        if is_closed && age.len() <= 3 && age.parse::<u32>().is_ok_and(|age| (5..110).contains(&age)) {
            points.person += 8;
        }
        let is_apposed = matches!(after(1), "a" | "an" | "the" | "his" | "her") && OFFICES.has(after(2));
        if after(1) == "who" || is_apposed {
            points.person += 4;
        }
    }
    if next == "who" {
        points.person += 4;
    }
    if last.is_some_and(|word| word.is_possessive) {
        points.place += if is_countrys(next) { 4 } else { 0 };
        return points;
    }
    let is_small = words.get(piece.to).is_some_and(|word| word.shape == Shape::Lower);
    if is_small && TITLES.has(next) {
        points.organisation += 5;
        points.place += if matches!(next, "governor" | "mayor" | "president") { 4 } else { 1 };
    }
    if is_place_noun(next) && next != "state" {
        points.place += 5;
    }
    if matches!(next, "chief" | "shares" | "executives" | "employees" | "officials") {
        points.organisation += 4;
    }
    points
}
