//! In how many stories of the window, and of the news at large, a term stands.

use copydesk_text::stem;

use crate::background;
use crate::keys::{KeyMap, key_of};
use crate::lexicon::skeleton;

/// Counts by key: the stories of the window on top of the background. A story that a hundred articles report counts
/// once, or its own words would lose their weight while it grows.
#[derive(Clone, Debug)]
pub(crate) struct Frequency {
    background: KeyMap<u32>,
    window: KeyMap<u32>,
    n_stories: u32,
}

impl Frequency {
    /// The background alone.
    pub(crate) fn new() -> Self {
        let mut background = KeyMap::default();
        let counted = background::COUNTED.lines().filter_map(|line| line.split_once(' '));
        let counted = counted.filter_map(|(share, words)| Some((share.parse().ok()?, words)));
        for (share, words) in background::TIERS.iter().copied().chain(counted) {
            for word in words.split_whitespace() {
                background.entry(key_of(&stem(word))).or_insert(share);
                background.entry(!key_of(&skeleton(word))).or_insert(share);
            }
        }
        Self { background, window: KeyMap::default(), n_stories: 0 }
    }

    /// How telling the key is: the logarithm of how few have it.
    pub(crate) fn weight(&self, key: u32) -> f64 {
        let all = f64::from(background::DOCUMENTS + self.n_stories);
        let with = self.background.get(&key).unwrap_or(&0) + self.window.get(&key).unwrap_or(&0);
        libm::log((all + 1.0) / (f64::from(with) + 1.0))
    }

    /// Counts a story that has opened.
    pub(crate) fn open(&mut self) {
        self.n_stories += 1;
    }

    /// Takes back a story that is gone.
    pub(crate) fn close(&mut self) {
        self.n_stories = self.n_stories.saturating_sub(1);
    }

    /// Counts the keys that an article has brought into its story.
    pub(crate) fn add(&mut self, keys: impl Iterator<Item = u32>) {
        for key in keys {
            *self.window.entry(key).or_insert(0) += 1;
        }
    }

    /// Takes back keys that were counted; those that nothing has any more are forgotten.
    pub(crate) fn remove(&mut self, keys: impl Iterator<Item = u32>) {
        for key in keys {
            if let Some(count) = self.window.get_mut(&key) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    self.window.remove(&key);
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
