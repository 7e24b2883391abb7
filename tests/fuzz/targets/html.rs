//! Bytes as a page, through normalize and tag.
#![no_main]

use copydesk_fuzz::{in_time, through_desk};
use copydesk_ingest::{IngestConfig, read_html};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| in_time(|| through_desk(read_html(bytes, &IngestConfig::default()))));
