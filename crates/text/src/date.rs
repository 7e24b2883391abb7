//! Dates as pages write them: ISO, numeric, and with month names in the languages of the news.

mod month;
mod short;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use copydesk_record::Span;
use jiff::civil;
use regex::{Captures, Regex};

use month::{has_word_day, names_month, ordinal_number, roman_month};
pub use month::{month_number, ordinal_word, weekday_number};
use short::is_short_date;

/// A date as precise as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// The year, 1000…2999.
    pub year: i16,
    /// The month, 1…12.
    pub month: Option<i8>,
    /// The day of the month; only with a month, and only one that exists.
    pub day: Option<i8>,
}

/// A date found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateFound {
    /// Its words, clock time excluded.
    pub span: Span,
    /// The year, if it is written.
    pub year: Option<i16>,
    /// The month, if it is written.
    pub month: Option<i8>,
    /// The day, if it is written.
    pub day: Option<i8>,
    /// Hour and minute that follow the date.
    pub time: Option<(i8, i8)>,
    /// Whether day and month could be the other way round: `03/04/2024`, read as 3 April.
    pub is_ambiguous: bool,
}

impl PartialDate {
    /// The date, if such a day exists.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        let is_year = (1000..3000).contains(&year);
        let is_day = match (month, day) {
            (Some(month), Some(day)) => civil::Date::new(year, month, day).is_ok(),
            (Some(month), None) => (1..=12).contains(&month),
            (None, day) => day.is_none(),
        };
        (is_year && is_day).then_some(Self { year, month, day })
    }

    /// Parses `2024`, `2024-08`, `2024-08-16` and whatever follows a full date.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |range: std::ops::Range<usize>| text.get(range)?.parse().ok();
        let year: i16 = number(0..4)?;
        let month =
            if text.as_bytes().get(4) == Some(&b'-') { number(5..7).map(|n: i16| n as i8) } else { None };
        let day = if month.is_some() && text.as_bytes().get(7) == Some(&b'-') {
            number(8..10).map(|n: i16| n as i8)
        } else {
            None
        };
        Self::new(year, month, day)
    }

    /// The first day it covers.
    pub fn first(self) -> civil::Date {
        civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or_default()
    }

    /// The last day it covers.
    pub fn last(self) -> civil::Date {
        if self.day.is_some() {
            return self.first();
        }
        let month = civil::Date::new(self.year, self.month.unwrap_or(12), 1).unwrap_or_default();
        month.last_of_month()
    }

    /// The full date, if the day is known.
    pub fn day(self) -> Option<civil::Date> {
        self.day.map(|_| self.first())
    }
}

impl From<civil::Date> for PartialDate {
    fn from(date: civil::Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        let Some(month) = self.month else { return Ok(()) };
        write!(f, "-{month:02}")?;
        let Some(day) = self.day else { return Ok(()) };
        write!(f, "-{day:02}")
    }
}

impl DateFound {
    /// The date, if its year is written.
    pub fn date(&self) -> Option<PartialDate> {
        PartialDate::new(self.year?, self.month, self.day)
    }

    /// ISO 8601: the date, and the clock time if there is one and the day is known.
    pub fn to_iso(&self) -> Option<String> {
        let date = self.date()?;
        let Some((hour, minute)) = self.time.filter(|_| self.day.is_some()) else {
            return Some(date.to_string());
        };
        Some(format!("{date}T{hour:02}:{minute:02}"))
    }
}

#[derive(Clone, Copy)]
enum Form {
    YearFirst,
    DayFirst,
    ShortYear,
    YearMonthDay,
    YearDayMonth,
    DayMonthYear,
    DayMonthShortYear,
    MonthDayYear,
    MonthDayShortYear,
    RomanMonth,
    DayMonth,
    MonthDay,
    MonthYear,
    WordDay,
}

