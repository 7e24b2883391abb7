//! The trees that say whether a text belongs to a story, learnt from labelled streams of articles.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;
use copydesk_cluster::learn::{self, Case, DOWN, N_TRAITS, UP, model};
use copydesk_eval::{LabelledDocument, as_read, read_documents};
use copydesk_record::{Id, Reading, Tagged};
use copydesk_stage::Stage;
use copydesk_tag::Tag;
use copydesk_trees::Boosted;
use serde_json::Value;

use crate::boost::{Binned, Direction, Growth, grow};
use crate::stories::{recipe, score, tagged};

/// How the trees are grown.
const GROWTH: Growth = Growth {
    n_trees: 300,
    n_leaves: 8,
    rate: 0.045,
    features_percent: 50,
    rows_percent: 60,
    weight_min: 8.0,
    ridge: 12.0,
};
/// How often the stories of each set are told, each time in another order.
const ROUNDS: u8 = 12;
/// How much a case counts of an article that is dated, as most are in the wild and few are here; and one of the texts written to
/// be confused.
const DATED_WEIGHT: f32 = 4.0;
const TWISTED_WEIGHT: f32 = 0.3;
/// How much a case that is not dated counts where the trees for dated ones are grown.
const UNDATED_WEIGHT: f32 = 0.05;

#[derive(Args)]
pub(crate) struct JoinsArguments {
    /// Files of documents with the story of each, to learn from (JSON lines)
    #[arg(long, value_name = "FILE")]
    open: Vec<PathBuf>,
    /// Folders of labelled dumps (`gold.json`) and of such files, also in their folders: all of them are one stream
    #[arg(long, value_name = "DIR")]
    own: Vec<PathBuf>,
    /// The same, told in such other words that they teach nothing where no days are known
    #[arg(long, value_name = "DIR")]
    dated: Vec<PathBuf>,
    /// The same to score on, each as a stream, and not to learn from
    #[arg(long, value_name = "PATH")]
    unseen: Vec<PathBuf>,
    /// Where the model goes: nowhere, if not given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// An article, and the story that it belongs to.
struct Labelled {
    article: Tagged,
    story: String,
    /// How much its cases count.
    weight: f32,
}

/// Labelled cases, and how much each counts.
#[derive(Default)]
struct Cases {
    cases: Vec<Case>,
    weights: Vec<f32>,
}

/// Trains the trees.
pub(crate) fn joins(arguments: &JoinsArguments) -> Result<()> {
    let mut learnt = Cases::default();
    for path in &arguments.open {
        learnt.add(stream(path, 1.0)?);
    }
    // All of our own are one stream, so that there is much that an article could wrongly join.
    let mut told = Vec::new();
    arguments.own.iter().try_for_each(|path| read(path, &mut told))?;
    learnt.add(told);
    let undated = learnt.trees(|_| 1.0);
    let mut retold = Vec::new();
    arguments.dated.iter().try_for_each(|path| read(path, &mut retold))?;
    learnt.add(retold);
    let dated = learnt.trees(|case| if learn::is_dated(&case.traits) { 1.0 } else { UNDATED_WEIGHT });
    let trees = |traits: &[f32]| if learn::is_dated(traits) { &dated } else { &undated }.score(traits);
    score("learnt", trees, learnt.rows());
    for path in &arguments.unseen {
        let (mut told, mut unseen) = (Vec::new(), Cases::default());
        read(path, &mut told)?;
        unseen.add(told);
        score(&path.display().to_string(), trees, unseen.rows());
    }
    if let Some(out) = &arguments.out {
        let settings =
            format!("{GROWTH:?} {ROUNDS} {DATED_WEIGHT} {UNDATED_WEIGHT} {TWISTED_WEIGHT} {UP:?} {DOWN:?}");
        let bytes = model(recipe(&settings, learnt.rows()), &dated, &undated);
        fs::write(out.join("joins.model"), &bytes)?;
        eprintln!("joins: {} bytes, from {} cases", bytes.len(), learnt.cases.len());
    }
    Ok(())
}

impl Cases {
    /// Adds the cases of the documents, told in several orders.
    fn add(&mut self, mut all: Vec<Labelled>) {
        for round in 0..ROUNDS {
            if round > 0 {
                all.sort_by_key(|one| Id::of_parts("order", &[&[round], one.article.id.as_bytes()]));
            }
            let articles: Vec<&Tagged> = all.iter().map(|one| &one.article).collect();
            let stories: Vec<&str> = all.iter().map(|one| one.story.as_str()).collect();
            let cases = learn::cases(&articles, &stories);
            self.weights.extend(cases.iter().map(|case| all[case.article].weight));
            self.cases.extend(cases);
        }
    }

