//! An article as the brief looks at it: its sentences and utterances, with their words.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use copydesk_record::{Entity, Id, NameKind, Outcome, Quotation, QuotationKind, Role, Span, Tagged};
use copydesk_text::{PartialDate, fold, sentences};

use crate::align::COMPARED_MAX;
use crate::fit::plain;
use crate::memory::{self, WordHashing};
use crate::speaker::Speaker;
use crate::words::{Bag, Word, stem_hash, words_in};

/// How many sentences of an article are looked at.
pub(crate) const SENTENCES_MAX: usize = 300;
/// How many utterances of an article are looked at.
pub(crate) const UTTERANCES_MAX: usize = 100;
/// How many entities of an article are looked at.
const ENTITIES_MAX: usize = 1000;
/// How many speakers of a story are asked for in articles of other stories.
const SPEAKERS_MAX: usize = 64;
/// How many words of a sentence or an utterance are looked at.
const WORDS_MAX: usize = 90;
/// The longest sentence that is looked at.
const SENTENCE_BYTES_MAX: usize = 1500;

/// Articles within so many days are of the same days.
const NEAR_DAYS_MAX: i32 = 10;
/// What was over so many days before an article was written is not its news.
const PAST_DAYS_MIN: i32 = 45;
/// Stems of the participles of saying.
const SAID: &[&str] = &[
    "said", "declar", "told", "call", "warn", "vow", "promis", "describ", "argu", "insist", "claim",
    "written", "state", "announc", "ask", "urg",
];

/// An article of the story, or one that is cited from outside.
#[derive(Debug)]
pub(crate) struct View<'a> {
    /// The article.
    pub(crate) document: &'a Tagged,
    /// The place of the article that it repeats among the views, its own if it repeats none.
    pub(crate) root: usize,
    /// Whether it is cited from outside the story.
    pub(crate) is_related: bool,
    /// Whether it is sure enough to be of the story that the brief may speak in its words.
    pub(crate) is_sure: bool,
    /// The day or month it was written in, as far as is known.
    written: Option<PartialDate>,
    /// Its sentences, in order.
    pub(crate) sentences: Vec<Sentence>,
    /// What is said in it, in order.
    pub(crate) utterances: Vec<Utterance>,
    /// The common forms of its entities' names, and the plain words of its headline, once somebody has asked.
    folded: OnceCell<Vec<Rc<str>>>,
    plain_title: OnceCell<String>,
}

/// A sentence of an article.
#[derive(Debug)]
pub(crate) struct Sentence {
    pub(crate) span: Span,
    pub(crate) role: Role,
    /// Its words in order, and without their order; none in an article that is cited from outside.
    pub(crate) words: Vec<Word>,
    pub(crate) bag: Bag,
}

/// Something said in an article.
#[derive(Debug)]
pub(crate) struct Utterance {
    pub(crate) span: Span,
    pub(crate) kind: QuotationKind,
    pub(crate) speaker: Speaker,
    /// Where the speaker is named beside it, if the words stand in the text.
    pub(crate) speaker_span: Option<Span>,
    pub(crate) words: Vec<Word>,
    pub(crate) bag: Bag,
    /// Whether it stands in these words in the article that its own one repeats: then nobody asks for its words.
    pub(crate) is_repeated: bool,
    /// Whether it was said at another time, once somebody has asked.
    is_recalled: OnceCell<bool>,
}

/// What is said in an article that others repeat.
struct Said<'a> {
    plain: HashSet<&'a str, WordHashing>,
    /// The same folded: most copies have the very letters, and do not need it.
    folded: OnceCell<HashSet<String>>,
}

impl<'a> Said<'a> {
    fn of(root: &View<'a>) -> Self {
        let plain = root.utterances.iter().map(|there| root.str(there.span)).collect();
        Self { plain, folded: OnceCell::new() }
    }

    /// Whether it is said there, in the same words.
    fn holds(&self, own: &str) -> bool {
        let folded = || self.plain.iter().map(|there| fold(there)).collect();
        self.plain.contains(own) || self.folded.get_or_init(folded).contains(&fold(own))
    }
}

/// The stems of "had said".
static PLUPERFECT: LazyLock<(u64, Vec<u64>)> =
    LazyLock::new(|| (stem_hash("had"), SAID.iter().map(|stem| stem_hash(stem)).collect()));

