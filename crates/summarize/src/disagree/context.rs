//! Facts and the words around them: two articles speak of the same thing where rare words around it are the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use copydesk_record::{NameKind, Span};

use super::figure::{is_currency, is_measure};
use super::hedge::{Hedge, hedge_at, lets};
use super::rounding;
use super::theme::Themes;
use super::when::{Grain, When};
use crate::memory::WordHashing;
use crate::view::{Sentence, View, originals};

/// How many words before and after a fact are its context.
const REACH_WORDS: usize = 9;
/// How many of these are close by.
const NEAR_WORDS: usize = 6;
/// What is added where two facts are equal: what agrees is paired first, and what is left may disagree.
const EQUAL_BONUS: u32 = 250;
/// From this chance on, two facts are of one thing whatever else is.
const FIRM_MIN: u32 = 450;
/// Who says a number says little of what it is a number of: how rare the words of a person's name are at most.
const PERSON_RARITY_MAX: u32 = 60;
/// Smaller numbers of things are counted.
const COUNTED_MAX: f64 = 30.0;
/// What a conversion is rounded by, as a share.
const CONVERTED_MAX: f64 = 0.015;
/// How many facts of an article are compared.
pub(super) const FACTS_MAX: usize = 80;
/// How many articles are compared.
pub(super) const ARTICLES_MAX: usize = 24;

/// A number or a day in an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Fact {
    /// The article's place among the views.
    pub(super) view: usize,
    /// Its words, and the place of their sentence.
    pub(super) span: Span,
    pub(super) sentence: usize,
    /// What it says, in a form that can be compared.
    pub(super) value: String,
    /// Of a time, what it names.
    pub(super) when: Option<When>,
    /// What it counts or measures; empty if nothing is said.
    pub(super) unit: String,
    /// How exact its article says that it is.
    pub(super) hedge: Option<Hedge>,
    /// Whether its article gives it in another unit.
    pub(super) is_converted: bool,
    /// Whether its sentence is of a time long before the report.
    pub(super) is_past: bool,
    /// The telling words around it.
    pub(super) context: Context,
    /// Those close by.
    pub(super) near: Context,
    /// What it is said of.
    pub(super) themes: Themes,
}

impl Fact {
    /// Whether it is a time of day to the minute.
    pub(super) fn is_clock(&self) -> bool {
        self.when.is_some_and(|when| when.grain == Grain::Clock)
    }

    /// Whether both can be true of one thing.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        match self.when.zip(other.when) {
            Some((one, other)) => one.agrees(&other),
            None => self.value == other.value || self.is_in_other_units(other) || self.is_nearly(other),
        }
    }

    /// Whether both say the same as exactly: a day agrees with any month that holds it, and says more.
    fn is_equal(&self, other: &Self) -> bool {
        let are_as_exact = self.when.zip(other.when).is_none_or(|(one, other)| one.grain == other.grain);
        are_as_exact && self.agrees(other)
    }

    /// Whether two numbers are one, and one of them is not given exactly.
    fn is_nearly(&self, other: &Self) -> bool {
        let number = |fact: &Self| fact.value.parse().unwrap_or(f64::NAN);
        let (one, there) = (number(self), number(other));
        // What is counted by ones is counted, whatever stands before it.
        let is_counted = one.min(there) < COUNTED_MAX && !is_measure(&self.unit) && !is_currency(&self.unit);
        let is_let = match (self.hedge, other.hedge) {
            (Some(hedge), None) => lets((one, hedge), there),
            (None, Some(hedge)) => lets((there, hedge), one),
            _ => false,
        };
        is_let && !is_counted || rounding::agree(one, there)
    }

    /// Whether two numbers are one in two units, as far as whole numbers of both can be.
    fn is_in_other_units(&self, other: &Self) -> bool {
        let [one, there] = [self, other].map(|fact| fact.value.parse().unwrap_or(f64::NAN));
        self.is_converted != other.is_converted
            && self.unit == other.unit
            && (one - there).abs() <= CONVERTED_MAX * one.max(there)
    }
}

/// Words by class, each once, in order of class, with how rare each is in its article (1…100) and where it stands.
pub(super) type Context = Vec<Known>;

/// A word of a context.
type Known = (u64, u32, Span);

/// In how many sentences of an article each class of words stands.
pub(super) struct Frequencies(HashMap<u64, u32, WordHashing>);

