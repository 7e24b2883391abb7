//! Chooses the sentences of the summary: what several articles report, said once, understandable by itself.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};

use copydesk_record::{Disagreement, Id, SummarySentence};
use jiff::civil::Date;

use crate::align::Group;
use crate::candidate::{Candidate, score};
use crate::coverage::Coverage;
use crate::fit::contradict;
use crate::known::Told;
use crate::news::{Subject, day, fresh, is_lead, is_overtaken, is_prospect, leads_share, recall_one, text};
use crate::standing::is_of_its_day;
use crate::toll::is_outcounted;
use crate::view::{Sentence, View, originals};

/// How many sentences a summary has: more for more articles.
const SENTENCES_MIN: usize = 3;
const SENTENCES_MAX: usize = 6;
/// A summary of fewer sentences takes one that speaks of somebody whom it does not introduce.
const UNINTRODUCED_MAX: usize = 2;
/// From this share of its words on, a sentence says what another has said, 0…1000.
const REDUNDANT_MIN: u32 = 480;
/// The same of sentences of two articles, and of those that have a number in common.
const OTHERS_REDUNDANT_MIN: u32 = 370;
const NUMBERS_REDUNDANT_MIN: u32 = 250;
/// The same of two sentences that open their articles.
const LEADS_REDUNDANT_MIN: u32 = 330;
/// The same where the articles are of one day, or of two that follow each other.
const DAYS_LEADS_REDUNDANT_MIN: u32 = 200;
/// How many sentences of an article compete.
const CANDIDATES_MAX: usize = 60;
/// What was written so many days apart is told in the order of the days.
const DAYS_APART: i32 = 2;
/// So many sentences open an article.
const LEAD_SENTENCES: usize = 2;

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

/// The number of an article, and that of a sentence in it.
type Place = (usize, usize);

/// How a sentence goes with those that were chosen before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// It says something new, and what it takes for known is told before it.
    Now,
    /// The same, but that nobody has told who somebody is.
    Unintroduced,
    /// Something that it takes for known is not told yet.
    Later,
    Never,
}

/// What sentences are chosen from, and what was chosen.
struct Choice<'v, 'a> {
    views: &'v [View<'a>],
    days: &'v BTreeMap<Id, String>,
    /// The last of them.
    last: Option<Date>,
    disagreements: &'v [Disagreement],
    /// The numbers of the utterances that each sentence renders, of those that several do.
    said: BTreeMap<(usize, usize), Vec<usize>>,
    subject: Option<Subject>,
    /// The first one opens the summary.
    chosen: Vec<Candidate>,
}

