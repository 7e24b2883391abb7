//! `cargo xtask train`: rebuilds the models that ship.

use anyhow::Result;

use crate::cargo;

/// Where the weights of the tagger of lines stand, and the labelled dumps of the repository.
const ROLES_OUT: &str = "crates/normalize/data";
const ROLES_OWN: [&str; 2] = ["seeds", "tests/data"];

/// Runs the trainer. `roles` learns from the repository's own dumps too, and puts its weights in their place.
pub fn train(args: &[String]) -> Result<()> {
    let mut command = cargo::cargo(&["run", "--release", "--quiet", "--package", "copydesk-train", "--"]);
    command.args(args);
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
    cargo::check(&mut command)
}
