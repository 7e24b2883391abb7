//! One spelling of each person within a story: the articles' own forms of a name, and the one that stands for all.

mod name;
mod office;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use copydesk_record::{BriefEntity, NameKind, QuotationGroup, Spelling};

use crate::memory::WordHashing;
use crate::view::View;
use name::{Form, Hint, Name};

pub(crate) use name::distance;

/// How many forms of names of a story are told apart.
const FORMS_MAX: usize = 300;
/// How many there are in most stories at most.
const FORMS_USUAL: usize = 100;
/// How many entities of an article are looked at.
const ENTITIES_MAX: usize = 300;

/// An article from outside that shares so many persons with the story speaks of the same people.
const SHARED_PEOPLE_MIN: usize = 2;
/// And so does one that shares a person and so many names of bodies and places.
const SHARED_NAMES_MIN: usize = 3;

/// The forms that mean one person.
#[derive(Debug, Default)]
struct Person<'v> {
    forms: Vec<Form<'v>>,
    /// Whether an article of the story has one of them.
    is_of_story: bool,
}

/// The persons of a story.
#[derive(Debug, Default)]
struct Persons<'v> {
    people: Vec<Person<'v>>,
    /// What another name of each can have, by the first of its forms.
    hints: Vec<Hint>,
    /// Which person a form means, by its words in the article.
    by_text: HashMap<&'v str, usize, WordHashing>,
}

/// What the articles call their speakers, and what the story does; nothing for a story of one article.
#[derive(Debug, Default)]
pub(crate) struct Spelled {
    /// What changes in each article.
    pub(crate) spellings: Vec<Spelling>,
    by_text: BTreeMap<String, String>,
}

impl Spelled {
    /// Compares the names in the story's articles, and in those from outside that speak of the same people.
    pub(crate) fn of(views: &[View<'_>]) -> Self {
        if views.len() < 2 {
            return Self::default();
        }
        let persons = Persons::of(views);
        let chosen: Vec<Option<&str>> = persons.people.iter().map(Person::chosen).collect();
        let chosen = |place: usize| chosen.get(place).copied().flatten();
        let mut out = Self::default();
        for (&text, &place) in &persons.by_text {
            if let Some(to) = chosen(place).filter(|&to| to != text) {
                out.by_text.insert(text.to_owned(), to.to_owned());
            }
        }
        let holders = office::holders(views, &persons.by_text);
        for view in views.iter().filter(|view| !view.is_related) {
            let speakers: BTreeSet<&str> =
                view.utterances.iter().map(|utterance| &*utterance.speaker.text).collect();
            for from in speakers {
                if !persons.by_text.contains_key(from) {
                    let place = office::holder(from, &holders);
                    if let Some(to) = place.and_then(chosen) {
                        out.by_text.insert(from.to_owned(), to.to_owned());
                    }
                }
                if let Some(to) = out.by_text.get(from) {
                    out.spellings.push(Spelling {
                        article: view.id(),
                        from: from.to_owned(),
                        to: to.clone(),
                    });
                }
            }
        }
        out
    }

    /// Puts the story's spelling for the speakers of its utterances.
    pub(crate) fn quotations(&self, mut groups: Vec<QuotationGroup>) -> Vec<QuotationGroup> {
        for speaker in groups.iter_mut().filter_map(|group| group.speaker.as_mut()) {
            if let Some(to) = self.by_text.get(speaker) {
                speaker.clone_from(to);
            }
        }
        groups
    }

    /// Puts the story's spelling for its persons; two forms of one person become one.
    pub(crate) fn entities(&self, entities: Vec<BriefEntity>) -> Vec<BriefEntity> {
        let mut out: Vec<BriefEntity> = Vec::new();
        for mut entity in entities {
            if entity.kind == NameKind::Person
                && let Some(to) = self.by_text.get(&entity.canonical)
            {
                entity.canonical.clone_from(to);
            }
            let same =
                out.iter_mut().find(|there| there.kind == entity.kind && there.canonical == entity.canonical);
            match same {
                Some(there) => there.mentions += entity.mentions,
                None => out.push(entity),
            }
        }
        out.sort_by_key(|entity| std::cmp::Reverse(entity.mentions));
        out
    }
}

impl<'v> Persons<'v> {
    /// The persons of the story. Articles from outside that share only one of them are not counted: a name may be
    /// another's.
    fn of(views: &'v [View<'_>]) -> Self {
        let mut out = Self::of_forms(forms(views));
        let is_kin = out.kin(views);
        let is_counted = |idx: &&usize| {
            is_kin.get(**idx) == Some(&true) && views.get(**idx).is_some_and(|view| view.root == **idx)
        };
        for form in out.people.iter_mut().flat_map(|person| &mut person.forms) {
            form.n_counted = form.articles.iter().filter(is_counted).count();
        }
        out
    }

