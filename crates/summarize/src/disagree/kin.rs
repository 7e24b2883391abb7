//! How much two articles have in common: where they tell of two events, no fact of theirs is the same.

use std::collections::BTreeSet;

use copydesk_record::Role;

use super::context::Fact;
use crate::view::View;
use crate::words::{Bag, Word};

/// So many sentences are the lead.
const LEAD_SENTENCES: usize = 4;
/// Values of one character are common.
const VALUE_CHARS_MIN: usize = 2;

/// What two articles have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kin {
    /// The part of the shorter lead's words, with those of the headline, that both have.
    pub(super) lead: f32,
    /// The same of all words.
    pub(super) whole: f32,
    /// The part of the names of the one that names fewer.
    pub(super) names: f32,
    /// How many values both give.
    pub(super) n_equal: f32,
}

/// An article, ready to be compared with others.
pub(super) struct Sketch<'v> {
    lead: Bag,
    whole: Bag,
    names: BTreeSet<u64>,
    values: BTreeSet<(&'v str, &'v str)>,
}

impl<'v> Sketch<'v> {
    pub(super) fn of(view: &View<'_>, own: impl Iterator<Item = &'v Fact>) -> Self {
        let is_title = |role: Role| matches!(role, Role::Title | Role::Heading);
        let titles = view.sentences.iter().filter(|sentence| sentence.role == Role::Title);
        let body = view.sentences.iter().filter(|sentence| !is_title(sentence.role)).take(LEAD_SENTENCES);
        let lead: Vec<Word> =
            titles.chain(body).flat_map(|sentence| sentence.words.iter().copied()).collect();
        let all: Vec<Word> =
            view.sentences.iter().flat_map(|sentence| sentence.words.iter().copied()).collect();
        let names = view.document.tags.names.iter().filter_map(|name| {
            let sentence = view.sentences.get(view.sentence_at(name.span.start)?)?;
            Some(sentence.words.iter().filter(|word| name.span.contains(word.span)).map(|word| word.class))
        });
        let values = own.filter(|fact| fact.value.len() >= VALUE_CHARS_MIN);
        Self {
            lead: telling(&lead),
            whole: telling(&all),
            names: names.flatten().collect(),
            values: values.map(|fact| (fact.value.as_str(), fact.unit.as_str())).collect(),
        }
    }

    pub(super) fn kin(&self, other: &Self) -> Kin {
        let n_names = self.names.len().min(other.names.len()).max(1);
        Kin {
            lead: self.lead.contained(&other.lead) as f32,
            whole: self.whole.contained(&other.whole) as f32,
            names: self.names.intersection(&other.names).count() as f32 / n_names as f32,
            n_equal: self.values.intersection(&other.values).count() as f32,
        }
    }
}

/// The telling words, each once.
fn telling(words: &[Word]) -> Bag {
    let mut seen = BTreeSet::new();
    let kept: Vec<Word> = words
        .iter()
        .filter(|word| word.weight >= crate::words::TELLING_MIN && seen.insert(word.class))
        .copied()
        .collect();
    Bag::of(&kept)
}