/// The summary, the most telling sentence first, then in the order of the telling; of what was written on several `days`, the
/// earlier first.
pub(crate) fn summary(
    views: &[View<'_>],
    coverage: &Coverage,
    groups: &[Group],
    days: &BTreeMap<Id, String>,
    disagreements: &[Disagreement],
) -> Vec<SummarySentence> {
    let sure = originals(views).filter(|(_, view)| view.is_sure).map(|(idx, _)| idx).collect();
    let last = originals(views).filter_map(|(_, view)| day(view, days)).max();
    let own: Vec<usize> = fresh(views, sure, days);
    let lead = lead(views, &own, coverage, days);
    let subject = lead.as_ref().map(|lead| Subject::of(views, &own, lead.view));
    let n_articles = subject.as_ref().map_or(own.len(), |subject| subject.near().count());
    let n_wanted = (SENTENCES_MIN + n_articles.saturating_sub(1)).min(SENTENCES_MAX);
    let (said, chosen) = (said_in(views, groups), Vec::from_iter(lead));
    let mut choice = Choice { views, days, last, disagreements, said, subject, chosen };
    choice.tell_latest(coverage);
    choice.fill(queued(views, &own, coverage), n_wanted);
    let order = choice.order(&choice.chosen.iter().collect::<Vec<_>>());
    order.iter().filter_map(|&place| choice.chosen.get(place)?.cited(views)).collect()
}

impl Choice<'_, '_> {
    /// Takes the opening of the last article that tells the news, where that was written on a later day than the one that opens the
    /// summary: how things stand now belongs to a brief.
    fn tell_latest(&mut self, coverage: &Coverage) {
        let (Some(lead), Some(subject)) = (self.chosen.first(), &self.subject) else { return };
        let day = |idx: usize| day(self.views.get(idx)?, self.days);
        let Some(first) = day(lead.view) else { return };
        let later =
            subject.near().filter_map(|idx| Some((day(idx)?, idx))).filter(|(there, _)| *there > first);
        let Some((_, idx)) = later.max_by_key(|&(day, idx)| (day, Reverse(idx))) else { return };
        let n_articles = subject.near().count();
        let opening = self.views.get(idx).and_then(|view| text(view).next()).and_then(|(at, _)| {
            Candidate::of(self.views, idx, at, score(self.views, idx, at, coverage, n_articles)?)
        });
        if let Some(opening) = opening.filter(|opening| self.fit(opening) == Fit::Now) {
            self.chosen.push(opening);
        }
    }

    /// Takes the highest sentences that fit, up to so many in all.
    fn fill(&mut self, mut queue: BinaryHeap<Queued>, n_wanted: usize) {
        let mut waiting: Vec<Queued> = Vec::new();
        while self.chosen.len() < n_wanted {
            let Some(next) = queue.pop() else {
                // Who speaks of somebody known to the readers of another article waits; so few sentences are better than none.
                if self.chosen.len() >= UNINTRODUCED_MAX || !self.take_unintroduced(&mut waiting) {
                    break;
                }
                queue.extend(waiting.drain(..));
                continue;
            };
            let Queued { score, at: Reverse((view, at)), candidate } = next;
            let Some(candidate) = candidate else {
                // Whether it can stand alone is dear to tell: most are out for what others have said.
                let is_open = self.chosen.is_empty() || !self.is_out((view, at));
                let known = is_open.then(|| Candidate::of(self.views, view, at, score)).flatten();
                queue.extend(known.map(Queued::of));
                continue;
            };
            match self.fit(&candidate) {
                Fit::Now => {
                    self.chosen.push(candidate);
                    queue.extend(waiting.drain(..));
                }
                Fit::Unintroduced | Fit::Later => waiting.push(Queued::of(candidate)),
                Fit::Never => {}
            }
        }
    }

    /// Takes the highest of the sentences that wait only for somebody to be introduced.
    fn take_unintroduced(&mut self, waiting: &mut Vec<Queued>) -> bool {
        let mut fitting = waiting.iter().enumerate().filter(|(_, queued)| {
            queued.candidate.as_ref().is_some_and(|candidate| self.fit(candidate) == Fit::Unintroduced)
        });
        let Some((place, _)) = fitting.next() else { return false };
        self.chosen.extend(waiting.remove(place).candidate);
        true
    }

    fn fit(&self, candidate: &Candidate) -> Fit {
        if self.is_out((candidate.view, candidate.at)) {
            return Fit::Never;
        }
        let before: Vec<&Candidate> = self.chosen.iter().collect();
        let with: Vec<&Candidate> = before.iter().copied().chain([candidate]).collect();
        let (then, now) = (self.n_untold(&before), self.n_untold(&with));
        match now {
            (things, _) if things > then.0 => Fit::Later,
            (_, persons) if persons > then.1 => Fit::Unintroduced,
            _ => Fit::Now,
        }
    }

    /// Whether a sentence is of something else, or for what was chosen says nothing new or what is not so: it stays out, whatever is
    /// chosen next.
    fn is_out(&self, place: Place) -> bool {
        let Some((view, sentence)) = self.at(place) else { return true };
        let is_of_lead = self.chosen.first().is_none_or(|lead| lead.view == place.0);
        let is_off = || {
            // "Yesterday" of one article is another day in the next, and of two without days one may say what has become of what the
            // other expects.
            let is_timed = || {
                is_of_its_day(view, sentence)
                    || (day(view, self.days).is_none() && is_prospect(view, sentence))
            };
            !self.subject.as_ref().is_some_and(|subject| subject.holds(place.0, sentence) && !is_timed())
        };
        let chosen = || self.chosen.iter().map(|there| (there.view, there.at));
        (!is_of_lead && is_off())
            || chosen().any(|there| self.says_again(place, there))
            || chosen().any(|there| self.contradicts(place, there))
            || is_overtaken(view, sentence, self.days, self.last)
            || is_outcounted(self.views, self.days, view, sentence)
    }

    fn at(&self, (view, at): Place) -> Option<(&View<'_>, &Sentence)> {
        let view = self.views.get(view)?;
        Some((view, view.sentences.get(at)?))
    }

    /// How many things, and how many persons, are taken for known before they were told.
    fn n_untold(&self, sentences: &[&Candidate]) -> (usize, usize) {
        let mut told: Vec<Told<'_, '_>> = Vec::new();
        let (mut n_things, mut n_persons) = (0, 0);
        for place in self.order(sentences) {
            let Some(candidate) = sentences.get(place) else { continue };
            let (things, persons) = candidate.needs.n_untold(&told);
            n_things += things;
            n_persons += persons;
            told.extend(self.views.get(candidate.view).zip(candidate.sentence(self.views)));
        }
        (n_things, n_persons)
    }

    /// Whether a sentence says what another has said.
    fn says_again(&self, candidate: Place, other: Place) -> bool {
        let (Some(one), Some(two)) = (self.at(candidate), self.at(other)) else { return true };
        let renders = |it: Place| self.said.get(&it).into_iter().flatten();
        let is_said = || renders(candidate).any(|group| renders(other).any(|there| there == group));
        let are_other = candidate.0 != other.0;
        // What opens another article may be later news of the same.
        let may_repeat = are_other && !is_lead(one.0, candidate.1);
        // Two outlets open with the same news.
        let are_leads = || are_other && is_lead(one.0, candidate.1) && is_lead(two.0, other.1);
        let share = one.1.bag.contained(&two.1.bag);
        let count_one = || one.1.numbers().any(|number| two.1.numbers().any(|there| there == number));
        share >= REDUNDANT_MIN
            || (may_repeat && share >= OTHERS_REDUNDANT_MIN)
            || (may_repeat && share >= NUMBERS_REDUNDANT_MIN && count_one())
            || is_said()
            || (are_leads() && leads_share(one, two) >= self.leads_redundant_min(one.0, two.0))
            || (are_other && recall_one(one, two))
    }

    fn leads_redundant_min(&self, one: &View<'_>, other: &View<'_>) -> u32 {
        let days = day(one, self.days).zip(day(other, self.days));
        let are_of_one_day = days.is_some_and(|(one, other)| (one - other).get_days().abs() <= 1);
        if are_of_one_day { DAYS_LEADS_REDUNDANT_MIN } else { LEADS_REDUNDANT_MIN }
    }

    /// Whether the two sentences tell one thing in two ways.
    fn contradicts(&self, one: Place, other: Place) -> bool {
        let stand = |it: Place| Some((it.0, self.at(it)?.1.span));
        stand(one)
            .zip(stand(other))
            .is_some_and(|(one, other)| contradict(self.views, self.disagreements, one, other))
    }

    /// The places of these sentences in the order of the telling: first the article of the first one, then the others, each told in
    /// one go and in its order; the one that says something early comes early. What was written on an earlier day comes before all
    /// else, if it is known of all.
    fn order(&self, sentences: &[&Candidate]) -> Vec<usize> {
        let mut first_of: BTreeMap<usize, usize> = BTreeMap::new();
        for candidate in sentences {
            let first = first_of.entry(candidate.view).or_insert(candidate.at);
            *first = candidate.at.min(*first);
        }
        let lead = sentences.first().map(|lead| lead.view);
        let rank = |view: usize| (Some(view) != lead, first_of.get(&view).copied(), view);
        let day = |candidate: &Candidate| day(self.views.get(candidate.view)?, self.days);
        let known: Option<Vec<_>> = sentences.iter().map(|candidate| day(candidate)).collect();
        let days = known.filter(|known| {
            let ends = known.iter().min().zip(known.iter().max());
            ends.is_some_and(|(first, last)| (*last - *first).get_days() >= DAYS_APART)
        });
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        order.sort_by_key(|&place| {
            let day = days.as_ref().and_then(|days| days.get(place)).copied();
            (day, sentences.get(place).map(|candidate| (rank(candidate.view), candidate.at)))
        });
        order
    }
}

impl Queued {
    fn of(candidate: Candidate) -> Self {
        let (score, at) = (candidate.score, Reverse((candidate.view, candidate.at)));
        Self { score, at, candidate: Some(candidate) }
    }
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

/// The sentence that opens the summary: of those that open articles, the most telling one that can stand alone; of the second
/// ones, if none can.
fn lead(
    views: &[View<'_>],
    own: &[usize],
    coverage: &Coverage,
    days: &BTreeMap<Id, String>,
) -> Option<Candidate> {
    let nth_of = |nth: usize| {
        let place = move |&idx: &usize| {
            let view = views.get(idx)?;
            let (at, sentence) = text(view).nth(nth)?;
            if is_outcounted(views, days, view, sentence) {
                return None;
            }
            Candidate::of(views, idx, at, score(views, idx, at, coverage, own.len())?)
        };
        let standing = own.iter().filter_map(place).filter(|one| one.needs.is_empty());
        standing.max_by_key(|one| (one.score, Reverse((one.view, one.at))))
    };
    (0..LEAD_SENTENCES).find_map(nth_of)
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
