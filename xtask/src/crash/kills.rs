//! Kills at random places of long runs: while a document is read, inside a commit, while files are written, at the start
//! and at the very end.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::trace::{self, Effect, Injection, Traced};
use super::{Bench, emptied, report};
use crate::generate::{self, Chance};

/// A run that goes on is killed within so many documents.
const STRIDE_DOCUMENTS: u64 = 1_500;
/// How many kills at the end of a run come before it may end.
const KILLS_AT_END: u64 = 4;
/// How many system calls the start of a run makes of each kind, about.
const START_CALLS: u64 = 60;
/// How many pages a commit writes, at least, and how often it flushes them.
const PAGES_PER_COMMIT: u64 = 500;
const FLUSHES_PER_COMMIT: u64 = 4;
/// How many frames the five links and the two crews of two workers hold.
const LINKED_DOCUMENTS_MAX: u64 = 5 * 64 + 2 * 2 * 2 + 8;

/// A run that is killed and started again until it ends.
struct Life {
    /// How many documents were committed when it was last started.
    n_before: u64,
    /// How many documents had been read, at least, when it was killed.
    n_read: u64,
    kills: u64,
    kills_at_end: u64,
}

/// Kills `n_kills` times, and compares each run that ends with the one that nothing happened to.
pub fn kill(bench: &Bench, n_kills: u64, seed: u64) -> Result<()> {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let out = bench.dir.join("killed");
    let (mut n_killed, mut n_lives, mut n_again) = (0, 0, 0);
    let mut places = std::collections::BTreeMap::new();
    while n_killed < n_kills {
        emptied(&out)?;
        let mut life = Life { n_before: 0, n_read: 0, kills: 0, kills_at_end: 0 };
        loop {
            let injection = if n_killed < n_kills { life.place(bench, &mut chance) } else { None };
            let log = bench.dir.join("log");
            let traced = trace::run(&mut bench.command(&out), &["exit_group"], injection, &log)?;
            life.went_on(bench, &traced, injection)?;
            if traced.code.is_none() {
                n_killed += 1;
                life.kills += 1;
                *places.entry(injection.map_or("", |injection| injection.call)).or_insert(0_u64) += 1;
                continue;
            }
            if traced.code != Some(0) {
                bail!("a run ended with {:?}: {}", traced.code, traced.err);
            }
            break;
        }
        n_again += life.ended_well(bench)?;
        n_lives += 1;
        println!("{n_killed} kills; run {n_lives} was killed {} times and is whole", life.kills);
    }
    let places: Vec<String> = places.into_iter().map(|(call, n)| format!("{call} {n}")).collect();
    println!(
        "{n_killed} kills ({}) in {n_lives} runs of {} documents: 0 lost, 0 doubled, all files the same to the byte; \
         {n_again} documents were read again after the last kills, at most {} each time",
        places.join(", "),
        bench.n_documents,
        bench.batch + LINKED_DOCUMENTS_MAX
    );
    Ok(())
}

impl Life {
    /// Where the next kill comes; `None` if the run may end.
    fn place(&mut self, bench: &Bench, chance: &mut Chance) -> Option<Injection> {
        let left = bench.n_documents - self.n_before;
        let at = |call, when| Some(Injection { call, when, effect: Effect::Kill });
        if left == 0 {
            self.kills_at_end += 1;
            if self.kills_at_end > KILLS_AT_END {
                return None;
            }
            let n_files = trace::Results { dir: &bench.whole }.count().unwrap_or(1);
            return match chance.below(6) {
                0 => at("openat", chance.below(START_CALLS) + 1),
                1 => at("pwrite64", chance.below(20) + 1),
                2 => at("rename", chance.below(n_files) + 1),
                3 => at("write", chance.below(n_files * 2) + 1),
                4 => at("unlink", 1),
                _ => at("exit_group", 1),
            };
        }
        let ahead = chance.below(left.min(STRIDE_DOCUMENTS)) + 1;
        let n_commits = ahead.div_ceil(bench.batch);
        match chance.below(8) {
            0 | 1 => at("openat", chance.below(START_CALLS) + 1),
            2 => at("pwrite64", chance.below(8) + 1),
            3 => at("fsync", chance.below(n_commits * FLUSHES_PER_COMMIT) + 1),
            4 => at("ftruncate", chance.below(n_commits) + 1),
            5 => at("pwrite64", chance.below(n_commits * PAGES_PER_COMMIT) + 1),
            // A run opens all files again, those it knows as well; the last documents are lines of one file.
            _ if self.n_before + ahead < generate::n_files(bench.n_documents) => {
                at("openat", self.n_before + ahead)
            }
            _ => at("pwrite64", chance.below(n_commits * PAGES_PER_COMMIT) + 1),
        }
    }

    /// Looks at where the run began: behind all that was committed, and that is all but what was on its way.
    fn went_on(&mut self, bench: &Bench, traced: &Traced, injection: Option<Injection>) -> Result<()> {
        let n_before = traced.err.lines().find_map(|line| {
            line.split_once(" documents of earlier runs are there")?.0.trim().parse::<u64>().ok()
        });
        if let Some(n_before) = n_before {
            if n_before < self.n_before {
                bail!("a run went on behind {n_before} documents, where {} were committed", self.n_before);
            }
            self.n_before = n_before;
        }
        if n_before.is_some() && self.n_before + bench.batch + LINKED_DOCUMENTS_MAX < self.n_read {
            bail!("{} documents had been read and {} were committed", self.n_read, self.n_before);
        }
        if let Some(Injection { call: "openat", when, .. }) = injection.filter(|_| traced.code.is_none()) {
            // Folders are opened as well, and so are the program's own files.
            self.n_read = self.n_read.max(when.saturating_sub(bench.n_documents / 1_000 + START_CALLS));
        }
        Ok(())
    }

    /// Compares a run that ended; gives how many documents it says it read again.
    fn ended_well(&self, bench: &Bench) -> Result<u64> {
        let out = bench.dir.join("killed");
        bench.must_be_whole(&out).with_context(|| format!("after {} kills", self.kills))?;
        let report = report(&out)?;
        let again = report.get("reprocessed").and_then(Value::as_u64).unwrap_or_default();
        if again > bench.batch + LINKED_DOCUMENTS_MAX {
            bail!("{again} documents were read again");
        }
        let resumed = report.get("resumed_from").and_then(Value::as_u64);
        if resumed.unwrap_or_default() != self.n_before {
            bail!("`resumed_from` is {resumed:?}, and {} documents were committed", self.n_before);
        }
        Ok(again)
    }
}
