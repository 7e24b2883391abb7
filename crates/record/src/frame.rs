//! The frame: what stands on a link, a pipe or a stream. A 20-byte head and one MessagePack value.
//!
//! | bytes | what |
//! |---|---|
//! | 0…3 | `CPYD` |
//! | 4…5 | format version, little endian |
//! | 6…7 | zero |
//! | 8…11 | length of the payload in bytes, little endian |
//! | 12…19 | the first 8 bytes of BLAKE3 of the payload |
//! | 20… | payload: a MessagePack map `{"envelope": {…}, "layers": [{"kind", "version", "data"}]}` |

use bytes::{Bytes, BytesMut};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::scan::value_bytes;
use crate::{Article, Brief, Decision, Id, Markup, Outcome, Raw, Tags};

/// The version that this crate writes. A frame of another version is refused; a new layer, or a new field of a layer,
/// does not change it.
pub const FORMAT_VERSION: u16 = 1;
/// The largest frame, head included. Checked before anything is allocated.
pub const FRAME_BYTES_MAX: usize = 32 << 20;
/// The length of the head.
pub const FRAME_HEADER_BYTES: usize = 20;
/// How deep MessagePack values may nest.
pub const NESTING_MAX: usize = 64;
/// How many layers a frame may carry.
pub const LAYERS_MAX: usize = 64;
/// How long the text fields of an envelope may be together, quarantined bytes not counted.
pub const ENVELOPE_BYTES_MAX: usize = 64 << 10;

const MAGIC: &[u8; 4] = b"CPYD";

/// Why bytes are no frame, or a frame has not the layer that is asked for.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The bytes end before the frame does.
    #[error("the frame is cut short")]
    Truncated,
    /// The first four bytes are others.
    #[error("not a frame: it does not begin with `CPYD`")]
    Magic,
    /// Another version wrote it.
    #[error("format version `{0}` is not `{FORMAT_VERSION}`")]
    Version(u16),
    /// Longer than [`FRAME_BYTES_MAX`].
    #[error("a frame of `{0}` bytes is above the limit of {FRAME_BYTES_MAX}")]
    TooLarge(u64),
    /// The payload is not what was written.
    #[error("the checksum of the frame does not match")]
    Checksum,
    /// Values nest deeper than [`NESTING_MAX`].
    #[error("MessagePack nests deeper than {NESTING_MAX}")]
    TooDeep,
    /// Not the MessagePack that is expected.
    #[error("malformed frame: {0}")]
    Malformed(String),
    /// The layer is not there.
    #[error("the frame has no layer `{0}`")]
    NoLayer(&'static str),
    /// The layer is there already: no stage rewrites another's.
    #[error("the frame has a layer `{0}` already")]
    LayerTwice(&'static str),
}

/// A document, or a story's brief, on its way through the stages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Who this is and how it stands.
    pub envelope: Envelope,
    /// What the stages said, in the order they said it.
    pub layers: Vec<Layer>,
}

/// The part of a frame that every stage reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// A document or a story.
    #[serde(default)]
    pub kind: FrameKind,
    /// The document's, or the story's.
    pub id: Id,
    /// Its place in the order of arrival: dense, from 0. Stories count on their own.
    pub seq: u64,
    /// The path or address as given; empty for a story.
    #[serde(default)]
    pub source: String,
    /// The place in a container, `17` for the 17th line; empty if it is none.
    #[serde(default)]
    pub position: String,
    /// How the document stands.
    #[serde(default)]
    pub outcome: Outcome,
}

/// What a frame carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FrameKind {
    /// A document.
    #[default]
    Document,
    /// The brief of a story.
    Story,
}

/// One stage's word on a document: encoded once, decoded only by whoever reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Which layer: `raw`, `markup`, `article`, `tags`, `story`, `brief`, or one of tomorrow.
    pub kind: String,
    /// Its version.
    pub version: u16,
    /// A MessagePack value with named fields.
    pub data: Bytes,
}

