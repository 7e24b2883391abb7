//! Folders, files and lines as a run meets them.

use std::fs;

use proptest::prelude::*;

use super::*;

fn frames(paths: &[PathBuf]) -> (Vec<Frame>, Vec<String>) {
    let mut ingest = Ingest::open(paths, IngestConfig::default()).unwrap();
    let frames: Vec<Frame> = ingest.by_ref().collect();
    for (seq, frame) in frames.iter().enumerate() {
        assert_eq!(frame.envelope.seq, seq as u64);
    }
    (frames, ingest.skipped().to_vec())
}

/// What became of a frame: its source below the folder, its position, and its text or its quarantine code.
fn told(frame: &Frame, root: &Path) -> String {
    let root = format!("{}/", root.display());
    let source = frame.envelope.source.replace(&root, "");
    let what = match &frame.envelope.outcome {
        Outcome::Quarantined(quarantine) => format!("!{}", quarantine.code),
        _ => frame.layer::<Raw>().unwrap().text,
    };
    format!("{source}#{} {}", frame.envelope.position, what.escape_debug())
}

fn check(files: &[(&str, &[u8])], expected: &[&str], expected_skipped: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let (frames, skipped) = frames(&[folder.path().to_owned()]);
    let told: Vec<String> = frames.iter().map(|frame| told(frame, folder.path())).collect();
    assert_eq!(told, expected);
    let root = format!("{}/", folder.path().display());
    let skipped: Vec<String> = skipped.iter().map(|line| line.replace(&root, "")).collect();
    assert_eq!(skipped, expected_skipped);
}

#[test]
fn folders_are_walked_in_order_of_their_paths() {
    check(&[], &[], &[]);
    check(
        &[("b.txt", b"B"), ("a/z.txt", b"AZ"), ("a.txt", b"A"), ("a-1.txt", b"A1"), ("a/b/c.TXT", b"ABC")],
        &["a-1.txt# A1", "a.txt# A", "a/b/c.TXT# ABC", "a/z.txt# AZ", "b.txt# B"],
        &[],
    );
}

#[test]
fn what_is_no_input_is_skipped_with_a_reason() {
    check(
        &[("1.txt", b"News"), ("gold.json", b"{}"), ("photo.jpg", b""), ("feed.xml", b""), ("noname", b"")],
        &["1.txt# News"],
        &[
            "feed.xml: XML is not read",
            "gold.json: JSON other than JSON lines is not read",
            "noname: not a form of input",
            "photo.jpg: not a form of input",
        ],
    );
}

#[test]
fn dumps_keep_their_bytes() {
    check(
        &[("1.txt", b"\xef\xbb\xbfHarbour\r\nreopens\rtoday\n"), ("2.txt", b""), ("3.txt", b" \n\n")],
        &["1.txt# \\u{feff}Harbour\\r\\nreopens\\rtoday\\n", "2.txt# ", "3.txt#  \\n\\n"],
        &[],
    );
}

#[test]
fn lines_are_documents_and_a_bad_one_stops_nothing() {
    let lines = b"{\"id\":\"7\",\"title\":\"Ferry sails\",\"text\":\"It left.\"}\r\n\n  \nnot json\n[1]\n{\"a\":1}\n{\"body\":\"Calm sea.\"}";
    check(
        &[("in.jsonl", lines), ("z.ndjson", b"\xef\xbb\xbf{\"text\":\"One.\"}")],
        &[
            "in.jsonl#1 Ferry sails\\n\\nIt left.",
            "in.jsonl#4 !not-json",
            "in.jsonl#5 !not-json",
            "in.jsonl#6 !no-text",
            "in.jsonl#7 Calm sea.",
            "z.ndjson#1 One.",
        ],
        &[],
    );
}

#[test]
fn a_named_file_is_input_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let check = |name: &str, bytes: &[u8], expected: &[&str]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let (frames, skipped) = frames(&[path]);
        let told: Vec<String> = frames.iter().map(|frame| told(frame, folder.path())).collect();
        assert_eq!(told, expected);
        assert!(skipped.is_empty());
    };
    check("story", b"The mill closed.", &["story# The mill closed."]);
    check("story.md", b"{\"text\":\"The mill closed.\"}\n", &["story.md#1 The mill closed."]);
    check("feed.xml", b"<rss/>", &["feed.xml# !unsupported"]);
    check("packed.bin", b"\x1f\x8b\x08\x00", &["packed.bin# !unsupported"]);
    check("noise.bin", &[0, 1, 2, 3, 0xff, 0xfe], &["noise.bin# !not-text"]);
    check("pretty.data", b"{\n  \"text\": \"x\"\n}\n", &["pretty.data# !unsupported"]);
}

