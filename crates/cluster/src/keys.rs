//! Keys of words and names, and maps by them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use copydesk_text::hash_words;

/// A map by key. Its order reaches nothing.
pub(crate) type KeyMap<V> = HashMap<u32, V, BuildHasherDefault<KeyHasher>>;

/// The key of a word or a name: its hash, 32 bits of it.
pub(crate) fn key_of(word: &str) -> u32 {
    (hash_words([word]) >> 32) as u32
}

/// Keys are hashes already: one multiplication spreads them over a table.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }

    fn write_u32(&mut self, key: u32) {
        self.write_u64(key.into());
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = (self.0.rotate_left(5) ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
