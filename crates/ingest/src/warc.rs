//! WARC files (ISO 28500): what a crawler kept, record by record, of which the responses and their bodies are read.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};

use crate::Unusable;
use crate::limits::WARC_HEADER_BYTES_MAX;
use crate::lines::Lines;

/// How every record begins.
pub(crate) const MAGIC: &str = "WARC/1.";

/// The records of a file, one after the other.
pub(crate) struct Records<R> {
    lines: Lines<R>,
    n_read: u64,
    /// The line that begins the next record, where it has been read already.
    begun: Option<Vec<u8>>,
}

/// One record.
#[derive(Debug)]
pub(crate) struct Record {
    /// Counted from 1, records of every type.
    pub(crate) number: u64,
    /// The whole record, header and block, as far as it was read.
    pub(crate) bytes: Vec<u8>,
    /// What it says, or why that cannot be told.
    pub(crate) parts: Result<Parts, Unusable>,
}

/// What a record says.
#[derive(Debug)]
pub(crate) struct Parts {
    /// The fields of the header by their names in lower case.
    pub(crate) header: BTreeMap<String, String>,
    /// Where the block begins in the record.
    pub(crate) block_at: usize,
}

impl Parts {
    pub(crate) fn field(&self, name: &str) -> &str {
        self.header.get(name).map_or("", String::as_str)
    }
}

impl<R: BufRead> Records<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { lines: Lines::new(reader, WARC_HEADER_BYTES_MAX), n_read: 0, begun: None }
    }

    /// The number of the record that is read, or of the next.
    pub(crate) fn next_number(&self) -> u64 {
        self.n_read + 1
    }

    /// The next record with at most `block_bytes_max` bytes of its block; `None` at the end of the file. What is no
    /// record is one that says so, up to where the next begins.
    pub(crate) fn next_record(&mut self, block_bytes_max: usize) -> io::Result<Option<Record>> {
        let Some(first) = self.first_line()? else { return Ok(None) };
        let mut bytes = first;
        bytes.extend_from_slice(b"\r\n");
        let parts = if bytes.starts_with(MAGIC.as_bytes()) {
            self.rest(&mut bytes, block_bytes_max)?
        } else {
            self.pass_over(&mut bytes)?;
            Err(Unusable::new("not-warc", "no WARC record begins here"))
        };
        self.n_read += 1;
        Ok(Some(Record { number: self.n_read, bytes, parts }))
    }

    fn first_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        if let Some(line) = self.begun.take() {
            return Ok(Some(line));
        }
        loop {
            match self.lines.next_line()? {
                None => return Ok(None),
                Some(line) if line.bytes.trim_ascii().is_empty() && !line.is_cut => {}
                Some(line) => return Ok(Some(line.bytes)),
            }
        }
    }

    /// Reads up to the beginning of the next record.
    fn pass_over(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        while let Some(line) = self.lines.next_line()? {
            if line.bytes.starts_with(MAGIC.as_bytes()) {
                self.begun = Some(line.bytes);
                break;
            }
            if bytes.len() < WARC_HEADER_BYTES_MAX {
                bytes.extend_from_slice(&line.bytes);
                bytes.push(b'\n');
            }
        }
        Ok(())
    }

    fn rest(&mut self, bytes: &mut Vec<u8>, block_bytes_max: usize) -> io::Result<Result<Parts, Unusable>> {
        let mut header: BTreeMap<String, String> = BTreeMap::new();
        let mut last = String::new();
        loop {
            let Some(line) = self.lines.next_line()? else { return Ok(Err(truncated())) };
            bytes.extend_from_slice(&line.bytes);
            bytes.extend_from_slice(b"\r\n");
            if line.is_cut || bytes.len() > WARC_HEADER_BYTES_MAX {
                self.pass_over(bytes)?;
                let message = format!("its header is longer than `{WARC_HEADER_BYTES_MAX}` bytes");
                return Ok(Err(Unusable::new("too-large", message)));
            }
            let text = String::from_utf8_lossy(&line.bytes);
            if text.trim().is_empty() {
                break;
            }
            if text.starts_with([' ', '\t']) {
                // A field that goes on in the next line.
                if let Some(value) = header.get_mut(&last) {
                    value.push(' ');
                    value.push_str(text.trim());
                }
            } else if let Some((name, value)) = text.split_once(':') {
                last = name.trim().to_lowercase();
                header.entry(last.clone()).or_insert_with(|| value.trim().to_owned());
            }
        }
        let Some(length) = header.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            self.pass_over(bytes)?;
            return Ok(Err(Unusable::new("not-warc", "the record does not say how long it is")));
        };
        let block_at = bytes.len();
        let kept = length.min(block_bytes_max as u64);
        let reader = self.lines.reader();
        let n_kept = reader.by_ref().take(kept).read_to_end(bytes)? as u64;
        if n_kept < kept {
            return Ok(Err(truncated()));
        }
        let n_passed = io::copy(&mut reader.by_ref().take(length - kept), &mut io::sink())?;
        if n_passed < length - kept {
            return Ok(Err(truncated()));
        }
        if n_passed > 0 {
            return Ok(Err(Unusable::too_large(block_bytes_max)));
        }
        Ok(Ok(Parts { header, block_at }))
    }
}

