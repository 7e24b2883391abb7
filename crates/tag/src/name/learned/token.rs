//! Tokens of names: words without possessive endings, and with what a hyphen hangs on them cut off.

use copydesk_record::Span;
use copydesk_text::{TokenKind, tokens};

use crate::sequence::Label;

/// A token and what the rules said of it.
#[derive(Clone, Copy, Debug)]
pub struct NameToken<'t> {
    /// Where it stands.
    pub span: Span,
    /// As it stands.
    pub text: &'t str,
    /// The label that the rules gave it.
    pub hint: Label,
}

/// The tokens of a sentence, without hints: `Doha-based` and `Belo's` are two each.
pub fn name_tokens(source: &str, sentence: Span) -> Vec<NameToken<'_>> {
    let mut out = Vec::new();
    for token in tokens(source, sentence) {
        let cut = if token.kind == TokenKind::Word { ending(token.text) } else { 0 };
        let start = token.span.start as usize;
        let seam = token.span.end as usize - cut;
        for span in [Span::new(start, seam), Span::new(seam, token.span.end as usize)] {
            if let Some(text) = span.of(source).filter(|text| !text.is_empty()) {
                out.push(NameToken { span, text, hint: 0 });
            }
        }
    }
    out
}

/// How many bytes at the end of a word belong to no name: `'s`, or a hyphen and a word in lower case.
fn ending(text: &str) -> usize {
    let possessive = ["'s", "’s", "'S", "’S"].iter().find(|ending| text.ends_with(**ending));
    if let Some(ending) = possessive {
        return if text.len() > ending.len() { ending.len() } else { 0 };
    }
    let Some((before, after)) = text.rsplit_once(['-', '‑']) else { return 0 };
    let is_hung = before.starts_with(char::is_uppercase)
        && after.len() > 2
        && after.chars().all(char::is_lowercase)
        && !before.contains('-');
    if is_hung { text.len() - before.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_tokens_of_their_own() {
        let text = "Doha-based Al-Sahil's U.S. crew’s";
        let found: Vec<&str> =
            name_tokens(text, Span::new(0, text.len())).iter().map(|token| token.text).collect();
        assert_eq!(found, ["Doha", "-based", "Al-Sahil", "'s", "U.S.", "crew", "’s"]);
    }
}
