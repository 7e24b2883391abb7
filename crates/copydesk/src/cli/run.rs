//! `run`, the whole desk in one process, and `publish`, the end of a row of filters.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use copydesk::desk;
use copydesk::ingest::{Ingest, IngestConfig, IngestError};
use copydesk::pipeline::{Cancel, Pipeline, Report, RunError};
use copydesk::publish::RunReport;
use copydesk::record::Frame;

use super::arguments::{PublishArguments, RunArguments, Show};
use super::busy::{Busy, Running, settled};
use super::exit::{Exit, Failed, OrExit, QUARANTINE_SHARE_MAX};
use super::filter::{ended, faults, frames_of_stdin};
use super::interrupt;
use super::log::{Log, RecallFault, Start};
use super::progress::Progress;
use super::publish::{Desk, Ended, print, run_report};

pub(crate) fn run(arguments: &RunArguments) -> Result<Exit, Failed> {
    if !arguments.dry_run {
        return run_into(&arguments.out, arguments);
    }
    let scratch =
        tempfile::tempdir().context("cannot make a temporary folder").or_exit(Exit::CannotCreate)?;
    run_into(scratch.path(), arguments)
}

fn run_into(out: &Path, arguments: &RunArguments) -> Result<Exit, Failed> {
    let documents = open(&arguments.paths, arguments.names.ingest_config())?;
    let start = if arguments.fresh { Start::Fresh } else { Start::Resume };
    let mut log = Log::open(out, start, arguments.batch)?;
    log.note_maker(&arguments.names.field).or_exit(Exit::Io)?;
    let (known, next_seq) = log.known().or_exit(Exit::Io)?;
    let mut documents = documents.after(known, next_seq);
    let how = How {
        show: arguments.show,
        is_kept: !arguments.dry_run,
        n_workers: arguments.crew.count(),
        stuck_after: Duration::from_secs(arguments.stuck_after),
        pause: Duration::from_micros(arguments.slow_sink),
    };
    let ended = through_all(&mut documents, log, out, how)?;
    if ended.report.entered == 0 {
        if ended.report.was_cancelled {
            return Ok(interrupted());
        }
        return Err(no_documents(&arguments.paths, documents.skipped()));
    }
    let skipped = documents.skipped().to_vec();
    let n_skipped = skipped.len();
    let exit = ended.end(skipped)?;
    if n_skipped > 0 && !arguments.show.quiet {
        let files = if n_skipped == 1 { "one file is".to_owned() } else { format!("{n_skipped} files are") };
        say(&format!("{files} no input (`skipped` in run.json)"));
    }
    match documents.changed() {
        [] => Ok(exit),
        changed => Err(Failed::new(Exit::Data, changed_since(changed))),
    }
}

/// How documents go through the desk.
pub(crate) struct How {
    pub(crate) show: Show,
    /// Whether the folder stays.
    pub(crate) is_kept: bool,
    pub(crate) n_workers: NonZeroUsize,
    pub(crate) stuck_after: Duration,
    pub(crate) pause: Duration,
}

/// Documents that went through all stages and are committed; their briefs and files are still to be written.
pub(crate) struct Through<'a> {
    desk: Desk,
    pub(crate) report: Report,
    started: Instant,
    how: How,
    out: &'a Path,
    _running: Running,
}

/// Takes documents through all stages into the archive, behind those that are there.
pub(crate) fn through_all<'o>(
    new: &mut (impl Iterator<Item = Frame> + Send),
    log: Log,
    out: &'o Path,
    how: How,
) -> Result<Through<'o>, Failed> {
    let started = Instant::now();
    let cancel = Cancel::default();
    interrupt::drain_on_interrupt(cancel.clone());
    let (busy, running, suspects) = Busy::open(out).or_exit(Exit::CannotCreate)?;
    busy.guard(how.stuck_after);
    let n_before = log.n_before();
    if n_before > 0 && !how.show.quiet {
        say(&format!("{n_before} documents of earlier runs are there: going on behind them"));
    }
    let fault = RecallFault::default();
    let recalled = (n_before > 0).then(|| log.recalled(fault.clone())).transpose().or_exit(Exit::Io)?;
    let mut desk = Desk::archiving(log, how.show, how.pause)?;
    let pipeline = Pipeline::new("ingest").with_cancel(cancel).with_witness(busy);
    let pipeline = desk::with_documents(pipeline, how.n_workers);
    let new = new.map(|frame| settled(frame, &suspects));
    let frames = desk.progress.reading(recalled.into_iter().flatten().chain(new));
    let report = drive(pipeline.run(frames, &mut desk))?;
    if let Some(error) = fault.lock().ok().and_then(|mut fault| fault.take()) {
        return Err(error).or_exit(Exit::Io);
    }
    Ok(Through { desk, report, started, how, out, _running: running })
}

