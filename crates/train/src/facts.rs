//! The trees that say whether two facts of two articles are about one thing, learnt from labelled disagreements.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use copydesk_eval::fold;
use copydesk_record::Span;
use copydesk_summarize::learn::{self, FactPair, N_FACT_TRAITS, fact_model};
use copydesk_trees::Boosted;

use crate::boost::{Binned, grow};
use crate::stories::{Batch, GROWTH, Side, batches, recipe, score, strangers};

/// How many articles of other stories each article is put together with: what they say is never of one thing.
const STRANGERS: usize = 2;
/// How much a pair counts that says the same, and one of articles of two stories.
const EQUAL_WEIGHT: f32 = 0.5;
const STRANGER_WEIGHT: f32 = 0.35;

#[derive(Args)]
pub(crate) struct StoriesArguments {
    /// Folders of labelled dumps (`gold.json`), also in their folders
    #[arg(long, value_name = "DIR")]
    pub(crate) own: Vec<PathBuf>,
    /// Folders of labelled dumps to score on, and not to learn from
    #[arg(long, value_name = "DIR")]
    pub(crate) unseen: Vec<PathBuf>,
    /// Where the model goes: nowhere, if not given
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// A labelled pair.
struct Row {
    pair: FactPair,
    is_one: bool,
    weight: f32,
}

/// Trains the trees.
pub(crate) fn facts(arguments: &StoriesArguments) -> Result<()> {
    let read = batches(&arguments.own)?;
    let mut learnt: Vec<Row> = read.iter().flat_map(rows).collect();
    for together in strangers(&read, STRANGERS, 1) {
        let differing = learn::facts(&together).into_iter().filter(|pair| !pair.are_equal);
        // What the others say of each other is asked where it is their turn.
        let own = differing.filter(|pair| pair.articles.contains(&0));
        learnt.extend(own.map(|pair| Row { pair, is_one: false, weight: STRANGER_WEIGHT }));
    }
    let [numbers, times] = [false, true].map(|is_time| grown(&learnt, is_time));
    let score = |name: &str, rows: &[Row]| {
        for (what, is_time, boosted) in [("numbers", false, &numbers), ("times", true, &times)] {
            let differing = rows.iter().filter(|row| row.pair.is_time == is_time && !row.pair.are_equal);
            score(
                &format!("{name}, {what}"),
                |traits| boosted.score(traits),
                differing.map(|row| (row.is_one, row.pair.traits.as_slice())),
            );
        }
    };
    score("learnt", &learnt);
    for folder in &arguments.unseen {
        let unseen: Vec<Row> = batches(std::slice::from_ref(folder))?.iter().flat_map(rows).collect();
        score(&folder.display().to_string(), &unseen);
    }
    if let Some(out) = &arguments.out {
        let settings = format!("{GROWTH:?} {STRANGERS} {EQUAL_WEIGHT} {STRANGER_WEIGHT}");
        let recipe = recipe(&settings, learnt.iter().map(|row| (row.is_one, row.pair.traits.as_slice())));
        let bytes = fact_model(recipe, &numbers, &times);
        fs::write(out.join("facts.model"), &bytes)?;
        eprintln!("facts: {} bytes, from {} pairs", bytes.len(), learnt.len());
    }
    Ok(())
}

fn grown(rows: &[Row], are_times: bool) -> Boosted {
    let rows: Vec<&Row> = rows.iter().filter(|row| row.pair.is_time == are_times).collect();
    let numbers: Vec<f32> = rows.iter().flat_map(|row| row.pair.traits).collect();
    let labels: Vec<bool> = rows.iter().map(|row| row.is_one).collect();
    let weights: Vec<f32> = rows.iter().map(|row| row.weight).collect();
    grow(&Binned::of(&numbers, N_FACT_TRAITS), &labels, &weights, GROWTH)
}

/// The pairs of facts in each story; those that a label names are of one thing.
fn rows(batch: &Batch) -> Vec<Row> {
    let mut out = Vec::new();
    // Only where differences are labelled is one that is not labelled none.
    if batch.disagreements.is_empty() {
        return out;
    }
    for (names, articles) in batch.told() {
        for pair in learn::facts(&articles) {
            let sides = [0, 1].map(|at| {
                let article = pair.articles[at];
                labels_at(&batch.disagreements, &names[article], &articles[article].text, pair.spans[at])
            });
            let is_one = !sides[0].0.is_disjoint(&sides[1].0);
            // What says the same and is not labelled may well be of one thing, and so may what a label says on another line.
            let may_be_one = pair.are_equal || !sides[0].1.is_disjoint(&sides[1].1);
            if is_one || !may_be_one {
                let weight = if pair.are_equal { EQUAL_WEIGHT } else { 1.0 };
                out.push(Row { pair, is_one, weight });
            }
        }
    }
    out
}

/// The labels that name what an article says at a span, and those that name the same words anywhere in it.
fn labels_at(labels: &[Vec<Side>], name: &str, text: &str, span: Span) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let said = fold(span.str(text));
    let line_of = text.get(..span.start as usize).unwrap_or_default().matches('\n').count();
    let (mut here, mut anywhere) = (BTreeSet::new(), BTreeSet::new());
    for (at, (of, value, line)) in
        labels.iter().enumerate().flat_map(|(at, sides)| sides.iter().map(move |side| (at, side)))
    {
        if of == name && are_one_value(&fold(value), &said) {
            anywhere.insert(at);
            if line.is_none_or(|line| line == line_of) {
                here.insert(at);
            }
        }
    }
    (here, anywhere)
}

/// Whether the one's words stand in the other, and neither is much longer.
fn are_one_value(gold: &str, said: &str) -> bool {
    let holds = |whole: &str, part: &str| format!(" {whole} ").contains(&format!(" {part} "));
    let (n_gold, n_said) = (gold.split(' ').count(), said.split(' ').count());
    let has_digit = said.chars().any(|c| c.is_ascii_digit());
    !gold.is_empty()
        && !said.is_empty()
        && n_said <= 3 * n_gold + 5
        && (holds(said, gold) || (holds(gold, said) && (2 * n_said >= n_gold || has_digit)))
}
