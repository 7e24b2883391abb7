//! The HTML pages: `index.html` and one page a story. Text of sources only as text, links only to http(s), no script.

mod story;
mod style;

use std::collections::BTreeMap;

use copydesk_record::{Brief, DisagreementKind, Id, When};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{Desk, visible};

pub(crate) use story::story;

/// The page that lists all stories, and what was left out with the reason: what stands before and behind the
/// [`card`]s of the stories.
pub(crate) fn index_around(n_stories: usize, desk: &Desk) -> (String, String) {
    // NUL stands in no text that is shown: `visible` takes it out.
    const CARDS: &str = "\0";
    let left_out = desk.left_out();
    let body = html! {
        header { h1 { "Story briefs" } p.meta { (count(n_stories, "story", "stories")) } }
        main {
            (PreEscaped(CARDS))
            @if !left_out.is_empty() {
                section {
                    h2 { "Left out" }
                    ul.plain { @for (source, why) in left_out { li { code { (visible(source)) } " " (visible(why)) } } }
                }
            }
        }
    };
    let page = document("Story briefs", &body);
    page.split_once(CARDS).map(|(before, behind)| (before.to_owned(), behind.to_owned())).unwrap_or_default()
}

/// One story in the list.
pub(crate) fn card(brief: &Brief) -> String {
    let card = html! {
        article.card {
            h2 { a href={ "stories/" (brief.id) ".html" } { (visible(&brief.title)) } }
            p.meta { (story_days(brief)) }
            @if let Some(sentence) = brief.summary.first() { p { (visible(&sentence.text)) } }
            @if !brief.disagreements.is_empty() {
                p.flag { (count(brief.disagreements.len(), "point", "points")) " of disagreement" }
            }
        }
    };
    card.into_string()
}

/// A whole page.
fn document(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
                meta name="referrer" content="no-referrer";
                title { (visible(title)) }
                style { (PreEscaped(style::STYLE)) }
            }
            body { (body) footer { p.meta { "Made by copydesk. Every quoted sentence stands in its source, byte for byte." } } }
        }
    };
    page.into_string() + "\n"
}

/// The number of each cited article in the brief: its own in order, then the related ones.
pub(crate) fn numbering(brief: &Brief) -> BTreeMap<Id, usize> {
    let mut numbers = BTreeMap::new();
    for &id in brief.articles.iter().chain(&brief.related) {
        let next = numbers.len() + 1;
        numbers.entry(id).or_insert(next);
    }
    numbers
}

/// When it was, how many articles, how many independent outlets: one line.
pub(crate) fn story_days(brief: &Brief) -> String {
    let mut parts = Vec::new();
    match &brief.when {
        Some(when) => parts.push(days(when)),
        None => parts.push("undated".to_owned()),
    }
    parts.push(count(brief.articles.len(), "article", "articles"));
    parts.push(match brief.outlets {
        1 => "a single source".to_owned(),
        n => format!("{n} independent outlets"),
    });
    parts.join(" · ")
}

fn days(when: &When) -> String {
    match &when.interval {
        Some((from, to)) if from != to => format!("{from} to {to}"),
        _ => when.value.clone(),
    }
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// What kind of disagreement, for people.
pub(crate) fn disagreement_label(kind: DisagreementKind) -> &'static str {
    match kind {
        DisagreementKind::Number => "number",
        DisagreementKind::Date => "date",
        DisagreementKind::Name => "name",
        DisagreementKind::Wording => "wording",
        DisagreementKind::Attribution => "attribution",
        DisagreementKind::Omission => "left out by some",
    }
}

/// The address, if a page may link to it.
fn link(url: &str) -> Option<&str> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    (is_web && !url.chars().any(|c| c.is_whitespace() || c.is_control())).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(link("https://harbour.example/a?b=c"), Some("https://harbour.example/a?b=c"));
        for bad in ["javascript:alert(1)", "data:text/html,x", "//x.example", "https://a b", "ftp://x", ""] {
            assert_eq!(link(bad), None, "{bad}");
        }
    }

    #[test]
    fn titles_are_text() {
        let page = document("<script>alert(1)</script>", &html! { p { "a & b" } });
        assert!(!page.contains("<script>"));
        assert!(page.contains("a &amp; b"));
    }
}
