//! Finds the article in a page or dump.

use copydesk_record::{Article, Block, Copy, Page, Reading, Role, Span};
use copydesk_stage::{Reject, Stage};

pub use copydesk_record as record;
pub use copydesk_stage as stage;

/// Gives each line of a page its role.
#[derive(Clone, Debug, Default)]
pub struct Normalize {}

impl Normalize {
    /// A stage without state.
    pub fn new() -> Self {
        Self {}
    }
}

impl Stage for Normalize {
    type In = Page;
    type Out = Article;

    fn name(&self) -> &'static str {
        "normalize"
    }

    fn process(&mut self, page: Page, out: &mut Vec<Article>) -> Result<(), Reject> {
        let mut article = Article::default();
        let mut start = 0;
        for line in page.raw.text.split_inclusive('\n') {
            let span = Span::new(start, start + line.len()).trim(&page.raw.text);
            start += line.len();
            if span.is_empty() {
                continue;
            }
            let role = if article.title.is_none() { Role::Title } else { Role::Body };
            if role == Role::Title {
                article.title = Some(span.str(&page.raw.text).to_owned());
            }
            article.blocks.push(Block { role, span, reason: None });
        }
        out.push(article);
        Ok(())
    }
}

/// Marks the articles that repeat an earlier one.
#[derive(Clone, Debug, Default)]
pub struct Copies {}

impl Copies {
    /// A stage that has seen nothing.
    pub fn new() -> Self {
        Self {}
    }
}

impl Stage for Copies {
    type In = Reading;
    type Out = Option<Copy>;

    fn name(&self) -> &'static str {
        "copies"
    }

    fn process(&mut self, _: Reading, out: &mut Vec<Option<Copy>>) -> Result<(), Reject> {
        out.push(None);
        Ok(())
    }
}
