//! When the page says it was published and changed, and when its text was first written.

mod anchor;
mod lines;
mod metadata;
mod order;
mod place;
mod told;
mod vote;
mod written;
mod yearless;
mod years;

use copydesk_record::{DateClaim, Evidence, EvidenceKind, Note, Role, Span};
use copydesk_text::{DateFound, PartialDate, dates_in};

use crate::date_line::DateLabel;
use crate::dateline::dateline_of;
use crate::sheet::{Sheet, SheetLine};
use order::DayOrder;

/// All that is concluded about the dates of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dates {
    /// First publication, as stated.
    pub(crate) published: Option<DateClaim>,
    /// Last change, as stated.
    pub(crate) modified: Option<DateClaim>,
    /// When it was first written, as concluded.
    pub(crate) written: Option<DateClaim>,
    /// Contradictions.
    pub(crate) notes: Vec<Note>,
}

/// A date that the page states.
#[derive(Clone, Debug)]
struct Stated {
    value: String,
    day: Option<PartialDate>,
    label: DateLabel,
    kind: EvidenceKind,
    shown: String,
    span: Option<Span>,
    confidence: u16,
    /// How much speaks for its being the date of this page; adds up over the sources that give the same day.
    weight: u16,
    clock: Clock,
    /// Whether it stands where other days stand too, in a dateline or among other words: what the page states elsewhere goes before.
    is_aside: bool,
}

/// Whose clock a moment is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clock {
    /// Universal time.
    Universal,
    /// That of the place.
    Local,
    /// No time of day is told.
    Unknown,
}

/// The dates of a page whose lines are ruled on.
pub(crate) fn dates_of(sheet: &Sheet<'_>, url: Option<&str>) -> Dates {
    let order = DayOrder::of_page(sheet.markup, url);
    let mut stated = metadata::of_metadata(&sheet.markup.metadata, order);
    stated.extend(if sheet.has_hints() { place::of_page(sheet, order) } else { lines::of_lines(sheet) });
    stated.extend(url.and_then(of_url));
    let dateline = dateline_date(sheet, &stated);
    stated.extend(dateline.clone());
    let pick = |label: DateLabel| stated.iter().find(|date| date.label == label && !date.is_aside);
    let elected = if sheet.has_hints() { vote::elect(&stated) } else { None };
    let published = elected
        .or_else(|| pick(DateLabel::Published))
        .or_else(|| pick(DateLabel::Plain))
        .or_else(|| pick(DateLabel::Retrieved))
        .or_else(|| pick(DateLabel::Modified))
        .or_else(|| stated.iter().find(|date| date.is_aside));
    let modified = stated.iter().find(|date| date.label == DateLabel::Modified);
    let mut dates = Dates {
        published: published.map(|date| claim(date, &stated)),
        modified: modified.map(|date| claim(date, &[])),
        notes: elected.and_then(|date| vote::contradiction(date, &stated)).into_iter().collect(),
        ..Dates::default()
    };
    // A day that is also said to be that of the fetching is no day of publication.
    let is_same =
        |other: &&Stated| published.is_some_and(|date| date.value.get(..10) == other.value.get(..10));
    let labels = stated.iter().filter(is_same).map(|date| date.label);
    written::conclude(
        sheet,
        labels.max_by_key(|label| label.certainty()),
        dateline.as_ref().and_then(|date| date.day),
        &mut dates,
    );
    dates
}

/// The claim, with every other stated date of the same day as evidence.
fn claim(date: &Stated, all: &[Stated]) -> DateClaim {
    let evidence = |date: &Stated| Evidence { kind: date.kind, value: date.shown.clone(), span: date.span };
    let mut out = vec![evidence(date)];
    let same_day = |other: &&Stated| other.value.get(..10) == date.value.get(..10) && other.span != date.span;
    out.extend(all.iter().filter(same_day).map(evidence));
    let confidence = (date.confidence + 40 * (out.len() as u16 - 1).min(3)).min(1000);
    DateClaim { value: date.value.clone(), evidence: out, confidence }
}

/// `/2024/08/16/`, `/2024-08-16-` or `/20240816/` in the page's address.
fn of_url(url: &str) -> Option<Stated> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let written = dates_in(path).into_iter().filter(|found| found.day.is_some());
    let mut written = written.filter_map(|found| Some((found.date()?, found.span.str(path))));
    let is_plausible = |(day, _): &(PartialDate, &str)| metadata::is_plausible(*day);
    let parts = || path.split(|c: char| !c.is_alphanumeric());
    let in_digits = || parts().find_map(|part| Some((metadata::in_eight_digits(part)?, part)));
    let (day, shown) = written.find(is_plausible).or_else(|| in_digits().filter(is_plausible))?;
    Some(Stated {
        value: day.to_string(),
        day: Some(day),
        label: DateLabel::Plain,
        kind: EvidenceKind::Url,
        shown: shown.to_owned(),
        span: None,
        confidence: 700,
        weight: 6,
        clock: Clock::Local,
        is_aside: false,
    })
}

/// The day in the dateline; one without a year takes the year of the page's date that brings it nearest, and not behind it: a
/// day after the page's comes of time zones.
fn dateline_date(sheet: &Sheet<'_>, stated: &[Stated]) -> Option<Stated> {
    const LINES_MAX: usize = 3;
    let mut bodies = sheet.lines.iter().filter(|line| line.is(Role::Body)).take(LINES_MAX);
    let (line, found) = bodies.find_map(|line| Some((line, dateline_of(&line.text)?.date?)))?;
    let near = stated.iter().find_map(|date| date.day);
    let mut day = complete(&found, near)?;
    if found.year.is_none() && near.is_some_and(|near| days_between(near, day) > 1) {
        day = PartialDate::new(day.year - 1, day.month, day.day)?;
    }
    Some(Stated {
        value: day.to_string(),
        day: Some(day),
        label: DateLabel::Plain,
        kind: EvidenceKind::Dateline,
        shown: found.span.str(&line.text).to_owned(),
        span: Some(span_in_source(sheet, line, found.span)),
        confidence: 800,
        weight: 2,
        clock: Clock::Local,
        is_aside: found.year.is_none(),
    })
}

