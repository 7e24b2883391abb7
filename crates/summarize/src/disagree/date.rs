//! Days that differ: of one event as the texts tell it, and of the pages themselves.

use std::collections::BTreeMap;

use copydesk_record::{Disagreement, DisagreementKind, Span, TimeKind, TimeTag, Value};
use copydesk_text::{PartialDate, dates_in, fold};

use super::context::{
    ARTICLES_MAX, FACTS_MAX, Fact, Frequencies, about, all_know_all, are_at_odds, likeness, likeness_near,
    matched, placed,
};
use super::{own, say_the_same, stated, with_before};
use crate::dating::{Conflict, Dated};
use crate::standing::after_dateline;
use crate::view::View;

/// How much rare context two days share at least, that close by counted twice.
const LIKENESS_MIN: u32 = 120;
/// What is added where each of the two articles gives one clock time only, or one month.
const LONE_BONUS: u32 = 40;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// What the value of a day begins with that is known by its weekday alone.
const WEEKDAY: &str = "weekday ";
/// What the value of a clock time begins with, and that of a month.
const CLOCK: &str = "clock ";
const MONTH: &str = "month ";

/// Days that lie where the speaker stands: in reports of two days, or in quoted words, the same event has two of them.
const DEICTIC: &[&str] =
    &["today", "tomorrow", "yesterday", "tonight", "now", "this morning", "this afternoon"];

/// Words before a day that say how it is meant, and how many of them are cited with it.
const BEFORE_DAYS: [&str; 12] =
    ["on", "by", "in", "at", "until", "before", "after", "since", "from", "late", "early", "last"];
const BEFORE_WORDS_MAX: usize = 2;

/// The disagreements on days.
pub(super) fn disagreements(
    views: &[View<'_>],
    frequencies: &BTreeMap<usize, Frequencies>,
    dated: &Dated,
) -> Vec<Disagreement> {
    let mut facts: Vec<Fact> = Vec::new();
    // Days computed from a page's date say nothing if that date lies.
    for (idx, view) in own(views).take(ARTICLES_MAX).filter(|(_, view)| !dated.lying.contains(&view.id())) {
        let Some(frequencies) = frequencies.get(&idx) else { continue };
        let times = view.document.tags.times.iter().take(FACTS_MAX);
        facts.extend(times.filter_map(|time| {
            let value = value_of(view, time)?;
            Some(Fact { value, ..placed((idx, view), time.span, frequencies)? })
        }));
    }
    by_weekday(&mut facts);
    let mut out: Vec<Disagreement> =
        dated.conflicts.iter().filter_map(|conflict| of_pages(views, conflict)).collect();
    let mut lone: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| !kind_of(&fact.value).is_empty()) {
        *lone.entry((fact.view, kind_of(&fact.value))).or_insert(0) += 1;
    }
    let alike = |a: usize, b: usize| {
        let pair = facts
            .get(a)
            .zip(facts.get(b))
            .filter(|(one, other)| kind_of(&one.value) == kind_of(&other.value));
        let is_lone = |fact: &Fact| lone.get(&(fact.view, kind_of(&fact.value))) == Some(&1);
        pair.map_or(0, |(one, other)| {
            let bonus = if is_lone(one) && is_lone(other) { LONE_BONUS } else { 0 };
            likeness(one, other) + likeness_near(one, other) + bonus
        })
    };
    for group in matched(&facts, alike, LIKENESS_MIN) {
        if !are_at_odds(&group) || all_know_all(&group, &facts) {
            continue;
        }
        let values: Vec<Value> =
            group.iter().filter_map(|fact| Some(stated(views.get(fact.view)?, fact.span))).collect();
        if say_the_same(&values) {
            continue;
        }
        // "By Thursday" is another day than "on Thursday".
        let whole = |fact: &&Fact| {
            let view = views.get(fact.view)?;
            let takes = |word: &str| BEFORE_DAYS.contains(&word.to_lowercase().as_str());
            Some(stated(view, with_before(view, fact.span, BEFORE_WORDS_MAX, takes)))
        };
        let values: Vec<Value> = group.iter().filter_map(whole).collect();
        out.push(Disagreement {
            kind: DisagreementKind::Date,
            about: about(views, &group),
            why: "the days stand among the same words and differ".to_owned(),
            values,
        });
    }
    out
}

