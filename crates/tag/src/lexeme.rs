//! Lexemes: the small pieces that times and quantities are read from. Hyphens and the seam between digits and letters
//! part them: `72-hour`, `10pm` and `€1.2m` are three, two and three.

use std::borrow::Cow;

use copydesk_record::Span;

/// A run of letters, a number, or one mark.
#[derive(Clone, Debug)]
pub(crate) struct Lexeme<'t> {
    /// Where it stands.
    pub(crate) span: Span,
    /// As it stands.
    pub(crate) text: &'t str,
    /// In lower case, curly apostrophes straight.
    pub(crate) lower: Cow<'t, str>,
    /// What it is.
    pub(crate) class: Class,
    /// Whether no white space stands between it and the one before.
    pub(crate) is_glued: bool,
}

/// What a lexeme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Letters, with inner apostrophes and the points of an acronym.
    Word,
    /// Digits, with inner commas and points.
    Number,
    /// Any other character.
    Mark,
}

/// The lexemes of `within`, in order.
pub(crate) fn lexemes(source: &str, within: Span) -> Vec<Lexeme<'_>> {
    let part = within.str(source);
    let base = within.start as usize;
    let mut out = Vec::new();
    let mut at = 0;
    let mut is_glued = false;
    while let Some(rest) = part.get(at..) {
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            is_glued = false;
            at += first.len_utf8();
            continue;
        }
        let (length, class) = if first.is_alphabetic() {
            (word_bytes(rest), Class::Word)
        } else if first.is_ascii_digit() {
            (number_bytes(rest), Class::Number)
        } else {
            (first.len_utf8(), Class::Mark)
        };
        let Some(text) = rest.get(..length) else { break };
        let span = Span::new(base + at, base + at + length);
        out.push(Lexeme { span, text, lower: lower(text), class, is_glued });
        is_glued = true;
        at += length;
    }
    out
}

/// Letters go on over an apostrophe before a letter, and over the points of `a.m.` and `U.S.`.
fn word_bytes(rest: &str) -> usize {
    let mut end = 0;
    let mut n_since_point = 0;
    let mut has_point = false;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_letter = chars.peek().is_some_and(|&(_, next)| next.is_alphabetic());
        if c.is_alphabetic() || matches!(c, '\'' | '’') && next_is_letter {
            n_since_point += 1;
        } else if c == '.' && n_since_point == 1 && (next_is_letter || has_point) {
            n_since_point = 0;
            has_point = true;
        } else {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Digits go on over one comma, point or colon before a digit.
fn number_bytes(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|&(_, next)| next.is_ascii_digit());
        if c.is_ascii_digit() || matches!(c, ',' | '.' | ':') && next_is_digit {
            end = at + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

fn lower(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c.is_uppercase() || c == '’') {
        Cow::Owned(text.to_lowercase().replace('’', "'"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Lexemes with questions that rules ask of them; nothing stands before the first and after the last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexemes<'a, 't>(pub(crate) &'a [Lexeme<'t>]);

impl<'a, 't> Lexemes<'a, 't> {
    /// The lexeme at `at`.
    pub(crate) fn get(self, at: usize) -> Option<&'a Lexeme<'t>> {
        self.0.get(at)
    }

    /// Its lower-case form; empty past the end.
    pub(crate) fn lower(self, at: usize) -> &'a str {
        self.0.get(at).map_or("", |lexeme| lexeme.lower.as_ref())
    }

    /// As it stands; empty past the end.
    pub(crate) fn text(self, at: usize) -> &'t str {
        self.0.get(at).map_or("", |lexeme| lexeme.text)
    }

    /// The lower-case form of the lexeme before `at`.
    pub(crate) fn before(self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |before| self.lower(before))
    }

    /// Whether it is one of these words.
    pub(crate) fn is(self, at: usize, words: &[&str]) -> bool {
        self.get(at).is_some_and(|lexeme| words.contains(&lexeme.lower.as_ref()))
    }

    /// Whether no white space stands before it.
    pub(crate) fn is_glued(self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.is_glued)
    }

    /// Whether it is a word.
    pub(crate) fn is_word(self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.class == Class::Word)
    }

    /// Whether it is written in digits.
    pub(crate) fn is_number(self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.class == Class::Number)
    }

    /// Whether it begins with a capital.
    pub(crate) fn is_capital(self, at: usize) -> bool {
        self.text(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// The first position after the words `words`, if they stand at `at`.
    pub(crate) fn after(self, at: usize, words: &[&str]) -> Option<usize> {
        let fits = words.iter().enumerate().all(|(n, word)| self.lower(at + n) == *word);
        fits.then_some(at + words.len())
    }

    /// `at`, or one further if a hyphen, en dash or space-less seam stands there: between `72` and `hour`.
    pub(crate) fn skip_hyphen(self, at: usize) -> usize {
        if self.is(at, &["-", "‑", "–"]) && self.is_glued(at) && self.is_glued(at + 1) {
            at + 1
        } else {
            at
        }
    }

    /// The digits at `at` as a small number: no comma, point or colon, at most nine of them.
    pub(crate) fn digits(self, at: usize) -> Option<u32> {
        let text = self.text(at);
        (self.is_number(at) && text.len() <= 9).then(|| text.parse().ok()).flatten()
    }

    /// The span from the first of `from..to` to the last.
    pub(crate) fn span(self, from: usize, to: usize) -> Option<Span> {
        let first = self.get(from)?.span;
        let last = self.get(to.checked_sub(1)?)?.span;
        Some(Span { start: first.start, end: last.end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            lexemes(text, Span::new(0, text.len())).iter().map(|lexeme| lexeme.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn hyphens_and_seams_part_lexemes() {
        check("a 72-hour strike", &["a", "72", "-", "hour", "strike"]);
        check("at 10pm, €1.2m", &["at", "10", "pm", ",", "€", "1.2", "m"]);
        check("6 p.m. U.S. time", &["6", "p.m.", "U.S.", "time"]);
        check("the mayor’s 4,812.", &["the", "mayor’s", "4,812", "."]);
    }
}
