//! Words as they are compared: lower case, without accents, their stem, and what is left of a name in another spelling.

use copydesk_text::{WordMemory, fold_char, is_stopword, stem};

use crate::keys::key_of;

/// The longest word that is a term, in bytes: what is longer is no word.
const WORD_BYTES_MAX: usize = 40;
/// How many words and names are remembered.
const WORDS_MAX: usize = 1 << 16;
const NAMES_MAX: usize = 1 << 14;
/// From this length on, a name's vowels and doubled letters are passed over: they are what transliterations differ in.
const SKELETON_CHARS_MIN: usize = 5;
/// Fewer letters are no skeleton.
const BONES_MIN: usize = 3;
/// How many parts of a name are looked at.
const PARTS_MAX: usize = 8;

/// Remembers the stems of words and the keys of names.
///
/// It is a memory of pure results, so what it holds changes the speed and nothing else.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    words: WordMemory<Known>,
    names: WordMemory<Named>,
}

/// What is known of a word: the key of its stem, or that of the word itself where it carries no subject.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    key: u32,
    is_term: bool,
}

/// The keys of a name.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Named {
    parts: [u32; PARTS_MAX],
    n_parts: u8,
    /// All of it as a place is called, and as an organisation is.
    pub(crate) place: u32,
    whole: u32,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self { words: WordMemory::with_room_for(WORDS_MAX), names: WordMemory::with_room_for(NAMES_MAX) }
    }
}

impl Lexicon {
    /// The key of the word's stem; `None` for a word that carries no subject.
    pub(crate) fn term(&mut self, word: &str) -> Option<u32> {
        let known = self.known(word);
        known.is_term.then_some(known.key)
    }

    /// The key of the word's stem, or of the word where it carries no subject.
    pub(crate) fn key(&mut self, word: &str) -> u32 {
        self.known(word).key
    }

    /// The keys of a name.
    pub(crate) fn named(&mut self, name: &str) -> Named {
        self.names.recall(name, Named::of)
    }

    fn known(&mut self, word: &str) -> Known {
        self.words.recall(word, |word| {
            let folded = plain(word);
            if word.len() > WORD_BYTES_MAX || folded.chars().count() <= 1 || is_stopword(&folded) {
                return Known { key: key_of(&folded), is_term: false };
            }
            Known { key: key_of(&stem(&folded)), is_term: true }
        })
    }
}

impl Named {
    fn of(name: &str) -> Self {
        let (mut out, mut whole, mut bones) =
            (Self::default(), String::with_capacity(name.len()), String::new());
        for word in name.split(|c: char| c.is_whitespace() || c == '-') {
            let Some(key) = out.parts.get_mut(usize::from(out.n_parts)) else { break };
            let start = whole.len();
            if start > 0 {
                whole.push(' ');
            }
            let from = whole.len();
            push_plain(word, &mut whole);
            let part = whole.get(from..).unwrap_or_default();
            if part.chars().nth(1).is_none() || is_stopword(part) {
                whole.truncate(start);
                continue;
            }
            *key = key_of(skeleton_in(part, &mut bones));
            out.n_parts += 1;
        }
        (out.place, out.whole) = (key_of(skeleton_in(&whole, &mut bones)), key_of(&whole));
        out
    }

    /// Its parts.
    pub(crate) fn parts(&self) -> &[u32] {
        self.parts.get(..usize::from(self.n_parts)).unwrap_or_default()
    }

    /// Its last part: a person's family name.
    pub(crate) fn last(&self) -> Option<u32> {
        self.parts().last().copied()
    }

    /// All of it as an organisation is called.
    pub(crate) fn organisation(&self) -> Option<u32> {
        (self.n_parts > 0).then_some(self.whole)
    }
}

/// Lower case, without accents and without a possessive 's.
pub(crate) fn plain(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    push_plain(word, &mut out);
    out
}

/// Puts the plain word behind what is there.
fn push_plain(word: &str, out: &mut String) {
    let start = out.len();
    out.extend(word.chars().map(fold_char));
    let folded = out.get(start..).unwrap_or_default();
    if folded.ends_with("'s") {
        out.truncate(out.len() - 2);
    } else if folded.contains('\'') {
        let folded = folded.replace('\'', "");
        out.truncate(start);
        out.push_str(&folded);
    }
}

/// The consonants of a longer name: Tayfour, Taifour and Tayfur are one.
pub(crate) fn skeleton(part: &str) -> String {
    skeleton_in(part, &mut String::new()).to_owned()
}

/// The same, with room for it.
fn skeleton_in<'s>(part: &'s str, bones: &'s mut String) -> &'s str {
    bones.clear();
    let (mut n_chars, mut n_bones, mut last) = (0, 0, None);
    for c in part.chars() {
        let is_vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        n_chars += 1;
        if (n_chars > 1 && is_vowel) || last == Some(c) {
            continue;
        }
        (last, n_bones) = (Some(c), n_bones + 1);
        bones.push(c);
    }
    if n_chars < SKELETON_CHARS_MIN || n_bones < BONES_MIN { part } else { bones }
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
            |lexicon: &mut Lexicon, a: &str, b: &str| assert_eq!(lexicon.key(a), lexicon.key(b), "{a} {b}");
        check(&mut lexicon, "Negotiations", "negotiation");
        check(&mut lexicon, "Hollin's", "hollin");
        assert_eq!(lexicon.term("the"), None);
        assert_eq!(lexicon.term(&"a".repeat(41)), None);
    }
}
