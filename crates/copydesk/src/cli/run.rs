//! `run`, the whole desk in one process, and `publish`, the end of a row of filters.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use copydesk::desk;
use copydesk::ingest::{Ingest, IngestConfig, IngestError};
use copydesk::pipeline::{Cancel, Pipeline, Report, RunError};
use copydesk::publish::RunReport;

use super::arguments::{PublishArguments, RunArguments, Show};
use super::exit::{Exit, Failed, OrExit, QUARANTINE_SHARE_MAX};
use super::filter::{ended, faults, frames_of_stdin};
use super::interrupt;
use super::log::{Log, RecallFault, Recalled, Start};
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
    let started = Instant::now();
    let documents = open(&arguments.paths, IngestConfig::default())?;
    let start = if arguments.fresh { Start::Fresh } else { Start::Resume };
    let Beginning { mut documents, log, recalled, fault } = resume(documents, out, start)?;
    let mut desk = Desk::archiving(log, arguments.show)?;
    let cancel = Cancel::default();
    interrupt::drain_on_interrupt(cancel.clone());
    let n_workers = arguments.crew.count();
    let pipeline = desk::with_documents(Pipeline::new("ingest").with_cancel(cancel), n_workers);
    let frames = desk.progress.reading(recalled.into_iter().flatten().chain(&mut documents));
    let report = drive(pipeline.run(frames, &mut desk))?;
    if let Some(error) = fault.lock().ok().and_then(|mut fault| fault.take()) {
        return Err(error).or_exit(Exit::Io);
    }
    if report.entered == 0 {
        return Err(no_documents(&arguments.paths, documents.skipped()));
    }
    let mut run = run_report(&report, started.elapsed());
    run.skipped = documents.skipped().to_vec();
    run.configuration.insert("workers".to_owned(), n_workers.to_string());
    let n_skipped = run.skipped.len();
    let shown = Shown { show: arguments.show, dir: out, is_kept: !arguments.dry_run };
    let exit = end(desk, run, &report, &shown)?;
    if n_skipped > 0 && !arguments.show.quiet {
        let files = if n_skipped == 1 { "one file is".to_owned() } else { format!("{n_skipped} files are") };
        say(&format!("{files} no input (`skipped` in run.json)"));
    }
    match documents.changed() {
        [] => Ok(exit),
        changed => Err(Failed::new(Exit::Data, changed_since(changed))),
    }
}

/// What a run begins with.
struct Beginning {
    documents: Ingest,
    log: Log,
    /// The documents of earlier runs.
    recalled: Option<Recalled>,
    fault: RecallFault,
}

/// Goes on behind what the archive in `out` holds.
fn resume(documents: Ingest, out: &Path, start: Start) -> Result<Beginning, Failed> {
    let log = Log::open(out, start)?;
    let (known, next_seq) = log.known().or_exit(Exit::Io)?;
    let fault = RecallFault::default();
    let recalled = (next_seq > 0).then(|| log.recalled(fault.clone())).transpose().or_exit(Exit::Io)?;
    Ok(Beginning { documents: documents.after(known, next_seq), log, recalled, fault })
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
    let Ended { counts, n_stories, fault } = ended;
    let written = if shown.is_kept { format!("; written to {}", shown.dir.display()) } else { String::new() };
    progress.say(&format!(
        "in {} = kept {} + copies {} + filtered {} + quarantined {}; stories {n_stories}{written}",
        counts.entered, counts.kept, counts.copies, counts.filtered, counts.quarantined
    ));
    if !report.is_complete() {
        return Err(Failed::new(Exit::Internal, faults(report)));
    }
    if !counts.reconcile() || counts.entered != report.tally.documents() {
        return Err(Failed::new(Exit::Internal, format!("the counts do not reconcile: {counts:?}")));
    }
    if let Some(fault) = fault {
        return Err(Failed::new(Exit::Internal, fault));
    }
    if report.was_cancelled {
        say("interrupted: what had been read is committed; the same command goes on from there");
        return Ok(Exit::Interrupted);
    }
    if counts.quarantined * 1_000 > counts.entered * QUARANTINE_SHARE_MAX {
        let message = format!("{} of {} documents were quarantined", counts.quarantined, counts.entered);
        return Err(Failed::new(Exit::Data, message));
    }
    Ok(Exit::Ok)
}

fn say(line: &str) {
    Progress::log().say(line);
}
