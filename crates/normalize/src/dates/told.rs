//! The day that a text gives its own news, where the page's date cannot be it: `on Saturday, 6 October 2018` in the lead of a page
//! that was printed in 2023.

use copydesk_record::{Evidence, Role, Span};
use copydesk_text::{PartialDate, weekday_number, words};
use jiff::civil::Date;

use super::written::{APART_DAYS, evidence_in, on_or_before, plus_days, weekday};
use super::yearless::{Around, weekday_of};
use super::years::year_of_text;
use crate::date_line::DateLabel;
use crate::sheet::{Sheet, SheetLine};

/// How many lines of text are read for dates.
const LINES_MAX: usize = 200;
/// How many lines of text count as the lead.
const LEAD_LINES: usize = 3;
/// Lines of fewer words are no sentence of the lead.
const SENTENCE_WORDS_MIN: usize = 8;
/// How long after the last day that it names a text is written.
const AFTER_DAYS_MAX: i32 = 2;
/// How many years back a weekday finds the year of its date.
const YEARS_BACK: i16 = 11;
/// A text that names a past year was written in that or the next.
const YEARS_AFTER: i16 = 1;
/// How many words may stand between a weekday and its date.
const BETWEEN_WORDS: usize = 2;
/// A day and month without a year are taken for the page's own year so many days before its date.
const NEAR_DAYS: i32 = 31;
/// A page that says when it was fetched or changed may have been written so many days before, or more.
const FETCHED_DAYS: i32 = 2;

/// Verbs that say that what follows has yet to come, and words that say so where they lead the date.
const AHEAD_VERBS: [&str; 12] = [
    "will",
    "would",
    "should",
    "shall",
    "plans",
    "planned",
    "expected",
    "due",
    "scheduled",
    "upcoming",
    "must",
    "ahead",
];
const SAID: [&str; 9] =
    ["said", "told", "announced", "reported", "ruled", "confirmed", "wrote", "admitted", "added"];
const AHEAD_LEADS: [&str; 9] = ["until", "till", "by", "for", "from", "next", "every", "each", "last"];

/// A day that the text names.
struct Named<'s, 't> {
    line: &'s SheetLine<'t>,
    span: Span,
    day: Date,
    /// Whether its weekday stands beside it.
    has_weekday: bool,
    /// Whether it stands in the lead or the headline.
    is_lead: bool,
    /// Whether `today` stands before it.
    is_today: bool,
}

/// The day, and where it is named. `stated` is the day of the page, `None` if it states none.
pub(super) fn told_day(
    sheet: &Sheet<'_>,
    stated: Option<PartialDate>,
    label: Option<DateLabel>,
) -> Option<(PartialDate, Evidence)> {
    let page_day = stated.map(PartialDate::last);
    let lines = lines(sheet);
    let text_year = if page_day.is_none() { year_of_text(sheet).map(|(year, _)| year) } else { None };
    let named = named_days(&lines, page_day, text_year);
    let Some(last) = named.iter().map(|named| named.day).max() else {
        return if stated.is_none() { before_what_comes(sheet, &lines) } else { None };
    };
    let is_fetched = matches!(label, Some(DateLabel::Retrieved | DateLabel::Modified));
    if let Some(page_day) = page_day {
        let n_days = (page_day - last).get_days();
        if n_days < if is_fetched { FETCHED_DAYS } else { APART_DAYS + 1 }
            || is_later_named(&lines, last, page_day)
        {
            return None;
        }
    }
    let bare = bare_weekdays(&lines);
    let follows = |named: &Named<'_, '_>, n_days: i32| {
        bare.iter().any(|(weekday, _)| (0..=n_days).contains(&since(named.day, *weekday)))
    };
    let speaks = |named: &&Named<'_, '_>| {
        named.is_today
            || named.has_weekday && (named.is_lead || is_fetched || follows(named, AFTER_DAYS_MAX))
            || follows(named, 0)
    };
    let found = named.iter().filter(|named| named.day == last).find(speaks)?;
    // Who tells of a Friday first, and then of a Saturday years ago, writes of the Friday.
    let is_earlier = |at: (usize, u32)| at < (found.line.idx, found.span.start);
    let is_other =
        |(weekday, at): &(i8, (usize, u32))| is_earlier(*at) && since(last, *weekday) > AFTER_DAYS_MAX;
    // `released on Wednesday, days after the ferry sank on Friday 28 February`.
    let next = bare.iter().find(|(_, at)| is_earlier(*at) && is_led_by_after(found, *at));
    if !is_fetched && next.is_none() && bare.iter().any(is_other) {
        return None;
    }
    let after = match days_after(&lines, last).max(next.map_or(0, |(weekday, _)| since(last, *weekday))) {
        _ if found.is_today => 0,
        0 if is_last_night(&lines, found) => 1,
        n_days => n_days,
    };
    let day =
        plus_days(last, after).filter(|day| page_day.is_none_or(|page_day| *day <= page_day)).unwrap_or(last);
    Some((day.into(), evidence_in(sheet, found.line, found.span)))
}

