//! A line's row for the trees: what is known of it, what its words say, and the same of its neighbours.

use super::facts::{Facts, N_NEAR, best_interval, distance};
use crate::hashed::ByHash;

/// What is known of a line itself.
pub(super) const N_OWN: usize = 19 + 11 + 6 + 2 + 6 + 24 + 10 + 5;
/// What the words say of a line and of those it belongs with.
const N_WORDS: usize = 8;
/// The neighbours that are looked at, as distances.
const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];
/// How many numbers make a row.
pub const N_FEATURES: usize = N_OWN + N_WORDS + NEIGHBOURS.len() * (N_NEAR + 2);
/// What stands for a neighbour beyond the page.
const BEYOND: f32 = -9.0;

/// The rows of a page, one after the other, [`N_FEATURES`] numbers each. `scores` is what the words of each line say.
pub fn rows(facts: &[Facts], scores: &[f32]) -> Vec<f32> {
    let mut out = Vec::with_capacity(facts.len() * N_FEATURES);
    let chances: Vec<f32> = scores.iter().map(|score| copydesk_trees::chance(*score)).collect();
    let by_group = means(facts, &chances, |facts| facts.group);
    let by_parent = means(facts, &chances, |facts| facts.parent);
    let gains = facts.iter().zip(&chances).map(|(facts, p)| (facts.n_words + 2.0) * (p - 0.5));
    let interval = best_interval(gains);
    let expected: f32 = facts.iter().zip(&chances).map(|(facts, p)| facts.n_words * p).sum();
    let mut before = 0.0;
    for (at, line) in facts.iter().enumerate() {
        out.extend(&line.own);
        let score = |at: usize| scores.get(at).copied().unwrap_or(0.0);
        let mean =
            |map: &ByHash<(f32, f32)>, key: u64| map.get(&key).map_or(0.0, |(sum, n)| sum / n.max(1.0));
        out.extend([
            score(at),
            mean(&by_group, line.group),
            mean(&by_parent, line.parent),
            distance(at, interval).clamp(-60.0, 60.0),
            before / expected.max(1.0),
            window(&chances, facts, at.saturating_sub(4)..at),
            window(&chances, facts, at + 1..at + 5),
            expected,
        ]);
        before += chances.get(at).copied().unwrap_or(0.0) * line.n_words;
        for step in NEIGHBOURS {
            let other = at.checked_add_signed(step).and_then(|other| Some((other, facts.get(other)?)));
            match other {
                Some((other, facts)) => {
                    out.extend(facts.near);
                    out.push(score(other));
                    out.push(
                        f32::from(u8::from(facts.parent == line.parent))
                            + f32::from(u8::from(facts.group == line.group)),
                    );
                }
                None => out.extend([BEYOND; N_NEAR + 2]),
            }
        }
    }
    out
}

fn means(facts: &[Facts], chances: &[f32], key: impl Fn(&Facts) -> u64) -> ByHash<(f32, f32)> {
    let mut out: ByHash<(f32, f32)> = ByHash::default();
    for (facts, p) in facts.iter().zip(chances) {
        let (sum, n) = out.entry(key(facts)).or_default();
        *sum += p * facts.n_words;
        *n += facts.n_words;
    }
    out
}

/// The mean chance over some lines, by their words.
fn window(chances: &[f32], facts: &[Facts], range: std::ops::Range<usize>) -> f32 {
    let (mut sum, mut n) = (0.0, 0.0);
    for (p, line) in chances.iter().zip(facts).take(range.end).skip(range.start) {
        sum += p * line.n_words;
        n += line.n_words;
    }
    if n > 0.0 { sum / n } else { -1.0 }
}
