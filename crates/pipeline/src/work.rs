//! Stages as work on frames: reads the layers a stage takes, attaches the one it gives, sets aside what fails.

mod annotate;
mod gather;
mod mark;

use copydesk_record::{
    Decision, ENVELOPE_BYTES_MAX, FRAME_BYTES_MAX, Frame, FrameError, FrameKind, Layered, Outcome,
    Quarantine, Raw,
};

pub use annotate::{Annotation, annotate, annotate_in_order};
pub use gather::{ARTICLES_HELD_BYTES_MAX, Shelf, gather};
pub use mark::mark;

use crate::contain::Failure;

/// How many bytes of a quarantined document travel with it; beyond that they are cut, and the message says so.
pub const QUARANTINE_BYTES_MAX: usize = 24 << 20;

/// How long the message of a failure may be: a panic may print a whole document.
pub const MESSAGE_CHARS_MAX: usize = 500;

/// A step on the way of a frame. One frame in, the same document out, whatever happens to it: so no document can be
/// lost or doubled.
pub trait Work: Send {
    /// The stage's name.
    fn name(&self) -> &'static str;

    /// Takes a frame and gives it back, one step further. A document that the stage cannot use comes back with the
    /// outcome `Quarantined`; filtered and quarantined documents, and stories, come back untouched.
    fn process(&mut self, frame: Frame) -> Frame;

    /// Gives the frames that were held, one after the other, at the end of the stream.
    ///
    /// # Errors
    /// What went wrong, in words; what was given stays.
    fn finish(&mut self, give: &mut Give<'_>) -> Result<(), String> {
        let _ = give;
        Ok(())
    }
}

/// Takes the frames that work gives at the end.
pub type Give<'g> = dyn FnMut(Frame) + 'g;

/// Whether an earlier run took the document through all stages: they take up what they decided then, and decide nothing.
fn is_recalled(frame: &Frame) -> bool {
    frame.layers.iter().any(|layer| layer.kind == Decision::KIND)
}

/// Whether stages work on the frame.
fn is_work(frame: &Frame) -> bool {
    frame.envelope.kind == FrameKind::Document && frame.envelope.outcome.is_live()
}

/// The document of `frame`, quarantined with its bytes: the source text where that is the original, the whole frame
/// where it is not. Of the message at most [`MESSAGE_CHARS_MAX`] characters are kept.
#[must_use]
pub fn set_aside(mut frame: Frame, stage: &str, code: &str, message: &str) -> Frame {
    let bytes = match frame.layer::<Raw>() {
        Ok(raw) if raw.is_verbatim => raw.text.into_bytes(),
        Ok(raw) => frame.to_bytes().unwrap_or_else(|_| raw.text.into_bytes()),
        Err(_) => frame.to_bytes().unwrap_or_default(),
    };
    frame.layers.clear();
    frame.envelope.outcome = Outcome::Quarantined(Quarantine {
        stage: stage.to_owned(),
        code: code.to_owned(),
        message: message.chars().take(MESSAGE_CHARS_MAX).collect(),
        bytes,
    });
    frame
}

pub(crate) fn quarantined(frame: Frame, stage: &str, failure: &Failure) -> Frame {
    set_aside(frame, stage, failure.code, &failure.message)
}

/// A frame that a pipe can carry: a document above the limit is set aside, and of a document that is set aside no more
/// than [`QUARANTINE_BYTES_MAX`] bytes are kept.
pub(crate) fn fit(mut frame: Frame, stage: &str) -> Frame {
    if let Err(error) = carryable(&frame)
        && is_work(&frame)
    {
        frame = quarantined(frame, stage, &unreadable(&error));
    }
    if let Outcome::Quarantined(quarantine) = &mut frame.envelope.outcome {
        let n_bytes = quarantine.bytes.len();
        if n_bytes > QUARANTINE_BYTES_MAX {
            quarantine.bytes.truncate(QUARANTINE_BYTES_MAX);
            let kept = format!(" (the first {QUARANTINE_BYTES_MAX} of its `{n_bytes}` bytes are kept)");
            quarantine.message.push_str(&kept);
        }
    }
    frame
}

/// The failure that a layer could not be read or attached.
fn unreadable(error: &FrameError) -> Failure {
    let code = match error {
        FrameError::NoLayer(_) => "no-layer",
        FrameError::LayerTwice(_) => "layer-twice",
        FrameError::TooLarge(_) => "frame-too-large",
        _ => "malformed-frame",
    };
    Failure { code, message: error.to_string() }
}

/// Refuses a frame that no pipe could carry, so that one process and five give the same.
fn carryable(frame: &Frame) -> Result<(), FrameError> {
    let weight = frame.weight_bytes();
    if weight > FRAME_BYTES_MAX - ENVELOPE_BYTES_MAX {
        return Err(FrameError::TooLarge(weight as u64));
    }
    Ok(())
}

/// The one output of a stage that gives one for each input.
fn the_one<T>(out: &mut Vec<T>) -> Result<T, Failure> {
    let count = out.len();
    let one = out.pop().filter(|_| count == 1);
    out.clear();
    one.ok_or_else(|| {
        let message = format!("the stage gave `{count}` records for one document");
        Failure { code: "not-one-record", message }
    })
}
