//! Whether two utterances of one story are renderings of one: boosted trees say how likely that is.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use copydesk_record::{QuotationKind, Role};
use copydesk_trees::{Forest, read_file};

use super::order::Order;
use super::{Place, Sharing, utterance};
use crate::memory::WordHashing;
use crate::rivals::{Rivals, Scored, keep_likeliest};
use crate::speaker::Match;
use crate::view::{Sentence, Utterance, View};
use crate::words::{Bag, Shared, TELLING_MIN, Word};

/// How many numbers tell of two utterances.
pub(crate) const N_TRAITS: usize = N_WORDS_TRAITS + 12;
/// How many of them tell of the words, and of who says them.
const N_WORDS_TRAITS: usize = 24;
/// How the file of what was learnt begins.
pub(crate) const MAGIC: &[u8; 8] = b"cdwords1";
/// How many pairs of utterances of a story are asked for.
const PAIRS_MAX: usize = 400;
/// So many sentences of an article, with its headline, are its lead.
const LEAD_SENTENCES: usize = 4;

static SHIPPED: LazyLock<Option<Forest>> = LazyLock::new(|| {
    let [boosted] = read_file(MAGIC, include_bytes!("../../data/renderings.model"))?;
    Forest::of(&boosted)
});

/// Two utterances by their places among those that are compared, and what tells of them.
pub(crate) struct Candidate {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) traits: [f32; N_TRAITS],
}

/// How likely each candidate is, in thousandths.
pub(super) fn chances(candidates: &[Candidate]) -> Vec<u32> {
    let Some(forest) = SHIPPED.as_ref() else { return Vec::new() };
    let rows: Vec<f32> = candidates.iter().flat_map(|candidate| candidate.traits).collect();
    forest.chances(&rows, N_TRAITS)
}

/// What tells of each of the pairs. `n_utterances` says in how many utterances of the story each class of telling words
/// stands, sorted by class.
pub(super) fn candidates(
    views: &[View<'_>],
    places: &[Place],
    pairs: Vec<Sharing>,
    n_utterances: &[(u64, u32)],
) -> Vec<Candidate> {
    let pairs = likeliest(views, places, pairs);
    let view_of = |at: usize| places.get(at).map_or(usize::MAX, |place| place.0);
    let rivals = Rivals::of(pairs.iter().map(scored), view_of);
    let mut leads = Leads::of(views);
    // Most utterances are in no pair, and of these nothing is asked.
    let settings: Vec<OnceCell<Option<Setting<'_>>>> = places.iter().map(|_| OnceCell::new()).collect();
    let setting = |at: usize| {
        let told = || {
            let place = *places.get(at)?;
            Some(Setting::of(views.get(place.0)?, utterance(views, place)?, n_utterances))
        };
        settings.get(at)?.get_or_init(told).as_ref()
    };
    let candidate = |(score, Sharing { a, b, shared }): &(u32, Sharing)| {
        let (score, a, b) = (*score, *a, *b);
        let (x, y) = (view_of(a), view_of(b));
        let around = [rivals.margin(score, a, b, y), rivals.margin(score, b, a, x), leads.likeness(x, y)?];
        let settings = [setting(a)?, setting(b)?];
        let places = [*places.get(a)?, *places.get(b)?];
        let traits = traits(views, places, (settings, *shared), around, n_utterances)?;
        Some(Candidate { a, b, traits })
    };
    pairs.iter().filter_map(candidate).collect()
}

/// The pairs that share most, with how much, in their order.
fn likeliest(views: &[View<'_>], places: &[Place], pairs: Vec<Sharing>) -> Vec<(u32, Sharing)> {
    let parts = pairs.into_iter().filter_map(|pair| {
        let (one, other) = (utterance(views, *places.get(pair.a)?)?, utterance(views, *places.get(pair.b)?)?);
        Some((shared_part(one, other, pair.shared), pair))
    });
    let mut out: Vec<(u32, Sharing)> = parts.collect();
    keep_likeliest(&mut out, PAIRS_MAX, scored);
    out
}

fn scored((part, pair): &(u32, Sharing)) -> Scored {
    (*part, pair.a, pair.b)
}

/// How much the leads of two articles have in common, told once for each two.
struct Leads<'v> {
    views: &'v [View<'v>],
    bags: Vec<OnceCell<Bag>>,
    known: HashMap<(usize, usize), f32, WordHashing>,
}

