//! Numbers that differ: the same thing counted or measured, with another result.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::LazyLock;

use copydesk_record::{Disagreement, DisagreementKind, Role, Span, TimeKind, TimeTag, Value};
use copydesk_text::stem;

use super::age::stated_behind;
use super::context::{
    ARTICLES_MAX, FACTS_MAX, Fact, Frequencies, about, all_know_all, are_at_odds, each_once, matched, placed,
    widen,
};
use super::fate::fates;
use super::figure::{SHARE, converted, decimal, is_currency, is_measure, read, unit_of};
use super::kin::Sketches;
use super::rounding::agree;
use super::same::{Candidate, Kind, N_MEASURES, chances};
use super::tally::{TALLY, are_of_one_body};
use super::{say_the_same, stated};
use crate::synonym::class_of;
use crate::view::{View, originals};
use crate::words::{TELLING_MIN, stem_hash};

/// How likely it is at least that two of them are about one thing, in thousandths.
const CHANCE_MIN: u32 = 140;
/// Two counts of one thing differ by no more than this factor.
const FACTOR_MAX: f64 = 4.0;
/// The unit of durations, whose values are minutes.
const DURATION: &str = "duration";
/// "In the 36th minute", which another report calls "after 34 minutes".
const MINUTE: &str = "minut";
/// What a word like "times" weighs at least.
const LIGHT_WEIGHT: u32 = 45;
/// Longer than ten thousand years, nothing lasts.
const MINUTES_MAX: f64 = 1e10;
/// Those whom one report counts as people, another by what they are.
const PERSONS: &str = "
person people man woman child adult volunteer participant patient resident inhabitant worker passenger
protester demonstrator guest fan pupil victim member soldier doctor nurse striker villager citizen voter
refugee evacuee firefighter rescuer teacher driver life suspect miner sailor crew hostage migrant
casualty hiker skier tourist student employee staff farmer fisherman officer policeman prisoner detainee
inmate delegate climber visitor spectator survivor lawmaker deputy applicant customer player crewman nun
monk accused defendant other arrest dead injured wounded female male boy girl mother
operator survivor figure manager picketer contractor guard engineer pilot scientist researcher lawyer priest smuggler
trader vendor shopkeeper tenant householder pensioner shareholder investor artist musician dancer singer actor candidate
client depositor saver buyer servicemen serviceman docker councillor senator official diplomat envoy militant fighter rebel insurgent gunman attacker robber thief burglar cyclist
runner rider swimmer diver trainee apprentice graduate professor lecturer neighbour relative parent father baby infant
teenager youth pilgrim worshipper settler herder shepherd hunter ranger paramedic surgeon midwife physician
";

