//! The archive of a run: what is committed is done, and the next run goes on behind it.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result};
use copydesk::archive::{Archive, ArchiveError, Batch, Outcomes};
use copydesk::ingest::{DOCUMENT_BYTES_MAX, Known, place};
use copydesk::pipeline::Shelf;
use copydesk::publish::{Briefs, Counts, PublishError, RunReport, TakeBrief, export};
use copydesk::record::{Brief, FORMAT_VERSION, Frame, Outcome};

use super::exit::{Exit, Failed, OrExit};
use super::progress::Progress;

/// The archive's file in the folder of a run.
pub(crate) const FILE: &str = "desk.db";
/// A batch is committed when it holds so many documents as is asked for, or so many bytes.
const BATCH_BYTES_MAX: usize = 32 << 20;
/// The setting that tells how many documents had been read when a batch was committed.
const READ: &str = "documents-read";
/// The setting that tells which version decided, with which settings.
const MADE_BY: &str = "made-by";

/// The setting that tells what the fields of JSON lines were called, as a JSON list of pairs.
const FIELDS: &str = "fields";

/// The settings on which decisions depend.
fn settings(fields: &[(String, String)]) -> String {
    let mut all = vec![format!("documents of at most {DOCUMENT_BYTES_MAX} bytes")];
    all.extend(fields.iter().map(|(field, name)| format!("{field} called `{name}`")));
    all.join(", ")
}

/// Writes documents to the archive, batch by batch.
pub(crate) struct Log {
    archive: Archive,
    dir: PathBuf,
    batch: Vec<Frame>,
    batch_bytes: usize,
    batch_documents_max: usize,
    /// Quarantined documents that are taken in anew: the new sequence numbers and the old ones.
    replaced: BTreeMap<u64, u64>,
    /// Documents below this number were committed by earlier runs.
    n_before: u64,
    reprocessed: u64,
}

impl Log {
    /// Opens or makes the archive in `dir`; a fresh one if `is_fresh`.
    pub(crate) fn open(dir: &Path, start: Start, batch_documents_max: NonZeroUsize) -> Result<Self, Failed> {
        std::fs::create_dir_all(dir)
            .with_context(|| format!("cannot create `{}`", dir.display()))
            .or_exit(Exit::CannotCreate)?;
        let path = dir.join(FILE);
        if start == Start::Fresh {
            remove(&path).or_exit(Exit::CannotCreate)?;
        }
        let archive = Archive::open(&path).or_exit(Exit::CannotCreate)?;
        let n_before = archive.next_seq().or_exit(Exit::Io)?;
        let read: Option<u64> = archive.setting(READ).or_exit(Exit::Io)?.and_then(|read| read.parse().ok());
        let reprocessed = read.unwrap_or_default().saturating_sub(n_before);
        Ok(Self {
            archive,
            dir: dir.to_owned(),
            batch: Vec::new(),
            batch_bytes: 0,
            batch_documents_max: batch_documents_max.get(),
            replaced: BTreeMap::new(),
            n_before,
            reprocessed,
        })
    }

    /// What the last run called the fields of JSON lines.
    pub(crate) fn fields(&self) -> Result<Vec<(String, String)>, ArchiveError> {
        let fields = self.archive.setting(FIELDS)?;
        Ok(fields.and_then(|fields| serde_json::from_str(&fields).ok()).unwrap_or_default())
    }

    /// Says so if another version or other settings decided on the documents that are there: their decisions stand.
    pub(crate) fn note_maker(&mut self, fields: &[(String, String)]) -> Result<(), ArchiveError> {
        let version = env!("CARGO_PKG_VERSION");
        let now = format!("copydesk {version}, frame format {FORMAT_VERSION}, {}", settings(fields));
        match self.archive.setting(MADE_BY)? {
            Some(before) if before == now => return Ok(()),
            Some(before) => Progress::log().say(&format!(
                "the archive was made by {before}, this is {now}: what was decided stands, `--fresh` decides anew"
            )),
            None => {}
        }
        self.archive.set(FIELDS, &serde_json::json!(fields).to_string())?;
        self.archive.set(MADE_BY, &now)
    }

