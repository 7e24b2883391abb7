//! `cargo xtask train`: rebuilds the models that ship.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::cargo;

/// Where the weights of the tagger of lines stand, and the labelled dumps of the repository.
const ROLES_OUT: &str = "crates/normalize/data";
const ROLES_OWN: [&str; 2] = ["seeds", "tests/data"];
/// Options whose value is a path of the caller's.
const PATH_OPTIONS: [&str; 5] = ["--train", "--open", "--test", "--data", "--own"];

/// Runs the trainer in the repository's root. `roles` learns from the repository's own dumps too, and puts its weights in
/// their place.
pub fn train(args: &[String]) -> Result<()> {
    let mut command = cargo::cargo(&["run", "--release", "--quiet", "--package", "copydesk-train", "--"]);
    command.args(with_paths(args)?);
    if args.first().is_some_and(|model| model == "roles") {
        let root = cargo::root();
        for folder in ROLES_OWN {
            command.arg("--own").arg(root.join(folder));
        }
        let is_trial = args.iter().any(|arg| arg == "--hold-out" || arg == "--out");
        if !is_trial {
            command.arg("--out").arg(root.join(ROLES_OUT));
        }
    }
    cargo::check(command.current_dir(cargo::root()))
}

/// The arguments with the caller's paths as they are good in the root.
fn with_paths(args: &[String]) -> Result<Vec<PathBuf>> {
    let mut passed_on = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        passed_on.push(PathBuf::from(arg));
        if PATH_OPTIONS.contains(&arg.as_str()) {
            let path = args.next().with_context(|| format!("`{arg}` needs a path"))?;
            passed_on.push(cargo::from_root(path)?);
        }
    }
    Ok(passed_on)
}
