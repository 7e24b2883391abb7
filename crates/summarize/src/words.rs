//! The words of a text in the form in which two reports are compared.

use copydesk_record::Span;
use copydesk_text::{TokenKind, fold_char, hash_words, is_stopword, stem, tokens};

use crate::synonym::class_of;

/// A word of a sentence or an utterance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands.
    pub(crate) span: Span,
    /// Its stem.
    pub(crate) stem: String,
    /// The hash of its class: the stem, or that of the words it can be put for.
    pub(crate) class: u64,
    /// 0…100: function words weigh little.
    pub(crate) weight: u32,
    /// Whether it begins with a digit.
    pub(crate) is_number: bool,
}

/// Words of saying and doing that any sentence may have.
const LIGHT: &[&str] = &[
    "go", "come", "take", "make", "give", "put", "let", "say", "think", "know", "want", "thing", "way",
    "peopl", "time", "today", "year", "day", "will", "get", "see", "look", "like", "good", "realli", "becom",
    "keep", "happen", "need",
];
/// What turns a sentence into its contrary.
const NEGATIONS: &[&str] = &["not", "no", "never", "nobody", "nothing", "none", "without", "neither", "nor"];

/// The words and numbers of `text` within `within`, at most `n_max`.
pub(crate) fn words_in(text: &str, within: Span, n_max: usize) -> Vec<Word> {
    let mut out = Vec::new();
    for token in tokens(text, within) {
        if out.len() >= n_max {
            break;
        }
        if token.kind == TokenKind::Mark {
            continue;
        }
        let plain: String = token.text.chars().map(fold_char).collect();
        let (base, is_negated) = without_contraction(&plain);
        if !base.is_empty() {
            out.push(word(base, token.span, token.kind == TokenKind::Number));
        }
        if is_negated {
            out.push(word("not", token.span, false));
        }
    }
    out
}

fn word(plain: &str, span: Span, is_number: bool) -> Word {
    let stem = if is_number { plain.replace(',', "") } else { stem(plain) };
    let weight = if NEGATIONS.contains(&plain) {
        30
    } else if is_stopword(plain) {
        8
    } else if LIGHT.contains(&stem.as_str()) {
        45
    } else {
        100
    };
    let class = hash_words([if weight >= 45 { class_of(&stem) } else { &stem }]);
    Word { span, stem, class, weight, is_number }
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

/// How much weight is on these words.
pub(crate) fn weight_of(words: &[Word]) -> u32 {
    words.iter().map(|word| word.weight).sum()
}

/// What two lists of words share by class: the summed weight, and how many telling words.
pub(crate) fn shared(a: &[Word], b: &[Word]) -> (u32, usize) {
    let mut left: Vec<(u64, u32)> = a.iter().map(|word| (word.class, word.weight)).collect();
    let mut right: Vec<(u64, u32)> = b.iter().map(|word| (word.class, word.weight)).collect();
    left.sort_unstable();
    right.sort_unstable();
    let (mut sum, mut n_telling) = (0, 0);
    let mut rest = right.iter().peekable();
    let mut before = None;
    for &(class, weight) in &left {
        while rest.next_if(|&&(there, _)| there < class).is_some() {}
        if rest.next_if(|&&(there, _)| there == class).is_some() {
            sum += weight;
            n_telling += usize::from(weight >= 100 && before != Some(class));
            before = Some(class);
        }
    }
    (sum, n_telling)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        words_in(text, Span::new(0, text.len()), 99).into_iter().map(|word| word.stem).collect()
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
        let words = |text: &str| words_in(text, Span::new(0, text.len()), 99);
        let (_, n) =
            shared(&words("Put the rifles down at the door"), &words("Leave your guns on the threshold"));
        assert_eq!(n, 2);
    }
}
