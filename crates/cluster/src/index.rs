//! Finds stories by their telling keys.

use crate::keys::KeyMap;

/// How many stories a key leads to, the latest: one that stands in more is not telling.
const POSTINGS_MAX: usize = 32;
/// The fewest places of a tally.
const PLACES_MIN: usize = 16;

/// Under each key the numbers of articles, one of each story: its latest with that key, the latest last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    postings: KeyMap<Posting>,
}

/// Most keys lead to one article and never to another.
#[derive(Clone, Debug)]
enum Posting {
    One(u32),
    Many(Box<Articles>),
}

#[derive(Clone, Debug)]
struct Articles(Vec<u32>);

impl Index {
    /// Adds an article under a key, in place of the one of the same story.
    pub(crate) fn add(&mut self, key: u32, number: u32, is_of_story: impl Fn(u32) -> bool) {
        let Some(posting) = self.postings.get_mut(&key) else {
            self.postings.insert(key, Posting::One(number));
            return;
        };
        match posting {
            Posting::One(there) if is_of_story(*there) => *there = number,
            Posting::One(there) => *posting = Posting::Many(Box::new(Articles(vec![*there, number]))),
            Posting::Many(articles) => {
                let articles = &mut articles.0;
                if let Some(at) = articles.iter().position(|&there| is_of_story(there)) {
                    articles.remove(at);
                } else if articles.len() >= POSTINGS_MAX {
                    articles.remove(0);
                }
                articles.push(number);
            }
        }
    }

    /// Removes an article from under a key, if it is the one that stands there for its story.
    pub(crate) fn remove(&mut self, key: u32, number: u32) {
        let is_empty = match self.postings.get_mut(&key) {
            Some(Posting::One(there)) => *there == number,
            Some(Posting::Many(articles)) => {
                articles.0.retain(|&there| there != number);
                articles.0.is_empty()
            }
            None => false,
        };
        if is_empty {
            self.postings.remove(&key);
        }
    }

    /// The articles under a key.
    pub(crate) fn under(&self, key: u32) -> &[u32] {
        match self.postings.get(&key) {
            Some(Posting::One(number)) => std::slice::from_ref(number),
            Some(Posting::Many(articles)) => &articles.0,
            None => &[],
        }
    }
}

/// How much each story shares of the keys that are looked for: a table in which a story is found in one step.
#[derive(Debug)]
pub(crate) struct Tally {
    /// Numbers of stories that were found, from 1 on, by hash; 0 marks a free place. At least half are free.
    places: Vec<u16>,
    /// Stories with their weights, in the order in which they were found.
    found: Vec<(u32, u32)>,
}

impl Tally {
    /// An empty table for at most so many stories.
    pub(crate) fn with_room_for(n_stories: usize) -> Self {
        let n_places = (n_stories * 2).next_power_of_two().max(PLACES_MIN);
        Self { places: vec![0; n_places], found: Vec::with_capacity(n_stories) }
    }

    /// Adds to the weight of a story.
    pub(crate) fn add(&mut self, story: u32, weight: u32) {
        let mask = self.places.len() - 1;
        let mut at = (story.wrapping_mul(0x9e37_79b1) >> 12) as usize & mask;
        while let Some(place) = self.places.get_mut(at) {
            match self.found.get_mut(usize::from(*place).wrapping_sub(1)) {
                Some(known) if known.0 == story => {
                    known.1 = known.1.saturating_add(weight);
                    return;
                }
                Some(_) => at = (at + 1) & mask,
                None => {
                    self.found.push((story, weight));
                    *place = self.found.len() as u16;
                    return;
                }
            }
        }
    }

    /// The stories whose weight is enough, with it.
    pub(crate) fn stories(self, is_enough: impl Fn(u32) -> bool) -> Vec<(u32, u32)> {
        let mut out = self.found;
        out.retain(|&(_, weight)| is_enough(weight));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_article_of_each_story_the_latest_last() {
        let mut index = Index::default();
        let story_of = |number: u32| number % 3;
        for number in [0, 1, 3, 4, 2, 6] {
            index.add(7, number, |there| story_of(there) == story_of(number));
        }
        assert_eq!(index.under(7), [4, 2, 6]);
        index.remove(7, 3);
        index.remove(7, 4);
        assert_eq!(index.under(7), [2, 6]);
        index.remove(7, 2);
        index.remove(7, 6);
        assert!(index.postings.is_empty());
    }

    #[test]
    fn a_worn_key_leads_to_the_latest_only() {
        let mut index = Index::default();
        for number in 0..100 {
            index.add(7, number, |there| there == number);
        }
        assert_eq!(index.under(7).len(), POSTINGS_MAX);
        assert_eq!(index.under(7).last(), Some(&99));
    }

    #[test]
    fn weights_add_up() {
        let mut tally = Tally::with_room_for(300);
        for story in (0..300).chain(100..200) {
            tally.add(story * 4096, story + 1);
        }
        let mut heavy = tally.stories(|weight| weight >= 398);
        heavy.sort_unstable();
        assert_eq!(heavy, [(198 * 4096, 398), (199 * 4096, 400)]);
    }
}
