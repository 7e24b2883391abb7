//! JSON Feed and ninjs (IPTC News in JSON): one document for each item.

use serde_json::{Map, Value};

use crate::feed::{Entry, Feed};

/// What the version of a JSON Feed begins with.
const JSON_FEED: &str = "https://jsonfeed.org/version/";
/// Fields that make an object with a `uri` an item of ninjs.
const NINJS: &[&str] = &["headline", "headlines", "body_text", "body_xhtml", "bodies"];

/// The items; `None` if the JSON is neither a JSON Feed nor an item of ninjs or a list of such.
pub(crate) fn read_json_feed(value: Value) -> Option<Feed> {
    let entries = match value {
        Value::Object(mut feed) if is_json_feed(&feed) => {
            let Some(Value::Array(items)) = feed.remove("items") else { return None };
            let entries = items.into_iter().map(|item| of_json_feed(item, &feed)).collect();
            return Some(Feed { media_type: "application/feed+json", entries, fault: None });
        }
        Value::Object(item) if is_ninjs(&item) => vec![of_ninjs(item)],
        Value::Array(items) => {
            let items: Vec<Map<String, Value>> = items.into_iter().map(object).collect::<Option<_>>()?;
            if items.is_empty() || !items.iter().all(is_ninjs) {
                return None;
            }
            items.into_iter().map(of_ninjs).collect()
        }
        _ => return None,
    };
    Some(Feed { media_type: "application/json", entries, fault: None })
}

fn object(value: Value) -> Option<Map<String, Value>> {
    if let Value::Object(object) = value { Some(object) } else { None }
}

fn is_json_feed(feed: &Map<String, Value>) -> bool {
    feed.get("version").and_then(Value::as_str).is_some_and(|version| version.starts_with(JSON_FEED))
}

fn is_ninjs(item: &Map<String, Value>) -> bool {
    item.get("uri").is_some_and(Value::is_string) && NINJS.iter().any(|name| item.contains_key(*name))
}

fn text_of<'o>(object: &'o Map<String, Value>, name: &str) -> &'o str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Kept as a feed of one item, so that it can be read again by itself. What is no object has no fields.
fn of_json_feed(item: Value, feed: &Map<String, Value>) -> Entry {
    let mut alone = Map::new();
    for name in ["version", "title", "language"] {
        if let Some(value) = feed.get(name) {
            alone.insert(name.to_owned(), value.clone());
        }
    }
    alone.insert("items".to_owned(), Value::Array(vec![item.clone()]));
    let bytes = Value::Object(alone).to_string().into_bytes();
    let mut fields = object(item).unwrap_or_default();
    let id = fields.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
    if let Some(summary) = fields.remove("summary") {
        let has_content =
            ["content_html", "content_text"].iter().any(|name| !text_of(&fields, name).is_empty());
        fields.insert(if has_content { "description" } else { "text" }.to_owned(), summary);
    }
    for (name, value) in [("outlet", feed.get("title")), ("language", feed.get("language"))] {
        if let Some(value) = value
            && !fields.contains_key(name)
        {
            fields.insert(name.to_owned(), value.clone());
        }
    }
    Entry { id: id.unwrap_or_default(), bytes, fields }
}

/// The fields of versions 1 to 3: later ones hold lists of headlines and bodies, each with its role.
fn of_ninjs(item: Map<String, Value>) -> Entry {
    let bytes = Value::Object(item.clone()).to_string().into_bytes();
    let mut fields = item;
    let id = text_of(&fields, "uri").to_owned();
    for (list, name) in [("headlines", "title"), ("bodies", "text")] {
        let items = fields.remove(list);
        let first = items.as_ref().and_then(Value::as_array).and_then(|items| items.first()?.get("value"));
        if let Some(value) = first.cloned() {
            fields.entry(name).or_insert(value);
        }
    }
    for (from, to) in [("body_text", "text"), ("body_xhtml", "text"), ("firstcreated", "published")] {
        if let Some(value) = fields.remove(from) {
            fields.entry(to).or_insert(value);
        }
    }
    if let Some(version) = fields.remove("versioncreated") {
        let name = if fields.contains_key("published") { "modified" } else { "published" };
        fields.insert(name.to_owned(), version);
    }
    if let Some(name) = fields.remove("copyrightholder") {
        fields.entry("outlet").or_insert(name);
    }
    if id.starts_with("http") {
        fields.entry("url").or_insert_with(|| Value::from(id.as_str()));
    }
    fields.insert("id".to_owned(), Value::from(id.as_str()));
    Entry { id, bytes, fields }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::IngestConfig;
    use crate::json_line::read_object;

    /// Of each item its id, its text, and one field of its metadata.
    fn check(json: &str, key: &str, expected: &[(&str, &str, &str)]) {
        let feed = read_json_feed(serde_json::from_str(json).unwrap()).unwrap();
        let got: Vec<_> = feed
            .entries
            .iter()
            .map(|entry| {
                let (raw, markup) = read_object(&entry.fields, &[], &IngestConfig::default()).unwrap();
                (entry.id.clone(), raw.text, markup.meta(key).unwrap_or_default().to_owned())
            })
            .collect();
        let got: Vec<_> =
            got.iter().map(|(id, text, value)| (id.as_str(), text.as_str(), value.as_str())).collect();
        assert_eq!(got, expected);
        // What is kept of an item can be read by itself.
        let again = read_json_feed(serde_json::from_slice(&feed.entries[0].bytes).unwrap()).unwrap();
        assert_eq!(again.entries.len(), 1);
        assert_eq!(again.entries[0].fields, feed.entries[0].fields);
    }

    #[test]
    fn json_feeds() {
        check(
            r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post", "items": [
                {"id": "1", "title": "Ferry", "content_html": "<p>It <b>left</b>.</p>", "summary": "Gone.",
                 "date_published": "2024-08-16T10:00:00Z", "authors": [{"name": "Ana Bel"}]},
                {"id": 2, "summary": "Calm sea."}]}"#,
            "field:outlet",
            &[("1", "Ferry\n\nIt left.", "Harbour Post"), ("2", "Calm sea.", "Harbour Post")],
        );
    }

    #[test]
    fn ninjs_of_several_versions() {
        check(
            r#"[{"uri": "urn:x:1", "headline": "Ferry", "body_text": "It left.", "versioncreated": "2024-08-16", "byline": "Ana Bel"},
                {"uri": "https://post.example/2", "headlines": [{"role": "main", "value": "Mast"}], "bodies": [{"value": "<p>It fell.</p>"}],
                 "firstcreated": "2024-08-17", "versioncreated": "2024-08-18"}]"#,
            "field:published",
            &[
                ("urn:x:1", "Ferry\n\nIt left.", "2024-08-16"),
                ("https://post.example/2", "Mast\n\nIt fell.", "2024-08-17"),
            ],
        );
    }

    #[test]
    fn other_json_is_none_of_them() {
        let check =
            |json: &str| assert!(read_json_feed(serde_json::from_str(json).unwrap()).is_none(), "{json}");
        check("{}");
        check("[]");
        check("3");
        check(r#"{"items": [{"id": "1"}]}"#);
        check(r#"{"version": "https://jsonfeed.org/version/1.1", "items": 3}"#);
        check(r#"[{"uri": "urn:x:1", "headline": "Ferry"}, {"a": 1}]"#);
        check(r#"{"uri": 1, "headline": "Ferry"}"#);
    }
}
