//! When two names mean one person, and when two texts are renderings of one utterance.

use std::collections::BTreeMap;

use crate::fold;

/// Words that stand for a person without naming one.
const PRONOUNS: &[&str] =
    &["he", "she", "they", "it", "we", "i", "him", "her", "them", "his", "their", "who"];
/// Words that give an office, not a name.
const OFFICES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "prime",
    "minister",
    "foreign",
    "defence",
    "finance",
    "interior",
    "chancellor",
    "secretary",
    "general",
    "governor",
    "mayor",
    "judge",
    "justice",
    "professor",
    "prof",
    "captain",
    "colonel",
    "major",
    "lieutenant",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "chief",
    "director",
    "head",
    "chairman",
    "chairwoman",
    "ceo",
    "senator",
    "representative",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "bishop",
    "the",
    "a",
    "an",
    "of",
];
/// The shortest name, in characters, that may stand within a longer one.
const CONTAINED_CHARS_MIN: usize = 4;
/// The shortest family name, in characters, that ties two names.
const FAMILY_NAME_CHARS_MIN: usize = 3;
/// From this share of common words two texts are renderings of each other.
const ALIKE_JACCARD_MIN: f64 = 0.5;
/// From this share of the shorter one's words found in the longer one, too.
const ALIKE_CONTAINMENT_MIN: f64 = 0.9;
/// But not if the longer one is more than this many times as long.
const ALIKE_LENGTHS_MAX: usize = 3;

/// A text ready to be compared: folded, with its words counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    counts: BTreeMap<String, usize>,
    n_words: usize,
}

impl Folded {
    /// `text`, folded.
    pub fn new(text: &str) -> Self {
        let text = fold(text);
        let mut counts = BTreeMap::new();
        let mut n_words = 0;
        for word in text.split_whitespace() {
            *counts.entry(word.to_owned()).or_default() += 1;
            n_words += 1;
        }
        Self { text, counts, n_words }
    }

    /// The folded text: words with one space between them.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many words it has.
    pub fn n_words(&self) -> usize {
        self.n_words
    }
}

/// How much two bags of words have in common, each 0 to 1, and 0 where one of them is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Similarity {
    /// Common words by all words.
    pub jaccard: f64,
    /// Common words by the words of the shorter text.
    pub containment: f64,
}

/// How much two texts have in common, words counted as often as they stand there.
pub fn similarity(a: &Folded, b: &Folded) -> Similarity {
    let common: usize = a.counts.iter().map(|(word, n)| *n.min(b.counts.get(word).unwrap_or(&0))).sum();
    let all = a.n_words + b.n_words - common;
    let share = |n: usize| if n == 0 { 0.0 } else { common as f64 / n as f64 };
    Similarity { jaccard: share(all), containment: share(a.n_words.min(b.n_words)) }
}

/// Whether two texts can be renderings of one utterance: half their words in common, or the shorter one nearly whole
/// within one at most three times as long.
pub fn alike(a: &Folded, b: &Folded) -> bool {
    let Similarity { jaccard, containment } = similarity(a, b);
    let (shorter, longer) = (a.n_words.min(b.n_words), a.n_words.max(b.n_words));
    jaccard >= ALIKE_JACCARD_MIN
        || (containment >= ALIKE_CONTAINMENT_MIN && longer <= ALIKE_LENGTHS_MAX * shorter)
}

/// Whether `predicted` names the speaker `gold`: the same words, one name within the other once offices are left out, or
/// the same family name with no other first initial. A pronoun or a bare office names nobody.
pub fn same_person(predicted: &str, gold: &str) -> bool {
    let (predicted, gold) = (fold(predicted), fold(gold));
    let (a, b): (Vec<&str>, Vec<&str>) =
        (predicted.split_whitespace().collect(), gold.split_whitespace().collect());
    if a.is_empty() || b.is_empty() || a.iter().all(|word| is_pronoun(word)) {
        return false;
    }
    if a == b {
        return true;
    }
    if a.iter().all(|word| is_office(word)) {
        return false;
    }
    let (a, b) = (without_offices(&a), without_offices(&b));
    stands_within(&a, &b) || stands_within(&b, &a) || same_family_name(&a, &b)
}

