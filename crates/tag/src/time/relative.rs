//! Times counted from another: `Sunday night`, `yesterday`, `last week`, `three weeks ago`, `nine days earlier`,
//! `earlier this month`, `now`.

use copydesk_record::TimeKind;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::number::number_at;
use crate::time::absolute::{calendar_day, month_near};
use crate::time::calendar::{moved, unit_value};
use crate::time::fiscal::year_before_results;
use crate::time::lexicon::{Unit, after_month, month, part_of_day, unit, weekday};
use crate::time::scene::{Found, NO_DAY, Scene, Tense, day_value, weekday_near};

/// A day by its weekday or by `today`, `yesterday`, `tomorrow`, or by its date: what may follow `10pm on`.
pub(crate) fn day_at(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    calendar_day(scene, at).or_else(|| day_word(scene, at)).or_else(|| plain_weekday(scene, at))
}

/// A weekday, with `last`, `next`, `this` before it.
fn plain_weekday(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let (lead, start) = match lexemes.lower(at) {
        lead @ ("last" | "next" | "this" | "past" | "coming") => (lead, at + 1),
        "that" if at > 0 => ("that", at + 1),
        "the" => match lexemes.lower(at + 1) {
            lead @ ("previous" | "following" | "past" | "coming" | "next" | "last") => (lead, at + 2),
            _ => return None,
        },
        _ => ("", at),
    };
    let (number, is_plural) = weekday(lexemes, start)?;
    if is_plural {
        return None;
    }
    let next = start + 1 + usize::from(lexemes.is(start + 1, &["."]) && lexemes.text(start).len() < 5);
    let Some(anchor) = scene.anchor else { return Some(Found::day("weekday", next, None)) };
    let day = match lead {
        "last" | "past" => anchor.yesterday().ok().and_then(|day| weekday_near(day, number, Tense::Past)),
        "next" | "coming" => anchor.tomorrow().ok().and_then(|day| weekday_near(day, number, Tense::Future)),
        "that" => scene.reference.and_then(|day| weekday_near(day, number, Tense::Past)),
        // "Monday week": a week behind the next one.
        _ if lexemes.is(next, &["week"]) && !lexemes.is(next + 1, &["-"]) => {
            let day = weekday_near(anchor, number, Tense::Future)?.checked_add(7.days()).ok();
            return Some(Found::day("weekday", next + 1, day));
        }
        "previous" => {
            scene.reference?.yesterday().ok().and_then(|day| weekday_near(day, number, Tense::Past))
        }
        "following" => {
            scene.reference?.tomorrow().ok().and_then(|day| weekday_near(day, number, Tense::Future))
        }
        "this" => weekday_near(
            anchor,
            number,
            if scene.tense(at, next) == Tense::Past { Tense::Past } else { Tense::Future },
        ),
        _ => match (scene.tense(at, next), scene.weekday) {
            // "It will be gone by Sunday. Sunday!"
            (Tense::Unknown, Some((same, day))) if same == number => Some(day),
            (tense, _) => weekday_near(anchor, number, tense),
        },
    };
    Some(Found::day("weekday", next, day))
}

/// A weekday or day word with a part of the day: `Sunday night`, `early on Monday`, `late Friday`, `yesterday evening`,
/// `the night of Sunday`, `this morning`, `last night`.
pub(crate) fn part_of_a_day(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let time = |end, day: Option<Date>, part: &str| {
        Some(Found::relative("part-of-day", end, TimeKind::Time, format!("{}T{part}", day_value(day))))
    };
    match (lexemes.lower(at), lexemes.lower(at + 1)) {
        ("tonight", _) => return time(at + 1, scene.anchor, "NI"),
        ("overnight", _) => return time(at + 1, scene.anchor.and_then(|day| day.yesterday().ok()), "NI"),
        ("last", "night") => return time(at + 2, scene.anchor.and_then(|day| day.yesterday().ok()), "NI"),
        ("last", "evening") => return time(at + 2, scene.anchor.and_then(|day| day.yesterday().ok()), "EV"),
        ("this", word) => {
            if let Some(part) = part_of_day(word) {
                return time(at + 2, scene.anchor, part);
            }
        }
        ("that", word) => {
            if let Some(part) = part_of_day(word) {
                return time(at + 2, scene.reference.or(scene.anchor), part);
            }
        }
        _ => {}
    }
    let (lead, start) = lead_of_part(scene, at);
    let start = start + usize::from(lead.is_some() && lexemes.is(start, &["on"]));
    if let Some(part) = lead.filter(|_| matches!(lexemes.before(start), "of"))
        && let Some(found) = day_at(scene, start)
    {
        return time(found.end, day_of(&found), part);
    }
    let found = day_at(scene, start)?;
    let day = day_of(&found);
    let (end, part) = match part_of_day(lexemes.lower(found.end)) {
        Some(part) => (found.end + 1, part),
        None => (found.end, lead?),
    };
    time(end, day, part)
}

