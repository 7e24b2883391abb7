//! Lines of a text with their byte ranges.

use copydesk_record::Span;

/// One line, without its line end (`\n` or `\r\n`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'t> {
    /// Counted from 0, split at `\n`.
    pub idx: usize,
    /// Where it stands.
    pub span: Span,
    /// Its words, white space included.
    pub text: &'t str,
}

/// All lines of `text`, empty ones too: as many as `text.split('\n')` gives.
pub fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split('\n').enumerate().map(move |(idx, whole)| {
        let line = whole.strip_suffix('\r').unwrap_or(whole);
        let span = Span::new(start, start + line.len());
        start += whole.len() + 1;
        Line { idx, span, text: line }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_stand_on_the_text() {
        let text = "a\r\n\nbé\n";
        let found: Vec<_> = lines(text).collect();
        assert_eq!(found.len(), 4);
        assert!(found.iter().all(|line| line.span.of(text) == Some(line.text)));
        assert_eq!(found[0].text, "a");
        assert_eq!(found[2].text, "bé");
    }
}
