//! The five seed documents, against their labels.
//!
//! `tests/golden/seeds.txt` lists every fault, one a line; it can only be shortened by a better desk, and a new fault fails
//! here. What must hold from the first day has a test of its own as well.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde_json::Value;

use crate::bench::{Run, root, stem};

/// One run over `seeds/` for all tests here, and the labels.
struct Seeds {
    gold: Value,
    articles: BTreeMap<String, Value>,
    /// The names of documents by id.
    names: BTreeMap<String, String>,
    stories: Vec<Value>,
}

fn seeds() -> &'static Seeds {
    static SEEDS: OnceLock<Seeds> = OnceLock::new();
    SEEDS.get_or_init(|| {
        let gold = std::fs::read_to_string(root().join("seeds/gold.json")).unwrap();
        let run = Run::of(&["seeds"], &["--quiet"]);
        assert_eq!(run.said.code, 0, "{}", run.said.err);
        let name = |article: &Value| stem(str_of(&article["source"]));
        let articles = run.lines("articles.jsonl");
        Seeds {
            gold: serde_json::from_str(&gold).unwrap(),
            names: articles
                .iter()
                .map(|article| (str_of(&article["id"]).to_owned(), name(article)))
                .collect(),
            articles: articles.into_iter().map(|article| (name(&article), article)).collect(),
            stories: run.lines("stories.jsonl"),
        }
    })
}

impl Seeds {
    fn documents(&self) -> impl Iterator<Item = (&str, &Value, &Value)> {
        let documents = self.gold["documents"].as_object().unwrap();
        documents.iter().map(|(name, gold)| (name.as_str(), gold, &self.articles[name]))
    }

    fn text(name: &str) -> String {
        std::fs::read_to_string(root().join(format!("seeds/{name}.txt"))).unwrap()
    }

    fn name(&self, id: &Value) -> &str {
        &self.names[str_of(id)]
    }

