//! Reported speech: the outlet's words for what somebody said, where the sentence leaves no doubt about it.

use std::ops::Range;

use super::clause::{before_auxiliaries, is_cue_at, subject};
use super::cue::{self, Form as VerbForm, Strength};
use super::discourse::Discourse;
use super::hearer::{addressee, behind_hearer, is_infinitive, is_weekday};
use super::mention::{Form, after_dateline};
use super::passage::{Item, ItemKind};
use super::scene::Scene;
use super::speaker::{Found, named};

/// The fewest words of a reported clause.
const CLAUSE_WORDS_MIN: usize = 4;
/// How many verbs of saying of one sentence are looked at.
const CUES_MAX: usize = 12;

/// The speaker and the items of each reported clause of a sentence; `has_direct` if direct speech stands in it too.
pub(super) fn reported(
    discourse: &Discourse,
    scene: &Scene<'_, '_>,
    has_direct: bool,
) -> Vec<(Found, Range<usize>)> {
    if let Some(found) = according(discourse, scene) {
        return vec![found];
    }
    let mut out = Vec::new();
    let mut covered = scene.sentence.start;
    let cues = scene.sentence.clone().filter(|idx| is_cue_at(scene, *idx)).take(CUES_MAX);
    for idx in cues {
        if idx < covered {
            continue;
        }
        let Some(content) = content_after(scene, idx) else { continue };
        let form = scene.passage.item(idx).and_then(|item| cue::cue(&item.lower)).map(|(_, form)| form);
        let has_that = scene.passage.item(content.start).is_some_and(|item| item.is("that"));
        let after_comma = scene.passage.item(idx.wrapping_sub(1)).is_some_and(|item| item.is(","));
        if form == Some(VerbForm::Participle) && !(has_that || has_direct || after_comma) {
            continue;
        }
        let Some(subject) = subject(scene, idx, content.end) else { continue };
        let Some(who) = discourse.resolve(scene, subject) else { continue };
        let mention = Some(named(scene, subject));
        covered = content.end;
        let start = content.start + usize::from(has_that);
        out.push((Found { who, mention, cue: Some(idx), rule: "reported-clause" }, start..content.end));
    }
    if has_direct {
        return out;
    }
    if out.is_empty() {
        out.extend(inserted(discourse, scene).or_else(|| trailing(discourse, scene)));
    } else if let Some(found) = leading(discourse, scene) {
        let is_free = out.iter().all(|(_, range)| range.start >= found.1.end);
        out.extend(Some(found).filter(|_| is_free));
    }
    out
}

/// `Work begins on Monday, it said in a statement, adding that …`: what stands before the first speaker.
fn leading(discourse: &Discourse, scene: &Scene<'_, '_>) -> Option<(Found, Range<usize>)> {
    let passage = scene.passage;
    let cue = scene.sentence.clone().find(|idx| is_cue_at(scene, *idx))?;
    let mention = scene.mentions().iter().find(|mention| mention.range.end == cue && !mention.is_genitive)?;
    let comma = mention.range.start.checked_sub(1).filter(|at| *at > scene.sentence.start)?;
    let is_told = passage.item(comma)?.is(",")
        && cue::is_speech(&passage.item(cue)?.lower)
        && passage.item(cue + 1).is_some_and(|item| item.is(",") || cue::is_preposition(&item.lower))
        && !passage.slice(scene.sentence.start..comma).iter().any(Item::is_quote);
    let who = discourse.resolve(scene, mention).filter(|_| is_told)?;
    let range = trim(scene, after_dateline(passage, scene.sentence)..comma)?;
    let mention = Some(named(scene, mention));
    Some((Found { who, mention, cue: Some(cue), rule: "reported-before-speaker" }, range))
}

