//! The day of publication of pages: right, wrong, or none given.

use crate::pages::{LabelledPage, day};
use crate::scores::CorpusScores;

/// The dates found in a page, ISO 8601.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayAnswer {
    /// In the page and its address.
    pub with_address: Option<String>,
    /// In the page alone.
    pub alone: Option<String>,
}

/// The figures of a set over the pages that are labelled with a day: how many are right, wrong or without, the share that is
/// right, and F1 with a wrong day against precision and a missing one against recall (as htmldate's evaluation has it);
/// the last two also for the page without its address.
pub fn score_days(pages: &[(LabelledPage, DayAnswer)]) -> CorpusScores {
    let mut scores = CorpusScores::default();
    let with_address = count(pages, |said| said.with_address.as_deref());
    scores.count("documents", with_address.n());
    scores.count("right", with_address.right);
    scores.count("wrong", with_address.wrong);
    scores.count("none_given", with_address.none);
    scores.share("accuracy", with_address.accuracy());
    scores.share("f1", with_address.f1());
    let alone = count(pages, |said| said.alone.as_deref());
    scores.share("accuracy_page_alone", alone.accuracy());
    scores.share("f1_page_alone", alone.f1());
    scores
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    right: usize,
    wrong: usize,
    none: usize,
}

fn count(pages: &[(LabelledPage, DayAnswer)], said: impl Fn(&DayAnswer) -> Option<&str>) -> Counts {
    let mut counts = Counts::default();
    for (page, answer) in pages {
        let Some(gold) = page.date.as_deref().and_then(day) else { continue };
        match said(answer) {
            Some(value) if day(value) == Some(gold) => counts.right += 1,
            Some(_) => counts.wrong += 1,
            None => counts.none += 1,
        }
    }
    counts
}

impl Counts {
    fn n(self) -> usize {
        self.right + self.wrong + self.none
    }

    fn accuracy(self) -> f64 {
        self.right as f64 / self.n().max(1) as f64
    }

    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.none).max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_wrong_and_none() {
        let page =
            |date: Option<&str>| LabelledPage { date: date.map(str::to_owned), ..LabelledPage::default() };
        let answer = |with_address: Option<&str>, alone: Option<&str>| DayAnswer {
            with_address: with_address.map(str::to_owned),
            alone: alone.map(str::to_owned),
        };
        let pages = [
            (page(Some("2024-05-04")), answer(Some("2024-05-04T09:15"), None)),
            (page(Some("2024-05-04 09:15:00")), answer(Some("2024-05-04"), Some("2024-05-04"))),
            (page(Some("2024-05-04")), answer(Some("2024-05"), Some("2024-05-05"))),
            (page(Some("2024-05-04")), answer(None, None)),
            (page(None), answer(Some("2024-05-04"), None)),
        ];
        // Precision 2/3, recall 2/3; alone: 1/2 and 1/3.
        let lines: Vec<String> =
            score_days(&pages).lines().iter().map(|line| format!("{} {}", line.metric, line.value)).collect();
        assert_eq!(
            lines,
            [
                "documents 4",
                "right 2",
                "wrong 1",
                "none_given 1",
                "accuracy 0.5000",
                "f1 0.6667",
                "accuracy_page_alone 0.2500",
                "f1_page_alone 0.4000",
            ]
        );
    }
}
