//! Finds the article in a page or dump: a role and a reason for each line, headline, byline, outlet, and dates with what
//! speaks for them; and, over a stream of articles, which ones repeat an earlier one.
//!
//! ```
//! use copydesk_normalize::record::{Page, Raw, Role};
//! use copydesk_normalize::normalize;
//!
//! let text = "\
//! Harbour Courier | News from the coast
//! Ferry strike strands hundreds at Port Alva
//! By ROSA LINDQVIST, TRANSPORT REPORTER
//! Published: 4 May 2024, 09:15
//! Hundreds of passengers slept on the quay at Port Alva on Friday night after the ferry crews walked out over pay.
//! “We were told to wait, and then we were told nothing,” said Ines Marr, who had come from the islands.
//! READ MORE: What the ferries cost
//! © Harbour Courier Ltd. 2024";
//! let page = Page { raw: Raw::from_text(text), ..Page::default() };
//! let article = normalize(&page);
//! assert_eq!(article.title.as_deref(), Some("Ferry strike strands hundreds at Port Alva"));
//! assert_eq!(article.byline, ["Rosa Lindqvist"]);
//! assert_eq!(article.outlet.as_deref(), Some("Harbour Courier"));
//! assert_eq!(article.published.unwrap().value, "2024-05-04T09:15");
//! let roles: Vec<Role> = article.blocks.iter().map(|block| block.role).collect();
//! assert_eq!(roles[4..], [Role::Body, Role::Body, Role::Link, Role::Copyright]);
//! assert_eq!(article.blocks[6].reason.as_deref(), Some("leads to another page"));
//! ```
//!
//! Every non-empty line stands in exactly one block, in order. [`Normalize`] and [`Copies`] are the stages; [`normalize`]
//! is the same for one page. Nothing here reads a file or a clock, and no text makes it fail: what it cannot tell
//! becomes a note.

mod authors;
mod byline;
pub mod content;
mod copies;
mod cue;
mod date_line;
mod dateline;
mod dates;
mod filter;
mod gate;
mod hashed;
mod headline;
mod marked;
mod markup;
pub mod outlet;
mod page;
mod repeat;
mod role;
mod shape;
mod sheet;
mod sign;
mod signature;
mod titles;

use copydesk_record::{Article, Page};
use copydesk_stage::{Reject, Stage};
use copydesk_text::tokens;

pub use copydesk_record as record;
pub use copydesk_stage as stage;

pub use copies::{Copies, WINDOW_DOCUMENTS};
pub use page::normalize;

/// The work for one document: how many words, numbers and marks its title and text may have. What is more is no article,
/// and the stages that follow take time for each of them.
pub const TOKENS_MAX: usize = 100_000;

/// Gives each line of a page its role. Without state. What has more than [`TOKENS_MAX`] tokens of text is rejected as
/// `too-much-work`.
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
        let article = normalize(&page);
        check_work(&page, &article)?;
        out.push(article);
        Ok(())
    }
}

fn check_work(page: &Page, article: &Article) -> Result<(), Reject> {
    let spans = || article.content_blocks().map(|block| block.span);
    let n_bytes = spans().fold(0, |sum: usize, span| sum.saturating_add(span.len()));
    // No token is shorter than a byte.
    if n_bytes <= TOKENS_MAX {
        return Ok(());
    }
    let n_tokens = spans().flat_map(|span| tokens(&page.raw.text, span)).take(TOKENS_MAX + 1).count();
    if n_tokens <= TOKENS_MAX {
        return Ok(());
    }
    let message =
        format!("its text has more than {TOKENS_MAX} words, numbers and marks: cut it into articles");
    Err(Reject::new("too-much-work", message))
}
