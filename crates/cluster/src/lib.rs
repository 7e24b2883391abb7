//! Groups articles into stories, and stories into threads, one article at a time, and says why.
//!
//! An article joins the story that it has most in common with: telling words, names, utterances, exact figures, days. A
//! page date is only one witness among these: where two articles share the words of a speaker, a date that lies does not
//! part them. Stories about the same people in another week are tied as a thread and never merged. A round-up of several
//! affairs stays alone.
//!
//! ```
//! use copydesk_cluster::Cluster;
//! use copydesk_record::{Article, Block, Id, Role, Span, Tagged};
//! use copydesk_stage::collect;
//!
//! let report = |seq: u64, text: &str| {
//!     let block = Block { role: Role::Body, span: Span::new(0, text.len()), reason: None };
//!     let article = Article { blocks: vec![block], ..Article::default() };
//!     let id = Id::of_document("desk", &seq.to_string(), text.as_bytes());
//!     Tagged { id, seq, text: text.to_owned(), article, ..Tagged::default() }
//! };
//! let (decisions, _) = collect(
//!     &mut Cluster::new(),
//!     [
//!         report(0, "The ferry Marigold ran aground off Hollin with 140 passengers aboard; divers freed the hull."),
//!         report(1, "Dunmere council voted to close two libraries and the swimming hall."),
//!         report(2, "Divers have freed the ferry Marigold, aground off Hollin since dawn; all passengers are safe."),
//!     ],
//! );
//! assert_eq!(decisions[0].story, decisions[2].story);
//! assert_ne!(decisions[0].story, decisions[1].story);
//! assert!(decisions[2].why.iter().any(|why| why.text == "Marigold"));
//! ```

mod background;
mod bid;
mod case;
mod config;
mod days;
mod decide;
mod desk;
mod digest;
mod features;
mod filing;
mod frequency;
mod index;
mod keys;
pub mod learn;
mod lexicon;
mod likeness;
mod reason;
mod vector;

pub use copydesk_record as record;
pub use copydesk_stage as stage;

pub use config::{ByLength, ClusterConfig};
pub use decide::Cluster;