/// What an expression names, in a form in which it is compared with its like: a month, a clock time, or one day.
fn value_of(view: &View<'_>, time: &TimeTag) -> Option<String> {
    let words = view.str(time.span);
    // "half past nine" is a time of its own, "noon" is any.
    let is_told = |_: &String| {
        words.contains(|c: char| c.is_ascii_digit()) || words.contains(" past ") || words.contains(" to ")
    };
    if let Some(clock) = clock_of(time).filter(is_told) {
        return Some(clock);
    }
    let is_month =
        time.kind == TimeKind::Date && time.value.len() == 7 && PartialDate::parse(&time.value).is_some();
    if is_month && names_month(&fold(words)) {
        return Some(format!("{MONTH}{}", time.value));
    }
    day_of(view, time)
}

/// The hour and minute of an expression, of twelve hours: a report of the small hours may say no more than "4.10".
fn clock_of(time: &TimeTag) -> Option<String> {
    if time.kind != TimeKind::Time {
        return None;
    }
    let (_, clock) = time.value.split_once('T')?;
    let (hour, minute) = clock.split_once(':')?;
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    Some(format!("{CLOCK}{:02}:{minute:02}", hour % 12))
}

/// What a value is the value of: a clock time, a month, or, as nothing, a day.
fn kind_of(value: &str) -> &'static str {
    [CLOCK, MONTH].into_iter().find(|kind| value.starts_with(kind)).unwrap_or_default()
}

/// The one day that an expression names, `weekday 3` if it names a weekday and it is not known of which week.
fn day_of(view: &View<'_>, time: &TimeTag) -> Option<String> {
    if !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
        return None;
    }
    let words = fold(view.str(time.span));
    let weekday = words.split(' ').find_map(|word| WEEKDAYS.iter().position(|day| *day == word));
    // An hour or a part of a day alone has its day from the page; the place and date that open a report are its own.
    let names_day =
        weekday.is_some() || (time.kind == TimeKind::Date && (!time.is_relative || names_month(&words)));
    if !names_day || DEICTIC.contains(&words.as_str()) || is_in_dateline(view, time) {
        return None;
    }
    match (&time.interval, weekday) {
        (Some((first, last)), _) => {
            let (first, last) = (first.get(..10)?, last.get(..10)?);
            (first == last).then(|| first.to_owned())
        }
        (None, Some(day)) => Some(format!("{WEEKDAY}{day}")),
        (None, None) => None,
    }
}

/// Whether a month is among folded words.
fn names_month(words: &str) -> bool {
    words.split(' ').any(|word| MONTHS.iter().any(|month| word.starts_with(month)))
}

fn is_in_dateline(view: &View<'_>, time: &TimeTag) -> bool {
    let sentence = view.sentence_at(time.span.start).and_then(|at| view.sentences.get(at));
    sentence.is_some_and(|sentence| {
        let text = view.str(sentence.span);
        let n_opening = text.len() - after_dateline(text).len();
        (time.span.start as usize) < sentence.span.start as usize + n_opening
    })
}

/// A day that is known by its weekday alone is the day of that weekday in another article, if there is one.
fn by_weekday(facts: &mut [Fact]) {
    let weekday_of = |value: &str| {
        let day = PartialDate::parse(value)?.day()?;
        Some(format!("{WEEKDAY}{}", day.weekday().to_monday_zero_offset()))
    };
    let known: Vec<(usize, String, Option<String>)> =
        facts.iter().map(|fact| (fact.view, fact.value.clone(), weekday_of(&fact.value))).collect();
    for fact in facts.iter_mut().filter(|fact| fact.value.starts_with(WEEKDAY)) {
        let same = known
            .iter()
            .find(|(view, _, weekday)| *view != fact.view && weekday.as_deref() == Some(fact.value.as_str()));
        if let Some((_, day, _)) = same {
            fact.value.clone_from(day);
        }
    }
}

fn of_pages(views: &[View<'_>], conflict: &Conflict) -> Option<Disagreement> {
    let (late, early) = (&conflict.late, &conflict.early);
    Some(Disagreement {
        kind: DisagreementKind::Date,
        about: "date of the report".to_owned(),
        why: format!("the pages say `{}` and `{}` of reports of the same words", late.1, early.1),
        values: vec![stated_date(views, late.0, late.2)?, stated_date(views, early.0, early.2)?],
    })
}

/// The words by which a page states its date.
fn stated_date(views: &[View<'_>], idx: usize, line: Span) -> Option<Value> {
    let view = views.get(idx)?;
    let date = dates_in(view.str(line)).first().map(|found| found.span.shift(line.start as usize));
    Some(stated(view, date.unwrap_or(line)))
}
