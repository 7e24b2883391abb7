//! Finds the renderings of one utterance in several articles.

use copydesk_record::{QuotationGroup, QuotationKind, Rendering};
use copydesk_text::fold;

use crate::speaker::{Match, Speaker};
use crate::view::{Utterance, View};
use crate::words::{shared, weight_of};

/// How many utterances of a story are compared with each other.
const COMPARED_MAX: usize = 320;
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
    is_across: bool,
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
            let (score, is_across) = likeness(views, a, b);
            if score > 0 {
                pairs.push(Pair { a, b, score, is_across });
            }
        }
    }
    // The story's own renderings find each other first, so that a look-alike of another week cannot come between them.
    pairs.sort_by(|a, b| {
        let order = a.is_across.cmp(&b.is_across).then(b.score.cmp(&a.score));
        order.then((a.a, a.b).cmp(&(b.a, b.b)))
    });
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

/// How sure it is that the two are renderings of one utterance: 0 if they are not, up to 1000; and whether they stand in
/// two stories.
fn likeness(views: &[View<'_>], a: Place, b: Place) -> (u32, bool) {
    let (Some(left), Some(right)) = (views.get(a.0), views.get(b.0)) else { return (0, false) };
    let (Some(one), Some(other)) = (utterance(views, a), utterance(views, b)) else { return (0, false) };
    if a.0 == b.0 && one.span.overlaps(other.span) {
        return (0, false);
    }
    let setting = match (left.is_related != right.is_related, left.is_near(right)) {
        (false, _) => Setting::OneStory,
        (true, true) => Setting::SameDays,
        (true, false) if one.is_recalled || other.is_recalled => Setting::SameDays,
        (true, false) => Setting::OtherDays,
    };
    (Features::of(one, other, setting).score(), setting != Setting::OneStory)
}

/// Where two utterances stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    /// In articles of one story.
    OneStory,
    /// In two stories, but of the same days; or one recalls what was said at another time.
    SameDays,
    /// In stories of other days.
    OtherDays,
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
    pub(crate) setting: Setting,
}

impl Features {
    pub(crate) fn of(one: &Utterance, other: &Utterance, setting: Setting) -> Self {
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
            setting,
        }
    }

    fn score(self) -> u32 {
        let bounds = match (self.setting, self.speakers) {
            (Setting::OneStory, Match::Same) => SAME,
            (Setting::OneStory, Match::Unknown) => UNKNOWN,
            (Setting::OneStory, Match::Other) => OTHER,
            (Setting::SameDays, Match::Same) => SAME_ACROSS,
            (Setting::SameDays, _) => OTHER_ACROSS,
            (Setting::OtherDays, _) => OTHER_DAYS,
        };
        let is_alike = bounds.iter().any(|bound| {
            self.n_shared >= bound.n_shared
                && self.contained >= bound.contained
                && self.common >= bound.common
                && self.n_shorter <= bound.n_shorter_max
                && self.n_reported <= bound.n_reported_max
        });
        if is_alike { u32::midpoint(self.contained, self.common) + 1 } else { 0 }
    }
}

/// What two utterances must at least have in common.
#[derive(Clone, Copy)]
struct Bound {
    n_shared: usize,
    contained: u32,
    common: u32,
    /// For how many telling words of the shorter one, and how many reported ones, the bound is meant.
    n_shorter_max: usize,
    n_reported_max: usize,
}

const fn bound(n_shared: usize, contained: u32, common: u32) -> Bound {
    Bound { n_shared, contained, common, n_shorter_max: usize::MAX, n_reported_max: 2 }
}

const fn not_reported(bound: Bound) -> Bound {
    Bound { n_reported_max: 1, ..bound }
}

const fn short(bound: Bound, n_shorter_max: usize) -> Bound {
    Bound { n_shorter_max, ..bound }
}

// In one story, one speaker rarely says two things with the same words; even a wrong speaker does not hide it. In another
// week the same words come again on another occasion, so more of them are asked for.
const SAME: &[Bound] = &[
    bound(2, 850, 0),
    bound(2, 440, 500),
    not_reported(bound(2, 400, 180)),
    bound(4, 370, 200),
    not_reported(short(bound(1, 500, 210), 3)),
];
const SAME_ACROSS: &[Bound] = &[bound(2, 850, 0), bound(2, 490, 350), short(bound(1, 900, 350), 2)];
const UNKNOWN: &[Bound] = &[bound(3, 650, 500), not_reported(bound(2, 520, 240)), bound(4, 370, 200)];
const OTHER: &[Bound] =
    &[bound(3, 850, 600), not_reported(bound(2, 500, 260)), not_reported(bound(3, 570, 240))];
const OTHER_DAYS: &[Bound] = &[bound(2, 600, 450)];
const OTHER_ACROSS: &[Bound] = &[bound(3, 850, 600), not_reported(bound(2, 600, 400))];

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

/// The name that most renderings have, the fullest of these; an epithet if none is named.
fn speaker(views: &[View<'_>], group: &Group) -> Option<String> {
    let speakers: Vec<&Speaker> =
        group.places.iter().filter_map(|&place| Some(&utterance(views, place)?.speaker)).collect();
    let rank = |speaker: &Speaker| {
        let n_votes = speakers.iter().filter(|other| other.text == speaker.text).count();
        (speaker.is_named(), n_votes, speaker.text.chars().count())
    };
    let mut best: Option<&Speaker> = None;
    for &speaker in speakers.iter().filter(|speaker| !speaker.text.is_empty()) {
        if best.is_none_or(|best| rank(speaker) > rank(best)) {
            best = Some(speaker);
        }
    }
    best.map(|speaker| speaker.text.clone())
}
