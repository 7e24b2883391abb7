//! Raw news in; clean, tagged, grouped, cited story briefs out.
//!
//! This crate is the front of the house: each stage is a module here and a crate of its own, and [`desk`] puts them in
//! a row. Two texts to their brief, without a runtime and without a file:
//!
//! ```
//! use copydesk::desk;
//! use copydesk::record::Outcome;
//!
//! let wire = "Ferry aground off Hollin\n\n\
//!     HOLLIN, March 4 (Coast Wire) - The ferry Marit ran aground off Hollin on Tuesday with 112 people aboard, the \
//!     coast guard said.\n\n\
//!     \"Nobody was hurt and the hull is dry,\" said coast guard captain Ines Dahl.\n";
//! let paper = "112 taken off ferry Marit after it strikes sandbank near Hollin\n\n\
//!     All 112 people aboard the ferry Marit were brought ashore on Tuesday after it ran aground off Hollin.\n\n\
//!     \"Nobody was hurt,\" coast guard captain Ines Dahl told reporters.\n";
//!
//! let edition = desk::edit([("wire.txt", wire), ("paper.txt", paper)]);
//! assert!(edition.documents.iter().all(|document| document.envelope.outcome == Outcome::Kept));
//! let articles: usize = edition.briefs.iter().map(|brief| brief.articles.len()).sum();
//! assert_eq!(articles, 2);
//! // Every sentence of a brief stands in a source, byte for byte.
//! for sentence in edition.briefs.iter().flat_map(|brief| &brief.summary) {
//!     let source = if sentence.article == edition.documents[0].envelope.id { wire } else { paper };
//!     assert_eq!(sentence.span.of(source), Some(sentence.text.as_str()));
//! }
//! ```

pub mod desk;

pub use copydesk_archive as archive;
pub use copydesk_cluster as cluster;
pub use copydesk_ingest as ingest;
pub use copydesk_normalize as normalize;
pub use copydesk_pipeline as pipeline;
pub use copydesk_publish as publish;
pub use copydesk_record as record;
pub use copydesk_stage as stage;
pub use copydesk_summarize as summarize;
pub use copydesk_tag as tag;
pub use copydesk_text as text;
