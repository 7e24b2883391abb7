//! JSON lines for people: what each filter says with `--json`.

use anyhow::Result;
use copydesk::publish::{article_line, story_line};
use copydesk::record::{Brief, Decision, Frame, FrameKind, Layered, Outcome, Raw};
use serde_json::{Value, json};

/// Makes a line of a frame; `None` if it has nothing to say of it.
pub(crate) type ToLine = fn(&Frame) -> Result<Option<String>>;

/// A source text, as ingest read it.
pub(crate) fn source(frame: &Frame) -> Result<Option<String>> {
    if frame.envelope.kind == FrameKind::Story {
        return Ok(None);
    }
    let mut line = head(frame);
    if let Some(raw) = frame.find_layer::<Raw>()? {
        merge(&mut line, serde_json::to_value(raw)?);
    }
    Ok(Some(line.to_string()))
}

/// A line of `articles.jsonl`; what stands in a story's brief about the dates of its articles is not in it yet.
pub(crate) fn article(frame: &Frame) -> Result<Option<String>> {
    Ok(article_line(frame)?)
}

/// What cluster decided.
pub(crate) fn decision(frame: &Frame) -> Result<Option<String>> {
    if frame.envelope.kind == FrameKind::Story {
        return Ok(None);
    }
    let mut line = head(frame);
    if frame.layers.iter().any(|layer| layer.kind == Decision::KIND) {
        merge(&mut line, serde_json::to_value(frame.layer::<Decision>()?)?);
    }
    Ok(Some(line.to_string()))
}

/// A line of `stories.jsonl`.
pub(crate) fn story(frame: &Frame) -> Result<Option<String>> {
    if frame.envelope.kind == FrameKind::Document {
        return Ok(None);
    }
    Ok(Some(story_line(&frame.layer::<Brief>()?)?))
}

fn head(frame: &Frame) -> Value {
    let envelope = &frame.envelope;
    let position = (!envelope.position.is_empty()).then(|| format!("#{}", envelope.position));
    let source = format!("{}{}", envelope.source, position.unwrap_or_default());
    let mut line = json!({"id": envelope.id, "seq": envelope.seq, "source": source});
    let outcome = match &envelope.outcome {
        Outcome::Kept => json!({"outcome": "kept"}),
        Outcome::Copy(copy) => json!({"outcome": "copy", "copy_of": copy.of, "copy_share": copy.share}),
        Outcome::Filtered(filtered) => json!({"outcome": "filtered", "filtered": filtered}),
        Outcome::Quarantined(reason) => json!({"outcome": "quarantined", "quarantined":
            {"stage": reason.stage, "code": reason.code, "message": reason.message}}),
    };
    merge(&mut line, outcome);
    line
}

fn merge(line: &mut Value, more: Value) {
    if let (Value::Object(line), Value::Object(more)) = (line, more) {
        line.extend(more);
    }
}
