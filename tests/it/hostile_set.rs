//! Input that was made to do harm. Each ends with its outcome, in less than a second with a release build.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use copydesk_normalize::TOKENS_MAX;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::bench::{Run, build_dir, copydesk, file, program};
use crate::frames::sealed;

/// What one of them may take. Tests run beside each other, and their build is not made for speed.
fn bound() -> Duration {
    Duration::from_secs(if build_dir().ends_with("release") { 1 } else { 20 })
}

/// Runs the desk over one file; gives the run, its counts checked, and the codes in quarantine.
#[track_caller]
fn ends(name: &str, bytes: &[u8]) -> (Run, Vec<String>) {
    let (_kept, path) = file(name, bytes);
    program();
    let start = Instant::now();
    let run = Run::of(&[&path], &[]);
    let elapsed = start.elapsed();
    assert!(elapsed < bound(), "{name}: {elapsed:?}");
    assert!([0, 65].contains(&run.said.code), "{name}: {} {}", run.said.code, run.said.err);
    let codes =
        run.lines("quarantine.jsonl").into_iter().map(|line| line["code"].as_str().unwrap().to_owned());
    let codes: Vec<String> = codes.collect();
    assert_eq!(run.counts()[4], codes.len() as u64);
    for said in [run.said.out.as_slice(), run.said.err.as_bytes()] {
        let said = std::str::from_utf8(said).unwrap();
        assert!(!said.contains("panicked"), "{said}");
        let is_harmful = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!said.contains(is_harmful), "{name}: {}", said.escape_debug());
    }
    (run, codes)
}

#[track_caller]
fn is_quarantined(name: &str, bytes: &[u8], code: &str) {
    let (run, codes) = ends(name, bytes);
    assert_eq!(codes, [code], "{name}");
    assert_eq!(run.counts()[0], 1, "{name}");
}

#[test]
fn markup_that_nests_or_swells() {
    is_quarantined("lists.html", &b"<ul><li>".repeat(16_384), "too-deep");
    is_quarantined("divs.html", &b"<div>".repeat(100_000), "too-deep");
    let attributes: String = (0..20_000).map(|n| format!(" a{n}=x")).collect::<Vec<_>>().concat();
    is_quarantined("attributes.html", format!("<p{attributes}>News").as_bytes(), "too-many-attributes");
}

/// Ten gigabytes of zeros in ten megabytes: a thousand members of ten megabytes.
fn gzip_bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![0; 10 << 20]).unwrap();
    encoder.finish().unwrap().repeat(1_000)
}

/// Ten gigabytes of one letter: blocks of 128 KiB in four bytes each, behind ten megabytes that are passed over.
fn zstd_bomb() -> Vec<u8> {
    let mut bomb = b"\x50\x2a\x4d\x18".to_vec();
    bomb.extend((10_u32 << 20).to_le_bytes());
    bomb.resize(bomb.len() + (10 << 20), b'.');
    bomb.extend(b"\x28\xb5\x2f\xfd\x00\x38");
    for _ in 0..80_000 {
        bomb.extend(&((128_u32 << 10) << 3 | 1 << 1).to_le_bytes()[..3]);
        bomb.push(b'x');
    }
    bomb.extend(b"\x01\x00\x00");
    bomb
}

#[test]
fn bombs() {
    is_quarantined("bomb.txt.gz", &gzip_bomb(), "compression-ratio");
    is_quarantined("bomb.jsonl.gz", &gzip_bomb(), "compression-ratio");
    is_quarantined("bomb.xml.gz", &gzip_bomb(), "compression-ratio");
    is_quarantined("bomb.warc.gz", &gzip_bomb(), "compression-ratio");
    // What is passed over was part of the document's size: here its length ends it.
    is_quarantined("bomb.txt.zst", &zstd_bomb(), "too-large");
    is_quarantined("bomb.jsonl.zst", &zstd_bomb(), "too-large");
}

