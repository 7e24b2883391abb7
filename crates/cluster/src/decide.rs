//! The stage: compares each article with the stories of the window and decides.

use copydesk_record::{Decision, Id, Outcome, StoryEvent, Tagged};
use copydesk_stage::{Reject, Stage};

use crate::bid::{Bid, bid_of, bids};
use crate::config::ClusterConfig;
use crate::desk::{Desk, Story, is_older};
use crate::features::Features;
use crate::filing::Filing;
use crate::frequency::Frequency;
use crate::lexicon::Lexicon;
use crate::likeness::{Matter, left_after};
use crate::reason::reasons;

/// How many stories of a thread are tied anew when two threads become one.
const THREAD_STORIES_MAX: usize = 64;
/// What a story must be worth to an article that joins it, see [`Bid::worth`].
const ENOUGH: u32 = 1000;
/// A text that is less alike than this belongs to no story that came later.
const BELONGS_MIN: u32 = 160;
/// Keys by which a story looks for another one that it is alike.
const MERGE_TERMS: usize = 24;
const MERGE_NAMES: usize = 12;

/// Puts each article into a story: one decision for each input.
///
/// It remembers the last [`ClusterConfig::window_documents`] articles, at about 3 KB each, and compares a new one with
/// a bounded number of them, so that the work for an article does not grow with the stream.
#[derive(Clone, Debug)]
pub struct Cluster {
    pub(crate) config: ClusterConfig,
    pub(crate) desk: Desk,
    pub(crate) frequency: Frequency,
    lexicon: Lexicon,
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
        Self { config, desk: Desk::default(), frequency: Frequency::new(), lexicon: Lexicon::default() }
    }

    fn weigh(&self, document: &Tagged, features: &Features) -> Filing {
        Filing::new(document, features, &self.frequency)
    }

    /// What is remembered of a document.
    pub(crate) fn filed(&mut self, document: &Tagged) -> Filing {
        let features = Features::of(document, &mut self.lexicon);
        self.weigh(document, &features)
    }

    fn decide(&mut self, document: &Tagged) -> Decision {
        let features = Features::of(document, &mut self.lexicon);
        let new = self.weigh(document, &features);
        let matter = Matter::of(&new);
        let bids = if new.is_digest { Vec::new() } else { bids(&self.desk, &matter, &self.config) };
        let original = match &document.outcome {
            Outcome::Copy(copy) => self.desk.story_of(copy.of),
            _ => None,
        };
        let worths: Vec<(u32, u32)> =
            bids.iter().map(|&(other, bid)| (other, bid.worth(&matter, &self.config))).collect();
        let winner = worths.first().filter(|&&(_, worth)| worth >= ENOUGH).map(|&(story, _)| story);
        let mut why = Vec::new();
        if let Some((_, bid)) = bids.iter().find(|(story, _)| original.or(winner) == Some(*story))
            && let Some(old) = self.desk.filing(bid.best)
        {
            why = reasons(document, &features, &new, old);
        }
        let chance = bids.first().and_then(|(_, bid)| bid.chance);
        let mut certainty = Decision::SURE;
        // Who joins says why, but for a copy: without a reason that can be shown there is none.
        let story = match original.or(winner.filter(|_| !why.is_empty())) {
            Some(joined) => {
                // A copy is where its original is.
                let chance = chance.filter(|_| original.is_none());
                certainty = chance.map_or(Decision::SURE, |chance| chance.min(1000) as u16);
                joined
            }
            None => self.desk.open(story_id(document.id), new.is_digest),
        };
        let decided = self.desk.story(story).map_or_else(|| story_id(document.id), |story| story.id);
        self.desk.file(new, story, &mut self.frequency);
        let mut events = Vec::new();
        let story = self.merges(story, &worths, &mut events);
        self.threads(story, &bids, &mut events);
        self.look_again(&mut events);
        self.desk.forget(self.config.window_documents, &mut self.frequency);
        Decision { story: decided, why, events, certainty }
    }

    /// Makes one of the article's story and others that it is as alike as one: those that the article would have joined
    /// too, and, each time the story has grown by half, whatever there is. Gives the story's number afterwards.
    fn merges(&mut self, story: u32, worths: &[(u32, u32)], events: &mut Vec<StoryEvent>) -> u32 {
        let mut story = story;
        let Some(own) = self.desk.story(story).filter(|own| !own.is_digest) else { return story };
        let bridged = worths.iter().filter(|(_, worth)| *worth >= self.config.bridge_min);
        let mut others: Vec<u32> = bridged.map(|&(other, _)| other).collect();
        if is_milestone(own.members.len()) {
            let found = self
                .desk
                .middle_of(story)
                .map(|middle| self.desk.candidates(middle.heaviest(MERGE_TERMS, MERGE_NAMES)));
            others.extend(found.into_iter().flatten());
        }
        for other in others {
            if other == story || !(self.are_one(story, other) || self.belongs(other, story)) {
                continue;
            }
            let (into, from) = if is_older(story, other) { (story, other) } else { (other, story) };
            let (Some(older), Some(newer)) = (self.desk.story(into), self.desk.story(from)) else { continue };
            events.push(StoryEvent::Merge { from: newer.id, into: older.id });
            self.desk.merge(from, into, &mut self.frequency);
            story = into;
        }
        story
    }

    /// Looks again where a headline belongs that came some time ago. It came perhaps before the story that it is a part of
    /// had a shape: now both are there, whatever came first. Its own story, if that is small, goes with it.
    fn look_again(&mut self, events: &mut Vec<StoryEvent>) {
        let config = &self.config;
        let Some(article) = self.desk.number_before(config.second_look_after) else { return };
        let (Some(filing), Some(own)) = (self.desk.filing(article), self.desk.story_number(article)) else {
            return;
        };
        let Some(story) = self.desk.story(own) else { return };
        let is_headline = |filing: &Filing| filing.terms().len() < config.headline_terms;
        let is_settled =
            !is_headline(filing) || story.members.len() > config.second_look_members || story.is_digest;
        if is_settled {
            return;
        }
        let matter = Matter::of(filing);
        let bids = bids(&self.desk, &matter, config);
        let best = bids.iter().find(|(other, _)| *other != own);
        let best = best.filter(|(into, _)| self.mean_worth(story, *into) >= config.second_look_share);
        let Some((into, other)) = best.and_then(|&(other, _)| Some((other, self.desk.story(other)?))) else {
            return;
        };
        let are_headlines = || {
            let latest = other.members.back().and_then(|&number| self.desk.filing(number));
            latest.is_some_and(is_headline)
        };
        // Of two, the larger one keeps its name.
        if other.members.len() >= story.members.len() && are_headlines() {
            events.push(StoryEvent::Merge { from: story.id, into: other.id });
            self.desk.merge(own, into, &mut self.frequency);
        }
    }

    /// What a story is worth to the articles of another one: not to one of them, which is the one or the other by chance.
    fn mean_worth(&self, story: &Story, other: u32) -> u32 {
        let filings = story.members.iter().filter_map(|&member| self.desk.filing(member));
        let worths = filings.map(|filing| {
            let matter = Matter::of(filing);
            bid_of(&self.desk, &matter, other, &self.config).map_or(0, |bid| bid.worth(&matter, &self.config))
        });
        let (sum, n) = worths.fold((0, 0), |(sum, n), worth| (sum + worth, n + 1));
        sum / n.max(1)
    }

    /// Whether the only article of the story `lone` would join `story`, had it come now.
    fn belongs(&self, lone: u32, story: u32) -> bool {
        let own = self.desk.story(lone).filter(|own| own.members.len() == 1 && !own.is_digest);
        let article = own.and_then(|own| self.desk.filing(*own.members.front()?));
        let Some(filing) = article.filter(|filing| filing.terms().len() >= self.config.text_terms) else {
            return false;
        };
        let matter = Matter::of(filing);
        // The full comparison is dear: most are told apart by the two alone.
        if bid_of(&self.desk, &matter, story, &self.config).is_none_or(|bid| bid.score < BELONGS_MIN) {
            return false;
        }
        let bids = bids(&self.desk, &matter, &self.config);
        let best = bids.iter().find(|(number, _)| *number != lone);
        best.is_some_and(|(number, bid)| *number == story && bid.worth(&matter, &self.config) >= ENOUGH)
    }

    /// Whether two stories have enough in common, at about the same time.
    fn are_one(&self, a: u32, b: u32) -> bool {
        let (Some(one), Some(other)) = (self.desk.story(a), self.desk.story(b)) else { return false };
        if one.is_digest || other.is_digest {
            return false;
        }
        let last = |story: &Story| story.members.back().and_then(|&number| self.desk.filing(number));
        let (Some(last_here), Some(last_there)) = (last(one), last(other)) else { return false };
        let left = left_after(last_here.days.gap(&last_there.days));
        let n_terms = last_here.terms().len().max(last_there.terms().len());
        let merge_min = self.config.merge_min.at(n_terms);
        if left < merge_min {
            return false;
        }
        let (Some(middle), Some(there)) = (self.desk.middle_of(a), self.desk.middle_of(b)) else {
            return false;
        };
        // Nothing is wholly alike that has other terms.
        (merge_min < 1000 || middle.has_terms_of(&there))
            && middle.cosine(&there, &self.config) * left / 1000 >= merge_min
    }

    /// Ties the article's story to the stories of the same people at another time.
    fn threads(&mut self, story: u32, bids: &[(u32, Bid)], events: &mut Vec<StoryEvent>) {
        for (other, bid) in bids {
            let config = &self.config;
            let are_alike = bid.timeless >= config.thread_alike_min && bid.n_actors > 0;
            let is_same_affair =
                are_alike || bid.timeless >= config.thread_min && bid.n_actors >= config.thread_actors_min;
            if *other == story || !is_same_affair {
                continue;
            }
            let (first, second) = if is_older(story, *other) { (story, *other) } else { (*other, story) };
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

    /// Does again what `decision` says was done when `document` came, and compares nothing.
    fn apply(&mut self, document: &Tagged, decision: &Decision) {
        let new = self.filed(document);
        let named = self.desk.story_named(decision.story);
        let story = named.unwrap_or_else(|| self.desk.open(decision.story, new.is_digest));
        self.desk.file(new, story, &mut self.frequency);
        for event in &decision.events {
            match event {
                StoryEvent::Merge { from, into } => {
                    let numbers = self.desk.story_named(*from).zip(self.desk.story_named(*into));
                    if let Some((from, into)) = numbers {
                        self.desk.merge(from, into, &mut self.frequency);
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
        self.desk.forget(self.config.window_documents, &mut self.frequency);
    }
}

/// Whether a story of this many articles has grown by about half since it last looked around.
fn is_milestone(n_members: usize) -> bool {
    let power = 1 << n_members.max(1).ilog2();
    n_members > 1 && (n_members == power || n_members == power + power / 2)
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
            out.push(Decision {
                story: story_id(document.id),
                why: Vec::new(),
                events: Vec::new(),
                certainty: Decision::SURE,
            });
        }
        Ok(())
    }

    fn recall(&mut self, document: Tagged, decided: &Decision) {
        if document.outcome.is_live() {
            self.apply(&document, decided);
        }
    }
}
