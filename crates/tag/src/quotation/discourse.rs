//! Whom a mention means, by what the article has said so far.

use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;

use super::cue;
use super::mention::{Form, Mention};
use super::noun::extended_end;
use super::party::Parties;
use super::role::{self, Gender, is_body};
use super::scene::Scene;

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
    /// Whose gender a pronoun has borne out that was only guessed.
    confirmed: Vec<usize>,
}

/// The last sentences.
#[derive(Debug, Default)]
pub(super) struct Discourse {
    turns: VecDeque<Turn>,
    /// Parties whose guessed gender a pronoun has borne out.
    confirmed: BTreeSet<usize>,
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
        self.confirmed.extend(turn.confirmed.iter().copied());
        self.turns.push_back(turn);
    }

    /// The turn that a sentence leaves.
    pub(super) fn turn(&self, scene: &Scene<'_, '_>, passage: usize) -> Turn {
        let mut subjects = Vec::new();
        let mut objects = Vec::new();
        let mut confirmed = Vec::new();
        for mention in scene.mentions().iter().take(MENTIONS_PER_TURN_MAX) {
            if scene.name_beside(mention).is_some() {
                continue;
            }
            let Some(who) = self.resolve(scene, mention) else { continue };
            if let Who::Party(idx) = who
                && mention.form == Form::Pronoun
                && scene.parties.get(idx).is_some_and(|party| party.gender == mention.gender)
            {
                confirmed.push(idx);
            }
            let is_object = mention.is_object || mention.is_genitive;
            if is_object && matches!(who, Who::Epithet { is_plural: false, .. }) {
                continue;
            }
            if is_object { objects.push(who) } else { subjects.push(who) }
        }
        let n_subjects = subjects.len();
        subjects.append(&mut objects);
        Turn { mentioned: subjects, n_subjects, passage, confirmed, ..Turn::default() }
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
            Form::It => self
                .body_here(scene, mention)
                .or_else(|| self.last(|who| speaks_as_one(who, scene.parties)))
                .or_else(|| self.any(scene, |who| !is_person(who, scene.parties))),
            Form::One => self.one(scene),
            Form::Noun { head, is_definite, is_plural, is_role } => {
                if let Some(name) = scene.name_beside(mention).or_else(|| scene.name_before(mention)) {
                    return self.resolve(scene, name);
                }
                let known = (*is_role
                    && *is_definite
                    && !is_plural
                    && (role::is_role(head) || role::is_generic(head) || !is_body(head)))
                .then(|| self.known(scene, mention, head))
                .flatten();
                known.or_else(|| Some(epithet(scene, mention, head, *is_plural)))
            }
        }
    }

    /// it: the body that is the subject of this sentence so far.
    fn body_here(&self, scene: &Scene<'_, '_>, pronoun: &Mention) -> Option<Who> {
        let before = scene.mentions().iter().take_while(|mention| mention.range.end <= pronoun.range.start);
        before
            .filter(|mention| matches!(mention.form, Form::Name(_) | Form::Noun { .. }))
            .filter(|mention| !mention.is_object && !mention.is_genitive)
            .filter_map(|mention| self.resolve(scene, mention))
            .find(|who| speaks_as_one(who, scene.parties))
    }

    /// he, she: the subject of this sentence so far, else the last who spoke or was spoken of and fits.
    fn pronoun(&self, scene: &Scene<'_, '_>, pronoun: &Mention) -> Option<Who> {
        let fits = |who: &Who| {
            is_person(who, scene.parties)
                && gender(who, scene.parties).fits(pronoun.gender)
                && !matches!(who, Who::Epithet { is_plural: true, .. })
        };
        // A first name's ending deceives; whoever has just spoken is meant nevertheless.
        let may = |who: &Who| {
            fits(who)
                || matches!(who, Who::Party(idx) if scene.parties.is_person(*idx)
                    && !self.confirmed.contains(idx)
                    && scene.parties.get(*idx).is_some_and(|party| party.is_guess))
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
            let found = self.last_subject(fits).or_else(|| self.last_subject(may));
            return found.or_else(|| self.last(fits)).or_else(|| here(true));
        }
        // `Then he turned wistful`, at the head of a paragraph: whoever spoke in the one before.
        let opens = scene.passage.sentences.first().is_some_and(|first| first.start == scene.sentence.start);
        if opens && let Some(who) = here(true).or_else(|| self.speaker_of_paragraph(fits)) {
            return Some(who);
        }
        here(true)
            .or_else(|| self.last_subject(fits))
            .or_else(|| self.last_subject(may))
            .or_else(|| here(false))
            .or_else(|| self.last(fits))
            .or_else(|| self.last(may))
    }

    /// The last who spoke in a paragraph.
    pub(super) fn speaker_in(&self, passage: usize) -> Option<&Who> {
        self.turns().take_while(|turn| turn.passage == passage).find_map(|turn| turn.speaker.as_ref())
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
        let subjects =
            recent.flat_map(|turn| turn.speaker.iter().chain(turn.mentioned.iter().take(turn.n_subjects)));
        subjects.filter(|who| fits(who)).find(|who| !is_passing(who)).cloned()
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
        Who::Epithet { head, is_plural, .. } => {
            *is_plural || role::is_role(head) || matches!(head.as_str(), "one" | "year-old")
        }
    }
}

/// Whether it is a body that can speak: a name that is no person's, `the ministry`.
fn speaks_as_one(who: &Who, parties: &Parties) -> bool {
    match who {
        Who::Party(idx) => !parties.is_person(*idx) && parties.get(*idx).is_some_and(|party| !party.is_place),
        Who::Epithet { head, is_plural, .. } => !is_plural && is_body(head),
    }
}

/// `A judge has put Ines Falk in charge again`: somebody without a name or a gender, who only brings another on the stage.
fn is_passing(who: &Who) -> bool {
    is_indefinite(who) && matches!(who, Who::Epithet { gender: Gender::Unknown, .. })
}

/// `a Western diplomat`, `one of the nurses`: somebody the article brings in without a name.
pub(super) fn is_indefinite(who: &Who) -> bool {
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
