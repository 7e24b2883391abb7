//! In how many documents of the window, and of the news at large, a term stands.

use std::collections::HashMap;

use copydesk_text::{hash_words, stem};

use crate::background;
use crate::features::skeleton;

/// Document counts by key: those of the window on top of the background.
#[derive(Clone, Debug)]
pub(crate) struct Frequency {
    background: HashMap<u32, u32>,
    window: HashMap<u32, u32>,
    n_documents: u32,
}

/// The key of a word or a name: its hash, 32 bits of it.
pub(crate) fn key_of(word: &str) -> u32 {
    (hash_words([word]) >> 32) as u32
}

impl Frequency {
    /// The background alone.
    pub(crate) fn new() -> Self {
        let mut background = HashMap::new();
        for &(share, words) in background::TIERS {
            for word in words.split_whitespace() {
                background.entry(key_of(&stem(word))).or_insert(share);
                background.entry(!key_of(&skeleton(word))).or_insert(share);
            }
        }
        Self { background, window: HashMap::new(), n_documents: 0 }
    }

    /// How telling the key is: the logarithm of how few documents have it.
    pub(crate) fn weight(&self, key: u32) -> f64 {
        let all = f64::from(background::DOCUMENTS + self.n_documents);
        let with = self.background.get(&key).unwrap_or(&0) + self.window.get(&key).unwrap_or(&0);
        libm::log((all + 1.0) / (f64::from(with) + 1.0))
    }

    /// Counts a document that has entered the window.
    pub(crate) fn add(&mut self, keys: impl Iterator<Item = u32>) {
        self.n_documents += 1;
        for key in keys {
            *self.window.entry(key).or_insert(0) += 1;
        }
    }

    /// Takes back a document that has left the window; keys that no document has any more are forgotten.
    pub(crate) fn remove(&mut self, keys: impl Iterator<Item = u32>) {
        self.n_documents = self.n_documents.saturating_sub(1);
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
        frequency.add(keys.into_iter());
        assert!(weight(&frequency, "estuary") < before);
        frequency.remove(keys.into_iter());
        assert!((weight(&frequency, "estuary") - before).abs() < 1e-9);
    }
}
