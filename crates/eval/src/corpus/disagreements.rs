//! What the articles of a story do not agree on, each predicted disagreement for at most one labelled one.

use std::collections::{BTreeMap, BTreeSet};

use crate::gold::{CopyClasses, Gold};
use crate::measure::share;
use crate::predicted::Predictions;
use crate::{CorpusScores, Folded, similarity};

/// A predicted value may have this many words for each labelled one, and so many more.
const VALUE_LENGTHS_MAX: usize = 3;
const VALUE_WORDS_SPARE: usize = 5;
/// A value is the labelled one if it shares this much of its words.
const VALUE_JACCARD_MIN: f64 = 0.5;

/// What each class of copies says.
struct Sides<'t> {
    kind: &'t str,
    values: BTreeMap<&'t str, Said>,
}

/// What is said, and whether anything is: a dash is something, though it has no words.
struct Said {
    is_stated: bool,
    words: Folded,
}

impl Said {
    fn new(text: &str) -> Self {
        Self { is_stated: !text.is_empty(), words: Folded::new(text) }
    }
}

/// Adds the figures of disagreements to `scores`.
pub(super) fn score(
    gold: &Gold,
    predictions: &Predictions,
    classes: &CopyClasses,
    scores: &mut CorpusScores,
) {
    let wanted: Vec<Sides> = gold
        .disagreements
        .iter()
        .map(|disagreement| {
            let sides = disagreement.sides();
            let value = |(page, text)| (classes.root(page), Said::new(text));
            Sides { kind: &disagreement.kind, values: sides.into_iter().map(value).collect() }
        })
        .collect();
    let predicted: Vec<Sides> = predictions
        .stories
        .iter()
        .flat_map(|story| &story.disagreements)
        .map(|disagreement| {
            let sides = disagreement.values.iter().filter_map(|value| {
                let page = predictions.page_of(&value.article)?;
                Some((classes.root(page), Said::new(&value.value)))
            });
            Sides { kind: &disagreement.kind, values: sides.collect() }
        })
        .collect();

    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut n_found, mut n_right) = (0, 0);
    let mut taken = BTreeSet::new();
    for sides in &wanted {
        let (n_kind_right, n_kind) = kinds.entry(sides.kind).or_default();
        *n_kind += 1;
        let Some((at, is_kind_right)) = best_match(sides, &predicted, &taken) else { continue };
        taken.insert(at);
        n_found += 1;
        n_right += usize::from(is_kind_right);
        *n_kind_right += usize::from(is_kind_right);
    }
    scores.share("disagreements_r", share(n_right, wanted.len()));
    scores.share("disagreements_r_any_kind", share(n_found, wanted.len()));
    scores.share("disagreements_p", share(n_found, predicted.len()));
    scores.count("disagreements_predicted", predicted.len());
    let by_kind = |(kind, (n_right, n)): (&str, (usize, usize))| (kind.to_owned(), share(n_right, n));
    scores.by_kind("disagreements_r_by_kind", kinds.into_iter().map(by_kind).collect());
}

/// The first predicted disagreement that agrees and is not taken, one of the same kind before the others.
fn best_match(wanted: &Sides, predicted: &[Sides], taken: &BTreeSet<usize>) -> Option<(usize, bool)> {
    let mut other_kind = None;
    for (at, sides) in predicted.iter().enumerate() {
        if taken.contains(&at) || !agrees(wanted, &sides.values) {
            continue;
        }
        if sides.kind == wanted.kind {
            return Some((at, true));
        }
        other_kind = other_kind.or(Some((at, false)));
    }
    other_kind
}

/// Whether the values are the labelled ones: two of them; for an omission one, with one that says nothing or all stated;
/// where only one side states anything, that one and nothing from the others.
fn agrees(wanted: &Sides, predicted: &BTreeMap<&str, Said>) -> bool {
    let mut n_matched = 0;
    let mut n_silent = 0;
    let mut n_stated = 0;
    for (class, value) in &wanted.values {
        let said = predicted.get(class);
        n_matched += usize::from(said.is_some_and(|said| same_value(&value.words, &said.words)));
        n_silent += usize::from(!value.is_stated && said.is_some_and(|said| !said.is_stated));
        n_stated += usize::from(value.is_stated);
    }
    let is_omission =
        wanted.kind == "omission" && n_matched >= 1 && (n_silent >= 1 || wanted.values.len() == n_stated);
    let is_lone_statement = n_stated == 1 && n_matched == 1 && n_silent + 1 >= wanted.values.len();
    n_matched >= 2 || is_omission || is_lone_statement
}

