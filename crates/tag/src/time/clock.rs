//! Times of day: `10pm on Monday`, `6:30 a.m. local time`, `two o'clock in the morning`, `noon`, `twenty to four`.

use copydesk_record::TimeKind;
use jiff::civil::Date;

use crate::number::number_at;
use crate::time::lexicon::{part_of_day, weekday};
use crate::time::relative::day_at;
use crate::time::scene::{Found, Scene, day_value};

/// A time of day, with the day where it is named beside it.
pub(crate) fn clock(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let start = after_nearness(scene, at);
    let read = reading(scene, start)?;
    let (part, next) = part_after(scene, read.next);
    let next = zone_after(scene, next);
    if let Some((number, next)) = every_weekday(scene, next) {
        let value = format!("XXXX-WXX-{number}T{:02}:{:02}", hour_of(&read, part), read.minute);
        return Some(Found::fixed("clock-of-weekday", next, TimeKind::Set, value));
    }
    let named = day_after(scene, next, part.is_some());
    let part = part.or(named.as_ref().and_then(|named| named.part));
    let (day, next) = match named {
        Some(named) => (named.date, named.next),
        // "has been running again since two o'clock" is said on the day of the article.
        None if scene.lexemes.before(start) == "since" => (scene.anchor, next),
        None => (day_of_hour(scene, hour_of(&read, part)), next),
    };
    let value = format!("{}T{:02}:{:02}", day_value(day), hour_of(&read, part), read.minute);
    Some(Found::relative("clock", next, TimeKind::Time, value))
}

/// The day that a time without one is told of: the paragraph's, and the next once it has told of its evening and goes on to the
/// small hours.
fn day_of_hour(scene: &Scene<'_, '_>, hour: u32) -> Option<Date> {
    const EVENING: u32 = 18;
    const FORENOON: u32 = 10;
    let day = scene.near.or(scene.anchor)?;
    let is_over = hour < FORENOON && scene.last_hour.is_some_and(|last| last >= EVENING);
    let next = day.tomorrow().ok().filter(|next| scene.anchor.is_none_or(|anchor| *next <= anchor));
    if is_over { next.or(Some(day)) } else { Some(day) }
}

/// The hour of twenty-four.
fn hour_of(read: &Reading, part: Option<&str>) -> u32 {
    match (read.is_exact, part) {
        (false, Some("NI")) if read.hour == 12 => 0,
        // `half past two at night` is before dawn, `ten at night` is not.
        (false, Some("NI")) if read.hour < 6 => read.hour,
        (false, Some("AF" | "EV" | "NI")) if read.hour < 12 => read.hour + 12,
        // Of a bare small hour the afternoon is meant: meetings end at twenty to four by day.
        (false, None) if (1..7).contains(&read.hour) => read.hour + 12,
        _ => read.hour,
    }
}

/// `Thursday at 11`, `Tuesday, May 17, at 7:00 p.m.`: a day with the time of day behind it.
pub(crate) fn day_then_clock(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let day = day_at(scene, at)?;
    let next = day.end + usize::from(lexemes.is(day.end, &[","]));
    let start = lexemes.after(next, &["at"])?;
    let plain_hour = || {
        let hour = lexemes.digits(start).filter(|hour| *hour < 24)?;
        let closes = !lexemes.is_word(start + 1) || lexemes.is(start + 1, &["and", "in", "for", "to"]);
        let is_count = lexemes.is_number(start + 1) || lexemes.is(start + 1, &["%", "-", "/", ":"]);
        (closes && !is_count).then_some(Reading { hour, minute: 0, is_exact: true, next: start + 1 })
    };
    let read = reading(scene, start).or_else(plain_hour)?;
    let (part, next) = part_after(scene, read.next);
    let next = zone_after(scene, next);
    let value = format!("{}T{:02}:{:02}", day.value.get(..10)?, hour_of(&read, part), read.minute);
    Some(Found::relative("day-and-clock", next, TimeKind::Time, value))
}

