//! A summary of a given length: the sentences that together say most of what the articles say, each thing once.
//!
//! Words and pairs of words are what a sentence says. Each weighs by how much the articles make of it, early words more
//! than late ones; sentences are taken one after the other, by what they add for their length (Gillick and Favre, 2009,
//! solved greedily). What an article that goes its own way says counts less: it is often about something else.

use std::collections::BTreeMap;

use copydesk_record::{Role, StoryInput, SummarySentence};

use crate::candidate::{cited_at, speaker_of};
use crate::form::ends_whole;
use crate::standing::{Opening, opening};
use crate::view::{Sentence, View, views};
use crate::words::Word;

/// The longest summary, and how many sentences of an article, and of a story, compete for it.
const SUMMARY_WORDS_MAX: usize = 2_000;
const ARTICLE_SENTENCES_MAX: usize = 120;
const STORY_SENTENCES_MAX: usize = 1_500;
/// The shortest and the longest sentence that can stand in a summary, in words.
const WORDS_MIN: usize = 5;
const WORDS_MAX: usize = 80;
/// What is left of a word's weight with each sentence from the beginning of its article on, and at the least.
const DECAY: f64 = 0.93;
const DECAYED_MIN: f64 = 0.1;
/// The power to which the weight of a concept in all articles is taken, and the share that a single word has of it.
const WEIGHT_POWER: f64 = 4.0;
const WORD_SHARE: f64 = 0.3;
/// The power to which the likeness of an article to the whole story is taken.
const AGREEMENT_POWER: f64 = 3.0;
/// From this weight on, a word says something, and a pair with it.
const TELLING_MIN: u32 = 45;

/// Makes two different pairs of two words in one order and in the other; odd.
const PAIR_FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// A sentence that may be chosen.
struct Candidate {
    view: usize,
    at: usize,
    n_words: usize,
    /// Whether it needs the sentence before it.
    leans: bool,
    /// What it says, each once, by the places of the concepts.
    concepts: Vec<usize>,
}

/// What is said in a story, by what it is: its place and weight.
#[derive(Default)]
struct Concepts {
    places: BTreeMap<u64, usize>,
    weights: Vec<f64>,
}

