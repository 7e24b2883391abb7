//! Whole pipelines over stages made for the purpose: order, outcomes, panics, early ends.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use copydesk_record::{Decision, Envelope, Filtered, Id, Outcome, Quarantine, Raw};
use proptest::prelude::*;

use super::*;
use crate::work::{annotate, annotate_in_order, gather, mark};
use stages::{Counting, Listing, Scripted, Seen, Untagged, Writing, brief};

mod stages;

fn document(seq: u64, text: &str) -> Frame {
    let id = Id::of_document(&format!("{seq}.txt"), "", text.as_bytes());
    let mut frame = Frame::document(Envelope::new(id, seq, format!("{seq}.txt")));
    frame.attach(&Raw::from_text(text)).unwrap();
    frame
}

fn documents(texts: &[String]) -> Vec<Frame> {
    (0..).zip(texts).map(|(seq, text)| document(seq, text)).collect()
}

fn all_stages(n_workers: usize) -> Pipeline {
    let n_workers = NonZeroUsize::new(n_workers).unwrap();
    Pipeline::new("source")
        .crew(n_workers, || annotate(|| Scripted))
        .alone(mark(Seen::default))
        .crew(n_workers, || annotate(|| Untagged))
        .alone(annotate_in_order(Counting::default))
        .alone(gather(Listing::default, || Writing, BTreeMap::new()))
}

fn run(pipeline: Pipeline, texts: &[String]) -> (Vec<Frame>, Report) {
    let mut out = Vec::new();
    let report = pipeline.run(documents(texts).into_iter(), &mut out).unwrap();
    (out, report)
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// The outcome of each document in a word.
fn outcomes(frames: &[Frame]) -> Vec<String> {
    let documents = frames.iter().filter(|frame| frame.envelope.kind == FrameKind::Document);
    let word = |frame: &Frame| match &frame.envelope.outcome {
        Outcome::Kept => "kept".to_owned(),
        Outcome::Copy(_) => "copy".to_owned(),
        Outcome::Filtered(_) => "filtered".to_owned(),
        Outcome::Quarantined(reason) => format!("{}: {}", reason.stage, reason.code),
    };
    documents.map(word).collect()
}

#[test]
fn every_document_leaves_with_one_outcome() {
    let texts = texts(&["plain", "plain", "filter", "reject", "nothing", "twice", "panic", "uncountable"]);
    let (frames, report) = run(all_stages(2), &texts);
    let expected = [
        "kept",
        "copy",
        "filtered",
        "scripted: unusable",
        "scripted: not-one-record",
        "scripted: not-one-record",
        "scripted: panic",
        "counting: panic",
    ];
    assert_eq!(outcomes(&frames), expected);
    assert!(report.is_complete(), "{report:?}");
    assert_eq!(
        report.tally,
        Tally { kept: 1, copies: 1, filtered: 1, quarantined: 5, stories: 2 },
        "filtered and quarantined documents are in no story"
    );
    assert_eq!(report.entered, 8);
}

#[test]
fn a_quarantined_document_keeps_its_words() {
    let (frames, _) = run(all_stages(1), &texts(&["panic on page one"]));
    let expected = Outcome::Quarantined(Quarantine {
        stage: "scripted".to_owned(),
        code: "panic".to_owned(),
        message: "the press stopped".to_owned(),
        bytes: b"panic on page one".to_vec(),
    });
    assert_eq!(frames[0].envelope.outcome, expected);
    assert!(frames[0].layers.is_empty());
}

#[test]
fn a_transcoded_document_keeps_its_whole_frame() {
    let mut frame = Frame::document(Envelope::new(Id::default(), 0, "a.html"));
    frame.attach(&Raw { is_verbatim: false, ..Raw::from_text("reject it") }).unwrap();
    let before = frame.clone();
    let mut out = Vec::new();
    all_stages(1).run([frame].into_iter(), &mut out).unwrap();
    let Outcome::Quarantined(reason) = &out[0].envelope.outcome else { panic!("it was rejected") };
    assert_eq!(Frame::from_bytes(&reason.bytes).unwrap().0, before);
}

#[test]
fn a_stage_that_remembers_goes_on_after_a_panic() {
    let (frames, _) = run(all_stages(1), &texts(&["one", "uncountable", "three"]));
    let third: Decision = frames[2].layer().unwrap();
    assert_eq!(third.story, Id::of_parts("test", &[&3_u64.to_le_bytes()]), "it still knows what came before");
}

#[test]
fn a_brief_that_panics_is_a_fault_of_the_run_and_the_others_are_written() {
    let (frames, report) = run(all_stages(1), &texts(&["one", "unlistable", "three"]));
    assert_eq!(report.tally.stories, 2);
    assert_eq!(outcomes(&frames), ["kept", "kept", "kept"]);
    let [fault] = report.faults.as_slice() else { panic!("{:?}", report.faults) };
    assert!(fault.starts_with("`listing` failed at the end: the brief of story `"), "{fault}");
    assert!(fault.ends_with("` failed: cannot list this"), "{fault}");
    assert!(!report.is_complete());
}

#[test]
fn a_source_that_panics_ends_the_run_with_a_fault() {
    let mut n_given = 0;
    let source = std::iter::from_fn(move || {
        n_given += 1;
        assert!(n_given < 3, "the archive burnt down");
        Some(document(n_given - 1, "words"))
    });
    let mut out = Vec::new();
    let report = all_stages(2).run(source, &mut out).unwrap();
    assert_eq!(outcomes(&out), ["kept", "copy"]);
    assert_eq!(report.faults, ["the source failed: the archive burnt down"]);
}

#[test]
fn frames_out_of_order_are_a_fault() {
    let source = [document(0, "a"), document(2, "b")].into_iter();
    let report = Pipeline::new("source").run(source, &mut Vec::new()).unwrap();
    assert_eq!(report.faults, ["document `2` came where `1` was due"]);
}

#[test]
fn other_frames_pass_untouched() {
    let story = Frame::story(&brief(Id::default(), Id::default()), 0).unwrap();
    let mut filtered = document(0, "panic");
    filtered.envelope.outcome = Outcome::Filtered(Filtered { code: "x".to_owned(), message: String::new() });
    let source = [filtered.clone(), story.clone()];
    let mut out = Vec::new();
    all_stages(2).run(source.clone().into_iter(), &mut out).unwrap();
    assert_eq!(out, source);
}

/// Takes some frames, then fails or cancels.
struct Impatient {
    left: usize,
    cancel: Option<Cancel>,
}

impl Sink for Impatient {
    type Error = &'static str;

    fn put(&mut self, _: Frame) -> Result<(), &'static str> {
        self.left = self.left.saturating_sub(1);
        match &self.cancel {
            Some(cancel) if self.left == 0 => cancel.cancel(),
            None if self.left == 0 => return Err("the disk is full"),
            _ => {}
        }
        Ok(())
    }
}

