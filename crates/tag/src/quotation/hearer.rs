//! Whom something is said to, between the verb of saying and what is said: `told reporters on Friday that …`.

use super::cue::{self, Strength};
use super::noun::extended_end;
use super::passage::Item;
use super::scene::Scene;

/// `vowed to rebuild the bridge`.
pub(super) fn is_infinitive(scene: &Scene<'_, '_>, start: usize, verb: &str) -> bool {
    const VERBS: &[&str] = &[
        "promised",
        "promises",
        "promise",
        "promising",
        "pledged",
        "pledges",
        "pledging",
        "vowed",
        "vows",
        "vowing",
        "threatened",
        "threatens",
        "threatening",
        "offered",
        "offers",
        "agreed",
        "demanded",
        "demands",
        "swore",
        "proposed",
        "proposes",
    ];
    VERBS.contains(&verb) && scene.passage.item(start).is_some_and(|item| item.is("to"))
}

/// `urged the council to rebuild the bridge`, `called on the council to rebuild it`: where whoever is to do it is named.
pub(super) fn addressee(scene: &Scene<'_, '_>, start: usize, verb: &str) -> Option<usize> {
    const VERBS: &[&str] = &[
        "urged",
        "urges",
        "urging",
        "asked",
        "asks",
        "told",
        "tells",
        "ordered",
        "orders",
        "advised",
        "advises",
        "warned",
        "warns",
        "invited",
        "begged",
        "instructed",
    ];
    let is_call = matches!(verb, "called" | "calls" | "calling" | "call" | "appealed")
        && scene.passage.item(start).is_some_and(|item| item.is("on") || item.is("upon"));
    if !is_call && !VERBS.contains(&verb) {
        return None;
    }
    let start = start + usize::from(is_call);
    let mention = scene.mention_at(start)?;
    let end = extended_end(scene.passage, mention.range.end, scene.sentence.end);
    let is_to = |at: usize| scene.passage.item(at).is_some_and(|item| item.is("to"));
    (is_to(mention.range.end) || is_to(end)).then_some(start)
}

/// Behind whom it was told and when: `told reporters on Friday (that)`.
pub(super) fn behind_hearer(scene: &Scene<'_, '_>, mut start: usize, verb: &str) -> usize {
    let passage = scene.passage;
    let limit = scene.sentence.end;
    let takes_object = matches!(
        verb,
        "told"
            | "tells"
            | "telling"
            | "warned"
            | "assured"
            | "informed"
            | "reminded"
            | "promised"
            | "advised"
    );
    // `told reporters on Friday (that)`: the object and the time between verb and clause.
    if takes_object {
        let ahead =
            (start..limit.min(start + 14)).find(|idx| passage.item(*idx).is_some_and(|item| item.is("that")));
        if let Some(that) = ahead {
            start = that;
        } else {
            let object = scene.mention_at(start).map_or(start + 1, |mention| mention.range.end);
            let is_object = matches!(verb, "told" | "tells" | "telling")
                || passage
                    .item(start)
                    .is_some_and(|item| matches!(&*item.lower, "me" | "us" | "them" | "him"));
            if is_object {
                start = object;
            }
        }
    } else if cue::cue(verb).is_some_and(|(strength, _)| strength == Strength::Speech) {
        let ahead =
            (start..limit.min(start + 10)).find(|idx| passage.item(*idx).is_some_and(|item| item.is("that")));
        if let Some(that) = ahead
            && !passage.slice(start..that).iter().any(|item| item.is_quote() || item.is(","))
            && passage.item(start).is_some_and(|item| cue::is_preposition(&item.lower))
        {
            start = that;
        }
    }
    start
}

pub(super) fn is_weekday(item: &Item<'_>) -> bool {
    copydesk_text::weekday_number(item.text).is_some() && item.is_capitalised()
}