    /// Which articles speak of the same people: the story's own, and those from outside that share enough.
    fn kin(&self, views: &[View<'_>]) -> Vec<bool> {
        let own = views.iter().filter(|view| !view.is_related);
        let names: HashSet<&Rc<str>, WordHashing> = own.flat_map(other_names).collect();
        let mut n_shared = vec![0; views.len()];
        for person in self.people.iter().filter(|person| person.is_of_story) {
            let articles: BTreeSet<usize> =
                person.forms.iter().flat_map(|form| &form.articles).copied().collect();
            for idx in articles {
                if let Some(n) = n_shared.get_mut(idx) {
                    *n += 1;
                }
            }
        }
        let kin = views.iter().zip(n_shared).map(|(view, n_shared)| {
            let shares_names =
                || other_names(view).filter(|name| names.contains(*name)).count() >= SHARED_NAMES_MIN;
            !view.is_related || n_shared >= SHARED_PEOPLE_MIN || n_shared > 0 && shares_names()
        });
        kin.collect()
    }

    fn of_forms(forms: Vec<Form<'v>>) -> Self {
        let mut out = Self::default();
        let (full, short): (Vec<Form<'_>>, Vec<Form<'_>>) =
            forms.into_iter().partition(|form| form.name.parts.len() > 1);
        for form in full {
            let place = out.place_of_full(&form);
            out.put(form, place);
        }
        for form in short {
            let place = out.place_of_short(&form);
            out.put(form, place);
        }
        out
    }

    fn put(&mut self, form: Form<'v>, place: Option<usize>) {
        let place = place.unwrap_or_else(|| {
            self.people.push(Person::default());
            self.hints.push(form.name.hint);
            self.people.len() - 1
        });
        for &text in &form.texts {
            self.by_text.insert(text, place);
        }
        if let Some(person) = self.people.get_mut(place) {
            person.is_of_story |= form.is_of_story;
            person.forms.push(form);
        }
    }

    /// The only person all of whose forms go with this one. Two names in one article are two persons.
    fn place_of_full(&self, form: &Form<'_>) -> Option<usize> {
        let (name, hint) = (&form.name, form.name.hint);
        let goes = |person: &Person<'_>| {
            let mut forms = person.forms.iter();
            forms.all(|there| {
                name.is_same(&there.name) && (name.contains(&there.name) || form.is_apart(there))
            })
        };
        let maybe =
            self.people.iter().zip(&self.hints).enumerate().filter(|(_, (_, there))| hint.may_be(**there));
        only(maybe.filter(|(_, (person, _))| goes(person)).map(|(place, _)| place))
    }

