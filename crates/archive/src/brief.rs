//! Revisions: in how many completed runs the brief of a story changed.

use copydesk_record::{Brief, Frame};
use rusqlite::{OptionalExtension, params};

use crate::{Archive, ArchiveError};

impl Archive {
    /// Ends a run: sets the revision of each brief (1 for a new story, one more where the brief changed since the last
    /// completed run) and stores what they are, in one transaction.
    ///
    /// # Errors
    /// `Sql` if the disk refuses; nothing is stored then.
    pub fn revise(&mut self, briefs: &mut [Brief]) -> Result<(), ArchiveError> {
        let transaction = self.db.transaction()?;
        for brief in briefs.iter_mut() {
            brief.revision = 0;
            let digest = digest(brief)?;
            let before: Option<(u32, [u8; 32])> = transaction
                .prepare_cached("SELECT revision, digest FROM story WHERE id = ?1")?
                .query_row([brief.id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            brief.revision = match before {
                Some((revision, same)) if same == digest => revision,
                Some((revision, _)) => revision.saturating_add(1),
                None => 1,
            };
            transaction
                .prepare_cached(
                    "INSERT INTO story(id, revision, digest) VALUES(?1, ?2, ?3)
                     ON CONFLICT(id) DO UPDATE SET revision = ?2, digest = ?3",
                )?
                .execute(params![brief.id.as_bytes(), brief.revision, digest])?;
        }
        transaction.commit()?;
        self.empty_log();
        Ok(())
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
