//! Words that are put into two mouths.

use copydesk_record::{Disagreement, DisagreementKind, NameKind, QuotationKind, Span};

use super::name::can_be_one;
use super::{stated, with_before};
use crate::align::Group;
use crate::speaker::{Match, Speaker, is_office};
use crate::view::{Utterance, View};

/// How many sentences before a pronoun the name that it stands for is looked for.
const SENTENCES_BEFORE: usize = 1;

/// How many words of an office are cited with the name.
const OFFICE_WORDS_MAX: usize = 6;

/// The disagreements on who said something.
pub(super) fn disagreements(views: &[View<'_>], groups: &[Group]) -> Vec<Disagreement> {
    groups.iter().filter_map(|group| disagreement(views, group)).collect()
}

fn disagreement(views: &[View<'_>], group: &Group) -> Option<Disagreement> {
    let attributed: Vec<_> = group
        .places
        .iter()
        .filter_map(|&(idx, at)| {
            let view = views.get(idx).filter(|view| !view.is_related)?;
            let utterance = view.utterances.get(at)?;
            if utterance.kind == QuotationKind::Reported {
                return None;
            }
            Some((view, utterance, named(view, utterance)?))
        })
        .collect();
    let is_disputed = attributed.iter().enumerate().any(|(idx, (view, one, name))| {
        attributed.iter().skip(idx + 1).any(|(there, other, name_there)| {
            view.root != there.root
                && one.speaker.compare(&other.speaker) == Match::Other
                && !can_be_one(view.str(*name), there.str(*name_there))
        })
    });
    if !is_disputed {
        return None;
    }
    let mut values = Vec::new();
    for (view, _, span) in &attributed {
        let value = stated(view, with_office(view, *span));
        if !values.iter().any(|known: &copydesk_record::Value| known.article == value.article) {
            values.push(value);
        }
    }
    let (view, utterance, _) = attributed.first()?;
    Some(Disagreement {
        kind: DisagreementKind::Attribution,
        about: view.str(utterance.span).to_owned(),
        why: "the same words are put into different mouths".to_owned(),
        values,
    })
}

/// The name with the office before it: "Energy and Mines Minister Rodolfo Pinares".
fn with_office(view: &View<'_>, name: Span) -> Span {
    let is_of_office = |word: &str| {
        word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphanumeric)
            || matches!(word, "and" | "of")
    };
    let whole = with_before(view, name, OFFICE_WORDS_MAX, is_of_office);
    let before = view.str(Span { start: whole.start, end: name.start });
    let is_office = before.split(' ').any(|word| is_office(&word.to_lowercase()));
    let begins = before.starts_with(char::is_uppercase);
    if is_office && begins { whole } else { name }
}

/// Where the speaker is named. Whom a pronoun or an office means is a guess of ours, and only names contradict each other;
/// but a name that stands just before a pronoun is no guess.
fn named(view: &View<'_>, utterance: &Utterance) -> Option<Span> {
    let span = utterance.speaker_span?;
    if Speaker::of(Some(view.str(span))).is_named() {
        return Some(span);
    }
    let at = view.sentence_at(span.start)?;
    let start = view.sentences.get(at.saturating_sub(SENTENCES_BEFORE))?.span.start;
    let before = view.names_in(Span { start, end: span.start });
    let persons = before.filter(|(_, kind)| *kind == NameKind::Person);
    let (name, _) = persons.last()?;
    (Speaker::of(Some(view.str(name))).compare(&utterance.speaker) == Match::Same).then_some(name)
}
