//! What ingest gives: the source text, and what the markup said of its lines.

use serde::{Deserialize, Serialize};

/// The source text of a document and where it came from. All spans of the document are byte ranges of `text`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raw {
    /// The source text. For a dump in UTF-8: the file's bytes exactly, byte order mark and CR included.
    pub text: String,
    /// What it was taken for: `text/plain`, `text/html`, `application/json`.
    #[serde(default)]
    pub media_type: String,
    /// The name of the charset it was decoded from (WHATWG label), and how that was found: `utf-8 (valid)`.
    #[serde(default)]
    pub charset: String,
    /// The page's own address, where it is known.
    #[serde(default)]
    pub url: Option<String>,
    /// The id that the sender gave it (the `id` of a JSON line).
    #[serde(default)]
    pub external_id: Option<String>,
    /// What ingest noticed: a doubtful charset, a lone surrogate, a cut line.
    #[serde(default)]
    pub notes: Vec<crate::Note>,
    /// Whether the original was UTF-8 and `text` is its bytes exactly.
    #[serde(default)]
    pub is_verbatim: bool,
}

/// What the markup of a page, or the fields of a JSON line, say beside the text. A text dump has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Markup {
    /// Named values in document order: `og:title`, `article:published_time`, `jsonld:datePublished`, `title`, `lang`…
    #[serde(default)]
    pub metadata: Vec<Meta>,
    /// One hint for each line of the source text (split at `\n`), empty for a dump.
    #[serde(default)]
    pub lines: Vec<LineHint>,
}

/// One named value of a page's metadata.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Its name, lower case but for JSON-LD keys, with the vocabulary as prefix.
    pub key: String,
    /// Its value, entities decoded, white space folded.
    pub value: String,
}

/// What the markup says of one line of the source text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineHint {
    /// Tags from the root to the block, joined by `/`: `html/body/main/article/p`.
    #[serde(default)]
    pub path: String,
    /// How many elements at the head of `path` are the very elements of the line before, not only of the same name: so
    /// the tree that the lines stand in can be told from the hints.
    #[serde(default)]
    pub shared: u16,
    /// `class` and `id` words of the block and its ancestors below `body`, joined by spaces.
    #[serde(default)]
    pub class: String,
    /// The share of the line's characters that stand inside links, 0…1000.
    #[serde(default)]
    pub link_share: u16,
    /// The `datetime` attribute of a `<time>` in the line.
    #[serde(default)]
    pub datetime: Option<String>,
}

impl Raw {
    /// The source text of a dump that is valid UTF-8.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            media_type: "text/plain".to_owned(),
            charset: "utf-8 (valid)".to_owned(),
            is_verbatim: true,
            ..Self::default()
        }
    }
}

impl Markup {
    /// The first value of that name.
    pub fn meta(&self, key: &str) -> Option<&str> {
        self.metadata.iter().find(|meta| meta.key == key).map(|meta| meta.value.as_str())
    }
}
