//! Names that are spelled in two ways.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use copydesk_record::{Disagreement, DisagreementKind, Name, NameKind, Span};
use copydesk_text::{fold, fold_char};

use super::context::ARTICLES_MAX;
use super::ear::{Heard, are_heard_as_one, heard};
use super::stated;
use crate::memory::WordHashing;
use crate::speaker::{Match, Speaker, skeleton};
use crate::spelling::distance;
use crate::view::{View, originals};

/// How many persons of a story are compared, and how many mentions of an article are looked at.
const PERSONS_MAX: usize = 200;
const MENTIONS_MAX: usize = 600;
/// How many bodies, places and other things of a story are compared, and how many disputed ones are listed.
const THINGS_MAX: usize = 200;
const THINGS_LISTED_MAX: usize = 3;

struct Person {
    name: Speaker,
    /// How each article spells the name: its fullest form, of how many parts, and where.
    spelled: BTreeMap<usize, (usize, Span)>,
}

/// The disagreements on the spelling of persons' names.
pub(super) fn disagreements(views: &[View<'_>]) -> Vec<Disagreement> {
    let mut persons: Vec<Person> = Vec::new();
    // The same words mean the same person wherever they stand.
    let mut seen: HashMap<&str, (Option<usize>, usize), WordHashing> = HashMap::default();
    for (idx, view) in originals(views).take(ARTICLES_MAX) {
        for name in mentions(view).filter(|name| name.kind == NameKind::Person) {
            let text = view.str(name.span);
            let (place, n_parts) = *seen.entry(text).or_insert_with(|| place_of(&mut persons, text));
            if let Some(person) = place.and_then(|place| persons.get_mut(place)) {
                person.add(idx, name.span, n_parts);
            }
        }
    }
    // A foreign name is easily taken for a place; the full name of a person known from another article is none.
    let mut seen: HashMap<&str, (Option<usize>, usize), WordHashing> = HashMap::default();
    for (idx, view) in originals(views).take(ARTICLES_MAX) {
        for name in mentions(view).filter(|name| name.kind != NameKind::Person) {
            let text = view.str(name.span);
            let (place, n_parts) = *seen.entry(text).or_insert_with(|| place_of_full(&persons, text));
            if let Some(person) = place.and_then(|place| persons.get_mut(place)) {
                person.add(idx, name.span, n_parts);
            }
        }
    }
    join_variants(views, &mut persons);
    let disputed = persons.iter().filter(|person| is_disputed(views, person));
    let of_persons = disputed
        .map(|person| disagreement(views, &person.spelled, &person.name.text, "the same person's name"));
    let mut out: Vec<Disagreement> = of_persons.collect();
    out.extend(of_things(views));
    out
}

/// The place of the person whom these words name, who is put among the persons if there is room, and how many parts the name has.
fn place_of(persons: &mut Vec<Person>, text: &str) -> (Option<usize>, usize) {
    let words = Speaker::of(Some(text));
    let n_parts = words.n_parts();
    let known = || persons.iter().position(|person| person.name.compare(&words) == Match::Same);
    let place = words.is_named().then(known).flatten();
    if place.is_some() || !words.is_named() || persons.len() >= PERSONS_MAX {
        return (place, n_parts);
    }
    persons.push(Person { name: words, spelled: BTreeMap::new() });
    (Some(persons.len() - 1), n_parts)
}

/// The same of a full name that is taken for something else's; nobody is put among the persons.
fn place_of_full(persons: &[Person], text: &str) -> (Option<usize>, usize) {
    if !text.contains(|c: char| c.is_whitespace() || c == '-') {
        return (None, 0);
    }
    let words = Speaker::of(Some(text));
    let is_full = |name: &Speaker| name.n_parts() > 1;
    let is_same = |person: &Person| is_full(&person.name) && person.name.compare(&words) == Match::Same;
    let place = persons.iter().position(is_same).filter(|_| is_full(&words));
    (place, words.n_parts())
}

/// A body, a place, a ship: its name, how it is heard, and where each article has it first.
struct Thing<'v> {
    name: &'v str,
    heard: Heard,
    /// Its words, folded.
    words: Vec<String>,
    spelled: BTreeMap<usize, (usize, Span)>,
}

