//! The end of a run: documents and stories go to the publisher, and what the terminal shows is kept.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;
use copydesk::desk;
use copydesk::ingest::DOCUMENT_BYTES_MAX;
use copydesk::pipeline::{LINK_BYTES_MAX, LINK_FRAMES_MAX, LinkCount, Report, Sink, StageCount, Work};
use copydesk::publish::{
    Counts, LinkReport, PublishError, Publisher, RunReport, StageReport, each_brief, story_line,
};
use copydesk::record::{Article, Brief, FORMAT_VERSION, Frame, FrameKind};

use super::arguments::Show;
use super::exit::{Exit, Failed, OrExit};
use super::log::Log;
use super::print::{Cited, Printer};
use super::progress::Progress;

/// Where frames end up.
pub(crate) struct Desk {
    store: Store,
    /// What is shown of the articles, if anything is printed of them.
    pub(crate) cited: Option<Cited>,
    pub(crate) progress: Progress,
    /// How long it waits after each document, for measuring.
    pause: Duration,
}

/// Where documents wait until the stories are known.
enum Store {
    /// In a file that goes with the process; the stories come behind them.
    Spool(Publisher),
    /// In the archive, out of which the briefs are written.
    Archive(Box<Log>, Briefing),
}

/// The last stage, which runs where documents are committed.
struct Briefing {
    work: Box<dyn Work>,
    count: StageCount,
}

/// How a run ended.
pub(crate) struct Ended {
    pub(crate) counts: Counts,
    pub(crate) n_stories: u64,
    /// Documents that are in the archive twice, since they were taken in anew.
    pub(crate) n_replaced: u64,
    /// What went wrong with single stories.
    pub(crate) fault: Option<String>,
}

impl Desk {
    /// A desk that commits its documents, and writes the briefs out of the archive.
    pub(crate) fn archiving(log: Log, show: Show, pause: Duration) -> Result<Self, Failed> {
        let work: Box<dyn Work> = Box::new(desk::summarize(log.shelf().or_exit(Exit::Io)?));
        let briefing = Briefing { count: StageCount::new(work.name()), work };
        Ok(Self { pause, ..Self::new(Store::Archive(Box::new(log), briefing), show) })
    }

    /// A desk that publishes into `out` and keeps no archive.
    pub(crate) fn spooled(out: &Path, show: Show) -> Result<Self, Failed> {
        Ok(Self::new(
            Store::Spool(Publisher::create(out, copydesk::tag::times).or_exit(Exit::CannotCreate)?),
            show,
        ))
    }

    fn new(store: Store, show: Show) -> Self {
        let cited = (!show.json && !show.quiet).then(Cited::default);
        Self { store, cited, progress: Progress::new(show.quiet), pause: Duration::ZERO }
    }

    /// Writes the briefs and the files. A run that was ended early only commits what it has: its files are written by
    /// the run that completes it.
    pub(crate) fn finish(self, mut run: RunReport, report: &Report) -> Result<Ended, Failed> {
        let n_read = self.progress.n_read();
        let (mut log, mut briefing) = match self.store {
            Store::Spool(publisher) => {
                let counts = publisher.finish(run).or_exit(Exit::Io)?;
                let n_stories = report.tally.stories;
                return Ok(Ended { counts, n_stories, n_replaced: 0, fault: None });
            }
            Store::Archive(log, briefing) => (log, briefing),
        };
        log.commit(n_read).or_exit(Exit::Io)?;
        let n_replaced = log.n_replaced().or_exit(Exit::Io)?;
        if report.was_cancelled {
            let counts = log.counts().or_exit(Exit::Io)?;
            return Ok(Ended { counts, n_stories: 0, n_replaced, fault: None });
        }
        let mut fault = None;
        let n_stories = log.edit(|give| fault = briefing.write(give)).or_exit(Exit::Io)?;
        run.stages.push(stage(&briefing.count));
        let counts = log.publish(run).or_exit(Exit::Io)?;
        Ok(Ended { counts, n_stories, n_replaced, fault })
    }
}

impl Briefing {
    fn take(&mut self, frame: Frame) -> Frame {
        let Self { work, count } = self;
        count.measure(frame, |frame| work.process(frame))
    }

    /// Gives all briefs, and what went wrong.
    fn write(&mut self, give: &mut dyn FnMut(Brief)) -> Option<String> {
        let (start, mut giving) = (Instant::now(), Duration::ZERO);
        let mut unreadable = None;
        let ended = self.work.finish(&mut |frame| {
            let given = Instant::now();
            match frame.layer() {
                Ok(brief) => give(brief),
                Err(error) => unreadable = Some(error.to_string()),
            }
            giving += given.elapsed();
        });
        self.count.busy += start.elapsed().saturating_sub(giving);
        ended.err().or(unreadable)
    }
}

/// Prints the briefs in the folder of a run on stdout, as text or as lines.
pub(crate) fn print(dir: &Path, cited: Option<&Cited>, show: Show) -> Result<(), PublishError> {
    let written = |source| PublishError::Io { doing: "write", path: PathBuf::from("stdout"), source };
    if show.json {
        let mut out = io::stdout().lock();
        each_brief(dir, &mut |brief| writeln!(out, "{}", story_line(brief)?).map_err(written))?;
        return out.flush().map_err(written);
    }
    let Some(cited) = cited else { return Ok(()) };
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    let width = io::stdout().is_terminal().then(|| console::Term::stdout().size().1);
    let printer = Printer::new(cited, width);
    each_brief(dir, &mut |brief| out.write_all(printer.brief(brief).as_bytes()).map_err(written))?;
    out.flush().map_err(written)
}

impl Sink for Desk {
    type Error = anyhow::Error;

    fn put(&mut self, frame: Frame) -> Result<()> {
        let is_document = frame.envelope.kind == FrameKind::Document;
        let frame = match &mut self.store {
            Store::Archive(_, briefing) if is_document => briefing.take(frame),
            _ => frame,
        };
        if is_document
            && let Some(cited) = &mut self.cited
            && let Some(article) = frame.find_layer::<Article>()?
        {
            cited.add(&frame.envelope, article);
        }
        self.progress.done(&frame);
        match &mut self.store {
            Store::Archive(log, _) => log.put(frame, self.progress.n_read())?,
            Store::Spool(publisher) => publisher.put(&frame)?,
        }
        if !self.pause.is_zero() {
            std::thread::sleep(self.pause);
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
