//! What can go wrong: with the run as a whole, and with one document.

use std::path::PathBuf;

/// Why a run cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// Nothing is at a path that was named.
    #[error("no such file or folder: `{}`", .0.display())]
    Missing(PathBuf),
    /// The path cannot even be looked at.
    #[error("cannot look at `{}`", .path.display())]
    Unreachable {
        /// As given.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

/// Why one document cannot be used. It is set aside; the run goes on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Unusable {
    /// A stable word for programs: `not-text`, `too-large`, `not-json`, …
    pub code: &'static str,
    /// A sentence for people, lower case, no full stop.
    pub message: String,
}

impl Unusable {
    /// A reason with its code.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// The reason for a document of more than `bytes_max` bytes.
    pub(crate) fn too_large(bytes_max: usize) -> Self {
        Self::new("too-large", format!("longer than the limit of `{bytes_max}` bytes"))
    }
}
