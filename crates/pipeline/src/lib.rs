//! Bounded links, ordered workers, counters and shutdown for stages.

mod contain;
mod work;

pub use work::{Annotation, Work, annotate, annotate_in_order, gather, mark};
