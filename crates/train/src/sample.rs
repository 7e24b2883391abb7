//! Labelled pages as the tagger sees them, and shortened ones.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use copydesk_eval::{page_bytes, read_dumps, read_pages};
use copydesk_ingest::{IngestConfig, read_html};
use copydesk_normalize::content::{Facts, Model, PageView, view};
use copydesk_record::{Markup, Page, Raw, Role, Span};
use serde_json::Value;

use crate::label::labels;

/// The role of the line that an article is signed by.
pub(crate) const BYLINE: [&str; 1] = ["byline"];

/// One line of a page.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) span: Span,
    pub(crate) tokens: Vec<u32>,
    pub(crate) n_words: f32,
    pub(crate) role: Option<Role>,
    pub(crate) is_text: bool,
    pub(crate) weight: f32,
}

/// One page.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) set: String,
    pub(crate) id: String,
    /// The source text.
    pub(crate) source: String,
    /// The text to be found; empty if only its lines are labelled.
    pub(crate) gold: String,
    /// Whether its lines could be labelled.
    pub(crate) is_labelled: bool,
    pub(crate) lines: Vec<Line>,
    pub(crate) facts: Vec<Facts>,
}

/// Numbers that look random and are always the same.
pub(crate) struct Draw(u64);

impl Sample {
    /// The chances that a model gives to its lines.
    pub(crate) fn chances(&self, model: &Model) -> Vec<f32> {
        let tokens: Vec<Vec<u32>> = self.lines.iter().map(|line| line.tokens.clone()).collect();
        model.chances(&self.facts, &tokens)
    }
}

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit.max(1)
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at as u64 + 1) as usize);
        }
    }
}

/// The part of ten that a page falls into, by its name: the same page in another form falls into the same.
pub(crate) fn part_of(id: &str) -> u8 {
    let name = id.rsplit("__").next().unwrap_or(id);
    blake3::hash(name.as_bytes()).as_bytes()[0] % 10
}

/// Pages with their markup.
pub(crate) fn pages(data: &Path) -> Result<Vec<(String, Page, String)>> {
    let mut out = Vec::new();
    for set in ["wcxb", "fundus"] {
        let folder = data.join("html").join(set);
        for page in read_pages(&folder)? {
            let bytes = page_bytes(&folder, &page.id)?;
            let Ok((raw, markup)) = read_html(&bytes, &IngestConfig::default()) else { continue };
            out.push((format!("{set}/{}", page.id), Page { raw, markup, ..Page::default() }, page.text));
        }
    }
    Ok(out)
}

/// Noisy dumps.
pub(crate) fn dumps(data: &Path) -> Result<Vec<(String, Page, String)>> {
    let dumps = read_dumps(&data.join("text"))?;
    let page = |noisy: String| Page { raw: Raw::from_text(noisy), ..Page::default() };
    Ok(dumps
        .into_iter()
        .map(|dump| (format!("noisy {}/{}", dump.source, dump.id), page(dump.noisy), dump.text))
        .collect())
}

/// A dump with its labels.
pub(crate) struct Labelled {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) labels: Value,
}

/// The labelled dumps of folders (`gold.json` and its texts) and of their folders, by path.
pub(crate) fn labelled(folders: &[PathBuf]) -> Result<Vec<Labelled>> {
    let mut out = Vec::new();
    for folder in folders {
        let path = folder.join("gold.json");
        if path.is_file() {
            let gold: Value = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
            let documents = gold.get("documents").and_then(Value::as_object).context("no documents")?;
            for (name, labels) in documents {
                let Ok(text) = std::fs::read_to_string(folder.join(format!("{name}.txt"))) else { continue };
                out.push(Labelled { name: name.clone(), text, labels: labels.clone() });
            }
        }
        let mut inner: Vec<PathBuf> = std::fs::read_dir(folder)?
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.is_dir())
            .collect();
        inner.sort();
        out.extend(labelled(&inner)?);
    }
    Ok(out)
}

/// Dumps whose lines are labelled with roles. A line counts as found if its role is among `roles`.
pub(crate) fn own(set: &str, folders: &[PathBuf], roles: &[&str]) -> Result<Vec<Sample>> {
    let dumps = labelled(folders)?;
    let sample =
        |dump: &Labelled| own_sample(&format!("{set}/{}", dump.name), &dump.text, &dump.labels, roles);
    Ok(dumps.iter().filter_map(sample).collect())
}

