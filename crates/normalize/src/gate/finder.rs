//! Finds which of some hundred words a text holds: three bytes at a time, most of which no word begins with.

use crate::hashed::ByHash;

/// The first three bytes of words are marked in a table of so many places.
const PLACES_BITS: u32 = 16;

/// Words to look for.
#[derive(Debug)]
pub(crate) struct Finder {
    words: Vec<Vec<u8>>,
    /// The words that begin with three bytes, or are of two.
    by_start: ByHash<Vec<usize>>,
    /// Which three bytes may begin a word, by their place.
    marks: Box<[u64; 1 << (PLACES_BITS - 6)]>,
    /// The words of one byte.
    of_byte: Box<[Option<usize>; 256]>,
}

impl Finder {
    /// For these words; an empty one is not found.
    pub(crate) fn new(words: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let mut out = Self {
            words: words.into_iter().collect(),
            by_start: ByHash::default(),
            marks: Box::new([0; 1 << (PLACES_BITS - 6)]),
            of_byte: Box::new([None; 256]),
        };
        for (at, word) in out.words.iter().enumerate() {
            match *word.as_slice() {
                [] => {}
                [byte] => {
                    if let Some(of_byte) = out.of_byte.get_mut(usize::from(byte)) {
                        *of_byte = Some(at);
                    }
                }
                [first, second] => {
                    out.by_start.entry(pair_key([first, second])).or_default().push(at);
                    for third in 0..=u8::MAX {
                        mark(&mut out.marks, start_key([first, second, third]));
                    }
                }
                [first, second, third, ..] => {
                    let key = start_key([first, second, third]);
                    out.by_start.entry(u64::from(key)).or_default().push(at);
                    mark(&mut out.marks, key);
                }
            }
        }
        out
    }

    /// Gives the position of each word wherever the text holds it, until told to stop.
    pub(crate) fn find(&self, text: &[u8], mut give: impl FnMut(usize) -> bool) {
        let mut key = 0_u32;
        for (end, byte) in text.iter().copied().chain([0, 0]).enumerate() {
            key = (key << 8 | u32::from(byte)) & 0x00ff_ffff;
            if let Some(word) = self.of_byte.get(usize::from(byte)).copied().flatten()
                && end < text.len()
                && !give(word)
            {
                return;
            }
            let Some(start) = end.checked_sub(2).filter(|_| is_marked(&self.marks, key)) else { continue };
            let rest = text.get(start..).unwrap_or_default();
            let [_, first, second, _] = key.to_be_bytes();
            for begin in [u64::from(key), pair_key([first, second])] {
                for at in self.by_start.get(&begin).into_iter().flatten() {
                    if self.words.get(*at).is_some_and(|word| rest.starts_with(word)) && !give(*at) {
                        return;
                    }
                }
            }
        }
    }

    /// Whether the text holds one of the words.
    pub(crate) fn is_in(&self, text: &[u8]) -> bool {
        let mut is_in = false;
        self.find(text, |_| {
            is_in = true;
            false
        });
        is_in
    }
}

fn start_key([first, second, third]: [u8; 3]) -> u32 {
    u32::from_be_bytes([0, first, second, third])
}

/// No three bytes have this key.
fn pair_key([first, second]: [u8; 2]) -> u64 {
    1 << 32 | u64::from(u16::from_be_bytes([first, second]))
}

/// Where a key stands in the table: which number, and which of its bits.
fn place_of(key: u32) -> (usize, u64) {
    let place = key.wrapping_mul(0x9e37_79b1) >> (32 - PLACES_BITS);
    ((place >> 6) as usize, 1 << (place & 63))
}

fn mark(marks: &mut [u64; 1 << (PLACES_BITS - 6)], key: u32) {
    let (at, bit) = place_of(key);
    if let Some(marks) = marks.get_mut(at) {
        *marks |= bit;
    }
}

fn is_marked(marks: &[u64; 1 << (PLACES_BITS - 6)], key: u32) -> bool {
    let (at, bit) = place_of(key);
    marks.get(at).is_some_and(|marks| marks & bit != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_of_any_length_wherever_they_stand() {
        let words = ["a", "©", "ad", "add", "address", "", "end", "ds"];
        let finder = Finder::new(words.map(|word| word.as_bytes().to_vec()));
        let check = |text: &str| {
            let mut found = Vec::new();
            finder.find(text.as_bytes(), |at| {
                found.push(at);
                true
            });
            found.sort_unstable();
            found.dedup();
            let expected: Vec<usize> =
                (0..words.len()).filter(|at| !words[*at].is_empty() && text.contains(words[*at])).collect();
            assert_eq!(found, expected, "{text}");
            assert_eq!(finder.is_in(text.as_bytes()), !expected.is_empty(), "{text}");
        };
        for text in ["", "d", "a", "ad", "add", "the address", "© ends", "end", "sd\0d", "en", "nds", "ferry"]
        {
            check(text);
        }
    }
}
