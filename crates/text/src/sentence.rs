//! Sentences: quotation marks and brackets go with the sentence they close, abbreviations and decimal points end none.

use copydesk_record::Span;

use crate::abbreviation::{is_abbreviation, is_title_like};

/// The sentences of `text` within `within`, in order, without the white space between them. A line end always ends one.
pub fn sentences(text: &str, within: Span) -> Vec<Span> {
    let part = within.str(text);
    let base = within.start as usize;
    let mut out = Vec::new();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let span = Span::new(base + from, base + to).trim(text);
        if !span.is_empty() {
            out.push(span);
        }
    };
    let mut chars = part.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\n' {
            push(start, at);
            start = at + 1;
            continue;
        }
        if !is_final(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(next_at, next)) = chars.peek() {
            if !(is_final(next) || is_closer(next, part.get(next_at..).unwrap_or_default())) {
                break;
            }
            end = next_at + next.len_utf8();
            chars.next();
        }
        if is_end(
            part.get(start..at).unwrap_or_default(),
            c,
            part.get(end..).unwrap_or_default(),
            part.get(at..end).unwrap_or_default(),
        ) {
            push(start, end);
            start = end;
        }
    }
    push(start, part.len());
    out
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

/// Whether the sentence ends here: `before` it stands what it has so far, `mark` is the first final mark, `marks` all of
/// them with the closers, `after` what follows.
fn is_end(before: &str, mark: char, after: &str, marks: &str) -> bool {
    if matches!(mark, '。' | '！' | '？' | '।') {
        return true;
    }
    let Some(next) = after.chars().next() else { return true };
    let has_closer = marks.chars().any(|c| !is_final(c));
    if !next.is_whitespace() {
        // Glued sentences ("…the end.The next"): a lower-case word, the point, a capital and a lower-case letter.
        return mark == '.' && !has_closer && is_glued(before, after);
    }
    let Some(follower) = after.trim_start().chars().next() else { return true };
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '—'))
        .next()
        .unwrap_or_default();
    if marks.chars().filter(|&c| c == '.').count() >= 2 || mark == '…' {
        return !follower.is_lowercase();
    }
    if follower.is_lowercase() {
        // "Really?" he asked. — the speaker's clause goes on.
        return false;
    }
    if mark == '.' && !has_closer {
        if is_title_like(word) || is_initial(word) {
            return false;
        }
        if is_abbreviation(word) {
            return begins_sentence(after.trim_start());
        }
        if word.chars().all(|c| c.is_ascii_digit())
            && !word.is_empty()
            && word.len() <= 2
            && before.len() == word.len()
        {
            // "1. First point": a list number, not a sentence.
            return false;
        }
    }
    true
}

/// One capital before a full stop: J. Edgar.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase() && c != 'I')
}

fn is_glued(before: &str, after: &str) -> bool {
    let mut next = after.chars();
    let last = before.chars().next_back();
    let word_chars = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
    last.is_some_and(char::is_lowercase)
        && word_chars >= 2
        && matches!((next.next(), next.next()), (Some(a), Some(b)) if a.is_uppercase() && b.is_lowercase())
        && !before.ends_with("www")
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
    }

    #[test]
    fn lines_and_glue() {
        check("Heading\nBody text here.", &["Heading", "Body text here."]);
        check("This is the end.The next begins.", &["This is the end.", "The next begins."]);
        check("He waited… and left. Well… The end.", &["He waited… and left.", "Well…", "The end."]);
        check("", &[]);
    }
}
