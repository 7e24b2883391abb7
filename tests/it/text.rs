//! The text functions on any text: spans on character boundaries, in order, apart; and time that grows with length only.

use std::time::{Duration, Instant};

use copydesk_fixture::strategy;
use copydesk_record::Span;
use copydesk_text::{
    containment, dates_in, fold, fold_words, jaccard, language_of, lines, repair_mojibake, sentences,
    shingles, tokens,
};
use proptest::prelude::*;

fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}

fn check_apart(spans: &[Span], text: &str) {
    for span in spans {
        assert!(span.of(text).is_some_and(|words| !words.is_empty()), "{span:?} of {} bytes", text.len());
    }
    for (a, b) in spans.iter().zip(spans.iter().skip(1)) {
        assert!(a.end <= b.start, "{a:?} {b:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn lines_are_the_text(text in strategy::text()) {
        let found: Vec<_> = lines(&text).collect();
        prop_assert_eq!(found.len(), text.split('\n').count());
        for line in &found {
            prop_assert_eq!(line.span.of(&text), Some(line.text));
        }
        for (a, b) in found.iter().zip(found.iter().skip(1)) {
            prop_assert!(a.span.end < b.span.start);
        }
    }

    #[test]
    fn tokens_cover_all_but_white_space(text in strategy::text()) {
        let found: Vec<Span> = tokens(&text, whole(&text)).map(|token| token.span).collect();
        check_apart(&found, &text);
        let kept: usize = found.iter().map(Span::len).sum();
        let spaces: usize = text.chars().filter(|c| c.is_whitespace()).map(char::len_utf8).sum();
        prop_assert_eq!(kept + spaces, text.len());
    }

    #[test]
    fn sentences_cover_all_but_white_space(text in strategy::text()) {
        let found = sentences(&text, whole(&text));
        check_apart(&found, &text);
        let mut left = text.clone().into_bytes();
        for span in found.iter().rev() {
            left.drain(span.range());
        }
        let left = String::from_utf8(left).unwrap();
        prop_assert!(left.trim().is_empty(), "{left:?} is in no sentence");
    }

    #[test]
    fn a_part_is_read_as_the_part(text in strategy::shards(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let within = Span::new(a.index(text.len() + 1), b.index(text.len() + 1));
        let part = within.str(&text);
        let shifted: Vec<Span> = sentences(part, whole(part)).iter().map(|span| span.shift(within.start as usize)).collect();
        prop_assert_eq!(sentences(&text, within), shifted);
        let shifted: Vec<Span> = tokens(part, whole(part)).map(|token| token.span.shift(within.start as usize)).collect();
        prop_assert_eq!(tokens(&text, within).map(|token| token.span).collect::<Vec<_>>(), shifted);
    }

    #[test]
    fn dates_are_days_that_exist(text in strategy::text()) {
        let found = dates_in(&text);
        check_apart(&found.iter().map(|date| date.span).collect::<Vec<_>>(), &text);
        for date in found {
            if let Some(partial) = date.date() {
                prop_assert!(partial.first() <= partial.last());
            }
            prop_assert!(date.year.is_some() || date.day.is_some(), "a month alone is no date");
        }
    }

    #[test]
    fn folding_twice_is_folding_once(text in strategy::shards()) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded.clone());
        prop_assert_eq!(fold_words(&text).join(" "), folded);
    }

    #[test]
    fn what_is_garbled_is_repaired(text in "[a-zà-ÿ ]{0,30}é[a-zà-ÿ ]{0,30}") {
        let garbled: String = text.bytes().map(char::from).collect();
        prop_assert_eq!(repair_mojibake(&garbled), Some(text));
    }

    #[test]
    fn any_text_has_a_language_or_none(text in strategy::text()) {
        let _ = (repair_mojibake(&text), language_of(&text));
    }

    #[test]
    fn likeness_is_the_same_both_ways(a in strategy::news(), b in strategy::news()) {
        let (a, b) = (shingles(&fold_words(&a), 3), shingles(&fold_words(&b), 3));
        prop_assert!(a.is_sorted() && b.is_sorted());
        prop_assert_eq!(jaccard(&a, &b), jaccard(&b, &a));
        prop_assert!(jaccard(&a, &b) <= containment(&a, &b) && containment(&a, &b) <= 1000);
        if !a.is_empty() {
            prop_assert_eq!(jaccard(&a, &a), 1000);
        }
    }
}

/// The largest document, of one thing over and over: what makes a careless loop quadratic.
#[test]
fn five_mebibytes_of_anything_take_seconds() {
    const BYTES: usize = 5 << 20;
    const TIME_MAX: Duration = Duration::from_secs(60);
    for unit in [
        "a", ".", "\"", "’", "a.b.", "1/", "12.", "ab\n", " ", "(", "é", "\u{301}", "May 1, ", "1 de ",
        "A. ", "20",
    ] {
        let text = unit.repeat(BYTES / unit.len());
        let start = Instant::now();
        let n = sentences(&text, whole(&text)).len()
            + tokens(&text, whole(&text)).count()
            + dates_in(&text).len();
        let folded = fold(&text).len();
        let _ = (lines(&text).count(), language_of(&text), repair_mojibake(&text));
        assert!(start.elapsed() < TIME_MAX, "{unit:?}: {:?} ({n} {folded})", start.elapsed());
    }
}
