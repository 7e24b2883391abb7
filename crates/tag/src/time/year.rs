//! Years: alone, after a date or a month, of a decade or a century, and the one that is nearest.

use copydesk_record::TimeKind;
use jiff::civil::Date;

use crate::number::{number_at, ordinal_at};
use crate::time::absolute::after_part_word;
use crate::time::lexicon::{after_month, month};
use crate::time::scene::{Found, Scene, Tense};

/// `, 2022` or `2022` after a date.
pub(crate) fn year_after(scene: &Scene<'_, '_>, at: usize) -> (Option<i16>, usize) {
    let next = at + usize::from(scene.lexemes.is(at, &[",", "-", "of"]));
    let is_clock = scene.lexemes.is(next + 1, &[":"]);
    if let Some(year) = year_at(scene, next).filter(|_| !is_clock) {
        return (Some(year), next + 1);
    }
    let spelled = spelled_year(scene, next);
    (spelled.map(|(year, _)| year), spelled.map_or(at, |(_, next)| next))
}

/// `nineteen ninety-six`, `twenty twenty-four`; `two thousand` behind `the year`: the year and the position behind it.
fn spelled_year(scene: &Scene<'_, '_>, at: usize) -> Option<(i16, usize)> {
    let lexemes = scene.lexemes;
    let century = match lexemes.lower(at) {
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "two" if lexemes.before(at) == "year" => {
            let (number, next) = number_at(lexemes, at)?;
            let year = number.small().and_then(|year| i16::try_from(year).ok());
            return Some((year.filter(|year| (2000..2100).contains(year))?, next));
        }
        _ => return None,
    };
    let (number, next) = number_at(lexemes, at + 1).filter(|_| lexemes.is_word(at + 1))?;
    let rest =
        number.small().and_then(|rest| i16::try_from(rest).ok()).filter(|rest| (10..100).contains(rest))?;
    Some((century * 100 + rest, next))
}

pub(crate) fn year_at(scene: &Scene<'_, '_>, at: usize) -> Option<i16> {
    let text = scene.lexemes.text(at);
    let is_unit =
        scene.lexemes.is_glued(at + 1) && scene.lexemes.is_word(at + 1) && !scene.lexemes.is(at + 1, &["s"]);
    let year: i16 = (text.len() == 4 && !is_unit).then(|| text.parse().ok()).flatten()?;
    (1000..2200).contains(&year).then_some(year)
}

/// `March and November 2024`: the year and the second month of a range whose first month has none.
pub(crate) fn year_of_range(scene: &Scene<'_, '_>, at: usize) -> Option<(i16, i8)> {
    if !scene.lexemes.is(at, &["and", "to", "or", "-", "–", "until", "through"]) {
        return None;
    }
    let other = month(scene.lexemes, at + 1)?;
    let (year, _) = year_after(scene, after_month(scene.lexemes, at + 1));
    Some((year?, other))
}

/// `last year`, `this year`, `next year`, `of that year` after a date, a month or a season.
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
        "that" if lexemes.before(at) == "of" => return Some((scene.year?, at + 2)),
        _ => return None,
    };
    Some((scene.anchor?.year().checked_add(offset)?, at + 2))
}

/// A year alone, a decade, a century, a school year.
pub(crate) fn calendar_year(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    // "the 1970s".
    let led = lexemes
        .after(at, &["the"])
        .filter(|&next| lexemes.is(next + 1, &["s", "'s"]) && lexemes.is_glued(next + 1))
        .or_else(|| lexemes.after(at, &["the", "year"]))
        .or_else(|| lexemes.after(at, &["fiscal"]))
        .unwrap_or_else(|| after_part_word(scene, at));
    if let Some(year) = lexemes.digits(at).filter(|year| (1..10_000).contains(year))
        && is_before_christ(scene, at + 1)
    {
        return Some(Found::fixed("year", at + 2, TimeKind::Date, format!("BC{year:04}")));
    }
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
    if let Some((year, next)) = spelled_year(scene, led) {
        return Some(Found::fixed("year", next, TimeKind::Date, format!("{year:04}")));
    }
    if let Some((decade, next)) = spelled_decade(scene, at) {
        return Some(Found::fixed("decade", next, TimeKind::Date, decade));
    }
    let start = led + usize::from(lexemes.is(led, &["the"]));
    if let Some((n, next)) = ordinal_at(lexemes, start)
        && let Some(next) = lexemes.after(lexemes.skip_hyphen(next), &["century"])
        && n < 30
    {
        if is_before_christ(scene, next) {
            let value = format!("BC{:02}", n.saturating_sub(1));
            return Some(Found::fixed("century", next + 1, TimeKind::Date, value));
        }
        return Some(Found::fixed("century", next, TimeKind::Date, format!("{:02}", n.saturating_sub(1))));
    }
    None
}

/// `the nineties`, `the early sixties`: a decade of the twentieth century.
fn spelled_decade(scene: &Scene<'_, '_>, at: usize) -> Option<(String, usize)> {
    const DECADES: [&str; 8] =
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    let start = scene.lexemes.after(at, &["the"])?;
    // "a percentage in the mid-twenties" is none.
    let start = start + usize::from(scene.lexemes.is(start, &["early", "late"]));
    let decade = (2..).zip(DECADES).find(|(_, word)| scene.lexemes.lower(start) == *word)?.0;
    Some((format!("19{decade}"), start + 1))
}

/// Whether four digits are a year: between 1900 and 2100 or after a preposition of time, and counting nothing.
pub(crate) fn is_year_not_count(scene: &Scene<'_, '_>, at: usize) -> bool {
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

fn is_before_christ(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.lexemes.is(at, &["bc", "b.c.", "b.c", "bce"]) && scene.lexemes.is_capital(at)
}
