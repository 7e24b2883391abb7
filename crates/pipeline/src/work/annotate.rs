//! A stage that says one thing about each document.

use copydesk_record::{Article, Decision, Frame, FrameError, Layered, Outcome, Tags};
use copydesk_stage::Stage;

use super::{Work, carryable, is_recalled, is_work, quarantined, the_one, unreadable};
use crate::contain::{AfterPanic, Contained, Failure};

/// A layer that may settle how the document stands.
pub trait Annotation: Layered {
    /// The outcome that it asks for; `None` if the document stays as it is.
    fn outcome(&self) -> Option<Outcome> {
        None
    }
}

impl Annotation for Article {
    fn outcome(&self) -> Option<Outcome> {
        self.filtered.clone().map(Outcome::Filtered)
    }
}

impl Annotation for Tags {}

impl Annotation for Decision {}

struct Annotate<S: Stage> {
    stage: Contained<S>,
    out: Vec<S::Out>,
}

/// Makes a stage work on frames: it reads the layers of `In` and attaches `Out` as a layer.
///
/// `make` builds the stage, and builds it again after a panic: right for a stage that holds nothing from one document
/// to the next. For one that does ([`Decision`]s), see [`annotate_in_order`].
pub fn annotate<S>(make: impl Fn() -> S + Send + 'static) -> impl Work
where
    S: Stage + Send,
    S::In: for<'f> TryFrom<&'f Frame, Error = FrameError>,
    S::Out: Annotation + Send,
{
    Annotate { stage: Contained::new(make, AfterPanic::Rebuild), out: Vec::new() }
}

/// The same for a stage that holds what earlier documents said.
///
/// After a panic it goes on with what it holds, as that stood at the panic: forgetting all earlier documents for the
/// sake of one would tear apart every story that is still to grow. The document that caused it is quarantined.
pub fn annotate_in_order<S>(make: impl Fn() -> S + Send + 'static) -> impl Work
where
    S: Stage + Send,
    S::In: for<'f> TryFrom<&'f Frame, Error = FrameError>,
    S::Out: Annotation + Send,
{
    Annotate { stage: Contained::new(make, AfterPanic::GoOn), out: Vec::new() }
}

impl<S> Annotate<S>
where
    S: Stage,
    S::In: for<'f> TryFrom<&'f Frame, Error = FrameError>,
    S::Out: Annotation,
{
    fn said(&mut self, frame: &Frame) -> Result<S::Out, Failure> {
        let input = S::In::try_from(frame).map_err(|error| unreadable(&error))?;
        self.stage.process(input, &mut self.out)?;
        the_one(&mut self.out)
    }
}

impl<S> Annotate<S>
where
    S: Stage + Send,
    S::In: for<'f> TryFrom<&'f Frame, Error = FrameError>,
    S::Out: Annotation + Send,
{
    /// A document of an earlier run keeps the layer that it has.
    fn recalled(&mut self, frame: Frame) -> Frame {
        if self.stage.holds_nothing() {
            return frame;
        }
        let taken_up = S::In::try_from(&frame)
            .and_then(|input| Ok((input, frame.layer::<S::Out>()?)))
            .map_err(|error| unreadable(&error))
            .and_then(|(input, layer)| self.stage.recall(input, &layer));
        match taken_up {
            Ok(()) => frame,
            Err(failure) => quarantined(frame, self.name(), &failure),
        }
    }
}

impl<S> Work for Annotate<S>
where
    S: Stage + Send,
    S::In: for<'f> TryFrom<&'f Frame, Error = FrameError>,
    S::Out: Annotation + Send,
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
        let layer = match self.said(&frame) {
            Ok(layer) => layer,
            Err(failure) => return quarantined(frame, self.name(), &failure),
        };
        if let Err(error) = frame.attach(&layer).and_then(|()| carryable(&frame)) {
            frame.layers.retain(|have| have.kind != S::Out::KIND);
            return quarantined(frame, self.name(), &unreadable(&error));
        }
        if let Some(outcome) = layer.outcome() {
            frame.envelope.outcome = outcome;
        }
        frame
    }
}
