//! Hashes of words and features: the same on every machine, since models are built on them.

const K1: u64 = 0x9e37_79b9_7f4a_7c15;
const K2: u64 = 0xbf58_476d_1ce4_e5b9;

/// The hash of a text.
pub fn hash_of(text: &str) -> u64 {
    let mut hash = K1 ^ text.len() as u64;
    for chunk in text.as_bytes().chunks(8) {
        let word = chunk.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
        hash = mix(hash, word, 0);
    }
    hash
}

/// The hash of a template and two values.
#[inline]
pub fn mix(template: u64, a: u64, b: u64) -> u64 {
    let mut hash = (template.wrapping_mul(K1) ^ a).wrapping_mul(K2);
    hash ^= hash >> 29;
    hash = (hash ^ b.rotate_left(17)).wrapping_mul(K1);
    hash ^ hash >> 32
}
