//! The people and bodies an article names: the fullest form of each name, and what else it calls them.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{Entity, Name, NameKind};
use copydesk_text::fold_words;

use super::gender::{gender_of_first_name, likely_gender};
use super::mention::{Form, Mention};
use super::passage::Passage;
use super::role::{Gender, same_roles};
use super::variant::{Variant, variant};
use crate::content::Content;

/// How many parties of an article are kept apart; the names after that resolve to nobody.
const PARTIES_MAX: usize = 2_000;
/// How many parties may share one word of their names, or an office.
const SAME_WORD_MAX: usize = 12;

/// A person or a body that the article names.
#[derive(Clone, Debug, Default)]
pub(super) struct Party {
    /// The fullest name.
    pub(super) name: String,
    /// Its folded words.
    words: Vec<String>,
    /// Which pronoun it takes.
    pub(super) gender: Gender,
    /// Whether only the ending of the first name says so.
    pub(super) is_guess: bool,
    /// What it is called: offices and nationalities, in lower case.
    pub(super) roles: BTreeSet<String>,
    /// How strongly it looks like a person; above 0 it is taken for one.
    pub(super) personhood: i32,
    /// Whether the marked names call it a place.
    pub(super) is_place: bool,
}

/// All parties of an article.
#[derive(Debug, Default)]
pub(super) struct Parties {
    all: Vec<Party>,
    by_word: BTreeMap<String, Vec<usize>>,
    by_role: BTreeMap<String, Vec<usize>>,
}