impl<'v> Leads<'v> {
    fn of(views: &'v [View<'v>]) -> Self {
        let bags = views.iter().map(|_| OnceCell::new()).collect();
        Self { views, bags, known: HashMap::default() }
    }

    fn likeness(&mut self, a: usize, b: usize) -> Option<f32> {
        let lead = |at: usize| {
            let view = self.views.get(at)?;
            Some(self.bags.get(at)?.get_or_init(|| lead(view)))
        };
        let (one, other) = (lead(a)?, lead(b)?);
        Some(*self.known.entry((a, b)).or_insert_with(|| one.contained(other) as f32))
    }
}

/// The words of headline and lead.
fn lead(view: &View<'_>) -> Bag {
    let titles = view.sentences.iter().filter(|sentence| sentence.role == Role::Title);
    let body = view.sentences.iter().filter(|sentence| sentence.role == Role::Body).take(LEAD_SENTENCES);
    let words = titles.chain(body).flat_map(|sentence| &sentence.words);
    Bag::of(words.filter(|word| word.weight >= TELLING_MIN))
}

/// What the shorter one has of the longer one and of both together, 0…1000.
fn shared_part(one: &Utterance, other: &Utterance, Shared { weight: shared, .. }: Shared) -> u32 {
    let (a, b) = (one.bag.weight, other.bag.weight);
    let part = |whole: u32| (shared * 1000).checked_div(whole).unwrap_or(0).min(1000);
    u32::midpoint(part(a.min(b)), part((a + b).saturating_sub(shared)))
}

