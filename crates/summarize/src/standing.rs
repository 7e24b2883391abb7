//! Whether a sentence can be understood where it stands alone.

use std::borrow::Cow;

use copydesk_record::{NameKind, Role, Span};
use copydesk_text::fold;

use crate::view::{Sentence, View};
use crate::words::Word;

/// How many words from its beginning on a sentence is looked through for a pronoun that has nobody before it.
const PRONOUN_REACH: usize = 9;

/// Within so many words a "however" or an "also" is the whole sentence's.
const CONTRAST_REACH: usize = 6;

/// The longest dateline.
const DATELINE_CHARS_MAX: usize = 70;

/// How a sentence begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// With words that stand by themselves.
    Free,
    /// With a word that leans on the sentence before.
    Dangling,
    /// With a pronoun that a name can explain.
    Pronoun,
}

const PRONOUNS: &[&str] = &["he", "she", "his", "her"];
/// The writer, who is nobody in a brief.
const WRITER: &[&str] = &["i", "we", "me", "us", "my", "our", "myself", "ourselves"];
/// Who speaks of himself so often in so many first sentences tells what he has seen, or thinks.
const PERSONAL_SENTENCES: usize = 5;
const PERSONAL_WORDS_MIN: usize = 2;
/// The reader, whom a brief gives no advice.
const READER: &[&str] = &["you", "your", "yours", "yourself"];
/// With these a paper asks its reader to do something.
const ORDERS: &[&str] =
    &["listen", "watch", "click", "read", "see", "sign", "subscribe", "follow", "download", "scroll"];
/// What opens a phrase that says when or where, not who.
const ADVERBIAL: &[&str] = &[
    "in",
    "on",
    "at",
    "after",
    "before",
    "by",
    "during",
    "since",
    "until",
    "when",
    "while",
    "as",
    "for",
    "from",
    "shortly",
    "soon",
    "once",
    "later",
    "earlier",
    "now",
    "last",
    "next",
    "today",
    "yesterday",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "despite",
    "with",
    "against",
    "beside",
    "behind",
];
const DANGLING: &[&str] = &[
    "it",
    "its",
    "they",
    "their",
    "them",
    "this",
    "that",
    "these",
    "those",
    "but",
    "and",
    "or",
    "so",
    "yet",
    "however",
    "meanwhile",
    "also",
    "then",
    "there",
    "such",
    "both",
    "another",
    "others",
    "instead",
    "moreover",
    "furthermore",
    "nevertheless",
    "therefore",
    "thus",
    "otherwise",
    "besides",
    "nor",
    "because",
    "which",
    "who",
    "i",
    "we",
    "you",
    "my",
    "our",
    "your",
    "separately",
    "elsewhere",
    "indeed",
    "beforehand",
    "afterwards",
    "here",
    "neither",
    "still",
    "similarly",
    "likewise",
    "consequently",
    "earlier",
    "later",
    "nonetheless",
    "too",
    "even",
    "see",
];
const DANGLING_PHRASES: &[&str] = &[
    "in addition",
    "as a result",
    "at the same time",
    "on the other hand",
    "in contrast",
    "after that",
    "by contrast",
    "in between",
    "between them",
    "among them",
    "among those",
    "that year",
    "that day",
    "the same day",
    "by then",
    "at that",
    "in turn",
    "in fact",
    "for example",
    "for instance",
    "in other words",
    "on top of that",
];
/// Words that point back where they stand last, and pairs of words that do so wherever they stand early.
const POINTING: &[&str] = &["this", "that", "it", "so", "them", "these", "those"];
const POINTING_PAIRS: &[(&str, &str)] = &[
    ("of", "those"),
    ("of", "these"),
    ("of", "them"),
    ("the", "latter"),
    ("the", "former"),
    ("that", "year"),
    ("that", "day"),
    ("it", "to"),
];

/// Lengths of time.
pub(crate) const UNITS: &[&str] = &[
    "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years",
    "morning", "evening", "night",
];

/// What "the" stands before where it is what the sentence before told: "the move was welcomed", "the couple left".
const TOLD_BEFORE: &[&str] = &["move", "couple", "pair", "duo", "trio", "incident", "setback"];
/// Words behind these that say which one is meant.
const SAYS_WHICH: &[&str] =
    &["of", "to", "in", "at", "by", "from", "that", "who", "which", "on", "between", "with"];

