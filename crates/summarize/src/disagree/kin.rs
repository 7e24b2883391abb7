//! How much two articles have in common: where they tell of two events, no fact of theirs is the same.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use copydesk_record::Role;
use copydesk_text::overlap;

use super::context::Fact;
use crate::memory::WordHashing;
use crate::view::{Sentence, View};
use crate::words::TELLING_MIN;

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

/// The articles of a story, ready to be compared: each is read, and each two are compared, once somebody asks.
pub(super) struct Sketches {
    sketches: Vec<OnceCell<Sketch>>,
    /// What two articles have in common beside their facts.
    known: HashMap<(usize, usize), Kin, WordHashing>,
}

/// Classes of words, sorted, each once.
type Classes = Vec<u64>;

/// An article, ready to be compared with others.
struct Sketch {
    lead: Classes,
    whole: Classes,
    names: Classes,
}

/// The values and units of each article's facts.
pub(super) type Values<'f> = BTreeMap<usize, BTreeSet<(&'f str, &'f str)>>;

/// The values that facts give, by article.
pub(super) fn values(facts: &[Fact]) -> Values<'_> {
    let mut out = Values::new();
    for fact in facts.iter().filter(|fact| fact.value.len() >= VALUE_CHARS_MIN) {
        out.entry(fact.view).or_default().insert((&fact.value, &fact.unit));
    }
    out
}

impl Sketches {
    /// The articles, of which nothing is read yet.
    pub(super) fn of(views: &[View<'_>]) -> Self {
        Self { sketches: views.iter().map(|_| OnceCell::new()).collect(), known: HashMap::default() }
    }

    /// What two articles, by their places, have in common: the same whichever comes first.
    pub(super) fn kin(&mut self, views: &[View<'_>], a: usize, b: usize, values: &Values<'_>) -> Option<Kin> {
        let (a, b) = (a.min(b), a.max(b));
        let sketch = |at: usize| Some(self.sketches.get(at)?.get_or_init(|| Sketch::of(views.get(at))));
        let (one, other) = (sketch(a)?, sketch(b)?);
        let kin = *self.known.entry((a, b)).or_insert_with(|| one.kin(other));
        let n_equal = values.get(&a).zip(values.get(&b)).map_or(0, |(a, b)| a.intersection(b).count());
        Some(Kin { n_equal: n_equal as f32, ..kin })
    }
}

impl Sketch {
    fn of(view: Option<&View<'_>>) -> Self {
        let Some(view) = view else { return Self { lead: Vec::new(), whole: Vec::new(), names: Vec::new() } };
        let is_title = |role: Role| matches!(role, Role::Title | Role::Heading);
        let titles = view.sentences.iter().filter(|sentence| sentence.role == Role::Title);
        let body = view.sentences.iter().filter(|sentence| !is_title(sentence.role)).take(LEAD_SENTENCES);
        let names = view.document.tags.names.iter().filter_map(|name| {
            let sentence = view.sentences.get(view.sentence_at(name.span.start)?)?;
            Some(sentence.words_within(name.span).iter().map(|word| word.class))
        });
        Self {
            lead: telling(titles.chain(body)),
            whole: telling(view.sentences.iter()),
            names: sorted(names.flatten().collect()),
        }
    }

    fn kin(&self, other: &Self) -> Kin {
        let n_names = self.names.len().min(other.names.len()).max(1);
        Kin {
            lead: shared_part(&self.lead, &other.lead),
            whole: shared_part(&self.whole, &other.whole),
            names: overlap(&self.names, &other.names) as f32 / n_names as f32,
            n_equal: 0.0,
        }
    }
}

/// The telling words of some sentences.
fn telling<'v>(sentences: impl Iterator<Item = &'v Sentence>) -> Classes {
    let words = sentences.flat_map(|sentence| &sentence.words);
    sorted(words.filter(|word| word.weight >= TELLING_MIN).map(|word| word.class).collect())
}

fn sorted(mut classes: Classes) -> Classes {
    classes.sort_unstable();
    classes.dedup();
    classes
}

/// The part of the fewer words that both have, 0…1000.
fn shared_part(a: &[u64], b: &[u64]) -> f32 {
    (overlap(a, b) * 1000 / a.len().min(b.len()).max(1)) as f32
}
