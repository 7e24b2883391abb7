//! Canonical names: B-cubed over the mentions by name.

use copydesk_record::{Span, Tags};

use super::{LabelledText, Labels, overlap};
use crate::{CorpusScores, b_cubed};

/// What a labelled mention was tied to: an entity of its text, or to nothing, which makes it a class of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    Entity(usize, u32),
    Alone(usize),
}

pub(super) fn score(texts: &[(LabelledText, Tags)], scores: &mut CorpusScores) {
    let mut items: Vec<((usize, usize), Tie)> = Vec::new();
    let mut n_found = 0;
    for (at, (text, tags)) in texts.iter().enumerate() {
        let Labels::Entities(entities) = &text.labels else { continue };
        for (entity, mentions) in entities.iter().enumerate() {
            for &mention in mentions {
                let tie = match entity_of(mention, tags) {
                    Some(id) => {
                        n_found += 1;
                        Tie::Entity(at, id)
                    }
                    None => Tie::Alone(items.len()),
                };
                items.push(((at, entity), tie));
            }
        }
    }
    scores.count("mentions", items.len());
    scores.count("mentions_found", n_found);
    scores.prf("b3", b_cubed(&items));
}

/// The entity of the name that shares most with the mention; of two that share as much, of the first.
fn entity_of(mention: Span, tags: &Tags) -> Option<u32> {
    let shared = tags.names.iter().map(|name| (overlap(name.span, mention), name.entity));
    let best = shared
        .filter(|(shared, _)| *shared > 0)
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, entity)| entity)
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Name, NameKind};

    use super::*;
    use crate::Figure;
    use crate::tagged::score_tagged;

    #[test]
    fn mentions_that_were_not_found_stand_alone() {
        let text = "Ana Belo, Belo, Oslo, Belo".to_owned();
        let labels = Labels::Entities(vec![
            vec![Span::new(0, 8), Span::new(10, 14), Span::new(22, 26)],
            vec![Span::new(16, 20)],
        ]);
        let text = LabelledText { id: "a".to_owned(), title: None, date: None, text, labels };
        let name = |start, end, entity| Name { span: Span::new(start, end), kind: NameKind::Person, entity };
        let names = vec![name(0, 8, 0), name(10, 14, 0), name(16, 20, 1)];
        let scores = score_tagged(&[(text, Tags { names, ..Tags::default() })]);
        // Recall of the three mentions of Belo: 2/3, 2/3, 1/3; of Oslo 1.
        assert_eq!(scores.get("b3_p"), Some(&Figure::Share(1.0)));
        let Some(Figure::Share(recall)) = scores.get("b3_r") else { panic!("no recall") };
        assert!((recall - (5.0 / 3.0 + 1.0) / 4.0).abs() < 1e-9);
    }
}
