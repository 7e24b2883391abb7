//! Days that differ: of one event as the texts tell it, and of the pages themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use copydesk_record::{Disagreement, DisagreementKind, Id, Span, TimeTag, Value};
use copydesk_text::{dates_in, fold, stem};

use super::context::{
    ARTICLES_MAX, FACTS_MAX, Fact, Frequencies, about, all_know_all, are_at_odds, each_once, likeness,
    matched, placed,
};
use super::kin::Sketches;
use super::same::{Candidate, Kind, N_MEASURES, chances};
use super::when::{Grain, When};
use super::{say_the_same, stated, with_before};
use crate::dating::{Conflict, Dated};
use crate::standing::after_dateline;
use crate::view::{View, originals};
use crate::words::stem_hash;

/// How likely it is at least that two of them are about one thing, in thousandths.
const CHANCE_MIN: u32 = 180;
/// The same for two with no word in common around them.
const STRANGE_MIN: u32 = 350;
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Times that lie where the speaker stands: in reports of two days, or in quoted words, the same event has two of them.
const DEICTIC: &[&str] =
    &["today", "tomorrow", "yesterday", "tonight", "now", "this morning", "this afternoon"];

/// Words before a day that say how it is meant, and how many of them are cited with it.
const BEFORE_DAYS: [&str; 22] = [
    "on", "by", "in", "at", "until", "before", "after", "since", "from", "late", "early", "last", "about",
    "around", "shortly", "just", "not", "past", "half", "quarter", "mid", "next",
];
const BEFORE_WORDS_MAX: usize = 3;

/// The disagreements on days.
pub(super) fn disagreements(
    views: &[View<'_>],
    frequencies: &BTreeMap<usize, Frequencies>,
    sketches: &mut Sketches,
    dated: &Dated,
) -> Vec<Disagreement> {
    let facts = facts(views, frequencies, &dated.lying);
    let mut out: Vec<Disagreement> =
        dated.conflicts.iter().filter_map(|conflict| of_pages(views, conflict)).collect();
    let chances = chances(Kind::Time, (views, sketches), &facts, candidates(views, &facts));
    let is_clock = |at: usize| facts.get(at).is_some_and(Fact::is_clock);
    let (clocks, days): (Vec<_>, Vec<_>) =
        chances.into_iter().partition(|&(_, a, b)| is_clock(a) && is_clock(b));
    let are_sure = |&(chance, a, b): &(u32, usize, usize)| {
        let pair = facts.get(a).zip(facts.get(b));
        chance >= STRANGE_MIN || pair.is_some_and(|(a, b)| likeness(a, b) > 0)
    };
    let groups = [clocks, days].map(|chances| {
        let chances = chances.into_iter().filter(are_sure).collect();
        each_once(matched(&facts, chances, CHANCE_MIN))
    });
    for group in groups.iter().flatten().flat_map(|group| at_odds(group)) {
        if all_know_all(&group, &facts) {
            continue;
        }
        let values: Vec<Value> =
            group.iter().filter_map(|fact| Some(stated(views.get(fact.view)?, fact.span))).collect();
        if say_the_same(&values) {
            continue;
        }
        // "By Thursday" is another day than "on Thursday".
        let whole = |fact: &&Fact| {
            let view = views.get(fact.view)?;
            let takes = |word: &str| BEFORE_DAYS.contains(&word.to_lowercase().as_str());
            Some(stated(view, with_before(view, fact.span, BEFORE_WORDS_MAX, takes)))
        };
        let values: Vec<Value> = group.iter().filter_map(whole).collect();
        let about = about(views, &group);
        out.push(Disagreement {
            kind: DisagreementKind::Date,
            about,
            why: "the days stand among the same words and differ".to_owned(),
            values,
        });
    }
    out
}

/// What of a group differs: its clock times, its days, or, where neither differ among themselves, the ones from the others.
fn at_odds<'f>(group: &[&'f Fact]) -> Vec<Vec<&'f Fact>> {
    let (clocks, days): (Vec<&Fact>, Vec<&Fact>) = group.iter().partition(|fact| fact.is_clock());
    let mut out = vec![clocks, days];
    out.retain(|part| are_at_odds(part));
    if out.is_empty() && are_at_odds(group) {
        out.push(group.to_vec());
    }
    out
}

/// The days, months and clock times of the story's articles, but for those whose page lies.
pub(super) fn facts(
    views: &[View<'_>],
    frequencies: &BTreeMap<usize, Frequencies>,
    lying: &BTreeSet<Id>,
) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    // Days computed from a page's date say nothing if that date lies.
    for (idx, view) in originals(views).take(ARTICLES_MAX).filter(|(_, view)| !lying.contains(&view.id())) {
        let Some(frequencies) = frequencies.get(&idx) else { continue };
        let times = view.document.tags.times.iter().take(FACTS_MAX);
        facts.extend(times.filter_map(|time| {
            let when = when(view, time)?;
            let value = time.value.clone();
            Some(Fact { value, when: Some(when), ..placed((idx, view), time.span, frequencies)? })
        }));
    }
    by_weekday(&mut facts);
    facts
}

