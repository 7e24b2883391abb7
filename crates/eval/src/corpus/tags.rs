//! What was marked on each page: quotations, reported speech, times and names.

use std::collections::BTreeSet;

use super::pages::PageCase;
use crate::gold::{NameLabel, QuoteLabel, TimeLabel};
use crate::measure::share;
use crate::predicted::PredictedQuotation;
use crate::{CorpusScores, Folded, b_cubed, fold, prf, same_person, similarity};

/// Reported speech is the predicted one if it shares this much of its words.
const REPORTED_JACCARD_MIN: f64 = 0.5;
/// Of the predicted reports, three for every two labelled and three more are looked at: labels are not complete, but
/// calling everything reported speech must not pay.
const REPORTED_PER_TWO_LABELS: usize = 3;
const REPORTED_SPARE: usize = 3;
const NAME_KINDS: [&str; 3] = ["person", "organisation", "place"];

/// Counts over all pages.
#[derive(Default)]
pub(super) struct TagTally {
    quotes: Utterances,
    reported: Utterances,
    times: Times,
    names: Names,
}

#[derive(Default)]
struct Utterances {
    gold: usize,
    predicted: usize,
    right: usize,
    speaker_right: usize,
}

#[derive(Default)]
struct Times {
    gold: usize,
    predicted: usize,
    right: usize,
    value_right: usize,
}

#[derive(Default)]
struct Names {
    gold: usize,
    predicted: usize,
    right: usize,
    /// The entity each right mention has in the labels and in the prediction.
    entities: Vec<((String, String), EntityLabel)>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum EntityLabel {
    Entity(String, String),
    Alone(usize),
}

impl TagTally {
    /// Counts one page.
    pub fn add(&mut self, case: &PageCase) {
        let quotations = case.article.iter().flat_map(|article| &article.quotations);
        let on_content: Vec<&PredictedQuotation> =
            quotations.filter(|quotation| case.is_on_content(quotation.span)).collect();
        self.quotes.add_exact(case, &case.gold.quotes, &on_content);
        self.reported.add_reported(case, &case.gold.reported, &on_content);
        if let Some(labels) = &case.gold.times {
            self.times.add(case, labels);
        }
        if let Some(labels) = &case.gold.names {
            self.names.add(case, labels);
        }
    }

    /// Adds the figures to `scores`; what is labelled nowhere is left out.
    pub fn report(&self, scores: &mut CorpusScores) {
        let Self { quotes, reported, times, names } = self;
        let found = prf(quotes.right, quotes.predicted, quotes.gold);
        scores.count("quotes_found", quotes.right);
        scores.count("quotes_gold", quotes.gold);
        scores.share("quotes_p", found.precision);
        scores.share("quotes_r", found.recall);
        scores.share("quotes_f1", found.f1);
        scores.share("quotes_speaker", share(quotes.speaker_right, quotes.right));
        scores.count("quotes_right", quotes.speaker_right);
        if reported.gold > 0 {
            scores.share("reported_r", share(reported.right, reported.gold));
            scores.share("reported_speaker", share(reported.speaker_right, reported.right));
        }
        if times.gold > 0 {
            scores.share("times_strict_f1", prf(times.right, times.predicted, times.gold).f1);
            scores.share("times_value_f1", prf(times.value_right, times.predicted, times.gold).f1);
        }
        if names.gold > 0 {
            scores.share("names_f1", prf(names.right, names.predicted, names.gold).f1);
        }
        if !names.entities.is_empty() {
            scores.share("canonical_b3", b_cubed(&names.entities).f1);
        }
    }
}

impl Utterances {
    /// Quotations count with their exact words, each predicted one once.
    fn add_exact(&mut self, case: &PageCase, labels: &[QuoteLabel], predicted: &[&PredictedQuotation]) {
        let quoted: Vec<_> = predicted.iter().filter(|quotation| !quotation.is_reported()).collect();
        let mut used = BTreeSet::new();
        for label in labels {
            let wanted = fold(&label.text);
            let found = quoted.iter().enumerate().find(|(at, quotation)| {
                !used.contains(at)
                    && case.is_on_line(quotation.span, label.line)
                    && fold(&quotation.text) == wanted
            });
            if let Some((at, quotation)) = found {
                used.insert(at);
                self.right += 1;
                self.speaker_right += usize::from(same_person(&quotation.speaker, &label.speaker));
            }
        }
        self.gold += labels.len();
        self.predicted += quoted.len();
    }

