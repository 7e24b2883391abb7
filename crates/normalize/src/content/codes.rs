//! Names as numbers, in an order in which a cut between two of them says something.

use copydesk_record::Role;

use crate::shape::LineEnd;
use crate::sheet::{Sheet, SheetLine};

/// Whether a short line heads what stands below it: 2 for other pieces, 1 for anything.
pub(super) fn header_kind(line: &SheetLine<'_>, sheet: &Sheet<'_>) -> Option<f32> {
    const WORDS_MAX: usize = 10;
    if line.n_words > WORDS_MAX || line.end.is_sentence() && line.end != LineEnd::Colon {
        return None;
    }
    if crate::role::is_header(&line.text) {
        return Some(2.0);
    }
    let is_marked = sheet.hint(line).is_some_and(crate::markup::is_heading);
    (is_marked || !sheet.has_hints()).then_some(1.0)
}

/// How a line ends, the more of a sentence the greater.
pub(super) fn end_of(line: &SheetLine<'_>) -> f32 {
    match line.end {
        LineEnd::Bare => 0.0,
        LineEnd::Open => 1.0,
        LineEnd::Cut => 2.0,
        LineEnd::Colon => 3.0,
        LineEnd::Call => 4.0,
        LineEnd::Stop => 5.0,
    }
}

/// Tags by how often they hold text, so that a cut between two numbers says something.
pub(super) fn tag_of(tag: &str) -> u8 {
    const TAGS: [&str; 24] = [
        "",
        "nav",
        "footer",
        "button",
        "label",
        "form",
        "option",
        "header",
        "figcaption",
        "aside",
        "h1",
        "td",
        "dt",
        "dd",
        "li",
        "section",
        "div",
        "article",
        "h4",
        "h3",
        "h2",
        "pre",
        "blockquote",
        "p",
    ];
    TAGS.iter().position(|known| *known == tag).and_then(|at| u8::try_from(at).ok()).unwrap_or(14)
}

/// Roles by how near to text they are.
pub(super) fn role_of(line: &SheetLine<'_>) -> f32 {
    let Some(role) = line.role() else { return 0.0 };
    match role {
        Role::Body => 20.0,
        Role::List => 19.0,
        Role::Heading => 18.0,
        Role::Repeat => 17.0,
        Role::Title => 16.0,
        Role::Caption => 15.0,
        Role::Other => 14.0,
        Role::Correction => 13.0,
        Role::Teaser => 12.0,
        Role::Section => 11.0,
        Role::Link => 10.0,
        Role::Credit => 9.0,
        Role::Paywall => 8.0,
        Role::Newsletter => 7.0,
        Role::Comments => 6.0,
        Role::Byline => 5.0,
        Role::Date => 4.0,
        Role::Tags => 3.0,
        Role::Widget => 2.0,
        Role::Share | Role::Ad | Role::Copyright | Role::Cookie => 1.0,
    }
}