/// The words of a folded name without the titles and articles before it; all of them if there are no others. Of "the mayor
/// of Oslo" the mayor's office is left, not Oslo.
pub(crate) fn named_words(folded: &str) -> Vec<String> {
    let words: Vec<&str> = folded.split_whitespace().collect();
    let n_titles = words.iter().take_while(|word| is_office(word) && **word != "of").count();
    let name = words.get(n_titles..).filter(|name| !name.is_empty()).unwrap_or(&words);
    name.iter().map(|word| (*word).to_owned()).collect()
}

fn is_pronoun(word: &str) -> bool {
    PRONOUNS.contains(&word)
}

fn is_office(word: &str) -> bool {
    OFFICES.contains(&word)
}

fn without_offices<'t>(words: &[&'t str]) -> Vec<&'t str> {
    let name: Vec<&str> = words.iter().copied().filter(|word| !is_office(word)).collect();
    if name.is_empty() { words.to_vec() } else { name }
}

fn stands_within(a: &[&str], b: &[&str]) -> bool {
    let (a, b) = (a.join(" "), b.join(" "));
    a.chars().count() >= CONTAINED_CHARS_MIN && format!(" {b} ").contains(&format!(" {a} "))
}

fn same_family_name(a: &[&str], b: &[&str]) -> bool {
    let (Some(last), Some(other)) = (a.last(), b.last()) else { return false };
    if last != other || last.chars().count() < FAMILY_NAME_CHARS_MIN {
        return false;
    }
    let initial = |name: &[&str]| name.first().and_then(|word| word.chars().next());
    a.len() == 1 || b.len() == 1 || initial(a) == initial(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_who_is_meant() {
        let check = |a: &str, b: &str, expected: bool| assert_eq!(same_person(a, b), expected, "{a} / {b}");
        check("Ilze Kalnina", "Ilze Kalnina", true);
        check("ILZE  KALNINA,", "Ilze Kalnina", true);
        check("Harbour master Ilze Kalnina", "Ilze Kalnina", true);
        check("Kalnina", "Harbour master Ilze Kalnina", true);
        check("I. Kalnina", "Ilze Kalnina", true);
        check("Juris Kalnina", "Ilze Kalnina", false);
        check("Ms Kalnina", "Minister Kalnina", true);
        check("Ng", "Ann Ng", false);
        check("the president", "President Osei", false);
        check("the president", "the president", true);
        check("the president", "The prime minister", false);
        check("a spokeswoman for the port", "port spokeswoman", true);
        check("she", "Ilze Kalnina", false);
        check("she", "she", false);
        check("who", "who", false);
        check("", "Ilze Kalnina", false);
        check("Ilze Kalnina", "", false);
    }

    #[test]
    fn measures_common_words() {
        let check = |a: &str, b: &str, jaccard: f64, containment: f64| {
            let found = similarity(&Folded::new(a), &Folded::new(b));
            assert_eq!(found, Similarity { jaccard, containment }, "{a} / {b}");
        };
        check("the ferry sank", "The ferry sank.", 1.0, 1.0);
        check("the ferry sank", "the ferry sailed", 0.5, 2.0 / 3.0);
        check("no no no", "no no", 2.0 / 3.0, 1.0);
        check("no", "", 0.0, 0.0);
        check("", "", 0.0, 0.0);
    }

    #[test]
    fn tells_renderings_of_one_utterance() {
        let check = |a: &str, b: &str, expected: bool| {
            assert_eq!(alike(&Folded::new(a), &Folded::new(b)), expected, "{a} / {b}");
            assert_eq!(alike(&Folded::new(b), &Folded::new(a)), expected, "{b} / {a}");
        };
        check("end this scuffle", "end this brawl", true);
        check("end this scuffle", "end that brawl now", false);
        check("no choice", "we have no choice left", true);
        check("no choice", "we will have no other choice but to act", false);
        check("no", "", false);
    }
}
