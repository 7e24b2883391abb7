//! The dates that the lines of a dump state.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use copydesk_record::{EvidenceKind, Role};
use copydesk_text::{DateFound, PartialDate, pattern};
use jiff::civil::Date;
use regex::Regex;

use super::told::weekday_beside;
use super::years::years_in;
use super::{Clock, Stated, of_url, span_in_source, written};
use crate::content::DROPPED;
use crate::date_line::{DateLabel, labelled_dates};
use crate::shape::count_words;
use crate::sheet::{Sheet, SheetLine};

/// The years that pages are taken to be of where they do not say it with the day.
const YEARS: RangeInclusive<i16> = 1990..=2099;
/// Behind so many words of a line that is not about dates a date is rather that of something else.
const ASIDE_WORDS_MIN: usize = 4;
/// Within so many lines below the text stands what closes it.
const CLOSE_LINES: usize = 2;
/// Within so many lines a dump may begin with its address.
const ADDRESS_LINES: usize = 3;

/// In the order of the lines.
pub(super) fn of_lines(sheet: &Sheet<'_>) -> Vec<Stated> {
    let mut out = Vec::new();
    // Below the text a date belongs to another piece, unless a label says that it is this page's.
    let last_text = sheet.lines.iter().rposition(|line| line.is(Role::Body)).unwrap_or(0);
    let first_text = sheet.lines.iter().position(|line| line.is(Role::Body)).unwrap_or(0);
    out.extend(sheet.lines.iter().take(ADDRESS_LINES).filter_map(of_address));
    let is_dated =
        |(at, line): &(usize, &SheetLine<'_>)| is_dated(line) || *at < first_text && is_issue(line);
    for (at, line) in sheet.lines.iter().enumerate().filter(is_dated) {
        for date in labelled_dates(line) {
            let Some(value) = date.found.to_iso().or_else(|| with_year(sheet, at, &date.found)) else {
                continue;
            };
            let before = line.text.get(..date.found.span.start as usize).unwrap_or_default();
            if is_of_another_day(before) {
                continue;
            }
            let is_below =
                at > last_text && !matches!(date.label, DateLabel::Published | DateLabel::Modified);
            // `Antal D. Zsombor` and the day close the text.
            if is_below && !(line.is(Role::Date) && at <= last_text + CLOSE_LINES) {
                continue;
            }
            let confidence = match date.label {
                DateLabel::Published => 900,
                DateLabel::Plain => 850,
                DateLabel::Retrieved | DateLabel::Modified => 600,
            };
            out.push(Stated {
                day: PartialDate::parse(&value),
                value,
                label: date.label,
                kind: EvidenceKind::Page,
                shown: date.found.span.str(&line.text).to_owned(),
                span: Some(span_in_source(sheet, line, date.found.span)),
                confidence,
                weight: 0,
                clock: Clock::Local,
                is_aside: is_below
                    || date.label == DateLabel::Plain
                        && (line.is(Role::Other) || at > first_text)
                        && count_words(before) >= ASIDE_WORDS_MIN,
            });
        }
    }
    out
}

/// Words before a date that say that it is that of something else: of the house, or of a piece in print.
fn is_of_another_day(before: &str) -> bool {
    static OTHER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:founded|established|est\.|since|fundad[oa]|fondée? en|gegründet|seit|first (?:stood|ran|appeared|printed|aired)|(?:stood|ran|appeared|printed) first)\b[^\d]*$").ok()
    });
    !before.is_empty() && OTHER.as_ref().is_some_and(|other| other.is_match(before))
}

/// A day that the page states without a year: it stands alone on the next line, or in the copyright line, or the weekday beside it
/// is that of a year that the page names.
fn with_year(sheet: &Sheet<'_>, at: usize, found: &DateFound) -> Option<String> {
    let line =
        sheet.lines.get(at).filter(|line| line.is(Role::Date) || line.is(Role::Section) || is_issue(line))?;
    let (month, day) = (found.month?, found.day?);
    let next = sheet.lines.get(at + 1).and_then(|next| next.text.trim().parse().ok());
    let years = || sheet.lines.iter().flat_map(|line| years_in(&line.text));
    let year = next.filter(|year| YEARS.contains(year)).or_else(|| {
        let copyright = sheet.lines.iter().filter(|line| line.text.contains('©') || line.is(Role::Copyright));
        copyright.flat_map(|line| years_in(&line.text)).filter(|year| YEARS.contains(year)).max()
    });
    let year = year.or_else(|| {
        let dates = sheet.lines.iter().flat_map(SheetLine::dates);
        let near = dates.filter(|date| date.month == Some(month) && date.day.is_some());
        near.filter_map(|date| date.year).max()
    });
    let weekday = weekday_beside(&line.text, found.span).and_then(written::weekday);
    let by_weekday = || {
        let last = years().filter(|year| YEARS.contains(year)).max()?;
        let of_year =
            |year: &i16| Date::new(*year, month, day).is_ok_and(|date| Some(date.weekday()) == weekday);
        (last..=last + 1).find(of_year)
    };
    let date = PartialDate::new(year.or_else(by_weekday)?, Some(month), Some(day))?;
    Some(date.to_string())
}

/// `https://harbour.example/2024/12/30/ferry` alone at the head of a dump: the page's address.
fn of_address(line: &SheetLine<'_>) -> Option<Stated> {
    let is_address = line.text.contains('/') && line.text.contains('.') && !line.text.trim().contains(' ');
    is_address.then(|| of_url(line.text.trim())).flatten()
}

/// `Process Safety Weekly | Issue 21/2024 | Friday 24 May`: what stands above a page of an issue.
fn is_issue(line: &SheetLine<'_>) -> bool {
    line.is(Role::Link)
        && line.text.contains(['|', '·', '•'])
        && line
            .dates()
            .iter()
            .any(|found| found.day.is_some() && weekday_beside(&line.text, found.span).is_some())
}

/// Lines that may state the date of the page.
fn is_dated(line: &SheetLine<'_>) -> bool {
    match line.role() {
        Some(Role::Date | Role::Section) => true,
        // `First published by Harbour Times on 4 May 2024.`, `Print edition: Saturday, May 4, 2024, A4`.
        Some(Role::Credit) => {
            let text = line.text.to_lowercase();
            line.n_words <= 24 && (text.contains("published") || text.starts_with("print edition:"))
        }
        // `FIVE MINUTES ~ Saturday edition, 21/03/26`, `By Rose Tilney, 4 May 2024`.
        Some(Role::Other | Role::Byline) => {
            line.n_words <= 20 && line.ruling.as_ref().is_none_or(|ruling| ruling.reason != DROPPED)
        }
        _ => false,
    }
}
