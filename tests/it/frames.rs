//! The frame on a hostile wire: what is written comes back, and nothing else is taken for a frame.

use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use copydesk_fixture::{build, strategy};
use copydesk_record::{
    Article, Envelope, FORMAT_VERSION, FRAME_BYTES_MAX, FRAME_HEADER_BYTES, Frame, FrameError, LAYERS_MAX,
    Layer, Layered, NESTING_MAX, Raw, Role, Span,
};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

/// The frame around a payload, with its true length and checksum: what only a writer with intent could send.
pub fn sealed(payload: &[u8]) -> Vec<u8> {
    let mut out = b"CPYD".to_vec();
    out.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    out.extend_from_slice(&blake3::hash(payload).as_bytes()[..8]);
    out.extend_from_slice(payload);
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_comes_back(frame in strategy::frame()) {
        let bytes = frame.to_bytes().unwrap();
        let (again, used) = Frame::from_bytes(&bytes).unwrap();
        prop_assert_eq!(used, bytes.len());
        prop_assert_eq!(&again, &frame);
        prop_assert_eq!(again.to_bytes().unwrap(), bytes, "the same frame is the same bytes");
    }

    #[test]
    fn a_cut_frame_is_truncated(frame in strategy::frame(), at in any::<prop::sample::Index>()) {
        let bytes = frame.to_bytes().unwrap();
        let end = at.index(bytes.len());
        prop_assert!(matches!(Frame::from_bytes(&bytes[..end]), Err(FrameError::Truncated)));
    }

    #[test]
    fn a_flipped_bit_is_noticed(frame in strategy::frame(), at in any::<prop::sample::Index>()) {
        let mut bytes = frame.to_bytes().unwrap();
        let bit = at.index(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(Frame::from_bytes(&bytes).is_err());
    }

    #[test]
    fn any_bytes_are_a_frame_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Frame::from_bytes(&bytes);
        if let Ok((frame, _)) = Frame::from_bytes(&sealed(&bytes)) {
            let again = Frame::from_bytes(&frame.to_bytes().unwrap()).unwrap().0;
            prop_assert_eq!(again, frame);
        }
    }

    #[test]
    fn a_layer_of_any_bytes_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut frame = Frame::document(Envelope::default());
        frame.layers.push(Layer { kind: "raw".to_owned(), version: 1, data: bytes.clone().into() });
        frame.layers.push(Layer { kind: "article".to_owned(), version: 1, data: bytes.into() });
        let _ = (frame.layer::<Raw>(), frame.layer::<Article>());
    }

    #[test]
    fn frames_come_off_a_stream_byte_by_byte(frames in prop::collection::vec(strategy::frame(), 0..3)) {
        let stream: Vec<u8> = frames.iter().flat_map(|frame| frame.to_bytes().unwrap()).collect();
        let (mut buffer, mut taken) = (BytesMut::new(), Vec::new());
        for byte in stream {
            buffer.extend_from_slice(&[byte]);
            taken.extend(Frame::take_from(&mut buffer).unwrap());
        }
        prop_assert_eq!(taken, frames);
        prop_assert!(buffer.is_empty());
    }
}

#[test]
fn two_frames_stand_one_behind_the_other() {
    let first = build::raw_frame(0, "a.txt", "Ferry sinks off Hollin").unwrap();
    let second = build::raw_frame(1, "b.txt", "Crew safe").unwrap();
    let bytes = [first.to_bytes().unwrap(), second.to_bytes().unwrap()].concat();
    let (one, used) = Frame::from_bytes(&bytes).unwrap();
    let (two, rest) = Frame::from_bytes(&bytes[used..]).unwrap();
    assert_eq!((one, two, used + rest), (first, second, bytes.len()));
}

#[test]
fn a_head_that_lies_is_refused_before_its_payload() {
    let bytes = build::raw_frame(0, "a.txt", "Ferry sinks").unwrap().to_bytes().unwrap();
    let check = |at: usize, with: &[u8], expected: &str| {
        let mut head = bytes[..FRAME_HEADER_BYTES].to_vec();
        head[at..at + with.len()].copy_from_slice(with);
        let error = Frame::payload_bytes(&head).unwrap_err();
        assert_eq!(error.to_string(), expected);
        let mut buffer = BytesMut::from(&head[..]);
        assert!(Frame::take_from(&mut buffer).is_err(), "a stream does not wait for {expected}");
    };
    check(0, b"JUNK", "not a frame: it does not begin with `CPYD`");
    check(4, &[2, 0], "format version `2` is not `1`");
    check(6, &[0, 1], "malformed frame: the reserved bytes of the head are not zero");
    check(8, &u32::MAX.to_le_bytes(), "a frame of `4294967295` bytes is above the limit of 33554432");
    let over = (FRAME_BYTES_MAX - FRAME_HEADER_BYTES + 1) as u32;
    check(8, &over.to_le_bytes(), &format!("a frame of `{over}` bytes is above the limit of 33554432"));
}

