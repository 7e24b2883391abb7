//! Finds the renderings of one utterance in several articles.

mod likeness;
mod order;
mod rendering;

use std::cmp::Reverse;

use copydesk_record::{QuotationGroup, QuotationKind, Rendering};

use crate::speaker::Speaker;
use crate::view::{Utterance, View};
use crate::words::Shared;
use likeness::likeness;
pub(crate) use rendering::{MAGIC, N_TRAITS};

/// How many utterances of a story are compared with each other.
pub(crate) const COMPARED_MAX: usize = 320;
/// How likely it is at least that two utterances of the story are one, in thousandths.
const CHANCE_MIN: u32 = 250;
/// What of the shorter utterance's weight the longer one has at least: of others nobody asks.
const CONTAINED_MIN: u32 = 150;
/// The same of both together, and, in one article, of the shorter one.
const OVERLAP_MIN: u32 = 60;
const WITHIN_MIN: u32 = 700;
/// An utterance of no more telling words may share a single one.
const SHORT_TELLING: usize = 5;
/// How many utterances of a story are shown.
const GROUPS_MAX: usize = 200;

/// How many utterances have their bits side by side.
const BITS: usize = u64::BITS as usize;

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
    /// They stand in one story.
    Own,
    /// They stand in two stories.
    Across,
}

/// All utterances of the story in groups, in order of the first rendering; each in one group.
pub(crate) fn groups(views: &[View<'_>]) -> Vec<Group> {
    let places = compared(views);
    let candidates = Candidates::of(views, &places);
    let (own, across): (Vec<_>, Vec<_>) =
        candidates.pairs().partition(|&(a, b)| are_own(views, &places, a, b));
    let own =
        rendering::candidates(views, &places, may_be_one(views, &places, own), &candidates.n_utterances);
    let chances = rendering::chances(&own);
    let likely = own.iter().zip(chances).filter(|(_, chance)| *chance >= CHANCE_MIN);
    let own = likely.map(|(pair, score)| Pair { a: pair.a, b: pair.b, score, tie: Tie::Own });
    let across = across.into_iter().filter_map(|(a, b)| {
        let score = likeness(views, *places.get(a)?, *places.get(b)?)?;
        Some(Pair { a, b, score, tie: Tie::Across })
    });
    let mut pairs: Vec<Pair> = own.chain(across).collect();
    pairs.sort_by_key(|pair| (pair.tie, Reverse(pair.score), pair.a, pair.b));
    let mut growing = Growing::of(places.len(), pairs.iter());
    for pair in &pairs {
        let Some((a, b)) = growing.groups_of(pair) else { continue };
        if growing.may_join((a, b)) {
            growing.join(a, b);
        }
    }
    let groups = growing.groups.into_iter().filter(|group| !group.is_empty());
    let places_of = |group: Vec<usize>| group.into_iter().filter_map(|at| places.get(at).copied()).collect();
    groups.map(|group| Group { places: places_of(group) }).collect()
}

/// Whether two utterances stand in the story, or both outside it.
fn are_own(views: &[View<'_>], places: &[Place], a: usize, b: usize) -> bool {
    let is_related = |at: usize| Some(views.get(places.get(at)?.0)?.is_related);
    is_related(a) == is_related(b)
}

/// Two utterances by their places among those that are compared, the earlier one first, and what their words share.
#[derive(Clone, Copy, Debug)]
struct Sharing {
    a: usize,
    b: usize,
    shared: Shared,
}

/// The pairs of utterances that share enough to be asked for, and do not lie in one another.
fn may_be_one(
    views: &[View<'_>],
    places: &[Place],
    pairs: impl IntoIterator<Item = (usize, usize)>,
) -> Vec<Sharing> {
    let sharing = |(a, b): (usize, usize)| {
        let (&x, &y) = (places.get(a)?, places.get(b)?);
        let (one, other) = (utterance(views, x)?, utterance(views, y)?);
        if x.0 == y.0 && one.span.overlaps(other.span) {
            return None;
        }
        let shared = one.bag.shared(&other.bag);
        share_enough([one, other], shared, x.0 == y.0).then_some(Sharing { a, b, shared })
    };
    pairs.into_iter().filter_map(sharing).collect()
}

/// Whether two utterances have so much in common that they are asked for: what one says in one article twice over, in the same
/// words.
fn share_enough([one, other]: [&Utterance; 2], shared: Shared, is_one_article: bool) -> bool {
    let (light, heavy) = (one.bag.weight.min(other.bag.weight), one.bag.weight.max(other.bag.weight));
    let part = |whole: u32| (shared.weight * 1000).checked_div(whole).unwrap_or(0);
    if is_one_article {
        return part(light) >= WITHIN_MIN && shared.n_telling > 0;
    }
    let n_telling = one.bag.n_telling.min(other.bag.n_telling);
    let n_shared_min = if n_telling <= SHORT_TELLING { 1 } else { 2 };
    shared.n_telling >= n_shared_min
        && part(light) >= CONTAINED_MIN
        && part(light + heavy - shared.weight) >= OVERLAP_MIN
}

/// The pairs of utterances of a story that are asked for, with what tells of them, by their places.
pub(crate) fn utterance_pairs(views: &[View<'_>]) -> Vec<(Place, Place, [f32; N_TRAITS])> {
    let places = compared(views);
    let candidates = Candidates::of(views, &places);
    let pairs = may_be_one(views, &places, candidates.pairs());
    let pairs = rendering::candidates(views, &places, pairs, &candidates.n_utterances);
    let place = |at: usize| places.get(at).copied();
    pairs.into_iter().filter_map(|pair| Some((place(pair.a)?, place(pair.b)?, pair.traits))).collect()
}

/// The utterances that are compared. A copy's rendering is shown only where its words differ from the original's.
fn compared(views: &[View<'_>]) -> Vec<Place> {
    let mut out = Vec::new();
    for (idx, view) in views.iter().enumerate() {
        for (at, utterance) in view.utterances.iter().enumerate() {
            if out.len() >= COMPARED_MAX {
                return out;
            }
            if !utterance.is_repeated {
                out.push((idx, at));
            }
        }
    }
    out
}

/// The pairs of utterances that share a telling word: no others can be alike.
struct Candidates {
    /// Below each other, a row for each utterance with a bit for each that it shares a telling word with.
    shared: Vec<u64>,
    n_rowed: usize,
    /// The classes of telling words, sorted, with how many utterances have each.
    n_utterances: Vec<(u64, u32)>,
}

impl Candidates {
    fn of(views: &[View<'_>], places: &[Place]) -> Self {
        let mut occurrences: Vec<(u64, u32, bool)> = Vec::new();
        for (at, &place) in places.iter().enumerate() {
            let classes = utterance(views, place).into_iter().flat_map(|utterance| utterance.bag.classes());
            occurrences.extend(classes.map(|(class, is_telling)| (class, at as u32, is_telling)));
        }
        occurrences.sort_unstable();
        let n_rowed = places.len().div_ceil(BITS);
        let mut out = Self { shared: vec![0; places.len() * n_rowed], n_rowed, n_utterances: Vec::new() };
        let mut row = vec![0; n_rowed];
        for same in occurrences.chunk_by(|one, other| one.0 == other.0) {
            let own = || same.chunk_by(|one, other| one.1 == other.1);
            let n_telling = own().filter(|own| own.iter().any(|&(_, _, is_telling)| is_telling)).count();
            if n_telling == 0 {
                continue;
            }
            out.n_utterances.extend(same.first().map(|&(class, _, _)| (class, n_telling as u32)));
            row.fill(0);
            for at in same.iter().map(|&(_, at, _)| at as usize) {
                if let Some(bits) = row.get_mut(at / BITS) {
                    *bits |= 1 << (at % BITS);
                }
            }
            for at in own().filter_map(|own| Some(own.first()?.1 as usize)) {
                let bits = out.shared.get_mut(at * n_rowed..(at + 1) * n_rowed).into_iter().flatten();
                bits.zip(&row).for_each(|(bits, more)| *bits |= more);
            }
        }
        out
    }

    /// The pairs in order, the earlier one of each first.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.shared.chunks(self.n_rowed.max(1)).enumerate().flat_map(|(a, row)| {
            let set = row.iter().enumerate().flat_map(|(idx, &bits)| {
                let places = std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)));
                let left = places.take_while(|&bits| bits != 0);
                left.map(move |bits| idx * BITS + bits.trailing_zeros() as usize)
            });
            set.filter(move |&b| b > a).map(move |b| (a, b))
        })
    }
}