/// The disagreements on numbers.
pub(super) fn disagreements(
    views: &[View<'_>],
    frequencies: &BTreeMap<usize, Frequencies>,
    sketches: &mut Sketches,
) -> Vec<Disagreement> {
    let facts = facts(views, frequencies);
    let chances = chances(Kind::Number, (views, sketches), &facts, candidates(&facts));
    let mut out = Vec::new();
    for group in each_once(matched(&facts, chances, CHANCE_MIN)) {
        if !are_at_odds(&group) || all_know_all(&group, &facts) {
            continue;
        }
        let values: Vec<Value> =
            group.iter().filter_map(|fact| widened(views.get(fact.view)?, fact.span)).collect();
        if say_the_same(&values) {
            continue;
        }
        out.push(Disagreement {
            kind: DisagreementKind::Number,
            about: about(views, &group),
            why: "the numbers stand among the same words and differ".to_owned(),
            values,
        });
    }
    out
}

/// Whether the sentence of a sum gives one in the other's currency as well: that one is to be compared.
fn has_twin(sum: &Figure<'_>, other: &Figure<'_>, stated: &BTreeSet<(usize, usize, &str)>) -> bool {
    let (unit, there) = (sum.fact.unit.as_str(), other.fact.unit.as_str());
    unit != there
        && sum.is_currency
        && other.is_currency
        && stated.contains(&(sum.fact.view, sum.fact.sentence, there))
}

/// The numbers of the story's articles, durations among them.
pub(super) fn facts(views: &[View<'_>], frequencies: &BTreeMap<usize, Frequencies>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for (idx, view) in originals(views).take(ARTICLES_MAX) {
        let Some(frequencies) = frequencies.get(&idx) else { continue };
        let ages = stated_behind(view);
        let is_age = |span: Span| ages.iter().any(|age| age.overlaps(span));
        let quantities = view.document.tags.quantities.iter().take(FACTS_MAX);
        let quantities = quantities.filter(|quantity| !is_age(quantity.span));
        let counted: Vec<Fact> = quantities
            .flat_map(|quantity| read(view, quantity))
            .filter_map(|(value, unit, span)| {
                let fact = placed((idx, view), span, frequencies)?;
                let unit = if unit == MINUTE { DURATION.to_owned() } else { unit };
                Some(match converted(&value, &unit) {
                    Some((value, unit, is_converted)) => Fact { value, unit, is_converted, ..fact },
                    None => Fact { value, unit, ..fact },
                })
            })
            .collect();
        let fates = fates(view).into_iter().filter_map(|(value, span)| {
            let unit = unit_of("person");
            Some(Fact { value, unit, ..placed((idx, view), span, frequencies)? })
        });
        facts.extend(cited_from_body(view, counted.into_iter().chain(fates).collect()));
        let times = view.document.tags.times.iter().take(FACTS_MAX);
        facts.extend(times.filter_map(|time| {
            // "Works in three quarters of people" is no time.
            let is_part = view.str(time.span).to_lowercase().ends_with("quarters");
            let minutes = minutes_of(time).filter(|_| !is_part)?;
            let (value, unit) = (decimal(minutes), DURATION.to_owned());
            Some(Fact { value, unit, ..placed((idx, view), time.span, frequencies)? })
        }));
    }
    facts
}

/// The pairs of numbers that can be of one thing, with what tells of their measures.
pub(super) fn candidates(facts: &[Fact]) -> Vec<Candidate> {
    let figures = figures(facts);
    let stated: BTreeSet<(usize, usize, &str)> =
        facts.iter().map(|fact| (fact.view, fact.sentence, fact.unit.as_str())).collect();
    let mut out = Vec::new();
    for (a, one) in figures.iter().enumerate() {
        for (b, other) in figures.iter().enumerate().skip(a + 1) {
            if one.fact.view != other.fact.view
                && !has_twin(one, other, &stated)
                && !has_twin(other, one, &stated)
                && let Some(measures) = measures(one, other)
            {
                out.push(Candidate { a, b, measures });
            }
        }
    }
    out
}

/// A number with the article before it and, where it is a compound, the word that it stands with: "an hour-long talk"; a word
/// alone with the one behind it: "thirty-six times".
fn widened(view: &View<'_>, span: Span) -> Option<Value> {
    let own = view.str(span);
    let is_word = !own.contains(|c: char| c.is_ascii_digit() || c == ' ');
    if !is_word && !own.contains('-') {
        return Some(stated(view, span));
    }
    let words = &view.sentences.get(view.sentence_at(span.start)?)?.words;
    let from = words.partition_point(|word| word.span.end <= span.start);
    let to = words.partition_point(|word| word.span.start < span.end);
    let is_beside = |a: u32, b: u32| b.saturating_sub(a) <= 1;
    let before = words.get(..from).and_then(<[_]>::last);
    let before = before.filter(|word| {
        is_beside(word.span.end, span.start) && ["a", "an"].map(stem_hash).contains(&word.stem)
    });
    let weight_min = if is_word { LIGHT_WEIGHT } else { TELLING_MIN };
    let after =
        words.get(to).filter(|word| is_beside(span.end, word.span.start) && word.weight >= weight_min);
    let start = before.map_or(span.start, |word| word.span.start);
    let end = after.map_or(span.end, |word| word.span.end);
    Some(stated(view, Span { start, end }))
}

/// What a headline repeats of the body is cited from the body, where its words say more of it.
fn cited_from_body(view: &View<'_>, facts: Vec<Fact>) -> Vec<Fact> {
    let is_headline = |fact: &Fact| {
        let sentence = view.sentence_at(fact.span.start).and_then(|at| view.sentences.get(at));
        sentence.is_some_and(|sentence| matches!(sentence.role, Role::Title | Role::Heading))
    };
    let (headlines, mut body): (Vec<Fact>, Vec<Fact>) = facts.into_iter().partition(is_headline);
    let mut rest = Vec::new();
    for fact in headlines {
        let is_same = |there: &&mut Fact| {
            there.value == fact.value
                && (there.unit == fact.unit || fact.unit.is_empty() || there.unit.is_empty())
        };
        match body.iter_mut().find(is_same) {
            Some(there) => widen(&mut there.context, fact.context),
            None => rest.push(fact),
        }
    }
    rest.extend(body);
    rest
}

/// How long a duration is, in minutes: `PT1H10M` is 70.
fn minutes_of(time: &TimeTag) -> Option<f64> {
    if time.kind != TimeKind::Duration {
        return None;
    }
    let mut rest = time.value.strip_prefix('P')?;
    let (mut minutes, mut is_clock) = (0.0, false);
    while !rest.is_empty() {
        if let Some(clock) = rest.strip_prefix('T') {
            (rest, is_clock) = (clock, true);
            continue;
        }
        let n_digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest.get(..n_digits)?.parse().ok()?;
        let unit = match (rest.get(n_digits..=n_digits)?, is_clock) {
            ("S", true) => 1.0 / 60.0,
            ("M", true) => 1.0,
            ("H", true) => 60.0,
            ("D" | "N", false) => 1440.0,
            ("W", false) => 10_080.0,
            ("M", false) => 43_800.0,
            ("Y", false) => 525_600.0,
            _ => return None,
        };
        minutes += number * unit;
        rest = rest.get(n_digits + 1..)?;
    }
    (minutes > 0.0 && minutes < MINUTES_MAX).then_some(minutes)
}

/// The unit of a fact; of a duration whether it is one of minutes, hours, days, months or years.
fn measure_of(fact: &Fact) -> &str {
    if fact.unit != DURATION {
        return &fact.unit;
    }
    match fact.value.parse::<f64>().unwrap_or_default() {
        ..1.0 => "seconds",
        ..60.0 => "minutes",
        ..1440.0 => "hours",
        ..43_800.0 => "days",
        ..525_600.0 => "months",
        _ => "years",
    }
}

/// A fact as a number, with what its unit is.
struct Figure<'f> {
    fact: &'f Fact,
    number: f64,
    is_person: bool,
    is_currency: bool,
    /// All numbers that its article gives in its unit, each once; none if it has no unit.
    beside: Rc<[f64]>,
}