/// `early`, `late`, `the night of`, `the early hours of`: the part of the day, and where the day follows.
fn lead_of_part(scene: &Scene<'_, '_>, at: usize) -> (Option<&'static str>, usize) {
    let lexemes = scene.lexemes;
    let hours = ["early", "small"].iter().find_map(|word| lexemes.after(at, &["the", word, "hours", "of"]));
    if let Some(next) = hours {
        return (Some("MO"), next);
    }
    match lexemes.lower(at) {
        "early" => (Some("MO"), at + 1),
        "late" => (Some("NI"), at + 1),
        _ => {
            let start = at + usize::from(lexemes.is(at, &["the"]));
            let part = part_of_day(lexemes.lower(start)).filter(|_| lexemes.lower(start + 1) == "of");
            if part.is_some() { (part, start + 2) } else { (None, at) }
        }
    }
}

fn day_of(found: &Found) -> Option<Date> {
    found.value.get(..10).and_then(|day| day.parse().ok())
}

/// A weekday on its own.
pub(crate) fn weekday_rule(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    plain_weekday(scene, at)
}

/// `today`, `yesterday`, `tomorrow`, `the day before yesterday`, `the next day`.
pub(crate) fn day_word(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let from = |base: Option<Date>, n: i64| base.and_then(|day| day.checked_add(n.days()).ok());
    let anchor = scene.anchor;
    let reference = scene.reference.or(anchor);
    let found = |end, day| Some(Found::day("day-word", end, day));
    match lexemes.lower(at) {
        "today" | "today's" => found(at + 1, anchor),
        "yesterday" | "yesterday's" => found(at + 1, from(anchor, -1)),
        "tomorrow" | "tomorrow's" => found(at + 1, from(anchor, 1)),
        "the" => {
            if let Some(next) = lexemes.after(at, &["the", "day", "before", "yesterday"]) {
                return found(next, from(anchor, -2));
            }
            if let Some(next) = lexemes.after(at, &["the", "day", "after", "tomorrow"]) {
                return found(next, from(anchor, 2));
            }
            for (words, n) in [
                (["the", "next", "day"], 1),
                (["the", "following", "day"], 1),
                (["the", "same", "day"], 0),
                (["the", "previous", "day"], -1),
                (["the", "day", "before"], -1),
                (["the", "day", "after"], 1),
            ] {
                let next = lexemes.after(at, &words);
                let Some(next) = next else { continue };
                // "the day after the vote" is counted from an event.
                if matches!(words, ["the", "day", _]) && lexemes.is_word(next) {
                    return None;
                }
                return found(next, from(reference, n));
            }
            None
        }
        "that" if lexemes.lower(at + 1) == "day" => found(at + 2, reference),
        _ => None,
    }
}

