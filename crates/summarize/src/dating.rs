//! What a story says of its articles' dates: a page date that the others belie, and a date for pages that have none.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{DateClaim, Dating, Evidence, EvidenceKind, Id, Note, Role, Span};
use copydesk_text::{PartialDate, dates_in};
use jiff::civil::Date;

use crate::align::Group;
use crate::view::View;

/// A report that repeats what was said so many days earlier is dated wrongly, or printed again.
const CONFLICT_DAYS_MIN: i32 = 8;
/// Pages of one report that are dated so many days apart contradict each other; a page that was printed again a week later
/// does not.
const CONTRADICTION_DAYS_MIN: i32 = 28;
/// A day that a page states without its year is of the year in which it is so near its story's.
const PAGE_DAYS: i32 = 30;
/// How sure a date taken from the other articles is, 0…1000.
const CONFIDENCE: u16 = 600;

/// The outcome for all articles.
#[derive(Debug, Default)]
pub(crate) struct Dated {
    /// What changes.
    pub(crate) datings: Vec<Dating>,
    /// The articles whose stated date is belied.
    pub(crate) lying: BTreeSet<Id>,
    /// The best date of each article, where there is one.
    pub(crate) days: BTreeMap<Id, String>,
    /// Dates of independent pages that contradict each other, where no text itself says which is right.
    pub(crate) conflicts: Vec<Conflict>,
}

/// Two stated dates that cannot both be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Conflict {
    /// The article that is dated too late, and where its page says so.
    pub(crate) late: (usize, Date, Span),
    /// The one that shows it.
    pub(crate) early: (usize, Date, Span),
}

