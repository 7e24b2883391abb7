//! Says why an article was put into a story, in the words of the article.

use copydesk_record::{Span, Tagged, Why, WhyKind};

use crate::features::Features;
use crate::filing::{Filing, Utterance};
use crate::vector::Vector;

/// How many reasons of each kind are given.
const TERMS_MAX: usize = 6;
const NAMES_MAX: usize = 6;
const TIMES_MAX: usize = 2;
const QUOTATIONS_MAX: usize = 2;
/// The weight of a shared quotation or a shared day among the reasons.
const QUOTATION_WEIGHT: u16 = 300;
const TIME_WEIGHT: u16 = 60;

/// What the new article shares with the most alike article of its story, the strongest first.
pub(crate) fn reasons(document: &Tagged, features: &Features, new: &Filing, old: &Filing) -> Vec<Why> {
    let mut out = Vec::new();
    let quotations = features.quotations.iter().filter(|(words, _)| {
        let utterance = Utterance::of(words);
        old.quotations.iter().any(|there| utterance.is_same(there))
    });
    for (_, span) in quotations.take(QUOTATIONS_MAX) {
        out.push(why(WhyKind::Quotation, span.str(&document.text), QUOTATION_WEIGHT));
    }
    let shared = |a: Vector<'_>, b: Vector<'_>| {
        let mut shared = a.shared(b);
        shared.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        shared
    };
    let mut named: Vec<&str> = Vec::new();
    for (key, product) in shared(new.names(), old.names()) {
        let Some(words) = features.names.span(key).and_then(|span| canonical(document, span)) else {
            continue;
        };
        if !named.contains(&words) && named.len() < NAMES_MAX {
            named.push(words);
            out.push(why(WhyKind::Name, words, share(product)));
        }
    }
    for (key, product) in shared(new.terms(), old.terms()).into_iter().take(TERMS_MAX) {
        if let Some(span) = features.terms.span(key) {
            out.push(why(WhyKind::Term, span.str(&document.text), share(product)));
        }
    }
    for number in new.days.shared(&old.days).take(TIMES_MAX) {
        let time = document.tags.times.iter().find(|time| crate::days::first_day(time) == Some(number));
        if let Some(time) = time {
            out.push(why(WhyKind::Time, time.span.str(&document.text), TIME_WEIGHT));
        }
    }
    out.retain(|why| !why.text.is_empty());
    out.sort_by(|a, b| b.weight.cmp(&a.weight).then(a.kind.cmp(&b.kind)).then(a.text.cmp(&b.text)));
    out
}

/// The name of whom the words at `span` name.
fn canonical(document: &Tagged, span: Span) -> Option<&str> {
    let name = document.tags.names.iter().find(|name| name.span == span)?;
    let entity = document.tags.entities.iter().find(|entity| entity.id == name.entity);
    Some(entity.map_or_else(|| span.str(&document.text), |entity| entity.canonical.as_str()))
}

fn why(kind: WhyKind, text: &str, weight: u16) -> Why {
    Why { kind, text: text.to_owned(), weight: weight.max(1) }
}

/// A product of two weights as its part of the cosine, 0…1000.
fn share(product: u64) -> u16 {
    (product * 1000 / crate::vector::SQUARE).min(1000) as u16
}