/// `last week`, `next month`, `this year`, `earlier this month`, `early next year`, `the coming weeks`, `last August`.
pub(crate) fn last_next(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let mut start = at;
    if lexemes.is(at, &["earlier", "later", "early", "late", "sometime", "mid"]) {
        start = lexemes.skip_hyphen(at + 1);
        start += usize::from(lexemes.is(start, &["in"]) && lexemes.is(start + 1, &["the"]));
    } else if let Some(next) = ["end", "start", "beginning", "middle"]
        .iter()
        .find_map(|part| lexemes.after(at, &["the", part, "of"]))
    {
        start = next;
    }
    let is_part = start > at;
    let (offset, start) = match (lexemes.lower(start), lexemes.lower(start + 1)) {
        ("last" | "past", _) => (-1, start + 1),
        ("this" | "current" | "that", _) | ("the", "weekend") => (0, start + 1),
        ("next" | "coming", _) => (1, start + 1),
        ("the", "last" | "past" | "previous") => (-1, start + 2),
        ("the", "next" | "coming" | "following") => (1, start + 2),
        ("the", "current" | "same") => (0, start + 2),
        ("the", "year" | "month" | "week" | "decade" | "century") if is_part => (0, start + 1),
        _ => return None,
    };
    let is_that = lexemes.lower(start - 1) == "that"
        || matches!(lexemes.lower(start - 1), "following" | "same" | "previous");
    let base = if is_that { scene.reference.or(scene.anchor) } else { scene.anchor };
    if let Some(number) = month(lexemes, start) {
        return last_month_named(scene, (at, start), number, offset);
    }
    // "last week's flood".
    let (unit, is_plural) = unit(lexemes.lower(start).trim_end_matches("'s"))?;
    let end = start + 1;
    // "the past year" lasts until now; "last night" and "this day" have rules of their own.
    let is_span =
        lexemes.is(start - 1, &["past", "coming"]) && lexemes.lower(start.saturating_sub(2)) == "the";
    if unit < Unit::Day || matches!(unit, Unit::Season | Unit::Fortnight) {
        return None;
    }
    if is_plural {
        let value = if offset < 0 { "PAST_REF" } else { "FUTURE_REF" };
        return (offset != 0 && unit > Unit::Day || is_span)
            .then(|| Found::fixed("coming-units", end, TimeKind::Date, value));
    }
    // "that year" is the one last spoken of, with or without a day.
    if unit == Unit::Year
        && lexemes.lower(start - 1) == "that"
        && let Some(year) = scene.year
    {
        return Some(Found::relative("last-next", end, TimeKind::Date, format!("{year:04}")));
    }
    let offset = if unit == Unit::Weekend { weekend_offset(scene, (at, start), offset) } else { offset };
    if unit == Unit::Day && offset == 0 && !is_that {
        return None;
    }
    let Some(base) = base else {
        return Some(Found::relative("last-next", end, TimeKind::Date, unknown_value(unit)));
    };
    let day = moved(base, offset, unit)?;
    Some(Found::relative("last-next", end, TimeKind::Date, unit_value(day, unit)))
}

/// The weekend just past is `last weekend` and, in the past tense, `the weekend`.
fn weekend_offset(scene: &Scene<'_, '_>, (at, start): (usize, usize), offset: i32) -> i32 {
    let Some(anchor) = scene.anchor else { return offset };
    let is_weekend_now = anchor.weekday().to_monday_one_offset() >= 6;
    let lead = scene.lexemes.lower(start.saturating_sub(1));
    let is_past = scene.tense(at, start + 1) == Tense::Past;
    match lead {
        "last" if is_weekend_now => -1,
        "last" | "past" => -1,
        "next" | "coming" => i32::from(is_weekend_now || lead == "next"),
        _ if is_past && !is_weekend_now => -1,
        _ => 0,
    }
}

/// `last August`: the one before this month; `next March`, `this June`.
fn last_month_named(
    scene: &Scene<'_, '_>,
    (at, start): (usize, usize),
    number: i8,
    offset: i32,
) -> Option<Found> {
    let end = after_month(scene.lexemes, start);
    let anchor = scene.anchor?;
    let day = match offset {
        -1 => month_near(moved(anchor.first_of_month(), -1, Unit::Month)?, number, Tense::Past)?,
        1 => month_near(moved(anchor.first_of_month(), 1, Unit::Month)?, number, Tense::Future)?,
        _ => month_near(anchor, number, scene.tense(at, end))?,
    };
    Some(Found::relative("last-month-named", end, TimeKind::Date, unit_value(day, Unit::Month)))
}