static FORMS: LazyLock<Vec<(Form, Regex)>> = LazyLock::new(|| {
    const DAY: &str = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?";
    const MONTH: &str = r"(?P<m>\p{L}{3,12})\.?";
    let year = r"(?P<y>[12]\d{3})";
    let of = r"(?:of\s+|de\s+|d['’]\s*)?";
    let forms = [
        (
            Form::YearFirst,
            r"(?P<y>[12]\d{3})(?:-|\s?/\s?|\.\s?|年|년\s?)(?P<m>\d{1,2})(?:-|\s?/\s?|\.\s?|月|월\s?)(?P<d>\d{1,2})[日일]?".to_owned(),
        ),
        (
            Form::DayFirst,
            r"(?P<d>\d{1,2})(?:-|/|\.\s?|\s?\|\s?)(?P<m>\d{1,2})(?:-|/|\.\s?|\s?\|\s?)(?P<y>[12]\d{3})"
                .to_owned(),
        ),
        (
            Form::ShortYear,
            r"\b(?P<d>\d{1,2})(?P<mark>/|\.|-|·)(?P<m>\d{1,2})(?:/|\.|-|·)(?P<y>\d{2})\b".to_owned(),
        ),
        (Form::YearMonthDay, format!(r"\b{year}\.?,?\s+(?:m\.\s+)?{MONTH}\s+{DAY}")),
        (Form::YearDayMonth, format!(r"\b{year}\.?\s+gada\s+{DAY}\s+{MONTH}")),
        (Form::DayMonthYear, format!(r"\b{DAY}[\s\-–/]*{of}{MONTH}[,\s\-–/]*{of}(?:del\s+)?{year}")),
        (Form::DayMonthShortYear, format!(r"\b{DAY}[\s\-]{MONTH}[\s\-]['’]?(?P<y>\d{{2}})\b")),
        (Form::MonthDayYear, format!(r"\b{MONTH}\s+{DAY},?\s+{year}")),
        (Form::MonthDayShortYear, format!(r"\b{MONTH}\s+{DAY},?\s+['’](?P<y>\d{{2}})\b")),
        (
            Form::RomanMonth,
            r"\b(?P<d>\d{1,2})(?:-|/|\.\s?)(?P<m>(?i:I{1,3}|I?V|VI{1,3}|I?X|XI{1,2}))(?:-|/|\.\s?)(?P<y>[12]\d{3}|\d{2})\b".to_owned(),
        ),
        (
            Form::WordDay,
            format!(
                r"\b(?P<w>(?:(?i:twenty|thirty)-)?(?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|(?i:tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth))\s+of\s+(?P<m>\p{{Lu}}\p{{L}}{{2,11}})(?:,?\s+{year}\b)?"
            ),
        ),
        (Form::MonthYear, format!(r"\b{MONTH},?\s+{of}(?:del\s+)?{year}\b")),
        (Form::DayMonth, format!(r"\b{DAY}\s+{of}{MONTH}")),
        (Form::MonthDay, format!(r"\b{MONTH}\s+{DAY}\b")),
    ];
    forms.into_iter().filter_map(|(form, pattern)| Some((form, crate::pattern(&pattern).ok()?))).collect()
});

static CLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    crate::pattern(r"^(?:\s*(?:Z|T|/+|\||[-–—·•,@;(]|at|um|à|kl\.?|ore|o|às|a\s+las|[A-Za-z]{3,9}day))*\s*(?P<h>\d{1,2})(?:[:.h](?P<n>\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(?P<ap>(?i:[ap]\.?m)\b)?").ok()
});

/// The calendar dates written in `text`, in order, none within another. Relative words (`yesterday`) are not dates here.
/// A number alone is never a date; a month with a year is.
pub fn dates_in(text: &str) -> Vec<DateFound> {
    let mut found: BTreeMap<u32, DateFound> = BTreeMap::new();
    let has_word_day = has_word_day(text);
    if !has_word_day && !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let signs = Signs { has_word_day, ..Signs::of(text) };
    for (form, regex) in FORMS.iter().filter(|(form, _)| signs.may_hold(*form)) {
        for captures in regex.captures_iter(text) {
            let Some(date) = read(*form, &captures, text) else { continue };
            let before = found.range(..date.span.end).next_back();
            if !before.is_some_and(|(_, have)| have.span.overlaps(date.span)) {
                found.insert(date.span.start, date);
            }
        }
    }
    found.into_values().collect()
}

/// What a date in the text would be made of: told at once, where the forms take long to find that it is not there.
struct Signs {
    /// A digit that a year begins with, and three more.
    has_year: bool,
    /// The letters of a month, perhaps within another word.
    has_month: bool,
    /// What stands between numbers.
    marks: Marks,
    /// The end of an ordinal before `of`.
    has_word_day: bool,
}

