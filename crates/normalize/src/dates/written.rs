//! When the text was first written: what the page states, held against what the text itself says.

use std::sync::LazyLock;

use copydesk_record::{DateClaim, Evidence, EvidenceKind, Note, Role, Span};
use copydesk_text::{PartialDate, dates_in, pattern, weekday_number, words};
use jiff::civil::{Date, Weekday};
use regex::Regex;

use super::anchor::anchored_day;
use super::told::{is_ahead, told_day};
use super::years::{carried, number_of, year_of_text};
use super::{Dates, complete, days_between, span_in_source};
use crate::date_line::DateLabel;
use crate::gate::Gated;
use crate::sheet::{Sheet, SheetLine};

/// Dates further apart contradict each other.
pub(super) const APART_DAYS: i32 = 7;
/// A year that the text tells is not that of the page if it is so many years before.
const YEARS_APART: i16 = 2;
/// How many lines of text are read for dates.
const TEXT_LINES_MAX: usize = 200;
/// So many lines of text tell of what is new.
const FIRST_LINES: usize = 5;
const FIRST_BYTES: u32 = 800;
/// How many lines of text count as the lead, where weekdays are of the week of writing.
const LEAD_LINES: usize = 3;

static TODAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:today,? \(?(?P<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|(?:this|writing (?:this )?on) (?P<this>monday|tuesday|wednesday|thursday|friday|saturday|sunday) (?:morning|afternoon|evening|night)\b)").ok()
});
static FIRST_RAN: LazyLock<Option<Gated>> = LazyLock::new(|| {
    Gated::new(
        r"(?i)\b(?:(?:originally|first) (?:ran|appeared|stood|published|posted|aired|printed|issued|written)|(?:ran|appeared|stood|published|posted|written) (?:originally|first)|originally from|from our archives?|(?:from|in) (?:page \d+ of )?(?:our|the) (?:print(?:ed)? )?(?:edition|issue) (?:of|dated)|republished from|zuerst erschienen|publié (?:pour la première fois|initialement))\b(?P<rest>.*)$",
    )
});
static WEEKS_AGO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)\b(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten) (?P<unit>days|weeks|months) ago\b[^.]*?\b(?P<part>early|the (?:start|beginning|middle|end) of|mid-?|late|in) ?(?P<month>(?-i:\p{Lu})\p{L}{2,})").ok()
});

/// Adds `written`, and a note where the text contradicts the page.
pub(super) fn conclude(
    sheet: &Sheet<'_>,
    label: Option<DateLabel>,
    dateline: Option<PartialDate>,
    dates: &mut Dates,
) {
    let stated = dates.published.as_ref().and_then(|claim| PartialDate::parse(&claim.value));
    let Some(stated) = stated else {
        dates.written = of_content(sheet);
        return;
    };
    let carried = carried(sheet);
    let label = if carried.is_some() { Some(DateLabel::Retrieved) } else { label };
    let found = first_ran(sheet, stated)
        .or_else(|| apart_day(sheet, stated, label))
        .or_else(|| dateline.filter(|day| *day != stated).and_then(|day| of_dateline(sheet, day, stated)))
        .or_else(|| told_day(sheet, Some(stated), label))
        .or_else(|| today_named(sheet, stated))
        .or_else(|| month_of_year(sheet, stated, label))
        .or_else(|| {
            (carried.is_none() && label != Some(DateLabel::Published) && label != Some(DateLabel::Plain))
                .then(|| before_fetch(sheet, stated))
                .flatten()
        });
    let Some((day, evidence)) = found else {
        dates.written.clone_from(&dates.published);
        if let Some(line) = carried {
            let message = format!("the page says `{stated}`, and that its text is older");
            let mut note = Note::new("date-conflict", message);
            note.spans.push(line.span);
            dates.notes.push(note);
        }
        return;
    };
    if days_between(day, stated).abs() > APART_DAYS
        || day.last() < stated.first() && days_between(day.last().into(), stated) > APART_DAYS
    {
        let message = format!("the page says `{stated}`, but `{}` speaks for `{day}`", evidence.value);
        let mut note = Note::new("date-conflict", message);
        note.spans.extend(evidence.span);
        note.spans.extend(
            dates.published.iter().flat_map(|claim| claim.evidence.iter().filter_map(|e| e.span)).take(1),
        );
        dates.notes.push(note);
    }
    let mut all = vec![evidence];
    all.extend(dates.published.iter().flat_map(|claim| claim.evidence.iter().cloned()).take(1));
    dates.written = Some(DateClaim { value: day.to_string(), evidence: all, confidence: 700 });
}

