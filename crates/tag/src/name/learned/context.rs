//! What stands about a run of capitals, however long it is: the words before and after it, their classes, the noun that
//! says what it is, and the quotation marks around it.

use std::ops::Range;
use std::sync::LazyLock;

use copydesk_text::fold;

use crate::quick::QuickMap;
use crate::sequence::hash_of;

/// The class of a word; 0 for words of none.
pub(super) type Class = u8;

/// Classes of words by their hash. A word of several classes has the first.
static CLASSES: LazyLock<QuickMap<u64, Class>> = LazyLock::new(|| {
    let mut classes = QuickMap::default();
    let lines = include_str!("../../../data/word_classes.txt").lines();
    for (class, line) in (1..).zip(lines.filter(|line| !line.starts_with('#'))) {
        let words = line.split_once(':').map_or("", |(_, words)| words);
        for word in words.split_whitespace() {
            classes.entry(hash_of(fold(word))).or_insert(class);
        }
    }
    classes
});

/// The class of a folded word, its plural in `s` or `es` included.
pub(super) fn class_of(folded: &str) -> Class {
    let class = |word: &str| CLASSES.get(&hash_of(word)).copied();
    let singular =
        || folded.strip_suffix('s').and_then(|stem| class(stem).or_else(|| class(stem.strip_suffix('e')?)));
    let of_y = || class(&format!("{}y", folded.strip_suffix("ies")?));
    class(folded).or_else(singular).or_else(of_y).unwrap_or_default()
}

/// A token as this module sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark<'t> {
    pub(super) text: &'t str,
    pub(super) class: Class,
    pub(super) has_capital: bool,
    /// Whether its capital may be that of the sentence's head only.
    pub(super) is_common: bool,
}

/// A run of capitals and what is known of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub(super) tokens: Range<usize>,
    /// The class of the nearest word before that has one, and of the nearest after.
    pub(super) before: Class,
    pub(super) after: Class,
    /// What it is said to be: `is a band`, `, a village`, `the film …`.
    pub(super) defined: Class,
    /// 0 outside quotation marks, 1 within, 2 filling them, 3 with one before or behind.
    pub(super) quoted: u8,
}

/// So far before and after a run a word's class is looked for.
const NEAR_WORDS: usize = 3;
/// So far behind `is a` the noun is looked for.
const NOUN_WORDS: usize = 8;
/// A longer bracket between a name and what it is says too much.
const BRACKET_WORDS: usize = 24;

