//! Which articles make which story: folds the decisions as they come, and holds no text.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{Decision, Due, Filed, Id, StoryEvent};
use copydesk_stage::{Reject, Stage};

use crate::said::{Said, said_in};

/// How many articles of other stories are looked at for renderings of what was said in one.
const RELATED_MAX: usize = 8;
/// How many utterances are remembered of one speaker.
const UTTERANCES_OF_SPEAKER_MAX: usize = 96;

/// Folds the decisions of a stream and gives, at its end, every story with the numbers of its articles, in order of each
/// story's first article.
///
/// An article joins, then its events are applied. Of an article it holds its id, its number, and 24 bytes of each of up to 40
/// utterances: about 300 bytes.
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
    /// What those that it names say.
    said: Box<[Said]>,
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

    /// What each speaker says, with the places of the articles.
    fn by_speaker(&self) -> BTreeMap<u32, Vec<(u32, Said)>> {
        let mut out: BTreeMap<u32, Vec<(u32, Said)>> = BTreeMap::new();
        for (place, article) in (0..).zip(&self.articles) {
            for &said in article.said.iter().filter(|said| said.speaker != 0) {
                let known = out.entry(said.speaker).or_default();
                if known.len() < UTTERANCES_OF_SPEAKER_MAX {
                    known.push((place, said));
                }
            }
        }
        out
    }

    /// The articles of other stories in which the same may be said as here, most utterances first; in order of arrival. Asked
    /// are what speakers of the story say elsewhere, and all that is said where most of its speakers speak: who is not named
    /// there may be one of them.
    fn related(&self, story: &Story, by_speaker: &BTreeMap<u32, Vec<(u32, Said)>>) -> Vec<u32> {
        let own = story.places.iter().filter_map(|&place| self.articles.get(place as usize));
        let own: Vec<Said> = own.flat_map(|article| article.said.iter().copied()).collect();
        let mut speakers: Vec<u32> = own.iter().map(|said| said.speaker).collect();
        speakers.sort_unstable();
        speakers.dedup();
        let (mut sharing, mut alike) = (Vec::new(), Vec::new());
        for speaker in speakers {
            let Some(known) = by_speaker.get(&speaker) else { continue };
            sharing.extend(known.iter().map(|&(place, _)| place));
            for said in own.iter().filter(|said| said.speaker == speaker) {
                alike.extend(known.iter().filter(|(_, there)| said.may_be(*there)).map(|&(place, _)| place));
            }
        }
        for place in strongest(sharing, &story.places) {
            let mut there = self.articles.get(place as usize).into_iter().flat_map(|article| &article.said);
            if there.any(|there| own.iter().any(|said| said.may_be(*there))) {
                alike.push(place);
            }
        }
        let mut places = strongest(alike, &story.places);
        places.sort_unstable();
        places
    }

    fn seqs(&self, places: &[u32]) -> Vec<u64> {
        places.iter().filter_map(|&place| Some(self.articles.get(place as usize)?.seq)).collect()
    }
}

/// The places that stand most often among these, of the story's `own` none.
fn strongest(mut places: Vec<u32>, own: &[u32]) -> Vec<u32> {
    places.sort_unstable();
    let same = places.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, same.len())));
    let mut ranked: Vec<(u32, usize)> = same.filter(|(place, _)| own.binary_search(place).is_err()).collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(RELATED_MAX);
    ranked.into_iter().map(|(place, _)| place).collect()
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
            let said = said_in(&document);
            self.articles.push(Entry { id: document.id, seq: document.seq, said });
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
