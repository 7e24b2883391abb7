//! The archive: what was committed is not read again, and a run that is killed goes on to the files of one that was not.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::bench::{FILES, Said, copydesk, program, root};

/// Folders of dumps, copied into one.
fn copy(folders: &[&str], into: &Path) {
    std::fs::create_dir_all(into).unwrap();
    for folder in folders {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "txt") {
                let name =
                    format!("{}-{}", folder.replace('/', "-"), path.file_name().unwrap().to_str().unwrap());
                std::fs::copy(&path, into.join(name)).unwrap();
            }
        }
    }
}

fn run(input: &Path, out: &Path, more: &[&str]) -> Said {
    let paths = [input.to_str().unwrap(), "--quiet", "--out", out.to_str().unwrap()];
    copydesk(&[&["run"], &paths[..], more].concat(), b"")
}

fn files(out: &Path) -> Vec<(String, Vec<u8>)> {
    let mut names: Vec<String> = FILES.iter().map(|&name| name.to_owned()).collect();
    let pages = std::fs::read_dir(out.join("stories")).unwrap();
    names.extend(pages.map(|page| format!("stories/{}", page.unwrap().file_name().to_str().unwrap())));
    names.sort();
    names.into_iter().map(|name| (name.clone(), std::fs::read(out.join(&name)).unwrap())).collect()
}

fn report(out: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(out.join("run.json")).unwrap()).unwrap()
}

/// The stories without their revisions, and the revisions.
fn stories(out: &Path) -> (Vec<Value>, Vec<u64>) {
    let text = std::fs::read_to_string(out.join("stories.jsonl")).unwrap();
    let mut stories: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let revisions = stories.iter_mut().map(|story| story["revision"].take().as_u64().unwrap()).collect();
    (stories, revisions)
}

#[test]
fn new_files_are_added_to_the_stories_that_are_there() {
    let dir = tempfile::tempdir().unwrap();
    let (input, twice, once) = (dir.path().join("in"), dir.path().join("twice"), dir.path().join("once"));
    copy(&["tests/data/desk"], &input);
    let later: Vec<_> = std::fs::read_dir(&input).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut later: Vec<_> = later.into_iter().collect();
    later.sort();
    let aside = dir.path().join("aside");
    std::fs::create_dir(&aside).unwrap();
    for path in later.iter().skip(7) {
        std::fs::rename(path, aside.join(path.file_name().unwrap())).unwrap();
    }
    assert_eq!(run(&input, &twice, &[]).code, 0);
    let (before, _) = stories(&twice);
    for path in later.iter().skip(7) {
        std::fs::rename(aside.join(path.file_name().unwrap()), path).unwrap();
    }
    assert_eq!(run(&input, &twice, &[]).code, 0);
    assert_eq!(run(&input, &once, &[]).code, 0);
    let ((after, revisions), (expected, _)) = (stories(&twice), stories(&once));
    assert_eq!(after, expected, "two runs give the stories of one");
    assert_eq!(report(&twice)["resumed_from"], 7);
    assert_eq!(report(&twice)["counts"], report(&once)["counts"]);
    assert!(revisions.contains(&1), "a story of new files alone is in its first revision");
    for story in &before {
        let same = after.iter().position(|other| other["id"] == story["id"]).unwrap();
        let is_changed = after[same] != *story;
        assert_eq!(revisions[same], if is_changed { 2 } else { 1 }, "{}", story["title"]);
    }
}

