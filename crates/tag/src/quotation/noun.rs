//! Nouns that name people and bodies: article, modifiers, office and name, read from left to right.

use std::ops::Range;

use copydesk_text::is_stopword;

use super::cue;
use super::mention::{Form, Mention};
use super::passage::{Item, ItemKind, Passage};
use super::role::{
    Gender, gender_of_role, is_body, is_group, is_honorific, is_office_word, is_role, singular,
};
use super::word::{is_calendar, is_demonym, is_nobody, is_particle};

/// How many words a noun with its modifiers may have.
const NOUN_WORDS_MAX: usize = 9;
/// How many words of a lower-case modifier may stand between an article and its noun.
const MODIFIERS_MAX: usize = 4;
/// How many `of the …`, `in …` may follow a noun.
const COMPLEMENTS_MAX: usize = 3;

/// Articles, and words that stand in their place; whether they make the noun definite.
fn determiner(lower: &str) -> Option<bool> {
    match lower {
        "the" | "his" | "her" | "its" | "their" | "our" | "my" | "this" | "these" | "those" => Some(true),
        "a" | "an" | "one" | "another" | "two" | "three" | "four" | "five" | "six" | "several" | "some"
        | "many" | "most" | "few" | "other" | "both" | "every" | "any" | "dozens" | "hundreds" => Some(false),
        _ => None,
    }
}

fn is_stop(item: &Item<'_>) -> bool {
    !item.is_word()
        || (item.is_capitalised() && is_calendar(&item.lower))
        || cue::is_preposition(&item.lower)
        || cue::opens_clause(&item.lower)
        || cue::is_function(&item.lower)
        || (!item.is_capitalised()
            && cue::cue(&item.lower).is_some()
            && !is_office(&item.lower)
            && !is_group(&item.lower))
}

/// Whether a word belongs to an office: minister, chief, deputy.
pub(super) fn is_office(lower: &str) -> bool {
    is_role(lower) || is_office_word(lower) || is_honorific(lower)
}

fn is_determiner(item: &Item<'_>) -> bool {
    determiner(&item.lower).is_some()
}

/// Reads the noun that begins at `idx`, if one does.
pub(super) fn noun(passage: &Passage<'_>, idx: usize, sentence: &Range<usize>) -> Option<Mention> {
    let first = passage.item(idx)?;
    let after_genitive =
        idx.checked_sub(1).and_then(|before| passage.item(before)).is_some_and(|item| item.is_genitive);
    let article = determiner(&first.lower).or(after_genitive.then_some(true));
    let is_opening = idx == sentence.start;
    let begins = is_determiner(first)
        || after_genitive && !is_stop(first)
        || first.kind == ItemKind::Number && passage.item(idx + 1).is_some_and(|next| is_group(&next.lower))
        || (first.is_capitalised() && !is_opener(first, is_opening, passage.item(idx + 1)))
        || (first.is_word() && !is_stop(first) && (is_office(&first.lower) || is_group(&first.lower)));
    // `said for her part`: she is not the one who is meant next.
    let is_part = is_determiner(first) && passage.item(idx + 1).is_some_and(|next| next.is("part"));
    if !begins || is_part || is_nobody(&first.lower) {
        return None;
    }
    if first.is("one") || first.is("another") {
        let next = passage.item(idx + 1).filter(|next| !next.is("of"));
        let is_said = |item: Option<&Item<'_>>| item.is_some_and(|item| cue::is_speech(&item.lower));
        let before = idx.checked_sub(1).and_then(|before| passage.item(before));
        let is_one_of = passage.item(idx + 1).is_some_and(|next| next.is("of"));
        if is_said(next)
            || (!is_one_of && is_said(before) && next.is_none_or(|next| !next.is_word() || is_stop(next)))
        {
            return Some(Mention {
                range: idx..idx + 1,
                form: Form::One,
                is_object: false,
                is_genitive: false,
                gender: Gender::Unknown,
            });
        }
    }
    if first.is("one") && passage.item(idx + 1).is_some_and(|next| next.is("of")) {
        let end = extended_end(passage, idx + 1, sentence.end);
        let form = Form::Noun { head: "one".to_owned(), is_definite: false, is_plural: false, is_role: true };
        let range = idx..end.max(idx + 1);
        return Some(Mention { range, form, is_object: false, is_genitive: false, gender: Gender::Unknown });
    }
    let body = if is_determiner(first) { idx + 1 } else { idx };
    let end = noun_end(passage, body, sentence, article.is_some());
    let mention = name_or_noun(passage, idx, body, end, article)?;
    Some(mention)
}

