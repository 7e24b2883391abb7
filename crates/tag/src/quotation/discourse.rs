//! Whom a mention means, by what the article has said so far.

use std::collections::VecDeque;
use std::ops::Range;

use super::cue;
use super::mention::{Form, Mention};
use super::noun::extended_end;
use super::party::Parties;
use super::passage::Passage;
use super::role::{self, Gender, is_body, is_same_role};

/// How many sentences back a pronoun may reach.
const TURNS_MAX: usize = 14;
/// How many sentences back a subject goes before the objects of the last sentence.
const SUBJECT_TURNS_MAX: usize = 1;
/// How many mentions of a sentence are remembered.
const MENTIONS_PER_TURN_MAX: usize = 24;

/// Somebody who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// A named person or body.
    Party(usize),
    /// Somebody the article does not name.
    Epithet { text: String, head: String, gender: Gender, is_plural: bool },
}

/// What a sentence leaves in the reader's mind.
#[derive(Clone, Debug, Default)]
pub(super) struct Turn {
    /// Who was quoted in it, directly or not.
    pub(super) speaker: Option<Who>,
    /// Where the passage names that speaker, in items.
    pub(super) named: Option<Range<usize>>,
    /// The verb of saying, an item.
    pub(super) cue: Option<usize>,
    /// Whom it mentions, subjects first.
    pub(super) mentioned: Vec<Who>,
    /// How many of those are subjects.
    pub(super) n_subjects: usize,
    /// Whether it ends with a colon, and the words of its speaker come next.
    pub(super) announces: bool,
    /// The passage it stands in.
    pub(super) passage: usize,
}

/// The last sentences.
#[derive(Debug, Default)]
pub(super) struct Discourse {
    turns: VecDeque<Turn>,
}

/// A sentence that is being read: its passage, its place in it, the mentions in the passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'s, 't> {
    pub(super) parties: &'s Parties,
    pub(super) passage: &'s Passage<'t>,
    pub(super) mentions: &'s [Mention],
    pub(super) sentence: &'s Range<usize>,
}

impl<'s> Scene<'s, '_> {
    /// The mentions of the sentence, in order.
    pub(super) fn mentions(&self) -> &'s [Mention] {
        let first = self.mentions.partition_point(|mention| mention.range.start < self.sentence.start);
        let last = self.mentions.partition_point(|mention| mention.range.start < self.sentence.end);
        self.mentions.get(first..last).unwrap_or_default()
    }

    /// The mention that begins at an item.
    pub(super) fn mention_at(&self, idx: usize) -> Option<&'s Mention> {
        let at = self.mentions.binary_search_by_key(&idx, |mention| mention.range.start).ok()?;
        self.mentions.get(at).filter(|_| self.sentence.contains(&idx))
    }

    /// The name that stands beside a noun: `its spokesman, Ivo Maric,`.
    pub(super) fn name_beside(&self, mention: &Mention) -> Option<&'s Mention> {
        if !matches!(mention.form, Form::Noun { .. }) {
            return None;
        }
        let end = extended_end(self.passage, mention.range.end, self.sentence.end);
        let comma = self.passage.item(end)?;
        if !(comma.is(",") || comma.is("—") || comma.is("–")) {
            return None;
        }
        let name = self.mention_at(end + 1)?;
        let Form::Name(range) = &name.form else { return None };
        let after = self.passage.item(name.range.end);
        let closes =
            after.is_none_or(|item| !item.is_word() || matches!(&*item.lower, "who" | "told" | "said"));
        let party = self.parties.find(self.passage.str(range.clone()))?;
        // `the drugmaker, Coruna Biologics,`: a body's name beside a body.
        let is_body =
            matches!(&mention.form, Form::Noun { head, .. } if is_body(head) && !role::is_role(head));
        let fits = is_body != self.parties.is_person(party);
        (closes && !name.is_genitive && fits).then_some(name)
    }
}

impl Discourse {
    /// The sentences before, the nearest first.
    pub(super) fn turns(&self) -> impl Iterator<Item = &Turn> {
        self.turns.iter().rev()
    }

    /// Adds the sentence just read.
    pub(super) fn push(&mut self, turn: Turn) {
        if self.turns.len() >= TURNS_MAX {
            self.turns.pop_front();
        }
        self.turns.push_back(turn);
    }

    /// The turn that a sentence leaves.
    pub(super) fn turn(&self, scene: &Scene<'_, '_>, passage: usize) -> Turn {
        let mut subjects = Vec::new();
        let mut objects = Vec::new();
        for mention in scene.mentions().iter().take(MENTIONS_PER_TURN_MAX) {
            if scene.name_beside(mention).is_some() {
                continue;
            }
            let Some(who) = self.resolve(scene, mention) else { continue };
            let is_object = mention.is_object || mention.is_genitive;
            if is_object && matches!(who, Who::Epithet { is_plural: false, .. }) {
                continue;
            }
            if is_object { objects.push(who) } else { subjects.push(who) }
        }
        let n_subjects = subjects.len();
        subjects.append(&mut objects);
        Turn { mentioned: subjects, n_subjects, passage, ..Turn::default() }
    }