/// The frequencies of all articles that may disagree, by their places.
pub(super) fn frequencies(views: &[View<'_>]) -> BTreeMap<usize, Frequencies> {
    originals(views).take(ARTICLES_MAX).map(|(idx, view)| (idx, Frequencies::of(view))).collect()
}

impl Frequencies {
    fn of(view: &View<'_>) -> Self {
        let mut out = HashMap::default();
        for sentence in &view.sentences {
            let mut before = None;
            for (class, _) in sentence.bag.classes() {
                if before != Some(class) {
                    *out.entry(class).or_insert(0) += 1;
                }
                before = Some(class);
            }
        }
        Self(out)
    }
}

/// A fact at a span of an article, without its value; `None` if the span is none of its text, or stands in no sentence that
/// is looked at.
pub(super) fn placed((idx, view): (usize, &View<'_>), span: Span, frequencies: &Frequencies) -> Option<Fact> {
    span.of(&view.document.text)?;
    let at = view.sentence_at(span.start)?;
    let sentence = view.sentences.get(at)?;
    let mut context: Context = Vec::new();
    let mut near: Vec<(usize, Known)> = Vec::new();
    for (n_words, known) in around(view, sentence, span, frequencies) {
        // Of a word that stands there twice the later place is kept; close by, the nearer one.
        match context.binary_search_by_key(&known.0, |there| there.0) {
            Ok(place) => {
                if let Some(there) = context.get_mut(place) {
                    *there = known;
                }
            }
            Err(place) => context.insert(place, known),
        }
        match near.binary_search_by_key(&known.0, |(_, there)| there.0) {
            Ok(place) => {
                if let Some(there) = near.get_mut(place).filter(|there| n_words <= there.0) {
                    *there = (n_words, known);
                }
            }
            Err(place) if n_words <= NEAR_WORDS => near.insert(place, (n_words, known)),
            Err(_) => {}
        }
    }
    // The nearer a word stands, the more it says: for each word in between a sixth less.
    let near = near.into_iter().map(|(n_words, (class, rarity, word))| {
        (class, rarity * (NEAR_WORDS + 1 - n_words) as u32 / NEAR_WORDS as u32, word)
    });
    let near = near.collect();
    let (is_past, themes) = (view.is_of_the_past(span), Themes::of(sentence, span));
    let hedge = hedge_at(&view.document.text, span.start as usize, span.end as usize);
    Some(Fact { view: idx, span, sentence: at, hedge, is_past, context, near, themes, ..Fact::default() })
}

/// The telling words around a span in the order of the text, each with how many words off it stands.
fn around(
    view: &View<'_>,
    sentence: &Sentence,
    span: Span,
    frequencies: &Frequencies,
) -> impl Iterator<Item = (usize, Known)> {
    let from = sentence.words.partition_point(|word| word.span.end <= span.start);
    let to = sentence.words.partition_point(|word| word.span.start < span.end);
    let words =
        sentence.words.iter().enumerate().take(to + REACH_WORDS).skip(from.saturating_sub(REACH_WORDS));
    let telling = words.filter(|(_, word)| word.weight >= 100 && !word.is_number && !word.is_counting);
    telling.map(move |(at, word)| {
        // What stands in the span itself is as near as its neighbours.
        let n_words = if at < from { from - at } else { (at + 1).saturating_sub(to).max(1) };
        let n_sentences = frequencies.0.get(&word.class).copied().unwrap_or(1).max(1);
        let is_person = view.names_in(word.span).any(|(_, kind)| kind == NameKind::Person);
        let rarity = if is_person { PERSON_RARITY_MAX } else { 100 };
        (n_words, (word.class, rarity / n_sentences, word.span))
    })
}

/// How sure it is that two facts are about one thing: the rarity of the words that both have around them.
pub(super) fn likeness(a: &Fact, b: &Fact) -> u32 {
    shared(&a.context, &b.context)
}

/// The same for the words close by.
pub(super) fn likeness_near(a: &Fact, b: &Fact) -> u32 {
    shared(&a.near, &b.near)
}

fn shared(a: &Context, b: &Context) -> u32 {
    let mut sum = 0;
    let mut rest = b.iter().peekable();
    for (class, one, _) in a {
        while rest.next_if(|(there, _, _)| there < class).is_some() {}
        if let Some((_, other, _)) = rest.next_if(|(there, _, _)| there == class) {
            sum += one * other / 100 + u32::midpoint(*one, *other) / 2;
        }
    }
    sum
}

/// Puts the words of `more` that `context` has not among its own.
pub(super) fn widen(context: &mut Context, more: Context) {
    for word in more {
        if let Err(place) = context.binary_search_by_key(&word.0, |known| known.0) {
            context.insert(place, word);
        }
    }
}

/// The words that all these facts have around them, for people.
pub(super) fn about(views: &[View<'_>], facts: &[&Fact]) -> String {
    let Some((first, rest)) = facts.split_first() else { return String::new() };
    let mut words: Vec<(u32, &str)> = first
        .context
        .iter()
        .filter(|(class, _, _)| {
            rest.iter().any(|fact| fact.context.binary_search_by_key(class, |known| known.0).is_ok())
        })
        .filter_map(|(_, rarity, word)| Some((*rarity, views.get(first.view)?.str(*word))))
        .collect();
    words.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    words.truncate(4);
    let words: Vec<&str> = words.into_iter().map(|(_, word)| word).collect();
    if !words.is_empty() {
        return words.join(", ");
    }
    // Where each article has its own words, those of the first.
    let nearest = first.near.iter().max_by_key(|(_, nearness, word)| (*nearness, word.start));
    let word = nearest.and_then(|(_, _, word)| Some(views.get(first.view)?.str(*word)));
    if first.unit.is_empty() { word.unwrap_or_default().to_owned() } else { first.unit.clone() }
}

/// Facts about one thing, one or more of each article, in the order of the articles: each fact is put together with its
/// best counterpart in each other article, if that one has no better counterpart itself. `chances` says how likely it is that
/// two facts, by their places, are about one thing, in thousandths; it is `chance_min` at least.
pub(super) fn matched(facts: &[Fact], chances: Vec<(u32, usize, usize)>, chance_min: u32) -> Vec<Vec<&Fact>> {
    let is_equal =
        |a: usize, b: usize| facts.get(a).zip(facts.get(b)).is_some_and(|(one, other)| one.is_equal(other));
    let scored = chances
        .into_iter()
        .map(|(chance, a, b)| (chance + if is_equal(a, b) { EQUAL_BONUS } else { 0 }, a, b));
    let mut pairs: Vec<(u32, usize, usize)> = scored.filter(|(score, ..)| *score >= chance_min).collect();
    pairs.sort_by(|x, y| y.0.cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut taken: HashMap<(usize, usize), u32, WordHashing> = HashMap::default();
    let mut group_of: Vec<usize> = (0..facts.len()).collect();
    let view_of = |idx: usize| facts.get(idx).map_or(usize::MAX, |fact| fact.view);
    for (score, a, b) in pairs {
        let is_best = |from: usize, to: usize, taken: &HashMap<(usize, usize), u32, WordHashing>| {
            taken.get(&(from, view_of(to))).is_none_or(|&best| best <= score)
        };
        if !is_best(a, b, &taken) || !is_best(b, a, &taken) {
            continue;
        }
        taken.insert((a, view_of(b)), score);
        taken.insert((b, view_of(a)), score);
        let (Some(&x), Some(&y)) = (group_of.get(a), group_of.get(b)) else { continue };
        if score < FIRM_MIN && !may_be_one_group(facts, &group_of, x, y) {
            continue;
        }
        for group in group_of.iter_mut().filter(|group| x != y && **group == x.max(y)) {
            *group = x.min(y);
        }
    }
    let mut groups: BTreeMap<usize, Vec<&Fact>> = BTreeMap::new();
    for (fact, group) in facts.iter().zip(group_of) {
        groups.entry(group).or_default().push(fact);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// Whether no article would have two values in the group that two become, unless it sets one beside the other: one pair too many
/// would chain them.
fn may_be_one_group(facts: &[Fact], group_of: &[usize], x: usize, y: usize) -> bool {
    let of = |group: usize| {
        facts.iter().zip(group_of).filter(move |(_, there)| **there == group).map(|(fact, _)| fact)
    };
    let is_beside =
        |one: &Fact, other: &Fact| one.sentence.abs_diff(other.sentence) <= 2 && one.unit == other.unit;
    of(x).all(|one| of(y).all(|other| one.view != other.view || one.agrees(other) || is_beside(one, other)))
}

/// The groups without those that say nothing that one before them does not: a headline repeats what the body says.
pub(super) fn each_once(groups: Vec<Vec<&Fact>>) -> Vec<Vec<&Fact>> {
    let mut told: Vec<BTreeSet<(usize, &str, &str)>> = Vec::new();
    let mut out = Vec::new();
    for group in groups {
        let said = group.iter().map(|fact| (fact.view, fact.value.as_str(), fact.unit.as_str())).collect();
        if !told.iter().any(|known| known.is_superset(&said)) {
            told.push(said);
            out.push(group);
        }
    }
    out
}

/// Whether two of the articles give no value in common: what an article says of one thing may be two numbers, and two
/// articles that share one of them agree.
pub(super) fn are_at_odds(group: &[&Fact]) -> bool {
    let mut said: BTreeMap<usize, Vec<&Fact>> = BTreeMap::new();
    for fact in group {
        said.entry(fact.view).or_default().push(fact);
    }
    let sets: Vec<&Vec<&Fact>> = said.values().collect();
    let share = |one: &[&Fact], other: &[&Fact]| one.iter().any(|a| other.iter().any(|b| a.agrees(b)));
    sets.iter().enumerate().any(|(idx, one)| sets.iter().skip(idx + 1).any(|other| !share(one, other)))
}

/// Whether each article gives, in one place or another, the values of all the others: then two things are counted, and we
/// have only mixed them up.
pub(super) fn all_know_all(group: &[&Fact], facts: &[Fact]) -> bool {
    let knows = |view: usize, what: &Fact| {
        // "This year" holds every day of it, and gives none.
        facts.iter().any(|fact| fact.view == view && fact.is_equal(what) && fact.unit == what.unit)
    };
    group.iter().all(|one| group.iter().all(|other| knows(one.view, other)))
}
