//! How sure it is that two utterances are renderings of one.

use copydesk_record::QuotationKind;

use super::{Place, Tie, utterance};
use crate::speaker::Match;
use crate::view::{Utterance, View};

/// What of the shorter utterance the longer one has at least: no bound below asks for less, 0…1000.
const CONTAINED_MIN: u32 = 200;
/// Utterances of so many words, of which the longer one has at most so many times as many, are built alike if so much of
/// the shorter one comes in the same order in the other, 0…1000; more where the speaker is not the same.
const BUILT_WORDS_MIN: usize = 6;
const BUILT_FACTOR_MAX: usize = 2;
const BUILT_SHARE_MIN: usize = 600;
const BUILT_SHARE_OTHERS_MIN: usize = 720;

/// Whether two utterances that share a single telling word may be renderings of one: the bounds for one word are for short
/// utterances, and what is built alike has most words in common.
pub(super) fn may_go_by_one_word(views: &[View<'_>], a: Place, b: Place) -> bool {
    let (Some(one), Some(other)) = (utterance(views, a), utterance(views, b)) else { return false };
    let n_light = |utterance: &Utterance| utterance.words.len().saturating_sub(utterance.bag.n_telling);
    let n_words_max = n_light(one).min(n_light(other)) + 1;
    one.bag.n_telling.min(other.bag.n_telling) <= ONE_WORD_SHORTER_MAX
        || n_words_max * 1000 >= BUILT_SHARE_MIN * one.words.len().min(other.words.len())
}

/// How sure it is that the two are renderings of one utterance, 0…1000, and what says so; `None` if they are not.
pub(super) fn likeness(views: &[View<'_>], a: Place, b: Place, rare: &[u64]) -> Option<(u32, Tie)> {
    let (left, right) = (views.get(a.0)?, views.get(b.0)?);
    let (one, other) = (utterance(views, a)?, utterance(views, b)?);
    if a.0 == b.0 && one.span.overlaps(other.span) {
        return None;
    }
    let common = Common::of(one, other);
    if common.contained < CONTAINED_MIN || common.n_shared == 0 {
        return None;
    }
    let speakers = one.speaker.compare(&other.speaker);
    let is_own = left.is_related == right.is_related;
    let is_alike = match (is_own, left.is_near(right)) {
        (true, _) => common.is_alike(Setting::OneStory, speakers),
        (false, true) => common.is_alike(Setting::SameDays, speakers),
        (false, false) => {
            let [same, other_days] =
                [Setting::SameDays, Setting::OtherDays].map(|setting| common.is_alike(setting, speakers));
            // Whether it was said at another time is dear to tell, and asked only where it matters.
            if same == other_days || left.is_recalled(one) || right.is_recalled(other) {
                same
            } else {
                other_days
            }
        }
    };
    let is_built_alike = || is_own && are_built_alike(one, other, common, speakers);
    let tie = if is_alike || is_built_alike() {
        if is_own { Tie::Close } else { Tie::Across }
    } else if is_own && speakers == Match::Same && common.is_within(LOOSE) && shares_rare(one, other, rare) {
        Tie::Loose
    } else {
        return None;
    };
    Some((u32::midpoint(common.contained, common.overlap), tie))
}

/// Whether one speaker's words come in the same order around what differs: "I didn't come for the weather, I came for the
/// noise" and "I do not go for the climate, I go for the noise".
fn are_built_alike(one: &Utterance, other: &Utterance, common: Common, speakers: Match) -> bool {
    let (a, b) = (&one.words, &other.words);
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    if common.n_reported > 0 || shorter < BUILT_WORDS_MIN || longer > BUILT_FACTOR_MAX * shorter {
        return false;
    }
    let share_min = if speakers == Match::Same { BUILT_SHARE_MIN } else { BUILT_SHARE_OTHERS_MIN };
    // No more can come in the same order than there is.
    if common.n_words * 1000 < share_min * shorter {
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
    /// How many words are shared, telling or not.
    n_words: usize,
}

impl Common {
    fn of(one: &Utterance, other: &Utterance) -> Self {
        let shared = one.bag.shared(&other.bag);
        let (a, b) = (one.bag.weight, other.bag.weight);
        let part = |whole: u32| (shared.weight * 1000).checked_div(whole).unwrap_or(0).min(1000);
        let n_reported = [one, other].iter().filter(|u| u.kind == QuotationKind::Reported).count();
        Self {
            contained: part(a.min(b)),
            overlap: part(a + b - shared.weight),
            n_shared: shared.n_telling,
            n_words: shared.n_words,
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
fn shares_rare(one: &Utterance, other: &Utterance, rare: &[u64]) -> bool {
    one.bag.shared_telling(&other.bag).any(|class| rare.binary_search(&class).is_ok())
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

/// The bounds below that ask for one shared word are for no longer utterances, in telling words.
const ONE_WORD_SHORTER_MAX: usize = 5;

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
    Bound { n_reported_max: 0, n_shorter_min: 2, ..short(bound(1, 280, 150), ONE_WORD_SHORTER_MAX) },
];
const SAME_ACROSS: &[Bound] = &[bound(2, 850, 0), bound(2, 490, 350), short(bound(1, 900, 350), 2)];
const UNKNOWN: &[Bound] = &[bound(3, 650, 500), not_reported(bound(2, 520, 240)), bound(4, 370, 200)];
const OTHER: &[Bound] =
    &[bound(3, 850, 600), not_reported(bound(2, 500, 260)), not_reported(bound(3, 570, 240))];
const OTHER_DAYS: &[Bound] = &[bound(2, 600, 450)];
const OTHER_ACROSS: &[Bound] = &[bound(3, 850, 600), not_reported(bound(2, 600, 400))];
