//! How much of a text was found: F1 over its words and over its runs of four words.

use std::collections::HashMap;

/// How many words make a shingle.
const SHINGLE_WORDS: usize = 4;

/// F1 of two bags of words, as the page benchmarks count: runs of letters, digits and `_`, without case. 0 if one of the
/// texts has no word and the other has some, 1 if neither has.
pub fn word_f1(gold: &str, said: &str) -> f64 {
    let (gold, said) = (words(gold), words(said));
    bag_f1(gold.iter().map(|word| vec![word.as_str()]), said.iter().map(|word| vec![word.as_str()]))
}

/// F1 of two bags of shingles of four words; a shorter text is one shingle. 0 and 1 as in [`word_f1`].
pub fn shingle_f1(gold: &str, said: &str) -> f64 {
    let (gold, said) = (words(gold), words(said));
    bag_f1(shingles(&gold).into_iter(), shingles(&said).into_iter())
}

fn shingles(words: &[String]) -> Vec<Vec<&str>> {
    let all: Vec<&str> = words.iter().map(String::as_str).collect();
    if all.is_empty() {
        Vec::new()
    } else if all.len() < SHINGLE_WORDS {
        vec![all]
    } else {
        all.windows(SHINGLE_WORDS).map(<[&str]>::to_vec).collect()
    }
}

fn bag_f1<'w>(gold: impl Iterator<Item = Vec<&'w str>>, said: impl Iterator<Item = Vec<&'w str>>) -> f64 {
    let mut counts: HashMap<Vec<&str>, (usize, usize)> = HashMap::new();
    for item in gold {
        counts.entry(item).or_default().0 += 1;
    }
    for item in said {
        counts.entry(item).or_default().1 += 1;
    }
    let (mut both, mut sum) = (0, 0);
    for (n_gold, n_said) in counts.into_values() {
        both += n_gold.min(n_said);
        sum += n_gold + n_said;
    }
    if sum == 0 { 1.0 } else { 2.0 * both as f64 / sum as f64 }
}

/// The words of a text as [`word_f1`] counts them, in order.
pub fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
        } else if !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
    }
    out.extend((!word.is_empty()).then_some(word));
    out
}

/// Whether a snippet stands in a text, white space aside.
pub(crate) fn stands_in(snippet: &str, text: &str) -> bool {
    text.contains(&one_space(snippet))
}

/// Each run of white space as one space, none at the ends.
pub(crate) fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found}, not {expected}");
    }

    #[test]
    fn words_by_hand() {
        // Three words of four are common, of four said: 2 · 3 / 8.
        check(word_f1("The ferry sails at", "the Ferry, at noon"), 0.75);
        // `the` twice and once: one in common, of 2 and 1.
        check(word_f1("the the", "the"), 2.0 / 3.0);
        check(word_f1("ferry", ""), 0.0);
        check(word_f1("", "—"), 1.0);
    }

    #[test]
    fn shingles_by_hand() {
        // abcd bcde against abcd bcdf: one of two on each side.
        check(shingle_f1("a b c d e", "a b c d f"), 0.5);
        // abcd bcde cdef against abcd: 2 · 1 / 4.
        check(shingle_f1("a b c d e f", "a b c d"), 0.5);
        check(shingle_f1("a b", "A, b!"), 1.0);
        check(shingle_f1("a b", "a b c"), 0.0);
    }

    #[test]
    fn snippets_stand_in_text_without_regard_to_space() {
        assert!(stands_in("left at\n noon", &one_space("It left   at noon.")));
        assert!(!stands_in("left at one", "It left at noon."));
    }
}