fn truncated() -> Unusable {
    Unusable::new("truncated", "the file ends within the record")
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    fn record(kind: &str, block: &str) -> String {
        format!("WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n", block.len())
    }

    /// What each record is: its type and block, or the code of what is wrong.
    fn check(file: &str, expected: &[&str]) {
        let mut records = Records::new(io::BufReader::with_capacity(5, file.as_bytes()));
        let mut got = Vec::new();
        while let Some(record) = records.next_record(20).unwrap() {
            assert_eq!(record.number, got.len() as u64 + 1);
            got.push(match record.parts {
                Ok(parts) => {
                    let block = String::from_utf8_lossy(&record.bytes[parts.block_at..]).into_owned();
                    format!("{} {block}", parts.field("warc-type"))
                }
                Err(unusable) => format!("!{}", unusable.code),
            });
        }
        assert_eq!(got, expected, "{file:?}");
    }

    #[test]
    fn records_follow_each_other() {
        check("", &[]);
        check("\r\n\r\n", &[]);
        let two = record("warcinfo", "") + &record("response", "a\r\n\r\nWARC/1.0\r\n");
        check(&two, &["warcinfo ", "response a\r\n\r\nWARC/1.0\r\n"]);
        check(
            "WARC/1.1\nwarc-type: resource\n \tof old\ncontent-length: 2\n\nok\n\n",
            &["resource of old ok"],
        );
    }

    #[test]
    fn what_is_broken_stops_nothing() {
        let good = record("response", "ok");
        check(&format!("stray\r\nlines\r\n{good}"), &["!not-warc", "response ok"]);
        check(
            &format!("WARC/1.0\r\nWARC-Type: response\r\n\r\nlost\r\n\r\n{good}"),
            &["!not-warc", "response ok"],
        );
        check(&format!("{}{good}", record("response", &"x".repeat(21))), &["!too-large", "response ok"]);
        let mut wide = String::from("WARC/1.0\r\n");
        for n in 0..9_000 {
            let _ = write!(wide, "Field-{n}: value\r\n");
        }
        check(&format!("{wide}\r\n{good}"), &["!too-large", "response ok"]);
        check(&format!("{good}WARC/1.0\r\nContent-Length: 10\r\n\r\nshort"), &["response ok", "!truncated"]);
        check("WARC/1.0\r\nContent-Length: 18446744073709551615\r\n\r\nshort", &["!truncated"]);
        check(&format!("{good}WARC/1.0\r\nContent-"), &["response ok", "!truncated"]);
    }
}
