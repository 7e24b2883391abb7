//! Headlines in which every word has a capital: only names that the body or the tables know are found there.

use copydesk_record::{Role, Span};

use crate::gazetteer::{ORGANISATIONS, PLACES, is_common, is_demonym};
use crate::name::evidence::Evidence;
use crate::name::run::key;
use crate::name::word::{Shape, Word};
use crate::name::{Found, Mention};

/// A known name has at most so many words.
const NAME_WORDS_MAX: usize = 6;
/// Words shorter than this keep their small letter in many house styles.
const LONG_WORD_CHARS: usize = 4;

/// Whether a headline's capitals say nothing: nearly all its longer words have one.
pub(crate) fn is_capitalised(role: Role, sentences: &[Vec<Word<'_>>]) -> bool {
    if !matches!(role, Role::Title | Role::Heading) {
        return false;
    }
    let mut n_capital = 0;
    let mut n_upper = 0;
    let mut n_lower = 0;
    for word in sentences.iter().flatten() {
        if word.text.chars().count() < LONG_WORD_CHARS {
            continue;
        }
        match word.shape {
            Shape::Capital => n_capital += 1,
            Shape::AllCaps => n_upper += 1,
            Shape::Lower => n_lower += 1,
            Shape::Number | Shape::Mark => {}
        }
    }
    let n_words = n_capital + n_upper + n_lower;
    (n_upper >= 2 && n_upper * 2 > n_words) || (n_words >= 3 && (n_capital + n_upper) * 4 >= n_words * 3)
}

/// Adds the known names of a headline.
pub(crate) fn read(sentence: &[Word<'_>], found: &mut Found) {
    let mut at = 0;
    while let Some(word) = sentence.get(at) {
        if !word.is_capital() {
            at += 1;
            continue;
        }
        let known = (at + 1..=at + NAME_WORDS_MAX).rev().find_map(|to| {
            let last = sentence.get(to - 1)?;
            let has_inner_end =
                sentence.get(at..to - 1)?.iter().any(|word| word.is_last || word.shape == Shape::Mark);
            if !last.is_capital() && last.shape != Shape::Number || has_inner_end {
                return None;
            }
            let key = key(sentence, at, to);
            is_known(&key, found).then_some((key, Span { start: word.span.start, end: last.span.end }, to))
        });
        let Some((key, span, to)) = known else {
            at += 1;
            continue;
        };
        found.keys.entry(key.clone()).or_insert_with(|| of_tables(&key));
        found.mentions.push(Mention { span, key, evidence: Evidence::default(), is_doubtful: false });
        at = to;
    }
}

fn is_known(key: &str, found: &Found) -> bool {
    let is_table = (PLACES.has(key) || ORGANISATIONS.has(key))
        && !is_demonym(key)
        && !matches!(key, "us" | "it" | "who" | "reading" | "nice" | "split" | "x");
    is_table
        || found.keys.contains_key(key)
        || !is_common(key)
            && !is_demonym(key)
            && found.keys.keys().any(|known| known.rsplit(' ').next() == Some(key) && known.contains(' '))
}

fn of_tables(key: &str) -> Evidence {
    Evidence {
        place: if PLACES.has(key) { 9 } else { 0 },
        organisation: if ORGANISATIONS.has(key) { 9 } else { 0 },
        ..Evidence::default()
    }
}
