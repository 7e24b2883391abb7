//! Pages of public benchmarks: saved HTML with the article's text, headline, authors and date as labels.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde::Deserialize;

use crate::likeness::{one_space, shingle_f1, stands_in, word_f1};
use crate::scores::CorpusScores;
use crate::{EvalError, fold};

/// The labels of a folder of pages.
pub(crate) const PAGE_LABELS: &str = "gold.jsonl";
/// How much of a date is the day: `2024-05-04`.
const DAY_BYTES: usize = 10;

/// One page and what it holds.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct LabelledPage {
    /// Its name in the set.
    pub id: String,
    /// Where it was.
    #[serde(default)]
    pub url: Option<String>,
    /// The headline.
    #[serde(default)]
    pub title: Option<String>,
    /// Who wrote it, where the set lists persons.
    #[serde(default)]
    pub authors: Option<Vec<String>>,
    /// When it was published; the day first.
    #[serde(default)]
    pub date: Option<String>,
    /// The article's text.
    #[serde(default, deserialize_with = "or_empty")]
    pub text: String,
    /// Snippets of the text that must be kept.
    #[serde(default)]
    pub with: Option<Vec<String>>,
    /// Snippets of the page around it that must be dropped.
    #[serde(default)]
    pub without: Option<Vec<String>>,
}

fn or_empty<'de, D: serde::Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(value)?.unwrap_or_default())
}

/// What was found in a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published; the day first.
    pub date: Option<String>,
    /// The article's text.
    pub text: String,
}

/// The labelled pages of a folder, in the order of the labels.
///
/// # Errors
/// If `gold.jsonl` cannot be read or a line of it is not a page's labels.
pub fn read_pages(folder: &Path) -> Result<Vec<LabelledPage>, EvalError> {
    let path = folder.join(PAGE_LABELS);
    let text = fs::read_to_string(&path).map_err(EvalError::file(&path))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| serde_json::from_str(&without_nan(line)).map_err(EvalError::json(&path, at + 1)))
        .collect()
}

/// A label that is missing as some programs write it: `NaN`, which is no JSON.
pub(crate) fn without_nan(line: &str) -> String {
    line.replace(": NaN", ": null")
}

/// The bytes of a labelled page: `ID.html.gz` or `ID.html`.
///
/// # Errors
/// If neither can be read.
pub fn page_bytes(folder: &Path, id: &str) -> Result<Vec<u8>, EvalError> {
    let path: PathBuf = folder.join(format!("{id}.html.gz"));
    if path.is_file() {
        return read_gz(&path);
    }
    let path = folder.join(format!("{id}.html"));
    fs::read(&path).map_err(EvalError::file(&path))
}

pub(crate) fn read_gz(path: &Path) -> Result<Vec<u8>, EvalError> {
    let file = fs::File::open(path).map_err(EvalError::file(path))?;
    let mut bytes = Vec::new();
    MultiGzDecoder::new(file).read_to_end(&mut bytes).map_err(EvalError::file(path))?;
    Ok(bytes)
}

/// The figures of a set: text, headline, day and authors, each as a mean over the pages that are labelled with one.
pub fn score_pages(pages: &[(LabelledPage, Answer)]) -> CorpusScores {
    let mut scores = CorpusScores::default();
    scores.count("documents", pages.len());
    let texts = pages.iter().filter(|(page, _)| !page.text.is_empty());
    scores.share("word_f1", mean(texts.clone().map(|(page, said)| word_f1(&page.text, &said.text))));
    scores.share("shingle_f1", mean(texts.map(|(page, said)| shingle_f1(&page.text, &said.text))));
    put_snippets(&mut scores, pages);
    let titles = pages.iter().filter_map(|(page, said)| Some((page.title.as_deref()?, said)));
    scores.share(
        "title",
        mean(titles.filter(|(title, _)| !title.is_empty()).map(|(title, said)| is(same_title(title, said)))),
    );
    let days = pages.iter().filter_map(|(page, said)| Some((day(page.date.as_deref()?)?, said)));
    scores.share(
        "date",
        mean(days.map(|(gold, said)| is(said.date.as_deref().and_then(day).is_some_and(|day| day == gold)))),
    );
    let authors = pages.iter().filter_map(|(page, said)| Some((page.authors.as_deref()?, said)));
    let authors = authors.filter(|(gold, _)| !gold.is_empty());
    if authors.clone().next().is_some() {
        scores.share("authors_f1", mean(authors.map(|(gold, said)| set_f1(gold, &said.authors))));
    }
    scores
}

fn put_snippets(scores: &mut CorpusScores, pages: &[(LabelledPage, Answer)]) {
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    for (page, said) in pages {
        let text = one_space(&said.text);
        kept.extend(page.with.iter().flatten().map(|snippet| is(stands_in(snippet, &text))));
        dropped.extend(page.without.iter().flatten().map(|snippet| is(!stands_in(snippet, &text))));
    }
    for (name, all) in [("with_kept", kept), ("without_dropped", dropped)] {
        if !all.is_empty() {
            scores.share(name, mean(all.into_iter()));
        }
    }
}

fn same_title(gold: &str, said: &Answer) -> bool {
    said.title.as_deref().is_some_and(|title| fold(title) == fold(gold))
}

pub(crate) fn day(date: &str) -> Option<&str> {
    date.get(..DAY_BYTES)
}

/// F1 of two sets of names after folding.
fn set_f1(gold: &[String], said: &[String]) -> f64 {
    let set = |names: &[String]| -> BTreeSet<String> { names.iter().map(|name| fold(name)).collect() };
    let (gold, said) = (set(gold), set(said));
    2.0 * gold.intersection(&said).count() as f64 / (gold.len() + said.len()).max(1) as f64
}

fn is(fact: bool) -> f64 {
    f64::from(u8::from(fact))
}

pub(crate) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = values.fold((0.0, 0_usize), |(sum, n), value| (sum + value, n + 1));
    if n == 0 { 0.0 } else { sum / n as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_by_hand() {
        let gold: LabelledPage = serde_json::from_str(
            r#"{"id": "a", "url": null, "title": "Ferry sails", "authors": ["Rose Tilney", "Ines Marr"],
                "date": "2024-05-04 12:00", "text": "The ferry left at noon", "with": ["ferry left", "at one"],
                "without": ["Read more"]}"#,
        )
        .unwrap();
        let said = Answer {
            title: Some("“Ferry sails”".to_owned()),
            authors: vec!["rose tilney".to_owned()],
            date: Some("2024-05-04T09:15".to_owned()),
            text: "The ferry\nleft at Read  more".to_owned(),
        };
        let nothing = LabelledPage { id: "b".to_owned(), text: "Rain".to_owned(), ..LabelledPage::default() };
        let scores = score_pages(&[(gold, said), (nothing, Answer::default())]);
        let lines: Vec<String> =
            scores.lines().iter().map(|line| format!("{} {}", line.metric, line.value)).collect();
        // Words: 4 in common of 5 and 6, and 0 on the other page. Shingles: 1 in common of 2 and 3.
        let expected = [
            "documents 2",
            "word_f1 0.3636",
            "shingle_f1 0.2000",
            "with_kept 0.5000",
            "without_dropped 0.0000",
            "title 1.0000",
            "date 1.0000",
            "authors_f1 0.6667",
        ];
        assert_eq!(lines, expected);
    }
}
