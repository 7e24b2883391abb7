//! The timeline of a long affair: its most important days, and on each what the articles say of it.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{Role, StoryInput, TimeKind, TimelineEntry};
use copydesk_text::PartialDate;
use jiff::civil::Date;

use crate::form::ends_whole;
use crate::standing::{Opening, opening};
use crate::view::{Sentence, View, views};

/// How many times of an article are looked at.
const TIMES_MAX: usize = 200;
/// How many sentences compete for a place on a day.
const CANDIDATES_MAX: usize = 300;
/// How many sentences of an article written on a day compete without naming it.
const LEAD_SENTENCES: usize = 3;
/// The shortest and the longest sentence on a timeline, in words.
const WORDS_MIN: usize = 5;
const WORDS_MAX: usize = 60;

/// How much an article speaks for a day by naming it: the more, the later it still does.
const TO_COME: u64 = 2;
const SAME_DAY: u64 = 7;
const DAYS_AFTER: (i32, u64) = (2, 10);
const WEEKS_AFTER: (i32, u64) = (30, 15);
const LATER: u64 = 40;
/// How many times as much it does by a date with figures.
const BY_FIGURES: u64 = 3;
/// How much an article speaks for the day it was written on.
const WRITTEN: u64 = 3;

/// A sentence, by the place of its article and its own.
type Place = (usize, usize);

/// The `n_days` most important days of a story, between the days of its first and last article, in order, each with at
/// most `n_sentences` sentences that stand in the articles.
///
/// Articles without a date say nothing of days. Without any the timeline is empty.
pub fn chronicle(story: &StoryInput, n_days: usize, n_sentences: usize) -> Vec<TimelineEntry> {
    let views = views(&story.articles, &[]);
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    for (idx, view) in views.iter().enumerate().filter(|(idx, view)| view.root == *idx) {
        read(idx, view, &mut days);
    }
    let written: Vec<Date> = views.iter().filter_map(View::day).collect();
    let (Some(&first), Some(&last)) = (written.iter().min(), written.iter().max()) else { return Vec::new() };
    let mut ranked: Vec<(&Date, &Day)> = days.range(first..=last).collect();
    ranked.sort_by(|a, b| b.1.weight.cmp(&a.1.weight).then(a.0.cmp(b.0)));
    ranked.truncate(n_days);
    ranked.sort_by_key(|(date, _)| **date);
    let mut out = Vec::new();
    for (date, day) in ranked {
        for (idx, at) in told(&views, day, n_sentences) {
            let Some(view) = views.get(idx) else { continue };
            let Some(sentence) = view.sentences.get(at) else { continue };
            let text = view.str(sentence.span).to_owned();
            out.push(TimelineEntry {
                value: date.to_string(),
                text,
                article: view.id(),
                span: sentence.span,
            });
        }
    }
    out
}

/// What speaks for a day.
#[derive(Default)]
struct Day {
    weight: u64,
    /// The sentences that name it, and those that open articles of that day.
    places: Vec<Place>,
}

/// Takes in what an article says of days.
fn read(idx: usize, view: &View<'_>, days: &mut BTreeMap<Date, Day>) {
    let Some(written) = view.day() else { return };
    let mut seen = BTreeSet::new();
    for time in view.document.tags.times.iter().take(TIMES_MAX) {
        if !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
            continue;
        }
        let Some(date) = time.interval.as_ref().and_then(|(first, last)| one_day(first, last)) else {
            continue;
        };
        let day = days.entry(date).or_default();
        if seen.insert(date) {
            let has_figures = view.str(time.span).contains(|c: char| c.is_ascii_digit());
            day.weight += weight(date, written) * if has_figures { BY_FIGURES } else { 1 };
        }
        day.places.extend(view.sentence_at(time.span.start).map(|at| (idx, at)));
    }
    let day = days.entry(written).or_default();
    day.weight += WRITTEN;
    let body = view.sentences.iter().enumerate().filter(|(_, sentence)| sentence.role == Role::Body);
    day.places.extend(body.take(LEAD_SENTENCES).map(|(at, _)| (idx, at)));
}

fn one_day(first: &str, last: &str) -> Option<Date> {
    let (first, last) = (first.get(..10)?, last.get(..10)?);
    if first == last { PartialDate::parse(first)?.day() } else { None }
}

