//! How many words two utterances have in the same order, told for all words of the one at once: a bit stands for each.

use crate::words::Word;

/// So many words of an utterance are looked at: more than are read of any.
const WORDS_MAX: usize = u128::BITS as usize;

/// The classes of an utterance's words, sorted, each with a bit for each place where one of its words stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Order(Vec<(u64, u128)>);

impl Order {
    pub(super) fn of(words: &[Word]) -> Self {
        let places = words.iter().take(WORDS_MAX).enumerate();
        let mut found: Vec<(u64, u128)> = places.map(|(at, word)| (word.class, 1 << at)).collect();
        found.sort_unstable();
        found.dedup_by(|next, known| {
            let is_same = next.0 == known.0;
            if is_same {
                known.1 |= next.1;
            }
            is_same
        });
        Self(found)
    }

    /// How many words come in the same order in both, and how many of them in one run.
    pub(super) fn compare(&self, other: &Self) -> (f32, f32) {
        let (rows, n_rows) = self.rows(other);
        let rows = rows.get(..n_rows).unwrap_or_default();
        // The longest common subsequence, all places of the other one at a time (Hyyrö, 2004).
        let unmatched = rows.iter().filter(|&&row| row != 0).fold(u128::MAX, |unmatched, row| {
            let found = unmatched & row;
            unmatched.wrapping_add(found) | (unmatched & !found)
        });
        (unmatched.count_zeros() as f32, f32::from(longest_run(rows)))
    }

    /// For each place of this one, a bit for each place of the other one where a word of its class stands; and how many places
    /// there are up to the last one that has any.
    fn rows(&self, other: &Self) -> ([u128; WORDS_MAX], usize) {
        let (mut rows, mut n_rows) = ([0; WORDS_MAX], 0);
        let (mut left, mut right) = (self.0.as_slice(), other.0.as_slice());
        while let (Some((&(class, here), after)), Some((&(there, places), rest))) =
            (left.split_first(), right.split_first())
        {
            if class <= there {
                left = after;
            }
            if there <= class {
                right = rest;
            }
            if class == there {
                for at in bits(here) {
                    if let Some(row) = rows.get_mut(at) {
                        *row = places;
                        n_rows = n_rows.max(at + 1);
                    }
                }
            }
        }
        (rows, n_rows)
    }
}

/// The longest way along which places follow each other in both.
fn longest_run(rows: &[u128]) -> u8 {
    // How long the run is that ends before each place of the other one, in the row before.
    let (mut runs, mut before, mut longest) = ([0_u8; WORDS_MAX + 1], 0, 0);
    for &row in rows {
        // From the last place on, so that what a run goes on from is still that of the row before.
        let mut left = row;
        while let Some(at) = left.checked_ilog2() {
            let run = runs.get(at as usize).copied().unwrap_or_default() + 1;
            runs.iter_mut().skip(at as usize + 1).take(1).for_each(|there| *there = run);
            longest = longest.max(run);
            left ^= 1 << at;
        }
        for at in bits(before & !row) {
            runs.iter_mut().skip(at + 1).take(1).for_each(|there| *there = 0);
        }
        before = row;
    }
    longest
}

/// The places of the bits that are set, the lowest first.
fn bits(set: u128) -> impl Iterator<Item = usize> {
    let left = std::iter::successors(Some(set), |set| Some(set & set.wrapping_sub(1)));
    left.take_while(|&set| set != 0).map(|set| set.trailing_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_the_same_order() {
        let check = |one: &[u64], other: &[u64], n: f32, run: f32| {
            let order = |classes: &[u64]| {
                let words = classes.iter().map(|&class| Word { class, ..Word::default() });
                Order::of(&words.collect::<Vec<_>>())
            };
            let (one, other) = (order(one), order(other));
            let found = [one.compare(&other), other.compare(&one)];
            assert!(found.iter().all(|found| *found == (n, run)), "{found:?}");
        };
        check(&[], &[1, 2], 0.0, 0.0);
        check(&[1, 2, 3, 4, 5], &[1, 2, 9, 4, 5], 4.0, 2.0);
        check(&[1, 2, 3], &[3, 2, 1], 1.0, 1.0);
        check(&[1, 1, 1, 2], &[1, 1, 2, 1], 3.0, 3.0);
        check(&[7, 1, 2, 3, 8, 1, 2], &[1, 2, 1, 2, 3], 4.0, 3.0);
        let long: Vec<u64> = (0..90).collect();
        check(&long, &long, 90.0, 90.0);
    }
}