/// What stands between numbers.
#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    /// A mark between two digits, perhaps with spaces: `3/4`, `3 | 4`.
    is_within: bool,
    /// A digit, a mark, and a letter that months are numbered with.
    is_roman: bool,
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut n_year = 0;
        let mut has_year = false;
        for c in text.chars() {
            n_year = match c {
                _ if n_year > 0 && c.is_numeric() => n_year + 1,
                '1' | '2' => 1,
                _ => 0,
            };
            has_year |= n_year >= 4;
        }
        Self { has_year, has_month: names_month(text), marks: Marks::of(text), has_word_day: false }
    }

    fn may_hold(&self, form: Form) -> bool {
        match form {
            Form::YearFirst | Form::DayFirst => self.has_year && self.marks.is_within,
            Form::ShortYear => self.marks.is_within,
            Form::RomanMonth => self.marks.is_roman,
            Form::WordDay => self.has_word_day,
            Form::DayMonthShortYear | Form::MonthDayShortYear | Form::DayMonth | Form::MonthDay => {
                self.has_month
            }
            Form::YearMonthDay
            | Form::YearDayMonth
            | Form::DayMonthYear
            | Form::MonthDayYear
            | Form::MonthYear => self.has_month && self.has_year,
        }
    }
}

impl Marks {
    fn of(text: &str) -> Self {
        let is_mark = |c: char| matches!(c, '-' | '/' | '.' | '|' | '·' | '年' | '년');
        if !text.contains(is_mark) {
            return Self::default();
        }
        let is_roman = |four: &[u8]| {
            matches!(four, [b'0'..=b'9', b'-' | b'/' | b'.', b'I' | b'V' | b'X' | b'i' | b'v' | b'x', _])
                || matches!(four, [b'0'..=b'9', b'.', b' ', b'I' | b'V' | b'X'])
        };
        // Behind a digit: nothing yet, or a mark.
        let (mut is_behind, mut is_behind_mark, mut is_within) = (false, false, false);
        for c in text.chars() {
            if c.is_numeric() {
                is_within |= is_behind_mark;
                (is_behind, is_behind_mark) = (true, false);
            } else if is_mark(c) {
                is_behind_mark = is_behind;
            } else if !c.is_whitespace() {
                (is_behind, is_behind_mark) = (false, false);
            }
        }
        Self { is_within, is_roman: text.as_bytes().windows(4).any(is_roman) }
    }
}

fn read(form: Form, captures: &Captures<'_>, text: &str) -> Option<DateFound> {
    let number = |name: &str| captures.name(name).and_then(|found| found.as_str().parse::<i16>().ok());
    let whole = captures.get(0)?;
    let in_words = || captures.name("w").and_then(|word| ordinal_number(word.as_str()));
    let (mut year, day) = (number("y"), number("d").map(|n| n as i8).or_else(in_words));
    let mut is_ambiguous = false;
    let (month, day) = match form {
        Form::YearFirst => (number("m").map(|n| n as i8), day),
        Form::DayFirst | Form::ShortYear => {
            let (first, second) = (day?, number("m")? as i8);
            is_ambiguous = first <= 12 && second <= 12 && first != second;
            // 02/18/2025 can only be the American way.
            if second > 12 { (Some(first), Some(second)) } else { (Some(second), Some(first)) }
        }
        Form::RomanMonth => (Some(roman_month(captures.name("m")?.as_str())?), day),
        _ => (Some(month_number(captures.name("m")?.as_str())?), day),
    };
    let before = text.get(..whole.start()).and_then(|before| before.chars().next_back());
    if matches!(form, Form::YearFirst | Form::DayFirst) && before.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    if year.is_some_and(|year| year < 100) {
        if !is_short_date(form, captures, text)? {
            return None;
        }
        year = year.map(|year| year + 2000);
    }
    let is_real = match year {
        Some(year) => PartialDate::new(year, month, day).is_some(),
        None => PartialDate::new(2000, month, day).is_some(),
    };
    if !is_real {
        return None;
    }
    let time = if year.is_some() && day.is_some() { clock_after(text.get(whole.end()..)?) } else { None };
    Some(DateFound { span: whole.range().into(), year, month, day, time, is_ambiguous })
}

