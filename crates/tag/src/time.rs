//! Times: dates, clock times, durations and sets, with TIMEX3 values counted from the article's date.

mod absolute;
mod calendar;
mod clock;
mod duration;
mod fiscal;
mod lexicon;
mod relative;
mod scene;
mod season;
mod year;

use std::ops::Range;

use copydesk_record::{Article, Role, Span, TimeKind, TimeTag};
use copydesk_text::PartialDate;
use jiff::civil::Date;

use crate::content::Content;
use crate::lexeme::{Class, Lexeme, Lexemes, lexemes};
use crate::time::calendar::interval;
use crate::time::fiscal::{Quarter, quarter_in};
use crate::time::lexicon::weekday;
use crate::time::scene::{Found, NO_DAY, Scene};

/// All rules; of those that find something at a place the longest is taken, of equally long ones the first.
const RULES: &[fn(&Scene<'_, '_>, usize) -> Option<Found>] = &[
    absolute::calendar_day,
    clock::clock,
    clock::day_then_clock,
    relative::part_of_a_day,
    relative::day_word,
    relative::weekday_rule,
    duration::set,
    relative::last_next,
    relative::ago,
    season::quarter,
    fiscal::results_quarter,
    season::feast,
    season::calendar_season,
    absolute::calendar_month,
    year::calendar_year,
    duration::duration,
    duration::part_of_any_day,
    relative::vague,
];

/// The times of an article, in order.
pub(crate) fn times(content: &Content<'_>) -> Vec<TimeTag> {
    let anchor = Anchor::of(content.article);
    let mut out = Vec::new();
    let mut spoken = Spoken {
        reference: anchor.day,
        near: anchor.day,
        year: anchor.day.map(Date::year),
        event: None,
        weekday: None,
        hour: None,
        undated: (None, None),
        quarter: None,
        is_quoted: false,
    };
    // What a headline leaves open its article says.
    let (titles, others): (Vec<_>, Vec<_>) =
        content.blocks.iter().partition(|block| block.role == Role::Title);
    for block in others.into_iter().chain(titles) {
        spoken.near = spoken.event.or(anchor.day);
        spoken.weekday = None;
        spoken.undated.1 = None;
        spoken.is_quoted = false;
        for sentence in &block.sentences {
            let found = lexemes(content.source, *sentence);
            sentence_times(Lexemes(&found), anchor, &mut spoken, &mut out);
        }
    }
    out.sort_by_key(|time| time.span);
    out
}

/// The days last spoken of, in the text and in the paragraph, and the year.
#[derive(Clone, Copy, Debug)]
struct Spoken {
    reference: Option<Date>,
    near: Option<Date>,
    year: Option<i16>,
    /// The weekday that the paragraph named last, and its day.
    weekday: Option<(i8, Date)>,
    /// The first day that the article tells of: where it says "at 3 p.m." only, it means that day.
    event: Option<Date>,
    /// The quarter of a year told last.
    quarter: Option<Quarter>,
    /// The day and hour told last.
    hour: Option<(Date, u32)>,
    /// The weekday that the article named first, and the one that the paragraph named last, where no date is known.
    undated: (Option<i8>, Option<i8>),
    /// Whether somebody is quoted.
    is_quoted: bool,
}

/// Who is quoted speaks on the day that is told of, if that is no longer ago.
const QUOTED_DAYS_MAX: i32 = 1;

impl Spoken {
    /// Which of the lexemes are quoted.
    fn quoted(&mut self, lexemes: Lexemes<'_, '_>) -> Vec<bool> {
        let mut out = Vec::new();
        while let Some(lexeme) = lexemes.get(out.len()) {
            match lexeme.text {
                "“" | "„" => self.is_quoted = true,
                "”" => self.is_quoted = false,
                "\"" | "«" | "»" => self.is_quoted = !self.is_quoted,
                _ => {}
            }
            out.push(self.is_quoted);
        }
        out
    }

    fn scene<'a, 't>(&self, lexemes: Lexemes<'a, 't>, anchor: Anchor, is_quoted: bool) -> Scene<'a, 't> {
        let told = self.near.filter(|day| {
            anchor.knows_day
                && anchor.day.is_some_and(|today| (1..=QUOTED_DAYS_MAX).contains(&(today - *day).get_days()))
        });
        let today = if is_quoted { told.or(anchor.day) } else { anchor.day };
        let last_hour = self.hour.filter(|(day, _)| Some(*day) == self.near).map(|(_, hour)| hour);
        Scene {
            lexemes,
            anchor: today,
            reference: self.reference,
            near: self.near,
            last_hour,
            weekday: self.weekday,
            year: self.year,
            quarter: self.quarter,
        }
    }
}

/// The day and the hour of a value.
fn hour_of(value: &str) -> Option<(Date, u32)> {
    Some((value.get(..10)?.parse().ok()?, value.get(10..)?.strip_prefix('T')?.get(..2)?.parse().ok()?))
}

/// The date that relative times are counted from, and how much of it is known.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    day: Option<Date>,
    knows_day: bool,
    knows_month: bool,
}

impl Anchor {
    fn of(article: &Article) -> Self {
        let claim = article.written.as_ref().or(article.published.as_ref());
        let date = claim.and_then(|claim| PartialDate::parse(&claim.value));
        Self {
            day: date.map(PartialDate::first),
            knows_day: date.is_some_and(|date| date.day.is_some()),
            knows_month: date.is_some_and(|date| date.month.is_some()),
        }
    }

