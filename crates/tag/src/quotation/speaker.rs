//! Who said a quotation: the rules, in the order they are trusted.

use super::carry::{carried, colon};
use super::clause::{is_cue_at, is_negated, is_restrictive, subject};
use super::cue::{self, Form as VerbForm, Strength};
use super::discourse::{Discourse, Who, is_person};
use super::mention::{Form, Mention};
use super::noun::extended_end;
use super::passage::{Item, ItemKind};
use super::phrase::{account, comment_of, for_speaker, signed, unspoken};
use super::scene::Scene;

/// How far to the right of a quotation its verb is looked for, in items.
const RIGHT_ITEMS_MAX: usize = 40;
/// How far to the left.
const LEFT_ITEMS_MAX: usize = 80;
/// How many words in lower case may stand before a speaker's name without an article.
pub(super) const MODIFIERS_MAX: usize = 3;
/// How many verbs of saying before a quotation are tried.
const CUES_MAX: usize = 5;

/// A speaker and what gave it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Who.
    pub(super) who: Who,
    /// Where the speaker is named beside the quotation, in items.
    pub(super) mention: Option<std::ops::Range<usize>>,
    /// The verb, an item.
    pub(super) cue: Option<usize>,
    /// The rule, for `explain`.
    pub(super) rule: &'static str,
}

/// Who said the quotation at item `quote` of the scene's sentence.
pub(super) fn speaker(
    discourse: &Discourse,
    scene: &Scene<'_, '_>,
    quote: usize,
    passage: usize,
) -> Option<Found> {
    let opens =
        scene.passage.slice(scene.sentence.start..quote).iter().all(|item| item.kind == ItemKind::Mark);
    let text = scene.passage.item(quote).map_or("", |item| item.text);
    let is_tagged = opens || text.ends_with([',', '?', '!', '…', '—', '–']) || is_inverted(scene, quote);
    // `Ask Jana Horn, boss of the union: “Who cleans up?” Fair point, I'd say.`: what follows is the next sentence.
    let is_led = quote.checked_sub(1).and_then(|at| scene.passage.item(at)).is_some_and(|item| item.is(":"));
    let is_tagged = is_tagged && !(is_led && text.ends_with(['?', '!', '.']));
    if is_tagged && let Some(found) = right(discourse, scene, quote) {
        return Some(found);
    }
    if let Some(found) = left(discourse, scene, quote) {
        return Some(found);
    }
    // `X gave up the record with humour: “…” She admitted …`: what follows is the next sentence.
    let is_whole = text.ends_with(['.', '?', '!']);
    if is_whole && let Some(found) = colon(discourse, scene, quote) {
        return Some(found);
    }
    if let Some(found) = for_speaker(discourse, scene, quote) {
        return Some(found);
    }
    if !is_tagged && let Some(found) = right(discourse, scene, quote) {
        return Some(found);
    }
    if let Some(found) = colon(discourse, scene, quote) {
        return Some(found);
    }
    if opens { carried(discourse, scene, passage) } else { None }
}

/// `“…”, says a student`, `“…”, slipped a manager`: the verb follows at once.
fn is_inverted(scene: &Scene<'_, '_>, quote: usize) -> bool {
    let at = |idx: usize| scene.passage.item(idx);
    let comma = at(quote + 1).is_some_and(|item| item.is(","));
    let verb = at(quote + 2).filter(|_| comma);
    verb.is_some_and(|item| cue::is_speech(&item.lower)) && subject_behind(scene, quote + 3).is_some()
        || verb.is_some_and(|item| is_verb(item, true))
            && scene.mention_at(quote + 3).is_some_and(|mention| {
                let is_one = matches!(
                    mention.form,
                    Form::Name(_) | Form::Noun { is_role: true, is_plural: false, .. }
                );
                let closes = at(mention.range.end).is_none_or(|item| {
                    item.kind == ItemKind::Mark
                        || matches!(&*item.lower, "who" | "whose" | "in" | "of" | "at")
                });
                is_one && closes
            })
}

/// The subject behind an inverted verb: at once, after an adverb, or after `for her part`, `in turn`.
fn subject_behind<'s>(scene: &Scene<'s, '_>, at: usize) -> Option<&'s Mention> {
    let is = |idx: usize, words: &[&str]| {
        scene.passage.item(idx).is_some_and(|item| words.contains(&&*item.lower))
    };
    let start = if is(at, &["for"]) && is(at + 2, &["part"]) {
        at + 3
    } else if is(at, &["in"]) && is(at + 1, &["turn"]) {
        at + 2
    } else {
        at
    };
    let mention = (start..start + 3).find_map(|at| scene.mention_at(at))?;
    // `“…,” said the committee’s chair, Moira Telfer`: whose chair it is does not speak.
    let head = mention.is_genitive.then(|| modified(scene, mention.range.end)).flatten();
    Some(head.unwrap_or(mention))
}

