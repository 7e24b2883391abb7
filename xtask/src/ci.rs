//! `cargo xtask ci`: all that must hold before a change lands, the tests last.

use std::time::Instant;

use anyhow::{Context, Result};

use crate::cargo::{cargo, check};
use crate::{crash, score, test, tidy};

type Step = (&'static str, fn() -> Result<()>);

/// The steps in order; cheap ones first, and the tests last, so that the output ends with their summary.
const STEPS: [Step; 7] = [
    ("format", format),
    ("tidy", tidy::tidy),
    ("clippy", clippy),
    ("docs", docs),
    ("scores", score::check_golden),
    ("crashes", crash::short),
    ("tests", test::test_and_count),
];

/// Runs every step, and stops at the first that fails.
pub fn ci() -> Result<()> {
    for (name, step) in STEPS {
        eprintln!("==> {name}");
        let start = Instant::now();
        step().with_context(|| format!("{name} failed"))?;
        eprintln!("==> {name} done in {:.1} s", start.elapsed().as_secs_f64());
    }
    Ok(())
}

fn format() -> Result<()> {
    check(&mut cargo(&["fmt", "--all", "--check"]))
}

fn clippy() -> Result<()> {
    check(&mut cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))
}

fn docs() -> Result<()> {
    check(cargo(&["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings"))
}
