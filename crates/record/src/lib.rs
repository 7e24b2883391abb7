//! The records that travel between the stages of copydesk, and the frame that carries them.
//!
//! A document travels as one [`Frame`]: an [`Envelope`] and layers, each a MessagePack blob with its kind and version.
//! A stage reads the layers it needs, appends its own, and never rewrites another's. The bytes are laid out in
//! [`mod@format`].
//!
//! ```
//! use copydesk_record::{Frame, Envelope, Id, Layered, Raw};
//!
//! let raw = Raw::from_text("Ferry service resumes\n\nThe ferry to Hollin sailed again on Monday.\n");
//! let id = Id::of_document("harbour/001.txt", "", raw.text.as_bytes());
//! let mut frame = Frame::document(Envelope::new(id, 0, "harbour/001.txt"));
//! frame.attach(&raw)?;
//!
//! let bytes = frame.to_bytes()?;
//! let (again, used) = Frame::from_bytes(&bytes)?;
//! assert_eq!(used, bytes.len());
//! assert_eq!(again.layer::<Raw>()?.text, raw.text);
//! # Ok::<(), copydesk_record::FrameError>(())
//! ```

mod article;
#[doc = include_str!("../FORMAT.md")]
pub mod format {}
mod frame;
mod id;
mod note;
mod outcome;
mod raw;
mod scan;
mod span;
mod story;
mod tags;
mod views;

pub use article::{Article, Block, DateClaim, Evidence, EvidenceKind, Role};
pub use frame::{
    ENVELOPE_BYTES_MAX, Envelope, FORMAT_VERSION, FRAME_BYTES_MAX, FRAME_HEADER_BYTES, Frame, FrameError,
    FrameKind, LAYERS_MAX, Layer, Layered, NESTING_MAX,
};
pub use id::{Id, IdError};
pub use note::Note;
pub use outcome::{Copy, Filtered, Outcome, Quarantine};
pub use raw::{LineHint, Markup, Meta, Raw};
pub use span::Span;
pub use story::{
    Antecedent, Brief, BriefEntity, Dating, Decision, Disagreement, DisagreementKind, QuotationGroup,
    Rendering, Spelling, StoryEvent, SummarySentence, TimelineEntry, Value, When, Why, WhyKind,
};
pub use tags::{
    Entity, KeyPhrase, Name, NameKind, Quantity, Quotation, QuotationKind, Tags, TimeKind, TimeTag, Topic,
};
pub use views::{Due, Filed, Page, Reading, StoryInput, Tagged};