impl Through<'_> {
    /// Writes the briefs and the files, and says how it went.
    pub(crate) fn end(self, skipped: Vec<String>) -> Result<Exit, Failed> {
        let mut run = run_report(&self.report, self.started.elapsed());
        run.skipped = skipped;
        run.configuration.insert("workers".to_owned(), self.how.n_workers.to_string());
        let shown = Shown { show: self.how.show, dir: self.out, is_kept: self.how.is_kept };
        end(self.desk, run, &self.report, &shown)
    }
}

fn changed_since(changed: &[String]) -> String {
    let (first, others) = (changed.first().map_or("", String::as_str), changed.len() - 1);
    let others = if others > 0 { format!(" and {others} more") } else { String::new() };
    format!(
        "`{first}`{others} changed since an earlier run read it: what was read stands; another `--out`, or `--fresh`, reads it anew"
    )
}

pub(crate) fn publish_frames(arguments: &PublishArguments) -> Result<Exit, Failed> {
    let started = Instant::now();
    let mut frames = frames_of_stdin("publish")?;
    let mut desk = Desk::spooled(&arguments.out, arguments.show)?;
    interrupt::outlast_interrupt();
    let counted = desk.progress.reading(&mut frames);
    let report = drive(Pipeline::new("stdin").run(counted, &mut desk))?;
    desk.progress.end();
    // Half a stream is not published: the files of an earlier run stay as they are.
    ended(frames)?;
    let shown = Shown { show: arguments.show, dir: &arguments.out, is_kept: true };
    end(desk, run_report(&report, started.elapsed()), &report, &shown)
}

/// The documents of these paths.
pub(crate) fn open(paths: &[PathBuf], config: IngestConfig) -> Result<Ingest, Failed> {
    Ingest::open(paths, config).map_err(|error| {
        let exit = if matches!(error, IngestError::Missing(_)) { Exit::NoInput } else { Exit::Io };
        Failed { exit, error: error.into() }
    })
}

/// Why nothing was read.
pub(crate) fn no_documents(paths: &[PathBuf], skipped: &[String]) -> Failed {
    let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    let skipped = match skipped {
        [] => String::new(),
        [one] => format!("; one file was skipped: {one}"),
        [first, ..] => format!("; {} files were skipped, the first: {first}", skipped.len()),
    };
    Failed::new(Exit::NoInput, format!("no documents in {}{skipped}", paths.join(", ")))
}

fn drive(result: Result<Report, RunError<anyhow::Error>>) -> Result<Report, Failed> {
    match result {
        Ok(report) => Ok(report),
        Err(RunError::Sink(error)) => Err(error).or_exit(Exit::Io),
        Err(RunError::Thread(error)) => {
            Err(anyhow::Error::new(error).context("cannot start a thread")).or_exit(Exit::Internal)
        }
    }
}

/// What is shown of a run, and where it was written.
struct Shown<'a> {
    show: Show,
    dir: &'a Path,
    /// Whether the folder stays.
    is_kept: bool,
}

/// Writes the files, prints the briefs and the counts; gives the exit code.
fn end(mut desk: Desk, run: RunReport, report: &Report, shown: &Shown<'_>) -> Result<Exit, Failed> {
    let (cited, progress) = (desk.cited.take(), Progress::new(shown.show.quiet));
    desk.progress.end();
    let ended = desk.finish(run, report)?;
    if !report.was_cancelled {
        print(shown.dir, cited.as_ref(), shown.show).or_exit(Exit::Io)?;
    }
    let Ended { counts, n_stories, n_replaced, fault } = ended;
    let written = if shown.is_kept { format!("; written to {}", shown.dir.display()) } else { String::new() };
    progress.say(&format!(
        "in {} = kept {} + copies {} + filtered {} + quarantined {}; stories {n_stories}{written}",
        counts.entered, counts.kept, counts.copies, counts.filtered, counts.quarantined
    ));
    if !report.is_complete() {
        return Err(Failed::new(Exit::Internal, faults(report)));
    }
    if !counts.reconcile() || counts.entered + n_replaced != report.tally.documents() {
        return Err(Failed::new(Exit::Internal, format!("the counts do not reconcile: {counts:?}")));
    }
    if let Some(fault) = fault {
        return Err(Failed::new(Exit::Internal, fault));
    }
    if report.was_cancelled {
        return Ok(interrupted());
    }
    if counts.quarantined * 1_000 > counts.entered * QUARANTINE_SHARE_MAX {
        let message = format!("{} of {} documents were quarantined", counts.quarantined, counts.entered);
        return Err(Failed::new(Exit::Data, message));
    }
    Ok(Exit::Ok)
}

/// Says how to go on.
fn interrupted() -> Exit {
    say("interrupted: what had been read is committed; the same command goes on from there");
    Exit::Interrupted
}

fn say(line: &str) {
    Progress::log().say(line);
}
