//! The filters in a row: the same bytes as `run`, and a clear end where the stream is not what it must be.

use super::*;

const ROW: [&[&str]; 5] = [
    &["ingest", "wire"],
    &["normalize", "--workers", "2"],
    &["tag", "--workers", "7"],
    &["cluster"],
    &["summarize"],
];

#[test]
fn filters_give_the_bytes_of_a_run() {
    let desk = Desk::new();
    desk.run(&["run", "wire", "--quiet"]).with_code(0);
    let frames = desk.filters(&ROW);
    desk.feed(&["publish", "--out", "piped", "--quiet"], &frames).with_code(0);
    for name in ["articles.jsonl", "stories.jsonl", "sources.jsonl", "quarantine.jsonl", "brief.md"] {
        assert!(desk.read(&format!("piped/{name}")) == desk.read(&format!("out/{name}")), "{name}");
    }
    let mut row = ROW;
    row[4] = &["summarize", "--json"];
    assert!(desk.filters(&row) == desk.read("out/stories.jsonl"), "the lines of summarize");
}

#[test]
fn outcomes_travel_through_every_filter() {
    let desk = Desk::new();
    desk.file("wire/0.txt", &[0, 1, 2, 3].repeat(999));
    desk.file("wire/9.txt", WIRE.as_bytes());
    desk.run(&["run", "wire", "--quiet"]).with_code(0);
    let frames = desk.filters(&ROW);
    let ended = desk.feed(&["publish", "--out", "piped"], &frames).with_code(0);
    ended.says("in 4 = kept 2 + copies 1 + filtered 0 + quarantined 1");
    for name in ["articles.jsonl", "quarantine.jsonl"] {
        assert!(desk.read(&format!("piped/{name}")) == desk.read(&format!("out/{name}")), "{name}");
    }
}

#[test]
fn lines_for_people_after_each_filter() {
    let desk = Desk::new();
    for (n_filters, key) in [(1, "\"text\":"), (2, "\"blocks\":"), (3, "\"quotations\":"), (4, "\"story\":")]
    {
        let mut row: Vec<Vec<&str>> = ROW[..n_filters].iter().map(|filter| filter.to_vec()).collect();
        row[n_filters - 1].push("--json");
        let row: Vec<&[&str]> = row.iter().map(Vec::as_slice).collect();
        let lines = String::from_utf8(desk.filters(&row)).unwrap();
        assert_eq!(lines.lines().count(), 2, "{lines}");
        assert!(lines.lines().all(|line| line.contains(key)), "{key}: {lines}");
    }
}

#[test]
fn an_empty_stream_is_no_failure() {
    let desk = Desk::new();
    for filter in ["normalize", "tag", "cluster", "summarize"] {
        assert!(desk.feed(&[filter], b"").with_code(0).output.stdout.is_empty(), "{filter}");
    }
}

#[test]
fn a_garbled_stream_names_the_byte() {
    let desk = Desk::new();
    let frames = desk.filters(&ROW[..1]);
    for filter in ["normalize", "tag", "cluster", "summarize", "publish"] {
        desk.feed(&[filter], b"{\"text\":1}").with_code(65).says("no frame at byte 0 of the stream");
        desk.feed(&[filter], &frames[..frames.len() - 1]).with_code(65).says("the frame is cut short");
    }
    assert!(!desk.path("out/stories.jsonl").exists(), "half a stream is not published");
}
