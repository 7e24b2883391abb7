//! Whoever a passage speaks of: names with their offices, pronouns, and people known by what they are.

use std::ops::Range;

use copydesk_record::{Name, NameKind};

use super::cue;
use super::noun::noun;
use super::passage::{Item, ItemKind, Passage};
use super::role::Gender;

/// How many items a marked name may go on behind a mark.
const NAME_ITEMS_MAX: usize = 8;
/// How many items a dateline has at most.
const DATELINE_ITEMS_MAX: usize = 14;

/// A person, group or organisation where a passage speaks of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The items it covers, titles and article included.
    pub(super) range: Range<usize>,
    /// What kind of mention it is.
    pub(super) form: Form,
    /// Whether a preposition stands before it: rarely a subject.
    pub(super) is_object: bool,
    /// Whether it owns what follows: `Ndong’s`.
    pub(super) is_genitive: bool,
    /// What its title or its noun says of its gender.
    pub(super) gender: Gender,
}

/// The kinds of mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A name: its items, without titles.
    Name(Range<usize>),
    /// he, she, him, her.
    Pronoun,
    /// they, them.
    They,
    /// it.
    It,
    /// one, another, as in `one said`.
    One,
    /// A noun: its head in the singular and lower case.
    Noun { head: String, is_definite: bool, is_plural: bool, is_role: bool },
}

impl Mention {
    /// Leaves out the place or the body whose name stands right before a person's: `the President of Belarus Viktar
    /// Saladukha`.
    pub(super) fn trim(&mut self, passage: &Passage<'_>, names: &[Name]) {
        let Form::Name(range) = &mut self.form else { return };
        let span = passage.span(range.clone());
        let first = names.partition_point(|name| name.span.end <= span.start);
        let inside = names.iter().skip(first).take_while(|name| name.span.start < span.end);
        let starts_at = |idx: usize| passage.span(idx..idx + 1).start;
        if let Some(name) =
            inside.clone().find(|name| name.span.start == span.start && name.span.end > span.end)
            && name.kind == NameKind::Organisation
            && !self.is_genitive
        {
            // `Vind & Metal`: the marked name goes on behind a mark.
            let ends = |idx: &usize| passage.span(*idx..*idx + 1).end == name.span.end;
            if let Some(last) = (range.end..range.end + NAME_ITEMS_MAX).find(ends) {
                (range.end, self.range.end) = (last + 1, last + 1);
                self.is_genitive = passage.item(last).is_some_and(|item| item.is_genitive);
            }
            return;
        }
        let parts: Vec<&Name> = inside.collect();
        let Some(person) = parts.last().filter(|name| {
            name.kind == NameKind::Person && name.span.end == span.end && name.span.start > span.start
        }) else {
            return;
        };
        let start = range.clone().find(|idx| starts_at(*idx) == person.span.start);
        if let Some(start) = start.filter(|start| parts.len() > 1 || range.end - start > 1) {
            range.start = start;
        }
    }
}

/// The mentions of a passage, in order.
pub(super) fn mentions(passage: &Passage<'_>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    for sentence in &passage.sentences {
        let mut idx = after_dateline(passage, sentence);
        while idx < sentence.end {
            let Some(item) = passage.item(idx) else { break };
            let found = if item.is_word() || item.kind == ItemKind::Number {
                pronoun(item, idx).or_else(|| noun(passage, idx, sentence))
            } else {
                None
            };
            let Some(mut mention) = found else {
                idx += 1;
                continue;
            };
            mention.is_object = is_object(passage, sentence, &mention);
            idx = mention.range.end.max(idx + 1);
            out.push(mention);
        }
    }
    out
}

/// Where the sentence begins after its dateline: `ANTWERP – …`, `GENEVA, April 16 (Meridian) – …`.
pub(super) fn after_dateline(passage: &Passage<'_>, sentence: &Range<usize>) -> usize {
    let start = sentence.start;
    let is_place = passage.item(start).is_some_and(Item::is_capitalised) && start == 0;
    if !is_place {
        return start;
    }
    let is_upper = passage.item(0).is_some_and(|item| !item.text.chars().any(char::is_lowercase));
    for idx in 1..DATELINE_ITEMS_MAX.min(sentence.end) {
        let Some(item) = passage.item(idx) else { break };
        let is_dash = matches!(item.text, "-" | "–" | "—" | "―");
        if is_dash || (is_upper && item.is(":")) {
            return idx + 1;
        }
        if item.is_word() && !item.is_capitalised() {
            break;
        }
    }
    start
}

fn is_object(passage: &Passage<'_>, sentence: &Range<usize>, mention: &Mention) -> bool {
    let before = mention.range.start.checked_sub(1).filter(|before| sentence.contains(before));
    let preposition = before.and_then(|before| passage.item(before));
    // `as Hafez puts it`: the name is the subject after all.
    let is_subject = |item: &Item<'_>| {
        item.is("as")
            && (matches!(mention.form, Form::Name(_))
                || passage.item(mention.range.end).is_some_and(|next| cue::cue(&next.lower).is_some()))
    };
    preposition.is_some_and(|item| cue::is_preposition(&item.lower) && !is_subject(item))
        || mention.range.len() == 1
            && passage
                .item(mention.range.start)
                .is_some_and(|item| matches!(&*item.lower, "him" | "her" | "them" | "me" | "us"))
}

fn pronoun(item: &Item<'_>, idx: usize) -> Option<Mention> {
    // `he’d`, `she’ll`.
    let lower = item.lower.split(['’', '\'']).next().unwrap_or_default();
    let (form, gender) = match lower {
        "he" | "him" | "himself" => (Form::Pronoun, Gender::Masculine),
        "she" | "herself" => (Form::Pronoun, Gender::Feminine),
        "they" | "them" => (Form::They, Gender::Unknown),
        "it" => (Form::It, Gender::Unknown),
        _ => return None,
    };
    Some(Mention { range: idx..idx + 1, form, is_object: false, is_genitive: false, gender })
}
