//! What speaks for the label of a token: its word and form, its neighbours, the tables, the rules, the rest of the document.

mod about;
mod group;

pub use group::FeatureGroup;

use std::collections::HashMap;
use std::ops::Range;

use copydesk_text::fold;

use self::about::{each_of_classes, each_of_clusters, each_of_known, each_of_parts, each_of_rules};
use super::clusters::{Clusters, clusters_of};
use super::context::{Class, Run, class_of};
use super::lexicon::{N_BITS, add_phrases, bits_of, is_named};
use super::lists::Known;
use super::token::NameToken;
use crate::gazetteer::is_common;
use crate::sequence::{Label, hash_of, mix};

/// Of the other uses of a word, the first so many are looked at.
const OTHER_USES: usize = 4;
const POINT_BIT: u32 = 1 << N_BITS;
/// So far from whatever speaks for a name, no word is part of one.
const PLAIN_WORDS: usize = 2;

/// A written form: `Belo`, `BELO` and `belo` are three.
#[derive(Clone, Debug)]
struct Form {
    /// Its word in [`NameFeatures::words`].
    word: usize,
    /// The hash of the folded word, digits as `0`.
    hash: u64,
    shape: u64,
    prefixes: [u64; 3],
    suffixes: [u64; 4],
    bits: u32,
    class: Class,
    clusters: Clusters,
    is_common: bool,
    case: Case,
    has_capital: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Lower,
    Capital,
    Upper,
    Other,
}

/// What the document says of a word.
#[derive(Clone, Debug, Default)]
struct Word {
    n_lower: u16,
    n_capital: u16,
    /// With a capital that its place in the sentence did not give.
    n_inside: u16,
    /// The neighbours of its first uses with a capital: place, word before, word after.
    uses: Vec<(usize, u64, u64)>,
    /// How often the first pass gave it each kind; outside first.
    votes: [u16; 5],
    /// The class of what it is said to be.
    defined: Class,
}

/// A token in its place.
#[derive(Clone, Copy, Debug)]
struct Use {
    form: usize,
    bits: u32,
    hint: Label,
    first_pass: Label,
    is_plain: bool,
    /// The number of its run of capitals in the sentence, from 1.
    run: u16,
    known: Known,
}

/// The features of all tokens of a document.
#[derive(Clone, Debug, Default)]
pub struct NameFeatures {
    forms: Vec<Form>,
    words: Vec<Word>,
    sentences: Vec<Vec<Use>>,
    /// The runs of capitals of each sentence.
    runs: Vec<Vec<Run>>,
    /// Sentences that are written in capitals.
    is_upper: Vec<bool>,
    has_first_pass: bool,
}

