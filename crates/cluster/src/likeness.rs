//! How much two articles have in common, and what it is.

use copydesk_record::Id;
use copydesk_text::{jaccard, overlap};

use crate::config::ClusterConfig;
use crate::days::Days;
use crate::vector::Vector;

/// From this share of words on, two quotations are renderings of one utterance.
const SAME_WORDS_MIN: u16 = 550;
/// What a shared utterance adds, and each shared figure, up to so many.
const UTTERANCE_BONUS: u32 = 200;
const FIGURE_BONUS: u32 = 30;
const FIGURES_COUNTED_MAX: u32 = 4;
/// What a full date that both texts name adds.
const DAY_BONUS: u32 = 30;
/// Reports of one event are mostly written within so many days; what is left of the likeness, in thousandths, beyond.
const GAPS: &[(u32, u32)] = &[(30, 330), (15, 600), (8, 800), (4, 920)];
/// The same where only a lying date can explain what is shared.
const FORGIVEN: u32 = 850;
/// What is left where one article speaks of the other's time as of a month gone by.
const LOOKED_BACK: u32 = 870;
/// What is left where the two name other people in other places: such events only resemble each other.
const ELSEWHERE: u32 = 550;
/// So many days apart, the same words were said on two occasions.
const SAID_AGAIN_DAYS: u32 = 15;
/// A full date within so many days of another article's is that article's time.
const NEAR_DAYS: i32 = 4;
/// From this likeness on, such a date is believed against the page's own.
const BELIEVED_MIN: u32 = 300;

/// What is remembered of an article.
#[derive(Clone, Debug)]
pub(crate) struct Filing {
    /// The article.
    pub(crate) id: Id,
    /// The number of its story.
    pub(crate) story: u64,
    /// Telling words.
    pub(crate) terms: Vector,
    /// Parts of names.
    pub(crate) names: Vector,
    /// Persons and organisations, sorted.
    pub(crate) actors: Vec<u32>,
    /// The places that its headline and lead name, sorted.
    pub(crate) scene: Vec<u32>,
    /// The words of each longer quotation, sorted.
    pub(crate) quotations: Vec<Vec<u32>>,
    /// Exact figures, sorted.
    pub(crate) figures: Vec<u32>,
    /// When it was written, and the days it names.
    pub(crate) days: Days,
    /// Whether it sums up several affairs, and so belongs to none of them.
    pub(crate) is_digest: bool,
}

/// What two articles have in common.
#[derive(Clone, Debug, Default)]
pub(crate) struct Likeness {
    /// 0…1000, all things weighed.
    pub(crate) score: u32,
    /// The same without regard to the time between them.
    pub(crate) timeless: u32,
    /// How many persons and organisations are in both.
    pub(crate) n_actors: usize,
}

impl Likeness {
    /// Compares two articles; `gap` is how many days lie between them, if that is known.
    pub(crate) fn of(new: &Filing, old: &Filing, gap: Option<u32>, config: &ClusterConfig) -> Self {
        let terms = new.terms.cosine(&old.terms);
        let has_names = !new.names.is_empty() && !old.names.is_empty();
        let base = if has_names {
            let names = new.names.cosine(&old.names);
            (terms * (1000 - config.names_share) + names * config.names_share) / 1000
        } else {
            terms
        };
        // Pages are printed again, never before: where the later text names the day of its page, no date lies, and what
        // was said weeks apart was said twice.
        let later = if new.days.written > old.days.written { new } else { old };
        let are_sworn = later.days.is_confirmed(NEAR_DAYS);
        let has_utterance =
            shares_utterance(new, old) && !(are_sworn && gap.is_some_and(|days| days >= SAID_AGAIN_DAYS));
        let n_figures = (overlap(&new.figures, &old.figures) as u32).min(FIGURES_COUNTED_MAX);
        let n_days = u32::from(!new.days.shared(&old.days).is_empty());
        let bonus =
            u32::from(has_utterance) * UTTERANCE_BONUS + n_figures * FIGURE_BONUS + n_days * DAY_BONUS;
        let timeless = (base + bonus).min(1000);
        // A page date that lies must not split a story: the same words of the same speaker weigh more than it does.
        let left = gap.map_or(1000, left_after);
        let is_forgiven = !are_sworn
            && (has_utterance
                || n_figures >= 2
                || (base >= BELIEVED_MIN
                    && (new.days.belies(&old.days, NEAR_DAYS) || old.days.belies(&new.days, NEAR_DAYS))));
        let looks_back = new.days.looks_back_at(&old.days) || old.days.looks_back_at(&new.days);
        let left = if looks_back && !has_utterance { left * LOOKED_BACK / 1000 } else { left };
        let left = if is_forgiven { left.max(FORGIVEN) } else { left };
        let left = if is_elsewhere(new, old) && !has_utterance { left * ELSEWHERE / 1000 } else { left };
        Self { score: timeless * left / 1000, timeless: base, n_actors: overlap(&new.actors, &old.actors) }
    }
}

/// Whether both name actors and a place of their own, and none in common.
fn is_elsewhere(new: &Filing, old: &Filing) -> bool {
    let are_apart = |a: &[u32], b: &[u32]| !a.is_empty() && !b.is_empty() && overlap(a, b) == 0;
    are_apart(&new.actors, &old.actors) && are_apart(&new.scene, &old.scene)
}

/// Whether a quotation of the one is a rendering of a quotation of the other.
pub(crate) fn shares_utterance(new: &Filing, old: &Filing) -> bool {
    new.quotations.iter().any(|words| old.quotations.iter().any(|there| is_same_utterance(words, there)))
}

/// Whether two sorted lists of words are renderings of one utterance.
pub(crate) fn is_same_utterance(words: &[u32], there: &[u32]) -> bool {
    jaccard(words, there) >= SAME_WORDS_MIN
}

fn left_after(gap_days: u32) -> u32 {
    GAPS.iter().find(|&&(from, _)| gap_days >= from).map_or(1000, |&(_, left)| left)
}