/// The date with the year that brings it nearest to `near`, if it has none of its own.
fn complete(found: &DateFound, near: Option<PartialDate>) -> Option<PartialDate> {
    if found.year.is_some() {
        return found.date();
    }
    let near = near?;
    let candidates = [near.year - 1, near.year, near.year + 1];
    let dates = candidates.into_iter().filter_map(|year| PartialDate::new(year, found.month, found.day));
    dates.min_by_key(|date| days_between(*date, near).abs())
}

/// Days from `from` to `to`, by their first days.
fn days_between(from: PartialDate, to: PartialDate) -> i32 {
    (to.first() - from.first()).get_days()
}

/// The place in the source text of a part of a line; the whole line where its words were repaired.
fn span_in_source(sheet: &Sheet<'_>, line: &SheetLine<'_>, part: Span) -> Span {
    let span = part.shift(line.span.start as usize);
    let is_same = span.of(sheet.source).is_some_and(|text| Some(text) == part.of(&line.text));
    if is_same { span } else { line.span }
}

#[cfg(test)]
mod tests {
    use copydesk_record::{LineHint, Markup, Meta, Page, Raw};

    use super::*;

    const TEXT: &str = "The ferry crews of Port Alva went back to work on Tuesday after a week on the quay, said the harbour office.";

    /// A page with a heading, lines of `(class, datetime, text)`, and a line of text.
    fn check(
        metadata: &[(&str, &str)],
        facts: &[(&str, Option<&str>, &str)],
        url: Option<&str>,
        expected: Option<&str>,
    ) {
        let meta = |(key, value): &(&str, &str)| Meta { key: (*key).to_owned(), value: (*value).to_owned() };
        let hint = |path: &str, class: &str, datetime: Option<&str>| LineHint {
            path: path.to_owned(),
            class: class.to_owned(),
            datetime: datetime.map(str::to_owned),
            ..LineHint::default()
        };
        let mut lines = vec![(hint("h1", "", None), "Ferry strike ends at Port Alva")];
        lines.extend(facts.iter().map(|(class, time, text)| (hint("div", class, *time), *text)));
        lines.push((hint("p", "", None), TEXT));
        let text: Vec<&str> = lines.iter().map(|(_, text)| *text).collect();
        let page = Page {
            raw: Raw { text: text.join("\n"), ..Raw::default() },
            markup: Markup {
                metadata: metadata.iter().map(meta).collect(),
                lines: lines.into_iter().map(|(hint, _)| hint).collect(),
            },
            ..Page::default()
        };
        let dates = dates_of(&Sheet::of(&page), url);
        let found = dates.published.map(|claim| claim.value);
        assert_eq!(found.as_deref(), expected, "{metadata:?} {facts:?}");
    }

    #[test]
    fn a_page_states_its_day() {
        check(
            &[("article:published_time", "2024-05-04T09:15:00+01:00")],
            &[],
            None,
            Some("2024-05-04T09:15"),
        );
        check(&[("cms_publish-date", "20240504")], &[], None, Some("2024-05-04"));
        check(&[("publish.timestamp", "1714813200")], &[], None, Some("2024-05-04T09:00"));
        check(&[("date", "1970-01-01"), ("article:expiration_time", "2099-01-01")], &[], None, None);
        check(&[], &[("post-meta", None, "Rosa Lindqvist4.5.2024")], None, Some("2024-05-04"));
        check(&[], &[("posted", Some("2024-05-04T09:15"), "an hour ago")], None, Some("2024-05-04T09:15"));
        check(&[], &[], Some("https://harbour.example/2024/05/04/ferry"), Some("2024-05-04"));
        check(&[], &[], Some("https://harbour.example/20240504/ferry"), Some("2024-05-04"));
        check(&[], &[], Some("https://harbour.example/ferry-20244504-1202405041"), None);
        check(&[], &[("subline", None, "04 | 05 | 2024")], None, Some("2024-05-04"));
    }

    #[test]
    fn a_moment_in_universal_time_gives_way_to_the_day_on_the_spot() {
        let moment = ("article:published_time", "2023-11-09T01:49:09Z");
        check(&[moment], &[("date", None, "November 8, 2023 at 5:49 p.m.")], None, Some("2023-11-08T17:49"));
        check(&[moment], &[], Some("https://harbour.example/2023/11/08/ferry"), Some("2023-11-08"));
        check(&[moment], &[("date", None, "November 6, 2023")], None, Some("2023-11-09T01:49"));
        check(&[moment], &[("date", None, "November 10, 2023")], None, Some("2023-11-09T01:49"));
    }

    #[test]
    fn what_most_sources_agree_on_wins() {
        let (early, late) =
            (("jsonld:datePublished", "2024-05-01"), ("article:published_time", "2024-05-04"));
        check(&[early, late], &[], None, Some("2024-05-01"));
        check(&[early, late], &[("date", None, "4 May 2024")], None, Some("2024-05-04"));
        check(&[("jsonld:dateModified", "2024-05-09"), late], &[], None, Some("2024-05-04"));
        check(&[("jsonld:dateModified", "2024-05-09")], &[], None, Some("2024-05-09"));
    }
}
