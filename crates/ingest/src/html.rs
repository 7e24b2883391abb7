//! Pages: set aside until they are read.

use crate::{IngestConfig, Unusable};
use copydesk_record::{Markup, Raw};

/// The source text of a page.
///
/// # Errors
/// `unsupported`.
pub fn read_html(_bytes: &[u8], _config: &IngestConfig) -> Result<(Raw, Markup), Unusable> {
    Err(Unusable::new("unsupported", "pages are not read"))
}
