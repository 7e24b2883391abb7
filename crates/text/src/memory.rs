//! A memory of words: most of a text is words that were met before.

use crate::similarity::{filled_up, hash_eights};

/// Remembers what was made of words, as many as it has room for; a new word takes the place of an old one.
///
/// Only what is a function of the word alone may be remembered: then a memory changes the speed and nothing else. Letters
/// stand beside what they come to, so that most words are found in one step.
///
/// ```
/// use copydesk_text::WordMemory;
///
/// let mut lengths = WordMemory::with_room_for(1_000);
/// let mut n_counted = 0;
/// for word in ["ferry", "harbour", "ferry"] {
///     let length = lengths.recall(word, |word| {
///         n_counted += 1;
///         word.chars().count()
///     });
///     assert_eq!(length, word.len());
/// }
/// assert_eq!(n_counted, 2);
/// ```
#[derive(Clone, Debug)]
pub struct WordMemory<V> {
    pairs: Vec<Pair<V>>,
    n_pairs: usize,
}

/// Two words with the same part of their hash, the later one first. They begin a line of the processor's memory: most words wait
/// for one line.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Pair<V>([Known<V>; 2]);

/// A word and what was made of it.
#[derive(Clone, Copy, Debug, Default)]
struct Known<V> {
    letters: Letters,
    value: V,
}

/// The letters of a word, filled up with zeros, and in the last byte how many there are: 0 where nothing is known.
type Letters = [u64; 3];

impl<V: Copy + Default> WordMemory<V> {
    /// A memory with room for about so many words, without any.
    pub fn with_room_for(n_words: usize) -> Self {
        Self { pairs: Vec::new(), n_pairs: n_words.div_ceil(2).next_power_of_two() }
    }

    /// What was made of the word, or what `make` makes of it.
    pub fn recall(&mut self, word: &str, make: impl FnOnce(&str) -> V) -> V {
        let Some(letters) = letters_of(word) else { return make(word) };
        if self.pairs.is_empty() {
            self.pairs.resize(self.n_pairs, Pair::default());
        }
        let place = hash_eights(0, &letters) as usize & (self.n_pairs - 1);
        let Some(Pair([first, second])) = self.pairs.get_mut(place) else { return make(word) };
        if first.letters == letters {
            return first.value;
        }
        if second.letters == letters {
            return second.value;
        }
        let value = make(word);
        *second = std::mem::replace(first, Known { letters, value });
        value
    }
}

/// `None` for a word that is too long, and for none.
fn letters_of(word: &str) -> Option<Letters> {
    let (eights, rest) = word.as_bytes().as_chunks::<8>();
    let (rest, n_bytes) = (filled_up(rest), (word.len() as u64) << 56);
    match *eights {
        [] if n_bytes > 0 => Some([rest, 0, n_bytes]),
        [a] => Some([u64::from_le_bytes(a), rest, n_bytes]),
        [a, b] => Some([u64::from_le_bytes(a), u64::from_le_bytes(b), rest | n_bytes]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_its_own_value() {
        let mut memory = WordMemory::with_room_for(16);
        let mut n_made = 0;
        for n in (0..200).chain(0..200) {
            let word = "a".repeat(n % 40) + &n.to_string();
            let value = memory.recall(&word, |word| {
                n_made += 1;
                (word.len(), n)
            });
            assert_eq!(value, (word.len(), n), "{word}");
        }
        assert!(n_made >= 200);
        assert_eq!(memory.recall("", |_| (7, 7)), (7, 7));
    }
}
