//! Sentences: quotation marks and brackets go with the sentence they close, abbreviations and decimal points end none.

use copydesk_record::Span;

use crate::abbreviation::{is_abbreviation, is_title_like, needs_number};
use crate::seam::parts;

/// The sentences of `text` within `within`, in order, without the white space between them. A line end always ends one.
pub fn sentences(text: &str, within: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut base = within.start as usize;
    for line in within.str(text).split('\n') {
        for (from, part) in parts(line) {
            let mut start = from;
            for end in ends(part) {
                let span = Span::new(base + start, base + from + end).trim(text);
                if !span.is_empty() {
                    out.push(span);
                }
                start = from + end;
            }
        }
        base += line.len() + 1;
    }
    out
}

/// Where the sentences of a line end: after the final marks and what goes with them, and at the end of the line.
fn ends(line: &str) -> Vec<usize> {
    let casing = Casing::of(line);
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !is_final(c) {
            continue;
        }
        let rest = line.get(at..).unwrap_or_default();
        let length = marks_len(rest);
        let end = at + length;
        while chars.next_if(|&(next, _)| next < end).is_some() {}
        let place = Place {
            before: line.get(start..at).unwrap_or_default(),
            mark: c,
            marks: rest.get(..length).unwrap_or_default(),
            after: line.get(end..).unwrap_or_default(),
            casing,
        };
        if place.is_end() {
            start = end + trailer_len(place.after);
            while chars.next_if(|&(next, _)| next < start).is_some() {}
            out.push(start);
        }
    }
    out.push(line.len());
    out
}

/// How a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Casing {
    /// Sentences begin with a capital.
    Kept,
    /// As in a chat: it begins without one, or its `i` is small.
    Dropped,
}

impl Casing {
    fn of(line: &str) -> Self {
        let first = line.chars().find(|c| c.is_alphabetic());
        let is_small = |word: &str| matches!(word, "i" | "i'm" | "i’m" | "im");
        if first.is_some_and(char::is_lowercase) || line.split(' ').any(is_small) {
            Self::Dropped
        } else {
            Self::Kept
        }
    }
}

/// How many bytes of `text`, which begins with a final mark, are the final marks and what closes behind them.
fn marks_len(text: &str) -> usize {
    let mut length = 0;
    for (at, c) in text.char_indices() {
        if !(is_final(c) || is_closer(c, text.get(at..).unwrap_or_default())) {
            break;
        }
        length = at + c.len_utf8();
    }
    length
}

fn is_final(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।')
}

/// A closing mark; a straight quotation mark closes only if no word follows it at once.
fn is_closer(c: char, rest: &str) -> bool {
    match c {
        '”' | '’' | '»' | ')' | ']' | '」' | '』' | '›' => true,
        '"' | '\'' => !rest.chars().nth(1).is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

/// How many bytes after the end of a sentence still go with it: numbers of notes (`[4]`), faces, marks set apart (`. .`).
fn trailer_len(after: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = after.get(length..).unwrap_or_default();
        let gap = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let taken = note_len(rest).max(face_len(rest)).max(apart_len(rest));
        if taken == 0 {
            return length;
        }
        length += gap + taken;
    }
}

/// The length of a note's number in square brackets at the start of `text`.
fn note_len(text: &str) -> usize {
    if let Some(gap) = ["[…]", "[...]"].iter().find(|gap| text.starts_with(**gap)) {
        return gap.len();
    }
    let Some(rest) = text.strip_prefix('[') else { return 0 };
    let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let is_note = (1..=3).contains(&digits) && rest.as_bytes().get(digits) == Some(&b']');
    if is_note { digits + 2 } else { 0 }
}

/// The length of a face of marks that stands alone at the start of `text`.
fn face_len(text: &str) -> usize {
    const FACES: &[&str] = &[":-)", ":)", ":-(", ":(", ";-)", ";)", ":-D", ":D", ":-P", ":P", "=)"];
    FACES
        .iter()
        .find(|face| is_alone(text, face.len()) && text.starts_with(**face))
        .map_or(0, |face| face.len())
}

/// The length of final marks that stand alone at the start of `text`.
fn apart_len(text: &str) -> usize {
    let marks = marks_len(text);
    if is_alone(text, marks) { marks } else { 0 }
}

/// Whether white space or nothing follows the first `length` bytes.
fn is_alone(text: &str, length: usize) -> bool {
    text.get(length..).is_some_and(|rest| rest.chars().next().is_none_or(char::is_whitespace))
}

/// A place where a sentence may end.
struct Place<'a> {
    /// What the sentence has so far.
    before: &'a str,
    /// The first final mark.
    mark: char,
    /// All final marks with what closes behind them.
    marks: &'a str,
    /// What follows in the line.
    after: &'a str,
    casing: Casing,
}

