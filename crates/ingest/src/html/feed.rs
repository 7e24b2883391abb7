//! Feeds html5ever with what it needs and no more, and stops it at the limits.
//!
//! Two costs of building a tree grow with a square: each attribute of a tag is compared with those before it, and each
//! tag may look through all open elements. So the page is cut into tags and text by a linear scan first. The scan
//! walks in step with the tree: after each tag that can turn what follows into raw text it asks whether it did, so that
//! scan and html5ever cannot disagree on what is a tag. Comments, scripts and styles never reach html5ever.
//!
//! What the scan has found needs no second tokenizer: plain text and most tags are handed to html5ever's tree builder as they
//! are (`token`), with the attributes that anything is made of. Its tokenizer reads the rest: text with references that are hard
//! to tell, tags that raw text may follow, document types.

use std::cell::Cell;

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, Rcdata};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};

use super::builder::{Builder, Handle};
use super::scan::{AttributeAt, TagEnd, comment_bytes, raw_text_bytes, script_bytes, tag_end};
use super::token::{end_tag_token, plain_text, start_tag_token};
use super::tree::Tree;
use crate::cut::split_at_most;
use crate::{IngestConfig, Unusable};

/// How much is fed before the limits are looked at again.
const BATCH_BYTES: usize = 4096;
/// The elements whose content can be raw text.
const RAW_NAMES: &[&str] = &[
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
];
/// html5ever's list of these elements grows, and is searched by attributes, as long as they are not closed. Without
/// attributes it holds at most three of each.
const FORMATTING_NAMES: &[&str] =
    &["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
const JSON_LD: &str = "ld+json";
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Builds the tree of a page.
///
/// # Errors
/// `too-many-attributes`, `too-deep`, `too-many-nodes`.
pub(super) fn parse(html: &str, config: &IngestConfig) -> Result<Tree, Unusable> {
    parse_by(html, config, Way::Past)
}

/// The way of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Past the tokenizer wherever it may.
    Past,
    /// Through the tokenizer, always: what the other way is held against.
    #[cfg(test)]
    Through,
}

pub(super) fn parse_by(html: &str, config: &IngestConfig, way: Way) -> Result<Tree, Unusable> {
    let mut feed = Feed::new(config, way);
    feed.page(html)?;
    feed.check_limits()?;
    feed.tokenizer.end();
    Ok(feed.tokenizer.sink.builder.sink.finish())
}

struct Feed<'c> {
    config: &'c IngestConfig,
    tokenizer: Tokenizer<Step>,
    /// How much was handed over since the limits were looked at.
    batch_bytes: usize,
    way: Way,
    /// Whether the tokenizer is between two tokens, so that one may go past it.
    is_between: bool,
    /// Whether text that comes now may begin with a byte order mark that is none of it: html5ever drops one where it is fed
    /// anew, which is at each batch, and where it stops for a browser, at scripts and declared charsets.
    may_be_marked: bool,
    /// The attributes of the last tag.
    attributes: Vec<AttributeAt>,
}

/// Stands between html5ever's two halves: tells what kind of text follows, and keeps attributes from where they cost.
struct Step {
    builder: TreeBuilder<Handle, Builder>,
    raw: Cell<Option<Raw>>,
}

/// What the text after a start tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Raw {
    /// Text with character references, up to the end tag: shown or a title.
    Text,
    /// Up to the end tag, not shown.
    Hidden,
    /// Up to the end of the page.
    Plain,
}

impl<'c> Feed<'c> {
    fn new(config: &'c IngestConfig, way: Way) -> Self {
        let builder = TreeBuilder::new(Builder::new(), TreeBuilderOpts::default());
        let step = Step { builder, raw: Cell::new(None) };
        let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
        Self {
            config,
            tokenizer: Tokenizer::new(step, options),
            batch_bytes: 0,
            way,
            is_between: way == Way::Past,
            may_be_marked: true,
            attributes: Vec::new(),
        }
    }

    fn page(&mut self, html: &str) -> Result<(), Unusable> {
        let mut rest = html;
        while let Some((text, after)) = rest.split_once('<') {
            self.text(text)?;
            let name_follows = |text: &str| text.starts_with(|first: char| first.is_ascii_alphabetic());
            rest = if name_follows(after) {
                self.start_tag(after)?
            } else if let Some(name) = after.strip_prefix('/') {
                if name_follows(name) { self.end_tag(name)? } else { after_first('>', name) }
            } else if after.starts_with(['!', '?']) {
                self.declaration(after)?
            } else {
                // It may begin a tag yet, if what stands between is left out.
                self.tokenize("<");
                self.is_between = false;
                self.count("<".len())?;
                after
            };
        }
        self.text(rest)
    }

