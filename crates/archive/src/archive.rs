//! Opening, committing and reading back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use copydesk_record::{Article, Frame, Id, Outcome, Raw};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::schema::{prepare, upgrade};
use crate::{ArchiveError, SCHEMA_VERSION};

const SET: &str =
    "INSERT INTO setting(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = ?2";
/// Of a document that was taken in anew, the new one counts.
const CURRENT: &str = "seq NOT IN (SELECT seq FROM replayed)";
/// How many documents are read at a time.
const READ_DOCUMENTS: u64 = 64;

/// The durable log of a desk. One process writes to it at a time.
pub struct Archive {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

/// What one transaction commits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Batch<'b> {
    /// Documents in order of arrival.
    pub documents: &'b [Frame],
    /// A setting that belongs to them: its name and its value.
    pub setting: Option<(&'b str, &'b str)>,
    /// Documents that were quarantined and are taken in anew: the old sequence number and the new one.
    pub replaced: &'b [(u64, u64)],
}

/// How the documents of an archive left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names of the outcomes")]
pub struct Outcomes {
    pub kept: u64,
    pub copies: u64,
    pub filtered: u64,
    pub quarantined: u64,
}

impl Archive {
    /// Opens the archive at `path`, or makes it if there is no file.
    ///
    /// # Errors
    /// `Open` if the file cannot be opened, `Damaged` if it is no archive or not whole, `Schema` if a later version made
    /// it.
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        if !path.exists() {
            create(path)?;
        }
        let wrap = |source| ArchiveError::Open { path: path.to_owned(), source };
        let mut db = Connection::open(path).map_err(wrap)?;
        prepare(&mut db, path).map_err(|error| match error {
            ArchiveError::Sql(source) => corrupt(path, source),
            other => other,
        })?;
        let archive = Self { db, path: path.to_owned() };
        archive.check_dense()?;
        Ok(archive)
    }

    /// Commits a batch: when this returns, the documents are on the disk; if it fails, none of them is.
    ///
    /// The log is emptied into the file after the transaction, so that between batches the file alone is the archive. A
    /// failure there loses nothing: the next opening replays the log.
    ///
    /// # Errors
    /// `Order` if sequence numbers do not continue those of the archive, `Sql` if the disk refuses, `Frame` if a
    /// document cannot be encoded.
    pub fn commit(&mut self, batch: &Batch<'_>) -> Result<(), ArchiveError> {
        let first = self.next_seq()?;
        let transaction = self.db.transaction()?;
        if let Some((name, value)) = batch.setting {
            transaction.execute(SET, params![name, value])?;
        }
        for &(old, new) in batch.replaced {
            transaction.execute(
                "INSERT INTO replayed(seq, by_seq) VALUES(?1, ?2)",
                params![old as i64, new as i64],
            )?;
        }
        for (expected, frame) in (first..).zip(batch.documents) {
            if frame.envelope.seq != expected {
                return Err(ArchiveError::Order { expected, found: frame.envelope.seq });
            }
            insert(&transaction, frame)?;
        }
        transaction.commit()?;
        self.empty_log();
        Ok(())
    }

    /// Moves the log into the file; harmless if it does not work now.
    pub fn empty_log(&self) {
        let _ = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }

    /// The sequence number of the next document: how many are committed.
    ///
    /// # Errors
    /// `Sql` if the archive cannot be read.
    pub fn next_seq(&self) -> Result<u64, ArchiveError> {
        let last: Option<i64> = self.db.query_row("SELECT max(seq) FROM document", [], |row| row.get(0))?;
        Ok(last.map_or(0, |last| last as u64 + 1))
    }

    /// The id of the committed document that came from there; `None` if none did.
    ///
    /// # Errors
    /// `Sql` if the archive cannot be read.
    pub fn known(&self, source: &str, position: &str) -> Result<Option<Id>, ArchiveError> {
        let mut query =
            self.db.prepare_cached("SELECT id FROM document WHERE source = ?1 AND position = ?2")?;
        Ok(query.query_row(params![source, position], |row| row.get(0).map(Id::from_bytes)).optional()?)
    }

    /// Where every document came from, and its id, in order: `(source, position, id)`.
    ///
    /// # Errors
    /// `Sql` if the archive cannot be read.
    pub fn for_each_known(&self, mut each: impl FnMut(&str, &str, Id)) -> Result<(), ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT source, position, id FROM document ORDER BY seq")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (source, position, id): (String, String, [u8; 16]) = (row.get(0)?, row.get(1)?, row.get(2)?);
            each(&source, &position, Id::from_bytes(id));
        }
        Ok(())
    }

    /// The document of that id, the first if there are several.
    ///
    /// # Errors
    /// `Sql` or `Damaged` if it cannot be read.
    pub fn frame(&self, id: Id) -> Result<Option<Frame>, ArchiveError> {
        let mut query =
            self.db.prepare_cached("SELECT frame FROM document WHERE id = ?1 ORDER BY seq LIMIT 1")?;
        let bytes: Option<Vec<u8>> = query.query_row([id.as_bytes()], |row| row.get(0)).optional()?;
        bytes.map(|bytes| self.decode(&bytes)).transpose()
    }

    /// The document of that sequence number.
    ///
    /// # Errors
    /// `Sql` or `Damaged` if it cannot be read.
    pub fn document(&self, seq: u64) -> Result<Option<Frame>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT frame FROM document WHERE seq = ?1")?;
        let bytes: Option<Vec<u8>> = query.query_row([seq as i64], |row| row.get(0)).optional()?;
        bytes.map(|bytes| self.decode(&bytes)).transpose()
    }

    /// The documents from sequence number `from` on, in order, read a few at a time.
    pub fn frames(&self, from: u64) -> impl Iterator<Item = Result<Frame, ArchiveError>> {
        let mut next = from;
        let mut held = Vec::new().into_iter();
        let mut is_over = false;
        std::iter::from_fn(move || {
            loop {
                if let Some(frame) = held.next() {
                    return Some(Ok(frame));
                }
                if is_over {
                    return None;
                }
                let read = match self.page(next) {
                    Ok(read) => read,
                    Err(error) => {
                        is_over = true;
                        return Some(Err(error));
                    }
                };
                is_over = read.is_empty();
                next += read.len() as u64;
                held = read.into_iter();
            }
        })
    }

    /// A few documents, in order, from sequence number `from` on; none if there are no more.
    ///
    /// # Errors
    /// `Sql` or `Damaged` if one cannot be read.
    pub fn page(&self, from: u64) -> Result<Vec<Frame>, ArchiveError> {
        let mut query =
            self.db.prepare_cached("SELECT frame FROM document WHERE seq >= ?1 ORDER BY seq LIMIT ?2")?;
        let rows =
            query.query_map(params![from as i64, READ_DOCUMENTS as i64], |row| row.get::<_, Vec<u8>>(0))?;
        rows.map(|bytes| self.decode(&bytes?)).collect()
    }

    /// How the documents left.
    ///
    /// # Errors
    /// `Sql` if the archive cannot be read.
    pub fn outcomes(&self) -> Result<Outcomes, ArchiveError> {
        let count = |outcome: &str| {
            self.db.query_row(
                &format!("SELECT count(*) FROM document WHERE outcome = ?1 AND {CURRENT}"),
                [outcome],
                |row| row.get::<_, i64>(0).map(|n| n as u64),
            )
        };
        Ok(Outcomes {
            kept: count("kept")?,
            copies: count("copy")?,
            filtered: count("filtered")?,
            quarantined: count("quarantined")?,
        })
    }

    /// The sequence numbers of documents that were quarantined and have been taken in anew since.
    ///
    /// # Errors
    /// `Sql` if the archive cannot be read.
    pub fn replaced(&self) -> Result<BTreeSet<u64>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT seq FROM replayed")?;
        let rows = query.query_map([], |row| row.get::<_, i64>(0))?;
        rows.map(|seq| Ok(seq? as u64)).collect()
    }

    /// A setting that an earlier run stored.
    ///
    /// # Errors
    /// `Sql` if the archive cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>, ArchiveError> {
        Ok(self
            .db
            .query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0))
            .optional()?)
    }

    /// Stores a setting.
    ///
    /// # Errors
    /// `Sql` if the disk refuses.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), ArchiveError> {
        self.db.execute(SET, params![name, value])?;
        self.empty_log();
        Ok(())
    }

    /// BLAKE3, in hexadecimal, over all that the archive holds of documents and stories: two archives with one content have one digest,
    /// however their files came about.
    ///
    /// # Errors
    /// `Sql` or `Damaged` if it cannot be read.
    pub fn digest(&self) -> Result<String, ArchiveError> {
        let mut hasher = blake3::Hasher::new();
        for frame in self.frames(0) {
            hasher.update(&frame?.to_bytes()?);
        }
        self.each_brief(|brief| {
            hasher.update(&Frame::story(brief, 0)?.to_bytes()?);
            Ok::<(), ArchiveError>(())
        })?;
        for seq in self.replaced()? {
            hasher.update(&seq.to_le_bytes());
        }
        let words: i64 = self.db.query_row("SELECT count(*) FROM words", [], |row| row.get(0))?;
        hasher.update(&words.to_le_bytes());
        Ok(hasher.finalize().to_string())
    }

    /// Reads the whole file: every page is whole, and every document is, to the byte, what was committed.
    ///
    /// # Errors
    /// `Damaged` naming what does not fit.
    pub fn check(&self) -> Result<(), ArchiveError> {
        let damaged = |what: String| ArchiveError::Damaged { path: self.path.clone(), what };
        let verdict: String = self
            .db
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
            .map_err(|error| damaged(error.to_string()))?;
        if verdict != "ok" {
            return Err(damaged(verdict));
        }
        self.frames(0).try_for_each(|frame| frame.map(drop))
    }

    pub(crate) fn decode(&self, bytes: &[u8]) -> Result<Frame, ArchiveError> {
        let damaged = |what: String| ArchiveError::Damaged { path: self.path.clone(), what };
        let (frame, used) = Frame::from_bytes(bytes).map_err(|error| damaged(error.to_string()))?;
        if used == bytes.len() { Ok(frame) } else { Err(damaged("bytes trail a document".to_owned())) }
    }

    /// Sequence numbers are dense from 0: a hole is damage.
    fn check_dense(&self) -> Result<(), ArchiveError> {
        let row = self.db.query_row("SELECT count(*), coalesce(max(seq), -1) FROM document", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        });
        let (count, last) = row.map_err(|error| corrupt(&self.path, error))?;
        if count == last + 1 {
            return Ok(());
        }
        let what = format!("`{count}` documents, the last of them number `{last}`");
        Err(ArchiveError::Damaged { path: self.path.clone(), what })
    }
}

