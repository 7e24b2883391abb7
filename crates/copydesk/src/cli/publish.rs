//! The end of a run: documents and stories go to the publisher, and what the terminal shows is kept.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use copydesk::ingest::DOCUMENT_BYTES_MAX;
use copydesk::pipeline::{LINK_BYTES_MAX, LINK_FRAMES_MAX, LinkCount, Report, Sink, StageCount};
use copydesk::publish::{LinkReport, Publisher, RunReport, StageReport, story_line};
use copydesk::record::{Article, Brief, FORMAT_VERSION, Frame, FrameKind};

use super::arguments::Show;
use super::exit::{Exit, Failed, OrExit};
use super::log::Log;
use super::print::{Cited, Printer};
use super::progress::Progress;

/// Where frames end up.
pub(crate) struct Desk {
    store: Store,
    briefs: Vec<Brief>,
    cited: Cited,
    pub(crate) progress: Progress,
}

/// Where documents wait until the stories are known.
pub(crate) enum Store {
    /// They are not kept.
    Nowhere,
    /// In a file that goes with the process.
    Spool(Publisher),
    /// In the archive.
    Archive(Log),
}

impl Desk {
    /// A desk that keeps its documents there.
    pub(crate) fn new(store: Store, progress: Progress) -> Self {
        Self { store, briefs: Vec::new(), cited: Cited::default(), progress }
    }

    /// A desk that publishes into `out` and keeps no archive.
    pub(crate) fn spooled(out: &Path, progress: Progress) -> Result<Self, Failed> {
        Ok(Self::new(Store::Spool(Publisher::create(out).or_exit(Exit::CannotCreate)?), progress))
    }

    /// Writes the files. A run that was ended early only commits what it has: its files are written by the run that
    /// completes it.
    pub(crate) fn publish(&mut self, run: RunReport, report: &Report) -> Result<(), Failed> {
        let n_read = self.progress.n_read();
        let counts = match std::mem::replace(&mut self.store, Store::Nowhere) {
            Store::Nowhere => return Ok(()),
            Store::Spool(publisher) => publisher.finish(run).or_exit(Exit::Io)?,
            Store::Archive(mut log) => {
                log.commit(n_read).or_exit(Exit::Io)?;
                if report.was_cancelled {
                    return Ok(());
                }
                log.publish(&mut self.briefs, run).or_exit(Exit::Io)?
            }
        };
        if counts.reconcile() && counts.entered == report.tally.documents() {
            return Ok(());
        }
        Err(Failed::new(Exit::Internal, format!("the counts do not reconcile: {counts:?}")))
    }

    /// Prints the briefs on stdout, as text or as lines.
    pub(crate) fn print(&self, show: Show) -> io::Result<()> {
        if show.json {
            let mut out = io::stdout().lock();
            for brief in &self.briefs {
                writeln!(out, "{}", story_line(brief).map_err(io::Error::other)?)?;
            }
            return out.flush();
        }
        if show.quiet {
            return Ok(());
        }
        let mut out = anstream::AutoStream::auto(io::stdout().lock());
        let width = io::stdout().is_terminal().then(|| console::Term::stdout().size().1);
        let printer = Printer::new(&self.cited, width);
        for brief in &self.briefs {
            out.write_all(printer.brief(brief).as_bytes())?;
        }
        out.flush()
    }
}

impl Sink for Desk {
    type Error = anyhow::Error;

    fn put(&mut self, frame: Frame) -> Result<()> {
        if frame.envelope.kind == FrameKind::Story {
            self.briefs.push(frame.layer()?);
        } else if let Some(article) = frame.find_layer::<Article>()? {
            self.cited.add(&frame.envelope, article);
        }
        self.progress.done(&frame);
        match &mut self.store {
            Store::Archive(log) if frame.envelope.kind == FrameKind::Document => {
                log.put(frame, self.progress.n_read())?;
            }
            Store::Spool(publisher) => publisher.put(&frame)?,
            Store::Nowhere | Store::Archive(_) => {}
        }
        Ok(())
    }
}

/// A run's figures as `run.json` has them.
pub(crate) fn run_report(report: &Report, elapsed: Duration) -> RunReport {
    let configuration = [
        ("document_bytes_max", DOCUMENT_BYTES_MAX.to_string()),
        ("link_frames_max", LINK_FRAMES_MAX.to_string()),
        ("link_bytes_max", LINK_BYTES_MAX.to_string()),
    ];
    let versions =
        [("copydesk", env!("CARGO_PKG_VERSION").to_owned()), ("frame_format", FORMAT_VERSION.to_string())];
    let named = |(name, value): (&str, String)| (name.to_owned(), value);
    RunReport {
        entered: report.entered,
        skipped: Vec::new(),
        resumed_from: None,
        reprocessed: 0,
        configuration: BTreeMap::from_iter(configuration.map(named)),
        versions: BTreeMap::from_iter(versions.map(named)),
        stages: report.stages.iter().map(stage).collect(),
        links: report.links.iter().map(link).collect(),
        elapsed_ms: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
    }
}

fn stage(count: &StageCount) -> StageReport {
    StageReport {
        name: count.name.clone(),
        documents: count.documents,
        quarantined: count.quarantined,
        busy_us: micros(count.busy),
    }
}

fn link(count: &LinkCount) -> LinkReport {
    LinkReport {
        name: count.name.clone(),
        frames: count.frames,
        bytes: count.bytes,
        blocked_send_us: micros(count.blocked_send),
        blocked_receive_us: micros(count.blocked_receive),
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
