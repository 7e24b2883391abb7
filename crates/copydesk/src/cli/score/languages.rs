//! The language of single sentences.

use anyhow::Result;
use copydesk_eval::{LabelledSet, ScoreLine, read_languages, score_languages};
use copydesk_text::language_of;

/// Tells the language of each sentence of a set.
pub(super) fn score_set(set: &LabelledSet) -> Result<Vec<ScoreLine>> {
    let sentences = read_languages(&set.folder)?.into_iter().map(|labelled| {
        let said = language_of(&labelled.sentence);
        (labelled, said)
    });
    Ok(score_languages(&sentences.collect::<Vec<_>>()).lines())
}
