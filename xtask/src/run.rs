//! `cargo xtask run`: the desk in one process, or its filters as processes linked by pipes of frames.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::cargo::{self, Profile};

/// The filters between the source and the sink, in order.
const FILTERS: [&str; 4] = ["normalize", "tag", "cluster", "summarize"];

/// What the user asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Order {
    paths: Vec<String>,
    out: Option<String>,
    as_processes: bool,
    passed_on: Vec<String>,
}

/// Builds the binary and runs the desk.
pub fn run(args: Vec<String>) -> Result<()> {
    let order = Order::parse(args)?;
    let binary = cargo::build(Profile::Release)?;
    let mut paths = order.paths.iter().map(|path| cargo::from_root(path)).collect::<Result<Vec<_>>>()?;
    if paths.is_empty() {
        paths.push(PathBuf::from("seeds"));
    }
    let out = order.out.as_deref().map_or(Ok(PathBuf::from("out")), cargo::from_root)?;
    if order.as_processes {
        return run_processes(&binary, &paths, &out, &order.passed_on);
    }
    let mut command = Command::new(binary);
    command.arg("run").args(paths).arg("--out").arg(out).args(order.passed_on).current_dir(cargo::root());
    cargo::check(&mut command)
}

impl Order {
    fn parse(args: Vec<String>) -> Result<Self> {
        let mut order = Self::default();
        let mut args = args.into_iter();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--processes" => order.as_processes = true,
                "--out" => order.out = Some(args.next().context("`--out` needs a folder")?),
                "--" => {
                    order.passed_on.extend(args);
                    break;
                }
                flag if flag.starts_with("--") => {
                    bail!("no option `{flag}`; what comes after `--` is passed on")
                }
                _ => order.paths.push(arg),
            }
        }
        Ok(order)
    }
}

/// Links source, filters and sink by pipes, waits for all, and names those that failed.
fn run_processes(binary: &Path, paths: &[PathBuf], out: &Path, passed_on: &[String]) -> Result<()> {
    let mut ingest = Command::new(binary);
    ingest.arg("ingest").args(paths).args(passed_on);
    let filters = FILTERS.map(|name| {
        let mut filter = Command::new(binary);
        filter.arg(name);
        filter
    });
    let mut publish = Command::new(binary);
    publish.arg("publish").arg("--out").arg(out);
    run_linked(std::iter::once(ingest).chain(filters).chain(std::iter::once(publish)).collect())
}

/// Runs the commands in the repository's root, each one's output the next one's input. Nothing flows from the first one's
/// input; the last one's output is ours.
fn run_linked(commands: Vec<Command>) -> Result<()> {
    let n_commands = commands.len();
    let mut input = Stdio::null();
    let mut children: Vec<(String, Child)> = Vec::with_capacity(n_commands);
    for (at, mut command) in commands.into_iter().enumerate() {
        let is_last = at + 1 == n_commands;
        let shown = cargo::shown(&command);
        command.current_dir(cargo::root()).stdin(input);
        command.stdout(if is_last { Stdio::inherit() } else { Stdio::piped() });
        let mut child = command.spawn().with_context(|| format!("cannot start {shown}"))?;
        input = child.stdout.take().map_or_else(Stdio::null, Stdio::from);
        children.push((shown, child));
    }
    drop(input);
    let mut failures = Vec::new();
    for (shown, mut child) in children {
        let status = child.wait().with_context(|| format!("cannot wait for {shown}"))?;
        if !status.success() {
            failures.push(format!("{shown}: {status}"));
        }
    }
    if !failures.is_empty() {
        bail!("{} of {n_commands} processes failed\n  {}", failures.len(), failures.join("\n  "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_was_ordered() {
        let check = |line: &str, expected: Option<Order>| {
            let args = line.split_whitespace().map(str::to_owned).collect();
            assert_eq!(Order::parse(args).ok(), expected, "{line}");
        };
        check("", Some(Order::default()));
        check(
            "wire --processes desk --out briefs -- --workers 2",
            Some(Order {
                paths: vec!["wire".to_owned(), "desk".to_owned()],
                out: Some("briefs".to_owned()),
                as_processes: true,
                passed_on: vec!["--workers".to_owned(), "2".to_owned()],
            }),
        );
        check("--quick", None);
        check("--out", None);
    }

    #[test]
    fn names_the_process_that_failed() {
        let shell = |script: &str| {
            let mut command = Command::new("sh");
            command.args(["-c", script]);
            command
        };
        assert!(run_linked(vec![shell("echo 1"), shell("cat"), shell("cat >/dev/null")]).is_ok());
        let error =
            run_linked(vec![shell("echo 1"), shell("cat >/dev/null; exit 3"), shell("cat >/dev/null")])
                .unwrap_err();
        let message = error.to_string();
        assert!(message.starts_with("1 of 3 processes failed") && message.contains("exit 3"), "{message}");
    }
}
