//! Days, weeks and months counted from a day, and the days that a TIMEX3 value covers.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate};

use crate::time::lexicon::Unit;

/// `2025-W07`: the ISO week of a day.
pub(crate) fn week_value(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// `2025-Q1`.
pub(crate) fn quarter_value(day: Date) -> String {
    format!("{:04}-Q{}", day.year(), (day.month() - 1) / 3 + 1)
}

/// The value of the unit that `day` lies in: the day, its week, its month …
pub(crate) fn unit_value(day: Date, unit: Unit) -> String {
    match unit {
        Unit::Week | Unit::Fortnight => week_value(day),
        Unit::Weekend => format!("{}-WE", week_value(day)),
        Unit::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Unit::Quarter => quarter_value(day),
        Unit::Year | Unit::Season => format!("{:04}", day.year()),
        Unit::Decade => format!("{:03}", day.year() / 10),
        Unit::Century => format!("{:02}", day.year() / 100),
        Unit::Night => format!("{day}TNI"),
        Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => day.to_string(),
    }
}

/// The day `n` units from `day`, back if `n` is negative; `None` off the calendar.
pub(crate) fn moved(day: Date, n: i32, unit: Unit) -> Option<Date> {
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(day),
        Unit::Day | Unit::Night => 1.day(),
        Unit::Week | Unit::Weekend => 1.week(),
        Unit::Fortnight => 2.weeks(),
        Unit::Month => 1.month(),
        Unit::Quarter => 3.months(),
        Unit::Year | Unit::Season => 1.year(),
        Unit::Decade => 10.years(),
        Unit::Century => 100.years(),
    };
    if n.abs() > 10_000 {
        return None;
    }
    day.checked_add(span.checked_mul(i64::from(n)).ok()?).ok()
}

/// The first and the last day that a TIMEX3 value covers; `None` if it is no place on the calendar.
pub(crate) fn interval(value: &str) -> Option<(String, String)> {
    let (first, last) = days(value)?;
    Some((first.to_string(), last.to_string()))
}

fn days(value: &str) -> Option<(Date, Date)> {
    let value = value.split('T').next()?;
    let year: i16 = value.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    let date = |month, day| Date::new(year, month, day).ok();
    match value.get(4..)? {
        "" => Some((date(1, 1)?, date(12, 31)?)),
        "-SP" => Some((date(3, 1)?, date(5, 31)?)),
        "-SU" => Some((date(6, 1)?, date(8, 31)?)),
        "-FA" => Some((date(9, 1)?, date(11, 30)?)),
        "-WI" => {
            let first = date(12, 1)?;
            Some((first, Date::new(year.checked_add(1)?, 3, 1).ok()?.yesterday().ok()?))
        }
        "-H1" => Some((date(1, 1)?, date(6, 30)?)),
        "-H2" => Some((date(7, 1)?, date(12, 31)?)),
        rest => {
            if let Some(week) = rest.strip_prefix("-W") {
                let week: i8 = week.get(..2)?.parse().ok()?;
                let monday = ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).ok()?.date();
                let sunday = monday.checked_add(6.days()).ok()?;
                let first = if rest.ends_with("-WE") { monday.checked_add(5.days()).ok()? } else { monday };
                return Some((first, sunday));
            }
            if let Some(quarter) = rest.strip_prefix("-Q") {
                let quarter: i8 = quarter.parse().ok().filter(|n| (1..=4).contains(n))?;
                let first = date(quarter * 3 - 2, 1)?;
                return Some((first, date(quarter * 3, 1)?.last_of_month()));
            }
            let month: i8 = rest.get(1..3)?.parse().ok()?;
            match rest.get(3..)? {
                "" => Some((date(month, 1)?, date(month, 1)?.last_of_month())),
                day => {
                    let day = date(month, day.strip_prefix('-')?.parse().ok()?)?;
                    Some((day, day))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_of_values() {
        let check = |value: &str, expected: Option<(&str, &str)>| {
            let expected = expected.map(|(a, b)| (a.to_owned(), b.to_owned()));
            assert_eq!(interval(value), expected, "{value}");
        };
        check("2024-08-16", Some(("2024-08-16", "2024-08-16")));
        check("2021-02-14TNI", Some(("2021-02-14", "2021-02-14")));
        check("2024-02", Some(("2024-02-01", "2024-02-29")));
        check("2025-W07", Some(("2025-02-10", "2025-02-16")));
        check("2025-W07-WE", Some(("2025-02-15", "2025-02-16")));
        check("2024-Q3", Some(("2024-07-01", "2024-09-30")));
        check("2023-WI", Some(("2023-12-01", "2024-02-29")));
        check("P3D", None);
        check("XXXX-XX-XX", None);
        check("199", None);
        check("PRESENT_REF", None);
    }
}
