//! Calendar days as numbers, to tell how far apart two dates are.

/// Days since 1970-01-01 of a date given to the day, or to the month with `day` put in; `None` if it is no date.
/// The count of days is Howard Hinnant's `days_from_civil`.
pub(super) fn day_number(date: &str, day: u8) -> Option<i64> {
    let mut parts = date.split('-');
    let mut number = |n_digits: usize| {
        let part = parts.next()?;
        let is_number = part.len() == n_digits && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { part.parse::<i64>().ok() } else { None }
    };
    let (year, month) = (number(4)?, number(2)?);
    let day = if date.len() == "YYYY-MM".len() { i64::from(day) } else { number(2)? };
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

#[cfg(test)]
mod tests {
    use super::day_number;

    #[test]
    fn counts_days() {
        let check = |date: &str, expected: Option<i64>| assert_eq!(day_number(date, 28), expected, "{date}");
        check("1970-01-01", Some(0));
        check("2000-03-01", Some(11_017));
        check("2024-02-29", Some(19_782));
        check("2024-02", Some(19_781));
        check("2024", None);
        check("2024-13-01", None);
        check("2024-1-01", None);
        check("2024-01-01-01", None);
        check("", None);
    }
}
