//! The workbench of these tests: where things are, how the program is built and run, how its files are read.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// The files of a run that must be the same for the same input, besides the pages in `stories/`.
pub const FILES: [&str; 6] =
    ["articles.jsonl", "stories.jsonl", "sources.jsonl", "quarantine.jsonl", "brief.md", "index.html"];

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The folder of the build that this test is a part of: `target/debug`.
pub fn build_dir() -> PathBuf {
    let this = std::env::current_exe().unwrap();
    this.parent().and_then(Path::parent).unwrap().to_owned()
}

/// Cargo, as it runs these tests: the same target folder, the same profile, no network.
pub fn cargo(command: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([command, "--offline"]).env("CARGO_TARGET_DIR", build_dir().parent().unwrap());
    for variable in ["CARGO_BUILD_TARGET_DIR", "RUSTC_WRAPPER"] {
        cargo.env_remove(variable);
    }
    cargo
}

/// The program, built once for all tests.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let mut build = cargo("build");
        build
            .args(["--quiet", "--locked", "-p", "copydesk", "--manifest-path"])
            .arg(root().join("Cargo.toml"));
        if build_dir().ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().unwrap().success(), "the program does not build");
        build_dir().join(format!("copydesk{}", std::env::consts::EXE_SUFFIX))
    })
}

/// What a program said and how it ended.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: Vec<u8>,
    pub err: String,
}

impl Said {
    /// Its standard output, as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// The same, if it ended with that exit code.
    #[track_caller]
    pub fn with_code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stderr: {}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }
}

/// The program with these arguments and a standard input.
pub fn copydesk(arguments: &[&str], input: &[u8]) -> Said {
    let mut command = Command::new(program());
    command.args(arguments).current_dir(root());
    said(&mut command, input)
}

/// Runs a command to its end.
pub fn said(command: &mut Command, input: &[u8]) -> Said {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        // A program that does not read its input may end before it is written.
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().unwrap()
    });
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    Said { code: output.status.code().unwrap_or(-1), out: output.stdout, err }
}

/// A finished run in a folder of its own.
pub struct Run {
    pub dir: TempDir,
    pub said: Said,
}

impl Run {
    /// `copydesk run` over these paths, relative to the root of the repository, with more arguments.
    pub fn of(paths: &[&str], more: &[&str]) -> Self {
        let dir = TempDir::new().unwrap();
        let out = dir.path().join("out");
        let arguments = [&["run"], paths, &["--out", out.to_str().unwrap()], more].concat();
        let said = copydesk(&arguments, b"");
        Self { dir, said }
    }

    /// The folder of its files.
    pub fn out(&self) -> PathBuf {
        self.dir.path().join("out")
    }

    /// One of its files.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.out().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The lines of one of its files, parsed.
    pub fn lines(&self, name: &str) -> Vec<Value> {
        self.read(name).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// All files but `run.json`, by name.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for name in FILES {
            files.insert(name.to_owned(), std::fs::read(self.out().join(name)).unwrap());
        }
        for entry in std::fs::read_dir(self.out().join("stories")).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("stories/{}", path.file_name().unwrap().to_string_lossy());
            files.insert(name, std::fs::read(path).unwrap());
        }
        files
    }

    /// `in`, `kept`, `copies`, `filtered`, `quarantined`, which add up.
    pub fn counts(&self) -> [u64; 5] {
        let run: Value = serde_json::from_str(&self.read("run.json")).unwrap();
        let keys = ["in", "kept", "copies", "filtered", "quarantined"];
        let counts = keys.map(|key| run["counts"][key].as_u64().unwrap());
        assert_eq!(counts[0], counts[1..].iter().sum::<u64>(), "in = kept + copies + filtered + quarantined");
        counts
    }
}

/// A file in a new folder; the folder lasts as long as what is given.
pub fn file(name: &str, bytes: &[u8]) -> (TempDir, String) {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (dir, path)
}

/// The name of a document without folder and ending: what labels call it.
pub fn stem(source: &str) -> String {
    Path::new(source).file_stem().unwrap().to_string_lossy().into_owned()
}
