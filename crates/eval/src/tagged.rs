//! Texts of public benchmarks with labels for one kind of mark, and how well a text's marks fit them.

mod attributions;
mod conll;
mod entities;
mod key_phrases;
mod names;
mod read;
mod times;

use copydesk_record::{Span, Tags};

use crate::{CorpusScores, prf};

pub use attributions::LabelledAttribution;
pub use conll::{LabelledSentence, LabelledToken, read_conll};
pub(crate) use read::json_lines;
pub use read::read_tagged;
pub use times::LabelledTime;

/// A text with labels.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelledText {
    /// What the labels call it.
    pub id: String,
    /// Its headline, where that is known; it may also be the first line of the text.
    pub title: Option<String>,
    /// The day it was written.
    pub date: Option<String>,
    /// The words; all spans are byte ranges of it.
    pub text: String,
    /// What is labelled.
    pub labels: Labels,
}

/// The labels of a text: one kind of mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Labels {
    /// Names, token by token.
    Names(Vec<LabelledSentence>),
    /// Mentions by name, those of one entity together.
    Entities(Vec<Vec<Span>>),
    /// Expressions of time.
    Times(Vec<LabelledTime>),
    /// Who said what.
    Attributions(Vec<LabelledAttribution>),
    /// Sentences.
    Sentences(Vec<Span>),
    /// Phrases that say what the text is about.
    KeyPhrases(Vec<String>),
}

/// The figures of a set: texts with the marks that were put on them. Texts are of one form; an empty set has no figures.
pub fn score_tagged(texts: &[(LabelledText, Tags)]) -> CorpusScores {
    let mut scores = CorpusScores::default();
    scores.count("texts", texts.len());
    match texts.first().map(|(text, _)| &text.labels) {
        Some(Labels::Names(_)) => names::score(texts, &mut scores),
        Some(Labels::Entities(_)) => entities::score(texts, &mut scores),
        Some(Labels::Times(_)) => times::score(texts, &mut scores),
        Some(Labels::Attributions(_)) => attributions::score(texts, &mut scores),
        Some(Labels::Sentences(_)) => score_sentences(texts, &mut scores),
        Some(Labels::KeyPhrases(_)) => key_phrases::score(texts, &mut scores),
        None => {}
    }
    scores
}

/// Sentences by the places where they end.
fn score_sentences(texts: &[(LabelledText, Tags)], scores: &mut CorpusScores) {
    let (mut right, mut predicted, mut gold) = (0, 0, 0);
    for (text, tags) in texts {
        let Labels::Sentences(labels) = &text.labels else { continue };
        let ends = |spans: &[Span]| -> std::collections::BTreeSet<u32> {
            spans.iter().map(|span| span.trim(&text.text).end).collect()
        };
        let (said, wanted) = (ends(&tags.sentences), ends(labels));
        right += said.intersection(&wanted).count();
        predicted += said.len();
        gold += wanted.len();
    }
    scores.prf("boundary", prf(right, predicted, gold));
}

/// How many bytes two spans share.
fn overlap(a: Span, b: Span) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Figure;

    #[test]
    fn sentences_count_by_their_ends() {
        let text = "It rained. It poured. Dr. Orr left.".to_owned();
        let labels = Labels::Sentences(vec![Span::new(0, 10), Span::new(11, 21), Span::new(22, 35)]);
        let text = LabelledText { id: "a".to_owned(), title: None, date: None, text, labels };
        let sentences = vec![Span::new(0, 10), Span::new(11, 21), Span::new(22, 25), Span::new(26, 35)];
        let scores = score_tagged(&[(text, Tags { sentences, ..Tags::default() })]);
        // Three of four right, three of three found.
        assert_eq!(scores.get("boundary_p"), Some(&Figure::Share(0.75)));
        assert_eq!(scores.get("boundary_r"), Some(&Figure::Share(1.0)));
    }
}
