//! The output files, line by line, against their schemas: exactly the keys that other programs read, with their types.

use std::collections::BTreeMap;

use copydesk_record::Span;
use serde_json::Value;

use crate::bench::{Run, root};
use crate::schema;

fn load(name: &str) -> Value {
    let path = root().join(format!("tests/golden/{name}.schema.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn check(name: &str, lines: &[Value]) {
    let schema = load(name);
    for (at, line) in lines.iter().enumerate() {
        let faults = schema::faults(&schema, &schema, line, &format!("{name}.jsonl:{}", at + 1));
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

/// Runs that show every kind of line: kept, copies, filtered, quarantined.
fn runs() -> Vec<Run> {
    let page = "<html><head><title>Ferry sinks</title></head><body><article><h1>Ferry sinks</h1><p>The ferry Anna sank off \
        Hollin on Friday, the coast guard said.</p></article></body></html>";
    let line = serde_json::json!({"id": "hg-1", "url": "https://gazette.example/ferry", "published": "2024-08-16T10:12:00Z",
        "title": "Ferry sinks off Hollin", "text": "The ferry Anna sank off Hollin on Friday, the coast guard said."});
    let (_page_dir, page) = crate::bench::file("page.html", page.as_bytes());
    let (_line_dir, line) = crate::bench::file("feed.jsonl", format!("{line}\nnot a line\n").as_bytes());
    let runs =
        vec![Run::of(&["seeds"], &["--quiet"]), Run::of(&["tests/data/desk", &page, &line], &["--quiet"])];
    assert!(runs.iter().all(|run| run.said.code == 0), "{}", runs[1].said.err);
    runs
}

#[test]
fn lines_have_the_keys_that_programs_read() {
    for run in runs() {
        check("articles", &run.lines("articles.jsonl"));
        check("stories", &run.lines("stories.jsonl"));
        check("sources", &run.lines("sources.jsonl"));
        check("quarantine", &run.lines("quarantine.jsonl"));
        check("run", &[serde_json::from_str(&run.read("run.json")).unwrap()]);
    }
}

#[test]
fn a_key_that_is_missing_or_new_breaks_the_schema() {
    let line = Run::of(&["seeds"], &["--quiet"]).lines("articles.jsonl").remove(0);
    let schema = load("articles");
    for key in line.as_object().unwrap().keys() {
        let mut less = line.clone();
        less.as_object_mut().unwrap().remove(key);
        assert_eq!(schema::faults(&schema, &schema, &less, "line").len(), 1, "without `{key}`");
        let mut other = line.clone();
        other[key] = serde_json::json!({"of": {"another": "type"}});
        assert!(!schema::faults(&schema, &schema, &other, "line").is_empty(), "with another `{key}`");
    }
}

fn span(value: &Value) -> Span {
    Span::new(value["start"].as_u64().unwrap() as usize, value["end"].as_u64().unwrap() as usize)
}

#[test]
fn spans_are_bytes_of_the_source_text_and_every_line_is_in_one_block() {
    for run in runs() {
        let sources: BTreeMap<String, String> = run
            .lines("sources.jsonl")
            .iter()
            .map(|line| (line["id"].as_str().unwrap().to_owned(), line["text"].as_str().unwrap().to_owned()))
            .collect();
        let mut last = None;
        for article in run.lines("articles.jsonl") {
            let text = &sources[article["id"].as_str().unwrap()];
            assert!(last < article["seq"].as_u64(), "in order of arrival");
            last = article["seq"].as_u64();
            for list in ["blocks", "names", "times", "quotations", "quantities"] {
                for item in article[list].as_array().unwrap() {
                    assert_eq!(
                        span(&item["span"]).of(text),
                        item["text"].as_str(),
                        "{list} of {}",
                        article["source"]
                    );
                }
            }
            let blocks: Vec<Span> =
                article["blocks"].as_array().unwrap().iter().map(|block| span(&block["span"])).collect();
            for line in copydesk_text::lines(text) {
                let words = line.span.trim(text);
                if line.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
                    continue;
                }
                let n = blocks.iter().filter(|block| block.overlaps(words)).count();
                assert_eq!(n, 1, "line {} of {} is in {n} blocks", line.idx + 1, article["source"]);
            }
        }
    }
}

#[test]
fn each_article_is_in_one_story_and_copies_name_their_first() {
    for run in runs() {
        let articles = run.lines("articles.jsonl");
        let stories = run.lines("stories.jsonl");
        let in_stories: Vec<&Value> =
            stories.iter().flat_map(|story| story["articles"].as_array().unwrap()).collect();
        for article in &articles {
            let n = in_stories.iter().filter(|id| **id == &article["id"]).count();
            let expected = usize::from(article["outcome"] != "filtered");
            assert_eq!(n, expected, "{} is {}", article["source"], article["outcome"]);
            if article["outcome"] == "copy" {
                let first = articles.iter().find(|first| first["id"] == article["copy_of"]).unwrap();
                assert_eq!(first["outcome"], "kept", "the first of its class, never another copy");
                assert!(first["seq"].as_u64() < article["seq"].as_u64());
            } else {
                assert!(article["copy_of"].is_null() && article["copy_share"].is_null());
            }
            assert_eq!(article["outcome"] == "filtered", !article["filtered"].is_null());
        }
    }
}
