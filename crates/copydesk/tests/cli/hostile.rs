//! Input that nobody would wish for: a message or a quarantine line each, a documented exit code, counts that add up.

use super::*;

/// Runs over `name`, expects this exit code and these words on stderr, and that the counts add up.
fn check(desk: &Desk, name: &str, code: i32, words: &str) {
    desk.run(&["run", name, "--out", "results"]).with_code(code).says(words);
    if let Ok(run) = fs::read(desk.path("results/run.json")) {
        let run: serde_json::Value = serde_json::from_slice(&run).unwrap();
        let count = |key: &str| run["counts"][key].as_u64().unwrap();
        assert_eq!(
            count("in"),
            count("kept") + count("copies") + count("filtered") + count("quarantined"),
            "{name}"
        );
        assert_eq!(
            run["counts"]["quarantined"].as_u64().unwrap(),
            n_quarantined(&desk.path("results")),
            "{name}"
        );
        fs::remove_dir_all(desk.path("results")).unwrap();
    }
}

fn n_quarantined(results: &Path) -> u64 {
    fs::read_to_string(results.join("quarantine.jsonl")).unwrap().lines().count() as u64
}

/// Bytes without order, the same each time.
fn noise(n_bytes: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let next = std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    next.flatten().take(n_bytes).collect()
}

#[test]
fn what_cannot_be_read_is_said_so() {
    let desk = Desk::new();
    fs::create_dir(desk.path("empty")).unwrap();
    desk.file("noise.bin", &noise(10 << 20));
    check(&desk, "missing", 66, "no such file or folder: `missing`");
    check(&desk, "empty", 66, "no documents in `empty`");
    check(&desk, "noise.bin", 65, "quarantined `noise.bin` in ingest");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_opened_is_quarantined() {
    let desk = Desk::new();
    std::os::unix::fs::symlink("nowhere", desk.path("wire/0.txt")).unwrap();
    check(&desk, "wire", 0, "quarantined `wire/0.txt` in ingest");
    check(&desk, "wire/0.txt", 65, "quarantined `wire/0.txt` in ingest");
}

#[test]
fn what_is_no_article_still_has_an_outcome() {
    let desk = Desk::new();
    desk.file("zero.txt", b"");
    let page = "Home | News | Sport\nShare this article\nSubscribe to our newsletter\nAccept all cookies\n\
        Follow us on Facebook\nAdvertisement\nRead more\nMost read\n\u{a9} 2024 The Harbour Courier. All rights reserved.\n";
    desk.file("noise.txt", page.as_bytes());
    // "The bridge is closed for repairs, the mayor said." in windows-1251.
    let words = "\u{41c}\u{43e}\u{441}\u{442} \u{437}\u{430}\u{43a}\u{440}\u{44b}\u{442} \u{43d}\u{430} \
        \u{440}\u{435}\u{43c}\u{43e}\u{43d}\u{442}, \u{441}\u{43e}\u{43e}\u{431}\u{449}\u{438}\u{43b} \u{43c}\u{44d}\u{440}. ";
    let bytes: Vec<u8> = words
        .chars()
        .map(|c| match c {
            '\u{410}'..='\u{44f}' => u8::try_from(u32::from(c) - 0x410 + 0xc0).unwrap(),
            _ => u8::try_from(c).unwrap(),
        })
        .collect();
    desk.file("cyrillic.txt", &bytes.repeat(9));
    check(&desk, "zero.txt", 0, "in 1 = ");
    check(&desk, "noise.txt", 0, "in 1 = ");
    check(&desk, "cyrillic.txt", 0, "in 1 = kept 1");
}

#[test]
fn the_largest_documents_pass_run_and_all_filters() {
    const BYTES: usize = 5 << 20;
    let desk = Desk::new();
    // Of long words, for the number of words has a limit too.
    let long = "north-north-east-of-the-lighthouse-".repeat(24);
    let sentence = format!("The bridge at Varn was closed {long}north on Friday, the mayor said. ");
    for (name, unit) in [("line.txt", sentence.as_str()), ("lines.txt", "ab\n"), ("word.txt", "ab")] {
        let text: Vec<u8> = unit.bytes().cycle().take(BYTES).collect();
        desk.file(name, &text);
        desk.run(&["run", name, "--quiet", "--fresh", "--out", "results"]).with_code(0);
        assert_eq!(n_quarantined(&desk.path("results")), 0, "{name}");
        let row: [&[&str]; 5] =
            [&["ingest", name], &["normalize"], &["tag"], &["cluster"], &["summarize", "--json"]];
        assert!(desk.filters(&row) == desk.read("results/stories.jsonl"), "{name}");
    }
}
