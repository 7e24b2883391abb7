//! What the tables say of words and phrases, by hash: one look-up tells all tables that hold a word.

use std::sync::LazyLock;

use copydesk_text::fold;

use crate::quick::QuickMap;
use crate::sequence::{hash_of, mix};

/// The phrases of the tables have at most so many words.
const PHRASE_WORDS_MAX: usize = 5;

/// Bits of the tables; the first three hold phrases.
const TABLES: [(&str, u32); 15] = [
    (include_str!("../../../data/places.txt"), PLACE),
    (include_str!("../../../data/cities.txt"), CITY),
    (include_str!("../../../data/organisations.txt"), ORGANISATION),
    (include_str!("../../../data/given_names.txt"), GIVEN_NAME),
    (include_str!("../../../data/first_names.txt"), 1 << 4),
    (include_str!("../../../data/last_names.txt"), 1 << 5),
    (include_str!("../../../data/demonyms.txt"), 1 << 6),
    (include_str!("../../../data/offices.txt"), 1 << 7),
    (include_str!("../../../data/titles.txt"), 1 << 8),
    (include_str!("../../../data/organisation_heads.txt"), 1 << 9),
    (include_str!("../../../data/place_heads.txt"), 1 << 10),
    (include_str!("../../../data/place_leads.txt"), 1 << 11),
    (include_str!("../../../data/common_words.txt"), COMMON),
    (include_str!("../../../data/no_names.txt"), 1 << 13),
    // Words that begin a phrase of a table.
    ("", BEGINS_PHRASE),
];

const PLACE: u32 = 1;
const CITY: u32 = 1 << 1;
const ORGANISATION: u32 = 1 << 2;
const GIVEN_NAME: u32 = 1 << 3;
const COMMON: u32 = 1 << 12;
const BEGINS_PHRASE: u32 = 1 << 14;
/// How many bits there are; a word of a phrase has six more: for the first three tables, whether it begins or goes on.
pub(super) const N_BITS: u32 = 21;
const PHRASE_BITS: u32 = 15;
const PHRASES: u32 = (1 << N_BITS) - (1 << PHRASE_BITS);

static BITS: LazyLock<QuickMap<u64, u32>> = LazyLock::new(|| {
    let mut bits = QuickMap::default();
    for (table, bit) in TABLES {
        for line in table.lines() {
            let folded = fold(line);
            let mut words = folded.split_whitespace().take(PHRASE_WORDS_MAX);
            let Some(first) = words.next() else { continue };
            let mut hash = hash_of(first);
            let mut is_phrase = false;
            for word in words {
                if !is_phrase {
                    *bits.entry(hash).or_default() |= BEGINS_PHRASE;
                }
                is_phrase = true;
                hash = join(hash, hash_of(word));
            }
            *bits.entry(hash).or_default() |= bit;
        }
    }
    bits
});

fn join(phrase: u64, word: u64) -> u64 {
    mix(0x70, phrase, word)
}

/// The bits of a word, by the hash of its folded form.
pub(super) fn bits_of(word: u64) -> u32 {
    BITS.get(&word).copied().unwrap_or_default()
}

/// Whether a word in lower case may yet be a name: the tables hold it, alone or in a phrase, and it is no common word.
pub(super) fn is_named(bits: u32) -> bool {
    bits & COMMON == 0 && (bits & (PLACE | CITY | ORGANISATION | GIVEN_NAME) != 0 || bits & PHRASES != 0)
}

/// Adds to `bits` what the tables say of phrases of these words; `words` are hashes of folded forms.
pub(super) fn add_phrases(words: &[u64], bits: &mut [u32]) {
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        let begins = bits.get(at).is_some_and(|bits| bits & BEGINS_PHRASE != 0);
        let mut longest = None;
        let mut hash = word;
        for to in at + 1..(at + PHRASE_WORDS_MAX).min(words.len()) {
            if !begins {
                break;
            }
            hash = join(hash, words.get(to).copied().unwrap_or_default());
            if let Some(found) =
                BITS.get(&hash).map(|bits| bits & (PLACE | CITY | ORGANISATION)).filter(|bits| *bits != 0)
            {
                longest = Some((to + 1, found));
            }
        }
        let Some((to, found)) = longest else {
            at += 1;
            continue;
        };
        for (n, slot) in bits.iter_mut().take(to).skip(at).enumerate() {
            let first = PHRASE_BITS + if n == 0 { 0 } else { 3 };
            *slot |= found << first;
        }
        at = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found() {
        let words = ["in", "south", "korea", "today"].map(hash_of);
        let mut bits = words.map(bits_of);
        assert!(bits[1] & BEGINS_PHRASE != 0);
        add_phrases(&words, &mut bits);
        assert!(bits[1] & PLACE << PHRASE_BITS != 0 && bits[2] & PLACE << (PHRASE_BITS + 3) != 0);
        assert!(bits_of(hash_of("oslo")) & PLACE != 0);
    }
}
