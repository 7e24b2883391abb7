//! Writes what people and programs read, JSON lines, a Markdown brief and HTML pages, and checks every citation in them.
//!
//! ```
//! use copydesk_publish::{Publisher, RunReport, verify};
//! use copydesk_record::{Article, Block, Envelope, Frame, Id, Raw, Role, Span, Tags};
//!
//! let text = "The lock at Osterbruch reopened on Monday.";
//! let mut frame = Frame::document(Envelope::new(Id::of_document("lock.txt", "", text.as_bytes()), 0, "lock.txt"));
//! let body = Block { role: Role::Body, span: Span::new(0, text.len()), reason: None };
//! frame.attach(&Raw::from_text(text))?;
//! frame.attach(&Article { blocks: vec![body], ..Article::default() })?;
//! frame.attach(&Tags::default())?;
//!
//! let dir = std::env::temp_dir().join(format!("copydesk-publish-doc-{}", std::process::id()));
//! let mut publisher = Publisher::create(&dir, |_, _| Vec::new())?;
//! publisher.put(&frame)?;
//! let counts = publisher.finish(RunReport::default())?;
//! assert!(counts.reconcile());
//! assert_eq!(verify(&dir)?.faults, Vec::<String>::new());
//! # std::fs::remove_dir_all(&dir)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod desk;
mod error;
mod line;
mod markdown;
mod page;
mod publisher;
mod report;
mod verify;
mod visible;

pub use desk::{Desk, each_brief};
pub use error::PublishError;
pub use line::{
    ArticleLine, BlockLine, EntityLine, NameLine, QuantityLine, QuotationLine, TimeLine, article_line,
    story_line,
};
pub use publisher::{Briefs, Publisher, Retime, TakeBrief, export};
pub use report::{Counts, LinkReport, RunReport, StageReport, VerifyReport};
pub use verify::verify;
pub use visible::visible;
