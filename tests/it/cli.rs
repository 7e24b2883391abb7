//! The program as people and pipes use it: filters, JSON, verify, closed pipes, nothing for terminals where there is none.

use std::process::{Command, Stdio};

use serde_json::Value;

use crate::bench::{FILES, Run, Said, copydesk, program, root};

/// The frames after all five filters, one process after the other.
fn through_filters(paths: &[&str]) -> Vec<u8> {
    let first = copydesk(&[&["ingest"], paths].concat(), b"").with_code(0);
    ["normalize", "tag", "cluster", "summarize"].iter().fold(first.out, |frames, filter| {
        let said = copydesk(&[filter], &frames).with_code(0);
        assert_eq!(said.err, "", "{filter} has nothing to say");
        said.out
    })
}

#[test]
fn filters_give_the_stories_of_a_run_byte_for_byte() {
    for folder in ["seeds", "tests/data/desk"] {
        let run = Run::of(&[folder], &["--json"]);
        let ingested = copydesk(&["ingest", folder], b"").with_code(0);
        let frames = ["normalize", "tag", "cluster"]
            .iter()
            .fold(ingested.out, |frames, filter| copydesk(&[filter], &frames).with_code(0).out);
        let stories = copydesk(&["summarize", "--json"], &frames).with_code(0);
        assert_eq!(stories.text(), run.read("stories.jsonl"), "{folder}");
        assert_eq!(stories.text(), run.said.text(), "{folder}: and `run --json` prints them");
    }
}

#[test]
fn filters_and_publish_write_the_files_of_a_run() {
    let dir = tempfile::TempDir::new().unwrap();
    std::fs::write(dir.path().join("noise.txt"), [0_u8, 1, 2, 3].repeat(100)).unwrap();
    let paths = ["tests/data/desk", dir.path().to_str().unwrap()];
    let run = Run::of(&paths, &["--quiet"]);
    assert_eq!(run.said.code, 0, "{}", run.said.err);
    let published = Run { dir: tempfile::TempDir::new().unwrap(), said: copydesk(&["--help"], b"") };
    let frames = through_filters(&paths);
    copydesk(&["publish", "--quiet", "--out", published.out().to_str().unwrap()], &frames).with_code(0);
    assert_eq!(published.counts(), run.counts(), "every outcome travels through every filter");
    assert_eq!(run.counts()[4], 1, "the noise is quarantined");
    for (name, bytes) in run.files() {
        assert!(published.files().get(&name) == Some(&bytes), "{name} differs");
    }
}

#[test]
fn the_same_run_writes_the_same_bytes() {
    let (first, second) = (Run::of(&["seeds"], &["--quiet"]), Run::of(&["seeds"], &["--quiet"]));
    assert_eq!(first.files(), second.files());
    let out = first.out();
    copydesk(&["run", "seeds", "--quiet", "--out", out.to_str().unwrap()], b"").with_code(0);
    assert_eq!(first.files(), second.files(), "over the files of an earlier run, too");
}

#[test]
fn verify_finds_one_changed_byte_in_any_file() {
    let run = Run::of(&["seeds"], &["--quiet"]);
    let out = run.out();
    let verify = || copydesk(&["verify", out.to_str().unwrap()], b"");
    let said = verify().with_code(0);
    assert!(said.text().contains("checks hold"), "{}", said.text());
    for (name, bytes) in run.files() {
        assert!(name == "quarantine.jsonl" || !bytes.is_empty(), "{name} is empty");
        for at in [0, bytes.len() / 2, bytes.len().saturating_sub(1)] {
            if bytes.is_empty() {
                continue;
            }
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            std::fs::write(out.join(&name), &changed).unwrap();
            let said = verify();
            assert_eq!(said.code, 1, "{name} with byte {at} changed: {}{}", said.text(), said.err);
            assert!(said.text().contains(&name), "{name} is named: {}", said.text());
        }
        std::fs::write(out.join(&name), &bytes).unwrap();
    }
    verify().with_code(0);
    for name in FILES {
        let kept = std::fs::read(out.join(name)).unwrap();
        std::fs::remove_file(out.join(name)).unwrap();
        let said = verify();
        assert_ne!(said.code, 0, "{name} is missing");
        assert!(format!("{}{}", said.text(), said.err).contains(name), "{name}: {}{}", said.text(), said.err);
        std::fs::write(out.join(name), kept).unwrap();
    }
}

#[test]
fn verify_finds_a_span_that_was_moved_and_a_digest_that_was_made_to_fit() {
    let run = Run::of(&["seeds"], &["--quiet"]);
    let out = run.out();
    let articles = run.read("articles.jsonl");
    let mut lines: Vec<Value> = articles.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let start = lines[0]["quotations"][0]["span"]["start"].as_u64().unwrap();
    lines[0]["quotations"][0]["span"]["start"] = (start + 1).into();
    let forged = lines.iter().map(Value::to_string).collect::<Vec<_>>().join("\n") + "\n";
    std::fs::write(out.join("articles.jsonl"), &forged).unwrap();
    let mut report: Value = serde_json::from_str(&run.read("run.json")).unwrap();
    report["digests"]["articles.jsonl"] = blake3::hash(forged.as_bytes()).to_string().into();
    std::fs::write(out.join("run.json"), report.to_string()).unwrap();
    let said = copydesk(&["verify", out.to_str().unwrap()], b"").with_code(1);
    assert!(said.text().contains("quotations") && said.text().contains("articles.jsonl"), "{}", said.text());
}

