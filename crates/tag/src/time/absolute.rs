//! Dates with a name of their own: `Feb 16`, `the first of May`, `January 2015`, `2016`, `the 1990s`.

use copydesk_record::TimeKind;
use jiff::civil::Date;

use crate::number::ordinal_at;
use crate::time::calendar::moved;
use crate::time::lexicon::{Unit, after_month, month, weekday};
use crate::time::scene::{Found, Scene, Tense};
use crate::time::year::{nearest_year, relative_year, year_after, year_at, year_of_range};

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
    if let Some((year, next)) = relative_year(scene, next) {
        let day = Date::new(year, number, day).ok()?;
        return Some(Found::relative("calendar-day", next, TimeKind::Date, day.to_string()));
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
    // "in the six months to September" looks back, whatever was said of it.
    let is_span =
        lexemes.before(at) == "to" && at > 1 && lexemes.is(at - 2, &["months", "weeks", "quarters"]);
    let tense = if is_span { Tense::Past } else { scene.tense(at, next) };
    let day = month_near(anchor, number, tense)?;
    let value = format!("{:04}-{:02}", day.year(), day.month());
    Some(Found::relative("month", next, TimeKind::Date, value))
}

/// The first position after `early`, `mid-` or `late`, `at` itself if none stands there.
pub(crate) fn after_part_word(scene: &Scene<'_, '_>, at: usize) -> usize {
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
