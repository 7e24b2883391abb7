//! Whether two facts are about one thing: boosted trees say how likely that is, from where the two stand and what they measure.

use std::sync::LazyLock;

use copydesk_trees::{Forest, read_file};

use super::context::{Fact, likeness, likeness_near};
use super::kin::{Kin, Sketches, values};
use super::site::{Margin, N_PLACE_TRAITS, Sites, is_repeated, traits};
use crate::rivals::{Rivals, keep_likeliest};
use crate::view::View;

/// How many numbers tell of two facts by what they measure.
pub(super) const N_MEASURES: usize = 16;
/// How many numbers tell of two facts.
pub(crate) const N_TRAITS: usize = N_PLACE_TRAITS + N_MEASURES;
/// How many pairs of facts of a story are compared: those whose words are most alike.
const PAIRS_MAX: usize = 800;
/// Facts at the same place of one sentence are about one thing before any others, even equal ones.
const CHANCE_REPEATED: u32 = 1_300;
/// How the file of what was learnt begins.
pub(crate) const MAGIC: &[u8; 8] = b"cdfacts1";

static SHIPPED: LazyLock<Option<[Forest; 2]>> = LazyLock::new(|| {
    let [numbers, times] = read_file(MAGIC, include_bytes!("../../data/facts.model"))?;
    Some([Forest::of(&numbers)?, Forest::of(&times)?])
});

/// What the facts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Time,
}

/// Two facts of two articles by their places, with what tells of what they measure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) measures: [f32; N_MEASURES],
}

/// A candidate, and all that tells of it.
pub(super) struct Pair {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) traits: [f32; N_TRAITS],
    /// Whether the two stand at the same place of one sentence.
    pub(super) is_repeated: bool,
}

/// The pairs of facts, each with how likely it is that the two are about one thing, in thousandths.
pub(super) fn chances(
    kind: Kind,
    (views, sketches): (&[View<'_>], &mut Sketches),
    facts: &[Fact],
    candidates: Vec<Candidate>,
) -> Vec<(u32, usize, usize)> {
    let Some([numbers, times]) = SHIPPED.as_ref() else { return Vec::new() };
    let forest = match kind {
        Kind::Number => numbers,
        Kind::Time => times,
    };
    let pairs = pairs((views, sketches), facts, candidates);
    let rows: Vec<f32> = pairs.iter().flat_map(|pair| pair.traits).collect();
    // Reports that share a sentence are few where labels are, and many elsewhere.
    let likely = |pair: &Pair, chance: u32| if pair.is_repeated { CHANCE_REPEATED } else { chance };
    let chances = forest.chances(&rows, N_TRAITS);
    pairs.iter().zip(chances).map(|(pair, chance)| (likely(pair, chance), pair.a, pair.b)).collect()
}

/// What tells of each candidate.
pub(super) fn pairs(
    (views, sketches): (&[View<'_>], &mut Sketches),
    facts: &[Fact],
    candidates: Vec<Candidate>,
) -> Vec<Pair> {
    if candidates.is_empty() {
        return Vec::new();
    }
    let between = |pair: &Candidate| {
        let (a, b) = (facts.get(pair.a)?, facts.get(pair.b)?);
        Some(likeness(a, b) + likeness_near(a, b))
    };
    let scored = candidates.into_iter().filter_map(|pair| Some((between(&pair)?, pair)));
    let mut found: Vec<(u32, Candidate)> = scored.collect();
    let places = |(words, pair): &(u32, Candidate)| (*words, pair.a, pair.b);
    keep_likeliest(&mut found, PAIRS_MAX, places);
    let view_of = |at: usize| facts.get(at).map_or(usize::MAX, |fact| fact.view);
    let rivals = Rivals::of(found.iter().map(places), view_of);
    let sites = Sites::of(views, facts);
    let values = values(facts);
    // Pairs of the same two articles follow each other.
    let mut known: Option<((usize, usize), Kin)> = None;
    let mut kin_of = |x: usize, y: usize| {
        if let Some((_, kin)) = known.filter(|(pair, _)| *pair == (x, y)) {
            return Some(kin);
        }
        let kin = sketches.kin(views, x, y, &values)?;
        known = Some(((x, y), kin));
        Some(kin)
    };
    let pair = |(words, Candidate { a, b, measures }): (u32, Candidate)| {
        let (one, other) = (sites.site(a)?, sites.site(b)?);
        let (x, y) = (facts.get(a)?.view, facts.get(b)?.view);
        let kin = kin_of(x, y)?;
        let margins = [rivals.margin(words, a, b, y), rivals.margin(words, b, a, x)];
        let margin = Margin { less: margins[0].min(margins[1]), more: margins[0].max(margins[1]) };
        let mut all = [0.0; N_TRAITS];
        let values = traits(one, other, margin, &kin).into_iter().chain(measures);
        all.iter_mut().zip(values).for_each(|(to, value)| *to = value);
        Some(Pair { a, b, traits: all, is_repeated: is_repeated(one, other) })
    };
    found.into_iter().filter_map(pair).collect()
}
