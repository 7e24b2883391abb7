//! `cargo xtask bench`: the speed of the stages, and speed beside others in crates of their own that nothing else builds.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{cargo, generate};

/// Other extractors of article text, and the stage that finds copies.
const PEERS: &str = "tests/peers/Cargo.toml";

/// What can be timed beside others, and the stages that can be timed by themselves.
const BESIDE_OTHERS: [&str; 2] = ["html", "copies"];
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
    let is_known = |part: &&String| BESIDE_OTHERS.iter().chain(&STAGES).any(|known| known == part);
    if let Some(other) = what.iter().find(|part| !is_known(part)) {
        bail!("no bench `{other}`; there are `html`, `copies`, `tag`, `cluster` and `summarize`");
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
            bail!("`--data` is missing: a folder with `html/wcxb`, `html/fundus` or `text`, or of documents")
        }
    };
    for part in what {
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
