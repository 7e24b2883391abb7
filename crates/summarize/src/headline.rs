//! The title of a story: the headline that says most of what all articles report.

use std::collections::BTreeMap;

use copydesk_record::{Id, Role, Span};

use crate::coverage::Coverage;
use crate::standing::after_dateline;
use crate::toll::is_outcounted;
use crate::view::{View, originals};
use crate::words::words_in;

/// How many words of a headline are looked at.
const WORDS_MAX: usize = 40;
/// What the headline of the article counts that the summary opens with, of 100.
const FIRST_PERCENT: u32 = 400;
/// What one counts, of as many, whose number of dead is out of date.
const STALE_DIVISOR: u32 = 1_000;
/// A headline of so many characters reads well as the title of a story.
const CHARS: std::ops::RangeInclusive<usize> = 25..=120;

/// The best headline of an article that is sure to be of the story; the first sentence of the longest one if there is none; empty if
/// nobody says anything.
/// The headline of `first`, the article that the summary opens with, is as good if it says nearly as much: the two go together.
pub(crate) fn headline(
    views: &[View<'_>],
    coverage: &Coverage,
    days: &BTreeMap<Id, String>,
    first: Option<Id>,
) -> String {
    let all = || originals(views).map(|(_, view)| view);
    // The headline of what may be another event is none of this one.
    let mut own: Vec<&View<'_>> = all().filter(|view| view.is_sure).collect();
    if own.is_empty() {
        own = all().collect();
    }
    let mut best: Option<(u32, &str)> = None;
    for view in &own {
        let title = view.document.article.title.as_deref().unwrap_or_default().trim();
        if title.is_empty() {
            continue;
        }
        let bonus = if Some(view.id()) == first { FIRST_PERCENT } else { 100 };
        let mut headlines = view.sentences.iter().filter(|sentence| sentence.role == Role::Title);
        let is_stale = headlines.any(|sentence| is_outcounted(views, days, view, sentence));
        let score = score(title, coverage) * bonus / if is_stale { STALE_DIVISOR } else { 100 };
        if best.is_none_or(|(there, _)| score > there) {
            best = Some((score, title));
        }
    }
    best.map_or_else(|| first_sentence(&own), |(_, title)| title.to_owned())
}

fn score(title: &str, coverage: &Coverage) -> u32 {
    let words = words_in(title, Span::new(0, title.len()), WORDS_MAX);
    let telling: Vec<u64> = words.iter().filter(|word| word.weight >= 100).map(|word| word.class).collect();
    let sum: u32 = telling.iter().map(|&class| coverage.n_articles(class)).sum();
    let mut score = sum * 1000 / (telling.len() as u32 + 2);
    // A quotation or a question says less than a statement, and a shout reads badly.
    if title.contains(['?', '“', '"', '‘', '«']) {
        score = score * 8 / 10;
    }
    let n_upper = title.chars().filter(|c| c.is_uppercase()).count();
    if n_upper * 2 > title.chars().filter(|c| c.is_alphabetic()).count() {
        score = score * 6 / 10;
    }
    if !CHARS.contains(&title.chars().count()) {
        score = score * 7 / 10;
    }
    score
}

fn first_sentence(own: &[&View<'_>]) -> String {
    let longest = own.iter().max_by_key(|view| (view.sentences.len(), std::cmp::Reverse(view.document.seq)));
    let sentence = longest.and_then(|view| {
        let sentence = view.sentences.iter().find(|sentence| sentence.role == Role::Body)?;
        Some(after_dateline(view.str(sentence.span)).to_owned())
    });
    sentence.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::article;
    use crate::view::views;

    #[test]
    fn a_doubtful_article_lends_no_headline() {
        let one = article("ARLEN (Sea Wire) - The bank lowered its rate on Thursday.", &[]);
        let other = article("# Bank of Arlen holds its main rate\nThe bank held its rate.", &[]);
        let articles = [one, other].map(std::sync::Arc::new);
        let title = |are_sure: [bool; 2]| {
            let mut views = views(&articles, &[]);
            (views[0].is_sure, views[1].is_sure) = are_sure.into();
            headline(&views, &Coverage::of(&views), &BTreeMap::new(), None)
        };
        assert_eq!(title([true, true]), "Bank of Arlen holds its main rate");
        assert_eq!(title([true, false]), "The bank lowered its rate on Thursday.");
        assert_eq!(title([false, false]), "Bank of Arlen holds its main rate");
    }
}
