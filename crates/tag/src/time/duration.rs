//! Lengths of time and what repeats: `two days`, `72-hour`, `almost a year`, `the past two weeks`, `every Thursday`.

use copydesk_record::TimeKind;
use jiff::ToSpan;

use crate::number::number_at;
use crate::time::lexicon::{
    APPROXIMATE, APPROXIMATE_PHRASES, Unit, after_month, month, part_of_day, unit, weekday,
};
use crate::time::relative::day_at;
use crate::time::scene::{Found, Scene, Tense, day_value};

/// What a part of the day is said of, that then is no time: `the night guard`, `by night bus`.
const OF_THE_NIGHT: &[&str] = &[
    "bus",
    "train",
    "shift",
    "sky",
    "boat",
    "ferry",
    "flight",
    "raid",
    "raids",
    "patrol",
    "market",
    "club",
    "watch",
    "papers",
    "news",
    "session",
    "guard",
    "guards",
    "watchman",
    "nurse",
    "nurses",
    "porter",
    "editor",
    "manager",
    "tram",
    "rush",
    "hours",
    "prayer",
    "prayers",
    "edition",
    "programme",
    "show",
];

/// What may stand between the number and the unit of a length of time.
const OF_THE_UNIT: &[&str] = &[
    "more",
    "additional",
    "further",
    "extra",
    "full",
    "whole",
    "straight",
    "consecutive",
    "long",
    "trading",
    "working",
    "business",
    "school",
    "calendar",
    "successive",
];

/// Words before `one day` where it is a length: `within one day`, but `he will one day sail`.
const ONE_DAY: &[&str] =
    &["in", "just", "only", "for", "by", "within", "after", "than", "least", "over", "lasted", "last", "of"];

/// Words behind `one-day` that make it a kind of match.
const MATCHES: &[&str] =
    &["international", "internationals", "series", "match", "matches", "cricket", "game", "side", "cup"];

/// A length of time.
pub(crate) fn duration(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let start = after_approximation(scene, at);
    let led = after_lead(scene, at, start);
    let start = led.unwrap_or(start);
    if lexemes.is(at, &["the"]) && lexemes.before(at) == "within" && lexemes.is(at + 1, &["hour"]) {
        return Some(Found::fixed("duration", at + 2, TimeKind::Duration, "PT1H"));
    }
    let (count, next) = count_at(scene, start, led.is_some() || start > at)?;
    // "20 more years", "an additional year", "eight trading days".
    let next = next + usize::from(lexemes.is(next, OF_THE_UNIT) && !lexemes.is(next + 1, &["than", "-"]));
    let next = lexemes.skip_hyphen(next);
    let (unit, is_plural) = unit(lexemes.lower(next))?;
    if unit == Unit::Season || unit == Unit::Quarter && !is_plural {
        return None;
    }
    if count == "1" && unit == Unit::Second || is_some_day(scene, start, next) {
        return None;
    }
    let mut end = next + 1;
    // "300 fewer than a year ago" are fewer than then.
    if start > at
        && lexemes.is(at, &["fewer", "less", "more"])
        && lexemes.is(end, &["ago", "earlier", "before"])
    {
        return None;
    }
    let mut count = count;
    if let Some(next) = lexemes.after(end, &["and", "a", "half"]) {
        end = next;
        // "three days and a half"; "a year and a half" is told in months elsewhere.
        if count.len() < 3 && count.bytes().all(|b| b.is_ascii_digit()) && lexemes.is_word(start) {
            count.push_str(".5");
        }
    }
    // "by 0.07 seconds": a margin, no time that passes.
    if unit == Unit::Second && count.contains('.') {
        return None;
    }
    let hyphen = lexemes.skip_hyphen(end);
    // "a 23-year-old", "six years old": ages are no lengths of time.
    if lexemes.is(hyphen, &["old", "olds"]) {
        return None;
    }
    if hyphen > end && lexemes.is(hyphen, &["long"]) {
        // "an hour-long talk": the article belongs to the talk.
        if lexemes.is(start, &["a", "an"]) {
            return None;
        }
        end = hyphen + 1;
    }
    if let Some((n, next)) = smaller_part(scene, end, unit) {
        let value = match unit {
            Unit::Hour => format!("PT{count}H{n}M"),
            _ => format!("P{count}Y{n}M"),
        };
        return Some(Found::fixed("duration", next, TimeKind::Duration, value));
    }
    // What is told in halves is counted in the next smaller unit: "an hour and a half" is PT1H30M, 1.5 hours are PT1.5H.
    let in_halves = count
        .strip_suffix(".5")
        .filter(|_| lexemes.is(next - 1, &["half"]) || lexemes.is(end - 1, &["half"]));
    let value = length_value(&count, in_halves, unit);
    Some(Found::fixed("duration", end, TimeKind::Duration, value))
}

