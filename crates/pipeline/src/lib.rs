//! Bounded links, ordered workers, counters and shutdown for stages.

mod contain;
mod crew;
mod link;
mod meter;
mod pipe;
mod run;
mod work;

pub use crew::{CREW_BYTES_MAX, CREW_FRAMES_PER_WORKER, STACK_BYTES};
pub use link::{Closed, LINK_BYTES_MAX, LINK_FRAMES_MAX, LinkConfig, Receiver, Sender, link};
pub use meter::{LinkCount, StageCount, Tally};
pub use pipe::{FrameReader, FrameWriter, PipeError};
pub use run::{Cancel, Pipeline, Report, RunError, Sink};
pub use work::{
    Annotation, MESSAGE_CHARS_MAX, QUARANTINE_BYTES_MAX, Work, annotate, annotate_in_order, gather, mark,
};