struct Reading {
    hour: u32,
    minute: u32,
    /// Whether it cannot be twelve hours later.
    is_exact: bool,
    next: usize,
}

/// `shortly after`, `just before`, `around`.
fn after_nearness(scene: &Scene<'_, '_>, at: usize) -> usize {
    let lexemes = scene.lexemes;
    let next = at + usize::from(lexemes.is(at, &["shortly", "just", "soon", "immediately"]));
    if next > at && lexemes.is(next, &["after", "before"]) {
        return next + 1;
    }
    // "at about 10 a.m.": what stands after a preposition goes with it.
    let is_led = matches!(lexemes.before(at), "at" | "since" | "until" | "by" | "from");
    if lexemes.is(at, &["around", "about", "nearly", "almost"]) && !is_led { at + 1 } else { at }
}

fn reading(scene: &Scene<'_, '_>, at: usize) -> Option<Reading> {
    let lexemes = scene.lexemes;
    let exact = |hour, minute, next| Some(Reading { hour, minute, is_exact: true, next });
    // `25 minutes past midnight`, `ten past noon`.
    if let Some((number, next)) = number_at(lexemes, at)
        && let Some(minute) = number.small().filter(|minute| *minute < 60)
        && let Some(next) = lexemes.after(next, &["minutes"]).or(Some(next))
        && let Some(next) = lexemes.after(next, &["past"]).or_else(|| lexemes.after(next, &["after"]))
    {
        match lexemes.lower(next) {
            "midnight" => return exact(0, minute, next + 1),
            "noon" => return exact(12, minute, next + 1),
            _ => {}
        }
    }
    match lexemes.lower(at) {
        "noon" | "midday" => return exact(12, 0, at + 1),
        "midnight" => return exact(0, 0, at + 1),
        _ => {}
    }
    if let Some(read) = spoken(scene, at) {
        return Some(read);
    }
    let (hour, minute, next, has_minutes) = digits(scene, at)?;
    if let Some((is_pm, next)) = half_of_day(scene, next) {
        let hour = match (hour, is_pm) {
            (12, false) => 0,
            (1..=11, true) => hour + 12,
            _ => hour,
        };
        return (hour < 24).then_some(Reading { hour, minute, is_exact: true, next });
    }
    if let Some(next) = lexemes.after(next, &["o'clock"]).filter(|_| !has_minutes) {
        return Some(Reading { hour, minute, is_exact: hour > 12, next });
    }
    if !has_minutes && (1..=12).contains(&hour) {
        let has_part = part_after(scene, next).0.is_some();
        return (has_part || is_bare_hour(scene, at, next)).then_some(Reading {
            hour,
            minute,
            is_exact: false,
            next,
        });
    }
    if has_minutes && (is_plain_clock(scene, at, next) || is_zoned(scene, at, next)) {
        return Some(Reading { hour, minute, is_exact: true, next });
    }
    None
}

fn is_zoned(scene: &Scene<'_, '_>, at: usize, next: usize) -> bool {
    zone_after(scene, next) > next
        || scene.lexemes.is(next, &["h", "hrs", "hours"]) && scene.lexemes.text(at).len() == 5
}

/// `10:30`; `at 22.15` that is no share, `22.15 on 8 April`, and the stamp `18.40` at the head of an entry.
fn is_plain_clock(scene: &Scene<'_, '_>, at: usize, next: usize) -> bool {
    let lexemes = scene.lexemes;
    if lexemes.text(at).contains(':') {
        return true;
    }
    let is_led = matches!(
        lexemes.before(at),
        "at" | "by" | "until" | "before" | "after" | "from" | "around" | "about" | "since"
    );
    let is_share = lexemes.is(
        next,
        &[
            "%",
            "percent",
            "percentage",
            "per",
            "pc",
            "million",
            "billion",
            "bn",
            "m",
            "points",
            "euros",
            "dollars",
            "to",
        ],
    );
    let is_stamp = at == 0
        && lexemes.text(at).len() == 5
        && (lexemes.is_capital(next) || lexemes.is(next, &["-", "–", "—", "|"]) || !lexemes.is_word(next));
    // "lost 0.8%, or 9.41, on Friday".
    let has_day = || !lexemes.is(next, &[","]) && day_after(scene, next, false).is_some();
    lexemes.text(at).contains('.')
        && !is_share
        && (is_stamp || has_day() || is_led && !lexemes.is_number(next) && !lexemes.is_number(next + 1))
}