/// The facts as numbers; what is none is `NaN`, which is near nothing.
fn figures(facts: &[Fact]) -> Vec<Figure<'_>> {
    let number_of = |fact: &Fact| fact.value.parse().unwrap_or(f64::NAN);
    let mut values: BTreeMap<(usize, &str), Vec<f64>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| !fact.unit.is_empty()) {
        let number = number_of(fact);
        let known = values.entry((fact.view, measure_of(fact))).or_default();
        if known.iter().all(|there: &f64| there.total_cmp(&number).is_ne()) {
            known.push(number);
        }
    }
    let values: BTreeMap<(usize, &str), Rc<[f64]>> =
        values.into_iter().map(|(measure, numbers)| (measure, numbers.into())).collect();
    let figure = facts.iter().map(|fact| Figure {
        fact,
        number: number_of(fact),
        is_person: is_person(&fact.unit),
        is_currency: is_currency(&fact.unit),
        beside: values.get(&(fact.view, measure_of(fact))).map(Rc::clone).unwrap_or_default(),
    });
    figure.collect()
}

impl Figure<'_> {
    /// Whether of all that the article gives in this unit nothing else comes near to that number.
    fn is_lone(&self, number: f64) -> bool {
        let is_near =
            |other: &&f64| number > 0.0 && **other / number <= FACTOR_MAX && number / **other <= FACTOR_MAX;
        self.beside.iter().filter(is_near).count() == 1
    }
}

/// The classes of words for people.
static PERSON_CLASSES: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| PERSONS.split_whitespace().map(|person| class_of(&stem(person)).to_owned()).collect());

/// Whether a unit is a word for people.
fn is_person(unit: &str) -> bool {
    PERSON_CLASSES.contains(class_of(unit.rsplit(' ').next().unwrap_or(unit)))
}