/// The clause after a verb of saying: `said (that) the river had risen`.
fn content_after(scene: &Scene<'_, '_>, cue: usize) -> Option<Range<usize>> {
    let passage = scene.passage;
    let verb = &*passage.item(cue)?.lower;
    let limit = scene.sentence.end;
    let mut start = behind_hearer(scene, cue + 1, verb);
    // `said on Friday extra officers …`.
    if passage.item(start).is_some_and(|item| item.is("on"))
        && passage.item(start + 1).is_some_and(is_weekday)
    {
        start += 2;
    } else if passage.item(start).is_some_and(is_weekday) {
        start += 1;
    }
    let first = passage.item(start).filter(|_| start < limit)?;
    // `“…,” said X of Y`: who stands behind the verb speaks.
    let has_subject = cue.checked_sub(1).and_then(|at| passage.item(at)).is_some_and(Item::is_word);
    let opens = first.is("that")
        || begins_clause(scene, start, verb)
        || has_subject && is_said_clause(scene, start, verb);
    if !(opens || is_infinitive(scene, start, verb)) {
        start = addressee(scene, start, verb)?;
    }
    let end = end_of_clause(scene, start..end_of_words(scene));
    let n_words = passage
        .slice(start..end)
        .iter()
        .filter(|item| item.is_word() || item.kind == ItemKind::Number)
        .count();
    (n_words >= CLAUSE_WORDS_MIN).then_some(start..end)
}

/// Where a reported clause ends: before another verb of saying that is joined to its own, with the subject of that.
fn end_of_clause(scene: &Scene<'_, '_>, clause: Range<usize>) -> usize {
    let is_joint = |item: &Item<'_>| {
        matches!(&*item.lower, "and" | "but" | "though" | "although" | "while" | "—" | "–" | "--" | ";")
    };
    let is_inflected = |item: &Item<'_>| {
        cue::cue(&item.lower).is_some()
            && (item.lower.ends_with("ed") || item.lower.ends_with('s') || item.is("said") || item.is("told"))
    };
    let cues = (clause.start + CLAUSE_WORDS_MIN..clause.end)
        .filter(|idx| scene.passage.item(*idx).is_some_and(is_inflected))
        .take(CUES_MAX);
    for idx in cues.filter(|idx| is_cue_at(scene, *idx)) {
        // `…; Vaivods, reached later, said`: another speaks behind the semicolon.
        let is_semicolon = |at: &usize| scene.passage.item(*at).is_some_and(|item| item.is(";"));
        if let Some(at) = (clause.start + 1..idx).rev().find(is_semicolon)
            && scene
                .mentions()
                .iter()
                .any(|mention| (at..idx).contains(&mention.range.start) && !mention.is_object)
        {
            return at;
        }
        let verb = before_auxiliaries(scene, idx);
        let subject = scene.mentions().iter().find(|mention| mention.range.end == verb && !mention.is_object);
        let first = subject.map_or(verb, |mention| mention.range.start);
        let Some(joint) = first.checked_sub(1).filter(|at| *at > clause.start) else { continue };
        if scene.passage.item(joint).is_some_and(is_joint) {
            let before = joint - 1;
            let is_mark = scene.passage.item(before).is_some_and(|item| item.kind == ItemKind::Mark);
            return if is_mark { before } else { joint };
        }
    }
    clause.end
}

/// Whether a clause begins here: a subject, and a verb further on.
fn begins_clause(scene: &Scene<'_, '_>, start: usize, verb: &str) -> bool {
    let Some(first) = scene.passage.item(start) else { return false };
    let is_base_speech = cue::cue(verb).is_some_and(|(strength, _)| strength == Strength::Speech)
        || matches!(
            verb,
            "thinks"
                | "believes"
                | "thought"
                | "believed"
                | "reckons"
                | "hopes"
                | "hoped"
                | "reckoned"
                | "expected"
                | "expects"
                | "fears"
                | "feared"
                | "think"
                | "believe"
                | "hope"
                | "fear"
                | "agreed"
        );
    if !is_base_speech || first.kind == ItemKind::Mark || first.is_quote() {
        return false;
    }
    if cue::is_preposition(&first.lower)
        || matches!(
            &*first.lower,
            "to" | "and"
                | "but"
                | "or"
                | "so"
                | "when"
                | "how"
                | "what"
                | "who"
                | "which"
                | "why"
                | "whether"
        )
    {
        return false;
    }
    // `said he expects`, `says she’ll go`.
    let subject = first.lower.split(['’', '\'']).next().unwrap_or_default();
    let is_subject = matches!(subject, "he" | "she" | "they" | "it" | "we" | "i" | "there");
    (is_subject || has_finite(scene, start))
        && !matches!(verb, "ask" | "asked" | "asks" | "wrote" | "writes" | "posted" | "replied" | "answered")
}

