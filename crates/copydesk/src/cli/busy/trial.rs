//! A suspect is tried: it goes through all stages in a process of its own.

use std::collections::BTreeSet;
use std::io::{BufReader, Write};
use std::num::NonZeroUsize;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use copydesk::desk;
use copydesk::pipeline::{FrameReader, Pipeline, set_aside};
use copydesk::record::{Frame, Id};

use super::super::exit::{Exit, Failed};

/// How long a trial may take.
pub(crate) const TRIAL_SECONDS_MAX: u64 = 300;
/// How often it is looked after.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// The document as it may go on: as it is if it is no suspect or does no harm, set aside if it brings down the process
/// that tries it, as it did the one before.
pub(crate) fn settled(frame: Frame, suspects: &BTreeSet<Id>) -> Frame {
    if !frame.envelope.outcome.is_live() || !suspects.contains(&frame.envelope.id) {
        return frame;
    }
    match verdict(&frame) {
        None => frame,
        Some(why) => set_aside(frame, "ingest", "brought-down", &why),
    }
}

/// How a process that tried the document ended, if it did not end well. A trial that cannot be held says nothing.
fn verdict(frame: &Frame) -> Option<String> {
    let program = std::env::current_exe().ok()?;
    let mut command = Command::new(program);
    command.arg("trial").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let bytes = frame.to_bytes().ok()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A process that dies while it reads closes the pipe: what it died of is asked for below.
        let _ = stdin.write_all(&bytes);
    }
    match waited(&mut child) {
        None => Some(format!("it was in work for more than {TRIAL_SECONDS_MAX} seconds, twice")),
        Some(status) if status.success() => None,
        Some(status) => Some(format!("it brought the process down twice: {status}")),
    }
}

/// How it ended; `None` if it had to be ended.
fn waited(child: &mut Child) -> Option<ExitStatus> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(TRIAL_SECONDS_MAX) {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) => std::thread::sleep(LOOK_EVERY),
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

/// The trial itself: takes the document on stdin through all stages. That the process lives to its end is the answer.
pub(crate) fn trial() -> Result<Exit, Failed> {
    let frames = FrameReader::new(BufReader::new(std::io::stdin()));
    let mut out: Vec<Frame> = Vec::new();
    let pipeline = desk::with_documents(Pipeline::new("trial"), NonZeroUsize::MIN);
    match pipeline.run(frames, &mut out) {
        Ok(_) => Ok(Exit::Ok),
        Err(error) => Err(Failed::new(Exit::Internal, error.to_string())),
    }
}