/// `at six`: an hour in words after `at`, and nothing after it that it could count.
fn is_bare_hour(scene: &Scene<'_, '_>, at: usize, next: usize) -> bool {
    let lexemes = scene.lexemes;
    let is_led = matches!(lexemes.before(at), "at" | "until" | "till") && !lexemes.is_number(at);
    let is_day = lexemes.is(next, &["yesterday", "today", "tomorrow", "tonight", "on", "sharp"])
        || weekday(lexemes, next).is_some();
    is_led && (is_day || lexemes.is(next, &[".", ",", ";", ")"]))
}

/// Hour and minute in digits: `10`, `10:30`, `10.30`, `1600` before a zone.
fn digits(scene: &Scene<'_, '_>, at: usize) -> Option<(u32, u32, usize, bool)> {
    let lexemes = scene.lexemes;
    if !lexemes.is_number(at) {
        let (number, next) = number_at(lexemes, at)?;
        let hour = number.small().filter(|hour| (1..=12).contains(hour))?;
        return Some((hour, 0, next, false));
    }
    let text = lexemes.text(at);
    let (hour, minute, has_minutes) = match text.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 || minute.len() == 5 => {
            (hour.parse().ok()?, minute.get(..2)?.parse().ok()?, true)
        }
        None if text.len() == 4 => (text.get(..2)?.parse().ok()?, text.get(2..)?.parse().ok()?, true),
        None if text.len() <= 2 => (text.parse().ok()?, 0, false),
        _ => return None,
    };
    (hour < 24 && minute < 60).then_some((hour, minute, at + 1, has_minutes))
}

/// `am`, `p.m.`, `a m`: whether it is the second half of the day.
fn half_of_day(scene: &Scene<'_, '_>, at: usize) -> Option<(bool, usize)> {
    match scene.lexemes.lower(at) {
        "am" | "a.m." | "a.m" => Some((false, at + 1)),
        "pm" | "p.m." | "p.m" => Some((true, at + 1)),
        _ => None,
    }
}

/// `half past nine`, `a quarter to ten`, `twenty to four`.
fn spoken(scene: &Scene<'_, '_>, at: usize) -> Option<Reading> {
    let lexemes = scene.lexemes;
    let (minutes, next) = match lexemes.lower(at) {
        "half" => (30, at + 1),
        "quarter" => (15, at + 1),
        "a" if lexemes.lower(at + 1) == "quarter" => (15, at + 2),
        _ => {
            let (number, next) = number_at(lexemes, at)?;
            let minutes = number.small().filter(|n| matches!(n, 5 | 10 | 20 | 25))?;
            (minutes, next + usize::from(lexemes.is(next, &["minutes"])))
        }
    };
    let is_to = match lexemes.lower(next) {
        "past" => false,
        "to" if minutes != 30 => true,
        _ => return None,
    };
    let (number, next) = number_at(lexemes, next + 1)?;
    let hour = number.small().filter(|hour| (1..=12).contains(hour))?;
    // "from twenty to twelve people": what follows decides.
    if lexemes.is_word(next)
        && is_to
        && !lexemes
            .is(next, &["on", "in", "when", "that", "and", "as", "yesterday", "today", "o'clock", "by"])
        && weekday(lexemes, next).is_none()
    {
        return None;
    }
    let (hour, minute) = if is_to { ((hour + 11) % 12, 60 - minutes) } else { (hour % 12, minutes) };
    let hour = if hour == 0 { 12 } else { hour };
    let (hour, next, is_exact) = match half_of_day(scene, next) {
        Some((is_pm, next)) => (hour % 12 + if is_pm { 12 } else { 0 }, next, true),
        None => (hour, next, false),
    };
    Some(Reading { hour, minute, is_exact, next })
}