/// How a sentence begins, and whether it leans on what is not there.
pub(crate) fn opening(view: &View<'_>, sentence: &Sentence) -> Opening {
    let text = after_dateline(view.str(sentence.span));
    let is_quoted = text.starts_with(['“', '"', '‘', '«', '\'']);
    let folded = fold(text.get(..text.len().min(80)).or_else(|| text.split(' ').next()).unwrap_or_default());
    let first = folded.split(' ').next().unwrap_or_default();
    // "The 53-year-old was at dinner" names nobody, as a pronoun does.
    let is_age = text.split(' ').take(2).any(|word| word.trim_end_matches(',').ends_with("-year-old"));
    if !is_quoted && (PRONOUNS.contains(&first) || (is_age && first == "the")) {
        return Opening::Pronoun;
    }
    // "Both the harbour and the mill" says which two.
    let names_both = first == "both" && folded.contains(" and ");
    if !is_quoted
        && (is_counted_on(&folded)
            || (DANGLING.contains(&first) && !names_both)
            || DANGLING_PHRASES.iter().any(|phrase| folded.starts_with(phrase)))
    {
        return Opening::Dangling;
    }
    let own: Vec<&Word> = own_words(view, sentence).collect();
    if leans(view, &own) || tells_who(view, &own) {
        return Opening::Dangling;
    }
    pronoun(view, sentence, first, &own)
}

/// The sentence without the dateline that opens it: "RIGA, May 3 (Baltic Wire) - The ferry".
pub(crate) fn after_dateline(text: &str) -> &str {
    let head =
        text.char_indices().nth(DATELINE_CHARS_MAX).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
    let dash = head.match_indices(' ').find_map(|(at, _)| {
        let rest = head.get(at..)?;
        Some((at, [" - ", " – ", " — ", " -- "].iter().find(|dash| rest.starts_with(**dash))?.len()))
    });
    let Some((at, length)) = dash else { return text };
    let place = head.get(..at).unwrap_or_default().split([' ', ',']).next().unwrap_or_default();
    let is_place = place.chars().count() > 2 && place.chars().all(char::is_uppercase);
    let is_wire = head.get(..at).is_some_and(|head| head.contains('('));
    let rest = text.get(at + length..).filter(|_| is_place || is_wire);
    rest.unwrap_or(text)
}

/// "Two hours later", "The following day": counted from what another sentence has told.
fn is_counted_on(folded: &str) -> bool {
    let words: Vec<&str> = folded.split(' ').take(4).collect();
    match words.as_slice() {
        ["the", "following" | "next" | "previous", unit, ..]
        | [_, unit, "later" | "earlier" | "afterwards", ..]
        | [_, _, unit, "later" | "earlier" | "afterwards", ..] => UNITS.contains(unit),
        _ => false,
    }
}

/// Whether the outlet's own words speak of the writer, or point to what stands in another sentence.
fn leans(view: &View<'_>, own: &[&Word]) -> bool {
    let plain: Vec<Cow<'_, str>> = own.iter().map(|word| lower(view.str(word.span))).collect();
    // A "US" in capitals is no pronoun.
    let is_country = |word: &Word| view.str(word.span) == "US";
    let speaks_of_writer =
        own.iter().zip(&plain).any(|(word, plain)| WRITER.contains(&base(plain)) && !is_country(word));
    // "Shares, however, fell": what they are set against is in another sentence.
    let contrasts = plain.iter().take(CONTRAST_REACH).any(|word| word == "however" || word == "also");
    let told_before = match plain.as_slice() {
        [article, thing, next, ..] => {
            article == "the" && TOLD_BEFORE.contains(&&**thing) && !SAYS_WHICH.contains(&&**next)
        }
        _ => false,
    };
    let points_last = plain.last().is_some_and(|last| POINTING.contains(&&**last));
    let early = || plain.iter().take(PRONOUN_REACH);
    let points_early =
        early().zip(early().skip(1)).any(|(one, next)| POINTING_PAIRS.contains(&(&**one, &**next)));
    let him = own.iter().zip(&plain).find(|(_, plain)| *plain == "him").map(|(word, _)| word.span.start);
    let misleads = him
        .zip(own.first())
        .is_some_and(|(him, first)| !explains(view, Span { start: first.span.start, end: him }));
    speaks_of_writer || contrasts || told_before || points_last || points_early || misleads
}

