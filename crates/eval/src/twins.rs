//! Near-duplicates: of each page a noisy and a clean text, which are copies of one another and of nothing else.

use std::collections::BTreeMap;

use crate::scores::CorpusScores;

/// The figures of a set of `n` pairs, from the classes that its `2 n` texts were put into: the noisy texts first, then, in the
/// same order, the clean ones. Precision and recall count pairs of texts in one class.
pub fn score_twins(classes: &[usize]) -> CorpusScores {
    let n_pairs = classes.len() / 2;
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, class) in classes.iter().enumerate() {
        members.entry(*class).or_default().push(at);
    }
    let (mut n_found, mut n_right) = (0, 0);
    for class in members.values() {
        n_found += class.len() * (class.len() - 1) / 2;
        n_right += class.iter().filter(|at| class.contains(&(*at + n_pairs)) && **at < n_pairs).count();
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let mut scores = CorpusScores::default();
    scores.count("documents", classes.len());
    scores.share("recall", share(n_right, n_pairs));
    scores.share("precision", share(n_right, n_found));
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_in_one_class() {
        let check = |classes: &[usize], recall: &str, precision: &str| {
            let lines = score_twins(classes).lines();
            let value =
                |metric: &str| lines.iter().find(|line| line.metric == metric).map(|line| line.value.clone());
            assert_eq!(
                (value("recall").as_deref(), value("precision").as_deref()),
                (Some(recall), Some(precision))
            );
        };
        check(&[0, 1, 0, 1], "1.0000", "1.0000");
        check(&[0, 1, 0, 3], "0.5000", "1.0000");
        // All in one: two of six pairs.
        check(&[0, 0, 0, 0], "1.0000", "0.3333");
        check(&[0, 1, 1, 0], "0.0000", "0.0000");
    }
}
