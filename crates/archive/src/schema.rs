//! The tables, and how an older file becomes one of today.

use std::path::Path;

use rusqlite::Connection;

use crate::ArchiveError;

/// The schema that this program writes; it stands in the file's `user_version`.
pub const SCHEMA_VERSION: i64 = 2;
/// "CPYD": tells an archive from any other SQLite file.
pub(crate) const APPLICATION_ID: i64 = 0x4350_5944;

/// Step n brings a file of schema n to n + 1.
const STEPS: &[&str] = &[
    "
    CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE document(
        seq INTEGER PRIMARY KEY,
        id BLOB NOT NULL,
        source TEXT NOT NULL,
        position TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK(outcome IN ('kept', 'copy', 'filtered', 'quarantined')),
        frame BLOB NOT NULL
    ) STRICT;
    CREATE INDEX document_by_id ON document(id);
    CREATE INDEX document_by_source ON document(source, position);
    CREATE TABLE story(id BLOB PRIMARY KEY, revision INTEGER NOT NULL, digest BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5(title, body, content='', tokenize='unicode61 remove_diacritics 2');
",
    // The briefs themselves; which quarantined documents were taken in anew, and as which.
    "
    ALTER TABLE story ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE story ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE story ADD COLUMN brief BLOB;
    CREATE TABLE replayed(seq INTEGER PRIMARY KEY, by_seq INTEGER NOT NULL) STRICT;
",
];

/// Sets what SQLite must promise, and brings the tables up to date.
///
/// WAL with `synchronous = FULL`: a committed transaction is on the disk, as far as the disk tells the truth. The tables
/// are made before the file is switched to WAL, so a lost log can never make the file look new.
pub(crate) fn prepare(db: &mut Connection, path: &Path) -> Result<(), ArchiveError> {
    let damaged = |what: String| ArchiveError::Damaged { path: path.to_owned(), what };
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    let read = |db: &Connection, name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let application = read(db, "application_id").map_err(|error| damaged(error.to_string()))?;
    let version = read(db, "user_version").map_err(|error| damaged(error.to_string()))?;
    if application != APPLICATION_ID {
        return Err(damaged(format!("its application id is `{application:#x}`, not that of an archive")));
    }
    if !(0..=SCHEMA_VERSION).contains(&version) {
        return Err(ArchiveError::Schema { path: path.to_owned(), found: version, expected: SCHEMA_VERSION });
    }
    upgrade(db, version)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    // The log is emptied after each batch, by hand: see `Archive::commit`.
    db.pragma_update(None, "wal_autocheckpoint", 0)?;
    Ok(())
}

/// Brings the tables from `version` to today's, a transaction a step.
pub(crate) fn upgrade(db: &mut Connection, mut version: i64) -> Result<(), ArchiveError> {
    db.pragma_update(None, "synchronous", "FULL")?;
    for step in STEPS.iter().skip(usize::try_from(version).unwrap_or_default()) {
        let transaction = db.transaction()?;
        transaction.execute_batch(step)?;
        version += 1;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.commit()?;
    }
    Ok(())
}
