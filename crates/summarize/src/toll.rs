//! How many dead an article counts, and whether another one counts otherwise later.

use std::collections::BTreeMap;

use copydesk_record::{Id, Role};

use crate::news::day;
use crate::pointing::is_person;
use crate::standing::lower;
use crate::view::{Sentence, View, originals};
use crate::words::Word;

/// So many sentences of an article are looked through for its count.
const SENTENCES_MAX: usize = 12;
/// How far the number stands from the word, in words.
const WORDS_BETWEEN_MAX: usize = 5;
/// The same of a number of nothing.
const BARE_WORDS_MAX: usize = 3;
/// A count grows to no more than so many times itself, and so many.
const GROWTH_MAX: u64 = 3;
const GROWTH_SMALL_MAX: u64 = 5;
/// What is counted where the dead are.
const COUNTED: &[&str] = &["life", "body"];
/// What stands before a number to which another has come.
const SUMS: &[&str] = &["to", "at", "reached", "reaches"];
/// Words of death.
const DEATHS: &[&str] = &[
    "dead", "died", "dies", "killed", "kills", "killing", "death", "deaths", "perished", "drowned", "lives",
    "bodies", "toll",
];

/// Whether a sentence counts the dead, and the last article that does so counts them otherwise; of articles without days, whether
/// one counts more.
pub(crate) fn is_outcounted(
    views: &[View<'_>],
    days: &BTreeMap<Id, String>,
    view: &View<'_>,
    sentence: &Sentence,
) -> bool {
    let counts_self = toll(view, sentence);
    // Who the dead were is told with how many they were.
    let speaks_of_dead = || sentence.words.iter().any(|word| is_death(view, word));
    let counts_elsewhere = || speaks_of_dead().then(|| first_toll(view)).flatten();
    let Some(count) = counts_self.or_else(counts_elsewhere) else { return false };
    let others = originals(views).map(|(_, there)| there).filter(|there| there.id() != view.id());
    let counts = others.filter_map(|there| {
        let count_there = first_toll(there)?;
        // What may be another event has its own dead.
        (there.is_sure || is_grown(count, count_there)).then(|| (day(there, days), count_there))
    });
    let counts: Vec<_> = counts.collect();
    let Some(own_day) = day(view, days) else {
        return counts.iter().any(|(_, there)| is_grown(count, *there));
    };
    let later = counts.iter().filter(|(day, _)| day.is_some_and(|day| day > own_day));
    later.max_by_key(|(day, _)| *day).is_some_and(|(_, last)| *last != count)
}

/// Whether a count can have come to another one within days: other floods, of other years, have their own.
fn is_grown(before: u64, count: u64) -> bool {
    count > before && count <= before.saturating_mul(GROWTH_MAX).saturating_add(GROWTH_SMALL_MAX)
}

/// How many dead the headline, or one of the first sentences, counts.
fn first_toll(view: &View<'_>) -> Option<u64> {
    let told = view.sentences.iter().filter(|sentence| matches!(sentence.role, Role::Title | Role::Body));
    told.take(SENTENCES_MAX).find_map(|sentence| toll(view, sentence))
}

/// How many dead a sentence counts.
fn toll(view: &View<'_>, sentence: &Sentence) -> Option<u64> {
    let quantities =
        view.document.tags.quantities.iter().filter(|quantity| sentence.span.contains(quantity.span));
    let mut counts = quantities
        .filter(|quantity| {
            let unit = quantity.unit.as_str();
            unit.is_empty() || is_person(unit) || COUNTED.contains(&unit)
        })
        .peekable();
    counts.peek()?;
    let place = |at: u32| sentence.words.partition_point(|word| word.span.start < at);
    let words = sentence.words.iter().enumerate();
    let deaths: Vec<usize> = words.filter(|(_, word)| is_death(view, word)).map(|(place, _)| place).collect();
    counts
        .filter(|quantity| {
            let (from, to) = (place(quantity.span.start), place(quantity.span.end));
            // "Kills 34", "the number of people killed in the flood has risen to 34".
            let word_before = from.checked_sub(1).and_then(|place| sentence.words.get(place));
            let is_sum = word_before.is_some_and(|word| SUMS.contains(&view.str(word.span)));
            let is_behind = |death: usize| death < from && (is_sum || from - death <= BARE_WORDS_MAX);
            let is_near = |death: usize| death.abs_diff(from).min(death.abs_diff(to)) <= WORDS_BETWEEN_MAX;
            deaths
                .iter()
                .any(|&death| if quantity.unit.is_empty() { is_behind(death) } else { is_near(death) })
        })
        .find_map(|quantity| quantity.value.parse().ok())
}

fn is_death(view: &View<'_>, word: &Word) -> bool {
    DEATHS.contains(&&*lower(view.str(word.span)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dating::datings;
    use crate::specimen::{article, counting, on, seen};

    #[test]
    fn the_last_count_holds() {
        // Whether the first article's count is overtaken by the others'.
        let check = |reports: &[(&str, &str, &str)], expected| {
            let documents = reports.iter().map(|&(day, count, text)| {
                let words = text.split(' ').next().unwrap_or_default();
                let document = counting(words, count, "person", article(text, &[]));
                if day.is_empty() { document } else { on(day, document) }
            });
            let outcounted = seen(documents.collect(), |views| {
                let days = datings(views, &[]).days;
                is_outcounted(views, &days, &views[0], &views[0].sentences[0])
            });
            assert_eq!(outcounted, expected, "{reports:?}");
        };
        let nine = "Nine people died when the ferry sank.";
        let five = "Five people died when the ferry sank off Port Arlen.";
        let rooms = "Five people sleep in the hall of the school.";
        check(&[("2025-06-08", "9", nine), ("2025-06-09", "5", five)], true);
        check(&[("2025-06-08", "9", nine), ("2025-06-07", "5", five)], false);
        check(&[("2025-06-08", "9", nine), ("2025-06-09", "9", five)], false);
        check(&[("2025-06-08", "9", nine), ("2025-06-09", "5", rooms)], false);
        check(&[("", "9", nine), ("", "5", five)], false);
        let flood = "Ninety people died in the flood of 1997, which is not forgotten in Port Arlen.";
        check(&[("", "9", nine), ("", "90", flood)], false);
        check(&[("", "5", five), ("", "9", nine)], true);
    }

    #[test]
    fn bare_numbers() {
        let check = |text: &str, number: &str, expected: Option<u64>| {
            let document = counting(number, number, "", article(text, &[]));
            let counted = seen(vec![document], |views| toll(&views[0], &views[0].sentences[0]));
            assert_eq!(counted, expected, "{text}");
        };
        check("Search for the ferry called off as storm kills 34", "34", Some(34));
        check(
            "The number of people killed by the storm that hit the islands has risen to 34.",
            "34",
            Some(34),
        );
        check("The ferry on which a clerk died was built in the yard as number 34.", "34", None);
        check("The storm rose to 34 on the scale, and a clerk died.", "34", None);
    }

    #[test]
    fn who_the_dead_were_goes_with_their_number() {
        let check = |line: &str, expected| {
            let text = format!("Five people died when the ferry sank.\n{line}");
            let one = on("2025-06-08", counting("Five", "5", "person", article(&text, &[])));
            let later = article("Nine people died when the ferry sank off Port Arlen.", &[]);
            let later = on("2025-06-09", counting("Nine", "9", "person", later));
            let outcounted = seen(vec![one, later], |views| {
                let days = datings(views, &[]).days;
                is_outcounted(views, &days, &views[0], &views[0].sentences[1])
            });
            assert_eq!(outcounted, expected, "{line}");
        };
        check("The dead were two skippers, a clerk and a pair of tourists.", true);
        check("The ferry was built in the yard of Port Arlen.", false);
    }
}
