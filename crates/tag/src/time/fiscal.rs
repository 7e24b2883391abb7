//! Quarters of business reports: `the latest quarter`, `the year-ago third quarter`, `the 1988 second quarter`, and `a year
//! earlier` where the results of a quarter are compared.

use copydesk_record::TimeKind;
use jiff::civil::Date;

use crate::number::ordinal_at;
use crate::time::absolute::month_near;
use crate::time::calendar::moved;
use crate::time::lexicon::{Unit, month};
use crate::time::scene::{Found, Scene, Tense};
use crate::time::year::year_at;

/// A quarter of a year.
pub(crate) type Quarter = (i16, u32);

/// What a sentence that compares results speaks of.
const RESULTS: &[&str] = &[
    "share",
    "net",
    "revenue",
    "revenues",
    "sales",
    "earnings",
    "profit",
    "profits",
    "income",
    "loss",
    "losses",
    "earned",
    "turnover",
    "deliveries",
    "orders",
    "deposits",
    "lending",
];

/// A quarter that is named by the report itself.
pub(crate) fn results_quarter(scene: &Scene<'_, '_>, at: usize) -> Option<Found> {
    let lexemes = scene.lexemes;
    let start = at + usize::from(lexemes.is(at, &["the", "its", "their", "a"]));
    let has_article = lexemes.is(at, &["the"]);
    if let Some(next) = after_year_ago(scene, start) {
        let (n, next) = quarter_number(scene, next);
        let end = lexemes.after(next, &["quarter"]).or_else(|| lexemes.after(next, &["period"]))?;
        let (year, quarter) = scene.quarter.or_else(|| last_ended(scene.anchor?))?;
        let start = if lexemes.is(at, &["the"]) { None } else { Some(start) };
        // "its year-ago quarter": the article alone goes with the time.
        return start
            .is_none_or(|start| start == at)
            .then(|| dated("quarter-before", end, (year - 1, n.unwrap_or(quarter))));
    }
    // "the 1988 third quarter".
    if let Some(year) = year_at(scene, start).filter(|_| start == at || has_article)
        && let (Some(n), next) = quarter_number(scene, start + 1)
        && let Some(end) = lexemes.after(next, &["quarter"])
    {
        return Some(Found::fixed("quarter", end, TimeKind::Date, format!("{year:04}-Q{n}")));
    }
    if !has_article {
        return None;
    }
    let next = lexemes
        .after(start, &["latest"])
        .or_else(|| lexemes.after(start, &["most", "recent"]))
        .or_else(|| lexemes.after(start, &["just", "-", "ended"]));
    let end = lexemes.after(next.unwrap_or(start), &["quarter"])?;
    if next.is_none() && lexemes.is(end, &["ended", "ending", "to"]) {
        let ended = if lexemes.is(end + 1, &["in"]) { end + 2 } else { end + 1 };
        if let Some(number) = month(lexemes, ended) {
            let tense = if lexemes.is(end, &["ending"]) { Tense::Unknown } else { Tense::Past };
            return Some(dated("quarter", end, quarter_of(month_near(scene.anchor?, number, tense)?)));
        }
    }
    let quarter = match (scene.quarter, next) {
        (Some(quarter), _) => quarter,
        (None, Some(_)) => last_ended(scene.anchor?)?,
        // A quarter that nobody counted may be one of a town.
        (None, None) => return None,
    };
    let is_time = next.is_some() || lexemes.is(at.wrapping_sub(1), &["in", "for", "during", "of", "from"]);
    is_time.then(|| dated("the-quarter", end, quarter))
}

/// The value of `a year earlier` where the results of a quarter are compared: the same quarter of the year before.
pub(crate) fn year_before_results(scene: &Scene<'_, '_>) -> Option<String> {
    let (year, quarter) = scene.quarter?;
    speaks_of_results(scene).then(|| format!("{:04}-Q{quarter}", year - 1))
}

/// Whether the sentence speaks of what a company earned or sold.
pub(crate) fn speaks_of_results(scene: &Scene<'_, '_>) -> bool {
    scene.lexemes.0.iter().any(|lexeme| RESULTS.contains(&lexeme.lower.as_ref()))
}

/// The quarter that a value names.
pub(crate) fn quarter_in(value: &str) -> Option<Quarter> {
    let (year, quarter) = value.split_once("-Q")?;
    Some((year.parse().ok()?, quarter.parse().ok()?))
}

fn dated(rule: &'static str, end: usize, (year, quarter): Quarter) -> Found {
    Found::relative(rule, end, TimeKind::Date, format!("{year:04}-Q{quarter}"))
}

/// `year-ago`, `year-earlier`, `prior-year`, `previous year`.
fn after_year_ago(scene: &Scene<'_, '_>, at: usize) -> Option<usize> {
    let lexemes = scene.lexemes;
    let next = lexemes.skip_hyphen(at + 1);
    let fits = lexemes.is(at, &["year"]) && lexemes.is(next, &["ago", "earlier"])
        || lexemes.is(at, &["prior", "previous"]) && lexemes.is(next, &["year"]) && next > at + 1;
    fits.then_some(next + 1)
}

/// `third`, if it stands there, and the position behind it.
fn quarter_number(scene: &Scene<'_, '_>, at: usize) -> (Option<u32>, usize) {
    match ordinal_at(scene.lexemes, at).filter(|(n, _)| (1..=4).contains(n)) {
        Some((n, next)) => (Some(n), scene.lexemes.skip_hyphen(next)),
        None => (None, at),
    }
}

/// The last quarter that was over on a day.
pub(crate) fn last_ended(day: Date) -> Option<Quarter> {
    moved(day.first_of_month(), -3, Unit::Month).map(quarter_of)
}

fn quarter_of(day: Date) -> Quarter {
    (day.year(), (u32::from(day.month().unsigned_abs()) - 1) / 3 + 1)
}
