//! The stage that marks copies: it says how a document stands and attaches nothing.

use copydesk_record::{Copy, Frame, Outcome, Reading};
use copydesk_stage::Stage;

use super::{Work, is_recalled, is_work, quarantined, the_one, unreadable};
use crate::contain::{AfterPanic, Contained, Failure};

struct Mark<S: Stage> {
    stage: Contained<S>,
    out: Vec<S::Out>,
}

/// Makes a stage that knows copies work on frames: what it gives becomes the document's outcome.
///
/// After a panic it goes on with the articles it remembers, as they stood at the panic; the document that caused it is
/// quarantined.
pub fn mark<S>(make: impl Fn() -> S + Send + 'static) -> impl Work
where
    S: Stage<In = Reading, Out = Option<Copy>> + Send,
{
    Mark { stage: Contained::new(make, AfterPanic::GoOn), out: Vec::new() }
}

impl<S: Stage<In = Reading, Out = Option<Copy>>> Mark<S> {
    fn said(&mut self, frame: &Frame) -> Result<Option<Copy>, Failure> {
        let input = Reading::try_from(frame).map_err(|error| unreadable(&error))?;
        self.stage.process(input, &mut self.out)?;
        the_one(&mut self.out)
    }

    /// A document of an earlier run keeps its outcome.
    fn recalled(&mut self, frame: Frame) -> Frame {
        let decided =
            if let Outcome::Copy(copy) = &frame.envelope.outcome { Some(copy.clone()) } else { None };
        let input = Reading::try_from(&frame).map_err(|error| unreadable(&error));
        match input.and_then(|input| self.stage.recall(input, &decided)) {
            Ok(()) => frame,
            Err(failure) => quarantined(frame, "copies", &failure),
        }
    }
}

impl<S> Work for Mark<S>
where
    S: Stage<In = Reading, Out = Option<Copy>> + Send,
{
    fn name(&self) -> &'static str {
        self.stage.name()
    }

    fn process(&mut self, mut frame: Frame) -> Frame {
        if !is_work(&frame) {
            return frame;
        }
        if is_recalled(&frame) {
            return self.recalled(frame);
        }
        match self.said(&frame) {
            Ok(Some(copy)) => frame.envelope.outcome = Outcome::Copy(copy),
            Ok(None) => {}
            Err(failure) => return quarantined(frame, self.name(), &failure),
        }
        frame
    }
}