    /// Of each group of renderings, the document and words of each.
    fn groups(&'static self) -> Vec<Vec<(&'static str, &'static str)>> {
        let groups = self.stories.iter().flat_map(|story| items(&story["quotations"]));
        let rendering =
            |rendering: &'static Value| (self.name(&rendering["article"]), str_of(&rendering["text"]));
        groups.map(|group| items(&group["renderings"]).map(rendering).collect()).collect()
    }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

fn str_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn is_content(role: &str) -> bool {
    matches!(role, "title" | "heading" | "list" | "body")
}

/// Lines that are content and should not be, or the other way round.
fn role_faults() -> Vec<String> {
    let mut faults = Vec::new();
    for (name, gold, article) in seeds().documents() {
        let text = Seeds::text(name);
        let roles: BTreeMap<u64, &str> = items(&gold["roles"])
            .map(|label| (label["line"].as_u64().unwrap(), str_of(&label["role"])))
            .collect();
        for line in copydesk_text::lines(&text).filter(|line| !line.text.trim().is_empty()) {
            let at = u64::from(line.span.trim(&text).start);
            let block = items(&article["blocks"]).find(|block| {
                block["span"]["start"].as_u64().unwrap() <= at && at < block["span"]["end"].as_u64().unwrap()
            });
            let role =
                str_of(&block.unwrap_or_else(|| panic!("{name}: line {} is in no block", line.idx))["role"]);
            let label = roles[&(line.idx as u64)];
            if is_content(role) != is_content(label) {
                faults.push(format!("{name}: line {} is {label}, not {role}", line.idx));
            }
        }
    }
    faults
}

/// Quotations that are not found, and speakers that are wrong.
fn quotation_faults() -> Vec<String> {
    let mut faults = Vec::new();
    for (name, gold, article) in seeds().documents() {
        let text = Seeds::text(name);
        let lines: Vec<_> = copydesk_text::lines(&text).collect();
        for label in items(&gold["quotes"]) {
            let line = &lines[label["line"].as_u64().unwrap() as usize];
            let chars = label["start"].as_u64().unwrap() as usize;
            let start =
                line.span.start as usize + line.text.chars().take(chars).map(char::len_utf8).sum::<usize>();
            let found = items(&article["quotations"]).find(|quotation| {
                quotation["text"] == label["text"]
                    && quotation["span"]["start"].as_u64() == Some(start as u64)
            });
            match found {
                None => faults.push(format!("{name}: `{}` is not found", str_of(&label["text"]))),
                Some(quotation) if quotation["speaker"] != label["speaker"] => {
                    faults.push(format!(
                        "{name}: `{}` is said by {}",
                        str_of(&label["text"]),
                        quotation["speaker"]
                    ));
                }
                Some(_) => {}
            }
        }
    }
    faults
}

/// Disagreements that are not listed, and stories that are not of the thread.
fn story_faults() -> Vec<String> {
    let seeds = seeds();
    let mut faults = Vec::new();
    for label in items(&seeds.gold["disagreements"]) {
        let wanted: Vec<(&str, String)> = items(&label["values"])
            .map(|value| (str_of(&value["document"]), copydesk_text::fold(str_of(&value["text"]))))
            .collect();
        let is_listed = seeds.stories.iter().flat_map(|story| items(&story["disagreements"])).any(|listed| {
            let says = |(document, words): &&(&str, String)| {
                items(&listed["values"]).any(|value| {
                    seeds.name(&value["article"]) == *document
                        && copydesk_text::fold(str_of(&value["value"])).contains(words.as_str())
                })
            };
            listed["kind"] == label["kind"] && wanted.iter().filter(says).count() >= 2
        });
        if !is_listed {
            faults.push(format!("{} not listed: {}", str_of(&label["kind"]), str_of(&label["about"])));
        }
    }
    let threads: BTreeSet<&str> = seeds.stories.iter().map(|story| str_of(&story["thread"])).collect();
    if threads.len() != 1 || threads.contains("") {
        let lone = seeds.stories.iter().filter(|story| story["thread"].is_null()).count();
        faults.push(format!("{lone} of {} stories are not in the thread", seeds.stories.len()));
    }
    faults
}

#[test]
fn faults_are_those_of_the_golden_list() {
    let path = root().join("tests/golden/seeds.txt");
    let faults = [role_faults(), quotation_faults(), story_faults()].concat();
    let found = if faults.is_empty() { String::new() } else { faults.join("\n") + "\n" };
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    let new: Vec<&String> =
        faults.iter().filter(|fault| !golden.lines().any(|line| line == fault.as_str())).collect();
    assert!(new.is_empty(), "new faults: {new:#?}");
    assert_eq!(found, golden, "fewer faults than listed: `cargo xtask bless` shortens the list");
}

#[test]
fn titles_bylines_outlets_and_page_dates() {
    for (name, gold, article) in seeds().documents() {
        assert_eq!(article["title"], gold["title"], "{name}");
        let byline: Vec<&str> = gold["byline"].as_str().into_iter().collect();
        assert_eq!(items(&article["byline"]).map(str_of).collect::<Vec<_>>(), byline, "{name}");
        let folded = |value: &Value| value.as_str().map(copydesk_text::fold);
        assert_eq!(folded(&article["outlet"]), folded(&gold["outlet"]), "{name}");
        assert_eq!(article["language"], gold["language"], "{name}");
        let published = article["published"]["value"].as_str().map(|value| value.get(..10).unwrap_or(value));
        assert_eq!(published, gold["page_date"].as_str(), "{name}: what the page states");
    }
}

#[test]
fn the_date_conflict_of_the_first_is_noticed() {
    let is_noticed =
        |name: &str| items(&seeds().articles[name]["notes"]).any(|note| note["kind"] == "date-conflict");
    for (name, gold, article) in seeds().documents() {
        let (page, written) = (gold["page_date"].as_str(), str_of(&gold["true_date"]));
        let lies = page.is_some_and(|page| !page.starts_with(written));
        assert_eq!(is_noticed(name), lies, "{name}: {}", article["notes"]);
    }
    let conclusion = str_of(&seeds().articles["000_5d1c0e9b7a4f2286"]["written"]["value"]);
    assert!(conclusion.starts_with("2024-08"), "the text is of August 2024, not of `{conclusion}`");
}

#[test]
fn three_stories() {
    let stories: BTreeSet<Vec<&str>> = seeds()
        .stories
        .iter()
        .map(|story| items(&story["articles"]).map(|id| seeds().name(id)).collect())
        .collect();
    let gold: BTreeSet<Vec<&str>> =
        items(&seeds().gold["stories"]).map(|story| items(story).map(str_of).collect()).collect();
    assert_eq!(stories, gold);
}

#[test]
fn renderings_of_one_utterance_are_aligned_and_look_alikes_are_not() {
    let seeds = seeds();
    let groups = seeds.groups();
    let pair = |label: &'static Value| (str_of(&label[0]), str_of(&label[1]));
    for label in items(&seeds.gold["aligned_quotes"]) {
        let wanted: Vec<(&str, &str)> = items(label).map(pair).collect();
        let is_there = groups.iter().any(|group| wanted.iter().all(|rendering| group.contains(rendering)));
        assert!(is_there, "{wanted:#?} are one utterance");
    }
    for label in items(&seeds.gold["not_aligned"]) {
        let apart: Vec<(&str, &str)> = items(label).map(pair).collect();
        let is_there = groups.iter().any(|group| apart.iter().all(|rendering| group.contains(rendering)));
        assert!(!is_there, "{apart:#?} are two utterances");
    }
}
