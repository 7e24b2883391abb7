//! Chooses the sentences of the summary: what several articles report, said once, understandable by itself.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};

use copydesk_record::{Antecedent, Disagreement, Id, NameKind, QuotationKind, Role, Span, SummarySentence};
use copydesk_text::PartialDate;

use crate::align::Group;
use crate::coverage::Coverage;
use crate::fit::{contradict, full_name, introduces, is_title, needs, opens_with_known, unknown};
use crate::form::{is_headline, is_hyphenated, is_whole};
use crate::standing::{Opening, is_advice, is_of_its_day, opening};
use crate::view::{Sentence, View, originals};

/// How many sentences a summary has: more for more articles.
const SENTENCES_MIN: usize = 3;
const SENTENCES_MAX: usize = 6;
/// The shortest and the longest sentence that can stand in a summary, in words.
const WORDS_MIN: usize = 6;
const WORDS_MAX: usize = 60;
/// From this share of its words on, a sentence says what another has said, 0…1000.
const REDUNDANT_MIN: u32 = 480;
/// The same of two sentences that open their articles.
const LEADS_REDUNDANT_MIN: u32 = 330;
/// How many sentences of an article compete.
const CANDIDATES_MAX: usize = 60;
/// What was written so many days apart is told in the order of the days.
const DAYS_APART: i32 = 2;
/// What another article says belongs to the brief if so many of its telling words, and such a share of them, stand in the article
/// of the lead.
const SHARED_MIN: usize = 3;
const SHARED_PERCENT_MIN: usize = 34;
/// So many sentences open an article.
const LEAD_SENTENCES: usize = 2;
/// How many sentences back an antecedent is looked for.
const ANTECEDENT_REACH: usize = 2;

/// A sentence that may be chosen.
struct Candidate {
    view: usize,
    at: usize,
    score: u32,
    antecedent: Option<Span>,
    /// Things that its article has spoken of before, and that another sentence of the summary must have named: "the pendant".
    needs: Vec<u64>,
}

/// A sentence in the queue for being chosen, the highest score first, of two the one that stands earlier.
struct Queued {
    score: u32,
    at: Reverse<(usize, usize)>,
    /// `None` until it is known whether it can stand alone; its score is then an upper bound.
    candidate: Option<Candidate>,
}

impl Ord for Queued {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.score, self.at).cmp(&(other.score, other.at))
    }
}

