//! Who is told what each thread is working on, so that a document that brings the process down can be named afterwards.

use std::sync::Arc;

use copydesk_record::Frame;

/// Is told what the threads of a run are working on.
pub trait Witness: Send + Sync {
    /// The thread number `slot` begins to work on a document.
    fn begins(&self, slot: usize, frame: &Frame);

    /// It is done with it.
    fn ends(&self, slot: usize);
}

/// A thread's number, and who is told.
#[derive(Clone, Default)]
pub(crate) struct Watch {
    pub(crate) witness: Option<Arc<dyn Witness>>,
    pub(crate) slot: usize,
}

impl Watch {
    /// Works on a frame under the witness's eyes.
    pub(crate) fn over(&self, frame: Frame, work: impl FnOnce(Frame) -> Frame) -> Frame {
        let Some(witness) = &self.witness else { return work(frame) };
        witness.begins(self.slot, &frame);
        let frame = work(frame);
        witness.ends(self.slot);
        frame
    }
}
