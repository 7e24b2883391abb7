//! Dates with a name of their own: `Feb 16`, `the first of May`, `January 2015`, `2016`, `the 1990s`.

use copydesk_record::TimeKind;
use jiff::civil::Date;

use crate::number::ordinal_at;
use crate::time::calendar::moved;
use crate::time::lexicon::{Unit, after_month, month, weekday};
use crate::time::scene::{Found, Scene, Tense};

/// A day with its month, and its year if that is written.
pub(crate) fn calendar_day(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    if let Some(found) = numeric(scene, at) {
        return Some(found);
    }
    // "Tuesday, 29 November 2022": the weekday goes with the date.
    let start = match weekday(lexemes, at) {
        Some((_, false)) => {
            let next = at + 1 + usize::from(lexemes.is(at + 1, &["."]));
            let next = next + usize::from(lexemes.is(next, &[","]));
            next + usize::from(lexemes.is(next, &["the"]))
        }
        _ => at,
    };
    let Some((number, day, next)) = day_and_month(scene, start) else {
        return first_of_range(scene, start).or_else(|| day_of_month(scene, at));
    };
    let (year, next) = year_after(scene, next);
    if let Some(year) = year {
        let day = Date::new(year, number, day).ok()?;
        return Some(Found::fixed("calendar-day", next, TimeKind::Date, day.to_string()));
    }
    let Some(anchor) = scene.anchor else {
        let value = format!("XXXX-{number:02}-{day:02}");
        return Some(Found::relative("day-and-month", next, TimeKind::Date, value));
    };
    let near = nearest_year(anchor, scene.tense(at, next), |year| Date::new(year, number, day).ok())?;
    Some(Found::relative("day-and-month", next, TimeKind::Date, near.to_string()))
}

/// The first day of `16 and 17 February`, `12-14 March 2025`: the month stands after the second.
fn first_of_range(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let (day, next) = ordinal_at(lexemes, at).or_else(|| Some((lexemes.digits(at)?, at + 1)))?;
    if !lexemes.is(next, &["and", "to", "or", "-", "–", "&"]) {
        return None;
    }
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    let (number, last, after) = day_and_month(scene, next + 1)?;
    let (year, _) = year_after(scene, after);
    if last <= day {
        return None;
    }
    if let Some(year) = year {
        let day = Date::new(year, number, day).ok()?;
        return Some(Found::fixed("calendar-day", next, TimeKind::Date, day.to_string()));
    }
    let anchor = scene.anchor?;
    let near = nearest_year(anchor, scene.tense(at, after), |year| Date::new(year, number, day).ok())?;
    Some(Found::relative("day-and-month", next, TimeKind::Date, near.to_string()))
}

/// `the 14th`: a day of the month that the text is in.
fn day_of_month(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let is_led = matches!(
        lexemes.before(at),
        "on" | "by" | "until" | "from" | "to" | "of" | "since" | "before" | "after" | "and"
    );
    if lexemes.lower(at) != "the" || !is_led || !lexemes.is_number(at + 1) {
        return None;
    }
    let (day, next) = ordinal_at(lexemes, at + 1)?;
    let counts = lexemes.is_word(next)
        && !lexemes.is(
            next,
            &["and", "to", "in", "at", "when", "with", "but", "after", "before", "for", "by", "as", "or"],
        );
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day) && !counts)?;
    let base = scene.anchor?.first_of_month();
    let offset = match scene.tense(at, next) {
        Tense::Future if day < scene.anchor?.day() => 1,
        Tense::Past | Tense::Unknown if day > scene.anchor?.day() => -1,
        _ => 0,
    };
    let first = moved(base, offset, Unit::Month)?;
    let found = Date::new(first.year(), first.month(), day).ok()?;
    Some(Found::day("day-of-month", next, Some(found)))
}

