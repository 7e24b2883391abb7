//! The one contract that every stage of copydesk keeps: one input in, records appended to `out`; no clock, no file, no
//! randomness and no runtime inside.
//!
//! ```
//! use copydesk_stage::{collect, Reject, Stage};
//!
//! /// Numbers the headlines of an edition.
//! struct Number(usize);
//!
//! impl Stage for Number {
//!     type In = &'static str;
//!     type Out = String;
//!
//!     fn name(&self) -> &'static str {
//!         "number"
//!     }
//!
//!     fn process(&mut self, headline: &'static str, out: &mut Vec<String>) -> Result<(), Reject> {
//!         if headline.is_empty() {
//!             return Err(Reject::new("empty", "the headline is empty"));
//!         }
//!         self.0 += 1;
//!         out.push(format!("{}. {headline}", self.0));
//!         Ok(())
//!     }
//! }
//!
//! let (out, rejects) = collect(&mut Number(0), ["Ferry sinks", "", "Crew safe"]);
//! assert_eq!(out, ["1. Ferry sinks", "2. Crew safe"]);
//! assert_eq!(rejects[0].0, 1);
//! ```

use std::fmt;

/// A step of the desk's work. The same inputs in the same order give the same outputs, on every machine.
pub trait Stage {
    /// What it takes.
    type In;
    /// What it gives.
    type Out;

    /// Its name, a verb: what run reports and quarantine lines say.
    fn name(&self) -> &'static str;

    /// Takes one input and appends what it gives to `out`.
    ///
    /// # Errors
    /// A [`Reject`] if the input cannot be used at all. Nothing may have been appended then, and the stage goes on as if
    /// the input had not come.
    fn process(&mut self, input: Self::In, out: &mut Vec<Self::Out>) -> Result<(), Reject>;

    /// Takes up again an input on which it decided in an earlier run, with what it gave then, so that afterwards it holds
    /// what it held after that decision. It decides nothing anew. A stage that holds nothing has nothing to take up.
    fn recall(&mut self, input: Self::In, decided: &Self::Out) {
        let _ = (input, decided);
    }

    /// Appends what is still held, at the end of the stream. It never changes a decision already made.
    fn finish(&mut self, out: &mut Vec<Self::Out>) {
        let _ = out;
    }
}

/// Why an input cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// A stable word for programs: `too-much-work`.
    pub code: &'static str,
    /// A sentence that a person can act on, lower case, no full stop.
    pub message: String,
}

impl Reject {
    /// A reject with its reason.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Reject {}

/// Runs a stage over all `inputs` without a runtime: what it gave, and the rejected with their position.
pub fn collect<S: Stage>(
    stage: &mut S,
    inputs: impl IntoIterator<Item = S::In>,
) -> (Vec<S::Out>, Vec<(usize, Reject)>) {
    let mut out = Vec::new();
    let mut rejects = Vec::new();
    for (position, input) in inputs.into_iter().enumerate() {
        if let Err(reject) = stage.process(input, &mut out) {
            rejects.push((position, reject));
        }
    }
    stage.finish(&mut out);
    (out, rejects)
}
