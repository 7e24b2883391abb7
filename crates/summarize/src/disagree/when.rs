//! The time that an expression names, as far as two reports can differ on it.

use copydesk_record::{TimeKind, TimeTag};
use copydesk_text::PartialDate;
use jiff::civil::Date;

/// The minutes of a clock of twelve hours: a report of the small hours may say no more than "4.10".
const CLOCK_MINUTES: u16 = 720;
/// Days that are known by their weekday alone are taken to be so far apart for each weekday in between, and no further.
const WEEK: i32 = 7;

/// How long what is named lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Clock,
    PartOfDay,
    Day,
    Week,
    Month,
    Season,
    Year,
}

/// What an expression names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    pub(super) grain: Grain,
    /// Hour and minute in minutes, of twelve hours.
    clock: Option<u16>,
    /// Its first and last day, if they are known.
    pub(super) days: Option<(Date, Date)>,
    /// The day of the week, Monday first, if no more is known of the day.
    pub(super) weekday: Option<i8>,
    /// Whether its words name the day of the week: an hour alone has its day from the page.
    names_day: bool,
}

impl When {
    /// What an expression names; `weekday` is the day of the week among its words. `None` of durations, of what recurs, and of
    /// what says neither a day nor an hour.
    pub(super) fn of(time: &TimeTag, weekday: Option<i8>) -> Option<Self> {
        if !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
            return None;
        }
        let day = |text: &str| PartialDate::parse(text.get(..10)?)?.day();
        let days = time.interval.as_ref().and_then(|(first, last)| Some((day(first)?, day(last)?)));
        let clock = clock_of(&time.value);
        let names_day = weekday.is_some();
        let weekday = if days.is_none() { weekday } else { None };
        if days.is_none() && clock.is_none() && weekday.is_none() {
            return None;
        }
        let n_days = days.map_or(1, |(first, last)| (last - first).get_days() + 1);
        let grain = match (clock, time.kind, n_days) {
            (Some(_), ..) => Grain::Clock,
            (None, TimeKind::Time, _) => Grain::PartOfDay,
            (.., ..=1) => Grain::Day,
            (.., 2..=10) => Grain::Week,
            (.., 11..=31) => Grain::Month,
            (.., 32..=200) => Grain::Season,
            _ => Grain::Year,
        };
        Some(Self { grain, clock, days, weekday, names_day })
    }

    /// Whether both can be true of one thing.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let are_hours = match self.clock.zip(other.clock) {
            Some((a, b)) if a != b => return false,
            clocks => clocks.is_some(),
        };
        if are_hours && !(self.names_day && other.names_day) {
            return true;
        }
        match (self.days, other.days) {
            (Some((first, last)), Some((from, to))) => first <= to && from <= last,
            (Some(days), None) => other.weekday.is_none_or(|weekday| holds(days, weekday)),
            (None, Some(days)) => self.weekday.is_none_or(|weekday| holds(days, weekday)),
            (None, None) => self.weekday.zip(other.weekday).is_none_or(|(a, b)| a == b),
        }
    }

    /// How far the two are apart: in days, or two clock times in tens of minutes.
    pub(super) fn apart(&self, other: &Self) -> f32 {
        if let Some((a, b)) = self.clock.zip(other.clock).filter(|(a, b)| a != b || self.agrees(other)) {
            let apart = a.abs_diff(b);
            return f32::from(apart.min(CLOCK_MINUTES - apart)) / 10.0;
        }
        match (self.days, other.days) {
            (Some((first, last)), Some((from, to))) => {
                (from - last).get_days().max((first - to).get_days()).max(0) as f32
            }
            _ if self.agrees(other) => 0.0,
            _ => WEEK as f32,
        }
    }
}

/// Whether a day of the week is among days.
fn holds((first, last): (Date, Date), weekday: i8) -> bool {
    let n_days = (last - first).get_days();
    let to_it = (i32::from(weekday) - i32::from(first.weekday().to_monday_zero_offset())).rem_euclid(WEEK);
    to_it <= n_days
}

/// The hour and minute of a value.
fn clock_of(value: &str) -> Option<u16> {
    let (_, clock) = value.split_once('T')?;
    let (hour, minute) = clock.split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    Some((hour * 60 + minute) % CLOCK_MINUTES)
}

#[cfg(test)]
mod tests {
    use copydesk_record::Span;

    use super::*;

    fn when(kind: TimeKind, value: &str, days: Option<(&str, &str)>, weekday: Option<i8>) -> Option<When> {
        let interval = days.map(|(first, last)| (first.to_owned(), last.to_owned()));
        let (span, value) = (Span::new(0, 0), value.to_owned());
        When::of(&TimeTag { span, kind, value, interval, is_relative: false, rule: String::new() }, weekday)
    }

    #[test]
    fn times_that_agree() {
        let check = |a: Option<When>, b: Option<When>, expected: bool, apart: f32| {
            let (a, b) = (a.unwrap(), b.unwrap());
            assert_eq!(a.agrees(&b), expected, "{a:?} {b:?}");
            assert_eq!(b.agrees(&a), expected, "{a:?} {b:?}");
            assert!((a.apart(&b) - apart).abs() < 0.01, "{a:?} {b:?}: {}", a.apart(&b));
        };
        let day = |text: &str| when(TimeKind::Date, text, Some((text, text)), None);
        let month = when(TimeKind::Date, "2024-05", Some(("2024-05-01", "2024-05-31")), None);
        let clock = |text: &str, on: &str| when(TimeKind::Time, text, Some((on, on)), None);
        check(day("2024-05-11"), month, true, 0.0);
        check(day("2024-06-11"), month, false, 11.0);
        check(day("2024-05-11"), day("2024-05-12"), false, 1.0);
        check(clock("2024-05-11T16:10", "2024-05-11"), clock("2024-05-12T04:10", "2024-05-12"), true, 0.0);
        check(clock("2024-05-11T11:50", "2024-05-11"), clock("2024-05-11T00:10", "2024-05-11"), false, 2.0);
        let on =
            |day: &str, weekday| when(TimeKind::Time, "2024-05-11T23:00", Some((day, day)), Some(weekday));
        check(on("2024-05-11", 5), on("2024-05-12", 6), false, 1.0);
        check(on("2024-05-11", 5), clock("2024-05-12T23:00", "2024-05-12"), true, 0.0);
        // 11 May 2024 is a Saturday.
        check(day("2024-05-11"), when(TimeKind::Date, "XXXX-WXX-6", None, Some(5)), true, 0.0);
        check(day("2024-05-11"), when(TimeKind::Date, "XXXX-WXX-7", None, Some(6)), false, 7.0);
    }

    #[test]
    fn grains() {
        let check = |kind, value: &str, days: Option<(&str, &str)>, expected: Option<Grain>| {
            assert_eq!(when(kind, value, days, None).map(|when| when.grain), expected, "{value}");
        };
        check(TimeKind::Time, "2024-05-11TNI", Some(("2024-05-11", "2024-05-11")), Some(Grain::PartOfDay));
        check(TimeKind::Date, "2024-W20", Some(("2024-05-13", "2024-05-19")), Some(Grain::Week));
        check(TimeKind::Date, "2024-SU", Some(("2024-06-01", "2024-08-31")), Some(Grain::Season));
        check(TimeKind::Date, "2024", Some(("2024-01-01", "2024-12-31")), Some(Grain::Year));
        check(TimeKind::Duration, "P2D", None, None);
        check(TimeKind::Date, "PRESENT_REF", None, None);
    }
}