/// Values of MessagePack that claim more than is there, in each of its length forms.
fn lies() -> Vec<Vec<u8>> {
    let mut lies: Vec<Vec<u8>> = Vec::new();
    for first in [0xc4, 0xc7, 0xd9] {
        lies.push(vec![first, 0xff]);
    }
    for first in [0xc5, 0xc8, 0xda, 0xdc, 0xde] {
        lies.push(vec![first, 0xff, 0xff]);
    }
    for first in [0xc6, 0xc9, 0xdb, 0xdd, 0xdf] {
        lies.push(vec![first, 0xff, 0xff, 0xff, 0xff]);
        lies.push(vec![first, 0x7f, 0xff, 0xff, 0xff]);
    }
    lies.extend([vec![0x8f], vec![0x9f], vec![0xbf], vec![0xd8, 0], vec![0xcf, 0], vec![0xc1], Vec::new()]);
    lies.push(vec![0x91; 100_000]);
    lies.push(vec![0x81; 100_000]);
    // A hundred thousand open arrays that each claim four billion values.
    lies.push([0xdd, 0xff, 0xff, 0xff, 0xff].repeat(100_000));
    // Nested arrays that all claim as much as the whole is long.
    lies.push([0xdd, 0x00, 0x01, 0x00, 0x00].repeat(20_000));
    lies
}

/// Each lie as a payload, as the envelope, as the layers, as the data of a layer, and as the value of an unknown key.
fn hostile_frames() -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    for lie in lies() {
        frames.push(sealed(&lie));
        for key in ["envelope", "layers", "tomorrow"] {
            let mut payload = vec![0x81, 0xa0 | key.len() as u8];
            payload.extend_from_slice(key.as_bytes());
            payload.extend_from_slice(&lie);
            frames.push(sealed(&payload));
        }
    }
    frames
}

