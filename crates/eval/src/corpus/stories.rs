//! How articles were put together: stories, threads and classes of copies.

use std::collections::{BTreeMap, BTreeSet};

use crate::gold::{CopyClasses, Gold, given};
use crate::measure::pair_f1;
use crate::predicted::Predictions;
use crate::{CorpusScores, b_cubed, pairs, prf};

/// The longest chain of copies that is followed to its original.
const CHAIN_MAX: usize = 51;

type Pairs = BTreeSet<(String, String)>;

/// Which story a page is in; alone where none was given.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Alone(String),
    Of(String),
}

/// Where each labelled page was put.
struct Placement {
    stories: BTreeMap<String, Group>,
    threads: BTreeMap<String, Group>,
}

/// Adds the figures of stories, threads and copies to `scores`.
pub(super) fn score(
    gold: &Gold,
    predictions: &Predictions,
    classes: &CopyClasses,
    scores: &mut CorpusScores,
) {
    let stories: BTreeMap<String, (bool, usize)> = labels(&gold.stories, false).collect();
    let mut threads = stories.clone();
    threads.extend(labels(&gold.threads, true));
    let placement = place(&stories, predictions);

    let mut seen = BTreeSet::new();
    let pages = gold.stories.iter().flatten().filter(|page| seen.insert(*page));
    let grouped: Vec<_> =
        pages.map(|page| (stories.get(page).copied(), placement.stories.get(page))).collect();
    let found = b_cubed(&grouped);
    scores.share("stories_p", found.precision);
    scores.share("stories_r", found.recall);
    scores.share("stories_f1", found.f1);
    let (gold_pairs, predicted_pairs) = (pairs(&stories), pairs(&placement.stories));
    scores.share("stories_pair_f1", pair_f1(&gold_pairs, &predicted_pairs));
    let gold_ties: Pairs = pairs(&threads).difference(&gold_pairs).cloned().collect();
    let predicted_ties: Pairs = pairs(&placement.threads).difference(&predicted_pairs).cloned().collect();
    scores.share("threads_pair_f1", pair_f1(&gold_ties, &predicted_ties));

    if !gold.copies.is_empty() {
        let gold_copies = copy_pairs(gold, |name| classes.root(name).to_owned());
        let originals = originals(predictions);
        let predicted_copies = copy_pairs(gold, |name| original(&originals, name));
        let n_right = gold_copies.intersection(&predicted_copies).count();
        let copies = prf(n_right, predicted_copies.len(), gold_copies.len());
        scores.share("copies_p", copies.precision);
        scores.share("copies_r", copies.recall);
    }
}

/// Each page with the number of its group; threads and stories have numbers of their own.
fn labels(groups: &[Vec<String>], is_thread: bool) -> impl Iterator<Item = (String, (bool, usize))> {
    let of_group = move |(label, pages): (usize, &Vec<String>)| {
        pages.iter().map(|page| (page.clone(), (is_thread, label))).collect::<Vec<_>>()
    };
    groups.iter().enumerate().flat_map(of_group)
}

/// A page is in the first story that names it. A copy that no story names is where its original is.
fn place(labelled: &BTreeMap<String, (bool, usize)>, predictions: &Predictions) -> Placement {
    let alone = |page: &String| (page.clone(), Group::Alone(page.clone()));
    let mut stories: BTreeMap<String, Group> = labelled.keys().map(alone).collect();
    let mut threads: BTreeMap<String, Group> = stories.clone();
    for story in &predictions.stories {
        let thread = given(story.thread.as_deref()).unwrap_or(&story.id);
        for page in story.articles.iter().filter_map(|article| predictions.page_of(article)) {
            if let Some(group @ Group::Alone(_)) = stories.get_mut(page) {
                *group = Group::Of(story.id.clone());
                threads.insert(page.to_owned(), Group::Of(thread.to_owned()));
            }
        }
    }
    for (page, article) in &predictions.articles {
        let original = article.copy_of.as_deref().and_then(|id| predictions.page_of(id));
        let is_alone = matches!(stories.get(page), Some(Group::Alone(_)));
        if let (true, true, Some(original)) = (article.outcome == "copy", is_alone, original) {
            if let Some(group) = stories.get(original).cloned() {
                stories.insert(page.clone(), group);
            }
            if let Some(group) = threads.get(original).cloned() {
                threads.insert(page.clone(), group);
            }
        }
    }
    Placement { stories, threads }
}

fn originals(predictions: &Predictions) -> BTreeMap<&str, &str> {
    let mut originals = BTreeMap::new();
    for (page, article) in &predictions.articles {
        if let Some(original) = article.copy_of.as_deref().and_then(|id| predictions.page_of(id)) {
            originals.insert(page.as_str(), original);
        }
    }
    originals
}

fn original(originals: &BTreeMap<&str, &str>, page: &str) -> String {
    let mut page = page;
    for _ in 0..CHAIN_MAX {
        let Some(next) = originals.get(page) else { break };
        page = next;
    }
    page.to_owned()
}

fn copy_pairs(gold: &Gold, class: impl Fn(&str) -> String) -> Pairs {
    let classes: BTreeMap<String, String> =
        gold.documents.iter().map(|(name, _)| (name.clone(), class(name))).collect();
    pairs(&classes)
}
