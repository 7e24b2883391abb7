//! Takes what people have, text dumps, saved pages, feeds, crawls, JSON lines, folders of them, and gives source texts.
//!
//! [`Ingest`] reads files, folders and the standard input and gives one frame for each document, in an order that
//! depends on the paths alone. What cannot be used is set aside in its frame with the reason and the bytes; what is no
//! input is listed by [`Ingest::skipped`]. The forms are plain functions as well: [`read_text`], [`read_html`],
//! [`read_json_line`]. Every limit is a constant of this crate and a field of [`IngestConfig`].
//!
//! | name | read as |
//! |---|---|
//! | `.txt` | a text dump: in UTF-8 byte for byte, otherwise decoded |
//! | `.html`, `.htm` | a page: its visible text, one block a line |
//! | `.jsonl`, `.ndjson` | one document a line: title, blank line, text |
//! | `.xml`, `.rss`, `.atom`, `.rdf` | RSS 0.9x, 1.0, 2.0 or Atom: one document an entry |
//! | `.json` | JSON Feed or ninjs: one document an item; other JSON met in a folder is skipped |
//! | `.warc` | the pages and texts of a crawl: one document a record |
//! | any of these and `.gz` or `.zst` | the same; that a file is compressed is told by its bytes |
//! | any other, named itself or `-` | what its first bytes look like |
//! | any other, met in a folder | skipped |
//!
//! ```
//! use copydesk_ingest::{IngestConfig, read_html};
//!
//! let page = "<title>Harbour Post</title><nav><a href=/>Home</a></nav>\
//!     <h1>Ferry sails again</h1><p>The ferry to Hollin left at noon on Monday.<script>count()</script>";
//! let (raw, markup) = read_html(page.as_bytes(), &IngestConfig::default())?;
//!
//! assert_eq!(raw.text, "Home\nFerry sails again\nThe ferry to Hollin left at noon on Monday.");
//! assert_eq!(markup.meta("title"), Some("Harbour Post"));
//! assert_eq!((markup.lines[0].path.as_str(), markup.lines[0].link_share), ("html/body/nav", 1000));
//! # Ok::<(), copydesk_ingest::Unusable>(())
//! ```

mod charset;
mod container;
mod cut;
mod dump;
mod error;
mod feed;
mod form;
mod html;
mod http;
mod json_feed;
mod json_line;
mod limits;
mod lines;
mod metadata;
mod source;
mod unpack;
mod walk;
mod warc;

pub use dump::read_text;
pub use error::{IngestError, Unusable};
pub use html::read_html;
pub use json_line::{FIELDS_NAMED, read_json_line};
pub use limits::{
    DOCUMENT_BYTES_MAX, ENCODED_GROWTH_MAX, FEED_BYTES_MAX, FOLDER_DEPTH_MAX, HINT_BYTES_MAX,
    HTML_ATTRIBUTES_MAX, HTML_DEPTH_MAX, HTML_NODES_MAX, IngestConfig, JSON_LINE_BYTES_MAX,
    METADATA_BYTES_MAX, METADATA_VALUES_MAX, NOT_TEXT_SHARE_MAX, POSITION_BYTES_MAX, QUARANTINE_BYTES_MAX,
    UNPACKED_BYTES_MAX, UNPACKED_RATIO_FROM, UNPACKED_RATIO_MAX, WARC_HEADER_BYTES_MAX, XML_DEPTH_MAX,
    ZSTD_WINDOW_BYTES_MAX,
};
pub use source::{Ingest, Known, STDIN, place};
