//! The people and bodies an article names: the fullest form of each name, and what else it calls them.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{Name, NameKind, Span};
use copydesk_text::fold_words;

use super::cue;
use super::gender::{gender_of_first_name, likely_gender};
use super::mention::{Form, Mention};
use super::noun::{extended_end, is_office};
use super::passage::Passage;
use super::role::{Gender, is_organisation_word, is_role, same_roles};

/// How many parties of an article are kept apart; the names after that resolve to nobody.
const PARTIES_MAX: usize = 2_000;
/// How many parties may share one word of their names, or an office.
const SAME_WORD_MAX: usize = 12;
/// How many words a name has at most.
const NAME_WORDS_MAX: usize = 8;

/// A person or a body that the article names.
#[derive(Clone, Debug, Default)]
pub(super) struct Party {
    /// The fullest name.
    pub(super) name: String,
    /// Its folded words.
    words: Vec<String>,
    /// Which pronoun it takes.
    pub(super) gender: Gender,
    /// What it is called: offices and nationalities, in lower case.
    pub(super) roles: BTreeSet<String>,
    /// How strongly it looks like a person; above 0 it is taken for one.
    pub(super) personhood: i32,
}

/// All parties of an article.
#[derive(Debug, Default)]
pub(super) struct Parties {
    all: Vec<Party>,
    by_word: BTreeMap<String, Vec<usize>>,
    by_role: BTreeMap<String, Vec<usize>>,
}

/// A name where it stands, with what its surroundings say of its bearer.
struct Variant {
    text: String,
    words: Vec<String>,
    gender: Gender,
    roles: BTreeSet<String>,
    personhood: i32,
    /// Whether only its place at the start of a sentence may have given it its capital.
    is_doubtful: bool,
}

