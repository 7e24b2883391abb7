//! The running text: headings, lists, short paragraphs and what interrupts it.

use std::cell::LazyCell;
use std::sync::LazyLock;

use copydesk_record::Role;
use copydesk_text::pattern;
use regex::Regex;

use crate::date_line::{DateLabel, labelled_dates};
use crate::hashed::ByText;
use crate::markup::is_heading;
use crate::role::head::is_list_item;
use crate::role::tail::is_header;
use crate::role::{Extent, WordHead, heads_of};
use crate::shape::LineEnd;
use crate::sheet::{Sheet, SheetLine};

/// The longest heading in words.
const HEADING_WORDS_MAX: usize = 16;
/// A heading of more words speaks of what the text speaks of.
const BARE_WORDS_MIN: usize = 7;

/// Rules on the open lines between the first and the last line of running text.
pub(crate) fn rule_middle(sheet: &mut Sheet<'_>, extent: Extent) {
    // Most pages have no line whose words are asked for.
    let vocabulary = LazyCell::new(|| vocabulary_of(sheet, extent));
    let markup = sheet.markup;
    let mut rulings: Vec<(usize, Role, &'static str)> = Vec::new();
    let mut below = Below::Nothing;
    let is_sheet = is_of_short_lines(sheet, extent);
    for (at, line) in sheet.lines.iter().enumerate().take(extent.last + 1).skip(extent.first) {
        if let Some(header) = header_of(line) {
            below = header;
        } else if line.is_prose() || line.is_open() && line.end == LineEnd::Stop {
            below = Below::Nothing;
        }
        if !line.is_open() {
            continue;
        }
        let is_marked = markup.lines.get(line.idx).is_some_and(is_heading);
        let (role, reason) = if is_marked {
            (Role::Heading, "")
        } else if is_list_item(&line.text) {
            (Role::List, "")
        } else if below == Below::Others && (is_header(&line.text) || line.end != LineEnd::Colon) {
            (Role::Link, "stands under a header of other pieces")
        } else if below == Below::Points && line.end != LineEnd::Colon && line.n_words >= 3 {
            (Role::List, "")
        } else if line.is_prose() || line.end.is_sentence() && line.end != LineEnd::Call {
            (Role::Body, "")
        } else if line.n_words >= BARE_WORDS_MIN && is_foreign(line, &vocabulary) {
            (Role::Link, "a headline of another piece: its words are not those of the text")
        } else if line.n_words > HEADING_WORDS_MAX {
            (Role::Body, "")
        } else {
            (Role::Heading, "")
        };
        rulings.push((at, role, reason));
    }
    for (at, role, reason) in rulings {
        let (role, reason) = if role == Role::Heading && is_picture_number(sheet, at) {
            (Role::Caption, "the number of a picture")
        } else if role == Role::Heading && !has_letters(sheet, at) {
            (Role::Other, "marks or a number alone")
        } else if role == Role::Heading && !is_sheet && !heads_text(sheet, at, extent.last) {
            (Role::Link, "a short line that heads no text")
        } else {
            (role, reason)
        };
        if let Some(line) = sheet.lines.get_mut(at) {
            line.rule(role, reason);
        }
    }
}

/// `4 May 2024` above a paragraph, time and again: the dates head the parts of a chronicle; so do the times of a running
/// report, `14:20`, if it begins with them.
pub(crate) fn rule_chronicle(sheet: &mut Sheet<'_>, extent: Extent) {
    const ENTRIES_MIN: usize = 3;
    const WORDS_MAX: usize = 6;
    const ABOVE_MAX: usize = 3;
    let is_text = |line: &SheetLine<'_>| line.is_prose() && (line.is_open() || line.is(Role::Body));
    let heads: Vec<(usize, bool)> = (extent.first.saturating_sub(1)..extent.last)
        .filter_map(|at| {
            let line = sheet.lines.get(at).filter(|line| line.is(Role::Date) && line.n_words <= WORDS_MAX)?;
            let dates = labelled_dates(line);
            let is_plain =
                dates.iter().all(|date| date.label == DateLabel::Plain && date.found.month.is_some());
            let has_text = sheet.lines.get(at + 1).is_some_and(is_text);
            (has_text && is_plain).then_some((at, dates.is_empty()))
        })
        .collect();
    let Some((first, _)) = heads.first() else { return };
    let n_above = sheet.lines.iter().take(*first).skip(extent.first).filter(|line| is_text(line)).count();
    let heads: Vec<usize> =
        heads.iter().filter(|(_, is_clock)| !is_clock || n_above <= ABOVE_MAX).map(|(at, _)| *at).collect();
    if heads.len() < ENTRIES_MIN {
        return;
    }
    for at in heads {
        if let Some(line) = sheet.lines.get_mut(at) {
            line.overrule(Role::Heading, "");
        }
    }
}

/// Whether the text is a table, a listing of code or a collection of short entries: too many short lines to be links.
fn is_of_short_lines(sheet: &Sheet<'_>, extent: Extent) -> bool {
    const SHORT_MIN: usize = 15;
    const SHARE_MIN: usize = 30;
    let (mut n_short, mut n_all) = (0, 0);
    for line in sheet.lines.iter().take(extent.last + 1).skip(extent.first).filter(|line| line.is_open()) {
        n_all += 1;
        n_short += usize::from(!line.is_prose() && !line.end.is_sentence() && !is_list_item(&line.text));
    }
    n_short >= SHORT_MIN && n_short * 100 >= n_all * SHARE_MIN
}

/// `2` between paragraphs: which picture of the gallery it was.
fn is_picture_number(sheet: &Sheet<'_>, at: usize) -> bool {
    const DIGITS_MAX: usize = 2;
    let is_number =
        |line: &SheetLine<'_>| line.text.len() <= DIGITS_MAX && line.text.chars().all(|c| c.is_ascii_digit());
    let is_short = |at: usize| sheet.lines.get(at).is_some_and(|line| line.is_open() && line.n_words <= 3);
    sheet.lines.get(at).is_some_and(is_number) && !is_short(at + 1) && !(at > 0 && is_short(at - 1))
}

/// What the short lines below a header are, up to the next sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    /// Each for itself.
    Nothing,
    /// Headlines of other pieces.
    Others,
    /// Points of this one.
    Points,
}

