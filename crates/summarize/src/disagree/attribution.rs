//! Words that are put into two mouths.

use copydesk_record::{Disagreement, DisagreementKind, QuotationKind};

use super::stated;
use crate::align::Group;
use crate::speaker::{Match, Speaker};
use crate::view::View;

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
            Some((view, utterance, utterance.speaker_span?))
        })
        .collect();
    // Whom a pronoun or an office means is a guess of ours: only names contradict each other.
    let is_disputed = attributed.iter().enumerate().any(|(idx, (view, one, span))| {
        attributed.iter().skip(idx + 1).any(|(there, other, over_there)| {
            view.root != there.root
                && one.speaker.compare(&other.speaker) == Match::Other
                && Speaker::of(Some(view.str(*span))).is_named()
                && Speaker::of(Some(there.str(*over_there))).is_named()
        })
    });
    if !is_disputed {
        return None;
    }
    let mut values = Vec::new();
    for (view, _, span) in &attributed {
        let value = stated(view, *span);
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
