//! RSS, Atom, JSON Feed and ninjs of any bytes.

#![no_main]

use copydesk_fuzz::{in_time, through_ingest};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let name = if bytes.first().is_some_and(|&first| first == b'{' || first == b'[') {
        "feed.json"
    } else {
        "feed.xml"
    };
    in_time(|| through_ingest(name, bytes));
});
