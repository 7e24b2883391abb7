//! Key phrases: words and runs of words that the article uses often, and that say much.

use std::cmp::Reverse;
use std::collections::HashMap;

use copydesk_record::{KeyPhrase, Role};
use copydesk_text::{Token, TokenKind, fold, is_stopword, stem, tokens};

use crate::content::Content;

/// So many are given.
const PHRASES_MAX: usize = 10;
/// A phrase has at most so many words.
const PHRASE_WORDS_MAX: usize = 3;
/// Phrases are counted in the first words of an article: what it is about stands there.
const WORDS_MAX: u32 = 5_000;

/// The words of a phrase by their numbers, 0 behind the last.
type Key = [u32; PHRASE_WORDS_MAX];

/// What is known of a phrase.
#[derive(Debug, Default)]
struct Count {
    n: u32,
    /// How often each of its words has a capital.
    n_capital: u32,
    /// The place of its first use, in words.
    first: u32,
    is_in_title: bool,
    /// How often each form stands in the text, in the order of their first uses.
    forms: Vec<(Key, u32)>,
}

/// The words of an article, each looked at once.
#[derive(Debug, Default)]
struct Words<'t> {
    /// The number of each form's stem, 0 for words that are part of no phrase, and of the form itself.
    numbers: HashMap<&'t str, (u32, u32)>,
    stems: HashMap<String, u32>,
    forms: Vec<&'t str>,
}

impl<'t> Words<'t> {
    fn numbers(&mut self, token: &Token<'t>) -> (u32, u32) {
        if let Some(numbers) = self.numbers.get(token.text) {
            return *numbers;
        }
        let folded = fold(token.text);
        let stem = if is_content(token, &folded) {
            let n_stems = self.stems.len() as u32;
            *self.stems.entry(stem(&folded)).or_insert(n_stems + 1)
        } else {
            0
        };
        self.forms.push(token.text);
        let numbers = (stem, self.forms.len() as u32);
        self.numbers.insert(token.text, numbers);
        numbers
    }

    /// The words of a form, as they stand in the text.
    fn of(&self, form: Key) -> impl Iterator<Item = &'t str> {
        form.into_iter().filter_map(|number| self.forms.get((number as usize).checked_sub(1)?)).copied()
    }

    fn form(&self, form: Key) -> String {
        self.of(form).collect::<Vec<_>>().join(" ")
    }
}

/// The phrases that say what the article is about, the strongest first.
pub(crate) fn key_phrases(content: &Content<'_>) -> Vec<KeyPhrase> {
    let (counts, words, n_words) = count(content);
    let mut scored: Vec<(i64, u32, Key)> = Vec::with_capacity(counts.len());
    for count in counts.values() {
        // Of forms that are used alike, the first.
        let form = count.forms.iter().rev().max_by_key(|(_, n)| *n).map_or(Key::default(), |(form, _)| *form);
        scored.push((score(&words, form, count, n_words), count.first, form));
    }
    scored.sort_by_key(|(score, first, form)| (Reverse(*score), *first, *form));
    scored.truncate(PHRASES_MAX);
    let best = scored.first().map_or(1, |(score, ..)| *score).max(1);
    let share = |score: i64| (score.max(0) * 1000 / best) as u16;
    let phrase = |(score, _, form)| KeyPhrase { text: words.form(form), score: share(score) };
    scored.into_iter().map(phrase).collect()
}