/// `“…,” said X`, `“…,” X said`, `“…,” according to X`.
fn right(discourse: &Discourse, scene: &Scene<'_, '_>, quote: usize) -> Option<Found> {
    let mut idx = quote + 1;
    while scene.passage.item(idx).is_some_and(|item| matches!(item.text, "," | "—" | "–" | "-" | "―")) {
        idx += 1;
    }
    if idx >= scene.sentence.end {
        return None;
    }
    let item = scene.passage.item(idx)?;
    // `“…”, as the headteacher puts it`, `“…”, so the governor before the press`.
    if (item.is("as") || item.is("so")) && idx > quote + 1 {
        idx += 1;
        let found = modified(scene, idx).and_then(|mention| {
            let told = subject_then_verb(discourse, scene, mention, false);
            let is_so = item.is("so") && matches!(mention.form, Form::Name(_));
            told.or_else(|| is_so.then(|| unspoken(discourse, scene, mention, "so-speaker")).flatten())
        });
        return found;
    }
    if item.is("according") {
        let mention = scene.mention_at(idx + 2)?;
        let who = discourse.resolve(scene, mention)?;
        return Some(Found {
            who,
            mention: Some(named(scene, mention)),
            cue: Some(idx),
            rule: "according-to",
        });
    }
    let text = scene.passage.item(quote).map_or("", |item| item.text);
    let is_tagged = text.ends_with([',', '?', '!', '…', '—', '–']) || is_inverted(scene, quote);
    if is_verb(item, is_tagged) {
        let mention = subject_behind(scene, idx + 1)?;
        if mention.is_object && !matches!(mention.form, Form::One) {
            return None;
        }
        let who = discourse.resolve(scene, mention)?;
        return Some(Found {
            who,
            mention: Some(named(scene, mention)),
            cue: Some(idx),
            rule: "verb-subject",
        });
    }
    if let Some(found) = signed(discourse, scene, quote, idx) {
        return Some(found);
    }
    if let Some(found) = comment_of(discourse, scene, idx) {
        return Some(found);
    }
    let Some(mention) = modified(scene, idx) else { return later_tag(discourse, scene, idx) };
    // `“…,” it sounds`: whoever was on the stage.
    if mention.form == Form::It
        && scene
            .passage
            .item(idx + 1)
            .is_some_and(|item| matches!(&*item.lower, "sounds" | "sounded" | "goes" | "went"))
    {
        return None;
    }
    if mention.is_genitive
        && !matches!(scene.passage.item(mention.range.end), Some(item) if is_verb(item, false))
    {
        // `“…,” Ndong’s agent said`: the next mention speaks.
        let next = scene.mention_at(mention.range.end)?;
        return subject_then_verb(discourse, scene, next, is_tagged);
    }
    subject_then_verb(discourse, scene, mention, is_tagged).or_else(|| later_tag(discourse, scene, idx))
}

/// The mention at an item, or behind its own words in lower case: `weary fire boss Anders Krogh said`.
fn modified<'s>(scene: &Scene<'s, '_>, idx: usize) -> Option<&'s Mention> {
    for at in idx..idx + 1 + MODIFIERS_MAX {
        if let Some(mention) = scene.mention_at(at) {
            return Some(mention).filter(|found| at == idx || matches!(found.form, Form::Name(_)));
        }
        let item = scene.passage.item(at).filter(|item| item.is_word())?;
        if cue::is_function(&item.lower) || cue::is_preposition(&item.lower) || is_verb(item, true) {
            return None;
        }
    }
    None
}

/// `“A bad day” for the town, said X` and `…, X said`: the verb at the end of the sentence that a quotation opens.
fn later_tag(discourse: &Discourse, scene: &Scene<'_, '_>, from: usize) -> Option<Found> {
    for idx in from..scene.sentence.end.min(from + RIGHT_ITEMS_MAX) {
        let item = scene.passage.item(idx)?;
        if item.is_quote() {
            return None;
        }
        if !item.is(",") {
            continue;
        }
        if scene.passage.item(idx + 1).is_some_and(|item| cue::is_speech(&item.lower))
            && let Some(mention) = scene.mention_at(idx + 2).filter(|mention| !mention.is_object)
        {
            let who = discourse.resolve(scene, mention)?;
            let mention = Some(named(scene, mention));
            return Some(Found { who, mention, cue: Some(idx + 1), rule: "verb-subject" });
        }
        if let Some(mention) = scene.mention_at(idx + 1)
            && let Some(found) = subject_then_verb(discourse, scene, mention, false)
            && found
                .cue
                .and_then(|cue| scene.passage.item(cue))
                .is_some_and(|item| cue::is_speech(&item.lower))
        {
            return Some(found);
        }
    }
    None
}

/// Who is announced by a sentence that ends with a colon, the quotation being in the next paragraph.
pub(super) fn announced(discourse: &Discourse, scene: &Scene<'_, '_>) -> Option<Found> {
    let last = scene.sentence.end.checked_sub(1).and_then(|last| scene.passage.item(last))?;
    if !last.is(":") {
        return None;
    }
    left(discourse, scene, scene.sentence.end).or_else(|| colon(discourse, scene, scene.sentence.end))
}

