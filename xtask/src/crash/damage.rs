//! An archive whose log is cut or garbled: it opens at an earlier commit or says that it is damaged, and is never taken for
//! an empty start.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::trace::{self, Effect, Injection};
use super::{Bench, copied, emptied};

/// The log is cut at every multiple of this.
const CUT_BYTES: usize = 512;
/// One bit is turned in every so many bytes.
const FLIP_EVERY_BYTES: usize = 509;
/// After so many of the cuts and turned bits a run goes on to its end.
const COMPLETED_EVERY: usize = 16;

/// How often an archive opened, and how often it was called damaged.
#[derive(Default)]
struct Seen {
    opened: u64,
    refused: u64,
}

/// Cuts and garbles the log of an archive that was left in the middle of a commit, and the archive itself.
pub fn damage(bench: &Bench, every: usize) -> Result<()> {
    let (left, tried) = (bench.dir.join("left"), bench.dir.join("damaged"));
    let log = bench.dir.join("log");
    // Killed when the log is about to be emptied into the file, after the second commit.
    let kill = Injection { call: "ftruncate", when: 3, effect: Effect::Kill };
    for when in 1..=9 {
        emptied(&left)?;
        trace::run(&mut bench.command(&left), &[], Some(Injection { when, ..kill }), &log)?;
        let wal = std::fs::metadata(left.join("desk.db-wal")).map_or(0, |metadata| metadata.len());
        if wal == 0 {
            continue;
        }
        // Opening it empties the log, so a copy is opened.
        copied(&left, &tried)?;
        let most = committed(bench, &tried)?.context("the archive that was left does not open")?;
        check_log(bench, (&left, &tried), most, every)?;
    }
    flip_file(bench, &tried, every)
}

fn check_log(bench: &Bench, (left, tried): (&Path, &Path), most: u64, every: usize) -> Result<()> {
    let name = "desk.db-wal";
    let whole = std::fs::read(left.join(name)).context("the log is gone")?;
    let trial = Trial { bench, left, tried, most };
    let (mut cuts, mut flips) = (Seen::default(), Seen::default());
    for (n, end) in (0..whole.len()).step_by(CUT_BYTES * every).enumerate() {
        let cut = whole.get(..end).unwrap_or_default();
        let what = format!("the log cut at {end} of {} bytes", whole.len());
        trial.with(name, cut, (&what, n), &mut cuts)?;
    }
    for (n, at) in (0..whole.len()).step_by(FLIP_EVERY_BYTES * every).enumerate() {
        let mut bad = whole.clone();
        if let Some(byte) = bad.get_mut(at) {
            *byte ^= 1 << (n % 8);
        }
        let what = format!("bit {} of byte {at} of the log turned", n % 8);
        trial.with(name, &bad, (&what, n), &mut flips)?;
    }
    println!(
        "a log of {} bytes: cut at every {}: {} opened at a commit, {} refused; bits turned: {} opened, {} refused",
        whole.len(),
        CUT_BYTES * every,
        cuts.opened,
        cuts.refused,
        flips.opened,
        flips.refused
    );
    Ok(())
}

/// Turns bits of a whole archive.
fn flip_file(bench: &Bench, tried: &Path, every: usize) -> Result<()> {
    let name = "desk.db";
    let whole = std::fs::read(bench.whole.join(name)).context("the archive is gone")?;
    let trial = Trial { bench, left: &bench.whole, tried, most: bench.n_documents };
    let mut seen = Seen::default();
    for (n, at) in (0..whole.len()).step_by(FLIP_EVERY_BYTES * 4 * every).enumerate() {
        let mut bad = whole.clone();
        if let Some(byte) = bad.get_mut(at) {
            *byte ^= 1 << (n % 8);
        }
        let what = format!("bit {} of byte {at} of the archive turned", n % 8);
        trial.with(name, &bad, (&what, n), &mut seen)?;
        let n_left = committed(bench, tried)?;
        if n_left.is_some_and(|n| n != bench.n_documents) {
            bail!("{what}: documents are missing, and it does not say so");
        }
    }
    println!("bits turned in the archive itself: {} did no harm, {} refused", seen.opened, seen.refused);
    Ok(())
}

/// A folder of results that is copied, and damaged in the copy.
struct Trial<'t> {
    bench: &'t Bench,
    left: &'t Path,
    tried: &'t Path,
    /// How many documents it holds.
    most: u64,
}

impl Trial<'_> {
    /// Opens the archive with one of its files changed, and at times lets a run go on from there.
    fn with(&self, name: &str, bytes: &[u8], (what, n): (&str, usize), seen: &mut Seen) -> Result<()> {
        let Self { bench, left, tried, most } = *self;
        copied(left, tried)?;
        let _ = std::fs::remove_file(tried.join("desk.db-shm"));
        std::fs::write(tried.join(name), bytes)?;
        match committed(bench, tried)? {
            None => seen.refused += 1,
            Some(n) if n <= most && (n.is_multiple_of(bench.batch) || n == bench.n_documents) => {
                seen.opened += 1;
            }
            Some(n) => bail!("{what}: it opened with {n} documents, which were never committed together"),
        }
        if n.is_multiple_of(COMPLETED_EVERY) {
            let again = bench.run(tried)?;
            match again.code {
                Some(0) => bench.must_be_whole(tried).with_context(|| what.to_owned())?,
                Some(73 | 74) if again.err.contains("damaged") => {}
                code => bail!("{what}: the next run ended with {code:?}: {}", again.err),
            }
        }
        Ok(())
    }
}

/// How many documents an archive holds; `None` if it says that it is damaged.
fn committed(bench: &Bench, out: &Path) -> Result<Option<u64>> {
    match bench.stats(out) {
        Ok(stats) => Ok(stats.get("counts").and_then(|counts| counts.get("in")?.as_u64())),
        Err(error) if format!("{error:#}").contains("damaged") => Ok(None),
        Err(error) => Err(error),
    }
}
