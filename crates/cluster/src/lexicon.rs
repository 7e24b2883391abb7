//! Words as they are compared: lower case, without accents, their stem, and what is left of a name in another spelling.

use copydesk_text::{fold_char, hash_words, is_stopword, stem};

use crate::keys::{HashedMap, key_of};

/// The longest word that is a term, in bytes: what is longer is no word.
const WORD_BYTES_MAX: usize = 40;
/// How many words are known by heart; with one more, all are forgotten and learned anew.
const WORDS_MAX: usize = 1 << 16;
/// From this length on, a name's vowels and doubled letters are passed over: they are what transliterations differ in.
const SKELETON_CHARS_MIN: usize = 5;

/// Remembers the keys of words: most of a text is words that were met before. It is a memory of pure results, so what it
/// holds changes the speed and nothing else.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    /// By the word's hash: of two words with one hash, which only an attacker finds, one passes for the other.
    keys: HashedMap<Option<u32>>,
}

impl Lexicon {
    /// The key of the word's stem; `None` for a word that carries no subject.
    pub(crate) fn term(&mut self, word: &str) -> Option<u32> {
        if word.len() > WORD_BYTES_MAX {
            return None;
        }
        let hash = hash_words([word]);
        if let Some(&key) = self.keys.get(&hash) {
            return key;
        }
        let folded = plain(word);
        let is_term = folded.chars().count() > 1 && !is_stopword(&folded);
        let key = is_term.then(|| key_of(&stem(&folded)));
        if self.keys.len() >= WORDS_MAX {
            self.keys.clear();
        }
        self.keys.insert(hash, key);
        key
    }
}

/// Lower case, without accents and without a possessive 's.
pub(crate) fn plain(word: &str) -> String {
    let folded: String = word.chars().map(fold_char).collect();
    folded.strip_suffix("'s").map_or_else(|| folded.replace('\'', ""), str::to_owned)
}

/// The consonants of a longer name: Tayfour, Taifour and Tayfur are one.
pub(crate) fn skeleton(part: &str) -> String {
    if part.chars().count() < SKELETON_CHARS_MIN {
        return part.to_owned();
    }
    let mut out = String::with_capacity(part.len());
    for (idx, c) in part.chars().enumerate() {
        let is_vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        if (idx > 0 && is_vowel) || out.ends_with(c) {
            continue;
        }
        out.push(c);
    }
    if out.chars().count() < 3 { part.to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_are_one_name() {
        let check = |a: &str, b: &str, same: bool| {
            assert_eq!(skeleton(&plain(a)) == skeleton(&plain(b)), same, "{a} {b}");
        };
        check("Tayfour", "Taifour", true);
        check("Kadlčák", "Kadlcak", true);
        check("N'Dong", "Ndong", true);
        check("Harlow", "Hurley", false);
        check("Lee", "Lea", false);
    }

    #[test]
    fn forms_of_a_word_are_one_term() {
        let mut lexicon = Lexicon::default();
        let check =
            |lexicon: &mut Lexicon, a: &str, b: &str| assert_eq!(lexicon.term(a), lexicon.term(b), "{a} {b}");
        check(&mut lexicon, "Negotiations", "negotiation");
        check(&mut lexicon, "Hollin's", "hollin");
        assert_eq!(lexicon.term("the"), None);
        assert_eq!(lexicon.term(&"a".repeat(41)), None);
    }

    #[test]
    fn a_full_lexicon_begins_anew() {
        let mut lexicon = Lexicon::default();
        for n in 0..WORDS_MAX + 10 {
            lexicon.term(&format!("word{n}"));
        }
        assert!(lexicon.keys.len() <= WORDS_MAX);
        assert_eq!(lexicon.term("ferries"), Some(key_of("ferri")));
    }
}