#[test]
fn lengths_and_nesting_that_lie_are_errors() {
    let start = Instant::now();
    for bytes in hostile_frames() {
        let shown = &bytes[..bytes.len().min(60)];
        assert!(Frame::from_bytes(&bytes).is_err(), "{shown:x?}");
    }
    for lie in lies() {
        let mut frame = Frame::document(Envelope::default());
        frame.layers.push(Layer { kind: "article".to_owned(), version: 1, data: lie.into() });
        let (carried, _) = Frame::from_bytes(&frame.to_bytes().unwrap()).unwrap();
        assert!(carried.layer::<Article>().is_err(), "a frame carries it, nobody reads it");
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

/// The peak of this process's address space, in KiB, where the system tells.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmPeak:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// In a process of its own, so that no other test's memory is counted.
#[test]
fn lengths_that_lie_allocate_nothing_large() {
    const ALONE: &str = "COPYDESK_TEST_ALONE";
    const GROWTH_KIB_MAX: u64 = 96 << 10;
    if std::env::var_os(ALONE).is_none() {
        let this = std::env::current_exe().unwrap();
        let name = "frames::lengths_that_lie_allocate_nothing_large";
        let output =
            std::process::Command::new(this).args([name, "--exact"]).env(ALONE, "1").output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let frames = hostile_frames();
    let Some(before) = peak_kib() else { return };
    for bytes in &frames {
        assert!(Frame::from_bytes(bytes).is_err());
        assert!(Frame::take_from(&mut BytesMut::from(&bytes[..])).is_err());
    }
    let grown = peak_kib().unwrap() - before;
    assert!(grown < GROWTH_KIB_MAX, "{grown} KiB for lies of 4 GiB");
}

#[test]
fn nesting_is_bounded_where_it_is_said() {
    // The layer's data is the bytes of a blob, so only its own nesting counts.
    let check = |depth: usize, is_taken: bool| {
        let mut data = vec![0x81, 0xa8];
        data.extend_from_slice(b"tomorrow");
        data.extend(std::iter::repeat_n(0x91, depth - 1));
        data.push(0x01);
        let mut frame = Frame::document(Envelope::default());
        frame.layers.push(Layer { kind: "article".to_owned(), version: 2, data: data.into() });
        match frame.layer::<Article>() {
            Ok(_) => assert!(is_taken, "{depth}"),
            Err(error) => assert!(!is_taken && matches!(error, FrameError::TooDeep), "{depth}: {error}"),
        }
    };
    check(NESTING_MAX, true);
    check(NESTING_MAX + 1, false);
}

#[test]
fn the_number_of_layers_is_bounded() {
    let with = |n: usize| {
        let mut frame = Frame::document(Envelope::default());
        frame.layers = (0..n)
            .map(|at| Layer { kind: format!("layer-{at}"), version: 1, data: Bytes::from_static(&[0xc0]) })
            .collect();
        frame.to_bytes().unwrap()
    };
    assert!(Frame::from_bytes(&with(LAYERS_MAX)).is_ok());
    assert!(matches!(Frame::from_bytes(&with(LAYERS_MAX + 1)), Err(FrameError::Malformed(_))));
}

#[test]
fn bytes_behind_the_payload_or_a_layer_are_refused() {
    let payload = build::raw_frame(0, "a.txt", "Ferry sinks").unwrap().to_bytes().unwrap()
        [FRAME_HEADER_BYTES..]
        .to_vec();
    assert!(Frame::from_bytes(&sealed(&payload)).is_ok());
    assert!(matches!(
        Frame::from_bytes(&sealed(&[payload, vec![0xc0]].concat())),
        Err(FrameError::Malformed(_))
    ));
}

/// An article as a reader of yesterday knew it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct ArticleOfYesterday {
    title: Option<String>,
    blocks: Vec<BlockOfYesterday>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct BlockOfYesterday {
    role: String,
    span: Span,
}

impl Layered for ArticleOfYesterday {
    const KIND: &'static str = "article";
}

/// An article as a writer of tomorrow may know it: more fields, and a role that nobody has heard of.
#[derive(Serialize, Deserialize)]
struct ArticleOfTomorrow {
    mood: String,
    title: Option<String>,
    reading_time: (u32, Vec<u8>),
    blocks: Vec<BlockOfTomorrow>,
}

#[derive(Serialize, Deserialize)]
struct BlockOfTomorrow {
    role: String,
    span: Span,
    confidence: f32,
}

impl Layered for ArticleOfTomorrow {
    const KIND: &'static str = "article";
    const VERSION: u16 = 7;
}

#[test]
fn a_reader_of_yesterday_reads_a_frame_of_today() {
    let text = "Ferry sinks off Hollin\nAll aboard are safe.";
    let mut frame = build::raw_frame(0, "a.txt", text).unwrap();
    frame.attach(&build::article(text)).unwrap();
    let (frame, _) = Frame::from_bytes(&frame.to_bytes().unwrap()).unwrap();
    let old: ArticleOfYesterday = frame.layer().unwrap();
    assert_eq!(old.title.as_deref(), Some("Ferry sinks off Hollin"));
    assert_eq!(old.blocks[1], BlockOfYesterday { role: "body".to_owned(), span: Span::new(23, 43) });
}

#[test]
fn a_reader_of_today_reads_a_frame_of_yesterday_and_of_tomorrow() {
    let mut yesterday = Frame::document(Envelope::default());
    yesterday.attach(&ArticleOfYesterday { title: None, blocks: Vec::new() }).unwrap();
    assert_eq!(yesterday.layer::<Article>().unwrap(), Article::default());

    let block = BlockOfTomorrow { role: "livestream".to_owned(), span: Span::new(0, 5), confidence: 0.5 };
    let mut tomorrow = Frame::document(Envelope::default());
    let article = ArticleOfTomorrow {
        mood: "calm".to_owned(),
        title: Some("Crew safe".to_owned()),
        reading_time: (3, vec![1, 2]),
        blocks: vec![block],
    };
    tomorrow.attach(&article).unwrap();
    let (tomorrow, _) = Frame::from_bytes(&tomorrow.to_bytes().unwrap()).unwrap();
    let read: Article = tomorrow.layer().unwrap();
    assert_eq!(read.title.as_deref(), Some("Crew safe"));
    assert_eq!(read.blocks[0].role, Role::Other);
    assert_eq!(tomorrow.layers[0].version, 7, "and forwards it as it came");
}

#[derive(Serialize)]
struct PayloadOfTomorrow {
    priority: u8,
    envelope: EnvelopeOfTomorrow,
    layers: Vec<LayerOfTomorrow>,
}

#[derive(Serialize)]
struct EnvelopeOfTomorrow {
    desk: String,
    id: copydesk_record::Id,
    seq: u64,
}

#[derive(Serialize)]
struct LayerOfTomorrow {
    kind: &'static str,
    author: &'static str,
    version: u16,
    #[serde(with = "serde_bytes")]
    data: Vec<u8>,
}

#[test]
fn unknown_keys_of_payload_envelope_and_layer_are_passed_over() {
    let payload = PayloadOfTomorrow {
        priority: 1,
        envelope: EnvelopeOfTomorrow { desk: "harbour".to_owned(), id: build::id(1), seq: 4 },
        layers: vec![LayerOfTomorrow { kind: "sound", author: "tape", version: 3, data: vec![0xc0] }],
    };
    let bytes = sealed(&rmp_serde::to_vec_named(&payload).unwrap());
    let (frame, _) = Frame::from_bytes(&bytes).unwrap();
    assert_eq!(frame.envelope, Envelope::new(build::id(1), 4, ""));
    assert_eq!(
        frame.layers,
        [Layer { kind: "sound".to_owned(), version: 3, data: Bytes::from_static(&[0xc0]) }]
    );
}
