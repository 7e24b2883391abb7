//! Verbs of saying in their sentence: which words are such verbs, and what their subjects are.

use super::cue::{self, Form as VerbForm, Strength};
use super::mention::{Form, Mention};
use super::noun::extended_end;
use super::passage::{Item, ItemKind};
use super::scene::Scene;

/// How far to the left of a verb its subject is looked for, in items.
const SUBJECT_ITEMS_MAX: usize = 60;

/// How far a noun's complements may reach, in items.
const COMPLEMENT_ITEMS_MAX: usize = 30;

/// Words after which a verb is a noun: `the report`, `in talks`, `these claims`.
const BEFORE_NOUNS: &[&str] = &[
    "the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those", "no", "any", "some",
    "our", "my", "of", "in", "for", "with", "on", "at", "from", "by", "such", "more", "other", "new",
];
/// Words after which a past form is passive: its subject does not speak.
const BEFORE_PASSIVES: &[&str] = &[
    "was", "were", "is", "are", "be", "been", "being", "when", "if", "once", "as", "get", "got", "newly",
    "widely", "so",
];
/// Words after which the bare form of a verb is one.
const BEFORE_BARE: &[&str] = &[
    "to", "they", "we", "i", "you", "and", "or", "who", "will", "would", "can", "could", "may", "might",
    "must", "should", "not", "did", "do", "does", "both", "also", "all", "many", "others", "some",
];

/// Whether the item is a verb of saying, and not a noun or a participle of the same form.
pub(super) fn is_cue_at(scene: &Scene<'_, '_>, idx: usize) -> bool {
    let Some(item) = scene.passage.item(idx).filter(|item| item.is_word()) else { return false };
    let Some((strength, form)) = cue::cue(&item.lower) else { return false };
    if item.is_capitalised() && !(idx == scene.sentence.start && form == VerbForm::Participle) {
        return false;
    }
    let before = idx
        .checked_sub(1)
        .filter(|_| idx > scene.sentence.start)
        .and_then(|before| scene.passage.item(before));
    let Some(before) = before else { return true };
    if form == VerbForm::Participle {
        return !matches!(&*before.lower, "the" | "a" | "an");
    }
    if is_past(&item.lower) {
        let is_said = matches!(&*item.lower, "said" | "told" | "quoted");
        let modifier = if before.lower.ends_with("ly") {
            idx.checked_sub(2).and_then(|at| scene.passage.item(at))
        } else {
            None
        };
        let is_adjective = [Some(before), modifier].into_iter().flatten().any(|word| {
            word.is_genitive
                || matches!(
                    &*word.lower,
                    "the" | "a" | "an" | "his" | "her" | "its" | "their" | "of" | "with"
                )
        });
        return is_said && !BEFORE_PASSIVES.contains(&&*before.lower)
            || item.is("quoted")
            || !(BEFORE_PASSIVES.contains(&&*before.lower) || is_adjective);
    }
    if before.kind == ItemKind::Number || before.is_genitive || BEFORE_NOUNS.contains(&&*before.lower) {
        return before.is_genitive && matches!(&*item.lower, "says" | "tells");
    }
    if item.lower.ends_with('s') && !item.lower.ends_with("ss") {
        let is_sure = strength == Strength::Speech
            && matches!(
                &*item.lower,
                "says"
                    | "tells"
                    | "adds"
                    | "insists"
                    | "writes"
                    | "explains"
                    | "argues"
                    | "denies"
                    | "believes"
            );
        return is_sure
            || before.kind == ItemKind::Mark
            || before.is_quote()
            || follows_subject(scene, idx)
            || matches!(&*before.lower, "and" | "who" | "which" | "but");
    }
    let is_say = matches!(&*item.lower, "say" | "argue" | "insist" | "believe");
    BEFORE_BARE.contains(&&*before.lower)
        || follows_plural(scene, idx)
        || is_say && follows_subject(scene, idx)
}

/// Whether a past form: said, called, told.
fn is_past(lower: &str) -> bool {
    lower.ends_with("ed")
        || matches!(
            lower,
            "said"
                | "told"
                | "wrote"
                | "spoke"
                | "found"
                | "thought"
                | "felt"
                | "held"
                | "saw"
                | "swore"
                | "sang"
                | "understood"
                | "learnt"
                | "foresaw"
                | "pled"
                | "written"
                | "spoken"
                | "seen"
                | "sung"
                | "spelt"
        )
}

/// Whether the verb stands in a clause that only tells one among many: `a woman who suggested that …`.
pub(super) fn is_restrictive(scene: &Scene<'_, '_>, cue: usize) -> bool {
    let before = before_auxiliaries(scene, cue);
    let at = |back: usize| before.checked_sub(back).and_then(|at| scene.passage.item(at));
    at(1).is_some_and(|item| matches!(&*item.lower, "who" | "that" | "which"))
        && !at(2).is_some_and(|item| item.is(","))
}

