//! Expressions of time by the measures of `TempEval-3` (Uzzaman and others, 2013): strict, relaxed, and with their values.

use copydesk_record::{Span, Tags};

use super::{LabelledText, Labels, overlap};
use crate::{CorpusScores, prf};

/// An expression of time in the labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledTime {
    /// The words.
    pub span: Span,
    /// The TIMEX3 type.
    pub kind: String,
    /// The TIMEX3 value.
    pub value: String,
}

pub(super) fn score(texts: &[(LabelledText, Tags)], scores: &mut CorpusScores) {
    let (mut gold, mut predicted, mut strict, mut relaxed) = (0, 0, 0, 0);
    let (mut value, mut kind) = (0, 0);
    for (text, tags) in texts {
        let Labels::Times(labels) = &text.labels else { continue };
        gold += labels.len();
        predicted += tags.times.len();
        let mut is_used = vec![false; tags.times.len()];
        strict += labels.iter().filter(|label| tags.times.iter().any(|time| time.span == label.span)).count();
        for label in labels {
            let free = tags
                .times
                .iter()
                .zip(&mut is_used)
                .filter(|(time, used)| !**used && overlap(time.span, label.span) > 0);
            let Some((time, used)) = free.max_by_key(|(time, _)| overlap(time.span, label.span)) else {
                continue;
            };
            *used = true;
            relaxed += 1;
            value += usize::from(time.value == label.value);
            kind += usize::from(format!("{:?}", time.kind).to_uppercase() == label.kind);
        }
    }
    scores.prf("strict", prf(strict, predicted, gold));
    scores.prf("relaxed", prf(relaxed, predicted, gold));
    scores.share("value_f1", prf(value, predicted, gold).f1);
    scores.share("type_f1", prf(kind, predicted, gold).f1);
}

#[cfg(test)]
mod tests {
    use copydesk_record::{TimeKind, TimeTag};

    use super::*;
    use crate::Figure;
    use crate::tagged::score_tagged;

    #[test]
    fn strict_relaxed_and_value() {
        let text = "On Monday morning and in May he left for two days.".to_owned();
        let label = |start, end, value: &str| LabelledTime {
            span: Span::new(start, end),
            kind: "DATE".to_owned(),
            value: value.to_owned(),
        };
        let labels = Labels::Times(vec![
            label(3, 17, "2024-05-06TMO"),
            label(25, 28, "2024-05"),
            label(41, 49, "P2D"),
        ]);
        let text = LabelledText { id: "a".to_owned(), title: None, date: None, text, labels };
        let time = |start, end, value: &str| TimeTag {
            span: Span::new(start, end),
            kind: TimeKind::Date,
            value: value.to_owned(),
            interval: None,
            is_relative: false,
            rule: String::new(),
        };
        let times = vec![time(3, 9, "2024-05-06"), time(25, 28, "2024-05")];
        let scores = score_tagged(&[(text, Tags { times, ..Tags::default() })]);
        // One of two exact, two of two touch, one has the value; three are labelled.
        let f1 = |right: f64| 2.0 * (right / 2.0) * (right / 3.0) / (right / 2.0 + right / 3.0);
        for (metric, right) in [("strict_f1", 1.0), ("relaxed_f1", 2.0), ("value_f1", 1.0), ("type_f1", 2.0)]
        {
            let Some(Figure::Share(found)) = scores.get(metric) else { panic!("no {metric}") };
            assert!((found - f1(right)).abs() < 1e-9, "{metric} {found}");
        }
    }
}
