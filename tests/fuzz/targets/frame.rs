//! Bytes as a frame, as the payload of a well-made one, and as each of the layers.
#![no_main]

use bytes::{Bytes, BytesMut};
use copydesk_fuzz::in_time;
use copydesk_record::{
    Article, Brief, Decision, Envelope, Frame, Id, Layer, Layered, Markup, Page, Raw, Tags,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| in_time(|| {
    if let Ok((frame, used)) = Frame::from_bytes(bytes) {
        assert!(used <= bytes.len());
        let again = frame.to_bytes().expect("what was a frame is one");
        assert_eq!(Frame::from_bytes(&again).expect("a frame").0, frame);
        let _ = Page::try_from(&frame);
    }
    let mut stream = BytesMut::from(bytes);
    while let Ok(Some(_)) = Frame::take_from(&mut stream) {}
    as_layer::<Raw>(bytes);
    as_layer::<Markup>(bytes);
    as_layer::<Article>(bytes);
    as_layer::<Tags>(bytes);
    as_layer::<Decision>(bytes);
    as_layer::<Brief>(bytes);
}));

/// What decodes as a layer is encoded and decoded to itself.
fn as_layer<L: Layered + PartialEq + std::fmt::Debug>(bytes: &[u8]) {
    let data = Bytes::copy_from_slice(bytes);
    let mut frame = Frame::document(Envelope::new(Id::default(), 0, "fuzz"));
    frame.layers.push(Layer { kind: L::KIND.to_owned(), version: L::VERSION, data });
    let Ok(layer) = frame.layer::<L>() else { return };
    let mut again = Frame::document(Envelope::new(Id::default(), 0, "fuzz"));
    again.attach(&layer).expect("a layer");
    assert_eq!(again.layer::<L>().expect("a layer"), layer);
}
