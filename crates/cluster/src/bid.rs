//! What speaks for each story when an article comes.

use std::cmp::Reverse;

use crate::config::ClusterConfig;
use crate::desk::{Desk, Story, index_keys};
use crate::filing::Filing;
use crate::likeness::{Likeness, Matter};

/// So many of a story's articles are compared with a new one: the first, and the latest.
const FIRST_MEMBERS: usize = 1;
const LATEST_MEMBERS: usize = 3;
/// How many members are asked for the time of a story.
const MEMBERS_ASKED_MAX: usize = 8;
/// Later than this after a story began, a report of it is a reprint.
const REPRINT_DAYS_MIN: u32 = 14;

/// What speaks for one story.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bid {
    /// All things weighed, 0…1000.
    pub(crate) score: u32,
    /// How alike the words of the most alike member are, whatever the time between.
    pub(crate) timeless: u32,
    /// How many persons and organisations a member shares.
    pub(crate) n_actors: usize,
    /// The number of the most alike article.
    pub(crate) best: u32,
}

/// What speaks for each story that a new article could join, the strongest first.
pub(crate) fn bids(desk: &Desk, matter: &Matter<'_>, config: &ClusterConfig) -> Vec<(u32, Bid)> {
    let mut out = Vec::new();
    for number in desk.candidates(index_keys(matter.filing)) {
        let Some(story) = desk.story(number).filter(|story| !story.is_digest) else { continue };
        out.push((number, bid(desk, matter, story, config)));
    }
    // A stable sort: of two stories with the same score the one goes first that shares more telling keys.
    out.sort_by_key(|&(_, bid)| Reverse(bid.score));
    out
}

fn bid(desk: &Desk, matter: &Matter<'_>, story: &Story, config: &ClusterConfig) -> Bid {
    let first = first_dated(desk, story);
    let n_members = story.members.len();
    let latest_from = n_members.saturating_sub(LATEST_MEMBERS).max(FIRST_MEMBERS);
    let asked = story.members.iter().take(FIRST_MEMBERS).chain(story.members.iter().skip(latest_from));
    let middle = story.middle.as_ref().map(|middle| matter.cosine_middle(middle, config));
    let mut bid = Bid::default();
    for &member in asked {
        let Some(old) = desk.filing(member) else { continue };
        let likeness = Likeness::of(matter, old, gap(matter.filing, old, first), config);
        let share = config.best_share;
        let base =
            middle.map_or(likeness.base, |middle| (likeness.base * share + middle * (1000 - share)) / 1000);
        let score = likeness.score(base);
        if score >= bid.score {
            bid.score = score;
            bid.best = member;
        }
        bid.timeless = bid.timeless.max(likeness.base);
        bid.n_actors = bid.n_actors.max(likeness.n_actors);
    }
    bid
}

/// The earliest of a story's first articles of which it is known when they were written.
fn first_dated<'d>(desk: &'d Desk, story: &Story) -> Option<&'d Filing> {
    let dated = story.members.iter().take(MEMBERS_ASKED_MAX).filter_map(|&member| desk.filing(member));
    dated.filter(|member| member.days.is_exact()).min_by_key(|member| member.days.written)
}

/// How many days lie between two articles. An undated one is of the time of its story, and so is one that is dated long
/// after its story began: pages are printed again, and never printed before.
fn gap(new: &Filing, old: &Filing, first: Option<&Filing>) -> Option<u32> {
    match first {
        Some(first) if !old.days.is_exact() || first.days.gap(&old.days) > Some(REPRINT_DAYS_MIN) => {
            new.days.gap(&first.days)
        }
        _ => new.days.gap(&old.days),
    }
}
