//! Streams of documents with the story that each belongs to, and how well they were grouped.

use std::collections::BTreeMap;
use std::path::Path;

use copydesk_record::{Article, Block, DateClaim, Role, Span};
use serde::Deserialize;

use crate::tagged::json_lines;
use crate::{CorpusScores, EvalError, Prf, b_cubed, prf};

/// A document of a stream.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LabelledDocument {
    /// What the labels call it.
    pub id: String,
    /// When it was published, if that is known.
    pub date: Option<String>,
    /// Its headline; empty if it has none.
    #[serde(default)]
    pub title: String,
    /// Its text; empty if only the headline is known.
    #[serde(default)]
    pub text: String,
    /// The story that it belongs to.
    #[serde(rename = "gold_cluster")]
    pub story: String,
}

/// Where a document was put.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouped {
    /// The story that it belongs to.
    pub gold: String,
    /// The story that it was put into when it arrived.
    pub at_arrival: String,
    /// The story that it is in at the end.
    pub at_end: String,
}

/// The documents of a file, in the order of the stream.
///
/// # Errors
/// If the file cannot be read, or a line is not of the form.
pub fn read_documents(path: &Path) -> Result<Vec<LabelledDocument>, EvalError> {
    json_lines(path)
}

/// A text as it would come from normalize: its headline, then each line a block of its own. Gives the whole text, and what is known of
/// it; of `date` the day.
pub fn as_read(title: &str, text: &str, date: Option<&str>) -> (String, Article) {
    let whole = if title.is_empty() { text.to_owned() } else { format!("{title}\n\n{text}") };
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in whole.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trim(&whole);
        at += line.len();
        let role = if blocks.is_empty() && !title.is_empty() { Role::Title } else { Role::Body };
        if !span.is_empty() {
            blocks.push(Block { role, span, reason: None });
        }
    }
    let day = date.map(|date| date.get(..10).unwrap_or(date).to_owned());
    let written = day.map(|value| DateClaim { value, ..DateClaim::default() });
    let title = (!title.is_empty()).then(|| title.to_owned());
    (whole, Article { blocks, written, title, ..Article::default() })
}

/// The figures of a stream: B-cubed and pairs at the end, and when each document arrived.
pub fn score_grouping(documents: &[Grouped]) -> CorpusScores {
    let mut scores = CorpusScores::default();
    scores.count("documents", documents.len());
    let at_end: Vec<(&str, &str)> =
        documents.iter().map(|one| (one.gold.as_str(), one.at_end.as_str())).collect();
    scores.prf("b_cubed", b_cubed(&at_end));
    scores.prf("pair", pair_prf(&at_end));
    let at_arrival: Vec<(&str, &str)> =
        documents.iter().map(|one| (one.gold.as_str(), one.at_arrival.as_str())).collect();
    scores.share("b_cubed_f1_at_arrival", b_cubed(&at_arrival).f1);
    scores.share("pair_f1_at_arrival", pair_prf(&at_arrival).f1);
    scores
}

/// The share of documents that are with others in another grouping of the same ones: fewer than half of all that are with
/// them in one of the two are so in both.
pub fn moved_share<G: Ord>(one: &[G], other: &[G]) -> f64 {
    let sizes = |groups: &[G]| -> Vec<usize> {
        let mut counts: BTreeMap<&G, usize> = BTreeMap::new();
        for group in groups {
            *counts.entry(group).or_insert(0) += 1;
        }
        groups.iter().map(|group| counts.get(group).copied().unwrap_or(0)).collect()
    };
    let mut both: BTreeMap<(&G, &G), usize> = BTreeMap::new();
    for pair in one.iter().zip(other) {
        *both.entry(pair).or_insert(0) += 1;
    }
    let of_sizes = sizes(one).into_iter().zip(sizes(other));
    let moved = one.iter().zip(other).zip(of_sizes).filter(|(pair, (here, there))| {
        let n_both = both.get(pair).copied().unwrap_or(0);
        n_both * 2 < here + there - n_both
    });
    moved.count() as f64 / one.len().max(1) as f64
}

/// The measures of the pairs that two groupings make, counted by the sizes of groups.
fn pair_prf(items: &[(&str, &str)]) -> Prf {
    let (mut gold, mut predicted, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for &(label, group) in items {
        *gold.entry(label).or_insert(0) += 1;
        *predicted.entry(group).or_insert(0) += 1;
        *both.entry((label, group)).or_insert(0) += 1;
    }
    prf(n_pairs(&both), n_pairs(&predicted), n_pairs(&gold))
}

fn n_pairs<K>(sizes: &BTreeMap<K, usize>) -> usize {
    sizes.values().map(|n| n * n.saturating_sub(1) / 2).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Figure;

    #[test]
    fn documents_that_are_with_others() {
        let check = |one: &[u8], other: &[u8], expected: f64| {
            assert!((moved_share(one, other) - expected).abs() < 1e-9, "{one:?} {other:?}");
        };
        check(&[1, 1, 2, 2], &[7, 7, 9, 9], 0.0);
        // Of three that were together one left: it is with others, the two are still mostly with each other.
        check(&[1, 1, 1, 2], &[1, 1, 2, 2], 0.25);
        check(&[], &[], 0.0);
    }

    #[test]
    fn a_text_is_read_as_lines_under_a_headline() {
        let (text, article) =
            as_read("Ferry sinks", "All are safe.\n\nDivers came.", Some("2024-05-02T10:00"));
        let blocks: Vec<(Role, &str)> =
            article.blocks.iter().map(|block| (block.role, block.span.str(&text))).collect();
        assert_eq!(
            blocks,
            [(Role::Title, "Ferry sinks"), (Role::Body, "All are safe."), (Role::Body, "Divers came.")]
        );
        assert_eq!(article.written.map(|claim| claim.value).as_deref(), Some("2024-05-02"));
        let (text, article) = as_read("", "All are safe.", None);
        assert_eq!((text.as_str(), article.blocks.len(), article.title), ("All are safe.", 1, None));
    }

    #[test]
    fn figures_of_a_stream() {
        let one = |gold: &str, at_arrival: &str, at_end: &str| Grouped {
            gold: gold.to_owned(),
            at_arrival: at_arrival.to_owned(),
            at_end: at_end.to_owned(),
        };
        // Three ferries, of which one was alone at first, and a fire that ends among them.
        let scores = score_grouping(&[
            one("ferry", "1", "1"),
            one("ferry", "1", "1"),
            one("ferry", "2", "1"),
            one("fire", "3", "1"),
        ]);
        // Three pairs of six.
        assert_eq!(scores.get("pair_p"), Some(&Figure::Share(0.5)));
        assert_eq!(scores.get("pair_r"), Some(&Figure::Share(1.0)));
        // Three times 3/4 and once 1/4, over four.
        assert_eq!(scores.get("b_cubed_p"), Some(&Figure::Share(0.625)));
        // One of one pair, one of three.
        assert_eq!(scores.get("pair_f1_at_arrival"), Some(&Figure::Share(0.5)));
    }
}
