//! What each stage takes: the layers it reads, decoded from a frame.

use std::sync::Arc;

use crate::{Article, Decision, Frame, FrameError, Id, Markup, Outcome, Raw, Tags, Why};

/// What normalize takes: a source text and what its markup said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The document.
    pub id: Id,
    /// The file's path or the page's address, as given.
    pub source: String,
    /// The source text.
    pub raw: Raw,
    /// Hints of the markup; empty for a dump.
    pub markup: Markup,
}

/// What tag and the search for copies take: a source text and the article found in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The document.
    pub id: Id,
    /// The source text.
    pub text: String,
    /// The article in it.
    pub article: Article,
}

/// What cluster takes: an article with its tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tagged {
    /// The document.
    pub id: Id,
    /// Its place in the order of arrival.
    pub seq: u64,
    /// How it stands: kept, or a copy of which.
    pub outcome: Outcome,
    /// The source text.
    pub text: String,
    /// The article in it.
    pub article: Article,
    /// The marks on it.
    pub tags: Tags,
}

/// What is filed: a tagged article and the story it was put into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The article.
    pub document: Tagged,
    /// What cluster decided.
    pub decision: Decision,
}

/// A story whose brief is due, by the sequence numbers of the articles that it is written from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// The story.
    pub story: Id,
    /// The thread it belongs to, if there is more than one story of the affair.
    pub thread: Option<Id>,
    /// The story's articles in order of arrival, copies included.
    pub articles: Vec<u64>,
    /// Articles of other stories that may repeat what was said in this one.
    pub related: Vec<u64>,
}

/// What a brief is written from: a story with its articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryInput {
    /// The story.
    pub id: Id,
    /// The thread it belongs to, if there is more than one story of the affair.
    pub thread: Option<Id>,
    /// What holds the articles together.
    pub why: Vec<Why>,
    /// The articles in order of arrival, copies included; a copy comes after what it repeats.
    pub articles: Vec<Arc<Tagged>>,
    /// How sure it is that each belongs to the story, in thousandths; of those that it says nothing of it is sure.
    pub certainty: Vec<u16>,
    /// Articles of other stories that may repeat what was said in this one: of the thread, or a round-up. They are
    /// cited beside the story's own, and nothing else of them is used.
    pub related: Vec<Arc<Tagged>>,
}

/// Read from a frame's layers.
impl TryFrom<&Frame> for Page {
    type Error = FrameError;

    fn try_from(frame: &Frame) -> Result<Self, FrameError> {
        Ok(Self {
            id: frame.envelope.id,
            source: frame.envelope.source.clone(),
            raw: frame.layer()?,
            markup: frame.find_layer()?.unwrap_or_default(),
        })
    }
}

impl TryFrom<&Frame> for Reading {
    type Error = FrameError;

    fn try_from(frame: &Frame) -> Result<Self, FrameError> {
        Ok(Self { id: frame.envelope.id, text: frame.layer::<Raw>()?.text, article: frame.layer()? })
    }
}

impl TryFrom<&Frame> for Tagged {
    type Error = FrameError;

    fn try_from(frame: &Frame) -> Result<Self, FrameError> {
        Ok(Self {
            id: frame.envelope.id,
            seq: frame.envelope.seq,
            outcome: frame.envelope.outcome.clone(),
            text: frame.layer::<Raw>()?.text,
            article: frame.layer()?,
            tags: frame.layer()?,
        })
    }
}

impl TryFrom<&Frame> for Filed {
    type Error = FrameError;

    fn try_from(frame: &Frame) -> Result<Self, FrameError> {
        Ok(Self { document: Tagged::try_from(frame)?, decision: frame.layer()? })
    }
}