/// What SQLite says of a file it cannot read is damage; all else is an error of opening.
fn corrupt(path: &Path, source: rusqlite::Error) -> ArchiveError {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match source.sqlite_error_code() {
        Some(DatabaseCorrupt | NotADatabase) => {
            ArchiveError::Damaged { path: path.to_owned(), what: source.to_string() }
        }
        _ => ArchiveError::Open { path: path.to_owned(), source },
    }
}

/// Makes an archive without documents. It gets its name when it is whole: a process that is killed before leaves none.
fn create(path: &Path) -> Result<(), ArchiveError> {
    let beside = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    if beside("-wal").exists() {
        let what = "its log is there, and the file is not".to_owned();
        return Err(ArchiveError::Damaged { path: path.to_owned(), what });
    }
    let part = beside(".part");
    let io = |source| ArchiveError::Create { path: path.to_owned(), source };
    for left in [part.clone(), beside(".part-journal")] {
        if left.exists() {
            std::fs::remove_file(left).map_err(io)?;
        }
    }
    let wrap = |source| ArchiveError::Open { path: part.clone(), source };
    let mut db = Connection::open(&part).map_err(wrap)?;
    upgrade(&mut db, 0)?;
    db.close().map_err(|(_, source)| wrap(source))?;
    std::fs::rename(&part, path).map_err(io)?;
    sync_folder(path).map_err(io)
}

