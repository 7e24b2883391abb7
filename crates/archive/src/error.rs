//! Why the archive cannot be opened, written or read.

use std::path::PathBuf;

use copydesk_record::FrameError;

/// Why the archive cannot be opened, written or read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// SQLite could not open the file, or another process writes to it.
    #[error("cannot open the archive `{path}`")]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// The file cannot be made.
    #[error("cannot create the archive `{path}`")]
    Create {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is there and is not what was written. It is left as it is: damage is never taken for an empty start.
    #[error("the archive `{path}` is damaged: {what}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        what: String,
    },
    /// Another program, or a later version of this one, made the file.
    #[error("`{path}` has schema `{found}`; this program reads `{expected}`")]
    Schema {
        /// The file.
        path: PathBuf,
        /// What the file says.
        found: i64,
        /// What this program reads.
        expected: i64,
    },
    /// A document does not continue the log: sequence numbers are dense.
    #[error("document `{found}` does not follow document `{expected}`")]
    Order {
        /// The number that must come next.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// A statement failed: no room on the disk, an I/O error.
    #[error("the archive cannot be used")]
    Sql(#[from] rusqlite::Error),
    /// A frame cannot be encoded or decoded.
    #[error("a document of the archive cannot be used")]
    Frame(#[from] FrameError),
}
