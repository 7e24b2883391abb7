//! Words that are put into two mouths.

use copydesk_record::{Disagreement, DisagreementKind, NameKind, QuotationKind, Span};

use super::name::can_be_one;
use super::{stated, with_before};
use crate::align::Group;
use crate::speaker::{Match, Speaker, is_office};
use crate::view::{Utterance, View};

/// How many sentences before a pronoun the name that it stands for is looked for.
const SENTENCES_BEFORE: usize = 1;

/// What of the shorter rendering's weight the other one has at least: two speakers are likelier to have said two things.
const CONTAINED_MIN: u32 = 600;
/// How many telling words reported speech shares with another rendering at least.
const REPORTED_TELLING_MIN: usize = 3;
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
            Some((view, utterance, named(view, utterance)?))
        })
        .collect();
    let is_disputed = attributed.iter().enumerate().any(|(idx, (view, one, name))| {
        attributed.iter().skip(idx + 1).any(|(there, other, name_there)| {
            view.root != there.root
                && are_one(one, other)
                && one.speaker.compare(&other.speaker) == Match::Other
                && !can_be_one(view.str(*name), there.str(*name_there))
        })
    });
    if !is_disputed {
        return None;
    }
    let mut values = Vec::new();
    for (view, utterance, span) in &attributed {
        let value = stated(view, with_cue(view, utterance, with_office(view, *span)));
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

/// Whether two renderings are sure to be of one utterance; of words that are only reported, more have to be the same.
fn are_one(one: &Utterance, other: &Utterance) -> bool {
    let shared = one.bag.shared(&other.bag);
    let are_quoted = [one, other].iter().all(|utterance| utterance.kind != QuotationKind::Reported);
    let n_telling_min = if are_quoted { 0 } else { REPORTED_TELLING_MIN };
    one.bag.contained_by(shared, &other.bag) >= CONTAINED_MIN && shared.n_telling >= n_telling_min
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

/// The name with the verb of saying, where that stands beside it: "said Erik Lund", "Ms Mirza added".
fn with_cue(view: &View<'_>, utterance: &Utterance, name: Span) -> Span {
    const GAP_BYTES_MAX: u32 = 12;
    let mut quotations = view.document.tags.quotations.iter();
    let Some(cue) = quotations.find(|quotation| quotation.span == utterance.span).and_then(|it| it.cue_span)
    else {
        return name;
    };
    let (first, last) = if cue.start < name.start { (cue, name) } else { (name, cue) };
    let gap = Span { start: first.end.min(last.start), end: last.start };
    let is_beside = first.end <= last.start
        && gap.len() <= GAP_BYTES_MAX as usize
        && view.str(gap).chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '.');
    if is_beside { Span { start: first.start, end: last.end } } else { name }
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