#[test]
fn a_missing_path_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("nowhere");
    let error =
        Ingest::open(&[folder.path().to_owned(), missing.clone()], IngestConfig::default()).err().unwrap();
    assert!(matches!(&error, IngestError::Missing(path) if *path == missing));
    assert!(error.to_string().contains("nowhere"));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join("x.txt")).unwrap();
    fs::write(root.join("x.txt/in.txt"), "Inside.").unwrap();
    std::os::unix::fs::symlink(root.join("gone"), root.join("dangling.txt")).unwrap();
    std::os::unix::fs::symlink(root, root.join("loop")).unwrap();
    std::os::unix::fs::symlink(root.join("x.txt/in.txt"), root.join("link.txt")).unwrap();
    std::os::unix::net::UnixListener::bind(root.join("socket.txt")).unwrap();
    let (got, skipped) = frames(&[root.to_owned(), root.join("dangling.txt"), root.join("x.txt")]);
    let told: Vec<String> = got.iter().map(|frame| told(frame, root)).collect();
    assert_eq!(
        told,
        [
            "dangling.txt# !unreadable",
            "link.txt# Inside.",
            "socket.txt# !unreadable",
            "x.txt/in.txt# Inside.",
            "dangling.txt# !unreadable",
            "x.txt/in.txt# Inside.",
        ]
    );
    assert_eq!(skipped.len(), 1, "{skipped:?}");
    assert!(skipped[0].ends_with("loop: a link to a folder"));
    let Outcome::Quarantined(quarantine) = &got[0].envelope.outcome else { panic!("read") };
    assert!(
        quarantine.bytes.is_empty() && quarantine.message.starts_with("cannot be read"),
        "{quarantine:?}"
    );
}

#[cfg(unix)]
#[test]
fn names_of_odd_bytes_work() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.txt");
    fs::write(folder.path().join(name), "Open late.").unwrap();
    let (frames, _) = frames(&[folder.path().to_owned()]);
    assert_eq!(told(&frames[0], folder.path()), "caf\u{fffd}.txt# Open late.");
}

#[test]
fn the_id_does_not_depend_on_where_the_folder_is() {
    let ids: Vec<_> = ["one", "two"]
        .iter()
        .map(|name| {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path().join(name);
            fs::create_dir_all(root.join("day")).unwrap();
            fs::write(root.join("day/1.txt"), "Rain.").unwrap();
            let (frames, _) = frames(&[root]);
            frames[0].envelope.id
        })
        .collect();
    assert_eq!(ids[0], ids[1]);
    assert_eq!(ids[0], Id::of_document("day/1.txt", "", b"Rain."));
}

#[test]
fn what_is_too_large_is_set_aside_with_its_beginning() {
    let folder = tempfile::tempdir().unwrap();
    let limits = IngestConfig {
        document_bytes_max: 40,
        json_line_bytes_max: 40,
        quarantine_bytes_max: 10,
        ..IngestConfig::default()
    };
    fs::write(folder.path().join("1.txt"), "x".repeat(1000)).unwrap();
    fs::write(folder.path().join("2.txt"), "x".repeat(41)).unwrap();
    fs::write(folder.path().join("3.txt"), "x".repeat(40)).unwrap();
    let lines = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"short\"}}\n", "y".repeat(100));
    fs::write(folder.path().join("4.jsonl"), lines).unwrap();
    let frames: Vec<Frame> = Ingest::open(&[folder.path().to_owned()], limits).unwrap().collect();
    let told: Vec<String> = frames.iter().map(|frame| told(frame, folder.path())).collect();
    let kept = format!("3.txt# {}", "x".repeat(40));
    assert_eq!(
        told,
        ["1.txt# !too-large", "2.txt# !too-large", &kept, "4.jsonl#1 !too-large", "4.jsonl#2 short"]
    );
    for at in [0, 1, 3] {
        let Outcome::Quarantined(quarantine) = &frames[at].envelope.outcome else { panic!("kept") };
        assert_eq!(quarantine.bytes.len(), 10);
    }
}

#[test]
fn the_largest_legal_documents_are_frames() {
    let folder = tempfile::tempdir().unwrap();
    let bytes_max = crate::DOCUMENT_BYTES_MAX;
    fs::write(folder.path().join("1.txt"), "ab ".repeat(bytes_max / 3)).unwrap();
    fs::write(folder.path().join("2.txt"), "ab\n".repeat(bytes_max / 3)).unwrap();
    fs::write(folder.path().join("3.html"), "<p>x".repeat(bytes_max / 8)).unwrap();
    let head = "{\"text\": \"";
    fs::write(folder.path().join("4.jsonl"), format!("{head}{}\"}}", "ab\\n".repeat(bytes_max / 3))).unwrap();
    let (frames, _) = frames(&[folder.path().to_owned()]);
    assert_eq!(frames.len(), 4);
    for frame in frames {
        assert_eq!(frame.envelope.outcome, Outcome::Kept);
        assert!(frame.to_bytes().is_ok(), "{}", frame.envelope.source);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_under_any_name_are_one_outcome_each(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        name in prop::sample::select(vec!["a.txt", "a.html", "a.jsonl", "a", "a.xml"]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, &bytes).unwrap();
        let (first, _) = frames(std::slice::from_ref(&path));
        let (second, _) = frames(&[path]);
        prop_assert_eq!(&first, &second);
        prop_assert!(name == "a.jsonl" || name == "a" || first.len() == 1);
        for frame in &first {
            let is_quarantined = matches!(frame.envelope.outcome, Outcome::Quarantined(_));
            prop_assert_eq!(frame.layers.is_empty(), is_quarantined);
        }
    }
}
