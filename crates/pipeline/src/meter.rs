//! Counters: what went over each link, what each stage did, and how the documents left.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use copydesk_record::{Frame, FrameKind, Outcome};

/// What went over one link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkCount {
    /// The stages at its ends: `normalize → copies`.
    pub name: String,
    /// Frames sent.
    pub frames: u64,
    /// Their bytes, by [`Frame::weight_bytes`].
    pub bytes: u64,
    /// How long the sender waited for room.
    pub blocked_send: Duration,
    /// How long the receiver waited for frames.
    pub blocked_receive: Duration,
}

/// What one stage did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageCount {
    /// Its name.
    pub name: String,
    /// Documents that reached it alive.
    pub documents: u64,
    /// Documents that it set aside.
    pub quarantined: u64,
    /// Time inside the stage, decoding and encoding included, all its workers together.
    pub busy: Duration,
}

/// How documents left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In a story.
    pub kept: u64,
    /// In a story, and repeating an earlier one.
    pub copies: u64,
    /// Not articles.
    pub filtered: u64,
    /// Not usable.
    pub quarantined: u64,
    /// Stories, which are no documents.
    pub stories: u64,
}

impl Tally {
    /// Counts a frame that leaves.
    pub fn add(&mut self, frame: &Frame) {
        if frame.envelope.kind == FrameKind::Story {
            self.stories += 1;
            return;
        }
        match frame.envelope.outcome {
            Outcome::Kept => self.kept += 1,
            Outcome::Copy(_) => self.copies += 1,
            Outcome::Filtered(_) => self.filtered += 1,
            Outcome::Quarantined(_) => self.quarantined += 1,
        }
    }

    /// All documents that left.
    pub fn documents(&self) -> u64 {
        self.kept + self.copies + self.filtered + self.quarantined
    }
}

impl StageCount {
    /// The counts of a stage that has not begun.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Runs `work` on a frame and counts it.
    pub fn measure(&mut self, frame: Frame, work: impl FnOnce(Frame) -> Frame) -> Frame {
        let is_work = frame.envelope.kind == FrameKind::Document && frame.envelope.outcome.is_live();
        let start = Instant::now();
        let frame = work(frame);
        self.busy += start.elapsed();
        self.documents += u64::from(is_work);
        let set_aside = is_work && matches!(frame.envelope.outcome, Outcome::Quarantined(_));
        self.quarantined += u64::from(set_aside);
        frame
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.quarantined += other.quarantined;
        self.busy += other.busy;
    }
}

/// The counters of a link, written by both its ends.
#[derive(Debug)]
pub(crate) struct Meter {
    name: String,
    frames: AtomicU64,
    bytes: AtomicU64,
    blocked_send_us: AtomicU64,
    blocked_receive_us: AtomicU64,
}

/// A wait that began.
pub(crate) struct Wait<'m> {
    meter: &'m Meter,
    start: Instant,
}

impl Meter {
    pub(crate) fn new(name: &str) -> Self {
        let zero = || AtomicU64::new(0);
        Self {
            name: name.to_owned(),
            frames: zero(),
            bytes: zero(),
            blocked_send_us: zero(),
            blocked_receive_us: zero(),
        }
    }

    pub(crate) fn wait(&self) -> Wait<'_> {
        Wait { meter: self, start: Instant::now() }
    }

    pub(crate) fn count(&self) -> LinkCount {
        LinkCount {
            name: self.name.clone(),
            frames: self.frames.load(Relaxed),
            bytes: self.bytes.load(Relaxed),
            blocked_send: Duration::from_micros(self.blocked_send_us.load(Relaxed)),
            blocked_receive: Duration::from_micros(self.blocked_receive_us.load(Relaxed)),
        }
    }
}

impl Wait<'_> {
    pub(crate) fn sent(self, bytes: usize) {
        self.meter.frames.fetch_add(1, Relaxed);
        self.meter.bytes.fetch_add(bytes as u64, Relaxed);
        self.meter.blocked_send_us.fetch_add(self.elapsed_us(), Relaxed);
    }

    pub(crate) fn received(self) {
        self.meter.blocked_receive_us.fetch_add(self.elapsed_us(), Relaxed);
    }

    fn elapsed_us(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}
