//! The stage: compares each article with the window and decides.

use std::collections::BTreeMap;

use copydesk_record::{Decision, Id, Outcome, StoryEvent, Tagged};
use copydesk_stage::{Reject, Stage};

use crate::config::ClusterConfig;
use crate::days::Days;
use crate::desk::Desk;
use crate::digest::is_digest;
use crate::features::{Counts, Features};
use crate::likeness::{Filing, Likeness};
use crate::reason::reasons;
use crate::vector::Vector;

/// How many terms and names are kept of an article.
const TERMS_MAX: usize = 160;
const NAMES_MAX: usize = 48;
const ACTORS_MAX: usize = 32;
const SCENE_MAX: usize = 12;
/// How many of a story's candidates make its mean.
const MEAN_MEMBERS_MAX: usize = 6;
/// How many members are asked for the time of a story.
const MEMBERS_ASKED_MAX: usize = 8;
/// Later than this after a story began, a report of it is a reprint.
const REPRINT_DAYS_MIN: u32 = 14;
/// How many stories of a thread are tied anew when two threads become one.
const THREAD_STORIES_MAX: usize = 64;

/// Puts each article into a story: one decision for each input.
///
/// It remembers the last [`ClusterConfig::window_documents`] articles, at about 2 KB each, and compares a new one with
/// a bounded number of them, so that the work for an article does not grow with the stream.
#[derive(Clone, Debug)]
pub struct Cluster {
    config: ClusterConfig,
    desk: Desk,
}

/// What speaks for one story.
#[derive(Clone, Debug, Default)]
struct Bid {
    score: u32,
    timeless: u32,
    n_actors: usize,
    /// The number of the most alike article, and its score.
    best: (u32, u64),
}

impl Default for Cluster {
    fn default() -> Self {
        Self::new()
    }
}

impl Cluster {
    /// A stage that knows no story.
    pub fn new() -> Self {
        Self::with(ClusterConfig::default())
    }

    /// The same with other settings.
    pub fn with(config: ClusterConfig) -> Self {
        Self { config, desk: Desk::new() }
    }

    fn weigh(&self, document: &Tagged, features: &Features) -> Filing {
        let weigh = |counts: &Counts, is_name: bool| {
            let weights = counts.iter().map(|(key, count)| {
                let idf = self.desk.frequency.weight(if is_name { !key } else { key });
                (key, (1.0 + libm::log(count.max(1.0))) * idf)
            });
            weights.collect::<Vec<_>>()
        };
        let mut actors: Vec<u32> = features.actors.iter().map(|(key, _)| key).collect();
        actors.truncate(ACTORS_MAX);
        Filing {
            id: document.id,
            story: 0,
            terms: Vector::new(weigh(&features.terms, false), TERMS_MAX),
            names: Vector::new(weigh(&features.names, true), NAMES_MAX),
            actors,
            scene: features.scene.iter().copied().take(SCENE_MAX).collect(),
            quotations: features.quotations.iter().map(|(words, _)| words.clone()).collect(),
            figures: features.figures.keys().copied().collect(),
            days: Days::of(document),
            is_digest: is_digest(document),
        }
    }

    /// What speaks for each story of the candidates, the strongest first.
    fn bids(&self, new: &Filing) -> Vec<(u64, Bid)> {
        let mut by_story: BTreeMap<u64, Vec<(Likeness, u64)>> = BTreeMap::new();
        for number in self.desk.candidates(new) {
            let Some(old) = self.desk.filing(number) else { continue };
            if old.is_digest {
                continue;
            }
            let likeness = Likeness::of(new, old, self.gap(new, old), &self.config);
            by_story.entry(old.story).or_default().push((likeness, number));
        }
        let mut out: Vec<(u64, Bid)> = by_story
            .into_iter()
            .map(|(story, mut pairs)| {
                pairs.sort_by(|a, b| b.0.score.cmp(&a.0.score).then(a.1.cmp(&b.1)));
                (story, self.bid(&pairs))
            })
            .collect();
        out.sort_by(|a, b| b.1.score.cmp(&a.1.score).then(a.0.cmp(&b.0)));
        out
    }

