//! The archive: the durable log of a desk, one SQLite file.
//!
//! What is committed is done; what is not will be read again. One transaction commits a batch of documents, each with its
//! layers and its outcome, so a process that is killed at any instant leaves a whole number of batches behind.
//!
//! ```
//! use copydesk_archive::{Archive, Batch};
//! use copydesk_record::{Envelope, Frame, Id, Raw};
//!
//! let raw = Raw::from_text("The lock at Osterbruch reopened on Monday.");
//! let id = Id::of_document("lock.txt", "", raw.text.as_bytes());
//! let mut frame = Frame::document(Envelope::new(id, 0, "lock.txt"));
//! frame.attach(&raw)?;
//!
//! let dir = std::env::temp_dir().join(format!("copydesk-archive-doc-{}", std::process::id()));
//! std::fs::create_dir_all(&dir)?;
//! let mut archive = Archive::open(&dir.join("desk.db"))?;
//! archive.commit(&Batch { documents: &[frame], ..Batch::default() })?;
//! assert_eq!(archive.next_seq()?, 1);
//! assert_eq!(archive.known("lock.txt", "")?, Some(id));
//! assert_eq!(archive.search("osterbruch", 10)?[0].id, id);
//! # std::fs::remove_dir_all(&dir)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod archive;
mod brief;
mod error;
mod schema;
mod search;

pub use archive::{Archive, Batch, Outcomes};
pub use brief::Edition;
pub use error::ArchiveError;
pub use schema::SCHEMA_VERSION;
pub use search::Hit;
