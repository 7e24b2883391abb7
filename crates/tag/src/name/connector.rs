//! What ties capitals into one name: `Ministry of Health`, `Bosnia and Herzegovina`, `St Mary's Hospital`.

use crate::gazetteer::{
    OFFICES, ORGANISATION_HEADS, ORGANISATIONS, PLACE_HEADS, PLACES, TITLES, is_common, is_demonym,
};
use crate::name::run::{is_calendar, key};
use crate::name::word::Word;

/// `St Mary's Hospital`, `King's Cross`, `Teachers' Union`, but `Sudan's Military Council` is two names: the possessor is
/// a saint or a common word, and what is possessed is a building, a place or a body.
pub(crate) fn joins_possessive(words: &[Word<'_>], at: usize) -> bool {
    let folded = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |word| word.folded.as_str());
    let owner = folded(at.checked_sub(1));
    let is_saint =
        matches!(folded(at.checked_sub(2)), "st" | "saint") || matches!(folded(at.checked_sub(3)), "st");
    let is_owner = is_saint
        || is_common(owner)
        || TITLES.has(owner)
        || matches!(owner, "women" | "men" | "children" | "farmers");
    let is_head = |word: &Word<'_>| {
        word.is_capital()
            && (ORGANISATION_HEADS.has(&word.folded)
                || PLACE_HEADS.has(&word.folded)
                || matches!(
                    word.folded.as_str(),
                    "cross" | "college" | "church" | "head" | "landing" | "end" | "arms"
                ))
    };
    let is_possessive = at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| word.is_possessive);
    let possessed = words.get(at..(at + 4).min(words.len())).unwrap_or_default();
    let is_headed = possessed.iter().take_while(|word| word.is_capital()).any(is_head);
    is_possessive && is_owner && is_headed
}

/// `Teachers' Union`: a body follows the apostrophe of a plural.
pub(crate) fn joins_plural(words: &[Word<'_>], at: usize) -> bool {
    let possessed = words.get(at..(at + 4).min(words.len())).unwrap_or_default();
    possessed.iter().take_while(|word| word.is_capital()).any(|word| ORGANISATION_HEADS.has(&word.folded))
}

/// The position after small words within a name and the capital that follows them.
pub(crate) fn after_connector(words: &[Word<'_>], from: usize, at: usize) -> Option<usize> {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let is_capital =
        |at: usize| words.get(at).is_some_and(|word| word.is_capital() && !is_calendar(&word.folded));
    let before = folded(at - 1);
    match folded(at) {
        "of" => {
            let next = at + 1 + usize::from(folded(at + 1) == "the" || folded(at + 1) == "our");
            let is_body = ORGANISATION_HEADS.has(before) || PLACE_HEADS.has(before) || is_body_of(before);
            let is_person = (TITLES.has(before) || OFFICES.has(before)) && !is_body_of(before);
            // A common noun with a capital within the sentence is part of a name: `Basilica of Our Lady`.
            let is_noun = from > 0 && is_common(before) && !is_demonym(before);
            ((is_body || is_noun) && !is_person && is_capital(next)).then_some(next + 1)
        }
        "for" | "on" | "against" => {
            let is_body = ORGANISATION_HEADS.has(before)
                && !matches!(before, "news" | "police" | "world" | "times" | "daily")
                || matches!(before, "campaign" | "campaigners" | "doctors" | "mothers");
            (is_body && is_capital(at + 1) && !is_common_place(folded(at + 1))).then_some(at + 2)
        }
        "and" => {
            let whole = key(words, from, at + 2);
            // `Ministry of Agriculture and Fisheries`, `Marine and Coastal Agency`.
            let has_of = words.get(from + 1..at).is_some_and(|inner| {
                inner.iter().any(|word| matches!(word.folded.as_str(), "of" | "for" | "on"))
            });
            let next = folded(at + 1);
            let is_ministry = has_of && is_common(next) && !ORGANISATION_HEADS.has(next)
                || matches!(folded(from), "ministry" | "department" | "office" | "committee" | "institute")
                    && has_of
                || from > 0
                    && is_common(before)
                    && words
                        .get(at + 2)
                        .is_some_and(|word| ORGANISATION_HEADS.has(&word.folded) && word.is_capital());
            (is_capital(at + 1) && (is_ministry || PLACES.has(&whole) || ORGANISATIONS.has(&whole)))
                .then_some(at + 2)
        }
        "de" | "da" | "do" | "dos" | "das" | "di" | "del" | "della" | "du" | "des" | "van" | "von"
        | "der" | "den" | "ten" | "ter" | "bin" | "ibn" | "bint" | "y" | "ul" | "al" | "el" | "la" | "le"
        | "les" | "zu" | "af" | "du sud" | "sur" | "en" | "e" => {
            let next = at
                + 1
                + usize::from(matches!(folded(at + 1), "la" | "las" | "los" | "der" | "den" | "le" | "les"));
            is_capital(next).then_some(next + 1)
        }
        _ => None,
    }
}

/// Words before `of` that make a body or a place of what follows.
fn is_body_of(folded: &str) -> bool {
    matches!(
        folded,
        "university"
            | "bank"
            | "gulf"
            | "bay"
            | "republic"
            | "kingdom"
            | "isle"
            | "house"
            | "houses"
            | "sea"
            | "cape"
            | "horn"
            | "strait"
            | "straits"
            | "mount"
            | "states"
            | "emirates"
            | "chamber"
            | "school"
            | "faculty"
            | "tomba"
            | "palais"
            | "duchy"
            | "sons"
            | "daughters"
            | "friends"
            | "ministers"
            | "justice"
    )
}

/// "the Bank for England" is none, "Campaign for Nature" is: a place after `for` is seldom part of the name.
fn is_common_place(folded: &str) -> bool {
    PLACES.has(folded)
}