/// The day that the text ties to its own, if it is not that of the page, or the one before.
fn apart_day(sheet: &Sheet<'_>, stated: PartialDate, label: Option<DateLabel>) -> Found {
    let (day, evidence) = anchored_day(sheet, Some(stated.last()))?;
    let n_days = days_between(day, stated);
    let is_fetched = matches!(label, Some(DateLabel::Retrieved | DateLabel::Modified));
    (n_days > if is_fetched || stated.day.is_none() { 0 } else { APART_DAYS }).then_some((day, evidence))
}

/// The year that the text tells, where it is not the page's: with the last month that it names of what has been.
fn month_of_year(sheet: &Sheet<'_>, stated: PartialDate, label: Option<DateLabel>) -> Found {
    let (year, evidence) = year_of_text(sheet)?;
    let is_fetched = matches!(label, Some(DateLabel::Retrieved | DateLabel::Modified));
    if stated.year - year < if is_fetched { 1 } else { YEARS_APART } {
        return None;
    }
    let is_past = |line: &&SheetLine<'_>, span: Span| !is_ahead(&line.text, span);
    let months = text_lines(sheet).flat_map(|line| {
        line.dates()
            .iter()
            .filter(move |found| found.year.is_none_or(|named| named == year) && is_past(&line, found.span))
    });
    let month = months.filter_map(|found| found.month).max();
    Some((PartialDate::new(year, month, None)?, evidence))
}

type Found = Option<(PartialDate, Evidence)>;

pub(super) fn evidence_in(sheet: &Sheet<'_>, line: &SheetLine<'_>, part: Span) -> Evidence {
    Evidence {
        kind: EvidenceKind::Content,
        value: part.str(&line.text).to_owned(),
        span: Some(span_in_source(sheet, line, part)),
    }
}

fn text_lines<'s, 't>(sheet: &'s Sheet<'t>) -> impl Iterator<Item = &'s SheetLine<'t>> {
    sheet.lines.iter().filter(|line| line.role().is_some_and(Role::is_text)).take(TEXT_LINES_MAX)
}

/// `This story originally ran in February`: the date named there, made more precise by an embedded post and the weekdays
/// after it.
fn first_ran(sheet: &Sheet<'_>, stated: PartialDate) -> Found {
    let regex = FIRST_RAN.as_ref()?;
    let mut lines =
        sheet.lines.iter().filter(|line| !line.is(Role::Link) && !line.is(Role::Title) && line.n_words < 80);
    let (line, rest) =
        lines.find_map(|line| regex.captures(&line.text)?.name("rest").map(|rest| (line, rest)))?;
    let (day, part) = named_date(rest.as_str(), stated)?;
    let evidence = evidence_in(sheet, line, part.shift(rest.start()));
    if day.day.is_some() {
        return Some((day, evidence));
    }
    let post = embedded_post(sheet).filter(|(post, _)| post.year == day.year && post.month == day.month);
    Some(post.map_or((day, evidence), |(post, found)| (last_weekday_after(sheet, post), found)))
}

/// A date in words: `12 February 2025`, or a month before `stated`: `in February`.
fn named_date(text: &str, stated: PartialDate) -> Option<(PartialDate, Span)> {
    if let Some(found) = dates_in(text).into_iter().next() {
        return Some((complete(&found, Some(stated))?, found.span));
    }
    let found = words(text).find_map(|word| {
        let is_name = word.text.chars().next().is_some_and(char::is_uppercase) && word.text.len() > 2;
        Some((copydesk_text::month_number(word.text).filter(|_| is_name)?, word.span))
    });
    let (month, span) = found?;
    let year = if Some(month) > stated.month { stated.year - 1 } else { stated.year };
    Some((PartialDate::new(year, Some(month), None)?, span))
}

