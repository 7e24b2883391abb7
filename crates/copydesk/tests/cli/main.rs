//! The program from outside: what it prints, what it writes, how it ends.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests end at the first thing that is not as it must be"
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const WIRE: &str = "Ferry aground off Hollin\n\n\
    HOLLIN, March 4 (Coast Wire) - The ferry Marit ran aground off Hollin on Tuesday with 112 people aboard, the coast \
    guard said. Two tugs were sent from Osterbruch and a lifeboat stood by through the night, it said.\n\n\
    \"Nobody was hurt and the hull is dry,\" said coast guard captain Ines Dahl.\n\n\
    The company that runs the ferry said it would be towed off at the next high tide and that passengers would be \
    refunded.\n";
const PAPER: &str = "112 taken off ferry Marit after it strikes sandbank near Hollin\n\n\
    All 112 people aboard the ferry Marit were brought ashore on Tuesday evening after it ran aground off Hollin on its \
    way from Osterbruch, the coast guard said.\n\n\
    \"Nobody was hurt,\" coast guard captain Ines Dahl told reporters at the pier.\n\n\
    The sandbank has moved some forty metres since the winter, according to the harbour office.\n";

/// A folder of its own for each test, with the two reports in `wire/`.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("wire")).unwrap();
        let desk = Self { dir };
        desk.file("wire/1.txt", WIRE.as_bytes());
        desk.file("wire/2.txt", PAPER.as_bytes());
        desk.file("wire/3.dat", b"not input");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn file(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(arguments).current_dir(self.dir.path()).env_remove("COPYDESK_LOG");
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        self.feed(arguments, b"")
    }

    /// Runs the program with these bytes on its standard input.
    fn feed(&self, arguments: &[&str], input: &[u8]) -> Ended {
        let mut command = self.command(arguments);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let output = std::thread::scope(|scope| {
            // A program that ends early closes the pipe: that is seen in how it ended.
            scope.spawn(move || stdin.write_all(input).is_ok());
            child.wait_with_output().unwrap()
        });
        Ended::new(arguments, output)
    }

    /// The output of a row of filters, the first over `wire`.
    fn filters(&self, filters: &[&[&str]]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for filter in filters {
            bytes = self.feed(filter, &bytes).with_code(0).output.stdout;
        }
        bytes
    }
}

struct Ended {
    asked: String,
    output: Output,
}

impl Ended {
    fn new(arguments: &[&str], output: Output) -> Self {
        let ended = Self { asked: arguments.join(" "), output };
        assert!(!ended.stderr().contains("panicked"), "{}: {}", ended.asked, ended.stderr());
        ended
    }

    fn stdout(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).unwrap()
    }

    fn stderr(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).unwrap()
    }

    fn with_code(self, code: i32) -> Self {
        assert_eq!(self.output.status.code(), Some(code), "{}: {}", self.asked, self.stderr());
        self
    }

    fn says(self, words: &str) -> Self {
        let stderr = self.stderr();
        assert!(stderr.contains(words), "{}: `{words}` is not in: {stderr}", self.asked);
        self
    }
}

mod filters;
mod hostile;
mod results;
