//! The stages in a row: what `copydesk run` and the filters put together, and the same for a few texts in memory.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::num::NonZeroUsize;

use copydesk_cluster::Cluster;
use copydesk_ingest::{IngestConfig, Unusable, read_text};
use copydesk_normalize::{Copies, Normalize};
use copydesk_pipeline::{Pipeline, Shelf, Work, annotate, annotate_in_order, gather, mark};
use copydesk_record::{Brief, Envelope, Frame, FrameKind, Id, Outcome, Quarantine};
use copydesk_summarize::{Ledger, WriteBrief};
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

/// All stages but the last: what is said of each document.
#[must_use]
pub fn with_documents(pipeline: Pipeline, n_workers: NonZeroUsize) -> Pipeline {
    with_cluster(with_tag(with_normalize(pipeline, n_workers), n_workers))
}

/// Adds what writes the briefs, from articles on that shelf.
#[must_use]
pub fn with_summarize(pipeline: Pipeline, shelf: impl Shelf + 'static) -> Pipeline {
    pipeline.alone(summarize(shelf))
}

/// What writes the briefs, from articles on that shelf.
pub fn summarize(shelf: impl Shelf) -> impl Work {
    gather(Ledger::new, WriteBrief::default, shelf)
}

/// A shelf in a file without a name, which goes when the process goes, however it ends.
pub struct Spill {
    file: File,
    /// Where each document begins, and how long it is.
    places: BTreeMap<u64, (u64, usize)>,
    end: u64,
}

impl Spill {
    /// An empty shelf in the system's folder for temporary files.
    ///
    /// # Errors
    /// If no file can be made there.
    pub fn new() -> io::Result<Self> {
        Ok(Self { file: tempfile::tempfile()?, places: BTreeMap::new(), end: 0 })
    }
}

impl Shelf for Spill {
    fn keep(&mut self, frame: &Frame) -> io::Result<()> {
        let bytes = frame.to_bytes().map_err(io::Error::other)?;
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(&bytes)?;
        self.places.insert(frame.envelope.seq, (self.end, bytes.len()));
        self.end += bytes.len() as u64;
        Ok(())
    }

    fn fetch(&mut self, seq: u64) -> io::Result<Frame> {
        let &(at, length) = self.places.get(&seq).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        let mut bytes = vec![0; length];
        self.file.seek(SeekFrom::Start(at))?;
        self.file.read_exact(&mut bytes)?;
        Frame::from_bytes(&bytes).map(|(frame, _)| frame).map_err(io::Error::other)
    }
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
        Box::new(summarize(BTreeMap::new())),
    ];
    let frames = (0..).zip(texts).map(|(seq, (source, text))| document(seq, source, text));
    let through =
        |frame, works: &mut [Box<dyn Work>]| works.iter_mut().fold(frame, |frame, work| work.process(frame));
    let documents = frames.map(|frame| through(frame, &mut works)).collect();
    let mut stories = Vec::new();
    for work in &mut works {
        // What fails at the end keeps the briefs that were written, as in a run.
        let _ = work.finish(&mut |frame| stories.push(frame));
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
