//! The measures: precision, recall and F1 of counts, B-cubed of groupings, and the pairs that a grouping makes.

use std::collections::{BTreeMap, BTreeSet};

/// Precision, recall and their harmonic mean, each 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Prf {
    /// The share of what was predicted that is right.
    pub precision: f64,
    /// The share of what is right that was predicted.
    pub recall: f64,
    /// The harmonic mean of the two; 0 if both are.
    pub f1: f64,
}

impl Prf {
    fn new(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        let f1 = if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum };
        Self { precision, recall, f1 }
    }
}

/// The share of `n` in `of`; 0 if `of` is.
pub(crate) fn share(n: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { n as f64 / of as f64 }
}

/// The measures for `right` of `predicted` answers, where `gold` were asked for. A share of nothing is 0.
pub fn prf(right: usize, predicted: usize, gold: usize) -> Prf {
    Prf::new(share(right, predicted), share(right, gold))
}

/// B-cubed of a grouping (Bagga and Baldwin, 1998), from each item's gold label and predicted label: for each item, the
/// share of its predicted group that belongs with it and the share of its gold group that was put with it, each averaged
/// over the items, summed in their order. All 0 without items.
pub fn b_cubed<G: Ord, P: Ord>(items: &[(G, P)]) -> Prf {
    let mut gold_sizes: BTreeMap<&G, usize> = BTreeMap::new();
    let mut predicted_sizes: BTreeMap<&P, usize> = BTreeMap::new();
    let mut common_sizes: BTreeMap<(&G, &P), usize> = BTreeMap::new();
    for (gold, predicted) in items {
        *gold_sizes.entry(gold).or_default() += 1;
        *predicted_sizes.entry(predicted).or_default() += 1;
        *common_sizes.entry((gold, predicted)).or_default() += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for (gold, predicted) in items {
        let common = common_sizes.get(&(gold, predicted)).copied().unwrap_or_default();
        precision += share(common, predicted_sizes.get(predicted).copied().unwrap_or_default());
        recall += share(common, gold_sizes.get(gold).copied().unwrap_or_default());
    }
    let n_items = items.len().max(1) as f64;
    Prf::new(precision / n_items, recall / n_items)
}

/// The pairs of items that carry the same label, the smaller item first.
pub fn pairs<K: Ord + Clone, L: Ord>(labels: &BTreeMap<K, L>) -> BTreeSet<(K, K)> {
    let mut groups: BTreeMap<&L, Vec<&K>> = BTreeMap::new();
    for (item, label) in labels {
        groups.entry(label).or_default().push(item);
    }
    let mut pairs = BTreeSet::new();
    for group in groups.values() {
        for (at, first) in group.iter().enumerate() {
            pairs.extend(group.iter().skip(at + 1).map(|second| ((*first).clone(), (*second).clone())));
        }
    }
    pairs
}

/// The F1 of two sets of pairs; 1 if both are empty, since nothing was asked and nothing said.
pub(crate) fn pair_f1<K: Ord>(gold: &BTreeSet<(K, K)>, predicted: &BTreeSet<(K, K)>) -> f64 {
    if gold.is_empty() && predicted.is_empty() {
        return 1.0;
    }
    prf(gold.intersection(predicted).count(), predicted.len(), gold.len()).f1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouping(groups: &[&str]) -> BTreeMap<char, usize> {
        groups
            .iter()
            .enumerate()
            .flat_map(|(label, items)| items.chars().map(move |item| (item, label)))
            .collect()
    }

    fn b_cubed_of(gold: &[&str], predicted: &[&str]) -> Prf {
        let predicted = grouping(predicted);
        b_cubed(
            &grouping(gold).into_iter().map(|(item, label)| (label, predicted[&item])).collect::<Vec<_>>(),
        )
    }

    fn check_close(found: Prf, precision: f64, recall: f64, f1: f64) {
        for (name, a, b) in [
            ("precision", found.precision, precision),
            ("recall", found.recall, recall),
            ("f1", found.f1, f1),
        ] {
            assert!((a - b).abs() < 1e-12, "{name} is {a}, not {b}");
        }
    }

    #[test]
    fn shares_of_counts() {
        check_close(prf(3, 4, 6), 0.75, 0.5, 0.6);
        check_close(prf(0, 0, 6), 0.0, 0.0, 0.0);
        check_close(prf(0, 3, 0), 0.0, 0.0, 0.0);
    }

    #[test]
    fn b_cubed_by_hand() {
        // a, b: 2 of 3 in the predicted group are theirs; c: 1 of 3; d, e: both of 2.
        // Recall: a, b have 2 of 2; c 1 of 3; d, e 2 of 3.
        let precision = (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0 + 1.0 + 1.0) / 5.0;
        let recall = (1.0 + 1.0 + 1.0 / 3.0 + 2.0 / 3.0 + 2.0 / 3.0) / 5.0;
        let f1 = 2.0 * precision * recall / (precision + recall);
        check_close(b_cubed_of(&["ab", "cde"], &["abc", "de"]), precision, recall, f1);
        check_close(b_cubed_of(&["ab"], &["ab"]), 1.0, 1.0, 1.0);
        check_close(b_cubed_of(&["ab"], &["a", "b"]), 1.0, 0.5, 2.0 / 3.0);
        check_close(b_cubed_of(&[], &[]), 0.0, 0.0, 0.0);
    }

    #[test]
    fn pairs_by_hand() {
        let gold = pairs(&grouping(&["abc", "de"]));
        assert_eq!(gold, BTreeSet::from([('a', 'b'), ('a', 'c'), ('b', 'c'), ('d', 'e')]));
        let predicted = pairs(&grouping(&["ab", "cde"]));
        let f1 = pair_f1(&gold, &predicted);
        assert!((f1 - 0.5).abs() < 1e-12, "2 of 4 pairs each way, found {f1}");
        assert!((pair_f1::<char>(&BTreeSet::new(), &BTreeSet::new()) - 1.0).abs() < 1e-12);
        assert!(pair_f1(&gold, &BTreeSet::new()) < 1e-12);
    }
}
