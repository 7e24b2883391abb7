//! `cargo xtask fuzz`: what comes from outside, changed at random and by coverage, with the laws of each stage checked.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::cargo::{check, root};

/// Each target, and the longest input it is given, in bytes.
const TARGETS: [(&str, u64); 7] = [
    ("frame", 4096),
    ("text_dump", 512),
    ("html", 1024),
    ("json_line", 1024),
    ("feed", 1024),
    ("warc", 1024),
    ("packed", 512),
];
/// How long each target runs in the short form.
const SHORT_SECONDS: u64 = 45;
/// An input that takes longer than this is a hang; what is slow short of that, the targets find themselves.
const TIMEOUT_SECONDS: u64 = 10;

/// Fuzzes the targets that are asked for, all if none is.
pub fn fuzz(args: &[String]) -> Result<()> {
    let (mut amount, mut targets) = (format!("-max_total_time={SHORT_SECONDS}"), Vec::new());
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--short" => {}
            "--runs" => {
                let runs: u64 = args.next().context("`--runs` needs a number")?.parse()?;
                amount = format!("-runs={runs}");
            }
            name => match TARGETS.iter().find(|(target, _)| *target == name) {
                Some(target) => targets.push(*target),
                None => {
                    bail!("no target `{name}`; there are {}", TARGETS.map(|(target, _)| target).join(", "))
                }
            },
        }
    }
    if targets.is_empty() {
        targets = TARGETS.to_vec();
    }
    for (target, bytes_max) in targets {
        run(target, bytes_max, &amount).with_context(|| format!("`{target}` found something"))?;
    }
    Ok(())
}

fn run(target: &str, bytes_max: u64, amount: &str) -> Result<()> {
    let folder = Path::new("tests/fuzz");
    let corpus = folder.join("corpus").join(target);
    std::fs::create_dir_all(root().join(&corpus)).context("cannot make the folder of the corpus")?;
    // libFuzzer needs a nightly compiler: the cargo that runs this is asked aside.
    let mut command = Command::new("cargo");
    command.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO").env_remove("RUSTC").current_dir(root());
    command.args(["+nightly", "fuzz", "run", "--fuzz-dir"]).arg(folder).arg(target);
    command.arg(corpus).arg(folder.join("seeds").join(target)).arg("--").arg(amount);
    command.arg(format!("-max_len={bytes_max}")).arg(format!("-timeout={TIMEOUT_SECONDS}"));
    command.arg("-print_final_stats=1");
    check(&mut command)
}