/// The day of a post from elsewhere that stands on the page: `@… 6:31 PM · Feb 17, 2025`.
fn embedded_post(sheet: &Sheet<'_>) -> Found {
    let mut lines = sheet
        .lines
        .iter()
        .filter(|line| line.is(Role::Other) && line.text.contains('@') && line.n_words < 120);
    lines.find_map(|line| {
        let found =
            dates_in(&line.text).into_iter().rfind(|found| found.day.is_some() && found.year.is_some())?;
        Some((found.date()?, evidence_in(sheet, line, found.span)))
    })
}

/// The last of the weekdays that the text names, counted on from `from`: the text was written when it was over.
fn last_weekday_after(sheet: &Sheet<'_>, from: PartialDate) -> PartialDate {
    const DAYS_MAX: i32 = 4;
    let start = from.first();
    let offsets = text_lines(sheet)
        .flat_map(|line| weekdays_in(&line.text).collect::<Vec<_>>())
        .map(|day| (i32::from(day) - i32::from(start.weekday().to_monday_one_offset())).rem_euclid(7));
    let offset = offsets.filter(|days| *days <= DAYS_MAX).max().unwrap_or(0);
    plus_days(start, offset).map_or(from, Into::into)
}

fn weekdays_in(text: &str) -> impl Iterator<Item = i8> {
    words(text).filter_map(|word| {
        (word.text.len() >= 6 && word.text.ends_with("day")).then(|| weekday_number(word.text)).flatten()
    })
}

pub(super) fn plus_days(date: Date, days: i32) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// A dateline of another day than the page's.
fn of_dateline(sheet: &Sheet<'_>, day: PartialDate, stated: PartialDate) -> Found {
    // A dateline a day after the page's date comes of time zones.
    if days_between(stated, day) >= 0 {
        return None;
    }
    let line = text_lines(sheet).next()?;
    let part = crate::dateline::dateline_of(&line.text)?.date?.span;
    let mut evidence = evidence_in(sheet, line, part);
    evidence.kind = EvidenceKind::Dateline;
    Some((day, evidence))
}

/// `today, Wednesday` on a page dated on a Tuesday: the Wednesday before.
fn today_named(sheet: &Sheet<'_>, stated: PartialDate) -> Found {
    let day = stated.day()?;
    let (line, found) = text_lines(sheet).take(LEAD_LINES * 3).find_map(|line| {
        let captures = TODAY.as_ref()?.captures(&line.text)?;
        let found = captures.name("day").or_else(|| captures.name("this"))?;
        (!is_ahead(&line.text, found.range().into())).then_some((line, found))
    })?;
    let named = weekday_number(found.as_str())?;
    if day.weekday() == weekday(named)? {
        return None;
    }
    Some((on_or_before(day, named)?.into(), evidence_in(sheet, line, found.range().into())))
}

pub(super) fn weekday(number: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number).ok()
}

pub(super) fn on_or_before(day: Date, named: i8) -> Option<Date> {
    let back = (i32::from(day.weekday().to_monday_one_offset()) - i32::from(named)).rem_euclid(7);
    plus_days(day, -back)
}

/// The page knows only when it was fetched or changed: the last weekday that the lead names before that.
fn before_fetch(sheet: &Sheet<'_>, stated: PartialDate) -> Found {
    let day = stated.day()?;
    let line = text_lines(sheet).find(|line| line.n_words > 12)?;
    let word = words(&line.text).find(|word| word.text.len() >= 6 && weekday_number(word.text).is_some())?;
    let date = on_or_before(day, weekday_number(word.text)?)?;
    Some((date.into(), evidence_in(sheet, line, word.span)))
}