/// `16 Feb`, `the 16th of February`, `Feb. 16`, `February 16th`.
fn day_and_month(scene: &Scene<'_, '_>, at: usize) -> Option<(i8, i8, usize)> {
    let lexemes = scene.lexemes;
    if let Some(number) = month(lexemes, at) {
        let next = after_month(lexemes, at);
        let next = next + usize::from(lexemes.is(next, &["the"]));
        let (day, next) = match ordinal_at(lexemes, next) {
            Some((day, next)) => (day, next),
            None => (lexemes.digits(next)?, next + 1),
        };
        let is_other = lexemes
            .is(next, &["%", "percent", "per", "million", "billion", "am", "pm", "a.m.", "p.m.", "people"]);
        let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day) && !is_other)?;
        return Some((number, day, next));
    }
    let at = at + usize::from(lexemes.is(at, &["the"]));
    let (day, next) = match ordinal_at(lexemes, at) {
        Some((day, next)) => (
            day,
            lexemes.after(next, &["of"]).or_else(|| lexemes.after(next, &["day", "of"])).unwrap_or(next),
        ),
        None => (lexemes.digits(at)?, at + 1),
    };
    let next = next + usize::from(lexemes.is(next, &["-"]) && lexemes.is_glued(next));
    let number = month(lexemes, next)?;
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    Some((number, day, after_month(lexemes, next)))
}

/// `, 2022` or `2022` after a date.
pub(crate) fn year_after(scene: &Scene<'_, '_>, at: usize) -> (Option<i16>, usize) {
    let next = at + usize::from(scene.lexemes.is(at, &[",", "-", "of"]));
    let is_clock = scene.lexemes.is(next + 1, &[":"]);
    match year_at(scene, next).filter(|_| !is_clock) {
        Some(year) => (Some(year), next + 1),
        None => (None, at),
    }
}

pub(crate) fn year_at(scene: &Scene<'_, '_>, at: usize) -> Option<i16> {
    let text = scene.lexemes.text(at);
    let is_unit =
        scene.lexemes.is_glued(at + 1) && scene.lexemes.is_word(at + 1) && !scene.lexemes.is(at + 1, &["s"]);
    let year: i16 = (text.len() == 4 && !is_unit).then(|| text.parse().ok()).flatten()?;
    (1000..2200).contains(&year).then_some(year)
}

/// `2025-02-18`, `18/02/2025`, `18.02.2025`: the day first, unless that cannot be.
fn numeric(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    if !lexemes.is_number(at) {
        return None;
    }
    let (parts, next) = match lexemes.text(at).split('.').collect::<Vec<_>>().as_slice() {
        [a, b, c] if c.len() == 4 => ([a.parse().ok()?, b.parse().ok()?, c.parse().ok()?], at + 1),
        [_] if lexemes.is(at + 1, &["-", "/"]) && lexemes.lower(at + 1) == lexemes.lower(at + 3) => {
            ([lexemes.digits(at)?, lexemes.digits(at + 2)?, lexemes.digits(at + 4)?], at + 5)
        }
        _ => return None,
    };
    if (at + 1..next).any(|at| !lexemes.is_glued(at)) {
        return None;
    }
    let (year, a, b) = match parts {
        [year @ 1000..2200, a, b] => (year, a, b),
        [b, a, year @ 1000..2200] if a > 12 => (year, b, a),
        [b, a, year @ 1000..2200] => (year, a, b),
        _ => return None,
    };
    let day = Date::new(i16::try_from(year).ok()?, i8::try_from(a).ok()?, i8::try_from(b).ok()?).ok()?;
    Some(Found::fixed("numeric-day", next, TimeKind::Date, day.to_string()))
}

/// A month, with its year or without, and `early`, `mid-` or `late` before it.
pub(crate) fn calendar_month(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let start = lexemes.after(at, &["the", "month", "of"]).unwrap_or_else(|| after_part_word(scene, at));
    let number = month(lexemes, start)?;
    if start == at && !is_month_not_word(scene, at) {
        return None;
    }
    let next = after_month(lexemes, start);
    if let (Some(year), next) = year_after(scene, next) {
        return Some(Found::fixed("calendar-month", next, TimeKind::Date, format!("{year}-{number:02}")));
    }
    if let Some((year, next)) = relative_year(scene, next) {
        return Some(Found::relative("calendar-month", next, TimeKind::Date, format!("{year}-{number:02}")));
    }
    if let Some((year, other)) = year_of_range(scene, next) {
        let year = if other < number { year - 1 } else { year };
        return Some(Found::fixed("calendar-month", next, TimeKind::Date, format!("{year}-{number:02}")));
    }
    let Some(anchor) = scene.anchor else {
        return Some(Found::relative("month", next, TimeKind::Date, format!("XXXX-{number:02}")));
    };
    let day = month_near(anchor, number, scene.tense(at, next))?;
    let value = format!("{:04}-{:02}", day.year(), day.month());
    Some(Found::relative("month", next, TimeKind::Date, value))
}

