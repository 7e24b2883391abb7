//! Progress on stderr: a bar on a terminal, plain lines in a log.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use copydesk::record::{Frame, FrameKind, Outcome};
use indicatif::{ProgressBar, ProgressStyle};

/// How many documents lie between two lines of a log.
const LINE_EVERY: u64 = 1_000;
/// How many quarantined documents are named; the others are in `quarantine.jsonl`.
const NAMED_MAX: u64 = 10;

/// Where a run stands.
pub(crate) struct Progress {
    mode: Mode,
    read: Arc<AtomicU64>,
    done: u64,
    quarantined: u64,
}

enum Mode {
    Quiet,
    Lines,
    Bar(ProgressBar),
}

impl Progress {
    pub(crate) fn new(is_quiet: bool) -> Self {
        let mode = if is_quiet {
            Mode::Quiet
        } else if std::io::stderr().is_terminal() {
            let style = ProgressStyle::with_template("{bar:24} {pos} of {len} documents read, {elapsed}");
            let bar = ProgressBar::new(0);
            Mode::Bar(style.map(|style| bar.clone().with_style(style)).unwrap_or(bar))
        } else {
            Mode::Lines
        };
        Self { mode, read: Arc::default(), done: 0, quarantined: 0 }
    }

    /// Lines only, whatever stderr is: for filters, of which several share one terminal.
    pub(crate) fn log() -> Self {
        Self { mode: Mode::Lines, read: Arc::default(), done: 0, quarantined: 0 }
    }

    /// The same frames, counted as they are read.
    pub(crate) fn reading<I>(&self, frames: I) -> impl Iterator<Item = Frame> + Send + use<I>
    where
        I: Iterator<Item = Frame> + Send,
    {
        let read = Arc::clone(&self.read);
        frames.inspect(move |_| {
            read.fetch_add(1, Relaxed);
        })
    }

    /// How many documents have been read so far.
    pub(crate) fn n_read(&self) -> u64 {
        self.read.load(Relaxed)
    }

    /// Notes a document that is finished.
    pub(crate) fn done(&mut self, frame: &Frame) {
        if frame.envelope.kind != FrameKind::Document {
            return;
        }
        self.done += 1;
        if let Outcome::Quarantined(quarantine) = &frame.envelope.outcome {
            self.quarantined += 1;
            if self.quarantined <= NAMED_MAX {
                let envelope = &frame.envelope;
                let place = if envelope.position.is_empty() { "" } else { "#" };
                self.say(&format!(
                    "quarantined `{}{place}{}` in {}: {} ({})",
                    envelope.source, envelope.position, quarantine.stage, quarantine.message, quarantine.code
                ));
            }
        }
        match &self.mode {
            Mode::Bar(bar) => {
                bar.set_length(self.read.load(Relaxed));
                bar.set_position(self.done);
            }
            Mode::Lines if self.done.is_multiple_of(LINE_EVERY) => {
                self.say(&format!("{} of {} documents read are done", self.done, self.read.load(Relaxed)));
            }
            Mode::Lines | Mode::Quiet => {}
        }
    }

    /// A line for people, without control characters.
    pub(crate) fn say(&self, line: &str) {
        let line = copydesk::publish::visible(line);
        match &self.mode {
            Mode::Quiet => {}
            Mode::Bar(bar) => bar.suspend(|| write_line(&line)),
            Mode::Lines => write_line(&line),
        }
    }

    /// Takes the bar off the terminal and says how many more were quarantined than were named.
    pub(crate) fn end(&self) {
        if let Mode::Bar(bar) = &self.mode {
            bar.finish_and_clear();
        }
        if self.quarantined > NAMED_MAX {
            self.say(&format!("and {} more quarantined", self.quarantined - NAMED_MAX));
        }
    }
}

/// Writes a line to stderr; that nobody reads it is no reason to stop.
fn write_line(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}
