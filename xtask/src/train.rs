//! `cargo xtask train`: rebuilds the models that ship.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::cargo;

/// Where the weights of the lines' roles and of the outlets' names stand, and the labelled dumps that they are learnt from:
/// `tests/data/world`, `tests/data/layouts` and `tests/data/unread` are kept back.
const NORMALIZE_OUT: &str = "crates/normalize/data";
const NORMALIZE_OWN: [&str; 4] =
    ["crates/train/data/dumps", "tests/data/desk", "tests/data/wire", "tests/data/pages"];
/// Dumps of which the headlines, bylines and outlets are learnt from, and not the text: their standfirsts are labelled otherwise.
const HEADS: &str = "crates/train/data/heads";
/// Dumps that tell one event in many voices, of which text, bylines and outlets are learnt from, and headlines are not: no more were
/// found with them (`ROLES.md`); and stories, where days are known.
const RETOLD: &str = "crates/train/data/retold";
/// Where the trees stand that say whether two facts are about one thing, and the labelled stories that they are learnt from.
const FACTS_OUT: &str = "crates/summarize/data";
const FACTS_OWN: [&str; 5] = [
    "crates/train/data/dumps",
    "crates/train/data/stories",
    "crates/train/data/retold",
    "tests/data/desk",
    "tests/data/wire",
];
/// Where the trees stand that say whether a text belongs to a story, and what they are learnt from.
const JOINS_OUT: &str = "crates/cluster/data";
const JOINS_OWN: [&str; 2] = ["crates/train/data/dumps", "crates/train/data/stories"];
/// The dumps whose names are learnt from.
const NAMES_OWN: &str = "crates/train/data/dumps";
/// Options whose value is a path of the caller's.
const PATH_OPTIONS: [&str; 8] =
    ["--train", "--open", "--test", "--data", "--own", "--dated", "--unseen", "--vectors"];

/// Runs the trainer in the repository's root. All models learn from the repository's own dumps too, and go where they ship from;
/// names learn from none where other text is given to learn from instead.
pub fn train(args: &[String]) -> Result<()> {
    let mut command = cargo::cargo(&["run", "--release", "--quiet", "--package", "copydesk-train", "--"]);
    command.args(with_paths(args)?);
    let places = match args.first().map(String::as_str) {
        Some("roles" | "outlets") => Some((NORMALIZE_OWN.as_slice(), NORMALIZE_OUT)),
        Some("joins") => Some((JOINS_OWN.as_slice(), JOINS_OUT)),
        Some("facts" | "renderings") => Some((FACTS_OWN.as_slice(), FACTS_OUT)),
        _ => None,
    };
    if let Some((own, out)) = places {
        let root = cargo::root();
        for folder in own {
            command.arg("--own").arg(root.join(folder));
        }
        match args.first().map(String::as_str) {
            Some("roles") => {
                command.arg("--heads").arg(root.join(HEADS)).arg("--retold").arg(root.join(RETOLD))
            }
            Some("outlets") => command.arg("--own").arg(root.join(HEADS)).arg("--own").arg(root.join(RETOLD)),
            Some("joins") => command.arg("--dated").arg(root.join(RETOLD)),
            _ => &mut command,
        };
        let is_trial = args.iter().any(|arg| arg == "--hold-out" || arg == "--out");
        if !is_trial {
            command.arg("--out").arg(root.join(out));
        }
    }
    if args.first().is_some_and(|model| model == "names") && !args.iter().any(|arg| arg == "--train") {
        command.arg("--own").arg(cargo::root().join(NAMES_OWN));
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
