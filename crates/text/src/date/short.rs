//! Days with a year of two digits: which numbers beside each other are one.

use std::ops::Range;

use regex::Captures;

use super::month::weekday_number;
use super::{Form, clock_after};

/// Whether a year of two digits is one: `21/03/26` is a date, `24/7/365` and `on 19 June 24 people` are none.
pub(super) fn is_short_date(form: Form, captures: &Captures<'_>, text: &str) -> Option<bool> {
    let whole = captures.get(0)?;
    let before = text.get(..whole.start()).and_then(|before| before.chars().next_back());
    let after = text.get(whole.end()..).unwrap_or_default();
    Some(match form {
        Form::ShortYear => {
            let goes_on = |c: char| c.is_ascii_digit() || matches!(c, '.' | '/');
            let goes_on_after =
                after.starts_with(goes_on) && after.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
            // 1.2.14 is a version, 18-05-21 a number; both are days where nothing else stands beside them.
            let is_doubtful = captures.name("m")?.as_str().len() < 2
                || matches!(captures.name("mark")?.as_str(), "-" | "·");
            let is_day = !captures.name("d")?.as_str().trim_start_matches('0').is_empty();
            let goes_on = before.is_some_and(goes_on) || goes_on_after;
            is_day && !goes_on && (!is_doubtful || is_apart(text, whole.range()))
        }
        Form::RomanMonth => is_apart(text, whole.range()),
        Form::DayMonthShortYear => {
            // `19 Jun. 24` is a date at the end of what it stands in, `10-Oct-25` and `2 June '24` wherever they stand.
            let after = after.trim_start();
            let is_joined = whole.as_str().contains(['\'', '’']) || whole.as_str().matches('-').count() == 2;
            after.is_empty() || is_joined || after.starts_with(['|', ')', ';', '·', '•'])
        }
        _ => true,
    })
}

/// Whether nothing but a weekday, a clock or a mark stands beside a part of the text: `Fri., 6/6/25 2:05`, `Column · 15.9.23 · 4 min`.
fn is_apart(text: &str, part: Range<usize>) -> bool {
    let is_mark = |c: char| matches!(c, '|' | '·' | '•' | '—' | '–' | '~' | '/' | '»' | '›' | '(' | ')');
    let before = text.get(..part.start).unwrap_or_default().trim_end();
    let after = text.get(part.end..).unwrap_or_default().trim_start_matches([' ', ',']);
    let word = before.trim_end_matches([',', '.', ':']).rsplit([' ', '\t']).next().unwrap_or_default();
    let is_led = before.is_empty() || before.ends_with(is_mark) || weekday_number(word).is_some();
    let is_clock = || clock_after(text.get(part.end..).unwrap_or_default()).is_some();
    is_led && (after.is_empty() || after.starts_with(is_mark) || is_clock())
}
