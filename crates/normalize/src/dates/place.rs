//! Lines of a page with markup that state its date: where they stand, what their classes say, how short they are.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use copydesk_record::{EvidenceKind, LineHint, Role};
use copydesk_text::dates_in;

use super::metadata::clock_of;
use super::order::DayOrder;
use super::{Clock, Stated, span_in_source};
use crate::date_line::{DateLabel, labelled_dates};
use crate::hashed::{WordSet, word_set};
use crate::markup::is_top_heading;
use crate::sheet::{Sheet, SheetLine};

/// The longest line that may state a date, in words.
const WORDS_MAX: usize = 40;
/// How far above and below the headline the date of a page stands, in lines.
const TITLES_MAX: usize = 6;
const ABOVE_LINES: usize = 6;
const BELOW_LINES: usize = 16;
/// How far below the text it may stand.
const FOOT_LINES: usize = 8;
/// Lines with less than this say nothing.
const POINTS_MIN: i32 = 2;
/// More than this a line does not weigh.
const POINTS_MAX: i32 = 9;

/// Class words of what is not about this page.
static ELSEWHERE: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        " comment comments commentlist related recommended recommendations sidebar widget teaser teasers weather popular latest \
recent archive archives calendar events copyright nav navbar menu ticker kommentar kommentare promo trending mostread more card cards \
carousel slider listing respond disqus tooltip modal popup banner liveblog upcoming ad ads advert newsletter breadcrumb breadcrumbs ",
    )
});
/// Class words of dates.
static DATED: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        " date dates time timestamp datetime dateline published publish pubdate posted meta byline datum fecha data fecha info \
articledate postdate pubdatetime publication entrydate created submitted author ",
    )
});

struct Frame<'s> {
    /// Where the headline is, and every other top heading: some pages give that of the site first.
    titles: Vec<usize>,
    first_text: usize,
    last_text: usize,
    /// Class words of the headline and the text: they frame all of the page.
    own: BTreeSet<&'s str>,
    order: DayOrder,
}

/// The dates in the lines about the headline and below the text.
pub(super) fn of_page(sheet: &Sheet<'_>, order: DayOrder) -> Vec<Stated> {
    let frame = frame_of(sheet, order);
    let mut out = Vec::new();
    for (at, line) in sheet.lines.iter().enumerate() {
        let Some(hint) = sheet.hint(line) else { continue };
        let has_date = hint.datetime.is_some() || line.text.bytes().any(|byte| byte.is_ascii_digit());
        if !has_date || line.n_words > WORDS_MAX || line.is_prose() && hint.datetime.is_none() {
            continue;
        }
        let dates = of_line(sheet, &frame, at, line, hint);
        // A headline tells of days; one that opens it without a word is in a box of its own.
        let opens = |date: &Stated| {
            date.span.is_some_and(|span| span.start == line.span.start && date.value.len() >= 10)
        };
        out.extend(dates.into_iter().filter(|date| !line.is(Role::Title) || opens(date)));
    }
    out
}

fn frame_of<'s>(sheet: &'s Sheet<'_>, order: DayOrder) -> Frame<'s> {
    let lines = &sheet.lines;
    let first_text = lines.iter().position(|line| line.is(Role::Body)).unwrap_or(lines.len());
    let last_text = lines.iter().rposition(|line| line.is(Role::Body)).unwrap_or(lines.len());
    let is_title =
        |line: &SheetLine<'_>| line.is(Role::Title) || sheet.hint(line).is_some_and(is_top_heading);
    let mut titles: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| is_title(line))
        .map(|(at, _)| at)
        .take(TITLES_MAX)
        .collect();
    if titles.is_empty() {
        titles.push(first_text.saturating_sub(BELOW_LINES));
    }
    let mut own = BTreeSet::new();
    let title = titles.first().and_then(|&at| lines.get(at));
    let framed = title.into_iter().chain(lines.iter().filter(|line| line.is(Role::Body)).take(3));
    for hint in framed.filter_map(|line| sheet.hint(line)) {
        own.extend(hint.class.split_whitespace());
    }
    Frame { titles, first_text, last_text, own, order }
}

