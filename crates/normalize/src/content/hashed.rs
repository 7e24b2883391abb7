//! Sets and maps whose keys are hashes already: hashing them again would say nothing new.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map by hash.
pub(super) type ByHash<T> = HashMap<u64, T, BuildHasherDefault<Same>>;
/// A set of hashes.
pub(super) type Hashes = HashSet<u64, BuildHasherDefault<Same>>;

/// Gives the number that it was given.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Same(u64);

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
