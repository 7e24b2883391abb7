//! What the stage remembers: the articles of the window, the stories they are in, and where each key leads.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};

use copydesk_record::Id;

use crate::filing::Filing;
use crate::frequency::Frequency;
use crate::index::{Index, Tally};
use crate::keys::KeyMap;
use crate::likeness::Middle;

/// How many of an article's terms it is found by.
const INDEX_TERMS_MAX: usize = 16;
/// How many stories are compared with a new article.
const CANDIDATES_MAX: usize = 8;

/// How far stories are looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    /// How many of an article's names it is found by.
    pub(crate) n_names: usize,
    /// A story that shares less of the keys' weight than this, in thousandths, is about something else.
    pub(crate) shared_min: u64,
}

impl Default for Reach {
    fn default() -> Self {
        Self { n_names: 16, shared_min: 30 }
    }
}

/// Everything that is remembered.
///
/// Articles and stories are numbered in order of arrival. The numbers wrap around after four billion, when what had the
/// same number before is long gone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Desk {
    filings: VecDeque<Filing>,
    /// The number of each article's story, apart from the filings: the index asks for little else.
    story_numbers: VecDeque<u32>,
    n_gone: u32,
    stories: KeyMap<Story>,
    n_stories: u32,
    index: Index,
    reach: Reach,
    by_id: HashMap<Id, u32>,
    story_by_id: HashMap<Id, u32>,
    threads: HashMap<Id, Vec<u32>>,
}

/// A story that has articles in the window.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    /// Its name.
    pub(crate) id: Id,
    /// The numbers of its articles, in order of arrival.
    pub(crate) members: VecDeque<u32>,
    /// What its articles have in common; `None` as long as there is one, which says it all.
    pub(crate) middle: Option<Box<Middle>>,
    /// The thread it belongs to.
    pub(crate) thread: Option<Id>,
    /// Whether it is a digest of several affairs: nothing joins it.
    pub(crate) is_digest: bool,
}

/// Whether the story with the number `a` was opened before the one with the number `b`.
pub(crate) fn is_older(a: u32, b: u32) -> bool {
    a != b && b.wrapping_sub(a) < u32::MAX / 2
}

impl Desk {
    /// A desk that remembers nothing.
    pub(crate) fn with(reach: Reach) -> Self {
        Self { reach, ..Self::default() }
    }

    /// What an article is found by. A name and a term of the same letters are two keys.
    pub(crate) fn index_keys(&self, filing: &Filing) -> impl Iterator<Item = (u32, u32)> + use<> {
        let terms = filing.terms().heaviest(INDEX_TERMS_MAX).into_iter();
        let names = filing.names().heaviest(self.reach.n_names).into_iter();
        let names = names.map(|(key, weight)| (!key, weight));
        terms.chain(names).map(|(key, weight)| (key, u32::from(weight)))
    }

    /// The article with this number, if it is still in the window.
    pub(crate) fn filing(&self, number: u32) -> Option<&Filing> {
        self.filings.get(number.wrapping_sub(self.n_gone) as usize)
    }

    /// The story with this number, if it still has articles in the window.
    pub(crate) fn story(&self, number: u32) -> Option<&Story> {
        self.stories.get(&number)
    }

    /// The number of the story that an article of the window is in.
    pub(crate) fn story_of(&self, article: Id) -> Option<u32> {
        self.story_number(*self.by_id.get(&article)?)
    }

    /// The number of the article that came so many articles before the latest one, if it is still in the window.
    pub(crate) fn number_before(&self, n_later: usize) -> Option<u32> {
        let place = self.filings.len().checked_sub(n_later.saturating_add(1))?;
        Some(self.n_gone.wrapping_add(place as u32))
    }

    /// The number of the story that the article with this number is in.
    pub(crate) fn story_number(&self, article: u32) -> Option<u32> {
        self.story_numbers.get(article.wrapping_sub(self.n_gone) as usize).copied()
    }

    /// The number of the story of that name, if it still has articles in the window.
    pub(crate) fn story_named(&self, id: Id) -> Option<u32> {
        self.story_by_id.get(&id).copied()
    }

    /// Opens a story and gives its number.
    pub(crate) fn open(&mut self, id: Id, is_digest: bool) -> u32 {
        let number = self.n_stories;
        self.n_stories = self.n_stories.wrapping_add(1);
        self.story_by_id.insert(id, number);
        let story = Story { id, members: VecDeque::new(), middle: None, thread: None, is_digest };
        self.stories.insert(number, story);
        number
    }

    /// The stories that share the most telling keys with an article or a story, the strongest first.
    pub(crate) fn candidates(&self, keys: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
        let keys: Vec<(&[u32], u32)> = keys.map(|(key, weight)| (self.index.under(key), weight)).collect();
        let mut tally = Tally::with_room_for(keys.iter().map(|(articles, _)| articles.len()).sum());
        let mut all = 0;
        for (articles, weight) in keys {
            all += u64::from(weight);
            for story in articles.iter().filter_map(|&article| self.story_number(article)) {
                tally.add(story, weight);
            }
        }
        let mut out = tally.stories(|weight| u64::from(weight) * 1000 >= all * self.reach.shared_min);
        // Of two stories with as much in common, the one that was opened later.
        let age = |story: u32| self.n_stories.wrapping_sub(story);
        let by_weight = |a: &(u32, u32), b: &(u32, u32)| b.1.cmp(&a.1).then(age(a.0).cmp(&age(b.0)));
        if out.len() > CANDIDATES_MAX {
            out.select_nth_unstable_by(CANDIDATES_MAX, by_weight);
            out.truncate(CANDIDATES_MAX);
        }
        out.sort_unstable_by(by_weight);
        out.into_iter().map(|(number, _)| number).collect()
    }