/// A capitalised word that opens a sentence and is none of a name: `Meanwhile`, `Speaking`.
fn is_opener(item: &Item<'_>, is_opening: bool, next: Option<&Item<'_>>) -> bool {
    if is_stop(item) || is_determiner(item) {
        return true;
    }
    if matches!(&*item.lower, "his" | "her" | "its" | "their" | "our" | "my") {
        return false;
    }
    let next_is_capital = next.is_some_and(Item::is_capitalised);
    is_opening
        && !is_office(&item.lower)
        && !is_group(&item.lower)
        && (is_stopword(&item.lower)
            || (!next_is_capital
                && ["ing", "ly", "ed", "wards", "side"].iter().any(|end| item.lower.ends_with(end))))
}

/// Where the noun that begins at `start` ends: after its head and the name that follows.
fn noun_end(passage: &Passage<'_>, start: usize, sentence: &Range<usize>, has_article: bool) -> usize {
    let mut idx = start;
    let mut n_modifiers = 0;
    let mut seen_head = false;
    while idx < sentence.end && idx - start < NOUN_WORDS_MAX {
        let Some(item) = passage.item(idx) else { break };
        if item.is(".") && is_point_of_name(passage, idx) {
            idx += 1;
            continue;
        }
        // `the 34-year-old mother`.
        if item.kind == ItemKind::Number && has_article && idx == start && item.text.contains('-') {
            idx += 1;
            continue;
        }
        if is_stop(item) && !(item.is_capitalised() && seen_head && is_role(&item.lower)) {
            let joins = is_particle(&item.lower)
                && idx > start
                && passage.item(idx + 1).is_some_and(Item::is_capitalised);
            if !joins {
                break;
            }
        }
        let is_head_here = is_head(item);
        if item.is_capitalised() || is_particle(&item.lower) {
            // `the Latvian hydrology service`: where somebody is from is not yet who.
            let goes_on = is_demonym(&item.lower)
                && passage.item(idx + 1).is_some_and(|next| !next.is_capitalised() && !is_stop(next));
            seen_head |= item.is_capitalised() && !goes_on;
        } else if is_head_here {
            seen_head = true;
        } else {
            // A word in lower case: a modifier while the head is still to come, else the sentence goes on.
            let comes = (idx + 1..(idx + 1 + MODIFIERS_MAX).min(sentence.end)).find_map(|next| {
                let next = passage.item(next)?;
                if is_stop(next) || is_determiner(next) { Some(false) } else { is_head(next).then_some(true) }
            });
            let is_modifier = comes == Some(true) && has_article && !seen_head && n_modifiers < MODIFIERS_MAX;
            if !is_modifier && (seen_head || !has_article) {
                break;
            }
            n_modifiers += 1;
            if n_modifiers > MODIFIERS_MAX {
                break;
            }
        }
        idx += 1;
        if item.is_genitive {
            break;
        }
    }
    idx
}

/// Whether a noun may be about this word: an office, a group, a body.
fn is_head(item: &Item<'_>) -> bool {
    is_office(&item.lower) || is_group(&item.lower) || is_body(&item.lower)
}

/// The point of `Dr.` or of an initial, between the words of a name.
fn is_point_of_name(passage: &Passage<'_>, idx: usize) -> bool {
    let before = idx.checked_sub(1).and_then(|before| passage.item(before));
    let is_short = before.is_some_and(|item| {
        item.is_capitalised() && (item.text.chars().count() == 1 || is_honorific(&item.lower))
    });
    is_short && passage.item(idx + 1).is_some_and(Item::is_capitalised)
}