#[test]
fn json_is_one_object_a_line() {
    let check = |said: Said, n: usize| {
        let said = said.with_code(0);
        let lines: Vec<Value> = said.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), n, "{}", said.text());
        assert!(lines.iter().all(Value::is_object));
    };
    check(copydesk(&["ingest", "--json", "seeds"], b""), 5);
    let frames = copydesk(&["ingest", "seeds"], b"").out;
    check(copydesk(&["normalize", "--json"], &frames), 5);
    let frames = copydesk(&["normalize"], &frames).out;
    check(copydesk(&["tag", "--json"], &frames), 5);
    let frames = copydesk(&["tag"], &frames).out;
    check(copydesk(&["cluster", "--json"], &frames), 5);
    let frames = copydesk(&["cluster"], &frames).out;
    let n_stories = Run::of(&["seeds"], &["--quiet"]).lines("stories.jsonl").len();
    check(copydesk(&["summarize", "--json"], &frames), n_stories);
    check(copydesk(&["run", "--dry-run", "--json", "seeds"], b""), n_stories);
}

/// Starts the program and closes the pipe it writes to before it has written.
fn with_closed_pipe(arguments: &[&str], input: Stdio) -> i32 {
    let mut command = Command::new(program());
    command.args(arguments).current_dir(root()).stdin(input).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    child.wait().unwrap().code().unwrap()
}

#[test]
fn a_pipe_that_its_reader_closed_is_success() {
    let dir = tempfile::TempDir::new().unwrap();
    let out = dir.path().join("out");
    for arguments in [
        &["ingest", "seeds"][..],
        &["ingest", "--json", "seeds"],
        &["run", "seeds", "--out", out.to_str().unwrap()],
        &["run", "seeds", "--json", "--out", out.to_str().unwrap()],
        &["verify", out.to_str().unwrap()],
        &["--help"],
    ] {
        assert_eq!(with_closed_pipe(arguments, Stdio::null()), 0, "{arguments:?}");
    }
    let frames = dir.path().join("frames");
    std::fs::write(&frames, copydesk(&["ingest", "seeds"], b"").out).unwrap();
    for filter in [&["normalize"][..], &["normalize", "--json"]] {
        let input = std::fs::File::open(&frames).unwrap();
        assert_eq!(with_closed_pipe(filter, input.into()), 0, "{filter:?}");
    }
}

#[test]
fn nothing_for_a_terminal_where_there_is_none() {
    let dir = tempfile::TempDir::new().unwrap();
    let out = dir.path().join("out");
    let out = out.to_str().unwrap();
    let text = "\u{1b}[31mFerry sinks off Hollin\u{1b}[0m\n\nThe ferry \u{9b}31msank on Friday, the coast guard said.\n";
    let (_kept, loud) = crate::bench::file("loud.txt", text.as_bytes());
    for arguments in [
        &["run", "seeds", &loud, "--out", out][..],
        &["verify", out],
        &["explain", "loud", "--out", out],
        &["run", "no/such/file", "--out", out],
        &["--help"],
        &["no-such-command"],
    ] {
        let said = copydesk(arguments, b"");
        let has_escapes =
            |bytes: &[u8]| bytes.contains(&0x1b) || String::from_utf8_lossy(bytes).contains('\u{9b}');
        assert!(!has_escapes(&said.out), "{arguments:?} on stdout: {}", said.text());
        assert!(!has_escapes(said.err.as_bytes()), "{arguments:?} on stderr: {}", said.err);
    }
}

#[test]
fn exit_codes_are_those_of_the_help() {
    let help = copydesk(&["--help"], b"").with_code(0);
    for code in ["  0  ", "  1  ", " 64  ", " 65  ", " 66  ", " 70  ", " 73  ", " 74  ", "130  "] {
        assert!(help.text().contains(code), "{code} in {}", help.text());
    }
    let run = Run::of(&["seeds"], &["--quiet"]);
    let out = run.out();
    let out = out.to_str().unwrap();
    let (_kept, file) = crate::bench::file("not-a-folder", b"words");
    let check = |arguments: &[&str], input: &[u8], code: i32, says: &str| {
        let said = copydesk(arguments, input).with_code(code);
        assert!(said.err.contains(says), "{arguments:?}: {}", said.err);
    };
    check(&["no-such-command"], b"", 64, "no-such-command");
    check(&["run"], b"", 64, "PATH");
    check(&["tag"], b"these are no frames, but twenty bytes and more", 65, "CPYD");
    check(&["tag"], &copydesk(&["ingest", "seeds"], b"").out[..100], 65, "cut short");
    check(&["run", "no/such/file", "--out", out], b"", 66, "no/such/file");
    check(&["verify", "no/such/folder"], b"", 66, "no/such/folder");
    check(&["explain", "no-such-id", "--out", out], b"", 66, "no-such-id");
    check(&["run", "seeds", "--out", &format!("{file}/out")], b"", 73, "not-a-folder");
}
