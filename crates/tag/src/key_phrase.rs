//! Key phrases: runs of content words that the article uses often and early.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{KeyPhrase, Role};
use copydesk_text::{TokenKind, fold, is_stopword, stem, tokens};

use crate::content::Content;

/// So many are given.
const PHRASES_MAX: usize = 10;
/// A phrase has at most so many words.
const PHRASE_WORDS_MAX: usize = 3;
/// Phrases are counted in the first words of an article: what it is about stands there.
const WORDS_MAX: usize = 5_000;

/// What is known of a phrase.
#[derive(Debug, Default)]
struct Count {
    n: u32,
    /// The place of its first use, in words.
    first: u32,
    is_in_title: bool,
    /// How often each form stands in the text.
    forms: BTreeMap<String, u32>,
}

/// The phrases that say what the article is about, the strongest first.
pub(crate) fn key_phrases(content: &Content<'_>) -> Vec<KeyPhrase> {
    let counts = count(content);
    let mut scored: Vec<(u64, &String, &Count)> = counts
        .iter()
        .map(|(key, count)| (score(key, count), key, count))
        .filter(|(score, ..)| *score > 0)
        .collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let best = scored.first().map_or(1, |(score, ..)| *score).max(1);
    let mut out: Vec<KeyPhrase> = Vec::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for (score, key, count) in scored {
        if out.len() == PHRASES_MAX {
            break;
        }
        // A word of a phrase that is taken says nothing new.
        if key.split(' ').all(|word| taken.contains(word)) {
            continue;
        }
        let form = count.forms.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        let Some((text, _)) = form else { continue };
        taken.extend(key.split(' '));
        out.push(KeyPhrase { text: text.clone(), score: (score * 1000 / best) as u16 });
    }
    out
}

fn count(content: &Content<'_>) -> BTreeMap<String, Count> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut at = 0;
    'blocks: for block in &content.blocks {
        let mut run: Vec<(String, &str)> = Vec::new();
        for token in tokens(content.source, block.span) {
            let folded = fold(token.text);
            let is_content = token.kind == TokenKind::Word
                && folded.chars().count() > 2
                && !is_stopword(&folded)
                && token.text.len() < 40;
            if !is_content {
                run.clear();
                continue;
            }
            at += 1;
            if at as usize > WORDS_MAX {
                break 'blocks;
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
                count.is_in_title |= block.role == Role::Title;
                *count.forms.entry(form.join(" ")).or_default() += 1;
            }
        }
    }
    counts
}

/// Uses, more for longer phrases that come again, for the title and for the lead.
fn score(key: &str, count: &Count) -> u64 {
    let n_words = key.split(' ').count() as u64;
    if n_words > 1 && count.n < 2 && !count.is_in_title {
        return 0;
    }
    let n = u64::from(count.n);
    let length = if n_words == 1 { 10 } else { 10 + 8 * n_words };
    let title = if count.is_in_title { 2 } else { 1 };
    let early = 100_000 / (u64::from(count.first) + 60);
    n * length * title * early
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Article, Block, Reading, Span};

    use super::*;

    #[test]
    fn what_is_said_often_and_early_comes_first() {
        let text = "The ferry company stopped its night ferries. A night ferry had hit a pier. The ferry company \
                    blamed fog. Fog closed the port, the mayor said.";
        let block = Block { role: Role::Body, span: Span::new(0, text.len()), reason: None };
        let article = Article { blocks: vec![block], ..Article::default() };
        let reading = Reading { text: text.to_owned(), article, ..Reading::default() };
        let found = key_phrases(&Content::of(&reading));
        let first: Vec<&str> = found.iter().take(2).map(|phrase| phrase.text.as_str()).collect();
        assert_eq!(first, ["ferry company", "night ferries"]);
        assert_eq!(found.first().map(|phrase| phrase.score), Some(1000));
        assert!(found.len() <= PHRASES_MAX && found.iter().all(|phrase| phrase.text != "the"));
    }
}