/// Groups of utterances that grow together.
struct Growing {
    groups: Vec<Vec<usize>>,
    group_of: Vec<usize>,
    /// For each two groups, by their places, how many pairs of utterances across them are firmly alike.
    n_alike: Vec<u32>,
}

impl Growing {
    /// Each utterance a group of its own.
    fn of<'p>(n: usize, firm: impl Iterator<Item = &'p Pair>) -> Self {
        let groups = (0..n).map(|at| vec![at]).collect();
        let mut out = Self { groups, group_of: (0..n).collect(), n_alike: vec![0; n * n] };
        for pair in firm {
            for place in [pair.a * n + pair.b, pair.b * n + pair.a] {
                if let Some(count) = out.n_alike.get_mut(place) {
                    *count += 1;
                }
            }
        }
        out
    }

    /// The groups of a pair's utterances, the earlier one first; `None` if they are in one.
    fn groups_of(&self, pair: &Pair) -> Option<(usize, usize)> {
        let (a, b) = (*self.group_of.get(pair.a)?, *self.group_of.get(pair.b)?);
        (a != b).then(|| (a.min(b), a.max(b)))
    }

    /// Two groups become one if most of the utterances across them are alike, so that one loose pair cannot chain them.
    fn may_join(&self, (a, b): (usize, usize)) -> bool {
        let (Some(left), Some(right)) = (self.groups.get(a), self.groups.get(b)) else { return false };
        let n_alike = self.n_alike.get(a * self.groups.len() + b).copied().unwrap_or(0) as usize;
        left.len() == 1 && right.len() == 1 || n_alike * 2 >= left.len() * right.len()
    }

    /// Puts the group at `b` into the one at `a`.
    fn join(&mut self, a: usize, b: usize) {
        let n = self.groups.len();
        let moved = self.groups.get_mut(b).map(std::mem::take).unwrap_or_default();
        for &at in &moved {
            if let Some(group) = self.group_of.get_mut(at) {
                *group = a;
            }
        }
        if let Some(group) = self.groups.get_mut(a) {
            group.extend(moved);
            group.sort_unstable();
        }
        for other in 0..n {
            let more = self.n_alike.get(b * n + other).copied().unwrap_or(0);
            for place in [a * n + other, other * n + a] {
                if let Some(count) = self.n_alike.get_mut(place) {
                    *count += more;
                }
            }
        }
    }
}

fn utterance<'v>(views: &'v [View<'_>], (idx, at): Place) -> Option<&'v Utterance> {
    views.get(idx)?.utterances.get(at)
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
    best.map(|speaker| speaker.text.to_string())
}