/// `one day` as a turn of phrase, and `the one-day series`; `within one day` is a length.
fn is_some_day(scene: &Scene<'_, '_>, start: usize, next: usize) -> bool {
    let lexemes = scene.lexemes;
    lexemes.is(start, &["one"])
        && lexemes.is(next, &["day"])
        && !lexemes.is(next + 1, &["of", "after", "before"])
        && (start == 0 || !lexemes.is(start - 1, ONE_DAY))
        && (next == start + 1 || lexemes.is(next + 1, MATCHES))
}

/// The value of so many units; `in_halves` is the whole number before `and a half`.
fn length_value(count: &str, in_halves: Option<&str>, unit: Unit) -> String {
    match (in_halves, count, unit) {
        (_, "0.5", Unit::Hour) => "PT30M".to_owned(),
        (_, "0.5", Unit::Year) => "P6M".to_owned(),
        (Some(whole), _, Unit::Hour) => format!("PT{whole}H30M"),
        (Some(whole), _, Unit::Minute) => format!("PT{whole}M30S"),
        (Some(whole), _, Unit::Year) => format!("P{whole}Y6M"),
        _ => unit.duration(count),
    }
}

/// The first position after `the past`, `the next`, `last`.
fn after_lead(scene: &Scene<'_, '_>, at: usize, start: usize) -> Option<usize> {
    let lexemes = scene.lexemes;
    if !lexemes.is(start, &["the", "last", "next", "past"]) {
        return None;
    }
    // "the emergency will last two weeks".
    let will_last =
        matches!(lexemes.before(at), "will" | "to" | "would" | "could" | "may" | "might" | "can" | "should");
    lexemes
        .after(start, &["the", "past"])
        .or_else(|| lexemes.after(start, &["the", "last"]))
        .or_else(|| lexemes.after(start, &["the", "next"]))
        .or_else(|| lexemes.after(start, &["the", "coming"]))
        .or_else(|| lexemes.after(start, &["the", "first"]))
        .or_else(|| lexemes.after(start, &["the", "following"]))
        .or_else(|| lexemes.after(start, &["the", "previous"]))
        .or_else(|| lexemes.after(start, &["last"]).filter(|_| !will_last))
        .or_else(|| lexemes.after(start, &["next"]))
        .or_else(|| lexemes.after(start, &["past"]))
}

/// `and 35 minutes` after hours, `and six months` after years: how many, and the position behind.
fn smaller_part(scene: &Scene<'_, '_>, at: usize, whole: Unit) -> Option<(u32, usize)> {
    let next = scene.lexemes.after(at, &["and"]).unwrap_or(at);
    let (number, next) = number_at(scene.lexemes, next)?;
    let (part, _) = unit(scene.lexemes.lower(next))?;
    let fits = matches!((whole, part), (Unit::Hour, Unit::Minute) | (Unit::Year, Unit::Month));
    let n = number.small().filter(|_| fits)?;
    Some((n, next + 1))
}