/// A type that is a layer.
pub trait Layered: Serialize + DeserializeOwned {
    /// The layer's name.
    const KIND: &'static str;
    /// The version that is written. A reader takes any: fields are named, and the unknown are passed over.
    const VERSION: u16 = 1;
}

impl Layered for Raw {
    const KIND: &'static str = "raw";
}
impl Layered for Markup {
    const KIND: &'static str = "markup";
}
impl Layered for Article {
    const KIND: &'static str = "article";
}
impl Layered for Tags {
    const KIND: &'static str = "tags";
}
impl Layered for Decision {
    const KIND: &'static str = "story";
}
impl Layered for Brief {
    const KIND: &'static str = "brief";
}

impl Envelope {
    /// The envelope of a document that is kept so far.
    pub fn new(id: Id, seq: u64, source: impl Into<String>) -> Self {
        Self { id, seq, source: source.into(), ..Self::default() }
    }
}

#[derive(Serialize)]
struct PayloadOut<'a> {
    envelope: &'a Envelope,
    layers: Vec<LayerOut<'a>>,
}

#[derive(Serialize)]
struct LayerOut<'a> {
    kind: &'a str,
    version: u16,
    data: &'a serde_bytes::Bytes,
}

#[derive(Deserialize)]
struct PayloadIn<'a> {
    envelope: Envelope,
    #[serde(borrow, default)]
    layers: Vec<LayerIn<'a>>,
}

#[derive(Deserialize)]
struct LayerIn<'a> {
    kind: String,
    version: u16,
    #[serde(borrow)]
    data: &'a serde_bytes::Bytes,
}

impl Frame {
    /// A document without layers.
    pub fn document(envelope: Envelope) -> Self {
        Self { envelope: Envelope { kind: FrameKind::Document, ..envelope }, layers: Vec::new() }
    }

    /// The frame of a story: `seq` counts stories.
    ///
    /// # Errors
    /// `Malformed` if the brief cannot be encoded.
    pub fn story(brief: &Brief, seq: u64) -> Result<Self, FrameError> {
        let envelope = Envelope { kind: FrameKind::Story, id: brief.id, seq, ..Envelope::default() };
        let mut frame = Self { envelope, layers: Vec::new() };
        frame.attach(brief)?;
        Ok(frame)
    }

    /// Appends a layer.
    ///
    /// # Errors
    /// `LayerTwice` if it is there already, `Malformed` if it cannot be encoded, `TooLarge` if it is above the bound.
    pub fn attach<L: Layered>(&mut self, layer: &L) -> Result<(), FrameError> {
        if self.layers.iter().any(|have| have.kind == L::KIND) {
            return Err(FrameError::LayerTwice(L::KIND));
        }
        let data =
            rmp_serde::to_vec_named(layer).map_err(|error| FrameError::Malformed(error.to_string()))?;
        if data.len() > FRAME_BYTES_MAX {
            return Err(FrameError::TooLarge(data.len() as u64));
        }
        self.layers.push(Layer { kind: L::KIND.to_owned(), version: L::VERSION, data: data.into() });
        Ok(())
    }

    /// Decodes a layer.
    ///
    /// # Errors
    /// `NoLayer` if it is not there; `Malformed`, `TooDeep` or `Truncated` if it is no such layer.
    pub fn layer<L: Layered>(&self) -> Result<L, FrameError> {
        self.find_layer()?.ok_or(FrameError::NoLayer(L::KIND))
    }

    /// Decodes a layer that may be missing.
    ///
    /// # Errors
    /// `Malformed`, `TooDeep` or `Truncated` if it is there and is no such layer.
    pub fn find_layer<L: Layered>(&self) -> Result<Option<L>, FrameError> {
        let Some(layer) = self.layers.iter().find(|layer| layer.kind == L::KIND) else { return Ok(None) };
        decode(&layer.data).map(Some)
    }