impl Place<'_> {
    fn is_end(&self) -> bool {
        if matches!(self.mark, '。' | '！' | '？' | '।') {
            return true;
        }
        let Some(next) = self.after.chars().next() else { return true };
        let has_closer = self.marks.chars().any(|c| !is_final(c));
        if !next.is_whitespace() {
            return note_len(self.after) > 0
                || (self.mark == '?' && !has_closer && is_glued_question(self.word(), self.after))
                || (self.mark == '.' && !has_closer && is_glued(self.before, self.after));
        }
        let follower = self.after.trim_start();
        let Some(first) = follower.chars().next() else { return true };
        let word = self.word();
        if follower.starts_with("http") {
            return true;
        }
        if has_closer && self.mark != '.' && names_who_said(follower) {
            return false;
        }
        if self.marks.chars().filter(|&c| c == '.').count() >= 2 || self.mark == '…' {
            return !first.is_lowercase();
        }
        if first.is_lowercase() {
            // "adv. tech. course": abbreviations come in rows.
            let next_word = follower.split_whitespace().next().unwrap_or_default();
            let is_row = next_word.len() <= 4 && next_word.ends_with('.') && follower.len() > next_word.len();
            return !has_closer && !is_row && self.is_end_before_small(word);
        }
        if self.mark == '?' && word.ends_with(':') {
            // A form whose marks were lost: "Fax:? 203 …".
            return false;
        }
        if self.mark == '.' && !has_closer {
            return self.is_end_before_capital(word, follower);
        }
        true
    }

    /// The word before the mark.
    fn word(&self) -> &str {
        let is_edge = |c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '—');
        self.before.rsplit(is_edge).next().unwrap_or_default()
    }

    /// A sentence that begins without a capital, where nothing else explains the mark. "Really? he asked" goes on.
    fn is_end_before_small(&self, word: &str) -> bool {
        let is_plain = match self.casing {
            Casing::Dropped => word.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')),
            Casing::Kept => self.mark == '.' && word.chars().all(char::is_lowercase),
        };
        is_plain && word.chars().count() >= 2 && !is_title_like(word) && !is_abbreviation(word)
    }

    fn is_end_before_capital(&self, word: &str, follower: &str) -> bool {
        let is_number = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        let is_whole = self.before.trim_start() == word;
        if is_number && word.len() <= 2 && is_whole {
            // "1. First point": a list number, not a sentence.
            return false;
        }
        if needs_number(word) {
            return !follower.starts_with(|c: char| c.is_ascii_digit());
        }
        if is_title_like(word) {
            return false;
        }
        if is_initial(word) {
            // "because of X. So I may": no name goes on with a common word.
            return follower.chars().nth(1).is_some_and(char::is_lowercase) && begins_sentence(follower);
        }
        !is_abbreviation(word) || begins_sentence(follower)
    }
}

/// Whether a speaker's clause follows a quotation: "“Why?” Mayor Anna Lee asked."
fn names_who_said(after: &str) -> bool {
    const VERBS: &[&str] = &[
        "said",
        "asked",
        "says",
        "asks",
        "told",
        "added",
        "cried",
        "shouted",
        "wrote",
        "replied",
        "called",
        "answered",
        "whispered",
        "muttered",
        "exclaimed",
        "continued",
        "insisted",
        "demanded",
        "wondered",
        "joked",
        "screamed",
        "yelled",
        "sighed",
        "howled",
        "interrupted",
        "recalled",
        "remarked",
        "tweeted",
        "posted",
    ];
    let mut words = after.split_whitespace().take(4);
    let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let verb = words.by_ref().find(|word| !is_name(word)).unwrap_or_default();
    VERBS.contains(&verb.trim_end_matches(|c: char| !c.is_alphabetic()))
}

/// One letter before a full stop: J. Edgar, c. 1230.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_alphabetic() && c != 'I')
}