/// Whether a weekday and the day named behind it stand in one sentence, and the words between say that the day was before.
fn is_led_by_after(found: &Named<'_, '_>, (idx, start): (usize, u32)) -> bool {
    let between =
        (idx == found.line.idx).then(|| found.line.text.get(start as usize..found.span.start as usize));
    let Some(between) = between.flatten() else { return false };
    !between.contains(". ") && words(between).any(|word| matches!(word.text, "after" | "since" | "following"))
}

/// `said on Monday. Results are due on Thursday, 23 November 2023`: the Monday before what is to come.
fn before_what_comes(sheet: &Sheet<'_>, lines: &[(&SheetLine<'_>, bool)]) -> Option<(PartialDate, Evidence)> {
    let mut coming = lines.iter().flat_map(|(line, _)| line.dates().iter().map(move |found| (*line, found)));
    let (day, line, span) =
        coming.find_map(|(line, found)| Some((found.date()?.day()?, line, found.span)))?;
    let (last, _) = *bare_weekdays(lines).last()?;
    Some((on_or_before(day, last)?.into(), evidence_in(sheet, line, span)))
}

/// Text and captions, and whether each is of the lead.
pub(super) fn lines<'s, 't>(sheet: &'s Sheet<'t>) -> Vec<(&'s SheetLine<'t>, bool)> {
    let is_read = |line: &&SheetLine<'_>| {
        matches!(line.role(), Some(Role::Title | Role::Caption | Role::Repeat))
            || line.role().is_some_and(Role::is_text)
    };
    let mut n_lead = 0;
    let with_lead = |line: &'s SheetLine<'t>| {
        let is_sentence = line.is(Role::Body) && line.n_words >= SENTENCE_WORDS_MIN;
        n_lead += usize::from(is_sentence);
        (line, line.is(Role::Title) || is_sentence && n_lead <= LEAD_LINES)
    };
    sheet.lines.iter().filter(is_read).take(LINES_MAX).map(with_lead).collect()
}

fn named_days<'s, 't>(
    lines: &[(&'s SheetLine<'t>, bool)],
    page_day: Option<Date>,
    text_year: Option<i16>,
) -> Vec<Named<'s, 't>> {
    let mut out = Vec::new();
    let around = if page_day.is_none() { Around::of(lines) } else { Around::default() };
    let last_year = |page_day: Date| {
        let years = lines.iter().flat_map(|(line, _)| years_in(&line.text));
        years.filter(|year| *year <= page_day.year()).max()
    };
    for (line, is_lead) in lines {
        for found in line.dates() {
            let before = line.text.get(..found.span.start as usize).unwrap_or_default().trim_end();
            // `Ferry runs again · 18 March 2025`: a link's.
            if before.ends_with(['·', '|', '•', '/']) || line.is(Role::Caption) && is_filed(&line.text) {
                continue;
            }
            let (Some(month), Some(day)) = (found.month, found.day) else { continue };
            let beside = match page_day {
                Some(_) => weekday_beside(&line.text, found.span),
                None => weekday_of(line, found),
            };
            let by_beside = || match page_day {
                Some(page_day) => by_weekday((month, day), beside?, page_day, last_year(page_day)),
                None => around.day((month, day), beside?),
            };
            let of_text = || Date::new(text_year?, month, day).ok();
            let written = found.date().and_then(PartialDate::day);
            let Some(day) = written.or_else(of_text).or_else(by_beside) else {
                continue;
            };
            if page_day.is_some_and(|page_day| day > page_day) || is_ahead(&line.text, found.span) {
                continue;
            }
            let has_weekday = beside.and_then(weekday) == Some(day.weekday());
            let is_today = last_words(&line.text, found.span.start as usize, 3)
                .iter()
                .any(|word| word.eq_ignore_ascii_case("today"));
            out.push(Named { line, span: found.span, day, has_weekday, is_lead: *is_lead, is_today });
        }
    }
    out
}