/// The number of units: digits, words, an article, `X` for what is not told.
fn count_at(scene: &Scene<'_, '_>, at: usize, is_led: bool) -> Option<(String, usize)> {
    let lexemes = scene.lexemes;
    if let Some((number, next)) = number_at(lexemes, at) {
        return Some((number.decimal(), next));
    }
    match (lexemes.lower(at), lexemes.lower(at + 1)) {
        ("a", "few") => Some(("X".to_owned(), at + 2)),
        ("a", "couple") => Some(("2".to_owned(), at + 2 + usize::from(lexemes.is(at + 2, &["of"])))),
        ("a", "single") => Some(("1".to_owned(), at + 2)),
        ("a" | "an", _) => Some(("1".to_owned(), at + 1)),
        ("half", "a" | "an") => Some(("0.5".to_owned(), at + 2)),
        ("several" | "many" | "few", _) => Some(("X".to_owned(), at + 1)),
        (word, next) => {
            let (found, is_plural) = unit(word)?;
            if found == Unit::Fortnight && is_led && !is_plural {
                return Some(("1".to_owned(), at));
            }
            let is_compound = lexemes.skip_hyphen(at + 1) > at + 1 && lexemes.is(at + 2, &["long"]);
            if is_compound {
                return Some(("1".to_owned(), at));
            }
            let is_bare = is_plural
                && found != Unit::Second
                && (is_led
                    || matches!(
                        lexemes.before(at),
                        "for"
                            | "within"
                            | "in"
                            | "after"
                            | "over"
                            | "took"
                            | "take"
                            | "lasted"
                            | "last"
                            | "of"
                    )
                    || matches!(next, "of" | "later" | "before" | "after"));
            (is_bare && found != Unit::Weekend).then(|| ("X".to_owned(), at))
        }
    }
}

/// The first position after `about`, `more than`, `at least`.
fn after_approximation(scene: &Scene<'_, '_>, at: usize) -> usize {
    let first = scene.lexemes.lower(at);
    let phrases = APPROXIMATE_PHRASES.iter().filter(|words| words.first() == Some(&first));
    let phrase = phrases.filter_map(|words| scene.lexemes.after(at, words)).max();
    phrase.unwrap_or_else(|| at + usize::from(scene.lexemes.is(at, APPROXIMATE)))
}

/// What repeats: `every day`, `each year`, `daily`, `Mondays`, `every Thursday`, `twice a week`.
pub(crate) fn set(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let found = |end, value: String| Some(Found::fixed("set", end, TimeKind::Set, value));
    match lexemes.lower(at) {
        "every" | "each" => {
            if let Some((number, _)) = weekday(lexemes, at + 1) {
                let end = at + 2 + usize::from(part_of_day(lexemes.lower(at + 2)).is_some());
                return found(end, format!("XXXX-WXX-{number}"));
            }
            if let Some(part) = part_of_day(lexemes.lower(at + 1)) {
                return found(at + 2, format!("XXXX-XX-XXT{part}"));
            }
            if let Some(number) = month(lexemes, at + 1) {
                return found(after_month(lexemes, at + 1), format!("XXXX-{number:02}"));
            }
            let (count, next) = count_at(scene, at + 1, true)
                .filter(|(count, _)| count != "X")
                .unwrap_or_else(|| ("1".to_owned(), at + 1));
            let (unit, _) =
                unit(lexemes.lower(next)).filter(|(unit, _)| !matches!(unit, Unit::Second | Unit::Season))?;
            found(next + 1, unit.duration(&count))
        }
        "once" | "twice" => {
            let next = lexemes.after(at + 1, &["a"]).or_else(|| lexemes.after(at + 1, &["every"]))?;
            let (unit, _) = unit(lexemes.lower(next))?;
            found(next + 1, unit.duration("1"))
        }
        "weekdays" => found(at + 1, "XXXX-WXX".to_owned()),
        "weekends" => found(at + 1, "XXXX-WXX-WE".to_owned()),
        // "Cedar Daily" is a newspaper.
        "daily" | "weekly" | "monthly" if lexemes.is_capital(at) && at > 0 && lexemes.is_capital(at - 1) => {
            None
        }
        "daily" => found(at + 1, "P1D".to_owned()),
        "weekly" => found(at + 1, "P1W".to_owned()),
        "monthly" => found(at + 1, "P1M".to_owned()),
        "yearly" | "annually" => found(at + 1, "P1Y".to_owned()),
        "nightly" => found(at + 1, "P1NI".to_owned()),
        _ => {
            let (number, is_plural) = weekday(lexemes, at)?;
            is_plural.then(|| Found::fixed("set", at + 1, TimeKind::Set, format!("XXXX-WXX-{number}")))
        }
    }
}

