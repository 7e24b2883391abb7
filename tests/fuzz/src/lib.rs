//! What the targets share: a document goes through the stages that read its text, and each keeps its laws.

use std::io::Cursor;
use std::time::{Duration, Instant};

use copydesk_ingest::{Ingest, IngestConfig, Unusable};
use copydesk_normalize::normalize;
use copydesk_record::{Article, Envelope, Frame, Id, Markup, Outcome, Page, Raw, Reading, Span, Tags};
use copydesk_tag::Tag;

/// The longest that one input may take.
const INPUT_MS_MAX: u64 = 100;
/// How often a slow input is tried before it counts: the machine may have been busy elsewhere.
const TRIES: usize = 5;
/// One document in this many goes through normalize, and a short one in so many through tag as well: their work is most
/// of the time of an execution.
const NORMALIZE_ONE_IN: usize = 8;
const TAG_ONE_IN: usize = 64;
/// The longest text that goes through tag, in bytes.
const TAG_BYTES_MAX: usize = 320;

/// Runs `work` and stops the fuzzer if it takes longer than an input may, on a quiet machine.
pub fn in_time(work: impl Fn()) {
    let limit = Duration::from_millis(INPUT_MS_MAX);
    let is_slow = (0..TRIES).all(|_| {
        let started = Instant::now();
        work();
        started.elapsed() > limit
    });
    assert!(!is_slow, "slower than {INPUT_MS_MAX} ms in each of {TRIES} tries");
}

/// A document as ingest gave it, through normalize and, if it is short, tag. What is unusable is named.
pub fn through_desk(read: Result<(Raw, Markup), Unusable>) {
    let (raw, markup) = match read {
        Ok(read) => read,
        Err(unusable) => {
            assert!(!unusable.code.is_empty() && !unusable.message.is_empty());
            return;
        }
    };
    assert!(markup.lines.is_empty() || markup.lines.len() == raw.text.split('\n').count());
    let mut frame = Frame::document(Envelope::new(Id::default(), 0, "fuzz"));
    frame.attach(&raw).expect("what ingest gives is a layer");
    frame.attach(&markup).expect("what ingest gives is a layer");
    let bytes = frame.to_bytes().expect("a short document is a frame");
    assert_eq!(Frame::from_bytes(&bytes).expect("a frame"), (frame, bytes.len()));

    let sum: usize = raw.text.bytes().map(usize::from).sum();
    if !sum.is_multiple_of(NORMALIZE_ONE_IN) {
        return;
    }
    let page = Page { raw, markup, ..Page::default() };
    let article = normalize(&page);
    let text = page.raw.text;
    check_article(&text, &article);
    if text.len() <= TAG_BYTES_MAX && sum.is_multiple_of(TAG_ONE_IN) {
        let reading = Reading { id: Id::default(), text: text.clone(), article };
        let (tags, rejected) = copydesk_stage::collect(&mut Tag::new(), [reading]);
        assert!(rejected.is_empty(), "tag rejects nothing");
        tags.iter().for_each(|tags| check_tags(&text, tags));
    }
}

/// The documents of a stream of that name, each through the stages; there are no more of them than bytes.
pub fn through_ingest(name: &str, bytes: &[u8]) {
    let mut n = 0;
    for frame in Ingest::of_reader(Cursor::new(bytes.to_vec()), name, IngestConfig::default()) {
        n += 1;
        match &frame.envelope.outcome {
            Outcome::Quarantined(quarantine) => {
                through_desk(Err(Unusable::new("quarantined", &quarantine.message)))
            }
            _ => {
                let raw = frame.layer::<Raw>().expect("a document has a source text");
                through_desk(Ok((raw, frame.layer::<Markup>().unwrap_or_default())));
            }
        }
    }
    assert!(n <= bytes.len() + 1, "{n} documents in {} bytes", bytes.len());
}

fn check_article(text: &str, article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        check_span(text, block.span);
        assert!(block.span.start >= end, "blocks are in order and apart");
        end = block.span.end;
    }
}

fn check_tags(text: &str, tags: &Tags) {
    let names = tags.names.iter().map(|name| name.span);
    let times = tags.times.iter().map(|time| time.span);
    let quotations = tags.quotations.iter().map(|quotation| quotation.span);
    let quantities = tags.quantities.iter().map(|quantity| quantity.span);
    for span in names.chain(times).chain(quotations).chain(quantities).chain(tags.sentences.iter().copied()) {
        check_span(text, span);
    }
}

fn check_span(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?} points at text");
}
