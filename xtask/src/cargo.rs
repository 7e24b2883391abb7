//! Cargo, the repository's folders and the built binary.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Which build of the binary.
#[derive(Clone, Copy)]
pub enum Profile {
    /// The one that tests use.
    Dev,
    /// The one that users run.
    Release,
}

/// The repository's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// The cargo that runs this, in the repository's root.
pub fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(root());
    command
}

/// Runs a command to its end.
///
/// # Errors
/// If it cannot be started or does not succeed.
pub fn check(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    if !status.success() {
        bail!("{} failed: {status}", shown(command));
    }
    Ok(())
}

/// Runs a command to its end and gives what it printed.
///
/// # Errors
/// If it cannot be started, does not succeed, or prints what is not UTF-8.
pub fn output(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command
        .stderr(std::process::Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {shown}"))?;
    if !output.status.success() {
        bail!("{shown} failed: {}", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{shown} printed what is not UTF-8"))
}

/// A command as a person would type it.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy();
    let args = command.get_args().map(|arg| arg.to_string_lossy());
    let words: Vec<_> = std::iter::once(program).chain(args).collect();
    format!("`{}`", words.join(" "))
}

/// What `cargo metadata` says, with these further arguments.
///
/// # Errors
/// If cargo fails.
pub fn metadata(args: &[&str]) -> Result<Value> {
    let mut command = cargo(&["metadata", "--format-version=1"]);
    let text = output(command.args(args))?;
    serde_json::from_str(&text).context("cannot read what `cargo metadata` printed")
}

/// Builds the binary and says where it is.
///
/// # Errors
/// If it does not build.
pub fn build(profile: Profile) -> Result<PathBuf> {
    let (args, folder): (&[&str], _) = match profile {
        Profile::Dev => (&[], "debug"),
        Profile::Release => (&["--release"], "release"),
    };
    check(cargo(&["build", "--package", "copydesk", "--bin", "copydesk"]).args(args))?;
    let metadata = metadata(&["--no-deps"])?;
    let target = metadata.get("target_directory").and_then(Value::as_str).context("no target directory")?;
    Ok(Path::new(target).join(folder).join(format!("copydesk{}", std::env::consts::EXE_SUFFIX)))
}

/// A path that a user gave, good also when the command runs in the repository's root.
///
/// # Errors
/// If the current directory is gone.
pub fn from_root(path: &str) -> Result<PathBuf> {
    let here = std::env::current_dir().context("no current directory")?;
    let is_stdin = path == "-";
    Ok(if here == root() || is_stdin { PathBuf::from(path) } else { here.join(path) })
}
