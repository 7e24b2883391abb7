//! Folders, files and lines as a run meets them.

use std::fs;

use proptest::prelude::*;

use super::*;
use crate::unpack::tests::{gzip, zstd, zstd_bomb};

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
        &[
            ("1.txt", b"News"),
            ("gold.json", b"{}"),
            ("photo.jpg", b""),
            ("feed.xml", b"<rss/>"),
            ("noname", b""),
        ],
        &["1.txt# News"],
        &[
            "feed.xml: a feed without entries",
            "gold.json: JSON other than lines, JSON Feed and ninjs is not read",
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
    check("feed", b"<rss><item><title>Calm</title></item></rss>", &["feed#entry-1 Calm\\n\\n"]);
    check("map.xml", b"<urlset/>", &["map.xml# !not-a-feed"]);
    check("list.json", b"{\"a\": 1}", &["list.json# !unsupported"]);
    check("packed.bin", b"\x1f\x8b\x08\x00", &["packed.bin# !unreadable"]);
    check("twice", &gzip(&gzip(b"Calm sea.")), &["twice# !unsupported"]);
    check("noise.bin", &[0, 1, 2, 3, 0xff, 0xfe], &["noise.bin# !not-text"]);
    check("pretty.data", b"{\n  \"text\": \"x\"\n}\n", &["pretty.data# !unsupported"]);
}

#[test]
fn what_is_compressed_is_what_its_bytes_are() {
    let lines = gzip(b"{\"text\": \"Calm sea.\"}\n{\"text\": \"High wind.\"}\n");
    let feed = zstd(b"<rss><channel><item><guid>a</guid><title>Calm</title></item></channel></rss>");
    check(
        &[
            ("1.txt.gz", &gzip("Ein früher Abend.".as_bytes())),
            ("2.html.zst", &zstd(b"<p>Calm <b>sea</b>.")),
            ("3.jsonl.gz", &lines),
            ("4.xml.zst", &feed),
            ("5.gz", &lines),
            ("6.tar.gz", &gzip(b"tar")),
            ("7.txt.gz", b"Not compressed at all."),
            ("8.txt", &gzip(b"Packed by a server.")),
            ("9.txt.zst", &zstd_bomb(100)),
            ("9a.jsonl.zst", &[zstd(b"{\"text\": \"Before.\"}\n"), zstd_bomb(100)].concat()),
            ("9b.txt.gz", &gzip(b"The end is missing.")[..20]),
        ],
        &[
            "1.txt.gz# Ein früher Abend.",
            "2.html.zst# Calm sea.",
            "3.jsonl.gz#1 Calm sea.",
            "3.jsonl.gz#2 High wind.",
            "4.xml.zst#a Calm\\n\\n",
            "5.gz#1 Calm sea.",
            "5.gz#2 High wind.",
            "7.txt.gz# Not compressed at all.",
            "8.txt# Packed by a server.",
            "9.txt.zst# !compression-ratio",
            "9a.jsonl.zst#1 Before.",
            "9a.jsonl.zst#2 !compression-ratio",
            "9b.txt.gz# !unreadable",
        ],
        &["6.tar.gz: not a form of input"],
    );
}

/// A record of a response.
fn record(head: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat();
    let header = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/1\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [header.as_bytes(), &block, b"\r\n\r\n"].concat()
}

