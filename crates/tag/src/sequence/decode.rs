//! Labels and the search for the best row of them.

use std::ops::Add;

/// How many kinds of things a model tells apart.
pub const N_KINDS: usize = 4;
/// Outside, and four positions of each kind.
pub const N_LABELS: usize = 1 + 4 * N_KINDS;

/// A label: 0 is outside; of kind `k`, `1 + 4k` begins, `2 + 4k` goes on, `3 + 4k` ends, `4 + 4k` stands alone.
pub type Label = u8;
/// Points of each label for one token.
pub type Scores<T> = [T; N_LABELS];
/// Points of a label (second) after another (first).
pub type Transitions<T> = [[T; N_LABELS]; N_LABELS];

const BEGIN: Label = 0;
const INSIDE: Label = 1;
const END: Label = 2;
const SINGLE: Label = 3;

/// The labels that may stand before each: what is begun is ended.
const BEFORE: [&[usize]; N_LABELS] = {
    const CLOSED: &[usize] = &[0, 3, 4, 7, 8, 11, 12, 15, 16];
    const OPEN: [&[usize]; N_KINDS] = [&[1, 2], &[5, 6], &[9, 10], &[13, 14]];
    let [a, b, c, d] = OPEN;
    [CLOSED, CLOSED, a, a, CLOSED, CLOSED, b, b, CLOSED, CLOSED, c, c, CLOSED, CLOSED, d, d, CLOSED]
};

/// How many tokens are decoded together. What passes for a longer sentence is none, and its points would not fit a
/// number; nothing goes on over such an end.
const TOKENS_TOGETHER_MAX: usize = 4_096;

/// The best row of labels for a sentence. With integers, or floats that hold integers, the result is exact; of two rows as
/// good, the one with the lower labels at its end wins.
pub fn decode<S, T>(scores: &[Scores<S>], transitions: &Transitions<T>) -> Vec<Label>
where
    S: Copy + Into<T>,
    T: Copy + PartialOrd + Add<Output = T>,
{
    scores.chunks(TOKENS_TOGETHER_MAX).flat_map(|scores| decode_together(scores, transitions)).collect()
}

fn decode_together<S, T>(scores: &[Scores<S>], transitions: &Transitions<T>) -> Vec<Label>
where
    S: Copy + Into<T>,
    T: Copy + PartialOrd + Add<Output = T>,
{
    let mut back: Vec<[Label; N_LABELS]> = Vec::with_capacity(scores.len());
    let mut best: [Option<T>; N_LABELS] = [None; N_LABELS];
    for (at, own) in scores.iter().enumerate() {
        let mut next: [Option<T>; N_LABELS] = [None; N_LABELS];
        let mut from = [0; N_LABELS];
        for (label, (((points, slot), source), before)) in
            own.iter().zip(&mut next).zip(&mut from).zip(BEFORE).enumerate()
        {
            if at == 0 {
                *slot = (label == 0 || matches!((label as Label - 1) % 4, BEGIN | SINGLE))
                    .then_some((*points).into());
                continue;
            }
            let points = (*points).into();
            for &candidate in before {
                let Some(Some(so_far)) = best.get(candidate) else { continue };
                let Some(step) = transitions.get(candidate).and_then(|row| row.get(label)) else { continue };
                let total = *so_far + *step + points;
                if slot.is_none_or(|known| total > known) {
                    *slot = Some(total);
                    *source = candidate as Label;
                }
            }
        }
        best = next;
        back.push(from);
    }
    let mut last: Option<(T, usize)> = None;
    for (label, total) in best.iter().enumerate() {
        let may_end = label == 0 || matches!((label as Label - 1) % 4, END | SINGLE);
        if let Some(total) = total.filter(|_| may_end)
            && last.is_none_or(|(known, _)| total > known)
        {
            last = Some((total, label));
        }
    }
    let mut label = last.map_or(0, |(_, label)| label as Label);
    let mut out: Vec<Label> = back
        .iter()
        .rev()
        .map(|from| {
            let this = label;
            label = from.get(usize::from(label)).copied().unwrap_or_default();
            this
        })
        .collect();
    out.reverse();
    out
}

/// The labels of a sentence of `n` tokens with these pieces: first token, token after the last, kind. Pieces that overlap
/// an earlier one, or do not lie in the sentence, are left out.
pub fn labels_of(pieces: &[(usize, usize, usize)], n: usize) -> Vec<Label> {
    let mut out = vec![0; n];
    for &(from, to, kind) in pieces {
        let base = 1 + 4 * kind as Label;
        let Some(slots) = out.get_mut(from..to).filter(|slots| slots.iter().all(|label| *label == 0)) else {
            continue;
        };
        let n_slots = slots.len();
        for (at, slot) in slots.iter_mut().enumerate() {
            *slot = base
                + match (at, n_slots) {
                    (0, 1) => SINGLE,
                    (0, _) => BEGIN,
                    (at, n) if at + 1 == n => END,
                    _ => INSIDE,
                };
        }
    }
    out
}

/// The pieces that labels mark: first token, token after the last, kind.
pub fn pieces_of(labels: &[Label]) -> Vec<(usize, usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, label) in labels.iter().enumerate() {
        let Some(inner) = label.checked_sub(1) else { continue };
        let (kind, position) = (usize::from(inner / 4), inner % 4);
        if matches!(position, BEGIN | SINGLE) {
            from = at;
        }
        if matches!(position, END | SINGLE) {
            out.push((from, at + 1, kind));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_and_labels_are_two_ways_of_saying_the_same() {
        let pieces = [(0, 1, 2), (2, 4, 0), (4, 7, 3)];
        let labels = labels_of(&pieces, 8);
        assert_eq!(labels, [12, 0, 1, 3, 13, 14, 15, 0]);
        assert_eq!(pieces_of(&labels), pieces);
        assert_eq!(labels_of(&[(0, 2, 0), (1, 3, 1), (2, 9, 1)], 3), [1, 3, 0]);
    }

    #[test]
    fn what_is_begun_is_ended() {
        let mut scores = vec![[0_i32; N_LABELS]; 3];
        // Single tokens say: begin of kind 0, outside, inside of kind 1.
        scores[0][1] = 5;
        scores[1][0] = 5;
        scores[2][6] = 5;
        let found = decode(&scores, &[[0; N_LABELS]; N_LABELS]);
        assert!(labels_of(&pieces_of(&found), 3) == found, "{found:?}");
        assert_eq!(decode::<i32, i32>(&[], &[[0; N_LABELS]; N_LABELS]), [0; 0]);
    }

    #[test]
    fn neighbours_decide_where_the_tokens_do_not() {
        let mut transitions = [[0_i32; N_LABELS]; N_LABELS];
        transitions[0][4] = 3;
        let mut scores = vec![[0_i32; N_LABELS]; 2];
        scores[0][0] = 1;
        assert_eq!(decode(&scores, &transitions), [0, 4]);
    }

    #[test]
    fn points_of_a_sentence_without_end_fit_a_number() {
        let mut scores = vec![[0_i32; N_LABELS]; 300_000];
        for own in &mut scores {
            own[4] = 100_000;
        }
        assert!(decode(&scores, &[[0; N_LABELS]; N_LABELS]).iter().all(|label| *label == 4));
    }
}
