//! JSON-LD: what a page tells search engines of the article on it, flattened to named values.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::entity::decode_references;
use crate::metadata::Metadata;

/// How many objects of one script are looked at.
const OBJECTS_MAX: usize = 2_000;

/// Properties of an article, under the names they get.
const ARTICLE_PROPERTIES: &[&str] = &[
    "headline",
    "alternativeHeadline",
    "name",
    "datePublished",
    "dateModified",
    "dateCreated",
    "author",
    "creator",
    "publisher",
    "articleSection",
    "inLanguage",
    "description",
    "keywords",
    "url",
    "articleBody",
];
/// What is of use of the page around it.
const PAGE_PROPERTIES: &[&str] = &["name", "datePublished", "dateModified", "inLanguage"];
/// Where articles stand inside other objects.
const CONTAINERS: &[&str] =
    &["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart", "item"];

/// Adds what one script says: `jsonld:headline`, `jsonld:datePublished`, … for articles, `jsonld-page:…` for the page
/// as such. Of a script that is no JSON only dates and a headline are read, where they stand plainly.
pub(super) fn put_json_ld(metadata: &mut Metadata, script: &str) {
    let Some(value) = parse(script) else { return put_broken(metadata, script) };
    let mut objects = Vec::new();
    collect(&value, &mut objects);
    let names = names_by_id(&objects);
    for object in objects {
        let (prefix, properties) = match kind_of(object) {
            Kind::Article => ("jsonld", ARTICLE_PROPERTIES),
            Kind::Page => ("jsonld-page", PAGE_PROPERTIES),
            Kind::Other => continue,
        };
        for &property in properties {
            let Some(value) = object.get(property) else { continue };
            // The name of an article is its headline under another word.
            if property == "name" && object.contains_key("headline") {
                continue;
            }
            put_value(metadata, &format!("{prefix}:{property}"), value, &names);
        }
    }
}

/// Templates leave a comma too many or a quotation mark that nobody escaped: what is wanted is mostly whole all the same.
fn put_broken(metadata: &mut Metadata, script: &str) {
    const VALUE_BYTES_MAX: usize = 300;
    if !["Article\"", "Posting\"", "WebPage\""].iter().any(|kind| script.contains(kind)) {
        return;
    }
    for property in ["headline", "datePublished", "dateModified"] {
        let Some((_, after)) = script.split_once(&format!("\"{property}\"")) else { continue };
        let value =
            after.trim_start().strip_prefix(':').and_then(|after| after.trim_start().strip_prefix('"'));
        let Some((value, _)) = value.and_then(|value| value.split_once('"')) else { continue };
        if value.len() <= VALUE_BYTES_MAX && !value.contains(['\\', '\n']) {
            metadata.put(&format!("jsonld:{property}"), &decode_references(value));
        }
    }
}

enum Kind {
    Article,
    Page,
    Other,
}

/// Scripts carry line ends inside strings and comments around them, which JSON forbids and pages have all the same.
fn parse(script: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let start = script.find(['{', '['])?;
    let end = script.rfind(['}', ']'])?;
    let inner = script.get(start..=end)?;
    let cleaned: Cow<'_, str> = if inner.contains(char::is_control) {
        inner.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
    } else {
        inner.into()
    };
    serde_json::from_str(&cleaned).ok()
}

/// All objects that may be an article, in document order. `serde_json` bounds the nesting.
fn collect<'v>(value: &'v Value, objects: &mut Vec<&'v Map<String, Value>>) {
    if objects.len() >= OBJECTS_MAX {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, objects)),
        Value::Object(object) => {
            objects.push(object);
            for inner in CONTAINERS.iter().filter_map(|&container| object.get(container)) {
                collect(inner, objects);
            }
        }
        _ => {}
    }
}

/// Graphs name persons and publishers once and refer to them by `@id`.
fn names_by_id<'v>(objects: &[&'v Map<String, Value>]) -> BTreeMap<&'v str, &'v str> {
    let named = objects.iter().filter_map(|object| {
        let id = object.get("@id")?.as_str()?;
        Some((id, object.get("name")?.as_str()?))
    });
    named.collect()
}

fn kind_of(object: &Map<String, Value>) -> Kind {
    let types = match object.get("@type") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => return Kind::Other,
    };
    let ends =
        |endings: &[&str]| types.iter().any(|name| endings.iter().any(|ending| name.ends_with(ending)));
    if ends(&["Article", "Posting", "Report", "Reportage", "NewsStory"]) {
        Kind::Article
    } else if ends(&["WebPage", "ItemPage", "MediaGallery"]) {
        Kind::Page
    } else {
        Kind::Other
    }
}

fn put_value(metadata: &mut Metadata, key: &str, value: &Value, names: &BTreeMap<&str, &str>) {
    match value {
        Value::String(text) => metadata.put(key, &decode_references(text)),
        Value::Number(number) => metadata.put(key, &number.to_string()),
        Value::Array(items) => {
            for item in items.iter().filter(|item| !item.is_array()) {
                put_value(metadata, key, item, names);
            }
        }
        Value::Object(object) => {
            let own =
                ["name", "@value", "alternateName"].iter().find_map(|&name| match object.get(name)? {
                    Value::String(text) => Some(text.as_str()),
                    Value::Array(several) => several.first()?.as_str(),
                    _ => None,
                });
            let named = || names.get(object.get("@id")?.as_str()?).copied();
            if let Some(name) = own.or_else(named) {
                metadata.put(key, &decode_references(name));
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}
