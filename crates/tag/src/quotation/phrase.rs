//! Phrases that name a speaker without a verb of saying: `in Falk’s account`, `For Consumer Watch, “…”`, `“…” — Amara Diallo`.

use super::discourse::Discourse;
use super::mention::{Form, Mention};
use super::scene::Scene;
use super::speaker::{Found, MODIFIERS_MAX, named};

/// A speaker without a verb of saying.
pub(super) fn unspoken(
    discourse: &Discourse,
    scene: &Scene<'_, '_>,
    mention: &Mention,
    rule: &'static str,
) -> Option<Found> {
    let who = discourse.resolve(scene, mention)?;
    Some(Found { who, mention: Some(named(scene, mention)), cue: None, rule })
}

/// `For Consumer Watch, “…”`: whose view it is.
pub(super) fn for_speaker(discourse: &Discourse, scene: &Scene<'_, '_>, quote: usize) -> Option<Found> {
    let first = scene.passage.item(scene.sentence.start).filter(|item| item.is("for"))?;
    let mention = scene.mention_at(scene.sentence.start + 1).filter(|_| first.is_word())?;
    let comma = quote.checked_sub(1).and_then(|at| scene.passage.item(at))?;
    let is_near = comma.is(",") && quote < mention.range.end + MODIFIERS_MAX + 3;
    if !is_near || !matches!(mention.form, Form::Name(_) | Form::Noun { is_role: true, .. }) {
        return None;
    }
    unspoken(discourse, scene, mention, "for-speaker")
}

/// `“…,” was the comment of X`, `“…” is the verdict of X`, and `“…” that of Y` behind it.
pub(super) fn comment_of(discourse: &Discourse, scene: &Scene<'_, '_>, idx: usize) -> Option<Found> {
    const WORDS: &[&str] = &[
        "answer",
        "assessment",
        "comment",
        "complaint",
        "conclusion",
        "description",
        "explanation",
        "message",
        "motto",
        "reply",
        "response",
        "summary",
        "verdict",
        "view",
        "word",
        "words",
        "warning",
    ];
    let is =
        |at: usize, words: &[&str]| scene.passage.item(at).is_some_and(|item| words.contains(&&*item.lower));
    let of = if is(idx, &["that"]) && is(idx + 1, &["of"]) {
        idx + 1
    } else if is(idx, &["was", "is", "were", "are"]) {
        let noun = (idx + 1..idx + 5).find(|at| is(*at, WORDS))?;
        let of = noun + 1;
        is(of, &["of", "from", "by"]).then_some(of)?
    } else {
        return None;
    };
    unspoken(discourse, scene, scene.mention_at(of + 1)?, "comment-of")
}

/// `in Falk’s account`: whose account the item is.
pub(super) fn account(discourse: &Discourse, scene: &Scene<'_, '_>, idx: usize) -> Option<Found> {
    let item = scene.passage.item(idx)?;
    if !matches!(&*item.lower, "account" | "telling" | "words" | "view" | "version" | "opinion") {
        return None;
    }
    let owner = scene.mentions().iter().find(|mention| mention.range.end == idx && mention.is_genitive)?;
    let before = owner.range.start.checked_sub(1).and_then(|at| scene.passage.item(at))?;
    let who = discourse.resolve(scene, owner).filter(|_| before.is("in"))?;
    Some(Found { who, mention: Some(named(scene, owner)), cue: Some(idx), rule: "in-account-of" })
}

/// `“…” — Amara Diallo`: a name after a dash, and nothing after it.
pub(super) fn signed(
    discourse: &Discourse,
    scene: &Scene<'_, '_>,
    quote: usize,
    idx: usize,
) -> Option<Found> {
    let is_dash =
        scene.passage.item(quote + 1).is_some_and(|item| matches!(item.text, "—" | "–" | "―" | "-"));
    let mention = scene.mention_at(idx).filter(|_| is_dash)?;
    let ends = mention.range.end >= scene.sentence.end
        || scene.passage.item(mention.range.end).is_some_and(|item| matches!(item.text, "," | "." | "("));
    if !ends || !matches!(mention.form, Form::Name(_)) {
        return None;
    }
    unspoken(discourse, scene, mention, "signed")
}
