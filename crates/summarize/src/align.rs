//! Finds the renderings of one utterance in several articles.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use copydesk_record::{QuotationGroup, QuotationKind, Rendering};
use copydesk_text::fold;

use crate::speaker::{Match, Speaker};
use crate::view::{Utterance, View};
use crate::words::WordHashing;

/// How many utterances of a story are compared with each other.
const COMPARED_MAX: usize = 320;
/// What of the shorter utterance the longer one has at least: no bound below asks for less, 0…1000.
const CONTAINED_MIN: u32 = 200;
/// Utterances of so many words, of which the longer one has at most so many times as many, are built alike if so much of
/// the shorter one comes in the same order in the other, 0…1000; more where the speaker is not the same.
const BUILT_WORDS_MIN: usize = 6;
const BUILT_FACTOR_MAX: usize = 2;
const BUILT_SHARE_MIN: usize = 600;
const BUILT_SHARE_OTHERS_MIN: usize = 720;
/// A word that stands in no more of a story's utterances is rare there.
const RARE_MAX: usize = 3;
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
    /// Their places among those that are compared, the earlier one first.
    a: usize,
    b: usize,
    score: u32,
    tie: Tie,
}

/// What holds a pair together, in the order in which pairs find each other: the story's own renderings first, so that a
/// look-alike of another week cannot come between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// Much is the same.
    Close,
    /// Little is the same, and nothing closer is in either article.
    Loose,
    /// They stand in two stories.
    Across,
}

