//! How renderings of one utterance were put together, over classes of copies.

use crate::gold::{CopyClasses, Gold, Utterance};
use crate::measure::share;
use crate::predicted::{PredictedRendering, Predictions};
use crate::{CorpusScores, Folded, alike};

/// An utterance by the class of copies it stands in.
#[derive(Clone)]
struct Rendering<'t> {
    class: &'t str,
    words: Folded,
}

type Pair<'t> = (Rendering<'t>, Rendering<'t>);

/// Adds the figures of aligned quotations to `scores`: a pair of renderings from two classes of copies is the labelled
/// one if each side is of the same class and alike.
pub(super) fn score(
    gold: &Gold,
    predictions: &Predictions,
    classes: &CopyClasses,
    scores: &mut CorpusScores,
) {
    let wanted: Vec<Pair> =
        gold.aligned_quotes.iter().flat_map(|group| pairs_of(&labelled(group, classes))).collect();
    let groups = predictions.stories.iter().flat_map(|story| &story.quotations);
    let predicted: Vec<Pair> = groups
        .flat_map(|group| {
            let of_page = |rendering: &PredictedRendering| {
                let page = predictions.page_of(&rendering.article)?;
                Some(Rendering { class: classes.root(page), words: Folded::new(&rendering.text) })
            };
            pairs_of(&group.renderings.iter().filter_map(of_page).collect::<Vec<_>>())
        })
        .collect();

    let n_found = wanted.iter().filter(|a| predicted.iter().any(|b| same_pair(a, b))).count();
    let n_right = predicted.iter().filter(|b| wanted.iter().any(|a| same_pair(a, b))).count();
    let recall = share(n_found, wanted.len());
    let precision = share(n_right, predicted.len());
    let sum = precision + recall;
    scores.share("aligned_r", recall);
    scores.share("aligned_p", precision);
    scores.share("aligned_f1", if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum });

    let is_joined = |(a, b): &(Utterance, Utterance)| {
        let apart = (of_label(a, classes), of_label(b, classes));
        predicted.iter().any(|pair| same_pair(&apart, pair))
    };
    scores.count("not_aligned_joined", gold.not_aligned.iter().filter(|pair| is_joined(pair)).count());
}

fn of_label<'t>(Utterance(page, text): &'t Utterance, classes: &'t CopyClasses) -> Rendering<'t> {
    Rendering { class: classes.root(page), words: Folded::new(text) }
}

fn labelled<'t>(group: &'t [Utterance], classes: &'t CopyClasses) -> Vec<Rendering<'t>> {
    group.iter().map(|utterance| of_label(utterance, classes)).collect()
}

/// Any two renderings of one group that are not of the same class.
fn pairs_of<'t>(group: &[Rendering<'t>]) -> Vec<Pair<'t>> {
    let mut pairs = Vec::new();
    for (at, first) in group.iter().enumerate() {
        let others = group.iter().skip(at + 1).filter(|second| second.class != first.class);
        pairs.extend(others.map(|second| (first.clone(), second.clone())));
    }
    pairs
}

/// Whether two pairs are of the same classes and alike, in either order.
fn same_pair(a: &Pair, b: &Pair) -> bool {
    let same = |a: &Rendering, b: &Rendering| a.class == b.class && alike(&a.words, &b.words);
    (same(&a.0, &b.0) && same(&a.1, &b.1)) || (same(&a.0, &b.1) && same(&a.1, &b.0))
}
