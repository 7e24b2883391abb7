//! Tokens: words with inner apostrophes and hyphens, numbers with inner points and commas, single marks.

use copydesk_record::Span;

/// A token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// Where it stands.
    pub span: Span,
    /// Its characters.
    pub text: &'t str,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Begins with a letter.
    Word,
    /// Begins with a digit.
    Number,
    /// A single other character.
    Mark,
}

/// The tokens of `text` within `within`, in order; white space is left out. Nothing if the span is not in the text.
pub fn tokens(text: &str, within: Span) -> impl Iterator<Item = Token<'_>> {
    let part = within.str(text);
    let base = within.start as usize;
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = part.get(at..)?;
        // Most tokens stand behind one space, or none.
        let skipped = match rest.as_bytes() {
            [b' ', next, ..] if next.is_ascii_graphic() => 1,
            [next, ..] if next.is_ascii_graphic() => 0,
            _ => rest.len() - rest.trim_start().len(),
        };
        let rest = rest.get(skipped..)?;
        let first = rest.chars().next()?;
        let (length, kind) = if first.is_alphabetic() || first == '_' {
            (word_bytes(rest), TokenKind::Word)
        } else if first.is_numeric() {
            (number_bytes(rest), TokenKind::Number)
        } else {
            (first.len_utf8(), TokenKind::Mark)
        };
        let start = at + skipped;
        at = start + length;
        Some(Token { span: Span::new(base + start, base + at), text: rest.get(..length)?, kind })
    })
}

/// The words and numbers of `text`, in order.
pub fn words(text: &str) -> impl Iterator<Item = Token<'_>> {
    tokens(text, Span::new(0, text.len())).filter(|token| token.kind != TokenKind::Mark)
}

/// A word goes on over letters, digits and marks on letters, and over one of `'’-` or a point between letters (U.S.).
fn word_bytes(rest: &str) -> usize {
    // Most words are of plain letters and end before a space or a mark over which no word goes on.
    let n_plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let ends = |next: &u8| match next {
        b'.' => n_plain > 1,
        b'\'' | b'-' | b'_' => false,
        next => next.is_ascii(),
    };
    if rest.as_bytes().get(n_plain).is_none_or(ends) {
        return n_plain;
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    let mut n_letters_since_point = 0;
    while let Some((at, c)) = chars.next() {
        let next_is_letter = chars.peek().is_some_and(|&(_, next)| next.is_alphanumeric());
        if c.is_alphanumeric() || c == '_' || is_combining(c) {
            n_letters_since_point += 1;
            end = at + c.len_utf8();
        } else if matches!(c, '\'' | '’' | '-' | '‑' | '\u{ad}') && next_is_letter {
            end = at + c.len_utf8();
        } else if c == '.' && n_letters_since_point == 1 && next_is_letter {
            // The points of an acronym, U.S. and e.g., belong to it; its last one too.
            n_letters_since_point = 0;
            end = at + 1;
        } else if c == '.'
            && n_letters_since_point == 1
            && rest.get(..at).is_some_and(|word| word.contains('.'))
        {
            return at + 1;
        } else {
            break;
        }
    }
    end
}

/// A number goes on over digits, and over `.`, `,`, `:`, `/` or a thin space between digits; letters glued to it
/// (`3rd`, `5km`) belong to it.
fn number_bytes(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|&(_, next)| next.is_numeric());
        if c.is_alphanumeric()
            || (matches!(c, '.' | ',' | ':' | '/' | '\u{202f}' | '\u{2009}') && next_is_digit)
        {
            end = at + c.len_utf8();
        } else if matches!(c, '-' | '’' | '\'') && chars.peek().is_some_and(|&(_, next)| next.is_alphabetic())
        {
            // 90-minute, 1990's.
            end = at + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

fn is_combining(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36f | 0x0591..=0x05bd | 0x064b..=0x0652 | 0x0900..=0x0903 | 0x093a..=0x094f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_news() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = tokens(text, Span::new(0, text.len())).map(|token| token.text).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("The U.S. said.", &["The", "U.S.", "said", "."]);
        check("£33m, 1,200km (22 miles)", &["£", "33m", ",", "1,200km", "(", "22", "miles", ")"]);
        check("Ndong’s 90-minute goal", &["Ndong’s", "90-minute", "goal"]);
        check("“No,” he said—twice", &["“", "No", ",", "”", "he", "said", "—", "twice"]);
        check("10:12 3/4 2024-08-16", &["10:12", "3/4", "2024", "-", "08", "-", "16"]);
        check("e.g. this", &["e.g.", "this"]);
        check("", &[]);
    }

    #[test]
    fn tokens_within_a_part() {
        let text = "One. Two three";
        let found: Vec<_> = tokens(text, Span::new(5, text.len())).collect();
        assert_eq!(found[0].span.of(text), Some("Two"));
    }
}