/// A part of the day without a day: `at night` on any, `the night` on the one spoken of.
pub(crate) fn part_of_any_day(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    if let Some(part) = part_of_day(lexemes.lower(at)) {
        let is_any =
            matches!(lexemes.before(at), "at" | "by" | "before" | "until" | "till" | "after" | "during");
        // "by night bus" names no time, and "before dawn on Wednesday" has its day.
        let has_day = day_at(scene, at + 1 + usize::from(lexemes.is(at + 1, &["on"]))).is_some();
        let is_other = has_day || lexemes.is(at + 1, OF_THE_NIGHT) || lexemes.is(at + 1, &["time"]);
        // "By evening the pledges had passed 700 million": told of one day.
        if lexemes.before(at) == "by" && !is_other && scene.first_tense(at) == Tense::Past {
            let value = format!("{}T{part}", day_value(scene.near.or(scene.anchor)));
            return Some(Found::relative("part-of-the-day", at + 1, TimeKind::Time, value));
        }
        return (is_any && !is_other)
            .then(|| Found::fixed("part-of-any-day", at + 1, TimeKind::Time, format!("T{part}")));
    }
    if let Some(found) = other_day_part(scene, at) {
        return Some(found);
    }
    if lexemes.lower(at) != "the" {
        return None;
    }
    let part = part_of_day(lexemes.lower(at + 1))?;
    // "they parked it for the night".
    if lexemes.before(at) == "for" && part == "NI" && !lexemes.is(at + 2, &["of"]) {
        return Some(Found::fixed("part-of-any-day", at + 2, TimeKind::Time, format!("T{part}")));
    }
    let is_other = lexemes.is_word(at + 2)
        && (lexemes.is(at + 2, OF_THE_NIGHT) || lexemes.is(at + 2, &["before", "after", "of"]));
    let day = scene.reference.or(scene.anchor);
    // A night told of in the past is the one before the day of the article.
    let is_last_night = part == "NI" && day == scene.anchor && scene.tense(at, at + 2) == Tense::Past;
    let day = if is_last_night { day.and_then(|day| day.yesterday().ok()) } else { day };
    (!is_other).then(|| {
        Found::relative("part-of-the-day", at + 2, TimeKind::Time, format!("{}T{part}", day_value(day)))
    })
}

/// `the following morning`, `the previous night`, `the same evening`.
fn other_day_part(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let start = at + usize::from(lexemes.is(at, &["the", "that"]));
    let n_days: i64 = match lexemes.lower(start) {
        "following" | "next" => 1,
        "previous" => -1,
        "same" => 0,
        _ => return None,
    };
    let part = part_of_day(lexemes.lower(start + 1)).filter(|_| start > at || lexemes.is(at, &["next"]))?;
    let day = scene.reference.or(scene.anchor).and_then(|day| day.checked_add(n_days.days()).ok());
    Some(Found::relative(
        "part-of-other-day",
        start + 2,
        TimeKind::Time,
        format!("{}T{part}", day_value(day)),
    ))
}