/// Whether the speech is denied to be: `did not mention`.
pub(super) fn is_negated(scene: &Scene<'_, '_>, cue: usize) -> bool {
    (cue.saturating_sub(2)..cue).any(|idx| {
        scene.passage.item(idx).is_some_and(|item| {
            matches!(&*item.lower, "not" | "never")
                || item.lower.ends_with("n’t")
                || item.lower.ends_with("n't")
        })
    })
}

fn follows_subject(scene: &Scene<'_, '_>, cue: usize) -> bool {
    let before = before_auxiliaries(scene, cue);
    scene.mentions().iter().any(|mention| {
        let has_article = !matches!(mention.form, Form::Noun { is_role: false, is_definite: false, .. });
        mention.range.end == before && !mention.is_genitive && has_article
    })
}

fn follows_plural(scene: &Scene<'_, '_>, cue: usize) -> bool {
    let before = before_auxiliaries(scene, cue);
    scene.mentions().iter().any(|mention| {
        let is_plural = matches!(mention.form, Form::They | Form::Noun { is_plural: true, .. });
        is_plural && ends_at(scene, mention, before)
    })
}

/// The item after which the words `has since`, `also`, `later` before a verb begin.
pub(super) fn before_auxiliaries(scene: &Scene<'_, '_>, cue: usize) -> usize {
    let mut before = cue;
    while before > scene.sentence.start
        && scene.passage.item(before - 1).is_some_and(|item| item.is_word() && cue::is_auxiliary(&item.lower))
    {
        before -= 1;
    }
    before
}

fn ends_at(scene: &Scene<'_, '_>, mention: &Mention, at: usize) -> bool {
    mention.range.end == at
        || (mention.range.end < at
            && at - mention.range.end < COMPLEMENT_ITEMS_MAX
            && extended_end(scene.passage, mention.range.end, at) == at)
}

/// The subject of the verb at `cue`; `quote` is the item of what is said.
pub(super) fn subject<'s>(scene: &Scene<'s, '_>, cue: usize, quote: usize) -> Option<&'s Mention> {
    let mentions = scene.mentions();
    let before = before_auxiliaries(scene, cue);
    let form = scene.passage.item(cue).and_then(|item| cue::cue(&item.lower)).map(|(_, form)| form);
    let previous =
        cue.checked_sub(1).filter(|_| cue > scene.sentence.start).and_then(|at| scene.passage.item(at));
    let free = |mention: &&Mention| !mention.is_object && !mention.is_genitive && is_sayer(scene, mention);
    let earlier = mentions.iter().filter(|mention| mention.range.end <= before);
    if form == Some(VerbForm::Participle) && cue <= scene.sentence.start + 1 {
        return after_comma(scene, quote);
    }
    if form == Some(VerbForm::Participle) || previous.is_some_and(|item| item.is("to")) {
        if let Some(mention) = mentions.iter().find(|mention| {
            mention.range.end == cue
                && !mention.is_genitive
                && matches!(mention.form, Form::Name(_) | Form::Pronoun)
        }) {
            return Some(mention);
        }
        return governing(scene, cue, quote)
            .or_else(|| earlier.clone().find(free))
            .or_else(|| after_comma(scene, quote));
    }
    if let Some(mention) = inverted(scene, cue) {
        return Some(mention);
    }
    if let Some(mention) = relative(scene, before) {
        return Some(mention);
    }
    let adjacent = |mention: &&Mention| free(mention) && ends_at(scene, mention, before);
    if let Some(mention) = mentions.iter().find(adjacent) {
        return Some(mention);
    }
    // `…, whose president, Mongi Ferjani, found`: the name between the commas.
    let is_comma = |at: usize| scene.passage.item(at).is_some_and(|item| item.is(","));
    if let Some(comma) = before.checked_sub(1).filter(|at| is_comma(*at)) {
        let bracketed = mentions.iter().find(|mention| {
            let is_bracket = mention.range.start.checked_sub(1).is_some_and(is_comma);
            mention.range.end == comma && is_bracket && matches!(mention.form, Form::Name(_)) && free(mention)
        });
        if bracketed.is_some_and(|mention| is_holder(scene, mention)) {
            return bracketed;
        }
    }
    let start = clause_start(scene, before);
    let in_clause = earlier.clone().filter(|mention| mention.range.start >= start);
    in_clause.clone().find(free).or_else(|| earlier.clone().find(free)).or_else(|| {
        earlier.clone().find(|mention| !matches!(mention.form, Form::Noun { is_role: false, .. }))
    })
}

