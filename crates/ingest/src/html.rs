//! Pages: the visible text in reading order, one block a line, with what the markup says of each line.
//!
//! The way of a page: its bytes are decoded ([`crate::charset`]), cut into tags and text by a linear scan that keeps
//! the limits (`scan`, `feed`), built into a tree by html5ever (`builder`, `tree`), and read off that tree (`visible`,
//! `describe`).

mod builder;
mod describe;
mod entity;
mod feed;
mod json_ld;
mod scan;
mod token;
mod tree;
mod visible;

use copydesk_record::{LineHint, Markup, Note, Raw};
use encoding_rs::Encoding;

use crate::charset::decode;
use crate::metadata::Metadata;
use crate::{IngestConfig, Unusable};

pub(crate) use entity::decode_references;

/// A charset is declared within this many first bytes, or not at all.
const DECLARATION_BYTES_MAX: usize = 2048;
/// A JSON field is taken for HTML if it holds the start or end of one of these elements.
const TELLING_TAGS: &[&str] = &[
    "p",
    "br",
    "div",
    "span",
    "a",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "figure",
    "img",
    "strong",
    "em",
    "b",
    "i",
    "table",
    "article",
    "section",
];

/// The text of a page or of a piece of HTML.
pub(crate) struct Page {
    /// One block a line, no line empty, no line end at the end.
    pub(crate) text: String,
    /// One for each line of `text`; none if they would take too much room.
    pub(crate) lines: Vec<LineHint>,
    /// What the page says of itself.
    pub(crate) metadata: Metadata,
    /// What was noticed.
    pub(crate) notes: Vec<Note>,
}

/// The source text of a page, and what its markup says: metadata in document order and one hint for each line.
///
/// The source text is the visible text in reading order, one block a line: block elements and `<br>` end lines, white
/// space is folded, cells of a table row are set apart by a tab, and what is not shown (scripts, styles, templates,
/// `hidden`, drawings) is left out. A page with more hints than its frame can carry has none, and a note says so.
///
/// # Errors
/// `not-text`, `too-large`; `too-deep`, `too-many-attributes` and `too-many-nodes` for markup above the limits.
pub fn read_html(bytes: &[u8], config: &IngestConfig) -> Result<(Raw, Markup), Unusable> {
    read_html_as(bytes, None, config)
}

/// The same for a page that came with a charset: what the server says of it counts before what the page says.
pub(crate) fn read_html_as(
    bytes: &[u8],
    charset: Option<&'static Encoding>,
    config: &IngestConfig,
) -> Result<(Raw, Markup), Unusable> {
    let decoded = decode(bytes, charset.or_else(|| declared(bytes)), config.document_bytes_max)?;
    let page = read_page(&decoded.text, config)?;
    let url = ["link:canonical", "og:url"].iter().find_map(|key| page.metadata.first(key));
    let mut notes = decoded.notes;
    notes.extend(page.notes);
    let raw = Raw {
        text: page.text,
        media_type: "text/html".to_owned(),
        charset: decoded.charset,
        url: url.filter(|url| url.starts_with("http")).map(str::to_owned),
        notes,
        ..Raw::default()
    };
    Ok((raw, Markup { metadata: page.metadata.into_values(), lines: page.lines }))
}

/// Reads a page that is decoded already, or a piece of one.
pub(crate) fn read_page(html: &str, config: &IngestConfig) -> Result<Page, Unusable> {
    let tree = feed::parse(html, config)?;
    let metadata = describe::metadata_of(&tree);
    let visible = visible::visible_text(&tree);
    if visible.text.len() > config.document_bytes_max {
        return Err(Unusable::too_large(config.document_bytes_max));
    }
    let mut notes = Vec::new();
    if visible.hints.is_none() {
        notes.push(Note::new("markup", "too many lines to say of each what its markup is"));
    }
    Ok(Page { text: visible.text, lines: visible.hints.unwrap_or_default(), metadata, notes })
}

/// Whether a text field holds HTML rather than text with a stray `<`.
pub(crate) fn is_html(text: &str) -> bool {
    text.split('<').skip(1).any(|piece| {
        let piece = piece.strip_prefix('/').unwrap_or(piece);
        let name_bytes = piece.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (name, rest) = piece.split_at_checked(name_bytes).unwrap_or_default();
        let is_tag = rest.split_once('>').is_some_and(|(inside, _)| {
            let inside = inside.trim_end_matches('/');
            inside.trim().is_empty() || inside.starts_with([' ', '\n', '\t']) && inside.contains('=')
        });
        is_tag && TELLING_TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name))
    })
}

/// The charset that a page declares in a `<meta>` or an XML declaration, wherever `charset=` or `encoding=` stands.
pub(crate) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(DECLARATION_BYTES_MAX)).unwrap_or_default();
    let head: String = head.iter().map(|&byte| char::from(byte).to_ascii_lowercase()).collect();
    let mut rest = head.as_str();
    while let Some((_, after)) = rest.split_once("charset").or_else(|| rest.split_once("encoding")) {
        rest = after;
        let Some(value) = after.trim_start().strip_prefix('=') else { continue };
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let label = value.split(['"', '\'', ' ', ';', '>', '/', '?', '\n', '\r', '\t']).next();
        if let Some(encoding) = Encoding::for_label(label.unwrap_or_default().as_bytes()) {
            return Some(encoding);
        }
    }
    None
}

#[cfg(test)]
mod tests;
