//! A validator for as much of JSON Schema as `tests/golden/*.schema.json` use, and no more: an unknown word is an error, so
//! that no rule is written that is not checked.

use serde_json::{Map, Value};

/// What of `value` is not as `schema` says, with its place; `root` holds the `$defs`.
pub fn faults(schema: &Value, root: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut out = Vec::new();
    check(schema, root, value, place, &mut out);
    out
}

fn check(schema: &Value, root: &Value, value: &Value, place: &str, out: &mut Vec<String>) {
    let rules: &Map<String, Value> =
        schema.as_object().unwrap_or_else(|| panic!("{place}: a schema is an object"));
    for (word, rule) in rules {
        let is_right = match word.as_str() {
            "$ref" => {
                let name = rule.as_str().and_then(|path| path.strip_prefix("#/$defs/")).unwrap();
                check(&root["$defs"][name], root, value, place, out);
                true
            }
            "type" => types(rule).iter().any(|kind| is_type(value, kind)),
            "enum" => rule.as_array().unwrap().contains(value),
            "const" => rule == value,
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
            "minLength" => {
                value.as_str().is_none_or(|text| text.chars().count() as u64 >= rule.as_u64().unwrap())
            }
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().unwrap()),
            "pattern" => value.as_str().is_none_or(|text| matches(rule.as_str().unwrap(), text)),
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(rule, root, item, &format!("{place}[{at}]"), out);
                }
                true
            }
            "required" => {
                let keys: Vec<&str> = rule.as_array().unwrap().iter().filter_map(Value::as_str).collect();
                let missing = |key: &&str| value.as_object().is_some_and(|object| !object.contains_key(*key));
                out.extend(keys.into_iter().filter(missing).map(|key| format!("{place}: no key `{key}`")));
                true
            }
            "properties" => {
                properties(rule, root, value, place, out);
                true
            }
            "additionalProperties" => {
                assert_eq!(*rule, Value::Bool(false), "only `false` is known");
                let known = rules.get("properties").and_then(Value::as_object).unwrap();
                let more =
                    value.as_object().into_iter().flatten().filter(|(key, _)| !known.contains_key(*key));
                out.extend(more.map(|(key, _)| format!("{place}: unknown key `{key}`")));
                true
            }
            "anyOf" => {
                rule.as_array().unwrap().iter().any(|choice| faults(choice, root, value, place).is_empty())
            }
            "$schema" | "$id" | "$defs" | "title" | "description" => true,
            other => panic!("{place}: the validator does not know `{other}`"),
        };
        if !is_right {
            let shown: String = value.to_string().chars().take(80).collect();
            out.push(format!("{place}: {shown} breaks `{word}`: {rule}"));
        }
    }
}

fn properties(rule: &Value, root: &Value, value: &Value, place: &str, out: &mut Vec<String>) {
    for (key, schema) in rule.as_object().unwrap() {
        if let Some(value) = value.get(key) {
            check(schema, root, value, &format!("{place}.{key}"), out);
        }
    }
}

fn types(rule: &Value) -> Vec<&str> {
    match rule {
        Value::String(kind) => vec![kind.as_str()],
        rule => rule.as_array().unwrap().iter().filter_map(Value::as_str).collect(),
    }
}

fn is_type(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the validator does not know the type `{other}`"),
    }
}

/// The three patterns that the schemas use.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern {
        "^[0-9a-f]{32}$" => text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')),
        "^-?[0-9]+(\\.[0-9]+)?$" => {
            let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            let (whole, rest) = text
                .strip_prefix('-')
                .unwrap_or(text)
                .split_once('.')
                .map_or((text.trim_start_matches('-'), None), |(a, b)| (a, Some(b)));
            digits(whole) && rest.is_none_or(digits)
        }
        "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)?$" => {
            let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            ["0000", "0000-00", "0000-00-00", "0000-00-00T00:00"].contains(&shape.as_str())
        }
        other => panic!("the validator does not know the pattern `{other}`"),
    }
}

#[test]
fn the_validator_finds_what_is_wrong() {
    let schema = serde_json::json!({"type": "object", "required": ["id"], "additionalProperties": false, "properties":
        {"id": {"type": "string", "pattern": "^[0-9a-f]{32}$"}, "n": {"type": ["integer", "null"], "maximum": 3},
         "kind": {"enum": ["a"]}, "list": {"type": "array", "items": {"$ref": "#/$defs/word"}}},
        "$defs": {"word": {"type": "string", "minLength": 1}}});
    let check = |value: Value, expected: usize| {
        let found = faults(&schema, &schema, &value, "line");
        assert_eq!(found.len(), expected, "{found:?}");
    };
    let id = "0123456789abcdef0123456789abcdef";
    check(serde_json::json!({"id": id, "n": null, "kind": "a", "list": ["x"]}), 0);
    check(serde_json::json!({"id": id, "more": 1}), 1);
    check(serde_json::json!({"n": 1}), 1);
    check(serde_json::json!({"id": "XYZ", "n": 4, "kind": "b", "list": ["", 1]}), 5);
    check(serde_json::json!([]), 1);
}
