//! Where a fact stands, and what tells whether two facts of two articles are about one thing.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use copydesk_record::{NameKind, Role};
use copydesk_text::overlap;

use super::context::{Context, Fact, likeness, likeness_near};
use super::kin::Kin;
use super::theme::{Counts, N_THEME_TRAITS};
use crate::view::{Sentence, View};
use crate::words::{TELLING_MIN, Word};

/// How many numbers tell of two facts by where they stand.
pub(super) const N_PLACE_TRAITS: usize = 39 + N_THEME_TRAITS;
/// From this sentence on, all are late in the article.
const SENTENCES_MAX: usize = 40;

/// How many telling words a sentence has that is known again, and what part of them, 0…1000.
const REPEATED_TELLING_MIN: usize = 3;
const REPEATED_SHARE_MIN: usize = 700;

/// A fact among the words of its article.
pub(super) struct Site<'v> {
    fact: &'v Fact,
    sentence: &'v Sentence,
    /// The sentences before and behind.
    around: [Option<&'v Sentence>; 2],
    /// The place of its sentence, and that place as a part of the article.
    at: usize,
    share: f32,
    is_head: bool,
    is_quoted: bool,
    /// The words before and behind it, and the telling words before and behind it.
    sides: [Option<u64>; 4],
    /// The telling words that it is said in.
    inside: Vec<u64>,
    /// What else its sentence gives; sorted, each once.
    beside: Vec<&'v str>,
    /// The names in its sentence: those of persons, and others; sorted, each once.
    names: [Vec<u64>; 2],
    /// How alike the fact is to itself.
    own: u32,
    /// How many facts its article gives.
    n_facts: usize,
    /// What its article's facts are said of.
    themed: Rc<Counts>,
}

/// The sites of all facts, by their places, each looked at once somebody asks.
pub(super) struct Sites<'v> {
    views: &'v [View<'v>],
    facts: &'v [Fact],
    looked_up: Vec<OnceCell<Option<Site<'v>>>>,
    /// What each sentence gives.
    by_sentence: BTreeMap<(usize, usize), Vec<&'v str>>,
    /// How many facts each article gives, and what they are said of.
    n_facts: BTreeMap<usize, usize>,
    themed: BTreeMap<usize, Rc<Counts>>,
}

impl<'v> Sites<'v> {
    pub(super) fn of(views: &'v [View<'v>], facts: &'v [Fact]) -> Self {
        let mut by_sentence: BTreeMap<(usize, usize), Vec<&str>> = BTreeMap::new();
        let mut n_facts: BTreeMap<usize, usize> = BTreeMap::new();
        let mut themed: BTreeMap<usize, Counts> = BTreeMap::new();
        for fact in facts {
            *n_facts.entry(fact.view).or_insert(0) += 1;
            themed.entry(fact.view).or_default().add(&fact.themes);
            if let Some(at) = sentence_of(views, fact) {
                by_sentence.entry((fact.view, at)).or_default().push(&fact.value);
            }
        }
        let looked_up = facts.iter().map(|_| OnceCell::new()).collect();
        let themed = themed.into_iter().map(|(view, counts)| (view, Rc::new(counts))).collect();
        Self { views, facts, looked_up, by_sentence, n_facts, themed }
    }

    /// Where the fact at a place stands; `None` if it stands in no sentence.
    pub(super) fn site(&self, place: usize) -> Option<&Site<'v>> {
        self.looked_up.get(place)?.get_or_init(|| self.look(self.facts.get(place)?)).as_ref()
    }

    fn look(&self, fact: &'v Fact) -> Option<Site<'v>> {
        let view = self.views.get(fact.view)?;
        let at = sentence_of(self.views, fact)?;
        let sentence = view.sentences.get(at)?;
        let values = self.by_sentence.get(&(fact.view, at));
        let beside = values.into_iter().flatten().copied().filter(|value| *value != fact.value);
        Some(Site {
            fact,
            sentence,
            around: [at.checked_sub(1).and_then(|at| view.sentences.get(at)), view.sentences.get(at + 1)],
            at: at.min(SENTENCES_MAX),
            share: at as f32 / view.sentences.len().max(1) as f32,
            is_head: matches!(sentence.role, Role::Title | Role::Heading),
            is_quoted: view.utterances.iter().any(|utterance| utterance.span.contains(fact.span)),
            sides: sides(sentence, fact),
            inside: inside(sentence, fact),
            beside: sorted(beside.collect()),
            own: likeness(fact, fact),
            names: [true, false].map(|are_persons| names(view, sentence, are_persons)),
            n_facts: self.n_facts.get(&fact.view).copied().unwrap_or_default(),
            themed: self.themed.get(&fact.view).map(Rc::clone).unwrap_or_default(),
        })
    }
}

