//! Takes what people have and gives source texts.

use std::collections::VecDeque;
use std::io::Read;
use std::path::{Path, PathBuf};

use copydesk_record::{Envelope, Frame, Id, Outcome, Quarantine, Raw};

/// What bounds the reading.
#[derive(Clone, Debug)]
pub struct IngestConfig {
    /// The largest document, decoded, in bytes.
    pub document_bytes_max: usize,
}

impl Default for IngestConfig {
    fn default() -> Self {
        Self { document_bytes_max: 5 << 20 }
    }
}

/// Why nothing can be read at all.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// A path that was named is not there.
    #[error("no such file or folder: `{0}`")]
    Missing(PathBuf),
    /// A folder cannot be listed.
    #[error("cannot read `{path}`")]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// The documents of the paths, in order.
pub struct Ingest {
    paths: VecDeque<(String, PathBuf)>,
    skipped: Vec<String>,
    seq: u64,
    config: IngestConfig,
}

impl Ingest {
    /// The documents under `paths`.
    ///
    /// # Errors
    /// `Missing` if one is not there, `Unreadable` if a folder cannot be listed.
    pub fn open(paths: &[PathBuf], config: IngestConfig) -> Result<Self, IngestError> {
        let mut all = VecDeque::new();
        let mut skipped = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                all.push_back(("-".to_owned(), path.clone()));
            } else if path.is_dir() {
                walk(path, path, &mut all, &mut skipped)?;
            } else if path.exists() {
                all.push_back((path.display().to_string(), path.clone()));
            } else {
                return Err(IngestError::Missing(path.clone()));
            }
        }
        Ok(Self { paths: all, skipped, seq: 0, config })
    }

    /// The files that are no input.
    pub fn skipped(&self) -> &[String] {
        &self.skipped
    }
}

fn walk(
    root: &Path,
    dir: &Path,
    all: &mut VecDeque<(String, PathBuf)>,
    skipped: &mut Vec<String>,
) -> Result<(), IngestError> {
    let unreadable = |source| IngestError::Unreadable { path: dir.to_owned(), source };
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?.path());
    }
    entries.sort();
    for path in entries {
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        if path.is_dir() {
            walk(root, &path, all, skipped)?;
        } else if path.extension().is_some_and(|ext| ext == "txt") {
            all.push_back((name, path));
        } else {
            skipped.push(name);
        }
    }
    Ok(())
}

impl Iterator for Ingest {
    type Item = Frame;

    fn next(&mut self) -> Option<Frame> {
        let (source, path) = self.paths.pop_front()?;
        let read = if source == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
        } else {
            std::fs::read(&path)
        };
        let (bytes, failed) = match read {
            Ok(bytes) => (bytes, None),
            Err(error) => (Vec::new(), Some(error.to_string())),
        };
        let id = Id::of_document(&source, "", &bytes);
        let mut frame = Frame::document(Envelope::new(id, self.seq, source));
        self.seq += 1;
        let quarantine = |code: &str, message: String, bytes: Vec<u8>| {
            Outcome::Quarantined(Quarantine { stage: "ingest".into(), code: code.into(), message, bytes })
        };
        if let Some(error) = failed {
            frame.envelope.outcome = quarantine("unreadable", error, bytes);
            return Some(frame);
        }
        if bytes.len() > self.config.document_bytes_max {
            frame.envelope.outcome = quarantine("too-large", format!("`{}` bytes", bytes.len()), bytes);
            return Some(frame);
        }
        let raw = Raw::from_text(String::from_utf8_lossy(&bytes).into_owned());
        if let Err(error) = frame.attach(&raw) {
            frame.envelope.outcome = quarantine("frame", error.to_string(), bytes);
        }
        Some(frame)
    }
}
