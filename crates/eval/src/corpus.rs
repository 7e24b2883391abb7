//! Scores a run over a folder of labelled pages: pages, quotations, tags, stories, alignment, disagreements, summaries.

mod aligned;
mod dates;
mod disagreements;
#[cfg(test)]
mod example;
mod pages;
mod stories;
mod tags;

use std::path::Path;

use crate::gold::{CopyClasses, Gold};
use crate::measure::share;
use crate::predicted::Predictions;
use crate::{CorpusScores, EvalError};

/// Holds what a run wrote into `out`, `articles.jsonl` and `stories.jsonl`, against the labels in `folder/gold.json`.
///
/// A page that the run left out counts as empty; pages that are not labelled are not looked at. A page is found by the
/// name of its file without the extension.
///
/// # Errors
/// If a file of `folder` cannot be read, a labelled page is not UTF-8, a label points beyond its page, or a line of `out`
/// is not of the public form.
pub fn score_corpus(out: &Path, folder: &Path) -> Result<CorpusScores, EvalError> {
    let gold = Gold::read(folder)?;
    let predictions = Predictions::read(out, &gold)?;
    let sources = gold.read_pages(folder)?;
    let classes = CopyClasses::new(&gold.copies);
    let mut scores = CorpusScores::default();
    scores.count("documents", gold.documents.len());
    scores.count("found", predictions.articles.len());
    pages::score(&gold, &predictions, &sources, &mut scores);
    stories::score(&gold, &predictions, &classes, &mut scores);
    aligned::score(&gold, &predictions, &classes, &mut scores);
    disagreements::score(&gold, &predictions, &classes, &mut scores);

    let (mut n_sentences, mut n_verbatim) = (0, 0);
    for sentence in predictions.stories.iter().flat_map(|story| &story.summary) {
        let source = predictions.page_of(&sentence.article).and_then(|name| sources.get(name));
        let text = source.map(|source| source.text.as_bytes()).unwrap_or_default();
        n_sentences += 1;
        n_verbatim += usize::from(pages::stands_at(text, sentence.span, &sentence.text));
    }
    scores.count("summary_sentences", n_sentences);
    scores.share("summary_verbatim", share(n_verbatim, n_sentences));
    Ok(scores)
}
