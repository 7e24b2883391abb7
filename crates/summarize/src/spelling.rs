//! One spelling of each person within a story: the articles' own forms of a name, and the one that stands for all.

mod name;
mod office;

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{BriefEntity, NameKind, QuotationGroup, Spelling};
use copydesk_text::fold;

use crate::view::View;
use name::Form;

/// How many forms of names of a story are told apart.
const FORMS_MAX: usize = 300;
/// How many entities of an article are looked at.
const ENTITIES_MAX: usize = 300;

/// An article from outside that shares so many persons with the story speaks of the same people.
const SHARED_PEOPLE_MIN: usize = 2;
/// And so does one that shares a person and so many names of bodies and places.
const SHARED_NAMES_MIN: usize = 3;

/// The forms that mean one person.
#[derive(Debug, Default)]
struct Person {
    forms: Vec<Form>,
}

/// The persons of a story.
#[derive(Debug, Default)]
struct Persons {
    people: Vec<Person>,
    /// Which person a form means, by its words in the article.
    by_text: BTreeMap<String, usize>,
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
        let mut out = Self::default();
        for (text, &place) in &persons.by_text {
            if let Some(to) = persons.chosen(place).filter(|to| to != text) {
                out.by_text.insert(text.clone(), to);
            }
        }
        let holders = office::holders(views, &persons.by_text);
        for view in views.iter().filter(|view| !view.is_related) {
            let speakers: BTreeSet<&str> =
                view.utterances.iter().map(|utterance| utterance.speaker.text.as_str()).collect();
            for from in speakers {
                if !persons.by_text.contains_key(from) {
                    let place = office::holder(from, &holders);
                    if let Some(to) = place.and_then(|place| persons.chosen(place)) {
                        out.by_text.insert(from.to_owned(), to);
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

impl Persons {
    /// The persons of the story; articles from outside that share only one of them are passed over: a name may be another's.
    fn of(views: &[View<'_>]) -> Self {
        let all = Self::of_forms(forms(views, &|_| true));
        let own = views.iter().filter(|view| !view.is_related);
        let names: BTreeSet<String> = own.flat_map(other_names).collect();
        let is_kin = |idx: usize| {
            let has = |person: &&Person| person.forms.iter().any(|form| form.articles.contains(&idx));
            let shared = all
                .people
                .iter()
                .filter(has)
                .filter(|person| person.forms.iter().any(|form| form.is_of_story));
            let n_shared = shared.count();
            views.get(idx).is_some_and(|view| {
                !view.is_related
                    || n_shared >= SHARED_PEOPLE_MIN
                    || n_shared > 0 && n_names_shared(view, &names) >= SHARED_NAMES_MIN
            })
        };
        if (0..views.len()).all(is_kin) {
            return all;
        }
        Self::of_forms(forms(views, &is_kin))
    }

    fn of_forms(forms: Vec<Form>) -> Self {
        let mut out = Self::default();
        let (full, short): (Vec<Form>, Vec<Form>) = forms.into_iter().partition(|form| form.parts.len() > 1);
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

    fn put(&mut self, form: Form, place: Option<usize>) {
        let place = place.unwrap_or_else(|| {
            self.people.push(Person::default());
            self.people.len() - 1
        });
        for text in &form.texts {
            self.by_text.insert(text.clone(), place);
        }
        if let Some(person) = self.people.get_mut(place) {
            person.forms.push(form);
        }
    }

    /// The only person all of whose forms go with this one. Two names in one article are two persons.
    fn place_of_full(&self, form: &Form) -> Option<usize> {
        let goes = |person: &Person| {
            person.forms.iter().all(|there| {
                form.is_same(there) && (form.contains(there) || form.articles.is_disjoint(&there.articles))
            })
        };
        self.only(goes)
    }

    /// The only person with this surname; a surname that is only alike counts where nobody has this one.
    fn place_of_short(&self, form: &Form) -> Option<usize> {
        let own = |person: &Person| person.forms.iter().any(|form| form.is_of_story);
        let exact = |person: &Person| own(person) && person.forms.iter().any(|there| form.names(there));
        let here = |person: &Person| {
            exact(person) && person.forms.iter().any(|there| form.articles.is_subset(&there.articles))
        };
        let alike = |person: &Person| own(person) && person.forms.iter().all(|there| form.is_like(there));
        if self.people.iter().any(exact) {
            return self.only(exact).or_else(|| self.only(here));
        }
        self.only(alike)
    }

    fn only(&self, goes: impl Fn(&Person) -> bool) -> Option<usize> {
        let mut places = self.people.iter().enumerate().filter(|(_, person)| goes(person));
        let (place, _) = places.next()?;
        places.next().is_none().then_some(place)
    }

    /// The form that has a given name and is nearest to what the articles call the person, each with one voice: a spelling
    /// between two others is the one that both were made of. Of forms that differ in accents alone, the one with them.
    fn chosen(&self, place: usize) -> Option<String> {
        let forms = &self.people.get(place)?.forms;
        let far =
            |form: &Form| -> usize { forms.iter().map(|other| other.n_counted * form.distance(other)).sum() };
        let n_articles = |form: &Form| {
            let backed =
                forms.iter().filter(|other| other.parts.len() == 1 && form.parts.ends_with(&other.parts));
            let same = forms.iter().filter(|other| other.parts == form.parts);
            same.chain(backed).map(|other| other.n_counted).sum::<usize>()
        };
        let is_accented = |form: &Form| {
            let is_plain = |word: &str| {
                let plain = name::folded(word);
                let is_bare = |there: &str| there != word && name::folded(there) == plain;
                forms.iter().any(|other| other.plain.split(' ').any(is_bare))
            };
            form.plain.split(' ').any(|word| !word.is_ascii() && is_plain(word))
        };
        let rank = |form: &Form| {
            let near = usize::MAX - far(form);
            let backed: usize =
                forms.iter().filter(|other| other.has_surname_of(form)).map(|other| other.n_counted).sum();
            (form.is_given(), near, n_articles(form), is_accented(form), backed, form.articles.len())
        };
        let mut best: Option<&Form> = None;
        for form in forms.iter().filter(|form| form.is_of_story || form.n_counted > 0) {
            if best.is_none_or(|best| rank(form) > rank(best)) {
                best = Some(form);
            }
        }
        best.map(|form| form.plain.clone())
    }
}

/// The names of bodies and places in an article, folded.
fn other_names<'v>(view: &'v View<'_>) -> impl Iterator<Item = String> + 'v {
    let entities = view.document.tags.entities.iter().take(ENTITIES_MAX);
    entities.filter(|entity| entity.kind != NameKind::Person).map(|entity| fold(&entity.canonical))
}

fn n_names_shared(view: &View<'_>, names: &BTreeSet<String>) -> usize {
    other_names(view).filter(|name| names.contains(name)).count()
}

/// The names of persons in the articles, each form once, in order of arrival.
fn forms(views: &[View<'_>], counts: &dyn Fn(usize) -> bool) -> Vec<Form> {
    // A name that one article takes for a body's may be a person's in all others.
    let mut others: BTreeMap<String, i32> = BTreeMap::new();
    for entity in views.iter().flat_map(|view| view.document.tags.entities.iter().take(ENTITIES_MAX)) {
        let is_person = entity.kind == NameKind::Person;
        *others.entry(fold(&entity.canonical)).or_default() += if is_person { -1 } else { 1 };
    }
    let mut out: Vec<Form> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (idx, view) in views.iter().enumerate() {
        let entities = view.document.tags.entities.iter().take(ENTITIES_MAX);
        let persons = entities.filter(|entity| entity.kind == NameKind::Person);
        let persons = persons.map(|entity| entity.canonical.as_str());
        let speakers = view.utterances.iter().map(|utterance| utterance.speaker.text.as_str());
        for text in persons.chain(speakers) {
            let Some(form) =
                Form::of(text).filter(|form| others.get(&fold(&form.plain)).is_none_or(|n| *n <= 0))
            else {
                continue;
            };
            let next = out.len();
            if next >= FORMS_MAX && !places.contains_key(&form.plain) {
                continue;
            }
            let place = *places.entry(form.plain.clone()).or_insert(next);
            if place == next {
                out.push(form);
            }
            if let Some(there) = out.get_mut(place) {
                there.see(text, idx, view, counts(idx));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests;
