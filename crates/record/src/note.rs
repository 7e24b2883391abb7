//! What a stage could not tell, or noticed on the way: messy text is not an error.

use serde::{Deserialize, Serialize};

use crate::Span;

/// A remark on a document. The document goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// A stable word for programs: `date-conflict`, `mojibake`, `charset`, …
    pub kind: String,
    /// A sentence for people, lower case, with the offending value in backticks.
    pub message: String,
    /// Where in the source text; may be empty.
    #[serde(default)]
    pub spans: Vec<Span>,
}

impl Note {
    /// A note without a place in the text.
    pub fn new(kind: &str, message: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), message: message.into(), spans: Vec::new() }
    }

    /// The same note, pointing at `span` as well.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.spans.push(span);
        self
    }
}
