//! The labels of a folder of pages, `gold.json`, with the pages they stand on.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::EvalError;

/// The roles that are the article; all others are the page around it.
pub(crate) const CONTENT: [&str; 4] = ["title", "body", "heading", "list"];

/// The labels of one folder.
#[derive(Debug, Deserialize)]
pub(crate) struct Gold {
    /// In the order of the file: the order of the report follows it.
    #[serde(deserialize_with = "in_file_order")]
    pub documents: Vec<(String, GoldDocument)>,
    pub stories: Vec<Vec<String>>,
    #[serde(default)]
    pub threads: Vec<Vec<String>>,
    #[serde(default)]
    pub copies: Vec<(String, String)>,
    #[serde(default)]
    pub aligned_quotes: Vec<Vec<Utterance>>,
    #[serde(default)]
    pub not_aligned: Vec<(Utterance, Utterance)>,
    #[serde(default)]
    pub disagreements: Vec<GoldDisagreement>,
}

/// A document and the words it has.
#[derive(Debug, Deserialize)]
pub(crate) struct Utterance(pub String, pub String);

/// The labels of one page.
#[derive(Debug, Deserialize)]
pub(crate) struct GoldDocument {
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub outlet: Option<String>,
    #[serde(default)]
    pub byline: Option<String>,
    /// What the page states.
    #[serde(default)]
    pub page_date: Option<String>,
    /// When it was written, to the day or the month.
    #[serde(default)]
    pub true_date: Option<String>,
    /// The same, where only the month of the event can be told.
    #[serde(default)]
    pub event_month: Option<String>,
    pub roles: Vec<RoleLabel>,
    #[serde(default)]
    pub quotes: Vec<QuoteLabel>,
    #[serde(default)]
    pub reported: Vec<QuoteLabel>,
    /// `None` where times are not labelled.
    #[serde(default)]
    pub times: Option<Vec<TimeLabel>>,
    /// `None` where names are not labelled.
    #[serde(default)]
    pub names: Option<Vec<NameLabel>>,
}

/// What one line is.
#[derive(Debug, Deserialize)]
pub(crate) struct RoleLabel {
    pub line: usize,
    pub role: String,
}

/// An utterance and who made it.
#[derive(Debug, Deserialize)]
pub(crate) struct QuoteLabel {
    pub text: String,
    pub speaker: String,
    pub line: usize,
}

/// An expression of time and its value.
#[derive(Debug, Deserialize)]
pub(crate) struct TimeLabel {
    pub text: String,
    pub value: String,
    pub line: usize,
}

/// A mention of a name.
#[derive(Debug, Deserialize)]
pub(crate) struct NameLabel {
    pub text: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub canonical: String,
    pub line: usize,
}

/// What the pages do not agree on.
#[derive(Debug, Deserialize)]
pub(crate) struct GoldDisagreement {
    pub kind: String,
    /// Set where `values` are bare words, one for each of these.
    #[serde(default)]
    pub documents: Vec<String>,
    pub values: Vec<GoldValue>,
}

/// What one page says; null where it says nothing.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum GoldValue {
    Cited { document: String, text: Option<String> },
    Bare(Option<String>),
}

impl GoldDisagreement {
    /// What each document says, in the file's order.
    pub fn sides(&self) -> Vec<(&str, &str)> {
        let bare_documents = self.documents.iter().map(String::as_str).chain(std::iter::repeat(""));
        self.values
            .iter()
            .zip(bare_documents)
            .map(|(value, bare)| match value {
                GoldValue::Cited { document, text } => {
                    (document.as_str(), text.as_deref().unwrap_or_default())
                }
                GoldValue::Bare(text) => (bare, text.as_deref().unwrap_or_default()),
            })
            .collect()
    }
}

impl GoldDocument {
    /// Whether any line is an article's body.
    pub fn is_article(&self) -> bool {
        self.roles.iter().any(|label| label.role == "body")
    }

    /// When it was written: the day, the month, or the month of the event.
    pub fn written(&self) -> Option<&str> {
        given(self.true_date.as_deref()).or(given(self.event_month.as_deref()))
    }

    fn lines(&self) -> impl Iterator<Item = usize> {
        let roles = self.roles.iter().map(|label| label.line);
        let quotes = self.quotes.iter().chain(&self.reported).map(|label| label.line);
        let times = self.times.iter().flatten().map(|label| label.line);
        let names = self.names.iter().flatten().map(|label| label.line);
        roles.chain(quotes).chain(times).chain(names)
    }
}

/// `text` unless it is empty.
pub(crate) fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

