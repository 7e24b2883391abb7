//! Whom an article means by an office or a trade: `the governor`, `the Belarusian leader`, `the retired nurse`.

use super::cue;
use super::discourse::{Discourse, Who, is_indefinite};
use super::mention::{Form, Mention};
use super::role::{self, is_same_role};
use super::scene::Scene;

/// From so many letters in common on, a nationality is that of a country's name.
const STEM_CHARS_MIN: usize = 5;

impl Discourse {
    /// Who was called so, the last mentioned of them first.
    pub(super) fn known(&self, scene: &Scene<'_, '_>, mention: &Mention, head: &str) -> Option<Who> {
        let modifiers: Vec<&str> = scene
            .passage
            .slice(mention.range.clone())
            .iter()
            .filter(|item| item.is_capitalised())
            .map(|item| &*item.lower)
            .collect();
        let found = holders(scene, mention, head, &modifiers);
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
            let exact =
                self.last(|who| matches!(who, Who::Party(party) if found.contains(party) && is_exact(party)));
            let recent =
                exact.or_else(|| self.last(|who| matches!(who, Who::Party(party) if found.contains(party))));
            if recent.is_some() {
                return recent;
            }
        }
        if let Some(&idx) = found.first() {
            return Some(Who::Party(idx));
        }
        // `A virologist … the scientist said`.
        let same = self.last(
            |who| matches!(who, Who::Epithet { head: known, .. } if is_same_role(known, head) && is_indefinite(who)),
        );
        same.or_else(|| self.whoever(scene, mention, head, !modifiers.is_empty()))
    }

    /// The person last spoken of, for a noun that nobody was called by: `the shamed politician`, `The general`.
    fn whoever(
        &self,
        scene: &Scene<'_, '_>,
        mention: &Mention,
        head: &str,
        has_capital: bool,
    ) -> Option<Who> {
        // `the man ahead of me` is somebody else than whoever was spoken of.
        let is_told = scene.passage.item(mention.range.end).is_some_and(|item| {
            cue::is_preposition(&item.lower) || matches!(&*item.lower, "who" | "whose" | "ahead" | "next")
        });
        let is_generic = role::is_generic(head) && !is_told;
        if is_generic && let Some(who) = person_before(scene, mention) {
            return Some(who);
        }
        let is_the = scene.passage.item(mention.range.start).is_some_and(|item| item.is("the"))
            || matches!(head, "excellency" | "majesty" | "highness" | "holiness");
        if !is_the {
            return None;
        }
        let is_person_here = |who: &Who| matches!(who, Who::Party(idx) if fits(scene, mention, *idx));
        if is_generic || has_capital {
            return self.last(is_person_here);
        }
        // `light fell into Karin Dalsgaard’s kitchen. “…”, says the retired nurse`: a person of whom no more is known.
        let is_open = |who: &&Who| matches!(who, Who::Party(idx) if scene.parties.get(*idx).is_some_and(|party| party.roles.is_empty()));
        let here = self.turns().take_while(|turn| turn.passage == scene.idx && !is_told);
        let mut spoken_of = here.flat_map(|turn| turn.speaker.iter().chain(&turn.mentioned));
        spoken_of.find(|who| is_person_here(who) && is_open(who)).cloned()
    }
}

/// Whether the party is a person whom the noun may mean.
fn fits(scene: &Scene<'_, '_>, mention: &Mention, idx: usize) -> bool {
    let party = scene.parties.get(idx).filter(|_| scene.parties.is_person(idx));
    party.is_some_and(|party| party.gender.fits(mention.gender))
}

/// Those who hold the office; of several, those whose nationality is named, too.
fn holders(scene: &Scene<'_, '_>, mention: &Mention, head: &str, modifiers: &[&str]) -> Vec<usize> {
    let mut found = scene.parties.with_role(head);
    found.retain(|idx| fits(scene, mention, *idx));
    // The minister is not the prime minister, where the article has both.
    let is_prime = |idx: &usize| scene.parties.get(*idx).is_some_and(|party| party.roles.contains("prime"));
    let wants_prime = scene.passage.slice(mention.range.clone()).iter().any(|item| item.is("prime"));
    if head == "minister" && found.iter().any(|idx| is_prime(idx) == wants_prime) {
        found.retain(|idx| is_prime(idx) == wants_prime);
    }
    let is_highest = |idx: &usize| {
        scene.parties.get(*idx).is_some_and(|party| party.roles.iter().any(|role| role::is_highest(role)))
    };
    if head == "leader" && found.iter().any(is_highest) {
        found.retain(is_highest);
    }
    let has_modifier = |idx: &usize| {
        scene.parties.get(*idx).is_some_and(|party| {
            let is_called = |word: &str| party.roles.iter().any(|role| is_of_one_stem(role, word));
            modifiers.iter().any(|word| *word != head && *word != "the" && is_called(word))
        })
    };
    if found.iter().any(has_modifier) {
        found.retain(has_modifier);
    }
    found
}

/// `Belarusian` and `Belarus`.
fn is_of_one_stem(a: &str, b: &str) -> bool {
    let n = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    a == b || n >= STEM_CHARS_MIN
}

/// The last person whom the sentence names before a mention, and whose pronoun fits it.
fn person_before(scene: &Scene<'_, '_>, mention: &Mention) -> Option<Who> {
    let before = scene
        .mentions()
        .iter()
        .rev()
        .filter(|other| other.range.end <= mention.range.start && !other.is_genitive);
    let party = |other: &Mention| match &other.form {
        Form::Name(range) => scene.parties.find(scene.passage.str(range.clone())),
        _ => None,
    };
    before.filter_map(party).find(|idx| fits(scene, mention, *idx)).map(Who::Party)
}