/// Whether a picture is from a file: its day is not the text's.
fn is_filed(text: &str) -> bool {
    words(text)
        .any(|word| ["file", "archive", "archived"].iter().any(|filed| word.text.eq_ignore_ascii_case(filed)))
}

/// The year in which the date falls on the weekday: the first from the last year on that the text names, if that is soon after
/// it, else the last before the page's day.
fn by_weekday((month, day): (i8, i8), named: i8, page_day: Date, last_year: Option<i16>) -> Option<Date> {
    let named = weekday(named)?;
    let days = (0..=YEARS_BACK).filter_map(|back| Date::new(page_day.year() - back, month, day).ok());
    let days: Vec<Date> = days.filter(|day| *day <= page_day && day.weekday() == named).collect();
    let is_near =
        |day: &&Date| last_year.is_some_and(|year| (year..=year + YEARS_AFTER).contains(&day.year()));
    days.iter().rev().find(is_near).or(days.first()).copied()
}

/// `Friday, 4 October`, `Saturday the 5th of May`, `4 October, a Friday`: the number of the weekday.
pub(super) fn weekday_beside(text: &str, span: Span) -> Option<i8> {
    let before = last_words(text, span.start as usize, BETWEEN_WORDS + 1);
    let before = before.iter().rev().find_map(|word| weekday_number(word).filter(|_| word.len() > 2));
    before.or_else(|| {
        let rest = text.get(span.end as usize..)?;
        let rest = rest.strip_prefix(',')?.trim_start();
        let word = words(rest).map(|word| word.text).find(|word| !matches!(*word, "a" | "on"))?;
        weekday_number(word).filter(|_| word.len() > 2)
    })
}

/// The last words before a place, of the same sentence and behind what it quotes.
fn last_words(text: &str, end: usize, n: usize) -> Vec<&str> {
    let before = text.get(..end).unwrap_or_default();
    let sentence = before.rsplit(['!', '?', ';', '”', '"', '\n']).next().unwrap_or_default();
    let sentence = sentence.rsplit(". ").next().unwrap_or_default();
    let all: Vec<&str> = words(sentence).map(|word| word.text).collect();
    all.get(all.len().saturating_sub(n)..).unwrap_or_default().to_vec()
}

/// Whether the words about a place say that what stands there is still to come.
pub(super) fn is_ahead(text: &str, span: Span) -> bool {
    const VERB_WORDS: usize = 8;
    const LEAD_WORDS: usize = 2;
    const AFTER_WORDS: usize = 3;
    let is_in = |words: &[&str], given: &[&str]| {
        given.iter().any(|word| words.contains(&word.to_lowercase().as_str()))
    };
    let before = last_words(text, span.start as usize, VERB_WORDS);
    // `the hall will be sold, he said on Tuesday`.
    if let [.., verb, "on"] = before.as_slice()
        && SAID.contains(verb)
    {
        return false;
    }
    let near = before.get(before.len().saturating_sub(LEAD_WORDS)..).unwrap_or_default();
    let rest = text.get(span.end as usize..).unwrap_or_default();
    let after: Vec<&str> = words(rest).take(AFTER_WORDS).map(|word| word.text).collect();
    let is_cut = rest.trim_start().starts_with(['.', ',', ';', '”', '"']);
    is_in(&AHEAD_VERBS, &before) || is_in(&AHEAD_LEADS, near) || !is_cut && is_in(&AHEAD_VERBS, &after)
}

