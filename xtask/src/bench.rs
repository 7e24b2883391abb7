//! `cargo xtask bench`: the speed of the stages, and speed beside others in crates of their own that nothing else builds.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::cargo::{self, Profile};
use crate::generate;

/// Other extractors of article text, and the stage that finds copies.
const PEERS: &str = "tests/peers/Cargo.toml";

/// `HeidelTime` beside the times of tag, on labelled times.
const HEIDELTIME: &str = "tests/peers/heideltime.py";

/// What can be timed beside others, and the stages that can be timed by themselves.
const BESIDE_OTHERS: [&str; 2] = ["html", "copies"];
const TIMES: &str = "times";
const STAGES: [&str; 3] = ["tag", "cluster", "summarize"];
/// So many documents are made for the stages where none are given: they are reworded for more.
const GENERATED: usize = 4_000;

/// Times what `--only` names on the pages of `--data`.
pub fn bench(args: &[String]) -> Result<()> {
    let (mut data, mut what, mut args) = (None, Vec::new(), args.iter());
    while let Some(arg) = args.next() {
        let value = args.next().with_context(|| format!("`{arg}` needs a value"))?;
        match (arg.as_str(), value.as_str()) {
            ("--data", path) => data = Some(PathBuf::from(path)),
            ("--only", parts) => what.extend(parts.split(',').map(str::to_owned)),
            (other, _) => bail!("unexpected argument `{other}`"),
        }
    }
    if what.is_empty() {
        // Stages read any folder of documents, and are timed when they are asked for.
        what = BESIDE_OTHERS.map(str::to_owned).to_vec();
    }
    let is_known =
        |part: &&String| BESIDE_OTHERS.iter().chain(&STAGES).chain([&TIMES]).any(|known| known == part);
    if let Some(other) = what.iter().find(|part| !is_known(part)) {
        bail!("no bench `{other}`; there are `html`, `copies`, `times`, `tag`, `cluster` and `summarize`");
    }
    let scratch = tempfile::tempdir().context("cannot make a temporary folder")?;
    let is_stage = |part: &String| STAGES.contains(&part.as_str());
    let data = match data {
        Some(data) => data,
        None if what.iter().all(is_stage) => {
            generate::write(GENERATED, scratch.path(), 1)?;
            scratch.path().to_owned()
        }
        None => {
            bail!(
                "`--data` is missing: a folder with `html/wcxb`, `html/fundus`, `text` or `tag/times`, or of documents"
            )
        }
    };
    for part in what {
        if part == TIMES {
            times(&data)?;
            continue;
        }
        if is_stage(&part) {
            let arguments = ["run", "--release", "--quiet", "--package", "copydesk-train", "--", "speed"];
            cargo::check(cargo::cargo(&arguments).args(["--only", &part, "--data"]).arg(&data))?;
            continue;
        }
        let manifest = cargo::root().join(PEERS);
        let mut command = cargo::cargo(&["run", "--release", "--quiet", "--manifest-path"]);
        command.arg(manifest).arg("--").arg(part).arg(&data);
        cargo::check(command.env("CARGO_TARGET_DIR", cargo::root().join("target/peers")))?;
    }
    Ok(())
}

/// The times that `HeidelTime` and copydesk find in `DATA/tag/times`, each by the same measures. `PYTHON` names the Python that has
/// `HeidelTime`; one without it says so, and gives our own figures.
fn times(data: &Path) -> Result<()> {
    let binary = cargo::build(Profile::Release)?;
    let python = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    let data = std::path::absolute(data).with_context(|| format!("cannot find `{}`", data.display()))?;
    let mut command = Command::new(python);
    cargo::check(command.arg(cargo::root().join(HEIDELTIME)).arg(binary).arg(data))
}
