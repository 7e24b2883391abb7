//! `cargo xtask crash`: kills, failing system calls, power cuts and damage, each followed by a run that must end with the
//! files of one that nothing happened to.

mod damage;
mod faults;
mod kills;
mod power;
mod trace;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::cargo::{self, Profile};
use crate::generate;

const USAGE: &str = "usage: cargo xtask crash [--kills N] [--documents N] [--seed N] [--faults] [--power] [--damage] [--short]";

/// What the user asked for.
#[derive(Debug)]
struct Order {
    kills: u64,
    documents: usize,
    seed: u64,
    faults: bool,
    power: bool,
    damage: bool,
    /// A short form with the build that the tests use, and with every so many of the places.
    every: usize,
}

/// How many of the places the short form passes over, less one.
const SHORT_EVERY: usize = 7;

/// The short form, for continuous integration.
pub fn short() -> Result<()> {
    crash(&["--short".to_owned()])
}

/// Runs what was asked for; without a choice, all of it.
pub fn crash(args: &[String]) -> Result<()> {
    let order = Order::parse(args)?;
    trace::check()?;
    let binary = cargo::build(if order.every == 1 { Profile::Release } else { Profile::Dev })?;
    let scratch = tempfile::tempdir().context("cannot make a temporary folder")?;
    if order.kills > 0 {
        let bench = Bench::new(&binary, &scratch.path().join("kills"), order.documents, order.seed)?;
        kills::kill(&bench, order.kills, order.seed)?;
    }
    let small = || Bench::small(&binary, &scratch.path().join("small"), order.seed);
    if order.faults {
        faults::fail_each_call(&small()?, order.every)?;
    }
    if order.power {
        power::cut_everywhere(&small()?, order.seed, order.every)?;
    }
    if order.damage {
        damage::damage(&small()?, order.every)?;
    }
    Ok(())
}

impl Order {
    fn short(seed: u64) -> Self {
        let (kills, documents, every) = (25, 1_500, SHORT_EVERY);
        Self { kills, documents, seed, faults: true, power: true, damage: true, every }
    }

    fn parse(args: &[String]) -> Result<Self> {
        let mut order = Self {
            kills: 0,
            documents: 20_000,
            seed: 1,
            faults: false,
            power: false,
            damage: false,
            every: 1,
        };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let mut number = || -> Result<u64> {
                let value = args.next().with_context(|| format!("`{arg}` needs a number"))?;
                value.parse().with_context(|| format!("`{arg}` needs a number, not `{value}`"))
            };
            match arg.as_str() {
                "--kills" => order.kills = number()?,
                "--documents" => order.documents = number()? as usize,
                "--seed" => order.seed = number()?,
                "--faults" => order.faults = true,
                "--power" => order.power = true,
                "--damage" => order.damage = true,
                "--short" => order = Self::short(order.seed),

                other => bail!("unexpected argument `{other}`\n{USAGE}"),
            }
        }
        if order.kills == 0 && !order.faults && !order.power && !order.damage {
            order = Self { kills: 1_000, faults: true, power: true, damage: true, ..order };
        }
        Ok(order)
    }
}

/// Input, and what a run over it gives that nothing happens to.
pub struct Bench {
    binary: PathBuf,
    /// Where everything lies.
    dir: PathBuf,
    input: PathBuf,
    /// The results of the run that nothing happened to.
    whole: PathBuf,
    /// How many documents there are.
    n_documents: u64,
    /// How many documents a commit holds.
    batch: u64,
    counts: Value,
    content: Value,
}

impl Bench {
    fn new(binary: &Path, dir: &Path, n_documents: usize, seed: u64) -> Result<Self> {
        Self::with_batch(binary, dir, n_documents, seed, 256)
    }

    /// A bench on which every system call of a run can be tried.
    fn small(binary: &Path, dir: &Path, seed: u64) -> Result<Self> {
        Self::with_batch(binary, dir, 24, seed, 8)
    }