/// What tells of two figures by what they measure; `None` if they cannot be of one thing.
fn measures(a: &Figure<'_>, b: &Figure<'_>) -> Option<[f32; N_MEASURES]> {
    let is = |it: bool| f32::from(u8::from(it));
    let (unit, other) = (a.fact.unit.as_str(), b.fact.unit.as_str());
    let is_tally = unit == TALLY && other == TALLY;
    let (x, y) = (a.number, b.number);
    let is_within = x > 0.0 && y > 0.0 && x / y <= FACTOR_MAX && y / x <= FACTOR_MAX;
    if !is_tally && (!is_within || !are_comparable(a, b)) {
        return None;
    }
    let (ratio, size) =
        if is_tally { (0.5, 0.0) } else { ((x.min(y) / x.max(y)) as f32, libm::log10(x.max(y)) as f32) };
    Some([
        is(unit == other && !unit.is_empty()),
        is(unit.is_empty()) + is(other.is_empty()),
        is(a.is_person) + is(b.is_person),
        is(a.is_currency && b.is_currency),
        is(unit == SHARE),
        is(unit == DURATION),
        is(measure_of(a.fact) == measure_of(b.fact)),
        is(is_tally),
        is(is_tally && are_of_one_body(&a.fact.value, &b.fact.value)),
        ratio,
        size,
        is(a.is_lone(y)) + is(b.is_lone(x)),
        a.beside.len().min(b.beside.len()) as f32,
        a.beside.len().max(b.beside.len()) as f32,
        is(agree(x, y)),
        is(libm::floor(x) >= x) + is(libm::floor(y) >= y),
    ])
}

/// Whether two units can count one thing: the same, none, two currencies, two words for people, or two nouns that tell of the
/// same: *five wagons*, *six carriages*.
fn are_comparable(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let (unit, other) = (a.fact.unit.as_str(), b.fact.unit.as_str());
    if unit == DURATION || other == DURATION {
        return unit == other;
    }
    if unit == SHARE || other == SHARE {
        return unit == other;
    }
    let are_nouns = || ![a, b].iter().any(|figure| figure.is_currency || is_measure(&figure.fact.unit));
    // "400 planned job cuts", "370 jobs".
    let holds = |whole: &str, part: &str| whole.split(' ').any(|word| word == part);
    unit == other
        || unit.is_empty()
        || other.is_empty()
        || holds(unit, other)
        || holds(other, unit)
        || (a.is_currency && b.is_currency)
        || (a.is_person && b.is_person)
        || a.fact.themes.meet(&b.fact.themes) && are_nouns()
}

#[cfg(test)]
mod tests {
    use copydesk_record::Span;

    use super::*;

    #[test]
    fn comparable_units() {
        let check = |a: &str, b: &str, expected| {
            let fact = |unit: &str| Fact {
                value: "1".to_owned(),
                unit: crate::disagree::figure::unit_of(unit),
                ..Fact::default()
            };
            let facts = [fact(a), fact(b)];
            let figures = figures(&facts);
            assert_eq!(are_comparable(&figures[0], &figures[1]), expected, "{a} / {b}");
        };
        check("doctors", "health worker", true);
        check("GBP", "EUR", true);
        check("", "bell", true);
        check("GBP", "person", false);
        check("bell", "tower", false);
        check("percent", "person", false);
    }

    #[test]
    fn durations_in_minutes() {
        let check = |kind, value: &str, expected| {
            let span = Span::new(0, 0);
            let value = value.to_owned();
            let time = TimeTag { span, kind, value, interval: None, is_relative: false, rule: String::new() };
            assert_eq!(minutes_of(&time).map(decimal).as_deref(), expected, "{}", time.value);
        };
        check(TimeKind::Duration, "PT42M", Some("42"));
        check(TimeKind::Duration, "PT3H", Some("180"));
        check(TimeKind::Duration, "PT1H10M", Some("70"));
        check(TimeKind::Duration, "PT54S", Some("0.9"));
        check(TimeKind::Duration, "P2D", Some("2880"));
        check(TimeKind::Duration, "P15N", Some("21600"));
        check(TimeKind::Duration, "P4Y6M", Some("2365200"));
        check(TimeKind::Duration, "PXD", None);
        check(TimeKind::Duration, "P", None);
        check(TimeKind::Date, "2024-08-16", None);
    }
}