/// Compares the dates of the story's articles.
pub(crate) fn datings(views: &[View<'_>], groups: &[Group]) -> Dated {
    let mut out = Dated::default();
    let ties = ties(views, groups);
    for (idx, view) in views.iter().enumerate() {
        if view.is_related {
            continue;
        }
        let article = &view.document.article;
        let own = article.written.as_ref().or(article.published.as_ref());
        if let Some(claim) = own {
            out.days.insert(view.id(), claim.value.clone());
        }
        let witness = witness(views, &ties, idx);
        match (article.published.as_ref().and_then(full_date), witness) {
            (Some(stated), Some((by, date))) => {
                let early = views.get(by).map(View::id);
                if is_belied(view, stated, date) && !early.is_some_and(|id| out.lying.contains(&id)) {
                    belie(&mut out, views, (idx, stated), (by, date));
                }
            }
            (None, Some((by, date))) if own.is_none() => {
                if let Some(other) = views.get(by) {
                    let claim =
                        page_day(view, date).unwrap_or_else(|| from_story(date.to_string(), other.id()));
                    out.days.insert(view.id(), claim.value.clone());
                    out.datings.push(Dating { article: view.id(), written: Some(claim), notes: Vec::new() });
                }
            }
            _ => {}
        }
    }
    out
}

/// Which articles render one utterance, or are copies: only these can belie each other's dates.
fn ties(views: &[View<'_>], groups: &[Group]) -> BTreeSet<(usize, usize)> {
    let mut out = BTreeSet::new();
    for group in groups {
        for a in &group.places {
            for b in &group.places {
                out.insert((a.0, b.0));
            }
        }
    }
    for (idx, view) in views.iter().enumerate() {
        out.insert((idx, view.root));
        out.insert((view.root, idx));
    }
    out
}

/// The earliest full date that an article tied to this one states.
fn witness(views: &[View<'_>], ties: &BTreeSet<(usize, usize)>, idx: usize) -> Option<(usize, Date)> {
    let tied = ties.range((idx, 0)..(idx + 1, 0)).map(|&(_, other)| other).filter(|&other| other != idx);
    let dated = tied.filter_map(|other| {
        let view = views.get(other).filter(|view| !view.is_related)?;
        let article = &view.document.article;
        let date = article.written.as_ref().or(article.published.as_ref()).and_then(full_date)?;
        Some((date, other))
    });
    dated.min().map(|(date, other)| (other, date))
}

fn full_date(claim: &DateClaim) -> Option<Date> {
    PartialDate::parse(&claim.value)?.day()
}

/// Whether the stated date is much later than the witness's, and the text itself, or its dateline, names no day near it.
fn is_belied(view: &View<'_>, stated: Date, witness: Date) -> bool {
    let days = |from: Date, to: Date| (to - from).get_days();
    let names_day_near = view.document.tags.times.iter().any(|time| {
        let day = time.interval.as_ref().and_then(|(first, _)| PartialDate::parse(first)?.day());
        !time.is_relative && day.is_some_and(|day| days(day, stated).abs() < CONFLICT_DAYS_MIN)
    });
    let published = view.document.article.published.iter().flat_map(|claim| &claim.evidence);
    let has_dateline = published.into_iter().any(|evidence| evidence.kind == EvidenceKind::Dateline);
    days(witness, stated) >= CONFLICT_DAYS_MIN && !names_day_near && !has_dateline
}

fn belie(out: &mut Dated, views: &[View<'_>], (idx, stated): (usize, Date), (by, date): (usize, Date)) {
    let (Some(view), Some(other)) = (views.get(idx), views.get(by)) else { return };
    let span_of = |view: &View<'_>| {
        let claim = view.document.article.published.as_ref()?;
        claim
            .evidence
            .iter()
            .find_map(|evidence| evidence.span)
            .filter(|span| span.of(&view.document.text).is_some())
    };
    let mut note = Note::new(
        "date-conflict",
        format!("the page says `{stated}`, another report of the same words is of `{date}`"),
    );
    if let Some(span) = span_of(view) {
        note = note.at(span);
    }
    // A conclusion that normalize drew against the page's date from the text itself stands.
    let article = &view.document.article;
    let is_concluded = match (
        article.written.as_ref().and_then(full_date),
        article.published.as_ref().and_then(full_date),
    ) {
        (Some(written), Some(published)) => written != published,
        _ => false,
    };
    let written = (!is_concluded).then(|| from_story(date.to_string(), other.id()));
    if let Some(claim) = &written {
        out.days.insert(view.id(), claim.value.clone());
    }
    out.lying.insert(view.id());
    out.datings.push(Dating { article: view.id(), written, notes: vec![note] });
    if let (Some(late), Some(early)) = (span_of(view), span_of(other))
        && !is_concluded
        && view.root != other.root
        && (stated - date).get_days() >= CONTRADICTION_DAYS_MIN
    {
        out.conflicts.push(Conflict { late: (idx, stated, late), early: (by, date, early) });
    }
}

/// The day that the page states without a year, in the year that brings it near the story's.
fn page_day(view: &View<'_>, near: Date) -> Option<DateClaim> {
    let text = &view.document.text;
    let mut lines = view.document.article.blocks.iter().filter(|block| block.role == Role::Date);
    let (span, day) = lines.find_map(|block| {
        let (span, day) = yearless(block.span.of(text)?, near)?;
        Some((span.shift(block.span.start as usize), day))
    })?;
    let evidence = Evidence { kind: EvidenceKind::Page, value: view.str(span).to_owned(), span: Some(span) };
    Some(DateClaim { value: day.to_string(), evidence: vec![evidence], confidence: CONFIDENCE })
}

/// `Updated: 10 June`: a day without a year, and where it stands.
fn yearless(line: &str, near: Date) -> Option<(Span, Date)> {
    let named = dates_in(line).into_iter().filter(|found| found.year.is_none());
    let mut days = named.flat_map(|found| {
        let years = near.year() - 1..=near.year() + 1;
        years.filter_map(move |year| Some((found.span, Date::new(year, found.month?, found.day?).ok()?)))
    });
    days.find(|(_, day)| (*day - near).get_days().abs() <= PAGE_DAYS)
}

fn from_story(value: String, witness: Id) -> DateClaim {
    let evidence = Evidence { kind: EvidenceKind::Story, value: witness.to_string(), span: None };
    DateClaim { value, evidence: vec![evidence], confidence: CONFIDENCE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_states_a_day_without_its_year() {
        let check = |line: &str, near: &str, expected: Option<&str>| {
            let found = yearless(line, near.parse().unwrap()).map(|(_, day)| day.to_string());
            assert_eq!(found.as_deref(), expected, "{line} {near}");
        };
        check("Updated: June 10th, 22:14", "2025-06-08", Some("2025-06-10"));
        check("Friday 2 January", "2024-12-30", Some("2025-01-02"));
        check("Friday 2 January", "2024-08-16", None);
        check("2 January 2019", "2024-12-30", None);
        check("Updated yesterday", "2024-12-30", None);
    }
}
