//! Quotations: direct, partial and reported speech, each with who said it.
//!
//! A line is read as it was meant ([`line`]), its quotation marks are paired ([`mark`]), and what remains is the
//! outlet's own sentence with each quotation as one item ([`passage`]). Whoever is named or meant in it ([`mention`],
//! [`party`], [`discourse`]) is matched with the verbs of saying ([`cue`]) by the rules of [`speaker`].

mod carry;
mod clause;
mod cue;
mod discourse;
mod gender;
mod headline;
mod hearer;
mod line;
mod mark;
mod mention;
mod noun;
mod office;
mod party;
mod passage;
mod phrase;
mod reported;
mod role;
mod scare;
mod scene;
mod speaker;
mod variant;
mod word;

use copydesk_record::{Entity, Name, Quotation, QuotationKind, Role, Span};

use self::discourse::{Discourse, Who};
use self::mention::{Form, Mention, mentions};
use self::party::Parties;
use self::passage::{ItemKind, Passage};
use self::scene::Scene;
use self::speaker::Found;
use crate::content::Content;

/// The quotations of an article, in order of their spans.
pub(crate) fn quotations(content: &Content<'_>, names: &[Name], entities: &[Entity]) -> Vec<Quotation> {
    let lines = line::lines(content);
    let mut passages: Vec<(Passage<'_>, Vec<Mention>)> = lines
        .iter()
        .enumerate()
        .map(|(idx, line)| {
            let passage = Passage::of(line, lines.get(idx + 1));
            let mut mentions = mentions(&passage);
            for mention in &mut mentions {
                mention.trim(&passage, names);
            }
            (passage, mentions)
        })
        .collect();
    let mut parties = Parties::of(&passages, names);
    parties.expand(content, names, entities);
    for (passage, mentions) in &mut passages {
        // A capital at the start of a sentence that was no name after all.
        mentions.retain(|mention| match &mention.form {
            Form::Name(range) => parties.find(passage.str(range.clone())).is_some(),
            _ => true,
        });
    }
    let mut reader = Reader::default();
    for (idx, (passage, mentions)) in passages.iter().enumerate() {
        if passage.is_body() {
            for sentence in &passage.sentences {
                reader.read(&Scene { parties: &parties, passage, idx, mentions, sentence }, idx);
            }
        }
    }
    let mut out = reader.out;
    let body = out.clone();
    for (idx, (passage, mentions)) in passages.iter().enumerate() {
        if passage.line.role != Role::Body {
            for sentence in &passage.sentences {
                let scene = Scene { parties: &parties, passage, idx, mentions, sentence };
                headline::quotations(&scene, content, &body, &mut out);
            }
        }
    }
    out.sort_by_key(|quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
    out.dedup_by(|a, b| a.span == b.span);
    out
}

/// Reads the body sentence by sentence, and remembers who was spoken of.
#[derive(Default)]
struct Reader {
    discourse: Discourse,
    out: Vec<Quotation>,
}

impl Reader {
    fn read(&mut self, scene: &Scene<'_, '_>, idx: usize) {
        let passage = scene.passage;
        let mut turn = self.discourse.turn(scene, idx);
        let mut has_direct = false;
        let mut last: Option<Found> = None;
        for at in scene.sentence.clone() {
            let Some(ItemKind::Quote(n)) = passage.item(at).map(|item| item.kind) else { continue };
            let mut found = speaker::speaker(&self.discourse, scene, at, idx);
            // `“…,” he said, “…”`: the second half has the speaker of the first.
            if let Some(before) = &last
                && found.as_ref().is_none_or(|found| found.rule.starts_with("carried"))
            {
                found = Some(Found { rule: "continued", ..before.clone() });
            }
            if !scare::is_utterance(scene, at, found.as_ref()) {
                continue;
            }
            let kind = scare::kind(passage, at);
            has_direct |= kind == QuotationKind::Direct;
            if let Some(found) = &found {
                turn.speaker = Some(found.who.clone());
                (turn.named, turn.cue) = (found.mention.clone(), found.cue);
            }
            let Some(quoted) = passage.quoted.get(n) else { continue };
            let span = passage.line.span(quoted.start, quoted.end);
            self.out.push(record(scene, span, kind, found.as_ref()));
            last = found;
        }
        if passage.line.role == Role::Body {
            for (found, range) in reported::reported(&self.discourse, scene, has_direct) {
                turn.speaker.get_or_insert_with(|| found.who.clone());
                let span = passage.span(range);
                self.out.push(record(scene, span, QuotationKind::Reported, Some(&found)));
            }
        }
        if let Some(found) = speaker::announced(&self.discourse, scene) {
            turn.speaker = Some(found.who);
            turn.announces = true;
        }
        self.discourse.push(turn);
    }
}

/// The record of a quotation.
fn record(scene: &Scene<'_, '_>, span: Span, kind: QuotationKind, found: Option<&Found>) -> Quotation {
    Quotation {
        span,
        kind,
        speaker: found.and_then(|found| said_by(scene.parties, &found.who)),
        speaker_span: found.and_then(|found| found.mention.clone()).map(|range| scene.passage.span(range)),
        cue_span: found.and_then(|found| found.cue).map(|cue| scene.passage.span(cue..cue + 1)),
        rule: found.map(|found| found.rule.to_owned()).unwrap_or_default(),
    }
}

/// How a speaker is written: by the fullest name, or by the epithet.
fn said_by(parties: &Parties, who: &Who) -> Option<String> {
    match who {
        Who::Party(idx) => parties.get(*idx).map(|party| party.name.clone()),
        Who::Epithet { text, .. } => Some(text.clone()),
    }
}

#[cfg(test)]
mod tests;
