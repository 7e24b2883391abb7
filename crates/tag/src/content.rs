//! What the marks stand on: the content blocks of an article, each with its sentences.

use copydesk_record::{Article, Reading, Role, Span};
use copydesk_text::sentences;

/// The part of a document that tag reads: title, body, headings and lists, in the order of the source text.
#[derive(Debug)]
pub(crate) struct Content<'a> {
    /// The source text; all spans are byte ranges of it.
    pub(crate) source: &'a str,
    /// The article that the blocks belong to.
    pub(crate) article: &'a Article,
    /// The content blocks.
    pub(crate) blocks: Vec<ContentBlock>,
}

/// A content block and its sentences.
#[derive(Clone, Debug)]
pub(crate) struct ContentBlock {
    /// What it is for: title, body, heading or list.
    pub(crate) role: Role,
    /// Where it stands, without white space at its ends.
    pub(crate) span: Span,
    /// Its sentences, in order.
    pub(crate) sentences: Vec<Span>,
}

impl<'a> Content<'a> {
    /// The content of a document; blocks whose span is not in the text are left out.
    pub(crate) fn of(reading: &'a Reading) -> Self {
        let source = reading.text.as_str();
        let blocks = reading.article.content_blocks().filter_map(|block| {
            block.span.of(source)?;
            let span = block.span.trim(source);
            (!span.is_empty()).then(|| ContentBlock {
                role: block.role,
                span,
                sentences: sentences(source, span),
            })
        });
        Self { source, article: &reading.article, blocks: blocks.collect() }
    }

    /// The words at a span; empty if it is not in the text.
    pub(crate) fn str(&self, span: Span) -> &'a str {
        span.str(self.source)
    }

    /// The sentences of all blocks, in order.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = Span> {
        self.blocks.iter().flat_map(|block| block.sentences.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use copydesk_record::Block;

    use super::*;

    #[test]
    fn content_blocks_only_and_spans_checked() {
        let text = "Ferry sinks\nShare this\n It rained. It poured. \n".to_owned();
        let block = |role, start, end| Block { role, span: Span::new(start, end), reason: None };
        let blocks = vec![
            block(Role::Title, 0, 11),
            block(Role::Share, 12, 22),
            block(Role::Body, 23, 46),
            block(Role::Body, 900, 950),
        ];
        let reading =
            Reading { text, article: Article { blocks, ..Article::default() }, ..Reading::default() };
        let content = Content::of(&reading);
        let words: Vec<&str> = content.blocks.iter().map(|block| content.str(block.span)).collect();
        assert_eq!(words, ["Ferry sinks", "It rained. It poured."]);
        let found: Vec<&str> = content.sentences().map(|span| content.str(span)).collect();
        assert_eq!(found, ["Ferry sinks", "It rained.", "It poured."]);
    }
}