/// Whether what follows `said` can be a clause though no verb of it is known: `said each metre of pipe saves a day of work`.
fn is_said_clause(scene: &Scene<'_, '_>, start: usize, verb: &str) -> bool {
    const WORDS_MIN: usize = 6;
    const OBJECTS: &[&str] = &[
        "nothing",
        "something",
        "anything",
        "little",
        "much",
        "no",
        "yes",
        "more",
        "less",
        "goodbye",
        "hello",
        "sorry",
        "a",
        "an",
        "on",
        "again",
        "only",
        "just",
        "very",
        "not",
        "as",
        "recently",
        "later",
        "earlier",
        "yesterday",
    ];
    let words = scene.passage.slice(start..scene.sentence.end);
    matches!(verb, "said" | "says" | "say")
        && words.iter().take_while(|item| item.is_word()).count() >= WORDS_MIN
        && words.first().is_some_and(|item| {
            !OBJECTS.contains(&&*item.lower)
                && !cue::is_preposition(&item.lower)
                && !cue::opens_clause(&item.lower)
        })
}

/// Whether a finite verb follows.
fn has_finite(scene: &Scene<'_, '_>, start: usize) -> bool {
    const VERBS: &[&str] = &[
        "is", "was", "are", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might",
        "should", "must", "did", "does", "do",
    ];
    scene.passage.slice(start + 1..scene.sentence.end).iter().take(30).any(|item| {
        let is_past =
            item.is_word() && !item.is_capitalised() && item.lower.len() > 4 && item.lower.ends_with("ed");
        let is_short = ["n’t", "n't"].iter().any(|end| item.lower.ends_with(end));
        VERBS.contains(&&*item.lower) || is_past || is_short
    })
}

/// `According to X, …` and `…, according to X`.
fn according(discourse: &Discourse, scene: &Scene<'_, '_>) -> Option<(Found, Range<usize>)> {
    let passage = scene.passage;
    let sentence = scene.sentence;
    let at = sentence.clone().find(|idx| passage.item(*idx).is_some_and(|item| item.is("according")))?;
    if !passage.item(at + 1)?.is("to") {
        return None;
    }
    let mention = scene.mention_at(at + 2)?;
    let who = discourse.resolve(scene, mention)?;
    let found = Found { who, mention: Some(mention.range.clone()), cue: Some(at), rule: "according-to" };
    let range = if passage.item(at)?.is_capitalised() {
        let comma = (mention.range.end..sentence.end).rfind(|idx| {
            passage.item(*idx).is_some_and(|item| item.is(",")) && *idx < mention.range.end + 12
        })?;
        comma + 1..end_of_words(scene)
    } else {
        sentence.start..at
    };
    let range = trim(scene, range)?;
    Some((found, range))
}

