//! Canonical names: B-cubed over the mentions by name.

use copydesk_record::{Span, Tags};

use super::{LabelledText, Labels};
use crate::alike::named_words;
use crate::{CorpusScores, b_cubed, fold};

/// What a labelled mention was tied to: an entity of its text, or to nothing, which makes it a class of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    Entity(usize, u32),
    Alone(usize),
}

/// `b3` is over the mentions that were found, as it is in the scores of dumps; `b3_all` over all, with those that were not
/// found alone.
pub(super) fn score(texts: &[(LabelledText, Tags)], scores: &mut CorpusScores) {
    let mut items: Vec<((usize, usize), Tie)> = Vec::new();
    for (at, (text, tags)) in texts.iter().enumerate() {
        let Labels::Entities(entities) = &text.labels else { continue };
        for (entity, mentions) in entities.iter().enumerate() {
            for &mention in mentions {
                let tie = match entity_of(&text.text, mention, tags) {
                    Some(id) => Tie::Entity(at, id),
                    None => Tie::Alone(items.len()),
                };
                items.push(((at, entity), tie));
            }
        }
    }
    let found: Vec<((usize, usize), Tie)> =
        items.iter().filter(|(_, tie)| matches!(tie, Tie::Entity(..))).copied().collect();
    scores.count("mentions", items.len());
    scores.count("mentions_found", found.len());
    scores.prf("b3", b_cubed(&found));
    scores.prf("b3_all", b_cubed(&items));
}

/// The entity of the name that says the same as the mention, articles, titles and a genitive aside: a name within a longer
/// mention ("the president of Kenya") is somebody else's.
fn entity_of(text: &str, mention: Span, tags: &Tags) -> Option<u32> {
    let words = |span: Span| named_words(&fold(plain(span.str(text))));
    let wanted = words(mention);
    let mut inside = tags.names.iter().filter(|name| name.span.overlaps(mention));
    inside.find(|name| words(name.span) == wanted).map(|name| name.entity)
}

fn plain(words: &str) -> &str {
    words.strip_suffix("'s").or_else(|| words.strip_suffix("’s")).unwrap_or(words)
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
        assert_eq!(scores.get("b3_all_p"), Some(&Figure::Share(1.0)));
        let Some(Figure::Share(recall)) = scores.get("b3_all_r") else { panic!("no recall") };
        assert!((recall - (5.0 / 3.0 + 1.0) / 4.0).abs() < 1e-9);
        // Of those that were found, all are right.
        assert_eq!(scores.get("b3_f1"), Some(&Figure::Share(1.0)));
    }

    #[test]
    fn a_name_within_a_mention_is_another() {
        let text = "the mayor of Oslo, Mayor Ana Belo, Belo's".to_owned();
        let labels = Labels::Entities(vec![vec![Span::new(0, 17), Span::new(19, 33), Span::new(35, 41)]]);
        let text = LabelledText { id: "a".to_owned(), title: None, date: None, text, labels };
        let name = |start, end, entity| Name { span: Span::new(start, end), kind: NameKind::Person, entity };
        let names = vec![name(13, 17, 0), name(25, 33, 1), name(35, 39, 1)];
        let scores = score_tagged(&[(text, Tags { names, ..Tags::default() })]);
        assert_eq!(scores.get("mentions_found"), Some(&Figure::Count(2)));
        assert_eq!(scores.get("b3_f1"), Some(&Figure::Share(1.0)));
    }
}
