//! Compressed input: unpacked as it is read, and for one document never further than a document may go.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use crate::Unusable;
use crate::limits::{UNPACKED_BYTES_MAX, UNPACKED_RATIO_FROM, UNPACKED_RATIO_MAX, ZSTD_WINDOW_BYTES_MAX};

/// How much is unpacked at a time.
const BUFFER_BYTES: usize = 32 << 10;

/// A stream of bytes to read from.
pub(crate) type Reader = Box<dyn BufRead + Send>;

/// The forms of compression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    /// The compression that the first bytes show. Names do not count: servers and people give wrong ones.
    pub(crate) fn of_bytes(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"\x1f\x8b") {
            Some(Self::Gzip)
        } else if head.starts_with(b"\x28\xb5\x2f\xfd") || matches!(head, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
        {
            Some(Self::Zstd)
        } else {
            None
        }
    }
}

/// The reader, unpacking if its first bytes are compressed: gzip of any number of members, Zstandard of any number of
/// frames; and what it may still unpack for the document that is read.
pub(crate) fn unpacked(mut reader: Reader) -> io::Result<(Reader, Allowance)> {
    let Some(packing) = Packing::of_bytes(reader.fill_buf()?) else { return Ok((reader, Allowance(None))) };
    let budget = Arc::new(Budget::default());
    let packed = Packed { reader, budget: Arc::clone(&budget) };
    let plain: Box<dyn Read + Send> = match packing {
        Packing::Gzip => Box::new(MultiGzDecoder::new(packed)),
        Packing::Zstd => Box::new(ZstdFrames::new(packed)),
    };
    let held = Held { reader: plain, budget: Arc::clone(&budget) };
    Ok((Box::new(BufReader::with_capacity(BUFFER_BYTES, held)), Allowance(Some(budget))))
}

/// What may be unpacked for one document; of input that is not compressed, anything.
#[derive(Debug)]
pub(crate) struct Allowance(Option<Arc<Budget>>);

impl Allowance {
    /// Begins the next document: what was unpacked so far does not count any more.
    pub(crate) fn renew(&self) {
        if let Some(budget) = &self.0 {
            budget.packed.store(0, Ordering::Relaxed);
            budget.unpacked.store(0, Ordering::Relaxed);
        }
    }
}

/// How far a document has been unpacked.
#[derive(Debug, Default)]
struct Budget {
    packed: AtomicU64,
    unpacked: AtomicU64,
}

impl Budget {
    fn spend(&self, n_bytes: usize) -> io::Result<()> {
        let unpacked = self.unpacked.fetch_add(n_bytes as u64, Ordering::Relaxed) + n_bytes as u64;
        let packed = self.packed.load(Ordering::Relaxed).max(1);
        if unpacked > UNPACKED_BYTES_MAX {
            return Err(io::Error::other(OverBudget::Bytes));
        }
        if unpacked > UNPACKED_RATIO_FROM && unpacked / packed > UNPACKED_RATIO_MAX {
            return Err(io::Error::other(OverBudget::Ratio));
        }
        Ok(())
    }
}

/// Why unpacking was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum OverBudget {
    #[error("unpacks to more than the limit of `{UNPACKED_BYTES_MAX}` bytes")]
    Bytes,
    #[error("unpacks to more than `{UNPACKED_RATIO_MAX}` times its size")]
    Ratio,
}

/// The reason for a document that could not be read to its end.
pub(crate) fn unreadable(error: &io::Error) -> Unusable {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<OverBudget>()) {
        Some(over @ OverBudget::Bytes) => Unusable::new("too-large", over.to_string()),
        Some(over @ OverBudget::Ratio) => Unusable::new("compression-ratio", over.to_string()),
        None => Unusable::new("unreadable", format!("cannot be read: {error}")),
    }
}

/// Counts the packed bytes that are used up.
struct Packed {
    reader: Reader,
    budget: Arc<Budget>,
}

impl Read for Packed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.reader.read(buffer)?;
        self.budget.packed.fetch_add(n_bytes as u64, Ordering::Relaxed);
        Ok(n_bytes)
    }
}

impl BufRead for Packed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, n_bytes: usize) {
        self.budget.packed.fetch_add(n_bytes as u64, Ordering::Relaxed);
        self.reader.consume(n_bytes);
    }
}

/// Counts the unpacked bytes, and ends where there are too many.
struct Held<R> {
    reader: R,
    budget: Arc<Budget>,
}

impl<R: Read> Read for Held<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.reader.read(buffer)?;
        self.budget.spend(n_bytes)?;
        Ok(n_bytes)
    }
}

/// The frames of a Zstandard stream, one after the other.
struct ZstdFrames<R> {
    reader: R,
    decoder: FrameDecoder,
    is_in_frame: bool,
}

