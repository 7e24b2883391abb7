//! Sets and maps that are asked for a word often: by a quick hash, or by one that the keys are already.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use copydesk_text::hash_bytes;

/// A map by hash.
pub(crate) type ByHash<T> = HashMap<u64, T, BuildHasherDefault<Same>>;
/// A set of hashes.
pub(crate) type Hashes = HashSet<u64, BuildHasherDefault<Same>>;
/// A map by words, whose order is never looked at.
pub(crate) type ByText<K, T> = HashMap<K, T, BuildHasherDefault<Quick>>;

/// Words of a list, which is written as one text.
pub(crate) type WordSet = HashSet<&'static str, BuildHasherDefault<Quick>>;

/// The words of a list that stand between spaces.
pub(crate) fn word_set(list: &'static str) -> WordSet {
    list.split(' ').filter(|word| !word.is_empty()).collect()
}

/// Gives the number that it was given.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, number: u64) {
        // The map takes its place from the lowest bits and its mark from the highest.
        self.0 = number ^ number.rotate_left(32);
    }
}

/// Hashes eight bytes at a time.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        // The map takes its place from the lowest bits and its mark from the highest.
        self.0 ^ self.0.rotate_left(32)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = self.0.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash_bytes(bytes);
    }

    /// What ends a word says nothing of it.
    fn write_u8(&mut self, _: u8) {}
}