impl Sentence {
    /// Its words that stand within a span.
    pub(crate) fn words_within(&self, span: Span) -> &[Word] {
        let from = self.words.partition_point(|word| word.span.start < span.start);
        let to = self.words.partition_point(|word| word.span.end <= span.end);
        self.words.get(from..to).unwrap_or_default()
    }

    /// The numbers in figures that it has, each as the hash of its digits.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u64> + '_ {
        self.words.iter().filter(|word| word.is_number).map(|word| word.stem)
    }
}

impl<'a> View<'a> {
    /// The view of an article; of one that is cited from outside, only with what speakers like these say. So many words of
    /// each utterance are read; `said` is what is said in the article that it repeats.
    fn of(
        document: &'a Tagged,
        (root, said): (usize, Option<&Said<'a>>),
        speakers: Option<&[Speaker]>,
        said_words_max: usize,
    ) -> Self {
        let is_related = speakers.is_some();
        let text = &document.text;
        let quotations = document.tags.quotations.iter().take(UTTERANCES_MAX);
        // Of a copy nobody asks for more than what it says in other words, and what stands around that.
        let is_read = !is_related
            && said.is_none_or(|said| {
                quotations
                    .clone()
                    .any(|quotation| quotation.span.of(text).is_some_and(|own| !said.holds(own)))
            });
        let mut found = Vec::with_capacity(document.tags.sentences.len().min(SENTENCES_MAX));
        'blocks: for block in document.article.content_blocks() {
            let parts: Vec<Span> = if document.tags.sentences.is_empty() {
                sentences(text, block.span)
            } else {
                let from = document.tags.sentences.partition_point(|span| span.start < block.span.start);
                let within = document.tags.sentences.iter().skip(from);
                within.take_while(|span| span.end <= block.span.end).copied().collect()
            };
            for span in parts {
                if found.len() >= SENTENCES_MAX {
                    break 'blocks;
                }
                if span.of(text).is_some() && span.len() <= SENTENCE_BYTES_MAX {
                    let words = if is_read { words_in(text, span, WORDS_MAX) } else { Vec::new() };
                    found.push(Sentence { span, role: block.role, bag: Bag::of(&words), words });
                }
            }
        }
        let article = &document.article;
        let written = article.written.as_ref().or(article.published.as_ref());
        let written = written.and_then(|claim| PartialDate::parse(&claim.value));
        let (utterances, folded, plain_title) = (Vec::new(), OnceCell::new(), OnceCell::new());
        let (is_sure, sentences) = (true, found);
        let mut view =
            Self { document, root, is_related, is_sure, written, sentences, utterances, folded, plain_title };
        let read = |quotation| view.utterance(quotation, said, speakers, said_words_max);
        view.utterances = quotations.filter_map(read).collect();
        view
    }

    fn utterance(
        &self,
        quotation: &Quotation,
        said: Option<&Said<'a>>,
        speakers: Option<&[Speaker]>,
        words_max: usize,
    ) -> Option<Utterance> {
        let text = &self.document.text;
        let own = quotation.span.of(text)?;
        let speaker = Speaker::of(quotation.speaker.as_deref());
        let is_other = |speakers: &[Speaker]| {
            !speakers.iter().any(|own| own.compare(&speaker) != crate::speaker::Match::Other)
        };
        if speakers.is_some_and(is_other) {
            return None;
        }
        let is_repeated = said.is_some_and(|said| said.holds(own));
        let words = if is_repeated { Vec::new() } else { self.words_of(quotation.span, words_max) };
        Some(Utterance {
            span: quotation.span,
            kind: quotation.kind,
            speaker,
            speaker_span: quotation.speaker_span.filter(|span| span.of(text).is_some()),
            bag: Bag::of(&words),
            words,
            is_repeated,
            is_recalled: OnceCell::new(),
        })
    }

    /// The words of an utterance, at most so many: those of its sentences, where they were read for these.
    fn words_of(&self, said: Span, n_max: usize) -> Vec<Word> {
        self.words_known(said, n_max).unwrap_or_else(|| words_in(&self.document.text, said, n_max))
    }

