//! What was learnt: a weight for each sign, and trees over what is known of each line, read from a file that ships.

use std::sync::LazyLock;

use copydesk_trees::{Boosted, Forest, chance, take};

use super::facts::Facts;
use super::row::{N_FEATURES, rows};
use super::tokens::N_BUCKETS;

/// How a file of weights begins.
const MAGIC: &[u8; 8] = b"cdroles1";

static PAGES: LazyLock<Option<Tagger>> =
    LazyLock::new(|| Tagger::read(include_bytes!("../../data/pages.model")));
static GLEANED: LazyLock<Option<Tagger>> =
    LazyLock::new(|| Tagger::read(include_bytes!("../../data/gleaned.model")));
static TITLES: LazyLock<Option<Tagger>> =
    LazyLock::new(|| Tagger::read(include_bytes!("../../data/titles.model")));
static BYLINES: LazyLock<Option<Tagger>> =
    LazyLock::new(|| Tagger::read(include_bytes!("../../data/bylines.model")));
static DUMPS: LazyLock<Option<Tagger>> =
    LazyLock::new(|| Tagger::read(include_bytes!("../../data/dumps.model")));

/// The forms of documents that each have weights of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// With markup.
    Page,
    /// What an extractor left of a page: nearly all of it reads like text.
    Gleaned,
    /// All that stands on a page, without markup.
    Dump,
}

/// What ships for one form of document, laid out to be asked.
pub(super) struct Tagger {
    words: WordWeights,
    forest: Forest,
}

/// A weight for each sign.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WordWeights {
    /// What one step of a weight is worth.
    pub step: f32,
    /// What a line without signs scores.
    pub bias: f32,
    /// [`N_BUCKETS`] weights in steps.
    pub weights: Vec<i8>,
}

/// All that was learnt for one form of document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// What tells of the data and settings that it was trained with.
    pub recipe: [u8; 16],
    /// What the words say.
    pub words: WordWeights,
    /// What the trees say, what the words say among what they look at.
    pub boosted: Boosted,
}

impl WordWeights {
    /// What the signs of a line say: above 0 for text.
    pub fn score(&self, tokens: &[u32]) -> f32 {
        let sum: i32 =
            tokens.iter().filter_map(|token| self.weights.get(*token as usize)).map(|w| i32::from(*w)).sum();
        self.bias + self.step * sum as f32
    }
}

impl Tagger {
    fn read(bytes: &[u8]) -> Option<Self> {
        let model = Model::read(bytes)?;
        Some(Self { forest: Forest::of(&model.boosted)?, words: model.words })
    }

    /// The one that ships for a form of document.
    pub(super) fn shipped(form: Form) -> Option<&'static Self> {
        match form {
            Form::Page => PAGES.as_ref(),
            Form::Gleaned => GLEANED.as_ref(),
            Form::Dump => DUMPS.as_ref(),
        }
    }

    /// The one that ships for the headlines of dumps.
    pub(super) fn of_titles() -> Option<&'static Self> {
        TITLES.as_ref()
    }

    /// The one that ships for the signatures of dumps.
    pub(super) fn of_bylines() -> Option<&'static Self> {
        BYLINES.as_ref()
    }

    /// The chance of each line to be text, as [`Model::chances`] gives it.
    pub(super) fn chances(&self, facts: &[Facts], tokens: &[Vec<u32>]) -> Vec<f32> {
        let scores: Vec<f32> = tokens.iter().map(|tokens| self.words.score(tokens)).collect();
        self.forest.scores(&rows(facts, &scores), N_FEATURES).into_iter().map(chance).collect()
    }
}

impl Model {
    /// The chance of each line to be text.
    pub fn chances(&self, facts: &[Facts], tokens: &[Vec<u32>]) -> Vec<f32> {
        let scores: Vec<f32> = tokens.iter().map(|tokens| self.words.score(tokens)).collect();
        let rows = rows(facts, &scores);
        rows.chunks(N_FEATURES).map(|row| chance(self.boosted.score(row))).collect()
    }

    /// The bytes of a file of weights.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(self.recipe);
        out.extend(self.words.step.to_le_bytes());
        out.extend(self.words.bias.to_le_bytes());
        out.extend(self.words.weights.iter().map(|weight| weight.to_le_bytes()[0]));
        self.boosted.write(&mut out);
        out
    }

    /// Reads a file of weights; `None` if it is none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut bytes = bytes.strip_prefix(MAGIC)?;
        let recipe = take(&mut bytes)?;
        let step = f32::from_le_bytes(take(&mut bytes)?);
        let bias = f32::from_le_bytes(take(&mut bytes)?);
        let (weights, rest) = bytes.split_at_checked(N_BUCKETS as usize)?;
        bytes = rest;
        let weights = weights.iter().map(|byte| i8::from_le_bytes([*byte])).collect();
        let boosted = Boosted::read(&mut bytes)?;
        bytes.is_empty().then_some(Self { recipe, words: WordWeights { step, bias, weights }, boosted })
    }
}

#[cfg(test)]
mod tests {
    use copydesk_trees::Node;

    use super::*;

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let node = |feature, value, left, right| Node { feature, value, left, right };
        let tree = vec![node(1, 0.5, 1, 2), node(u16::MAX, -2.0, 0, 0), node(u16::MAX, 3.0, 0, 0)];
        let mut weights = vec![0; N_BUCKETS as usize];
        weights[7] = -3;
        let model = Model {
            recipe: [9; 16],
            words: WordWeights { step: 0.5, bias: 1.0, weights },
            boosted: Boosted { base: 0.25, trees: vec![tree] },
        };
        let bytes = model.write();
        assert_eq!(Model::read(&bytes), Some(model.clone()));
        assert_eq!(Model::read(&bytes[1..]), None);
        assert_eq!(Model::read(&[bytes.as_slice(), b"x"].concat()), None);
        let check = |found: f32, expected: f32| assert!((found - expected).abs() < 1e-6, "{found}");
        check(model.words.score(&[7, 8]), -0.5);
        check(model.boosted.score(&[0.0, 0.5]), -1.75);
        check(model.boosted.score(&[0.0, 0.6]), 3.25);
    }
}
