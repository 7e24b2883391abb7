//! How many people met a fate, where the number stands alone: *two had survived*, *nine of them under the tower*.

use std::sync::LazyLock;

use copydesk_record::Span;
use copydesk_text::{fold, stem};

use super::tally::number;
use super::theme::is_fate;
use crate::view::{Sentence, View};
use crate::words::{Word, stem_hash};

/// How many words behind the number the fate stands at most.
const REACH_WORDS: usize = 4;
/// How many such numbers of an article are looked at.
const FATES_MAX: usize = 24;
/// How long such a number is at most: "eleven".
const COUNTED_BYTES_MAX: usize = 6;
/// What stands behind a number that counts those who were named before.
const BEHIND: &str = "is are was were has have had lost died survived of others more in remain remains remained still escaped fled drowned perished";

/// The stem of "one", which is no word that any number or day may stand with.
static ONE: LazyLock<u64> = LazyLock::new(|| stem_hash(&stem("one")));

/// The numbers of an article that stand without a noun beside a fate, each with its place.
pub(super) fn fates(view: &View<'_>) -> Vec<(String, Span)> {
    let quantities = view.document.tags.quantities.iter().map(|quantity| quantity.span);
    let times = view.document.tags.times.iter().map(|time| time.span);
    let mut known: Vec<Span> = quantities.chain(times).collect();
    known.sort_unstable_by_key(|span| span.start);
    let is_known = |span: Span| {
        let from = known.partition_point(|there| there.end <= span.start);
        known.get(from).is_some_and(|there| there.overlaps(span))
    };
    let found = view.sentences.iter().flat_map(|sentence| lone(view, sentence));
    found.filter(|(_, span)| !is_known(*span)).take(FATES_MAX).collect()
}

fn lone(view: &View<'_>, sentence: &Sentence) -> Vec<(String, Span)> {
    let mut out = Vec::new();
    let mut words = sentence.words.as_slice();
    while let [word, rest @ ..] = words {
        words = rest;
        if !(word.is_number || word.is_counting || word.stem == *ONE) {
            continue;
        }
        let Some(n) = counted(view.str(word.span)) else { continue };
        let Some(next) = rest.first().map(|next| fold(view.str(next.span))) else { continue };
        if BEHIND.split(' ').any(|behind| behind == next) && rest.iter().take(REACH_WORDS).any(is_fate) {
            out.push((n.to_string(), whole(view, word.span, rest)));
        }
    }
    out
}

/// The number with what it is said to be of: "nine of them", "four others".
fn whole(view: &View<'_>, number: Span, behind: &[Word]) -> Span {
    let str_of = |word: &Word| fold(view.str(word.span));
    let end = match behind {
        [of, them, ..]
            if str_of(of) == "of" && matches!(str_of(them).as_str(), "them" | "those" | "these") =>
        {
            them.span.end
        }
        [others, ..] if str_of(others) == "others" => others.span.end,
        _ => number.end,
    };
    Span { start: number.start, end }
}

/// A small whole number, in a word or in digits.
fn counted(text: &str) -> Option<u32> {
    number(&fold(text)).filter(|n| *n > 0 && text.len() <= COUNTED_BYTES_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_can_be_of_people() {
        let check = |text: &str, expected: Option<u32>| assert_eq!(counted(text), expected, "{text}");
        check("Two", Some(2));
        check("31", Some(31));
        check("no", None);
        check("2,300,000", None);
    }
}
