//! `copydesk replay`: what was quarantined is tried again, as when a newer version can use it.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use copydesk::desk;
use copydesk::ingest::{Ingest, IngestConfig, QUARANTINE_BYTES_MAX};
use copydesk::pipeline::Pipeline;
use copydesk::record::{Envelope, Frame, FrameKind, Layered, Markup, Outcome, Quarantine, Raw};

use super::arguments::ReplayArguments;
use super::exit::{Exit, Failed, OrExit};
use super::log::{FILE, Log, Start};
use super::progress::Progress;
use super::run::{How, through_all};

/// A batch of a replay.
const BATCH: NonZeroUsize = NonZeroUsize::MIN.saturating_add(255);

/// Takes in anew every quarantined document that now passes, and writes the files again.
///
/// Such a document gets a new place at the end of the log; its old one stays, and does not count any more. What is still
/// not usable stays as it is.
pub(crate) fn replay(arguments: &ReplayArguments) -> Result<Exit, Failed> {
    let path = arguments.out.join(FILE);
    if !path.is_file() {
        return Err(Failed::new(Exit::NoInput, format!("no archive `{}`", path.display())));
    }
    let mut log = Log::open(&arguments.out, Start::Resume, BATCH)?;
    let field_names = log.fields().or_exit(Exit::Io)?;
    log.note_maker(&field_names).or_exit(Exit::Io)?;
    let config = IngestConfig { field_names, ..IngestConfig::default() };
    let quarantined = log.quarantined().or_exit(Exit::Io)?;
    let scratch =
        tempfile::tempdir().context("cannot make a temporary folder").or_exit(Exit::CannotCreate)?;
    let (mut anew, mut replaced) = (Vec::new(), BTreeMap::new());
    for frame in &quarantined {
        let again = again(frame, scratch.path(), &config).or_exit(Exit::Io)?;
        let Some(mut again) = again.filter(passes) else { continue };
        again.envelope.seq = log.n_before() + anew.len() as u64;
        replaced.insert(again.envelope.seq, frame.envelope.seq);
        anew.push(again);
    }
    if !arguments.show.quiet {
        let (n_anew, n) = (anew.len(), quarantined.len());
        Progress::log().say(&format!("{n_anew} of {n} quarantined documents can be used now"));
    }
    log.replace(replaced);
    let how = How {
        show: arguments.show,
        is_kept: true,
        n_workers: arguments.crew.count(),
        stuck_after: Duration::from_secs(600),
        pause: Duration::ZERO,
    };
    through_all(&mut anew.into_iter(), log, &arguments.out, how)?.end(Vec::new())
}

/// The document as ingest gives it, read from the bytes that were kept; `None` if they are not enough.
fn again(frame: &Frame, scratch: &Path, config: &IngestConfig) -> Result<Option<Frame>> {
    let Outcome::Quarantined(Quarantine { bytes, .. }) = &frame.envelope.outcome else { return Ok(None) };
    if bytes.len() >= QUARANTINE_BYTES_MAX {
        return Ok(None);
    }
    let named = |mut again: Frame| {
        let Envelope { id, source, position, .. } = frame.envelope.clone();
        again.envelope = Envelope { position, ..Envelope::new(id, 0, source) };
        again.layers.retain(|layer| [Raw::KIND, Markup::KIND].contains(&layer.kind.as_str()));
        again
    };
    // A stage that sets a document aside whose source text is not its bytes keeps the whole frame.
    if let Ok((kept, used)) = Frame::from_bytes(bytes)
        && used == bytes.len()
        && kept.envelope.kind == FrameKind::Document
    {
        return Ok(Some(named(kept)));
    }
    let name =
        Path::new(&frame.envelope.source).file_name().map_or_else(|| PathBuf::from("stdin"), PathBuf::from);
    let path = scratch.join(name);
    std::fs::write(&path, bytes).with_context(|| format!("cannot write `{}`", path.display()))?;
    let mut documents = Ingest::open(std::slice::from_ref(&path), config.clone())?;
    let first = documents.next();
    std::fs::remove_file(&path).with_context(|| format!("cannot remove `{}`", path.display()))?;
    let is_one = documents.next().is_none();
    Ok(first.filter(|first| is_one && first.envelope.outcome.is_live()).map(named))
}

/// Whether the stages that look at one document alone can use it.
fn passes(frame: &Frame) -> bool {
    let pipeline = desk::with_normalize(Pipeline::new("replay"), NonZeroUsize::MIN);
    let mut out: Vec<Frame> = Vec::new();
    let ended = desk::with_tag(pipeline, NonZeroUsize::MIN).run(std::iter::once(frame.clone()), &mut out);
    let is_usable = |frame: &Frame| !matches!(frame.envelope.outcome, Outcome::Quarantined(_));
    ended.is_ok() && out.first().is_some_and(is_usable)
}
