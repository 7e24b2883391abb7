//! Key phrases: F1 of the ten strongest, stem by stem, averaged over the texts.

use std::collections::BTreeSet;

use copydesk_record::Tags;
use copydesk_text::{fold, stem, words};

use super::{LabelledText, Labels};
use crate::{CorpusScores, prf};

/// So many predicted phrases count.
const PHRASES_MAX: usize = 10;

pub(super) fn score(texts: &[(LabelledText, Tags)], scores: &mut CorpusScores) {
    let mut sum = 0.0;
    for (text, tags) in texts {
        let Labels::KeyPhrases(labels) = &text.labels else { continue };
        let gold: BTreeSet<String> = labels.iter().map(|phrase| stems(phrase)).collect();
        let strongest = tags.key_phrases.iter().take(PHRASES_MAX);
        let said: BTreeSet<String> = strongest.map(|phrase| stems(&phrase.text)).collect();
        sum += prf(gold.intersection(&said).count(), said.len(), gold.len()).f1;
    }
    scores.share("f1_at_10", if texts.is_empty() { 0.0 } else { sum / texts.len() as f64 });
}

fn stems(phrase: &str) -> String {
    let stems: Vec<String> = words(phrase).map(|word| stem(&fold(word.text))).collect();
    stems.join(" ")
}

#[cfg(test)]
mod tests {
    use copydesk_record::KeyPhrase;

    use super::*;
    use crate::Figure;
    use crate::tagged::score_tagged;

    #[test]
    fn stems_are_compared() {
        let labels =
            Labels::KeyPhrases(vec!["night ferries".to_owned(), "fog".to_owned(), "port".to_owned()]);
        let text = LabelledText { id: "a".to_owned(), title: None, date: None, text: String::new(), labels };
        let key_phrases =
            ["Night ferry", "mayor"].map(|text| KeyPhrase { text: text.to_owned(), score: 1 }).to_vec();
        let scores = score_tagged(&[(text, Tags { key_phrases, ..Tags::default() })]);
        // One of two said, one of three asked for.
        assert_eq!(scores.get("f1_at_10"), Some(&Figure::Share(0.4)));
    }
}
