//! Sets and maps of the crate's own words, with a hash that is quick and the same everywhere. Texts of strangers choose no
//! keys of these; where they do, the standard library's sets are used, which they cannot fill with collisions.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use crate::sequence::{hash_of, mix};

/// A set of words known beforehand.
pub(crate) type QuickSet<T> = HashSet<T, BuildHasherDefault<Quick>>;
/// A map whose keys are known beforehand.
pub(crate) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// The hash of the features.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = mix(self.0, hash_of(bytes), 0);
    }

    fn write_u8(&mut self, _: u8) {
        // What ends a text's bytes says nothing: their length is in their hash.
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = mix(self.0, value, 0);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_found() {
        let set: QuickSet<&str> = ["", "a", "b", "ferry", "ferries"].into_iter().collect();
        assert!(set.contains("ferry") && set.contains("") && !set.contains("ferr"));
        let map: QuickMap<u64, u8> = (0..100).map(|n| (n, n as u8)).collect();
        assert_eq!(map.get(&7), Some(&7));
    }
}