    /// Puts an article into a story.
    pub(crate) fn file(&mut self, mut filing: Filing, story: u32, frequency: &mut Frequency) {
        let number = self.n_gone.wrapping_add(self.filings.len() as u32);
        let first = self
            .stories
            .get(&story)
            .and_then(|story| story.members.front())
            .and_then(|&first| self.filings.get(first.wrapping_sub(self.n_gone) as usize));
        let Some(story_there) = self.stories.get_mut(&story) else { return };
        match (&mut story_there.middle, first) {
            (_, None) => {
                frequency.open();
                filing.count_new(|_| true);
            }
            (Some(middle), _) => {
                filing.count_new(|key| !middle.has(key));
                middle.add(&filing);
            }
            (None, Some(first)) => {
                let mut middle = Middle::default();
                middle.add(first);
                filing.count_new(|key| !middle.has(key));
                middle.add(&filing);
                story_there.middle = Some(Box::new(middle));
            }
        }
        story_there.members.push_back(number);
        frequency.add(filing.counted_keys());
        for (key, _) in self.index_keys(&filing) {
            let (numbers, n_gone) = (&self.story_numbers, self.n_gone);
            self.index.add(key, number, |article| {
                numbers.get(article.wrapping_sub(n_gone) as usize).is_some_and(|&there| there == story)
            });
        }
        self.by_id.insert(filing.id, number);
        self.filings.push_back(filing);
        self.story_numbers.push_back(story);
    }

    /// Lets go of what has left the window.
    pub(crate) fn forget(&mut self, window_documents: usize, frequency: &mut Frequency) {
        while self.filings.len() > window_documents.max(1) {
            self.forget_oldest(frequency);
        }
    }

    fn forget_oldest(&mut self, frequency: &mut Frequency) {
        let (Some(filing), Some(story_number)) = (self.filings.pop_front(), self.story_numbers.pop_front())
        else {
            return;
        };
        let number = self.n_gone;
        self.n_gone = self.n_gone.wrapping_add(1);
        frequency.remove(filing.counted_keys());
        for (key, _) in self.index_keys(&filing) {
            self.index.remove(key, number);
        }
        if self.by_id.get(&filing.id) == Some(&number) {
            self.by_id.remove(&filing.id);
        }
        let Some(story) = self.stories.get_mut(&story_number) else { return };
        // Members are in order of arrival, so the oldest article is the first.
        story.members.pop_front();
        if story.members.is_empty() {
            self.close(story_number);
            frequency.close();
        }
    }

    fn close(&mut self, number: u32) -> Option<Story> {
        let story = self.stories.remove(&number)?;
        if self.story_by_id.get(&story.id) == Some(&number) {
            self.story_by_id.remove(&story.id);
        }
        if let Some(thread) = story.thread {
            self.untie(number, thread);
        }
        Some(story)
    }

    /// Moves all of the story `from` into the story `into`.
    pub(crate) fn merge(&mut self, from: u32, into: u32, frequency: &mut Frequency) {
        if from == into || !self.stories.contains_key(&into) {
            return;
        }
        let middles = [into, from].map(|number| self.middle_of(number).map(Cow::into_owned));
        let Some(old) = self.close(from) else { return };
        frequency.close();
        for &member in &old.members {
            if let Some(story) = self.story_numbers.get_mut(member.wrapping_sub(self.n_gone) as usize) {
                *story = into;
            }
        }
        if let Some(story) = self.stories.get_mut(&into) {
            let n_gone = self.n_gone;
            story.members.extend(old.members);
            story.members.make_contiguous().sort_unstable_by_key(|member| member.wrapping_sub(n_gone));
            let mut middle = Middle::default();
            for part in middles.iter().flatten() {
                middle.add_middle(part);
            }
            story.middle = Some(Box::new(middle));
        }
    }

    /// What the articles of a story have in common.
    pub(crate) fn middle_of(&self, story: u32) -> Option<Cow<'_, Middle>> {
        let story = self.stories.get(&story)?;
        if let Some(middle) = &story.middle {
            return Some(Cow::Borrowed(middle));
        }
        let mut middle = Middle::default();
        middle.add(self.filing(*story.members.front()?)?);
        Some(Cow::Owned(middle))
    }

    /// Ties a story to a thread.
    pub(crate) fn tie(&mut self, number: u32, thread: Id) {
        let Some(story) = self.stories.get_mut(&number) else { return };
        let before = story.thread.replace(thread);
        if before == Some(thread) {
            return;
        }
        if let Some(before) = before {
            self.untie(number, before);
        }
        self.threads.entry(thread).or_default().push(number);
    }

    fn untie(&mut self, number: u32, thread: Id) {
        if let Some(stories) = self.threads.get_mut(&thread) {
            stories.retain(|&there| there != number);
            if stories.is_empty() {
                self.threads.remove(&thread);
            }
        }
    }

    /// The numbers of the first `n_max` stories of a thread.
    pub(crate) fn stories_of(&self, thread: Id, n_max: usize) -> Vec<u32> {
        self.threads.get(&thread).into_iter().flatten().copied().take(n_max).collect()
    }
}