    /// Whom a mention in this sentence means; `None` if nobody fits.
    pub(super) fn resolve(&self, scene: &Scene<'_, '_>, mention: &Mention) -> Option<Who> {
        match &mention.form {
            Form::Name(range) => {
                let name = scene.passage.str(range.clone());
                scene.parties.find(name).map(Who::Party)
            }
            Form::Pronoun => self.pronoun(scene, mention),
            Form::They => self.any(scene, |who| is_many(who, scene.parties)),
            Form::It => self.any(scene, |who| !is_person(who, scene.parties)),
            Form::One => self.one(scene),
            Form::Noun { head, is_definite, is_plural, is_role } => {
                if let Some(name) = scene.name_beside(mention) {
                    return self.resolve(scene, name);
                }
                let known =
                    (*is_role && *is_definite && !is_plural && (role::is_role(head) || !is_body(head)))
                        .then(|| self.known(scene, mention, head))
                        .flatten();
                known.or_else(|| Some(epithet(scene, mention, head, *is_plural)))
            }
        }
    }

    /// he, she: the subject of this sentence so far, else the last who spoke or was spoken of and fits.
    fn pronoun(&self, scene: &Scene<'_, '_>, pronoun: &Mention) -> Option<Who> {
        let fits = |who: &Who| {
            is_person(who, scene.parties)
                && gender(who, scene.parties).fits(pronoun.gender)
                && !matches!(who, Who::Epithet { is_plural: true, .. })
        };
        let here = |is_subject: bool| {
            let before = scene.mentions().iter().take(MENTIONS_PER_TURN_MAX);
            before
                .take_while(|mention| mention.range.start < pronoun.range.start)
                .filter(|mention| matches!(mention.form, Form::Name(_) | Form::Noun { .. }))
                .filter(|mention| is_subject != (mention.is_object || mention.is_genitive))
                .filter_map(|mention| self.resolve(scene, mention))
                .find(|who| fits(who))
        };
        if is_inserted(scene, pronoun) {
            return self.last_subject(fits).or_else(|| self.last(fits)).or_else(|| here(true));
        }
        // `Then he turned wistful`, at the head of a paragraph: whoever spoke in the one before.
        let opens = scene.passage.sentences.first().is_some_and(|first| first.start == scene.sentence.start);
        if opens && let Some(who) = here(true).or_else(|| self.speaker_of_paragraph(fits)) {
            return Some(who);
        }
        here(true).or_else(|| self.last_subject(fits)).or_else(|| here(false)).or_else(|| self.last(fits))
    }

    /// The last who spoke in the last paragraph and passes.
    fn speaker_of_paragraph(&self, fits: impl Fn(&Who) -> bool) -> Option<Who> {
        let passage = self.turns().next()?.passage;
        let turns = self.turns().take_while(|turn| turn.passage == passage);
        turns.filter_map(|turn| turn.speaker.as_ref()).find(|who| fits(who)).cloned()
    }

    /// The last who spoke or was a sentence's subject and passes, a few sentences back at most.
    fn last_subject(&self, fits: impl Fn(&Who) -> bool) -> Option<Who> {
        let recent = self.turns().take(SUBJECT_TURNS_MAX);
        recent
            .flat_map(|turn| turn.speaker.iter().chain(turn.mentioned.iter().take(turn.n_subjects)))
            .find(|who| fits(who))
            .cloned()
    }

    /// The last who spoke or was mentioned and passes.
    pub(super) fn last(&self, fits: impl Fn(&Who) -> bool) -> Option<Who> {
        self.turns()
            .flat_map(|turn| turn.speaker.iter().chain(&turn.mentioned))
            .find(|who| fits(who))
            .cloned()
    }

    fn any(&self, scene: &Scene<'_, '_>, fits: impl Fn(&Who) -> bool) -> Option<Who> {
        self.last(&fits).or_else(|| self.last(|who| !is_person(who, scene.parties)))
    }

    /// `one said`: one of the group last mentioned.
    fn one(&self, scene: &Scene<'_, '_>) -> Option<Who> {
        let who = self.any(scene, |who| matches!(who, Who::Epithet { is_plural: true, .. }))?;
        let Who::Epithet { text, head, gender, is_plural: true } = who else { return Some(who) };
        let rest = text
            .split_whitespace()
            .skip_while(|word| role::singular(&word.to_lowercase()).is_none_or(|word| word != head));
        let rest: Vec<&str> = rest.skip(1).collect();
        let article = if head.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let text = [&[article, head.as_str()], rest.as_slice()].concat().join(" ");
        Some(Who::Epithet { text, head, gender, is_plural: false })
    }