/// The disagreements on how bodies, places and other things are spelled.
fn of_things(views: &[View<'_>]) -> Vec<Disagreement> {
    let mut things: Vec<Thing<'_>> = Vec::new();
    let mut places: HashMap<String, Option<usize>, WordHashing> = HashMap::default();
    for (idx, view) in originals(views).take(ARTICLES_MAX) {
        for name in mentions(view).filter(|name| name.kind != NameKind::Person) {
            let text = view.str(name.span);
            let folded: String = text.chars().map(fold_char).filter(|c| c.is_alphanumeric()).collect();
            // A garbled letter is no spelling.
            if text.contains('Ã') {
                continue;
            }
            let place = *places.entry(folded).or_insert_with(|| {
                (things.len() < THINGS_MAX).then(|| {
                    let words = text.split(' ').map(fold).collect();
                    things.push(Thing {
                        name: text,
                        heard: Heard::of(text),
                        words,
                        spelled: BTreeMap::new(),
                    });
                    things.len() - 1
                })
            });
            if let Some(thing) = place.and_then(|place| things.get_mut(place)) {
                thing.spelled.entry(idx).or_insert((1, name.span));
            }
        }
    }
    let mut out = Vec::new();
    for (at, one) in things.iter().enumerate() {
        let others = || things.iter().skip(at + 1).filter(|other| one.is_variant(other));
        // Of two that it could be, it is neither.
        if let Some(other) = others().next().filter(|_| others().nth(1).is_none()) {
            let mut spelled = one.spelled.clone();
            spelled.extend(other.spelled.clone());
            out.push(disagreement(views, &spelled, one.name, "the same name"));
        }
    }
    out.truncate(THINGS_LISTED_MAX);
    out
}

impl Thing<'_> {
    /// Whether of two names of two words or more one has a word in a longer form: `Lady Jess` and `Lady Jessie`.
    fn has_longer_form(&self, other: &Self) -> bool {
        let (here, there) = (&self.words, &other.words);
        if here.len() < 2 || here.len() != there.len() {
            return false;
        }
        let mut differing = here.iter().zip(there).filter(|(one, other)| one != other);
        let pair = differing.next().filter(|(one, other)| is_longer_form(one, other));
        pair.is_some() && differing.next().is_none()
    }

    /// Whether it is another spelling, of no article that has both; what differs in its end may be another form of the word.
    fn is_variant(&self, other: &Self) -> bool {
        let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
        let is_heard_as_one =
            || self.heard.last == other.heard.last && are_heard_as_one(&self.heard, &other.heard);
        (is_heard_as_one() || self.has_longer_form(other))
            && self.spelled.keys().all(|idx| !other.spelled.contains_key(idx))
            && digits(self.name) == digits(other.name)
    }
}

/// Whether two names can be one person's, spelled in two ways: `Eva Bakke` and `Eva Brekke`, `Jovine` and `Assunta Iovine`.
pub(super) fn can_be_one(a: &str, b: &str) -> bool {
    let (one, other) = (Full::of(parts(a)), Full::of(parts(b)));
    let (a, b) = (&one.parts, &other.parts);
    let are_near_last =
        || a.last().zip(b.last()).is_some_and(|(one, other)| one == other || are_near(one, other));
    are_one_by_a_letter(a, b) || are_one_by_ear(&one, &other) || a.len().min(b.len()) < 2 && are_near_last()
}

