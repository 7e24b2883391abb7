//! What a run wrote: `articles.jsonl` and `stories.jsonl`, read for what the scorers need of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use copydesk_record::Span;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::EvalError;
use crate::gold::Gold;

/// What a run said of the labelled pages.
#[derive(Debug, Default)]
pub(crate) struct Predictions {
    /// The articles with the page each is of, in order of arrival; one for each page found.
    pub articles: Vec<(String, PredictedArticle)>,
    pub stories: Vec<PredictedStory>,
    places: BTreeMap<String, usize>,
    names: BTreeMap<String, String>,
}

/// A line of `articles.jsonl`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct PredictedArticle {
    pub id: String,
    #[serde(default, deserialize_with = "or_default")]
    pub source: String,
    #[serde(default, deserialize_with = "or_default")]
    pub outcome: String,
    #[serde(default)]
    pub copy_of: Option<String>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub byline: Vec<String>,
    #[serde(default)]
    pub outlet: Option<String>,
    #[serde(default)]
    pub published: Option<PredictedDate>,
    #[serde(default)]
    pub written: Option<PredictedDate>,
    #[serde(default, deserialize_with = "or_default")]
    pub notes: Vec<PredictedNote>,
    #[serde(default, deserialize_with = "or_default")]
    pub blocks: Vec<PredictedBlock>,
    #[serde(default, deserialize_with = "or_default")]
    pub quotations: Vec<PredictedQuotation>,
    #[serde(default, deserialize_with = "or_default")]
    pub times: Vec<PredictedTime>,
    #[serde(default, deserialize_with = "or_default")]
    pub names: Vec<PredictedName>,
}

/// A date that was concluded.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct PredictedDate {
    #[serde(default, deserialize_with = "or_default")]
    pub value: String,
}

/// A remark.
#[derive(Debug, Deserialize)]
pub(crate) struct PredictedNote {
    #[serde(default, deserialize_with = "or_default")]
    pub kind: String,
}

/// A block and what it is for.
#[derive(Debug, Deserialize)]
pub(crate) struct PredictedBlock {
    pub role: String,
    pub span: Span,
    #[serde(default)]
    pub text: Option<String>,
}

/// An utterance and who made it.
#[derive(Debug, Deserialize)]
pub(crate) struct PredictedQuotation {
    #[serde(default)]
    pub span: Option<Span>,
    pub text: String,
    #[serde(default, deserialize_with = "or_default")]
    pub kind: String,
    #[serde(default, deserialize_with = "or_default")]
    pub speaker: String,
}

impl PredictedQuotation {
    pub fn is_reported(&self) -> bool {
        self.kind == "reported"
    }
}

/// An expression of time.
#[derive(Debug, Deserialize)]
pub(crate) struct PredictedTime {
    #[serde(default)]
    pub span: Option<Span>,
    pub text: String,
    #[serde(default, deserialize_with = "or_default")]
    pub value: String,
}

/// A mention of a name.
#[derive(Debug, Deserialize)]
pub(crate) struct PredictedName {
    #[serde(default)]
    pub span: Option<Span>,
    pub text: String,
    #[serde(rename = "type", default, deserialize_with = "or_default")]
    pub kind: String,
    /// Any label that is the same for the mentions of one entity.
    #[serde(default)]
    pub entity: Option<Value>,
}

/// A line of `stories.jsonl`.
#[derive(Debug, Deserialize)]
pub(crate) struct PredictedStory {
    pub id: String,
    #[serde(default)]
    pub thread: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub articles: Vec<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub quotations: Vec<PredictedGroup>,
    #[serde(default, deserialize_with = "or_default")]
    pub disagreements: Vec<PredictedDisagreement>,
    #[serde(default, deserialize_with = "or_default")]
    pub summary: Vec<PredictedSentence>,
}

/// The renderings of one utterance.
#[derive(Debug, Deserialize)]
pub(crate) struct PredictedGroup {
    #[serde(default, deserialize_with = "or_default")]
    pub renderings: Vec<PredictedRendering>,
}

/// One rendering.
#[derive(Debug, Deserialize)]
pub(crate) struct PredictedRendering {
    pub article: String,
    pub text: String,
}

