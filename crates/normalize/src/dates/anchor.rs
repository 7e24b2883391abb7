//! Days that a text ties to the day of its writing: `yesterday, 6 August`, `It is the 24th of March 2023`.

use std::sync::LazyLock;

use copydesk_record::{Evidence, Role, Span};
use copydesk_text::{PartialDate, month_number, pattern, weekday_number};
use jiff::civil::Date;
use regex::Regex;

use super::told::weekday_beside;
use super::written::{evidence_in, plus_days, weekday};
use super::years::{year_of_text, years_in};
use crate::sheet::{Sheet, SheetLine};

/// How many lines of text are read.
const LINES_MAX: usize = 200;
/// How many years back a weekday finds the year of its date, and a bare day its month.
const YEARS_BACK: i16 = 11;
const MONTHS_BACK: i32 = 12;

/// Words that tell a day by that of the writing, and how many days after it that is.
const ANCHORS: [(&str, i32); 11] = [
    ("the day before yesterday", 2),
    ("the night before last", 2),
    ("yesterday", 1),
    ("last night", 1),
    ("today", 0),
    ("tonight", 0),
    ("this morning", 0),
    ("this afternoon", 0),
    ("this evening", 0),
    ("tomorrow", -1),
    ("written on", 0),
];

/// What may stand between such words and the day: `yesterday, on the last`, `today, Friday`.
static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"^(?i:[\s,(–—-]|\b(?:on|the|a|being|that is|it was|was|is|night|afternoon|evening|morning|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)*$").ok()
});
/// What may stand before a day that is the one of writing: `It is the`, `on this`.
static IT_IS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?:\b[Ii]t is (?:now )?(?:the )?|\b[Oo]n this (?:\p{L}+ )?|\b[Tt]his is the )$").ok()
});
/// Days with names of their own, and the last days of months.
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"\b(?:(?i:the last day of) (?P<month>\p{Lu}\p{L}{2,11})|(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),? the (?P<day>\d{1,2})(?:st|nd|rd|th)\b|(?P<name>New Year['’]s (?:Day|Eve)|Epiphany|Candlemas|Valentine['’]s Day|[Ll]eap day|St\.? (?:David|Patrick|George|Andrew|Martin|Nicholas|Stephen)['’]s Day|May Day|Labour Day|Anzac Day|ANZAC Day|Australia Day|Waitangi Day|Canada Day|Bastille Day|Midsummer['’]s Day|Hallowe['’]?en|All Saints['’]s? Day|All Souls['’]s? Day|Bonfire Night|Armistice Day|Christmas (?:Eve|Day)|Boxing Day))\b").ok()
});

/// A day that a line names.
#[derive(Clone, Copy, Debug)]
struct Told {
    span: Span,
    year: Option<i16>,
    month: Option<i8>,
    day: i8,
    /// The weekday beside it, 1…7.
    weekday: Option<i8>,
}

/// The day of writing that the text ties to a date, and where. `until` is the last day that it can be; none if that is not known.
pub(super) fn anchored_day(sheet: &Sheet<'_>, until: Option<Date>) -> Option<(PartialDate, Evidence)> {
    let lines = sheet.lines.iter().filter(|line| line.role().is_some_and(Role::is_text)).take(LINES_MAX);
    lines.flat_map(|line| days_of(line).into_iter().map(move |day| (line, day))).find_map(|(line, day)| {
        let after = offset(&line.text, day.span)?;
        let date = plus_days(completed(sheet, day, after, until)?, after)?;
        until.is_none_or(|until| date <= until).then(|| (date.into(), evidence_in(sheet, line, day.span)))
    })
}

/// How many days after it the text was written, if the words beside the day say so.
fn offset(text: &str, span: Span) -> Option<i32> {
    const REACH_BYTES: usize = 60;
    let start = span.start as usize;
    let mut from = start.saturating_sub(REACH_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..start)?;
    let lower = before.to_ascii_lowercase();
    let between = BETWEEN.as_ref()?;
    let is_word = |head: &str| !head.ends_with(char::is_alphanumeric);
    for (words, days) in ANCHORS {
        if let Some(at) = lower.rfind(words).filter(|at| lower.get(..*at).is_some_and(is_word))
            && before.get(at + words.len()..).is_some_and(|gap| between.is_match(gap))
        {
            return Some(days);
        }
    }
    if IT_IS.as_ref()?.is_match(before) {
        return Some(0);
    }
    let after = text.get(span.end as usize..)?.trim_start_matches([',', ' ', '(']);
    let is_led = |words: &str| after.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words));
    ["yesterday", "today", "tonight", "tomorrow"]
        .into_iter()
        .find(|words| is_led(words))
        .and_then(|words| ANCHORS.iter().find(|(known, _)| *known == words))
        .map(|(_, days)| *days)
}

/// The days that a line names, in order.
fn days_of(line: &SheetLine<'_>) -> Vec<Told> {
    let text: &str = &line.text;
    let written = line.dates().iter().filter_map(|found| {
        let weekday = weekday_beside(text, found.span);
        Some(Told { span: found.span, year: found.year, month: found.month, day: found.day?, weekday })
    });
    // Words without which none of these days is named.
    let may_name =
        ["ay the ", "ay, the ", " day of ", "Day", "day", "Eve", "een", "Night", "Epiph", "Candle"]
            .iter()
            .any(|word| text.contains(word));
    let named = NAMED.iter().filter(|_| may_name).flat_map(|regex| regex.captures_iter(text)).filter_map(
        |captures| {
            let span = captures.get(0)?.range().into();
            let mut day = Told { span, year: None, month: None, day: 0, weekday: weekday_beside(text, span) };
            if let Some(month) = captures.name("month") {
                day.month = Some(month_number(month.as_str())?);
                day.day = Date::new(2001, day.month?, 1).ok()?.days_in_month();
            } else if let Some(number) = captures.name("day") {
                day.day = number.as_str().parse().ok()?;
                day.weekday = weekday_number(captures.name("weekday")?.as_str());
            } else {
                let (month, number) = feast(captures.name("name")?.as_str())?;
                (day.month, day.day) = (Some(month), number);
            }
            Some(day)
        },
    );
    let mut out: Vec<Told> = written.collect();
    let is_new = |day: &Told, out: &[Told]| !out.iter().any(|other| other.span.overlaps(day.span));
    for day in named {
        if is_new(&day, &out) {
            out.push(day);
        }
    }
    out.sort_by_key(|day| day.span.start);
    out
}

