//! Who and what a story is about, across its articles.

use std::collections::HashMap;
use std::rc::Rc;

use copydesk_record::{BriefEntity, NameKind};

use crate::memory::WordHashing;
use crate::speaker::{Match, Speaker};
use crate::view::View;

/// How many entities a brief shows.
const ENTITIES_MAX: usize = 30;
/// How many entities of a story are told apart, and how many mentions of an article are looked at.
const TOLD_APART_MAX: usize = 400;
const MENTIONS_MAX: usize = 1000;

struct Merged {
    name: Speaker,
    folded: Rc<str>,
    kind: NameKind,
    mentions: u32,
}

/// The entities, the most mentioned first; a person whose name is spelled in two ways is one.
pub(crate) fn entities(views: &[View<'_>]) -> Vec<BriefEntity> {
    let mut merged: Vec<Merged> = Vec::new();
    for (idx, view) in views.iter().enumerate() {
        if view.root != idx || view.is_related {
            continue;
        }
        let tags = &view.document.tags;
        let mut n_mentions_of: HashMap<u32, u32, WordHashing> = HashMap::default();
        for name in tags.names.iter().take(MENTIONS_MAX) {
            *n_mentions_of.entry(name.entity).or_insert(0) += 1;
        }
        for (entity, folded) in view.entities() {
            let n_mentions = n_mentions_of.get(&entity.id).copied().unwrap_or(0);
            if folded.is_empty() || n_mentions == 0 {
                continue;
            }
            let name = Speaker::of(Some(&entity.canonical));
            let same = merged.iter().position(|there| {
                there.kind == entity.kind
                    && (there.folded == *folded
                        || (entity.kind == NameKind::Person && there.name.compare(&name) == Match::Same))
            });
            if let Some(place) = same {
                let Some(there) = merged.get_mut(place) else { continue };
                there.mentions += n_mentions;
                if name.text.chars().count() > there.name.text.chars().count() {
                    (there.name, there.folded) = (name, Rc::clone(folded));
                }
            } else if merged.len() < TOLD_APART_MAX {
                merged.push(Merged {
                    name,
                    folded: Rc::clone(folded),
                    kind: entity.kind,
                    mentions: n_mentions,
                });
            }
        }
    }
    merged
        .sort_by(|a, b| b.mentions.cmp(&a.mentions).then(a.folded.cmp(&b.folded)).then(a.kind.cmp(&b.kind)));
    merged.truncate(ENTITIES_MAX);
    let out = merged.into_iter();
    out.map(|one| BriefEntity {
        canonical: one.name.text.to_string(),
        kind: one.kind,
        mentions: one.mentions,
    })
    .collect()
}
