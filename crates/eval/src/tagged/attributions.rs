//! Attributions: content by the tokens it shares with the labelled one, and whether its speaker stands where the labels say.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{Quotation, Span, Tags};
use copydesk_text::{TokenKind, tokens};

use super::{LabelledText, Labels, overlap};
use crate::{CorpusScores, prf};

/// Content is the labelled one if it shares this much of the tokens of both.
const IOU_MIN: f64 = 0.5;
const KINDS: [&str; 3] = ["direct", "mixed", "indirect"];
const MARKS: [char; 7] = ['"', '“', '”', '«', '»', '‘', '’'];

/// Who said what, in the labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelledAttribution {
    /// Where the speaker is named.
    pub source: Vec<Span>,
    /// What was said, quotation marks included.
    pub content: Vec<Span>,
    /// `direct`, `mixed` or `indirect`.
    pub kind: String,
}

/// An attribution as it was predicted.
#[derive(Debug)]
struct Said {
    content: BTreeSet<u32>,
    speaker: Option<Span>,
    kind: &'static str,
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    predicted: usize,
    gold: usize,
    /// Predicted ones of this kind that were matched.
    matched_predicted: usize,
    matched_gold: usize,
    joint_predicted: usize,
    joint_gold: usize,
}

pub(super) fn score(texts: &[(LabelledText, Tags)], scores: &mut CorpusScores) {
    let mut tallies: BTreeMap<&str, Tally> = KINDS.iter().map(|kind| (*kind, Tally::default())).collect();
    for (text, tags) in texts {
        let Labels::Attributions(labels) = &text.labels else { continue };
        score_text(&text.text, labels, tags, &mut tallies);
    }
    let mut all = Tally::default();
    for tally in tallies.values() {
        all.predicted += tally.predicted;
        all.gold += tally.gold;
        all.matched_gold += tally.matched_gold;
        all.joint_gold += tally.joint_gold;
    }
    scores.prf("content", prf(all.matched_gold, all.predicted, all.gold));
    scores.share("speaker", prf(all.joint_gold, all.matched_gold, all.matched_gold).precision);
    scores.prf("joint", prf(all.joint_gold, all.predicted, all.gold));
    let by_kind = |right: fn(&Tally) -> (usize, usize)| -> BTreeMap<String, f64> {
        let f1 = |tally: &Tally| {
            let (predicted, gold) = right(tally);
            let precision = prf(predicted, tally.predicted, tally.predicted).precision;
            let recall = prf(gold, tally.gold, tally.gold).recall;
            if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
        };
        tallies.iter().map(|(kind, tally)| ((*kind).to_owned(), f1(tally))).collect()
    };
    scores.by_kind("content_f1_by_kind", by_kind(|tally| (tally.matched_predicted, tally.matched_gold)));
    scores.by_kind("joint_f1_by_kind", by_kind(|tally| (tally.joint_predicted, tally.joint_gold)));
}

fn score_text<'k>(
    text: &str,
    labels: &'k [LabelledAttribution],
    tags: &Tags,
    tallies: &mut BTreeMap<&'k str, Tally>,
) {
    let starts: Vec<u32> = tokens(text, Span::new(0, text.len()))
        .filter(|token| token.kind != TokenKind::Mark)
        .map(|token| token.span.start)
        .collect();
    let said = attributions(text, &tags.quotations, &starts);
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let wanted: BTreeSet<u32> = label.content.iter().flat_map(|span| within(&starts, *span)).collect();
        for (n, said) in said.iter().enumerate() {
            let shared = wanted.intersection(&said.content).count();
            let iou = shared as f64 / wanted.union(&said.content).count().max(1) as f64;
            if iou >= IOU_MIN {
                pairs.push((iou, at, n));
            }
        }
    }
    // The likest first; each label and each prediction once.
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_labels, mut used_said) = (BTreeSet::new(), BTreeSet::new());
    for (_, at, n) in pairs {
        let (Some(label), Some(said)) = (labels.get(at), said.get(n)) else { continue };
        if used_labels.contains(&at) || used_said.contains(&n) {
            continue;
        }
        used_labels.insert(at);
        used_said.insert(n);
        let is_right = match said.speaker {
            Some(speaker) => label.source.iter().any(|source| overlap(*source, speaker) > 0),
            None => label.source.is_empty(),
        };
        let tally = tallies.entry(label.kind.as_str()).or_default();
        tally.matched_gold += 1;
        tally.joint_gold += usize::from(is_right);
        let tally = tallies.entry(said.kind).or_default();
        tally.matched_predicted += 1;
        tally.joint_predicted += usize::from(is_right);
    }
    for label in labels {
        tallies.entry(label.kind.as_str()).or_default().gold += 1;
    }
    for said in said {
        tallies.entry(said.kind).or_default().predicted += 1;
    }
}