    /// What earlier runs took in, and the sequence number of the next document.
    pub(crate) fn known(&self) -> Result<(Known, u64), ArchiveError> {
        let mut known = Known::new();
        self.archive.for_each_known(|source, position, id| {
            known.insert(place(source, position), id);
        })?;
        Ok((known, self.n_before))
    }

    /// The documents of earlier runs, for the stages to take up again.
    pub(crate) fn recalled(&self, fault: RecallFault) -> Result<Recalled, ArchiveError> {
        let archive = Archive::open(&self.dir.join(FILE))?;
        Ok(Recalled { archive, held: VecDeque::new(), next: 0, end: self.n_before, fault })
    }

    /// Takes a document; `n_read` is how many have been read by now.
    pub(crate) fn put(&mut self, frame: Frame, n_read: u64) -> Result<(), ArchiveError> {
        if frame.envelope.seq < self.n_before {
            return Ok(());
        }
        self.batch_bytes += frame.weight_bytes();
        self.batch.push(frame);
        if self.batch.len() >= self.batch_documents_max || self.batch_bytes >= BATCH_BYTES_MAX {
            self.commit(n_read)?;
        }
        Ok(())
    }

    /// Commits what is held.
    pub(crate) fn commit(&mut self, n_read: u64) -> Result<(), ArchiveError> {
        if !self.batch.is_empty() {
            let (read, documents) = (n_read.to_string(), self.batch.as_slice());
            let replaced: Vec<(u64, u64)> = documents.iter().filter_map(|frame| self.anew(frame)).collect();
            self.archive.commit(&Batch { documents, setting: Some((READ, &read)), replaced: &replaced })?;
            let n_committed = self.archive.next_seq()?;
            tracing::debug!(n_committed, "committed");
        }
        self.batch.clear();
        self.batch_bytes = 0;
        Ok(())
    }

    /// Says which quarantined documents are taken in anew: the new sequence numbers and the old ones.
    pub(crate) fn replace(&mut self, replaced: BTreeMap<u64, u64>) {
        self.replaced = replaced;
    }

    /// The old and the new sequence number of a document that is taken in anew.
    fn anew(&self, frame: &Frame) -> Option<(u64, u64)> {
        self.replaced.get(&frame.envelope.seq).map(|&old| (old, frame.envelope.seq))
    }

    /// How many documents earlier runs committed.
    pub(crate) fn n_before(&self) -> u64 {
        self.n_before
    }

    /// How many documents are in the archive twice, since they were taken in anew.
    pub(crate) fn n_replaced(&self) -> Result<u64, ArchiveError> {
        Ok(self.archive.replaced()?.len() as u64)
    }

    /// The documents that are quarantined.
    pub(crate) fn quarantined(&self) -> Result<Vec<Frame>, ArchiveError> {
        let replaced = self.archive.replaced()?;
        let mut found = Vec::new();
        for frame in self.archive.frames(0) {
            let frame = frame?;
            let is_quarantined = matches!(frame.envelope.outcome, Outcome::Quarantined(_));
            if is_quarantined && !replaced.contains(&frame.envelope.seq) {
                found.push(frame);
            }
        }
        Ok(found)
    }

    /// How the documents left.
    pub(crate) fn counts(&self) -> Result<Counts, ArchiveError> {
        let Outcomes { kept, copies, filtered, quarantined } = self.archive.outcomes()?;
        let entered = kept + copies + filtered + quarantined;
        Ok(Counts { entered, kept, copies, filtered, quarantined })
    }

    /// Where summarize finds the articles.
    pub(crate) fn shelf(&self) -> Result<Archived, ArchiveError> {
        Ok(Archived(Archive::open(&self.dir.join(FILE))?))
    }

