//! A byte range of a document's source text.

use serde::{Deserialize, Serialize};

/// A byte range `start..end` of the source text; `end` is exclusive.
///
/// Invariant: `start <= end` in every span built by [`Span::new`]; a span read from the wire is checked where it is
/// used, by [`Span::of`], which gives nothing for a range that is not in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of these two byte offsets, in either order. Offsets above 4 GiB saturate: no document is that long.
    pub fn new(a: usize, b: usize) -> Self {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: offset(a.min(b)), end: offset(a.max(b)) }
    }

    /// The words of `source` at this span; `None` if it is outside the text or cuts a character.
    pub fn of<'t>(&self, source: &'t str) -> Option<&'t str> {
        source.get(self.start as usize..self.end as usize)
    }

    /// The same, and the empty string where [`Span::of`] gives nothing.
    pub fn str<'t>(&self, source: &'t str) -> &'t str {
        self.of(source).unwrap_or_default()
    }

    /// This span as a range of `usize`.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it holds no byte.
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies within this span.
    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// This span moved `offset` bytes to the right: from a part of the text to the whole.
    #[must_use]
    pub fn shift(&self, offset: usize) -> Self {
        Self::new(self.start as usize + offset, self.end as usize + offset)
    }

    /// This span without white space at its ends.
    #[must_use]
    pub fn trim(&self, source: &str) -> Self {
        let text = self.str(source);
        let start = self.start as usize + (text.len() - text.trim_start().len());
        Self::new(start, start + text.trim().len())
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_outside_the_text_gives_nothing() {
        assert_eq!(Span::new(0, 4).of("café"), None, "cuts the é");
        assert_eq!(Span::new(0, 9).of("café"), None);
        assert_eq!(Span::new(0, 5).of("café"), Some("café"));
    }

    #[test]
    fn trims_to_the_words() {
        assert_eq!(Span::new(0, 6).trim("  ab  "), Span::new(2, 4));
        assert_eq!(Span::new(0, 3).trim("   "), Span::new(3, 3));
    }
}