    /// The only person with this surname; a surname that is only alike counts where nobody has this one.
    fn place_of_short(&self, form: &Form<'_>) -> Option<usize> {
        let own = || self.people.iter().enumerate().filter(|(_, person)| person.is_of_story);
        let exact: Vec<(usize, &Person<'_>)> = own()
            .filter(|(_, person)| person.forms.iter().any(|there| form.name.names(&there.name)))
            .collect();
        let places =
            |people: &[(usize, &Person<'_>)]| people.iter().map(|(place, _)| *place).collect::<Vec<_>>();
        if exact.is_empty() {
            let alike = |person: &Person<'_>| person.forms.iter().all(|there| form.name.is_like(&there.name));
            return only(own().filter(|(_, person)| alike(person)).map(|(place, _)| place));
        }
        let here = exact.iter().filter(|(_, person)| person.forms.iter().any(|there| form.is_beside(there)));
        only(places(&exact).into_iter()).or_else(|| only(here.map(|(place, _)| *place)))
    }
}

/// What there is, if it is one only.
fn only(mut places: impl Iterator<Item = usize>) -> Option<usize> {
    let place = places.next()?;
    places.next().is_none().then_some(place)
}

impl Person<'_> {
    /// The form that has a given name and is nearest to what the articles call the person, each with one voice: a spelling
    /// between two others is the one that both were made of. Of forms that differ in accents alone, the one with them.
    fn chosen(&self) -> Option<&str> {
        let mut eligible = self.forms.iter().filter(|form| form.is_of_story || form.n_counted > 0);
        let first = eligible.next()?;
        let Some(second) = eligible.next() else { return Some(&first.name.plain) };
        let (mut best, mut highest) = (first, self.rank(first));
        for form in std::iter::once(second).chain(eligible) {
            let rank = self.rank(form);
            if rank > highest {
                (best, highest) = (form, rank);
            }
        }
        Some(&best.name.plain)
    }

    /// What speaks for a form, the weightiest first.
    fn rank(&self, form: &Form<'_>) -> impl Ord + use<> {
        let name = &form.name;
        let counted = || self.forms.iter().filter(|other| other.n_counted > 0);
        let sum = |goes: &dyn Fn(&Name) -> bool| -> usize {
            counted().filter(|other| goes(&other.name)).map(|other| other.n_counted).sum()
        };
        let far: usize = counted().map(|other| other.n_counted * name.distance(&other.name)).sum();
        let n_articles = sum(&|other| other.parts == name.parts)
            + sum(&|other| other.parts.len() == 1 && name.parts.ends_with(&other.parts));
        let n_surname = sum(&|other| other.has_surname_of(name));
        (
            name.is_given(),
            Reverse(far),
            n_articles,
            self.is_accented(&name.plain),
            n_surname,
            form.articles.len(),
        )
    }

    /// Whether a word of the name stands in another form without its accents.
    fn is_accented(&self, plain: &str) -> bool {
        let is_plain_elsewhere = |word: &str| {
            let folded = name::folded(word);
            let is_bare = |there: &str| there != word && name::folded(there) == folded;
            self.forms.iter().any(|other| other.name.plain.split(' ').any(is_bare))
        };
        plain.split(' ').any(|word| !word.is_ascii() && is_plain_elsewhere(word))
    }
}

/// The names of bodies and places in an article, folded.
fn other_names<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v Rc<str>> {
    let entities = view.entities().take(ENTITIES_MAX);
    entities.filter(|(entity, _)| entity.kind != NameKind::Person).map(|(_, folded)| folded)
}

/// The names of persons in the articles, each form once, in order of arrival.
fn forms<'v>(views: &'v [View<'_>]) -> Vec<Form<'v>> {
    // A name that one article takes for a body's may be a person's in all others.
    let mut others: HashMap<&str, i32, WordHashing> =
        HashMap::with_capacity_and_hasher(FORMS_MAX, WordHashing::default());
    for (entity, folded) in views.iter().flat_map(|view| view.entities().take(ENTITIES_MAX)) {
        let is_person = entity.kind == NameKind::Person;
        *others.entry(folded).or_default() += if is_person { -1 } else { 1 };
    }
    let mut out: Vec<Form<'_>> = Vec::with_capacity(FORMS_USUAL);
    let mut places: HashMap<Rc<str>, usize, WordHashing> =
        HashMap::with_capacity_and_hasher(FORMS_USUAL, WordHashing::default());
    for (idx, view) in views.iter().enumerate() {
        let entities = view.document.tags.entities.iter().take(ENTITIES_MAX);
        let persons = entities.filter(|entity| entity.kind == NameKind::Person);
        let persons = persons.map(|entity| entity.canonical.as_str());
        let speakers = view.utterances.iter().map(|utterance| &*utterance.speaker.text);
        for text in persons.chain(speakers) {
            let is_person = |name: &Rc<Name>| others.get(&*name.folded).is_none_or(|n| *n <= 0);
            let Some(name) = Name::of(text).filter(is_person) else { continue };
            let place = match places.get(&name.plain) {
                Some(place) => *place,
                None if out.len() >= FORMS_MAX => continue,
                None => {
                    places.insert(Rc::clone(&name.plain), out.len());
                    out.push(Form::of(name));
                    out.len() - 1
                }
            };
            if let Some(form) = out.get_mut(place) {
                form.see(text, idx, view);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests;
