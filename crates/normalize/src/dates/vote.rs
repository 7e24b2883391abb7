//! Which of the dates that a page with markup states is its first publication.

use copydesk_record::{EvidenceKind, Note};
use copydesk_text::PartialDate;

use super::written::APART_DAYS;
use super::{Clock, Stated, days_between};
use crate::date_line::DateLabel;

/// A source of this weight states a publication and nothing else.
const FIRM_MIN: u16 = 9;
/// Hours of universal time at which it may still be the day before in the Americas, and the day after elsewhere.
const BEHIND_HOUR_MAX: u8 = 12;
const AHEAD_HOUR_MIN: u8 = 9;

/// The day on which most of what the page states agrees, of the sources with the same weight the first. A moment in
/// universal time gives way to the day on the spot, if the page names that too.
pub(super) fn elect(stated: &[Stated]) -> Option<&Stated> {
    let is_candidate = |date: &&Stated| {
        matches!(date.label, DateLabel::Published | DateLabel::Plain) && date.value.len() >= 10
    };
    let mut best: Option<(u16, &Stated)> = None;
    for date in stated.iter().filter(is_candidate) {
        let day = date.value.get(..10);
        let total = total_of(stated.iter().filter(is_candidate).filter(|other| other.value.get(..10) == day));
        if best.is_none_or(|(have, _)| total > have) {
            best = Some((total, date));
        }
    }
    let (_, winner) = best?;
    Some(on_the_spot(winner, stated).unwrap_or(winner))
}

/// A note where another source that is meant for nothing else gives a day far from the one elected.
pub(super) fn contradiction(elected: &Stated, stated: &[Stated]) -> Option<Note> {
    let day = elected.day?;
    let is_firm = |other: &&Stated| other.label == DateLabel::Published && other.weight >= FIRM_MIN;
    let other = stated.iter().filter(is_firm).find(|other| {
        other.value.len() >= 10 && other.day.is_some_and(|other| days_between(day, other).abs() > APART_DAYS)
    })?;
    let message = format!("the page says `{}`, and elsewhere `{}`", elected.shown, other.shown);
    let mut note = Note::new("date-conflict", message);
    note.spans.extend(elected.span.into_iter().chain(other.span));
    Some(note)
}

/// What speaks for a day: the weights of the metadata and the address added up, and the best of the lines, as a page repeats
/// the dates of its teasers.
fn total_of<'s>(dates: impl Iterator<Item = &'s Stated>) -> u16 {
    let (mut sum, mut best_line) = (0_u16, 0);
    for date in dates {
        if date.kind == EvidenceKind::Page {
            best_line = best_line.max(date.weight);
        } else {
            sum = sum.saturating_add(date.weight);
        }
    }
    sum.saturating_add(best_line)
}

/// The same moment by the clock of the place: `2023-11-09T01:49Z` stands beside `November 8, 2023`.
fn on_the_spot<'s>(winner: &Stated, stated: &'s [Stated]) -> Option<&'s Stated> {
    let all_universal = stated
        .iter()
        .filter(|date| date.value.get(..10) == winner.value.get(..10) && date.kind != EvidenceKind::Dateline)
        .all(|date| date.clock == Clock::Universal);
    if !all_universal {
        return None;
    }
    let hour: u8 = winner.value.get(11..13)?.parse().ok()?;
    let day = winner.day?;
    stated.iter().find(|other| {
        let is_stated = other.clock != Clock::Universal
            && matches!(other.label, DateLabel::Published | DateLabel::Plain)
            && other.value.len() >= 10;
        is_stated && other.day.is_some_and(|other| is_next_door(day, other, hour))
    })
}

fn is_next_door(day: PartialDate, other: PartialDate, hour: u8) -> bool {
    match days_between(day, other) {
        -1 => hour <= BEHIND_HOUR_MAX,
        1 => hour >= AHEAD_HOUR_MIN,
        _ => false,
    }
}
