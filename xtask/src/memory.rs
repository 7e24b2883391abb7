//! `cargo xtask memory`: how much memory a run takes for ten thousand documents and for a hundred thousand, with a sink
//! that is a hundred times slower than it need be, so that every link is full.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::cargo::{self, Profile};
use crate::generate;

/// The peak that no run may pass, in KiB.
const PEAK_KIB_MAX: u64 = 512 << 10;
/// What writing one document takes, about, in microseconds, a hundred times.
const SLOW_SINK_US: u64 = 100 * 100;
const SIZES: [usize; 2] = [10_000, 100_000];
/// How often the process is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// What the user asked for.
#[derive(Debug)]
struct Order {
    /// JSON lines, of which the first so many are taken; documents of `cargo xtask generate` if there are none.
    input: Option<PathBuf>,
    sizes: Vec<usize>,
    slow_sink_us: u64,
}

/// What a run took.
struct Taken {
    n: usize,
    peak_kib: u64,
    counts: Value,
    elapsed: Duration,
}

/// Runs the desk on documents of two sizes and prints what grows with them.
pub fn memory(args: &[String]) -> Result<()> {
    let order = Order::parse(args)?;
    let binary = cargo::build(Profile::Release)?;
    let scratch = tempfile::tempdir().context("cannot make a temporary folder")?;
    let mut all = Vec::new();
    for &n in &order.sizes {
        let input = scratch.path().join(format!("in-{n}"));
        order.write(n, &input)?;
        let taken = run(&binary, &input, &scratch.path().join("out"), n, order.slow_sink_us)?;
        println!(
            "{n} documents: peak {} MiB, {} s, {}",
            taken.peak_kib >> 10,
            taken.elapsed.as_secs(),
            taken.counts
        );
        all.push(taken);
    }
    if let [few, .., many] = all.as_slice() {
        let grown = many.peak_kib.saturating_sub(few.peak_kib) << 10;
        let bytes = grown / (many.n - few.n).max(1) as u64;
        let base = few.peak_kib.saturating_sub((few.n as u64 * bytes) >> 10);
        println!(
            "grows with the documents: {bytes} bytes each (what copies, cluster and the ledger hold, ids, digests of pages); does \
             not grow: {} MiB (links, workers, the story that is written, tables)",
            base >> 10
        );
    }
    match all.iter().find(|taken| taken.peak_kib > PEAK_KIB_MAX) {
        Some(taken) => {
            bail!("{} documents took {} MiB, over {}", taken.n, taken.peak_kib >> 10, PEAK_KIB_MAX >> 10)
        }
        None => Ok(()),
    }
}

impl Order {
    fn parse(args: &[String]) -> Result<Self> {
        let mut order = Self { input: None, sizes: SIZES.to_vec(), slow_sink_us: SLOW_SINK_US };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--input" => {
                    order.input = Some(cargo::from_root(args.next().context("`--input` needs a file")?)?);
                }
                "--slow-sink" => {
                    order.slow_sink_us = args.next().context("`--slow-sink` needs microseconds")?.parse()?;
                }
                size => {
                    order.sizes =
                        vec![size.parse().with_context(|| format!("unexpected argument `{size}`"))?];
                }
            }
        }
        Ok(order)
    }

    fn write(&self, n: usize, into: &Path) -> Result<()> {
        let Some(input) = &self.input else { return generate::write(n, into, 1) };
        std::fs::create_dir_all(into)?;
        let text =
            std::fs::read_to_string(input).with_context(|| format!("cannot read `{}`", input.display()))?;
        let lines: String = text.split_inclusive('\n').take(n).collect();
        std::fs::write(into.join("articles.jsonl"), lines).context("cannot write the input")
    }
}

fn run(binary: &Path, input: &Path, out: &Path, n: usize, slow_sink_us: u64) -> Result<Taken> {
    let start = Instant::now();
    let mut child = Command::new(binary)
        .arg("run")
        .arg(input)
        .args(["--quiet", "--fresh", "--slow-sink", &slow_sink_us.to_string(), "--out"])
        .arg(out)
        .stdout(Stdio::null())
        .spawn()
        .context("cannot start the desk")?;
    let mut peak_kib = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        peak_kib = peak_of(&child).unwrap_or_default().max(peak_kib);
        std::thread::sleep(LOOK_EVERY);
    };
    if !status.success() {
        bail!("the run over {n} documents failed: {status}");
    }
    let report = std::fs::read(out.join("run.json")).context("cannot read run.json")?;
    let report: Value = serde_json::from_slice(&report).context("run.json is no JSON")?;
    let counts = report.get("counts").cloned().unwrap_or_default();
    Ok(Taken { n, peak_kib, counts, elapsed: start.elapsed() })
}

/// The most memory that a process has had so far, in KiB, as Linux tells it.
fn peak_of(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
