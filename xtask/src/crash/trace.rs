//! `strace`, which kills a process, or fails one of its system calls, at exactly the call that is asked for.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};

/// What is done at which call. Calls are counted for each thread from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Injection {
    /// The system call.
    pub call: &'static str,
    /// At which of them.
    pub when: u64,
    /// What happens then.
    pub effect: Effect,
}

/// What happens at a system call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The process is killed before the call is made.
    Kill,
    /// The call is not made and fails so.
    Fail(&'static str),
}

/// How a traced process ended.
pub struct Traced {
    /// Its exit code; `None` if it was killed.
    pub code: Option<i32>,
    /// What it printed on stderr.
    pub err: String,
    /// What was traced of it.
    pub log: String,
}

impl Injection {
    fn argument(&self) -> String {
        let Self { call, when, effect } = self;
        let effect = match effect {
            Effect::Kill => "signal=SIGKILL".to_owned(),
            Effect::Fail(error) => format!("error={error}"),
        };
        format!("inject={call}:{effect}:when={when}")
    }
}

/// Fails if system calls cannot be injected here: a test that cannot inject must not pass.
///
/// # Errors
/// If `strace` is missing or may not trace.
pub fn check() -> Result<()> {
    let scratch = tempfile::tempdir().context("cannot make a temporary folder")?;
    let kill = Injection { call: "openat", when: 1, effect: Effect::Kill };
    let traced = run(&mut Command::new("true"), &["openat"], Some(kill), &scratch.path().join("log"))?;
    if traced.code.is_some() {
        bail!("`strace` does not inject here (is ptrace allowed?): {}", traced.err);
    }
    Ok(())
}

/// Runs a command with some calls traced and one of them injected.
///
/// # Errors
/// If `strace` cannot be started or its log not be read.
pub fn run(
    command: &mut Command,
    calls: &[&str],
    injection: Option<Injection>,
    log: &Path,
) -> Result<Traced> {
    let mut calls: Vec<&str> = calls.to_vec();
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "signal=none", "-xx", "-s", "40000000"]);
    if let Some(injection) = injection {
        strace.args(["-e", &injection.argument()]);
        if !calls.contains(&injection.call) {
            calls.push(injection.call);
        }
    }
    strace.args(["-e", &format!("trace={}", calls.join(","))]);
    strace.arg("-o").arg(log).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            strace.env(name, value);
        }
    }
    let output = strace.stdin(Stdio::null()).stdout(Stdio::null()).output();
    let Output { status, stderr, .. } =
        output.context("cannot start `strace`: is it installed (`apt-get install strace`)?")?;
    let log = std::fs::read(log).map(|log| String::from_utf8_lossy(&log).into_owned()).unwrap_or_default();
    Ok(Traced { code: status.code(), err: String::from_utf8_lossy(&stderr).into_owned(), log })
}

/// A folder of results and where it is compared with another.
pub struct Results<'r> {
    pub dir: &'r Path,
}

/// The one file that may hold times, and what is no result: the archive, whose content is compared by its digest.
const NOT_COMPARED: [&str; 4] = ["run.json", "desk.db", "desk.db-wal", "desk.db-shm"];

impl Results<'_> {
    /// How many files are compared.
    pub fn count(&self) -> Result<u64> {
        Ok(files(self.dir)?.len() as u64)
    }

    /// Fails unless every file of the two folders is the same, to the byte.
    ///
    /// # Errors
    /// Naming the first file that differs.
    pub fn must_equal(&self, other: &Path) -> Result<()> {
        let (mine, theirs) = (files(self.dir)?, files(other)?);
        if mine != theirs {
            let differs =
                mine.iter().chain(&theirs).find(|name| mine.contains(name) != theirs.contains(name));
            bail!(
                "`{}` is in one of the folders only",
                differs.map_or(String::new(), |name| name.display().to_string())
            );
        }
        for name in mine {
            let read = |dir: &Path| std::fs::read(dir.join(&name)).context("cannot read a result");
            if read(self.dir)? != read(other)? {
                bail!("`{}` differs", name.display());
            }
        }
        Ok(())
    }
}

fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in [dir.to_owned(), dir.join("stories")] {
        for entry in
            std::fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))?
        {
            let path = entry?.path();
            let name = path.strip_prefix(dir).unwrap_or(&path).to_owned();
            if path.is_file() && !NOT_COMPARED.iter().any(|not| name == Path::new(not)) {
                found.push(name);
            }
        }
    }
    found.sort();
    Ok(found)
}
