//! When the page says it was published and changed, and when its text was first written.

mod written;

use copydesk_record::{DateClaim, Evidence, EvidenceKind, Note, Role, Span};
use copydesk_text::{DateFound, PartialDate, dates_in};

use crate::date_line::{DateLabel, labelled_dates};
use crate::dateline::dateline_of;
use crate::sheet::{Sheet, SheetLine};

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
}

const PUBLISHED_KEYS: [&str; 14] = [
    "jsonld:datePublished",
    "article:published_time",
    "published",
    "datePublished",
    "og:article:published_time",
    "og:published_time",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "date",
    "pubdate",
    "publish-date",
    "sailthru.date",
    "parsely-pub-date",
];
const MODIFIED_KEYS: [&str; 6] = [
    "jsonld:dateModified",
    "article:modified_time",
    "og:updated_time",
    "dateModified",
    "last-modified",
    "dcterms.modified",
];

/// The dates of a page whose lines are ruled on.
pub(crate) fn dates_of(sheet: &Sheet<'_>, url: Option<&str>) -> Dates {
    let mut stated = of_metadata(sheet, &PUBLISHED_KEYS, DateLabel::Published);
    stated.extend(of_lines(sheet));
    stated.extend(url.and_then(of_url));
    let dateline = dateline_date(sheet, &stated);
    stated.extend(dateline.clone());
    let pick = |labels: &[DateLabel]| stated.iter().find(|date| labels.contains(&date.label));
    let published = pick(&[DateLabel::Published])
        .or_else(|| pick(&[DateLabel::Plain]))
        .or_else(|| pick(&[DateLabel::Retrieved]))
        .or_else(|| pick(&[DateLabel::Modified]));
    let modified = of_metadata(sheet, &MODIFIED_KEYS, DateLabel::Modified).into_iter().next();
    let modified = modified.or_else(|| pick(&[DateLabel::Modified]).cloned());
    let mut dates = Dates {
        published: published.map(|date| claim(date, &stated)),
        modified: modified.map(|date| claim(&date, &[])),
        ..Dates::default()
    };
    written::conclude(
        sheet,
        published.map(|date| date.label),
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

fn of_metadata(sheet: &Sheet<'_>, keys: &[&str], label: DateLabel) -> Vec<Stated> {
    let mut out = Vec::new();
    for key in keys {
        let Some(shown) = sheet.markup.meta(key) else { continue };
        let Some(found) = dates_in(shown).into_iter().next() else { continue };
        let Some(value) = found.to_iso() else { continue };
        let (kind, shown) = (EvidenceKind::Metadata, format!("{key}: {shown}"));
        out.push(Stated { value, day: found.date(), label, kind, shown, span: None, confidence: 900 });
    }
    out
}

fn of_lines(sheet: &Sheet<'_>) -> Vec<Stated> {
    let mut out = Vec::new();
    // Below the text a date belongs to another piece, unless a label says that it is this page's.
    let last_text = sheet.lines.iter().rposition(|line| line.is(Role::Body)).unwrap_or(0);
    for (at, line) in sheet.lines.iter().enumerate().filter(|(_, line)| is_dated(line)) {
        for date in labelled_dates(&line.text) {
            let Some(value) = date.found.to_iso() else { continue };
            if at > last_text && !matches!(date.label, DateLabel::Published | DateLabel::Modified) {
                continue;
            }
            let confidence = match date.label {
                DateLabel::Published => 900,
                DateLabel::Plain => 850,
                DateLabel::Retrieved | DateLabel::Modified => 600,
            };
            out.push(Stated {
                value,
                day: date.found.date(),
                label: date.label,
                kind: EvidenceKind::Page,
                shown: date.found.span.str(&line.text).to_owned(),
                span: Some(span_in_source(sheet, line, date.found.span)),
                confidence,
            });
        }
    }
    out
}

/// Lines that may state the date of the page.
fn is_dated(line: &SheetLine<'_>) -> bool {
    match line.role() {
        Some(Role::Date | Role::Section) => true,
        // `FIVE MINUTES ~ Saturday edition, 21/03/26`, `By Rose Tilney, 4 May 2024`.
        Some(Role::Other | Role::Byline) => line.n_words <= 20,
        _ => false,
    }
}

/// `/2024/08/16/` or `/2024-08-16-` in the page's address.
fn of_url(url: &str) -> Option<Stated> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let found = dates_in(path).into_iter().find(|found| found.day.is_some() && found.date().is_some())?;
    let shown = found.span.str(path).to_owned();
    let (value, day) = (found.date()?.to_string(), found.date());
    Some(Stated {
        value,
        day,
        label: DateLabel::Plain,
        kind: EvidenceKind::Url,
        shown,
        span: None,
        confidence: 700,
    })
}

/// The day in the dateline; one without a year takes the year of the page's date that brings it nearest.
fn dateline_date(sheet: &Sheet<'_>, stated: &[Stated]) -> Option<Stated> {
    const LINES_MAX: usize = 3;
    let mut bodies = sheet.lines.iter().filter(|line| line.is(Role::Body)).take(LINES_MAX);
    let (line, found) = bodies.find_map(|line| Some((line, dateline_of(&line.text)?.date?)))?;
    let near = stated.iter().find_map(|date| date.day);
    let day = complete(&found, near)?;
    Some(Stated {
        value: day.to_string(),
        day: Some(day),
        label: DateLabel::Plain,
        kind: EvidenceKind::Dateline,
        shown: found.span.str(&line.text).to_owned(),
        span: Some(span_in_source(sheet, line, found.span)),
        confidence: 800,
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
