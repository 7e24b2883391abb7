//! Reads the texts of a set: a file of JSON lines or of `CoNLL` columns, plain or gzip.

use std::fs;
use std::io::Read;
use std::path::Path;

use copydesk_record::Span;
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{LabelledAttribution, LabelledText, LabelledTime, Labels, read_conll};
use crate::EvalError;

/// The extension of files in the columns of `CoNLL`.
const CONLL: &str = "conll";

/// A line of a set: what all have, and the labels of one of them. Offsets are in characters.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: String,
    title: Option<String>,
    date: Option<String>,
    dct: Option<String>,
    #[serde(default)]
    text: String,
    entities: Option<Vec<EntityLine>>,
    timex: Option<Vec<TimeLine>>,
    attributions: Option<Vec<AttributionLine>>,
    sents: Option<Vec<(usize, usize)>>,
    keys: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct EntityLine {
    mentions: Vec<(usize, usize, String, bool)>,
}

#[derive(Deserialize)]
struct TimeLine {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(alias = "when")]
    value: Option<String>,
}

#[derive(Deserialize)]
struct AttributionLine {
    source: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
    kind: Option<String>,
}

/// The texts of a file; lines without labels of any known kind are left out.
///
/// # Errors
/// If the file cannot be read, or a line is not of the form.
pub fn read_tagged(path: &Path) -> Result<Vec<LabelledText>, EvalError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if path.extension().is_some_and(|extension| extension == CONLL) {
        return Ok(read_conll(&text_of(path)?, name.trim_end_matches(".conll")));
    }
    Ok(json_lines(path)?.into_iter().filter_map(labelled).collect())
}

/// The lines of a file that are not blank, each read as JSON; decompressed if its name ends with `.gz`.
pub(crate) fn json_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, EvalError> {
    let text = text_of(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| serde_json::from_str(line).map_err(EvalError::json(path, at + 1))).collect()
}

/// The whole of a file, decompressed if its name ends with `.gz`.
fn text_of(path: &Path) -> Result<String, EvalError> {
    let bytes = fs::read(path).map_err(EvalError::file(path))?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return String::from_utf8(bytes).map_err(|source| EvalError::Utf8 { path: path.to_owned(), source });
    }
    let mut text = String::new();
    MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text).map_err(EvalError::file(path))?;
    Ok(text)
}

fn labelled(line: Line) -> Option<LabelledText> {
    let Line { id, title, date, dct, text, entities, timex, attributions, sents, keys } = line;
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let span = |(from, to): (usize, usize)| {
        let byte = |at: usize| places.get(at).copied().unwrap_or(text.len());
        Span::new(byte(from), byte(to))
    };
    let spans = |pairs: Vec<(usize, usize)>| -> Vec<Span> { pairs.into_iter().map(span).collect() };
    let labels = if let Some(entities) = entities {
        let named = entities.into_iter().map(|entity| {
            let named = entity.mentions.into_iter().filter(|(.., is_name)| *is_name);
            named.map(|(from, to, ..)| span((from, to))).collect()
        });
        Labels::Entities(named.filter(|mentions: &Vec<Span>| !mentions.is_empty()).collect())
    } else if let Some(times) = timex {
        let time = |TimeLine { start, end, kind, value }| LabelledTime {
            span: span((start, end)),
            kind: kind.unwrap_or_default(),
            value: value.unwrap_or_default(),
        };
        Labels::Times(times.into_iter().map(time).collect())
    } else if let Some(attributions) = attributions {
        let attribution = |AttributionLine { source, content, kind }| LabelledAttribution {
            source: spans(source),
            kind: kind.unwrap_or_else(|| kind_of(&text, content.iter().map(|pair| span(*pair)))),
            content: spans(content),
        };
        Labels::Attributions(attributions.into_iter().map(attribution).collect())
    } else if let Some(sentences) = sents {
        Labels::Sentences(spans(sentences))
    } else {
        Labels::KeyPhrases(keys?)
    };
    Some(LabelledText { id, title, date: date.or(dct), text, labels })
}

/// The kind of an attribution whose labels do not say it, by its quotation marks.
fn kind_of(text: &str, content: impl Iterator<Item = Span>) -> String {
    const MARKS: [char; 4] = ['"', '“', '”', '«'];
    let words: Vec<&str> = content.map(|span| span.str(text)).collect();
    let kind = if words.iter().all(|words| words.starts_with(MARKS)) {
        "direct"
    } else if words.iter().any(|words| words.contains(MARKS)) {
        "mixed"
    } else {
        "indirect"
    };
    kind.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_in_characters_become_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.jsonl");
        let lines = r#"{"id": "a", "text": "Año. Zoë left.", "sents": [[0, 4], [5, 14]]}
{"id": "b", "text": "“No,” Zoë said.", "attributions": [{"source": [[6, 9]], "cue": [], "content": [[0, 5]], "kind": "direct"}]}
{"id": "c", "text": "unlabelled"}
"#;
        fs::write(&path, lines).unwrap();
        let found = read_tagged(&path).unwrap();
        assert_eq!(found.len(), 2);
        let Labels::Sentences(sentences) = &found[0].labels else { panic!("no sentences") };
        assert_eq!(sentences[1].str(&found[0].text), "Zoë left.");
        let Labels::Attributions(attributions) = &found[1].labels else { panic!("no attributions") };
        assert_eq!(attributions[0].source[0].str(&found[1].text), "Zoë");
        assert_eq!(attributions[0].content[0].str(&found[1].text), "“No,”");
    }
}