fn sentence_of(views: &[View<'_>], fact: &Fact) -> Option<usize> {
    views.get(fact.view)?.sentence_at(fact.span.start)
}

fn is_telling(word: &Word) -> bool {
    word.weight >= TELLING_MIN && !word.is_number && !word.is_counting
}

fn sides(sentence: &Sentence, fact: &Fact) -> [Option<u64>; 4] {
    let from = sentence.words.partition_point(|word| word.span.end <= fact.span.start);
    let to = sentence.words.partition_point(|word| word.span.start < fact.span.end);
    let before = sentence.words.get(..from).unwrap_or_default();
    let behind = sentence.words.get(to..).unwrap_or_default();
    [
        before.last(),
        behind.first(),
        before.iter().rev().find(|word| is_telling(word)),
        behind.iter().find(|word| is_telling(word)),
    ]
    .map(|word| word.map(|word| word.class))
}

fn inside(sentence: &Sentence, fact: &Fact) -> Vec<u64> {
    let words = sentence.words_within(fact.span).iter();
    words.filter(|word| word.weight >= TELLING_MIN && !word.is_number).map(|word| word.class).collect()
}

fn names(view: &View<'_>, sentence: &Sentence, are_persons: bool) -> Vec<u64> {
    let names = view.names_in(sentence.span).filter(|(_, kind)| (*kind == NameKind::Person) == are_persons);
    let words = names.flat_map(|(span, _)| sentence.words_within(span));
    sorted(words.map(|word| word.class).collect())
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}

/// How far two facts are better counterparts than the next best of their articles.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Margin {
    pub(super) less: f32,
    pub(super) more: f32,
}

/// The numbers that tell of two facts, each the same whichever of the two comes first.
pub(super) fn traits(one: &Site<'_>, other: &Site<'_>, margin: Margin, kin: &Kin) -> [f32; N_PLACE_TRAITS] {
    let is = |it: bool| f32::from(u8::from(it));
    let (a, b) = (one.fact, other.fact);
    let (wide, near) = (likeness(a, b) as f32, likeness_near(a, b) as f32);
    let (own, others) = (one.own as f32, other.own as f32);
    let (n_shared, rarest) = shared_words(&a.context, &b.context);
    let (n_near, _) = shared_words(&a.near, &b.near);
    let (bag, there) = (&one.sentence.bag, &other.sentence.bag);
    let shared = bag.shared(there);
    let telling = one.sentence.bag.n_telling.min(other.sentence.bag.n_telling).max(1);
    let is_same_side = |x: usize, y: usize| {
        let (x, y) = (one.sides.get(x).copied().flatten(), other.sides.get(y).copied().flatten());
        is(x.is_some() && x == y)
    };
    let [persons, others_named] = [0, 1].map(|at| shared_names(one.names.get(at), other.names.get(at)));
    let around = |x: Option<&Sentence>, y: Option<&Sentence>| {
        x.zip(y).map_or(0.0, |(x, y)| x.bag.shared(&y.bag).n_telling as f32)
    };
    let ([before, behind], [before_other, behind_other]) = (one.around, other.around);
    let [theme_inside, themes_near, themes, themes_across, theme_nearest, fate, theme_rarity] =
        a.themes.traits(&b.themes, [&one.themed, &other.themed]);
    [
        wide,
        near,
        n_shared,
        rarest,
        wide / own.min(others).max(1.0),
        wide / own.max(others).max(1.0),
        n_near,
        is(a.agrees(b)),
        is(a.is_past != b.is_past),
        is(a.is_past && b.is_past),
        bag.contained_by(shared, there) as f32,
        shared.n_telling as f32,
        shared.n_telling as f32 / telling as f32,
        is(one.is_head) + is(other.is_head),
        one.at.min(other.at) as f32,
        one.at.max(other.at) as f32,
        (one.share - other.share).abs(),
        persons.0,
        persons.1,
        others_named.0,
        others_named.1,
        is_same_side(0, 0),
        is_same_side(1, 1),
        is_same_side(2, 2),
        is_same_side(3, 3),
        is_same_side(2, 3).max(is_same_side(3, 2)),
        one.inside.iter().filter(|word| other.inside.contains(word)).count() as f32,
        overlap(&one.beside, &other.beside) as f32,
        around(before, before_other),
        around(behind, behind_other),
        around(Some(one.sentence), before_other).max(around(before, Some(other.sentence))),
        margin.less,
        margin.more,
        is(one.is_quoted) + is(other.is_quoted),
        (one.n_facts + other.n_facts) as f32,
        kin.lead,
        kin.whole,
        kin.names,
        kin.n_equal,
        theme_inside,
        themes_near,
        themes,
        themes_across,
        theme_nearest,
        fate,
        theme_rarity,
    ]
}

/// Whether two facts stand between the same words of sentences that have nearly all their words in common.
pub(super) fn is_repeated(one: &Site<'_>, other: &Site<'_>) -> bool {
    if one.sides != other.sides {
        return false;
    }
    let n_shared = one.sentence.bag.shared(&other.sentence.bag).n_telling;
    let n_telling = one.sentence.bag.n_telling.max(other.sentence.bag.n_telling);
    n_shared >= REPEATED_TELLING_MIN && n_shared * 1000 >= REPEATED_SHARE_MIN * n_telling
}

/// How many words two contexts share, and how rare the rarest of these is.
fn shared_words(a: &Context, b: &Context) -> (f32, f32) {
    let both = a.iter().filter_map(|(class, rarity, _)| {
        let at = b.binary_search_by_key(class, |word| word.0).ok()?;
        Some(rarity * b.get(at)?.1 / 100)
    });
    let (n, rarest) = both.fold((0_u32, 0), |(n, rarest), rarity| (n + 1, rarity.max(rarest)));
    (n as f32, rarest as f32)
}

/// How many words of names two sentences share, and whether they name the same, others, or one of them nobody.
fn shared_names(a: Option<&Vec<u64>>, b: Option<&Vec<u64>>) -> (f32, f32) {
    let Some((a, b)) = a.zip(b).filter(|(a, b)| !a.is_empty() && !b.is_empty()) else { return (0.0, 0.0) };
    let n = overlap(a, b);
    (n as f32, if n == 0 { -1.0 } else { 1.0 })
}
