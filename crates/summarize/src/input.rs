//! What a brief is written from.

use copydesk_record::{Id, Tagged, Why};

/// A story with its articles.
#[derive(Clone, Debug, Default)]
pub struct StoryInput {
    /// The story.
    pub id: Id,
    /// The thread it belongs to, if there is more than one story of the affair.
    pub thread: Option<Id>,
    /// What holds the articles together.
    pub why: Vec<Why>,
    /// The articles in order of arrival, copies included; a copy comes after what it repeats.
    pub articles: Vec<Tagged>,
    /// Articles of other stories that may repeat what was said in this one: of the thread, or a round-up. They are
    /// cited beside the story's own, and nothing else of them is used.
    pub related: Vec<Tagged>,
}
