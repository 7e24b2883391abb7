//! What speaks for each story when an article comes.

use std::cmp::Reverse;

use crate::case::{Around, N_TRAITS, chances, traits};
use crate::config::ClusterConfig;
use crate::desk::{Desk, Story};
use crate::filing::Filing;
use crate::likeness::{Likeness, Matter};

/// So many of a story's articles are compared with a new one: the first, and the latest; with a headline as good as all, in whatever
/// order they came.
const FIRST_MEMBERS: usize = 1;
const LATEST_MEMBERS: usize = 3;
const LATEST_HEADLINES: usize = 127;
/// How many members are asked for the time of a story.
const MEMBERS_ASKED_MAX: usize = 8;
/// A text that has less than this in common with what a story's articles share is compared with none of them: of a hundred such
/// stories one has an article that is alike enough to matter.
const MIDDLE_MIN: u32 = 40;
/// Later than this after a story began, a report of it is a reprint.
const REPRINT_DAYS_MIN: u32 = 14;
/// What is told of as of another month is another event from so many days between the two on.
const PAST_DAYS_MIN: u32 = 15;

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
    /// How alike the words of the story and of its best article are.
    pub(crate) base: u32,
    /// What is added to that, and what is left of it, as in [`Likeness`].
    pub(crate) bonus: u32,
    pub(crate) left: u32,
    /// How many days lie between, if that is known.
    pub(crate) gap: Option<u32>,
    /// How likely it is that the article belongs to the story, in thousandths, where the model was asked.
    pub(crate) chance: Option<u32>,
}

/// What speaks for each story that a new article could join, the strongest first.
pub(crate) fn bids(desk: &Desk, matter: &Matter<'_>, config: &ClusterConfig) -> Vec<(u32, Bid)> {
    let mut out = weighed(desk, matter, config);
    let asked: Vec<usize> = (0..out.len())
        .filter(|&at| out.get(at).is_some_and(|(_, bid)| bid.is_asked(desk, matter, config)))
        .collect();
    let rows: Vec<f32> = asked.iter().filter_map(|&at| case(desk, matter, &out, at)).flatten().collect();
    for (&at, chance) in asked.iter().zip(chances(&rows)) {
        if let Some((_, bid)) = out.get_mut(at) {
            bid.chance = Some(if bid.is_past(desk, matter) { 0 } else { chance });
        }
    }
    // A stable sort: of two stories with the same score the one goes first that shares more telling keys.
    out.sort_by_key(|&(_, bid)| Reverse(bid.worth(matter, config)));
    out
}

/// What speaks for one story by the likeness alone.
pub(crate) fn bid_of(desk: &Desk, matter: &Matter<'_>, number: u32, config: &ClusterConfig) -> Option<Bid> {
    Some(bid(desk, matter, desk.story(number)?, config))
}

/// What speaks for each story, in the order of the keys that they share.
pub(crate) fn weighed(desk: &Desk, matter: &Matter<'_>, config: &ClusterConfig) -> Vec<(u32, Bid)> {
    let candidates = desk.candidates(desk.index_keys(matter.filing)).into_iter();
    let open =
        candidates.filter_map(|number| Some((number, desk.story(number).filter(|story| !story.is_digest)?)));
    open.map(|(number, story)| (number, bid(desk, matter, story, config))).collect()
}

/// What tells of the article and one of the stories.
pub(crate) fn case(
    desk: &Desk,
    matter: &Matter<'_>,
    bids: &[(u32, Bid)],
    at: usize,
) -> Option<[f32; N_TRAITS]> {
    let &(number, bid) = bids.get(at)?;
    let (story, old) = desk.story(number).zip(desk.filing(bid.best))?;
    let others = bids.iter().enumerate().filter(|(other, _)| *other != at);
    let around = Around {
        bid,
        middle: story.middle.as_ref().map_or([0; 2], |middle| matter.cosines_middle(middle)),
        n_members: story.members.len(),
        other: others.map(|(_, (_, other))| other.score).max().unwrap_or(0),
    };
    Some(traits(matter.filing, old, &around))
}

impl Bid {
    /// Whether both are long enough, and alike enough, for the model to be asked.
    fn is_asked(&self, desk: &Desk, matter: &Matter<'_>, config: &ClusterConfig) -> bool {
        let n_terms = desk.filing(self.best).map_or(0, |old| old.terms().len());
        n_terms.min(matter.filing.terms().len()) >= config.text_terms && self.score >= config.asked_min
    }

    /// Whether the one speaks of the other as of what was long before.
    fn is_past(&self, desk: &Desk, matter: &Matter<'_>) -> bool {
        desk.filing(self.best).is_some_and(|old| is_past(matter.filing, old, self.gap))
    }

    /// What it is worth: 1000 is just enough to join.
    pub(crate) fn worth(&self, matter: &Matter<'_>, config: &ClusterConfig) -> u32 {
        let (have, needed) = match self.chance {
            Some(chance) => (chance, config.chance_min),
            None => (self.score, config.join_min.at(matter.filing.terms().len())),
        };
        have * 1000 / needed.max(1)
    }
}

