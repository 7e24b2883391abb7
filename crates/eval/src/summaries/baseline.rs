//! Summaries that any other must beat: the articles' beginnings, the rank of sentences, and the centroid.

use std::collections::BTreeMap;

/// How alike two sentences are that are tied in the graph (Erkan and Radev, 2004).
const TIE_MIN: f64 = 0.1;
const DAMPING: f64 = 0.85;
const ROUNDS: usize = 30;
/// The longest story that is ranked, in sentences.
const SENTENCES_MAX: usize = 400;
/// From this likeness on, a sentence says what another has said.
const REDUNDANT_MIN: f64 = 0.6;

/// A way to summarise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Baseline {
    /// The first sentence of each article, then the second of each, and so on.
    Lead,
    /// The sentences that most others resemble.
    LexRank,
    /// The sentences that, taken together, are nearest to the mean of the story (Rossiello and others, 2017, over words).
    Centroid,
}

impl Baseline {
    /// All, in the order of the report.
    pub const ALL: [Self; 3] = [Self::Lead, Self::LexRank, Self::Centroid];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::LexRank => "lexrank",
            Self::Centroid => "centroid",
        }
    }
}

type Vector = BTreeMap<String, f64>;

/// A summary of at most `n_words_max` words of articles given as sentences.
pub fn baseline(method: Baseline, articles: &[Vec<&str>], n_words_max: usize) -> Vec<String> {
    let longest = articles.iter().map(Vec::len).max().unwrap_or_default();
    let by_place = (0..longest).flat_map(|at| articles.iter().filter_map(move |article| article.get(at)));
    let sentences: Vec<&str> = by_place.copied().take(SENTENCES_MAX).collect();
    let vectors = vectors(&sentences);
    let order = match method {
        Baseline::Lead => (0..sentences.len()).collect(),
        Baseline::LexRank => lexrank(&vectors),
        Baseline::Centroid => return centroid(&sentences, &vectors, n_words_max),
    };
    let mut chosen: Vec<usize> = Vec::new();
    let mut n_words = 0;
    for at in order {
        let (Some(sentence), Some(vector)) = (sentences.get(at), vectors.get(at)) else { continue };
        let says_new =
            |other: &usize| vectors.get(*other).is_none_or(|there| cosine(vector, there) < REDUNDANT_MIN);
        let n_here = words(sentence).count();
        if n_words + n_here > n_words_max || (method != Baseline::Lead && !chosen.iter().all(says_new)) {
            continue;
        }
        n_words += n_here;
        chosen.push(at);
    }
    chosen.iter().filter_map(|&at| Some((*sentences.get(at)?).to_owned())).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}

/// Each sentence's words with their counts, rare words weighing more.
fn vectors(sentences: &[&str]) -> Vec<Vector> {
    let mut n_with: BTreeMap<String, usize> = BTreeMap::new();
    let counts: Vec<Vector> = sentences
        .iter()
        .map(|sentence| {
            let mut counts = Vector::new();
            for word in words(sentence) {
                *counts.entry(word).or_insert(0.0) += 1.0;
            }
            for word in counts.keys() {
                *n_with.entry(word.clone()).or_insert(0) += 1;
            }
            counts
        })
        .collect();
    let n = sentences.len() as f64;
    let weighted = counts.into_iter().map(|counts| {
        let weight = |word: &str| (n / n_with.get(word).copied().unwrap_or(1) as f64).ln() + 0.1;
        counts
            .into_iter()
            .map(|(word, count)| {
                let weight = weight(&word);
                (word, count * weight)
            })
            .collect()
    });
    weighted.collect()
}

fn cosine(a: &Vector, b: &Vector) -> f64 {
    let dot: f64 = a.iter().filter_map(|(word, x)| Some(x * b.get(word)?)).sum();
    let norm = |vector: &Vector| vector.values().map(|x| x * x).sum::<f64>().sqrt();
    let norms = norm(a) * norm(b);
    if norms == 0.0 { 0.0 } else { dot / norms }
}

/// The sentences by their rank in the graph of likeness, the highest first.
fn lexrank(vectors: &[Vector]) -> Vec<usize> {
    let ties: Vec<Vec<usize>> = vectors
        .iter()
        .map(|a| {
            (0..vectors.len()).filter(|&b| vectors.get(b).is_some_and(|b| cosine(a, b) >= TIE_MIN)).collect()
        })
        .collect();
    let n = vectors.len().max(1) as f64;
    let mut ranks = vec![1.0 / n; vectors.len()];
    for _ in 0..ROUNDS {
        let mut next = vec![(1.0 - DAMPING) / n; vectors.len()];
        for (tied, rank) in ties.iter().zip(&ranks) {
            for &there in tied {
                if let Some(next) = next.get_mut(there) {
                    *next += DAMPING * rank / tied.len() as f64;
                }
            }
        }
        ranks = next;
    }
    let mut order: Vec<usize> = (0..vectors.len()).collect();
    let rank = |at: usize| ranks.get(at).copied().unwrap_or_default();
    order.sort_by(|&a, &b| rank(b).total_cmp(&rank(a)).then(a.cmp(&b)));
    order
}

/// Takes, one after the other, the sentence that brings the summary nearest to the mean of all.
fn centroid(sentences: &[&str], vectors: &[Vector], n_words_max: usize) -> Vec<String> {
    let add = |sum: &mut Vector, vector: &Vector| {
        for (word, x) in vector {
            *sum.entry(word.clone()).or_insert(0.0) += x;
        }
    };
    let mut mean = Vector::new();
    for vector in vectors {
        add(&mut mean, vector);
    }
    let (mut sum, mut n_words, mut out) = (Vector::new(), 0, Vec::new());
    let mut left: Vec<usize> = (0..sentences.len()).collect();
    loop {
        let n_left = n_words_max.saturating_sub(n_words);
        left.retain(|&at| sentences.get(at).is_some_and(|sentence| words(sentence).count() <= n_left));
        let likeness = |at: usize| {
            let mut with = sum.clone();
            if let Some(vector) = vectors.get(at) {
                add(&mut with, vector);
            }
            cosine(&with, &mean)
        };
        let scored = left.iter().map(|&at| (likeness(at), at));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, at)) = best else { break };
        left.retain(|&there| there != at);
        let (Some(sentence), Some(vector)) = (sentences.get(at), vectors.get(at)) else { continue };
        add(&mut sum, vector);
        n_words += words(sentence).count();
        out.push((*sentence).to_owned());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_of_a_small_story() {
        let articles = [
            vec!["The ferry sank off Hollin.", "The sea was calm.", "Divers found the ferry off Hollin."],
            vec!["Nobody was hurt.", "The ferry was forty years old."],
        ];
        let check =
            |method, expected: &[&str]| assert_eq!(baseline(method, &articles, 8), expected, "{method:?}");
        check(Baseline::Lead, &["The ferry sank off Hollin.", "Nobody was hurt."]);
        assert!(baseline(Baseline::LexRank, &articles, 5)[0].contains("ferry"));
        assert!(baseline(Baseline::Centroid, &articles, 5)[0].contains("ferry"));
        assert_eq!(baseline(Baseline::Lead, &[], 5), Vec::<String>::new());
    }
}
