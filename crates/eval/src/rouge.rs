//! ROUGE of a summary against one reference, as the `rouge-score` package measures it with stemming (Lin, 2004).

use std::collections::BTreeMap;

use crate::measure::{Prf, prf};
use crate::porter::porter;

/// Words up to this length are not stemmed.
const UNSTEMMED_CHARS_MAX: usize = 3;

/// The F1 figures of a summary, each 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rouge {
    /// Of words.
    pub one: f64,
    /// Of pairs of words.
    pub two: f64,
    /// Of the union of longest common subsequences, sentence by sentence.
    pub lsum: f64,
}

/// ROUGE-1, ROUGE-2 and ROUGE-Lsum of a summary against a reference, both given as sentences.
pub fn rouge(summary: &[&str], reference: &[&str]) -> Rouge {
    let (found, gold) = (sentences(summary), sentences(reference));
    let (all, all_gold) = (found.concat(), gold.concat());
    Rouge {
        one: of_grams(&all, &all_gold, 1).f1,
        two: of_grams(&all, &all_gold, 2).f1,
        lsum: lsum(&found, &gold).f1,
    }
}

fn sentences(texts: &[&str]) -> Vec<Vec<String>> {
    texts.iter().map(|text| words(text)).collect()
}

/// Lower-case runs of ASCII letters and digits, stemmed.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let runs = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    runs.map(|word| if word.len() > UNSTEMMED_CHARS_MAX { porter(word) } else { word.to_owned() }).collect()
}

fn of_grams(found: &[String], gold: &[String], n: usize) -> Prf {
    let (a, b) = (grams(found, n), grams(gold, n));
    let n_common: usize = a.iter().map(|(gram, count)| *count.min(b.get(gram).unwrap_or(&0))).sum();
    prf(n_common, a.values().sum(), b.values().sum())
}

fn grams(words: &[String], n: usize) -> BTreeMap<&[String], usize> {
    let mut out = BTreeMap::new();
    for gram in words.windows(n) {
        *out.entry(gram).or_insert(0) += 1;
    }
    out
}

/// A word of the reference counts once where it is on a longest common subsequence with any sentence of the summary, and
/// no word counts oftener than it stands in both.
fn lsum(found: &[Vec<String>], gold: &[Vec<String>]) -> Prf {
    let (mut left, mut right) = (counts(found), counts(gold));
    let mut n_hits = 0;
    for reference in gold {
        let mut on_any = vec![false; reference.len()];
        for sentence in found {
            for at in common_subsequence(reference, sentence) {
                if let Some(is_on) = on_any.get_mut(at) {
                    *is_on = true;
                }
            }
        }
        for word in reference.iter().zip(on_any).filter_map(|(word, is_on)| is_on.then_some(word)) {
            let (Some(here), Some(there)) = (left.get_mut(word.as_str()), right.get_mut(word.as_str()))
            else {
                continue;
            };
            if *here > 0 && *there > 0 {
                n_hits += 1;
                *here -= 1;
                *there -= 1;
            }
        }
    }
    prf(n_hits, found.iter().map(Vec::len).sum(), gold.iter().map(Vec::len).sum())
}

fn counts(sentences: &[Vec<String>]) -> BTreeMap<&str, usize> {
    let mut out = BTreeMap::new();
    for word in sentences.iter().flatten() {
        *out.entry(word.as_str()).or_insert(0) += 1;
    }
    out
}

/// The places in `a` of one longest common subsequence with `b`.
fn common_subsequence(a: &[String], b: &[String]) -> Vec<usize> {
    let width = b.len() + 1;
    let mut table = vec![0_u32; (a.len() + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    let get = |table: &[u32], i: usize, j: usize| table.get(at(i, j)).copied().unwrap_or_default();
    for (i, word) in a.iter().enumerate() {
        for (j, there) in b.iter().enumerate() {
            let best = if word == there {
                get(&table, i, j) + 1
            } else {
                get(&table, i, j + 1).max(get(&table, i + 1, j))
            };
            if let Some(cell) = table.get_mut(at(i + 1, j + 1)) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j) = (a.len(), b.len());
    let mut out = Vec::new();
    while let (Some(up), Some(left)) = (i.checked_sub(1), j.checked_sub(1)) {
        if a.get(up) == b.get(left) {
            out.push(up);
            (i, j) = (up, left);
        } else if get(&table, i, left) > get(&table, up, j) {
            j = left;
        } else {
            i = up;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_rouge() {
        let check = |summary: &[&str], reference: &[&str], one: f64, two: f64, lsum: f64| {
            let found = rouge(summary, reference);
            let is_near = |a: f64, b: f64| (a - b).abs() < 1e-9;
            assert!(
                is_near(found.one, one) && is_near(found.two, two) && is_near(found.lsum, lsum),
                "{summary:?}: {found:?}"
            );
        };
        check(&["The ferry sank."], &["The ferry sank."], 1.0, 1.0, 1.0);
        // Three of four words; one pair of three; the subsequence `the ferry`, or `the sank`, has two.
        check(&["The ferry was sunk"], &["Ferries the ferry sank"], 0.5, 1.0 / 3.0, 0.5);
        // The two sentences together have all words of the reference.
        check(&["Ferry one", "sank two"], &["ferry sank"], 2.0 * 0.5 / 1.5, 0.0, 2.0 * 0.5 / 1.5);
        check(&[], &["ferry"], 0.0, 0.0, 0.0);
    }
}