/// What a line announces, if it heads other lines.
fn header_of(line: &SheetLine<'_>) -> Option<Below> {
    const WORDS_MAX: usize = 8;
    if line.n_words > WORDS_MAX || line.end == LineEnd::Stop {
        return None;
    }
    if is_header(&line.text) {
        return Some(Below::Others);
    }
    let is_points = POINTS.as_ref().is_some_and(|points| points.is_match(&line.text));
    is_points.then_some(Below::Points)
}

static POINTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)^\W*(?:key (?:points|facts|takeaways|findings|events|dates|figures)|(?:the )?highlights|main points|at a glance|in (?:short|brief|summary)|the essentials|(?:in )?summary|what (?:you need )?to know|what we know(?: so far)?|das wichtigste(?: in kürze)?|auf einen blick|l['’]essentiel|en bref|en resumen|claves|puntos clave|resumo|em resumo|pontos principais|in sintesi|in het kort|w skrócie|коротко|головне|главное)\s*:?\s*$").ok()
});

/// Whether text follows: at once, or after one more short line or a clock time.
fn heads_text(sheet: &Sheet<'_>, at: usize, last: usize) -> bool {
    if sheet.lines.get(at).and_then(|line| sheet.hint(line)).is_some_and(is_heading) {
        return true;
    }
    let is_text = |line: &SheetLine<'_>| {
        let may_be = line.is_open() || line.is(Role::Body) || line.is(Role::List);
        may_be
            && (line.n_words >= 9 && line.end != LineEnd::Bare
                || line.n_words > 20
                || is_list_item(&line.text)
                || line.is_prose())
    };
    let mut below = sheet.lines.iter().take(last + 1).skip(at + 1);
    below.next().is_some_and(|next| {
        is_text(next)
            || (next.is(Role::Date) || next.is_open() && next.n_words <= 8)
                && below.next().is_some_and(is_text)
    })
}

/// In how many lines of the running text each word stands.
fn vocabulary_of(sheet: &Sheet<'_>, extent: Extent) -> ByText<WordHead, usize> {
    let mut out = ByText::default();
    for line in sheet.lines.iter().take(extent.last + 1).skip(extent.first).filter(|line| line.is_open()) {
        for stem in stems(line) {
            *out.entry(stem).or_default() += 1;
        }
    }
    out
}

/// Whether hardly a word of the line stands in another line of the text.
fn is_foreign(line: &SheetLine<'_>, vocabulary: &ByText<WordHead, usize>) -> bool {
    let own = stems(line);
    let n_shared = own.iter().filter(|stem| vocabulary.get(stem).is_some_and(|n| *n > 1)).count();
    own.len() >= 4 && n_shared * 5 < own.len()
}

/// The heads of the words that mean something, each once.
fn stems(line: &SheetLine<'_>) -> Vec<WordHead> {
    let mut out = heads_of(line);
    out.sort_unstable();
    out.dedup();
    out
}

fn has_letters(sheet: &Sheet<'_>, at: usize) -> bool {
    sheet.lines.get(at).is_some_and(|line| line.text.chars().any(char::is_alphabetic) || line.n_words > 1)
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Page, Raw};

    use super::*;
    use crate::role::rule_all;

    #[test]
    fn dates_head_the_parts_of_a_chronicle() {
        let check = |heads: [&str; 3], n_above: usize, expected: Role| {
            let prose = "The crews of the ferries to the islands met the harbour board again that day, and nothing came of it.";
            let mut lines =
                vec!["Ferry strike: how it came to this", "By Rosa Lindqvist", "Published: 9 May 2024"];
            let above: Vec<String> =
                (0..n_above).map(|n| format!("On pier {n} they waited. {prose}")).collect();
            lines.extend(above.iter().map(String::as_str));
            let numbers = ["First", "Second", "Third"].map(|number| format!("{number}: {prose}"));
            lines.extend(heads.iter().zip(&numbers).flat_map(|(head, text)| [*head, text.as_str()]));
            let text = lines.join("\n");
            let page = Page { raw: Raw::from_text(&text), ..Page::default() };
            let mut sheet = Sheet::of(&page);
            rule_all(&mut sheet);
            let found = sheet.lines.iter().find(|line| line.text == heads[1]).and_then(SheetLine::role);
            assert_eq!(found, Some(expected), "{heads:?}");
        };
        check(["4 May 2024", "5 May 2024", "8 May 2024"], 6, Role::Heading);
        check(["16:10", "14:20", "09:05"], 3, Role::Heading);
        check(["16:10", "14:20", "09:05"], 6, Role::Date);
    }
}