/// `March and November 2024`: the year and the second month of a range whose first month has none.
fn year_of_range(scene: &Scene<'_, '_>, at: usize) -> Option<(i16, i8)> {
    if !scene.lexemes.is(at, &["and", "to", "or", "-", "–", "until", "through"]) {
        return None;
    }
    let other = month(scene.lexemes, at + 1)?;
    let (year, _) = year_after(scene, after_month(scene.lexemes, at + 1));
    Some((year?, other))
}

/// `last year`, `this year`, `next year` after a month or a season.
pub(crate) fn relative_year(scene: &Scene<'_, '_>, at: usize) -> Option<(i16, usize)> {
    let lexemes = scene.lexemes;
    let at = at + usize::from(lexemes.is(at, &["of"]));
    if lexemes.lower(at + 1) != "year" {
        return None;
    }
    let offset = match lexemes.lower(at) {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    Some((scene.anchor?.year().checked_add(offset)?, at + 2))
}

/// The first position after `early`, `mid-` or `late`, `at` itself if none stands there.
fn after_part_word(scene: &Scene<'_, '_>, at: usize) -> usize {
    let lexemes = scene.lexemes;
    let has_article = usize::from(lexemes.is(at, &["the"]));
    match lexemes.lower(at + has_article) {
        "early" | "late" => {
            at + has_article + 1 + usize::from(lexemes.is(at + has_article + 1, &["in", "-"]))
        }
        "mid" => lexemes.skip_hyphen(at + has_article + 1),
        _ => lexemes
            .after(at, &["the", "end", "of"])
            .or_else(|| lexemes.after(at, &["the", "beginning", "of"]))
            .or_else(|| lexemes.after(at, &["the", "start", "of"]))
            .or_else(|| lexemes.after(at, &["the", "middle", "of"]))
            .unwrap_or(at),
    }
}

/// `May` and `March` are words too: alone they are months after a preposition or between months, or before a year.
fn is_month_not_word(scene: &Scene<'_, '_>, at: usize) -> bool {
    let lexemes = scene.lexemes;
    let word = lexemes.lower(at);
    let before = lexemes.before(at);
    let is_person = at > 0 && lexemes.is_capital(at - 1) && !matches!(before, "in" | "since" | "last" | "on");
    match word {
        "may" | "march" | "mar" | "dec" | "oct" | "jan" | "sep" | "jun" | "jul" | "may's" => {
            let is_led = matches!(
                before,
                "in" | "since"
                    | "until"
                    | "till"
                    | "by"
                    | "from"
                    | "of"
                    | "last"
                    | "next"
                    | "this"
                    | "to"
                    | "and"
                    | "or"
                    | "between"
                    | "through"
                    | "during"
                    | "before"
                    | "after"
                    | "early"
                    | "late"
                    | "mid"
                    | "every"
                    | "for"
                    | "-"
                    | "–"
            );
            is_led || year_at(scene, after_month(lexemes, at)).is_some()
        }
        "april" | "june" | "august" => !is_person || weekday(lexemes, at.saturating_sub(1)).is_some(),
        _ => true,
    }
}

/// A year alone, a decade, a century, a school year.
pub(crate) fn calendar_year(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let led = lexemes
        .after(at, &["the", "year"])
        .or_else(|| lexemes.after(at, &["fiscal"]))
        .unwrap_or_else(|| after_part_word(scene, at));
    if let Some(year) = year_at(scene, led) {
        let is_decade = lexemes.is(led + 1, &["s", "'s"]) && lexemes.is_glued(led + 1);
        if is_decade && year % 10 == 0 {
            return Some(Found::fixed("decade", led + 2, TimeKind::Date, format!("{:03}", year / 10)));
        }
        if is_decade || led == at && !is_year_not_count(scene, at) {
            return None;
        }
        return Some(Found::fixed("year", led + 1, TimeKind::Date, format!("{year:04}")));
    }
    let start = led + usize::from(lexemes.is(led, &["the"]));
    if let Some((n, next)) = ordinal_at(lexemes, start)
        && let Some(next) = lexemes.after(lexemes.skip_hyphen(next), &["century"])
        && n < 30
    {
        return Some(Found::fixed("century", next, TimeKind::Date, format!("{:02}", n.saturating_sub(1))));
    }
    None
}

/// Whether four digits are a year: between 1900 and 2100 or after a preposition of time, and counting nothing.
fn is_year_not_count(scene: &Scene<'_, '_>, at: usize) -> bool {
    let lexemes = scene.lexemes;
    let before = lexemes.before(at);
    let Some(year) = year_at(scene, at) else { return false };
    let is_led = matches!(
        before,
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "from"
            | "during"
            | "before"
            | "after"
            | "circa"
            | "to"
            | "through"
    );
    let is_counted = matches!(
        before,
        "than"
            | "about"
            | "some"
            | "nearly"
            | "almost"
            | "over"
            | "least"
            | "around"
            | "approximately"
            | "$"
            | "€"
            | "£"
            | "#"
            | "¥"
            | "/"
            | "+"
            | "no"
            | "no."
            | "number"
            | "another"
            | "only"
            | "those"
            | "these"
            | "least,"
    ) || lexemes.is(
        at + 1,
        &[
            "%", "percent", "people", "km", "metres", "meters", "euros", "dollars", "pounds", "votes", "/",
            "homes", "jobs", "troops", "soldiers", "feet", "miles",
        ],
    );
    let counts_plural = lexemes.is_word(at + 1)
        && !lexemes.is_capital(at + 1)
        && lexemes.lower(at + 1).ends_with('s')
        && !lexemes.is(
            at + 1,
            &["is", "was", "has", "as", "elections", "vs", "games", "finals", "olympics", "talks"],
        );
    if is_counted || (counts_plural && !is_led) {
        return false;
    }
    (1900..2100).contains(&year)
        || is_led && lexemes.is(at + 1, &[",", ".", ";", ")", "and", "to", "when", "the", "-"])
}

/// Of the years about the anchor the one in which the date is nearest: the past is preferred unless the clause is of the
/// future.
pub(crate) fn nearest_year(anchor: Date, tense: Tense, date: impl Fn(i16) -> Option<Date>) -> Option<Date> {
    let years = [anchor.year() - 1, anchor.year(), anchor.year() + 1];
    let cost = |day: Date| {
        let ahead = i64::from(anchor.until(day).map_or(0, |span| span.get_days()));
        match (tense, ahead >= 0) {
            (Tense::Future, true) | (Tense::Past | Tense::Unknown, false) => ahead.abs(),
            (Tense::Unknown, true) => ahead + ahead / 2,
            (Tense::Future | Tense::Past, _) => ahead.abs() * 3,
        }
    };
    years.into_iter().filter_map(date).min_by_key(|day| cost(*day))
}

/// How far ahead a month may lie that a clause in the past names: a month that far back would be named with its year.
const MONTHS_AHEAD_MAX: i8 = 2;

/// The first of the month with that number nearest in the direction of the tense; the anchor's own month counts.
pub(crate) fn month_near(anchor: Date, number: i8, tense: Tense) -> Option<Date> {
    let ahead = (number - anchor.month()).rem_euclid(12);
    let offset = match tense {
        Tense::Future => i32::from(ahead),
        // "did not rule out a pause in May", said in March.
        Tense::Past | Tense::Unknown if ahead <= MONTHS_AHEAD_MAX => i32::from(ahead),
        Tense::Past | Tense::Unknown => i32::from(ahead) - 12,
    };
    moved(anchor.first_of_month(), offset, Unit::Month)
}
