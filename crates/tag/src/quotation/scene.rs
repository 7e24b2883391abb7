//! A sentence that is being read: its passage, its place in it, the mentions in the passage.

use std::ops::Range;

use super::mention::{Form, Mention};
use super::noun::extended_end;
use super::party::Parties;
use super::passage::Passage;
use super::role::{self, is_body};

/// A sentence that is being read: its passage, its place in it, the mentions in the passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'s, 't> {
    pub(super) parties: &'s Parties,
    pub(super) passage: &'s Passage<'t>,
    /// The passage's place among all.
    pub(super) idx: usize,
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
        // `The boy is Damyan Karadzhov, 44, …`.
        let is_copula = comma.is("is") || comma.is("was");
        if !(is_copula || comma.is(",") || comma.is("—") || comma.is("–")) {
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

    /// The name that a noun between commas is said of: `Sonia Mabrouk, baker in La Marsa, who …`.
    pub(super) fn name_before(&self, mention: &Mention) -> Option<&'s Mention> {
        let Form::Noun { head, is_role: true, is_plural: false, .. } = &mention.form else { return None };
        let comma = mention.range.start.checked_sub(1).filter(|at| self.sentence.contains(at))?;
        if !self.passage.item(comma)?.is(",") || !role::is_role(head) {
            return None;
        }
        let name = self.mentions().iter().find(|name| name.range.end == comma)?;
        let Form::Name(range) = &name.form else { return None };
        let end = extended_end(self.passage, mention.range.end, self.sentence.end);
        let after = self.passage.item(end);
        let closes = after.is_none_or(|item| !item.is_word() || item.is("who") || item.is("whose"));
        let party = self.parties.find(self.passage.str(range.clone()))?;
        (closes && self.parties.is_person(party)).then_some(name)
    }
}
