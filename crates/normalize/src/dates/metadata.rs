//! Dates in a page's metadata: which names mean publication and which a change, and the forms of the values.

use copydesk_record::{EvidenceKind, Meta};
use copydesk_text::{PartialDate, dates_in};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::order::DayOrder;
use super::{Clock, Stated};
use crate::date_line::DateLabel;

/// How many values of one name are read: lists of teasers repeat a name for every entry.
const VALUES_MAX: usize = 2;
/// Earlier years are defaults of a program, and later ones parts of a number, not dates of a page.
const YEAR_MIN: i16 = 1981;
const YEAR_MAX: i16 = 2099;
/// The longest value that is read, in bytes.
const VALUE_BYTES_MAX: usize = 80;

/// Weights of what a date rests on; they add up over the sources that give the same day.
const SUREST: u16 = 14;
const SURE: u16 = 11;
const LIKELY: u16 = 9;
const LOOSE: u16 = 4;
const FAINT: u16 = 2;

/// The dates that the metadata give, in its order.
pub(super) fn of_metadata(metadata: &[Meta], order: DayOrder) -> Vec<Stated> {
    let mut out: Vec<Stated> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for meta in metadata {
        if meta.value.len() > VALUE_BYTES_MAX {
            continue;
        }
        let Some((label, weight)) = meaning_of(&meta.key) else { continue };
        let n_before = seen.iter().filter(|key| **key == meta.key).count();
        if n_before >= VALUES_MAX {
            continue;
        }
        seen.push(&meta.key);
        let Some((value, day, clock)) = read_value(&meta.value, order) else { continue };
        out.push(Stated {
            value,
            day: Some(day),
            label,
            kind: EvidenceKind::Metadata,
            shown: format!("{}: {}", meta.key, meta.value),
            span: None,
            confidence: 900,
            weight: if n_before == 0 { weight } else { FAINT },
            clock,
            is_aside: false,
        });
    }
    out
}

/// What the name of a value says of the date in it, and how surely. Names differ from site to site in case, separators
/// and prefixes, and the words in them do not.
fn meaning_of(key: &str) -> Option<(DateLabel, u16)> {
    let name: String =
        key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&[
        "expir",
        "publisher",
        "unpublish",
        "verif",
        "description",
        "birth",
        "event",
        "valid",
        "copyright",
    ]) {
        return None;
    }
    let is_of_page = name.starts_with("jsonldpage");
    if has(&["modif", "update", "revis", "lastchange", "moddate"]) && !name.contains("published") {
        return Some((DateLabel::Modified, if is_of_page { LOOSE } else { LIKELY }));
    }
    if name.contains("pub") && has(&["date", "time", "on", "published"]) {
        let weight = match name.as_str() {
            "jsonlddatepublished" => SUREST,
            "articlepublishedtime" => SURE,
            _ if is_of_page => LOOSE,
            _ => LIKELY,
        };
        return Some((DateLabel::Published, weight));
    }
    if has(&["dateissued", "datefirst", "firstdate", "issued", "releasedate", "originaldate", "displaydate"])
    {
        return Some((DateLabel::Published, LIKELY));
    }
    if has(&["created", "creation"]) && !has(&["creator"]) {
        return Some((DateLabel::Published, LOOSE));
    }
    let bare = name.strip_prefix("field").unwrap_or(&name);
    let is_date = matches!(
        bare,
        "date"
            | "dcdate"
            | "dctermsdate"
            | "sailthrudate"
            | "articledate"
            | "postdate"
            | "datetime"
            | "timestamp"
    ) || name.ends_with("articledate");
    is_date.then_some((DateLabel::Published, LOOSE))
}

/// A value as ISO 8601, its day, and whose clock it is on.
fn read_value(text: &str, order: DayOrder) -> Option<(String, PartialDate, Clock)> {
    let text = text.trim();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits && text.len() == 8 {
        let day = in_eight_digits(text)?;
        return is_plausible(day).then(|| (day.to_string(), day, Clock::Unknown));
    }
    if digits && (text.len() == 10 || text.len() == 13) {
        let seconds: i64 = text.get(..10)?.parse().ok()?;
        let moment = Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).datetime();
        let day = PartialDate::from(moment.date());
        return is_plausible(day)
            .then(|| (format!("{day}T{:02}:{:02}", moment.hour(), moment.minute()), day, Clock::Universal));
    }
    let found = order.of(dates_in(text).into_iter().next()?);
    let day = found.date().filter(|day| is_plausible(*day))?;
    Some((found.to_iso()?, day, clock_of(text)))
}

/// `20240504`: a day in eight digits and nothing else.
pub(super) fn in_eight_digits(text: &str) -> Option<PartialDate> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
    PartialDate::new(number(0..4)?, Some(number(4..6)? as i8), Some(number(6..8)? as i8))
}

pub(super) fn is_plausible(day: PartialDate) -> bool {
    (YEAR_MIN..=YEAR_MAX).contains(&day.year)
}

/// Whether a moment is told in the universal time that machines keep, where the day may be another than on the spot.
pub(super) fn clock_of(text: &str) -> Clock {
    let text = text.trim_end();
    let is_timed = text.contains(':');
    let is_universal = text.ends_with(['Z', 'z'])
        || ["+00:00", "+0000", "-00:00", "+00", "GMT", "UTC"].iter().any(|end| text.ends_with(end));
    match (is_timed, is_universal) {
        (true, true) => Clock::Universal,
        (true, false) => Clock::Local,
        (false, _) => Clock::Unknown,
    }
}
