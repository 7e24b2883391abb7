//! Labelled stories, read and tagged, and how well trees tell what is labelled of their pairs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use copydesk_eval::fold;
use copydesk_normalize::normalize;
use copydesk_record::{Page, Raw, Reading, Tagged};
use copydesk_stage::Stage;
use copydesk_tag::Tag;
use copydesk_trees::chance;
use serde_json::Value;

use crate::boost::Growth;

/// How trees are grown that tell pairs.
pub(crate) const GROWTH: Growth = Growth {
    n_trees: 200,
    n_leaves: 6,
    rate: 0.04,
    features_percent: 40,
    rows_percent: 70,
    weight_min: 1.0,
    ridge: 3.0,
};
/// What is printed: how many pairs are found, and how many of them are right, from this chance on.
const CHANCES: [f32; 5] = [0.25, 0.35, 0.4, 0.5, 0.6];

/// What an article says, by its name, with the line if it is known.
pub(crate) type Side = (String, String, Option<usize>);

/// A labelled folder.
pub(crate) struct Batch {
    pub(crate) articles: BTreeMap<String, Arc<Tagged>>,
    /// The articles of each story, without copies.
    pub(crate) stories: Vec<Vec<String>>,
    /// For each labelled disagreement on a fact what each article says.
    pub(crate) disagreements: Vec<Vec<Side>>,
    /// For each labelled utterance its renderings.
    pub(crate) renderings: Vec<Vec<Side>>,
}

/// The labelled folders among these and in them.
pub(crate) fn batches(folders: &[PathBuf]) -> Result<Vec<Batch>> {
    let mut out = Vec::new();
    folders.iter().try_for_each(|folder| read(folder, &mut out))?;
    Ok(out)
}

fn read(folder: &Path, out: &mut Vec<Batch>) -> Result<()> {
    let path = folder.join("gold.json");
    if path.is_file() {
        out.push(Batch::read(folder, &fs::read_to_string(&path)?)?);
    }
    let mut inner: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    inner.retain(|path| path.is_dir());
    inner.sort();
    inner.iter().try_for_each(|folder| read(folder, out))
}

impl Batch {
    fn read(folder: &Path, gold: &str) -> Result<Self> {
        let gold: Value = serde_json::from_str(gold)?;
        let documents = gold.get("documents").and_then(Value::as_object).context("no documents")?;
        let mut articles = BTreeMap::new();
        let mut tag = Tag::new();
        for name in documents.keys() {
            let text = fs::read_to_string(folder.join(format!("{name}.txt")))?;
            articles.insert(name.clone(), Arc::new(tagged(&mut tag, &text)));
        }
        let list = |name: &str| gold.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let str_of = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        // A copy says what it copies.
        let is_copy = |name: &str| {
            list("copies").iter().any(|pair| pair.get(1).and_then(Value::as_str).is_some_and(|it| it == name))
        };
        let names = |story: &Value| {
            let names = story.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
            names.filter(|name| !is_copy(name)).collect::<Vec<_>>()
        };
        let sides = |it: &Value| {
            let values = it.get("values").and_then(Value::as_array).into_iter().flatten();
            let side = |value: &Value| {
                let line = value.get("line").and_then(Value::as_u64).map(|line| line as usize);
                Some((str_of(value, "document")?, str_of(value, "text")?, line))
            };
            values.filter_map(side).collect()
        };
        let rendering = |it: &Value| {
            let text = |at: usize| it.get(at).and_then(Value::as_str).map(str::to_owned);
            Some((text(0)?, text(1)?, None))
        };
        let renderings = |it: &Value| it.as_array().into_iter().flatten().filter_map(rendering).collect();
        let is_of_facts = |it: &&Value| !matches!(str_of(it, "kind").as_deref(), Some("name" | "omission"));
        Ok(Self {
            articles,
            stories: list("stories").iter().map(names).collect(),
            disagreements: list("disagreements").iter().filter(is_of_facts).map(sides).collect(),
            renderings: list("aligned_quotes").iter().map(renderings).collect(),
        })
    }

