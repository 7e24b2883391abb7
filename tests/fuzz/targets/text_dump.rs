//! Bytes as a text dump, through normalize and tag.
#![no_main]

use copydesk_fuzz::{in_time, through_desk};
use copydesk_ingest::{IngestConfig, read_text};
use copydesk_record::Markup;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| in_time(|| {
    let read = read_text(bytes, &IngestConfig::default());
    if let Ok(raw) = &read {
        assert!(!raw.is_verbatim || raw.text.as_bytes() == bytes);
    }
    through_desk(read.map(|raw| (raw, Markup::default())));
}));