#[test]
fn a_crawl_gives_its_pages() {
    let info = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nok\r\n\r\n".to_vec();
    let text = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nCalm sea.\r\n\r\n";
    let records = [
        info,
        record(
            "Content-Type: text/html; charset=windows-1251\r\n",
            b"<meta charset=latin1><p>\xcc\xee\xf0\xe5",
        ),
        record("Content-Type: image/png\r\n", b"\x89PNG"),
        record("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &gzip(b"<p>High wind.")),
        record("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", b"9\r\n<p>A gale.\r\n0\r\n\r\n"),
        record("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &zstd_bomb(500)),
        text.to_vec(),
        record("Content-Type: text/plain\r\n", b"Cut off here."),
    ];
    let whole = records.concat();
    let members: Vec<Vec<u8>> = records.iter().map(|record| gzip(record)).collect();
    let (cut, cut_member) = (&whole[..whole.len() - 12], members.concat());
    let expected = |name: &str, last: &str| {
        ["#2 Море", "#4 High wind.", "#5 A gale", "#6 !compression-ratio", "#7 Calm sea.", last]
            .map(|told| format!("{name}{told}"))
    };
    let plain = expected("1.warc", "#8 !truncated");
    let packed = expected("2.warc.gz", "#8 !unreadable");
    let all: Vec<&str> = plain.iter().chain(&packed).map(String::as_str).collect();
    check(
        &[("1.warc", cut), ("2.warc.gz", &cut_member[..cut_member.len() - 12])],
        &all,
        &["1.warc: 2 records hold no page (image/png 1, warcinfo 1)"],
    );
}

#[test]
fn a_stream_is_what_its_name_says() {
    let check = |name: &str, bytes: &'static [u8], expected: &[&str]| {
        let frames = Ingest::of_reader(bytes, name, IngestConfig::default());
        let told: Vec<String> = frames.map(|frame| told(&frame, Path::new(""))).collect();
        assert_eq!(told, expected);
    };
    check("day.txt", b"Calm sea.", &["day.txt# Calm sea."]);
    check("day.xml", b"<rss><item><title>Calm</title></item></rss>", &["day.xml#entry-1 Calm\\n\\n"]);
    check("day", b"{\"text\": \"Calm sea.\"}", &["day#1 Calm sea."]);
}

#[test]
fn an_entry_without_an_id_has_a_place_of_its_own() {
    let feed = b"<rss><item><title>Calm</title></item><item><guid>1</guid><title>Wind</title></item>\
        <item><guid>entry-1</guid><title>Rain</title></item><item><guid>1</guid><title>Snow</title></item></rss>";
    let frames = Ingest::of_reader(&feed[..], "day.xml", IngestConfig::default());
    let places: Vec<String> = frames.map(|frame| frame.envelope.position).collect();
    assert_eq!(places, ["entry-1", "1", "entry-3", "entry-4"]);
}

#[test]
fn a_feed_that_goes_on_gives_what_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feed.xml");
    let item = |id: u8| format!("<item><guid>id-{id}</guid><title>Day {id}</title></item>");
    let write = |ids: &[u8]| {
        let items: Vec<String> = ids.iter().map(|&id| item(id)).collect();
        fs::write(&path, format!("<rss><channel>{}</channel></rss>", items.concat())).unwrap();
    };
    write(&[2, 1]);
    let (before, _) = frames(std::slice::from_ref(&path));
    let known: Known = before
        .iter()
        .map(|frame| (place(&frame.envelope.source, &frame.envelope.position), frame.envelope.id))
        .collect();
    write(&[4, 3, 2]);
    let mut ingest =
        Ingest::open(std::slice::from_ref(&path), IngestConfig::default()).unwrap().after(known, 2);
    let told: Vec<String> = ingest.by_ref().map(|frame| told(&frame, folder.path())).collect();
    assert_eq!(told, ["feed.xml#id-4 Day 4\\n\\n", "feed.xml#id-3 Day 3\\n\\n"]);
    assert!(ingest.changed().is_empty());
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
        name in prop::sample::select(vec!["a.txt", "a.html", "a.jsonl", "a", "a.xml", "a.json", "a.warc", "a.warc.gz"]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, &bytes).unwrap();
        let (first, _) = frames(std::slice::from_ref(&path));
        let (second, _) = frames(&[path]);
        prop_assert_eq!(&first, &second);
        prop_assert!(!["a.txt", "a.html", "a.xml", "a.json"].contains(&name) || first.len() == 1);
        for frame in &first {
            let is_quarantined = matches!(frame.envelope.outcome, Outcome::Quarantined(_));
            prop_assert_eq!(frame.layers.is_empty(), is_quarantined);
        }
    }
}