/// `in the morning`, `at night`.
fn part_after(scene: &Scene<'_, '_>, at: usize) -> (Option<&'static str>, usize) {
    let lexemes = scene.lexemes;
    let next = lexemes.after(at, &["in", "the"]).or_else(|| lexemes.after(at, &["at"]));
    match next.and_then(|next| Some((part_of_day(lexemes.lower(next))?, next + 1))) {
        Some((part, next)) => (Some(part), next),
        None => (None, at),
    }
}

/// `GMT`, `local time`, `Eastern Time`.
fn zone_after(scene: &Scene<'_, '_>, at: usize) -> usize {
    let lexemes = scene.lexemes;
    if let Some(next) = lexemes.after(at, &["local", "time"]) {
        return next;
    }
    // "at 06:00 hours tomorrow".
    if lexemes.is(at, &["hours", "hrs"]) && lexemes.text(at.wrapping_sub(1)).len() == 5 {
        return at + 1;
    }
    let is_zone = lexemes.is_capital(at)
        && lexemes.is(
            at,
            &[
                "gmt", "utc", "est", "edt", "cst", "cdt", "pst", "pdt", "et", "pt", "bst", "cet", "cest",
                "ist", "eat", "wat", "sast", "msk", "jst", "aest", "aedt", "hkt", "sgt", "myt",
            ],
        );
    if is_zone {
        return at + 1;
    }
    if lexemes.is_capital(at) && lexemes.is(at + 1, &["time"]) { at + 2 } else { at }
}

/// The day beside a time of day.
struct Day {
    date: Option<Date>,
    part: Option<&'static str>,
    next: usize,
}

/// `on Monday`, `Tuesday morning`, `yesterday`, `this morning`, `that night`, `of yesterday`, `on Feb. 3` after a time of day.
fn day_after(scene: &Scene<'_, '_>, at: usize, has_part: bool) -> Option<Day> {
    let lexemes = scene.lexemes;
    let next = at + usize::from(lexemes.is(at, &[","]));
    let next = next + usize::from(lexemes.is(next, &["on"]) || has_part && lexemes.is(next, &["of"]));
    let part = part_of_day(lexemes.lower(next + 1));
    let (day, found_part, next) = match (lexemes.lower(next), lexemes.lower(next + 1)) {
        ("this", _) if part.is_some() => (scene.anchor, part, next + 2),
        ("that", _) if part.is_some() => (scene.reference.or(scene.anchor), part, next + 2),
        ("the", "same") if lexemes.is(next + 2, &["day"]) => {
            (scene.reference.or(scene.anchor), None, next + 3)
        }
        ("tonight", _) => (scene.anchor, Some("NI"), next + 1),
        ("last", "night") => (scene.anchor.and_then(|day| day.yesterday().ok()), Some("NI"), next + 2),
        _ => {
            let found = day_at(scene, next)?;
            let day = found.value.get(..10).and_then(|day| day.parse().ok());
            match part_of_day(lexemes.lower(found.end)) {
                Some(part) => (day, Some(part), found.end + 1),
                None => (day, None, found.end),
            }
        }
    };
    Some(Day { date: day, part: found_part, next })
}

/// `every Monday` after a time of day: the number of the weekday.
fn every_weekday(scene: &Scene<'_, '_>, at: usize) -> Option<(i8, usize)> {
    if !scene.lexemes.is(at, &["every", "each"]) {
        return None;
    }
    let (number, _) = weekday(scene.lexemes, at + 1)?;
    Some((number, at + 2))
}