/// What the articles of a story do not agree on.
#[derive(Debug, Deserialize)]
pub(crate) struct PredictedDisagreement {
    pub kind: String,
    #[serde(default, deserialize_with = "or_default")]
    pub values: Vec<PredictedValue>,
}

/// What one article says.
#[derive(Debug, Deserialize)]
pub(crate) struct PredictedValue {
    #[serde(default, deserialize_with = "or_default")]
    pub article: String,
    #[serde(default, deserialize_with = "or_default")]
    pub value: String,
}

/// A sentence of a summary.
#[derive(Debug, Deserialize)]
pub(crate) struct PredictedSentence {
    pub text: String,
    pub article: String,
    pub span: Span,
}

impl Predictions {
    /// What stands in `out`. A file that is not there counts as empty.
    pub fn read(out: &Path, gold: &Gold) -> Result<Self, EvalError> {
        let mut predictions = Self { stories: read_lines(&out.join("stories.jsonl"))?, ..Self::default() };
        let labelled: BTreeSet<&str> = gold.documents.iter().map(|(name, _)| name.as_str()).collect();
        for article in read_lines::<PredictedArticle>(&out.join("articles.jsonl"))? {
            let name = page_name(&article.source);
            if labelled.contains(name) {
                let name = name.to_owned();
                predictions.add(name, article);
            }
        }
        Ok(predictions)
    }

    /// A page that was split into several articles is scored as one.
    fn add(&mut self, name: String, article: PredictedArticle) {
        self.names.insert(article.id.clone(), name.clone());
        let known = self.places.get(&name).and_then(|&place| self.articles.get_mut(place));
        if let Some((_, first)) = known {
            first.notes.extend(article.notes);
            first.blocks.extend(article.blocks);
            first.quotations.extend(article.quotations);
            first.times.extend(article.times);
            first.names.extend(article.names);
            return;
        }
        self.places.insert(name.clone(), self.articles.len());
        self.articles.push((name, article));
    }

    /// What was said of the page `name`.
    pub fn article(&self, name: &str) -> Option<&PredictedArticle> {
        self.places.get(name).and_then(|&place| self.articles.get(place)).map(|(_, article)| article)
    }

    /// The labelled page that the article `id` is of.
    pub fn page_of(&self, id: &str) -> Option<&str> {
        self.names.get(id).map(String::as_str)
    }
}

/// The labelled page's name in a source: the file's name without folder, position in a container and extension.
pub(crate) fn page_name(source: &str) -> &str {
    let path = source.split('#').next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    match file.rsplit_once('.') {
        Some((stem, _)) if !stem.trim_start_matches('.').is_empty() => stem,
        _ => file,
    }
}

fn read_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, EvalError> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(path).map_err(EvalError::file(path))?;
    let parse = |(at, line)| serde_json::from_str(line).map_err(EvalError::json(path, at + 1));
    text.lines().enumerate().map(parse).collect()
}

/// Null is as good as absent.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_page_by_its_file() {
        let check = |source: &str, expected: &str| assert_eq!(page_name(source), expected, "{source}");
        check("harbour/001.txt", "001");
        check("001.txt#3", "001");
        check("a.b/001.old.txt", "001.old");
        check("001", "001");
        check(".hidden", ".hidden");
        check("", "");
    }

    #[test]
    fn a_page_in_two_parts_is_one() {
        let part = |id: &str, kind: &str| PredictedArticle {
            id: id.to_owned(),
            title: Some(id.to_owned()),
            notes: vec![PredictedNote { kind: kind.to_owned() }],
            ..PredictedArticle::default()
        };
        let mut predictions = Predictions::default();
        predictions.add("001".to_owned(), part("x", "charset"));
        predictions.add("001".to_owned(), part("y", "mojibake"));
        assert_eq!(predictions.articles.len(), 1);
        assert_eq!((predictions.page_of("x"), predictions.page_of("y")), (Some("001"), Some("001")));
        let article = predictions.article("001").unwrap();
        assert_eq!(article.title.as_deref(), Some("x"));
        assert_eq!(article.notes.len(), 2);
    }
}
