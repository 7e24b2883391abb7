//! Disagreements that are made: an article beside itself with one figure or day changed.

use std::path::PathBuf;
use std::sync::Arc;

use copydesk::desk::edit;
use copydesk_record::{Brief, DisagreementKind, Outcome, Span, StoryInput, Tagged, TimeKind};
use copydesk_summarize::brief;

use crate::bench::root;

/// How many figures, and how many days, are changed in one article, one at a time.
const CHANGES_MAX: usize = 3;
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn pages() -> Vec<String> {
    let folders = ["tests/data/desk", "tests/data/wire"].map(|folder| root().join(folder));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

fn tagged(source: &str, text: &str) -> Option<Tagged> {
    let edition = edit([(source, text)]);
    let mut document = Tagged::try_from(edition.documents.first()?).ok()?;
    // Beside the other it would be a copy, and a copy's words are not held against its original's.
    document.outcome = Outcome::Kept;
    Some(document)
}

/// Another figure of the same length: the first digit is one more or less.
fn other_figure(text: &str) -> Option<String> {
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let digit = text.as_bytes()[at] - b'0';
    let other = if digit > 1 { digit - 1 } else { digit + 1 };
    Some(format!("{}{other}{}", &text[..at], &text[at + 1..]))
}

fn other_weekday(text: &str) -> Option<String> {
    let at = WEEKDAYS.iter().position(|day| text.contains(day))?;
    Some(text.replace(WEEKDAYS[at], WEEKDAYS[(at + 2) % 7]))
}

/// How many changes were made to articles, and how many of them the brief of the two lists with both places.
fn recall(kind: DisagreementKind, places: impl Fn(&Tagged) -> Vec<(Span, String)>) -> (usize, usize) {
    let (mut n_made, mut n_found) = (0, 0);
    for page in pages() {
        let Some(original) = tagged("original.txt", &page) else { continue };
        for (span, other) in places(&original).into_iter().take(CHANGES_MAX) {
            let (start, end) = (span.start as usize, span.end as usize);
            let changed = format!("{}{other}{}", &page[..start], &page[end..]);
            let Some(copy) = tagged("changed.txt", &changed) else { continue };
            let articles = vec![Arc::new(original.clone()), Arc::new(copy)];
            let said = brief(&StoryInput { articles, ..StoryInput::default() });
            n_made += 1;
            n_found += usize::from(lists(&said, kind, span));
        }
    }
    (n_made, n_found)
}

fn lists(said: &Brief, kind: DisagreementKind, span: Span) -> bool {
    said.disagreements.iter().filter(|disagreement| disagreement.kind == kind).any(|disagreement| {
        let at = disagreement.values.iter().filter(|value| value.span.is_some_and(|at| at.overlaps(span)));
        at.count() == 2
    })
}

/// Spans in sentences that the original says in its body.
fn in_body(document: &Tagged, span: Span) -> bool {
    document.article.content_blocks().any(|block| block.span.contains(span))
}

#[test]
fn changed_figures_are_found() {
    let (n_made, n_found) = recall(DisagreementKind::Number, |document| {
        let quantities = document.tags.quantities.iter().filter(|quantity| in_body(document, quantity.span));
        let changed = quantities
            .filter_map(|quantity| Some((quantity.span, other_figure(quantity.span.of(&document.text)?)?)));
        changed.collect()
    });
    println!("{n_found} of {n_made} figures");
    assert!(n_made >= 60 && n_found * 100 >= n_made * 90, "{n_found} of {n_made} changed figures are listed");
}

#[test]
fn changed_days_are_found() {
    let (n_made, n_found) = recall(DisagreementKind::Date, |document| {
        let times = document.tags.times.iter().filter(|time| {
            matches!(time.kind, TimeKind::Date | TimeKind::Time) && in_body(document, time.span)
        });
        let changed =
            times.filter_map(|time| Some((time.span, other_weekday(time.span.of(&document.text)?)?)));
        changed.collect()
    });
    println!("{n_found} of {n_made} days");
    assert!(n_made >= 20 && n_found * 100 >= n_made * 90, "{n_found} of {n_made} changed days are listed");
}