fn clock_after(rest: &str) -> Option<(i8, i8)> {
    const REACH_CHARS: usize = 40;
    let end = rest.char_indices().nth(REACH_CHARS).map_or(rest.len(), |(at, _)| at);
    let line = rest.get(..end)?.split('\n').next()?;
    let captures = CLOCK.as_ref()?.captures(line)?;
    let (half, minute) = (captures.name("ap"), captures.name("n"));
    if half.is_none() && minute.is_none() {
        return None;
    }
    let mut hour: i8 = captures.name("h")?.as_str().parse().ok()?;
    match half.map(|half| half.as_str().starts_with(['p', 'P'])) {
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    let minute: i8 = minute.map_or(Some(0), |minute| minute.as_str().parse().ok())?;
    (hour < 24 && minute < 60).then_some((hour, minute))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_pages() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<String> =
                dates_in(text).iter().map(|date| date.to_iso().unwrap_or("no year".into())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("2021-02-16T09:12:00+02:00", &["2021-02-16T09:12"]);
        check("November 23, 2024", &["2024-11-23"]);
        check("Tuesday, 29 November 2022 – 13:08", &["2022-11-29T13:08"]);
        check("18-02-2025 | 09:20 | POLITICAL", &["2025-02-18T09:20"]);
        check("March 7, 2023, Tuesday // 08:45", &["2023-03-07T08:45"]);
        check("April 16, 20256:27 PM GMT+2", &["2025-04-16T18:27"]);
        check("19. března 2026, 15:32", &["2026-03-19T15:32"]);
        check("Dienstag, 18. Februar 2025, 17:41 Uhr", &["2025-02-18T17:41"]);
        check("15 de fevereiro de 2021 às 18h30", &["2021-02-15T18:30"]);
        check("2024年8月16日", &["2024-08-16"]);
        check("12/31/2024", &["2024-12-31"]);
        check("Saturday edition, 21/03/26", &["2026-03-21"]);
        check("18.02.25, 09:20", &["2025-02-18T09:20"]);
        check("Government | 17:02 | 19 Jun. 24", &["2024-06-19"]);
        check("On 19 June 24 people came.", &["no year"]);
        check("open 24/7/365, version 1.2.14.3, score 3/4/12", &[]);
        check("runs 1.2.14 with parts 18-05-21 in it", &[]);
        check("25/1/22 2:05", &["2022-01-25T02:05"]);
        check("Fri., 6/6/25", &["2025-06-06"]);
        check("Column · 15.9.23 · 4 min", &["2023-09-15"]);
        check("Sunday 8.vi.25", &["2025-06-08"]);
        check("05·11·25 | 07:00", &["2025-11-05T07:00"]);
        check("10-Oct-25 12:06 ALMT", &["2025-10-10T12:06"]);
        check("29 тамыз 2025, 17:30", &["2025-08-29T17:30"]);
        check("2025 m. gegužės 19 d., pirmadienis", &["2025-05-19"]);
        check("2024. gada 19. aprīlī, plkst. 06.30", &["2024-04-19"]);
        check("Dydd Mercher 12 Mawrth 2025", &["2025-03-12"]);
        check("Machi 30, 2023", &["2023-03-30"]);
        check("الخميس 23 آذار 2023", &["2023-03-23"]);
        check("2024년 8월 16일", &["2024-08-16"]);
        check("on the twenty-first of August 2023", &["2023-08-21"]);
        check("on this eighth of August, a fifth of Maltese homes", &["no year"]);
        check("12 Φεβρουαρίου 2024", &["2024-02-12"]);
        check("2026. március 25.", &["2026-03-25"]);
        check("in March 2021 and on Feb 16", &["2021-03", "no year"]);
        check("The 31 June 2020", &["2020-06"]);
        check("Posted June 3, 2025 at 2:14 am", &["2025-06-03T02:14"]);
        check("no dates, 12 people", &[]);
        check("La Paz, 14-X-2020", &["2020-10-14"]);
        check("29.V.2025 and 27/II/2026", &["2025-05-29", "2026-02-27"]);
        check("14/ene/2025", &["2025-01-14"]);
        check("2022 / 12 / 18", &["2022-12-18"]);
        check("May 3rd, '23", &["2023-05-03"]);
        check("Kamis, 27 Maret 2025 | 08:15 WITA", &["2025-03-27T08:15"]);
        check("Objavljeno: 19. veljače 2024. u 12:05", &["2024-02-19"]);
    }

    #[test]
    fn partial_dates_cover_days() {
        let check = |text: &str, first: &str, last: &str| {
            let date = PartialDate::parse(text).unwrap();
            assert_eq!((date.first().to_string().as_str(), date.last().to_string().as_str()), (first, last));
            assert_eq!(date.to_string(), text);
        };
        check("2024", "2024-01-01", "2024-12-31");
        check("2024-02", "2024-02-01", "2024-02-29");
        check("2024-08-16", "2024-08-16", "2024-08-16");
        assert_eq!(PartialDate::parse("2024-13"), None);
        assert_eq!(PartialDate::parse("2023-02-29"), None);
        assert_eq!(PartialDate::parse("é024"), None);
    }
}
