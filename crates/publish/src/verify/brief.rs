//! The checks of one line of `stories.jsonl`.

use std::collections::BTreeMap;

use copydesk_record::{Brief, Id};

use super::Check;
use crate::{Desk, PublishError};

/// Every citation of the brief, and that it cites only articles that are there.
pub(super) fn check(brief: &Brief, desk: &mut Desk, check: &mut Check) -> Result<(), PublishError> {
    let place = |part: &str| format!("stories.jsonl: story {}, {part}", brief.id);
    let mut texts: BTreeMap<Id, String> = BTreeMap::new();
    for &id in brief.articles.iter().chain(&brief.related) {
        match desk.source(id)? {
            Some(text) => drop(texts.insert(id, text)),
            None => check.fault(format!("{}: no article {id}", place("articles"))),
        }
    }
    let text = |id: Id| texts.get(&id).map_or("", String::as_str);
    for sentence in &brief.summary {
        check.words(&place("summary"), text(sentence.article), sentence.span, &sentence.text);
        if let Some(antecedent) = &sentence.antecedent {
            check.words(&place("summary"), text(sentence.article), antecedent.span, &antecedent.text);
        }
    }
    for rendering in brief.quotations.iter().flat_map(|group| &group.renderings) {
        check.words(&place("quotations"), text(rendering.article), rendering.span, &rendering.text);
    }
    for entry in &brief.timeline {
        check.words(&place("timeline"), text(entry.article), entry.span, &entry.text);
    }
    for value in brief.disagreements.iter().flat_map(|disagreement| &disagreement.values) {
        match (&value.value, value.span) {
            (Some(words), Some(span)) => {
                check.words(&place("disagreements"), text(value.article), span, words);
            }
            (None, None) if texts.contains_key(&value.article) => {}
            _ => check.fault(format!("{}: a value without a citation", place("disagreements"))),
        }
    }
    Ok(())
}
