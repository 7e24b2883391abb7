//! Which days an article is of: what its page says, and what its text says.

use copydesk_record::{DateClaim, Role, Tagged, TimeKind, TimeTag};
use copydesk_text::{PartialDate, dates_in};

/// How many days of a text are kept.
const TEXT_DAYS_MAX: usize = 8;
/// How many captions are read for dates, and how long they are at most.
const CAPTIONS_MAX: usize = 20;
const CAPTION_BYTES_MAX: usize = 1000;
/// An article that only names earlier days was written within so many after them.
const SINCE_DAYS: i32 = 4000;
/// A date that is known to the month only covers so many days, and is taken with so many days of grace.
const MONTH_DAYS_MIN: i32 = 27;
const LOOSE_DAYS: u32 = 7;
/// A full date within so many days of an article's own is of its time; within fewer, it is that very time.
const NEAR_DAYS: i32 = 4;
const SAME_DAYS: i32 = 2;
/// A time of this many days or fewer is a day for our purpose.
const DAYS_OF_AN_EVENT_MAX: i32 = 3;

/// Days counted from 1 January of the year 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Days {
    /// First and last day on which it can have been written; `None` if nothing is known.
    pub(crate) written: Option<(i32, i32)>,
    /// Full dates that the text gives in words of its own, not computed from the page's date; sorted.
    pub(crate) stated: Vec<i32>,
    /// Months that the text names without a day: first and last day, or the number of the month where the year is not
    /// known.
    months: Vec<Month>,
}

/// A month of a year, or of a year that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Month {
    year: Option<i16>,
    nth: i8,
    /// Its first day and its 28th, where the year is known.
    days: Option<(i32, i32)>,
}

impl Days {
    /// The days of an article. One that is not dated was written on the latest full date that it names, or after it.
    pub(crate) fn of(document: &Tagged) -> Self {
        let (article, tags) = (&document.article, &document.tags);
        let claim = article.written.as_ref().or(article.published.as_ref());
        let times = || tags.times.iter().filter(|time| !time.is_relative);
        let mut stated: Vec<i32> = times().filter_map(first_day).take(TEXT_DAYS_MAX).collect();
        stated.sort_unstable();
        stated.dedup();
        let mut months: Vec<Month> =
            tags.times.iter().filter_map(|time| month_of(&time.value)).take(TEXT_DAYS_MAX).collect();
        months.sort_unstable();
        months.dedup();
        let written = claim.and_then(interval_of).or_else(|| {
            let latest = captioned_days(document).chain(stated.iter().copied()).max()?;
            Some((latest, latest + SINCE_DAYS))
        });
        Self { written, stated, months }
    }

    /// Whether it is known when it was written, and not only since when.
    pub(crate) fn is_exact(&self) -> bool {
        self.written.is_some_and(|(first, last)| last - first < SINCE_DAYS)
    }

    /// How many days lie between the writing of the two; 0 if their times overlap, `None` if one is not known.
    pub(crate) fn gap(&self, other: &Self) -> Option<u32> {
        let ((a, b), (c, d)) = (self.written?, other.written?);
        let gap = (a - d).max(c - b).max(0).unsigned_abs();
        // A month is a guess from the text: it may be off by days.
        let is_loose = b - a >= MONTH_DAYS_MIN || d - c >= MONTH_DAYS_MIN;
        Some(if is_loose { gap.saturating_sub(LOOSE_DAYS) } else { gap })
    }

    /// Whether the text names a full date at the time of the other article, and none at the time its own page states.
    pub(crate) fn belies(&self, other: &Self) -> bool {
        self.written.is_some()
            && self.names_day_near(other, NEAR_DAYS)
            && !self.names_day_near(self, NEAR_DAYS)
    }

    /// Whether the text names a full date at the time that its page states.
    pub(crate) fn is_confirmed(&self) -> bool {
        self.is_exact() && self.names_day_near(self, NEAR_DAYS)
    }

    /// Whether the text names a full date at the very time when the other was written.
    pub(crate) fn names_time_of(&self, other: &Self) -> bool {
        other.is_exact() && self.names_day_near(other, SAME_DAYS)
    }

    /// Whether the text names a full date within so many days of when the other was written.
    fn names_day_near(&self, other: &Self, near_days: i32) -> bool {
        let is_near = |first: i32, last: i32| {
            self.stated.iter().any(|day| (first - near_days..=last + near_days).contains(day))
        };
        other.written.is_some_and(|(first, last)| is_near(first, last))
    }

