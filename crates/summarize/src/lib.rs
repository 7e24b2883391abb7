//! Writes the brief of a story: its title, a summary of cited sentences, every utterance with all its renderings, a
//! timeline, and where the articles do not agree.
//!
//! Every sentence stands in a source, byte for byte, with its span. [`brief`] is a pure function of a story and its
//! articles. [`Ledger`] folds what cluster decided and says which stories are due, [`WriteBrief`] writes the brief of one, and
//! [`Summarize`] is both for a stream whose articles fit into memory. [`summary_within`] and [`chronicle`] give a summary and a
//! timeline of a length that is asked for.
//!
//! ```
//! use copydesk_record::{Article, Block, Id, Quotation, QuotationKind, Role, Span, Tagged, Tags};
//! use copydesk_summarize::{StoryInput, brief};
//!
//! let report = |seq: u64, said: &str| {
//!     let text = format!("The council of Hollin will close the swimming hall in May. “{said}” said mayor Ida Brandt.");
//!     let at = text.find(said).unwrap_or(0);
//!     let quotation = Quotation {
//!         span: Span::new(at, at + said.len()),
//!         kind: QuotationKind::Direct,
//!         speaker: Some("Ida Brandt".to_owned()),
//!         speaker_span: None,
//!         cue_span: None,
//!         rule: String::new(),
//!     };
//!     let blocks = vec![Block { role: Role::Body, span: Span::new(0, text.len()), reason: None }];
//!     let id = Id::of_document("desk", &seq.to_string(), text.as_bytes());
//!     let tags = Tags { quotations: vec![quotation], ..Tags::default() };
//!     Tagged { id, seq, text, article: Article { blocks, ..Article::default() }, tags, ..Tagged::default() }
//! };
//! let articles = [
//!     report(0, "We cannot heat the water for a handful of swimmers,"),
//!     report(1, "We can't warm the water for a handful of swimmers,"),
//! ]
//! .map(std::sync::Arc::new)
//! .to_vec();
//! let story = StoryInput { articles, ..StoryInput::default() };
//! let brief = brief(&story);
//! assert_eq!(brief.quotations[0].renderings.len(), 2);
//! assert_eq!(brief.summary[0].text, "The council of Hollin will close the swimming hall in May.");
//! ```

mod align;
mod brief;
mod candidate;
mod chronicle;
mod cover;
mod coverage;
mod dating;
mod disagree;
mod entities;
mod fit;
mod form;
mod former;
mod headline;
mod irregular;
mod known;
pub mod learn;
mod ledger;
mod memory;
mod news;
mod pointing;
mod rivals;
mod said;
mod speaker;
#[cfg(test)]
mod specimen;
mod spelling;
mod stage;
mod standing;
mod summary;
mod synonym;
mod timeline;
mod toll;
mod view;
mod words;

pub use copydesk_record as record;

pub use brief::brief;
pub use chronicle::chronicle;
pub use copydesk_record::StoryInput;
pub use cover::summary_within;
pub use ledger::Ledger;
pub use stage::{Summarize, WriteBrief};
