//! What is remembered of names: the same ones come again in every article of a story, and in the next story.
//!
//! Only what is a function of the words alone is remembered, so that no brief depends on what was written before it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

use copydesk_text::{fold, hash_bytes};

/// How many words are remembered; when there are more, all are forgotten.
const WORDS_MAX: usize = 40_000;
/// The longest word, or name, that is remembered.
const BYTES_MAX: usize = 64;

/// How words are hashed. No order of such a map reaches a brief.
pub(crate) type WordHashing = BuildHasherDefault<WordHasher>;

/// What was made of each word.
#[derive(Debug)]
pub(crate) struct Memory<V> {
    known: HashMap<Box<str>, V, WordHashing>,
}

impl<V> Default for Memory<V> {
    fn default() -> Self {
        Self { known: HashMap::default() }
    }
}

impl<V> Memory<V> {
    /// Gives what was made of a word to `take`; makes it first if the word is new.
    pub(crate) fn recall<R>(
        &mut self,
        word: &str,
        make: impl FnOnce(&str) -> V,
        take: impl FnOnce(&V) -> R,
    ) -> R {
        if let Some(known) = self.known.get(word) {
            return take(known);
        }
        let made = make(word);
        let out = take(&made);
        if word.len() <= BYTES_MAX {
            if self.known.len() >= WORDS_MAX {
                self.known.clear();
            }
            self.known.insert(word.into(), made);
        }
        out
    }
}

/// Takes eight bytes at a time; one who finds words of one hash slows a stage down that forgets them soon.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = self.0.rotate_left(5) ^ hash_bytes(bytes);
    }

    /// The mark after a word, whose length is in its hash.
    fn write_u8(&mut self, _: u8) {}

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_u64(&mut self, number: u64) {
        let product = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ (product >> 29);
    }
}

thread_local! {
    static FOLDED: RefCell<Memory<Rc<str>>> = RefCell::default();
}

/// A name in the form in which two spellings of the same words are equal.
pub(crate) fn folded(name: &str) -> Rc<str> {
    FOLDED.with_borrow_mut(|known| known.recall(name, |name| fold(name).into(), Rc::clone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_was_made() {
        let mut memory = Memory::default();
        let mut n_made = 0;
        for n in (0..WORDS_MAX + 10).chain(0..10) {
            let word = format!("{}{n}", "long".repeat(n % 17));
            let length = memory.recall(
                &word,
                |word| {
                    n_made += 1;
                    word.len()
                },
                |length| *length,
            );
            assert_eq!(length, word.len());
        }
        assert!(n_made > WORDS_MAX && memory.known.len() <= WORDS_MAX);
    }
}