/// `The bridge, the mayor said, would stay closed.`: the whole sentence, as nothing else in it is the outlet's.
fn inserted(discourse: &Discourse, scene: &Scene<'_, '_>) -> Option<(Found, Range<usize>)> {
    let passage = scene.passage;
    let is_comma = |at: usize| passage.item(at).is_some_and(|item| item.is(","));
    let end = end_of_words(scene);
    let cue = scene.sentence.clone().find(|idx| {
        passage.item(*idx).is_some_and(|item| cue::is_speech(&item.lower))
            && is_comma(idx + 1)
            && *idx + 2 < end
    })?;
    let mention = scene.mentions().iter().find(|mention| mention.range.end == cue && !mention.is_genitive)?;
    let comma =
        mention.range.start.checked_sub(1).filter(|at| is_comma(*at) && *at > scene.sentence.start)?;
    let has_quote = passage.slice(scene.sentence.start..comma).iter().any(Item::is_quote);
    let who = discourse.resolve(scene, mention).filter(|_| !has_quote)?;
    let range = trim(scene, after_dateline(passage, scene.sentence)..end)?;
    let mention = Some(mention.range.clone());
    Some((Found { who, mention, cue: Some(cue), rule: "reported-around-speaker" }, range))
}

/// `The bridge would stay closed, the mayor said.`, `…, said the mayor.`
fn trailing(discourse: &Discourse, scene: &Scene<'_, '_>) -> Option<(Found, Range<usize>)> {
    let passage = scene.passage;
    let end = end_of_words(scene);
    // `…, said Ana Reyes, the director of …`: behind its verb a speaker may be told of at length.
    let inverted = (scene.sentence.start + CLAUSE_WORDS_MIN..end).rev().find(|idx| {
        let is_comma = passage.item(idx - 1).is_some_and(|item| item.is(","));
        is_comma
            && matches!(passage.item(*idx), Some(item) if item.is("said") || item.is("says"))
            && scene.mention_at(idx + 1).is_some_and(|mention| matches!(mention.form, Form::Name(_)))
    });
    let from = inverted.map_or(end.saturating_sub(14), |idx| idx - 1).max(scene.sentence.start);
    let is_told = |item: &Item<'_>| {
        cue::is_speech(&item.lower)
            || matches!(&*item.lower, "thinks" | "believes" | "reckons" | "hopes" | "fears" | "estimates")
    };
    let cue = inverted.or_else(|| {
        (from..end).rev().find(|idx| passage.item(*idx).is_some_and(is_told) && is_cue_at(scene, *idx))
    })?;
    let after = passage.slice(cue + 1..end);
    if inverted.is_none() && after.len() > 8 || after.iter().any(|item| item.is("that")) {
        return None;
    }
    let comma = (from..cue).rev().find(|idx| passage.item(*idx).is_some_and(|item| item.is(",")))?;
    let is_inverted = comma + 1 == cue;
    let mention = scene.mention_at(if is_inverted { cue + 1 } else { comma + 1 })?;
    let who = discourse.resolve(scene, mention)?;
    let range = trim(scene, after_dateline(passage, scene.sentence)..comma)?;
    Some((
        Found { who, mention: Some(mention.range.clone()), cue: Some(cue), rule: "reported-then-speaker" },
        range,
    ))
}

fn end_of_words(scene: &Scene<'_, '_>) -> usize {
    let mut end = scene.sentence.end;
    while end > scene.sentence.start
        && scene
            .passage
            .item(end - 1)
            .is_some_and(|item| item.kind == ItemKind::Mark && !matches!(item.text, ")" | "%"))
    {
        end -= 1;
    }
    end
}

fn trim(scene: &Scene<'_, '_>, range: Range<usize>) -> Option<Range<usize>> {
    let is_mark = |idx: usize| scene.passage.item(idx).is_some_and(|item| item.kind == ItemKind::Mark);
    let mut range = range;
    while range.start < range.end && is_mark(range.start) {
        range.start += 1;
    }
    while range.end > range.start && is_mark(range.end - 1) {
        range.end -= 1;
    }
    let n_words = scene.passage.slice(range.clone()).iter().filter(|item| item.is_word()).count();
    let has_quote = scene.passage.slice(range.clone()).iter().all(Item::is_quote);
    (n_words >= CLAUSE_WORDS_MIN && !has_quote).then_some(range)
}