impl Parties {
    /// The parties that the names in these passages mention.
    pub(super) fn of(passages: &[(Passage<'_>, Vec<Mention>)], names: &[Name]) -> Self {
        let mut variants: Vec<Variant> = Vec::new();
        for (passage, mentions) in passages {
            let found = (0..mentions.len()).filter_map(|idx| variant(passage, mentions, idx, names));
            // Capitals say nothing in a headline: there only a person's full name counts.
            let is_sure = |variant: &Variant| {
                variant.words.len() > 1 && variant.personhood > 0 && variant.is_known_person
            };
            variants.extend(found.filter(|variant| passage.is_body() || is_sure(variant)));
        }
        // The fullest forms first, so that shorter ones find them; the sort is stable, so the first spelling wins.
        variants.sort_by_key(|variant| (variant.is_doubtful, std::cmp::Reverse(variant.words.len())));
        let mut parties = Self::default();
        for variant in variants {
            match parties.find_words(&variant.words) {
                Some(idx) => parties.add(idx, variant),
                None if variant.is_doubtful => {}
                None => parties.insert(variant),
            }
        }
        parties.give_genders(passages);
        for (idx, party) in parties.all.iter().enumerate() {
            for role in &party.roles {
                let same = parties.by_role.entry(role.clone()).or_default();
                if same.len() < SAME_WORD_MAX {
                    same.push(idx);
                }
            }
        }
        parties
    }

    /// Genders where no title or noun gave them: by a listed first name, by the article's own pronouns, by the ending of a
    /// first name.
    fn give_genders(&mut self, passages: &[(Passage<'_>, Vec<Mention>)]) {
        self.give_gender(|_, party| {
            party.words.first().map(|first| gender_of_first_name(first)).unwrap_or_default()
        });
        let votes = self.pronouns(passages);
        self.give_gender(|idx, _| match votes.get(&idx) {
            Some((0, 1..)) => Gender::Masculine,
            Some((1.., 0)) => Gender::Feminine,
            _ => Gender::Unknown,
        });
        let known: Vec<bool> = self.all.iter().map(|party| party.gender != Gender::Unknown).collect();
        self.give_gender(|_, party| match party.words.as_slice() {
            [first, _, ..] => likely_gender(first),
            _ => Gender::Unknown,
        });
        for (party, was_known) in self.all.iter_mut().zip(known) {
            party.is_guess = !was_known;
        }
    }

    fn give_gender(&mut self, gender: impl Fn(usize, &Party) -> Gender) {
        for (idx, party) in self.all.iter_mut().enumerate() {
            if party.gender == Gender::Unknown {
                party.gender = gender(idx, party);
            }
        }
    }

    /// How often she and he stand where one person alone was named in the paragraph before them.
    fn pronouns(&self, passages: &[(Passage<'_>, Vec<Mention>)]) -> BTreeMap<usize, (u32, u32)> {
        let mut votes: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
        for (passage, mentions) in passages {
            let mut only = None;
            for mention in mentions.iter().take_while(|_| passage.is_body()) {
                match (&mention.form, mention.gender) {
                    (Form::Name(range), _) => {
                        let found = self.find(passage.str(range.clone())).filter(|idx| self.is_person(*idx));
                        match (only, found) {
                            (_, None) => {}
                            (None, Some(idx)) => only = Some(idx),
                            (Some(one), Some(idx)) if one == idx => {}
                            _ => break,
                        }
                    }
                    (Form::Noun { is_role: true, is_plural: false, .. }, _) => break,
                    (Form::Pronoun, gender) => {
                        let Some(idx) = only else { continue };
                        let (she, he) = votes.entry(idx).or_default();
                        *she += u32::from(gender == Gender::Feminine);
                        *he += u32::from(gender == Gender::Masculine);
                    }
                    _ => {}
                }
            }
        }
        votes
    }

    fn add(&mut self, idx: usize, variant: Variant) {
        let Some(party) = self.all.get_mut(idx) else { return };
        party.roles.extend(variant.roles);
        party.personhood += variant.personhood;
        if party.gender == Gender::Unknown {
            party.gender = variant.gender;
        }
    }

    fn insert(&mut self, variant: Variant) {
        if self.all.len() >= PARTIES_MAX {
            return;
        }
        let idx = self.all.len();
        for word in &variant.words {
            let same = self.by_word.entry(word.clone()).or_default();
            if same.len() < SAME_WORD_MAX && !same.contains(&idx) {
                same.push(idx);
            }
        }
        self.all.push(Party {
            name: variant.text,
            words: variant.words,
            gender: variant.gender,
            is_guess: false,
            roles: variant.roles,
            personhood: variant.personhood,
            is_place: variant.is_place,
        });
    }

    /// `FIS` is called by what it stands for, where the article says it: the names of `entities`.
    pub(super) fn expand(&mut self, content: &Content<'_>, names: &[Name], entities: &[Entity]) {
        for name in names.iter().filter(|name| name.kind == NameKind::Organisation) {
            let short = content.str(name.span);
            let entity = entities.get(name.entity as usize).filter(|entity| entity.id == name.entity);
            let whole = entity.map(|entity| &entity.canonical);
            let Some(whole) = whole.filter(|whole| !short.contains(' ') && whole.contains(' ')) else {
                continue;
            };
            if !short.chars().all(|c| c.is_uppercase() || c == '.') {
                continue;
            }
            let party = self.find(short).and_then(|idx| self.all.get_mut(idx));
            if let Some(party) = party.filter(|party| party.name == short) {
                party.name.clone_from(whole);
            }
        }
    }

    pub(super) fn get(&self, idx: usize) -> Option<&Party> {
        self.all.get(idx)
    }

    pub(super) fn is_person(&self, idx: usize) -> bool {
        self.get(idx).is_some_and(|party| party.personhood > 0)
    }

    /// The party that a name means.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.find_words(&name_words(name))
    }

    fn find_words(&self, words: &[String]) -> Option<usize> {
        let last = words.last()?;
        let Some(same) = self.by_word.get(last) else { return self.find_by_first_surname(words) };
        let fits = |idx: &&usize| {
            self.get(**idx).is_some_and(|party| words.iter().all(|word| party.words.contains(word)))
        };
        // The surname decides; a first name or a part of an institution's name only if no surname does.
        same.iter()
            .filter(fits)
            .find(|idx| self.get(**idx).is_some_and(|party| party.words.last() == Some(last)))
            .or_else(|| same.iter().find(fits))
            .copied()
    }

    /// `Ñaupari Oré` for Eusebio Ñaupari: a family name with the mother's behind it.
    fn find_by_first_surname(&self, words: &[String]) -> Option<usize> {
        let [first, _] = words else { return None };
        if gender_of_first_name(first) != Gender::Unknown {
            return None;
        }
        let mut same = self.by_word.get(first)?.iter().filter(|idx| {
            self.is_person(**idx)
                && self
                    .get(**idx)
                    .is_some_and(|party| party.words.len() == 2 && party.words.last() == Some(first))
        });
        same.next().filter(|_| same.next().is_none()).copied()
    }

    /// The parties that are called by this noun; those called by another word for the same office after them.
    pub(super) fn with_role(&self, head: &str) -> Vec<usize> {
        let mut out: Vec<usize> = self.by_role.get(head).cloned().unwrap_or_default();
        for role in same_roles(head) {
            for idx in self.by_role.get(role).into_iter().flatten() {
                if !out.contains(idx) {
                    out.push(*idx);
                }
            }
        }
        out
    }
}

/// The words of a name as they are compared: folded, without apostrophes.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let plain: String = name
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '‘'))
        .map(|c| if c.is_whitespace() || c == '-' { c } else { copydesk_text::fold_char(c) })
        .collect();
    fold_words(&plain)
}