    /// The words of a span out of its sentence; `None` if it is not sure that they are read there as they are read alone.
    fn words_known(&self, said: Span, n_max: usize) -> Option<Vec<Word>> {
        let sentence = self.sentences.get(self.sentence_at(said.start)?)?;
        let text = &self.document.text;
        let (before, behind) = (text.get(..said.start as usize)?, text.get(said.end as usize..)?);
        // No word goes on over these.
        let begins = said.start == sentence.span.start || before.ends_with([' ', '\n', '“', '"', '«', '(']);
        let ends = said.end == sentence.span.end || behind.starts_with([' ', '\n', '”', '"', '»', ')', ',']);
        if self.is_related || !sentence.span.contains(said) || !begins || !ends {
            return None;
        }
        let words = sentence.words_within(said);
        // A sentence of more words was not read to its end.
        (sentence.words.len() < WORDS_MAX && words.len() <= n_max).then(|| words.to_vec())
    }

    /// The entities with their names in the form in which two spellings of the same words are equal.
    pub(crate) fn entities(&self) -> impl Iterator<Item = (&'a Entity, &Rc<str>)> {
        let entities = &self.document.tags.entities;
        let folded = self.folded.get_or_init(|| {
            entities.iter().take(ENTITIES_MAX).map(|entity| memory::folded(&entity.canonical)).collect()
        });
        entities.iter().zip(folded)
    }

    /// The words of its headline, folded, with single spaces between; empty if it has none.
    pub(crate) fn plain_title(&self) -> &str {
        let title = || plain(self.document.article.title.as_deref().unwrap_or_default());
        self.plain_title.get_or_init(title)
    }

    /// Whether the sentence before or around an utterance puts it at another time: "in November she had declared".
    pub(crate) fn is_recalled(&self, utterance: &Utterance) -> bool {
        *utterance.is_recalled.get_or_init(|| self.recalls(utterance.span))
    }

    fn recalls(&self, quotation: Span) -> bool {
        let Some(at) = self.sentence_at(quotation.start) else { return false };
        let Some(sentence) = self.sentences.get(at) else { return false };
        // Only of an article that is cited from outside the words are not there yet.
        let read = self.is_related.then(|| words_in(&self.document.text, sentence.span, WORDS_MAX));
        let words = read.as_ref().unwrap_or(&sentence.words);
        let stems = || words.iter().filter(|word| !quotation.contains(word.span)).map(|word| word.stem);
        let (had, said) = &*PLUPERFECT;
        let is_pluperfect =
            stems().zip(stems().skip(1)).any(|(one, next)| one == *had && said.contains(&next));
        let mut times = self.document.tags.times.iter().filter(|time| sentence.span.contains(time.span));
        is_pluperfect
            || times.any(|time| {
                // A bare month, or a day long gone.
                let interval = time.interval.as_ref();
                let Some(day) = interval.and_then(|(first, _)| PartialDate::parse(first)) else {
                    return time.value.len() == 7;
                };
                time.value.len() == 7
                    || self.written.is_some_and(|own| days_between(own, day) > NEAR_DAYS_MAX)
            })
    }

    /// Whether the sentence at a span names a time that was over long before the article was written.
    pub(crate) fn is_of_the_past(&self, span: Span) -> bool {
        let Some(sentence) = self.sentence_at(span.start).and_then(|at| self.sentences.get(at)) else {
            return false;
        };
        let Some(written) = self.written else { return false };
        let mut times = self.document.tags.times.iter().filter(|time| sentence.span.contains(time.span));
        times.any(|time| {
            let last = time.interval.as_ref().and_then(|(_, last)| PartialDate::parse(last.get(..10)?));
            // Days that were computed from a page's date are past where that date lies.
            let names_year = time.value.get(..4).is_some_and(|year| self.str(time.span).contains(year));
            // "The highest since 1951" is of today.
            let before = self.document.text.get(..time.span.start as usize).unwrap_or_default();
            let is_since = before.trim_end().ends_with("since");
            names_year
                && !is_since
                && last.is_some_and(|last| (written.first() - last.last()).get_days() > PAST_DAYS_MIN)
        })
    }

    /// Whether the two can have been written within a few days of each other.
    pub(crate) fn is_near(&self, other: &View<'_>) -> bool {
        self.written.zip(other.written).is_none_or(|(a, b)| days_between(a, b) <= NEAR_DAYS_MAX)
    }

