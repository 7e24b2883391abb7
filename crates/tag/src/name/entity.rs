//! Entities: which mentions name the same thing. A surname goes with its full name, an acronym with what it stands
//! for, a short form with the long one that begins or ends with it.

use std::collections::BTreeMap;

use copydesk_record::{Entity, Name, NameKind};

use crate::content::Content;
use crate::gazetteer::{GIVEN_NAMES, ORGANISATION_HEADS, ORGANISATIONS, PLACES, expansion};
use crate::name::evidence::Evidence;
use crate::name::{Found, kind_of};
use copydesk_text::fold;

/// Keys joined into classes, each with the points of all its mentions.
struct Classes<'f> {
    keys: Vec<&'f str>,
    index: BTreeMap<&'f str, usize>,
    parent: Vec<usize>,
    points: Vec<Evidence>,
    /// The place of each key's first mention among all mentions.
    first: Vec<usize>,
}

/// The names with their entities.
pub(crate) fn entities(content: &Content<'_>, found: &Found) -> (Vec<Name>, Vec<Entity>) {
    let mut classes = Classes::of(found);
    classes.join_acronyms(found);
    classes.join_persons();
    classes.join_short_forms();
    classes.join_heads();
    let mut ids: BTreeMap<usize, u32> = BTreeMap::new();
    let mut entities: Vec<Entity> = Vec::new();
    let mut names = Vec::new();
    for mention in &found.mentions {
        let Some(&at) = classes.index.get(mention.key.as_str()) else { continue };
        let root = classes.root(at);
        let kind = classes.kind(root);
        let words = content.str(mention.span);
        let id = *ids.entry(root).or_insert_with(|| {
            entities.push(Entity { id: entities.len() as u32, canonical: String::new(), kind });
            entities.len() as u32 - 1
        });
        if let Some(entity) = entities.get_mut(id as usize)
            && is_fuller(words, &entity.canonical)
        {
            words.clone_into(&mut entity.canonical);
        }
        names.push(Name { span: mention.span, kind, entity: id });
    }
    (names, entities)
}

/// The longer name is the fuller; of two as long the one that is not all capitals.
fn is_fuller(words: &str, than: &str) -> bool {
    let is_upper = |text: &str| !text.chars().any(char::is_lowercase);
    match (is_upper(words), is_upper(than)) {
        (true, false) => than.is_empty(),
        (false, true) => words.len() >= than.len(),
        _ => words.len() > than.len(),
    }
}

impl<'f> Classes<'f> {
    fn of(found: &'f Found) -> Self {
        let keys: Vec<&str> = found.keys.keys().map(String::as_str).collect();
        let index: BTreeMap<&str, usize> = keys.iter().enumerate().map(|(at, key)| (*key, at)).collect();
        let mut points: Vec<Evidence> = found.keys.values().copied().collect();
        let mut first = vec![usize::MAX; keys.len()];
        for (place, mention) in found.mentions.iter().enumerate() {
            let Some(&at) = index.get(mention.key.as_str()) else { continue };
            if let Some(points) = points.get_mut(at) {
                points.add(mention.evidence);
            }
            if let Some(first) = first.get_mut(at) {
                *first = place.min(*first);
            }
        }
        Self { parent: (0..keys.len()).collect(), keys, index, points, first }
    }

    fn root(&self, mut at: usize) -> usize {
        while let Some(&parent) = self.parent.get(at) {
            if parent == at {
                break;
            }
            at = parent;
        }
        at
    }

    /// Joins two classes; the points of the first go to the second.
    fn join(&mut self, from: usize, into: usize) {
        let (from, into) = (self.root(from), self.root(into));
        if from == into {
            return;
        }
        let moved = self.points.get(from).copied().unwrap_or_default();
        if let Some(points) = self.points.get_mut(into) {
            points.add(moved);
        }
        if let Some(parent) = self.parent.get_mut(from) {
            *parent = into;
        }
    }

    fn kind(&self, at: usize) -> NameKind {
        let root = self.root(at);
        let n_words = self.keys.get(root).map_or(1, |key| key.split(' ').count());
        kind_of(self.points.get(root).copied().unwrap_or_default(), n_words)
    }

    /// `INGD` with the name it stood in brackets after, `DUF` with the name whose initials it is, `U.N.` with `UN`.
    fn join_acronyms(&mut self, found: &Found) {
        for (short, whole) in &found.aliases {
            let (Some(&short_at), Some(&whole_at)) =
                (self.index.get(short.as_str()), self.index.get(whole.as_str()))
            else {
                continue;
            };
            if short.len() < whole.len()
                && !short.contains(' ')
                && self.kind(short_at) == NameKind::Organisation
            {
                self.join(short_at, whole_at);
            }
        }
        let mut initials: BTreeMap<String, usize> = BTreeMap::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for (at, key) in self.keys.iter().enumerate() {
            let heads: String = key
                .split(' ')
                .filter(|word| !matches!(*word, "of" | "for" | "the" | "and" | "on" | "de"))
                .filter_map(|word| word.chars().next())
                .collect();
            if heads.chars().count() > 1 {
                initials.entry(heads).or_insert(at);
            }
            known.entry((*key).to_owned()).or_insert(at);
        }
        for at in 0..self.keys.len() {
            let Some(&key) = self.keys.get(at) else { continue };
            if let Some(full) = expansion(key) {
                let full = fold(full);
                let into = known.get(&full).copied();
                let other = known
                    .iter()
                    .find(|(other, _)| {
                        *other != key && expansion(other).is_some_and(|text| fold(text) == full)
                    })
                    .map(|(_, at)| *at);
                if let Some(into) = into.or(other) {
                    self.join(at, into);
                }
            } else if !key.contains(' ')
                && self.kind(at) == NameKind::Organisation
                && let Some(&whole) = initials.get(key)
                && whole != at
                && self.kind(whole) == NameKind::Organisation
            {
                self.join(at, whole);
            }
        }
    }