    /// Takes in the briefs that complete a run, and gives each its revision: all of them, or none.
    ///
    /// `write` gives them, one after the other.
    pub(crate) fn edit(&mut self, write: impl FnOnce(&mut dyn FnMut(Brief))) -> Result<u64, ArchiveError> {
        let mut edition = self.archive.edit()?;
        let (mut n_briefs, mut failed) = (0, None);
        write(&mut |mut brief| {
            n_briefs += 1;
            if failed.is_none() {
                failed = edition.put(&mut brief).err();
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        edition.commit()?;
        self.archive.empty_log();
        Ok(n_briefs)
    }

    /// Writes the files of a completed run out of the archive.
    pub(crate) fn publish(&mut self, mut run: RunReport) -> Result<Counts> {
        run.resumed_from = (self.n_before > 0).then_some(self.n_before);
        run.reprocessed = self.reprocessed;
        let wrap = |error| PublishError::Documents(Box::new(error));
        let replaced = self.archive.replaced().map_err(wrap)?;
        let is_current = |frame: &Frame| !replaced.contains(&frame.envelope.seq);
        let frames = self.archive.frames(0).filter(|frame| frame.as_ref().map_or(true, is_current));
        let frames = frames.map(|frame| frame.map_err(wrap));
        Ok(export(&self.dir, frames, &Told(&self.archive), run, copydesk::tag::times)?)
    }
}

/// The articles of an archive.
pub(crate) struct Archived(Archive);

impl Shelf for Archived {
    /// The archive has its documents from the log.
    fn keep(&mut self, _: &Frame) -> io::Result<()> {
        Ok(())
    }

    fn fetch(&mut self, seq: u64) -> io::Result<Frame> {
        let frame = self.0.document(seq).map_err(io::Error::other)?;
        frame.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

/// The briefs of an archive.
struct Told<'a>(&'a Archive);

impl Briefs for Told<'_> {
    fn each(&self, take: &mut TakeBrief<'_>) -> Result<(), PublishError> {
        self.0.each_brief(|brief| take(brief).map_err(Stopped::Taking)).map_err(|stopped| match stopped {
            Stopped::Reading(error) => PublishError::Documents(Box::new(error)),
            Stopped::Taking(error) => error,
        })
    }
}

/// Why reading the briefs ended early.
enum Stopped {
    Reading(ArchiveError),
    Taking(PublishError),
}

impl From<ArchiveError> for Stopped {
    fn from(error: ArchiveError) -> Self {
        Self::Reading(error)
    }
}

/// Whether a run goes on with the archive that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// It goes on.
    Resume,
    /// The archive is removed first.
    Fresh,
}

/// Why the documents of earlier runs could not all be read.
pub(crate) type RecallFault = Arc<Mutex<Option<ArchiveError>>>;

/// The documents of earlier runs, in order, a few at a time.
pub(crate) struct Recalled {
    archive: Archive,
    held: VecDeque<Frame>,
    next: u64,
    end: u64,
    fault: RecallFault,
}

impl Iterator for Recalled {
    type Item = Frame;

    fn next(&mut self) -> Option<Frame> {
        if self.held.is_empty() && self.next < self.end {
            match self.archive.page(self.next) {
                Ok(frames) => self.held = frames.into(),
                Err(error) => {
                    if let Ok(mut fault) = self.fault.lock() {
                        *fault = Some(error);
                    }
                    self.next = self.end;
                }
            }
        }
        let frame = self.held.pop_front().filter(|frame| frame.envelope.seq < self.end)?;
        self.next = frame.envelope.seq + 1;
        Some(frame)
    }
}

/// Removes an archive with its log.
fn remove(path: &Path) -> Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        match std::fs::remove_file(&name) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("cannot remove `{}`", path.display())),
        }
    }
    Ok(())
}
