//! `run`, the whole desk in one process, and `publish`, the end of a row of filters.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use copydesk::desk;
use copydesk::ingest::{Ingest, IngestConfig, IngestError};
use copydesk::pipeline::{Cancel, Pipeline, Report, RunError};

use super::arguments::{PublishArguments, RunArguments, Show};
use super::exit::{Exit, Failed, OrExit, QUARANTINE_SHARE_MAX};
use super::filter::{ended, faults, frames_of_stdin};
use super::interrupt;
use super::log::{Log, RecallFault, Recalled, Start};
use super::progress::Progress;
use super::publish::{Desk, Store, run_report};

pub(crate) fn run(arguments: &RunArguments) -> Result<Exit, Failed> {
    let started = Instant::now();
    let documents = open(&arguments.paths, IngestConfig::default())?;
    let out = (!arguments.dry_run).then_some(arguments.out.as_path());
    let start = if arguments.fresh { Start::Fresh } else { Start::Resume };
    let progress = Progress::new(arguments.show.quiet);
    let begin = match out {
        Some(out) => resume(documents, out, start)?,
        None => Beginning { documents, store: Store::Nowhere, recalled: None, fault: RecallFault::default() },
    };
    let mut documents = begin.documents;
    let mut desk = Desk::new(begin.store, progress);
    let cancel = Cancel::default();
    interrupt::drain_on_interrupt(cancel.clone());
    let n_workers = arguments.crew.count();
    let pipeline = desk::with_all(Pipeline::new("ingest").with_cancel(cancel), n_workers);
    let frames = desk.progress.reading(begin.recalled.into_iter().flatten().chain(&mut documents));
    let report = drive(pipeline.run(frames, &mut desk))?;
    if let Some(error) = begin.fault.lock().ok().and_then(|mut fault| fault.take()) {
        return Err(error).or_exit(Exit::Io);
    }
    let mut run = run_report(&report, started.elapsed());
    run.skipped = documents.skipped().to_vec();
    run.configuration.insert("workers".to_owned(), n_workers.to_string());
    let n_skipped = run.skipped.len();
    desk.publish(run, &report)?;
    let exit = show(&desk, arguments.show, out, &report)?;
    if n_skipped > 0 && !arguments.show.quiet {
        let files = if n_skipped == 1 { "one file is".to_owned() } else { format!("{n_skipped} files are") };
        say(&format!("{files} no input (`skipped` in run.json)"));
    }
    if report.entered == 0 {
        return Err(no_documents(&arguments.paths, documents.skipped()));
    }
    match documents.changed() {
        [] => Ok(exit),
        changed => Err(Failed::new(Exit::Data, changed_since(changed))),
    }
}

/// What a run begins with.
struct Beginning {
    documents: Ingest,
    store: Store,
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
    Ok(Beginning { documents: documents.after(known, next_seq), store: Store::Archive(log), recalled, fault })
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
    let mut desk = Desk::spooled(&arguments.out, Progress::new(arguments.show.quiet))?;
    interrupt::outlast_interrupt();
    let counted = desk.progress.reading(&mut frames);
    let report = drive(Pipeline::new("stdin").run(counted, &mut desk))?;
    desk.progress.end();
    // Half a stream is not published: the files of an earlier run stay as they are.
    ended(frames)?;
    desk.publish(run_report(&report, started.elapsed()), &report)?;
    show(&desk, arguments.show, Some(&arguments.out), &report)
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

/// Prints the briefs and the counts; gives the exit code.
fn show(desk: &Desk, show: Show, out: Option<&Path>, report: &Report) -> Result<Exit, Failed> {
    desk.progress.end();
    desk.print(show).or_exit(Exit::Io)?;
    let tally = report.tally;
    let written = out.map(|out| format!("; written to {}", out.display())).unwrap_or_default();
    if !show.quiet {
        say(&format!(
            "in {} = kept {} + copies {} + filtered {} + quarantined {}; stories {}{written}",
            report.entered, tally.kept, tally.copies, tally.filtered, tally.quarantined, tally.stories
        ));
    }
    if !report.is_complete() {
        return Err(Failed::new(Exit::Internal, faults(report)));
    }
    if report.was_cancelled {
        say("interrupted: what had been read is committed; the same command goes on from there");
        return Ok(Exit::Interrupted);
    }
    if tally.quarantined * 1_000 > report.entered * QUARANTINE_SHARE_MAX {
        let message = format!("{} of {} documents were quarantined", tally.quarantined, report.entered);
        return Err(Failed::new(Exit::Data, message));
    }
    Ok(Exit::Ok)
}

fn say(line: &str) {
    Progress::log().say(line);
}
