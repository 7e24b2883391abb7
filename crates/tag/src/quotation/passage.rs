//! A line with each quotation as one item: the outlet's own sentences, where speakers and verbs of saying stand.

use std::borrow::Cow;
use std::ops::Range;

use copydesk_record::{Role, Span};
use copydesk_text::{Token, TokenKind, sentences, tokens};

use super::cue;
use super::line::Line;
use super::mark::{Quoted, quoted};

/// How far after a quotation that ends with `?” ` a verb of saying is looked for, in items.
const TAG_ITEMS_MAX: usize = 14;
/// How many items a sentence may have; a longer one is cut, so that work stays in step with length.
const SENTENCE_ITEMS_MAX: usize = 300;

/// A line, its items and sentences.
#[derive(Debug)]
pub(super) struct Passage<'t> {
    /// The line.
    pub(super) line: &'t Line<'t>,
    /// Words and marks outside quotations, and the quotations.
    pub(super) items: Vec<Item<'t>>,
    /// The outlet's sentences, as ranges of items.
    pub(super) sentences: Vec<Range<usize>>,
    /// The quotations.
    pub(super) quoted: Vec<Quoted>,
}

/// A word, a mark or a quotation.
#[derive(Clone, Debug)]
pub(super) struct Item<'t> {
    /// The words, without a genitive `’s`; of a quotation, the words without its marks.
    pub(super) text: &'t str,
    /// In lower case; empty for a quotation.
    pub(super) lower: Cow<'t, str>,
    /// What it is.
    pub(super) kind: ItemKind,
    /// Bytes of the line.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether a genitive `’s` was cut off.
    pub(super) is_genitive: bool,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemKind {
    Word,
    Number,
    Mark,
    /// The quotation with this index in [`Passage::quoted`].
    Quote(usize),
}

impl Item<'_> {
    /// Whether it is this word (in lower case) or mark.
    pub(super) fn is(&self, lower: &str) -> bool {
        self.lower == lower
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == ItemKind::Word
    }

    pub(super) fn is_quote(&self) -> bool {
        matches!(self.kind, ItemKind::Quote(_))
    }

    /// A word that begins with a capital.
    pub(super) fn is_capitalised(&self) -> bool {
        self.is_word() && self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

impl<'t> Passage<'t> {
    /// Reads a line; `next` is the one after it.
    pub(super) fn of(line: &'t Line<'t>, next: Option<&Line<'_>>) -> Self {
        let whole = Span::new(0, line.text.len());
        let tokens: Vec<Token<'t>> = tokens(&line.text, whole).collect();
        let quoted = quoted(line, &tokens, next);
        let items = items(line, &tokens, &quoted);
        let ends: Vec<usize> = sentences(&line.text, whole).iter().map(|span| span.end as usize).collect();
        let sentences = sentence_ranges(&items, &ends);
        Self { line, items, sentences, quoted }
    }

    /// The item at an index.
    pub(super) fn item(&self, idx: usize) -> Option<&Item<'t>> {
        self.items.get(idx)
    }

    /// The items of a range.
    pub(super) fn slice(&self, range: Range<usize>) -> &[Item<'t>] {
        self.items.get(range).unwrap_or_default()
    }

    /// The words from the first to the last item of a range, as they stand in the line.
    pub(super) fn str(&self, range: Range<usize>) -> &str {
        let bytes = self.bytes(range);
        self.line.str(bytes.start, bytes.end)
    }

    /// The bytes of the line from the first to the last item of a range.
    pub(super) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let items = self.slice(range);
        let start = items.first().map_or(0, |item| item.start);
        start..items.last().map_or(start, |item| item.end)
    }

    /// The span in the source of a range of items.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let bytes = self.bytes(range);
        self.line.span(bytes.start, bytes.end)
    }

    /// Whether the line is one of the body's: a paragraph or an entry of a list.
    pub(super) fn is_body(&self) -> bool {
        matches!(self.line.role, Role::Body | Role::List)
    }
}