fn traits(
    views: &[View<'_>],
    [a, b]: [Place; 2],
    ([one, other], shared): ([&Setting<'_>; 2], Shared),
    [margin, other_margin, like_leads]: [f32; 3],
    n_utterances: &[(u64, u32)],
) -> Option<[f32; N_TRAITS]> {
    let (left, right) = (views.get(a.0)?, views.get(b.0)?);
    let said = words_traits([one, other], shared, n_utterances);
    let outside = one.in_other(&other.said.bag).max(other.in_other(&one.said.bag));
    let before = one.before.zip(other.before);
    let setting = [
        is(a.0 == b.0),
        (one.share - other.share).abs(),
        one.at.min(other.at) as f32,
        one.outside.shared(&other.outside).n_telling as f32,
        outside as f32,
        before.map_or(0.0, |(x, y)| x.bag.shared(&y.bag).n_telling as f32),
        margin.min(other_margin),
        margin.max(other_margin),
        like_leads,
        is(one.is_head) + is(other.is_head),
        is(left.is_related != right.is_related),
        is(left.is_near(right)),
    ];
    let mut out = [0.0; N_TRAITS];
    out.iter_mut().zip(said.into_iter().chain(setting)).for_each(|(to, value)| *to = value);
    Some(out)
}

fn is(it: bool) -> f32 {
    f32::from(u8::from(it))
}

/// What the words of the two tell, and who says them.
fn words_traits(
    settings: [&Setting<'_>; 2],
    shared: Shared,
    n_utterances: &[(u64, u32)],
) -> [f32; N_WORDS_TRAITS] {
    let [one, other] = settings.map(|setting| setting.said);
    let (a, b) = (one.bag.weight as f32, other.bag.weight as f32);
    let weight = shared.weight as f32;
    let (a_words, b_words) = (one.words.len() as f32, other.words.len() as f32);
    let (short, long) = (a_words.min(b_words), a_words.max(b_words));
    let telling = [one.bag.n_telling, other.bag.n_telling].map(|n| n as f32);
    let rarities = rarities(settings, n_utterances);
    let (in_order, run) = settings[0].order.compare(&settings[1].order);
    let n_of = |kind| is(one.kind == kind) + is(other.kind == kind);
    let numbers = settings.map(|setting| &setting.numbers);
    let n_equal = numbers[0].iter().filter(|number| numbers[1].contains(number)).count();
    [
        weight / a.min(b).max(1.0),
        weight / (a + b - weight).max(1.0),
        shared.n_telling as f32,
        telling[0].min(telling[1]),
        telling[0].max(telling[1]),
        shared.n_words as f32,
        in_order / short.max(1.0),
        run,
        run / short.max(1.0),
        match one.speaker.compare(&other.speaker) {
            Match::Same => 1.0,
            Match::Unknown => 0.0,
            Match::Other => -1.0,
        },
        n_of(QuotationKind::Reported),
        n_of(QuotationKind::Partial),
        rarities.0,
        rarities.1,
        rarities.2,
        short,
        long,
        short / long.max(1.0),
        n_equal as f32,
        is(n_equal == 0 && numbers.iter().all(|numbers| !numbers.is_empty())),
        is_same_word(one.words.first(), other.words.first()),
        is_same_word(one.words.last(), other.words.last()),
        shared.n_telling as f32 / telling[0].min(telling[1]).max(1.0),
        is(one.speaker.is_named()) + is(other.speaker.is_named()),
    ]
}

/// Where an utterance stands.
struct Setting<'v> {
    said: &'v Utterance,
    /// The place of its sentence, and that place as a part of the article.
    at: usize,
    share: f32,
    is_head: bool,
    /// The words of its sentence that are not its own.
    outside: Bag,
    /// How rare its telling words are in the story, together.
    rarity: f32,
    /// Where each of its words stands.
    order: Order,
    /// The stems of its numbers.
    numbers: Vec<u64>,
    /// The sentence before.
    before: Option<&'v Sentence>,
}

impl<'v> Setting<'v> {
    fn of(view: &'v View<'_>, said: &'v Utterance, n_utterances: &[(u64, u32)]) -> Self {
        let telling = said.bag.classes().filter(|(_, is_telling)| *is_telling);
        let at = view.sentence_at(said.span.start);
        let sentence = at.and_then(|at| view.sentences.get(at));
        Self {
            said,
            order: Order::of(&said.words),
            numbers: numbers(said),
            at: at.unwrap_or_default(),
            share: at.unwrap_or_default() as f32 / view.sentences.len().max(1) as f32,
            is_head: sentence.is_some_and(|it| matches!(it.role, Role::Title | Role::Heading)),
            rarity: telling.map(|(class, _)| rarity(class, n_utterances)).sum(),
            outside: sentence.map(|sentence| outside(sentence, said)).unwrap_or_default(),
            before: at.and_then(|at| view.sentences.get(at.checked_sub(1)?)),
        }
    }

    /// How many telling words around it are in what is said elsewhere.
    fn in_other(&self, said: &Bag) -> usize {
        self.outside.shared(said).n_telling
    }
}

fn is_same_word(a: Option<&Word>, b: Option<&Word>) -> f32 {
    f32::from(u8::from(a.zip(b).is_some_and(|(a, b)| a.class == b.class)))
}

/// How rare the telling words that both have are in the story, together and the rarest, and as a part of those of the one
/// with less.
fn rarities([one, other]: [&Setting<'_>; 2], n_utterances: &[(u64, u32)]) -> (f32, f32, f32) {
    let (mut sum, mut rarest) = (0.0_f32, 0.0_f32);
    for class in one.said.bag.shared_telling(&other.said.bag) {
        let rarity = rarity(class, n_utterances);
        sum += rarity;
        rarest = rarest.max(rarity);
    }
    (sum, rarest, sum / one.rarity.min(other.rarity).max(0.5))
}

/// How rare a class of words is: 1 if two utterances of the story or fewer have it.
fn rarity(class: u64, n_utterances: &[(u64, u32)]) -> f32 {
    let at = n_utterances.binary_search_by_key(&class, |known| known.0).ok();
    let n = at.and_then(|at| n_utterances.get(at)).map_or(2, |known| known.1);
    2.0 / n.max(2) as f32
}

fn numbers(said: &Utterance) -> Vec<u64> {
    said.words.iter().filter(|word| word.is_number).map(|word| word.stem).collect()
}

/// The words of a sentence that are not of what is said.
fn outside(sentence: &Sentence, said: &Utterance) -> Bag {
    Bag::of(sentence.words.iter().filter(|word| !said.span.contains(word.span)))
}