/// Whether the day is that of a night that the lead calls `last night`.
fn is_last_night(lines: &[(&SheetLine<'_>, bool)], found: &Named<'_, '_>) -> bool {
    const WORDS: usize = 4;
    let is_night = last_words(&found.line.text, found.span.start as usize, WORDS).contains(&"night");
    is_night
        && lines.iter().any(|(line, is_lead)| *is_lead && line.text.to_lowercase().contains("last night"))
}

/// Whether the text speaks of a time between the day and the page's: then it is no older than that.
fn is_later_named(lines: &[(&SheetLine<'_>, bool)], day: Date, page_day: Date) -> bool {
    let is_between = |date: Date| date > day && date <= page_day;
    lines.iter().any(|(line, _)| {
        let dates = line.dates().iter().filter(|found| !is_ahead(&line.text, found.span));
        let mut dates = dates.filter_map(|found| match (found.year, found.month, found.day) {
            (Some(_), _, None) => Some(found.date()?.first()),
            // `a Feb 9 strike` on a page of 18 February.
            (None, Some(month), Some(day)) if weekday_beside(&line.text, found.span).is_none() => {
                let near = Date::new(page_day.year(), month, day).ok()?;
                ((page_day - near).get_days() <= NEAR_DAYS).then_some(near)
            }
            _ => None,
        });
        dates.any(is_between) || years_in(&line.text).any(|year| year > day.year() && year <= page_day.year())
    })
}

/// Years that stand alone and are not still to come.
fn years_in(text: &str) -> impl Iterator<Item = i16> {
    const WORDS: usize = 9;
    words(text).filter_map(move |word| {
        let year: i16 = (word.text.len() == 4).then(|| word.text.parse().ok()).flatten()?;
        let before = last_words(text, word.span.start as usize, WORDS);
        let is_before = before.iter().any(|word| word.eq_ignore_ascii_case("before"));
        ((1900..2200).contains(&year) && !is_before && !is_ahead(text, word.span)).then_some(year)
    })
}

/// Weekdays of the lead that have no date beside them, each with its line and place.
pub(super) fn bare_weekdays(lines: &[(&SheetLine<'_>, bool)]) -> Vec<(i8, (usize, u32))> {
    let lead = lines.iter().filter(|(line, is_lead)| *is_lead && line.is(Role::Body));
    let bare = lead.flat_map(|(line, _)| {
        let dates = line.dates();
        let is_dated = move |weekday: Span| {
            dates.iter().filter(|date| date.day.is_some()).any(|date| is_beside(weekday, date.span))
        };
        let idx = line.idx;
        let named = past_weekdays(&line.text).into_iter().filter(move |(_, span)| !is_dated(*span));
        named.map(move |(weekday, span)| (weekday, (idx, span.start)))
    });
    bare.collect()
}

/// Whether no more than a comma and an article stands between a weekday and a date.
fn is_beside(weekday: Span, date: Span) -> bool {
    const BYTES: u32 = 8;
    let gap = if weekday.end <= date.start {
        date.start - weekday.end
    } else {
        weekday.start.saturating_sub(date.end)
    };
    gap <= BYTES
}

/// Weekdays of sentences that tell of what has been.
pub(super) fn past_weekdays(text: &str) -> Vec<(i8, Span)> {
    let named = words(text).filter_map(|word| {
        let weekday = weekday_number(word.text).filter(|_| word.text.len() >= 6)?;
        (!is_ahead(text, word.span)).then_some((weekday, word.span))
    });
    named.collect()
}

/// Days from a day to the next such weekday, 0…6.
fn since(day: Date, weekday: i8) -> i32 {
    (i32::from(weekday) - i32::from(day.weekday().to_monday_one_offset())).rem_euclid(7)
}

/// How many days after the last day that it names the text was written: what it tells of a weekday has been, and `yesterday,
/// Sunday` is written on a Monday.
fn days_after(lines: &[(&SheetLine<'_>, bool)], day: Date) -> i32 {
    let mut n_days = 0;
    for (line, _) in lines.iter().filter(|(line, _)| line.is(Role::Body)) {
        for (weekday, _) in past_weekdays(&line.text) {
            let since = since(day, weekday);
            if since <= AFTER_DAYS_MAX {
                n_days = n_days.max(since);
            }
        }
        for word in words(&line.text).filter(|word| word.text.eq_ignore_ascii_case("yesterday")) {
            let rest = line.text.get(word.span.end as usize..).and_then(|rest| rest.strip_prefix(','));
            let weekday = rest.and_then(|rest| weekday_number(words(rest).next()?.text));
            if let Some(since) =
                weekday.map(|weekday| since(day, weekday)).filter(|since| *since <= AFTER_DAYS_MAX)
            {
                n_days = n_days.max(since + 1);
            }
        }
    }
    n_days
}