/// Has the folder of `path` remember the file's name through a power cut: flushing the file alone does not promise that.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { std::fs::File::open(folder)?.sync_all() } else { Ok(()) }
}

fn insert(transaction: &Transaction<'_>, frame: &Frame) -> Result<(), ArchiveError> {
    let envelope = &frame.envelope;
    let outcome = match &envelope.outcome {
        Outcome::Kept => "kept",
        Outcome::Copy(_) => "copy",
        Outcome::Filtered(_) => "filtered",
        Outcome::Quarantined(_) => "quarantined",
    };
    let mut document = transaction.prepare_cached(
        "INSERT INTO document(seq, id, source, position, outcome, frame) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let bytes = frame.to_bytes()?;
    document.execute(params![
        envelope.seq as i64,
        envelope.id.as_bytes(),
        envelope.source,
        envelope.position,
        outcome,
        bytes
    ])?;
    if envelope.outcome.is_live()
        && let Some(raw) = frame.find_layer::<Raw>()?
    {
        let article: Article = frame.find_layer()?.unwrap_or_default();
        let body = if article.blocks.is_empty() { raw.text } else { article.text(&raw.text) };
        let mut words =
            transaction.prepare_cached("INSERT INTO words(rowid, title, body) VALUES(?1, ?2, ?3)")?;
        words.execute(params![envelope.seq as i64, article.title.unwrap_or_default(), body])?;
    }
    Ok(())
}

/// What this crate writes, for `run.json`.
impl Archive {
    /// The schema version of the file.
    pub const fn schema_version() -> i64 {
        SCHEMA_VERSION
    }
}