    fn with_batch(binary: &Path, dir: &Path, n_documents: usize, seed: u64, batch: u64) -> Result<Self> {
        let (input, whole) = (dir.join("in"), dir.join("whole"));
        generate::write(n_documents, &input, seed)?;
        let mut bench = Self {
            binary: binary.to_owned(),
            dir: dir.to_owned(),
            input,
            whole,
            n_documents: n_documents as u64,
            batch,
            counts: Value::Null,
            content: Value::Null,
        };
        let ended = bench.run(&bench.whole)?;
        if ended.code != Some(0) {
            bail!("the run that nothing happens to ended with {:?}: {}", ended.code, ended.err);
        }
        bench.counts = report(&bench.whole)?.get("counts").cloned().unwrap_or_default();
        bench.content = bench.stats(&bench.whole)?.get("content").cloned().unwrap_or_default();
        Ok(bench)
    }

    /// The command that runs the desk into `out`.
    fn command(&self, out: &Path) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg("run").arg(&self.input).arg("--out").arg(out).arg("--json");
        command.args(["--batch", &self.batch.to_string(), "--workers", "2"]);
        command
    }

    /// A run without any harm.
    fn run(&self, out: &Path) -> Result<Ended> {
        ended(self.command(out).stdin(Stdio::null()).stdout(Stdio::null()))
    }

    /// What `copydesk stats` says of the archive in `out`.
    fn stats(&self, out: &Path) -> Result<Value> {
        let output = Command::new(&self.binary).args(["stats", "--json", "--out"]).arg(out).output();
        let output = output.context("cannot start `copydesk stats`")?;
        if !output.status.success() {
            bail!("`copydesk stats` failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        serde_json::from_slice(&output.stdout).context("`copydesk stats` printed no JSON")
    }

    /// Fails unless what lies in `out` is what the run left that nothing happened to.
    fn must_be_whole(&self, out: &Path) -> Result<()> {
        trace::Results { dir: out }.must_equal(&self.whole)?;
        let report = report(out)?;
        let counts = report.get("counts").cloned().unwrap_or_default();
        let count = |name: &str| counts.get(name).and_then(Value::as_u64).unwrap_or_default();
        let left = count("kept") + count("copies") + count("filtered") + count("quarantined");
        if counts != self.counts || count("in") != left || left != self.n_documents {
            bail!("the counts are {counts}, not {}", self.counts);
        }
        let content = self.stats(out)?.get("content").cloned().unwrap_or_default();
        if content != self.content {
            bail!("the archive holds something else");
        }
        Ok(())
    }
}

/// How a process ended.
struct Ended {
    code: Option<i32>,
    err: String,
}

fn ended(command: &mut Command) -> Result<Ended> {
    let output = command.output().with_context(|| format!("cannot start {}", cargo::shown(command)))?;
    Ok(Ended { code: output.status.code(), err: String::from_utf8_lossy(&output.stderr).into_owned() })
}

/// `run.json` of a folder.
fn report(out: &Path) -> Result<Value> {
    let path = out.join("run.json");
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    serde_json::from_slice(&bytes).with_context(|| format!("`{}` is no JSON", path.display()))
}

/// Empties a folder.
fn emptied(dir: &Path) -> Result<()> {
    match std::fs::remove_dir_all(dir) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("cannot remove `{}`", dir.display())),
    }
}

/// Copies a folder of results: its files and its pages.
fn copied(from: &Path, into: &Path) -> Result<()> {
    emptied(into)?;
    for folder in ["", "stories"] {
        let (from, into) = (from.join(folder), into.join(folder));
        if !from.is_dir() {
            continue;
        }
        std::fs::create_dir_all(&into)?;
        for entry in std::fs::read_dir(&from)? {
            let path = entry?.path();
            if let Some(name) = path.file_name().filter(|_| path.is_file()) {
                std::fs::copy(&path, into.join(name))?;
            }
        }
    }
    Ok(())
}