#[test]
fn a_changed_source_is_refused_and_a_fresh_start_reads_it() {
    let dir = tempfile::tempdir().unwrap();
    let (input, out) = (dir.path().join("in"), dir.path().join("out"));
    copy(&["seeds"], &input);
    assert_eq!(run(&input, &out, &[]).code, 0);
    let written = files(&out);
    let first = std::fs::read_dir(&input).unwrap().next().unwrap().unwrap().path();
    std::fs::write(&first, "The harbour is open again.\n").unwrap();
    let said = run(&input, &out, &[]);
    assert_eq!(said.code, 65);
    assert!(said.err.contains(first.file_name().unwrap().to_str().unwrap()), "{}", said.err);
    let stories_before = written.iter().find(|(name, _)| name == "stories.jsonl").unwrap();
    assert_eq!(std::fs::read(out.join("stories.jsonl")).unwrap(), stories_before.1, "what was read stands");
    assert_eq!(run(&input, &out, &["--fresh"]).code, 0);
    assert_eq!(report(&out)["resumed_from"], Value::Null);
    assert!(
        std::fs::read_to_string(out.join("sources.jsonl")).unwrap().contains("The harbour is open again.")
    );
}

#[test]
fn search_finds_what_was_read() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    assert_eq!(run(&root().join("seeds"), &out, &[]).code, 0);
    let search = |words: &str| copydesk(&["search", words, "--out", out.to_str().unwrap()], b"");
    assert!(search("lukashenko").with_code(0).text().lines().count() >= 4);
    search("xylophone").with_code(66);
    copydesk(&["search", "x", "--out", dir.path().to_str().unwrap()], b"").with_code(66);
}

#[test]
fn a_damaged_archive_is_no_empty_start() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    assert_eq!(run(&root().join("seeds"), &out, &[]).code, 0);
    let archive = out.join("desk.db");
    let whole = std::fs::read(&archive).unwrap();
    for end in [0, 100, whole.len() / 2] {
        std::fs::write(&archive, &whole[..end]).unwrap();
        let said = run(&root().join("seeds"), &out, &[]);
        assert_ne!(said.code, 0, "cut at {end}");
        assert!(said.err.contains("desk.db"), "{}", said.err);
        assert_eq!(std::fs::read(&archive).unwrap().len(), end, "it is left as it is");
    }
}

/// When a run is killed.
enum Moment {
    /// The archive has so many bytes.
    Archive(u64),
    /// This file of the results is there.
    File(&'static str),
}

impl Moment {
    fn has_come(&self, out: &Path) -> bool {
        let bytes = |name: &str| std::fs::metadata(out.join(name)).map_or(0, |metadata| metadata.len());
        match self {
            Self::Archive(least) => bytes("desk.db") >= *least,
            Self::File(name) => out.join(name).exists(),
        }
    }
}

#[test]
fn a_run_killed_at_any_moment_goes_on_to_the_same_files() {
    let dir = tempfile::tempdir().unwrap();
    let (input, whole, killed) = (dir.path().join("in"), dir.path().join("whole"), dir.path().join("killed"));
    // Copies in folders of their own: enough documents for several batches.
    for n in 0..12 {
        copy(&["seeds", "tests/data/desk", "tests/data/pages"], &input.join(format!("{n:02}")));
    }
    assert_eq!(run(&input, &whole, &[]).code, 0);
    let bytes = std::fs::metadata(whole.join("desk.db")).unwrap().len();
    let while_reading = (0..5).map(|n| Moment::Archive(bytes * n / 8 + 1));
    let while_writing =
        ["articles.jsonl.part", "sources.jsonl", "brief.md", "index.html"].map(Moment::File).into_iter();
    let mut n_killed = 0;
    for moment in while_reading.chain(while_writing) {
        let mut child = Command::new(program())
            .args(["run", input.to_str().unwrap(), "--quiet", "--out", killed.to_str().unwrap()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while !moment.has_come(&killed) && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        n_killed += u64::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(n_killed >= 6, "only {n_killed} kills came in time");
    assert_eq!(run(&input, &killed, &[]).code, 0);
    assert_eq!(report(&killed)["counts"], report(&whole)["counts"]);
    for ((name, left), (same, right)) in files(&killed).into_iter().zip(files(&whole)) {
        assert_eq!(name, same);
        let (left, right) = (String::from_utf8(left).unwrap(), String::from_utf8(right).unwrap());
        assert!(left == right, "{name} differs after {n_killed} kills");
    }
}
