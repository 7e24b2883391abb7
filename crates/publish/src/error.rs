//! Why a run cannot be published, or a folder not verified.

use std::path::{Path, PathBuf};

use copydesk_record::FrameError;

/// Why a run cannot be published, or a folder not verified.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A file or folder cannot be made, written or read.
    #[error("cannot {doing} `{path}`")]
    Io {
        /// What was tried: `create`, `write`, `read`.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A frame is not what it must be.
    #[error("document `{source_name}` cannot be written")]
    Frame {
        /// Its path.
        source_name: String,
        /// Why.
        source: FrameError,
    },
    /// A value cannot be written as JSON.
    #[error("cannot write JSON")]
    Json(#[from] serde_json::Error),
    /// Whatever gives the documents failed.
    #[error("the documents cannot be read back")]
    Documents(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A line of an output file is not what this program writes.
    #[error("`{path}`, line {line}: not a line that copydesk writes")]
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Why.
        source: serde_json::Error,
    },
}

impl PublishError {
    /// Wraps an I/O error with what was tried on which path.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { doing, path, source }
    }
}