fn of_line(
    sheet: &Sheet<'_>,
    frame: &Frame<'_>,
    at: usize,
    line: &SheetLine<'_>,
    hint: &LineHint,
) -> Vec<Stated> {
    let found = labelled_dates(line);
    let machine =
        hint.datetime.as_deref().and_then(|value| Some((dates_in(value).into_iter().next()?, value)));
    if found.is_empty() && machine.is_none() {
        return Vec::new();
    }
    let points = points_of(frame, at, line, hint);
    let mut out: Vec<Stated> = Vec::new();
    for date in found {
        let found = frame.order.of(date.found);
        let Some(value) = found.to_iso() else { continue };
        // `28 June 2019 14 January 2020`: the second is a change that says nothing of itself.
        if date.label == DateLabel::Plain && !out.is_empty() {
            continue;
        }
        let is_labelled = matches!(date.label, DateLabel::Published | DateLabel::Modified);
        let points = points + if is_labelled { 3 } else { 0 };
        let label = if date.label == DateLabel::Plain && says_modified(hint) {
            DateLabel::Modified
        } else {
            date.label
        };
        out.push(Stated {
            value,
            day: found.date(),
            label,
            kind: EvidenceKind::Page,
            shown: date.found.span.str(&line.text).to_owned(),
            span: Some(span_in_source(sheet, line, date.found.span)),
            confidence: 850,
            weight: u16::try_from(points.min(POINTS_MAX)).unwrap_or(0),
            clock: Clock::Local,
            is_aside: false,
        });
    }
    let is_said = out.iter().any(|date| date.value.len() >= 10);
    if let Some((found, shown)) = machine.filter(|_| !is_said)
        && let Some(value) = found.to_iso()
    {
        out.push(Stated {
            value,
            day: found.date(),
            label: if says_modified(hint) { DateLabel::Modified } else { DateLabel::Plain },
            kind: EvidenceKind::Page,
            shown: shown.to_owned(),
            span: Some(line.span),
            confidence: 850,
            weight: u16::try_from(points.min(POINTS_MAX)).unwrap_or(0),
            clock: clock_of(shown),
            is_aside: false,
        });
    }
    out.retain(|date| i32::from(date.weight) >= POINTS_MIN);
    out
}

/// How much speaks for a line being about this page.
fn points_of(frame: &Frame<'_>, at: usize, line: &SheetLine<'_>, hint: &LineHint) -> i32 {
    let mut points = 0;
    let title = frame.titles.iter().copied().min_by_key(|title| title.abs_diff(at)).unwrap_or(0);
    let below_title = at.saturating_sub(title);
    let is_head = at + ABOVE_LINES >= title
        && (at <= frame.first_text + 2 || below_title <= 4)
        && below_title <= BELOW_LINES;
    let is_foot = at > frame.last_text && at - frame.last_text <= FOOT_LINES;
    points += if is_head {
        5
    } else if is_foot {
        2
    } else {
        0
    };
    points += i32::from(below_title <= 3 && at > title);
    points += i32::from(hint.datetime.is_some()) * 2;
    let words = || hint.class.split_whitespace().filter(|word| !frame.own.contains(word));
    points += if words().take(3).any(|word| has_part(word, &DATED)) { 3 } else { 0 };
    let is_near = at.abs_diff(title) <= 3;
    points -= match words().any(|word| has_part(word, &ELSEWHERE)) {
        true if is_near => 3,
        true => 8,
        false => 0,
    };
    points += i32::from(line.n_words <= 12);
    points -= if hint.link_share >= 600 { 3 } else { 0 };
    points -= if hint.path.split('/').any(|tag| matches!(tag, "nav" | "aside" | "form")) { 6 } else { 0 };
    points
}

fn says_modified(hint: &LineHint) -> bool {
    hint.class.split_whitespace().next().is_some_and(|word| {
        let word = word.to_ascii_lowercase();
        word.contains("updated") || word.contains("modified")
    })
}

/// Whether one of the parts of a class word, `post-date`, `publishDate`, is in the list.
fn has_part(word: &str, list: &WordSet) -> bool {
    let mut part = String::new();
    let mut has_lower = false;
    let is_listed = |part: &str| part.len() > 1 && list.contains(part);
    for c in word.chars() {
        let is_break = !c.is_alphanumeric() || (c.is_uppercase() && has_lower);
        if is_break {
            if is_listed(&part) {
                return true;
            }
            part.clear();
        }
        has_lower = c.is_lowercase();
        if c.is_alphanumeric() {
            part.extend(c.to_lowercase());
        }
    }
    is_listed(&part) || list.contains(word.to_lowercase().as_str())
}
