//! The words of a sentence as names see them: without possessive endings and without what a hyphen hangs on.

use copydesk_record::Span;
use copydesk_text::{TokenKind, fold, tokens};

/// A word, number or mark of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Word<'t> {
    /// Where it stands, without `'s`.
    pub(crate) span: Span,
    /// As it stands, without `'s`.
    pub(crate) text: &'t str,
    /// Folded.
    pub(crate) folded: String,
    /// What it looks like.
    pub(crate) shape: Shape,
    /// Whether a name that holds it ends with it: it had `'s`, or a hyphen hung a lower-case word on it.
    pub(crate) is_last: bool,
    /// Whether it had `'s`.
    pub(crate) is_possessive: bool,
}

/// What a word looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `Mocuba`
    Capital,
    /// `MAPUTO`, `INGD`
    AllCaps,
    /// `river`
    Lower,
    /// `17`
    Number,
    /// `,`
    Mark,
}

impl Word<'_> {
    /// Whether it begins with a capital.
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::AllCaps)
    }
}

/// The words of a sentence.
pub(crate) fn words(source: &str, sentence: Span) -> Vec<Word<'_>> {
    tokens(source, sentence).filter_map(|token| word(source, token.span, token.kind)).collect()
}

fn word(source: &str, span: Span, kind: TokenKind) -> Option<Word<'_>> {
    let whole = span.of(source)?;
    if kind != TokenKind::Word {
        let shape = if kind == TokenKind::Number { Shape::Number } else { Shape::Mark };
        return Some(Word {
            span,
            text: whole,
            folded: String::new(),
            shape,
            is_last: false,
            is_possessive: false,
        });
    }
    let stem = ["'s", "’s", "'S", "’S"].iter().find_map(|ending| whole.strip_suffix(ending));
    let text = stem.unwrap_or(whole);
    let hung = hung_on_hyphen(text);
    let text = hung.unwrap_or(text);
    let span = Span::new(span.start as usize, span.start as usize + text.len());
    Some(Word {
        span,
        text,
        folded: fold(text),
        shape: shape(text),
        is_last: stem.is_some() || hung.is_some(),
        is_possessive: stem.is_some(),
    })
}

/// `Doha` of `Doha-based`, `US` of `US-led`: a capital before the hyphen, lower case after it.
fn hung_on_hyphen(text: &str) -> Option<&str> {
    let (before, after) = text.rsplit_once(['-', '‑'])?;
    let is_hung = before.chars().next()?.is_uppercase()
        && after.len() > 2
        && after.chars().all(char::is_lowercase)
        && !before.contains('-');
    is_hung.then_some(before)
}

fn shape(text: &str) -> Shape {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Shape::Lower };
    if !first.is_uppercase() {
        // `al-Shabab`, `d'Ivoire`: a small first part of a name.
        let is_name = ["al-", "el-", "d'", "d’", "as-", "ash-", "an-", "ar-"]
            .iter()
            .any(|lead| text.strip_prefix(lead).is_some_and(|rest| rest.starts_with(char::is_uppercase)));
        return if is_name { Shape::Capital } else { Shape::Lower };
    }
    let mut n_more = 0;
    for c in letters {
        if c.is_lowercase() {
            return Shape::Capital;
        }
        n_more += 1;
    }
    if n_more == 0 { Shape::Capital } else { Shape::AllCaps }
}
