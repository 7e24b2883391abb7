//! How much two articles have in common, and what it is.

use copydesk_text::overlap;

use crate::config::ClusterConfig;
use crate::filing::Filing;
use crate::vector::{Probe, Sum};

/// How many are kept of a story.
const MIDDLE_TERMS_MAX: usize = 128;
const MIDDLE_NAMES_MAX: usize = 48;

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
/// What is left where each names so many persons and organisations and not one is in both: another arrest, another storm.
const STRANGERS: u32 = 800;
const STRANGERS_MIN: usize = 3;
/// Fewer words in common are a coincidence.
const SHARED_TERMS_MIN: usize = 2;
/// Two articles of so many names each, with no more than this in common, speak of different people and places.
const CLASH_NAMES_MIN: usize = 4;
const CLASH_COSINE_MAX: u32 = 60;
/// So many days apart, the same words were said on two occasions.
const SAID_AGAIN_DAYS: u32 = 15;
/// From this likeness on, such a date is believed against the page's own.
const BELIEVED_MIN: u32 = 300;

/// What the articles of a story have in common.
#[derive(Clone, Debug, Default)]
pub(crate) struct Middle {
    terms: Sum,
    names: Sum,
}

impl Middle {
    /// Adds an article.
    pub(crate) fn add(&mut self, filing: &Filing) {
        self.terms.add(filing.terms(), MIDDLE_TERMS_MAX);
        self.names.add(filing.names(), MIDDLE_NAMES_MAX);
    }

    /// Adds the articles of another story.
    pub(crate) fn add_middle(&mut self, other: &Self) {
        self.terms.add_sum(&other.terms, MIDDLE_TERMS_MAX);
        self.names.add_sum(&other.names, MIDDLE_NAMES_MAX);
    }

    /// Whether a key is among the heavier ones; a name's comes inverted.
    pub(crate) fn has(&self, key: u32) -> bool {
        self.terms.has(key) || self.names.has(!key)
    }

    /// Whether the two point the same way in their terms, as far as their keys tell.
    pub(crate) fn has_terms_of(&self, other: &Self) -> bool {
        self.terms.has_keys_of(&other.terms)
    }

    /// How alike two stories are, 0…1000.
    pub(crate) fn cosine(&self, other: &Self, config: &ClusterConfig) -> u32 {
        let n_names = self.names.len().min(other.names.len());
        let names = if n_names == 0 { 0 } else { self.names.cosine(&other.names) };
        mixed(self.terms.cosine(&other.terms), names, n_names, config)
    }

    /// Its heaviest keys, those of names inverted.
    pub(crate) fn heaviest(
        &self,
        n_terms: usize,
        n_names: usize,
    ) -> impl Iterator<Item = (u32, u32)> + use<> {
        let names = self.names.heaviest(n_names).into_iter().map(|(key, weight)| (!key, weight));
        self.terms.heaviest(n_terms).into_iter().chain(names)
    }
}

/// A new article, laid out for being compared with many.
#[derive(Clone, Debug)]
pub(crate) struct Matter<'f> {
    /// The article.
    pub(crate) filing: &'f Filing,
    terms: Probe,
    names: Probe,
}

impl<'f> Matter<'f> {
    /// The article's layout.
    pub(crate) fn of(filing: &'f Filing) -> Self {
        Self { filing, terms: Probe::of(filing.terms()), names: Probe::of(filing.names()) }
    }

    /// How much of the terms, and of the names, that a story has in common is in the article, 0…1000.
    pub(crate) fn cosines_middle(&self, middle: &Middle) -> [u32; 2] {
        [self.terms.cosine_sum(&middle.terms), self.names.cosine_sum(&middle.names)]
    }

    /// How much of what a story has in common is in the article, 0…1000.
    pub(crate) fn cosine_middle(&self, middle: &Middle, config: &ClusterConfig) -> u32 {
        let n_names = self.filing.names().len().min(middle.names.len());
        let names = if n_names == 0 { 0 } else { self.names.cosine_sum(&middle.names) };
        mixed(self.terms.cosine_sum(&middle.terms), names, n_names, config)
    }
}

/// Few names say little: where one side has only a few, they share in the likeness by their number.
fn mixed(terms: u32, names: u32, n_names: usize, config: &ClusterConfig) -> u32 {
    let many = config.names_many.max(1);
    let share = config.names_share.min(1000) * (n_names as u32).min(many) / many;
    (terms * (1000 - share) + names * share) / 1000
}

