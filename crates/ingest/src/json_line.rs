//! JSON lines: one article an object, under the field names that people use.

use copydesk_record::{LineHint, Markup, Meta, Raw};
use serde_json::{Map, Value};

use crate::charset::{check_is_text, decode};
use crate::html::{is_html, read_page};
use crate::metadata::Metadata;
use crate::{IngestConfig, Unusable};

/// The fields that lines have under other names too.
pub const FIELDS_NAMED: &[&str] = &[
    "id",
    "url",
    "title",
    "text",
    "published",
    "modified",
    "author",
    "outlet",
    "section",
    "language",
    "description",
];

/// The names under which each field comes, the best first; compared without case, `_` and `-`.
const ID: &[&str] = &["id", "guid", "uuid"];
const URL: &[&str] = &["url", "link", "canonicalurl", "permalink"];
const TITLE: &[&str] = &["title", "headline"];
const TEXT: &[&str] = &["text", "body", "content", "articlebody", "contenthtml", "contenttext", "bodyhtml"];
/// Fields that go to the metadata as `field:<first name>`.
const FIELDS: &[(&str, &[&str])] = &[
    (
        "published",
        &[
            "published",
            "date",
            "datepublished",
            "publishedat",
            "publishdate",
            "pubdate",
            "publicationdate",
            "timestamp",
        ],
    ),
    ("modified", &["modified", "datemodified", "updated", "updatedat", "modifiedat", "lastmodified"]),
    ("author", &["author", "authors", "byline", "creator"]),
    ("outlet", &["outlet", "publisher", "source", "site", "sitename", "domain"]),
    ("section", &["section", "category", "articlesection"]),
    ("language", &["language", "lang", "inlanguage"]),
    ("description", &["description", "summary", "lead", "abstract"]),
];

/// The source text of one JSON object, `title`, a blank line and `text`, and its other fields as metadata under
/// `field:published`, `field:author`, … The usual other names are known: `headline`, `body`, `date`, `link`, …
/// HTML inside `text` is read as a page.
///
/// # Errors
/// `not-json` if the line is no JSON object, `no-text` if it has neither title nor text, `too-large` above the limit,
/// `not-text` if a field is binary, and what [`crate::read_html`] says of HTML inside `text`.
pub fn read_json_line(line: &str, config: &IngestConfig) -> Result<(Raw, Markup), Unusable> {
    let object: Map<String, Value> = match serde_json::from_str(line) {
        Ok(Value::Object(object)) => object,
        Ok(other) => {
            return Err(Unusable::new(
                "not-json",
                format!("a JSON object is needed, not {}", kind_of(&other)),
            ));
        }
        Err(error) => return Err(Unusable::new("not-json", error.to_string())),
    };
    read_object(&object, &config.field_names, config)
}

/// One line of a container: decoded like a dump, then read as JSON.
pub(crate) fn read_line(bytes: &[u8], config: &IngestConfig) -> Result<(Raw, Option<Markup>), Unusable> {
    let decoded = decode(bytes, None, config.json_line_bytes_max)?;
    let (mut raw, markup) = read_json_line(decoded.text.trim_start_matches('\u{feff}'), config)?;
    raw.charset = decoded.charset;
    raw.notes.splice(0..0, decoded.notes);
    Ok((raw, Some(markup)))
}

/// The same for an object that is read already. `named` are names that go before the usual ones.
pub(crate) fn read_object(
    object: &Map<String, Value>,
    named: &[(String, String)],
    config: &IngestConfig,
) -> Result<(Raw, Markup), Unusable> {
    let fields = Fields { named, all: object.iter().map(|(key, value)| (folded(key), value)).collect() };
    let title = fields.first("title", TITLE).map(|title| title.trim().to_owned()).unwrap_or_default();
    let text = fields.first("text", TEXT).unwrap_or_default();
    if title.is_empty() && text.trim().is_empty() {
        return Err(Unusable::new("no-text", "neither `title` nor `text` has words"));
    }
    if title.len().saturating_add(text.len()) > config.document_bytes_max {
        return Err(Unusable::too_large(config.document_bytes_max));
    }
    let (text, lines, notes) = if is_html(&text) {
        let page = read_page(&text, config)?;
        (page.text, with_title(&title, page.lines), page.notes)
    } else {
        (text, Vec::new(), Vec::new())
    };
    let raw = Raw {
        text: if title.is_empty() { text } else { format!("{title}\n\n{text}") },
        media_type: "application/json".to_owned(),
        charset: "utf-8 (valid)".to_owned(),
        url: fields.first("url", URL).map(|url| url.trim().to_owned()).filter(|url| !url.is_empty()),
        external_id: fields.first("id", ID).filter(|id| !id.is_empty()),
        notes,
        ..Raw::default()
    };
    check_is_text(&raw.text)?;
    Ok((raw, Markup { metadata: metadata_of(object, named), lines }))
}