/// The phrases by their stems, their words, and how many words the article has.
fn count<'t>(content: &Content<'t>) -> (HashMap<Key, Count>, Words<'t>, u32) {
    let mut counts: HashMap<Key, Count> = HashMap::new();
    let mut words = Words::default();
    let mut at = 0;
    for block in &content.blocks {
        // The last words by their stems and forms, and whether each has a capital.
        let mut run: Vec<(u32, u32, bool)> = Vec::new();
        for token in tokens(content.source, block.span) {
            at += u32::from(token.kind != TokenKind::Mark);
            if at > WORDS_MAX {
                return (counts, words, WORDS_MAX);
            }
            let (stem, form) = if token.kind == TokenKind::Word { words.numbers(&token) } else { (0, 0) };
            if stem == 0 {
                run.clear();
                continue;
            }
            run.push((stem, form, token.text.starts_with(char::is_uppercase)));
            if run.len() > PHRASE_WORDS_MAX {
                run.remove(0);
            }
            for from in 0..run.len() {
                let part = run.get(from..).unwrap_or_default();
                let (mut key, mut form) = (Key::default(), Key::default());
                for ((key, form), word) in key.iter_mut().zip(&mut form).zip(part) {
                    (*key, *form) = (word.0, word.1);
                }
                let count = counts.entry(key).or_insert_with(|| Count { first: at, ..Count::default() });
                count.n += 1;
                count.n_capital += u32::from(part.iter().all(|word| word.2));
                count.is_in_title |= block.role == Role::Title;
                match count.forms.iter_mut().find(|(known, _)| *known == form) {
                    Some((_, n)) => *n += 1,
                    None => count.forms.push((form, 1)),
                }
            }
        }
    }
    (counts, words, at)
}

/// Whether a word can be part of a key phrase: no common word, no address, and none of several words.
fn is_content(token: &Token<'_>, folded: &str) -> bool {
    token.kind == TokenKind::Word
        && folded.chars().count() > 2
        && token.text.len() < 40
        && !token.text.contains(['-', '.', '_'])
        && !is_stopword(folded)
}

/// How much a phrase says of its article, in hundredths. The weights are those of a logistic regression on the development
/// half of 500N-KPCrowd (Marujo and others, 2012), rounded; twenty that were tried beside them gained nothing. What is used
/// twice as often is worth less the longer the article is; long words say more than short ones.
fn score(words: &Words<'_>, form: Key, count: &Count, n_words: u32) -> i64 {
    const LETTERS_MAX: usize = 12;
    let uses = log2(count.n) * (214 - 16 * log2(n_words) / LOG_UNIT) / LOG_UNIT;
    let n_form_words = form.iter().filter(|number| **number > 0).count();
    let length = [0, -110, -180].get(n_form_words.saturating_sub(1)).copied().unwrap_or(-180);
    let is_name = n_form_words > 1 && count.n_capital * 2 > count.n;
    // The labels hardly reward it, and readers do: a run that comes again is a term.
    let is_term = n_form_words > 1 && count.n > 1;
    let n_letters = words.of(form).last().map_or(0, |word| word.chars().count());
    let letters = 21 * n_letters.min(LETTERS_MAX) as i64 - if n_letters <= 4 { 35 } else { 0 };
    let is_of = words.of(form).any(|word| word.contains(['\'', '’']));
    let title = if count.is_in_title { 50 } else { 0 };
    let whole = if is_name { 80 } else { 0 } + if is_term { 60 } else { 0 };
    uses + length + letters + title + whole - if is_of { 120 } else { 0 }
}

/// The logarithm to base two, in units of [`LOG_UNIT`], straight between powers of two.
fn log2(n: u32) -> i64 {
    let n = i64::from(n.max(1));
    let whole = i64::from(n.ilog2());
    whole * LOG_UNIT + ((n * LOG_UNIT) >> whole) - LOG_UNIT
}

const LOG_UNIT: i64 = 64;

#[cfg(test)]
mod tests {
    use copydesk_record::{Article, Block, Reading, Span};

    use super::*;

    #[test]
    fn what_is_said_often_and_says_much_comes_first() {
        let text = "The ferry company stopped its night ferries. A night ferry had hit a pier. The ferry company \
                    blamed fog. Fog closed the port, the mayor said.";
        let block = Block { role: Role::Body, span: Span::new(0, text.len()), reason: None };
        let article = Article { blocks: vec![block], ..Article::default() };
        let reading = Reading { text: text.to_owned(), article, ..Reading::default() };
        let found = key_phrases(&Content::of(&reading));
        let first: Vec<&str> = found.iter().take(4).map(|phrase| phrase.text.as_str()).collect();
        assert_eq!(first, ["ferry", "company", "night", "ferry company"]);
        assert_eq!(found.first().map(|phrase| phrase.score), Some(1000));
        assert!(found.len() <= PHRASES_MAX && found.iter().all(|phrase| phrase.text != "the"));
    }
}
