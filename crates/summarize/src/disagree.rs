//! Where the articles do not agree: numbers, days, names, wording, attribution.

mod age;
mod attribution;
mod context;
mod date;
mod ear;
mod fate;
mod figure;
mod hedge;
mod kin;
mod name;
mod number;
mod rounding;
mod same;
mod site;
mod tally;
mod theme;
mod when;
mod wording;

use std::collections::BTreeSet;

use copydesk_record::{Disagreement, Id, Span, Value};
use copydesk_text::fold;

pub(crate) use same::{Kind, MAGIC, N_TRAITS};

use kin::Sketches;

use crate::align::Group;
use crate::dating::Dated;
use crate::learn::FactPair;
use crate::view::View;

/// How many disagreements a brief lists.
const DISAGREEMENTS_MAX: usize = 40;

/// All disagreements of the story, by kind. Days computed from the date of an article whose page lies are left out.
pub(crate) fn disagreements(views: &[View<'_>], groups: &[Group], dated: &Dated) -> Vec<Disagreement> {
    let frequencies = context::frequencies(views);
    let mut sketches = Sketches::of(views);
    let mut out = age::disagreements(views);
    // What is known to be a person's age is no other number.
    let is_age = |value: &Value| out.iter().flat_map(|age| &age.values).any(|age| overlap(age, value));
    let is_other = |there: &Disagreement| there.values.iter().filter(|value| is_age(value)).count() < 2;
    let numbers: Vec<Disagreement> =
        number::disagreements(views, &frequencies, &mut sketches).into_iter().filter(is_other).collect();
    out.extend(numbers);
    out.extend(date::disagreements(views, &frequencies, &mut sketches, dated));
    out.extend(name::disagreements(views));
    out.extend(wording::disagreements(views, groups));
    out.extend(attribution::disagreements(views, groups));
    out.truncate(DISAGREEMENTS_MAX);
    out
}

/// The pairs of numbers and of times that are asked for, with what tells of them.
pub(crate) fn fact_pairs(views: &[View<'_>], lying: &BTreeSet<Id>) -> Vec<FactPair> {
    let frequencies = context::frequencies(views);
    let mut sketches = Sketches::of(views);
    let numbers = number::facts(views, &frequencies);
    let times = date::facts(views, &frequencies, lying);
    let of_both = [
        (Kind::Number, &numbers, number::candidates(&numbers)),
        (Kind::Time, &times, date::candidates(views, &times)),
    ];
    let mut out = Vec::new();
    for (kind, facts, candidates) in of_both {
        let pair = |pair: same::Pair| {
            let (a, b) = (facts.get(pair.a)?, facts.get(pair.b)?);
            Some(FactPair {
                articles: [a.view, b.view],
                spans: [a.span, b.span],
                are_equal: a.agrees(b),
                is_time: kind == Kind::Time,
                traits: pair.traits,
            })
        };
        out.extend(same::pairs((views, &mut sketches), facts, candidates).into_iter().filter_map(pair));
    }
    out
}

/// Whether two values stand at the same place of an article.
fn overlap(a: &Value, b: &Value) -> bool {
    a.article == b.article && a.span.zip(b.span).is_some_and(|(a, b)| a.overlaps(b))
}

/// What an article says, with its place.
fn stated(view: &View<'_>, span: Span) -> Value {
    Value { article: view.id(), value: Some(view.str(span).to_owned()), span: Some(span) }
}

/// The span with the words before it on its line that `takes` takes, as far as only white space is between them.
fn with_before(view: &View<'_>, span: Span, n_max: usize, takes: impl Fn(&str) -> bool) -> Span {
    let mut start = span.start as usize;
    for _ in 0..n_max {
        let Some(before) = view.document.text.get(..start) else { break };
        let trimmed = before.trim_end_matches(' ');
        let from = trimmed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        // White space may be longer than one byte.
        let from = (from..=trimmed.len()).find(|&at| trimmed.is_char_boundary(at)).unwrap_or(trimmed.len());
        let word = trimmed.get(from..).unwrap_or_default();
        if word.is_empty() || trimmed.len() == before.len() || !takes(word) {
            break;
        }
        start = from;
    }
    Span { start: start as u32, end: span.end }
}

/// Whether all values have the same words: then only we have read them in two ways.
fn say_the_same(values: &[Value]) -> bool {
    let mut words = values.iter().map(|value| value.value.as_deref().map(fold));
    let first = words.next();
    words.all(|other| Some(other) == first)
}