/// Puts persons together whose full names differ in one part only, and there in a letter or two, and whom no article has both:
/// `Willie Tabi` and `Willy Tabi`, `Stavros Delikaris` and `Stavros Ntelikaris`.
fn join_variants(views: &[View<'_>], persons: &mut Vec<Person>) {
    let full = |person: &Person| {
        let fullest = person.spelled.iter().max_by_key(|(_, (n_parts, span))| (*n_parts, span.len()));
        let parts = fullest.and_then(|(idx, (_, span))| Some(parts(views.get(*idx)?.str(*span))));
        Full::of(parts.unwrap_or_default())
    };
    let mut names: Vec<Full> = persons.iter().map(full).collect();
    let mut at = 0;
    while let (Some(one), Some(name)) = (persons.get(at), names.get(at)) {
        let is_variant = |(other, there): (&Person, &Full)| {
            one.spelled.keys().all(|idx| !other.spelled.contains_key(idx))
                && (are_one_by_a_letter(&name.parts, &there.parts) || are_one_by_ear(name, there))
        };
        let pairs = persons.iter().zip(&names).enumerate().skip(at + 1);
        let mut others = pairs.filter(|(_, other)| is_variant(*other)).map(|(other, _)| other);
        // Of two that it could be, it is neither.
        let only = others.next().filter(|_| others.next().is_none());
        if let Some(other) = only {
            names.remove(other);
            let other = persons.remove(other);
            if let Some(one) = persons.get_mut(at) {
                one.spelled.extend(other.spelled);
            }
        }
        at += 1;
    }
}

/// Whether of two names of as many parts all but one are the same, and that one differs in a letter or two, or is a longer form
/// of the other.
fn are_one_by_a_letter(a: &[String], b: &[String]) -> bool {
    if a.len() != b.len() || a.len() < 2 {
        return false;
    }
    let mut differing = a.iter().zip(b).filter(|(one, other)| one != other);
    let Some((one, other)) = differing.next() else { return false };
    differing.next().is_none() && (are_near(one, other) || is_longer_form(one, other))
}

/// Whether one part of a name is the other with more behind it: `Mukesh` and `Mukeshbhai`. A woman's form of a man's name is none.
fn is_longer_form(a: &str, b: &str) -> bool {
    const CHARS_MIN: usize = 4;
    const FEMININE: [&str; 9] = ["a", "e", "le", "ne", "te", "ina", "ine", "ette", "ella"];
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let Some(more) = long.strip_prefix(short) else { return false };
    short.chars().count() >= CHARS_MIN && more.len() > 1 && !FEMININE.contains(&more)
}

/// A name by its parts, and how it is heard; one of a single part is not listened to.
struct Full {
    parts: Vec<String>,
    heard: Vec<String>,
    whole: Heard,
}

impl Full {
    fn of(parts: Vec<String>) -> Self {
        let is_full = parts.len() > 1;
        let heard_parts = parts.iter().filter(|_| is_full).map(|part| heard(part)).collect();
        let whole = if is_full { Heard::of(&parts.concat()) } else { Heard::default() };
        Self { parts, heard: heard_parts, whole }
    }
}

/// Whether two full names are heard as one, and no part of the one is a woman's form of the other's.
fn are_one_by_ear(a: &Full, b: &Full) -> bool {
    const CHARS_MIN: usize = 4;
    let are_parts_one = |((one, other), (here, there)): ((&String, &String), (&String, &String))| {
        one == other
            || here == there
            || one.chars().count().min(other.chars().count()) >= CHARS_MIN && !is_gendered(one, other)
    };
    let mut parts = a.parts.iter().zip(&b.parts).zip(a.heard.iter().zip(&b.heard));
    are_heard_as_one(&a.whole, &b.whole)
        && a.parts != b.parts
        && (a.parts.len() != b.parts.len() || parts.all(are_parts_one))
}

/// Whether the one is a man's form and the other a woman's.
fn is_gendered(a: &str, b: &str) -> bool {
    a.ends_with('a') != b.ends_with('a') && distance(a, b) == 1
        || a.ends_with('o') && b.ends_with('a')
        || a.ends_with('a') && b.ends_with('o')
}

/// Whether two parts of names are one with a letter or two changed; a man's and a woman's form are two.
fn are_near(a: &str, b: &str) -> bool {
    const CHARS_MIN: usize = 4;
    const LONG: usize = 5;
    let n_chars = a.chars().count().min(b.chars().count());
    let n_max = if n_chars >= LONG || n_chars >= CHARS_MIN && skeleton(a) == skeleton(b) { 2 } else { 1 };
    n_chars >= CHARS_MIN && !is_gendered(a, b) && distance(a, b) <= n_max
}

fn mentions<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v Name> {
    view.document.tags.names.iter().take(MENTIONS_MAX)
}

impl Person {
    /// Takes in a mention: what counts is how much of the name it has, not what office stands before it.
    fn add(&mut self, idx: usize, mention: Span, n_parts: usize) {
        let best = self.spelled.entry(idx).or_insert((n_parts, mention));
        if (n_parts, mention.len()) > (best.0, best.1.len()) {
            *best = (n_parts, mention);
        }
    }
}

/// Whether the articles spell a name in other letters, or put its parts in another order. Who leaves the accents out does not
/// say that the name is another.
fn is_disputed(views: &[View<'_>], person: &Person) -> bool {
    if person.spelled.len() < 2 {
        return false;
    }
    let spelled = person.spelled.iter();
    let spellings: Vec<Full> =
        spelled.filter_map(|(&idx, &(_, span))| Some(Full::of(parts(views.get(idx)?.str(span))))).collect();
    let differ = |one: &Full, other: &Full| {
        let (here, there) = (&one.parts, &other.parts);
        have_variants(here, there)
            || are_turned(here, there)
            || are_one_by_a_letter(here, there)
            || are_one_by_ear(one, other)
    };
    spellings.iter().any(|one| spellings.iter().any(|other| differ(one, other)))
}

/// Whether a part of the one name has a variant in the other, and not itself: middle names are no matter.
fn have_variants(a: &[String], b: &[String]) -> bool {
    a.iter().any(|part| {
        !b.contains(part) && b.iter().any(|there| !a.contains(there) && are_variants(part, there))
    })
}

/// Whether two names have the same parts in another order.
fn are_turned(a: &[String], b: &[String]) -> bool {
    let sorted = |parts: &[String]| parts.iter().cloned().collect::<BTreeSet<String>>();
    a.len() > 1 && a != b && sorted(a) == sorted(b)
}

fn disagreement(
    views: &[View<'_>],
    spelled: &BTreeMap<usize, (usize, Span)>,
    about: &str,
    what: &str,
) -> Disagreement {
    let values = spelled.iter().filter_map(|(idx, (_, span))| Some(stated(views.get(*idx)?, *span)));
    Disagreement {
        kind: DisagreementKind::Name,
        about: about.to_owned(),
        why: format!("{what} is spelled in different ways"),
        values: values.collect(),
    }
}

/// The parts of a name without accents, but with apostrophes.
fn parts(name: &str) -> Vec<String> {
    let folded: String = name.chars().map(fold_char).collect();
    let base = folded.strip_suffix("'s").unwrap_or(&folded);
    let base = base.trim_end_matches(|c: char| !c.is_alphanumeric());
    // What is left of a garbled apostrophe is no letter of the name.
    let base = if name.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with('â') {
        base.strip_suffix('a').unwrap_or(base)
    } else {
        base
    };
    base.split([' ', '-', '\u{a0}']).filter(|part| part.chars().count() > 1).map(str::to_owned).collect()
}

fn are_variants(a: &str, b: &str) -> bool {
    let plain = |part: &str| part.replace('\'', "");
    crate::speaker::are_one_name(&plain(a), &plain(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_one_but_for_a_letter() {
        let check = |a: &str, b: &str, expected| {
            assert_eq!(are_one_by_a_letter(&parts(a), &parts(b)), expected, "{a} / {b}");
        };
        check("Willie Tabi", "Willy Tabi", true);
        check("Stavros Delikaris", "Stavros Ntelikaris", true);
        check("Rahim Zadran", "Raheem Zadran", true);
        check("Yerlan Sadykov", "Erlan Sadykov", true);
        check("Sohag Miah", "Sohag Mia", false);
        check("Anna Brandt", "Ann Brandt", false);
        check("Mario Rossi", "Maria Rossi", false);
        check("Mukesh Vasava", "Mukeshbhai Vasava", true);
        check("Leisale Bong", "Leisale Bongnaim", true);
        check("Paul Rossi", "Paulina Rossi", false);
        check("Ida Brandt", "Ole Brandt", false);
        check("Ida Brandt", "Ida Maria Brandt", false);
    }

    #[test]
    fn spellings_of_one_name() {
        let check = |a: &str, b: &str, expected| {
            let (here, there) = (parts(a), parts(b));
            assert_eq!(have_variants(&here, &there) || are_turned(&here, &there), expected, "{a} / {b}");
        };
        check("Yasir Tayfour", "Yasser Tayfur", true);
        check("Haruka Minemoto", "Minemoto Haruka", true);
        check("Kenjiro Tabata", "Kenjirō Tabata’s", false);
        check("Ida Brandt", "Ida Maria Brandt", false);
        check("Ida Brandt", "Brandt", false);
    }
}