    /// About how many bytes it holds: what links count.
    pub fn weight_bytes(&self) -> usize {
        let quarantined = if let Outcome::Quarantined(quarantine) = &self.envelope.outcome {
            quarantine.bytes.len()
        } else {
            0
        };
        let layers: usize = self.layers.iter().map(|layer| layer.data.len() + layer.kind.len() + 16).sum();
        FRAME_HEADER_BYTES + 64 + self.envelope.source.len() + quarantined + layers
    }

    /// The bytes of this frame, head included.
    ///
    /// # Errors
    /// `TooLarge` above [`FRAME_BYTES_MAX`], `Malformed` if the envelope cannot be encoded.
    pub fn to_bytes(&self) -> Result<Vec<u8>, FrameError> {
        let layers = self.layers.iter().map(|layer| LayerOut {
            kind: &layer.kind,
            version: layer.version,
            data: serde_bytes::Bytes::new(&layer.data),
        });
        let payload = PayloadOut { envelope: &self.envelope, layers: layers.collect() };
        let payload =
            rmp_serde::to_vec_named(&payload).map_err(|error| FrameError::Malformed(error.to_string()))?;
        let total = payload.len() + FRAME_HEADER_BYTES;
        if total > FRAME_BYTES_MAX {
            return Err(FrameError::TooLarge(total as u64));
        }
        let mut out = Vec::with_capacity(total);
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
        out.extend_from_slice(&[0, 0]);
        out.extend_from_slice(&u32::try_from(payload.len()).unwrap_or(u32::MAX).to_le_bytes());
        out.extend_from_slice(&checksum(&payload));
        out.extend_from_slice(&payload);
        Ok(out)
    }

    /// The frame that `bytes` begin with, and how many bytes it took.
    ///
    /// # Errors
    /// Every case of [`FrameError`] but the layers'. `Truncated` may mean that more bytes are still to come.
    pub fn from_bytes(bytes: &[u8]) -> Result<(Self, usize), FrameError> {
        let payload_bytes = Self::payload_bytes(bytes)?;
        let total = FRAME_HEADER_BYTES + payload_bytes;
        let payload = bytes.get(FRAME_HEADER_BYTES..total).ok_or(FrameError::Truncated)?;
        let head = bytes.get(..FRAME_HEADER_BYTES).ok_or(FrameError::Truncated)?;
        Ok((Self::from_parts(head, &Bytes::copy_from_slice(payload))?, total))
    }

    /// The length of the payload that the head at the start of `bytes` announces, checked against the limit: what a
    /// reader may allocate.
    ///
    /// # Errors
    /// `Truncated` below 20 bytes, `Magic`, `Version`, `TooLarge`, `Malformed` if the reserved bytes are not zero.
    pub fn payload_bytes(bytes: &[u8]) -> Result<usize, FrameError> {
        let head: &[u8; FRAME_HEADER_BYTES] = bytes.first_chunk().ok_or(FrameError::Truncated)?;
        let [m0, m1, m2, m3, v0, v1, r0, r1, l0, l1, l2, l3, ..] = *head;
        if [m0, m1, m2, m3] != *MAGIC {
            return Err(FrameError::Magic);
        }
        let version = u16::from_le_bytes([v0, v1]);
        if version != FORMAT_VERSION {
            return Err(FrameError::Version(version));
        }
        if [r0, r1] != [0, 0] {
            return Err(FrameError::Malformed("the reserved bytes of the head are not zero".to_owned()));
        }
        let length = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
        if length + FRAME_HEADER_BYTES > FRAME_BYTES_MAX {
            return Err(FrameError::TooLarge(length as u64));
        }
        Ok(length)
    }