    /// Whether the text speaks of the other's time as of another month: "in February", without a day.
    pub(crate) fn looks_back_at(&self, other: &Self) -> bool {
        let Some((first, last)) = other.written.filter(|_| other.is_exact()) else { return false };
        let is_own =
            |month: &Month| self.is_exact() && self.written.is_some_and(|(from, to)| month.covers(from, to));
        self.months.iter().any(|month| month.covers(first, last) && !is_own(month))
    }

    /// The days that both texts name.
    pub(crate) fn shared<'d>(&'d self, other: &'d Self) -> impl Iterator<Item = i32> + 'd {
        self.stated.iter().copied().filter(|day| other.stated.binary_search(day).is_ok())
    }
}

impl Month {
    fn of(year: Option<i16>, nth: i8) -> Self {
        Self { year, nth, days: year.and_then(|year| days_of(year, nth)) }
    }

    fn covers(self, first: i32, last: i32) -> bool {
        let covers = |(from, to): (i32, i32)| from <= last && first <= to + 3;
        if self.year.is_some() {
            return self.days.is_some_and(covers);
        }
        let year_of = |day: i32| (f64::from(day) / 365.2425) as i16 + 1;
        (year_of(first)..=year_of(last)).any(|year| days_of(year, self.nth).is_some_and(covers))
    }
}

/// The first day of a month, and its 28th.
fn days_of(year: i16, month: i8) -> Option<(i32, i32)> {
    let day = |day: i32| day_number(year.into(), i32::from(month) as usize, day);
    day(1).zip(day(28))
}

/// The month of a value like `2024-08` or `XXXX-08`.
fn month_of(value: &str) -> Option<Month> {
    let (year, month) = value.split_once('-').filter(|_| value.len() == 7)?;
    let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some(Month::of(year.parse().ok(), month))
}

/// The full dates in captions: a picture was taken before the article was written.
fn captioned_days(document: &Tagged) -> impl Iterator<Item = i32> + '_ {
    let captions =
        document.article.blocks.iter().filter(|block| block.role == Role::Caption).take(CAPTIONS_MAX);
    let words =
        captions.map(|block| block.span.str(&document.text)).filter(|words| words.len() <= CAPTION_BYTES_MAX);
    words.flat_map(dates_in).filter_map(|found| number_of(&found.date()?.to_string()))
}

/// The first day of an expression that names one day, or a few; `None` for longer times and for durations.
pub(crate) fn first_day(time: &TimeTag) -> Option<i32> {
    if !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
        return None;
    }
    let (first, last) = time.interval.as_ref()?;
    let (first, last) = (number_of(first)?, number_of(last)?);
    (last - first <= DAYS_OF_AN_EVENT_MAX).then_some(first)
}

fn interval_of(claim: &DateClaim) -> Option<(i32, i32)> {
    let date = PartialDate::parse(&claim.value)?;
    Some((number_of(&date.first().to_string())?, number_of(&date.last().to_string())?))
}

/// The number of an ISO date's day.
fn number_of(iso: &str) -> Option<i32> {
    let date = PartialDate::parse(iso)?;
    day_number(i32::from(date.year), date.month? as usize, i32::from(date.day?))
}

fn day_number(year: i32, month: usize, day: i32) -> Option<i32> {
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334].get(month.checked_sub(1)?)?;
    let leap = i32::from(month > 2 && (year % 4 == 0 && year % 100 != 0 || year % 400 == 0));
    let past = year - 1;
    Some(past * 365 + past / 4 - past / 100 + past / 400 + before + leap + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers() {
        let check = |a: &str, b: &str, expected: i32| {
            assert_eq!(number_of(b).unwrap() - number_of(a).unwrap(), expected, "{a} {b}");
        };
        check("2024-02-28", "2024-03-01", 2);
        check("2023-02-28", "2023-03-01", 1);
        check("1999-12-31", "2000-01-01", 1);
        check("2000-01-01", "2001-01-01", 366);
        assert_eq!(number_of("2024-02"), None);
    }

    #[test]
    fn gaps() {
        let days = |value: &str| Days {
            written: interval_of(&DateClaim { value: value.into(), ..DateClaim::default() }),
            ..Days::default()
        };
        let check = |a: &str, b: &str, expected| assert_eq!(days(a).gap(&days(b)), expected, "{a} {b}");
        check("2024-08-16T10:12", "2024-08-16", Some(0));
        check("2024-08", "2024-08-20", Some(0));
        check("2024-09-02", "2024-08-16", Some(17));
        check("2024-09-02", "soon", None);
    }
}
