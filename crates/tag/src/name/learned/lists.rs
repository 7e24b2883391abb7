//! Names that are known, by what they name: the longest at each place of a sentence.

use std::sync::LazyLock;

use copydesk_text::fold;

use crate::quick::QuickMap;
use crate::sequence::{hash_of, mix};

/// A known name has at most so many words.
const WORDS_MAX: usize = 7;

/// The lists, each with its bit: a model knows a list by it.
const LISTS: [(&str, u16); 10] = [
    (include_str!("../../../data/known/teams.txt"), 1 << 0),
    (include_str!("../../../data/known/companies.txt"), 1 << 1),
    (include_str!("../../../data/known/bodies.txt"), 1 << 5),
    (include_str!("../../../data/known/works.txt"), 1 << 6),
    (include_str!("../../../data/known/events.txt"), 1 << 7),
    (include_str!("../../../data/known/peoples.txt"), 1 << 8),
    (include_str!("../../../data/known/lands.txt"), 1 << 10),
    (include_str!("../../../data/known/waters.txt"), 1 << 11),
    (include_str!("../../../data/known/sites.txt"), 1 << 12),
    (include_str!("../../../data/known/persons.txt"), 1 << 13),
];
/// Marks a row of words that a longer name begins with.
const BEGINS: u16 = 1 << 15;

static KNOWN: LazyLock<QuickMap<u64, u16>> = LazyLock::new(|| {
    let mut known = QuickMap::default();
    for (list, bit) in LISTS {
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let mut words = words_of(line).into_iter().peekable();
            let mut hash = 0;
            while let Some(word) = words.next() {
                hash = join(hash, word);
                *known.entry(hash).or_default() |= if words.peek().is_some() { BEGINS } else { bit };
            }
        }
    }
    known
});

/// The words of a known name as the tokens of a text would be: the possessive by itself, no points.
fn words_of(line: &str) -> Vec<u64> {
    let line = line.replace("'s", " 's").replace('&', " & ").replace([',', ':', '!', '?'], " ");
    line.split_whitespace().map(|word| hash_of(fold(word))).collect()
}

fn join(phrase: u64, word: u64) -> u64 {
    mix(0x71, phrase, word)
}

/// Which lists know a name that a token stands in, and where in it: 0 alone, 1 first, 2 within, 3 last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) lists: u16,
    pub(super) place: u8,
}

impl Known {
    /// Lists and place as one number; 0 where nothing is known.
    pub(super) fn key(self) -> u64 {
        u64::from(self.lists) << 2 | u64::from(self.place)
    }

    /// Each list, by number.
    pub(super) fn each(self) -> impl Iterator<Item = u64> {
        (0..u64::from(BEGINS.trailing_zeros())).filter(move |n| self.lists >> n & 1 == 1)
    }
}

/// What is known at each token of a sentence. `words` are the hashes of folded words, `may_begin` says where a name may.
pub(super) fn known(words: &[u64], may_begin: impl Fn(usize) -> bool) -> Vec<Known> {
    let mut out = vec![Known::default(); words.len()];
    let mut at = 0;
    while at < words.len() {
        let mut longest = None;
        let mut hash = 0;
        if may_begin(at) {
            for (n, word) in words.iter().enumerate().skip(at).take(WORDS_MAX) {
                hash = join(hash, *word);
                let Some(found) = KNOWN.get(&hash) else { break };
                if found & !BEGINS != 0 {
                    longest = Some((n + 1, found & !BEGINS));
                }
                if found & BEGINS == 0 {
                    break;
                }
            }
        }
        let Some((to, lists)) = longest else {
            at += 1;
            continue;
        };
        for (n, slot) in out.iter_mut().enumerate().take(to).skip(at) {
            let place = match (n == at, n + 1 == to) {
                (true, true) => 0,
                (true, false) => 1,
                (false, false) => 2,
                (false, true) => 3,
            };
            *slot = Known { lists, place };
        }
        at = to;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_is_found() {
        let words: Vec<u64> = "against manchester united today".split(' ').map(hash_of).collect();
        let found = known(&words, |_| true);
        assert_eq!(found[1..3].iter().map(|known| known.place).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(found[1].each().collect::<Vec<_>>(), [0]);
        assert_eq!((found[0], found[3]), (Known::default(), Known::default()));
        assert!(known(&words, |_| false).iter().all(|known| *known == Known::default()));
    }

    #[test]
    fn no_known_name_is_too_long() {
        let lines = LISTS.iter().flat_map(|(list, _)| list.lines()).filter(|line| !line.starts_with('#'));
        for line in lines {
            assert!(words_of(line).len() <= WORDS_MAX, "{line}");
        }
    }
}
