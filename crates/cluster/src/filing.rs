//! What is remembered of an article.

use copydesk_record::{Id, Tagged};
use copydesk_text::jaccard;

use crate::case::Marks;
use crate::days::Days;
use crate::digest::is_digest;
use crate::features::{Counts, Features};
use crate::frequency::Frequency;
use crate::vector::{Vector, scaled};

/// How many terms and names are kept of an article: 128 together, a bit each.
const TERMS_MAX: usize = 96;
const NAMES_MAX: usize = 32;
const ACTORS_MAX: usize = 32;
const SCENE_MAX: usize = 12;
/// How many of its heaviest terms, and of its names, an article is mostly about.
const TOP_TERMS: usize = 10;
const TOP_NAMES: usize = 5;
/// From this share of words on, two quotations are renderings of one utterance.
const SAME_WORDS_MIN: u16 = 550;

/// What is remembered of an article.
#[derive(Clone, Debug)]
pub(crate) struct Filing {
    /// The article.
    pub(crate) id: Id,
    /// Which of its keys, terms before names, it was the first to bring into its story: a bit each.
    counted: u128,
    /// Which of its keys stand in its headline or first words, and which are its heaviest: as `counted`.
    marks: Marks,
    /// Terms, names, actors, scene and figures behind each other, each part sorted: an article is compared with dozens, and
    /// what lies together is fetched together.
    keys: Box<[u32]>,
    /// Two words that follow each other, stopwords passed over: sorted.
    pub(crate) phrases: Box<[u32]>,
    /// The days of the week that its first words name, and that all its text names: a bit each.
    pub(crate) weekdays: [u8; 2],
    /// The weights of the terms and names.
    weights: Box<[u16]>,
    /// Where the terms, the names, the actors and the scene end.
    ends: [u16; 4],
    /// Whether it sums up several affairs, and so belongs to none of them.
    pub(crate) is_digest: bool,
    /// When it was written, and the days it names.
    pub(crate) days: Days,
    /// The words of each longer quotation, sorted.
    pub(crate) quotations: Box<[Utterance]>,
}

impl Filing {
    /// What is remembered of a document, its keys weighed by how frequent they are.
    pub(crate) fn new(document: &Tagged, features: &Features, frequency: &Frequency) -> Self {
        let weigh = |counts: &Counts, is_name: IsName| {
            let weights = counts.iter().map(|(key, count)| {
                let rarity = frequency.weight(if is_name == IsName::Yes { !key } else { key });
                (key, (1.0 + frequency.log_of(count.saturating_sub(1))) * rarity)
            });
            weights.collect::<Vec<_>>()
        };
        let terms = scaled(weigh(&features.terms, IsName::No), TERMS_MAX);
        let names = scaled(weigh(&features.names, IsName::Yes), NAMES_MAX);
        let actors = features.actors.get(..ACTORS_MAX).unwrap_or(&features.actors);
        let scene = features.scene.get(..SCENE_MAX).unwrap_or(&features.scene);
        let mut ends = [terms.len(), names.len(), actors.len(), scene.len()].map(|n| n as u16);
        let mut end = 0;
        for n in &mut ends {
            end += *n;
            *n = end;
        }
        let weighed = || terms.iter().chain(&names);
        let keys = weighed().map(|&(key, _)| key).chain(actors.iter().chain(scene).copied());
        let mut out = Self {
            id: document.id,
            counted: 0,
            marks: Marks::default(),
            phrases: features.phrases.as_slice().into(),
            weekdays: [features.weekdays, features.all_weekdays],
            keys: keys.chain(features.figures.keys().copied()).collect(),
            weights: weighed().map(|&(_, weight)| weight).collect(),
            ends,
            is_digest: is_digest(document),
            days: Days::of(document),
            quotations: features.quotations.iter().map(|(words, _)| Utterance::of(words)).collect(),
        };
        out.mark(features);
        out
    }