    /// What of a value counted from the anchor is known: days only from a day, months only from a month.
    fn blur(self, rule: &str, value: String) -> String {
        // What the text says of day and month holds whatever the day of the article.
        let needs_day = !matches!(
            rule,
            "day-and-month"
                | "month"
                | "feast"
                | "season"
                | "quarter"
                | "the-quarter"
                | "quarter-before"
                | "calendar-month"
        );
        if self.knows_month && !needs_day {
            return value;
        }
        let is_day = value.len() >= 10 && !value.starts_with('X') && !value.starts_with('P');
        let is_week = value.contains("-W") && !value.contains("-WI");
        let has_month = value.as_bytes().get(4) == Some(&b'-');
        if !self.knows_day && is_day {
            return format!("{NO_DAY}{}", value.get(10..).unwrap_or_default());
        }
        if !self.knows_day && is_week {
            return "XXXX-WXX".to_owned();
        }
        if !self.knows_month && has_month && !value.starts_with('X') {
            return format!("XXXX{}", value.get(4..).unwrap_or_default());
        }
        value
    }
}

fn sentence_times(lexemes: Lexemes<'_, '_>, anchor: Anchor, spoken: &mut Spoken, out: &mut Vec<TimeTag>) {
    let quoted = spoken.quoted(lexemes);
    let mut at = 0;
    while let Some(lexeme) = lexemes.get(at) {
        if !may_begin(lexeme) {
            at += 1;
            continue;
        }
        let scene = spoken.scene(lexemes, anchor, quoted.get(at).copied().unwrap_or_default());
        let mut best: Option<Found> = None;
        for rule in RULES {
            if let Some(found) = rule(&scene, at)
                && best.as_ref().is_none_or(|best| found.end > best.end)
            {
                best = Some(found);
            }
        }
        let Some((span, found)) = best.and_then(|found| Some((lexemes.span(at, found.end)?, found))) else {
            at += 1;
            continue;
        };
        let span = without_possessive(lexemes.text(found.end - 1), span);
        let at_first = at;
        at = found.end.max(at + 1);
        if let Some(day) = found.value.get(..10).and_then(|day| day.parse().ok()) {
            (spoken.reference, spoken.near) = (Some(day), Some(day));
            if found.rule == "weekday" {
                spoken.weekday = Some((day.weekday().to_monday_one_offset(), day));
            }
            let is_told = anchor.day.is_none_or(|today| day <= today);
            spoken.event = spoken.event.or(Some(day).filter(|_| is_told));
        }
        spoken.hour = hour_of(&found.value).or(spoken.hour);
        if found.rule == "quarter" {
            spoken.quarter = quarter_in(&found.value).or(spoken.quarter);
        }
        if let Some(year) = found.value.get(..4).and_then(|year| year.parse().ok()) {
            spoken.year = Some(year);
        }
        let value = if found.is_relative { anchor.blur(found.rule, found.value) } else { found.value };
        let value = with_weekday(lexemes, at_first..found.end, value, found.rule, spoken);
        out.push(TimeTag {
            span,
            kind: found.kind,
            interval: if matches!(found.kind, TimeKind::Date | TimeKind::Time) {
                interval(&value)
            } else {
                None
            },
            value,
            is_relative: found.is_relative,
            rule: found.rule.to_owned(),
        });
    }
}

/// Of a day that is not known the day of the week is, if the words name it.
fn with_weekday(
    lexemes: Lexemes<'_, '_>,
    mut places: Range<usize>,
    value: String,
    rule: &str,
    spoken: &mut Spoken,
) -> String {
    let Some(rest) = value.strip_prefix(NO_DAY) else { return value };
    let named = match places.find_map(|at| weekday(lexemes, at)) {
        Some((number, false)) => {
            spoken.undated = (spoken.undated.0.or(Some(number)), Some(number));
            Some(number)
        }
        // "at 6:15 a.m." is of the weekday that the paragraph, else the article, told of.
        None if matches!(rule, "clock" | "part-of-the-day") => spoken.undated.1.or(spoken.undated.0),
        Some(_) | None => None,
    };
    named.map_or(value.clone(), |number| format!("XXXX-WXX-{number}{rest}"))
}

/// `last August's election`: the ending is not part of the time.
fn without_possessive(last: &str, span: Span) -> Span {
    let ending = ["'s", "’s"].iter().find(|ending| last.ends_with(**ending));
    Span { end: span.end - ending.map_or(0, |ending| ending.len() as u32), ..span }
}

/// Whether any rule begins with such a lexeme: most words begin none, and the commonest need not be asked about.
fn may_begin(lexeme: &Lexeme<'_>) -> bool {
    match lexeme.class {
        Class::Number => true,
        Class::Mark => false,
        // No word of a rule is longer.
        Class::Word => {
            lexeme.text.len() <= 16
                && !matches!(
                    lexeme.text,
                    "of" | "to"
                        | "and"
                        | "in"
                        | "was"
                        | "is"
                        | "said"
                        | "for"
                        | "with"
                        | "by"
                        | "his"
                        | "her"
                        | "from"
                        | "it"
                        | "he"
                        | "were"
                        | "be"
                        | "has"
                        | "had"
                        | "not"
                        | "but"
                        | "who"
                        | "which"
                        | "have"
                        | "been"
                        | "they"
                        | "or"
                        | "will"
                        | "would"
                        | "she"
                        | "are"
                        | "He"
                        | "It"
                        | "She"
                        | "They"
                        | "But"
                        | "on"
                        | "after"
                )
        }
    }
}

#[cfg(test)]
mod tests;
