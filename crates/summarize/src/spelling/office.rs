//! Who holds an office that an article names no holder of: the mayor, where the story has one mayor only.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use copydesk_record::{NameKind, Span};
use copydesk_text::{fold, fold_words};

use super::name::Name;
use crate::memory::WordHashing;
use crate::view::{View, floor};

/// How many mentions of an article are looked at.
const MENTIONS_MAX: usize = 300;
/// How many bytes before and after a name its office is looked for in.
const REACH_BYTES: usize = 60;
/// How many words after a name its office may stand.
const REACH_WORDS: usize = 4;
/// Offices that one person holds.
const OFFICES: &[&str] = &[
    "mayor",
    "governor",
    "president",
    "minister",
    "premier",
    "chancellor",
    "captain",
    "coach",
    "judge",
    "bishop",
    "archbishop",
    "headteacher",
    "headmaster",
    "principal",
    "director",
    "commissioner",
    "ambassador",
    "prosecutor",
    "coroner",
    "sheriff",
    "chairman",
    "chairwoman",
    "manager",
    "commander",
];
/// What makes another office of one.
const QUALIFIERS: &[&str] =
    &["former", "ex", "deputy", "vice", "acting", "late", "assistant", "then", "a", "an"];

/// Whom the articles name beside an office.
pub(super) type Holders = BTreeMap<&'static str, BTreeSet<usize>>;

/// The offices with all whom the story's articles name beside them, or beside one like them.
pub(super) fn holders(views: &[View<'_>], by_text: &HashMap<&str, usize, WordHashing>) -> Holders {
    let mut out = Holders::new();
    for view in views.iter().filter(|view| !view.is_related) {
        let tags = &view.document.tags;
        let canonical: HashMap<u32, &str> =
            tags.entities.iter().rev().map(|entity| (entity.id, entity.canonical.as_str())).collect();
        let persons = tags.names.iter().filter(|name| name.kind == NameKind::Person).take(MENTIONS_MAX);
        for name in persons {
            let place = canonical.get(&name.entity).and_then(|&canonical| by_text.get(canonical));
            let Some(&place) = place else { continue };
            for office in offices_beside(view, name.span) {
                out.entry(office).or_default().insert(place);
            }
        }
    }
    out
}

/// The only holder of the office that a speaker's words are: "the mayor".
pub(super) fn holder(speaker: &str, holders: &Holders) -> Option<usize> {
    if Name::of(speaker).is_some() {
        return None;
    }
    let words = fold_words(speaker);
    let [article, office] = words.as_slice() else { return None };
    let places = holders.get(office.as_str()).filter(|places| places.len() == 1 && article == "the")?;
    places.first().copied()
}

/// The offices that stand directly before a name, within it, or after the comma behind it.
fn offices_beside(view: &View<'_>, name: Span) -> Vec<&'static str> {
    let text = &view.document.text;
    let (start, end) = (name.start as usize, name.end as usize);
    let from = floor(text, start.saturating_sub(REACH_BYTES));
    let to = floor(text, end.saturating_add(REACH_BYTES));
    let before = text.get(from..start).unwrap_or_default();
    let after = text.get(end..to).unwrap_or_default();
    let before = before.rsplit(['.', ',', ';', '\n']).next().unwrap_or_default();
    let mut found = Vec::new();
    // Most names have no office before them, and the last word tells it.
    let last = before.split(' ').rev().map(fold).find(|folded| !folded.is_empty());
    found.extend(last.and_then(|folded| office_of(folded.rsplit(' ').next()?)));
    found.extend(office_of(fold(view.str(name)).split(' ').next().unwrap_or_default()));
    if let Some(apposition) = after.strip_prefix(", ") {
        let apposition = apposition.split([',', '.', ';', '\n']).next().unwrap_or_default();
        let folded = fold(&apposition.replace(['’', '\''], ""));
        let first = || folded.split(' ').take(REACH_WORDS);
        if !first().any(|word| QUALIFIERS.contains(&word)) {
            found.extend(first().filter_map(office_of));
        }
    }
    if !found.is_empty()
        && fold_words(before).iter().rev().take(3).any(|word| QUALIFIERS.contains(&word.as_str()))
    {
        found.clear();
    }
    found
}

fn office_of(word: &str) -> Option<&'static str> {
    OFFICES.iter().find(|office| **office == word).copied()
}
