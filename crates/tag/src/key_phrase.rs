//! Key phrases: words and runs of words that the article uses often, and that say much.

use std::collections::BTreeMap;

use copydesk_record::{KeyPhrase, Role};
use copydesk_text::{Token, TokenKind, fold, is_stopword, stem, tokens};

use crate::content::Content;

/// So many are given.
const PHRASES_MAX: usize = 10;
/// A phrase has at most so many words.
const PHRASE_WORDS_MAX: usize = 3;
/// Phrases are counted in the first words of an article: what it is about stands there.
const WORDS_MAX: u32 = 5_000;

/// What is known of a phrase.
#[derive(Debug, Default)]
struct Count {
    n: u32,
    /// How often each of its words has a capital.
    n_capital: u32,
    /// The place of its first use, in words.
    first: u32,
    is_in_title: bool,
    /// How often each form stands in the text.
    forms: BTreeMap<String, u32>,
}

/// The phrases that say what the article is about, the strongest first.
pub(crate) fn key_phrases(content: &Content<'_>) -> Vec<KeyPhrase> {
    let (counts, n_words) = count(content);
    let mut scored: Vec<(i64, &Count, &str)> = Vec::new();
    for count in counts.values() {
        let form = count.forms.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        let Some((form, _)) = form else { continue };
        scored.push((score(form, count, n_words), count, form));
    }
    scored.sort_by_key(|(score, count, form)| (std::cmp::Reverse(*score), count.first, *form));
    scored.truncate(PHRASES_MAX);
    let best = scored.first().map_or(1, |(score, ..)| *score).max(1);
    let share = |score: i64| (score.max(0) * 1000 / best) as u16;
    scored
        .into_iter()
        .map(|(score, _, form)| KeyPhrase { text: form.to_owned(), score: share(score) })
        .collect()
}

/// The phrases by their stems, and how many words the article has.
fn count(content: &Content<'_>) -> (BTreeMap<String, Count>, u32) {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut at = 0;
    for block in &content.blocks {
        let mut run: Vec<(String, &str)> = Vec::new();
        for token in tokens(content.source, block.span) {
            at += u32::from(token.kind != TokenKind::Mark);
            if at > WORDS_MAX {
                return (counts, WORDS_MAX);
            }
            let folded = fold(token.text);
            if !is_content(&token, &folded) {
                run.clear();
                continue;
            }
            run.push((stem(&folded), token.text));
            if run.len() > PHRASE_WORDS_MAX {
                run.remove(0);
            }
            for from in 0..run.len() {
                let part = run.get(from..).unwrap_or_default();
                let key: Vec<&str> = part.iter().map(|(stem, _)| stem.as_str()).collect();
                let form: Vec<&str> = part.iter().map(|(_, text)| *text).collect();
                let count =
                    counts.entry(key.join(" ")).or_insert_with(|| Count { first: at, ..Count::default() });
                count.n += 1;
                count.n_capital += u32::from(form.iter().all(|word| word.starts_with(char::is_uppercase)));
                count.is_in_title |= block.role == Role::Title;
                *count.forms.entry(form.join(" ")).or_default() += 1;
            }
        }
    }
    (counts, at)
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
fn score(form: &str, count: &Count, n_words: u32) -> i64 {
    const LETTERS_MAX: usize = 12;
    let uses = log2(count.n) * (214 - 16 * log2(n_words) / LOG_UNIT) / LOG_UNIT;
    let n_form_words = form.split(' ').count();
    let length = [0, -110, -180].get(n_form_words.saturating_sub(1)).copied().unwrap_or(-180);
    let is_name = n_form_words > 1 && count.n_capital * 2 > count.n;
    // The labels hardly reward it, and readers do: a run that comes again is a term.
    let is_term = n_form_words > 1 && count.n > 1;
    let n_letters = form.rsplit(' ').next().map_or(0, |word| word.chars().count());
    let letters = 21 * n_letters.min(LETTERS_MAX) as i64 - if n_letters <= 4 { 35 } else { 0 };
    let is_of = form.contains(['\'', '’']);
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