/// Sentences of a story's articles with at most `n_words_max` words together, article by article in their order.
///
/// Each stands in its source byte for byte. One that leans on the sentence before it is taken only with that one.
pub fn summary_within(story: &StoryInput, n_words_max: usize) -> Vec<SummarySentence> {
    let views = views(&story.articles, &[]);
    let own: Vec<(usize, &View<'_>)> =
        views.iter().enumerate().filter(|(idx, view)| view.root == *idx).collect();
    let mut concepts = Concepts::default();
    let mut candidates = Vec::new();
    for &(idx, view) in &own {
        concepts.read(idx, view, &mut candidates);
    }
    concepts.weigh(own.len());
    let agreement = agreement(&own);
    let mut covered = vec![false; concepts.weights.len()];
    let mut is_chosen = vec![false; candidates.len()];
    let mut n_left = n_words_max.min(SUMMARY_WORDS_MAX);
    loop {
        let mut best: Option<(f64, usize)> = None;
        for (place, candidate) in candidates.iter().enumerate() {
            if is_chosen.get(place) != Some(&false) || candidate.n_words > n_left {
                continue;
            }
            let before = place.checked_sub(1).and_then(|before| candidates.get(before));
            let follows =
                before.is_some_and(|before| before.view == candidate.view && before.at + 1 == candidate.at);
            if candidate.leans && !(follows && is_chosen.get(place - 1) == Some(&true)) {
                continue;
            }
            let new = candidate.concepts.iter().filter(|&&concept| covered.get(concept) == Some(&false));
            let gain: f64 = new.filter_map(|&concept| concepts.weights.get(concept)).sum();
            let gain =
                gain * agreement.get(&candidate.view).copied().unwrap_or(1.0) / candidate.n_words as f64;
            if best.is_none_or(|(there, _)| gain > there) {
                best = Some((gain, place));
            }
        }
        let Some((candidate, chosen)) =
            best.and_then(|(_, place)| candidates.get(place).zip(is_chosen.get_mut(place)))
        else {
            break;
        };
        *chosen = true;
        n_left -= candidate.n_words;
        for &concept in &candidate.concepts {
            if let Some(covered) = covered.get_mut(concept) {
                *covered = true;
            }
        }
    }
    let chosen =
        candidates.iter().zip(is_chosen).filter_map(|(candidate, is_chosen)| is_chosen.then_some(candidate));
    chosen.filter_map(|candidate| cited_at(&views, candidate.view, candidate.at)).collect()
}

impl Concepts {
    /// Takes in what an article says, and its sentences that may be chosen.
    fn read(&mut self, idx: usize, view: &View<'_>, candidates: &mut Vec<Candidate>) {
        let mut said: BTreeMap<usize, f64> = BTreeMap::new();
        let mut decayed = 1.0_f64;
        let body = view.sentences.iter().enumerate().filter(|(_, sentence)| sentence.role == Role::Body);
        for (at, sentence) in body.take(ARTICLE_SENTENCES_MAX) {
            let concepts = self.of(sentence);
            for &concept in &concepts {
                *said.entry(concept).or_insert(0.0) += decayed;
            }
            decayed = (decayed * DECAY).max(DECAYED_MIN);
            if candidates.len() < STORY_SENTENCES_MAX {
                candidates.extend(candidate((idx, view), at, concepts));
            }
        }
        for (concept, weight) in said {
            if let Some(sum) = self.weights.get_mut(concept) {
                *sum += weight.sqrt();
            }
        }
    }

    /// The places of what a sentence says, each once.
    fn of(&mut self, sentence: &Sentence) -> Vec<usize> {
        let is_telling = |word: &Word| word.weight >= TELLING_MIN;
        let words = sentence.words.iter().filter(|word| is_telling(word)).map(|word| (word.class, false));
        let pairs = sentence.words.iter().zip(sentence.words.iter().skip(1));
        let telling = pairs.filter(|(one, next)| is_telling(one) || is_telling(next));
        let pairs =
            telling.map(|(one, next)| (one.stem.rotate_left(1) ^ next.stem.wrapping_mul(PAIR_FACTOR), true));
        let mut out: Vec<usize> = Vec::new();
        for (concept, is_pair) in words.chain(pairs) {
            // A word and a pair of the same hash are two.
            let key = if is_pair { concept | 1 } else { concept & !1 };
            let n_known = self.places.len();
            let place = *self.places.entry(key).or_insert(n_known);
            if place == n_known {
                self.weights.push(0.0);
            }
            out.push(place);
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Turns what the articles make of each concept into its weight.
    fn weigh(&mut self, n_articles: usize) {
        for (&key, &place) in &self.places {
            let share = if key & 1 == 1 { 1.0 } else { WORD_SHARE };
            if let Some(weight) = self.weights.get_mut(place) {
                *weight = share * libm::pow(*weight / n_articles.max(1) as f64, WEIGHT_POWER);
            }
        }
    }
}

fn candidate((idx, view): (usize, &View<'_>), at: usize, concepts: Vec<usize>) -> Option<Candidate> {
    let sentence = view.sentences.get(at)?;
    let n_words = sentence.words.len();
    if !(WORDS_MIN..=WORDS_MAX).contains(&n_words) || !ends_whole(view.str(sentence.span)) {
        return None;
    }
    let leans = opening(view, sentence) != Opening::Free || speaker_of(view, sentence).is_none();
    Some(Candidate { view: idx, at, n_words, leans, concepts })
}

/// How alike each article is to all of them together, to a power.
fn agreement(own: &[(usize, &View<'_>)]) -> BTreeMap<usize, f64> {
    let counted = own.iter().map(|&(idx, view)| {
        let mut counts: BTreeMap<u64, f64> = BTreeMap::new();
        for word in
            view.sentences.iter().flat_map(|sentence| &sentence.words).filter(|word| word.weight >= 100)
        {
            *counts.entry(word.class).or_insert(0.0) += 1.0;
        }
        (idx, counts)
    });
    let counted: Vec<(usize, BTreeMap<u64, f64>)> = counted.collect();
    let mut all: BTreeMap<u64, f64> = BTreeMap::new();
    for (class, count) in counted.iter().flat_map(|(_, counts)| counts) {
        *all.entry(*class).or_insert(0.0) += count.sqrt();
    }
    let norm = |counts: &BTreeMap<u64, f64>| counts.values().map(|count| count * count).sum::<f64>().sqrt();
    let likeness = |counts: &BTreeMap<u64, f64>| {
        let dot: f64 = counts.iter().filter_map(|(class, count)| Some(count * all.get(class)?)).sum();
        let norms = norm(counts) * norm(&all);
        if norms == 0.0 { 0.0 } else { dot / norms }
    };
    counted.iter().map(|(idx, counts)| (*idx, libm::pow(likeness(counts), AGREEMENT_POWER))).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use copydesk_record::{Article, Block, Id, Span, Tagged};

    use super::*;

    fn story(texts: &[&str]) -> StoryInput {
        let report = |(seq, text): (usize, &&str)| {
            let blocks = vec![Block { role: Role::Body, span: Span::new(0, text.len()), reason: None }];
            let id = Id::of_document("desk", &seq.to_string(), text.as_bytes());
            let article = Article { blocks, ..Article::default() };
            Arc::new(Tagged { id, text: (*text).to_owned(), article, ..Tagged::default() })
        };
        StoryInput { articles: texts.iter().enumerate().map(report).collect(), ..StoryInput::default() }
    }

    #[test]
    fn what_several_articles_say_comes_first() {
        let story = story(&[
            "The ferry Marigold ran aground off Hollin at dawn. It was towed to port by noon. The cafe sold out of buns.",
            "Divers freed the ferry Marigold which ran aground off Hollin at dawn. But nobody was hurt in the end.",
        ]);
        let check = |n_words_max: usize, expected: &[&str]| {
            let summary = summary_within(&story, n_words_max);
            let texts: Vec<&str> = summary.iter().map(|sentence| sentence.text.as_str()).collect();
            assert_eq!(texts, expected, "{n_words_max} words");
        };
        check(4, &[]);
        check(9, &["The ferry Marigold ran aground off Hollin at dawn."]);
        let all = summary_within(&story, 100);
        assert!(all.iter().map(|sentence| sentence.text.split(' ').count()).sum::<usize>() <= 100);
        assert!(
            all.iter().any(|sentence| sentence.text.starts_with("It was towed")),
            "it follows what it leans on"
        );
    }
}