fn is_glued(before: &str, after: &str) -> bool {
    let mut next = after.chars();
    let last = before.chars().next_back();
    let word_chars = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let is_address = || after.chars().take(64).take_while(|c| !c.is_whitespace()).any(|c| c == '@');
    last.is_some_and(char::is_lowercase)
        && word_chars >= 2
        && matches!((next.next(), next.next()), (Some(a), Some(b)) if a.is_uppercase() && b.is_lowercase())
        && !before.ends_with("www")
        && !is_address()
}

/// "is it new?they asked": a space was lost, unless the mark is one of an address.
fn is_glued_question(word: &str, after: &str) -> bool {
    let is_address = word.contains(['/', '=', '.']) || after.contains('=');
    !is_address && after.starts_with(char::is_alphabetic) && word.chars().all(char::is_alphabetic)
}

/// After an abbreviation only a word that commonly opens sentences ends the one before it.
fn begins_sentence(after: &str) -> bool {
    const OPENERS: &[&str] = &[
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "It",
        "He",
        "She",
        "They",
        "We",
        "I",
        "But",
        "And",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "If",
        "When",
        "While",
        "As",
        "For",
        "His",
        "Her",
        "Its",
        "Their",
        "Our",
        "My",
        "Some",
        "Many",
        "Most",
        "No",
        "Not",
        "After",
        "Before",
        "Since",
        "So",
        "Yet",
        "However",
        "Meanwhile",
        "What",
        "Who",
        "How",
        "Why",
        "You",
        "By",
        "From",
        "With",
        "To",
        "Also",
        "Both",
        "Police",
        "According",
    ];
    let word: String = after.chars().take_while(|c| c.is_alphanumeric()).collect();
    after.starts_with(['“', '"', '‘', '«']) || OPENERS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            sentences(text, Span::new(0, text.len())).iter().map(|span| span.str(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn plain_and_quoted() {
        check("It rained. It poured! Did it?", &["It rained.", "It poured!", "Did it?"]);
        check("“No,” he said. “Never.” He left.", &["“No,” he said.", "“Never.”", "He left."]);
        check("\"Why?\" she asked. \"Because.\"", &["\"Why?\" she asked.", "\"Because.\""]);
        check("(It was late.) They went.", &["(It was late.)", "They went."]);
    }

    #[test]
    fn abbreviations_and_numbers() {
        check(
            "Dr. J. Smith of the U.S. Navy paid $3.5m. It sank.",
            &["Dr. J. Smith of the U.S. Navy paid $3.5m.", "It sank."],
        );
        check("It closed at 6 p.m. The crew left.", &["It closed at 6 p.m.", "The crew left."]);
        check("Acme Inc. said so. Fine.", &["Acme Inc. said so.", "Fine."]);
        check("No. 7 won.", &["No. 7 won."]);
        check("Keys? No. None fit.", &["Keys?", "No.", "None fit."]);
        check("A fort (c. 1230) stands, e.g. “Old Keep”.", &["A fort (c. 1230) stands, e.g. “Old Keep”."]);
        check("It is named X. So is the ship.", &["It is named X.", "So is the ship."]);
    }

    #[test]
    fn what_goes_with_the_end() {
        check("The dam held.[3] [4] It was old.", &["The dam held.[3] [4]", "It was old."]);
        check("We won!! :-) See you. ; D", &["We won!! :-)", "See you.", "; D"]);
        check("It closed . . . They left .", &["It closed . . .", "They left ."]);
        check(
            "“Why now?” Mayor Ana Lee asked. Nobody knew.",
            &["“Why now?” Mayor Ana Lee asked.", "Nobody knew."],
        );
        check("Write to a.Brown@desk.example soon.", &["Write to a.Brown@desk.example soon."]);
        check("Read it all. https://desk.example/a", &["Read it all.", "https://desk.example/a"]);
    }

    #[test]
    fn small_letters_begin_sentences_in_chats() {
        check("i rang them. they were out! are you in?", &["i rang them.", "they were out!", "are you in?"]);
        check("The pump failed. it was new.", &["The pump failed.", "it was new."]);
        check("Was it new? he wondered.", &["Was it new? he wondered."]);
        check("The Acme Corp. office and the U.S. side.", &["The Acme Corp. office and the U.S. side."]);
    }

    #[test]
    fn lines_and_glue() {
        check("Heading\nBody text here.", &["Heading", "Body text here."]);
        check("This is the end.The next begins.", &["This is the end.", "The next begins."]);
        check("He waited… and left. Well… The end.", &["He waited… and left.", "Well…", "The end."]);
        check("", &[]);
    }
}
