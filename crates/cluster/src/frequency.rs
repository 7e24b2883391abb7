//! In how many stories of the window, and of the news at large, a term stands.

use copydesk_text::stem;

use crate::background;
use crate::keys::{KeyMap, key_of};
use crate::lexicon::skeleton;

/// Logarithms of so many numbers are known by heart.
const LOGS: usize = 4096;

/// Counts by key: the stories of the window on top of the background. A story that a hundred articles report counts
/// once, or its own words would lose their weight while it grows.
#[derive(Clone, Debug)]
pub(crate) struct Frequency {
    /// Invariant: no key of the background falls below its share there.
    counts: KeyMap<u32>,
    n_stories: u32,
    /// The logarithm of all stories, those of the background included, and one.
    log_all: f64,
    logs: Box<[f64]>,
}

impl Frequency {
    /// The background alone.
    pub(crate) fn new() -> Self {
        let mut counts = KeyMap::default();
        let counted = background::COUNTED.lines().filter_map(|line| line.split_once(' '));
        let counted = counted.filter_map(|(share, words)| Some((share.parse().ok()?, words)));
        for (share, words) in background::TIERS.iter().copied().chain(counted) {
            for word in words.split_whitespace() {
                counts.entry(key_of(&stem(word))).or_insert(share);
                counts.entry(!key_of(&skeleton(word))).or_insert(share);
            }
        }
        let logs = (0..LOGS).map(|n| libm::log(n as f64 + 1.0)).collect();
        let mut out = Self { counts, n_stories: 0, log_all: 0.0, logs };
        out.log_all = out.log_of(background::DOCUMENTS);
        out
    }

    /// How telling the key is: the logarithm of how few have it.
    pub(crate) fn weight(&self, key: u32) -> f64 {
        self.log_all - self.log_of(self.counts.get(&key).copied().unwrap_or(0))
    }

    /// The logarithm of the number after `n`.
    pub(crate) fn log_of(&self, n: u32) -> f64 {
        self.logs.get(n as usize).copied().unwrap_or_else(|| libm::log(f64::from(n) + 1.0))
    }

    /// Counts a story that has opened.
    pub(crate) fn open(&mut self) {
        self.set_n_stories(self.n_stories + 1);
    }

    /// Takes back a story that is gone.
    pub(crate) fn close(&mut self) {
        self.set_n_stories(self.n_stories.saturating_sub(1));
    }

    fn set_n_stories(&mut self, n_stories: u32) {
        self.n_stories = n_stories;
        self.log_all = self.log_of(background::DOCUMENTS.saturating_add(n_stories));
    }

    /// Counts the keys that an article has brought into its story.
    pub(crate) fn add(&mut self, keys: impl Iterator<Item = u32>) {
        for key in keys {
            *self.counts.entry(key).or_insert(0) += 1;
        }
    }

    /// Takes back keys that were counted; those that nothing has any more are forgotten.
    pub(crate) fn remove(&mut self, keys: impl Iterator<Item = u32>) {
        for key in keys {
            if let Some(count) = self.counts.get_mut(&key) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    self.counts.remove(&key);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more() {
        let mut frequency = Frequency::new();
        let weight = |frequency: &Frequency, word: &str| frequency.weight(key_of(&stem(word)));
        assert!(weight(&frequency, "estuary") > weight(&frequency, "river"));
        assert!(weight(&frequency, "river") > weight(&frequency, "monday"));
        let before = weight(&frequency, "estuary");
        let keys = [key_of("estuari")];
        frequency.open();
        frequency.add(keys.into_iter());
        assert!(weight(&frequency, "estuary") < before);
        frequency.remove(keys.into_iter());
        frequency.close();
        assert!((weight(&frequency, "estuary") - before).abs() < 1e-9);
    }
}
