//! The year of a day that is named without one: its weekday tells it, near the years that the text names.

use copydesk_text::DateFound;
use jiff::civil::Date;

use super::told::{is_ahead, past_weekdays, weekday_beside};
use super::written::weekday;
use super::years::spans_of_years;
use crate::dateline::dateline_of;
use crate::sheet::SheetLine;

/// So many years lie at most between a text and the last past year that it names, and between it and the first that is to
/// come. A weekday falls on the same day of the year again after five years at the earliest, so one year fits at most.
const YEARS_APART: i16 = 2;

/// The years between which a text was written, as far as it names some.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// The last year of what has been.
    last: Option<i16>,
    /// The first year of what is to come.
    next: Option<i16>,
}

impl Around {
    /// The years that a text and its captions name.
    pub(super) fn of(lines: &[(&SheetLine<'_>, bool)]) -> Self {
        let mut out = Self::default();
        for (line, _) in lines {
            for (year, span) in spans_of_years(&line.text) {
                if is_ahead(&line.text, span) {
                    out.next = Some(out.next.map_or(year, |next| next.min(year)));
                } else {
                    out.last = Some(out.last.map_or(year, |last| last.max(year)));
                }
            }
        }
        out
    }

    /// The day, in the year in which it falls on this weekday.
    pub(super) fn day(self, (month, day): (i8, i8), named: i8) -> Option<Date> {
        let named = weekday(named)?;
        let after = self.last.into_iter().flat_map(|last| last..=last + YEARS_APART);
        let before = self.next.into_iter().flat_map(|next| (next - YEARS_APART..=next).rev());
        let is_between = |year: &i16| {
            self.last.is_none_or(|last| *year >= last) && self.next.is_none_or(|next| *year <= next)
        };
        let days = after.chain(before).filter(is_between).filter_map(|year| Date::new(year, month, day).ok());
        days.into_iter().find(|day| day.weekday() == named)
    }
}

/// The weekday of a day that a line names: the one beside it, and of a dateline's the first that its line tells of.
pub(super) fn weekday_of(line: &SheetLine<'_>, found: &DateFound) -> Option<i8> {
    weekday_beside(&line.text, found.span).or_else(|| {
        let date = dateline_of(&line.text)?.date?;
        (date.span == found.span).then(|| past_weekdays(&line.text).first().map(|(weekday, _)| *weekday))?
    })
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Page, Raw};

    use super::super::told::told_day;
    use super::*;
    use crate::role::rule_all;
    use crate::sheet::Sheet;

    #[test]
    fn a_weekday_tells_the_year() {
        let check = |last, next, day, weekday, expected: Option<&str>| {
            let found = Around { last, next }.day(day, weekday).map(|day| day.to_string());
            assert_eq!(found.as_deref(), expected, "{last:?} {next:?} {day:?} {weekday}");
        };
        // 28 February was a Friday in 2020 and in 2025.
        check(Some(2024), None, (2, 28), 5, Some("2025-02-28"));
        check(Some(2019), None, (2, 28), 5, Some("2020-02-28"));
        check(Some(2021), None, (2, 28), 5, None);
        check(None, Some(2026), (2, 28), 5, Some("2025-02-28"));
        check(Some(2025), Some(2026), (2, 27), 5, Some("2026-02-27"));
        check(None, None, (2, 28), 5, None);
        check(Some(2023), None, (2, 30), 5, None);
    }

    #[test]
    fn an_undated_text_is_of_the_year_that_its_weekday_tells() {
        let check = |text: &str, expected: Option<&str>| {
            let page = Page { raw: Raw::from_text(text), ..Page::default() };
            let mut sheet = Sheet::of(&page);
            rule_all(&mut sheet);
            let found = told_day(&sheet, None, None).map(|(day, _)| day.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        let dated = |day: &str, rest: &str| {
            format!(
                "PORT ALVA, {day} (Harbour Wire) - The crane that fell on the ferry last autumn is up again, the harbour \
                 office said on Tuesday, and the crews may go back to the quay.\nThe ferry was built in Split{rest}."
            )
        };
        check(&dated("March 4", " in 2023"), Some("2025-03-04"));
        check(&dated("March 4", " in 2019"), None);
        check(&dated("March 4", ""), None);
        let talks = |weekday: &str, between: &str| {
            format!(
                "The two crews shook hands on the quay on {weekday}, {between} the ferry sank off Port Alva on Friday 28 \
                 February, said the harbour office.\nThe ferry was built in Split in 2024."
            )
        };
        check(&talks("Wednesday", "days after"), Some("2025-03-05"));
        check(&talks("Wednesday", "and remembered that"), None);
        check(&talks("Saturday", "and remembered that"), Some("2025-03-01"));
    }
}
