//! The briefs of the last completed run, and in how many completed runs the brief of a story changed.

use copydesk_record::{Brief, Frame};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::{Archive, ArchiveError};

/// The briefs of a run that is being completed: one transaction, so that all of them are there or none.
pub struct Edition<'a> {
    transaction: Transaction<'a>,
    number: i64,
    n_briefs: u64,
}

impl Archive {
    /// Begins the edition that completes a run.
    ///
    /// # Errors
    /// `Sql` if the archive cannot be written.
    pub fn edit(&mut self) -> Result<Edition<'_>, ArchiveError> {
        let last = |db: &rusqlite::Connection| {
            db.query_row("SELECT coalesce(max(edition), 0) FROM story", [], |row| row.get::<_, i64>(0))
        };
        let transaction = self.db.transaction()?;
        let number = last(&transaction)? + 1;
        Ok(Edition { transaction, number, n_briefs: 0 })
    }

    /// Gives `take` the briefs of the last completed run, in order.
    ///
    /// # Errors
    /// `Sql` or `Damaged` if one cannot be read, and whatever `take` gives.
    pub fn each_brief<E: From<ArchiveError>>(
        &self,
        mut take: impl FnMut(&Brief) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut query =
            self.db.prepare_cached("SELECT brief FROM story ORDER BY place").map_err(ArchiveError::from)?;
        let mut rows = query.query([]).map_err(ArchiveError::from)?;
        while let Some(row) = rows.next().map_err(ArchiveError::from)? {
            let bytes: Vec<u8> = row.get(0).map_err(ArchiveError::from)?;
            let brief: Brief = self.decode(&bytes)?.layer().map_err(ArchiveError::from)?;
            take(&brief)?;
        }
        Ok(())
    }
}

impl Edition<'_> {
    /// Adds a brief and sets its revision: 1 for a new story, one more where the brief changed since the last completed
    /// run.
    ///
    /// # Errors
    /// `Sql` if the disk refuses, `Frame` if the brief cannot be encoded. The edition is then as good as not begun.
    pub fn put(&mut self, brief: &mut Brief) -> Result<(), ArchiveError> {
        brief.revision = 0;
        let digest = digest(brief)?;
        let before: Option<(u32, [u8; 32], bool)> = self
            .transaction
            .prepare_cached("SELECT revision, digest, brief IS NOT NULL FROM story WHERE id = ?1")?
            .query_row([brief.id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let (revision, is_kept) = match before {
            Some((revision, same, is_whole)) if same == digest => (revision, is_whole),
            Some((revision, ..)) => (revision.saturating_add(1), false),
            None => (1, false),
        };
        brief.revision = revision;
        let place = self.n_briefs as i64;
        self.n_briefs += 1;
        if is_kept {
            self.transaction
                .prepare_cached("UPDATE story SET edition = ?2, place = ?3 WHERE id = ?1")?
                .execute(params![brief.id.as_bytes(), self.number, place])?;
            return Ok(());
        }
        let bytes = Frame::story(brief, place as u64)?.to_bytes()?;
        self.transaction
            .prepare_cached(
                "INSERT INTO story(id, revision, digest, edition, place, brief) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT(id) DO UPDATE SET revision = ?2, digest = ?3, edition = ?4, place = ?5, brief = ?6",
            )?
            .execute(params![brief.id.as_bytes(), revision, digest, self.number, place, bytes])?;
        Ok(())
    }

    /// Ends the edition: what is not in it is no story any more.
    ///
    /// # Errors
    /// `Sql` if the disk refuses; the briefs of the run before stand then.
    pub fn commit(self) -> Result<(), ArchiveError> {
        self.transaction.execute("DELETE FROM story WHERE edition <> ?1", [self.number])?;
        Ok(self.transaction.commit()?)
    }
}

/// BLAKE3 of all that a brief says, as it goes over the wire, its revision aside.
fn digest(brief: &Brief) -> Result<[u8; 32], ArchiveError> {
    let mut hasher = blake3::Hasher::new();
    for layer in Frame::story(brief, 0)?.layers {
        hasher.update(&layer.data);
    }
    Ok(*hasher.finalize().as_bytes())
}
