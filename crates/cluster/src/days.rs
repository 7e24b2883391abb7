//! Which days an article is of: what its page says, and what its text says.

use copydesk_record::{Article, DateClaim, Tags, TimeKind, TimeTag};
use copydesk_text::PartialDate;

/// How many days of a text are kept.
const TEXT_DAYS_MAX: usize = 8;
/// A time of this many days or fewer is a day for our purpose.
const DAYS_OF_AN_EVENT_MAX: i32 = 3;

/// Days counted from 1 January of the year 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Days {
    /// First and last day on which it can have been written; `None` if nothing is known.
    pub(crate) written: Option<(i32, i32)>,
    /// Full dates that the text gives in words of its own, not computed from the page's date; sorted.
    pub(crate) stated: Vec<i32>,
}

impl Days {
    /// The days of an article.
    pub(crate) fn of(article: &Article, tags: &Tags) -> Self {
        let claim = article.written.as_ref().or(article.published.as_ref());
        let mut stated: Vec<i32> = tags
            .times
            .iter()
            .filter(|time| !time.is_relative)
            .filter_map(first_day)
            .take(TEXT_DAYS_MAX)
            .collect();
        stated.sort_unstable();
        stated.dedup();
        Self { written: claim.and_then(interval_of), stated }
    }

    /// How many days lie between the writing of the two; 0 if their times overlap, `None` if one is not known.
    pub(crate) fn gap(&self, other: &Self) -> Option<u32> {
        let ((a, b), (c, d)) = (self.written?, other.written?);
        Some((a - d).max(c - b).max(0).unsigned_abs())
    }

    /// The days that both texts name.
    pub(crate) fn shared(&self, other: &Self) -> Vec<i32> {
        self.stated.iter().copied().filter(|day| other.stated.binary_search(day).is_ok()).collect()
    }
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
    let (year, month, day) = (i32::from(date.year), date.month? as usize, i32::from(date.day?));
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
            stated: Vec::new(),
        };
        let check = |a: &str, b: &str, expected| assert_eq!(days(a).gap(&days(b)), expected, "{a} {b}");
        check("2024-08-16T10:12", "2024-08-16", Some(0));
        check("2024-08", "2024-08-20", Some(0));
        check("2024-09-02", "2024-08-16", Some(17));
        check("2024-09-02", "soon", None);
    }
}
