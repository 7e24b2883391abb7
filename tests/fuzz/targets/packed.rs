//! Gzip and Zstandard of any bytes, and what comes out of them.

#![no_main]

use copydesk_fuzz::{in_time, through_ingest};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    in_time(|| through_ingest("dump.gz", bytes));
});
