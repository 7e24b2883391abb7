//! Finds the renderings of one utterance in several articles.

use copydesk_record::{QuotationGroup, QuotationKind, Rendering};
use copydesk_text::fold;

use crate::speaker::{Match, Speaker};
use crate::view::{Utterance, View};
use crate::words::{shared, weight_of};

/// How many utterances of a story are compared with each other.
const COMPARED_MAX: usize = 600;
/// How many utterances of a story are shown.
const GROUPS_MAX: usize = 200;

/// An utterance by the place of its article among the views, and its own place there.
pub(crate) type Place = (usize, usize);

/// The renderings of one utterance, in order of arrival.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) places: Vec<Place>,
}

/// Two utterances and how sure it is that they are one, 0…1000.
struct Pair {
    a: Place,
    b: Place,
    score: u32,
}

/// All utterances of the story in groups, in order of the first rendering; each in one group.
pub(crate) fn groups(views: &[View<'_>]) -> Vec<Group> {
    let places: Vec<Place> = views
        .iter()
        .enumerate()
        .flat_map(|(idx, view)| (0..view.utterances.len()).map(move |at| (idx, at)))
        .filter(|&place| !is_repeated_by_copy(views, place))
        .take(COMPARED_MAX)
        .collect();
    let mut pairs: Vec<Pair> = Vec::new();
    for (idx, &a) in places.iter().enumerate() {
        for &b in places.iter().skip(idx + 1) {
            let score = likeness(views, a, b);
            if score > 0 {
                pairs.push(Pair { a, b, score });
            }
        }
    }
    pairs.sort_by(|a, b| b.score.cmp(&a.score).then((a.a, a.b).cmp(&(b.a, b.b))));
    let mut groups: Vec<Vec<Place>> = places.iter().map(|&place| vec![place]).collect();
    for pair in &pairs {
        let at = |place: Place| groups.iter().position(|group| group.contains(&place));
        let (Some(a), Some(b)) = (at(pair.a), at(pair.b)) else { continue };
        if a == b || !may_join(&groups, (a, b), &pairs) {
            continue;
        }
        let moved = groups.get_mut(a.max(b)).map(std::mem::take).unwrap_or_default();
        if let Some(group) = groups.get_mut(a.min(b)) {
            group.extend(moved);
            group.sort_unstable();
        }
    }
    groups.retain(|group| !group.is_empty());
    groups.into_iter().map(|places| Group { places }).collect()
}

/// Two groups become one if most of the utterances across them are alike, so that one loose pair cannot chain them.
fn may_join(groups: &[Vec<Place>], (a, b): (usize, usize), pairs: &[Pair]) -> bool {
    let (Some(left), Some(right)) = (groups.get(a), groups.get(b)) else { return false };
    if left.len() == 1 && right.len() == 1 {
        return true;
    }
    let n_alike = pairs
        .iter()
        .filter(|pair| {
            left.contains(&pair.a) && right.contains(&pair.b)
                || left.contains(&pair.b) && right.contains(&pair.a)
        })
        .count();
    n_alike * 2 >= left.len() * right.len()
}

/// A copy's rendering is shown only where its words differ from the original's.
fn is_repeated_by_copy(views: &[View<'_>], (idx, at): Place) -> bool {
    let Some(view) = views.get(idx) else { return true };
    let Some(utterance) = view.utterances.get(at) else { return true };
    let Some(root) = views.get(view.root).filter(|_| view.root != idx) else { return false };
    let words = fold(view.str(utterance.span));
    root.utterances.iter().any(|there| fold(root.str(there.span)) == words)
}

fn utterance<'v>(views: &'v [View<'_>], (idx, at): Place) -> Option<&'v Utterance> {
    views.get(idx)?.utterances.get(at)
}

/// How sure it is that the two are renderings of one utterance: 0 if they are not, up to 1000.
fn likeness(views: &[View<'_>], a: Place, b: Place) -> u32 {
    let (Some(left), Some(right)) = (views.get(a.0), views.get(b.0)) else { return 0 };
    let (Some(one), Some(other)) = (utterance(views, a), utterance(views, b)) else { return 0 };
    let is_same_article = left.root == right.root;
    if is_same_article && one.span.overlaps(other.span) && a.0 == b.0 {
        return 0;
    }
    let features = Features::of(one, other, left.is_related != right.is_related);
    features.score()
}

/// What is compared of two utterances.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Features {
    /// The shared part of the shorter one, and of both together, 0…1000.
    pub(crate) contained: u32,
    pub(crate) common: u32,
    /// How many telling words are shared, and how many the shorter one has.
    pub(crate) n_shared: usize,
    pub(crate) n_shorter: usize,
    pub(crate) speakers: Match,
    pub(crate) n_reported: usize,
    pub(crate) is_across_stories: bool,
}

impl Features {
    pub(crate) fn of(one: &Utterance, other: &Utterance, is_across_stories: bool) -> Self {
        let (sum, n_shared) = shared(&one.words, &other.words);
        let (a, b) = (weight_of(&one.words), weight_of(&other.words));
        let part = |whole: u32| (sum * 1000).checked_div(whole).unwrap_or(0).min(1000);
        let n_telling =
            |utterance: &Utterance| utterance.words.iter().filter(|word| word.weight >= 100).count();
        let n_reported = [one, other].iter().filter(|u| u.kind == QuotationKind::Reported).count();
        Self {
            contained: part(a.min(b)),
            common: part(a + b - sum),
            n_shared,
            n_shorter: n_telling(one).min(n_telling(other)),
            speakers: one.speaker.compare(&other.speaker),
            n_reported,
            is_across_stories,
        }
    }

    fn score(self) -> u32 {
        let Self { contained, common, n_shared, .. } = self;
        let (contained_min, common_min, shared_min) = match (self.speakers, self.is_across_stories) {
            (Match::Same, false) => (440, 200, 2),
            (Match::Same, true) => (500, 330, 2),
            (Match::Unknown, _) => (600, 400, 2),
            (Match::Other, _) => (850, 700, 3),
        };
        // A few words alone are a quotation only where nearly all of them come again.
        let is_short = self.n_shorter <= 2 && self.speakers == Match::Same;
        let is_alike = n_shared >= shared_min && contained >= contained_min && common >= common_min
            || is_short && n_shared >= 1 && contained >= 700 && common >= common_min
            || self.speakers == Match::Same && n_shared >= 2 && contained >= 850;
        let is_too_loose = self.n_reported == 2 && common < 500;
        if is_alike && !is_too_loose { u32::midpoint(contained, common) + 1 } else { 0 }
    }
}

/// The groups as the brief shows them; what is only reported is shown beside what is quoted.
pub(crate) fn shown(views: &[View<'_>], groups: &[Group]) -> Vec<QuotationGroup> {
    let mut out = Vec::new();
    for group in groups {
        let of_story = |place: &&Place| views.get(place.0).is_some_and(|view| !view.is_related);
        let is_quoted = group.places.iter().any(|&place| {
            utterance(views, place).is_some_and(|utterance| utterance.kind != QuotationKind::Reported)
        });
        if group.places.iter().find(of_story).is_none() || !is_quoted || out.len() >= GROUPS_MAX {
            continue;
        }
        let renderings = group.places.iter().filter_map(|&place| {
            let (view, utterance) = (views.get(place.0)?, utterance(views, place)?);
            let text = view.str(utterance.span).to_owned();
            Some(Rendering { article: view.id(), text, span: utterance.span, kind: utterance.kind })
        });
        out.push(QuotationGroup { speaker: speaker(views, group), renderings: renderings.collect() });
    }
    out
}

/// The fullest name among the renderings; an epithet if none is named.
fn speaker(views: &[View<'_>], group: &Group) -> Option<String> {
    let speakers = group.places.iter().filter_map(|&place| Some(&utterance(views, place)?.speaker));
    let rank = |speaker: &&Speaker| (speaker.is_named(), speaker.text.chars().count());
    let mut best: Option<&Speaker> = None;
    for speaker in speakers.filter(|speaker| !speaker.text.is_empty()) {
        if best.is_none_or(|best| rank(&speaker) > rank(&best)) {
            best = Some(speaker);
        }
    }
    best.map(|speaker| speaker.text.clone())
}