    /// Telling words.
    pub(crate) fn terms(&self) -> Vector<'_> {
        let [end, ..] = self.ends;
        Vector::of(part(&self.keys, 0, end), part(&self.weights, 0, end))
    }

    /// Parts of names.
    pub(crate) fn names(&self) -> Vector<'_> {
        let [start, end, ..] = self.ends;
        Vector::of(part(&self.keys, start, end), part(&self.weights, start, end))
    }

    /// The marks of its terms.
    pub(crate) fn term_marks(&self) -> Marks {
        let n_terms = self.terms().len();
        let of_terms = |bits: u128| bits & !(u128::MAX << n_terms);
        Marks { in_head: of_terms(self.marks.in_head), is_top: of_terms(self.marks.is_top) }
    }

    /// The marks of its names.
    pub(crate) fn name_marks(&self) -> Marks {
        let n_terms = self.terms().len();
        Marks { in_head: self.marks.in_head >> n_terms, is_top: self.marks.is_top >> n_terms }
    }

    fn mark(&mut self, features: &Features) {
        let (terms, names) = (self.terms(), self.names());
        let n_terms = terms.len();
        let in_head = |counts: &Counts, vector: Vector<'_>| {
            let keys = counts.keys_before(features.head_end);
            let places = keys.filter_map(|key| vector.keys().binary_search(&key).ok());
            places.fold(0_u128, |bits, at| bits | 1 << at)
        };
        self.marks = Marks {
            in_head: in_head(&features.terms, terms) | in_head(&features.names, names) << n_terms,
            is_top: terms.top(TOP_TERMS) | names.top(TOP_NAMES) << n_terms,
        };
    }

    /// Persons and organisations, sorted.
    pub(crate) fn actors(&self) -> &[u32] {
        let [_, start, end, _] = self.ends;
        part(&self.keys, start, end)
    }

    /// The places that its headline and lead name, sorted.
    pub(crate) fn scene(&self) -> &[u32] {
        let [.., start, end] = self.ends;
        part(&self.keys, start, end)
    }

    /// Exact figures, sorted.
    pub(crate) fn figures(&self) -> &[u32] {
        let [.., start] = self.ends;
        self.keys.get(usize::from(start)..).unwrap_or_default()
    }

    /// All keys of terms and names, those of names inverted.
    fn all_keys(&self) -> impl Iterator<Item = u32> + '_ {
        self.terms().keys().iter().copied().chain(self.names().keys().iter().map(|key| !key))
    }

    /// Notes which keys are new to the story.
    pub(crate) fn count_new(&mut self, is_new: impl Fn(u32) -> bool) {
        let bits = self.all_keys().enumerate().filter(|&(_, key)| is_new(key));
        self.counted = bits.fold(0, |bits, (at, _)| bits | 1 << at);
    }

    /// The keys that were new to the story.
    pub(crate) fn counted_keys(&self) -> impl Iterator<Item = u32> + '_ {
        self.all_keys().enumerate().filter(|&(at, _)| self.counted >> at & 1 == 1).map(|(_, key)| key)
    }
}

fn part<T>(all: &[T], start: u16, end: u16) -> &[T] {
    all.get(usize::from(start)..usize::from(end)).unwrap_or_default()
}

/// Whether a key is a word or a part of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum IsName {
    No,
    Yes,
}

/// The words of a quotation.
#[derive(Clone, Debug)]
pub(crate) struct Utterance {
    /// Sorted, each once.
    words: Box<[u32]>,
    /// A bit for each word, several words to a bit: most pairs of quotations are told apart by these.
    bits: u64,
}

impl Utterance {
    /// The utterance of these sorted words.
    pub(crate) fn of(words: &[u32]) -> Self {
        Self { words: words.into(), bits: words.iter().fold(0, |bits, word| bits | 1 << (word % 64)) }
    }

    /// Whether the two are renderings of one utterance.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let (fewer, more) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        // Of n shared words, all but those that share a bit with another one show as a shared bit.
        let n_hidden = fewer.words.len() - fewer.bits.count_ones() as usize;
        let n_shared_max = (fewer.bits & more.bits).count_ones() as usize + n_hidden;
        let n_max = n_shared_max.min(fewer.words.len());
        let n_all = fewer.words.len() + more.words.len() - n_max;
        n_max * 1000 >= n_all * usize::from(SAME_WORDS_MIN)
            && jaccard(&fewer.words, &more.words) >= SAME_WORDS_MIN
    }
}