/// The runs of capitals of a sentence, in order.
pub(super) fn runs(marks: &[Mark<'_>]) -> Vec<Run> {
    let mut out = Vec::new();
    let (mut at, mut n_quotes) = (0, 0);
    let is_part = |at: usize| {
        marks.get(at).is_some_and(|mark| {
            mark.has_capital && !(mark.is_common && at == 0)
                || mark.text.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    while at < marks.len() {
        let from = at;
        let mut has_capital = false;
        while is_part(at) {
            has_capital |= marks.get(at).is_some_and(|mark| mark.has_capital);
            at += 1;
        }
        if has_capital {
            out.push(run(marks, from..at, n_quotes));
        }
        at = at.max(from + 1);
        let passed = marks.get(from..at).unwrap_or_default();
        n_quotes += passed.iter().filter(|mark| is_quote(mark.text)).count();
    }
    out
}

fn is_quote(text: &str) -> bool {
    matches!(text, "\"" | "“" | "”" | "''" | "``" | "'" | "‘" | "’")
}

/// A run of capitals behind so many quotation marks.
fn run(marks: &[Mark<'_>], tokens: Range<usize>, n_quotes: usize) -> Run {
    let class = |at: usize| marks.get(at).map_or(0, |mark| if mark.has_capital { 0 } else { mark.class });
    let text = |at: usize| marks.get(at).map_or("", |mark| mark.text);
    let first_of = |mut places: Box<dyn Iterator<Item = usize> + '_>| {
        places.find_map(|at| Some(class(at)).filter(|class| *class > 0)).unwrap_or_default()
    };
    let from = tokens.start.saturating_sub(NEAR_WORDS);
    let opens = tokens.start.checked_sub(1).is_some_and(|at| is_quote(text(at)));
    let closes = is_quote(text(tokens.end));
    let quoted = match (opens, closes) {
        (true, true) => 2,
        (true, false) | (false, true) => 3,
        (false, false) => u8::from(n_quotes % 2 == 1),
    };
    Run {
        before: first_of(Box::new((from..tokens.start).rev())),
        after: first_of(Box::new(tokens.end..tokens.end + NEAR_WORDS)),
        defined: defined(marks, &tokens),
        quoted,
        tokens,
    }
}

/// The class of what a run is said to be.
fn defined(marks: &[Mark<'_>], tokens: &Range<usize>) -> Class {
    let text = |at: usize| marks.get(at).map_or("", |mark| mark.text);
    let mut at = tokens.end;
    if matches!(text(at), "\"" | "”" | "''" | "’") {
        at += 1;
    }
    if text(at) == "(" {
        let close = (at..at + BRACKET_WORDS).find(|at| text(*at) == ")");
        at = close.map_or(at, |close| close + 1);
    }
    let is_article = |at: usize| matches!(text(at), "a" | "an" | "the");
    let noun_from = if matches!(text(at), "is" | "was" | "are" | "were" | "became" | "," | "–" | "-")
        && is_article(at + 1)
    {
        at + 2
    } else if matches!(text(at), "is" | "was") && text(at + 1) == "one" && text(at + 2) == "of" {
        at + 4
    } else {
        // `the band Spirit`, `a village called Atwick`
        let lead = (1..=3).filter_map(|n| tokens.start.checked_sub(n));
        let lead = lead.take_while(|at| {
            marks.get(*at).is_some_and(|mark| mark.class > 0)
                || matches!(text(*at), "\"" | "“" | "``" | "called" | "named" | "of" | "the" | "‘" | ",")
        });
        let nouns =
            lead.filter_map(|at| marks.get(at)).filter(|mark| !mark.has_capital && mark.class < VERBS);
        return nouns.map(|mark| mark.class).find(|class| *class > 0).unwrap_or_default();
    };
    let is_end = |at: usize| {
        matches!(
            text(at),
            "" | ","
                | "."
                | ";"
                | ":"
                | "("
                | "in"
                | "of"
                | "from"
                | "for"
                | "by"
                | "with"
                | "at"
                | "on"
                | "that"
                | "which"
                | "who"
                | "and"
                | "or"
                | "whose"
                | "located"
                | "situated"
                | "to"
                | "near"
        )
    };
    let inner = (noun_from..noun_from + NOUN_WORDS).take_while(|at| !is_end(*at));
    inner.filter_map(|at| marks.get(at)).filter(|mark| mark.class > 0).last().map_or(0, |mark| mark.class)
}

/// The classes from this one on hold verbs.
const VERBS: Class = 51;

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Range<usize>, Class)> {
        let marks: Vec<Mark<'_>> = text
            .split(' ')
            .map(|text| Mark {
                text,
                class: class_of(&fold(text)),
                has_capital: text.starts_with(char::is_uppercase),
                is_common: matches!(text, "The" | "He"),
            })
            .collect();
        runs(&marks).into_iter().map(|run| (run.tokens, run.defined)).collect()
    }

    #[test]
    fn a_name_is_what_it_is_said_to_be() {
        let check = |text: &str, word: &str| assert_eq!(found(text)[0].1, class_of(word), "{text}");
        check("Ilhas Express is a small ferry company in Praia .", "company");
        check("Zorro ( born May 3 ) was an American singer .", "singer");
        check("The band Spirit played .", "band");
        check("He saw Belo , a village near the sea .", "village");
        check("Belo left .", "xyz");
    }

    #[test]
    fn verbs_stand_behind_nouns() {
        assert_eq!((class_of("said"), class_of("name")), (VERBS, VERBS - 1));
        assert_eq!(class_of("cities"), class_of("town"));
    }
}
