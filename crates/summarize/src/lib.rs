//! Writes the brief of each story.

use copydesk_record::{Brief, Filed, Id};
use copydesk_stage::{Reject, Stage};

/// Holds the articles and gives all briefs at the end.
#[derive(Clone, Debug, Default)]
pub struct Summarize {
    stories: Vec<(Id, Vec<Filed>)>,
}

impl Summarize {
    /// A stage that holds nothing.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Stage for Summarize {
    type In = Filed;
    type Out = Brief;

    fn name(&self) -> &'static str {
        "summarize"
    }

    fn process(&mut self, input: Filed, _: &mut Vec<Brief>) -> Result<(), Reject> {
        let story = input.decision.story;
        match self.stories.iter_mut().find(|(id, _)| *id == story) {
            Some((_, articles)) => articles.push(input),
            None => self.stories.push((story, vec![input])),
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<Brief>) {
        for (id, articles) in self.stories.drain(..) {
            let title = articles.iter().find_map(|filed| filed.document.article.title.clone());
            out.push(Brief {
                id,
                revision: 1,
                thread: None,
                title: title.unwrap_or_default(),
                when: None,
                articles: articles.iter().map(|filed| filed.document.id).collect(),
                related: Vec::new(),
                outlets: 1,
                why: Vec::new(),
                summary: Vec::new(),
                quotations: Vec::new(),
                timeline: Vec::new(),
                disagreements: Vec::new(),
                entities: Vec::new(),
                datings: Vec::new(),
            });
        }
    }
}