/// All utterances of the story in groups, in order of the first rendering; each in one group.
pub(crate) fn groups(views: &[View<'_>]) -> Vec<Group> {
    let places = compared(views);
    let counts = counts(views, &places);
    let mut pairs: Vec<Pair> = candidates(views, &places)
        .into_iter()
        .filter_map(|(a, b)| {
            let (score, tie) = likeness(views, *places.get(a)?, *places.get(b)?, &counts);
            (score > 0).then_some(Pair { a, b, score, tie })
        })
        .collect();
    pairs.sort_by_key(|pair| (pair.tie, Reverse(pair.score), pair.a, pair.b));
    let firm = pairs.iter().filter(|pair| pair.tie != Tie::Loose);
    let alike: HashSet<(usize, usize)> = firm.map(|pair| (pair.a, pair.b)).collect();
    let mut groups: Vec<Vec<usize>> = (0..places.len()).map(|at| vec![at]).collect();
    let mut group_of: Vec<usize> = (0..places.len()).collect();
    for pair in &pairs {
        let (Some(&a), Some(&b)) = (group_of.get(pair.a), group_of.get(pair.b)) else { continue };
        let may_join = match pair.tie {
            Tie::Loose => are_of_other_articles(&groups, (a, b), &places),
            Tie::Close | Tie::Across => may_join(&groups, (a, b), &alike),
        };
        if a == b || !may_join {
            continue;
        }
        let moved = groups.get_mut(a.max(b)).map(std::mem::take).unwrap_or_default();
        for &at in &moved {
            if let Some(group) = group_of.get_mut(at) {
                *group = a.min(b);
            }
        }
        if let Some(group) = groups.get_mut(a.min(b)) {
            group.extend(moved);
            group.sort_unstable();
        }
    }
    groups.retain(|group| !group.is_empty());
    let places_of = |group: Vec<usize>| group.into_iter().filter_map(|at| places.get(at).copied()).collect();
    groups.into_iter().map(|group| Group { places: places_of(group) }).collect()
}

/// The utterances that are compared. A copy's rendering is shown only where its words differ from the original's.
fn compared(views: &[View<'_>]) -> Vec<Place> {
    let mut said: BTreeMap<usize, HashSet<String>> = BTreeMap::new();
    let mut out = Vec::new();
    for (idx, view) in views.iter().enumerate() {
        let root = views.get(view.root).filter(|_| view.root != idx);
        let said = root.map(|root| {
            let words = root.utterances.iter().map(|there| fold(root.str(there.span)));
            &*said.entry(view.root).or_insert_with(|| words.collect())
        });
        for (at, utterance) in view.utterances.iter().enumerate() {
            if out.len() >= COMPARED_MAX {
                return out;
            }
            if said.is_none_or(|said| !said.contains(&fold(view.str(utterance.span)))) {
                out.push((idx, at));
            }
        }
    }
    out
}

/// The pairs of utterances that share a telling word, in order; no others can be alike.
fn candidates(views: &[View<'_>], places: &[Place]) -> Vec<(usize, usize)> {
    let mut occurrences: Vec<(u64, usize, bool)> = Vec::new();
    for (at, &place) in places.iter().enumerate() {
        let classes = utterance(views, place).into_iter().flat_map(|utterance| utterance.bag.classes());
        occurrences.extend(classes.map(|(class, is_telling)| (class, at, is_telling)));
    }
    occurrences.sort_unstable();
    let mut out = Vec::new();
    for same in occurrences.chunk_by(|one, other| one.0 == other.0) {
        if !same.iter().any(|&(_, _, is_telling)| is_telling) {
            continue;
        }
        for (idx, &(_, a, _)) in same.iter().enumerate() {
            out.extend(same.iter().skip(idx + 1).map(|&(_, b, _)| (a, b)).filter(|(a, b)| a != b));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// In how many of the utterances that are compared each class of words stands.
fn counts(views: &[View<'_>], places: &[Place]) -> HashMap<u64, usize, WordHashing> {
    let mut out: HashMap<u64, usize, WordHashing> = HashMap::default();
    for utterance in places.iter().filter_map(|&place| utterance(views, place)) {
        let mut before = None;
        for (class, is_telling) in utterance.bag.classes() {
            if is_telling && before != Some(class) {
                *out.entry(class).or_insert(0) += 1;
                before = Some(class);
            }
        }
    }
    out
}

/// Two groups become one if most of the utterances across them are alike, so that one loose pair cannot chain them.
fn may_join(groups: &[Vec<usize>], (a, b): (usize, usize), alike: &HashSet<(usize, usize)>) -> bool {
    let (Some(left), Some(right)) = (groups.get(a), groups.get(b)) else { return false };
    if left.len() == 1 && right.len() == 1 {
        return true;
    }
    let across = left.iter().flat_map(|&a| right.iter().map(move |&b| (a.min(b), a.max(b))));
    let n_alike = across.filter(|pair| alike.contains(pair)).count();
    n_alike * 2 >= left.len() * right.len()
}

/// Whether no article has an utterance in both groups: what was said in it once has its counterpart already.
fn are_of_other_articles(groups: &[Vec<usize>], (a, b): (usize, usize), places: &[Place]) -> bool {
    let articles = |group: usize| {
        let utterances = groups.get(group).into_iter().flatten();
        utterances.filter_map(|&at| places.get(at).map(|place| place.0))
    };
    !articles(a).any(|article| articles(b).any(|there| there == article))
}

fn utterance<'v>(views: &'v [View<'_>], (idx, at): Place) -> Option<&'v Utterance> {
    views.get(idx)?.utterances.get(at)
}

/// How sure it is that the two are renderings of one utterance, 0 if they are not, up to 1000; and what says so.
fn likeness(views: &[View<'_>], a: Place, b: Place, counts: &HashMap<u64, usize, WordHashing>) -> (u32, Tie) {
    let none = (0, Tie::Loose);
    let (Some(left), Some(right)) = (views.get(a.0), views.get(b.0)) else { return none };
    let (Some(one), Some(other)) = (utterance(views, a), utterance(views, b)) else { return none };
    if a.0 == b.0 && one.span.overlaps(other.span) {
        return none;
    }
    let common = Common::of(one, other);
    if common.contained < CONTAINED_MIN || common.n_shared == 0 {
        return none;
    }
    let setting = match (left.is_related != right.is_related, left.is_near(right)) {
        (false, _) => Setting::OneStory,
        (true, true) => Setting::SameDays,
        (true, false) if left.is_recalled(one.span) || right.is_recalled(other.span) => Setting::SameDays,
        (true, false) => Setting::OtherDays,
    };
    let speakers = one.speaker.compare(&other.speaker);
    let is_built_alike = || setting == Setting::OneStory && are_built_alike(one, other, common, speakers);
    let is_own = setting == Setting::OneStory;
    let tie = if common.is_alike(setting, speakers) || is_built_alike() {
        if is_own { Tie::Close } else { Tie::Across }
    } else if is_own && speakers == Match::Same && common.is_within(LOOSE) && shares_rare(one, other, counts)
    {
        Tie::Loose
    } else {
        return none;
    };
    (u32::midpoint(common.contained, common.overlap) + 1, tie)
}

/// Whether one speaker's words come in the same order around what differs: "I didn't come for the weather, I came for the
/// noise" and "I do not go for the climate, I go for the noise".
fn are_built_alike(one: &Utterance, other: &Utterance, common: Common, speakers: Match) -> bool {
    let (a, b) = (&one.words, &other.words);
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    if common.n_reported > 0 || shorter < BUILT_WORDS_MIN || longer > BUILT_FACTOR_MAX * shorter {
        return false;
    }
    // The longest common subsequence, by rows.
    let mut row = vec![0; b.len() + 1];
    for word in a {
        let (mut diagonal, mut left) = (0, 0);
        for (there, above) in b.iter().zip(row.iter_mut().skip(1)) {
            let best = if word.class == there.class { diagonal + 1 } else { left.max(*above) };
            diagonal = *above;
            (*above, left) = (best, best);
        }
    }
    let share_min = if speakers == Match::Same { BUILT_SHARE_MIN } else { BUILT_SHARE_OTHERS_MIN };
    row.last().is_some_and(|&n_common| n_common * 1000 >= share_min * shorter)
}

/// Where two utterances stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    /// In articles of one story.
    OneStory,
    /// In two stories, but of the same days; or one recalls what was said at another time.
    SameDays,
    /// In stories of other days.
    OtherDays,
}

/// What is compared of two utterances.
#[derive(Clone, Copy, Debug)]
struct Common {
    /// The shared part of the shorter one, and of both together, 0…1000.
    contained: u32,
    overlap: u32,
    /// How many telling words are shared, and how many the shorter one has.
    n_shared: usize,
    n_shorter: usize,
    n_reported: usize,
}

impl Common {
    fn of(one: &Utterance, other: &Utterance) -> Self {
        let (sum, n_shared) = one.bag.shared(&other.bag);
        let (a, b) = (one.bag.weight, other.bag.weight);
        let part = |whole: u32| (sum * 1000).checked_div(whole).unwrap_or(0).min(1000);
        let n_reported = [one, other].iter().filter(|u| u.kind == QuotationKind::Reported).count();
        Self {
            contained: part(a.min(b)),
            overlap: part(a + b - sum),
            n_shared,
            n_shorter: one.bag.n_telling.min(other.bag.n_telling),
            n_reported,
        }
    }

    fn is_within(self, bounds: &[Bound]) -> bool {
        bounds.iter().any(|bound| {
            self.n_shared >= bound.n_shared
                && self.contained >= bound.contained
                && self.overlap >= bound.overlap
                && (bound.n_shorter_min..=bound.n_shorter_max).contains(&self.n_shorter)
                && self.n_reported <= bound.n_reported_max
        })
    }

    fn is_alike(self, setting: Setting, speakers: Match) -> bool {
        let bounds = match (setting, speakers) {
            (Setting::OneStory, Match::Same) => SAME,
            (Setting::OneStory, Match::Unknown) => UNKNOWN,
            (Setting::OneStory, Match::Other) => OTHER,
            (Setting::SameDays, Match::Same) => SAME_ACROSS,
            (Setting::SameDays, _) => OTHER_ACROSS,
            (Setting::OtherDays, _) => OTHER_DAYS,
        };
        self.is_within(bounds)
    }
}

/// Whether the two share a telling word that hardly any other utterance of the story has: not what all speak of.
fn shares_rare(one: &Utterance, other: &Utterance, counts: &HashMap<u64, usize, WordHashing>) -> bool {
    one.bag.shared_telling(&other.bag).any(|class| counts.get(&class).is_some_and(|&n| n <= RARE_MAX))
}

/// What two utterances must at least have in common.
#[derive(Clone, Copy)]
struct Bound {
    n_shared: usize,
    contained: u32,
    overlap: u32,
    /// For how many telling words of the shorter one, and how many reported ones, the bound is meant.
    n_shorter_min: usize,
    n_shorter_max: usize,
    n_reported_max: usize,
}

const fn bound(n_shared: usize, contained: u32, overlap: u32) -> Bound {
    Bound { n_shared, contained, overlap, n_shorter_min: 0, n_shorter_max: usize::MAX, n_reported_max: 2 }
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
    not_reported(Bound { n_shorter_min: 2, ..short(bound(1, 500, 210), 3) }),
    not_reported(short(bound(1, 500, 300), 1)),
];
/// The same where both are quoted and share a word that is rare in the story.
const LOOSE: &[Bound] = &[
    Bound { n_reported_max: 0, ..bound(2, 200, 100) },
    Bound { n_reported_max: 0, n_shorter_min: 2, ..short(bound(1, 280, 150), 5) },
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