impl<R: BufRead> ZstdFrames<R> {
    fn new(reader: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(ZSTD_WINDOW_BYTES_MAX);
        Self { reader, decoder, is_in_frame: false }
    }

    /// Begins the next frame, or passes over one that holds no data; `false` at the end of the stream.
    fn open(&mut self) -> io::Result<bool> {
        if self.reader.fill_buf()?.is_empty() {
            return Ok(false);
        }
        match self.decoder.reset(&mut self.reader) {
            Ok(()) => self.is_in_frame = true,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length, ..
            })) => {
                io::copy(&mut self.reader.by_ref().take(u64::from(length)), &mut io::sink())?;
            }
            Err(error) => return Err(damaged(&error)),
        }
        Ok(true)
    }
}

impl<R: BufRead> Read for ZstdFrames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.is_in_frame {
                if !self.open()? {
                    return Ok(0);
                }
                continue;
            }
            let n_bytes = self.decoder.read(buffer)?;
            if n_bytes > 0 {
                return Ok(n_bytes);
            }
            if self.decoder.is_finished() {
                self.is_in_frame = false;
                continue;
            }
            let one = BlockDecodingStrategy::UptoBlocks(1);
            self.decoder.decode_blocks(&mut self.reader, one).map_err(|error| damaged(&error))?;
        }
    }
}

fn damaged(error: &FrameDecoderError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("damaged Zstandard data: {error}"))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// A frame of blocks that are stored as they are.
    pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
        frame(bytes.chunks(100_000).map(|block| (0, block.len(), block.to_vec())).collect())
    }

    /// A frame of blocks that repeat one byte: `n_blocks` times 128 KiB.
    pub(crate) fn zstd_bomb(n_blocks: usize) -> Vec<u8> {
        frame(vec![(1, 128 << 10, b"x".to_vec()); n_blocks])
    }

    fn frame(blocks: Vec<(usize, usize, Vec<u8>)>) -> Vec<u8> {
        // Magic number, no checksum, no size, a window of 128 KiB.
        let mut out = b"\x28\xb5\x2f\xfd\x00\x38".to_vec();
        for (kind, size, content) in blocks {
            out.extend(&(size << 3 | kind << 1).to_le_bytes()[..3]);
            out.extend(content);
        }
        out.extend(1_u32.to_le_bytes().iter().take(3));
        out
    }

    fn unpack(bytes: &[u8]) -> Result<Vec<u8>, Unusable> {
        let mut out = Vec::new();
        let reader = unpacked(Box::new(Cursor::new(bytes.to_vec())));
        let (mut reader, _) = reader.map_err(|error| unreadable(&error))?;
        reader.read_to_end(&mut out).map_err(|error| unreadable(&error))?;
        Ok(out)
    }

    #[test]
    fn members_and_frames_follow_each_other() {
        let skippable = [b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc".to_vec(), zstd(b"mast")].concat();
        let check = |bytes: &[u8], expected: &str| assert_eq!(unpack(bytes).unwrap(), expected.as_bytes());
        check(b"plain", "plain");
        check(b"", "");
        check(&gzip(b"harbour"), "harbour");
        check(&[gzip(b"har"), gzip(b""), gzip(b"bour")].concat(), "harbour");
        check(&zstd(b"harbour"), "harbour");
        check(&[zstd(b"mainsail "), skippable.clone()].concat(), "mainsail mast");
        check(&skippable, "mast");
        let long = "ferry ".repeat(50_000);
        check(&zstd(long.as_bytes()), &long);
    }

    #[test]
    fn damage_is_said() {
        let check = |bytes: &[u8]| assert_eq!(unpack(bytes).unwrap_err().code, "unreadable");
        let whole = gzip("ferry to Hollin ".repeat(100).as_bytes());
        check(&whole[..whole.len() - 9]);
        check(b"\x1f\x8b\x08");
        check(b"\x28\xb5\x2f\xfd");
        check(&zstd(b"harbour")[..10]);
        // A window of gigabytes.
        check(b"\x28\xb5\x2f\xfd\x00\xf8\x01\x00\x00");
    }

    #[test]
    fn bombs_go_out() {
        let zeros = vec![0; 4 << 20];
        assert_eq!(unpack(&gzip(&zeros)).unwrap_err().code, "compression-ratio");
        assert_eq!(unpack(&zstd_bomb(10_000)).unwrap_err().code, "compression-ratio");
        // Letters that hardly compress.
        let mut at = 7_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            at = at.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (at >> 24) as u8
        })
        .take(1 << 20)
        .collect();
        let many = noise.repeat(65);
        assert_eq!(unpack(&zstd(&many)).unwrap_err().code, "too-large");
    }
}