    /// `the governor`, `the Belarusian leader`, `its spokesman`: who was called so, the last mentioned of them first.
    fn known(&self, scene: &Scene<'_, '_>, mention: &Mention, head: &str) -> Option<Who> {
        let modifiers: Vec<&str> = scene
            .passage
            .slice(mention.range.clone())
            .iter()
            .filter(|item| item.is_capitalised())
            .map(|item| &*item.lower)
            .collect();
        let fits = |idx: &usize| {
            scene.parties.is_person(*idx)
                && scene.parties.get(*idx).is_some_and(|party| party.gender.fits(mention.gender))
        };
        let mut found: Vec<usize> =
            scene.parties.with_role(head).into_iter().filter(|idx| fits(idx)).collect();
        let has_modifier = |idx: &usize| {
            scene.parties.get(*idx).is_some_and(|party| {
                modifiers.iter().any(|word| *word != head && party.roles.contains(*word))
            })
        };
        if found.iter().any(has_modifier) {
            found.retain(has_modifier);
        }
        let is_exact = |idx: &usize| scene.parties.get(*idx).is_some_and(|party| party.roles.contains(head));
        if !found.iter().any(is_exact) {
            // `A Western diplomat … the diplomat said`.
            let same = self.last(
                |who| matches!(who, Who::Epithet { head: known, .. } if known == head && is_indefinite(who)),
            );
            if same.is_some() {
                return same;
            }
        }
        if found.len() > 1 {
            let exact = |idx: &usize| scene.parties.get(*idx).is_some_and(|party| party.roles.contains(head));
            let recent = |idx: usize, is_exact: bool| {
                self.last(|who| {
                    matches!(who, Who::Party(party) if found.contains(party) && *party != idx
                        && (!is_exact || exact(party)))
                })
            };
            if let Some(who) = recent(usize::MAX, true).or_else(|| recent(usize::MAX, false)) {
                return Some(who);
            }
        }
        if let Some(&idx) = found.first() {
            return Some(Who::Party(idx));
        }
        // `A Western diplomat … the diplomat said`.
        let same =
            self.last(|who| matches!(who, Who::Epithet { head: known, .. } if is_same_role(known, head) && is_indefinite(who)));
        if same.is_some() {
            return same;
        }
        let is_the = scene.passage.item(mention.range.start).is_some_and(|item| item.is("the"))
            || matches!(head, "excellency" | "majesty" | "highness" | "holiness");
        let is_person_here = |who: &Who| {
            matches!(who, Who::Party(idx) if fits(idx)
                && scene.parties.get(*idx).is_some_and(|party| party.roles.is_empty() || !modifiers.is_empty()))
        };
        if is_the { self.last(is_person_here) } else { None }
    }
}

/// `Horn, he said, had left`: whoever says so is not the one of whom the sentence tells.
fn is_inserted(scene: &Scene<'_, '_>, pronoun: &Mention) -> bool {
    let at = |idx: usize| scene.passage.item(idx);
    let begins = pronoun.range.start > scene.sentence.start
        && pronoun.range.start.checked_sub(1).and_then(at).is_some_and(|item| item.is(","));
    begins
        && at(pronoun.range.end).is_some_and(|item| cue::is_speech(&item.lower))
        && at(pronoun.range.end + 1).is_none_or(|item| !item.is_word())
}

/// Somebody without a name, by the words that say who.
fn epithet(scene: &Scene<'_, '_>, mention: &Mention, head: &str, is_plural: bool) -> Who {
    let end = extended_end(scene.passage, mention.range.end, scene.sentence.end);
    Who::Epithet {
        text: scene.passage.str(mention.range.start..end).to_owned(),
        head: head.to_owned(),
        gender: mention.gender,
        is_plural,
    }
}

/// Whether it can be he or she.
pub(super) fn is_person(who: &Who, parties: &Parties) -> bool {
    match who {
        Who::Party(idx) => parties.is_person(*idx),
        Who::Epithet { head, is_plural, .. } => *is_plural || role::is_role(head) || head == "one",
    }
}

/// `a Western diplomat`, `one of the nurses`: somebody the article brings in without a name.
fn is_indefinite(who: &Who) -> bool {
    matches!(who, Who::Epithet { text, .. } if ["A ", "An ", "a ", "an ", "One ", "one ", "Another ", "another "].iter().any(|article| text.starts_with(article)))
}

fn is_many(who: &Who, parties: &Parties) -> bool {
    match who {
        Who::Party(idx) => !parties.is_person(*idx),
        Who::Epithet { is_plural, .. } => *is_plural,
    }
}

pub(super) fn gender(who: &Who, parties: &Parties) -> Gender {
    match who {
        Who::Party(idx) => parties.get(*idx).map(|party| party.gender).unwrap_or_default(),
        Who::Epithet { gender, .. } => *gender,
    }
}
