//! How sure it is that two utterances are renderings of one.

use copydesk_record::QuotationKind;

use super::{Place, utterance};
use crate::speaker::Match;
use crate::view::{Utterance, View};

/// What of the shorter utterance the longer one has at least: no bound below asks for less, 0…1000.
const CONTAINED_MIN: u32 = 490;

/// How sure it is that two utterances of two stories are renderings of one, 0…1000; `None` if they are not.
pub(super) fn likeness(views: &[View<'_>], a: Place, b: Place) -> Option<u32> {
    let (left, right) = (views.get(a.0)?, views.get(b.0)?);
    let (one, other) = (utterance(views, a)?, utterance(views, b)?);
    let common = Common::of(one, other);
    if common.contained < CONTAINED_MIN || common.n_shared == 0 {
        return None;
    }
    let speakers = one.speaker.compare(&other.speaker);
    let is_alike = if left.is_near(right) {
        common.is_alike(Setting::SameDays, speakers)
    } else {
        let [same, other_days] =
            [Setting::SameDays, Setting::OtherDays].map(|setting| common.is_alike(setting, speakers));
        // Whether it was said at another time is dear to tell, and asked only where it matters.
        if same == other_days || left.is_recalled(one) || right.is_recalled(other) {
            same
        } else {
            other_days
        }
    };
    is_alike.then(|| u32::midpoint(common.contained, common.overlap))
}

/// Where two utterances stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
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
        let shared = one.bag.shared(&other.bag);
        let (a, b) = (one.bag.weight, other.bag.weight);
        let part = |whole: u32| (shared.weight * 1000).checked_div(whole).unwrap_or(0).min(1000);
        let n_reported = [one, other].iter().filter(|u| u.kind == QuotationKind::Reported).count();
        Self {
            contained: part(a.min(b)),
            overlap: part(a + b - shared.weight),
            n_shared: shared.n_telling,
            n_shorter: one.bag.n_telling.min(other.bag.n_telling),
            n_reported,
        }
    }

    fn is_within(self, bounds: &[Bound]) -> bool {
        bounds.iter().any(|bound| {
            self.n_shared >= bound.n_shared
                && self.contained >= bound.contained
                && self.overlap >= bound.overlap
                && self.n_shorter <= bound.n_shorter_max
                && self.n_reported <= bound.n_reported_max
        })
    }

    fn is_alike(self, setting: Setting, speakers: Match) -> bool {
        let bounds = match (setting, speakers) {
            (Setting::SameDays, Match::Same) => SAME_ACROSS,
            (Setting::SameDays, _) => OTHER_ACROSS,
            (Setting::OtherDays, _) => OTHER_DAYS,
        };
        self.is_within(bounds)
    }
}

/// What two utterances must at least have in common.
#[derive(Clone, Copy)]
struct Bound {
    n_shared: usize,
    contained: u32,
    overlap: u32,
    /// For how many telling words of the shorter one, and how many reported ones, the bound is meant.
    n_shorter_max: usize,
    n_reported_max: usize,
}

const fn bound(n_shared: usize, contained: u32, overlap: u32) -> Bound {
    Bound { n_shared, contained, overlap, n_shorter_max: usize::MAX, n_reported_max: 2 }
}

const fn not_reported(bound: Bound) -> Bound {
    Bound { n_reported_max: 1, ..bound }
}

const fn short(bound: Bound, n_shorter_max: usize) -> Bound {
    Bound { n_shorter_max, ..bound }
}

// The same words come again on another occasion, so more of them are asked for than within one story.
const SAME_ACROSS: &[Bound] = &[bound(2, 850, 0), bound(2, 490, 350), short(bound(1, 900, 350), 2)];
const OTHER_DAYS: &[Bound] = &[bound(2, 600, 450)];
const OTHER_ACROSS: &[Bound] = &[bound(3, 850, 600), not_reported(bound(2, 600, 400))];
