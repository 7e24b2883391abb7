//! What bounds one document: every limit by its name, and the configuration that carries them.

/// The longest document, in bytes after decoding to UTF-8. A longer one is set aside as `too-large`.
pub const DOCUMENT_BYTES_MAX: usize = 5 << 20;
/// How many times longer than its UTF-8 a file may be before it is decoded: UTF-16 takes two bytes for a Latin letter.
pub const ENCODED_GROWTH_MAX: usize = 2;
/// The longest line of JSON, in bytes: escapes can take six bytes for a character of two.
pub const JSON_LINE_BYTES_MAX: usize = 3 * DOCUMENT_BYTES_MAX;
/// How many of a document's first bytes go to quarantine with it: all of any document of legal length.
pub const QUARANTINE_BYTES_MAX: usize = DOCUMENT_BYTES_MAX;
/// How deep the elements of a page may nest: the work of building the tree grows with the square of it.
pub const HTML_DEPTH_MAX: usize = 512;
/// How many attributes one tag may carry: each is compared with those before it.
pub const HTML_ATTRIBUTES_MAX: usize = 256;
/// How many nodes a page may have. Unclosed `<b>` and `<font>` are opened again in each paragraph, so that a small
/// page can ask for many.
pub const HTML_NODES_MAX: usize = 4_000_000;
/// How many bytes the hints on a page's lines may take together; above it the page goes on without hints.
pub const HINT_BYTES_MAX: usize = 12 << 20;
/// How many bytes of named values one document may carry; what comes later is left out.
pub const METADATA_BYTES_MAX: usize = 6 << 20;
/// How many named values one document may carry; what comes later is left out.
pub const METADATA_VALUES_MAX: usize = 4_096;
/// How many bytes compressed input may unpack to for one document, or one member of a container.
pub const UNPACKED_BYTES_MAX: u64 = 64 << 20;
/// How many times its size compressed input may unpack to, document by document.
pub const UNPACKED_RATIO_MAX: u64 = 100;
/// From so many unpacked bytes on the ratio counts: short texts of one letter are no bombs.
pub const UNPACKED_RATIO_FROM: u64 = 1 << 20;
/// The widest window that Zstandard data may ask for.
pub const ZSTD_WINDOW_BYTES_MAX: u64 = 32 << 20;
/// The longest feed, in XML or JSON, in bytes after unpacking: it is read as a whole.
pub const FEED_BYTES_MAX: usize = 16 << 20;
/// How deep the elements of a feed may nest around its entries.
pub const XML_DEPTH_MAX: usize = 128;
/// The longest header of a WARC record or of the response in it, in bytes.
pub const WARC_HEADER_BYTES_MAX: usize = 64 << 10;
/// The longest id of an entry that names its place in a feed, in bytes; entries with longer ones are numbered.
pub const POSITION_BYTES_MAX: usize = 256;
/// How deep folders are walked.
pub const FOLDER_DEPTH_MAX: usize = 128;
/// Above this share of a document, in thousandths of its characters, control characters and undecodable bytes say that
/// it is no text.
pub const NOT_TEXT_SHARE_MAX: usize = 20;

/// The limits of one run of ingest. The defaults are the constants of the same names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IngestConfig {
    /// See [`DOCUMENT_BYTES_MAX`].
    pub document_bytes_max: usize,
    /// See [`JSON_LINE_BYTES_MAX`].
    pub json_line_bytes_max: usize,
    /// See [`QUARANTINE_BYTES_MAX`].
    pub quarantine_bytes_max: usize,
    /// See [`HTML_DEPTH_MAX`].
    pub html_depth_max: usize,
    /// See [`HTML_ATTRIBUTES_MAX`].
    pub html_attributes_max: usize,
    /// See [`HTML_NODES_MAX`].
    pub html_nodes_max: usize,
    /// Names of fields of JSON lines beside the usual ones, which they go before: the field, one of
    /// [`crate::FIELDS_NAMED`], and its name in the lines.
    pub field_names: Vec<(String, String)>,
}

impl Default for IngestConfig {
    fn default() -> Self {
        Self {
            document_bytes_max: DOCUMENT_BYTES_MAX,
            json_line_bytes_max: JSON_LINE_BYTES_MAX,
            quarantine_bytes_max: QUARANTINE_BYTES_MAX,
            html_depth_max: HTML_DEPTH_MAX,
            html_attributes_max: HTML_ATTRIBUTES_MAX,
            html_nodes_max: HTML_NODES_MAX,
            field_names: Vec::new(),
        }
    }
}
