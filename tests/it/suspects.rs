//! What brings the process down, what is stuck, what is set aside and taken in anew, and what asks the program to end.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::bench::{copydesk, program, root};

/// What a run over the seeds may have; it is enough for them, and not for [`large`].
const MEMORY_KIB: u64 = 190_000;

/// A document of nearly as many words as are allowed, all long and different, in one sentence.
fn large() -> String {
    (0..98_000).fold(String::new(), |text, n| text + "Wq" + &n.to_string() + "abcdefghijklmnopqrstuvwx ")
}

fn input(dir: &Path) -> std::path::PathBuf {
    let input = dir.join("in");
    std::fs::create_dir(&input).unwrap();
    for entry in std::fs::read_dir(root().join("seeds")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            std::fs::copy(&path, input.join(path.file_name().unwrap())).unwrap();
        }
    }
    input
}

fn counts(out: &Path) -> Value {
    let report: Value = serde_json::from_slice(&std::fs::read(out.join("run.json")).unwrap()).unwrap();
    report["counts"].clone()
}

/// The command in a process that may have so much memory.
#[cfg(target_os = "linux")]
fn with_little_memory(arguments: &[&str]) -> Option<i32> {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -v {MEMORY_KIB}; exec \"$0\" \"$@\"")]);
    command.arg(program()).args(arguments).env("MALLOC_ARENA_MAX", "1");
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().code()
}

#[cfg(target_os = "linux")]
#[test]
fn a_document_that_brings_the_process_down_twice_is_set_aside_and_taken_in_anew_when_it_can() {
    let dir = tempfile::tempdir().unwrap();
    let (input, out) = (input(dir.path()), dir.path().join("out"));
    std::fs::write(input.join("zz-large.txt"), large()).unwrap();
    let (input, to) = (input.to_str().unwrap(), out.to_str().unwrap());
    let run = ["run", input, "--out", to, "--quiet", "--workers", "1"];
    assert_eq!(with_little_memory(&run), None, "it is ended by a signal");
    assert!(out.join("desk.busy").exists(), "what it was working on is known");
    assert_eq!(with_little_memory(&run), Some(0), "the next run goes on without it");
    assert!(!out.join("desk.busy").exists());
    assert_eq!(counts(&out)["quarantined"], 1, "{}", counts(&out));
    let line = std::fs::read_to_string(out.join("quarantine.jsonl")).unwrap();
    let line: Value = serde_json::from_str(line.trim()).unwrap();
    assert_eq!(line["code"], "brought-down");
    assert!(
        line["message"].as_str().unwrap().starts_with("it brought the process down twice: signal: 6"),
        "{line}"
    );

    copydesk(&["replay", "--out", to, "--quiet"], b"").with_code(0);
    assert_eq!((&counts(&out)["in"], &counts(&out)["quarantined"]), (&Value::from(6), &Value::from(0)));
    let articles = std::fs::read_to_string(out.join("articles.jsonl")).unwrap();
    assert_eq!(articles.matches("zz-large.txt").count(), 1);
    copydesk(&["verify", to], b"").with_code(0);
    // It is known from now on, and nothing is quarantined any more.
    copydesk(&["run", input, "--out", to, "--quiet"], b"").with_code(0);
    assert_eq!((&counts(&out)["in"], &counts(&out)["quarantined"]), (&Value::from(6), &Value::from(0)));
}

#[test]
fn what_still_cannot_be_used_stays_in_quarantine() {
    let dir = tempfile::tempdir().unwrap();
    let (input, out) = (input(dir.path()), dir.path().join("out"));
    std::fs::write(input.join("noise.txt"), [0_u8, 1, 2, 3, 0, 255, 254].repeat(900)).unwrap();
    let to = out.to_str().unwrap();
    copydesk(&["run", input.to_str().unwrap(), "--out", to, "--quiet"], b"").with_code(0);
    let before = counts(&out);
    assert_eq!(before["quarantined"], 1);
    let said = copydesk(&["replay", "--out", to], b"").with_code(0);
    assert!(said.err.contains("0 of 1 quarantined documents can be used now"), "{}", said.err);
    assert_eq!(counts(&out), before);
}

