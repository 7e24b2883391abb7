//! How exact a number is said to be: *almost 5,000* and *4,813* are one, *at least 60* and *54* are two.

use crate::view::floor;

/// How far the words of a number let it be off, as a share.
const HEDGED_MAX: f64 = 0.05;
/// The same of what is only said to be about so many.
const NEAR_MAX: f64 = 0.02;
/// How far before a number its hedge is looked for, in bytes.
const REACH_BYTES: usize = 20;

const ABOVE: &str =
    "more than|over|at least|upwards of|a little over|just over|well over|in excess of|a good";
const BELOW: &str = "less than|fewer than|under|just under|nearly|almost|close to|up to|not quite|no more than|at most|a little under";
const ABOUT: &str = "about|around|some|roughly|approximately|an estimated|circa|or so";

/// On which side of a number the truth lies by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hedge {
    Above,
    Below,
    About,
}

/// The hedge at the beginning of a number's words, or just before them.
pub(super) fn hedge_at(text: &str, from: usize, to: usize) -> Option<Hedge> {
    let start = floor(text, from.saturating_sub(REACH_BYTES));
    let before = text.get(start..from)?.to_lowercase();
    let before = before.trim_end();
    let own = text.get(from..to)?.to_lowercase();
    let begins = |phrase: &str| own.strip_prefix(phrase).is_some_and(|rest| rest.starts_with(' '));
    let stands_before =
        |phrase: &str| before.strip_suffix(phrase).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
    let has = |phrases: &str| {
        phrases.split('|').any(|phrase| begins(phrase) || stands_before(phrase) || own.ends_with(phrase))
    };
    [(ABOVE, Hedge::Above), (BELOW, Hedge::Below), (ABOUT, Hedge::About)]
        .into_iter()
        .find_map(|(phrases, hedge)| has(phrases).then_some(hedge))
}

/// Whether a hedged number lets the other one be true, which is exact.
pub(super) fn lets((number, hedge): (f64, Hedge), exact: f64) -> bool {
    let off = (exact - number) / number;
    match hedge {
        Hedge::Above => (0.0..=HEDGED_MAX).contains(&off),
        Hedge::Below => (-HEDGED_MAX..=0.0).contains(&off),
        Hedge::About => off.abs() <= NEAR_MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hedges_of_numbers() {
        let check = |text: &str, number: &str, expected: Option<Hedge>| {
            let from = text.find(number).unwrap();
            assert_eq!(hedge_at(text, from, from + number.len()), expected, "{text}");
        };
        check("It let in almost 5,000 people.", "almost 5,000 people", Some(Hedge::Below));
        check("It let in almost 5,000 people.", "5,000 people", Some(Hedge::Below));
        check("More than 300 millimetres fell.", "More than 300 millimetres", Some(Hedge::Above));
        check("A hundred or so came.", "A hundred or so", Some(Hedge::About));
        check("The lunderland 40 came.", "40", None);
    }

    #[test]
    fn what_hedged_numbers_let_be_true() {
        let check = |number, hedge, exact, expected| assert_eq!(lets((number, hedge), exact), expected);
        check(5_000.0, Hedge::Below, 4_813.0, true);
        check(5_000.0, Hedge::Below, 5_013.0, false);
        check(300.0, Hedge::Above, 310.0, true);
        check(60.0, Hedge::Above, 54.0, false);
        check(1_500.0, Hedge::About, 1_416.0, false);
    }
}