impl NameFeatures {
    /// What speaks for the labels in these sentences of one document.
    pub fn of(sentences: &[Vec<NameToken<'_>>]) -> Self {
        let mut out = Self::default();
        let mut forms: HashMap<&str, usize> = HashMap::new();
        let mut words: HashMap<u64, usize> = HashMap::new();
        for (n, sentence) in sentences.iter().enumerate() {
            let mut uses = Vec::with_capacity(sentence.len());
            for token in sentence {
                let form = *forms.entry(token.text).or_insert_with(|| out.add_form(token.text, &mut words));
                let bits = out.forms.get(form).map_or(0, |form| form.bits);
                let hint = token.hint;
                uses.push(Use {
                    form,
                    bits,
                    hint,
                    first_pass: 0,
                    is_plain: false,
                    run: 0,
                    known: Known::default(),
                });
            }
            let hashes: Vec<u64> = uses.iter().map(|used| out.hash(used.form)).collect();
            let mut bits: Vec<u32> = uses.iter().map(|used| used.bits).collect();
            add_phrases(&hashes, &mut bits);
            for (used, bits) in uses.iter_mut().zip(bits) {
                used.bits = bits;
            }
            out.note_uses(n, &uses, &hashes);
            out.note_context(sentence, &mut uses, &hashes);
            out.note_plain(&mut uses);
            out.sentences.push(uses);
        }
        out
    }

    /// How many sentences there are.
    pub fn n_sentences(&self) -> usize {
        self.sentences.len()
    }

    /// How many tokens a sentence has.
    pub fn n_tokens(&self, sentence: usize) -> usize {
        self.sentences.get(sentence).map_or(0, Vec::len)
    }

    /// Takes the labels of a first pass: from now on they speak too.
    pub fn set_first_pass(&mut self, labels: &[Vec<Label>]) {
        self.note_first_pass(labels);
        self.use_first_pass();
    }

    /// From now on, the noted labels of a first pass speak too.
    pub fn use_first_pass(&mut self) {
        self.has_first_pass = true;
    }

    /// From now on, no first pass speaks.
    pub fn forget_first_pass(&mut self) {
        self.has_first_pass = false;
    }

    /// Notes the labels of a first pass.
    pub fn note_first_pass(&mut self, labels: &[Vec<Label>]) {
        for word in &mut self.words {
            word.votes = [0; 5];
        }
        for (sentence, labels) in self.sentences.iter_mut().zip(labels) {
            for (used, label) in sentence.iter_mut().zip(labels) {
                used.first_pass = *label;
                let form = self.forms.get(used.form).filter(|form| form.case != Case::Lower);
                let word = form.and_then(|form| self.words.get_mut(form.word));
                if let Some(votes) = word.and_then(|word| word.votes.get_mut(kind_of(*label))) {
                    *votes = votes.saturating_add(1);
                }
            }
        }
    }

    fn add_form(&mut self, text: &str, words: &mut HashMap<u64, usize>) -> usize {
        let folded = fold(text);
        let hash = hash_of(folded.replace(|c: char| c.is_ascii_digit(), "0"));
        let word = *words.entry(hash).or_insert_with(|| {
            self.words.push(Word::default());
            self.words.len() - 1
        });
        let lower: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
        let part = |chars: Option<&[char]>| {
            chars.map_or(0, |chars| chars.iter().fold(7, |hash, &c| mix(hash, u64::from(c), 3)))
        };
        self.forms.push(Form {
            word,
            hash,
            shape: shape_of(text),
            prefixes: [2, 3, 4].map(|n| part(lower.get(..n))),
            suffixes: [1, 2, 3, 4]
                .map(|n| part(lower.len().checked_sub(n).and_then(|from| lower.get(from..)))),
            bits: bits_of(hash_of(&folded))
                | if text.contains('.') && text.len() > 1 { POINT_BIT } else { 0 },
            class: class_of(&folded),
            clusters: clusters_of(hash_of(&folded)),
            is_common: is_common(&folded),
            case: case_of(text),
            has_capital: text.contains(char::is_uppercase),
        });
        self.forms.len() - 1
    }

    fn hash(&self, form: usize) -> u64 {
        self.forms.get(form).map_or(0, |form| form.hash)
    }

    /// Remembers how the words of a sentence were written, and beside which.
    fn note_uses(&mut self, n: usize, uses: &[Use], hashes: &[u64]) {
        let case = |used: &Use| self.forms.get(used.form).map_or(Case::Other, |form| form.case);
        let n_lower = uses.iter().filter(|used| case(used) == Case::Lower).count();
        let n_upper = uses.iter().filter(|used| case(used) == Case::Upper).count();
        let n_capital = uses.iter().filter(|used| case(used) == Case::Capital).count();
        let is_upper = n_lower + n_capital == 0 && n_upper > 1;
        // Headlines may give every word its capital.
        let tells = n_lower >= n_capital && !is_upper;
        for (at, used) in uses.iter().enumerate() {
            let Some(form) = self.forms.get(used.form) else { continue };
            let Some(word) = self.words.get_mut(form.word) else { continue };
            match form.case {
                Case::Lower => word.n_lower = word.n_lower.saturating_add(1),
                Case::Capital | Case::Upper if tells => {
                    word.n_capital = word.n_capital.saturating_add(1);
                    word.n_inside = word.n_inside.saturating_add(u16::from(at > 0));
                    if word.uses.len() <= OTHER_USES {
                        let hash = |at: Option<usize>| at.and_then(|at| hashes.get(at)).copied().unwrap_or(1);
                        word.uses.push((n << 16 | at, hash(at.checked_sub(1)), hash(Some(at + 1))));
                    }
                }
                _ => {}
            }
        }
        self.is_upper.push(is_upper);
    }

    /// Notes which words can be no part of a name, so that no model need read them.
    fn note_plain(&self, uses: &mut [Use]) {
        let speaks = |used: &Use| {
            used.hint != 0
                || self.forms.get(used.form).is_none_or(|form| form.has_capital)
                || is_named(used.bits)
        };
        let mut n_since = PLAIN_WORDS + 1;
        for used in uses.iter_mut() {
            n_since = if speaks(used) { 0 } else { n_since + 1 };
            used.is_plain = n_since > PLAIN_WORDS;
        }
        let mut n_since = PLAIN_WORDS + 1;
        for used in uses.iter_mut().rev() {
            n_since = if speaks(used) { 0 } else { n_since + 1 };
            used.is_plain &= n_since > PLAIN_WORDS;
        }
    }

    /// Whether a token can be no part of a name: neither it nor its neighbours have a capital, and neither the rules nor
    /// the tables say anything of them.
    pub fn is_plain(&self, sentence: usize, token: usize) -> bool {
        self.sentences.get(sentence).and_then(|uses| uses.get(token)).is_none_or(|used| used.is_plain)
    }

    /// The stretches of a sentence that a model reads, with one plain token at each side of what is not plain.
    pub fn stretches(&self, sentence: usize) -> Vec<Range<usize>> {
        let n = self.n_tokens(sentence);
        let mut out: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while at < n {
            if self.is_plain(sentence, at) {
                at += 1;
                continue;
            }
            let from = at.saturating_sub(1);
            while !self.is_plain(sentence, at) {
                at += 1;
            }
            out.push(from..(at + 1).min(n));
        }
        out
    }

    /// Gives `sink` each feature of a token.
    pub fn each(&self, sentence: usize, token: usize, sink: &mut impl FnMut(u64)) {
        self.each_of_words(sentence, token, sink);
        if self.has_first_pass {
            self.each_of_first_pass(sentence, token, sink);
        }
    }

    /// Gives `sink` each feature of a token that no first pass has a part in.
    pub fn each_of_words(&self, sentence: usize, token: usize, sink: &mut impl FnMut(u64)) {
        let Some(uses) = self.sentences.get(sentence) else { return };
        let at = |offset: isize| -> Option<(&Use, &Form)> {
            let used = uses.get(token.checked_add_signed(offset)?)?;
            Some((used, self.forms.get(used.form)?))
        };
        let Some((used, form)) = at(0) else { return };
        let near = [at(-2), at(-1), Some((used, form)), at(1), at(2)];
        let hash = near.map(|near| near.map_or(1, |(_, form)| form.hash));
        let shape = near.map(|near| near.map_or(1, |(_, form)| form.shape));
        let bits = near.map(|near| near.map_or(POINT_BIT << 1, |(used, _)| used.bits));
        let [word_b2, word_b1, word, word_a1, word_a2] = hash;
        let [shape_b2, shape_b1, shape, shape_a1, shape_a2] = shape;
        let [_, bits_b1, own_bits, bits_a1, _] = bits.map(u64::from);
        let is_upper = u64::from(self.is_upper.get(sentence).copied().unwrap_or_default());
        let pairs = [
            (word_b2, 0),
            (word_b1, 0),
            (word, 0),
            (word_a1, 0),
            (word_a2, 0),
            (word_b1, word),
            (word, word_a1),
            (word_b1, word_a1),
            (shape_b1, 0),
            (shape, is_upper),
            (shape_a1, 0),
            (shape_b1, shape),
            (shape, shape_a1),
            (mix(0, shape_b1, shape), shape_a1),
            (mix(0, mix(0, shape_b2, shape_b1), shape), mix(0, shape_a1, shape_a2)),
            (word_b1, shape),
            (word_a1, shape),
            (word, shape),
            (bits_b1, 0),
            (own_bits, 0),
            (bits_a1, 0),
            (own_bits, shape),
            (bits_b1, own_bits),
            (own_bits, bits_a1),
            (mix(0, bits_b1, own_bits), bits_a1),
            (word_b1, own_bits),
            (word_a1, own_bits),
            (mix(0, word_b2, word_b1), shape),
            (mix(0, word_a1, word_a2), shape),
            (0, 0),
        ];
        for (n, (a, b)) in pairs.into_iter().enumerate() {
            sink(mix(n as u64 + 1, a, b));
        }
        each_of_parts(form, [at(-1), at(1)].map(|near| near.map(|(_, form)| form)), sink);
        for bit in 0..=N_BITS {
            if used.bits & 1 << bit != 0 {
                sink(mix(80, u64::from(bit), 0));
            }
        }
        let near_use = [at(-1), at(0), at(1)].map(|near| near.map(|(used, _)| used));
        let near_forms = near.map(|near| near.map(|(_, form)| form));
        each_of_classes(near_forms, form, sink);
        each_of_clusters(near_forms, form, sink);
        each_of_known(near_use, form, sink);
        self.each_of_run(sentence, token, form, sink);
        each_of_rules(near_use, form, own_bits, sink);
        self.each_of_document(sentence << 16 | token, token, form, sink);
    }
}

/// 0 outside, else 1 and the kind.
fn kind_of(label: Label) -> usize {
    if label == 0 { 0 } else { 1 + usize::from((label - 1) / 4) }
}

fn case_of(text: &str) -> Case {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        None => Case::Other,
        Some(first) if !first.is_uppercase() => Case::Lower,
        Some(_) => {
            let mut rest = letters.peekable();
            if rest.peek().is_some() && rest.all(char::is_uppercase) { Case::Upper } else { Case::Capital }
        }
    }
}