/// The page states nothing: what can be concluded from the dates in the text, a month at best.
fn of_content(sheet: &Sheet<'_>) -> Option<DateClaim> {
    // `carried over to the new server on 02.11.2025`: it was written before that.
    let until = carried(sheet).and_then(|line| line.dates().iter().find_map(|found| found.date()?.day()));
    let tied = anchored_day(sheet, until).map(|(day, evidence)| (day.to_string(), evidence, 650));
    let told = || told_day(sheet, None, None).map(|(day, evidence)| (day.to_string(), evidence, 600));
    let (value, evidence, confidence) =
        tied.or_else(told).or_else(|| computed(sheet)).or_else(|| latest(sheet))?;
    Some(DateClaim { value, evidence: vec![evidence], confidence })
}

/// Whether a month is named for a part of it: "in the second week of July 2024".
fn is_week_of(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).unwrap_or_default().to_lowercase();
    before.trim_end().trim_end_matches(" of").ends_with("week")
}

/// Whether the words before a date say that it is an end of a longer time: "since May 2004", "in the year to March 2005".
fn is_counted_from(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).unwrap_or_default();
    let last: Vec<String> = before.split_whitespace().rev().take(2).map(str::to_lowercase).collect();
    let is = |at: usize, words: &[&str]| last.get(at).is_some_and(|last| words.contains(&last.as_str()));
    is(0, &["since", "until", "till"])
        || is(0, &["to", "in", "ended", "ending"])
            && is(1, &["year", "months", "quarter", "back", "half", "years"])
}

/// The month of the latest full date in the first lines of the running text: further down stands what was before.
fn latest(sheet: &Sheet<'_>) -> Option<(String, Evidence, u16)> {
    let mut best: Found = None;
    let start = text_lines(sheet).next().map_or(0, |line| line.span.start);
    let is_early = |line: &&SheetLine<'_>| line.span.start < start + FIRST_BYTES;
    for line in text_lines(sheet).take(FIRST_LINES).filter(is_early) {
        for found in line.dates() {
            let Some(date) = found.date().filter(|date| date.month.is_some()) else { continue };
            let is_day = date.day.is_some() || is_week_of(&line.text, found.span);
            if !is_day || is_counted_from(&line.text, found.span) {
                continue;
            }
            if best.as_ref().is_none_or(|(have, _)| date.last() > have.last()) {
                best = Some((date, evidence_in(sheet, line, found.span)));
            }
        }
    }
    let (date, evidence) = best?;
    Some((PartialDate::new(date.year, date.month, None)?.to_string(), evidence, 400))
}

/// `since January 2015, six years ago` gives the year; `three weeks ago, in the middle of February` the month.
fn computed(sheet: &Sheet<'_>) -> Option<(String, Evidence, u16)> {
    let (year, evidence) = year_of_text(sheet)?;
    // `it is now October 2018`
    let named =
        dates_in(&evidence.value).into_iter().find_map(|found| found.date().filter(|date| date.year == year));
    if let Some(date) = named.filter(|date| date.month.is_some()) {
        return Some((date.to_string(), evidence, 500));
    }
    let month = text_lines(sheet).find_map(|line| month_of_weeks_ago(&line.text, year));
    Some(month.map_or((format!("{year:04}"), evidence.clone(), 300), |month| (month, evidence, 500)))
}

fn month_of_weeks_ago(text: &str, year: i16) -> Option<String> {
    let captures = WEEKS_AGO.as_ref()?.captures(text)?;
    let month = copydesk_text::month_number(captures.name("month")?.as_str())?;
    let part = captures.name("part")?.as_str().to_lowercase();
    let day = if part.contains("end") || part.contains("late") {
        25
    } else if part.contains("early") || part.contains("start") || part.contains("beginning") {
        4
    } else {
        15
    };
    let n = i32::from(number_of(captures.name("n")?.as_str())?);
    let days = match captures.name("unit")?.as_str().to_lowercase().as_str() {
        "days" => n,
        "weeks" => n * 7,
        _ => n * 30,
    };
    let date = plus_days(Date::new(year, month, day).ok()?, days)?;
    Some(format!("{:04}-{:02}", date.year(), date.month()))
}
