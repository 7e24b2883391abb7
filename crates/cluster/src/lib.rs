//! Groups articles into stories and threads.

use copydesk_record::{Decision, Id, Tagged};
use copydesk_stage::{Reject, Stage};

/// Puts each article into a story.
#[derive(Clone, Debug, Default)]
pub struct Cluster {}

impl Cluster {
    /// A stage that knows no story.
    pub fn new() -> Self {
        Self {}
    }
}

impl Stage for Cluster {
    type In = Tagged;
    type Out = Decision;

    fn name(&self) -> &'static str {
        "cluster"
    }

    fn process(&mut self, input: Tagged, out: &mut Vec<Decision>) -> Result<(), Reject> {
        let story = Id::of_parts("copydesk story 1", &[input.id.as_bytes()]);
        out.push(Decision { story, why: Vec::new(), events: Vec::new() });
        Ok(())
    }
}
