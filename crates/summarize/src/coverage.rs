//! What the articles of a story have in common: in how many of them each telling word stands.

use std::collections::HashMap;

use crate::memory::WordHashing;
use crate::view::{View, originals};
use crate::words::TELLING_MIN;

/// In how many articles each class of telling words stands; copies, and what is cited from outside, are not counted.
#[derive(Debug)]
pub(crate) struct Coverage {
    /// Beside the number, the last article that was counted.
    n_articles: HashMap<u64, (u32, usize), WordHashing>,
}

impl Coverage {
    pub(crate) fn of(views: &[View<'_>]) -> Self {
        let mut n_articles: HashMap<u64, (u32, usize), WordHashing> = HashMap::default();
        for (idx, view) in originals(views) {
            let words = view.sentences.iter().flat_map(|sentence| &sentence.words);
            for word in words.filter(|word| word.weight >= TELLING_MIN) {
                let known = n_articles.entry(word.class).or_insert((0, usize::MAX));
                if known.1 != idx {
                    *known = (known.0 + 1, idx);
                }
            }
        }
        Self { n_articles }
    }

    /// In how many articles a class stands.
    pub(crate) fn n_articles(&self, class: u64) -> u32 {
        self.n_articles.get(&class).map_or(0, |known| known.0)
    }
}