/// The tokens that begin in a span, by their starts.
fn within(starts: &[u32], span: Span) -> impl Iterator<Item = u32> {
    let from = starts.partition_point(|start| *start < span.start);
    starts.iter().copied().skip(from).take_while(move |start| *start < span.end)
}

/// Quotations that share their cue are one attribution: halves that the cue parts, quoted words within reported speech.
fn attributions(text: &str, quotations: &[Quotation], starts: &[u32]) -> Vec<Said> {
    let mut groups: Vec<Vec<&Quotation>> = Vec::new();
    for quotation in quotations {
        let same = groups.iter_mut().rev().take(4).find(|group| {
            group.iter().any(|other| {
                other.span.contains(quotation.span)
                    || quotation.cue_span.is_some() && other.cue_span == quotation.cue_span
            })
        });
        match same {
            Some(group) => group.push(quotation),
            None => groups.push(vec![quotation]),
        }
    }
    let said = |group: Vec<&Quotation>| {
        let content: BTreeSet<u32> =
            group.iter().flat_map(|quotation| within(starts, quotation.span)).collect();
        let quoted: Vec<bool> = group.iter().map(|quotation| is_quoted(text, quotation.span)).collect();
        let has_marks = group.iter().any(|quotation| quotation.span.str(text).contains(['"', '“', '”', '«']));
        let kind = if quoted.iter().all(|is_quoted| *is_quoted) {
            "direct"
        } else if has_marks || quoted.contains(&true) {
            "mixed"
        } else {
            "indirect"
        };
        Said { content, speaker: group.iter().find_map(|quotation| quotation.speaker_span), kind }
    };
    groups.into_iter().map(said).collect()
}

/// Whether quotation marks stand at both ends of the words, in the span or beside it; the second may be missing.
fn is_quoted(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).and_then(|text| text.chars().next_back());
    span.str(text).starts_with(MARKS) || before.is_some_and(|c| MARKS.contains(&c))
}

#[cfg(test)]
mod tests {
    use copydesk_record::QuotationKind;

    use super::*;
    use crate::Figure;
    use crate::tagged::score_tagged;

    fn span(text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn quotation(text: &str, words: &str, kind: QuotationKind, beside: [Option<&str>; 2]) -> Quotation {
        let [speaker, cue] = beside.map(|words| words.map(|words| span(text, words)));
        Quotation {
            span: span(text, words),
            kind,
            speaker: None,
            speaker_span: speaker,
            cue_span: cue,
            rule: String::new(),
        }
    }

    #[test]
    fn content_by_tokens_and_speaker_by_place() {
        let text =
            "“We lost it,” Belo said, “all of it.” The mayor denied that the port was closed.".to_owned();
        let label = |kind: &str, source, content: &[&str]| LabelledAttribution {
            source: vec![span(&text, source)],
            content: content.iter().map(|words| span(&text, words)).collect(),
            kind: kind.to_owned(),
        };
        let labels = vec![
            label("direct", "Belo", &["“We lost it,”", "“all of it.”"]),
            label("indirect", "The mayor", &["that the port was closed"]),
        ];
        let quotations = vec![
            quotation(&text, "We lost it,", QuotationKind::Direct, [Some("Belo"), Some("said")]),
            quotation(&text, "all of it.", QuotationKind::Direct, [Some("Belo"), Some("said")]),
            quotation(&text, "the port was closed", QuotationKind::Reported, [Some("Belo"), Some("denied")]),
        ];
        let text = LabelledText {
            id: "a".to_owned(),
            title: None,
            date: None,
            text: text.clone(),
            labels: Labels::Attributions(labels),
        };
        let scores = score_tagged(&[(text, Tags { quotations, ..Tags::default() })]);
        assert_eq!(scores.get("content_f1"), Some(&Figure::Share(1.0)));
        assert_eq!(scores.get("joint_f1"), Some(&Figure::Share(0.5)));
        let Some(Figure::ByKind(kinds)) = scores.get("joint_f1_by_kind") else { panic!("no kinds") };
        assert_eq!((kinds["direct"], kinds["indirect"]), (1.0, 0.0));
    }
}
