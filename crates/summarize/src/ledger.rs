//! Which articles make which story: folds the decisions as they come, and holds no text.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{Decision, Due, Filed, Id, StoryEvent, Tagged};
use copydesk_stage::{Reject, Stage};
use copydesk_text::hash_words;

use crate::speaker::Speaker;

/// How many articles of other stories are looked at for renderings of what was said in one.
const RELATED_MAX: usize = 24;
/// How many articles are remembered of one speaker.
const ARTICLES_OF_SPEAKER_MAX: usize = 64;
/// How many speakers of an article are looked at.
const SPEAKERS_MAX: usize = 40;

/// Folds the decisions of a stream and gives, at its end, every story with the numbers of its articles, in order of each
/// story's first article.
///
/// An article joins, then its events are applied. Of an article it holds its id, its number and the hashes of its
/// speakers' names: about 200 bytes.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    articles: Vec<Entry>,
    stories: BTreeMap<Id, Story>,
}

/// What is held of an article.
#[derive(Clone, Debug)]
struct Entry {
    id: Id,
    seq: u64,
    /// The common form of each speaker's name, hashed; sorted, each once.
    speakers: Box<[u64]>,
}

#[derive(Clone, Debug, Default)]
struct Story {
    /// Places in `articles`, in order of arrival.
    places: Vec<u32>,
    thread: Option<Id>,
}

impl Ledger {
    /// A ledger without stories.
    pub fn new() -> Self {
        Self::default()
    }

    fn fold(&mut self, place: u32, decision: &Decision) {
        self.stories.entry(decision.story).or_default().places.push(place);
        for event in &decision.events {
            self.apply(event);
        }
    }

    fn apply(&mut self, event: &StoryEvent) {
        match event {
            StoryEvent::Merge { from, into } if from != into => {
                let Some(old) = self.stories.remove(from) else { return };
                let story = self.stories.entry(*into).or_default();
                story.places.extend(old.places);
                story.places.sort_unstable();
                story.thread = story.thread.or(old.thread);
            }
            StoryEvent::Merge { .. } => {}
            StoryEvent::Split { from, into, articles } => {
                let leaving: BTreeSet<Id> = articles.iter().copied().collect();
                let id_of = |place: &u32| self.articles.get(*place as usize).map(|article| article.id);
                let Some(story) = self.stories.get_mut(from) else { return };
                let (gone, rest): (Vec<u32>, Vec<u32>) = story
                    .places
                    .iter()
                    .partition(|place| id_of(place).is_some_and(|id| leaving.contains(&id)));
                story.places = rest;
                let thread = story.thread;
                self.stories.insert(*into, Story { places: gone, thread });
            }
            StoryEvent::Thread { story, thread } => {
                self.stories.entry(*story).or_default().thread = Some(*thread);
            }
        }
    }

    /// The places of the articles in which each speaker speaks.
    fn by_speaker(&self) -> BTreeMap<u64, Vec<u32>> {
        let mut out: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        for (place, article) in (0..).zip(&self.articles) {
            for &speaker in &article.speakers {
                let places = out.entry(speaker).or_default();
                if places.len() < ARTICLES_OF_SPEAKER_MAX {
                    places.push(place);
                }
            }
        }
        out
    }

    /// The articles of other stories that share most speakers with this one, in order of arrival.
    fn related(&self, story: &Story, by_speaker: &BTreeMap<u64, Vec<u32>>) -> Vec<u32> {
        let own: BTreeSet<u32> = story.places.iter().copied().collect();
        let mut others: BTreeMap<u32, usize> = BTreeMap::new();
        for article in story.places.iter().filter_map(|&place| self.articles.get(place as usize)) {
            for place in article.speakers.iter().filter_map(|speaker| by_speaker.get(speaker)).flatten() {
                if !own.contains(place) {
                    *others.entry(*place).or_insert(0) += 1;
                }
            }
        }
        let mut ranked: Vec<(u32, usize)> = others.into_iter().collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(RELATED_MAX);
        let mut places: Vec<u32> = ranked.into_iter().map(|(place, _)| place).collect();
        places.sort_unstable();
        places
    }

    fn seqs(&self, places: &[u32]) -> Vec<u64> {
        places.iter().filter_map(|&place| Some(self.articles.get(place as usize)?.seq)).collect()
    }
}

/// The speakers of an article, each once, by the names' common form.
fn speakers(article: &Tagged) -> Box<[u64]> {
    let quotations = article.tags.quotations.iter();
    let keys = quotations.filter_map(|quotation| Speaker::of(quotation.speaker.as_deref()).key());
    let keys: BTreeSet<String> = keys.take(SPEAKERS_MAX).collect();
    let hashes: BTreeSet<u64> = keys.iter().map(|key| hash_words([key.as_str()])).collect();
    hashes.into_iter().collect()
}

impl Stage for Ledger {
    type In = Filed;
    type Out = Due;

    fn name(&self) -> &'static str {
        "summarize"
    }

    fn process(&mut self, input: Filed, _: &mut Vec<Due>) -> Result<(), Reject> {
        let Filed { document, decision } = input;
        // What is filtered or set aside is in no story.
        if document.outcome.is_live() {
            let place = self.articles.len() as u32;
            let speakers = speakers(&document);
            self.articles.push(Entry { id: document.id, seq: document.seq, speakers });
            self.fold(place, &decision);
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<Due>) {
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
            let related = self.seqs(&self.related(story, &by_speaker));
            out.push(Due { story: *id, thread, articles: self.seqs(&story.places), related });
        }
        *self = Self::default();
    }
}
