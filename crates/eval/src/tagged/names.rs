//! Names by the measure of CoNLL-2003: a name is right if its tokens and its type are.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{NameKind, Span, Tags};

use super::{LabelledSentence, LabelledText, Labels};
use crate::{CorpusScores, prf};

/// The types that count; a name of another type is none.
const TYPES: [&str; 3] = ["PER", "LOC", "ORG"];

/// First token, token after the last, type.
type Chunk<'a> = (usize, usize, &'a str);

pub(super) fn score(texts: &[(LabelledText, Tags)], scores: &mut CorpusScores) {
    let mut tallies: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (text, tags) in texts {
        let Labels::Names(sentences) = &text.labels else { continue };
        let names: Vec<(Span, &str)> =
            tags.names.iter().map(|name| (name.span, type_of(name.kind))).collect();
        for sentence in sentences {
            let gold = labelled(sentence);
            let predicted = predicted(sentence, &names);
            for (chunks, at) in [(&predicted, 1), (&gold, 2)] {
                for (.., kind) in chunks {
                    if let Some(n) = tallies.entry(kind).or_default().get_mut(at) {
                        *n += 1;
                    }
                }
            }
            for (.., kind) in gold.intersection(&predicted) {
                if let Some(n) = tallies.entry(kind).or_default().get_mut(0) {
                    *n += 1;
                }
            }
        }
    }
    let [right, predicted, gold] =
        [0, 1, 2].map(|at| tallies.values().filter_map(|tally| tally.get(at)).sum());
    scores.prf("span", prf(right, predicted, gold));
    let by_type = tallies
        .iter()
        .map(|(kind, &[right, predicted, gold])| ((*kind).to_owned(), prf(right, predicted, gold).f1));
    scores.by_kind("span_f1_by_type", by_type.collect());
}

fn type_of(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "PER",
        NameKind::Organisation => "ORG",
        NameKind::Place => "LOC",
        NameKind::Other => "",
    }
}

/// The chunks of a sentence's labels as conlleval reads them: `B` begins one, and so does `I` of another type.
fn labelled(sentence: &LabelledSentence) -> BTreeSet<Chunk<'_>> {
    let labels = sentence.tokens.iter().map(|token| token.label.split_once('-').unwrap_or(("O", "")));
    chunks(labels)
}

/// The chunks of predicted names: a token belongs to the name that it shares a byte with.
fn predicted<'n>(sentence: &LabelledSentence, names: &[(Span, &'n str)]) -> BTreeSet<Chunk<'n>> {
    let mut before: Option<usize> = None;
    let labels: Vec<(&str, &'n str)> = sentence
        .tokens
        .iter()
        .map(|token| {
            let from = names.partition_point(|(span, _)| span.end <= token.span.start);
            let found = names.get(from).filter(|(span, _)| span.start < token.span.end);
            let Some((_, kind)) = found else {
                before = None;
                return ("O", "");
            };
            let is_same = before.replace(from) == Some(from);
            (if is_same { "I" } else { "B" }, *kind)
        })
        .collect();
    chunks(labels.into_iter())
}

fn chunks<'a>(labels: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeSet<Chunk<'a>> {
    let mut out = BTreeSet::new();
    let mut open: Option<(usize, &str)> = None;
    for (at, (position, kind)) in labels.chain([("O", "")]).enumerate() {
        let goes_on = position == "I" && open.is_some_and(|(_, before)| before == kind);
        if goes_on {
            continue;
        }
        if let Some((from, kind)) = open.take() {
            out.insert((from, at, kind));
        }
        open = (position != "O").then_some((at, kind));
    }
    out.retain(|(.., kind)| TYPES.contains(kind));
    out
}

#[cfg(test)]
mod tests {
    use copydesk_record::Name;

    use super::*;
    use crate::Figure;
    use crate::tagged::{read_conll, score_tagged};

    #[test]
    fn a_name_is_right_if_its_tokens_and_its_type_are() {
        let file =
            "Ana B-PER\nBelo I-PER\nof O\nUNICEF B-ORG\nin O\nBeira B-LOC\nspeaks O\nSena B-MISC\n. O\n";
        let text = read_conll(file, "x").remove(0);
        let name = |words: &str, kind| {
            let start = text.text.find(words).unwrap();
            Name { span: Span::new(start, start + words.len()), kind, entity: 0 }
        };
        let names = vec![
            name("Ana Belo", NameKind::Person),
            name("UNICEF", NameKind::Place),
            name("Beira", NameKind::Place),
            name("Sena", NameKind::Other),
        ];
        let scores = score_tagged(&[(text, Tags { names, ..Tags::default() })]);
        // Two of three: the body was called a place; what is of no type that counts is left out.
        assert_eq!(scores.get("span_p"), Some(&Figure::Share(2.0 / 3.0)));
        assert_eq!(scores.get("span_r"), Some(&Figure::Share(2.0 / 3.0)));
        let Some(Figure::ByKind(kinds)) = scores.get("span_f1_by_type") else { panic!("no types") };
        assert_eq!((kinds["PER"], kinds["ORG"]), (1.0, 0.0));
        assert!((kinds["LOC"] - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn chunks_as_conlleval_reads_them() {
        let labels = [("I", "PER"), ("I", "PER"), ("I", "LOC"), ("B", "LOC"), ("O", ""), ("B", "MISC")];
        let found: Vec<Chunk<'_>> = chunks(labels.into_iter()).into_iter().collect();
        assert_eq!(found, [(0, 2, "PER"), (2, 3, "LOC"), (3, 4, "LOC")]);
    }
}