/// The hints on the text's lines with those on the title's and on the blank line before them.
fn with_title(title: &str, lines: Vec<LineHint>) -> Vec<LineHint> {
    if title.is_empty() || lines.is_empty() {
        return lines;
    }
    let of_title = LineHint { path: "title".to_owned(), ..LineHint::default() };
    let mut all = vec![of_title; title.split('\n').count()];
    all.push(LineHint::default());
    all.extend(lines);
    all
}

/// The object's fields by folded name, in the object's order.
struct Fields<'o> {
    /// Names that go before the usual ones.
    named: &'o [(String, String)],
    all: Vec<(String, &'o Value)>,
}

impl Fields<'_> {
    /// The first of the names of this field that is a string or a number, as text.
    fn first(&self, field: &str, usual: &[&str]) -> Option<String> {
        let own = self.named.iter().filter(|(of, _)| of == field).map(|(_, name)| folded(name));
        own.chain(usual.iter().map(|&name| name.to_owned())).find_map(|name| {
            let (_, value) = self.all.iter().find(|(key, _)| *key == name)?;
            match value {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            }
        })
    }
}

fn metadata_of(object: &Map<String, Value>, named: &[(String, String)]) -> Vec<Meta> {
    let mut metadata = Metadata::default();
    for (key, value) in object {
        let folded_key = folded(key);
        let own = named.iter().find(|(_, name)| folded(name) == folded_key);
        let is_of = |field: &str, names: &[&str]| match own {
            Some((of, _)) => of == field,
            None => names.contains(&folded_key.as_str()),
        };
        let of_text = [("id", ID), ("url", URL), ("title", TITLE), ("text", TEXT)];
        if of_text.iter().any(|(field, names)| is_of(field, names)) {
            continue;
        }
        let known = FIELDS.iter().find(|(field, names)| is_of(field, names));
        let key = known.map_or_else(|| key.to_lowercase(), |(name, _)| (*name).to_owned());
        put_value(&mut metadata, &format!("field:{key}"), value);
    }
    metadata.into_values()
}

/// A scalar is one value, an array one each; of an object, its name.
fn put_value(metadata: &mut Metadata, key: &str, value: &Value) {
    match value {
        Value::String(text) => metadata.put(key, text),
        Value::Number(number) => metadata.put(key, &number.to_string()),
        Value::Bool(is_so) => metadata.put(key, if *is_so { "true" } else { "false" }),
        Value::Array(items) => {
            for item in items.iter().filter(|item| !item.is_array()) {
                put_value(metadata, key, item);
            }
        }
        Value::Object(object) => {
            let name = ["name", "title", "value"].iter().find_map(|&name| object.get(name)?.as_str());
            metadata.put(key, name.unwrap_or_default());
        }
        Value::Null => {}
    }
}