    /// Feeds text in pieces, so that the limits are kept also where each character makes a node.
    fn text(&mut self, text: &str) -> Result<(), Unusable> {
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, after) = split_at_most(rest, BATCH_BYTES);
            self.text_piece(piece)?;
            rest = after;
        }
        Ok(())
    }

    fn text_piece(&mut self, piece: &str) -> Result<(), Unusable> {
        let unmarked = piece.strip_prefix(BYTE_ORDER_MARK).filter(|_| self.may_be_marked);
        let text = unmarked.unwrap_or(piece);
        self.may_be_marked = false;
        match plain_text(text).filter(|_| self.is_between) {
            Some(text) if text.is_empty() => {}
            Some(text) => self.hand_over(Token::CharacterTokens(StrTendril::from(&*text))),
            None => {
                self.tokenize(text);
                self.is_between = false;
            }
        }
        self.count(piece.len())
    }

    /// `rest` begins with the tag's name; gives what follows the tag and its raw text.
    fn start_tag<'h>(&mut self, rest: &'h str) -> Result<&'h str, Unusable> {
        // A tag that is never closed is none: the page ends here.
        let Some(tag) = tag_end(rest, &mut self.attributes) else { return Ok("") };
        if self.attributes.len() > self.config.html_attributes_max {
            let message = format!(
                "a tag has `{}` attributes, at most `{}` are read",
                self.attributes.len(),
                self.config.html_attributes_max
            );
            return Err(Unusable::new("too-many-attributes", message));
        }
        let (whole, after) = rest.split_at_checked(tag.bytes).unwrap_or_default();
        let name = whole.get(..tag.name_bytes).unwrap_or_default();
        let raw_name = RAW_NAMES.iter().find(|raw| raw.eq_ignore_ascii_case(name));
        self.tokenizer.sink.raw.set(None);
        self.put_start_tag(whole, &tag, raw_name.is_some());
        self.count("<".len() + whole.len())?;
        let Some(name) = raw_name else { return Ok(after) };
        self.check_limits()?;
        let Some(raw) = self.tokenizer.sink.raw.take() else { return Ok(after) };
        self.raw_text(after, name, raw)
    }

    fn put_start_tag(&mut self, whole: &str, tag: &TagEnd, may_be_raw: bool) {
        let is_direct = self.is_between && !may_be_raw;
        let token = if is_direct { start_tag_token(whole, tag, &self.attributes) } else { None };
        self.put_whole(token, || format!("<{whole}"));
    }

    /// `rest` is the raw text of the element `name`; gives what follows its end tag.
    fn raw_text<'h>(&mut self, rest: &'h str, name: &str, raw: Raw) -> Result<&'h str, Unusable> {
        let bytes = match raw {
            Raw::Plain => None,
            Raw::Hidden if name == "script" => script_bytes(rest),
            Raw::Hidden | Raw::Text => raw_text_bytes(rest, name),
        };
        let (text, after) = rest.split_at_checked(bytes.unwrap_or(rest.len())).unwrap_or_default();
        // There are no references to the end of the page.
        self.is_between &= raw != Raw::Plain;
        if raw != Raw::Hidden {
            self.text(text)?;
        } else if name == "script" {
            self.tokenizer.sink.builder.sink.fill_script(JSON_LD, text);
        }
        match after.strip_prefix("</") {
            Some(end) => self.end_tag(end),
            None => Ok(after),
        }
    }

    /// `rest` begins with the tag's name. The attributes of an end tag say nothing.
    fn end_tag<'h>(&mut self, rest: &'h str) -> Result<&'h str, Unusable> {
        let Some(tag) = tag_end(rest, &mut self.attributes) else { return Ok("") };
        let (whole, after) = rest.split_at_checked(tag.bytes).unwrap_or_default();
        let name = whole.get(..tag.name_bytes).unwrap_or_default();
        let may_be_raw = RAW_NAMES.iter().any(|raw| raw.eq_ignore_ascii_case(name));
        let is_direct = self.is_between && !may_be_raw;
        let token = if is_direct { end_tag_token(name) } else { None };
        self.put_whole(token, || format!("</{name}>"));
        self.count("</>".len() + name.len())?;
        Ok(after)
    }

    /// `rest` begins with the `!` or `?` of a comment, a document type, or something like it.
    fn declaration<'h>(&mut self, rest: &'h str) -> Result<&'h str, Unusable> {
        if let Some(comment) = rest.strip_prefix("!--") {
            // An empty comment in its place keeps apart what it kept apart: `&am<!-- -->p;`.
            self.put_comment()?;
            let bytes = comment_bytes(comment).unwrap_or(comment.len());
            return Ok(comment.get(bytes..).unwrap_or_default());
        }
        if rest.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("!doctype")) {
            let (doctype, after) = rest.split_once('>').unwrap_or((rest, ""));
            self.put_whole(None, || format!("<{doctype}>"));
            self.count("<>".len() + doctype.len())?;
            return Ok(after);
        }
        if let Some(section) = rest.strip_prefix("![CDATA[") {
            self.check_limits()?;
            if self.tokenizer.sink.adjusted_current_node_present_but_not_in_html_namespace() {
                return Ok(section.split_once("]]>").map_or("", |(_, after)| after));
            }
        }
        Ok(after_first('>', rest))
    }

    fn put_comment(&mut self) -> Result<(), Unusable> {
        const COMMENT: &str = "<!---->";
        let token = self.is_between.then(|| Token::CommentToken(StrTendril::new()));
        self.put_whole(token, || COMMENT.to_owned());
        self.count(COMMENT.len())
    }

    /// Hands over a tag or the like: its token, or else the piece of the page that it is.
    fn put_whole(&mut self, token: Option<Token>, piece: impl FnOnce() -> String) {
        if let Some(token) = token {
            self.hand_over(token);
        } else {
            self.tokenize(&piece());
            self.is_between = self.way == Way::Past;
        }
    }

    /// Hands the tree builder a token that the tokenizer would have made.
    fn hand_over(&mut self, token: Token) {
        let result = self.tokenizer.sink.process_token(token, 1);
        self.may_be_marked = !matches!(result, TokenSinkResult::Continue);
    }

    /// Has the tokenizer read a piece of the page.
    fn tokenize(&mut self, piece: &str) {
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from(piece));
        self.may_be_marked = false;
        while !matches!(self.tokenizer.feed(&queue), TokenizerResult::Done) {
            self.may_be_marked = true;
        }
    }

    /// Counts what was handed over; looks at the limits when it is a batch.
    fn count(&mut self, bytes: usize) -> Result<(), Unusable> {
        self.batch_bytes += bytes;
        if self.batch_bytes < BATCH_BYTES { Ok(()) } else { self.check_limits() }
    }

    fn check_limits(&mut self) -> Result<(), Unusable> {
        self.batch_bytes = 0;
        self.may_be_marked = true;
        let (depth, n_nodes) =
            self.tokenizer.sink.builder.sink.with(|tree| (tree.depth_max(), tree.n_nodes()));
        if depth > self.config.html_depth_max {
            let message = format!("elements nest deeper than `{}`", self.config.html_depth_max);
            return Err(Unusable::new("too-deep", message));
        }
        if n_nodes > self.config.html_nodes_max {
            let message = format!("the page has more than `{}` nodes", self.config.html_nodes_max);
            return Err(Unusable::new("too-many-nodes", message));
        }
        Ok(())
    }
}