    /// The articles of each story of several, with their names.
    pub(crate) fn told(&self) -> impl Iterator<Item = (&[String], Vec<Arc<Tagged>>)> {
        let several = self.stories.iter().filter(|story| story.len() > 1);
        several.map(|story| {
            let articles = story.iter().filter_map(|name| self.articles.get(name)).map(Arc::clone);
            (story.as_slice(), articles.collect())
        })
    }
}

pub(crate) fn tagged(stage: &mut Tag, text: &str) -> Tagged {
    let page = Page { raw: Raw::from_text(text), ..Page::default() };
    let article = normalize(&page);
    let text = page.raw.text;
    let reading = Reading { text: text.clone(), article: article.clone(), ..Reading::default() };
    let mut tags = Vec::new();
    // What cannot be tagged has no marks.
    let _ = stage.process(reading, &mut tags);
    Tagged { text, article, tags: tags.pop().unwrap_or_default(), ..Tagged::default() }
}

/// Each article, or each so-manieth, with the `n` of other stories that are most like it: what two of them say is of two things.
pub(crate) fn strangers(batches: &[Batch], n: usize, step: usize) -> Vec<Vec<Arc<Tagged>>> {
    let mut all: Vec<(usize, &Arc<Tagged>, BTreeSet<String>)> = Vec::new();
    let mut n_stories = 0;
    for batch in batches {
        for story in &batch.stories {
            n_stories += 1;
            let articles = story.iter().filter_map(|name| batch.articles.get(name));
            all.extend(articles.map(|article| (n_stories, article, long_words(&article.text))));
        }
    }
    let mut out = Vec::new();
    for (story, article, words) in all.iter().step_by(step.max(1)) {
        let mut others: Vec<(usize, usize)> = all
            .iter()
            .enumerate()
            .filter(|(_, (other, ..))| other != story)
            .map(|(at, (_, _, there))| (words.intersection(there).count() * 1000 / there.len().max(50), at))
            .collect();
        others.sort_by(|a, b| b.cmp(a));
        let mut told = vec![*story];
        let mut together = vec![Arc::clone(article)];
        for (_, at) in others {
            if together.len() <= n && !told.contains(&all[at].0) {
                told.push(all[at].0);
                together.push(Arc::clone(all[at].1));
            }
        }
        out.push(together);
    }
    out
}

fn long_words(text: &str) -> BTreeSet<String> {
    const CHARS_MIN: usize = 5;
    fold(text).split(' ').filter(|word| word.len() >= CHARS_MIN).map(str::to_owned).collect()
}

/// What tells of the data and settings that trees were grown with.
pub(crate) fn recipe<'r>(settings: &str, rows: impl Iterator<Item = (bool, &'r [f32])>) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(settings.as_bytes());
    for (is_one, traits) in rows {
        hasher.update(&[u8::from(is_one)]);
        for value in traits {
            hasher.update(&value.to_le_bytes());
        }
    }
    let mut recipe = [0; 16];
    recipe.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    recipe
}

/// Prints how well trees tell the pairs of one thing from others.
pub(crate) fn score<'r>(
    name: &str,
    score: impl Fn(&[f32]) -> f32,
    rows: impl Iterator<Item = (bool, &'r [f32])>,
) {
    let mut scored: Vec<(f32, bool)> = rows.map(|(is_one, traits)| (chance(score(traits)), is_one)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let n_right = scored.iter().filter(|(_, is_one)| *is_one).count();
    let (mut n, mut sum) = (0, 0.0);
    for (at, _) in scored.iter().enumerate().filter(|(_, (_, is_one))| *is_one) {
        n += 1;
        sum += n as f32 / (at + 1) as f32;
    }
    let at = CHANCES.map(|least| {
        let found = scored.iter().filter(|(chance, _)| *chance >= least);
        let (n, n_right) = found.fold((0, 0), |(n, right), (_, is)| (n + 1, right + usize::from(*is)));
        format!("{least}: {n_right}/{n}")
    });
    println!(
        "{name:40} {} pairs, {n_right} of one thing, average precision {:.3}; right from {}",
        scored.len(),
        sum / n_right.max(1) as f32,
        at.join(" ")
    );
}
