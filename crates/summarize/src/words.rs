//! The words of a text in the form in which two reports are compared.

use std::cell::RefCell;
use std::rc::Rc;

use copydesk_record::Span;
use copydesk_text::{TokenKind, fold_char, hash_words, is_stopword, stem, tokens};

use crate::memory::Memory;
use crate::synonym::class_of;

/// A word of a sentence or an utterance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands.
    pub(crate) span: Span,
    /// Its stem.
    pub(crate) stem: Rc<str>,
    /// The hash of its class: the stem, or that of the words it can be put for.
    pub(crate) class: u64,
    /// 0…100: function words weigh little.
    pub(crate) weight: u32,
    /// Whether it begins with a digit.
    pub(crate) is_number: bool,
    /// Whether it stands with any number or day.
    pub(crate) is_counting: bool,
}

/// Words of saying and doing that any sentence may have.
const LIGHT: &[&str] = &[
    "go", "come", "take", "make", "give", "put", "let", "say", "think", "know", "want", "thing", "way",
    "peopl", "time", "today", "year", "day", "will", "get", "see", "look", "like", "good", "realli", "becom",
    "keep", "happen", "need",
];
/// Stems of words that stand with any number or day.
const COUNTING: &str = "
month week hour minut night morn even afternoon monday tuesday wednesday thursday friday saturday sunday
januari februari march april june juli august septemb octob novemb decemb two three four five six seven
eight nine ten eleven twelv dozen hundr thousand million billion percent per cent
";
/// What turns a sentence into its contrary.
const NEGATIONS: &[&str] = &["not", "no", "never", "nobody", "nothing", "none", "without", "neither", "nor"];

/// The words and numbers of `text` within `within`, at most `n_max`.
pub(crate) fn words_in(text: &str, within: Span, n_max: usize) -> Vec<Word> {
    LEMMAS.with_borrow_mut(|lemmas| {
        let mut out = Vec::new();
        for token in tokens(text, within) {
            if out.len() >= n_max {
                break;
            }
            if token.kind == TokenKind::Mark {
                continue;
            }
            let lemma = |word: &str| Lemma::of(word, token.kind == TokenKind::Number);
            lemmas.recall(token.text, lemma, |lemma| out.extend(lemma.at(token.span)));
        }
        out
    })
}

thread_local! {
    // Stemming is most of the work on a word.
    static LEMMAS: RefCell<Memory<Lemma>> = RefCell::default();
}

/// What the letters of a token come to, wherever it stands: a word, and `not` where that is drawn into it.
#[derive(Clone, Debug)]
struct Lemma {
    base: Option<Word>,
    negation: Option<Word>,
}

impl Lemma {
    fn of(token: &str, is_number: bool) -> Self {
        let plain: String = token.chars().map(fold_char).collect();
        let (base, is_negated) = without_contraction(&plain);
        Self {
            base: (!base.is_empty()).then(|| word(base, is_number)),
            negation: is_negated.then(|| word("not", false)),
        }
    }

    fn at(&self, span: Span) -> impl Iterator<Item = Word> {
        [&self.base, &self.negation].into_iter().flatten().map(move |word| Word { span, ..word.clone() })
    }
}

fn word(plain: &str, is_number: bool) -> Word {
    let stem = if is_number { plain.replace(',', "") } else { stem(plain) };
    let weight = if NEGATIONS.contains(&plain) {
        30
    } else if is_stopword(plain) {
        8
    } else if LIGHT.contains(&stem.as_str()) || LIGHT.contains(&class_of(&stem)) {
        45
    } else {
        100
    };
    let class = hash_words([class_of(&stem)]);
    let is_counting = COUNTING.split_whitespace().any(|there| there == stem);
    Word { span: Span::default(), stem: stem.into(), class, weight, is_number, is_counting }
}

/// `haven't` is `have` and `not`, `we're` is `we`, `river's` is `river`.
fn without_contraction(plain: &str) -> (&str, bool) {
    match plain {
        "can't" | "cannot" => return ("can", true),
        "won't" => return ("will", true),
        _ => {}
    }
    if let Some(base) = plain.strip_suffix("n't") {
        return (base, true);
    }
    (plain.split('\'').next().unwrap_or_default(), false)
}

/// The words of a sentence or an utterance without their order, ready to be compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bag {
    /// The class and weight of each word, sorted.
    sorted: Vec<(u64, u32)>,
    /// How much weight is on them all.
    pub(crate) weight: u32,
    /// How many of them tell something.
    pub(crate) n_telling: usize,
}

impl Bag {
    /// The bag of these words.
    pub(crate) fn of(words: &[Word]) -> Self {
        let mut sorted: Vec<(u64, u32)> = words.iter().map(|word| (word.class, word.weight)).collect();
        sorted.sort_unstable();
        let weight = sorted.iter().map(|(_, weight)| weight).sum();
        let n_telling = sorted.iter().filter(|(_, weight)| *weight >= 100).count();
        Self { sorted, weight, n_telling }
    }

    /// The classes of all words, each as often as it stands there, and whether the word is a telling one.
    pub(crate) fn classes(&self) -> impl Iterator<Item = (u64, bool)> + '_ {
        self.sorted.iter().map(|&(class, weight)| (class, weight >= 100))
    }

    /// What two bags share by class: the summed weight, and how many telling words.
    pub(crate) fn shared(&self, other: &Self) -> (u32, usize) {
        let (mut sum, mut n_telling) = (0, 0);
        let (mut left, mut right) = (self.sorted.as_slice(), other.sorted.as_slice());
        let mut before = None;
        while let (Some((&(class, weight), after)), Some((&(there, _), rest))) =
            (left.split_first(), right.split_first())
        {
            if class <= there {
                left = after;
            }
            if there <= class {
                right = rest;
            }
            if class == there {
                sum += weight;
                n_telling += usize::from(weight >= 100 && before != Some(class));
                before = Some(class);
            }
        }
        (sum, n_telling)
    }

    /// The classes of the telling words that two bags share.
    pub(crate) fn shared_telling<'b>(&'b self, other: &'b Self) -> impl Iterator<Item = u64> + 'b {
        let mut rest = other.sorted.iter().peekable();
        self.sorted.iter().filter_map(move |&(class, weight)| {
            while rest.next_if(|&&(there, _)| there < class).is_some() {}
            (weight >= 100 && rest.peek().is_some_and(|&&(there, _)| there == class)).then_some(class)
        })
    }

    /// The part of the smaller bag's weight that the two share, 0…1000 and more.
    pub(crate) fn contained(&self, other: &Self) -> u32 {
        self.shared(other).0 * 1000 / self.weight.min(other.weight).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        words_in(text, Span::new(0, text.len()), 99).iter().map(|word| word.stem.to_string()).collect()
    }

    #[test]
    fn contractions_are_opened() {
        assert_eq!(
            stems("Wages haven't read our forecast"),
            ["wage", "have", "not", "read", "our", "forecast"]
        );
        assert_eq!(stems("We’re at the river’s bed"), ["we", "at", "the", "river", "bed"]);
    }

    #[test]
    fn synonyms_are_shared() {
        let bag = |text: &str| Bag::of(&words_in(text, Span::new(0, text.len()), 99));
        let (_, n) = bag("Put the rifles down at the door").shared(&bag("Leave your guns on the threshold"));
        assert_eq!(n, 2);
    }
}
