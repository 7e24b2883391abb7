//! Parts of a year with a name: `last autumn`, `the third quarter`, `Christmas`.

use copydesk_record::TimeKind;
use jiff::civil::{Date, Weekday};

use crate::number::ordinal_at;
use crate::time::calendar::{moved, quarter_value};
use crate::time::fiscal::{last_ended, speaks_of_results};
use crate::time::lexicon::{Unit, season};
use crate::time::scene::{Found, Scene, Tense};
use crate::time::year::{nearest_year, relative_year, year_after, year_at};

/// A season with its year or with `last`, `this`, `next`.
pub(crate) fn calendar_season(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let is_led = lexemes.is(at, &["last", "this", "next", "the", "early", "late", "mid"]);
    let mut start = at + usize::from(is_led);
    start += usize::from(
        lexemes.is(start, &["past", "coming", "following", "previous", "summer", "-"])
            && season(lexemes.lower(start + 1)).is_some(),
    );
    let code = season(lexemes.lower(start))?;
    let next = start + 1;
    if let (Some(year), next) = year_after(scene, next) {
        return Some(Found::fixed("season", next, TimeKind::Date, format!("{year}-{code}")));
    }
    if let Some((year, next)) = relative_year(scene, next) {
        return Some(Found::relative("season", next, TimeKind::Date, format!("{year}-{code}")));
    }
    let is_bare = start == at;
    if is_bare && !matches!(lexemes.before(at), "in" | "since" | "until" | "by" | "during" | "before") {
        return None;
    }
    // `fall` and `spring` are verbs and more: without a word before it that makes it a season it is none.
    let is_when = matches!(lexemes.before(at), "in" | "since" | "until" | "by" | "during");
    let is_the = lexemes.is(at, &["the"]) && (!is_when || lexemes.is(next, &["of"]));
    if (is_bare || is_the) && lexemes.is(start, &["fall", "spring"]) {
        return None;
    }
    let Some(anchor) = scene.anchor else {
        return Some(Found::relative("season", next, TimeKind::Date, format!("XXXX-{code}")));
    };
    let first_month = match code {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    };
    let begins = |year: i16| Date::new(year, first_month, 1).ok();
    let this_year = begins(anchor.year())?;
    let is_now =
        |first: Date| first <= anchor && moved(first, 3, Unit::Month).is_some_and(|after| anchor < after);
    let latest = if this_year <= anchor { this_year } else { begins(anchor.year() - 1)? };
    let day = match lexemes.lower(at) {
        "last" if is_now(latest) => begins(latest.year() - 1)?,
        "last" => latest,
        "next" => {
            if this_year > anchor {
                this_year
            } else {
                begins(anchor.year() + 1)?
            }
        }
        "this" => {
            if is_now(latest) {
                latest
            } else {
                this_year
            }
        }
        _ => match scene.tense(at, next) {
            Tense::Future => {
                if this_year > anchor || is_now(this_year) {
                    this_year
                } else {
                    begins(anchor.year() + 1)?
                }
            }
            _ => latest,
        },
    };
    Some(Found::relative("season", next, TimeKind::Date, format!("{:04}-{code}", day.year())))
}

/// `the third quarter`, `third-quarter`, `the first half of 2024`.
pub(crate) fn quarter(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let start = at + usize::from(lexemes.is(at, &["the"]));
    let start = start + usize::from(lexemes.is(start, &["fiscal"]));
    let (n, next) =
        ordinal_at(lexemes, start).or_else(|| (lexemes.lower(start) == "last").then_some((4, start + 1)))?;
    let here = lexemes.skip_hyphen(next);
    let (code, n_max) = match lexemes.lower(here) {
        "quarter" => ('Q', 4),
        "half" => ('H', 2),
        _ => return None,
    };
    let is_last = lexemes.lower(start) == "last";
    let n = if is_last { n_max } else { n };
    // "the third-quarter profit": the article belongs to the profit.
    if here > next && lexemes.lower(at) == "the" {
        return None;
    }
    let next = here + 1;
    if n > n_max || is_last && code == 'Q' {
        return None;
    }
    let after_of = next + usize::from(lexemes.is(next, &["of"]));
    if let Some(year) = year_at(scene, after_of) {
        return Some(Found::fixed("quarter", after_of + 1, TimeKind::Date, format!("{year}-{code}{n}")));
    }
    if let Some((year, next)) = relative_year(scene, next).or_else(|| {
        let the_year = lexemes.after(next, &["of", "the", "year"])?;
        Some((scene.anchor?.year(), the_year))
    }) {
        return Some(Found::relative("quarter", next, TimeKind::Date, format!("{year}-{code}{n}")));
    }
    // A half alone is mostly one of a match.
    if code == 'H' {
        return None;
    }
    let Some(anchor) = scene.anchor else {
        return Some(Found::relative("quarter", next, TimeKind::Date, format!("XXXX-Q{n}")));
    };
    let current = (u32::from(anchor.month().unsigned_abs()) - 1) / 3 + 1;
    let is_future = scene.tense(at, next) == Tense::Future;
    // "It expects a loss for the third quarter", said in the fourth, is of the one that is just over.
    let just_over = last_ended(anchor).filter(|(_, quarter)| *quarter == n && speaks_of_results(scene));
    let year = match (is_future, n.cmp(&current)) {
        (true, _) if just_over.is_some() => just_over?.0,
        (false, std::cmp::Ordering::Greater) => anchor.year() - 1,
        (true, std::cmp::Ordering::Less) => anchor.year() + 1,
        _ => anchor.year(),
    };
    let day = Date::new(year, i8::try_from(n * 3).ok()?, 1).ok()?;
    Some(Found::relative("quarter", next, TimeKind::Date, quarter_value(day)))
}

