//! Keeps a stage's panic inside the document that caused it.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use copydesk_stage::{Reject, Stage};

/// A stage and how to make it anew.
pub(crate) struct Contained<S> {
    make: Box<dyn Fn() -> S + Send>,
    stage: S,
    after: AfterPanic,
}

/// What is done with a stage that panicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AfterPanic {
    /// It holds nothing of earlier documents: a fresh one takes its place.
    Rebuild,
    /// It holds what earlier documents said: it goes on with that, as it stood when it panicked.
    GoOn,
}

/// Why a document could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl From<Reject> for Failure {
    fn from(reject: Reject) -> Self {
        Self { code: reject.code, message: reject.message }
    }
}

impl<S: Stage> Contained<S> {
    pub(crate) fn new(make: impl Fn() -> S + Send + 'static, after: AfterPanic) -> Self {
        Self { stage: make(), make: Box::new(make), after }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.stage.name()
    }

    /// Whether a fresh stage would do as well at any time.
    pub(crate) fn holds_nothing(&self) -> bool {
        self.after == AfterPanic::Rebuild
    }

    /// Gives `input` to the stage; what it appended to `out` before it failed is taken off again.
    pub(crate) fn process(&mut self, input: S::In, out: &mut Vec<S::Out>) -> Result<(), Failure> {
        let before = out.len();
        let stage = &mut self.stage;
        let failure = match contained(|| stage.process(input, out)) {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(reject)) => reject.into(),
            Err(message) => {
                if self.after == AfterPanic::Rebuild {
                    self.stage = (self.make)();
                }
                Failure { code: "panic", message }
            }
        };
        out.truncate(before);
        Err(failure)
    }

    /// Has the stage take up again what it decided in an earlier run.
    pub(crate) fn recall(&mut self, input: S::In, decided: &S::Out) -> Result<(), Failure> {
        let stage = &mut self.stage;
        contained(|| stage.recall(input, decided)).map_err(|message| Failure { code: "panic", message })
    }

    /// Ends the stage; what it appended to `out` before a panic stays.
    pub(crate) fn finish(&mut self, out: &mut Vec<S::Out>) -> Result<(), Failure> {
        let stage = &mut self.stage;
        contained(|| stage.finish(out)).map_err(|message| Failure { code: "panic", message })
    }
}

thread_local! {
    static IS_CONTAINED: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work` and gives the message of its panic, if it panics. Nothing is printed then: the process's panic hook is
/// left alone for every other panic.
pub(crate) fn contained<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    hush_contained_panics();
    let outer = IS_CONTAINED.replace(true);
    // What `work` may leave half-changed is either thrown away or, by `AfterPanic::GoOn`, taken as it stands.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    IS_CONTAINED.set(outer);
    result.map_err(|payload| {
        let message = message_of(payload.as_ref());
        let place = PLACE.take().unwrap_or_default();
        tracing::error!(place, message, "a stage panicked");
        message
    })
}

/// The words of a panic. The place in the code goes to the log only: it names files of the machine that built it.
fn message_of(payload: &(dyn Any + Send)) -> String {
    let words = payload.downcast_ref::<&str>().copied();
    let words = words.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    words.unwrap_or("a panic without words").to_owned()
}

fn hush_contained_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if IS_CONTAINED.get() {
                PLACE.set(info.location().map(ToString::to_string));
            } else {
                loud(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message() {
        assert_eq!(contained(|| 7), Ok(7));
        assert_eq!(
            contained(|| -> u8 { panic!("page {} is missing", 4) }),
            Err("page 4 is missing".to_owned())
        );
        let nested = contained(|| contained(|| -> u8 { panic!("inner") }));
        assert_eq!(nested, Ok(Err("inner".to_owned())));
        assert!(!IS_CONTAINED.get(), "a later panic of this thread is loud again");
    }
}
