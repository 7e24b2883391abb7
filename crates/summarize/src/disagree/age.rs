//! Ages that differ: the same person, of another age.

use copydesk_record::{Disagreement, DisagreementKind, NameKind, Span, Value};

use super::context::ARTICLES_MAX;
use super::stated;
use crate::speaker::{Match, Speaker};
use crate::view::{View, originals};

/// How many mentions of persons are looked at in an article.
const MENTIONS_MAX: usize = 600;
/// How far behind a name its age may stand, and how far before it, in bytes.
const REACH_BYTES: usize = 24;
const AGES: std::ops::RangeInclusive<u32> = 1..=115;

/// A person, and the age that each article gives.
struct Person {
    name: Speaker,
    shown: String,
    ages: Vec<(usize, u32, Span)>,
}

/// The disagreements on persons' ages.
pub(super) fn disagreements(views: &[View<'_>]) -> Vec<Disagreement> {
    let mut persons: Vec<Person> = Vec::new();
    for (idx, view) in originals(views).take(ARTICLES_MAX) {
        let names = view.document.tags.names.iter().take(MENTIONS_MAX);
        for mention in names.filter(|name| name.kind == NameKind::Person) {
            let Some((age, span)) = age_beside(&view.document.text, mention.span) else { continue };
            let shown = view.str(mention.span);
            let name = Speaker::of(Some(shown));
            if !name.is_named() {
                continue;
            }
            let known = persons.iter().position(|person| person.name.compare(&name) == Match::Same);
            let place = known.unwrap_or_else(|| {
                persons.push(Person { name, shown: shown.to_owned(), ages: Vec::new() });
                persons.len() - 1
            });
            if let Some(person) =
                persons.get_mut(place).filter(|person| person.ages.iter().all(|(there, ..)| *there != idx))
            {
                person.ages.push((idx, age, span));
            }
        }
    }
    let differ = |person: &&Person| person.ages.windows(2).any(|pair| matches!(pair, [a, b] if a.1 != b.1));
    persons.iter().filter(differ).map(|person| disagreement(views, person)).collect()
}

/// The ages of persons that an article gives just behind their names: they are no other numbers.
pub(super) fn stated_behind(view: &View<'_>) -> Vec<Span> {
    let names = view.document.tags.names.iter().take(MENTIONS_MAX);
    let persons = names.filter(|name| name.kind == NameKind::Person);
    persons.filter_map(|name| Some(behind(&view.document.text, name.span)?.1)).collect()
}

fn disagreement(views: &[View<'_>], person: &Person) -> Disagreement {
    let values: Vec<Value> =
        person.ages.iter().filter_map(|(idx, _, span)| Some(stated(views.get(*idx)?, *span))).collect();
    Disagreement {
        kind: DisagreementKind::Number,
        about: format!("age of {}", person.shown),
        why: "the same person is said to be of another age".to_owned(),
        values,
    }
}

/// `Rosa Lindqvist, 48,`, `Rosa Lindqvist (48)`, `the 48-year-old Rosa Lindqvist`: the age and where it stands.
fn age_beside(text: &str, name: Span) -> Option<(u32, Span)> {
    behind(text, name).or_else(|| before(text, name))
}

fn behind(text: &str, name: Span) -> Option<(u32, Span)> {
    let rest = text.get(name.end as usize..)?;
    let (inner, is_bracket) = match rest.strip_prefix(", ") {
        Some(inner) => (inner, false),
        None => (rest.strip_prefix(" (")?, true),
    };
    let inner = inner.strip_prefix("aged ").unwrap_or(inner);
    let n_digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let age = inner.get(..n_digits)?.parse().ok().filter(|age| AGES.contains(age))?;
    let after = inner.get(n_digits..)?;
    let closes = if is_bracket {
        after.starts_with([')', ','])
    } else {
        after.starts_with([',', '.', ';', ' ', '\n'])
    };
    // `Rosa Lindqvist, 48 metres up`.
    let is_word =
        after.strip_prefix(' ').is_some_and(|word| !word.starts_with("years old") && !word.starts_with(','));
    let start = text.len() - rest.len() + (rest.len() - inner.len());
    (closes && !is_word).then(|| (age, Span::new(start, start + n_digits)))
}

fn before(text: &str, name: Span) -> Option<(u32, Span)> {
    const OLD: &str = "-year-old";
    let head = text.get(..name.start as usize)?;
    let from = crate::view::floor(head, head.len().saturating_sub(REACH_BYTES));
    let near = head.get(from..)?;
    let at = near.rfind(OLD)?;
    // No more than a word between: `the 48-year-old fisherman Rosa Lindqvist`.
    let between = near.get(at + OLD.len()..)?;
    if between.contains([',', '.', ';', '(']) {
        return None;
    }
    let number = near.get(..at)?;
    let digits = number.len() - number.bytes().rev().take_while(u8::is_ascii_digit).count();
    let age = number.get(digits..)?.parse().ok().filter(|age| AGES.contains(age))?;
    Some((age, Span::new(from + digits, from + at + OLD.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_beside_names() {
        let check = |text: &str, expected: Option<(u32, &str)>| {
            let start = text.find("Rosa Lindqvist").unwrap();
            let found = age_beside(text, Span::new(start, start + "Rosa Lindqvist".len()));
            assert_eq!(found.map(|(age, span)| (age, span.str(text))), expected, "{text}");
        };
        check("Then Rosa Lindqvist, 48, rowed out.", Some((48, "48")));
        check("Rosa Lindqvist (51) rowed out.", Some((51, "51")));
        check("The 51-year-old Rosa Lindqvist rowed out.", Some((51, "51-year-old")));
        check("Rosa Lindqvist, aged 48, rowed out.", Some((48, "48")));
        check("Rosa Lindqvist, 48 metres up, waved.", None);
        check("Rosa Lindqvist, who is tall, waved.", None);
        check("A 9-year-old, said Rosa Lindqvist.", None);
    }
}
