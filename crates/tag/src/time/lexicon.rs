//! The words that times are made of.

use crate::lexeme::Lexemes;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Night,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// `PT10M`, `P3D`: the TIMEX3 duration of `n` of them; `n` may be `X`.
    pub(crate) fn duration(self, n: &str) -> String {
        let times = |n: &str, factor: u64| {
            n.parse::<u64>().map_or_else(|_| n.to_owned(), |n| n.saturating_mul(factor).to_string())
        };
        match self {
            Self::Second => format!("PT{n}S"),
            Self::Minute => format!("PT{n}M"),
            Self::Hour => format!("PT{n}H"),
            Self::Night => format!("P{n}N"),
            Self::Day => format!("P{n}D"),
            Self::Weekend => format!("P{n}WE"),
            Self::Week => format!("P{n}W"),
            Self::Fortnight => format!("P{}W", times(n, 2)),
            Self::Month => format!("P{n}M"),
            Self::Quarter => format!("P{}M", times(n, 3)),
            Self::Season => format!("P{n}S"),
            Self::Year => format!("P{n}Y"),
            Self::Decade => format!("P{n}0Y").replace("X0Y", "XE"),
            Self::Century => format!("P{n}00Y").replace("X00Y", "XC"),
        }
    }

    /// Whether it is shorter than a day.
    pub(crate) fn is_clock(self) -> bool {
        matches!(self, Self::Second | Self::Minute | Self::Hour)
    }
}

/// A unit and whether the word is its plural.
pub(crate) fn unit(word: &str) -> Option<(Unit, bool)> {
    Some(match word {
        "second" => (Unit::Second, false),
        "seconds" | "secs" => (Unit::Second, true),
        "minute" => (Unit::Minute, false),
        "minutes" | "mins" | "min" => (Unit::Minute, true),
        "hour" => (Unit::Hour, false),
        "hours" | "hrs" | "hr" => (Unit::Hour, true),
        "night" => (Unit::Night, false),
        "nights" => (Unit::Night, true),
        "day" => (Unit::Day, false),
        "days" => (Unit::Day, true),
        "weekend" => (Unit::Weekend, false),
        "weekends" => (Unit::Weekend, true),
        "week" => (Unit::Week, false),
        "weeks" => (Unit::Week, true),
        "fortnight" => (Unit::Fortnight, false),
        "fortnights" => (Unit::Fortnight, true),
        "month" => (Unit::Month, false),
        "months" => (Unit::Month, true),
        "quarter" => (Unit::Quarter, false),
        "quarters" => (Unit::Quarter, true),
        "season" => (Unit::Season, false),
        "year" => (Unit::Year, false),
        "years" | "yrs" => (Unit::Year, true),
        "decade" => (Unit::Decade, false),
        "decades" => (Unit::Decade, true),
        "century" => (Unit::Century, false),
        "centuries" => (Unit::Century, true),
        _ => return None,
    })
}

/// The TIMEX3 code of a part of the day.
pub(crate) fn part_of_day(word: &str) -> Option<&'static str> {
    Some(match word.strip_suffix("'s").unwrap_or(word) {
        "morning" | "dawn" | "daybreak" | "sunrise" => "MO",
        "lunchtime" => "MI",
        "afternoon" => "AF",
        "evening" | "dusk" | "sunset" | "nightfall" => "EV",
        "night" => "NI",
        _ => return None,
    })
}

/// The TIMEX3 code of a season.
pub(crate) fn season(word: &str) -> Option<&'static str> {
    Some(match word {
        "spring" | "springtime" => "SP",
        "summer" | "summertime" => "SU",
        "autumn" | "fall" => "FA",
        "winter" | "wintertime" => "WI",
        _ => return None,
    })
}

/// A month's number; its name must begin with a capital.
pub(crate) fn month(lexemes: Lexemes<'_, '_>, at: usize) -> Option<i8> {
    if !lexemes.is_capital(at) {
        return None;
    }
    Some(match lexemes.lower(at).trim_end_matches("'s") {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sep" | "sept" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// The first position after a month's name and the point of its abbreviation.
pub(crate) fn after_month(lexemes: Lexemes<'_, '_>, at: usize) -> usize {
    let is_short = matches!(
        lexemes.lower(at),
        "jan" | "feb" | "mar" | "apr" | "jun" | "jul" | "aug" | "sep" | "sept" | "oct" | "nov" | "dec"
    );
    at + 1 + usize::from(is_short && lexemes.lower(at + 1) == "." && lexemes.is_glued(at + 1))
}

/// A weekday's number, Monday 1 … Sunday 7; its name must begin with a capital. `Mondays` gives `is_plural`.
pub(crate) fn weekday(lexemes: Lexemes<'_, '_>, at: usize) -> Option<(i8, bool)> {
    if !lexemes.is_capital(at) {
        return None;
    }
    let word = lexemes.lower(at);
    let word = word.strip_suffix("'s").unwrap_or(word);
    let singular = word.strip_suffix('s').filter(|word| word.ends_with("day"));
    let name = singular.unwrap_or(word);
    let number = match name {
        "monday" | "mon" => 1,
        "tuesday" | "tue" | "tues" => 2,
        "wednesday" | "wed" => 3,
        "thursday" | "thu" | "thur" | "thurs" => 4,
        "friday" | "fri" => 5,
        "saturday" | "sat" => 6,
        "sunday" | "sun" => 7,
        _ => return None,
    };
    // `Sun` and `Sat` alone are a newspaper and a verb: they count only before a date.
    let is_short = !name.ends_with("day");
    if is_short
        && !(lexemes.is_number(at + 1) || lexemes.is_number(at + 2) || month(lexemes, at + 1).is_some())
    {
        return None;
    }
    Some((number, singular.is_some()))
}

/// Words that say that a number is near, not exact; they belong to the words of a duration.
pub(crate) const APPROXIMATE: &[&str] =
    &["about", "around", "almost", "nearly", "roughly", "approximately", "some", "barely"];

/// The same in several words.
pub(crate) const APPROXIMATE_PHRASES: &[&[&str]] = &[
    &["more", "than"],
    &["less", "than"],
    &["fewer", "than"],
    &["at", "least"],
    &["at", "most"],
    &["up", "to"],
    &["no", "more", "than"],
    &["just", "over"],
    &["just", "under"],
    &["just", "more", "than"],
    &["a", "little", "over"],
    &["well", "over"],
    &["as", "many", "as"],
    &["as", "long", "as"],
];
