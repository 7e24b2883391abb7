//! The stage that writes briefs: documents pass through it, stories follow them.

use copydesk_record::{Brief, Filed, Frame};
use copydesk_stage::Stage;

use super::{Work, is_work, quarantined, unreadable};
use crate::contain::{AfterPanic, Contained, Failure};

struct Gather<S: Stage> {
    stage: Contained<S>,
    out: Vec<S::Out>,
}

/// Makes a stage that writes briefs work on frames: documents are forwarded as they come, and the briefs follow the
/// last of them as frames of their own, numbered from 0.
///
/// After a panic it goes on with the articles it holds. A panic at the end of the stream keeps the briefs that were
/// given before it, and is a fault of the run.
pub fn gather<S>(make: impl Fn() -> S + Send + 'static) -> impl Work
where
    S: Stage<In = Filed, Out = Brief> + Send,
{
    Gather { stage: Contained::new(make, AfterPanic::GoOn), out: Vec::new() }
}

impl<S> Work for Gather<S>
where
    S: Stage<In = Filed, Out = Brief> + Send,
{
    fn name(&self) -> &'static str {
        self.stage.name()
    }

    fn process(&mut self, frame: Frame) -> Frame {
        if !is_work(&frame) {
            return frame;
        }
        let input = Filed::try_from(&frame).map_err(|error| unreadable(&error));
        match input.and_then(|input| self.stage.process(input, &mut self.out)) {
            Ok(()) => frame,
            Err(failure) => quarantined(frame, self.name(), &failure),
        }
    }

    fn finish(&mut self, out: &mut Vec<Frame>) -> Result<(), String> {
        let ended = self.stage.finish(&mut self.out);
        for (seq, brief) in (0..).zip(self.out.drain(..)) {
            out.push(Frame::story(&brief, seq).map_err(|error| error.to_string())?);
        }
        ended.map_err(|Failure { message, .. }| message)
    }
}