/// `three weeks ago`, `nine days earlier`, `two months later`, `a year on`.
pub(crate) fn ago(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let mut start =
        at + usize::from(lexemes.is(at, &["about", "almost", "nearly", "around", "roughly", "some", "over"]));
    start = lexemes
        .after(at, &["more", "than"])
        .or_else(|| lexemes.after(at, &["less", "than"]))
        .or_else(|| lexemes.after(at, &["just", "over"]))
        .unwrap_or(start);
    start += usize::from(lexemes.is(at, &["just", "only", "barely"]) && start == at);
    let (n, next) = count_at(scene, start)?;
    let next = lexemes.skip_hyphen(next);
    let (unit, _) = unit(lexemes.lower(next))?;
    let (direction, is_counted_from_now) = match lexemes.lower(next + 1) {
        "ago" => (-1, true),
        "earlier" | "before" | "previously" => (-1, false),
        "later" | "afterwards" | "afterward" | "after" => (1, false),
        _ => return None,
    };
    // "ten minutes later" is told as a length: no day follows from it.
    if unit.is_clock() && !is_counted_from_now {
        return None;
    }
    let word = lexemes.lower(next + 1);
    // "two days before the vote" is a duration counted from an event.
    let ends_clause = !lexemes.is_word(next + 2)
        || lexemes.is(next + 2, &["in", "when", "at", "on", "that", "and", "but", "as", "by", "with", "to"]);
    if matches!(word, "before" | "after") && !ends_clause {
        return None;
    }
    let end = next + 2;
    let Some(n) = n else {
        let value = if direction < 0 { "PAST_REF" } else { "FUTURE_REF" };
        return Some(Found::fixed("ago", end, TimeKind::Date, value));
    };
    let base = if is_counted_from_now { scene.anchor } else { scene.reference.or(scene.anchor) };
    let of_quarter =
        if n == 1 && unit == Unit::Year && direction < 0 { year_before_results(scene) } else { None };
    // "founded in 2003, it moved four years later" is counted from the year, whatever day was told of before.
    let told_year = scene.year.filter(|year| {
        unit == Unit::Year && !is_counted_from_now && base.is_none_or(|base| base.year() != *year)
    });
    let value = match base {
        _ if of_quarter.is_some() => of_quarter.unwrap_or_default(),
        _ if told_year.is_some() => {
            let n = i16::try_from(direction * n).ok()?;
            format!("{:04}", told_year?.checked_add(n)?)
        }
        None => unknown_value(unit).to_owned(),
        Some(base) if unit.is_clock() => base.to_string(),
        Some(base) => {
            let day = moved(base, direction * n, unit)?;
            // "two decades ago" is a year, not a decade, and "three weeks ago" a day.
            let precision = match unit {
                Unit::Decade => Unit::Year,
                Unit::Week => Unit::Day,
                other => other,
            };
            unit_value(day, precision)
        }
    };
    let kind = if unit.is_clock() { TimeKind::Time } else { TimeKind::Date };
    Some(Found::relative("ago", end, kind, value))
}

/// A whole number or an article; `None` inside for `several`, `a few`, and none at all.
fn count_at(scene: &Scene<'_, '_>, at: usize) -> Option<(Option<i32>, usize)> {
    let lexemes = scene.lexemes;
    if let Some((number, next)) = number_at(lexemes, at) {
        return Some((number.small().and_then(|n| i32::try_from(n).ok()), next));
    }
    match (lexemes.lower(at), lexemes.lower(at + 1)) {
        ("a", "few") => Some((None, at + 2)),
        ("a", "couple") => Some((Some(2), at + 2 + usize::from(lexemes.is(at + 2, &["of"])))),
        ("a" | "an", _) => Some((Some(1), at + 1)),
        ("several" | "some" | "many", _) => Some((None, at + 1)),
        (word, _) => unit(word).filter(|(_, is_plural)| *is_plural).map(|_| (None, at)),
    }
}

/// Times without a date of their own: `now`, `recently`, `the future`.
pub(crate) fn vague(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let (end, value) = match lexemes.lower(at) {
        "recently" => (at + 1, "PAST_REF"),
        "currently" | "now" => (at + 1, "PRESENT_REF"),
        "the" => {
            if let Some(next) = lexemes.after(at, &["the", "future"]) {
                (next, "FUTURE_REF")
            } else if let Some(next) = lexemes.after(at, &["the", "near", "future"]) {
                (next, "FUTURE_REF")
            } else {
                return None;
            }
        }
        "recent" if unit(lexemes.lower(at + 1)).is_some_and(|(_, is_plural)| is_plural) => {
            (at + 2, "PAST_REF")
        }
        _ => return None,
    };
    Some(Found::fixed("vague", end, TimeKind::Date, value))
}

/// The value of a time of which its length is all that is known.
fn unknown_value(unit: Unit) -> &'static str {
    match unit {
        Unit::Week => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year | Unit::Decade | Unit::Century => "XXXX",
        _ => NO_DAY,
    }
}
