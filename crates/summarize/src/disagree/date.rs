//! Days that differ: of one event as the texts tell it, and of the pages themselves.

use std::collections::BTreeMap;

use copydesk_record::{Disagreement, DisagreementKind, Span, TimeKind, TimeTag, Value};
use copydesk_text::{dates_in, fold};

use super::context::{
    ARTICLES_MAX, FACTS_MAX, Fact, Frequencies, about, are_at_odds, context, likeness, matched,
};
use super::{own, say_the_same, stated};
use crate::dating::Conflict;
use crate::view::View;

/// How much rare context two days share at least.
const LIKENESS_MIN: u32 = 190;

/// Days that lie where the speaker stands: in reports of two days, or in quoted words, the same event has two of them.
const DEICTIC: &[&str] =
    &["today", "tomorrow", "yesterday", "tonight", "now", "this morning", "this afternoon"];

/// The disagreements on days.
pub(super) fn disagreements(
    views: &[View<'_>],
    frequencies: &BTreeMap<usize, Frequencies>,
    conflicts: &[Conflict],
) -> Vec<Disagreement> {
    let mut facts: Vec<Fact> = Vec::new();
    for (idx, view) in own(views).take(ARTICLES_MAX) {
        let Some(frequencies) = frequencies.get(&idx) else { continue };
        let times = view.document.tags.times.iter().take(FACTS_MAX);
        facts.extend(times.filter_map(|time| {
            if DEICTIC.contains(&fold(view.str(time.span)).as_str()) {
                return None;
            }
            let value = day_of(time)?;
            let context = context(view, time.span, frequencies)?;
            Some(Fact { view: idx, span: time.span, value, unit: String::new(), context })
        }));
    }
    let mut out: Vec<Disagreement> =
        conflicts.iter().filter_map(|conflict| of_pages(views, conflict)).collect();
    let is_lying = |fact: &Fact| conflicts.iter().any(|conflict| conflict.late.0 == fact.view);
    let alike =
        |a: usize, b: usize| facts.get(a).zip(facts.get(b)).map_or(0, |(one, other)| likeness(one, other));
    for group in matched(&facts, alike, LIKENESS_MIN) {
        // Days computed from a page's date say nothing if that date lies.
        if !are_at_odds(&group) || group.iter().any(|fact| is_lying(fact)) {
            continue;
        }
        let values: Vec<Value> =
            group.iter().filter_map(|fact| Some(stated(views.get(fact.view)?, fact.span))).collect();
        if say_the_same(&values) {
            continue;
        }
        out.push(Disagreement {
            kind: DisagreementKind::Date,
            about: about(&group),
            why: "the days stand among the same words and differ".to_owned(),
            values,
        });
    }
    out
}

/// The one day that an expression names.
fn day_of(time: &TimeTag) -> Option<String> {
    if !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
        return None;
    }
    let (first, last) = time.interval.as_ref()?;
    let (first, last) = (first.get(..10)?, last.get(..10)?);
    (first == last).then(|| first.to_owned())
}

fn of_pages(views: &[View<'_>], conflict: &Conflict) -> Option<Disagreement> {
    let (late, early) = (&conflict.late, &conflict.early);
    // What is not in the text cannot be cited; the article's note says it.
    (late.2.is_some() && early.2.is_some()).then_some(())?;
    let values = vec![dated(views, late.0, late.2)?, dated(views, early.0, early.2)?];
    Some(Disagreement {
        kind: DisagreementKind::Date,
        about: "date of the report".to_owned(),
        why: format!("the pages say `{}` and `{}` of reports of the same words", late.1, early.1),
        values,
    })
}

/// The words by which a page states its date.
fn dated(views: &[View<'_>], idx: usize, span: Option<Span>) -> Option<Value> {
    let view = views.get(idx)?;
    let Some(line) = span else { return Some(Value { article: view.id(), value: None, span: None }) };
    let date = dates_in(view.str(line)).first().map(|found| found.span.shift(line.start as usize));
    Some(stated(view, date.unwrap_or(line)))
}
