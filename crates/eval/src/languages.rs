//! Sentences whose language is known, a file for each language, and how often the language is told.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::{CorpusScores, EvalError};

/// A sentence and the code of its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledLanguage {
    /// As the file is named: `en` for `en.txt`.
    pub language: String,
    /// One line of that file.
    pub sentence: String,
}

/// The lines of all text files of a folder, by language.
///
/// # Errors
/// If a file cannot be read.
pub fn read_languages(folder: &Path) -> Result<Vec<LabelledLanguage>, EvalError> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(EvalError::file(folder))? {
        paths.push(entry.map_err(EvalError::file(folder))?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(EvalError::file(&path))?;
        let language = path.file_stem().unwrap_or_default().to_string_lossy();
        out.extend(text.lines().filter(|line| !line.is_empty()).map(|line| LabelledLanguage {
            language: language.clone().into_owned(),
            sentence: line.to_owned(),
        }));
    }
    Ok(out)
}

/// The share of sentences whose language was told, of all and of each language, and how many of one language were taken for
/// another (`en_as_nl`; `en_as_none` where none was told).
pub fn score_languages(sentences: &[(LabelledLanguage, Option<&str>)]) -> CorpusScores {
    let mut scores = CorpusScores::default();
    scores.count("sentences", sentences.len());
    let mut by_language: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut mistakes: BTreeMap<String, usize> = BTreeMap::new();
    for (LabelledLanguage { language, .. }, said) in sentences {
        let (n_right, n) = by_language.entry(language).or_default();
        *n += 1;
        if *said == Some(language) {
            *n_right += 1;
        } else {
            *mistakes.entry(format!("{language}_as_{}", said.unwrap_or("none"))).or_default() += 1;
        }
    }
    let n_right: usize = by_language.values().map(|(n_right, _)| n_right).sum();
    scores.share("accuracy", share(n_right, sentences.len()));
    let shares =
        by_language.iter().map(|(language, (n_right, n))| ((*language).to_owned(), share(*n_right, *n)));
    scores.by_kind("accuracy", shares.collect());
    for (mistake, n) in mistakes {
        scores.count(&mistake, n);
    }
    scores
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_count_by_sentence() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("de.txt"), "Es regnet.\nEs schneit.\n").unwrap();
        fs::write(folder.path().join("en.txt"), "It rains.\n\nIt snows.\n").unwrap();
        fs::write(folder.path().join("notes.md"), "none").unwrap();
        let sentences = read_languages(folder.path()).unwrap();
        assert_eq!(sentences.len(), 4);
        let said = [Some("de"), Some("nl"), Some("en"), Some("en")];
        let scores = score_languages(&sentences.into_iter().zip(said).collect::<Vec<_>>());
        let lines: Vec<String> =
            scores.lines().iter().map(|line| format!("{} {}", line.metric, line.value)).collect();
        // Three of four, one of two, two of two.
        let expected =
            ["sentences 4", "accuracy 0.7500", "accuracy.de 0.500", "accuracy.en 1.000", "de_as_nl 1"];
        assert_eq!(lines, expected);
        let none = [(LabelledLanguage { language: "en".to_owned(), sentence: String::new() }, None)];
        assert!(score_languages(&none).get("en_as_none").is_some());
    }
}