impl Parties {
    /// The parties that the names in these passages mention.
    pub(super) fn of(passages: &[(Passage<'_>, Vec<Mention>)], names: &[Name]) -> Self {
        let mut variants: Vec<Variant> = Vec::new();
        for (passage, mentions) in passages {
            if passage.is_body() {
                variants.extend((0..mentions.len()).filter_map(|idx| variant(passage, mentions, idx, names)));
            }
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
        self.give_gender(|_, party| match party.words.as_slice() {
            [first, _, ..] => likely_gender(first),
            _ => Gender::Unknown,
        });
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
            roles: variant.roles,
            personhood: variant.personhood,
        });
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
        let same = self.by_word.get(last)?;
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

fn variant(passage: &Passage<'_>, mentions: &[Mention], idx: usize, names: &[Name]) -> Option<Variant> {
    let mention = mentions.get(idx)?;
    let Form::Name(name) = &mention.form else { return None };
    let text = passage.str(name.clone()).to_owned();
    let words = name_words(&text);
    if words.is_empty() || words.len() > NAME_WORDS_MAX {
        return None;
    }
    let mut roles = BTreeSet::new();
    let mut personhood = personhood(passage, mention, name.clone(), &words);
    personhood += known_kind(passage.span(name.clone()), names);
    for item in passage.slice(mention.range.start..name.start) {
        if let Some(role) = written_out(&item.lower) {
            roles.insert(role.to_owned());
        }
    }
    let mut gender = mention.gender;
    for noun in
        [noun_before(passage, mentions, idx), noun_after(passage, mentions, idx)].into_iter().flatten()
    {
        if let Form::Noun { head, is_role: true, is_plural: false, .. } = &noun.form {
            personhood += 2;
            roles.insert(head.clone());
            if gender == Gender::Unknown {
                gender = noun.gender;
            }
            for item in passage.slice(noun.range.clone()) {
                if item.is_capitalised() || is_role(&item.lower) {
                    roles.insert(item.lower.clone().into_owned());
                }
            }
        }
    }
    // `Belarusian President`, `Czech governor`: the nationality tells the leaders of a story apart.
    if let Some(before) =
        mentions.get(idx.wrapping_sub(1)).filter(|before| before.range.end == mention.range.start)
        && let Form::Name(range) = &before.form
    {
        roles.insert(passage.str(range.clone()).to_lowercase());
    }
    for item in passage.slice(mention.range.start..name.start) {
        if item.is_capitalised() && !is_office(&item.lower) {
            roles.insert(item.lower.clone().into_owned());
        }
    }
    let opens = passage.sentences.binary_search_by_key(&mention.range.start, |range| range.start).is_ok();
    let next = passage.item(mention.range.end);
    let is_doubtful = opens
        && mention.range.len() == 1
        && !mention.is_genitive
        && !next.is_some_and(|next| {
            cue::cue(&next.lower).is_some() || next.is(",") || next.is("’") || cue::is_auxiliary(&next.lower)
        });
    Some(Variant { text, words, gender, roles, personhood, is_doubtful })
}

fn personhood(
    passage: &Passage<'_>,
    mention: &Mention,
    name: std::ops::Range<usize>,
    words: &[String],
) -> i32 {
    let mut score = 0;
    let titles = passage.slice(mention.range.start..name.start);
    if titles.iter().any(|item| is_office(&item.lower)) {
        score += 3;
    } else if titles.first().is_some_and(|item| item.is("the")) {
        score -= 3;
    }
    if mention.gender != Gender::Unknown {
        score += 2;
    }
    let items = passage.slice(name);
    if items.iter().any(|item| is_organisation_word(&item.lower)) {
        score -= 6;
    }
    if items.iter().any(|item| item.text.chars().filter(|c| c.is_uppercase()).count() > 2) {
        score -= 3;
    }
    if words.first().is_some_and(|first| gender_of_first_name(first) != Gender::Unknown) && items.len() > 1 {
        score += 4;
    }
    let next = passage.item(mention.range.end);
    if next.is_some_and(|next| cue::is_speech(&next.lower) || next.is("who") || next.is("whose")) {
        score += 3;
    }
    // `in El Obeid`, `from Port Sudan`: people are rarely gone to.
    let before = mention.range.start.checked_sub(1).and_then(|before| passage.item(before));
    if before.is_some_and(|item| {
        matches!(&*item.lower, "in" | "at" | "near" | "from" | "to" | "outside" | "into" | "across")
    }) {
        score -= 2;
    }
    if items.len() > 1 { score + 1 } else { score }
}

/// What the marked names say of a name: `names` are in order of their spans.
fn known_kind(span: Span, names: &[Name]) -> i32 {
    let first = names.partition_point(|name| name.span.end <= span.start);
    let found = names.get(first).filter(|name| name.span.overlaps(span));
    match found.map(|name| name.kind) {
        Some(NameKind::Person) => 2,
        Some(NameKind::Organisation | NameKind::Place) => -2,
        _ => 0,
    }
}

/// The office that a title stands for: `Sen` for senator; `None` if it is none.
fn written_out(lower: &str) -> Option<&str> {
    match lower {
        "sen" => Some("senator"),
        "gov" => Some("governor"),
        "rep" => Some("congressman"),
        "gen" => Some("general"),
        "col" => Some("colonel"),
        "capt" => Some("captain"),
        "lt" => Some("lieutenant"),
        "sgt" => Some("sergeant"),
        "prof" => Some("professor"),
        "dr" => Some("doctor"),
        "rev" | "reverend" | "fr" => Some("priest"),
        _ => is_role(lower).then_some(lower),
    }
}

/// `The spokesman of the Institute, Celso Mutemba,`: the noun before the comma before the name.
fn noun_before<'m>(passage: &Passage<'_>, mentions: &'m [Mention], idx: usize) -> Option<&'m Mention> {
    let mention = mentions.get(idx)?;
    let comma = mention.range.start.checked_sub(1)?;
    if !passage.item(comma)?.is(",") {
        return None;
    }
    let before = mentions.get(..idx)?.iter().rev().take(3);
    before
        .filter(|noun| matches!(noun.form, Form::Noun { is_role: true, .. }))
        .find(|noun| extended_end(passage, noun.range.end, comma) == comma)
}

/// `Griet Maes, the president of the union`: the noun after the comma after the name.
fn noun_after<'m>(passage: &Passage<'_>, mentions: &'m [Mention], idx: usize) -> Option<&'m Mention> {
    let mention = mentions.get(idx)?;
    // `In Dakar, the ministry promised`: a place is not the noun behind it.
    let opener = mention.range.start.wrapping_sub(1);
    if passage.sentences.binary_search_by_key(&opener, |range| range.start).is_ok()
        && passage.item(opener).is_some_and(|item| cue::is_preposition(&item.lower))
    {
        return None;
    }
    let mut at = mention.range.end;
    // `Karl Brandt is the minister of ports`.
    let is_copula = matches!(&*passage.item(at)?.lower, "is" | "was" | "became" | "remains");
    if !(is_copula || passage.item(at)?.is(",")) {
        return None;
    }
    at += 1;
    // `Kamala Tharu, 34, a farmer`.
    if passage.item(at + 1).is_some_and(|item| item.is(",")) {
        at += 2;
    }
    let noun = mentions.get(idx + 1..)?.iter().take(3).find(|noun| noun.range.start == at)?;
    matches!(noun.form, Form::Noun { .. }).then_some(noun)
}
