//! Pairs of things in several articles: which are asked for, and how far two are better counterparts than any others.

use std::collections::HashMap;

use crate::memory::WordHashing;

/// How much two things have in common, and their places.
pub(crate) type Scored = (u32, usize, usize);

/// Keeps the `n_max` pairs that have most in common, in the order of their places if any go.
pub(crate) fn keep_likeliest<P>(pairs: &mut Vec<P>, n_max: usize, scored: impl Fn(&P) -> Scored) {
    if pairs.len() > n_max {
        pairs.sort_by(|x, y| {
            let ((one, a, b), (other, c, d)) = (scored(x), scored(y));
            other.cmp(&one).then((a, b).cmp(&(c, d)))
        });
        pairs.truncate(n_max);
        pairs.sort_by_key(|pair| {
            let (_, a, b) = scored(pair);
            (a, b)
        });
    }
}

/// For each thing and each other article, how much the best counterpart has in common with it, which that is, and how much the
/// next best has.
pub(crate) struct Rivals(HashMap<u64, (u32, usize, u32), WordHashing>);

impl Rivals {
    /// `view_of` tells the article of a thing.
    pub(crate) fn of(pairs: impl Iterator<Item = Scored>, view_of: impl Fn(usize) -> usize) -> Self {
        let mut out: HashMap<u64, (u32, usize, u32), WordHashing> = HashMap::default();
        for (score, a, b) in pairs {
            for (from, to) in [(a, b), (b, a)] {
                let best = out.entry(key(from, view_of(to))).or_insert((0, usize::MAX, 0));
                if score > best.0 || best.1 == usize::MAX {
                    *best = (score, to, best.0);
                } else {
                    best.2 = best.2.max(score);
                }
            }
        }
        Self(out)
    }

    /// By how much `to`, of the article `view`, is a better counterpart of `from` than any other thing there.
    pub(crate) fn margin(&self, score: u32, from: usize, to: usize, view: usize) -> f32 {
        let rival = self.0.get(&key(from, view)).map_or(0, |best| if best.1 == to { best.2 } else { best.0 });
        score as f32 - rival as f32
    }
}

/// A thing and an article in one number.
fn key(thing: usize, view: usize) -> u64 {
    (thing as u64) << 32 | view as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_are_kept_in_order() {
        let mut pairs = vec![(5, 0, 1), (9, 0, 2), (5, 0, 3), (7, 1, 2)];
        keep_likeliest(&mut pairs, 3, |pair| *pair);
        assert_eq!(pairs, [(5, 0, 1), (9, 0, 2), (7, 1, 2)]);
        keep_likeliest(&mut pairs, 3, |pair| *pair);
        assert_eq!(pairs.len(), 3);
    }

    #[test]
    fn margins_are_over_the_next_best_of_the_article() {
        // 0 stands in one article, 1 and 2 in another.
        let rivals = Rivals::of([(5, 0, 1), (9, 0, 2)].into_iter(), |at| at.min(1));
        let check = |found: f32, expected: f32| assert!((found - expected).abs() < 1e-6, "{found}");
        check(rivals.margin(9, 0, 2, 1), 4.0);
        check(rivals.margin(5, 0, 1, 1), -4.0);
        check(rivals.margin(5, 1, 0, 0), 5.0);
    }
}