fn name_or_noun(
    passage: &Passage<'_>,
    first: usize,
    body: usize,
    end: usize,
    article: Option<bool>,
) -> Option<Mention> {
    if end <= body {
        return None;
    }
    let is_genitive = passage.item(end - 1).is_some_and(|item| item.is_genitive);
    let mut gender = Gender::Unknown;
    for item in passage.slice(body..end) {
        let found = gender_of_role(&item.lower);
        if found != Gender::Unknown {
            gender = found;
        }
    }
    // `the 24-year-old`: an age for whoever has it.
    let is_age = end == body + 1
        && passage
            .item(body)
            .is_some_and(|item| item.kind == ItemKind::Number && item.text.ends_with("-year-old"));
    let name = name_range(passage, body, end);
    let form = if is_age {
        let is_definite = article == Some(true);
        Form::Noun { head: "year-old".to_owned(), is_definite, is_plural: false, is_role: true }
    } else if let Some(name) = name {
        Form::Name(name)
    } else {
        let head = passage.slice(body..end).iter().rev().find(|item| item.is_word())?;
        let is_plural = is_group(&head.lower);
        let head_word = if is_plural { singular(&head.lower) } else { None };
        Form::Noun {
            is_role: is_role(&head.lower)
                || is_plural
                || is_body(&head.lower)
                || (head.is_capitalised() && is_demonym(&head.lower)),
            head: head_word.unwrap_or_else(|| head.lower.clone().into_owned()),
            is_definite: article == Some(true),
            is_plural,
        }
    };
    Some(Mention { range: first..end, form, is_object: false, is_genitive, gender })
}

/// The capitalised words at the end that are no title.
fn name_range(passage: &Passage<'_>, body: usize, end: usize) -> Option<Range<usize>> {
    let mut start = end;
    while start > body {
        let Some(item) = passage.item(start - 1) else { break };
        let belongs = item.is_capitalised() || item.is(".") || (is_particle(&item.lower) && start < end);
        if !belongs {
            break;
        }
        start -= 1;
    }
    // Titles go: up to the last of them that a word of the name follows.
    let mut name = start;
    for idx in start..end {
        let Some(item) = passage.item(idx) else { break };
        let is_point = item.is(".") && idx > start && idx == name;
        let is_last = idx + 1 == end;
        if is_point
            || ((is_office(&item.lower) || is_group(&item.lower))
                && !(is_last && idx > start && idx > name && !is_plain_title(&item.lower)))
        {
            name = idx + 1;
        }
    }
    while name < end && passage.item(name).is_some_and(|item| !item.is_capitalised()) {
        name += 1;
    }
    // `Republican Donald Trump`, but not `Italian Open`.
    if end - name.min(end) >= 3 && passage.item(name).is_some_and(|item| is_demonym(&item.lower)) {
        name += 1;
    }
    let the = body.checked_sub(1).and_then(|at| passage.item(at)).is_some_and(|item| item.is("the"));
    if the && end == body + 1 && passage.item(body).is_some_and(|item| is_demonym(&item.lower)) {
        // `the Senegalese said`: a noun.
        return None;
    }
    (name < end).then_some(name..end)
}

/// Titles that are never a surname.
fn is_plain_title(lower: &str) -> bool {
    is_role(lower)
        && !matches!(
            lower,
            "king"
                | "prince"
                | "pope"
                | "judge"
                | "major"
                | "bishop"
                | "cook"
                | "baker"
                | "carpenter"
                | "priest"
        )
}

/// Where a noun ends with its complements: `a member of the mediation team`, `the spokesman of the Institute (INGD)`.
pub(super) fn extended_end(passage: &Passage<'_>, end: usize, limit: usize) -> usize {
    let mut idx = end;
    for _ in 0..COMPLEMENTS_MAX {
        let Some(item) = passage.item(idx).filter(|_| idx < limit) else { break };
        if !matches!(
            &*item.lower,
            "of" | "at"
                | "in"
                | "for"
                | "from"
                | "to"
                | "with"
                | "on"
                | "near"
                | "behind"
                | "beside"
                | "outside"
                | "called"
        ) || idx == 0
        {
            break;
        }
        let mut next = idx + 1;
        while next < limit && next - idx < NOUN_WORDS_MAX {
            let Some(word) = passage.item(next) else { break };
            // `of the Ambulance Workers’ Association`.
            let is_plural_genitive = matches!(word.text, "’" | "'")
                && passage
                    .item(next - 1)
                    .is_some_and(|item| item.is_capitalised() && item.text.ends_with('s'))
                && passage.item(next + 1).is_some_and(Item::is_capitalised);
            let goes_on = is_plural_genitive
                || !is_stop(word)
                || (word.is("and") && passage.item(next + 1).is_some_and(Item::is_capitalised))
                || is_particle(&word.lower)
                || matches!(&*word.lower, "these" | "this" | "those" | "them" | "me" | "us");
            if !goes_on {
                break;
            }
            next += 1;
        }
        if next == idx + 1 {
            break;
        }
        idx = next;
        if passage.item(idx).is_some_and(|item| item.is("("))
            && passage.item(idx + 2).is_some_and(|item| item.is(")"))
        {
            idx += 3;
        }
    }
    idx
}