/// What two articles have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Likeness {
    /// How alike their words are, 0…1000.
    pub(crate) base: u32,
    /// What shared utterances, figures and days add.
    pub(crate) bonus: u32,
    /// What is left of it all, in thousandths, for the time and the places between them.
    pub(crate) left: u32,
    /// How many persons and organisations are in both.
    pub(crate) n_actors: usize,
}

impl Likeness {
    /// Compares two articles; `gap` is how many days lie between them, if that is known.
    pub(crate) fn of(matter: &Matter<'_>, old: &Filing, gap: Option<u32>, config: &ClusterConfig) -> Self {
        let new = matter.filing;
        let n_names = new.names().len().min(old.names().len());
        let names = if n_names == 0 { 0 } else { matter.names.cosine(old.names()).0 };
        let (terms, n_shared) = matter.terms.cosine(old.terms());
        let base = mixed(terms, names, n_names, config);
        // Pages are printed again, never before: where the later text names the day of its page, no date lies, and what
        // was said weeks apart was said twice.
        let later = if new.days.written > old.days.written { new } else { old };
        let are_sworn = later.days.is_confirmed();
        let has_utterance =
            shares_utterance(new, old) && !(are_sworn && gap.is_some_and(|days| days >= SAID_AGAIN_DAYS));
        let n_figures = (overlap(new.figures(), old.figures()) as u32).min(FIGURES_COUNTED_MAX);
        let n_days = u32::from(new.days.shared(&old.days).next().is_some());
        let bonus =
            u32::from(has_utterance) * UTTERANCE_BONUS + n_figures * FIGURE_BONUS + n_days * DAY_BONUS;
        // A page date that lies must not split a story: the same words of the same speaker weigh more than it does.
        let left = left_after(gap);
        let is_forgiven = !are_sworn
            && (has_utterance
                || n_figures >= 2
                || (base >= BELIEVED_MIN && (new.days.belies(&old.days) || old.days.belies(&new.days))));
        let looks_back =
            !has_utterance && (new.days.looks_back_at(&old.days) || old.days.looks_back_at(&new.days));
        let left = if looks_back { left * LOOKED_BACK / 1000 } else { left };
        let left = if is_forgiven { left.max(FORGIVEN) } else { left };
        let n_actors = overlap(new.actors(), old.actors());
        let left = if n_actors == 0 && is_elsewhere(new, old) && !has_utterance {
            left * ELSEWHERE / 1000
        } else {
            left
        };
        let left =
            if n_shared < SHARED_TERMS_MIN && !has_utterance { left * config.lone_left / 1000 } else { left };
        let has_clash = n_names >= CLASH_NAMES_MIN && names <= CLASH_COSINE_MAX && !has_utterance;
        let left = if has_clash { left * config.clash_left / 1000 } else { left };
        let are_strangers = n_actors == 0 && new.actors().len().min(old.actors().len()) >= STRANGERS_MIN;
        let left = if are_strangers && !has_utterance { left * STRANGERS / 1000 } else { left };
        Self { base, bonus, left, n_actors }
    }

    /// All things weighed, with `base` as the likeness of the words: 0…1000.
    pub(crate) fn score(&self, base: u32) -> u32 {
        (base + self.bonus).min(1000) * self.left / 1000
    }
}

/// Whether both name actors and a place of their own, and no place in common; that they have no actor in common is known.
fn is_elsewhere(new: &Filing, old: &Filing) -> bool {
    let lists = [new.actors(), old.actors(), new.scene(), old.scene()];
    lists.iter().all(|list| !list.is_empty()) && overlap(new.scene(), old.scene()) == 0
}

/// Whether a quotation of the one is a rendering of a quotation of the other.
pub(crate) fn shares_utterance(new: &Filing, old: &Filing) -> bool {
    new.quotations.iter().any(|words| old.quotations.iter().any(|there| words.is_same(there)))
}

pub(crate) fn left_after(gap: Option<u32>) -> u32 {
    let Some(gap_days) = gap else { return 1000 };
    GAPS.iter().find(|&&(from, _)| gap_days >= from).map_or(1000, |&(_, left)| left)
}