fn folded(key: &str) -> String {
    let kept = key.chars().filter(|character| !matches!(character, '_' | '-'));
    kept.flat_map(char::to_lowercase).collect()
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<(Raw, Markup), Unusable> {
        read_json_line(line, &IngestConfig::default())
    }

    #[test]
    fn title_blank_line_text() {
        let check = |line: &str, expected: &str| assert_eq!(read(line).unwrap().0.text, expected, "{line}");
        check(
            r#"{"title": "Ferry sails", "text": "It left at noon.\nIt was full."}"#,
            "Ferry sails\n\nIt left at noon.\nIt was full.",
        );
        check(r#"{"headline": "Ferry sails", "body": "It left."}"#, "Ferry sails\n\nIt left.");
        check(r#"{"text": "It left.", "title": null}"#, "It left.");
        check(r#"{"title": "Ferry sails"}"#, "Ferry sails\n\n");
        check(
            r#"{"title": "Score", "text": "Varn 3 < 4 Hollin & more"}"#,
            "Score\n\nVarn 3 < 4 Hollin & more",
        );
        check(
            r#"{"title": "Ferry", "text": "<p>It <b>left</b>.</p><p>Full &amp; late.</p>"}"#,
            "Ferry\n\nIt left.\nFull & late.",
        );
        check(r#"{"text": "caf\u00e9 \ud83d\ude00"}"#, "café 😀");
    }

    #[test]
    fn other_fields_are_metadata() {
        let (raw, markup) = read(
            r#"{"id": 17, "link": "https://post.example/1", "date": "2024-08-16", "authors": ["Ana Bel", {"name": "Ben Ito"}],
                "publisher": {"name": "Post"}, "Language": "en", "paid": false, "Words": 3, "none": null, "text": "It left."}"#,
        )
        .unwrap();
        assert_eq!(
            (raw.external_id.as_deref(), raw.url.as_deref()),
            (Some("17"), Some("https://post.example/1"))
        );
        let got: Vec<String> =
            markup.metadata.iter().map(|meta| format!("{}={}", meta.key, meta.value)).collect();
        let mut expected = [
            "field:author=Ana Bel",
            "field:author=Ben Ito",
            "field:published=2024-08-16",
            "field:outlet=Post",
            "field:language=en",
            "field:paid=false",
            "field:words=3",
        ];
        let mut got: Vec<&str> = got.iter().map(String::as_str).collect();
        got.sort_unstable();
        expected.sort_unstable();
        assert_eq!(got, expected);
    }

    #[test]
    fn names_of_ones_own_go_before_the_usual_ones() {
        let field_names = [("text", "Story_Body"), ("author", "by_whom"), ("title", "hed")];
        let config = IngestConfig {
            field_names: field_names.map(|(field, name)| (field.to_owned(), name.to_owned())).to_vec(),
            ..IngestConfig::default()
        };
        let line = r#"{"hed": "Ferry", "body": "Not this.", "story_body": "It left.", "by_whom": "Ana Bel"}"#;
        let (raw, markup) = read_json_line(line, &config).unwrap();
        assert_eq!(raw.text, "Ferry\n\nIt left.");
        assert_eq!(markup.meta("field:author"), Some("Ana Bel"));
        let (raw, _) = read_json_line(r#"{"title": "Ferry", "text": "It left."}"#, &config).unwrap();
        assert_eq!(raw.text, "Ferry\n\nIt left.");
    }

    #[test]
    fn html_in_a_field_has_a_hint_for_each_line() {
        let (raw, markup) = read(r#"{"title": "Ferry", "text": "<h2>Late</h2><p>It left.</p>"}"#).unwrap();
        let hints: Vec<_> =
            raw.text.split('\n').zip(markup.lines.iter().map(|hint| hint.path.as_str())).collect();
        assert_eq!(
            hints,
            [("Ferry", "title"), ("", ""), ("Late", "html/body/h2"), ("It left.", "html/body/p")]
        );
        assert_eq!(markup.lines.len(), 4);
    }

    #[test]
    fn text_with_a_stray_angle_is_no_page() {
        let check = |text: &str| {
            let line = serde_json::json!({ "text": text }).to_string();
            assert_eq!(read(&line).unwrap().0.text, text);
        };
        check("Values of a <b and c> d are rare.");
        check(&format!("Less <a {} is more> or not.", "word ".repeat(300)));
        check("The <em of it, the <i of it, and > at last.");
    }

    #[test]
    fn bad_lines_say_why() {
        let check = |line: &str, code: &str| assert_eq!(read(line).unwrap_err().code, code, "{line}");
        check("", "not-json");
        check("{\"title\": \"cut", "not-json");
        check("[\"an array\"]", "not-json");
        check("\"a string\"", "not-json");
        check("{} {}", "not-json");
        check(&"[".repeat(100_000), "not-json");
        check("{\"title\": \" \", \"text\": \"\\n\"}", "no-text");
        check("{\"text\": [1]}", "no-text");
        check("{\"text\": \"\\u0000\\u0001\\u0002\"}", "not-text");
        check(&format!("{{\"text\": \"{}\"}}", "x".repeat(crate::DOCUMENT_BYTES_MAX + 1)), "too-large");
        check(&format!("{{\"text\": \"{}\"}}", "<div>".repeat(600)), "too-deep");
    }
}