    /// Reported speech counts with half its words, each predicted one once, the likest first.
    fn add_reported(&mut self, case: &PageCase, labels: &[QuoteLabel], predicted: &[&PredictedQuotation]) {
        let n_max = labels.len() * REPORTED_PER_TWO_LABELS / 2 + REPORTED_SPARE;
        let reported = predicted.iter().filter(|quotation| quotation.is_reported()).take(n_max);
        let quoted = predicted.iter().filter(|quotation| !quotation.is_reported());
        let candidates: Vec<_> =
            reported.chain(quoted).map(|quotation| (Folded::new(&quotation.text), quotation)).collect();
        let mut used = BTreeSet::new();
        for label in labels {
            let wanted = Folded::new(&label.text);
            let mut best: Option<(f64, usize)> = None;
            for (at, (words, quotation)) in candidates.iter().enumerate() {
                if used.contains(&at) || !case.is_on_line(quotation.span, label.line) {
                    continue;
                }
                let jaccard = similarity(words, &wanted).jaccard;
                if jaccard >= REPORTED_JACCARD_MIN && best.is_none_or(|(most, _)| jaccard > most) {
                    best = Some((jaccard, at));
                }
            }
            let Some((_, quotation)) = best.and_then(|(_, at)| candidates.get(at)) else { continue };
            used.extend(best.map(|(_, at)| at));
            self.right += 1;
            self.speaker_right += usize::from(same_person(&quotation.speaker, &label.speaker));
        }
        self.gold += labels.len();
    }
}

impl Times {
    fn add(&mut self, case: &PageCase, labels: &[TimeLabel]) {
        let times = case.article.iter().flat_map(|article| &article.times);
        let predicted: Vec<_> = times.filter(|time| case.is_on_content(time.span)).collect();
        let mut used = BTreeSet::new();
        for label in labels {
            let wanted = fold(&label.text);
            let found = predicted.iter().enumerate().find(|(at, time)| {
                !used.contains(at) && case.is_on_line(time.span, label.line) && fold(&time.text) == wanted
            });
            if let Some((at, time)) = found {
                used.insert(at);
                self.right += 1;
                self.value_right += usize::from(time.value.to_uppercase() == label.value.to_uppercase());
            }
        }
        self.gold += labels.len();
        self.predicted += predicted.len();
    }
}

impl Names {
    fn add(&mut self, case: &PageCase, labels: &[NameLabel]) {
        let names = case.article.iter().flat_map(|article| &article.names);
        let predicted: Vec<_> = names
            .filter(|name| NAME_KINDS.contains(&name.kind.as_str()) && case.is_on_content(name.span))
            .collect();
        let mut used = BTreeSet::new();
        for label in labels {
            let wanted = fold(&label.text);
            let found = predicted.iter().enumerate().find(|(at, name)| {
                !used.contains(at)
                    && name.kind == label.kind
                    && case.is_on_line(name.span, label.line)
                    && fold(&name.text) == wanted
            });
            if let Some((at, name)) = found {
                used.insert(at);
                let mention = self.right;
                self.right += 1;
                let entity = match &name.entity {
                    Some(entity) => EntityLabel::Entity(case.name.to_owned(), entity.to_string()),
                    None => EntityLabel::Alone(mention),
                };
                self.entities.push(((case.name.to_owned(), label.canonical.clone()), entity));
            }
        }
        self.gold += labels.len();
        self.predicted += predicted.len();
    }
}
