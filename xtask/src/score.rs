//! `cargo xtask score` and `bless`: what the desk finds against labels, and the committed record of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::cargo::{self, Profile};

/// Where the labelled pages of the repository stand.
const OWN_DATA: [&str; 2] = ["seeds", "tests/data"];
const GOLDEN_SCORES: &str = "tests/golden/scores.txt";

/// Options whose value is a path.
const PATH_OPTIONS: [&str; 2] = ["--data", "--predictions"];

/// Builds the binary and prints its scores.
pub fn score(args: Vec<String>) -> Result<()> {
    let binary = cargo::build(Profile::Release)?;
    let mut passed_on = Vec::new();
    let mut has_data = false;
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        has_data |= arg == "--data" || arg.starts_with("--data=");
        let (option, value) = match arg.split_once('=') {
            Some((option, value)) => (option.to_owned(), Some(value.to_owned())),
            None => (arg.clone(), None),
        };
        if !PATH_OPTIONS.contains(&option.as_str()) {
            passed_on.push(PathBuf::from(arg));
            continue;
        }
        let path = value.or_else(|| args.next()).with_context(|| format!("`{option}` needs a path"))?;
        passed_on.extend([PathBuf::from(option), cargo::from_root(&path)?]);
    }
    let mut command = score_command(&binary);
    if !has_data {
        add_own_data(&mut command);
    }
    cargo::check(command.args(passed_on))
}

/// Rewrites the scores and the frames in `tests/golden/`.
pub fn bless() -> Result<()> {
    let scores = own_scores()?;
    let path = cargo::root().join(GOLDEN_SCORES);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    fs::write(&path, scores).with_context(|| format!("cannot write `{GOLDEN_SCORES}`"))?;
    cargo::check(
        cargo::cargo(&["test", "--quiet", "--package", "copydesk-tests", "golden"]).env("BLESS", "1"),
    )?;
    cargo::check(Command::new("git").args(["status", "--short", "tests/golden"]).current_dir(cargo::root()))
}

/// Compares the scores on the repository's own labels with the committed ones.
pub fn check_golden() -> Result<()> {
    let golden = fs::read_to_string(cargo::root().join(GOLDEN_SCORES))
        .with_context(|| format!("cannot read `{GOLDEN_SCORES}`; `cargo xtask bless` writes it"))?;
    let differences = differences(&golden, &own_scores()?);
    if differences.is_empty() {
        return Ok(());
    }
    bail!(
        "scores are not those in `{GOLDEN_SCORES}`; if that is meant, run `cargo xtask bless` and say why\n{}",
        differences.join("\n")
    );
}

fn own_scores() -> Result<String> {
    let binary = cargo::build(Profile::Dev)?;
    let mut command = score_command(&binary);
    add_own_data(&mut command);
    cargo::output(&mut command)
}

fn score_command(binary: &Path) -> Command {
    let mut command = Command::new(binary);
    command.arg("score").current_dir(cargo::root());
    command
}

fn add_own_data(command: &mut Command) {
    for folder in OWN_DATA.iter().filter(|folder| cargo::root().join(folder).is_dir()) {
        command.args(["--data", folder]);
    }
}

/// The lines that only one of the two texts has.
fn differences(golden: &str, found: &str) -> Vec<String> {
    let only = |sign: char, a: &str, b: &str| -> Vec<String> {
        let lines = a.lines().filter(|line| !b.lines().any(|other| other == *line));
        lines.map(|line| format!("{sign} {line}")).collect()
    };
    [only('-', golden, found), only('+', found, golden)].concat()
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn shows_the_lines_that_differ() {
        let golden = "corpus desk body_f1 0.9500\ncorpus desk title 1.0000\n";
        let found = "corpus desk body_f1 0.9400\ncorpus desk title 1.0000\n";
        assert_eq!(differences(golden, golden), Vec::<String>::new());
        let expected = ["- corpus desk body_f1 0.9500", "+ corpus desk body_f1 0.9400"];
        assert_eq!(differences(golden, found), expected);
    }
}
