//! What is known of a page as a whole before its lines are looked at: how often words stand in it, what its metadata say.

use copydesk_text::{fold_char, hash_words};

use super::hashed::{ByHash, Hashes};
use crate::sheet::Sheet;

/// How many bytes of the text that a page carries in its metadata are looked at.
const BODY_BYTES_MAX: usize = 200_000;
/// How many words make a run.
const RUN_WORDS: usize = 4;

/// The words of a line, folded and hashed, in order.
pub(super) fn word_hashes(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            word.push(fold_char(c));
        } else if !word.is_empty() {
            out.push(hash_words([word.as_str()]));
            word.clear();
        }
    }
    if !word.is_empty() {
        out.push(hash_words([word.as_str()]));
    }
    out
}

fn runs(words: &[u64]) -> impl Iterator<Item = u64> + '_ {
    words
        .windows(RUN_WORDS)
        .map(|run| run.iter().fold(17_u64, |hash, word| hash.wrapping_mul(31) ^ word.rotate_left(7)))
}

/// A page's words and what its metadata say.
#[derive(Debug, Default)]
pub(super) struct PageFacts {
    title: Hashes,
    description: Hashes,
    /// Runs of words of the text in the metadata; empty if there is none.
    body: Hashes,
    /// In how many lines of prose each longer word stands.
    n_lines_with: ByHash<u32>,
    n_times: ByHash<u32>,
}

/// How much of a line stands elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shares {
    pub(super) in_title: f32,
    pub(super) of_title: f32,
    pub(super) in_description: f32,
    /// -1 if the metadata carry no text.
    pub(super) in_body: f32,
    /// The share of the line's words that other lines of prose have.
    pub(super) known: f32,
    pub(super) n_times: f32,
}

impl PageFacts {
    pub(super) fn of(sheet: &Sheet<'_>, words: &[Vec<u64>]) -> Self {
        let meta = |keys: &[&str]| -> Hashes {
            keys.iter().filter_map(|key| sheet.markup.meta(key)).flat_map(word_hashes).collect()
        };
        let mut body = Hashes::default();
        if let Some(text) = sheet.markup.meta("jsonld:articleBody") {
            let end = (0..=text.len().min(BODY_BYTES_MAX)).rev().find(|&at| text.is_char_boundary(at));
            let text = text.get(..end.unwrap_or(0)).unwrap_or_default();
            body.extend(runs(&word_hashes(text)));
        }
        let mut facts = Self {
            title: meta(&["og:title", "jsonld:headline", "title", "field:title"]),
            description: meta(&["og:description", "description", "jsonld:description"]),
            body,
            ..Self::default()
        };
        for (line, words) in sheet.lines.iter().zip(words) {
            let whole = words.iter().fold(7_u64, |hash, word| hash.wrapping_mul(31) ^ word.rotate_left(9));
            *facts.n_times.entry(whole).or_default() += 1;
            if line.is_prose() {
                let own: Hashes = words.iter().copied().collect();
                for word in own {
                    *facts.n_lines_with.entry(word).or_default() += 1;
                }
            }
        }
        facts
    }

    pub(super) fn shares(&self, words: &[u64], is_prose: usize) -> Shares {
        let n = words.len().max(1) as f32;
        let share = |set: &Hashes| words.iter().filter(|word| set.contains(word)).count() as f32 / n;
        let own: Hashes = words.iter().copied().collect();
        let n_title = self.title.iter().filter(|word| own.contains(word)).count() as f32;
        let n_runs = words.len().saturating_sub(RUN_WORDS - 1);
        let in_body = if self.body.is_empty() {
            -1.0
        } else if n_runs == 0 {
            -0.5
        } else {
            runs(words).filter(|run| self.body.contains(run)).count() as f32 / n_runs as f32
        };
        // A line of prose has been counted itself.
        let n_known = own
            .iter()
            .filter(|word| self.n_lines_with.get(word).is_some_and(|n| *n as usize > is_prose))
            .count();
        let whole = words.iter().fold(7_u64, |hash, word| hash.wrapping_mul(31) ^ word.rotate_left(9));
        Shares {
            in_title: share(&self.title),
            of_title: n_title / self.title.len().max(1) as f32,
            in_description: share(&self.description),
            in_body,
            known: n_known as f32 / own.len().max(1) as f32,
            n_times: self.n_times.get(&whole).map_or(1.0, |n| *n as f32),
        }
    }
}
