//! The HTML pages: `index.html` and one page a story. Text of sources only as text, links only to http(s), no script.

mod story;
mod style;

use std::collections::BTreeMap;

use copydesk_record::{Brief, DisagreementKind, Id, When};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{Desk, PublishError, visible};

pub(crate) use story::story;

/// The page that lists all stories, and what was left out with the reason.
pub(crate) fn index(briefs: &[Brief], desk: &mut Desk) -> Result<String, PublishError> {
    let mut left_out = Vec::new();
    for id in desk.ids().to_vec() {
        let Some(article) = desk.article(id)? else { continue };
        if let Some(filtered) = article.filtered {
            left_out.push((article.source, filtered.message));
        }
    }
    let body = html! {
        header { h1 { "Story briefs" } p.meta { (count(briefs.len(), "story", "stories")) } }
        main {
            @for brief in briefs {
                article.card {
                    h2 { a href={ "stories/" (brief.id) ".html" } { (visible(&brief.title)) } }
                    p.meta { (story_days(brief)) }
                    @if let Some(sentence) = brief.summary.first() { p { (visible(&sentence.text)) } }
                    @if !brief.disagreements.is_empty() {
                        p.flag { (count(brief.disagreements.len(), "point", "points")) " of disagreement" }
                    }
                }
            }
            @if !left_out.is_empty() {
                section {
                    h2 { "Left out" }
                    ul.plain { @for (source, why) in &left_out { li { code { (visible(source)) } " " (visible(why)) } } }
                }
            }
        }
    };
    Ok(document("Story briefs", &body))
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