#[test]
fn a_feed_of_a_billion_laughs() {
    let mut entities = String::from("<!ENTITY a0 \"ha\">");
    for n in 1..10 {
        let _ = write!(entities, "<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
    }
    let feed =
        format!("<!DOCTYPE rss [{entities}]><rss><channel><item><title>&a9;</title></item></channel></rss>");
    is_quarantined("laughs.xml", feed.as_bytes(), "xml-doctype");
}

#[test]
fn five_megabytes_in_one_line() {
    is_quarantined("line.txt", &b"word ".repeat(1 << 20), "too-much-work");
    let (run, codes) = ends("word.txt", &b"w".repeat(5 << 20));
    assert_eq!((run.counts()[0], codes.len()), (1, 0));
}

#[test]
fn as_much_text_as_is_allowed() {
    let sentence = "The ferry Anna left Hollin at 6 p.m. on Friday, said captain Ida Brandt (44). ";
    let (run, codes) = ends("ferry.txt", sentence.repeat(TOKENS_MAX / 20).as_bytes());
    assert_eq!((run.counts()[0], codes.len()), (1, 0));
}

/// What a filter says of a stream that is no stream of frames.
#[track_caller]
fn is_refused(stream: &[u8], what: &str) {
    program();
    let start = Instant::now();
    let said = copydesk(&["tag"], stream).with_code(65);
    assert!(start.elapsed() < bound(), "{:?}", start.elapsed());
    assert!(said.err.contains(what), "{}", said.err);
}

#[test]
fn frames_that_lie() {
    is_refused(&sealed(&[vec![0x91; 100_000], vec![0xc0]].concat()), "nests deeper");
    let mut huge = sealed(b"");
    huge[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
    is_refused(&huge, "above the limit");
    // Within the payload: a list of four billion values, and text of four gigabytes.
    is_refused(&sealed(b"\xdd\xff\xff\xff\xff\xc0"), "frame");
    is_refused(&sealed(b"\x81\xa8envelope\xdb\xff\xff\xff\xffx"), "frame");
}

#[test]
fn what_is_written_for_people_is_text_only() {
    let evil = "<script>alert(1)</script><img src=x onerror=alert(2)> \u{1b}[31mred\u{1b}]0;title\u{7} \u{202e}desrever \u{9b}2J";
    let text = format!(
        "=cmd('calc')!A1 {evil}\n\nThe ferry Anna sank off Hollin on Friday, the coast guard said. {evil}\n\n\
         \u{201c}Nobody was hurt {evil},\u{201d} said captain Ida Brandt of the coast guard.\n\n{}",
        "It was the third time in a year that a ferry of that company had gone down, and nobody could say why. ".repeat(8)
    );
    let line = serde_json::json!({
        "id": "../../etc/passwd", "url": "javascript:alert(3)", "title": format!("=cmd() {evil}"),
        "text": format!("The bridge at Varn was closed on Monday. {evil}\n\nIt will stay closed, said mayor Paul Lund. {}", "Nobody knows for how long, or why. ".repeat(20)),
        "outlet": evil, "author": evil, "published": evil,
    });
    let feed = format!(
        "<rss><channel><title>{0}</title><item><guid>../../../evil</guid><link>javascript:alert(4)</link>\
         <title>{0}</title><description>A tram left the rails at Senne on Monday, the police said.</description></item></channel></rss>",
        "&lt;script&gt;alert(5)&lt;/script&gt; =cmd()"
    );
    let named = "..%2f..%2fup.txt";
    for (name, bytes) in [
        (named, text.into_bytes()),
        ("lines.jsonl", line.to_string().into_bytes()),
        ("feed.xml", feed.into_bytes()),
    ] {
        let (run, codes) = ends(name, &bytes);
        assert!(codes.is_empty(), "{name}: {codes:?}");
        copydesk(&["verify", run.out().to_str().unwrap()], b"").with_code(0);
        for (file, bytes) in run.files() {
            let is_id = |name: &str| name.len() == 32 && name.chars().all(|c| c.is_ascii_hexdigit());
            if let Some(page) = file.strip_prefix("stories/") {
                assert!(is_id(page.trim_end_matches(".html")), "{file}");
            }
            if Path::new(&file).extension().is_none_or(|extension| extension != "html") {
                continue;
            }
            let page = String::from_utf8(bytes).unwrap();
            let lower = page.to_lowercase();
            for bad in
                ["<script", "<img", "href=\"javascript", "href='javascript", "\u{1b}", "\u{202e}", "\u{9b}"]
            {
                assert!(!lower.contains(bad), "{name}: {file} holds {bad:?}");
            }
            assert!(lower.contains("content-security-policy"), "{file}");
        }
        assert!(!run.dir.path().join("evil").exists() && !run.dir.path().join("etc").exists());
    }
}