impl TokenSink for Step {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        let Token::TagToken(mut tag) = token else { return self.builder.process_token(token, line) };
        let is_formatting = tag.kind == TagKind::StartTag && FORMATTING_NAMES.contains(&&*tag.name);
        if is_formatting && !tag.attrs.is_empty() {
            return self.formatting_tag(tag, line);
        }
        if tag.kind == TagKind::EndTag {
            tag.attrs.clear();
        }
        let result = self.builder.process_token(Token::TagToken(tag), line);
        match &result {
            TokenSinkResult::RawData(Rcdata) => self.raw.set(Some(Raw::Text)),
            TokenSinkResult::RawData(
                RawKind::Rawtext | RawKind::ScriptData | RawKind::ScriptDataEscaped(_),
            ) => {
                self.raw.set(Some(Raw::Hidden));
            }
            TokenSinkResult::Plaintext => self.raw.set(Some(Raw::Plain)),
            TokenSinkResult::Continue
            | TokenSinkResult::Script(_)
            | TokenSinkResult::EncodingIndicator(_) => {}
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Step {
    /// Hands the tag on without its attributes, and gives them to the element that came of it.
    fn formatting_tag(&self, mut tag: Tag, line: u64) -> TokenSinkResult<Handle> {
        let attributes = std::mem::take(&mut tag.attrs);
        let name = tag.name.clone();
        let result = self.builder.process_token(Token::TagToken(tag), line);
        if self.builder.sink.last_element_is(&name) {
            self.builder.sink.describe_last(attributes);
        }
        result
    }
}

fn after_first(mark: char, text: &str) -> &str {
    text.split_once(mark).map_or("", |(_, after)| after)
}
