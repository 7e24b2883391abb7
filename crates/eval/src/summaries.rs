//! Stories with a summary that people wrote, and how near other summaries come to it.

mod baseline;

use std::path::Path;

use serde::Deserialize;

use crate::tagged::json_lines;
use crate::{CorpusScores, EvalError, Rouge, rouge};

pub use baseline::{Baseline, baseline};

/// A story with its summary.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LabelledStory {
    /// What the labels call it.
    pub id: String,
    /// Its articles.
    pub docs: Vec<StoryText>,
    /// The summary, one sentence a line or in one piece.
    pub reference: String,
}

/// An article of a story.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct StoryText {
    /// What the labels call it.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// The stories of a file.
///
/// # Errors
/// If the file cannot be read, or a line is not of the form.
pub fn read_stories(path: &Path) -> Result<Vec<LabelledStory>, EvalError> {
    json_lines(path)
}

/// Adds the mean figures of the summaries that `method` wrote, given as sentences beside those of the reference.
pub fn score_summaries(method: &str, summaries: &[(Vec<String>, Vec<String>)], scores: &mut CorpusScores) {
    let mut sum = Rouge::default();
    for (summary, reference) in summaries {
        let one = rouge(&strs(summary), &strs(reference));
        sum = Rouge { one: sum.one + one.one, two: sum.two + one.two, lsum: sum.lsum + one.lsum };
    }
    let n_stories = summaries.len().max(1) as f64;
    scores.share(&format!("{method}.rouge_1"), sum.one / n_stories);
    scores.share(&format!("{method}.rouge_2"), sum.two / n_stories);
    scores.share(&format!("{method}.rouge_lsum"), sum.lsum / n_stories);
}

fn strs(sentences: &[String]) -> Vec<&str> {
    sentences.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Figure;

    #[test]
    fn figures_are_means() {
        let one = |sentence: &str| vec![sentence.to_owned()];
        let mut scores = CorpusScores::default();
        let summaries =
            [(one("The ferry sank."), one("The ferry sank.")), (one("Nothing here"), one("The ferry sank."))];
        score_summaries("lead", &summaries, &mut scores);
        assert_eq!(scores.get("lead.rouge_1"), Some(&Figure::Share(0.5)));
        assert_eq!(scores.get("lead.rouge_lsum"), Some(&Figure::Share(0.5)));
    }
}
