//! The one outcome of each document that enters.

use serde::{Deserialize, Serialize};

use crate::Id;

/// How a document leaves. Every document that enters leaves with exactly one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// An article, in a story. What every document is until a stage says otherwise.
    #[default]
    Kept,
    /// An article that repeats an earlier one; it stays in the story and counts once.
    Copy(Copy),
    /// Read, and found not to be an article; it is in no story.
    Filtered(Filtered),
    /// Not usable; set aside with its bytes.
    Quarantined(Quarantine),
}

/// Which document this one repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// The first of the class of copies, never another copy.
    pub of: Id,
    /// The share of the smaller text that stands in the other one, 0…1000.
    pub share: u16,
}

/// Why a document is not an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filtered {
    /// A stable word: `not-an-article`, `empty`, …
    pub code: String,
    /// The same for people.
    pub message: String,
}

/// Why a document was set aside, with all that is needed to try again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarantine {
    /// The stage that could not use it.
    pub stage: String,
    /// A stable word: `too-large`, `not-text`, `panic`, …
    pub code: String,
    /// The same for people.
    pub message: String,
    /// The original bytes; empty if they could not be read at all.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

impl Outcome {
    /// Whether later stages still work on the document: kept or a copy.
    pub fn is_live(&self) -> bool {
        matches!(self, Self::Kept | Self::Copy(_))
    }
}