/// Whether a predicted value is the labelled one: its words within it, or it within them if it has half of them or a
/// number, or half of all words in common.
fn same_value(wanted: &Folded, predicted: &Folded) -> bool {
    if wanted.n_words() == 0 || predicted.n_words() == 0 {
        return false;
    }
    if predicted.n_words() > VALUE_LENGTHS_MAX * wanted.n_words() + VALUE_WORDS_SPARE {
        return false;
    }
    let within = |a: &Folded, b: &Folded| format!(" {} ", b.text()).contains(&format!(" {} ", a.text()));
    let is_telling =
        2 * predicted.n_words() >= wanted.n_words() || predicted.text().contains(char::is_numeric);
    within(wanted, predicted)
        || (within(predicted, wanted) && is_telling)
        || similarity(wanted, predicted).jaccard >= VALUE_JACCARD_MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_a_value() {
        let check = |wanted: &str, predicted: &str, expected: bool| {
            let found = same_value(&Folded::new(wanted), &Folded::new(predicted));
            assert_eq!(found, expected, "{wanted} / {predicted}");
        };
        check("54", "54 people", true);
        check("at least 54 people on the quay", "54", true);
        check("at least a dozen people on the quay", "dozen", false);
        check("a dozen people", "dozen people", true);
        check("54", "540", false);
        check("54", "the ferry sank with 54 people on board after it", false);
        check("on Monday", "on Tuesday", false);
        check("late on Monday", "late on Tuesday", true);
        check("", "", false);
    }

    #[test]
    fn tells_a_disagreement() {
        let values = |sides: &[(&'static str, &str)]| -> BTreeMap<&'static str, Said> {
            sides.iter().map(|(class, text)| (*class, Said::new(text))).collect()
        };
        let check = |kind: &'static str,
                     wanted: &[(&'static str, &str)],
                     predicted: &[(&'static str, &str)],
                     expected: bool| {
            let wanted = Sides { kind, values: values(wanted) };
            assert_eq!(agrees(&wanted, &values(predicted)), expected, "{kind}");
        };
        check("number", &[("a", "54"), ("b", "60")], &[("a", "54"), ("b", "60")], true);
        check("number", &[("a", "54"), ("b", "60")], &[("a", "54"), ("b", "61")], false);
        check("number", &[("a", "54"), ("b", "60")], &[("a", "60"), ("b", "54")], false);
        check("omission", &[("a", "54"), ("b", "")], &[("a", "54"), ("b", "")], true);
        check("omission", &[("a", "54"), ("b", "60")], &[("a", "54")], true);
        check("omission", &[("a", "54"), ("b", ""), ("c", "")], &[("a", "54")], false);
        check("name", &[("a", "Ann Ng"), ("b", "")], &[("a", "Ann Ng"), ("b", "")], true);
        check("name", &[("a", "Ann Ng"), ("b", "")], &[("a", "Ann Ng"), ("b", "Ng")], false);
        check("name", &[("a", "Ann Ng"), ("b", "")], &[("a", "Ann Ng")], false);
    }

    #[test]
    fn one_prediction_answers_one_label_of_its_kind_first() {
        let sides = |kind: &'static str| Sides {
            kind,
            values: BTreeMap::from([("a", Said::new("54")), ("b", Said::new("60"))]),
        };
        let predicted = [sides("date"), sides("number")];
        let mut taken = BTreeSet::new();
        assert_eq!(best_match(&sides("number"), &predicted, &taken), Some((1, true)));
        taken.insert(1);
        assert_eq!(best_match(&sides("number"), &predicted, &taken), Some((0, false)));
        taken.insert(0);
        assert_eq!(best_match(&sides("number"), &predicted, &taken), None);
    }
}
