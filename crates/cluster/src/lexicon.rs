//! Words as they are compared: lower case, without accents, their stem, and what is left of a name in another spelling.

use copydesk_text::{fold_char, hash_bytes, is_stopword, stem};

use crate::keys::{HashedMap, KeyMap, key_of};

/// The longest word that is a term, in bytes: what is longer is no word.
const WORD_BYTES_MAX: usize = 40;
/// How many words are known by heart; with more, all are forgotten before the next article.
const WORDS_MAX: usize = 1 << 16;
/// From this length on, a name's vowels and doubled letters are passed over: they are what transliterations differ in.
const SKELETON_CHARS_MIN: usize = 5;
/// The place of what is no stem.
const NO_STEM: u32 = u32::MAX;

/// Remembers the stems of words: most of a text is words that were met before. It is a memory of pure results, so what it
/// holds changes the speed and nothing else.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    /// The place of the word's stem, by the word's hash: of two words with one hash, which only an attacker finds, one
    /// passes for the other.
    places: HashedMap<u32>,
    stems: Vec<Stem>,
    by_key: KeyMap<u32>,
    n_articles: u64,
}

/// The stem of one word or of several.
#[derive(Clone, Debug)]
pub(crate) struct Stem {
    /// Its key.
    pub(crate) key: u32,
    /// The last article that it was met in, and its place among the terms of that one.
    article: u64,
    place: usize,
}

impl Stem {
    /// The stem's place among the terms of the article that is being read; `next` if it is new there.
    pub(crate) fn place(&mut self, article: u64, next: usize) -> usize {
        if self.article != article {
            (self.article, self.place) = (article, next);
        }
        self.place
    }
}

impl Lexicon {
    /// Begins with another article and gives its number.
    pub(crate) fn begin(&mut self) -> u64 {
        if self.places.len() >= WORDS_MAX {
            *self = Self { n_articles: self.n_articles, ..Self::default() };
        }
        self.n_articles += 1;
        self.n_articles
    }

    /// The word's stem; `None` for a word that carries no subject.
    pub(crate) fn stem(&mut self, word: &str) -> Option<&mut Stem> {
        if word.len() > WORD_BYTES_MAX {
            return None;
        }
        let hash = hash_bytes(word.as_bytes());
        let place = match self.places.get(&hash) {
            Some(&place) => place,
            None => self.learn(word, hash),
        };
        self.stems.get_mut(place as usize)
    }

    /// The key of the word's stem; `None` for a word that carries no subject.
    pub(crate) fn term(&mut self, word: &str) -> Option<u32> {
        self.stem(word).map(|stem| stem.key)
    }

    #[cold]
    fn learn(&mut self, word: &str, hash: u64) -> u32 {
        let folded = plain(word);
        let is_term = folded.chars().count() > 1 && !is_stopword(&folded);
        let place = if is_term {
            let key = key_of(&stem(&folded));
            let next = self.stems.len() as u32;
            let place = *self.by_key.entry(key).or_insert(next);
            if place == next {
                self.stems.push(Stem { key, article: 0, place: 0 });
            }
            place
        } else {
            NO_STEM
        };
        self.places.insert(hash, place);
        place
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
        lexicon.begin();
        assert!(lexicon.places.is_empty());
        assert_eq!(lexicon.term("ferries"), Some(key_of("ferri")));
    }

    #[test]
    fn a_stem_has_one_place_in_an_article() {
        let mut lexicon = Lexicon::default();
        let mut place =
            |article: u64, word: &str, next: usize| lexicon.stem(word).map(|stem| stem.place(article, next));
        assert_eq!(place(1, "ferries", 4), Some(4));
        assert_eq!(place(1, "ferry", 9), Some(4));
        assert_eq!(place(2, "ferry", 0), Some(0));
        assert_eq!(place(2, "the", 1), None);
    }
}
