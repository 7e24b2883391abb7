//! Quotations in headlines: the speaker is whoever the body quotes with like words, else whom the headline names.

use std::collections::BTreeSet;

use copydesk_record::{Quotation, QuotationKind};
use copydesk_text::{fold_words, is_stopword, stem};

use super::cue;
use super::discourse::{Discourse, Who};
use super::mention::Form;
use super::passage::ItemKind;
use super::record;
use super::scene::Scene;
use super::speaker::{self, Found};
use crate::content::Content;

/// How many words of a quotation are compared.
const WORDS_COMPARED_MAX: usize = 400;
/// How many of the body's quotations a headline is compared with.
const BODY_QUOTATIONS_MAX: usize = 120;
/// A quotation of a headline that nobody is named for has at least this many words; fewer are held at arm's length.
const HEADLINE_WORDS_MIN: usize = 3;

/// Adds the quotations of a sentence of a headline or a heading.
pub(super) fn quotations(
    scene: &Scene<'_, '_>,
    content: &Content<'_>,
    body: &[Quotation],
    out: &mut Vec<Quotation>,
) {
    let passage = scene.passage;
    let body = body.get(..body.len().min(BODY_QUOTATIONS_MAX)).unwrap_or_default();
    for at in scene.sentence.clone() {
        let Some(ItemKind::Quote(n)) = passage.item(at).map(|item| item.kind) else { continue };
        let Some(quoted) = passage.quoted.get(n) else { continue };
        let span = passage.line.span(quoted.start, quoted.end);
        let text = passage.item(at).map_or("", |item| item.text);
        let own = named(scene, at);
        let alike = alike(text, content, body);
        if own.is_none() && alike.is_none() && text.split_whitespace().count() < HEADLINE_WORDS_MIN {
            continue;
        }
        let kind =
            if text.ends_with(['!', '?', '.']) { QuotationKind::Direct } else { QuotationKind::Partial };
        let mut quotation = record(scene, span, kind, own.as_ref());
        if let Some(said) = alike {
            quotation.speaker.clone_from(&said.speaker);
            "like-words-in-body".clone_into(&mut quotation.rule);
        } else if own.is_none() {
            let first = body.iter().find(|said| said.kind != QuotationKind::Reported);
            quotation.speaker = first.and_then(|said| said.speaker.clone());
            "first-speaker-of-body".clone_into(&mut quotation.rule);
        }
        out.push(quotation);
    }
}

/// The body's quotation that shares most of these words.
fn alike<'q>(text: &str, content: &Content<'_>, body: &'q [Quotation]) -> Option<&'q Quotation> {
    let words = content_words(text);
    if words.is_empty() {
        return None;
    }
    let mut best: Option<(usize, &Quotation)> = None;
    for said in body {
        let theirs = content_words(content.str(said.span));
        let shared = words.iter().filter(|word| theirs.contains(*word)).count();
        let bonus = usize::from(said.kind != QuotationKind::Reported);
        let is_enough = shared * 2 >= words.len();
        if is_enough && best.is_none_or(|(most, _)| shared * 2 + bonus > most) {
            best = Some((shared * 2 + bonus, said));
        }
    }
    best.map(|(_, said)| said)
}

fn content_words(text: &str) -> BTreeSet<String> {
    fold_words(text)
        .iter()
        .take(WORDS_COMPARED_MAX)
        .filter(|word| word.len() > 2 && !is_stopword(word))
        .map(|word| stem(word))
        .collect()
}

/// Whom the headline itself names: `X: “…”`, `“…”, says X`, `X says “…”`.
fn named(scene: &Scene<'_, '_>, quote: usize) -> Option<Found> {
    let discourse = Discourse::default();
    let has_cue = scene
        .passage
        .slice(scene.sentence.clone())
        .iter()
        .any(|item| item.is_word() && cue::cue(&item.lower).is_some());
    if has_cue
        && let Some(found) = speaker::speaker(&discourse, scene, quote, 0)
        && found.cue.is_some()
    {
        return Some(found);
    }
    // `Solberg: “…”`, and the name after the mark in a headline without a verb.
    let before = scene.mentions().iter().rfind(|mention| mention.range.end < quote);
    let after = scene.mentions().iter().find(|mention| mention.range.start > quote);
    let is_colon =
        quote.checked_sub(1).and_then(|at| scene.passage.item(at)).is_some_and(|item| item.is(":"));
    let mention = if is_colon { before.or(after) } else { after.or(before) }?;
    let who = discourse.resolve(scene, mention)?;
    let is_known = match &who {
        Who::Party(idx) => scene.parties.is_person(*idx),
        Who::Epithet { .. } => matches!(mention.form, Form::Noun { is_role: true, .. }),
    };
    is_known.then(|| Found { who, mention: Some(mention.range.clone()), cue: None, rule: "headline-name" })
}
