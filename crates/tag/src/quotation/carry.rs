//! Who goes on speaking where a quotation has no speaker beside it.

use super::discourse::{Discourse, Turn, Who, is_person};
use super::scene::Scene;
use super::speaker::{Found, named};

/// `Yesterday he was shorter: “…”`.
pub(super) fn colon(discourse: &Discourse, scene: &Scene<'_, '_>, quote: usize) -> Option<Found> {
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
pub(super) fn carried(discourse: &Discourse, scene: &Scene<'_, '_>, passage: usize) -> Option<Found> {
    let found = |who: &Who, rule| Found { who: who.clone(), mention: None, cue: None, rule };
    let previous: Option<&Turn> = discourse.turns().next();
    if let Some(turn) = previous {
        if turn.passage == passage
            && let Some(who) = turn.speaker.as_ref()
        {
            let (mention, cue) = (turn.named.clone(), turn.cue);
            return Some(Found { mention, cue, ..found(who, "continued") });
        }
        if turn.announces
            && let Some(who) = turn.speaker.as_ref()
        {
            return Some(found(who, "announced"));
        }
        let subject = turn.mentioned.iter().find(|who| is_person(who, scene.parties));
        // `There were 47 people, he says. They were warned. “Then nobody told us.”`: the speaker of the paragraph goes on.
        let is_crowd = |who: &&Who| matches!(who, Who::Epithet { is_plural: true, .. });
        if subject.as_ref().is_none_or(is_crowd)
            && let Some(who) = discourse.speaker_in(passage)
        {
            return Some(found(who, "continued-in-paragraph"));
        }
        if turn.passage == passage
            && let Some(who) = subject
        {
            return Some(found(who, "subject-before"));
        }
        // A paragraph that brings one person on the stage, and lets nobody speak: the next one is theirs.
        let mut people =
            turn.mentioned.iter().filter(|who| matches!(who, Who::Party(_)) && is_person(who, scene.parties));
        if turn.passage != passage
            && turn.speaker.is_none()
            && turn.n_subjects > 0
            && let (Some(who), None) = (people.next(), people.next())
            && turn.mentioned.first() == Some(who)
        {
            return Some(found(who, "introduced"));
        }
    }
    let who = discourse.turns().find_map(|turn| turn.speaker.as_ref()).cloned();
    let who = who.or_else(|| discourse.last(|who| is_person(who, scene.parties)))?;
    Some(Found { who, mention: None, cue: None, rule: "carried" })
}
