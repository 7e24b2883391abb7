//! Who said a quotation: the rules, in the order they are trusted.

use super::cue::{self, Form as VerbForm, Strength};
use super::discourse::{Discourse, Scene, Turn, Who, is_person};
use super::mention::{Form, Mention, extended_end};
use super::passage::{Item, ItemKind};

/// How far to the right of a quotation its verb is looked for, in items.
const RIGHT_ITEMS_MAX: usize = 40;
/// How far to the left.
const LEFT_ITEMS_MAX: usize = 80;

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
    if is_tagged && let Some(found) = right(discourse, scene, quote) {
        return Some(found);
    }
    if let Some(found) = left(discourse, scene, quote) {
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

/// `“…”, says a student`: the verb follows at once.
fn is_inverted(scene: &Scene<'_, '_>, quote: usize) -> bool {
    let comma = scene.passage.item(quote + 1).is_some_and(|item| item.is(","));
    comma
        && scene.passage.item(quote + 2).is_some_and(|item| cue::is_speech(&item.lower))
        && scene.mention_at(quote + 3).is_some()
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
    let is_tagged = text.ends_with([',', '?', '!', '…', '—', '–']);
    if is_verb(item, is_tagged) {
        let mention = (idx + 1..idx + 4).find_map(|at| scene.mention_at(at))?;
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
    let mention = scene.mention_at(idx)?;
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
    subject_then_verb(discourse, scene, mention, is_tagged)
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
    let mut mind = None;
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
        if !is_cue_at(scene, idx) {
            continue;
        }
        if let Some((who, mention)) = subject(discourse, scene, idx, quote) {
            let found = Found { who, mention, cue: Some(idx), rule: "subject-verb-quote" };
            if cue::cue(&item.lower).is_some_and(|(strength, _)| strength != Strength::Mind) {
                return Some(found);
            }
            // `said he believed that …`: what somebody thinks is told by whoever says so.
            mind = mind.or(Some(found));
        }
    }
    mind
}

/// Whether the item is a verb of saying, and not a noun of the same form (`the report`, `peace talks`).
pub(super) fn is_cue_at(scene: &Scene<'_, '_>, idx: usize) -> bool {
    let Some(item) = scene.passage.item(idx) else { return false };
    if !item.is_word() {
        return false;
    }
    let Some((strength, form)) = cue::cue(&item.lower) else { return false };
    if item.is_capitalised() && !(idx == scene.sentence.start && form == VerbForm::Participle) {
        return false;
    }
    let Some(before) = idx.checked_sub(1).and_then(|before| scene.passage.item(before)) else { return true };
    if idx == scene.sentence.start {
        return true;
    }
    // `was called`, `when asked`: the subject does not speak; `was quoted as saying` does.
    let is_passive = item.lower.ends_with("ed")
        || matches!(&*item.lower, "told" | "put" | "read" | "seen" | "found" | "held");
    if is_passive
        && !item.is("quoted")
        && matches!(
            &*before.lower,
            "was"
                | "were"
                | "is"
                | "are"
                | "be"
                | "been"
                | "being"
                | "when"
                | "if"
                | "once"
                | "as"
                | "get"
                | "got"
        )
    {
        return false;
    }
    if before.is_genitive && form == VerbForm::Finite && !matches!(&*item.lower, "said" | "says" | "told") {
        return false;
    }
    let is_base = !(item.lower.ends_with("ed")
        || item.lower.ends_with("ing")
        || matches!(&*item.lower, "said" | "told" | "says" | "wrote"));
    let after_noun_word = before.is_genitive
        || matches!(
            &*before.lower,
            "the"
                | "a"
                | "an"
                | "his"
                | "her"
                | "its"
                | "their"
                | "this"
                | "that"
                | "these"
                | "those"
                | "no"
                | "any"
                | "some"
                | "our"
                | "my"
                | "of"
                | "in"
                | "for"
                | "with"
                | "on"
                | "at"
                | "from"
        )
        || before.kind == ItemKind::Number;
    if after_noun_word && is_base {
        return false;
    }
    if before.is("the") || before.is("a") || before.is("an") {
        return false;
    }
    // `to` and a verb is what somebody is to do; `was called`, `is known as` name a thing.
    if strength != Strength::Speech && is_base && item.lower.ends_with('s') {
        let is_after_subject = scene.mentions().iter().any(|mention| mention.range.end == idx)
            || before.is(",")
            || cue::is_auxiliary(&before.lower)
            || before.is("and")
            || before.is("who");
        return is_after_subject;
    }
    true
}

/// The subject of the verb at `cue`, and where it stands.
pub(super) fn subject(
    discourse: &Discourse,
    scene: &Scene<'_, '_>,
    cue: usize,
    quote: usize,
) -> Option<(Who, Option<std::ops::Range<usize>>)> {
    let take =
        |mention: &Mention| discourse.resolve(scene, mention).map(|who| (who, Some(named(scene, mention))));
    // `said X:` before the quotation, where nothing stands before the verb.
    let mut before = cue;
    while before > scene.sentence.start
        && scene.passage.item(before - 1).is_some_and(|item| item.is_word() && cue::is_auxiliary(&item.lower))
    {
        before -= 1;
    }
    let mentions = scene.mentions();
    let form = scene.passage.item(cue).and_then(|item| cue::cue(&item.lower)).map(|(_, form)| form);
    if form == Some(VerbForm::Participle) && cue > scene.sentence.start {
        // `…, noting that`: the subject of the nearest finite verb of saying before.
        for idx in (scene.sentence.start..cue).rev().take(LEFT_ITEMS_MAX) {
            let is_finite = scene
                .passage
                .item(idx)
                .and_then(|item| cue::cue(&item.lower))
                .is_some_and(|(strength, form)| form == VerbForm::Finite && strength != Strength::Mind);
            if is_finite && is_cue_at(scene, idx) {
                return subject(discourse, scene, idx, quote);
            }
        }
    }
    // `…, says RailBel, and …`: the subject after the verb.
    let is_inverted = cue > scene.sentence.start
        && scene.passage.item(cue - 1).is_some_and(|item| item.is(",") || item.is_quote())
        && scene.passage.item(cue).is_some_and(|item| cue::is_speech(&item.lower));
    if is_inverted
        && let Some(mention) = scene
            .mention_at(cue + 1)
            .filter(|mention| !matches!(mention.form, Form::Noun { is_role: false, .. }))
    {
        return take(mention);
    }
    if let Some(mention) = mentions.iter().find(|mention| {
        mention.range.end == before && !mention.is_object && !mention.is_genitive && is_sayer(scene, mention)
    }) {
        return take(mention);
    }
    let start = clause_start(scene, before);
    let free = |mention: &&Mention| !mention.is_object && !mention.is_genitive && is_sayer(scene, mention);
    let in_clause =
        mentions.iter().filter(|mention| mention.range.start >= start && mention.range.end <= before);
    if let Some(mention) = in_clause.clone().find(free) {
        return take(mention);
    }
    let earlier = mentions.iter().filter(|mention| mention.range.end <= before);
    if let Some(mention) = earlier.clone().find(free) {
        return take(mention);
    }
    // `Urging talks, X said`: after the comma.
    let later = mentions
        .iter()
        .filter(|mention| mention.range.start > cue && mention.range.start < scene.sentence.end);
    if cue <= scene.sentence.start + 1 {
        let main = later.filter(|mention| {
            mention.range.start > quote
                && scene
                    .passage
                    .item(mention.range.start - 1)
                    .is_some_and(|item| item.is(",") || item.is_quote())
        });
        if let Some(mention) = main.clone().find(free) {
            return take(mention);
        }
    }
    if let Some(mention) =
        earlier.clone().find(|mention| !matches!(mention.form, Form::Noun { is_role: false, .. }))
    {
        return take(mention);
    }
    let who = discourse.last(|who| is_person(who, scene.parties))?;
    Some((who, None))
}

/// Whether a mention can be one who speaks: a noun only if it is a role or a body.
fn is_sayer(scene: &Scene<'_, '_>, mention: &Mention) -> bool {
    match &mention.form {
        Form::Noun { is_role: false, is_definite, .. } => {
            *is_definite
                && scene.passage.item(mention.range.end).is_some_and(|item| cue::is_speech(&item.lower))
        }
        _ => true,
    }
}

/// Where the clause of the verb at `cue` begins.
fn clause_start(scene: &Scene<'_, '_>, cue: usize) -> usize {
    let mut depth_comma = false;
    for idx in (scene.sentence.start..cue).rev() {
        let Some(item) = scene.passage.item(idx) else { break };
        if item.is_quote() || matches!(item.text, ":" | ";" | "—" | "–") {
            return idx + 1;
        }
        if item.is(",") {
            depth_comma = true;
            continue;
        }
        let opens = matches!(
            &*item.lower,
            "that"
                | "which"
                | "because"
                | "while"
                | "although"
                | "though"
                | "but"
                | "whether"
                | "where"
                | "if"
        );
        if opens && idx > scene.sentence.start {
            return idx + 1;
        }
        depth_comma = false;
    }
    let _ = depth_comma;
    scene.sentence.start
}

/// `Yesterday he was shorter: “…”`.
fn colon(discourse: &Discourse, scene: &Scene<'_, '_>, quote: usize) -> Option<Found> {
    let before = quote.checked_sub(1).and_then(|before| scene.passage.item(before))?;
    if !before.is(":") {
        return None;
    }
    let mentions = scene.mentions().iter().filter(|mention| mention.range.end < quote);
    let free = mentions.clone().filter(|mention| !mention.is_object && !mention.is_genitive);
    let owners = mentions.filter(|mention| mention.is_object || mention.is_genitive);
    for mention in free.chain(owners) {
        if let Some(who) = discourse.resolve(scene, mention)
            && is_person(&who, scene.parties)
        {
            return Some(Found { who, mention: Some(named(scene, mention)), cue: None, rule: "colon" });
        }
    }
    let who = discourse.last(|who| is_person(who, scene.parties))?;
    Some(Found { who, mention: None, cue: None, rule: "colon-carried" })
}

/// A quotation that is a sentence of its own: whoever spoke or was spoken of in the sentence before.
fn carried(discourse: &Discourse, scene: &Scene<'_, '_>, passage: usize) -> Option<Found> {
    let found = |who: &Who, rule| Found { who: who.clone(), mention: None, cue: None, rule };
    let previous: Option<&Turn> = discourse.turns().next();
    if let Some(turn) = previous {
        if turn.passage == passage
            && let Some(who) = turn.speaker.as_ref()
        {
            return Some(found(who, "continued"));
        }
        let subject = turn.mentioned.iter().find(|who| is_person(who, scene.parties));
        if turn.passage == passage
            && let Some(who) = subject
        {
            return Some(found(who, "subject-before"));
        }
    }
    let who = discourse.turns().find_map(|turn| turn.speaker.as_ref()).cloned();
    let who = who.or_else(|| discourse.last(|who| is_person(who, scene.parties)))?;
    Some(Found { who, mention: None, cue: None, rule: "carried" })
}

/// Where the speaker is named: the name beside a noun, else the mention itself.
fn named(scene: &Scene<'_, '_>, mention: &Mention) -> std::ops::Range<usize> {
    match (&mention.form, scene.name_beside(mention)) {
        (_, Some(Mention { form: Form::Name(range), .. })) | (Form::Name(range), None) => range.clone(),
        _ => mention.range.clone(),
    }
}
