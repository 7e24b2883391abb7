//! Power cuts: what a run wrote is recorded call by call, and the disk is rebuilt as it may be found after a cut at each of
//! them, with what was not flushed lost, kept, or torn.

mod disk;

use std::path::Path;

use anyhow::{Context, Result, bail};

use self::disk::{Disk, Loss};
use super::trace;
use super::{Bench, emptied};
use crate::generate::Chance;

/// The calls that change a disk.
const CALLS: [&str; 11] = [
    "openat",
    "close",
    "write",
    "pwrite64",
    "ftruncate",
    "fsync",
    "fdatasync",
    "rename",
    "unlink",
    "lseek",
    "mkdir",
];
/// After so many of the cuts a run goes on to its end.
const COMPLETED_EVERY: usize = 5;

/// Cuts the power after each call of a small run that changes the disk, or after one in `every`.
pub fn cut_everywhere(bench: &Bench, seed: u64, every: usize) -> Result<()> {
    let (out, tried) = (bench.dir.join("recorded"), bench.dir.join("cut"));
    emptied(&out)?;
    let mut command = bench.command(&out);
    command.env("COPYDESK_LOG", "debug");
    let traced = trace::run(&mut command, &CALLS, None, &bench.dir.join("log"))?;
    if traced.code != Some(0) {
        bail!("the recorded run ended with {:?}: {}", traced.code, traced.err);
    }
    let calls = disk::calls(&traced.log);
    let mut disk = Disk::new(&out);
    let mut chance = Chance(seed | 1);
    let (mut n_calls, mut n_cuts, mut n_completed, mut acknowledged) = (0_usize, 0_usize, 0_u64, 0_u64);
    for call in &calls {
        let Some(changed) = disk.apply(call) else { continue };
        acknowledged = acknowledged.max(changed.acknowledged);
        n_calls += 1;
        if n_calls % every != 0 {
            continue;
        }
        for loss in [Loss::Unflushed, Loss::Nothing, Loss::Some(chance.below(u64::MAX))] {
            emptied(&tried)?;
            disk.write(&tried, loss)?;
            let what = format!("cut after call {n_calls} ({}), {loss:?} lost", call.name);
            must_hold(bench, &tried, acknowledged).with_context(|| what.clone())?;
            if n_cuts % COMPLETED_EVERY == 0 {
                let again = bench.run(&tried)?;
                if again.code != Some(0) {
                    bail!("{what}: the next run ended with {:?}: {}", again.code, again.err);
                }
                bench.must_be_whole(&tried).with_context(|| what.clone())?;
                n_completed += 1;
            }
        }
        n_cuts += 1;
    }
    if acknowledged != bench.n_documents || n_calls < 100 {
        bail!("only {n_calls} calls and {acknowledged} documents were recorded");
    }
    println!(
        "power cut after {n_cuts} of {n_calls} calls, three ways each: the archive opened, nothing that was acknowledged was \
         missing; {n_completed} runs went on to the same bytes"
    );
    Ok(())
}

/// The archive opens and has at least what was acknowledged; before the first acknowledgement it may be missing.
fn must_hold(bench: &Bench, out: &Path, acknowledged: u64) -> Result<()> {
    if !out.join("desk.db").exists() {
        if acknowledged > 0 {
            bail!("the archive is gone, and {acknowledged} documents were acknowledged");
        }
        return Ok(());
    }
    let stats = bench.stats(out)?;
    let n = stats.get("counts").and_then(|counts| counts.get("in")?.as_u64()).unwrap_or_default();
    if n < acknowledged {
        bail!("{acknowledged} documents were acknowledged, {n} are there");
    }
    Ok(())
}
