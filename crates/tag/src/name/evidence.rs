//! What speaks for a person, a body or a place: the words of a name and the words about it.

use crate::gazetteer::{
    GIVEN_NAMES, OFFICES, ORGANISATION_HEADS, ORGANISATIONS, PLACE_HEADS, PLACE_LEADS, PLACES, TITLES,
};
use crate::name::run::Piece;
use crate::name::word::{Shape, Word};

/// Points for each kind of thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub(crate) person: i32,
    pub(crate) organisation: i32,
    pub(crate) place: i32,
}

impl Evidence {
    /// Adds the points of another mention.
    pub(crate) fn add(&mut self, other: Self) {
        self.person = self.person.saturating_add(other.person);
        self.organisation = self.organisation.saturating_add(other.organisation);
        self.place = self.place.saturating_add(other.place);
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
    if n_words > 1 && ORGANISATION_HEADS.has(last) {
        points.organisation += 8;
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
        points.organisation += 2;
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
    let mut points = Evidence::default();
    let before = |n: usize| {
        piece
            .from
            .checked_sub(n)
            .and_then(|at| words.get(at))
            .map_or("", |word| if word.folded.is_empty() { word.text } else { word.folded.as_str() })
    };
    let after = |n: usize| {
        words
            .get(piece.to + n)
            .map_or("", |word| if word.folded.is_empty() { word.text } else { word.folded.as_str() })
    };
    let is_possessive =
        piece.to.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| word.is_possessive);
    if piece.has_title {
        points.person += 12;
    }
    let lead = before(1);
    if (TITLES.has(lead)
        || matches!(lead, "counterpart" | "wife" | "husband" | "son" | "daughter" | "widow" | "colleague"))
        && !lead.is_empty()
    {
        points.person += 8;
    } else if OFFICES.has(lead) && !matches!(lead, "state" | "police" | "union" | "party" | "team" | "club") {
        points.person += 2;
    }
    match lead {
        "in" => points.place += 5,
        "near" | "across" | "outside" | "towards" | "toward" | "throughout" | "via" => points.place += 4,
        "to" | "from" | "at" | "into" | "around" | "through" | "between" => points.place += 2,
        "of" if is_place_noun(before(2)) => points.place += 8,
        "of" if matches!(
            before(2),
            "president" | "minister" | "king" | "queen" | "people" | "government" | "coast"
        ) =>
        {
            points.place += 2;
        }
        "the" => {
            points.organisation += 2;
            points.person -= 6;
            if matches!(before(2), "in" | "across") {
                points.place += 2;
            }
        }
        "told" | "telling" => points.organisation += 2,
        "by" | "with" => points.person += 1,
        _ => {}
    }
    if is_saying(after(0)) {
        points.person += 3;
        points.organisation += 1;
    }
    if after(0) == "," {
        let next = after(1);
        if next.len() <= 3 && next.parse::<u32>().is_ok_and(|age| (5..110).contains(&age)) {
            points.person += 8;
        }
        if next == "who" || (matches!(next, "a" | "an" | "the" | "his" | "her") && OFFICES.has(after(2))) {
            points.person += 4;
        }
    }
    if after(0) == "who" {
        points.person += 4;
    }
    if is_place_noun(after(0)) && !is_possessive && after(0) != "state" {
        points.place += 5;
    }
    if is_possessive
        && matches!(
            after(0),
            "army"
                | "capital"
                | "president"
                | "prime"
                | "government"
                | "economy"
                | "parliament"
                | "second"
                | "largest"
                | "main"
                | "central"
                | "military"
                | "coast"
                | "north"
                | "south"
                | "east"
                | "west"
                | "population"
                | "port"
                | "mayor"
                | "foreign"
                | "supreme"
                | "northern"
                | "southern"
                | "eastern"
                | "western"
        )
    {
        points.place += 4;
    }
    if matches!(
        after(0),
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "chief"
            | "shares"
            | "executives"
            | "employees"
            | "officials"
    ) && !is_possessive
    {
        points.organisation += 4;
    }
    points
}

fn is_saying(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "told"
            | "added"
            | "asked"
            | "answered"
            | "warned"
            | "replied"
            | "insisted"
            | "explained"
            | "announced"
            | "argued"
            | "recalled"
            | "admitted"
            | "quipped"
            | "joked"
            | "wrote"
            | "tweeted"
            | "denied"
    )
}

/// Common nouns of places: `the town of Mocuba`, `Zambezia province`.
fn is_place_noun(word: &str) -> bool {
    matches!(
        word,
        "province"
            | "city"
            | "town"
            | "village"
            | "district"
            | "region"
            | "county"
            | "state"
            | "port"
            | "capital"
            | "island"
            | "islands"
            | "suburb"
            | "neighbourhood"
            | "neighbourhoods"
            | "neighborhood"
            | "borough"
            | "municipality"
            | "commune"
            | "prefecture"
            | "governorate"
            | "oblast"
            | "river"
            | "lake"
            | "mountains"
            | "peninsula"
            | "valley"
            | "coast"
            | "desert"
            | "camp"
            | "depot"
            | "airport"
            | "hamlet"
            | "mayor"
            | "governor"
            | "outskirts"
            | "streets"
            | "south"
            | "north"
            | "east"
            | "west"
            | "centre"
            | "shores"
            | "highway"
            | "bay"
            | "strait"
            | "cities"
            | "towns"
            | "villages"
            | "residents"
    )
}
