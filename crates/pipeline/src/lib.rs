//! Bounded links, ordered workers, counters and shutdown for stages.
//!
//! A [`Pipeline`] takes frames from a source through stages to a sink. Each stage runs on threads of its own between two
//! links, which hold so many frames and so many bytes and no more; what comes out is the same, byte for byte, whatever
//! the number of workers and the bounds of the links.
//!
//! ```
//! use std::num::NonZeroUsize;
//!
//! use copydesk_pipeline::{Pipeline, annotate};
//! use copydesk_record::{Article, Envelope, Frame, Id, Outcome, Page, Raw};
//! use copydesk_stage::{Reject, Stage};
//!
//! /// Takes the first line for the headline.
//! struct Headline;
//!
//! impl Stage for Headline {
//!     type In = Page;
//!     type Out = Article;
//!
//!     fn name(&self) -> &'static str {
//!         "headline"
//!     }
//!
//!     fn process(&mut self, page: Page, out: &mut Vec<Article>) -> Result<(), Reject> {
//!         let line = page.raw.text.lines().next().ok_or_else(|| Reject::new("empty", "the page is empty"))?;
//!         out.push(Article { title: Some(line.to_owned()), ..Article::default() });
//!         Ok(())
//!     }
//! }
//!
//! let mut frames = Vec::new();
//! for (seq, text) in (0..).zip(["Ferry service resumes\n", ""]) {
//!     let mut frame = Frame::document(Envelope::new(Id::of_document("a", "", text.as_bytes()), seq, "a"));
//!     frame.attach(&Raw::from_text(text))?;
//!     frames.push(frame);
//! }
//!
//! let mut edition: Vec<Frame> = Vec::new();
//! let two = NonZeroUsize::MIN.saturating_add(1);
//! let report = Pipeline::new("desk").crew(two, || annotate(|| Headline)).run(frames.into_iter(), &mut edition)?;
//! assert!(report.is_complete());
//! assert_eq!(edition[0].layer::<Article>()?.title.as_deref(), Some("Ferry service resumes"));
//! assert!(matches!(&edition[1].envelope.outcome, Outcome::Quarantined(why) if why.code == "empty"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What happens to a document that a stage cannot use is decided here, once: a layer that is missing or malformed, a
//! [`Reject`](copydesk_stage::Reject) and a panic all set it aside, with the stage's name and the document's bytes, and
//! the run goes on. After a panic a stage without memory is built anew; one with memory goes on with what it holds
//! ([`annotate_in_order`], [`mark`], [`gather`]).

mod contain;
mod crew;
mod link;
mod meter;
mod pipe;
mod run;
mod witness;
mod work;

pub use crew::{CREW_BYTES_MAX, CREW_FRAMES_PER_WORKER, STACK_BYTES};
pub use link::{Closed, LINK_BYTES_MAX, LINK_FRAMES_MAX, LinkConfig, Receiver, Sender, link};
pub use meter::{LinkCount, StageCount, Tally};
pub use pipe::{FrameReader, FrameWriter, PipeError};
pub use run::{Cancel, Pipeline, Report, RunError, Sink};
pub use witness::Witness;
pub use work::{
    ARTICLES_HELD_BYTES_MAX, Annotation, Give, MESSAGE_CHARS_MAX, QUARANTINE_BYTES_MAX, Shelf, Work,
    annotate, annotate_in_order, gather, mark, set_aside,
};
