//! A line of content as it was meant to be read: garbled characters repaired, every byte aligned with the source.

use std::borrow::Cow;

use copydesk_record::{Role, Span};

use crate::content::Content;

/// A line of a content block.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// What its block is for.
    pub(super) role: Role,
    /// Its words, repaired.
    pub(super) text: Cow<'a, str>,
    /// Where it begins in the source text.
    base: usize,
    /// For every byte of `text`, and its end, the offset in the source; empty if the two run in step.
    offsets: Vec<u32>,
}

/// The lines of all content blocks, in order; empty ones are left out.
pub(super) fn lines<'a>(content: &Content<'a>) -> Vec<Line<'a>> {
    let mut out = Vec::new();
    for block in &content.blocks {
        let mut base = block.span.start as usize;
        for part in content.str(block.span).split('\n') {
            if !part.trim().is_empty() {
                let (text, offsets) = match repaired(part) {
                    Some((text, offsets)) => (Cow::Owned(text), offsets),
                    None => (Cow::Borrowed(part), Vec::new()),
                };
                out.push(Line { role: block.role, text, base, offsets });
            }
            base += part.len() + 1;
        }
    }
    out
}

impl Line<'_> {
    /// The span in the source of these bytes of the line.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let offset = |at: usize| match self.offsets.get(at) {
            Some(&offset) => self.base + offset as usize,
            None => self.base + at,
        };
        Span::new(offset(start), offset(end))
    }

    /// The words between two bytes of the line.
    pub(super) fn str(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }
}

/// The part with every garbled character decoded again, and the offsets of its bytes; `None` if none is garbled.
fn repaired(part: &str) -> Option<(String, Vec<u32>)> {
    if !part.contains(['â', 'Ã', 'Â']) {
        return None;
    }
    let chars: Vec<(usize, char)> = part.char_indices().collect();
    let mut text = String::with_capacity(part.len());
    let mut offsets = Vec::with_capacity(part.len() + 1);
    let mut idx = 0;
    let mut n_repaired = 0;
    while let Some(&(at, c)) = chars.get(idx) {
        let (c, n_chars) = match decoded(chars.get(idx..).unwrap_or_default()) {
            Some(found) => {
                n_repaired += 1;
                found
            }
            None => (c, 1),
        };
        offsets.extend(std::iter::repeat_n(u32::try_from(at).unwrap_or(u32::MAX), c.len_utf8()));
        text.push(c);
        idx += n_chars;
    }
    offsets.push(u32::try_from(part.len()).unwrap_or(u32::MAX));
    (n_repaired > 0).then_some((text, offsets))
}

/// The character that the first two or three characters are the windows-1252 reading of.
fn decoded(chars: &[(usize, char)]) -> Option<(char, usize)> {
    let mut next = chars.iter().map(|&(_, c)| c);
    match (next.next()?, next.next()?) {
        ('â', '€') => match next.next() {
            Some('œ') => Some(('“', 3)),
            Some('\u{9d}') => Some(('”', 3)),
            Some('™') => Some(('’', 3)),
            Some('˜') => Some(('‘', 3)),
            Some('“') => Some(('–', 3)),
            Some('”') => Some(('—', 3)),
            Some('¦') => Some(('…', 3)),
            Some('ž') => Some(('„', 3)),
            Some('¹') => Some(('‹', 3)),
            Some('º') => Some(('›', 3)),
            // The last byte of a closing mark has no character in windows-1252 and is often lost.
            _ => Some(('”', 2)),
        },
        ('Ã', c) => latin(0xc0, c).map(|c| (c, 2)),
        ('Â', c) => latin(0x80, c).filter(|c| !c.is_alphanumeric()).map(|c| (c, 2)),
        _ => None,
    }
}

fn latin(base: u32, c: char) -> Option<char> {
    let byte = u32::from(copydesk_text::windows_1252_byte(c)?);
    if !(0x80..0xc0).contains(&byte) {
        return None;
    }
    char::from_u32(base + (byte - 0x80))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garbled_marks_are_read_and_keep_their_place() {
        let source = "â€œItâ€™s a jokeâ€\u{9d} said ZoÃ«.";
        let (text, offsets) = repaired(source).unwrap();
        assert_eq!(text, "“It’s a joke” said Zoë.");
        let line = Line { role: Role::Body, text: text.into(), base: 0, offsets };
        let inner = line.text.find("It").unwrap();
        let end = line.text.find('”').unwrap();
        assert_eq!(line.span(inner, end).of(source), Some("Itâ€™s a joke"));
        assert_eq!(repaired("Â£3m São Paulo").unwrap().0, "£3m São Paulo");
        assert!(repaired("NÃO Ângela, crâne").is_none());
    }
}
