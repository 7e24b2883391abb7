//! Finds which of some hundred words a text holds: four bytes at a time, most of which no word begins with.

use crate::hashed::ByHash;

/// What words begin with is marked in tables of so many places.
const PLACES_BITS: u32 = 15;

type Marks = [u64; 1 << (PLACES_BITS - 6)];

/// Words to look for.
#[derive(Debug)]
pub(crate) struct Finder {
    words: Vec<Vec<u8>>,
    /// The words by what they begin with, or are.
    by_start: ByHash<Vec<usize>>,
    /// Which three bytes hold a word of two or three.
    short: Box<Marks>,
    /// Which four bytes may begin a word.
    long: Box<Marks>,
    /// The words of one byte.
    of_byte: Box<[Option<usize>; 256]>,
}

impl Finder {
    /// For these words; an empty one is not found.
    pub(crate) fn new(words: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let mut out = Self {
            words: words.into_iter().collect(),
            by_start: ByHash::default(),
            short: Box::new([0; 1 << (PLACES_BITS - 6)]),
            long: Box::new([0; 1 << (PLACES_BITS - 6)]),
            of_byte: Box::new([None; 256]),
        };
        for (at, word) in out.words.iter().enumerate() {
            let key = match *word.as_slice() {
                [] => continue,
                [byte] => {
                    if let Some(of_byte) = out.of_byte.get_mut(usize::from(byte)) {
                        *of_byte = Some(at);
                    }
                    continue;
                }
                [first, second] => {
                    (0..=u8::MAX).for_each(|third| mark(&mut out.short, key_of([first, second, third, 0])));
                    pair_key(key_of([first, second, 0, 0]))
                }
                [first, second, third] => {
                    mark(&mut out.short, key_of([first, second, third, 0]));
                    three_key(key_of([first, second, third, 0]))
                }
                [first, second, third, fourth, ..] => {
                    let key = key_of([first, second, third, fourth]);
                    mark(&mut out.long, key);
                    u64::from(key)
                }
            };
            out.by_start.entry(key).or_default().push(at);
        }
        out
    }

    /// Gives the position of each word wherever the text holds it, until told to stop.
    pub(crate) fn find(&self, text: &[u8], mut give: impl FnMut(usize) -> bool) {
        let mut key = 0_u32;
        for (end, byte) in text.iter().copied().chain([0; 3]).enumerate() {
            key = key << 8 | u32::from(byte);
            if let Some(word) = self.of_byte.get(usize::from(byte)).copied().flatten()
                && end < text.len()
                && !give(word)
            {
                return;
            }
            let (is_short, is_long) = (is_marked(&self.short, key & !0xff), is_marked(&self.long, key));
            if !(is_short || is_long) {
                continue;
            }
            let Some(start) = end.checked_sub(3) else { continue };
            let rest = text.get(start..).unwrap_or_default();
            for begin in [pair_key(key), three_key(key), u64::from(key)] {
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

fn key_of(bytes: [u8; 4]) -> u32 {
    u32::from_be_bytes(bytes)
}

/// The key of the first two bytes: of no four.
fn pair_key(key: u32) -> u64 {
    1 << 32 | u64::from(key >> 16)
}

/// The key of the first three bytes: of no two and no four.
fn three_key(key: u32) -> u64 {
    2 << 32 | u64::from(key >> 8)
}

/// Where a key stands in the table: which number, and which of its bits.
fn place_of(key: u32) -> (usize, u64) {
    let place = key.wrapping_mul(0x9e37_79b1) >> (32 - PLACES_BITS);
    ((place >> 6) as usize, 1 << (place & 63))
}

fn mark(marks: &mut Marks, key: u32) {
    let (at, bit) = place_of(key);
    if let Some(marks) = marks.get_mut(at) {
        *marks |= bit;
    }
}

fn is_marked(marks: &Marks, key: u32) -> bool {
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
