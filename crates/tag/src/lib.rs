//! Marks names, times, quotations with their speakers, quantities, topics and key phrases on an article.

mod content;
mod gazetteer;
mod key_phrase;
mod lexeme;
mod name;
mod number;
mod quantity;
mod quotation;
mod time;

use copydesk_record::{Reading, Tags};
use copydesk_stage::{Reject, Stage};

pub use copydesk_record as record;
pub use copydesk_stage as stage;

use crate::content::Content;

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

    fn process(&mut self, reading: Reading, out: &mut Vec<Tags>) -> Result<(), Reject> {
        let content = Content::of(&reading);
        let mut tags = Tags { sentences: content.sentences().collect(), ..Tags::default() };
        (tags.names, tags.entities) = name::names(&content);
        tags.times = time::times(&content);
        tags.quantities = quantity::quantities(&content, &tags.times);
        tags.key_phrases = key_phrase::key_phrases(&content);
        tags.quotations = quotation::quotations(&content, &tags.names, &tags.entities);
        out.push(tags);
        Ok(())
    }
}