/// Whether an article is told by one who speaks of himself from its first sentences on: a column.
pub(crate) fn is_personal(view: &View<'_>) -> bool {
    let body = view.sentences.iter().filter(|sentence| sentence.role == Role::Body);
    let (mut n_words, mut n_subjects) = (0, 0);
    for sentence in body.take(PERSONAL_SENTENCES) {
        let quoted = quoted(view, sentence.span);
        // A capital within the sentence: "World War I" is no writer.
        let mut is_name = false;
        for (at, word) in sentence.words.iter().enumerate() {
            let text = base(view.str(word.span));
            let is_number = std::mem::replace(&mut is_name, at > 0 && text.starts_with(char::is_uppercase));
            if is_number || quoted.iter().any(|span| span.overlaps(word.span)) {
                continue;
            }
            n_words += usize::from(matches!(text, "I" | "me" | "my" | "My" | "myself"));
            n_subjects += usize::from(text == "I");
        }
    }
    n_subjects > 0 && n_words >= PERSONAL_WORDS_MIN
}

/// Whether the words before a "him" say who that is. "The coach had wanted him": with one person in the sentence, the pronoun is
/// another, but for "the mayor's deputy would replace him".
fn explains(view: &View<'_>, before: Span) -> bool {
    let persons = view.names_in(before).filter(|&(_, kind)| kind == NameKind::Person);
    let owns = |span: Span| {
        let behind = view.document.text.get(span.end as usize..).unwrap_or_default();
        view.str(span).ends_with(['\'', '’', 's']) && view.str(span).contains(['\'', '’'])
            || behind.starts_with("'s ")
            || behind.starts_with("’s ")
    };
    let (mut n_persons, mut n_owners) = (0, 0);
    for (span, _) in persons {
        n_persons += 1;
        n_owners += usize::from(owns(span));
    }
    n_persons > 1 || n_owners > 0
}

/// A word in lower case, which most are already.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// A word without a possessive.
pub(crate) fn base(word: &str) -> &str {
    word.split(['\'', '’']).next().unwrap_or_default()
}

/// "The boy is Damyan Karadzhov": it explains what another sentence has said.
fn tells_who(view: &View<'_>, own: &[&Word]) -> bool {
    let [article, thing, verb, name, ..] = own else { return false };
    let is = |word: &Word, texts: &[&str]| texts.contains(&&*lower(view.str(word.span)));
    is(article, &["the"])
        && view.str(thing.span).starts_with(char::is_lowercase)
        && is(verb, &["is", "was", "are", "were"])
        && view.names_in(name.span).any(|(_, kind)| kind == NameKind::Person)
}

/// A subject that is a pronoun after a phrase of time or place: "Three months later she talks".
fn pronoun(view: &View<'_>, sentence: &Sentence, first: &str, own: &[&Word]) -> Opening {
    let is_time = view.document.tags.times.iter().any(|time| time.span.start == sentence.span.start);
    if !is_time && !ADVERBIAL.contains(&first) {
        return Opening::Free;
    }
    let mut has_name = false;
    for word in own.iter().take(PRONOUN_REACH) {
        let kinds = view.names_in(word.span).map(|(_, kind)| kind);
        for kind in kinds {
            if kind == NameKind::Person {
                return Opening::Free;
            }
            has_name = true;
        }
        match view.str(word.span) {
            "he" | "she" => return Opening::Pronoun,
            "him" | "her" if first == "against" => return Opening::Pronoun,
            // "In her ruling Judge Eleni Vourtsi" names her yet.
            "his" | "her" if !names_person(view, sentence) => return Opening::Pronoun,
            "it" | "they" if !has_name => return Opening::Dangling,
            _ => {}
        }
    }
    Opening::Free
}

