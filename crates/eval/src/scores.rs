//! The figures of a scored set, in the order in which they are reported.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::Prf;

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// A number of things.
    Count(usize),
    /// A share or an F1, 0 to 1; reported to four decimals.
    Share(f64),
    /// A share for each kind of thing; reported to three decimals.
    ByKind(BTreeMap<String, f64>),
}

/// The figures of one set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CorpusScores {
    metrics: Vec<(String, Figure)>,
}

/// One line of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreLine {
    /// The metric's name; for one of several kinds `name.kind`.
    pub metric: String,
    /// The value as printed: a whole number, or a share to four decimals.
    pub value: String,
}

impl CorpusScores {
    /// The metrics in the order of the report.
    pub fn metrics(&self) -> &[(String, Figure)] {
        &self.metrics
    }

    /// The figure of one metric; `None` if the labels ask nothing of that kind.
    pub fn get(&self, metric: &str) -> Option<&Figure> {
        self.metrics.iter().find(|(name, _)| name == metric).map(|(_, figure)| figure)
    }

    /// The report's lines: one for each metric, and one for each kind where there are kinds.
    pub fn lines(&self) -> Vec<ScoreLine> {
        let mut lines = Vec::new();
        for (name, figure) in &self.metrics {
            match figure {
                Figure::Count(n) => lines.push(ScoreLine { metric: name.clone(), value: n.to_string() }),
                Figure::Share(share) => {
                    lines.push(ScoreLine { metric: name.clone(), value: format!("{share:.4}") });
                }
                Figure::ByKind(kinds) => lines.extend(kinds.iter().map(|(kind, share)| ScoreLine {
                    metric: format!("{name}.{kind}"),
                    value: format!("{share:.3}"),
                })),
            }
        }
        lines
    }

    /// One JSON object with all metrics, shares rounded as they are reported.
    pub fn to_json(&self) -> Value {
        let value = |figure: &Figure| match figure {
            Figure::Count(n) => json!(n),
            Figure::Share(share) => json!(rounded(*share, 4)),
            Figure::ByKind(kinds) => {
                kinds.iter().map(|(kind, share)| (kind.clone(), json!(rounded(*share, 3)))).collect()
            }
        };
        Value::Object(
            self.metrics.iter().map(|(name, figure)| (name.clone(), value(figure))).collect::<Map<_, _>>(),
        )
    }

    /// Adds a number of things.
    pub fn count(&mut self, metric: &str, n: usize) {
        self.metrics.push((metric.to_owned(), Figure::Count(n)));
    }

    /// Adds a share or an F1.
    pub fn share(&mut self, metric: &str, share: f64) {
        self.metrics.push((metric.to_owned(), Figure::Share(share)));
    }

    /// Precision, recall and F1 as `metric_p`, `metric_r`, `metric_f1`.
    pub(crate) fn prf(&mut self, metric: &str, Prf { precision, recall, f1 }: Prf) {
        self.share(&format!("{metric}_p"), precision);
        self.share(&format!("{metric}_r"), recall);
        self.share(&format!("{metric}_f1"), f1);
    }

    pub(crate) fn by_kind(&mut self, metric: &str, kinds: BTreeMap<String, f64>) {
        self.metrics.push((metric.to_owned(), Figure::ByKind(kinds)));
    }
}

/// `value` to so many decimals, as its exact binary value rounds.
fn rounded(value: f64, decimals: usize) -> f64 {
    format!("{value:.decimals$}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_each_figure_in_its_form() {
        let mut scores = CorpusScores::default();
        scores.count("documents", 5);
        scores.share("body_f1", 2.0 / 3.0);
        scores
            .by_kind("by_kind", BTreeMap::from([("number".to_owned(), 1.0 / 3.0), ("date".to_owned(), 1.0)]));
        let lines: Vec<_> =
            scores.lines().into_iter().map(|line| format!("{} {}", line.metric, line.value)).collect();
        assert_eq!(lines, ["documents 5", "body_f1 0.6667", "by_kind.date 1.000", "by_kind.number 0.333"]);
        let expected = json!({"documents": 5, "body_f1": 0.6667, "by_kind": {"date": 1.0, "number": 0.333}});
        assert_eq!(scores.to_json(), expected);
        assert_eq!(scores.get("documents"), Some(&Figure::Count(5)));
        assert_eq!(scores.get("copies_p"), None);
    }
}
