//! Text dumps: the file's bytes are the source text.

use copydesk_record::Raw;
use encoding_rs::Encoding;

use crate::charset::decode;
use crate::{IngestConfig, Unusable};

/// The source text of a text dump: valid UTF-8 exactly as it is, byte order mark and CR included; anything else decoded
/// from the charset that its byte order mark or its letters show, with a note.
///
/// # Errors
/// `not-text` for binary data, `too-large` above the limit on decoded bytes.
pub fn read_text(bytes: &[u8], config: &IngestConfig) -> Result<Raw, Unusable> {
    read_text_as(bytes, None, config)
}

/// The same for a text that came with a charset.
pub(crate) fn read_text_as(
    bytes: &[u8],
    charset: Option<&'static Encoding>,
    config: &IngestConfig,
) -> Result<Raw, Unusable> {
    let decoded = decode(bytes, charset, config.document_bytes_max)?;
    Ok(Raw {
        text: decoded.text,
        media_type: "text/plain".to_owned(),
        charset: decoded.charset,
        notes: decoded.notes,
        is_verbatim: decoded.is_verbatim,
        ..Raw::default()
    })
}
