//! Input that nobody would call an article, and articles as large as they may be.

use std::path::Path;

use crate::bench::{Run, copydesk, file};

/// The largest document: 5 MiB.
const DOCUMENT_BYTES_MAX: usize = 5 << 20;

/// Bytes without meaning, the same every time: xorshift from a fixed seed.
fn noise(n: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut bytes = Vec::with_capacity(n);
    while bytes.len() < n {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(n);
    bytes
}

const FURNITURE: &str = "Home\nNews\nSport\nShare on FacebookTweetCopy link\nSign up for our newsletter\n\
    We use cookies to make this page better. Accept all\nADVERTISEMENT\n© 2024 Hollin Gazette. All rights reserved.\n";
const RUSSIAN: &str = "Паром затонул у Холлина\n\nПаром «Анна» затонул в пятницу, сообщила береговая охрана. Все пассажиры \
    спасены, и никто не пострадал, заявил капитан порта.\n\nПричина аварии пока неизвестна, расследование начнётся в \
    понедельник.\n";

/// The same in windows-1251, whose Cyrillic letters stand in the order of Unicode.
fn in_windows_1251(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        'А'..='я' => (c as u32 - 'А' as u32 + 0xc0) as u8,
        'ё' => 0xb8,
        '«' => 0xab,
        '»' => 0xbb,
        c => u8::try_from(c).unwrap(),
    };
    text.chars().map(byte).collect()
}

#[test]
fn no_document_is_a_message_and_exit_66() {
    let empty = tempfile::TempDir::new().unwrap();
    let with_other_files = tempfile::TempDir::new().unwrap();
    std::fs::write(with_other_files.path().join("photo.jpg"), noise(100)).unwrap();
    for path in ["no/such/path", empty.path().to_str().unwrap(), with_other_files.path().to_str().unwrap()] {
        for command in ["run", "ingest"] {
            let dir = tempfile::TempDir::new().unwrap();
            let out = dir.path().join("out");
            let arguments = if command == "run" {
                vec![command, path, "--out", out.to_str().unwrap()]
            } else {
                vec![command, path]
            };
            let said = copydesk(&arguments, b"").with_code(66);
            assert!(said.err.contains(path), "`{path}` is named: {}", said.err);
        }
    }
}

/// The counts, the exit code and the quarantine codes of a run over one file.
fn check(name: &str, bytes: &[u8], code: i32, counts: [u64; 5]) -> Run {
    let (_kept, path) = file(name, bytes);
    let run = Run::of(&[&path], &["--quiet"]);
    assert_eq!(run.said.code, code, "{name}: {}", run.said.err);
    assert!(!run.said.err.contains("panicked"), "{}", run.said.err);
    assert_eq!(run.counts(), counts, "{name}: in, kept, copies, filtered, quarantined");
    for line in run.lines("quarantine.jsonl") {
        assert!(line["source"].as_str().unwrap().ends_with(name), "{line}");
        assert!(!line["code"].as_str().unwrap().is_empty() && !line["message"].as_str().unwrap().is_empty());
        assert_ne!(line["code"], "panic", "{line}");
    }
    run
}

#[test]
fn ten_megabytes_of_noise_are_quarantined() {
    let run = check("noise.txt", &noise(10_000_000), 65, [1, 0, 0, 0, 1]);
    assert!(run.said.err.contains("quarantined"), "{}", run.said.err);
    check("noise.html", &noise(100_000), 65, [1, 0, 0, 0, 1]);
}

#[test]
fn page_noise_and_nothing_at_all_are_filtered() {
    check("furniture.txt", FURNITURE.as_bytes(), 0, [1, 0, 0, 1, 0]);
    check("empty.txt", b"", 0, [1, 0, 0, 1, 0]);
    check("spaces.txt", b" \n\n\t \r\n", 0, [1, 0, 0, 1, 0]);
}

