//! Votes: "four to one", "5-2", "five of the seven members".

use copydesk_text::fold;

/// The unit of votes for and against.
pub(super) const TALLY: &str = "tally";
/// Those who vote: only of them is "five of the seven" a vote.
const VOTERS: &str = "member judge justice juror vote voice";
const WORDS: [&str; 13] = [
    "nil", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// How many are for and how many against, as `4:1`, if that is what a quantity's words and unit say.
pub(super) fn tally_of(raw: &str, unit: &str) -> Option<String> {
    let folded = fold(raw);
    let words: Vec<&str> = folded.split(' ').collect();
    let is_voter =
        unit.split(' ').next_back().is_some_and(|head| VOTERS.split(' ').any(|voter| voter == head));
    let (one, other) = match *words.as_slice() {
        [one, "to", other, ..] | [one, _, "to", other] => (number(one)?, number(other)?),
        [one, "of", "the", all, ..] if is_voter => {
            let (one, all) = (number(one)?, number(all)?);
            (one, all.checked_sub(one)?)
        }
        [one, other] if raw.contains(['–', '-']) && (is_voter || unit.is_empty()) => {
            (number(one)?, number(other)?)
        }
        _ => return None,
    };
    Some(format!("{one}:{other}"))
}

/// Whether so many have voted in both: then it is likely to be one vote.
pub(super) fn are_of_one_body(a: &str, b: &str) -> bool {
    let n_all = |tally: &str| {
        let (one, other) = tally.split_once(':')?;
        Some(one.parse::<u32>().ok()?.saturating_add(other.parse().ok()?))
    };
    n_all(a).is_some() && n_all(a) == n_all(b)
}

/// A number in digits, or one up to twelve in a word.
pub(super) fn number(word: &str) -> Option<u32> {
    let place = WORDS.iter().position(|there| *there == word);
    place.map_or_else(|| word.parse().ok(), |place| Some(place as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn votes() {
        let check = |words: &str, unit: &str, expected: Option<&str>| {
            assert_eq!(tally_of(words, unit).as_deref(), expected, "{words}");
        };
        check("four to one", "", Some("4:1"));
        check("5–2", "vote", Some("5:2"));
        check("six votes to three", "vote", Some("6:3"));
        check("Five of the seven board members", "board member", Some("5:2"));
        check("six of the sixty test trains", "test train", None);
        check("6.7", "", None);
        check("nine people", "person", None);
        assert!(are_of_one_body("4:1", "3:2"));
        assert!(!are_of_one_body("4:1", "3:4"));
    }
}
