//! `cargo xtask test`, and the tests with a summary over all of their binaries.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use crate::cargo::{cargo, check, shown};

/// Runs all tests, doc tests included.
pub fn test(args: &[String]) -> Result<()> {
    check(cargo(&["test", "--workspace"]).args(args))
}

/// Runs all tests, also after one that fails, and ends with a line that sums them up.
pub fn test_and_count() -> Result<()> {
    let mut command = cargo(&["test", "--workspace", "--no-fail-fast", "--locked"]);
    let shown = shown(&command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {shown}"))?;
    let mut tally = Tally::default();
    let mut out = std::io::stdout().lock();
    let mut lines = BufReader::new(child.stdout.take().context("no output to read")?);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        out.write_all(&line)?;
        tally.add(&String::from_utf8_lossy(&line));
        line.clear();
    }
    let status = child.wait()?;
    writeln!(out, "{} passed, {} failed", tally.passed, tally.failed)?;
    if !status.success() {
        bail!("{shown} failed: {status}");
    }
    Ok(())
}

/// How many tests passed and failed, over all binaries.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    /// Counts a line if it is a test binary's summary.
    fn add(&mut self, line: &str) {
        let Some(summary) = line.strip_prefix("test result: ") else { return };
        let counts = summary.split_once(". ").map_or(summary, |(_, counts)| counts);
        for count in counts.split(';') {
            let mut words = count.split_whitespace();
            let n = words.next().and_then(|n| n.parse::<usize>().ok()).unwrap_or_default();
            match words.next() {
                Some("passed") => self.passed += n,
                Some("failed") => self.failed += n,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_up_the_summaries() {
        let mut tally = Tally::default();
        tally.add("test span::tests::result ... ok\n");
        tally.add("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.00s\n");
        tally.add("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n");
        assert_eq!(tally, Tally { passed: 15, failed: 2 });
    }
}