    /// How many days lie between two articles. An undated one is of the time of its story, and so is one that is dated
    /// long after its story began: pages are printed again, and never printed before.
    fn gap(&self, new: &Filing, old: &Filing) -> Option<u32> {
        let members = self.desk.story(old.story).into_iter().flat_map(|story| story.members.iter());
        let dated = members.take(MEMBERS_ASKED_MAX).filter_map(|&member| self.desk.filing(member));
        let first = dated.filter(|member| member.days.is_exact()).min_by_key(|member| member.days.written);
        match first {
            Some(first) if !old.days.is_exact() || first.days.gap(&old.days) > Some(REPRINT_DAYS_MIN) => {
                new.days.gap(&first.days)
            }
            _ => new.days.gap(&old.days),
        }
    }

    fn bid(&self, pairs: &[(Likeness, u64)]) -> Bid {
        let Some((best, number)) = pairs.first() else { return Bid::default() };
        let considered = pairs.iter().take(MEAN_MEMBERS_MAX);
        let mean = considered.clone().map(|(likeness, _)| likeness.score).sum::<u32>()
            / considered.count().max(1) as u32;
        let share = self.config.best_share;
        Bid {
            score: (best.score * share + mean * (1000 - share)) / 1000,
            timeless: pairs.iter().map(|(likeness, _)| likeness.timeless).max().unwrap_or(0),
            n_actors: pairs.iter().map(|(likeness, _)| likeness.n_actors).max().unwrap_or(0),
            best: (best.score, *number),
        }
    }

    /// The other stories that the new article makes one with its own.
    fn merges(&mut self, story: &mut u64, bids: &[(u64, Bid)], events: &mut Vec<StoryEvent>) {
        for (other, bid) in bids {
            if *other == *story || bid.score < self.config.merge_min {
                continue;
            }
            let (into, from) = (*other.min(story), *other.max(story));
            let (Some(older), Some(newer)) = (self.desk.story(into), self.desk.story(from)) else { continue };
            if !self.are_one(into, from) {
                continue;
            }
            events.push(StoryEvent::Merge { from: newer.id, into: older.id });
            self.desk.merge(from, into);
            *story = into;
        }
    }

    /// Whether two stories have enough in common even without the article that bridges them.
    fn are_one(&self, a: u64, b: u64) -> bool {
        let members = |story: u64| {
            let members = self.desk.story(story).map(|story| &story.members);
            members.into_iter().flatten().rev().take(MEAN_MEMBERS_MAX)
        };
        let mut scores = Vec::new();
        for &one in members(a) {
            for &other in members(b) {
                if let (Some(one), Some(other)) = (self.desk.filing(one), self.desk.filing(other)) {
                    scores.push(Likeness::of(one, other, self.gap(one, other), &self.config).score);
                }
            }
        }
        !scores.is_empty() && scores.iter().sum::<u32>() / scores.len() as u32 >= self.config.one_min
    }

    /// Ties the article's story to the stories of the same people at another time.
    fn threads(&mut self, story: u64, bids: &[(u64, Bid)], events: &mut Vec<StoryEvent>) {
        for (other, bid) in bids {
            let config = &self.config;
            let are_alike = bid.timeless >= config.thread_alike_min && bid.n_actors > 0;
            let is_same_affair =
                are_alike || bid.timeless >= config.thread_min && bid.n_actors >= config.thread_actors_min;
            if *other == story || !is_same_affair {
                continue;
            }
            let (first, second) = (story.min(*other), story.max(*other));
            let (Some(older), Some(newer)) = (self.desk.story(first), self.desk.story(second)) else {
                continue;
            };
            if older.is_digest || newer.is_digest || (older.thread.is_some() && older.thread == newer.thread)
            {
                continue;
            }
            let (thread, before) = (older.thread.unwrap_or(older.id), newer.thread);
            let mut tied = if older.thread.is_none() { vec![first] } else { Vec::new() };
            tied.push(second);
            if let Some(before) = before {
                let rest = self.desk.stories_of(before, THREAD_STORIES_MAX);
                tied.extend(rest.into_iter().filter(|&number| number != second));
            }
            for number in tied {
                let Some(id) = self.desk.story(number).map(|story| story.id) else { continue };
                events.push(StoryEvent::Thread { story: id, thread });
                self.desk.tie(number, thread);
            }
        }
    }