fn endless() -> impl Iterator<Item = Frame> + Send {
    (0..).map(|seq| document(seq, "and so on"))
}

#[test]
fn a_sink_that_fails_ends_an_endless_run() {
    let ended = all_stages(3).run(endless(), &mut Impatient { left: 5, cancel: None });
    assert!(matches!(ended, Err(RunError::Sink("the disk is full"))));
}

#[test]
fn a_cancelled_run_finishes_what_it_took_in() {
    let cancel = Cancel::default();
    let pipeline = all_stages(3).with_cancel(cancel.clone());
    let report = pipeline.run(endless(), &mut Impatient { left: 5, cancel: Some(cancel) }).unwrap();
    assert!(report.was_cancelled && report.is_complete(), "{report:?}");
    assert!(report.tally.stories > 0, "the stages finished");
}

#[test]
fn what_no_pipe_could_carry_is_set_aside() {
    let mut frame = document(0, &"x".repeat(20 << 20));
    let markup = copydesk_record::Markup {
        metadata: vec![copydesk_record::Meta { key: "k".to_owned(), value: "v".repeat(20 << 20) }],
        ..Default::default()
    };
    frame.attach(&markup).unwrap();
    let mut out = Vec::new();
    Pipeline::new("source").run([frame].into_iter(), &mut out).unwrap();
    assert_eq!(outcomes(&out), ["source: frame-too-large"]);
    assert!(out[0].to_bytes().is_ok());
}

#[test]
fn counters_say_what_happened() {
    let (_, report) = run(all_stages(2), &texts(&["plain", "filter", "panic", "reject"]));
    let stages: Vec<_> =
        report.stages.iter().map(|stage| (stage.name.as_str(), stage.documents, stage.quarantined)).collect();
    let expected =
        [("scripted", 4, 2), ("seen", 1, 0), ("untagged", 1, 0), ("counting", 1, 0), ("listing", 1, 0)];
    assert_eq!(stages, expected);
    let links: Vec<_> = report.links.iter().map(|link| (link.name.as_str(), link.frames)).collect();
    assert_eq!(links[0], ("source → scripted", 4));
    assert_eq!(links[5], ("listing → out", 5), "four documents and one story");
}

fn bytes(frames: &[Frame]) -> Vec<u8> {
    frames.iter().flat_map(|frame| frame.to_bytes().unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever the workers and the bounds, the bytes are those of one worker on wide links.
    #[test]
    fn workers_and_bounds_change_nothing(
        texts in prop::collection::vec(
            prop_oneof![
                4 => "[a-c]{1,3}",
                2 => "slow [a-z]{1,4}",
                1 => "(panic|reject|nothing|twice|filter|uncountable) [a-z]{1,4}",
                1 => "x{3000,9000}",
            ],
            0..60,
        ),
        frames_max in 1_usize..4,
        bytes_max in prop_oneof![Just(1_usize), 500..5_000_usize],
    ) {
        let (expected, report) = run(all_stages(1), &texts);
        prop_assert!(report.is_complete());
        prop_assert_eq!(report.entered, texts.len() as u64);
        let narrow = LinkConfig { frames_max, bytes_max };
        for n_workers in [1, 2, 7] {
            let (frames, _) = run(all_stages(n_workers).with_links(narrow), &texts);
            prop_assert_eq!(bytes(&frames), bytes(&expected));
        }
    }
}
