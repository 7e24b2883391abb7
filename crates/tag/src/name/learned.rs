//! Names as the learned tagger sees them: the tokens of a document, what speaks for each label, and the best labels.

mod clusters;
mod context;
mod feature;
mod lexicon;
mod lists;
mod token;

pub use feature::{FeatureGroup, NameFeatures};
pub use token::{NameToken, name_tokens};

use std::sync::LazyLock;

use copydesk_record::{Name, NameKind, Span};
use copydesk_text::fold;

use crate::content::Content;
use crate::gazetteer::{PLACES, TITLES};
use crate::sequence::{Label, Model, N_LABELS, Points, decode, labels_of, pieces_of};

/// The models of the two passes. Their files are part of the crate and read in its tests; one that could not be read would
/// find no name.
static SHIPPED: LazyLock<[Model; 2]> = LazyLock::new(|| {
    let bytes: [&[u8]; 2] =
        [include_bytes!("../../data/names_first.model"), include_bytes!("../../data/names_second.model")];
    bytes.map(|bytes| Model::from_bytes(bytes).unwrap_or_else(|_| Model::empty()))
});

/// The kinds that the model tells apart, in the order of its labels.
pub const NAME_KINDS: [NameKind; 4] =
    [NameKind::Person, NameKind::Organisation, NameKind::Place, NameKind::Other];

/// The labels of each sentence: the first model reads the words, the second what the first said all over the document too.
/// What speaks for both is looked at once.
pub fn label_names(features: &mut NameFeatures, first: &Model, second: &Model) -> Vec<Vec<Label>> {
    let (mut known, mut places) = (Vec::new(), Vec::new());
    let mut of_second: Vec<Vec<Points>> = Vec::new();
    let mut labels = Vec::new();
    for sentence in 0..features.n_sentences() {
        let n = features.n_tokens(sentence);
        let (mut one, mut two) = (vec![OUTSIDE; n], vec![OUTSIDE; n]);
        for (token, (one, two)) in one.iter_mut().zip(&mut two).enumerate() {
            if features.is_plain(sentence, token) {
                continue;
            }
            (*one, *two) = Default::default();
            known.clear();
            features.each_of_words(sentence, token, &mut |feature| known.push(feature));
            first.add(&known, &mut places, one);
            second.add(&known, &mut places, two);
        }
        labels.push(best(features, sentence, &one, first));
        of_second.push(two);
    }
    features.set_first_pass(&labels);
    for (sentence, points) in of_second.iter_mut().enumerate() {
        for (token, points) in points.iter_mut().enumerate() {
            if !features.is_plain(sentence, token) {
                known.clear();
                features.each_of_first_pass(sentence, token, &mut |feature| known.push(feature));
                second.add(&known, &mut places, points);
            }
        }
    }
    (0_usize..).zip(&of_second).map(|(at, points)| best(features, at, points, second)).collect()
}

/// The labels of each sentence by the models that ship.
pub fn shipped_labels(features: &mut NameFeatures) -> Vec<Vec<Label>> {
    let [first, second] = &*SHIPPED;
    label_names(features, first, second)
}

/// The labels of each sentence by one model.
pub fn label_pass(features: &NameFeatures, model: &Model) -> Vec<Vec<Label>> {
    let (mut known, mut places) = (Vec::new(), Vec::new());
    let sentence = |sentence: usize| {
        let mut points = vec![OUTSIDE; features.n_tokens(sentence)];
        for (token, points) in points.iter_mut().enumerate() {
            if !features.is_plain(sentence, token) {
                *points = Points::default();
                known.clear();
                features.each(sentence, token, &mut |feature| known.push(feature));
                model.add(&known, &mut places, points);
            }
        }
        best(features, sentence, &points, model)
    };
    (0..features.n_sentences()).map(sentence).collect()
}

/// The points of a token that can be no part of a name.
const OUTSIDE: Points = {
    let mut points = [i16::MIN / 2; N_LABELS];
    let [outside, ..] = &mut points;
    *outside = 0;
    points
};

/// The best labels of a sentence. Where tokens can be no part of a name, there is nothing to search.
fn best(features: &NameFeatures, sentence: usize, points: &[Points], model: &Model) -> Vec<Label> {
    let mut out = vec![0; points.len()];
    for stretch in features.stretches(sentence) {
        let labels = decode(points.get(stretch.clone()).unwrap_or_default(), model.transitions());
        for (slot, label) in out.iter_mut().skip(stretch.start).zip(labels) {
            *slot = label;
        }
    }
    out
}

