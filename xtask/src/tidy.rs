//! `cargo xtask tidy`: the rules of the house that a compiler does not check. All faults are reported at once.

mod architecture;
mod edges;
mod mask;
mod source;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::cargo;

/// The folders that hold Rust code.
const CODE_FOLDERS: [&str; 3] = ["crates", "tests", "xtask"];
/// The deepest folder below them that is looked into.
const DEPTH_MAX: usize = 12;

/// Something that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fault {
    path: String,
    line: usize,
    message: String,
}

impl Fault {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// Checks the whole repository.
pub fn tidy() -> Result<()> {
    let metadata = cargo::metadata(&[])?;
    let mut faults = edges::check(&metadata);
    let names = edges::crate_names(&metadata);
    let map = read("ARCHITECTURE.md")?;
    faults.extend(architecture::check("ARCHITECTURE.md", &map, &names));
    for path in rust_files()? {
        let text = read(&path)?;
        faults.extend(source::check(&path, &text));
    }
    faults.sort();
    for fault in &faults {
        eprintln!("{fault}");
    }
    if !faults.is_empty() {
        bail!("{} faults", faults.len());
    }
    Ok(())
}

fn read(path: &str) -> Result<String> {
    fs::read_to_string(cargo::root().join(path)).with_context(|| format!("cannot read `{path}`"))
}

/// All Rust files by their path from the root, sorted.
fn rust_files() -> Result<Vec<String>> {
    let mut files = Vec::new();
    for folder in CODE_FOLDERS {
        add_files(&cargo::root().join(folder), DEPTH_MAX, &mut files)?;
    }
    let shown = |path: PathBuf| path.strip_prefix(cargo::root()).unwrap_or(&path).display().to_string();
    let mut files: Vec<String> = files.into_iter().map(shown).collect();
    files.sort();
    Ok(files)
}

fn add_files(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() && depth > 0 && name != "target" && !name.starts_with('.') {
            add_files(&path, depth - 1, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}
