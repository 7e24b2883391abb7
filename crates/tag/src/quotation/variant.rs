//! A name where it stands, with what its surroundings say of its bearer: office, gender, whether it is a person.

use std::collections::BTreeSet;

use copydesk_record::{Name, NameKind, Span};

use super::cue;
use super::gender::gender_of_first_name;
use super::mention::{Form, Mention};
use super::noun::{extended_end, is_office};
use super::party::name_words;
use super::passage::Passage;
use super::role::{Gender, is_body, is_organisation_word, is_role};

/// How many items may stand between an office and its holder's name: `for Emergency Situations`.
const OFFICE_ITEMS_MAX: usize = 7;
/// How many words a name has at most.
const NAME_WORDS_MAX: usize = 8;

/// A name where it stands, with what its surroundings say of its bearer.
pub(super) struct Variant {
    pub(super) text: String,
    pub(super) words: Vec<String>,
    pub(super) gender: Gender,
    pub(super) roles: BTreeSet<String>,
    pub(super) personhood: i32,
    /// Whether the marked names call it a person.
    pub(super) is_known_person: bool,
    /// Whether they call it a place.
    pub(super) is_place: bool,
    /// Whether only its place at the start of a sentence may have given it its capital.
    pub(super) is_doubtful: bool,
}

/// The name of the mention at an index, with what stands beside it; `None` if it is no name.
pub(super) fn variant(
    passage: &Passage<'_>,
    mentions: &[Mention],
    idx: usize,
    names: &[Name],
) -> Option<Variant> {
    let mention = mentions.get(idx)?;
    let Form::Name(name) = &mention.form else { return None };
    let text = passage.str(name.clone()).to_owned();
    let words = name_words(&text);
    if words.is_empty() || words.len() > NAME_WORDS_MAX {
        return None;
    }
    let mut roles = BTreeSet::new();
    let mut personhood = personhood(passage, mention, name.clone(), &words);
    let kind = known_kind(passage.span(name.clone()), names);
    personhood += likeness(kind);
    for item in passage.slice(mention.range.start..name.start) {
        if let Some(role) = written_out(&item.lower) {
            roles.insert(role.to_owned());
        }
    }
    let mut gender = mention.gender;
    let nouns = [
        noun_before(passage, mentions, idx),
        noun_after(passage, mentions, idx),
        office_before(passage, mentions, idx),
    ];
    for noun in nouns.into_iter().flatten() {
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
    Some(Variant {
        text,
        words,
        gender,
        roles,
        personhood,
        is_known_person: kind == Some(NameKind::Person),
        is_place: kind == Some(NameKind::Place),
        is_doubtful: is_doubtful(passage, mention),
    })
}

/// Whether one word opens a sentence, and nothing behind it says that it is a name.
fn is_doubtful(passage: &Passage<'_>, mention: &Mention) -> bool {
    let opens = passage.sentences.binary_search_by_key(&mention.range.start, |range| range.start).is_ok();
    let speaks = passage.item(mention.range.end).is_some_and(|next| {
        cue::cue(&next.lower).is_some() || next.is(",") || next.is("’") || cue::is_auxiliary(&next.lower)
    });
    opens && mention.range.len() == 1 && !mention.is_genitive && !speaks
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
        score -= 2;
    }
    if titles.iter().any(|item| is_body(&item.lower)) {
        score -= 4;
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
fn known_kind(span: Span, names: &[Name]) -> Option<NameKind> {
    let first = names.partition_point(|name| name.span.end <= span.start);
    names.get(first).filter(|name| name.span.overlaps(span)).map(|name| name.kind)
}

/// What a marked name's kind adds to the likeness of a person.
fn likeness(kind: Option<NameKind>) -> i32 {
    match kind {
        Some(NameKind::Person) => 3,
        Some(NameKind::Organisation) => -4,
        Some(NameKind::Place) => -2,
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

/// `the Minister for Emergency Situations Aliaksei Hrynevich`: the office whose complement runs up to the name.
fn office_before<'m>(passage: &Passage<'_>, mentions: &'m [Mention], idx: usize) -> Option<&'m Mention> {
    let Form::Name(name) = &mentions.get(idx)?.form else { return None };
    let noun = mentions.get(..idx)?.last()?;
    if !matches!(noun.form, Form::Noun { is_role: true, is_plural: false, .. }) {
        return None;
    }
    let between = passage.slice(noun.range.end..name.start);
    let is_led = between.first().is_some_and(|item| matches!(&*item.lower, "of" | "for"));
    let is_title = |item: &super::passage::Item<'_>| {
        item.is_capitalised() || matches!(&*item.lower, "of" | "for" | "and" | "the" | "&")
    };
    (is_led && between.len() <= OFFICE_ITEMS_MAX && between.iter().all(is_title)).then_some(noun)
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