fn names_person(view: &View<'_>, sentence: &Sentence) -> bool {
    view.names_in(sentence.span).any(|(_, kind)| kind == NameKind::Person)
}

/// Whether the outlet's own words are meant for its reader: "freeze your fish", "Listen to the interview".
pub(crate) fn is_advice(view: &View<'_>, sentence: &Sentence) -> bool {
    let own = || own_words(view, sentence);
    let is_order = own().next().is_some_and(|first| {
        first.span.start == sentence.span.start && ORDERS.contains(&&*lower(view.str(first.span)))
    });
    is_order || own().map(|word| lower(view.str(word.span))).any(|word| READER.contains(&&*word))
}

/// Whether the outlet's own words count a day from the one on which they were written: "today", "last night".
pub(crate) fn is_of_its_day(view: &View<'_>, sentence: &Sentence) -> bool {
    let quoted = quoted(view, sentence.span);
    let times = view.document.tags.times.iter().filter(|time| sentence.span.contains(time.span));
    let mut own = times.filter(|time| !quoted.iter().any(|span| span.overlaps(time.span)));
    own.any(|time| {
        let words = lower(view.str(time.span));
        let rest = words.strip_prefix("this ").or_else(|| words.strip_prefix("last "));
        let is_part = |part: &str| rest.is_some_and(|rest| rest.starts_with(part));
        ["today", "yesterday", "tomorrow", "tonight", "overnight"].iter().any(|day| words.contains(day))
            || ["morning", "afternoon", "evening", "night"].iter().any(|part| is_part(part))
    })
}

/// The parts of a sentence that are somebody's words.
pub(crate) fn quoted(view: &View<'_>, sentence: Span) -> Vec<Span> {
    let quotations = view.document.tags.quotations.iter();
    let marked = quotations.filter(|quotation| quotation.kind != copydesk_record::QuotationKind::Reported);
    marked.map(|quotation| quotation.span).filter(|span| span.overlaps(sentence)).collect()
}

/// The words of a sentence that are nobody's but the outlet's.
pub(crate) fn own_words<'s>(view: &View<'_>, sentence: &'s Sentence) -> impl Iterator<Item = &'s Word> {
    let quoted = quoted(view, sentence.span);
    sentence.words.iter().filter(move |word| !quoted.iter().any(|span| span.overlaps(word.span)))
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Article, Block, Role, Tagged};

    use super::*;
    use crate::view::views;

    #[test]
    fn sentences_that_lean() {
        let check = |text: &str, expected| {
            let blocks = vec![Block { role: Role::Body, span: Span::new(0, text.len()), reason: None }];
            let article = Article { blocks, ..Article::default() };
            let document = Tagged { text: text.to_owned(), article, ..Tagged::default() };
            let documents = [std::sync::Arc::new(document)];
            let views = views(&documents, &[]);
            assert_eq!(opening(&views[0], &views[0].sentences[0]), expected, "{text}");
        };
        check("The harbour office rejected this.", Opening::Dangling);
        check("Shortly after noon it came over the dyke.", Opening::Dangling);
        check("Three months after the trial she speaks of it in a book.", Opening::Pronoun);
        check("The 53-year-old was at dinner when the phone rang.", Opening::Pronoun);
        check("The 53-year-old, who had lost twice, won.", Opening::Pronoun);
        check("The coach had wanted him since the summer.", Opening::Dangling);
        check("The coach had wanted him.", Opening::Dangling);
        check("On the last of those evenings the choir sang.", Opening::Dangling);
        check("The best coach we have had is packing.", Opening::Dangling);
        check("The US ferry line closes in May.", Opening::Free);
        check("After the storm the ferry stayed in port.", Opening::Free);
        check("In August, at the pier, his left oar broke.", Opening::Pronoun);
        check("Fares, however, will stay as they are.", Opening::Dangling);
        check("The move was welcomed by the crew.", Opening::Dangling);
        check("The move to Riga was welcomed by the crew.", Opening::Free);
        check("Both were sold to a clerk.", Opening::Dangling);
        check("Both the ferry and the pier were sold.", Opening::Free);
        check("But the ferry sailed.", Opening::Dangling);
        check("RIGA (Baltic Wire) - But the ferry sailed.", Opening::Dangling);
    }
}
