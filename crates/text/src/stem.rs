//! Stems and the words that carry no subject.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

/// The Snowball English stem of a lower-case word (Porter 2).
pub fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// Whether the lower-case word is an English function word.
pub fn is_stopword(word: &str) -> bool {
    static BY_LETTER: LazyLock<Vec<&[&str]>> = LazyLock::new(|| {
        let begins_before = |letter: u8| move |word: &&str| word.as_bytes().first() < Some(&letter);
        let from = |letter: u8| STOPWORDS.partition_point(begins_before(letter));
        (b'a'..=b'z').filter_map(|letter| STOPWORDS.get(from(letter)..from(letter + 1))).collect()
    });
    if word.len() > STOPWORD_BYTES_MAX {
        return false;
    }
    let letter = word.as_bytes().first().and_then(|first| first.checked_sub(b'a'));
    let begins_alike = letter.and_then(|letter| BY_LETTER.get(usize::from(letter)));
    begins_alike.is_some_and(|words| words.binary_search(&word).is_ok())
}

/// No function word is longer.
const STOPWORD_BYTES_MAX: usize = 10;

/// Sorted, for binary search.
const STOPWORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "after",
    "again",
    "against",
    "ago",
    "all",
    "almost",
    "along",
    "already",
    "also",
    "although",
    "always",
    "am",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "around",
    "as",
    "at",
    "away",
    "back",
    "be",
    "because",
    "been",
    "before",
    "behind",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "cannot",
    "could",
    "d",
    "did",
    "do",
    "does",
    "doing",
    "done",
    "down",
    "during",
    "each",
    "either",
    "else",
    "even",
    "ever",
    "every",
    "few",
    "for",
    "from",
    "further",
    "get",
    "got",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "least",
    "less",
    "like",
    "ll",
    "m",
    "many",
    "may",
    "me",
    "might",
    "more",
    "most",
    "much",
    "must",
    "my",
    "myself",
    "near",
    "neither",
    "never",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "often",
    "on",
    "once",
    "one",
    "only",
    "onto",
    "or",
    "other",
    "others",
    "our",
    "ours",
    "out",
    "over",
    "own",
    "per",
    "perhaps",
    "quite",
    "rather",
    "re",
    "s",
    "said",
    "same",
    "say",
    "says",
    "shall",
    "she",
    "should",
    "since",
    "so",
    "some",
    "still",
    "such",
    "t",
    "than",
    "that",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "told",
    "too",
    "toward",
    "towards",
    "under",
    "until",
    "up",
    "upon",
    "us",
    "ve",
    "very",
    "was",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
    "your",
    "yours",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(STOPWORDS.is_sorted());
        assert!(STOPWORDS.iter().all(|word| word.len() <= STOPWORD_BYTES_MAX && is_stopword(word)));
        assert!(is_stopword("the") && !is_stopword("river"));
    }

    #[test]
    fn stems_join_forms() {
        assert_eq!(stem("negotiations"), stem("negotiation"));
    }
}
