//! Articles for tests: lines of text, with names, quotations, days and quantities marked where they stand.

use std::sync::Arc;

use copydesk_record::{
    Article, Block, DateClaim, Id, Name, NameKind, Quantity, Quotation, QuotationKind, Role, Span, Tagged,
    Tags, TimeKind, TimeTag,
};

use crate::view::{View, views};

/// An article of these lines; one that begins with `# ` is its headline. Names are told by their words: a whole name, and its last
/// word wherever it stands alone, are one person.
pub(crate) fn article(lines: &str, persons: &[&str]) -> Tagged {
    let (mut text, mut blocks, mut title) = (String::new(), Vec::new(), None);
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (role, words) = match line.strip_prefix("# ") {
            Some(headline) => (Role::Title, headline),
            None => (Role::Body, line),
        };
        if role == Role::Title {
            title = Some(words.to_owned());
        }
        let start = text.len();
        text.push_str(words);
        blocks.push(Block { role, span: Span::new(start, text.len()), reason: None });
        text.push('\n');
    }
    let mut names = Vec::new();
    for (entity, person) in persons.iter().enumerate() {
        let last = person.split(' ').next_back().unwrap_or_default();
        for (end, _) in text.match_indices(last).map(|(at, last)| (at + last.len(), last)) {
            let whole = text.get(..end).is_some_and(|text| text.ends_with(person));
            let start = end - if whole { person.len() } else { last.len() };
            names.push(Name { span: Span::new(start, end), kind: NameKind::Person, entity: entity as u32 });
        }
    }
    names.sort_by_key(|name| name.span.start);
    let id = Id::of_document("specimen", lines, text.as_bytes());
    let tags = Tags { names, ..Tags::default() };
    Tagged { id, text, article: Article { blocks, title, ..Article::default() }, tags, ..Tagged::default() }
}

/// The article as it was written on a day.
pub(crate) fn on(day: &str, mut article: Tagged) -> Tagged {
    article.article.written = Some(DateClaim { value: day.to_owned(), ..DateClaim::default() });
    article
}

/// The article with the time at these words.
pub(crate) fn at(words: &str, value: &str, mut article: Tagged) -> Tagged {
    let (first, last) = match value.len() {
        7 => (format!("{value}-01"), format!("{value}-28")),
        _ => (value.to_owned(), value.to_owned()),
    };
    let interval = Some((first, last)).filter(|_| !value.contains('X'));
    article.tags.times.push(TimeTag {
        span: find(&article, words),
        kind: TimeKind::Date,
        value: value.to_owned(),
        interval,
        is_relative: false,
        rule: String::new(),
    });
    article
}

/// The article with so many of something at these words.
pub(crate) fn counting(words: &str, value: &str, unit: &str, mut article: Tagged) -> Tagged {
    let span = find(&article, words);
    article.tags.quantities.push(Quantity { span, value: value.to_owned(), unit: unit.to_owned() });
    article
}

/// The article in which these words are somebody's.
pub(crate) fn said(words: &str, speaker: &str, mut article: Tagged) -> Tagged {
    article.tags.quotations.push(Quotation {
        span: find(&article, words),
        kind: QuotationKind::Direct,
        speaker: Some(speaker.to_owned()),
        speaker_span: Some(find(&article, speaker)),
        cue_span: None,
        rule: String::new(),
    });
    article
}

fn find(article: &Tagged, words: &str) -> Span {
    let at = article.text.find(words).unwrap_or_else(|| panic!("{words}"));
    Span::new(at, at + words.len())
}

/// What a test asks of the views of these articles.
pub(crate) fn seen<T>(articles: Vec<Tagged>, ask: impl FnOnce(&[View<'_>]) -> T) -> T {
    let articles: Vec<Arc<Tagged>> = articles.into_iter().map(Arc::new).collect();
    ask(&views(&articles, &[]))
}