fn weight(date: Date, written: Date) -> u64 {
    match (written - date).get_days() {
        ..0 => TO_COME,
        0 => SAME_DAY,
        n if n <= DAYS_AFTER.0 => DAYS_AFTER.1,
        n if n <= WEEKS_AFTER.0 => WEEKS_AFTER.1,
        _ => LATER,
    }
}

/// The sentences that together say most of what is said of a day, in the order in which they were chosen.
fn told(views: &[View<'_>], day: &Day, n_sentences: usize) -> Vec<Place> {
    let mut places = day.places.clone();
    places.sort_unstable();
    places.dedup();
    let mut candidates: Vec<(Place, &Sentence)> = places
        .into_iter()
        .filter_map(|(idx, at)| {
            let view = views.get(idx)?;
            let sentence = view.sentences.get(at)?;
            let is_fit = sentence.role == Role::Body
                && (WORDS_MIN..=WORDS_MAX).contains(&sentence.words.len())
                && ends_whole(view.str(sentence.span))
                && opening(view, sentence) == Opening::Free;
            is_fit.then_some(((idx, at), sentence))
        })
        .take(CANDIDATES_MAX)
        .collect();
    let mut said: BTreeMap<u64, u64> = BTreeMap::new();
    for (_, sentence) in &candidates {
        for class in classes(sentence) {
            *said.entry(class).or_insert(0) += 1;
        }
    }
    let mut out = Vec::new();
    while out.len() < n_sentences {
        let gain = |sentence: &Sentence| {
            let sum: u64 = classes(sentence).iter().filter_map(|class| said.get(class)).sum();
            // The root keeps long sentences from winning by length alone.
            sum * 1000 / (libm::sqrt(sentence.words.len() as f64) * 10.0) as u64
        };
        let scored = candidates.iter().enumerate().map(|(place, (_, sentence))| (gain(sentence), place));
        let Some((_, best)) = scored.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))) else { break };
        let (place, sentence) = candidates.remove(best);
        for class in classes(sentence) {
            said.insert(class, 0);
        }
        out.push(place);
    }
    out
}

/// The telling words of a sentence, each once.
fn classes(sentence: &Sentence) -> BTreeSet<u64> {
    sentence.bag.classes().filter(|&(_, is_telling)| is_telling).map(|(class, _)| class).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use copydesk_record::{Article, Block, DateClaim, Id, Span, Tagged, Tags, TimeTag};

    use super::*;

    /// An article of a day, whose words `named` are of the day `of`.
    fn report(seq: u64, written: &str, text: &str, (named, of): (&str, &str)) -> Arc<Tagged> {
        let at = text.find(named).unwrap();
        let time = TimeTag {
            span: Span::new(at, at + named.len()),
            kind: TimeKind::Date,
            value: of.to_owned(),
            interval: Some((of.to_owned(), of.to_owned())),
            is_relative: true,
            rule: String::new(),
        };
        let blocks = vec![Block { role: Role::Body, span: Span::new(0, text.len()), reason: None }];
        let written = Some(DateClaim { value: written.to_owned(), ..DateClaim::default() });
        let article = Article { blocks, written, ..Article::default() };
        let tags = Tags { times: vec![time], ..Tags::default() };
        let id = Id::of_document("desk", &seq.to_string(), text.as_bytes());
        Arc::new(Tagged { id, seq, text: text.to_owned(), article, tags, ..Tagged::default() })
    }

    #[test]
    fn days_that_are_still_named_later_come_first() {
        let articles = vec![
            report(
                0,
                "2024-05-02",
                "The ferry ran aground on Wednesday off Hollin.",
                ("Wednesday", "2024-05-01"),
            ),
            report(1, "2024-05-04", "Divers found the hull torn on Friday.", ("Friday", "2024-05-03")),
            report(
                2,
                "2024-07-01",
                "An inquest heard how the ferry ran aground on May 1.",
                ("May 1", "2024-05-01"),
            ),
            report(3, "2024-05-01", "The harbour of Hollin is closed today.", ("today", "2024-05-01")),
        ];
        let story = StoryInput { articles, ..StoryInput::default() };
        let said = chronicle(&story, 1, 1);
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].value, "2024-05-01");
        assert!(said[0].text.contains("ran aground"), "{}", said[0].text);
        let values: Vec<String> = chronicle(&story, 9, 1).into_iter().map(|entry| entry.value).collect();
        assert!(values.is_sorted() && values.contains(&"2024-05-03".to_owned()), "{values:?}");
        assert!(chronicle(&StoryInput::default(), 3, 1).is_empty());
    }
}
