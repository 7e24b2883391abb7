//! Topics with timelines that people wrote, and how near other timelines come to them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use copydesk_text::{PartialDate, is_stopword};
use serde::Deserialize;

use crate::porter::porter;
use crate::tagged::json_lines;
use crate::{CorpusScores, EvalError, Prf, prf};

/// A timeline: days, and what happened on each.
pub type Timeline = Vec<(String, Vec<String>)>;

/// A timeline that people wrote.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LabelledTimeline {
    /// What the labels call it.
    pub id: String,
    /// The topic, which its documents bear as their story.
    pub topic: String,
    /// Its days.
    pub timeline: Timeline,
}

/// The timelines of a file.
///
/// # Errors
/// If the file cannot be read, or a line is not of the form.
pub fn read_timelines(path: &Path) -> Result<Vec<LabelledTimeline>, EvalError> {
    json_lines(path)
}

/// The mean figures of timelines, each beside the one that people wrote: F1 of their days, and AR1 and AR2, the F1 of
/// words and of pairs of words over aligned days.
///
/// Days are aligned many to one by their distance and by what is said of them, and what is shared counts the less the
/// farther they lie apart (Martschat and Markert, 2017: `align+ m:1`). Words are stemmed, function words left out; the
/// list of these is ours, so that AR differs from the official script's in the third decimal.
pub fn score_timelines(timelines: &[(Timeline, Timeline)]) -> CorpusScores {
    let mut scores = CorpusScores::default();
    scores.count("timelines", timelines.len());
    let n = timelines.len().max(1) as f64;
    let mean = |figure: &dyn Fn(&Timeline, &Timeline) -> f64| {
        timelines.iter().map(|(found, gold)| figure(found, gold)).sum::<f64>() / n
    };
    scores.share("date_f1", mean(&|found, gold| date_prf(found, gold).f1));
    scores.share("ar_1", mean(&|found, gold| aligned_f1(found, gold, 1)));
    scores.share("ar_2", mean(&|found, gold| aligned_f1(found, gold, 2)));
    scores
}

fn date_prf(found: &Timeline, gold: &Timeline) -> Prf {
    let dates =
        |timeline: &Timeline| -> BTreeSet<String> { timeline.iter().map(|(date, _)| date.clone()).collect() };
    let (found, gold) = (dates(found), dates(gold));
    prf(found.intersection(&gold).count(), found.len(), gold.len())
}

/// What is said of a day.
struct Day {
    date: Option<PartialDate>,
    grams: [BTreeMap<String, usize>; 2],
}

fn days(timeline: &Timeline) -> Vec<Day> {
    let day = timeline.iter().map(|(date, sentences)| Day {
        date: PartialDate::parse(date),
        grams: [grams(sentences, 1), grams(sentences, 2)],
    });
    day.collect()
}

fn grams(sentences: &[String], n: usize) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for sentence in sentences {
        let lower = sentence.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric());
        let kept = words.filter(|word| !word.is_empty() && !is_stopword(word));
        let stems: Vec<String> = kept.map(porter).collect();
        for gram in stems.windows(n) {
            *out.entry(gram.join(" ")).or_insert(0) += 1;
        }
    }
    out
}

fn n_common(a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> usize {
    a.iter().map(|(gram, n)| *n.min(b.get(gram).unwrap_or(&0))).sum()
}

/// How much of two days counts: the less the farther they lie apart.
fn nearness(a: &Day, b: &Day) -> f64 {
    let Some((a, b)) = a.date.zip(b.date) else { return 0.0 };
    1.0 / (f64::from((a.first() - b.first()).get_days().abs()) + 1.0)
}

fn cost(a: &Day, b: &Day) -> f64 {
    let ([a_words, _], [b_words, _]) = (&a.grams, &b.grams);
    let shared = prf(n_common(a_words, b_words), a_words.values().sum(), b_words.values().sum()).f1;
    (1.0 - nearness(a, b)) * (1.0 - shared)
}

/// The share of the grams of `of` that the day of `by` has which is aligned with theirs.
fn aligned_share(of: &[Day], by: &[Day], n: usize) -> f64 {
    let (mut shared, mut all) = (0.0, 0);
    for day in of {
        let Some(grams) = day.grams.get(n - 1) else { continue };
        all += grams.values().sum::<usize>();
        let best = by.iter().min_by(|a, b| cost(day, a).total_cmp(&cost(day, b)));
        let Some(best) = best else { continue };
        if let Some(there) = best.grams.get(n - 1) {
            shared += nearness(day, best) * n_common(grams, there) as f64;
        }
    }
    if all == 0 { 0.0 } else { shared / all as f64 }
}

fn aligned_f1(found: &Timeline, gold: &Timeline, n: usize) -> f64 {
    let (found, gold) = (days(found), days(gold));
    let (precision, recall) = (aligned_share(&found, &gold, n), aligned_share(&gold, &found, n));
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Figure;

    #[test]
    fn figures_of_timelines() {
        let timeline = |days: &[(&str, &str)]| -> Timeline {
            days.iter().map(|(day, said)| ((*day).to_owned(), vec![(*said).to_owned()])).collect()
        };
        let gold = timeline(&[("2020-05-01", "Ferry sank"), ("2020-05-09", "Divers searched wreck")]);
        let found = timeline(&[("2020-05-01", "Ferry sank"), ("2020-05-10", "Divers left")]);
        let scores = score_timelines(&[(found, gold)]);
        assert_eq!(scores.get("date_f1"), Some(&Figure::Share(0.5)));
        // Two words of the first day, and half of one a day off: 2.5 of 4 found words, 2.5 of 5 labelled ones.
        let (precision, recall) = (2.5 / 4.0, 2.5 / 5.0);
        let expected = 2.0 * precision * recall / (precision + recall);
        let Some(&Figure::Share(found)) = scores.get("ar_1") else { panic!("no figure") };
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }
}
