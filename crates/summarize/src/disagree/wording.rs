//! Words that differ between renderings which are otherwise the same.

use std::collections::BTreeSet;

use copydesk_record::{Disagreement, DisagreementKind, QuotationKind, Span};

use super::stated;
use crate::align::Group;
use crate::view::{Utterance, View};
use crate::words::Word;

/// How many words the differing part has at most.
const PHRASE_WORDS_MAX: usize = 5;
/// How many renderings of an utterance are compared.
const RENDERINGS_MAX: usize = 12;
/// The longest rendering that is taken apart, in words.
const WORDS_MAX: usize = 60;

/// The disagreements on single words of an utterance.
pub(super) fn disagreements(views: &[View<'_>], groups: &[Group]) -> Vec<Disagreement> {
    groups.iter().filter_map(|group| disagreement(views, group)).collect()
}

fn disagreement(views: &[View<'_>], group: &Group) -> Option<Disagreement> {
    let renderings: Vec<(&View<'_>, &Utterance)> = group
        .places
        .iter()
        .filter_map(|&(idx, at)| {
            let view = views.get(idx).filter(|view| !view.is_related)?;
            let utterance = view.utterances.get(at)?;
            (utterance.kind != QuotationKind::Reported).then_some((view, utterance))
        })
        .take(RENDERINGS_MAX)
        .collect();
    let mut values = Vec::new();
    for (idx, &(view, one)) in renderings.iter().enumerate() {
        for &(there, other) in renderings.iter().skip(idx + 1) {
            if view.root == there.root {
                continue;
            }
            let Some((here, over_there)) = differing(one, other) else { continue };
            for value in [stated(view, here), stated(there, over_there)] {
                if !values.iter().any(|known: &copydesk_record::Value| known.article == value.article) {
                    values.push(value);
                }
            }
        }
    }
    (values.len() > 1).then(|| Disagreement {
        kind: DisagreementKind::Wording,
        about: renderings
            .first()
            .map(|(view, utterance)| view.str(utterance.span).to_owned())
            .unwrap_or_default(),
        why: "renderings of one utterance have other words in the same place".to_owned(),
        values,
    })
}

/// The one short part in which two renderings differ, if all around it is the same.
fn differing(one: &Utterance, other: &Utterance) -> Option<(Span, Span)> {
    let (a, b) = (&one.words, &other.words);
    if a.len().max(b.len()) > WORDS_MAX {
        return None;
    }
    let head = a.iter().zip(b).take_while(|(x, y)| is_same(x, y)).count();
    let rest = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(x, y)| is_same(x, y)).count();
    let (left, right) = (a.get(head..a.len() - tail)?, b.get(head..b.len() - tail)?);
    let is_phrase =
        |part: &[Word]| part.len() <= PHRASE_WORDS_MAX && part.iter().any(|word| word.weight >= 100);
    let n_same = head + tail;
    // Another word for the same is a translator's choice.
    if n_same == 0 || !is_phrase(left) || !is_phrase(right) || telling(left) == telling(right) {
        return None;
    }
    if n_same < 3 {
        // Too little around the phrase to cite it alone: the renderings themselves are the words.
        return Some((one.span, other.span));
    }
    Some((span_of(left)?, span_of(right)?))
}

/// The classes of the words that say something.
fn telling(part: &[Word]) -> BTreeSet<u64> {
    part.iter().filter(|word| word.weight >= 100).map(|word| word.class).collect()
}

fn is_same(a: &Word, b: &Word) -> bool {
    a.stem == b.stem
}

fn span_of(words: &[Word]) -> Option<Span> {
    Some(Span { start: words.first()?.span.start, end: words.last()?.span.end })
}