fn own_sample(name: &str, text: &str, labels: &Value, wanted: &[&str]) -> Option<Sample> {
    let roles = labels.get("roles")?.as_array()?;
    let texts: Vec<u64> = roles
        .iter()
        .filter(|role| role.get("role").and_then(Value::as_str).is_some_and(|role| wanted.contains(&role)))
        .filter_map(|role| role.get("line")?.as_u64())
        .collect();
    // A page without text is no article; an article without the other lines is one all the same.
    if texts.is_empty() && wanted != BYLINE {
        return None;
    }
    let mut starts = vec![0];
    starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let page = Page { raw: Raw::from_text(text), ..Page::default() };
    let mut view = view(&page);
    if wanted == BYLINE {
        for line in &mut view.lines {
            line.tokens.append(&mut line.signature);
        }
    }
    let line_of = |span: Span| starts.partition_point(|start| *start <= span.start as usize) as u64 - 1;
    let is_text: Vec<bool> = view.lines.iter().map(|line| texts.contains(&line_of(line.span))).collect();
    Some(sample(name, text.to_owned(), "", view, Some(&is_text)))
}

/// A page as the tagger sees it, with a label for each line.
pub(crate) fn sample_of(id: &str, page: &Page, gold: &str) -> Sample {
    let view = view(page);
    let source = page.raw.text.clone();
    let lines: Vec<String> = view.lines.iter().map(|line| line.text.clone()).collect();
    let is_text = labels(&lines, gold);
    sample(id, source, gold, view, is_text.as_deref())
}

fn sample(id: &str, source: String, gold: &str, view: PageView, is_text: Option<&[bool]>) -> Sample {
    let (set, name) = id.split_once('/').unwrap_or(("", id));
    let n_words: f32 = view.lines.iter().map(|line| (line.n_words as f32).sqrt()).sum();
    let lines = view.lines.into_iter().enumerate().map(|(at, line)| Line {
        span: line.span,
        tokens: line.tokens,
        n_words: line.n_words as f32,
        role: line.role,
        is_text: is_text.is_some_and(|is_text| is_text[at]),
        weight: (line.n_words.max(1) as f32).sqrt() * 50.0 / n_words.max(1.0),
    });
    Sample {
        set: set.to_owned(),
        id: name.to_owned(),
        source,
        gold: gold.to_owned(),
        is_labelled: is_text.is_some(),
        lines: lines.collect(),
        facts: view.facts,
    }
}

/// The page without most of its text, so that it is a short article on the same page; `None` if it is one.
pub(crate) fn shortened(page: &Page, sample: &Sample, draw: &mut Draw) -> Option<Sample> {
    const LINES_MIN: usize = 8;
    let n_text = sample.lines.iter().filter(|line| line.is_text).count();
    if !sample.is_labelled || n_text < LINES_MIN {
        return None;
    }
    let percent = 60 + draw.below(33);
    let (mut text, mut hints, mut is_text) = (String::new(), Vec::new(), Vec::new());
    let mut labels = sample.lines.iter().peekable();
    let mut shared = u16::MAX;
    let mut start = 0;
    for (at, line) in sample.source.split('\n').enumerate() {
        let end = start + line.len();
        let label = labels.next_if(|label| (label.span.start as usize) < end.max(1));
        let own = page.markup.lines.get(at);
        shared = shared.min(own.map_or(0, |hint| hint.shared));
        start = end + 1;
        let Some(label) = label else { continue };
        if label.is_text && draw.below(100) < percent {
            continue;
        }
        text.push_str(line);
        text.push('\n');
        is_text.push(label.is_text);
        if let Some(own) = own {
            let mut hint = own.clone();
            hint.shared = shared;
            hints.push(hint);
        }
        shared = u16::MAX;
    }
    text.pop();
    if !is_text.contains(&true) {
        return None;
    }
    let metadata =
        page.markup.metadata.iter().filter(|meta| meta.key != "jsonld:articleBody").cloned().collect();
    let raw = Raw { text: text.clone(), ..page.raw.clone() };
    let short = Page { raw, markup: Markup { metadata, lines: hints }, ..Page::default() };
    let view = view(&short);
    let id = format!("{}/{}", sample.set, sample.id);
    (view.lines.len() == is_text.len()).then(|| self::sample(&id, text, "", view, Some(&is_text)))
}
