//! The five filters: frames in on stdin, frames or JSON lines out on stdout.

use std::io::{self, BufReader, BufWriter, IsTerminal, Stdin, Stdout, Write};

use anyhow::{Context, Result};
use copydesk::desk;
use copydesk::ingest::Ingest;
use copydesk::pipeline::{Cancel, FrameReader, FrameWriter, PipeError, Pipeline, Report, RunError, Sink};
use copydesk::record::{Frame, FrameKind, Outcome};

use super::arguments::{CrewArguments, FilterArguments, IngestArguments};
use super::exit::{Exit, Failed, OrExit, QUARANTINE_SHARE_MAX};
use super::interrupt;
use super::lines::{self, ToLine};
use super::progress::Progress;
use super::run::open;

/// How many bytes are read or written at once.
const BUFFER_BYTES: usize = 256 << 10;

pub(crate) fn ingest(arguments: &IngestArguments) -> Result<Exit, Failed> {
    let mut out = Out::new("ingest", arguments.filter, lines::source)?;
    let mut documents: Ingest = open(&arguments.paths, arguments.names.ingest_config())?;
    let cancel = Cancel::default();
    interrupt::drain_on_interrupt(cancel.clone());
    let report = drive(Pipeline::new("ingest").with_cancel(cancel), &mut documents, &mut out)?;
    if report.entered == 0 {
        return Err(super::run::no_documents(&arguments.paths, documents.skipped()));
    }
    if report.was_cancelled {
        return Ok(Exit::Interrupted);
    }
    let too_many = report.tally.quarantined * 1_000 > report.entered * QUARANTINE_SHARE_MAX;
    Ok(if too_many { Exit::Data } else { Exit::Ok })
}

pub(crate) fn normalize(arguments: &CrewArguments) -> Result<Exit, Failed> {
    let n_workers = arguments.crew.count();
    let stages = |pipeline| desk::with_normalize(pipeline, n_workers);
    filter("normalize", arguments.filter, lines::article, stages)
}

pub(crate) fn tag(arguments: &CrewArguments) -> Result<Exit, Failed> {
    let n_workers = arguments.crew.count();
    filter("tag", arguments.filter, lines::article, |pipeline| desk::with_tag(pipeline, n_workers))
}

pub(crate) fn cluster(arguments: FilterArguments) -> Result<Exit, Failed> {
    filter("cluster", arguments, lines::decision, desk::with_cluster)
}

pub(crate) fn summarize(arguments: FilterArguments) -> Result<Exit, Failed> {
    let spill = desk::Spill::new().context("cannot make a temporary file").or_exit(Exit::CannotCreate)?;
    filter("summarize", arguments, lines::story, |pipeline| desk::with_summarize(pipeline, spill))
}

fn filter(
    name: &'static str,
    arguments: FilterArguments,
    to_line: ToLine,
    stages: impl FnOnce(Pipeline) -> Pipeline,
) -> Result<Exit, Failed> {
    let mut out = Out::new(name, arguments, to_line)?;
    let mut frames = frames_of_stdin(name)?;
    interrupt::outlast_interrupt();
    drive(stages(Pipeline::new("stdin")), &mut frames, &mut out)?;
    ended(frames)?;
    Ok(Exit::Ok)
}

/// The frames on stdin.
///
/// # Errors
/// `Usage` if it is a terminal.
pub(crate) fn frames_of_stdin(name: &str) -> Result<FrameReader<BufReader<Stdin>>, Failed> {
    if io::stdin().is_terminal() {
        let hint = format!(
            "`{name}` reads frames from a pipe, and stdin is a terminal: `copydesk ingest FOLDER | … | copydesk {name} …`"
        );
        return Err(Failed::new(Exit::Usage, hint));
    }
    Ok(FrameReader::new(BufReader::with_capacity(BUFFER_BYTES, io::stdin())))
}

/// What ended the stream, if it was not its end.
pub(crate) fn ended(frames: FrameReader<BufReader<Stdin>>) -> Result<(), Failed> {
    match frames.error() {
        None => Ok(()),
        Some(error @ PipeError::Io { .. }) => Err(error).or_exit(Exit::Io),
        Some(error) => Err(error).or_exit(Exit::Data),
    }
}

fn drive(
    pipeline: Pipeline,
    frames: impl Iterator<Item = Frame> + Send,
    out: &mut Out,
) -> Result<Report, Failed> {
    let report = match pipeline.run(frames, out) {
        Ok(report) => report,
        Err(RunError::Sink(error)) => return Err(error.context("cannot write to stdout")).or_exit(Exit::Io),
        Err(error @ RunError::Thread(_)) => {
            return Err(anyhow::Error::msg(error.to_string())).or_exit(Exit::Internal);
        }
    };
    out.progress.end();
    if report.is_complete() {
        return Ok(report);
    }
    Err(Failed::new(Exit::Internal, faults(&report)))
}

/// What is wrong with a run that is not complete.
pub(crate) fn faults(report: &Report) -> String {
    let mut faults = report.faults.clone();
    let (entered, left) = (report.entered, report.tally.documents());
    if entered != left {
        faults.push(format!("`{entered}` documents came in and `{left}` left"));
    }
    faults.join("; ")
}

/// Stdout, as frames or as lines.
struct Out {
    name: &'static str,
    form: Form,
    progress: Progress,
}

enum Form {
    Frames(FrameWriter<BufWriter<Stdout>>),
    Lines(BufWriter<Stdout>, ToLine),
}

impl Out {
    fn new(name: &'static str, arguments: FilterArguments, to_line: ToLine) -> Result<Self, Failed> {
        let stdout = BufWriter::with_capacity(BUFFER_BYTES, io::stdout());
        let form = if arguments.json {
            Form::Lines(stdout, to_line)
        } else if io::stdout().is_terminal() {
            let hint = format!(
                "`{name}` writes frames for the next filter, and stdout is a terminal: pipe them on, or ask for lines to \
                 read with `--json`"
            );
            return Err(Failed::new(Exit::Usage, hint));
        } else {
            Form::Frames(FrameWriter::new(stdout))
        };
        Ok(Self { name, form, progress: Progress::log() })
    }
}

impl Sink for Out {
    type Error = anyhow::Error;

    fn put(&mut self, frame: Frame) -> Result<()> {
        let is_own = matches!(&frame.envelope.outcome, Outcome::Quarantined(reason)
            if reason.stage == self.name || (self.name == "normalize" && reason.stage == "copies"));
        if is_own && frame.envelope.kind == FrameKind::Document {
            self.progress.done(&frame);
        }
        match &mut self.form {
            Form::Frames(writer) => unless_closed(writer.write(&frame)),
            Form::Lines(stdout, to_line) => match to_line(&frame)? {
                Some(line) => unless_closed(writeln!(stdout, "{line}")),
                None => Ok(()),
            },
        }
    }

    fn idle(&mut self) -> Result<()> {
        unless_closed(match &mut self.form {
            Form::Frames(writer) => writer.flush(),
            Form::Lines(stdout, _) => stdout.flush(),
        })
    }
}

/// Ends the program, successfully, if nobody reads its output any more. At once: the filter may be waiting for input
/// that will not come as long as it waits.
fn unless_closed(written: io::Result<()>) -> Result<()> {
    if written.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
        std::process::exit(i32::from(Exit::Ok as u8));
    }
    Ok(written?)
}
