//! `cargo xtask bench`: the speed of tag, and speed beside others in crates of their own that nothing else builds.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::cargo;

/// Other extractors of article text, and the stage that finds copies.
const PEERS: &str = "tests/peers/Cargo.toml";

/// What can be timed.
const PARTS: [&str; 3] = ["html", "copies", "tag"];

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
    let data = data.context(
        "`--data` is missing: a folder with `html/wcxb`, `html/fundus` or `text`, or of documents",
    )?;
    if what.is_empty() {
        // tag reads any folder of documents, and is timed when it is asked for.
        what = PARTS.iter().take(2).map(|part| (*part).to_owned()).collect();
    }
    if let Some(other) = what.iter().find(|part| !PARTS.contains(&part.as_str())) {
        bail!("no bench `{other}`; there are `html`, `copies` and `tag`");
    }
    for part in what {
        if part == "tag" {
            let arguments =
                ["run", "--release", "--quiet", "--package", "copydesk-train", "--", "speed", "--data"];
            cargo::check(cargo::cargo(&arguments).arg(&data))?;
            continue;
        }
        let manifest = cargo::root().join(PEERS);
        let mut command = cargo::cargo(&["run", "--release", "--quiet", "--manifest-path"]);
        command.arg(manifest).arg("--").arg(part).arg(&data);
        cargo::check(command.env("CARGO_TARGET_DIR", cargo::root().join("target/peers")))?;
    }
    Ok(())
}
