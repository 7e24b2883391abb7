//! Frames over pipes and files: one after another, nothing between them.

use std::io::{self, BufRead, Read, Write};

use bytes::Bytes;
use copydesk_record::{FRAME_HEADER_BYTES, Frame, FrameError, FrameKind};

/// Why no more frames can be read.
#[derive(Debug, thiserror::Error)]
pub enum PipeError {
    /// The stream cannot be read.
    #[error("cannot read the stream of frames at byte {offset}")]
    Io {
        /// Where, from the start of the stream.
        offset: u64,
        /// Why.
        source: io::Error,
    },
    /// What stands there is no frame.
    #[error("no frame at byte {offset} of the stream")]
    Frame {
        /// Where the frame begins, from the start of the stream.
        offset: u64,
        /// Why.
        source: FrameError,
    },
    /// Documents are missing, or in another order.
    #[error("document {found} stands at byte {offset} of the stream, where {due} is due: frames were lost")]
    Gap {
        /// Where the frame begins.
        offset: u64,
        /// The sequence number that is due.
        due: u64,
        /// The one that is there.
        found: u64,
    },
}

/// Reads frames. An iterator that ends at the end of the stream, or at the first thing wrong: [`FrameReader::error`]
/// tells which.
#[derive(Debug)]
pub struct FrameReader<R> {
    input: R,
    offset: u64,
    due: Option<u64>,
    error: Option<PipeError>,
}

/// Writes frames.
#[derive(Debug)]
pub struct FrameWriter<W> {
    output: W,
}

impl<R: BufRead> FrameReader<R> {
    /// A reader of `input` from where it stands.
    pub fn new(input: R) -> Self {
        Self { input, offset: 0, due: None, error: None }
    }

    /// What ended the stream, if it was not its end.
    pub fn error(self) -> Option<PipeError> {
        self.error
    }

    /// Reads one frame; `None` at the end of the stream. The head is checked before anything is allocated, and then
    /// only as much as really comes.
    ///
    /// # Errors
    /// Each case of [`PipeError`].
    pub fn read(&mut self) -> Result<Option<Frame>, PipeError> {
        let offset = self.offset;
        let wrong = |source| PipeError::Frame { offset, source };
        let head = self.take_bytes(FRAME_HEADER_BYTES)?;
        if head.is_empty() {
            return Ok(None);
        }
        let payload_bytes = Frame::payload_bytes(&head).map_err(wrong)?;
        let payload = self.take_bytes(payload_bytes)?;
        if payload.len() < payload_bytes {
            return Err(wrong(FrameError::Truncated));
        }
        let frame = Frame::from_parts(&head, &Bytes::from(payload)).map_err(wrong)?;
        if frame.envelope.kind == FrameKind::Document {
            let found = frame.envelope.seq;
            match self.due {
                Some(due) if due != found => return Err(PipeError::Gap { offset, due, found }),
                _ => self.due = Some(found + 1),
            }
        }
        Ok(Some(frame))
    }

    /// Up to `n_bytes`: fewer only at the end of the stream.
    fn take_bytes(&mut self, n_bytes: usize) -> Result<Vec<u8>, PipeError> {
        let offset = self.offset;
        let mut taken = Vec::new();
        let read = (&mut self.input).take(n_bytes as u64).read_to_end(&mut taken);
        let n_read = read.map_err(|source| PipeError::Io { offset, source })?;
        self.offset += n_read as u64;
        Ok(taken)
    }
}

impl<R: BufRead> Iterator for FrameReader<R> {
    type Item = Frame;

    fn next(&mut self) -> Option<Frame> {
        if self.error.is_some() {
            return None;
        }
        self.read().unwrap_or_else(|error| {
            self.error = Some(error);
            None
        })
    }
}

impl<W: Write> FrameWriter<W> {
    /// A writer to `output`, which should be buffered.
    pub fn new(output: W) -> Self {
        Self { output }
    }

    /// Writes a frame.
    ///
    /// # Errors
    /// What the output says; `InvalidData` if the frame is above the limit.
    pub fn write(&mut self, frame: &Frame) -> io::Result<()> {
        let bytes = frame.to_bytes().map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        self.output.write_all(&bytes)
    }

    /// Hands on what was written.
    ///
    /// # Errors
    /// What the output says.
    pub fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use copydesk_record::{Envelope, FRAME_BYTES_MAX, Id, Raw};

    use super::*;

    /// Two frames as bytes, and where the second begins.
    fn stream(first: u64, second: u64) -> (Vec<u8>, usize) {
        let mut writer = FrameWriter::new(Vec::new());
        let mut begins = 0;
        for seq in [first, second] {
            begins = writer.output.len();
            let mut frame = Frame::document(Envelope::new(Id::default(), seq, "a.txt"));
            frame.attach(&Raw::from_text("The bridge at Varn was closed on Friday.")).unwrap();
            writer.write(&frame).unwrap();
        }
        writer.flush().unwrap();
        (writer.output, begins)
    }

    /// How many frames come, and what is said of the rest.
    fn check(bytes: &[u8], n_frames: usize, error: &str) {
        let mut reader = FrameReader::new(bytes);
        assert_eq!(reader.by_ref().count(), n_frames);
        let said = reader.error().map(|error| {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            format!("{error}{cause}")
        });
        assert_eq!(said.unwrap_or_default(), error);
    }

    #[test]
    fn frames_come_back_and_what_is_wrong_is_located() {
        let (bytes, second) = stream(3, 4);
        check(&bytes, 2, "");
        check(b"", 0, "");
        check(b"<html>", 0, "no frame at byte 0 of the stream: the frame is cut short");
        let garbage = [&bytes[..second], b"and then something that is no frame"].concat();
        check(
            &garbage,
            1,
            &format!("no frame at byte {second} of the stream: not a frame: it does not begin with `CPYD`"),
        );
        for end in second + 1..bytes.len() {
            let said = format!("no frame at byte {second} of the stream: the frame is cut short");
            check(&bytes[..end], 1, &said);
        }
    }

    #[test]
    fn a_lost_frame_is_noticed() {
        let (bytes, second) = stream(3, 5);
        let said =
            format!("document 5 stands at byte {second} of the stream, where 4 is due: frames were lost");
        check(&bytes, 1, &said);
    }

    #[test]
    fn a_head_that_promises_much_allocates_little() {
        let mut head = stream(0, 1).0[..FRAME_HEADER_BYTES].to_vec();
        let much = u32::try_from(FRAME_BYTES_MAX - FRAME_HEADER_BYTES).unwrap();
        head[8..12].copy_from_slice(&much.to_le_bytes());
        let mut reader = FrameReader::new(head.as_slice());
        assert!(reader.read().is_err());
        let taken = FrameReader::new(head.as_slice()).take_bytes(FRAME_BYTES_MAX).unwrap();
        assert!(taken.capacity() < 1 << 16, "{} bytes for a stream of 20", taken.capacity());
        head[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
        check(
            &head,
            0,
            "no frame at byte 0 of the stream: a frame of `4294967295` bytes is above the limit of 33554432",
        );
    }
}