impl PartialOrd for Queued {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Queued {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Queued {}

/// The summary, the most telling sentence first, then in the order of the telling; of what was written on several `days`, the
/// earlier first.
pub(crate) fn summary(
    views: &[View<'_>],
    coverage: &Coverage,
    groups: &[Group],
    days: &BTreeMap<Id, String>,
    disagreements: &[Disagreement],
) -> Vec<SummarySentence> {
    let own: Vec<usize> = originals(views).filter(|(_, view)| view.is_sure).map(|(idx, _)| idx).collect();
    let mut queue = queued(views, &own, coverage);
    let wanted = (SENTENCES_MIN + own.len().saturating_sub(1)).min(SENTENCES_MAX);
    let mut chosen: Vec<Candidate> = Vec::new();
    chosen.extend(lead(views, &own, coverage));
    let said = said_in(views, groups);
    let subject: BTreeSet<u64> = chosen.iter().flat_map(|lead| classes_of(views, lead.view)).collect();
    // Who speaks of somebody known to the readers of another article waits; so few sentences are better than none.
    let mut waiting: VecDeque<Candidate> = VecDeque::new();
    loop {
        let is_waiting = chosen.len() < SENTENCES_MIN && queue.is_empty();
        let next = queue.pop().filter(|_| chosen.len() < wanted);
        let candidate = match next {
            Some(Queued { candidate: Some(candidate), .. }) => candidate,
            Some(Queued { score, at: Reverse((view, at)), .. }) => {
                let known = candidate_at(views, view, at, score);
                queue.extend(known.map(|known| Queued {
                    score: known.score,
                    at: Reverse((view, at)),
                    candidate: Some(known),
                }));
                continue;
            }
            None => match waiting.pop_front().filter(|_| is_waiting) {
                Some(candidate) => candidate,
                None => break,
            },
        };
        let says_new = |other: &Candidate| {
            let (Some(a), Some(b)) = (sentence(views, &candidate), sentence(views, other)) else {
                return false;
            };
            let renders = |place: &(usize, usize)| said.get(place).into_iter().flatten();
            let is_said = renders(&(candidate.view, candidate.at))
                .any(|group| renders(&(other.view, other.at)).any(|there| there == group));
            // Two outlets open with the same news.
            let are_leads = is_lead(views, &candidate) && is_lead(views, other);
            let least = if are_leads { LEADS_REDUNDANT_MIN } else { REDUNDANT_MIN };
            a.bag.contained(&b.bag) < least && !is_said
        };
        let is_off = chosen.first().is_some_and(|lead| lead.view != candidate.view)
            && !is_about(views, &candidate, &subject);
        let is_named = |need: &u64| {
            chosen.iter().filter_map(|there| sentence(views, there)).any(|there| names_thing(there, *need))
        };
        let fits = || chosen.iter().all(|there| !contradicts(views, disagreements, &candidate, there));
        if is_off || !chosen.iter().all(says_new) || !candidate.needs.iter().all(is_named) || !fits() {
            continue;
        }
        if is_waiting || are_known(views, &candidate, &chosen) {
            chosen.push(candidate);
        } else {
            waiting.push_back(candidate);
        }
    }
    in_order(views, days, &mut chosen);
    chosen.iter().filter_map(|candidate| cited(views, candidate)).collect()
}

/// The sentences of these articles, the highest first. Whether one can stand alone is dear to tell, and asked of the highest only.
fn queued(views: &[View<'_>], own: &[usize], coverage: &Coverage) -> BinaryHeap<Queued> {
    let places = own.iter().flat_map(|&idx| {
        let n = views.get(idx).map_or(0, |view| view.sentences.len());
        (0..n).take(CANDIDATES_MAX).map(move |at| (idx, at))
    });
    let queued = places.filter_map(|(view, at)| {
        let score = score(views, view, at, coverage, own.len())?;
        Some(Queued { score, at: Reverse((view, at)), candidate: None })
    });
    queued.collect()
}

/// Whether the two sentences tell one thing in two ways.
fn contradicts(views: &[View<'_>], all: &[Disagreement], one: &Candidate, other: &Candidate) -> bool {
    let stand = |it: &Candidate| Some((it.view, sentence(views, it)?.span));
    stand(one).zip(stand(other)).is_some_and(|(one, other)| contradict(views, all, one, other))
}

/// Whether whoever a sentence names by surname is known by those that were chosen.
fn are_known(views: &[View<'_>], candidate: &Candidate, chosen: &[Candidate]) -> bool {
    let span = |it: &Candidate| Some((views.get(it.view)?, sentence(views, it)?.span));
    let unknown = span(candidate).and_then(|(view, span)| unknown(view, span));
    unknown.is_none_or(|name| chosen.iter().filter_map(span).any(|(view, span)| introduces(view, span, name)))
}

/// The sentence that opens the summary: of those that open articles, the most telling one that can stand alone; of the second
/// ones, if none can.
fn lead(views: &[View<'_>], own: &[usize], coverage: &Coverage) -> Option<Candidate> {
    let nth_of = |nth: usize| {
        let place = move |&idx: &usize| {
            let sentences = views.get(idx)?.sentences.iter().enumerate();
            let (at, _) = sentences.filter(|(_, sentence)| sentence.role == Role::Body).nth(nth)?;
            candidate_at(views, idx, at, score(views, idx, at, coverage, own.len())?)
        };
        let standing = own.iter().filter_map(place).filter(|one| one.needs.is_empty());
        standing.max_by_key(|one| (one.score, Reverse((one.view, one.at))))
    };
    (0..LEAD_SENTENCES).find_map(nth_of)
}

/// Whether a sentence opens its article.
fn is_lead(views: &[View<'_>], candidate: &Candidate) -> bool {
    let before = views.get(candidate.view).and_then(|view| view.sentences.get(..candidate.at));
    before.is_some_and(|before| before.iter().all(|sentence| sentence.role != Role::Body))
}

/// The numbers of the utterances that each sentence renders, of those that several do.
fn said_in(views: &[View<'_>], groups: &[Group]) -> BTreeMap<(usize, usize), Vec<usize>> {
    let mut out: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (number, group) in groups.iter().enumerate().filter(|(_, group)| group.places.len() > 1) {
        for &(idx, at) in &group.places {
            let sentence = views.get(idx).and_then(|view| {
                let utterance = view.utterances.get(at)?;
                view.sentence_at(utterance.span.start)
            });
            out.entry((idx, sentence.unwrap_or(usize::MAX))).or_default().push(number);
        }
    }
    out
}

/// The telling words of an article.
fn classes_of(views: &[View<'_>], idx: usize) -> impl Iterator<Item = u64> {
    let sentences = views.get(idx).into_iter().flat_map(|view| &view.sentences);
    sentences.flat_map(|sentence| sentence.bag.telling())
}

/// Whether enough of a sentence is what the article of the lead speaks of, too.
fn is_about(views: &[View<'_>], candidate: &Candidate, subject: &BTreeSet<u64>) -> bool {
    let Some(sentence) = sentence(views, candidate) else { return false };
    let n_shared = sentence.bag.telling().filter(|class| subject.contains(class)).count();
    n_shared >= SHARED_MIN && n_shared * 100 >= sentence.bag.telling().count() * SHARED_PERCENT_MIN
}

/// First the article of the lead, then the others, each told in one go and in its order: the one that says something early comes
/// early. What was written on an earlier day comes before all else, if it is known of all.
fn in_order(views: &[View<'_>], days: &BTreeMap<Id, String>, chosen: &mut [Candidate]) {
    let mut first_of: BTreeMap<usize, usize> = BTreeMap::new();
    for candidate in chosen.iter() {
        let first = first_of.entry(candidate.view).or_insert(candidate.at);
        *first = candidate.at.min(*first);
    }
    let lead = chosen.first().map(|lead| lead.view);
    let rank = |view: usize| (Some(view) != lead, first_of.get(&view).copied(), view);
    chosen.sort_by_key(|candidate| (rank(candidate.view), candidate.at));
    let day = |candidate: &Candidate| PartialDate::parse(days.get(&views.get(candidate.view)?.id())?)?.day();
    let Some(known) = chosen.iter().map(day).collect::<Option<Vec<_>>>() else { return };
    let ends = known.iter().min().zip(known.iter().max());
    if ends.is_some_and(|(first, last)| (*last - *first).get_days() >= DAYS_APART) {
        chosen.sort_by_key(day);
    }
}

fn names_thing(sentence: &Sentence, class: u64) -> bool {
    sentence.words.iter().any(|word| word.class == class)
}

fn sentence<'v>(views: &'v [View<'_>], candidate: &Candidate) -> Option<&'v Sentence> {
    views.get(candidate.view)?.sentences.get(candidate.at)
}

/// The sentence at a place, with whatever names who speaks in it.
pub(crate) fn cited_at(views: &[View<'_>], idx: usize, at: usize) -> Option<SummarySentence> {
    let view = views.get(idx)?;
    let antecedent = speaker_of(view, view.sentences.get(at)?).flatten();
    cited(views, &Candidate { view: idx, at, score: 0, antecedent, needs: Vec::new() })
}

fn cited(views: &[View<'_>], candidate: &Candidate) -> Option<SummarySentence> {
    let view = views.get(candidate.view)?;
    let span = without_dash(view, view.sentences.get(candidate.at)?.span);
    let named = candidate.antecedent.or_else(|| full_name(view, span));
    let antecedent = named.map(|span| Antecedent { text: view.str(span).to_owned(), span });
    Some(SummarySentence { text: view.str(span).to_owned(), article: view.id(), span, antecedent })
}

/// "- Workers walked out": what is left of a dateline is no part of the sentence.
fn without_dash(view: &View<'_>, span: Span) -> Span {
    let text = view.str(span);
    let rest = text.trim_start_matches(['-', '–', '—']).trim_start();
    let is_led = text.starts_with(['-', '–', '—']) && rest.starts_with(char::is_uppercase);
    if is_led { Span { start: span.end - rest.len() as u32, ..span } } else { span }
}

/// What speaks for a sentence, if it can stand alone without help; `None` if it cannot stand in a summary for its length.
fn score(views: &[View<'_>], idx: usize, at: usize, coverage: &Coverage, n_articles: usize) -> Option<u32> {
    let view = views.get(idx)?;
    let sentence = view.sentences.get(at)?;
    if sentence.role != Role::Body || !(WORDS_MIN..=WORDS_MAX).contains(&sentence.words.len()) {
        return None;
    }
    let (mut n_distinct, mut covered) = (0_u32, 0);
    for class in sentence.bag.telling() {
        n_distinct += 1;
        covered += coverage.n_articles(class).saturating_sub(1);
    }
    let rest = n_articles.saturating_sub(1).max(1) as u32;
    // The root keeps long sentences from winning by length alone.
    let length = libm::round(libm::sqrt(f64::from(n_distinct.max(1))) * 10.0) as u32;
    let mut score = covered * 10_000 / rest / length.max(1);
    let place = view.sentences.iter().take(at).filter(|sentence| sentence.role == Role::Body).count() as u32;
    score += 900 / (place + 1);
    score += 60 * view.names_in(sentence.span).take(3).count() as u32;
    score += 40 * sentence.words.iter().filter(|word| word.is_number).take(3).count() as u32;
    Some(score)
}

/// The sentence as a candidate, with what it needs; `None` if it cannot stand alone.
fn candidate_at(views: &[View<'_>], idx: usize, at: usize, score: u32) -> Option<Candidate> {
    let view = views.get(idx)?;
    let sentence = view.sentences.get(at)?;
    let text = view.str(sentence.span);
    if !is_whole(text)
        || is_headline(text)
        || is_advice(view, sentence)
        || is_title(view, sentence.span)
        || opens_with_known(text)
    {
        return None;
    }
    let mut antecedent = speaker_of(view, sentence)?;
    match opening(view, sentence) {
        Opening::Free => {}
        Opening::Dangling => return None,
        Opening::Pronoun => antecedent = Some(antecedent.or_else(|| person_before(view, at))?),
    }
    let mut score = if antecedent.is_some() || is_hyphenated(text) { score * 7 / 10 } else { score };
    if is_of_its_day(view, sentence) {
        score = score * 4 / 10;
    }
    Some(Candidate { view: idx, at, score, antecedent, needs: needs(view, at) })
}

/// A quotation keeps its speaker: `None` if the sentence quotes and the speaker stands outside it and is no name, the
/// span of the name if it stands outside.
#[expect(clippy::option_option, reason = "not at all, without need, with an antecedent")]
pub(crate) fn speaker_of(view: &View<'_>, sentence: &Sentence) -> Option<Option<Span>> {
    let quotations = &view.document.tags.quotations;
    let within = quotations.iter().filter(|quotation| quotation.span.overlaps(sentence.span));
    let mut antecedent = None;
    for quotation in within {
        let Some(span) = quotation.speaker_span else {
            // The outlet's own words around a partial quotation say whose it is.
            if quotation.kind == QuotationKind::Direct || !sentence.span.contains(quotation.span) {
                return None;
            }
            continue;
        };
        let words = view.str(span);
        let is_pronoun = matches!(words.to_lowercase().as_str(), "he" | "she" | "they" | "it" | "who" | "");
        if sentence.span.contains(span) && !is_pronoun {
            continue;
        }
        let named = if is_pronoun {
            named_before(view, quotation.speaker.as_deref(), sentence.span)
        } else {
            Some(span)
        };
        antecedent = Some(named?);
    }
    Some(antecedent)
}

/// Where the article last names the speaker before the sentence.
fn named_before(view: &View<'_>, speaker: Option<&str>, sentence: Span) -> Option<Span> {
    let last = speaker?.split_whitespace().next_back()?;
    let names = view.document.tags.names.iter().rev().filter(|name| name.span.end <= sentence.start);
    names.map(|name| name.span).find(|&span| view.str(span).contains(last))
}

/// The person that the sentences before speak of, if it is one only.
fn person_before(view: &View<'_>, at: usize) -> Option<Span> {
    let from = at.saturating_sub(ANTECEDENT_REACH);
    for sentence in view.sentences.get(from..at)?.iter().rev() {
        let mut persons =
            view.names_in(sentence.span).filter(|&(_, kind)| kind == NameKind::Person).map(|(span, _)| span);
        let Some(first) = persons.next() else { continue };
        let last = view.str(first).split_whitespace().next_back().unwrap_or_default();
        return persons.all(|span| view.str(span).contains(last)).then_some(first);
    }
    None
}
