//! Marks names, times, quotations with their speakers, quantities, topics and key phrases on an article.
//!
//! ```
//! use copydesk_tag::record::{Article, Block, DateClaim, Reading, Role, Span};
//! use copydesk_tag::stage::collect;
//! use copydesk_tag::Tag;
//!
//! let text = "PRAIA, Feb 16 - The ferry company Ilhas Express lost at least 17 containers on Sunday night, Mayor \
//!             Alma Reyes said. Reyes spoke in Praia.";
//! let block = Block { role: Role::Body, span: Span::new(0, text.len()), reason: None };
//! let written = DateClaim { value: "2021-02-16".to_owned(), ..DateClaim::default() };
//! let article = Article { blocks: vec![block], written: Some(written), ..Article::default() };
//! let reading = Reading { text: text.to_owned(), article, ..Reading::default() };
//!
//! let (out, _) = collect(&mut Tag::new(), [reading]);
//! let tags = &out[0];
//! let names: Vec<&str> = tags.names.iter().map(|name| name.span.str(text)).collect();
//! assert_eq!(names, ["PRAIA", "Ilhas Express", "Alma Reyes", "Reyes", "Praia"]);
//! assert_eq!(tags.names[2].entity, tags.names[3].entity);
//! assert_eq!(tags.times[1].value, "2021-02-14TNI");
//! assert_eq!((tags.quantities[0].value.as_str(), tags.quantities[0].unit.as_str()), ("17", "container"));
//! ```

mod content;
mod gazetteer;
mod key_phrase;
mod lexeme;
mod name;
mod number;
mod quantity;
mod quick;
mod quotation;
pub mod sequence;
mod time;

use copydesk_record::{Article, Reading, Tags, TimeTag};
use copydesk_stage::{Reject, Stage};

pub use crate::name::{
    FeatureGroup, NAME_KINDS, NameFeatures, NameToken, hinted_tokens, label_names, label_pass, name_tokens,
    pieces_at, shipped_labels,
};
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

/// The times of a document alone, counted from the date that `article` has now: for a story that shows that the page's own
/// date lies.
pub fn times(text: &str, article: &Article) -> Vec<TimeTag> {
    let reading = Reading { text: text.to_owned(), article: article.clone(), ..Reading::default() };
    time::times(&Content::of(&reading))
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