/// A feast: `Christmas`, `New Year's Eve`.
pub(crate) fn feast(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    const FEASTS: &[(&[&str], i8, i8)] = &[
        (&["christmas", "eve"], 12, 24),
        (&["christmas", "day"], 12, 25),
        (&["christmas"], 12, 25),
        (&["boxing", "day"], 12, 26),
        (&["new", "year's", "eve"], 12, 31),
        (&["new", "year's", "day"], 1, 1),
        (&["new", "year"], 1, 1),
        (&["valentine's", "day"], 2, 14),
        (&["halloween"], 10, 31),
        (&["may", "day"], 5, 1),
    ];
    if let Some(next) = scene
        .lexemes
        .after(at, &["the", "month", "of", "ramadan"])
        .or_else(|| scene.lexemes.after(at, &["ramadan"]))
    {
        return ramadan(scene, at, next);
    }
    // "last Christmas", "next Easter".
    let lead = scene.lexemes.lower(at);
    let start = at + usize::from(matches!(lead, "last" | "next" | "this"));
    if !scene.lexemes.is_capital(start) {
        return None;
    }
    if scene.lexemes.lower(start) == "easter" {
        return easter(scene, start);
    }
    if let Some(next) = scene.lexemes.after(start, &["thanksgiving"]) {
        let next = next + usize::from(scene.lexemes.is(next, &["day"]));
        let near = nearest_feast(scene, start, next, thanksgiving)?;
        return Some(Found::relative("feast", next, TimeKind::Date, near.to_string()));
    }
    let (next, number, day) = FEASTS
        .iter()
        .find_map(|(words, number, day)| Some((scene.lexemes.after(start, words)?, *number, *day)))?;
    if let (Some(year), next) = year_after(scene, next) {
        return Some(Found::fixed("feast", next, TimeKind::Date, format!("{year}-{number:02}-{day:02}")));
    }
    if scene.anchor.is_none() {
        return Some(Found::relative("feast", next, TimeKind::Date, format!("XXXX-{number:02}-{day:02}")));
    }
    let near = nearest_feast(scene, start, next, |year| Date::new(year, number, day).ok())?;
    Some(Found::relative("feast", next, TimeKind::Date, near.to_string()))
}

/// Thanksgiving of the United States: the fourth Thursday of November.
fn thanksgiving(year: i16) -> Option<Date> {
    Date::new(year, 11, 1).ok()?.nth_weekday_of_month(4, Weekday::Thursday).ok()
}

/// The feast of the year that `last` or `next` before it names, without them the nearest in the direction of the clause.
fn nearest_feast(
    scene: &Scene<'_, '_>,
    start: usize,
    next: usize,
    date: impl Fn(i16) -> Option<Date>,
) -> Option<Date> {
    let anchor = scene.anchor?;
    let mut years = [-1, 0, 1].into_iter().filter_map(|offset| date(anchor.year() + offset));
    match scene.lexemes.before(start) {
        "last" => years.rfind(|day| *day < anchor),
        "next" => years.find(|day| *day > anchor),
        _ => nearest_year(anchor, scene.tense(start, next), date),
    }
}

/// The month in which Ramadan begins, by year.
const RAMADAN: &[(i16, i8)] = &[
    (2010, 8),
    (2011, 8),
    (2012, 7),
    (2013, 7),
    (2014, 6),
    (2015, 6),
    (2016, 6),
    (2017, 5),
    (2018, 5),
    (2019, 5),
    (2020, 4),
    (2021, 4),
    (2022, 4),
    (2023, 3),
    (2024, 3),
    (2025, 3),
    (2026, 2),
    (2027, 2),
    (2028, 1),
    (2029, 1),
    (2030, 1),
];

fn ramadan(scene: &Scene<'_, '_>, at: usize, next: usize) -> Option<Found> {
    let (year, next) = if let (Some(year), next) = year_after(scene, next) {
        (year, next)
    } else {
        let first = |year| {
            let (year, month) = RAMADAN.iter().find(|(of, _)| *of == year)?;
            Date::new(*year, *month, 1).ok()
        };
        (nearest_year(scene.anchor?, scene.tense(at, next), first)?.year(), next)
    };
    let (_, month) = RAMADAN.iter().find(|(of, _)| *of == year)?;
    Some(Found::relative("feast", next, TimeKind::Date, format!("{year:04}-{month:02}")))
}

/// `Easter`, `Easter Sunday`, `Easter Monday`.
fn easter(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let (next, n_days) = match scene.lexemes.lower(at + 1) {
        "sunday" => (at + 2, 0),
        "monday" => (at + 2, 1),
        _ => (at + 1, 0),
    };
    let day = |year| easter_sunday(year).and_then(|day| moved(day, n_days, Unit::Day));
    if let (Some(year), next) = year_after(scene, next) {
        return Some(Found::fixed("feast", next, TimeKind::Date, day(year)?.to_string()));
    }
    let near = nearest_feast(scene, at, next, day)?;
    Some(Found::relative("feast", next, TimeKind::Date, near.to_string()))
}

/// Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).
fn easter_sunday(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let month = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * month + 114;
    Date::new(i16::try_from(year).ok()?, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?)
        .ok()
}