    /// The day it was written on, if that is known to the day.
    pub(crate) fn day(&self) -> Option<jiff::civil::Date> {
        self.written?.day()
    }

    /// The words of the article at a span.
    pub(crate) fn str(&self, span: Span) -> &'a str {
        span.str(&self.document.text)
    }

    /// The article's id.
    pub(crate) fn id(&self) -> Id {
        self.document.id
    }

    /// The place of the sentence that holds the byte at `at`.
    pub(crate) fn sentence_at(&self, at: u32) -> Option<usize> {
        let next = self.sentences.partition_point(|sentence| sentence.span.start <= at);
        let place = next.checked_sub(1)?;
        self.sentences.get(place).filter(|sentence| at < sentence.span.end).map(|_| place)
    }

    /// Whether a sentence begins on a line of its own.
    pub(crate) fn opens_paragraph(&self, sentence: Span) -> bool {
        let before = self.document.text.get(..sentence.start as usize).unwrap_or_default();
        let gap = before.trim_end().len();
        gap == 0 || before.get(gap..).is_some_and(|gap| gap.contains('\n'))
    }

    /// The canonical names in a span, with their kinds.
    pub(crate) fn names_in(&self, span: Span) -> impl Iterator<Item = (Span, NameKind)> + '_ {
        let names = &self.document.tags.names;
        let from = names.partition_point(|name| name.span.start < span.start);
        let within = names.iter().skip(from).take_while(move |name| name.span.start < span.end);
        within.map(|name| (name.span, name.kind))
    }
}

/// The last place before `at`, or at it, where a character begins or the text ends.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How many days lie between two dates; 0 if the one is within the other.
fn days_between(a: PartialDate, b: PartialDate) -> i32 {
    let days = |from: jiff::civil::Date, to: jiff::civil::Date| (to - from).get_days();
    days(a.last(), b.first()).max(days(b.last(), a.first())).max(0)
}

/// The story's own articles with their places, without copies.
pub(crate) fn originals<'v, 'a>(views: &'v [View<'a>]) -> impl Iterator<Item = (usize, &'v View<'a>)> {
    views.iter().enumerate().filter(|(idx, view)| view.root == *idx && !view.is_related)
}

/// The views of a story's articles and of those cited from outside, in this order.
pub(crate) fn views<'a>(articles: &'a [Arc<Tagged>], related: &'a [Arc<Tagged>]) -> Vec<View<'a>> {
    let mut places: BTreeMap<Id, usize> = BTreeMap::new();
    let (mut out, mut speakers, mut n_compared) = (Vec::<View<'a>>::new(), Vec::new(), 0);
    let mut said: BTreeMap<usize, Said<'a>> = BTreeMap::new();
    for (place, document) in articles.iter().chain(related).enumerate() {
        let root = match &document.outcome {
            Outcome::Copy(copy) => places.get(&copy.of).copied().unwrap_or(place),
            _ => place,
        };
        // Copies of what we do not hold are one class all the same.
        if let Outcome::Copy(copy) = &document.outcome {
            places.entry(copy.of).or_insert(root);
        }
        places.entry(document.id).or_insert(root);
        let is_related = place >= articles.len();
        if is_related && place == articles.len() {
            speakers = speakers_of(&out);
        }
        // Of utterances that come too late to be compared nobody asks for the words.
        let words_max = if n_compared < COMPARED_MAX { WORDS_MAX } else { 0 };
        let repeated = out.get(root).map(|original| &*said.entry(root).or_insert_with(|| Said::of(original)));
        let speakers = is_related.then_some(speakers.as_slice());
        let view = View::of(document, (root, repeated), speakers, words_max);
        n_compared += if root == place { view.utterances.len() } else { 0 };
        out.push(view);
    }
    out
}

/// Who speaks in a story, each way of naming them once; whoever is not named may be anybody.
fn speakers_of(views: &[View<'_>]) -> Vec<Speaker> {
    let mut out: Vec<Speaker> = Vec::new();
    for speaker in views.iter().flat_map(|view| &view.utterances).map(|utterance| &utterance.speaker) {
        if out.len() < SPEAKERS_MAX && !out.iter().any(|known| known.text == speaker.text) {
            out.push(speaker.clone());
        }
    }
    out
}