#[test]
fn another_charset_is_read() {
    let run = check("parom.txt", &in_windows_1251(RUSSIAN), 0, [1, 1, 0, 0, 0]);
    assert_eq!(run.lines("sources.jsonl")[0]["text"], RUSSIAN);
    assert_eq!(run.lines("articles.jsonl")[0]["language"], "ru");
    copydesk(&["verify", run.out().to_str().unwrap()], b"").with_code(0);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_named_and_the_run_goes_on() {
    let dir = tempfile::TempDir::new().unwrap();
    let dangling = dir.path().join("dangling.txt");
    std::os::unix::fs::symlink(dir.path().join("nowhere"), &dangling).unwrap();
    std::fs::write(
        dir.path().join("ferry.txt"),
        "Ferry sinks\n\nThe ferry Anna sank on Friday, the coast guard said.\n",
    )
    .unwrap();

    let run = Run::of(&[dir.path().to_str().unwrap()], &["--quiet"]);
    assert_eq!(run.said.code, 0, "{}", run.said.err);
    assert_eq!(run.counts()[4], 1, "{}", run.read("run.json"));
    let line = &run.lines("quarantine.jsonl")[0];
    assert!(line["source"].as_str().unwrap().ends_with("dangling.txt"), "{line}");

    let named = Run::of(&[dangling.to_str().unwrap()], &["--quiet"]);
    assert!([65, 66].contains(&named.said.code), "{}: {}", named.said.code, named.said.err);
    let told = format!(
        "{}{}",
        named.said.err,
        std::fs::read_to_string(named.out().join("quarantine.jsonl")).unwrap_or_default()
    );
    assert!(told.contains("dangling.txt"), "{told}");
}

#[test]
fn counts_add_up_whatever_comes() {
    let dir = tempfile::TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(dir.path().join(name), bytes).unwrap();
    write("a-noise.txt", &noise(50_000));
    write("b-furniture.txt", FURNITURE.as_bytes());
    write("c-empty.txt", b"");
    write("d-parom.txt", &in_windows_1251(RUSSIAN));
    write("e-ferry.txt", b"Ferry sinks\n\nThe ferry Anna sank off Hollin on Friday, the coast guard said.\n");
    write("f-marks.txt", "“”‘’«»\"'".repeat(2000).as_bytes());
    write("g-deep.html", ["<div>".repeat(5000).as_bytes(), b"Ferry sinks"].concat().as_slice());
    write(
        "h-lines.jsonl",
        b"{\"text\": \"One.\"}\n{broken\n[]\n{\"id\": 7}\n\n{\"text\": \"<p>Two.</p>\"}\n",
    );
    write("i-photo.jpg", b"not input");
    write("j-nul.txt", b"Ferry\0sinks\n\nThe ferry sank.\n");
    let path = dir.path().to_str().unwrap();
    let run = Run::of(&[path], &["--quiet"]);
    assert!([0, 65].contains(&run.said.code), "{}", run.said.err);
    assert!(run.counts()[0] >= 12, "{:?}", run.counts());
    assert!(
        run.lines("quarantine.jsonl").iter().all(|line| line["code"] != "panic"),
        "{}",
        run.read("quarantine.jsonl")
    );
    assert_eq!(run.lines("articles.jsonl").len() as u64 + run.counts()[4], run.counts()[0]);
    copydesk(&["verify", run.out().to_str().unwrap()], b"").with_code(0);
}

#[test]
fn text_comes_through_standard_input() {
    let dir = tempfile::TempDir::new().unwrap();
    let out = dir.path().join("out");
    let text = "Ferry sinks\n\nThe ferry Anna sank off Hollin on Friday, the coast guard said.\n";
    copydesk(&["run", "-", "--quiet", "--out", out.to_str().unwrap()], text.as_bytes()).with_code(0);
    let sources = std::fs::read_to_string(out.join("sources.jsonl")).unwrap();
    assert!(sources.contains("The ferry Anna sank off Hollin"), "{sources}");
}

/// A document of exactly that many bytes, of a sentence over and over.
fn of_bytes(unit: &str, n: usize) -> Vec<u8> {
    let mut bytes = unit.as_bytes().repeat(n / unit.len() + 1);
    bytes.truncate(n);
    bytes
}

fn passes(folder: &Path) {
    let path = folder.to_str().unwrap();
    let run = Run::of(&[path], &["--quiet"]);
    assert_eq!(run.said.code, 0, "{}", run.said.err);
    let [entered, .., quarantined] = run.counts();
    assert_eq!(
        (entered, quarantined),
        (1, 0),
        "{}",
        run.read("quarantine.jsonl").chars().take(300).collect::<String>()
    );
    let frames = copydesk(&["ingest", path], b"").with_code(0).out;
    let frames = ["normalize", "tag", "cluster"]
        .iter()
        .fold(frames, |frames, filter| copydesk(&[filter], &frames).with_code(0).out);
    let stories = copydesk(&["summarize", "--json"], &frames).with_code(0);
    assert_eq!(stories.text(), run.read("stories.jsonl"));
    copydesk(&["verify", run.out().to_str().unwrap()], b"").with_code(0);
}

fn folder_with(bytes: &[u8]) -> tempfile::TempDir {
    let dir = tempfile::TempDir::new().unwrap();
    std::fs::write(dir.path().join("large.txt"), bytes).unwrap();
    dir
}

#[test]
fn the_largest_document_in_one_line_passes() {
    // Of long words, for the number of words has a limit too.
    let long = "north-north-east-of-the-lighthouse-".repeat(20);
    let sentence = format!(
        "The ferry Anna sank {long}off Hollin on Friday, 16 August 2024, and \"nobody {long}was hurt,\" Ida Brandt said. "
    );
    passes(folder_with(&of_bytes(&sentence, DOCUMENT_BYTES_MAX)).path());
}

#[test]
fn the_largest_document_in_lines_of_three_bytes_passes() {
    passes(folder_with(&of_bytes("ab\n", DOCUMENT_BYTES_MAX)).path());
}

#[test]
fn a_document_one_byte_larger_is_quarantined() {
    let run = check("larger.txt", &of_bytes("Ferry sinks.\n", DOCUMENT_BYTES_MAX + 1), 65, [1, 0, 0, 0, 1]);
    assert_eq!(run.lines("quarantine.jsonl")[0]["code"], "too-large");
}
