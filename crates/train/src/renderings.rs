//! The trees that say whether two utterances are renderings of one, learnt from labelled renderings.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::Result;
use copydesk_eval::fold;
use copydesk_summarize::learn::{
    self, N_UTTERANCE_TRAITS, SAME_ARTICLE, SAME_SPEAKER, UtterancePair, utterance_model,
};

use crate::boost::{Binned, grow};
use crate::facts::StoriesArguments;
use crate::stories::{Batch, GROWTH, Side, batches, recipe, score, strangers};

/// So many articles of other stories are put together with each so-manieth article.
const STRANGERS: usize = 8;
const STRANGERS_STEP: usize = 2;
/// How much a pair counts of articles of two stories, and one of an article taken for one of two articles.
const STRANGER_WEIGHT: f32 = 0.1;
const TWIN_WEIGHT: f32 = 0.3;
/// What is said is what is labelled if so much of the words of both is the same.
const SAME_SHARE: f32 = 0.6;
/// Or if the shorter one stands in the longer and has so much of its words.
const WITHIN_SHARE: f32 = 0.4;

/// A labelled pair.
struct Row {
    pair: UtterancePair,
    is_one: bool,
    weight: f32,
}

/// Trains the trees.
pub(crate) fn renderings(arguments: &StoriesArguments) -> Result<()> {
    let read = batches(&arguments.own)?;
    let mut learnt: Vec<Row> = read.iter().flat_map(rows).collect();
    // What one says in one article twice over is hardly ever one utterance, and would not be in two.
    let within = learnt.iter().filter(|row| row.pair.traits[SAME_ARTICLE] > 0.0 && !row.is_one);
    let apart: Vec<Row> = within.map(|row| row.with(SAME_ARTICLE, 0.0, TWIN_WEIGHT)).collect();
    learnt.extend(apart);
    // Nor is it one because one person says both, in many articles of like words.
    for together in strangers(&read, STRANGERS, STRANGERS_STEP) {
        for mut pair in learn::utterances(&together) {
            if pair.articles[0] != pair.articles[1] {
                pair.traits[SAME_SPEAKER] = 1.0;
                learnt.push(Row { pair, is_one: false, weight: STRANGER_WEIGHT });
            }
        }
    }
    let numbers: Vec<f32> = learnt.iter().flat_map(|row| row.pair.traits).collect();
    let labels: Vec<bool> = learnt.iter().map(|row| row.is_one).collect();
    let weights: Vec<f32> = learnt.iter().map(|row| row.weight).collect();
    let boosted = grow(&Binned::of(&numbers, N_UTTERANCE_TRAITS), &labels, &weights, GROWTH);
    let of = |row: &'_ Row| row.is_one;
    score(
        "learnt",
        |traits| boosted.score(traits),
        learnt.iter().map(|row| (of(row), row.pair.traits.as_slice())),
    );
    for folder in &arguments.unseen {
        let unseen: Vec<Row> = batches(std::slice::from_ref(folder))?.iter().flat_map(rows).collect();
        let rows = unseen.iter().map(|row| (of(row), row.pair.traits.as_slice()));
        score(&folder.display().to_string(), |traits| boosted.score(traits), rows);
    }
    if let Some(out) = &arguments.out {
        let settings =
            format!("{GROWTH:?} {STRANGERS} {STRANGER_WEIGHT} {TWIN_WEIGHT} {SAME_SHARE} {WITHIN_SHARE}");
        let recipe = recipe(&settings, learnt.iter().map(|row| (row.is_one, row.pair.traits.as_slice())));
        let bytes = utterance_model(recipe, &boosted);
        fs::write(out.join("renderings.model"), &bytes)?;
        eprintln!("renderings: {} bytes, from {} pairs", bytes.len(), learnt.len());
    }
    Ok(())
}

impl Row {
    /// The same pair, of two utterances, with one number changed.
    fn with(&self, at: usize, value: f32, weight: f32) -> Self {
        let mut pair = self.pair.clone();
        pair.traits[at] = value;
        Self { pair, is_one: false, weight }
    }
}

/// The pairs of utterances in each story; those that one label names are renderings of one.
fn rows(batch: &Batch) -> Vec<Row> {
    let mut out = Vec::new();
    if batch.renderings.is_empty() {
        return out;
    }
    for (names, articles) in batch.told() {
        for pair in learn::utterances(&articles) {
            let sides = [0, 1].map(|at| {
                let article = pair.articles[at];
                let said = pair.spans[at].str(&articles[article].text);
                labels_of(&batch.renderings, &names[article], said)
            });
            let is_one = !sides[0].is_disjoint(&sides[1]);
            out.push(Row { pair, is_one, weight: 1.0 });
        }
    }
    out
}

/// The labels that name what an article says.
fn labels_of(labels: &[Vec<Side>], name: &str, said: &str) -> BTreeSet<usize> {
    let said = fold(said);
    let names = |(of, text, _): &Side| of == name && are_one_text(&fold(text), &said);
    let numbered = labels.iter().enumerate();
    numbered.filter(|(_, sides)| sides.iter().any(names)).map(|(at, _)| at).collect()
}

/// Whether two texts have most of their words in common, or the one is a good part of the other.
fn are_one_text(a: &str, b: &str) -> bool {
    let count = |text: &str| {
        let mut out: BTreeMap<String, usize> = BTreeMap::new();
        text.split(' ').for_each(|word| *out.entry(word.to_owned()).or_insert(0) += 1);
        out
    };
    let (one, other) = (count(a), count(b));
    let n_shared: usize =
        one.iter().map(|(word, n)| (*n).min(other.get(word).copied().unwrap_or_default())).sum();
    let (n_one, n_other) = (a.split(' ').count(), b.split(' ').count());
    let (short, long) = (n_one.min(n_other) as f32, n_one.max(n_other) as f32);
    let is_within =
        format!(" {a} ").contains(&format!(" {b} ")) || format!(" {b} ").contains(&format!(" {a} "));
    2.0 * n_shared as f32 / (short + long) >= SAME_SHARE || is_within && short / long >= WITHIN_SHARE
}
