//! Text as a line of JSON, through normalize and tag.
#![no_main]

use copydesk_fuzz::{in_time, through_desk};
use copydesk_ingest::{IngestConfig, read_json_line};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| in_time(|| through_desk(read_json_line(line, &IngestConfig::default()))));