#[test]
fn a_document_that_is_stuck_ends_the_process_and_is_tried_by_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let (input, out) = (input(dir.path()), dir.path().join("out"));
    std::fs::write(input.join("aa-long.txt"), large()).unwrap();
    let (input, to) = (input.to_str().unwrap(), out.to_str().unwrap());
    let said = copydesk(&["run", input, "--out", to, "--quiet", "--stuck-after", "0"], b"").with_code(70);
    assert!(said.err.contains("in work for more than 0 seconds"), "{}", said.err);
    copydesk(&["run", input, "--out", to, "--quiet"], b"").with_code(0);
    assert_eq!(counts(&out)["quarantined"], 0, "it does no harm when it is tried alone");
    assert_eq!(counts(&out)["in"], 6);
}

#[cfg(unix)]
#[test]
fn the_first_interrupt_drains_and_the_second_stops_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let (input, out, whole) = (input(dir.path()), dir.path().join("out"), dir.path().join("whole"));
    let input = input.to_str().unwrap();
    copydesk(&["run", input, "--out", whole.to_str().unwrap(), "--quiet"], b"").with_code(0);
    for n_signals in [1, 2] {
        // Slow enough to be met in the middle, however slow the machine.
        let mut child = Command::new(program())
            .args(["run", input, "--out", out.to_str().unwrap(), "--quiet", "--fresh", "--batch", "1"])
            .args(["--workers", "1", "--slow-sink", if n_signals == 1 { "300000" } else { "60000000" }])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        while !out.join("desk.busy").exists() {
            std::thread::yield_now();
        }
        let mut signals = ["TERM", "INT"].into_iter().cycle();
        let mut said = String::new();
        let mut stderr = std::io::BufReader::new(child.stderr.take().unwrap());
        for _ in 0..n_signals {
            let pid = child.id().to_string();
            let signal = format!("-{}", signals.next().unwrap());
            assert!(Command::new("kill").args([signal.as_str(), pid.as_str()]).status().unwrap().success());
            if n_signals == 2 && said.is_empty() {
                std::io::BufRead::read_line(&mut stderr, &mut said).unwrap();
                assert!(said.contains("finishing what was read"), "{said}");
            }
        }
        assert_eq!(child.wait().unwrap().code(), Some(130), "{n_signals} signals");
        copydesk(&["run", input, "--out", out.to_str().unwrap(), "--quiet"], b"").with_code(0);
        for name in ["articles.jsonl", "stories.jsonl", "sources.jsonl", "brief.md"] {
            assert_eq!(
                std::fs::read(out.join(name)).unwrap(),
                std::fs::read(whole.join(name)).unwrap(),
                "{name}"
            );
        }
    }
}

#[test]
fn decisions_of_another_version_stand_and_that_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let (input, out) = (input(dir.path()), dir.path().join("out"));
    let run = ["run", input.to_str().unwrap(), "--out", out.to_str().unwrap(), "--quiet"];
    copydesk(&run, b"").with_code(0);
    let mut archive = copydesk::archive::Archive::open(&out.join("desk.db")).unwrap();
    archive.set("made-by", "copydesk 0.0.1, frame format 1, documents of at most 7 bytes").unwrap();
    drop(archive);
    let said = copydesk(&run, b"").with_code(0);
    assert!(said.err.contains("made by copydesk 0.0.1"), "{}", said.err);
    assert!(copydesk(&run, b"").with_code(0).err.is_empty(), "once");
}

#[test]
fn other_names_of_fields_are_other_settings() {
    let dir = tempfile::tempdir().unwrap();
    let (input, out) = (dir.path().join("lines.jsonl"), dir.path().join("out"));
    let text = "The ferry crews of Port Alva walked out on Tuesday, the harbour office said. ".repeat(6);
    std::fs::write(&input, serde_json::json!({"hed": "Crews walk out", "copy": text}).to_string()).unwrap();
    let run = ["run", input.to_str().unwrap(), "--out", out.to_str().unwrap(), "--quiet"];
    let named = [run.as_slice(), &["--field", "text=copy", "--field", "title=hed"]].concat();
    copydesk(&named, b"").with_code(0);
    assert!(copydesk(&named, b"").with_code(0).err.is_empty());
    let said = copydesk(&run, b"").with_code(0);
    assert!(said.err.contains("text called `copy`"), "{}", said.err);
}
