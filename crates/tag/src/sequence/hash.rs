//! Hashes of words and features: the same on every machine, since models are built on them.

const K1: u64 = 0x9e37_79b9_7f4a_7c15;
const K2: u64 = 0xbf58_476d_1ce4_e5b9;

/// The hash of a text's bytes.
pub fn hash_of(text: impl AsRef<[u8]>) -> u64 {
    let text = text.as_ref();
    let (words, rest) = text.as_chunks();
    let of_words =
        words.iter().fold(K1 ^ text.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word), 0));
    if rest.is_empty() {
        return of_words;
    }
    mix(of_words, rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)), 0)
}

/// The hash of a template and two values.
#[inline]
pub fn mix(template: u64, a: u64, b: u64) -> u64 {
    let mut hash = (template.wrapping_mul(K1) ^ a).wrapping_mul(K2);
    hash ^= hash >> 29;
    hash = (hash ^ b.rotate_left(17)).wrapping_mul(K1);
    hash ^ hash >> 32
}
