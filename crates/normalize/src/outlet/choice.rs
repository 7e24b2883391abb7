//! The choice: the names whose signs say most are weighed by trees over what can be counted of them.

use std::sync::LazyLock;

use copydesk_record::{Page, Role};
use copydesk_trees::{Forest, chance};

use super::ranker::{Group, NameView, Names, Reader, surface};
use super::weights::NameWeights;
use super::{is_generic, plain};
use crate::page::retitled;
use crate::role::rule_all;
use crate::shape::count_words;
use crate::sheet::Sheet;
use crate::titles::title_of;

/// A name that is less likely is not taken for the page's.
const NAME_CHANCE_MIN: f32 = 0.08;
/// The same where hardly anything stands around the text: such a page seldom says whose it is.
const NAME_CHANCE_MIN_BARE: f32 = 0.5;
/// So many lines around the text are hardly any.
const AROUND_MAX: usize = 2;
/// And where so many lines of text stand for each of them.
const TEXT_PER_LINE_MIN: usize = 3;
/// So many names, those whose signs say most, are weighed by the trees.
pub const NAMES_WEIGHED_MAX: usize = 14;

static SHIPPED: LazyLock<Option<(NameWeights, Forest)>> = LazyLock::new(|| {
    let weights = NameWeights::read(include_bytes!("../../data/outlets.model"))?;
    let forest = Forest::of(&weights.trees)?;
    Some((weights, forest))
});

/// Whether hardly anything stands around the text.
pub(super) fn is_bare(sheet: &Sheet<'_>) -> bool {
    let is_around = |role: Role| {
        !role.is_text() && !matches!(role, Role::Title | Role::Repeat | Role::Caption | Role::Credit)
    };
    let n_around = sheet.lines.iter().filter(|line| line.role().is_some_and(is_around)).count();
    let n_text = sheet.lines.iter().filter(|line| line.role().is_some_and(Role::is_text)).count();
    n_around <= AROUND_MAX && n_text >= n_around * TEXT_PER_LINE_MIN
}

/// How likely a name must be to be taken for the page's.
fn chance_min(sheet: &Sheet<'_>) -> f32 {
    if is_bare(sheet) { NAME_CHANCE_MIN_BARE } else { NAME_CHANCE_MIN }
}

/// The names that a page could be calling itself by, and how likely one must be to be taken for its own: for training.
pub fn names(page: &Page) -> (Vec<NameView>, f32) {
    let mut sheet = Sheet::of(page);
    let title = rule_all(&mut sheet);
    let title = retitled(&mut sheet, title);
    let headline = title_of(&sheet, title, page.raw.url.as_deref());
    let in_title = headline.and_then(|headline| headline.outlet);
    let names = Names::of(&sheet);
    let reader = Reader::new(&sheet, in_title.as_deref().map(plain), &names.order);
    let view = |(key, group): (&String, _)| NameView {
        name: surface(group),
        signs: reader.signs(key, group),
        counts: reader.counts(key, group),
    };
    (names.of_page(&reader).map(view).collect(), chance_min(&sheet))
}

/// The likeliest name; `None` if none is likely.
pub(super) fn best_name(sheet: &Sheet<'_>, in_title: Option<&str>) -> Option<String> {
    let (weights, forest) = SHIPPED.as_ref()?;
    let names = Names::of(sheet);
    let reader = Reader::new(sheet, in_title.map(plain), &names.order);
    let all: Vec<_> = names.of_page(&reader).collect();
    let scores: Vec<f32> = all.iter().map(|(key, group)| weights.score(&reader.signs(key, group))).collect();
    let weighed: Vec<_> = most_said(&scores)
        .into_iter()
        .filter_map(|placed| {
            all.get(placed.at).map(|(key, group)| (row(&placed, &reader.counts(key, group)), *group))
        })
        .collect();
    let n_features = weighed.first()?.0.len();
    let rows: Vec<f32> = weighed.iter().flat_map(|(row, _)| row.iter().copied()).collect();
    let mut best = None;
    let mut least = chance_min(sheet);
    for (score, (_, group)) in forest.scores(&rows, n_features).into_iter().zip(&weighed) {
        if chance(score) > least {
            (least, best) = (chance(score), Some(*group));
        }
    }
    let is_house = |group: &&Group| group.mentions.iter().any(|mention| mention.is_house);
    let best = best.or_else(|| all.iter().map(|(_, group)| *group).find(is_house)).map(surface);
    match way_of(sheet) {
        // Whatever else stands on the way is a section of the page, or the page itself.
        Some((first, rest)) if best.as_deref().is_none_or(|name| rest.contains(&name)) => {
            Some(first.to_owned())
        }
        _ => best,
    }
}

/// The way to the page above its headline, `Harbour Times / Region / Ferries`: its first part, if that can be a name of two words
/// and more, and the rest.
fn way_of<'s>(sheet: &'s Sheet<'_>) -> Option<(&'s str, Vec<&'s str>)> {
    const HEAD_LINES: usize = 5;
    const PART_WORDS_MAX: usize = 5;
    let title = sheet.lines.iter().position(|line| line.is(Role::Title)).unwrap_or(HEAD_LINES);
    let way = |line: &'s crate::sheet::SheetLine<'_>| {
        let mut parts = line.text.split(['/', '|', '›', '»', '▸', '>']).map(str::trim);
        let first = parts.next()?;
        let rest: Vec<&str> = parts.collect();
        let is_short = |part: &str| !part.is_empty() && count_words(part) <= PART_WORDS_MAX;
        let is_name = count_words(first) >= 2
            && first.starts_with(char::is_uppercase)
            && first.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | '&'))
            && !is_generic(first);
        (rest.len() >= 2 && is_name && is_short(first) && rest.iter().all(|part| is_short(part)))
            .then_some((first, rest))
    };
    sheet.lines.iter().take(title.min(HEAD_LINES)).find_map(way)
}

/// A name among those of its page, by what its signs say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Its position among the page's names.
    pub at: usize,
    /// What its signs say.
    pub score: f32,
    /// How many names have more said for them.
    pub rank: usize,
    /// How much more is said for it than for the best of the others.
    pub lead: f32,
    /// How many names have something said for them.
    pub n_likely: usize,
}

/// The names for which the signs say most, the best first.
pub fn most_said(scores: &[f32]) -> Vec<Placed> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    let score = |at: usize| scores.get(at).copied().unwrap_or(f32::MIN);
    order.sort_by(|a, b| score(*b).total_cmp(&score(*a)).then(a.cmp(b)));
    let n_likely = scores.iter().filter(|score| **score > 0.0).count();
    let placed = order.iter().enumerate().take(NAMES_WEIGHED_MAX).map(|(rank, at)| {
        let other = order.get(usize::from(rank == 0)).map_or(0.0, |other| score(*other));
        Placed { at: *at, score: score(*at), rank, lead: score(*at) - other, n_likely }
    });
    placed.collect()
}

/// The numbers that the trees look at.
pub fn row(placed: &Placed, counts: &[f32]) -> Vec<f32> {
    let mut out = vec![placed.score, placed.rank as f32, placed.lead, placed.n_likely as f32];
    out.extend_from_slice(counts);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_placed_by_what_is_said() {
        let placed = most_said(&[0.5, 2.0, -1.0]);
        let brief: Vec<_> = placed.iter().map(|place| (place.at, place.rank, place.lead)).collect();
        assert_eq!(brief, [(1, 0, 1.5), (0, 1, -1.5), (2, 2, -3.0)]);
        assert!(most_said(&[]).is_empty());
    }
}
