//! Links and workers: nothing is lost or reordered, a panic stays with its document, and the number of workers does not
//! show in the output.

use std::num::NonZeroUsize;

use copydesk_fixture::build;
use copydesk_pipeline::{Annotation, LinkConfig, Pipeline, annotate, annotate_in_order};
use copydesk_record::{Frame, Layered, Outcome, Page};
use copydesk_stage::{Reject, Stage};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::bench::Run;

/// What the stages of these tests say: how many bytes the text has, and how many documents came before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Stamp {
    text_bytes: usize,
    before: usize,
}

impl Layered for Stamp {
    const KIND: &'static str = "stamp";
}

impl Annotation for Stamp {}

/// Stamps documents; panics over `!`, rejects `?`, and takes its time over long texts.
#[derive(Default)]
struct Stamping {
    before: usize,
    counts: bool,
}

impl Stage for Stamping {
    type In = Page;
    type Out = Stamp;

    fn name(&self) -> &'static str {
        "stamp"
    }

    fn process(&mut self, page: Page, out: &mut Vec<Stamp>) -> Result<(), Reject> {
        let text = &page.raw.text;
        // What was appended before a failure must not be taken for an output.
        out.push(Stamp { text_bytes: text.len(), before: self.before });
        assert!(!text.starts_with('!'), "the press stopped");
        if text.starts_with('?') {
            out.clear();
            return Err(Reject::new("no-story", "there is no story in it"));
        }
        for _ in 0..text.len() % 7 {
            std::thread::yield_now();
        }
        self.before += usize::from(self.counts);
        Ok(())
    }
}

fn documents(texts: &[String]) -> Vec<Frame> {
    let frames =
        (0..).zip(texts).map(|(seq, text)| build::raw_frame(seq, &format!("{seq}.txt"), text).unwrap());
    frames.collect()
}

fn run(texts: &[String], n_workers: usize, links: LinkConfig) -> Vec<Frame> {
    let workers = NonZeroUsize::new(n_workers).unwrap();
    let pipeline = Pipeline::new("fixture").with_links(links).crew(workers, || annotate(Stamping::default));
    let mut out = Vec::new();
    let report = pipeline.run(documents(texts).into_iter(), &mut out).unwrap();
    assert!(report.is_complete(), "{:?}", report.faults);
    assert_eq!(report.entered, texts.len() as u64);
    assert_eq!(report.entered, report.tally.kept + report.tally.quarantined);
    assert!(report.links.iter().all(|link| link.frames == report.entered), "every link counts every frame");
    out
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        5 => "[a-z ]{0,60}",
        1 => Just("!stop the press".to_owned()),
        1 => Just("?".to_owned()),
        1 => (1_usize..4000).prop_map(|n| "long ".repeat(n)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn nothing_is_lost_or_reordered_at_capacity_one(
        texts in prop::collection::vec(text(), 0..40),
        n_workers in 1_usize..8,
        bytes_max in prop_oneof![Just(0_usize), Just(1), Just(400), Just(32 << 20)],
    ) {
        let frames = run(&texts, n_workers, LinkConfig { frames_max: 1, bytes_max });
        prop_assert_eq!(frames.len(), texts.len());
        for ((seq, frame), text) in (0_u64..).zip(&frames).zip(&texts) {
            prop_assert_eq!(frame.envelope.seq, seq);
            prop_assert_eq!(&frame.envelope.source, &format!("{seq}.txt"));
            match &frame.envelope.outcome {
                Outcome::Kept => {
                    prop_assert_eq!(frame.layer::<Stamp>().unwrap(), Stamp { text_bytes: text.len(), before: 0 });
                }
                Outcome::Quarantined(reason) => {
                    let code = if text.starts_with('!') { "panic" } else { "no-story" };
                    prop_assert_eq!((reason.stage.as_str(), reason.code.as_str()), ("stamp", code));
                    prop_assert_eq!(&reason.bytes[..], text.as_bytes(), "with its original bytes");
                }
                other => prop_assert!(false, "{:?}", other),
            }
        }
        prop_assert_eq!(frames, run(&texts, 1, LinkConfig::default()), "the same frames, however many workers");
    }
}

#[test]
fn a_stage_that_panics_loses_its_document_and_no_other() {
    let texts = ["Ferry sinks", "!stop the press", "Crew safe", "?", "Bridge closed"].map(str::to_owned);
    let pipeline = Pipeline::new("fixture")
        .alone(annotate_in_order(|| Stamping { counts: true, ..Stamping::default() }));
    let mut out = Vec::new();
    let report = pipeline.run(documents(&texts).into_iter(), &mut out).unwrap();
    assert!(report.is_complete());
    assert_eq!((report.tally.kept, report.tally.quarantined), (3, 2));
    let before: Vec<Option<usize>> =
        out.iter().map(|frame| frame.find_layer::<Stamp>().unwrap().map(|stamp| stamp.before)).collect();
    assert_eq!(before, [Some(0), None, Some(1), None, Some(2)], "it remembers what it was told");
    let Outcome::Quarantined(reason) = &out[1].envelope.outcome else { panic!("the second is set aside") };
    assert_eq!((reason.code.as_str(), reason.message.as_str()), ("panic", "the press stopped"));
}

#[test]
fn the_number_of_workers_does_not_show() {
    for folder in ["seeds", "tests/data/desk"] {
        let runs = ["1", "2", "7"].map(|n| Run::of(&[folder], &["--workers", n, "--json"]));
        let [one, others @ ..] = &runs;
        assert_eq!(one.said.code, 0, "{}", one.said.err);
        let files = one.files();
        assert_eq!(one.said.text(), one.read("stories.jsonl"), "--json prints the lines of stories.jsonl");
        for other in others {
            assert_eq!(other.counts(), one.counts());
            assert_eq!(other.said.out, one.said.out);
            for (name, bytes) in &files {
                assert!(other.files().get(name) == Some(bytes), "{folder}: {name} differs");
            }
            assert_eq!(other.files().len(), files.len(), "{folder}: no other file");
        }
    }
}
