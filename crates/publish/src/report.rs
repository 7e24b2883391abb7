//! What a run says of itself: `run.json`.

use std::collections::BTreeMap;

use copydesk_record::Outcome;
use serde::{Deserialize, Serialize};

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
    /// Counts a document with its outcome.
    pub fn add(&mut self, outcome: &Outcome) {
        self.entered += 1;
        match outcome {
            Outcome::Kept => self.kept += 1,
            Outcome::Copy(_) => self.copies += 1,
            Outcome::Filtered(_) => self.filtered += 1,
            Outcome::Quarantined(_) => self.quarantined += 1,
        }
    }

    /// Whether every document that entered left with one outcome.
    pub fn reconcile(&self) -> bool {
        self.entered == self.kept + self.copies + self.filtered + self.quarantined
    }
}

/// What a run says of itself in `run.json`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RunReport {
    /// How many documents the source gave; the publisher counts the outcomes by itself.
    pub entered: u64,
    /// Files in the folders that are no input.
    pub skipped: Vec<String>,
    /// The sequence number of the first document that this run took in, if it goes on with an archive.
    pub resumed_from: Option<u64>,
    /// How many documents an interrupted run had read and not committed, as far as its last commit tells: they were read
    /// again.
    pub reprocessed: u64,
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
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// How many citations were checked.
    pub checked: u64,
    /// What is wrong, one line each, naming the file and the place.
    pub faults: Vec<String>,
}

/// The file `run.json`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RunFile {
    pub(crate) counts: Counts,
    pub(crate) skipped: Vec<String>,
    pub(crate) resumed_from: Option<u64>,
    pub(crate) reprocessed: u64,
    pub(crate) configuration: BTreeMap<String, String>,
    pub(crate) versions: BTreeMap<String, String>,
    /// BLAKE3 of each file of the folder, by its path in the folder.
    pub(crate) digests: BTreeMap<String, String>,
    pub(crate) stages: Vec<StageReport>,
    pub(crate) links: Vec<LinkReport>,
    pub(crate) elapsed_ms: u64,
}
