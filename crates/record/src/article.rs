//! What normalize gives: the article in the page, line by line, with its dates and their evidence.

use serde::{Deserialize, Serialize};

use crate::{Filtered, Note, Span};

/// The article found in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The headline, repaired where it was garbled; `None` if the page has none.
    #[serde(default)]
    pub title: Option<String>,
    /// Who wrote it, one person or desk each.
    #[serde(default)]
    pub byline: Vec<String>,
    /// Who published it, as the page names itself.
    #[serde(default)]
    pub outlet: Option<String>,
    /// The section it stood in: `World / Africa`.
    #[serde(default)]
    pub section: Option<String>,
    /// ISO 639-1 code of the body's language.
    #[serde(default)]
    pub language: Option<String>,
    /// What the page states as its first publication, even if it cannot be true.
    #[serde(default)]
    pub published: Option<DateClaim>,
    /// What the page states as its last change.
    #[serde(default)]
    pub modified: Option<DateClaim>,
    /// The best conclusion on when the text was first written.
    #[serde(default)]
    pub written: Option<DateClaim>,
    /// What was noticed on the way.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// Every non-empty line of the source text is in exactly one block, in order.
    #[serde(default)]
    pub blocks: Vec<Block>,
    /// Set if this is not an article.
    #[serde(default)]
    pub filtered: Option<Filtered>,
}

/// One line of the source text, or several that belong together, with what it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub role: Role,
    /// Where it stands.
    pub span: Span,
    /// Why it was dropped; `None` for content.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What a line of a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "each name says what the line is")]
pub enum Role {
    Title,
    Body,
    Heading,
    List,
    Date,
    Section,
    Byline,
    Caption,
    Repeat,
    Link,
    Share,
    Ad,
    Newsletter,
    Comments,
    Tags,
    Copyright,
    Credit,
    Correction,
    Cookie,
    Paywall,
    Widget,
    Teaser,
    #[serde(other)]
    Other,
}

/// A date with what speaks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateClaim {
    /// ISO 8601, as precise as is known: `2024-08-16T10:12`, `2024-08-16`, `2024-08`.
    pub value: String,
    /// What it rests on, the strongest first; never empty.
    pub evidence: Vec<Evidence>,
    /// 0…1000.
    pub confidence: u16,
}

/// One thing that speaks for a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where it was found.
    pub kind: EvidenceKind,
    /// The words or the value found there.
    pub value: String,
    /// Its place in the source text, if it stands there.
    #[serde(default)]
    pub span: Option<Span>,
}

/// Where evidence for a date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceKind {
    /// JSON-LD, OpenGraph, meta tags, a field of a JSON line.
    Metadata,
    /// A line of the page.
    Page,
    /// The dateline that opens the body: `MAPUTO, Feb 16 (…) -`.
    Dateline,
    /// The page's address.
    Url,
    /// The feed that the document came from.
    Feed,
    /// Dates within the text.
    Content,
    /// Other articles of the same story.
    Story,
}

impl Role {
    /// Whether the line belongs to the article: title, body, heading or list.
    pub fn is_content(self) -> bool {
        matches!(self, Self::Title | Self::Body | Self::Heading | Self::List)
    }

    /// Whether the line is part of the article's `text`: content without the title.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Body | Self::Heading | Self::List)
    }
}

impl Article {
    /// The blocks of role body, heading and list, in order.
    pub fn text_blocks(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.role.is_text())
    }

    /// The blocks that tags stand on: the text and the title.
    pub fn content_blocks(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.role.is_content())
    }

    /// The text of the article: its body, headings and lists joined by a blank line.
    pub fn text(&self, source: &str) -> String {
        let parts: Vec<&str> = self.text_blocks().map(|block| block.span.str(source)).collect();
        parts.join("\n\n")
    }
}