    /// A surname or a given name alone with the full name, `Salma Mwinyi` with `Salma Baraka Mwinyi`.
    fn join_persons(&mut self) {
        let mut by_word: BTreeMap<&str, usize> = BTreeMap::new();
        let mut by_ends: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut full: Vec<usize> = (0..self.keys.len())
            .filter(|&at| {
                self.keys.get(at).is_some_and(|key| key.contains(' ')) && self.kind(at) == NameKind::Person
            })
            .collect();
        // Whom the article names first has the surname alone: a biography names fathers and husbands later.
        full.sort_by_key(|&at| self.first.get(at).copied());
        for at in full {
            let Some(&key) = self.keys.get(at) else { continue };
            let mut parts = key.split(' ');
            let (Some(first), Some(last)) = (parts.next(), parts.next_back()) else { continue };
            let is_letters =
                |word: &str| word.len() < 4 && !matches!(word, "jr" | "sr" | "ii" | "iii" | "iv");
            // `Daniel Bernoulli FRS`: what is granted after a name is none of it.
            let bare =
                key.rsplit_once(' ').filter(|_| is_letters(last)).and_then(|(bare, _)| bare.rsplit_once(' '));
            let bare = bare.map(|(_, surname)| (first, surname));
            match by_ends.get(&(first, last)).or_else(|| by_ends.get(&bare?)) {
                Some(&fuller) => self.join(at, fuller),
                None => {
                    by_ends.insert((first, last), at);
                }
            }
            for word in key.split(' ').skip(1).filter(|word| word.len() > 1) {
                by_word.entry(word).or_insert(at);
            }
            by_word.entry(first).or_insert(at);
        }
        for at in 0..self.keys.len() {
            let Some(&key) = self.keys.get(at) else { continue };
            let Some(&whole) = by_word.get(key.rsplit(' ').next().unwrap_or(key)) else { continue };
            let is_single = !key.contains(' ');
            let points = self.points.get(at).copied().unwrap_or_default();
            let is_other = (PLACES.has(key) || ORGANISATIONS.has(key))
                && !GIVEN_NAMES.has(key)
                && points.person <= points.place.max(points.organisation)
                || points.place >= 12 && points.person < points.place;
            if is_single && !is_other && whole != at {
                if let Some(points) = self.points.get_mut(at) {
                    *points = Evidence { person: points.person.max(4), ..Evidence::default() };
                }
                self.join(at, whole);
            }
        }
    }

    /// `the Senate` with the U.S. Senate, `the Church` with the Church of Scientology, where no other has the word.
    fn join_heads(&mut self) {
        for at in 0..self.keys.len() {
            let Some(&head) = self.keys.get(at) else { continue };
            if !ORGANISATION_HEADS.has(head) {
                continue;
            }
            let has_head = |key: &str| {
                key.strip_prefix(head)
                    .is_some_and(|rest| rest.starts_with(" of ") || rest.starts_with(" for "))
                    || key.strip_suffix(head).is_some_and(|rest| rest.ends_with(' '))
            };
            let mut whole: Vec<usize> = (0..self.keys.len())
                .filter(|&at| self.keys.get(at).is_some_and(|key| has_head(key)))
                .filter(|&at| self.kind(at) == NameKind::Organisation)
                .map(|at| self.root(at))
                .collect();
            whole.sort_unstable();
            whole.dedup();
            if let [one] = whole.as_slice() {
                self.join(at, *one);
            }
        }
    }

    /// `Al-Sahil` with `Al-Sahil TV`, `Litoral` with `Agência Litoral`: for bodies only, and never a place's name.
    fn join_short_forms(&mut self) {
        let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
        for at in 0..self.keys.len() {
            let Some(&key) = self.keys.get(at) else { continue };
            if self.kind(at) != NameKind::Organisation || !key.contains(' ') {
                continue;
            }
            for (cut, _) in key.match_indices(' ') {
                for part in [key.get(..cut), key.get(cut + 1..)].into_iter().flatten() {
                    ends.entry(part).or_insert(at);
                }
            }
        }
        for at in 0..self.keys.len() {
            let Some(&key) = self.keys.get(at) else { continue };
            let Some(&whole) = ends.get(key) else { continue };
            let is_open = !PLACES.has(key)
                && !ORGANISATIONS.has(key)
                && !GIVEN_NAMES.has(key)
                && !ORGANISATION_HEADS.has(key);
            let is_weak = self.points.get(at).is_some_and(|points| points.person < 5 && points.place < 5);
            if whole != at && is_open && (is_weak || self.kind(at) == NameKind::Organisation) {
                self.join(at, whole);
            }
        }
    }
}
