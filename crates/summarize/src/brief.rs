//! Writes a brief: a pure function of a story and its articles.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{Brief, Id, Outcome, StoryInput, When, Why};
use copydesk_text::fold;

use crate::align::{groups, shown};
use crate::coverage::Coverage;
use crate::dating::datings;
use crate::disagree::disagreements;
use crate::entities::entities;
use crate::headline::headline;
use crate::spelling::Spelled;
use crate::summary::summary;
use crate::timeline::timeline;
use crate::view::{View, views};

/// How many reasons of a story are looked at.
const REASONS_READ_MAX: usize = 200;
/// How many reasons a brief gives.
const REASONS_MAX: usize = 12;
/// An article that is less sure to be of the story is listed with it, its figures and utterances are compared, but the summary
/// does not speak in its words: what it tells may be another event.
const SURE_MIN: u16 = 850;

/// The brief of a story: its title, summary, utterances, timeline and disagreements, every word of it cited.
///
/// A story without articles gives an empty brief.
pub fn brief(story: &StoryInput) -> Brief {
    let mut views = views(&story.articles, &story.related);
    for (view, certainty) in views.iter_mut().zip(&story.certainty) {
        view.is_sure = *certainty >= SURE_MIN;
    }
    let coverage = Coverage::of(&views);
    let groups = groups(&views);
    let spelled = Spelled::of(&views);
    let quotations = spelled.quotations(shown(&views, &groups));
    let dated = datings(&views, &groups);
    let is_dated: Vec<bool> = views.iter().map(|view| !dated.lying.contains(&view.id())).collect();
    let cited: BTreeSet<Id> = quotations
        .iter()
        .flat_map(|group| group.renderings.iter().map(|rendering| rendering.article))
        .collect();
    let related = story.related.iter().map(|document| document.id).filter(|id| cited.contains(id)).collect();
    let disagreements = disagreements(&views, &groups, &dated);
    let summary = summary(&views, &coverage, &groups, &dated.days, &disagreements);
    let first = summary.first().map(|sentence| sentence.article);
    Brief {
        id: story.id,
        revision: 1,
        thread: story.thread,
        title: headline(&views, &coverage, &dated.days, first),
        when: when(&views, &dated.days),
        articles: story.articles.iter().map(|document| document.id).collect(),
        related,
        outlets: n_outlets(&views),
        why: reasons(&story.why),
        summary,
        quotations,
        timeline: timeline(&views, &is_dated),
        disagreements,
        entities: spelled.entities(entities(&views)),
        datings: dated.datings,
        spellings: spelled.spellings,
    }
}

/// The time that the story's articles are of: the first day any of them can have been written on, to the last.
fn when(views: &[View<'_>], days: &BTreeMap<Id, String>) -> Option<When> {
    let mut dates: Vec<copydesk_text::PartialDate> = views
        .iter()
        .filter(|view| !view.is_related)
        .filter_map(|view| copydesk_text::PartialDate::parse(days.get(&view.id())?))
        .collect();
    dates.sort_by_key(|date| (date.first(), date.last()));
    let first = *dates.first()?;
    let last = dates.iter().map(|date| date.last()).max()?;
    Some(When { value: first.to_string(), interval: Some((first.first().to_string(), last.to_string())) })
}

/// How many outlets report it independently: a copy counts with what it repeats, an unnamed outlet as one of its own.
fn n_outlets(views: &[View<'_>]) -> u32 {
    let mut named = BTreeSet::new();
    let mut n_unnamed = 0;
    for (idx, view) in views.iter().enumerate() {
        if view.is_related || view.root != idx || !matches!(view.document.outcome, Outcome::Kept) {
            continue;
        }
        match view.document.article.outlet.as_deref().map(fold).filter(|outlet| !outlet.is_empty()) {
            Some(outlet) => drop(named.insert(outlet)),
            None => n_unnamed += 1,
        }
    }
    named.len() as u32 + n_unnamed
}

/// The reasons of all decisions together: each once, with its greatest weight.
fn reasons(why: &[Why]) -> Vec<Why> {
    let mut out: Vec<Why> = Vec::new();
    for reason in why.iter().take(REASONS_READ_MAX) {
        match out.iter_mut().find(|there| there.kind == reason.kind && there.text == reason.text) {
            Some(there) => there.weight = there.weight.max(reason.weight),
            None => out.push(reason.clone()),
        }
    }
    out.sort_by(|a, b| b.weight.cmp(&a.weight).then(a.kind.cmp(&b.kind)).then(a.text.cmp(&b.text)));
    out.truncate(REASONS_MAX);
    out
}