fn is_verb(item: &Item<'_>, is_tagged: bool) -> bool {
    if !item.is_word() || item.is_capitalised() {
        return false;
    }
    match cue::cue(&item.lower) {
        Some((_, VerbForm::Finite)) => true,
        Some(_) => false,
        None => {
            is_tagged && item.lower.len() > 3 && (item.lower.ends_with("ed") || item.lower.ends_with("ied"))
        }
    }
}

/// The verb after a mention: at once, after adverbs, or after what stands between commas.
fn subject_then_verb(
    discourse: &Discourse,
    scene: &Scene<'_, '_>,
    mention: &Mention,
    is_tagged: bool,
) -> Option<Found> {
    let end = extended_end(scene.passage, mention.range.end, scene.sentence.end);
    let limit = scene.sentence.end.min(end + RIGHT_ITEMS_MAX);
    let mut after_comma = false;
    let mut cue = None;
    for idx in mention.range.end..limit {
        let item = scene.passage.item(idx)?;
        if item.is_quote() {
            break;
        }
        let is_adjacent = idx <= end || after_comma;
        if is_adjacent && is_verb(item, is_tagged) {
            cue = Some(idx);
            break;
        }
        if item.is(",") || item.is(")") {
            after_comma = true;
        } else if after_comma && !cue::is_auxiliary(&item.lower) {
            after_comma = false;
        }
        if !after_comma && idx >= end && idx < end + 3 && cue::is_auxiliary(&item.lower) {
            let next = scene.passage.item(idx + 1)?;
            if is_verb(next, false) {
                cue = Some(idx + 1);
                break;
            }
        }
    }
    let cue = cue?;
    let who = discourse.resolve(scene, mention)?;
    Some(Found { who, mention: Some(named(scene, mention)), cue: Some(cue), rule: "subject-verb" })
}

/// `X said: “…”`, `X called it a “…”`: the nearest verb of saying before, and its subject.
fn left(discourse: &Discourse, scene: &Scene<'_, '_>, quote: usize) -> Option<Found> {
    let start = scene.sentence.start.max(quote.saturating_sub(LEFT_ITEMS_MAX));
    let is_colon =
        quote.checked_sub(1).and_then(|at| scene.passage.item(at)).is_some_and(|item| item.is(":"));
    let mut mind = None;
    let mut n_cues = 0;
    let mut bare = None;
    for idx in (start..quote).rev() {
        let Some(item) = scene.passage.item(idx) else { continue };
        if item.is("according") && scene.passage.item(idx + 1).is_some_and(|item| item.is("to")) {
            let mention = scene.mention_at(idx + 2)?;
            let who = discourse.resolve(scene, mention)?;
            return Some(Found {
                who,
                mention: Some(named(scene, mention)),
                cue: Some(idx),
                rule: "according-to",
            });
        }
        if item.is("words") && scene.passage.item(idx + 1).is_some_and(|item| item.is("of")) {
            let mention = scene.mention_at(idx + 2)?;
            let who = discourse.resolve(scene, mention)?;
            return Some(Found {
                who,
                mention: Some(named(scene, mention)),
                cue: Some(idx),
                rule: "in-words-of",
            });
        }
        if let Some(found) = account(discourse, scene, idx) {
            return Some(found);
        }
        if !is_cue_at(scene, idx) {
            continue;
        }
        n_cues += 1;
        if n_cues > CUES_MAX {
            break;
        }
        if let Some(subject) = subject(scene, idx, quote)
            && let Some(who) = discourse.resolve(scene, subject)
        {
            let mention = Some(named(scene, subject));
            let found = Found { who, mention, cue: Some(idx), rule: "subject-verb-quote" };
            if cue::cue(&item.lower).is_some_and(|(strength, _)| strength != Strength::Mind)
                && !is_negated(scene, idx)
                && !is_restrictive(scene, idx)
            {
                return Some(found);
            }
            // `whose president, Mongi Ferjani, found the formula: “…”`.
            if n_cues == 1 && is_colon && matches!(subject.form, Form::Name(_)) && !is_negated(scene, idx) {
                return Some(found);
            }
            // `said he believed that …`: what somebody thinks is told by whoever says so.
            mind = mind.or(Some(found));
        } else {
            bare = bare.or(Some(idx));
        }
    }
    if mind.is_some() && !is_colon {
        return mind;
    }
    // A verb without a subject in its sentence: `Asked about it, said: “…”`.
    let cue = bare?;
    let who = discourse.last(|who| is_person(who, scene.parties))?;
    Some(Found { who, mention: None, cue: Some(cue), rule: "verb-carried" })
}

/// Where the speaker is named: the name beside a noun, else the mention itself.
pub(super) fn named(scene: &Scene<'_, '_>, mention: &Mention) -> std::ops::Range<usize> {
    match (&mention.form, scene.name_beside(mention)) {
        (_, Some(Mention { form: Form::Name(range), .. })) | (Form::Name(range), None) => range.clone(),
        _ => mention.range.clone(),
    }
}