impl Gold {
    /// The labels in `folder/gold.json`.
    pub fn read(folder: &Path) -> Result<Self, EvalError> {
        let path = folder.join("gold.json");
        let text = std::fs::read_to_string(&path).map_err(EvalError::file(&path))?;
        serde_json::from_str(&text).map_err(|source| {
            let line = source.line();
            EvalError::Json { path, line, source }
        })
    }

    /// The labelled pages by name.
    pub fn read_pages(&self, folder: &Path) -> Result<BTreeMap<&str, SourcePage>, EvalError> {
        let mut pages = BTreeMap::new();
        for (name, document) in &self.documents {
            let path = folder.join(format!("{name}.txt"));
            let bytes = std::fs::read(&path).map_err(EvalError::file(&path))?;
            let text = String::from_utf8(bytes).map_err(|source| EvalError::Utf8 { path, source })?;
            let page = SourcePage::new(text);
            let n_lines = page.n_lines();
            if let Some(line) = document.lines().find(|&line| line >= n_lines) {
                return Err(EvalError::Line { document: name.clone(), line, n_lines });
            }
            pages.insert(name.as_str(), page);
        }
        Ok(pages)
    }
}

/// The text of a labelled page and where its lines start.
#[derive(Debug)]
pub(crate) struct SourcePage {
    pub text: String,
    /// The first byte of each line, and one past the last line's line feed.
    starts: Vec<usize>,
}

impl SourcePage {
    pub fn new(text: String) -> Self {
        let mut starts = vec![0];
        let mut end = 0;
        for line in text.split('\n') {
            end += line.len() + 1;
            starts.push(end);
        }
        Self { text, starts }
    }

    pub fn n_lines(&self) -> usize {
        self.starts.len() - 1
    }

    /// The bytes from where `line` starts to where the next one does; empty beyond the last line.
    pub fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let start = |line: usize| self.starts.get(line).copied().unwrap_or(usize::MAX);
        start(line)..start(line + 1)
    }

    /// The words of `line`, without its line feed.
    pub fn line(&self, line: usize) -> &str {
        let range = self.line_range(line);
        self.text.get(range.start..range.end.saturating_sub(1)).unwrap_or_default()
    }
}

/// Reads a JSON object as the list of its entries, in the order in which they stand in the file.
fn in_file_order<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<(String, GoldDocument)>, D::Error> {
    struct Entries;

    impl<'de> Visitor<'de> for Entries {
        type Value = Vec<(String, GoldDocument)>;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("an object of documents")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            Ok(entries)
        }
    }

    deserializer.deserialize_map(Entries)
}

/// The classes of copies: pages that are one text.
#[derive(Debug, Default)]
pub(crate) struct CopyClasses {
    next: BTreeMap<String, String>,
}

impl CopyClasses {
    pub fn new(copies: &[(String, String)]) -> Self {
        let mut classes = Self::default();
        for (copy, original) in copies {
            let (copy, original) = (classes.root(copy).to_owned(), classes.root(original).to_owned());
            if copy != original {
                classes.next.insert(copy, original);
            }
        }
        classes
    }

    /// The page that stands for the class of `name`: itself if it has no copies.
    pub fn root<'t>(&'t self, name: &'t str) -> &'t str {
        let mut name = name;
        while let Some(next) = self.next.get(name) {
            name = next;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_of_copies_has_one_root() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let classes = CopyClasses::new(&[pair("a", "b"), pair("c", "d"), pair("b", "c"), pair("a", "d")]);
        assert!(["a", "b", "c", "d"].iter().all(|name| classes.root(name) == "d"));
        assert_eq!(classes.root("e"), "e");
    }

    #[test]
    fn lines_are_those_between_line_feeds() {
        let page = SourcePage::new("Café shut\r\n\nBy noon".to_owned());
        assert_eq!(page.n_lines(), 3);
        assert_eq!(
            [page.line(0), page.line(1), page.line(2), page.line(3)],
            ["Café shut\r", "", "By noon", ""]
        );
        assert_eq!(page.line_range(1), 12..13);
    }

    #[test]
    fn documents_keep_the_order_of_the_file() -> Result<(), serde_json::Error> {
        let gold: Gold = serde_json::from_str(
            r#"{"documents": {"b": {"roles": []}, "a": {"roles": [], "times": []}}, "stories": [["a"], ["b"]],
                "disagreements": [{"kind": "date", "documents": ["a", "b"], "values": ["Monday", null]},
                                  {"kind": "number", "values": [{"document": "b", "text": "two"}]}]}"#,
        )?;
        assert_eq!(gold.documents.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["b", "a"]);
        let sides: Vec<_> = gold.disagreements.iter().map(GoldDisagreement::sides).collect();
        assert_eq!(sides, [vec![("a", "Monday"), ("b", "")], vec![("b", "two")]]);
        Ok(())
    }
}