    /// A frame from its head and payload; the layers stay views of `payload`.
    ///
    /// # Errors
    /// As [`Frame::from_bytes`].
    pub fn from_parts(head: &[u8], payload: &Bytes) -> Result<Self, FrameError> {
        if Self::payload_bytes(head)? != payload.len() {
            return Err(FrameError::Truncated);
        }
        if head.get(12..FRAME_HEADER_BYTES) != Some(&checksum(payload)) {
            return Err(FrameError::Checksum);
        }
        let parsed: PayloadIn<'_> = decode_borrowed(payload)?;
        if parsed.layers.len() > LAYERS_MAX {
            return Err(FrameError::Malformed(format!(
                "`{}` layers, at most {LAYERS_MAX}",
                parsed.layers.len()
            )));
        }
        let layers = parsed.layers.into_iter();
        let layers = layers
            .map(|layer| Layer {
                kind: layer.kind,
                version: layer.version,
                data: payload.slice_ref(layer.data),
            })
            .collect();
        Ok(Self { envelope: parsed.envelope, layers })
    }

    /// The frame that `buffer` begins with, taken off it; `None` if more bytes are needed.
    ///
    /// # Errors
    /// As [`Frame::from_bytes`], `Truncated` excepted.
    pub fn take_from(buffer: &mut BytesMut) -> Result<Option<Self>, FrameError> {
        if buffer.len() < FRAME_HEADER_BYTES {
            return Ok(None);
        }
        let payload_bytes = Self::payload_bytes(buffer)?;
        if buffer.len() < FRAME_HEADER_BYTES + payload_bytes {
            return Ok(None);
        }
        let head = buffer.split_to(FRAME_HEADER_BYTES);
        let payload = buffer.split_to(payload_bytes).freeze();
        Self::from_parts(&head, &payload).map(Some)
    }
}

fn checksum(payload: &[u8]) -> [u8; 8] {
    let mut out = [0; 8];
    blake3::Hasher::new().update(payload).finalize_xof().fill(&mut out);
    out
}

fn decode<L: DeserializeOwned>(bytes: &[u8]) -> Result<L, FrameError> {
    decode_borrowed(bytes)
}

/// Decodes one value that takes all of `bytes`: rmp-serde passes over what trails, so it is measured first.
fn decode_borrowed<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, FrameError> {
    if value_bytes(bytes)? != bytes.len() {
        return Err(FrameError::Malformed("bytes trail the value".to_owned()));
    }
    rmp_serde::from_slice(bytes).map_err(|error| FrameError::Malformed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Frame {
        let raw = Raw::from_text("Bridge closed\n\nThe bridge at Varn was closed on Friday.\n");
        let id = Id::of_document("a.txt", "", raw.text.as_bytes());
        let mut frame = Frame::document(Envelope::new(id, 3, "a.txt"));
        frame.attach(&raw).unwrap();
        frame
    }

    #[test]
    fn round_trip_and_truncation_at_every_byte() {
        let frame = sample();
        let bytes = frame.to_bytes().unwrap();
        assert_eq!(Frame::from_bytes(&bytes).unwrap(), (frame, bytes.len()));
        for end in 0..bytes.len() {
            assert!(matches!(Frame::from_bytes(&bytes[..end]), Err(FrameError::Truncated)), "{end}");
        }
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let bytes = sample().to_bytes().unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut bad = bytes.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(Frame::from_bytes(&bad).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn a_layer_is_written_once() {
        let mut frame = sample();
        assert!(matches!(frame.attach(&Raw::from_text("x")), Err(FrameError::LayerTwice("raw"))));
        assert!(matches!(frame.layer::<Article>(), Err(FrameError::NoLayer("article"))));
    }

    #[test]
    fn an_unknown_layer_is_forwarded() {
        let mut frame = sample();
        frame.layers.push(Layer {
            kind: "tomorrow".to_owned(),
            version: 9,
            data: Bytes::from_static(&[0x91, 0x01]),
        });
        let (again, _) = Frame::from_bytes(&frame.to_bytes().unwrap()).unwrap();
        assert_eq!(again, frame);
    }
}