    fn decide(&mut self, document: &Tagged) -> Decision {
        let features = Features::of(document);
        let mut new = self.weigh(document, &features);
        let bids = if new.is_digest { Vec::new() } else { self.bids(&new) };
        let mut events = Vec::new();
        let original = match &document.outcome {
            Outcome::Copy(copy) => self.desk.story_of(copy.of),
            _ => None,
        };
        let winner = bids.iter().find(|(story, bid)| {
            bid.score >= self.config.join_min && self.desk.story(*story).is_some_and(|story| !story.is_digest)
        });
        let mut why = Vec::new();
        let mut story = if let Some(joined) = original.or(winner.map(|(story, _)| *story)) {
            let best = bids.iter().find(|(story, _)| *story == joined).map(|(_, bid)| bid.best.1);
            if let Some(old) = best.and_then(|number| self.desk.filing(number)) {
                why = reasons(document, &features, &new, old);
            }
            joined
        } else {
            self.desk.open(story_id(document.id), new.is_digest)
        };
        let decided = self.desk.story(story).map_or_else(|| story_id(document.id), |story| story.id);
        self.merges(&mut story, &bids, &mut events);
        self.threads(story, &bids, &mut events);
        new.story = story;
        self.desk.file(new, self.config.window_documents);
        Decision { story: decided, why, events }
    }
}

impl Cluster {
    /// Does again what `decision` says was done when `document` came, and weighs nothing.
    fn apply(&mut self, document: &Tagged, decision: &Decision) {
        let features = Features::of(document);
        let mut new = self.weigh(document, &features);
        let named = self.desk.story_named(decision.story);
        let mut story = named.unwrap_or_else(|| self.desk.open(decision.story, new.is_digest));
        for event in &decision.events {
            match event {
                StoryEvent::Merge { from, into } => {
                    let (Some(from), Some(into)) =
                        (self.desk.story_named(*from), self.desk.story_named(*into))
                    else {
                        continue;
                    };
                    self.desk.merge(from, into);
                    if story == from {
                        story = into;
                    }
                }
                StoryEvent::Thread { story, thread } => {
                    if let Some(number) = self.desk.story_named(*story) {
                        self.desk.tie(number, *thread);
                    }
                }
                // This stage never splits a story.
                StoryEvent::Split { .. } => {}
            }
        }
        new.story = story;
        self.desk.file(new, self.config.window_documents);
    }
}

/// The name of the story that an article opens.
fn story_id(article: Id) -> Id {
    Id::of_parts("copydesk story 1", &[article.as_bytes()])
}

impl Stage for Cluster {
    type In = Tagged;
    type Out = Decision;

    fn name(&self) -> &'static str {
        "cluster"
    }

    fn process(&mut self, document: Tagged, out: &mut Vec<Decision>) -> Result<(), Reject> {
        if document.outcome.is_live() {
            out.push(self.decide(&document));
        } else {
            // What is filtered or set aside is in no story that others can join.
            out.push(Decision { story: story_id(document.id), why: Vec::new(), events: Vec::new() });
        }
        Ok(())
    }

    fn recall(&mut self, document: Tagged, decided: &Decision) {
        if document.outcome.is_live() {
            self.apply(&document, decided);
        }
    }
}
