//! Marks names, times, quotations and quantities.

use copydesk_record::{Reading, Tags};
use copydesk_stage::{Reject, Stage};

/// Puts marks on an article.
#[derive(Clone, Debug, Default)]
pub struct Tag {}

impl Tag {
    /// A stage without state.
    pub fn new() -> Self {
        Self {}
    }
}

impl Stage for Tag {
    type In = Reading;
    type Out = Tags;

    fn name(&self) -> &'static str {
        "tag"
    }

    fn process(&mut self, _: Reading, out: &mut Vec<Tags>) -> Result<(), Reject> {
        out.push(Tags::default());
        Ok(())
    }
}
