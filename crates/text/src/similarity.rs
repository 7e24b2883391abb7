//! How much two texts have in common: hashed shingles, Jaccard, containment.

/// The hash of a run of words, the same on every machine (FNV-1a over the words with a separator).
pub fn hash_words<'w>(words: impl IntoIterator<Item = &'w str>) -> u64 {
    let mut hash = WordsHash::default();
    for word in words {
        word.bytes().for_each(|byte| hash.put_byte(byte));
        hash.end_word();
    }
    hash.value()
}

/// What [`hash_words`] gives, put together letter by letter.
#[derive(Clone, Copy, Debug)]
pub struct WordsHash(u64);

impl Default for WordsHash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl WordsHash {
    /// Adds a letter to the word.
    pub fn put(&mut self, c: char) {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => self.put_byte(byte),
            _ => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.put_byte(byte)),
        }
    }

    /// Ends the word.
    pub fn end_word(&mut self) {
        self.put_byte(0);
    }

    /// The hash of the words so far.
    pub fn value(self) -> u64 {
        // FNV's high bits move little on short input; one multiplication mixes them in.
        (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    fn put_byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
}

/// A hash of bytes, eight at a time: for tables that are asked for a word often. One who sets out to finds two words of the
/// same hash.
pub fn hash_bytes(bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let hash = eights.iter().fold(bytes.len() as u64, |hash, eight| mixed(hash, u64::from_le_bytes(*eight)));
    mixed(hash, filled_up(rest))
}

/// Fewer than eight bytes, the first one lowest, filled up with zeros.
pub(crate) fn filled_up(rest: &[u8]) -> u64 {
    match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        // The two may overlap, and are the same where they do.
        (Some(first), Some(last)) => {
            let [first, last] = [first, last].map(|four| u64::from(u32::from_le_bytes(*four)));
            first | last << (8 * (rest.len() % 8 - 4))
        }
        _ => rest.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte)),
    }
}

/// The same of eights that were laid out already.
pub(crate) fn hash_eights(seed: u64, eights: &[u64]) -> u64 {
    eights.iter().fold(seed, |hash, &eight| mixed(hash, eight))
}

fn mixed(hash: u64, eight: u64) -> u64 {
    let product = (hash ^ eight).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ (product >> 29)
}

/// The hashes of all runs of `n` words, sorted, each once. A text of fewer words is one shingle; of none, none.
pub fn shingles<W: AsRef<str>>(words: &[W], n: usize) -> Vec<u64> {
    let mut out: Vec<u64> = if words.len() <= n {
        if words.is_empty() { Vec::new() } else { vec![hash_words(words.iter().map(AsRef::as_ref))] }
    } else {
        words.windows(n.max(1)).map(|run| hash_words(run.iter().map(AsRef::as_ref))).collect()
    };
    out.sort_unstable();
    out.dedup();
    out
}

/// How many values two sorted lists without repeats share.
pub fn overlap<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut n_shared) = (0, 0, 0);
    // Without branches but for the end: where two lists differ cannot be foretold.
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        n_shared += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    n_shared
}

/// The shared part of the union of two sorted lists without repeats, 0…1000; 0 if both are empty.
pub fn jaccard<T: Ord>(a: &[T], b: &[T]) -> u16 {
    let shared = overlap(a, b);
    share(shared, a.len() + b.len() - shared)
}

/// The shared part of the smaller of two sorted lists without repeats, 0…1000; 0 if one is empty.
pub fn containment<T: Ord>(a: &[T], b: &[T]) -> u16 {
    share(overlap(a, b), a.len().min(b.len()))
}

fn share(part: usize, whole: usize) -> u16 {
    (part * 1000).checked_div(whole).unwrap_or(0) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares() {
        assert_eq!(jaccard(&[1, 2, 3], &[2, 3, 4]), 500);
        assert_eq!(containment(&[2, 3], &[1, 2, 3, 4]), 1000);
        assert_eq!(jaccard::<u64>(&[], &[]), 0);
    }

    #[test]
    fn eights_that_are_not_full() {
        for n in 0..8 {
            let bytes: Vec<u8> = (1..=n).collect();
            let mut full = [0; 8];
            full[..bytes.len()].copy_from_slice(&bytes);
            assert_eq!(filled_up(&bytes), u64::from_le_bytes(full), "{n}");
        }
    }

    #[test]
    fn shingles_of_short_texts() {
        assert_eq!(shingles::<&str>(&[], 3).len(), 0);
        assert_eq!(shingles(&["a", "b"], 3).len(), 1);
        assert_eq!(shingles(&["a", "b", "c", "d"], 3).len(), 2);
        assert_ne!(hash_words(["ab", "c"]), hash_words(["a", "bc"]));
    }
}
