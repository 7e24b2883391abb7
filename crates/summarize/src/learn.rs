//! What the models of this crate are learnt from: pairs of facts, and of utterances, with what tells of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use copydesk_record::{Span, Tagged};
use copydesk_trees::{Boosted, write_file};

use crate::align::{self, utterance_pairs};
use crate::disagree::{self, fact_pairs};
use crate::view::views;

/// How many numbers tell of two facts.
pub const N_FACT_TRAITS: usize = disagree::N_TRAITS;
/// How many numbers tell of two utterances.
pub const N_UTTERANCE_TRAITS: usize = align::N_TRAITS;

/// The place of the number that says whether two utterances have one speaker: 1, not known 0, else -1.
pub const SAME_SPEAKER: usize = 9;
/// The place of the number that says whether they stand in one article.
pub const SAME_ARTICLE: usize = 24;
/// Two facts of two articles, a number or a time each.
#[derive(Clone, Debug)]
pub struct FactPair {
    /// The places of their articles among those given.
    pub articles: [usize; 2],
    /// Where the two stand, in the text of each article.
    pub spans: [Span; 2],
    /// Whether they are times; else they are numbers.
    pub is_time: bool,
    /// Whether the two say the same.
    pub are_equal: bool,
    /// What tells whether they are about one thing.
    pub traits: [f32; N_FACT_TRAITS],
}

/// Two utterances, of one article or two.
#[derive(Clone, Debug)]
pub struct UtterancePair {
    /// The places of their articles among those given.
    pub articles: [usize; 2],
    /// Where the two stand, in the text of each article.
    pub spans: [Span; 2],
    /// What tells whether they are renderings of one.
    pub traits: [f32; N_UTTERANCE_TRAITS],
}

/// The pairs of facts in articles taken for one story; times of articles whose page lies are among them.
pub fn facts(articles: &[Arc<Tagged>]) -> Vec<FactPair> {
    fact_pairs(&views(articles, &[]), &BTreeSet::new())
}

/// The pairs of utterances in articles taken for one story that share enough to be asked for.
pub fn utterances(articles: &[Arc<Tagged>]) -> Vec<UtterancePair> {
    let views = views(articles, &[]);
    let span = |(view, at): (usize, usize)| Some(views.get(view)?.utterances.get(at)?.span);
    let pair = |(a, b, traits): ((usize, usize), (usize, usize), _)| {
        Some(UtterancePair { articles: [a.0, b.0], spans: [span(a)?, span(b)?], traits })
    };
    utterance_pairs(&views).into_iter().filter_map(pair).collect()
}

/// The bytes of the file `facts.model`: the trees for numbers and those for times; `recipe` tells of the data and settings that
/// they were grown with.
pub fn fact_model(recipe: [u8; 16], numbers: &Boosted, times: &Boosted) -> Vec<u8> {
    write_file(disagree::MAGIC, recipe, &[numbers, times])
}

/// The bytes of the file `renderings.model`.
pub fn utterance_model(recipe: [u8; 16], boosted: &Boosted) -> Vec<u8> {
    write_file(align::MAGIC, recipe, &[boosted])
}
