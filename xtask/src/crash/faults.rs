//! Every system call that writes fails once: the run ends with a documented code, and the next one makes it whole.

use anyhow::{Context, Result, bail};

use super::trace::{self, Effect, Injection};
use super::{Bench, emptied};

/// What fails, and how.
const FAILURES: [(&str, &str); 11] = [
    ("write", "EIO"),
    ("write", "ENOSPC"),
    ("pwrite64", "EIO"),
    ("pwrite64", "ENOSPC"),
    ("fsync", "EIO"),
    ("fdatasync", "EIO"),
    ("ftruncate", "EIO"),
    ("rename", "EIO"),
    ("rename", "ENOSPC"),
    ("unlink", "EIO"),
    ("mkdir", "ENOSPC"),
];
/// How a run may end whose disk fails it: well, if the failure does no harm; with results that cannot be made; with
/// an error of reading or writing.
const CODES: [i32; 3] = [0, 73, 74];

/// Lets each call fail, the first, the second, and so on until there is none; or one in `every`.
pub fn fail_each_call(bench: &Bench, every: usize) -> Result<()> {
    let out = bench.dir.join("failed");
    let log = bench.dir.join("log");
    for (call, error) in FAILURES {
        let mut by_code = std::collections::BTreeMap::new();
        for when in (1..).step_by(every) {
            let injection = Injection { call, when, effect: Effect::Fail(error) };
            let at = || format!("`{call}` number {when} with {error}");
            emptied(&out)?;
            let traced = trace::run(&mut bench.command(&out), &[], Some(injection), &log)?;
            if !traced.log.contains("(INJECTED)") {
                break;
            }
            let Some(code) = traced.code.filter(|code| CODES.contains(code)) else {
                bail!("{}: it ended with {:?}: {}", at(), traced.code, traced.err);
            };
            if code != 0 && !traced.err.contains("copydesk: ") {
                bail!("{}: it ended with {code} and did not say why", at());
            }
            *by_code.entry(code).or_insert(0_u64) += 1;
            let again = bench.run(&out)?;
            if again.code != Some(0) {
                bail!("{}: the next run ended with {:?}: {}", at(), again.code, again.err);
            }
            bench.must_be_whole(&out).with_context(at)?;
        }
        let codes: Vec<String> = by_code.iter().map(|(code, n)| format!("exit {code}: {n}")).collect();
        let n: u64 = by_code.values().sum();
        println!("{call} failed with {error} at {n} places, one in {every} ({})", codes.join(", "));
    }
    Ok(())
}