/// The pairs of times, with what tells of them.
pub(super) fn candidates(views: &[View<'_>], facts: &[Fact]) -> Vec<Candidate> {
    let mut beside: BTreeMap<(usize, Grain), usize> = BTreeMap::new();
    for (view, when) in facts.iter().filter_map(|fact| Some((fact.view, fact.when?))) {
        *beside.entry((view, when.grain)).or_insert(0) += 1;
    }
    let is = |it: bool| f32::from(u8::from(it));
    let is_deictic: Vec<bool> = facts.iter().map(|fact| is_deictic(views, fact)).collect();
    let standings: Vec<Standing> = facts.iter().map(|fact| Standing::of(views, fact)).collect();
    let mut alike: BTreeMap<(usize, Option<Tense>), usize> = BTreeMap::new();
    for (fact, standing) in facts.iter().zip(&standings) {
        *alike.entry((fact.view, standing.tense)).or_insert(0) += 1;
    }
    let is_deictic = |at: usize| is(is_deictic.get(at).copied().unwrap_or_default());
    let mut out = Vec::new();
    for (a, one) in facts.iter().enumerate() {
        for (b, other) in facts.iter().enumerate().skip(a + 1) {
            let Some((x, y)) = one.when.zip(other.when).filter(|_| one.view != other.view) else { continue };
            let apart = x.apart(&y);
            let grains = [x.grain.min(y.grain), x.grain.max(y.grain)];
            if !can_be_one(grains, apart) {
                continue;
            }
            let n = [(one, x), (other, y)]
                .map(|(fact, when)| beside.get(&(fact.view, when.grain)).copied().unwrap_or_default() as f32);
            let Some((here, there)) = standings.get(a).zip(standings.get(b)) else { continue };
            let said = here.beside(*there);
            let n_alike = [(one, here), (other, there)].map(|(fact, standing)| {
                alike.get(&(fact.view, standing.tense)).copied().unwrap_or_default() as f32
            });
            let mut measures = [0.0; N_MEASURES];
            let known = [
                f32::from(grains[0] as u8),
                f32::from(grains[1] as u8),
                is(x.grain == y.grain),
                is(x.weekday.is_some()) + is(y.weekday.is_some()),
                is_deictic(a) + is_deictic(b),
                apart,
                is(x.agrees(&y)),
                is(n.iter().all(|n| *n < 2.0)),
                n[0].min(n[1]),
                n[0].max(n[1]),
                said.0,
                said.1,
                n_alike[0].min(n_alike[1]),
                n_alike[0].max(n_alike[1]),
                said.2,
                said.3,
            ];
            measures.iter_mut().zip(known).for_each(|(to, value)| *to = value);
            out.push(Candidate { a, b, measures });
        }
    }
    out
}

/// How a day lies to the day on which its article was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tense {
    LongAgo,
    Before,
    Now,
    Ahead,
}

/// How a time is told: when it is, whether its sentence tells of what is to come, and what the word before it makes of it.
#[derive(Clone, Copy, Debug, Default)]
struct Standing {
    tense: Option<Tense>,
    is_to_come: bool,
    bound: Option<Bound>,
}

/// What a word before a time makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Since,
    Until,
    At,
}