/// `…, says RailBel, and …`: the subject after the verb.
fn inverted<'s>(scene: &Scene<'s, '_>, cue: usize) -> Option<&'s Mention> {
    let before =
        cue.checked_sub(1).filter(|_| cue > scene.sentence.start).and_then(|at| scene.passage.item(at))?;
    if !(before.is(",") || before.is_quote()) || !cue::is_speech(&scene.passage.item(cue)?.lower) {
        return None;
    }
    let mention = scene.mention_at(cue + 1)?;
    let end = extended_end(scene.passage, mention.range.end, scene.sentence.end);
    let closes = |item: &Item<'_>| {
        item.kind == ItemKind::Mark || matches!(&*item.lower, "who" | "and" | "on" | "in" | "as")
    };
    let is_subject = !mention.is_genitive
        && !mention.is_object
        && !matches!(mention.form, Form::It | Form::Noun { is_role: false, .. })
        && scene.passage.item(end).is_none_or(closes);
    is_subject.then_some(mention)
}

/// `Ivo Maric, who told …`: the last mention before the pronoun.
fn relative<'s>(scene: &Scene<'s, '_>, before: usize) -> Option<&'s Mention> {
    let at = before.checked_sub(1).filter(|_| before > scene.sentence.start)?;
    if !scene.passage.item(at)?.is("who") {
        return None;
    }
    let found = scene.mentions().iter().rfind(|mention| mention.range.end <= at && !mention.is_genitive)?;
    Some(found)
}

/// The subject of the nearest finite verb of saying before a participle.
fn governing<'s>(scene: &Scene<'s, '_>, cue: usize, quote: usize) -> Option<&'s Mention> {
    let start = scene.sentence.start.max(cue.saturating_sub(SUBJECT_ITEMS_MAX));
    for idx in (start..cue).rev() {
        let form = scene.passage.item(idx).and_then(|item| cue::cue(&item.lower));
        let is_finite =
            form.is_some_and(|(strength, form)| form == VerbForm::Finite && strength != Strength::Mind);
        let is_infinitive =
            idx.checked_sub(1).and_then(|at| scene.passage.item(at)).is_some_and(|item| item.is("to"));
        if is_finite
            && !is_infinitive
            && is_cue_at(scene, idx)
            && let Some(mention) = subject(scene, idx, quote)
        {
            return Some(mention);
        }
    }
    None
}

/// `Urging talks, X said`: the first subject after a comma or after the quotation.
fn after_comma<'s>(scene: &Scene<'s, '_>, quote: usize) -> Option<&'s Mention> {
    scene.mentions().iter().find(|mention| {
        let before = mention.range.start.checked_sub(1).and_then(|at| scene.passage.item(at));
        let opens = before.is_some_and(|item| item.is(",") || item.is_quote());
        opens
            && mention.range.start + SUBJECT_ITEMS_MAX > quote
            && !mention.is_genitive
            && is_sayer(scene, mention)
    })
}

/// Whether the name stands beside a noun that says what its bearer is: `whose president, Mongi Ferjani,`.
fn is_holder(scene: &Scene<'_, '_>, name: &Mention) -> bool {
    let comma = name.range.start.saturating_sub(1);
    scene
        .mentions()
        .iter()
        .any(|noun| matches!(noun.form, Form::Noun { is_role: true, .. }) && ends_at(scene, noun, comma))
        || comma
            .checked_sub(1)
            .and_then(|at| scene.passage.item(at))
            .is_some_and(|item| super::role::is_role(&item.lower))
}

/// Whether a mention can be one who speaks: a noun that is no role only right before its verb.
fn is_sayer(scene: &Scene<'_, '_>, mention: &Mention) -> bool {
    match &mention.form {
        Form::Noun { is_role: false, .. } => scene
            .passage
            .item(mention.range.end)
            .and_then(|item| cue::cue(&item.lower))
            .is_some_and(|(strength, form)| strength != Strength::Mind && form == VerbForm::Finite),
        _ => true,
    }
}

/// Where the clause of the verb at `cue` begins.
fn clause_start(scene: &Scene<'_, '_>, cue: usize) -> usize {
    const OPENERS: &[&str] =
        &["that", "which", "because", "while", "although", "though", "but", "whether", "where", "if"];
    let start = scene.sentence.start.max(cue.saturating_sub(SUBJECT_ITEMS_MAX));
    // `…, which runs the port, said`: the comma closes the clause that stands between.
    let is_closed = cue > start && scene.passage.item(cue - 1).is_some_and(|item| item.is(","));
    for idx in (start..cue).rev() {
        let Some(item) = scene.passage.item(idx) else { break };
        if is_closed && matches!(&*item.lower, "which" | "that" | "where" | "because" | "if") {
            continue;
        }
        if item.is_quote()
            || matches!(item.text, ":" | ";" | "—" | "–")
            || (idx > scene.sentence.start && OPENERS.contains(&&*item.lower))
        {
            return idx + 1;
        }
    }
    scene.sentence.start
}
