//! The stages in a row: what `copydesk run` and the filters put together, and the same for a few texts in memory.

use std::num::NonZeroUsize;

use copydesk_cluster::Cluster;
use copydesk_ingest::{IngestConfig, Unusable, read_text};
use copydesk_normalize::{Copies, Normalize};
use copydesk_pipeline::{Pipeline, Work, annotate, annotate_in_order, gather, mark};
use copydesk_record::{Brief, Envelope, Frame, FrameKind, Id, Outcome, Quarantine};
use copydesk_summarize::Summarize;
use copydesk_tag::Tag;

/// Adds what finds the article in each document, and then what marks copies.
#[must_use]
pub fn with_normalize(pipeline: Pipeline, n_workers: NonZeroUsize) -> Pipeline {
    pipeline.crew(n_workers, || annotate(Normalize::new)).alone(mark(Copies::new))
}

/// Adds what marks names, times, quotations and quantities.
#[must_use]
pub fn with_tag(pipeline: Pipeline, n_workers: NonZeroUsize) -> Pipeline {
    pipeline.crew(n_workers, || annotate(Tag::new))
}

/// Adds what puts each article into a story.
#[must_use]
pub fn with_cluster(pipeline: Pipeline) -> Pipeline {
    pipeline.alone(annotate_in_order(Cluster::new))
}

/// Adds what writes the briefs.
#[must_use]
pub fn with_summarize(pipeline: Pipeline) -> Pipeline {
    pipeline.alone(gather(Summarize::new))
}

/// All stages.
#[must_use]
pub fn with_all(pipeline: Pipeline, n_workers: NonZeroUsize) -> Pipeline {
    let pipeline = with_tag(with_normalize(pipeline, n_workers), n_workers);
    with_summarize(with_cluster(pipeline))
}

/// Documents with all that was said of them, and the briefs of their stories.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// In order of arrival, each with its outcome.
    pub documents: Vec<Frame>,
    /// One for each story.
    pub briefs: Vec<Brief>,
}

/// Takes texts, each with the name of its source, through all stages on the calling thread.
///
/// A text that cannot be used is among the documents, quarantined. The briefs are those of `copydesk run` over files of
/// these names and texts.
pub fn edit<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Edition {
    let mut works: Vec<Box<dyn Work>> = vec![
        Box::new(annotate(Normalize::new)),
        Box::new(mark(Copies::new)),
        Box::new(annotate(Tag::new)),
        Box::new(annotate_in_order(Cluster::new)),
        Box::new(gather(Summarize::new)),
    ];
    let frames = (0..).zip(texts).map(|(seq, (source, text))| document(seq, source, text));
    let through =
        |frame, works: &mut [Box<dyn Work>]| works.iter_mut().fold(frame, |frame, work| work.process(frame));
    let documents = frames.map(|frame| through(frame, &mut works)).collect();
    let mut stories = Vec::new();
    for work in &mut works {
        // A panic at the end keeps the briefs that were written before it, as in a run.
        let _ = work.finish(&mut stories);
    }
    let briefs = stories.iter().filter(|frame| frame.envelope.kind == FrameKind::Story);
    Edition { documents, briefs: briefs.filter_map(|frame| frame.layer().ok()).collect() }
}

fn document(seq: u64, source: &str, text: &str) -> Frame {
    let id = Id::of_document(source, "", text.as_bytes());
    let mut frame = Frame::document(Envelope::new(id, seq, source));
    let read = read_text(text.as_bytes(), &IngestConfig::default());
    let attached =
        read.and_then(|raw| frame.attach(&raw).map_err(|error| Unusable::new("no-frame", error.to_string())));
    if let Err(unusable) = attached {
        frame.envelope.outcome = Outcome::Quarantined(Quarantine {
            stage: "ingest".to_owned(),
            code: unusable.code.to_owned(),
            message: unusable.message,
            bytes: text.as_bytes().to_vec(),
        });
    }
    frame
}
