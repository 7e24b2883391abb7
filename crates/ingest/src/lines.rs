//! Lines of any length from a stream, never holding more than the limit of one.

use std::io::{self, BufRead};

/// Reads lines one at a time.
pub(crate) struct Lines<R> {
    reader: R,
    n_read: u64,
    bytes_max: usize,
}

/// One line without its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Counted from 1.
    pub(crate) number: u64,
    /// At most the limit.
    pub(crate) bytes: Vec<u8>,
    /// Whether the line went on after these bytes.
    pub(crate) is_cut: bool,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `bytes_max` bytes each.
    pub(crate) fn new(reader: R, bytes_max: usize) -> Self {
        Self { reader, n_read: 0, bytes_max }
    }

    /// How many lines were read.
    pub(crate) fn n_read(&self) -> u64 {
        self.n_read
    }

    /// The stream behind the lines that were read.
    pub(crate) fn reader(&mut self) -> &mut R {
        &mut self.reader
    }

    /// The next line, `None` at the end of the stream.
    pub(crate) fn next_line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let mut is_cut = false;
        let mut has_begun = false;
        loop {
            let buffer = match self.reader.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                break;
            }
            has_begun = true;
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let content = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            let room = self.bytes_max - bytes.len();
            bytes.extend_from_slice(content.get(..room.min(content.len())).unwrap_or_default());
            is_cut |= content.len() > room;
            let used = content.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !has_begun {
            return Ok(None);
        }
        self.n_read += 1;
        if bytes.last() == Some(&b'\r') && !is_cut {
            bytes.pop();
        }
        Ok(Some(Line { number: self.n_read, bytes, is_cut }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_their_numbers() {
        let check = |text: &str, expected: &[(&str, bool)]| {
            // A reader of three bytes at a time: lines cross its buffer.
            let reader = io::BufReader::with_capacity(3, text.as_bytes());
            let mut lines = Lines::new(reader, 8);
            let mut got = Vec::new();
            while let Some(line) = lines.next_line().unwrap() {
                assert_eq!(line.number, got.len() as u64 + 1);
                got.push((String::from_utf8(line.bytes).unwrap(), line.is_cut));
            }
            let got: Vec<_> = got.iter().map(|(text, is_cut)| (text.as_str(), *is_cut)).collect();
            assert_eq!(got, expected, "{text:?}");
        };
        check("", &[]);
        check("\n", &[("", false)]);
        check("ferry\r\nbridge", &[("ferry", false), ("bridge", false)]);
        check("12345678\n123456789\nend\n", &[("12345678", false), ("12345678", true), ("end", false)]);
        check("a\n\nb", &[("a", false), ("", false), ("b", false)]);
    }
}
