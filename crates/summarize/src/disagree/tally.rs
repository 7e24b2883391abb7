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
    let (one, rest) = number_before(&words)?;
    let (one, other) = match *rest {
        ["to" | "against", ..] | [_, "to" | "against", ..] => {
            let behind = rest.iter().skip_while(|word| !matches!(**word, "to" | "against")).skip(1);
            (one, number_before(&behind.copied().collect::<Vec<_>>())?.0)
        }
        ["of", "the", all, ..] if is_voter => (one, number(all)?.checked_sub(one)?),
        [other] if raw.contains(['–', '-']) && (is_voter || unit.is_empty() || unit == "score") => {
            (one, number(other)?)
        }
        _ => return None,
    };
    Some(format!("{one}:{other}"))
}

/// The number that begins these words, which may be two, and the words behind it.
fn number_before<'w, 't>(words: &'w [&'t str]) -> Option<(u32, &'w [&'t str])> {
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let (first, rest) = words.split_first()?;
    let Some(tens) = TENS.iter().position(|tens| tens == first) else { return Some((number(first)?, rest)) };
    let tens = (tens as u32 + 2) * 10;
    match rest.split_first().and_then(|(ones, rest)| Some((number(ones).filter(|ones| *ones < 10)?, rest))) {
        Some((ones, rest)) => Some((tens + ones, rest)),
        None => Some((tens, rest)),
    }
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
        check("six against four", "", Some("6:4"));
        check("Twenty-eight hands against twenty-three", "hand", Some("28:23"));
        check("27 votes to 24", "vote", Some("27:24"));
        check("Five of the seven board members", "board member", Some("5:2"));
        check("six of the sixty test trains", "test train", None);
        check("6.7", "", None);
        check("nine people", "person", None);
        assert!(are_of_one_body("4:1", "3:2"));
        assert!(!are_of_one_body("4:1", "3:4"));
    }
}
