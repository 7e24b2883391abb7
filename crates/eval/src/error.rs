//! What can be wrong with labelled data or with the output that is held against it.

use std::path::{Path, PathBuf};

/// Why a set could not be scored.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// A file could not be read or written.
    #[error("cannot use `{path}`")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not the JSON it should be.
    #[error("`{path}` line {line} is not of the expected form")]
    Json {
        /// The file.
        path: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A labelled page is not UTF-8.
    #[error("`{path}` is not valid UTF-8")]
    Utf8 {
        /// The page.
        path: PathBuf,
        /// Where it stops being UTF-8.
        source: std::string::FromUtf8Error,
    },
    /// A label points at a line that the page does not have.
    #[error("a label of `{document}` stands on line {line}, but the page has {n_lines} lines")]
    Line {
        /// The page.
        document: String,
        /// The label's line, from 0.
        line: usize,
        /// How many lines there are.
        n_lines: usize,
    },
    /// No labelled data where some should be.
    #[error("no labelled data in `{path}`, nor in its folders down to depth {depth}")]
    NoData {
        /// Where it was looked for.
        path: PathBuf,
        /// How deep.
        depth: usize,
    },
}

impl EvalError {
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }

    pub(crate) fn json(path: &Path, line: usize) -> impl FnOnce(serde_json::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Json { path, line, source }
    }
}