    /// The trees that are grown of the cases, each of which counts so many times more.
    fn trees(&self, times: impl Fn(&Case) -> f32) -> Boosted {
        let numbers: Vec<f32> = self.cases.iter().flat_map(|case| case.traits).collect();
        let labels: Vec<bool> = self.cases.iter().map(|case| case.is_own).collect();
        let weights: Vec<f32> =
            self.cases.iter().zip(&self.weights).map(|(case, weight)| weight * times(case)).collect();
        let direction = |at: usize| match at {
            at if UP.contains(&at) => Direction::Up,
            at if DOWN.contains(&at) => Direction::Down,
            _ => Direction::Either,
        };
        let binned = Binned::of(&numbers, N_TRAITS).leading((0..N_TRAITS).map(direction).collect());
        grow(&binned, &labels, &weights, GROWTH)
    }

    fn rows(&self) -> impl Iterator<Item = (bool, &[f32])> {
        self.cases.iter().map(|case| (case.is_own, case.traits.as_slice()))
    }
}

/// The documents of a file, of a labelled folder, or of all such in a folder.
fn read(path: &Path, out: &mut Vec<Labelled>) -> Result<()> {
    if path.is_file() {
        if path.extension().is_some_and(|end| end == "jsonl" || end == "gz") {
            out.extend(stream(path, TWISTED_WEIGHT)?);
        }
        return Ok(());
    }
    if path.join("gold.json").is_file() {
        out.extend(folder(path)?);
    }
    let mut inner: Vec<PathBuf> = fs::read_dir(path)?.flatten().map(|entry| entry.path()).collect();
    inner.sort();
    inner.iter().try_for_each(|path| read(path, out))
}

/// The documents of a stream, tagged.
fn stream(path: &Path, weight: f32) -> Result<Vec<Labelled>> {
    let mut stage = Tag::new();
    let mut out = Vec::new();
    for (n, one) in read_documents(path)?.iter().enumerate() {
        let article = tag(&mut stage, n as u64, one);
        out.push(Labelled { article, story: format!("{} {}", path.display(), one.story), weight });
    }
    Ok(out)
}

/// The documents of a labelled folder, read and tagged; one that is in no story is its own. None where no stories are labelled.
fn folder(folder: &Path) -> Result<Vec<Labelled>> {
    let gold: Value = serde_json::from_str(&fs::read_to_string(folder.join("gold.json"))?)?;
    let mut story_of = BTreeMap::new();
    for (n, story) in gold.get("stories").and_then(Value::as_array).into_iter().flatten().enumerate() {
        for id in story.as_array().into_iter().flatten().filter_map(Value::as_str) {
            story_of.insert(id, n);
        }
    }
    let mut out = Vec::new();
    if story_of.is_empty() {
        return Ok(out);
    }
    let mut stage = Tag::new();
    let place = folder.display();
    for name in gold.get("documents").and_then(Value::as_object).context("no documents")?.keys() {
        let text = fs::read_to_string(folder.join(format!("{name}.txt")))?;
        let mut article = tagged(&mut stage, &text);
        article.id = Id::of_document(name, "0", text.as_bytes());
        let story = story_of.get(name.as_str()).map_or_else(|| name.clone(), |n| format!("story {n}"));
        let weight = if article.article.published.is_some() { DATED_WEIGHT } else { 1.0 };
        out.push(Labelled { article, story: format!("{place} {story}"), weight });
    }
    Ok(out)
}

fn tag(stage: &mut Tag, seq: u64, document: &LabelledDocument) -> Tagged {
    let LabelledDocument { id, date, title, text, .. } = document;
    let (whole, article) = as_read(title, text, date.as_deref());
    let id = Id::of_document(id, &seq.to_string(), whole.as_bytes());
    let mut tags = Vec::new();
    let reading = Reading { id, text: whole.clone(), article: article.clone() };
    // What cannot be tagged has no marks.
    let _ = stage.process(reading, &mut tags);
    Tagged { id, seq, text: whole, article, tags: tags.pop().unwrap_or_default(), ..Tagged::default() }
}
