//! Names that are spelled in two ways.

use std::collections::BTreeMap;

use copydesk_record::{Disagreement, DisagreementKind, Name, NameKind, Span};
use copydesk_text::fold_char;

use super::context::ARTICLES_MAX;
use super::{own, stated};
use crate::speaker::{Match, Speaker};
use crate::view::View;

/// How many persons of a story are compared, and how many mentions of an article are looked at.
const PERSONS_MAX: usize = 200;
const MENTIONS_MAX: usize = 600;

struct Person {
    name: Speaker,
    /// How each article spells the name: its fullest form.
    spelled: BTreeMap<usize, Span>,
}

/// The disagreements on the spelling of persons' names.
pub(super) fn disagreements(views: &[View<'_>]) -> Vec<Disagreement> {
    let mut persons: Vec<Person> = Vec::new();
    for (idx, view) in own(views).take(ARTICLES_MAX) {
        for name in mentions(view).filter(|name| name.kind == NameKind::Person) {
            let words = Speaker::of(Some(view.str(name.span)));
            if !words.is_named() {
                continue;
            }
            let known = persons.iter().position(|person| person.name.compare(&words) == Match::Same);
            if known.is_none() {
                if persons.len() >= PERSONS_MAX {
                    continue;
                }
                persons.push(Person { name: words, spelled: BTreeMap::new() });
            }
            let place = known.unwrap_or(persons.len().saturating_sub(1));
            if let Some(person) = persons.get_mut(place) {
                person.add(view, idx, name.span);
            }
        }
    }
    // A foreign name is easily taken for a place; the full name of a person known from another article is none.
    for (idx, view) in own(views).take(ARTICLES_MAX) {
        for name in mentions(view).filter(|name| name.kind != NameKind::Person) {
            let words = Speaker::of(Some(view.str(name.span)));
            let is_full = |name: &Speaker| name.n_parts() > 1;
            if !is_full(&words) {
                continue;
            }
            let same =
                |person: &&mut Person| is_full(&person.name) && person.name.compare(&words) == Match::Same;
            if let Some(person) = persons.iter_mut().find(same) {
                person.add(view, idx, name.span);
            }
        }
    }
    persons.iter().filter_map(|person| disagreement(views, person)).collect()
}

fn mentions<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v Name> {
    view.document.tags.names.iter().take(MENTIONS_MAX)
}

impl Person {
    /// Takes in a mention: what counts is how much of the name it has, not what office stands before it.
    fn add(&mut self, view: &View<'_>, idx: usize, mention: Span) {
        let fullness = |span: Span| (Speaker::of(Some(view.str(span))).n_parts(), span.len());
        let best = self.spelled.entry(idx).or_insert(mention);
        if fullness(mention) > fullness(*best) {
            *best = mention;
        }
    }
}

fn disagreement(views: &[View<'_>], person: &Person) -> Option<Disagreement> {
    let spellings: Vec<(usize, Span, Vec<String>)> = person
        .spelled
        .iter()
        .filter_map(|(&idx, &span)| Some((idx, span, parts(views.get(idx)?.str(span)))))
        .collect();
    let differs = |a: &[String], b: &[String]| {
        // A part of the one name has a variant in the other, and not itself: middle names are no matter.
        a.iter().any(|part| {
            !b.contains(part) && b.iter().any(|there| !a.contains(there) && are_variants(part, there))
        })
    };
    let is_disputed =
        spellings.iter().any(|(_, _, one)| spellings.iter().any(|(_, _, other)| differs(one, other)));
    if !is_disputed {
        return None;
    }
    let values = spellings.iter().filter_map(|(idx, span, _)| Some(stated(views.get(*idx)?, *span)));
    Some(Disagreement {
        kind: DisagreementKind::Name,
        about: person.name.text.clone(),
        why: "the same person's name is spelled in different ways".to_owned(),
        values: values.collect(),
    })
}

/// The parts of a name without accents, but with apostrophes.
fn parts(name: &str) -> Vec<String> {
    let folded: String = name.chars().map(fold_char).collect();
    let base = folded.strip_suffix("'s").unwrap_or(&folded);
    let base = base.trim_end_matches(|c: char| !c.is_alphanumeric());
    // What is left of a garbled apostrophe is no letter of the name.
    let base = if name.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with('â') {
        base.strip_suffix('a').unwrap_or(base)
    } else {
        base
    };
    base.split([' ', '-', '\u{a0}']).filter(|part| part.chars().count() > 1).map(str::to_owned).collect()
}

fn are_variants(a: &str, b: &str) -> bool {
    let plain = |part: &str| part.replace('\'', "");
    crate::speaker::are_one_name(&plain(a), &plain(b))
}
