//! What happened when: the sentences with a time that can be placed on the calendar.

use std::collections::BTreeMap;

use copydesk_record::{Role, TimeKind, TimeTag, TimelineEntry};

use crate::view::{Sentence, View};

/// How many entries a timeline has.
const ENTRIES_MAX: usize = 40;
/// How many entries one date has.
const ENTRIES_OF_DATE_MAX: usize = 3;
/// From this share of its words on, a sentence says what another has said, 0…1000.
const REDUNDANT_MIN: u32 = 500;
/// How many times of an article are looked at.
const TIMES_MAX: usize = 200;

/// The timeline in order of date. `is_dated` says of each view whether its own date can be relied on: times that were
/// computed from a date that lies are left out.
pub(crate) fn timeline(views: &[View<'_>], is_dated: &[bool]) -> Vec<TimelineEntry> {
    let mut by_date: BTreeMap<(String, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (idx, view) in views.iter().enumerate() {
        if view.root != idx || view.is_related {
            continue;
        }
        let relies = is_dated.get(idx).copied().unwrap_or(true);
        for time in view.document.tags.times.iter().take(TIMES_MAX) {
            let Some(date) = date_of(time).filter(|_| relies || !time.is_relative) else { continue };
            let Some(at) = view.sentence_at(time.span.start) else { continue };
            if view.sentences.get(at).is_some_and(|sentence| sentence.role == Role::Body) {
                by_date.entry(date).or_default().push((idx, at));
            }
        }
    }
    let mut out = Vec::new();
    for ((_, value), places) in by_date {
        let mut kept: Vec<&Sentence> = Vec::new();
        for (idx, at) in places {
            let Some(view) = views.get(idx) else { continue };
            let Some(sentence) = view.sentences.get(at) else { continue };
            if kept.len() >= ENTRIES_OF_DATE_MAX || out.len() >= ENTRIES_MAX {
                break;
            }
            if kept.iter().any(|other| is_redundant(sentence, other)) {
                continue;
            }
            kept.push(sentence);
            let text = view.str(sentence.span).to_owned();
            out.push(TimelineEntry { value: value.clone(), text, article: view.id(), span: sentence.span });
        }
    }
    // A part of a year begins before months whose values stand before its own.
    out.sort_by(|one: &TimelineEntry, other| one.value.cmp(&other.value));
    out
}

fn is_redundant(sentence: &Sentence, other: &Sentence) -> bool {
    sentence.bag.contained(&other.bag) >= REDUNDANT_MIN
}

/// The first day of a time, and its value as precise as it is known; `None` if it has no place on the calendar.
fn date_of(time: &TimeTag) -> Option<(String, String)> {
    if !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
        return None;
    }
    let (first, last) = time.interval.as_ref()?;
    let (first, last) = (first.get(..10)?, last.get(..10)?);
    let value = if first == last {
        first
    } else if first.get(..7) == last.get(..7) {
        first.get(..7)?
    } else {
        first.get(..4).filter(|year| last.starts_with(year))?
    };
    Some((first.to_owned(), value.to_owned()))
}
