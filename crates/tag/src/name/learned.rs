//! Names as the learned tagger sees them: the tokens of a document, what speaks for each label, and the best labels.

mod feature;
mod lexicon;
mod token;

pub use feature::NameFeatures;
pub use token::{NameToken, name_tokens};

use std::sync::LazyLock;

use copydesk_record::{Name, NameKind, Span};
use copydesk_text::fold;

use crate::content::Content;
use crate::sequence::{Label, Model, N_LABELS, decode, labels_of, pieces_of};

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
pub fn label_names(features: &mut NameFeatures, first: &Model, second: &Model) -> Vec<Vec<Label>> {
    let labels = label_pass(features, first);
    features.set_first_pass(&labels);
    label_pass(features, second)
}

/// The labels of each sentence by one model.
pub fn label_pass(features: &NameFeatures, model: &Model) -> Vec<Vec<Label>> {
    let mut scores = Vec::new();
    (0..features.n_sentences())
        .map(|sentence| {
            scores.clear();
            for token in 0..features.n_tokens(sentence) {
                let mut points = [0; N_LABELS];
                features.each(sentence, token, &mut |feature| model.add(feature, &mut points));
                scores.push(points);
            }
            decode(&scores, model.transitions())
        })
        .collect()
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
    let [first, second] = &*SHIPPED;
    let labels = label_names(&mut features, first, second);
    let mut out = Vec::new();
    for (tokens, labels) in sentences.iter().zip(&labels) {
        for (from, to, kind) in
            pieces_of(labels).into_iter().filter(|(from, to, _)| to - from <= NAME_TOKENS_MAX)
        {
            let inner = tokens.get(from..to).unwrap_or_default();
            let (Some(first), Some(last)) = (inner.first(), inner.last()) else { continue };
            let Some(&kind) = NAME_KINDS.get(kind) else { continue };
            out.push((Span { start: first.span.start, end: last.span.end }, kind, key(inner)));
        }
    }
    out
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
