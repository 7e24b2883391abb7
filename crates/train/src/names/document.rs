//! The documents that the tagger of names learns from and is measured on, with their labels.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use copydesk_eval::{LabelledSentence, LabelledText, Labels, read_tagged};
use copydesk_record::{Article, Block, Reading, Role, Span};
use copydesk_tag::sequence::{Label, labels_of, pieces_of};
use copydesk_tag::{NAME_KINDS, NameFeatures, NameToken, hinted_tokens, pieces_at};
use serde_json::Value;

use crate::annotated::Annotated;
use crate::perceptron::{Sentence, Source};

/// Files of messages have no documents: so many sentences count as one.
const DOCUMENT_SENTENCES: usize = 40;

/// A document: its sentences with hints, and the labels.
#[derive(Clone)]
pub(super) struct Document {
    pub(super) features: NameFeatures,
    pub(super) labels: Vec<Vec<Label>>,
    pub(super) words: Vec<Vec<String>>,
    pub(super) source: Source,
}

impl Document {
    /// What is learned from of the document of this number, with the features as they speak now: the stretches of sentences that the model reads.
    pub(super) fn sentences(&self, number: usize) -> Vec<Sentence> {
        let mut out = Vec::new();
        for (at, labels) in self.labels.iter().enumerate() {
            for stretch in self.features.stretches(at) {
                let features = stretch.clone().map(|token| {
                    let mut features = Vec::new();
                    if !self.features.is_plain(at, token) {
                        self.features.each(at, token, &mut |feature| features.push(feature));
                    }
                    features
                });
                out.push(Sentence {
                    features: features.collect(),
                    labels: labels[stretch].to_vec(),
                    source: self.source,
                    document: (number << 16) | (at / DOCUMENT_SENTENCES),
                });
            }
        }
        out
    }
}

/// An article of the annotated text.
pub(super) fn of_annotated(article: &Annotated) -> Document {
    let names: Vec<(Span, usize)> = article
        .names
        .iter()
        .map(|(span, kind)| (*span, NAME_KINDS.iter().position(|known| known == kind).unwrap_or_default()))
        .collect();
    of_text(&article.text, true, |_, tokens| pieces_within(&names, tokens))
}

/// Where the spans that lie in a sentence stand among its tokens.
fn pieces_within(spans: &[(Span, usize)], tokens: &[NameToken<'_>]) -> Vec<(usize, usize, usize)> {
    let first = tokens.first().map_or(0, |token| token.span.start);
    let last = tokens.last().map_or(0, |token| token.span.end);
    let inside = spans.iter().filter(|(span, _)| span.start >= first && span.end <= last);
    pieces_at(tokens, inside.copied())
}

/// The article of a dump whose names are labelled; `None` if they are not.
pub(super) fn of_dump(dump: &str, labels: &Value) -> Option<Document> {
    const TEXT: [&str; 4] = ["title", "body", "heading", "list"];
    let lines: Vec<&str> = dump.split('\n').collect();
    let names = labels.get("names")?.as_array()?;
    let (mut text, mut starts) = (String::new(), BTreeMap::new());
    let mut has_headline = false;
    for role in labels.get("roles")?.as_array()? {
        let (Some(line), Some(role)) = (role.get("line")?.as_u64(), role.get("role")?.as_str()) else {
            continue;
        };
        if !TEXT.contains(&role) {
            continue;
        }
        has_headline |= text.is_empty() && role == "title";
        starts.insert(line, text.len());
        text.push_str(lines.get(line as usize)?);
        text.push('\n');
    }
    let mut spans: Vec<(Span, usize)> = Vec::new();
    for name in names {
        let (Some(line), Some(words)) = (name.get("line")?.as_u64(), name.get("text")?.as_str()) else {
            continue;
        };
        let kind = match name.get("type").and_then(Value::as_str) {
            Some("person") => 0,
            Some("organisation") => 1,
            Some("place") => 2,
            _ => 3,
        };
        let (Some(start), Some(shown)) = (starts.get(&line), lines.get(line as usize)) else { continue };
        for (at, _) in shown.match_indices(words) {
            let is_inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let before = shown.get(..at).and_then(|before| before.chars().next_back());
            let after = shown.get(at + words.len()..).and_then(|after| after.chars().next());
            if !is_inner(before) && !is_inner(after) {
                spans.push((Span::new(start + at, start + at + words.len()), kind));
            }
        }
    }
    // The longest names first: `Harbour Bank` before `Harbour`.
    spans.sort_by_key(|(span, _)| (std::cmp::Reverse(span.len()), span.start));
    spans.dedup();
    Some(of_text(&text, has_headline, |_, tokens| pieces_within(&spans, tokens)))
}

/// Adds the names of no particular kind that `said` has where no name is labelled.
pub(super) fn add_others(labels: &mut [Label], said: &[Label]) {
    let mut pieces = pieces_of(labels);
    let others = pieces_of(said).into_iter().filter(|(.., kind)| *kind == 3);
    pieces.extend(others.filter(|(from, to, _)| labels[*from..*to].iter().all(|label| *label == 0)));
    let all = labels_of(&pieces, labels.len());
    labels.copy_from_slice(&all);
}

/// The documents of a CoNLL file; each sentence is a block, read as it would be in an article.
pub(super) fn of_conll(path: &Path) -> Result<Vec<Document>> {
    let texts = read_tagged(path)?;
    Ok(texts
        .iter()
        .filter_map(|LabelledText { text, labels, .. }| {
            let Labels::Names(sentences) = labels else { return None };
            let spans: Vec<(Span, usize)> = sentences.iter().flat_map(spans_of).collect();
            Some(of_text(text, false, |_, tokens| pieces_within(&spans, tokens)))
        })
        .collect())
}

/// The names of a sentence and their kinds.
fn spans_of(sentence: &LabelledSentence) -> Vec<(Span, usize)> {
    let mut out: Vec<(Span, usize)> = Vec::new();
    let mut before = None;
    for token in &sentence.tokens {
        let (position, kind) = token.label.split_once('-').unwrap_or(("O", ""));
        let kind = match kind {
            "PER" => Some(0),
            "ORG" => Some(1),
            "LOC" => Some(2),
            "" => None,
            _ => Some(3),
        };
        match (kind, out.last_mut()) {
            (Some(_), Some((span, _))) if position == "I" && kind == before => span.end = token.span.end,
            (Some(kind), _) => out.push((token.span, kind)),
            (None, _) => {}
        }
        before = kind;
    }
    out
}

fn of_text(
    text: &str,
    has_headline: bool,
    pieces: impl Fn(usize, &[NameToken<'_>]) -> Vec<(usize, usize, usize)>,
) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let role = if has_headline && blocks.is_empty() { Role::Title } else { Role::Body };
        blocks.push(Block { role, span: Span::new(at, at + line.len()).trim(text), reason: None });
        at += line.len();
    }
    let article = Article { blocks, ..Article::default() };
    let reading = Reading { text: text.to_owned(), article, ..Reading::default() };
    let tokens = hinted_tokens(&reading);
    let labels =
        tokens.iter().enumerate().map(|(n, tokens)| labels_of(&pieces(n, tokens), tokens.len())).collect();
    let words =
        tokens.iter().map(|tokens| tokens.iter().map(|token| token.text.to_owned()).collect()).collect();
    Document { features: NameFeatures::of(&tokens), labels, words, source: Source::Ours }
}