/// `Xx` for `Belo`, `X` for `UN`, `x-x`, `d`, …: runs of one class are one sign; how long the word is, up to three.
fn shape_of(text: &str) -> u64 {
    let mut hash = text.chars().take(3).count() as u64;
    let mut last = ' ';
    for c in text.chars().take(24) {
        let sign = if c.is_uppercase() {
            'X'
        } else if c.is_alphabetic() {
            'x'
        } else if c.is_numeric() {
            'd'
        } else {
            c
        };
        if sign != last {
            hash = mix(hash, u64::from(sign), 5);
        }
        last = sign;
    }
    hash
}

#[cfg(test)]
mod tests {
    use copydesk_record::Span;

    use super::super::token::name_tokens;
    use super::*;

    #[test]
    fn the_rest_of_the_document_speaks() {
        let features = |text: &str| {
            let sentences = text.lines().scan(0, |at, line| {
                let span = Span::new(*at, *at + line.len());
                *at += line.len() + 1;
                Some(name_tokens(text, span))
            });
            let features = NameFeatures::of(&sentences.collect::<Vec<_>>());
            let mut out = Vec::new();
            features.each(0, 0, &mut |feature| out.push(feature));
            out
        };
        let alone = features("Grant left.");
        assert!(alone.len() > 40);
        assert_ne!(alone, features("Grant left.\nThe grant was small."));
        assert_eq!(alone, features("Grant left."));
    }
}
