//! Noisy text dumps: what an extractor left of a page, and the article's text as the label.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::EvalError;
use crate::likeness::shingle_f1;
use crate::pages::{mean, read_gz};
use crate::scores::CorpusScores;

/// The file of labelled dumps.
pub(crate) const DUMP_LABELS: &str = "noisy.jsonl.gz";

/// One dump and the text in it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct LabelledDump {
    /// Its name.
    pub id: String,
    /// The collection that it is from.
    pub source: String,
    /// The dump.
    pub noisy: String,
    /// The article's text.
    pub text: String,
}

/// The labelled dumps of a folder, in the order of the file.
///
/// # Errors
/// If `noisy.jsonl.gz` cannot be read or a line of it is not a dump with its label.
pub fn read_dumps(folder: &Path) -> Result<Vec<LabelledDump>, EvalError> {
    let path = folder.join(DUMP_LABELS);
    let text = String::from_utf8(read_gz(&path)?)
        .map_err(|source| EvalError::Utf8 { path: path.clone(), source })?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| serde_json::from_str(line).map_err(EvalError::json(&path, at + 1))).collect()
}

/// The figures of a set for each collection: what doing nothing gives, and what was kept of each dump.
pub fn score_dumps(dumps: &[(LabelledDump, String)]) -> CorpusScores {
    let mut by_source: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for (dump, kept) in dumps {
        let pair = (shingle_f1(&dump.text, &dump.noisy), shingle_f1(&dump.text, kept));
        by_source.entry(&dump.source).or_default().push(pair);
    }
    let mut scores = CorpusScores::default();
    scores.count("documents", dumps.len());
    for (source, pairs) in by_source {
        scores.share(&format!("{source}.do_nothing"), mean(pairs.iter().map(|(nothing, _)| *nothing)));
        scores.share(&format!("{source}.shingle_f1"), mean(pairs.iter().map(|(_, kept)| *kept)));
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doing_nothing_stands_beside_what_was_done() {
        let dump = LabelledDump {
            id: "a".to_owned(),
            source: "wire".to_owned(),
            noisy: "a b c d e f".to_owned(),
            text: "a b c d".to_owned(),
        };
        let scores = score_dumps(&[(dump.clone(), "a b c d".to_owned()), (dump, "x".to_owned())]);
        let lines: Vec<String> =
            scores.lines().iter().map(|line| format!("{} {}", line.metric, line.value)).collect();
        assert_eq!(lines, ["documents 2", "wire.do_nothing 0.5000", "wire.shingle_f1 0.5000"]);
    }
}
