//! What the markup of a page says of its lines: tags, classes, links.

use std::collections::HashSet;

use copydesk_record::{LineHint, Role};

use crate::hashed::ByText;
use crate::sheet::Sheet;

/// A line with so much of it inside links leads elsewhere, of 1000.
const LINK_SHARE_MIN: u16 = 600;
/// A class word on so much of the page's prose, of 1000, frames the page and says nothing of a line.
const FRAME_SHARE_MAX: usize = 300;

/// Class words, whole or as a part between hyphens, and the role of what they are put on.
const CLASSES: &[(Role, &[&str])] = &[
    (Role::Comments, &["comments", "comment", "respond", "disqus", "commentlist", "kommentare"]),
    (Role::Share, &["share", "sharing", "social", "sharedaddy", "addtoany", "sharebar"]),
    (Role::Newsletter, &["newsletter", "subscribe", "signup", "subscription", "optin"]),
    (Role::Cookie, &["cookie", "cookies", "consent", "gdpr", "onetrust"]),
    (Role::Paywall, &["paywall", "piano", "regwall"]),
    (
        Role::Ad,
        &[
            "advert",
            "advertisement",
            "ad",
            "ads",
            "sponsor",
            "sponsored",
            "promo",
            "promotion",
            "dfp",
            "outbrain",
            "taboola",
        ],
    ),
    (
        Role::Link,
        &[
            "related",
            "recommended",
            "recommendations",
            "recirc",
            "recirculation",
            "popular",
            "trending",
            "breadcrumb",
            "breadcrumbs",
            "menu",
            "nav",
            "navigation",
            "navbar",
            "pagination",
            "sidebar",
            "widget",
            "footer",
            "readmore",
            "toc",
            "skip",
            "teaser",
            "teasers",
            "jp-relatedposts",
        ],
    ),
    (Role::Tags, &["tags", "taglist", "topics", "keywords"]),
    (Role::Caption, &["caption", "figcaption", "wp-caption-text", "credit", "photo-credit"]),
    (Role::Byline, &["byline", "author", "authors", "writer"]),
    (
        Role::Other,
        &[
            "bio",
            "author-bio",
            "about-author",
            "modal",
            "popup",
            "toolbar",
            "disclaimer",
            "copyright",
            "hidden",
            "sr-only",
            "visually-hidden",
            "screen-reader-text",
        ],
    ),
];

/// Rules on lines by their tags, classes and links. A dump has no hints, and nothing happens.
pub(crate) fn rule_by_markup(sheet: &mut Sheet<'_>) {
    if !sheet.has_hints() {
        return;
    }
    let frames = frame_words(sheet);
    let is_frame = |word: &str| frames.contains(word);
    let of_kind: Vec<OfKind> = sheet
        .kinds
        .iter()
        .map(|hint| OfKind {
            prose: role_of_tags(true, hint),
            other: role_of_tags(false, hint),
            classes: role_of_classes(hint, is_frame),
            is_heading: is_heading(hint),
        })
        .collect();
    let markup = sheet.markup;
    for line in &mut sheet.lines {
        let Some(hint) = markup.lines.get(line.idx) else { continue };
        let Some(kind) = line.kind.and_then(|kind| of_kind.get(kind)) else { continue };
        let of_tags = if line.is_prose() { kind.prose } else { kind.other };
        if let Some((role, reason)) = of_tags.or(kind.classes) {
            line.rule(role, reason);
        } else if hint.link_share >= LINK_SHARE_MIN && !line.end.is_sentence() && !kind.is_heading {
            line.rule(Role::Link, "a link and nothing else");
        }
    }
}

/// What the tags and classes of lines say, told once for all lines of a kind.
struct OfKind {
    /// By the tags, of prose and of any other line.
    prose: Option<(Role, &'static str)>,
    other: Option<(Role, &'static str)>,
    /// By the classes.
    classes: Option<(Role, &'static str)>,
    is_heading: bool,
}

/// Class words that frame the page: on so much of its prose that they say nothing of a line.
pub(crate) fn frame_words<'h>(sheet: &Sheet<'h>) -> HashSet<&'h str> {
    let n_prose = n_prose_words(sheet);
    let by_class = prose_by_class(sheet);
    by_class.into_iter().filter(|(_, n)| n * 1000 / n_prose > FRAME_SHARE_MAX).map(|(word, _)| word).collect()
}

fn n_prose_words(sheet: &Sheet<'_>) -> usize {
    sheet.lines.iter().filter(|line| line.is_prose()).map(|line| line.n_words).sum::<usize>().max(1)
}

/// How many words of prose stand under each class word.
fn prose_by_class<'h>(sheet: &Sheet<'h>) -> ByText<&'h str, usize> {
    let mut of_kind = vec![0; sheet.kinds.len()];
    for line in sheet.lines.iter().filter(|line| line.is_prose()) {
        if let Some(n_words) = line.kind.and_then(|kind| of_kind.get_mut(kind)) {
            *n_words += line.n_words;
        }
    }
    let mut out = ByText::default();
    for (hint, n_words) in sheet.kinds.iter().zip(of_kind).filter(|(_, n_words)| *n_words > 0) {
        for word in hint.class.split_whitespace() {
            *out.entry(word).or_default() += n_words;
        }
    }
    out
}

fn role_of_tags(is_prose: bool, hint: &LineHint) -> Option<(Role, &'static str)> {
    let mut is_article = false;
    for tag in hint.path.split('/') {
        match tag {
            "article" | "main" => is_article = true,
            "nav" => return Some((Role::Link, "stands in the navigation")),
            "footer" if !is_prose || !is_article => {
                return Some((Role::Other, "stands in the foot of the page"));
            }
            "aside" => return Some((Role::Link, "stands beside the article")),
            "figcaption" => return Some((Role::Caption, "describes a picture")),
            "form" | "button" | "select" | "label" | "dialog" if !is_prose => {
                return Some((Role::Widget, "a control of the page"));
            }
            _ => {}
        }
    }
    None
}

fn role_of_classes(hint: &LineHint, is_frame: impl Fn(&str) -> bool) -> Option<(Role, &'static str)> {
    // The nearest element says most.
    for word in hint.class.split_whitespace().rev().filter(|word| !is_frame(word)) {
        let lower = word.to_lowercase();
        let mut parts = lower.split(['-', '_']).chain(std::iter::once(lower.as_str()));
        let found = parts.find_map(|part| CLASSES.iter().find(|(_, words)| words.contains(&part)));
        if let Some((role, _)) = found {
            return Some((*role, "the page's markup says so"));
        }
    }
    None
}

/// Whether the line stands in a heading.
pub(crate) fn is_heading(hint: &LineHint) -> bool {
    hint.path.rsplit('/').take(2).any(|tag| matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
}

/// Whether the line stands in the first heading of the page.
pub(crate) fn is_top_heading(hint: &LineHint) -> bool {
    hint.path.rsplit('/').take(2).any(|tag| tag == "h1")
}
