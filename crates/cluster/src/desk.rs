//! What the stage remembers: the articles of the window, the stories they are in, and where each term stands.

use std::collections::{BTreeMap, HashMap, VecDeque};

use copydesk_record::Id;

use crate::frequency::Frequency;
use crate::likeness::Filing;

/// How many of the latest articles with a term are found by it.
const POSTINGS_MAX: usize = 256;
/// How many of an article's terms, and of its names, it is found by.
const INDEX_TERMS_MAX: usize = 28;
const INDEX_NAMES_MAX: usize = 14;
/// How many articles are compared with a new one.
const CANDIDATES_MAX: usize = 64;

/// Everything that is remembered.
#[derive(Clone, Debug)]
pub(crate) struct Desk {
    /// How telling each key is.
    pub(crate) frequency: Frequency,
    filings: VecDeque<Filing>,
    n_gone: u64,
    stories: BTreeMap<u64, Story>,
    n_stories: u64,
    postings: HashMap<u32, VecDeque<u64>>,
    by_id: HashMap<Id, u64>,
    story_by_id: HashMap<Id, u64>,
}

/// A story that has articles in the window.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    /// Its name.
    pub(crate) id: Id,
    /// The numbers of its articles, in order of arrival.
    pub(crate) members: VecDeque<u64>,
    /// The thread it belongs to.
    pub(crate) thread: Option<Id>,
    /// Whether it is a digest of several affairs: nothing joins it.
    pub(crate) is_digest: bool,
}

impl Desk {
    /// An empty desk.
    pub(crate) fn new() -> Self {
        Self {
            frequency: Frequency::new(),
            filings: VecDeque::new(),
            n_gone: 0,
            stories: BTreeMap::new(),
            n_stories: 0,
            postings: HashMap::new(),
            by_id: HashMap::new(),
            story_by_id: HashMap::new(),
        }
    }

    /// The article with this number, if it is still in the window.
    pub(crate) fn filing(&self, number: u64) -> Option<&Filing> {
        self.filings.get(number.checked_sub(self.n_gone)? as usize)
    }

    /// The story with this number, if it still has articles in the window.
    pub(crate) fn story(&self, number: u64) -> Option<&Story> {
        self.stories.get(&number)
    }

    /// The number of the story that an article of the window is in.
    pub(crate) fn story_of(&self, article: Id) -> Option<u64> {
        self.filing(*self.by_id.get(&article)?).map(|filing| filing.story)
    }

    /// The number of the story of that name, if it still has articles in the window.
    pub(crate) fn story_named(&self, id: Id) -> Option<u64> {
        self.story_by_id.get(&id).copied()
    }

    /// Opens a story and gives its number.
    pub(crate) fn open(&mut self, id: Id, is_digest: bool) -> u64 {
        let number = self.n_stories;
        self.n_stories += 1;
        self.story_by_id.insert(id, number);
        self.stories.insert(number, Story { id, members: VecDeque::new(), thread: None, is_digest });
        number
    }

    /// The articles that share the most telling words with `new`, the most alike first.
    pub(crate) fn candidates(&self, new: &Filing) -> Vec<u64> {
        let mut weights: BTreeMap<u64, u64> = BTreeMap::new();
        for (key, weight) in index_keys(new) {
            for &number in self.postings.get(&key).into_iter().flatten() {
                *weights.entry(number).or_insert(0) += u64::from(weight);
            }
        }
        let mut out: Vec<(u64, u64)> =
            weights.into_iter().filter(|&(number, _)| number >= self.n_gone).collect();
        out.sort_by(|a, b| b.1.cmp(&a.1).then(b.0.cmp(&a.0)));
        out.truncate(CANDIDATES_MAX);
        out.into_iter().map(|(number, _)| number).collect()
    }

    /// Puts an article into its story, and lets go of what has left the window.
    pub(crate) fn file(&mut self, filing: Filing, window_documents: usize) {
        let number = self.n_gone + self.filings.len() as u64;
        for (key, _) in index_keys(&filing) {
            let list = self.postings.entry(key).or_default();
            list.push_back(number);
            if list.len() > POSTINGS_MAX {
                list.pop_front();
            }
        }
        self.frequency.add(counted_keys(&filing));
        if let Some(story) = self.stories.get_mut(&filing.story) {
            story.members.push_back(number);
        }
        self.by_id.insert(filing.id, number);
        self.filings.push_back(filing);
        while self.filings.len() > window_documents.max(1) {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        let Some(filing) = self.filings.pop_front() else { return };
        let number = self.n_gone;
        self.n_gone += 1;
        self.frequency.remove(counted_keys(&filing));
        for (key, _) in index_keys(&filing) {
            if let Some(list) = self.postings.get_mut(&key) {
                while list.front().is_some_and(|&front| front <= number) {
                    list.pop_front();
                }
                if list.is_empty() {
                    self.postings.remove(&key);
                }
            }
        }
        if self.by_id.get(&filing.id) == Some(&number) {
            self.by_id.remove(&filing.id);
        }
        if let Some(story) = self.stories.get_mut(&filing.story) {
            story.members.retain(|&member| member != number);
            if story.members.is_empty() {
                let id = story.id;
                self.stories.remove(&filing.story);
                self.forget_name(id, filing.story);
            }
        }
    }

    fn forget_name(&mut self, id: Id, number: u64) {
        if self.story_by_id.get(&id) == Some(&number) {
            self.story_by_id.remove(&id);
        }
    }

    /// Moves all of the story `from` into the story `into`.
    pub(crate) fn merge(&mut self, from: u64, into: u64) {
        let Some(old) = self.stories.remove(&from) else { return };
        self.forget_name(old.id, from);
        for &member in &old.members {
            let at = member.saturating_sub(self.n_gone) as usize;
            if let Some(filing) = self.filings.get_mut(at) {
                filing.story = into;
            }
        }
        if let Some(story) = self.stories.get_mut(&into) {
            story.members.extend(old.members);
            story.members.make_contiguous().sort_unstable();
        }
    }

    /// Ties a story to a thread.
    pub(crate) fn tie(&mut self, story: u64, thread: Id) {
        if let Some(story) = self.stories.get_mut(&story) {
            story.thread = Some(thread);
        }
    }

    /// The numbers of the stories of a thread.
    pub(crate) fn stories_of(&self, thread: Id, n_max: usize) -> Vec<u64> {
        let of_thread = self.stories.iter().filter(|(_, story)| story.thread == Some(thread));
        of_thread.map(|(&number, _)| number).take(n_max).collect()
    }
}

/// What an article is found by.
fn index_keys(filing: &Filing) -> impl Iterator<Item = (u32, u16)> {
    let terms = filing.terms.heaviest().into_iter().take(INDEX_TERMS_MAX);
    let names = filing.names.heaviest().into_iter().take(INDEX_NAMES_MAX);
    // A name and a term of the same letters are two keys.
    terms.chain(names.map(|(key, weight)| (!key, weight)))
}

/// What is counted for the weights of later articles.
fn counted_keys(filing: &Filing) -> impl Iterator<Item = u32> + '_ {
    filing.terms.iter().map(|(key, _)| key).chain(filing.names.iter().map(|(key, _)| !key))
}