fn items<'t>(line: &'t Line<'t>, tokens: &[Token<'t>], quoted: &[Quoted]) -> Vec<Item<'t>> {
    let mut out = Vec::with_capacity(tokens.len());
    let mut quoted = quoted.iter().enumerate().peekable();
    let mut idx = 0;
    while let Some(token) = tokens.get(idx) {
        if let Some((n, quote)) = quoted.next_if(|(_, quote)| quote.first <= idx) {
            let last = quote.last.max(idx + 1);
            let end = tokens.get(last - 1).map_or(quote.end, |token| token.span.end as usize);
            out.push(Item {
                text: line.str(quote.start, quote.end),
                lower: Cow::Borrowed(""),
                kind: ItemKind::Quote(n),
                start: token.span.start as usize,
                end,
                is_genitive: false,
            });
            idx = last;
            continue;
        }
        out.push(item(token));
        idx += 1;
    }
    out
}

fn item<'t>(token: &Token<'t>) -> Item<'t> {
    let kind = match token.kind {
        TokenKind::Word => ItemKind::Word,
        TokenKind::Number => ItemKind::Number,
        TokenKind::Mark => ItemKind::Mark,
    };
    let cut = token.text.strip_suffix("’s").or_else(|| token.text.strip_suffix("'s"));
    let text = cut.filter(|cut| !cut.is_empty()).unwrap_or(token.text);
    let is_lower = !text.chars().any(char::is_uppercase);
    let start = token.span.start as usize;
    Item {
        text,
        lower: if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) },
        kind,
        start,
        end: start + text.len(),
        is_genitive: text.len() < token.text.len(),
    }
}

/// Sentences of items: an end within a quotation ends nothing, and the verb of saying after `?”` goes with it.
fn sentence_ranges(items: &[Item<'_>], ends: &[usize]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut ends = ends.iter().copied().peekable();
    let mut start = 0;
    for (idx, item) in items.iter().enumerate() {
        let mut is_end = false;
        while ends.next_if(|&end| end <= item.end).is_some_and(|end| {
            is_end = end == item.end || !item.is_quote();
            true
        }) {}
        let after = items.get(idx + 1..).unwrap_or_default();
        // Not every style puts the full stop inside: `… a page”.` ends at the stop, not at the mark.
        is_end &= !after.first().is_some_and(|next| matches!(&*next.lower, "." | "," | ";" | ":"));
        if is_end && item.is_quote() && (has_tag(item, after) || is_signed(after)) {
            is_end = false;
        }
        if is_end || idx + 1 - start >= SENTENCE_ITEMS_MAX {
            out.push(start..idx + 1);
            start = idx + 1;
        }
    }
    if start < items.len() {
        out.push(start..items.len());
    }
    out
}

/// `“…” — Amara Diallo`: a dash and a name.
fn is_signed(after: &[Item<'_>]) -> bool {
    let dash = after.first().is_some_and(|item| matches!(item.text, "—" | "–" | "―" | "-"));
    dash && after.get(1).is_some_and(Item::is_capitalised)
}

/// Whether what follows a quotation says who said it: `“Why?” Ms Ito asked.`
fn has_tag(quote: &Item<'_>, after: &[Item<'_>]) -> bool {
    let ends_open = quote.text.ends_with(['?', '!', '…', '—', '–', ',']);
    for (n_words, item) in after.iter().take(TAG_ITEMS_MAX).enumerate() {
        if item.is_word() && cue::is_speech(&item.lower) && !item.is_capitalised() {
            // After a full stop only a bare tag goes with the quotation: `“We wait.” Ms Ito said.`
            let says_more = after.get(n_words + 1).is_some_and(|next| next.is("that"));
            return n_words > 0 && !says_more && (ends_open || is_bare(after));
        }
        let may_go_on = item.is_word() || ends_open && matches!(item.text, "," | "(" | ")" | "-" | ".");
        if !may_go_on {
            return false;
        }
    }
    false
}

/// `Ms Ito said.`: nothing is said after the verb.
fn is_bare(after: &[Item<'_>]) -> bool {
    let cue = after.iter().take(TAG_ITEMS_MAX).position(|item| item.is_word() && cue::is_speech(&item.lower));
    let rest = cue.and_then(|cue| after.get(cue + 1..)).unwrap_or_default();
    rest.first().is_none_or(|item| item.is("."))
}