/// Month and day of a day with a name.
fn feast(name: &str) -> Option<(i8, i8)> {
    const FEASTS: [(&str, (i8, i8)); 26] = [
        ("new years day", (1, 1)),
        ("epiphany", (1, 6)),
        ("australia day", (1, 26)),
        ("candlemas", (2, 2)),
        ("waitangi day", (2, 6)),
        ("valentines day", (2, 14)),
        ("leap day", (2, 29)),
        ("davids day", (3, 1)),
        ("patricks day", (3, 17)),
        ("georges day", (4, 23)),
        ("anzac day", (4, 25)),
        ("may day", (5, 1)),
        ("midsummers day", (6, 24)),
        ("canada day", (7, 1)),
        ("bastille day", (7, 14)),
        ("halloween", (10, 31)),
        ("all saints day", (11, 1)),
        ("all souls day", (11, 2)),
        ("bonfire night", (11, 5)),
        ("martins day", (11, 11)),
        ("armistice day", (11, 11)),
        ("andrews day", (11, 30)),
        ("nicholass day", (12, 6)),
        ("christmas eve", (12, 24)),
        ("christmas day", (12, 25)),
        ("new years eve", (12, 31)),
    ];
    let plain: String =
        name.to_lowercase().chars().filter(|c| c.is_ascii_alphabetic() || *c == ' ').collect();
    if plain.ends_with("stephens day") || plain == "boxing day" {
        return Some((12, 26));
    }
    FEASTS.iter().find(|(known, _)| plain.ends_with(known)).map(|(_, day)| *day)
}

/// The day in full: its year is the one that the text tells, or the last that its weekday allows.
fn completed(sheet: &Sheet<'_>, day: Told, after: i32, until: Option<Date>) -> Option<Date> {
    let is_right = |date: &Date| {
        day.weekday.is_none_or(|named| weekday(named) == Some(date.weekday()))
            && until.is_none_or(|until| plus_days(*date, after).is_some_and(|date| date <= until))
    };
    let Some(month) = day.month else { return by_weekday(day, until?).filter(is_right) };
    let of_year = |year: i16| Date::new(year, month, day.day).ok();
    if let Some(year) = day.year {
        return of_year(year);
    }
    if let Some(date) = year_of_text(sheet).and_then(|(year, _)| of_year(year)).filter(is_right) {
        return Some(date);
    }
    if let Some(until) = until {
        return (0..=YEARS_BACK).filter_map(|back| of_year(until.year() - back)).find(|date| is_right(date));
    }
    day.weekday?;
    let text = sheet.lines.iter().filter(|line| line.role().is_some_and(Role::is_text));
    let last = text.flat_map(|line| years_in(&line.text)).max()?;
    (last..=last + 1).filter_map(of_year).find(|date| is_right(date))
}

/// `Monday the 18th`: the last one before a day.
fn by_weekday(day: Told, until: Date) -> Option<Date> {
    let named = weekday(day.weekday?)?;
    let months = (0..=MONTHS_BACK).filter_map(|back| {
        let month = i32::from(until.year()) * 12 + i32::from(until.month()) - 1 - back;
        Date::new((month / 12) as i16, (month % 12) as i8 + 1, day.day).ok()
    });
    months.into_iter().find(|date| *date <= until && date.weekday() == named)
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Page, Raw};

    use super::*;
    use crate::role::rule_all;

    #[test]
    fn texts_tie_days_to_their_own() {
        let check = |text: &str, until: Option<&str>, expected: Option<&str>| {
            let page = Page { raw: Raw::from_text(text), ..Page::default() };
            let mut sheet = Sheet::of(&page);
            rule_all(&mut sheet);
            let until = until.and_then(|until| until.parse().ok());
            let found = anchored_day(&sheet, until).map(|(day, _)| day.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        let yesterday = "The siren of the canning works was silent at noon yesterday, 6 of August, and the women looked up.";
        check(yesterday, Some("2026-03-14"), Some("2025-08-07"));
        check(yesterday, None, None);
        check(
            "A boy came up from the ferry yesterday, on the last day of November, with the news on his phone.",
            Some("2024-06-01"),
            Some("2023-12-01"),
        );
        check(
            "It is the 24th of March 2023. The ferry has three hours of light in the 24.",
            None,
            Some("2023-03-24"),
        );
        check(
            "The code was presented at the bakers' show in Port Alva today, Friday 17 March, by its authors.",
            Some("2023-01-20"),
            Some("2017-03-17"),
        );
        check(
            "So yesterday, Monday the 18th, I walked, since the bus does not run when the house is sitting.",
            Some("2025-11-02"),
            Some("2025-08-19"),
        );
        check(
            "A flag hangs in the hall, ready for Australia Day tomorrow, and rafts bought five years ago, in 2017, lie below.",
            None,
            Some("2022-01-25"),
        );
        check(
            "The ferry sank on 12 May 2024, and the wreck was raised in June by a crane from Bergen.",
            None,
            None,
        );
    }
}
