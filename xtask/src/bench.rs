//! `cargo xtask bench`: speed beside others, in crates of their own that nothing else builds.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::cargo;

/// Other extractors of article text.
const PEERS: &str = "tests/peers/Cargo.toml";

/// Times what `--only` names on the pages of `--data`.
pub fn bench(args: &[String]) -> Result<()> {
    let (mut data, mut args) = (None, args.iter());
    while let Some(arg) = args.next() {
        let value = args.next().with_context(|| format!("`{arg}` needs a value"))?;
        match (arg.as_str(), value.as_str()) {
            ("--data", path) => data = Some(PathBuf::from(path)),
            ("--only", "html") => {}
            ("--only", other) => bail!("no bench `{other}`; there is `html`"),
            (other, _) => bail!("unexpected argument `{other}`"),
        }
    }
    let data = data.context("`--data` is missing: a folder with `html/wcxb` or `html/fundus`")?;
    let manifest = cargo::root().join(PEERS);
    let mut command = cargo::cargo(&["run", "--release", "--quiet", "--manifest-path"]);
    command.arg(manifest).arg("--").arg(data).env("CARGO_TARGET_DIR", cargo::root().join("target/peers"));
    cargo::check(&mut command)
}