fn bid(desk: &Desk, matter: &Matter<'_>, story: &Story, config: &ClusterConfig) -> Bid {
    let first = first_dated(desk, story);
    let n_members = story.members.len();
    let n_terms = matter.filing.terms().len();
    let n_latest = if n_terms < config.headline_terms { LATEST_HEADLINES } else { LATEST_MEMBERS };
    let latest_from = n_members.saturating_sub(n_latest).max(FIRST_MEMBERS);
    let asked = story.members.iter().take(FIRST_MEMBERS).chain(story.members.iter().skip(latest_from));
    let middle = story.middle.as_ref().map(|middle| matter.cosine_middle(middle, config));
    if let Some(middle) = middle.filter(|middle| *middle < MIDDLE_MIN)
        && let Some(&best) = story.members.front()
        && n_terms >= config.text_terms
    {
        return Bid { best, score: middle, base: middle, timeless: middle, left: 1000, ..Bid::default() };
    }
    let share = config.best_share.at(n_terms);
    let mut bid = Bid::default();
    for &member in asked {
        let Some(old) = desk.filing(member) else { continue };
        let gap = gap(matter.filing, old, first);
        let likeness = Likeness::of(matter, old, gap, config);
        let base =
            middle.map_or(likeness.base, |middle| (likeness.base * share + middle * (1000 - share)) / 1000);
        let score = likeness.score(base);
        if score >= bid.score {
            bid.score = score;
            bid.base = base;
            (bid.bonus, bid.left) = (likeness.bonus, likeness.left);
            bid.gap = gap;
            bid.best = member;
        }
        bid.timeless = bid.timeless.max(likeness.base);
        bid.n_actors = bid.n_actors.max(likeness.n_actors);
    }
    bid
}

/// Whether one of two dated texts speaks of the other's month as gone by, and neither date lies.
fn is_past(new: &Filing, old: &Filing, gap: Option<u32>) -> bool {
    let (new, old) = (&new.days, &old.days);
    gap.is_some_and(|days| days >= PAST_DAYS_MIN)
        && new.is_exact()
        && old.is_exact()
        && (new.looks_back_at(old) || old.looks_back_at(new))
        && !new.belies(old)
        && !old.belies(new)
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

#[cfg(test)]
mod tests {
    use copydesk_record::{Block, DateClaim, Id, Role, Span, Tagged, TimeKind, TimeTag};

    use super::*;
    use crate::decide::Cluster;
    use crate::frequency::Frequency;

    fn filing(page_date: Option<&str>, months: &[&str]) -> Filing {
        let mut document = Tagged::default();
        let claim = |value: &str| DateClaim { value: value.into(), ..DateClaim::default() };
        document.article.published = page_date.map(claim);
        let time = |value: &&str| TimeTag {
            span: Span::new(0, 0),
            kind: TimeKind::Date,
            value: (*value).to_owned(),
            interval: None,
            is_relative: false,
            rule: String::new(),
        };
        document.tags.times = months.iter().map(time).collect();
        Cluster::new().filed(&document)
    }

    #[test]
    fn who_speaks_of_a_month_gone_by_tells_of_another_event() {
        let strike = filing(Some("2024-05-14"), &[]);
        let check = |page_date, months: &[&str], gap, expected: bool| {
            assert_eq!(
                is_past(&filing(page_date, months), &strike, gap),
                expected,
                "{page_date:?} {months:?}"
            );
        };
        check(Some("2024-06-26"), &["2024-05"], Some(43), true);
        check(Some("2024-06-26"), &["2024-06"], Some(43), false);
        check(Some("2024-05-20"), &["2024-05"], Some(6), false);
        check(None, &["2024-05"], None, false);
    }

    #[test]
    fn a_headline_is_compared_with_all_of_a_story() {
        let mut cluster = Cluster::new();
        let mut file = |text: &str| {
            let mut document = Tagged { text: text.to_owned(), ..Tagged::default() };
            let span = Span::new(0, text.len());
            let block = Block { role: Role::Body, span, reason: None };
            document.article.blocks.push(block);
            cluster.filed(&document)
        };
        let mut desk = Desk::default();
        let story = desk.open(Id::of_parts("story", &[]), false);
        let mut frequency = Frequency::new();
        let tugs =
            ["tug", "tug and rope", "tug and divers", "tug and pump", "tug and crane", "tug and barge"];
        for text in tugs {
            desk.file(file(text), story, &mut frequency);
        }
        let best = |filing: &Filing| {
            let bid = bid_of(&desk, &Matter::of(filing), story, &ClusterConfig::default());
            bid.map(|bid| bid.best)
        };
        assert_eq!(best(&file("divers on a tug")), Some(2));
        // Of a text the first and the latest three are asked.
        let long: Vec<String> = (0..40).map(|n| format!("rope{n}")).collect();
        assert_ne!(best(&file(&format!("tug and divers {}", long.join(" ")))), Some(2));
    }
}