/// The tokens of each sentence, each with the label that these names, in order, make of it.
pub(super) fn hinted<'t>(content: &Content<'t>, names: &[Name]) -> Vec<Vec<NameToken<'t>>> {
    let mut out: Vec<Vec<NameToken<'t>>> = Vec::new();
    let mut rest = names;
    for sentence in content.sentences() {
        let mut tokens = name_tokens(content.source, sentence);
        let n_before = rest.partition_point(|name| name.span.end <= sentence.start);
        rest = rest.get(n_before..).unwrap_or_default();
        let inside = rest.iter().take_while(|name| name.span.start < sentence.end);
        let pieces = pieces_at(&tokens, inside.map(|name| (name.span, kind_index(name.kind))));
        let labels = labels_of(&pieces, tokens.len());
        for (token, label) in tokens.iter_mut().zip(labels) {
            token.hint = label;
        }
        out.push(tokens);
    }
    out
}

/// A longer row of tokens is no name.
const NAME_TOKENS_MAX: usize = 20;

/// The names that the shipped models find: where each stands, its kind, and its folded words.
pub(super) fn mentions(sentences: &[Vec<NameToken<'_>>]) -> Vec<(Span, NameKind, String)> {
    let mut features = NameFeatures::of(sentences);
    let labels = shipped_labels(&mut features);
    let mut out = Vec::new();
    for (tokens, labels) in sentences.iter().zip(&labels) {
        for (from, to, kind) in
            pieces_of(labels).into_iter().filter(|(from, to, _)| to - from <= NAME_TOKENS_MAX)
        {
            let inner = tokens.get(from..to).unwrap_or_default();
            let Some(&kind) = NAME_KINDS.get(kind) else { continue };
            if kind == NameKind::Person
                && let Some((place, person)) = place_and_person(inner)
            {
                out.extend(named(place, NameKind::Place).into_iter().chain(named(person, kind)));
                continue;
            }
            out.extend(named(inner, kind));
        }
    }
    out
}

/// `President of Belarus Viktar Saladukha`: the country and the person, which are two names.
fn place_and_person<'s, 't>(
    inner: &'s [NameToken<'t>],
) -> Option<(&'s [NameToken<'t>], &'s [NameToken<'t>])> {
    let (office, rest) = inner.split_first()?;
    let (of, rest) = rest.split_first()?;
    if !matches!(of.text, "of" | "for") || !TITLES.has(&fold(office.text)) {
        return None;
    }
    let n_words =
        (1..rest.len()).rev().find(|&n| rest.get(..n).is_some_and(|words| PLACES.has(&key(words))))?;
    rest.split_at_checked(n_words)
}

/// The span, kind and folded words of a name.
fn named(tokens: &[NameToken<'_>], kind: NameKind) -> Option<(Span, NameKind, String)> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    Some((Span { start: first.span.start, end: last.span.end }, kind, key(tokens)))
}

/// The folded words of a name, as the rules have them.
fn key(tokens: &[NameToken<'_>]) -> String {
    let words = tokens.iter().filter(|token| token.text.contains(char::is_alphanumeric));
    words.map(|token| fold(token.text)).collect::<Vec<_>>().join(" ")
}

/// Where in a sentence spans stand that begin and end within it: first token, token after the last, kind. A token belongs
/// to the span that it begins in.
pub fn pieces_at(
    sentence: &[NameToken<'_>],
    spans: impl Iterator<Item = (Span, usize)>,
) -> Vec<(usize, usize, usize)> {
    let pieces = spans.map(|(span, kind)| {
        let from = sentence.partition_point(|token| token.span.end <= span.start);
        let to = sentence.partition_point(|token| token.span.start < span.end);
        (from, to, kind)
    });
    pieces.filter(|(from, to, _)| from < to).collect()
}

/// The place of a kind in [`NAME_KINDS`].
fn kind_index(kind: NameKind) -> usize {
    NAME_KINDS.iter().position(|known| *known == kind).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_models_can_be_read() {
        let recipes: Vec<usize> = SHIPPED.iter().map(|model| model.recipe().len()).collect();
        assert_eq!(recipes, [32, 32]);
    }
}
