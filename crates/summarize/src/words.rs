//! The words of a text in the form in which two reports are compared.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use copydesk_record::Span;
use copydesk_text::{TokenKind, WordMemory, fold_char, hash_words, is_stopword, stem, tokens};

use crate::memory::WordHashing;
use crate::synonym::grouped;

/// A word of a sentence or an utterance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands.
    pub(crate) span: Span,
    /// The hash of its stem.
    pub(crate) stem: u64,
    /// The hash of its class: the stem, or that of the words it can be put for.
    pub(crate) class: u64,
    /// 0…100: function words weigh little.
    pub(crate) weight: u32,
    /// Whether it begins with a digit.
    pub(crate) is_number: bool,
    /// Whether it stands with any number or day.
    pub(crate) is_counting: bool,
}

/// From this weight on, a word tells something.
pub(crate) const TELLING_MIN: u32 = 100;

/// How many words are remembered, at 64 bytes each.
const WORDS_MAX: usize = 1 << 16;
/// How many bytes there are to a word at least, in most text.
const USUAL_BYTES: usize = 5;

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
        let mut out = Vec::with_capacity(n_max.min(within.len() / USUAL_BYTES + 1));
        for token in tokens(text, within) {
            if out.len() >= n_max {
                break;
            }
            if token.kind == TokenKind::Mark {
                continue;
            }
            let lemma = lemmas.recall(token.text, |word| Lemma::of(word, token.kind == TokenKind::Number));
            out.extend(lemma.base.map(|word| Word { span: token.span, ..word }));
            if lemma.is_negated {
                out.push(Word { span: token.span, ..*NOT });
            }
        }
        out
    })
}

/// The hash of a stem.
pub(crate) fn stem_hash(stem: &str) -> u64 {
    hash_words([stem])
}

thread_local! {
    // Stemming is most of the work on a word.
    static LEMMAS: RefCell<WordMemory<Lemma>> = RefCell::new(WordMemory::with_room_for(WORDS_MAX));
}

/// What is drawn into `haven't`.
static NOT: LazyLock<Word> = LazyLock::new(|| word("not", false));

/// What the letters of a token come to, wherever it stands: a word, and whether `not` is drawn into it.
#[derive(Clone, Copy, Debug, Default)]
struct Lemma {
    base: Option<Word>,
    is_negated: bool,
}

impl Lemma {
    fn of(token: &str, is_number: bool) -> Self {
        let plain: String = token.chars().map(fold_char).collect();
        let (base, is_negated) = without_contraction(&plain);
        Self { base: (!base.is_empty()).then(|| word(base, is_number)), is_negated }
    }
}

fn word(plain: &str, is_number: bool) -> Word {
    let stem = if is_number { plain.replace(',', "") } else { stem(plain) };
    let known = STEMS.get(stem.as_str()).copied().unwrap_or_default();
    let weight = if NEGATIONS.contains(&plain) {
        30
    } else if is_stopword(plain) {
        8
    } else if known.is_light {
        45
    } else {
        TELLING_MIN
    };
    let stem = stem_hash(&stem);
    let (class, is_counting) = (known.class.unwrap_or(stem), known.is_counting);
    Word { span: Span::default(), stem, class, weight, is_number, is_counting }
}

/// What is known of a stem.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// The hash of its class, where that is another one's.
    class: Option<u64>,
    is_light: bool,
    is_counting: bool,
}

/// The stems of which anything is known.
static STEMS: LazyLock<HashMap<&str, Known, WordHashing>> = LazyLock::new(|| {
    let mut stems: HashMap<&str, Known, WordHashing> = HashMap::default();
    for (stem, class) in grouped() {
        let known = stems.entry(stem).or_default();
        known.class = Some(stem_hash(class));
        known.is_light = LIGHT.contains(&class);
    }
    for stem in LIGHT {
        stems.entry(stem).or_default().is_light = true;
    }
    for stem in COUNTING.split_whitespace() {
        stems.entry(stem).or_default().is_counting = true;
    }
    stems
});

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

/// What two bags share.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shared {
    /// The weight of the words, how many there are, and how many telling ones, each counted once.
    pub(crate) weight: u32,
    pub(crate) n_words: usize,
    pub(crate) n_telling: usize,
}

impl Bag {
    /// The bag of these words.
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = &'w Word>) -> Self {
        let mut sorted: Vec<(u64, u32)> = words.into_iter().map(|word| (word.class, word.weight)).collect();
        sorted.sort_unstable();
        let weight = sorted.iter().map(|(_, weight)| weight).sum();
        let n_telling = sorted.iter().filter(|(_, weight)| *weight >= 100).count();
        Self { sorted, weight, n_telling }
    }

    /// The classes of all words, each as often as it stands there, and whether the word is a telling one.
    pub(crate) fn classes(&self) -> impl Iterator<Item = (u64, bool)> + '_ {
        self.sorted.iter().map(|&(class, weight)| (class, weight >= 100))
    }

    /// The classes of the telling words, each once.
    pub(crate) fn telling(&self) -> impl Iterator<Item = u64> + '_ {
        let mut before = None;
        let telling = self.classes().filter_map(|(class, is_telling)| is_telling.then_some(class));
        telling.filter(move |&class| before.replace(class) != Some(class))
    }

    /// What two bags share by class.
    pub(crate) fn shared(&self, other: &Self) -> Shared {
        let mut out = Shared::default();
        let (mut left, mut right) = (0, 0);
        let mut before = None;
        while let (Some(&(class, weight)), Some(&(there, _))) =
            (self.sorted.get(left), other.sorted.get(right))
        {
            // Which one goes on is anybody's guess: counted, not chosen.
            left += usize::from(class <= there);
            right += usize::from(there <= class);
            if class == there {
                out.weight += weight;
                out.n_words += 1;
                out.n_telling += usize::from(weight >= TELLING_MIN && before != Some(class));
                before = Some(class);
            }
        }
        out
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
        self.contained_by(self.shared(other), other)
    }

    /// The same where it is known what they share.
    pub(crate) fn contained_by(&self, shared: Shared, other: &Self) -> u32 {
        shared.weight * 1000 / self.weight.min(other.weight).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<u64> {
        words_in(text, Span::new(0, text.len()), 99).iter().map(|word| word.stem).collect()
    }

    #[test]
    fn contractions_are_opened() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(
                stems(text),
                expected.iter().map(|stem| stem_hash(stem)).collect::<Vec<_>>(),
                "{text}"
            );
        };
        check("Wages haven't read our forecast", &["wage", "have", "not", "read", "our", "forecast"]);
        check("We’re at the river’s bed", &["we", "at", "the", "river", "bed"]);
    }

    #[test]
    fn synonyms_are_shared() {
        let bag = |text: &str| Bag::of(&words_in(text, Span::new(0, text.len()), 99));
        let shared = bag("Put the rifles down at the door").shared(&bag("Leave your guns on the threshold"));
        assert_eq!(shared.n_telling, 2);
    }
}