impl Standing {
    fn of(views: &[View<'_>], fact: &Fact) -> Self {
        const LONG_DAYS: i32 = 45;
        let Some(view) = views.get(fact.view) else { return Self::default() };
        let days = fact.when.and_then(|when| when.days).zip(view.day());
        let tense = days.map(|((first, last), written)| {
            let (since, until) = ((written - last).get_days(), (first - written).get_days());
            match (since, until) {
                (LONG_DAYS.., _) => Tense::LongAgo,
                (2.., _) => Tense::Before,
                (_, 1..) => Tense::Ahead,
                _ => Tense::Now,
            }
        });
        let Some(sentence) = view.sentence_at(fact.span.start).and_then(|at| view.sentences.get(at)) else {
            return Self { tense, ..Self::default() };
        };
        let is_to_come = sentence.words.iter().any(|word| TO_COME.contains(&word.stem));
        let from = sentence.words.partition_point(|word| word.span.end <= fact.span.start);
        let before = sentence.words.get(from.saturating_sub(2)..from).unwrap_or_default();
        let bound = before.iter().rev().find_map(|word| BOUNDS.get(&word.stem).copied());
        Self { tense, is_to_come, bound }
    }

    /// Whether two are told alike: by their tense, by what is to come, by what the words before make of them, 1 if so, -1 if
    /// not, 0 if that is not known; and whether both are to come.
    fn beside(self, other: Self) -> (f32, f32, f32, f32) {
        let is_same = |same: Option<bool>| same.map_or(0.0, |same| if same { 1.0 } else { -1.0 });
        (
            is_same(self.tense.zip(other.tense).map(|(a, b)| a == b)),
            is_same(Some(self.is_to_come == other.is_to_come)),
            is_same(self.bound.zip(other.bound).map(|(a, b)| a == b)),
            f32::from(u8::from(self.is_to_come && other.is_to_come)),
        )
    }
}

/// Stems of words that tell of what is to come.
static TO_COME: LazyLock<BTreeSet<u64>> = LazyLock::new(|| {
    let words =
        "will would due expect plan should schedule shall hope foresee likely intend pledge promise vow";
    words.split(' ').map(|word| stem_hash(&stem(word))).collect()
});

static BOUNDS: LazyLock<BTreeMap<u64, Bound>> = LazyLock::new(|| {
    let of = |words: &'static str, bound| words.split(' ').map(move |word| (stem_hash(&stem(word)), bound));
    let since = of("since from after", Bound::Since);
    let until = of("until till by before within", Bound::Until);
    since.chain(until).chain(of("on at in", Bound::At)).collect()
});

/// Whether two times so far apart can be told of one thing: an hour and a year cannot.
fn can_be_one(grains: [Grain; 2], apart: f32) -> bool {
    const DAYS_MAX: f32 = 45.0;
    const YEARS_DAYS_MAX: f32 = 15_000.0;
    let [short, long] = grains;
    let days_max = if short >= Grain::Month { YEARS_DAYS_MAX } else { DAYS_MAX };
    apart <= days_max && (long <= Grain::Month || short >= Grain::Day)
}

fn is_deictic(views: &[View<'_>], fact: &Fact) -> bool {
    let words = views.get(fact.view).map(|view| fold(view.str(fact.span))).unwrap_or_default();
    DEICTIC.contains(&words.as_str())
}

/// What an expression names. The place and date that open a report are its own.
fn when(view: &View<'_>, time: &TimeTag) -> Option<When> {
    if is_in_dateline(view, time) {
        return None;
    }
    let words = fold(view.str(time.span));
    let weekday = words.split(' ').find_map(|word| WEEKDAYS.iter().position(|day| *day == word));
    When::of(time, weekday.map(|day| day as i8))
}

fn is_in_dateline(view: &View<'_>, time: &TimeTag) -> bool {
    let sentence = view.sentence_at(time.span.start).and_then(|at| view.sentences.get(at));
    sentence.is_some_and(|sentence| {
        let text = view.str(sentence.span);
        let n_opening = text.len() - after_dateline(text).len();
        (time.span.start as usize) < sentence.span.start as usize + n_opening
    })
}

/// A day that is known by its weekday alone is the day of that weekday in another article, if there is one.
fn by_weekday(facts: &mut [Fact]) {
    let known: Vec<(usize, Option<When>)> = facts.iter().map(|fact| (fact.view, fact.when)).collect();
    let weekday = |when: When| {
        let (day, last) = when.days?;
        (day == last).then(|| (day.weekday().to_monday_zero_offset(), when.days))
    };
    for fact in facts {
        let Some(when) = fact.when.as_mut() else { continue };
        let Some(wanted) = when.weekday else { continue };
        let mut others = known.iter().filter(|(view, _)| *view != fact.view).filter_map(|(_, other)| *other);
        let same = others.find_map(|other| weekday(other).filter(|(day, _)| *day == wanted));
        if let Some((_, days)) = same {
            (when.days, when.weekday) = (days, None);
        }
    }
}

fn of_pages(views: &[View<'_>], conflict: &Conflict) -> Option<Disagreement> {
    let (late, early) = (&conflict.late, &conflict.early);
    Some(Disagreement {
        kind: DisagreementKind::Date,
        about: "date of the report".to_owned(),
        why: format!("the pages say `{}` and `{}` of reports of the same words", late.1, early.1),
        values: vec![stated_date(views, late.0, late.2)?, stated_date(views, early.0, early.2)?],
    })
}

/// The words by which a page states its date.
fn stated_date(views: &[View<'_>], idx: usize, line: Span) -> Option<Value> {
    let view = views.get(idx)?;
    let date = dates_in(view.str(line)).first().map(|found| found.span.shift(line.start as usize));
    Some(stated(view, date.unwrap_or(line)))
}
