//! The stage: holds the articles, folds the decisions, and gives all briefs at the end.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{Block, Brief, Decision, Filed, Id, StoryEvent, Tagged, Tags, Why};
use copydesk_stage::{Reject, Stage};

use crate::brief::brief;
use crate::input::StoryInput;
use crate::speaker::Speaker;

/// How many articles of other stories are looked at for renderings of what was said in one.
const RELATED_MAX: usize = 24;
/// How many articles are remembered of one speaker.
const ARTICLES_OF_SPEAKER_MAX: usize = 64;
/// How many speakers of an article are looked at.
const SPEAKERS_MAX: usize = 40;
/// How many reasons of a story are held.
const REASONS_MAX: usize = 200;

/// Holds the articles of all stories and gives all briefs at the end, in order of each story's first article.
///
/// The decisions are folded as they come: an article joins, then its events are applied. Of an article only its text,
/// its content blocks and the tags that a brief needs are held.
#[derive(Clone, Debug, Default)]
pub struct Summarize {
    articles: Vec<Tagged>,
    stories: BTreeMap<Id, Story>,
}

#[derive(Clone, Debug, Default)]
struct Story {
    /// Places in `articles`, in order of arrival.
    places: Vec<usize>,
    thread: Option<Id>,
    why: Vec<Why>,
}

impl Summarize {
    /// A stage that holds nothing.
    pub fn new() -> Self {
        Self::default()
    }

    fn fold(&mut self, place: usize, decision: Decision) {
        let story = self.stories.entry(decision.story).or_default();
        story.places.push(place);
        story.why.extend(decision.why.into_iter().take(REASONS_MAX.saturating_sub(story.why.len())));
        for event in decision.events {
            self.apply(event);
        }
    }

    fn apply(&mut self, event: StoryEvent) {
        match event {
            StoryEvent::Merge { from, into } if from != into => {
                let Some(old) = self.stories.remove(&from) else { return };
                let story = self.stories.entry(into).or_default();
                story.places.extend(old.places);
                story.places.sort_unstable();
                story.thread = story.thread.or(old.thread);
                story.why.extend(old.why.into_iter().take(REASONS_MAX.saturating_sub(story.why.len())));
            }
            StoryEvent::Merge { .. } => {}
            StoryEvent::Split { from, into, articles } => {
                let leaving: BTreeSet<Id> = articles.into_iter().collect();
                let id_of = |place: &usize| self.articles.get(*place).map(|article| article.id);
                let Some(story) = self.stories.get_mut(&from) else { return };
                let (gone, rest): (Vec<usize>, Vec<usize>) = story
                    .places
                    .iter()
                    .partition(|place| id_of(place).is_some_and(|id| leaving.contains(&id)));
                story.places = rest;
                let thread = story.thread;
                self.stories.insert(into, Story { places: gone, thread, why: Vec::new() });
            }
            StoryEvent::Thread { story, thread } => {
                self.stories.entry(story).or_default().thread = Some(thread);
            }
        }
    }

    /// The places of the articles in which each speaker speaks, by the name's common form.
    fn by_speaker(&self) -> BTreeMap<String, Vec<usize>> {
        let mut out: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, article) in self.articles.iter().enumerate() {
            for key in speakers(article) {
                let places = out.entry(key).or_default();
                if places.len() < ARTICLES_OF_SPEAKER_MAX {
                    places.push(place);
                }
            }
        }
        out
    }

    fn related(&self, story: &Story, by_speaker: &BTreeMap<String, Vec<usize>>) -> Vec<Tagged> {
        let own: BTreeSet<usize> = story.places.iter().copied().collect();
        let mut others: BTreeMap<usize, usize> = BTreeMap::new();
        for article in story.places.iter().filter_map(|&place| self.articles.get(place)) {
            for key in speakers(article) {
                for &place in by_speaker.get(&key).into_iter().flatten() {
                    *others.entry(place).or_insert(0) += usize::from(!own.contains(&place));
                }
            }
        }
        let mut ranked: Vec<(usize, usize)> = others.into_iter().filter(|&(_, n)| n > 0).collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(RELATED_MAX);
        let mut places: Vec<usize> = ranked.into_iter().map(|(place, _)| place).collect();
        places.sort_unstable();
        places.into_iter().filter_map(|place| self.articles.get(place).cloned()).collect()
    }
}

/// The speakers of an article, each once, by the names' common form.
fn speakers(article: &Tagged) -> BTreeSet<String> {
    let quotations = article.tags.quotations.iter();
    quotations
        .filter_map(|quotation| Speaker::of(quotation.speaker.as_deref()).key())
        .take(SPEAKERS_MAX)
        .collect()
}

/// The article without what no brief needs.
fn held(mut document: Tagged) -> Tagged {
    let blocks: Vec<Block> =
        document.article.blocks.drain(..).filter(|block| block.role.is_content()).collect();
    document.article.blocks = blocks;
    document.article.notes = Vec::new();
    document.tags = Tags { topics: Vec::new(), key_phrases: Vec::new(), notes: Vec::new(), ..document.tags };
    document
}

impl Stage for Summarize {
    type In = Filed;
    type Out = Brief;

    fn name(&self) -> &'static str {
        "summarize"
    }

    fn process(&mut self, input: Filed, _: &mut Vec<Brief>) -> Result<(), Reject> {
        // What is filtered or set aside is in no story.
        if input.document.outcome.is_live() {
            let place = self.articles.len();
            self.articles.push(held(input.document));
            self.fold(place, input.decision);
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<Brief>) {
        let by_speaker = self.by_speaker();
        let mut ordered: Vec<(&Id, &Story)> =
            self.stories.iter().filter(|(_, story)| !story.places.is_empty()).collect();
        ordered.sort_by_key(|(id, story)| (story.places.first().copied(), **id));
        let mut n_of_thread: BTreeMap<Id, usize> = BTreeMap::new();
        for thread in ordered.iter().filter_map(|(_, story)| story.thread) {
            *n_of_thread.entry(thread).or_insert(0) += 1;
        }
        for (id, story) in ordered {
            let thread = story.thread.filter(|thread| n_of_thread.get(thread).is_some_and(|&n| n > 1));
            let articles =
                story.places.iter().filter_map(|&place| self.articles.get(place).cloned()).collect();
            let related = self.related(story, &by_speaker);
            out.push(brief(&StoryInput { id: *id, thread, why: story.why.clone(), articles, related }));
        }
        *self = Self::default();
    }
}
