//! The sheet: the non-empty lines of a source text with what can be seen of each at once.

use std::borrow::Cow;
use std::cell::OnceCell;

use copydesk_record::{LineHint, Markup, Page, Role, Span};
use copydesk_text::{DateFound, dates_in, fold, lines, repair_mojibake};

use crate::hashed::ByText;
use crate::shape::{LineEnd, count_words, line_end};

/// How many non-empty lines are read one by one. What follows is kept or dropped by its length alone: no article has
/// more lines, and a hostile page of a million lines must not cost a million rulings.
pub(crate) const LINES_MAX: usize = 20_000;
/// How many bytes of a line are looked at for its shape and its words: a line of megabytes is body whatever it says.
pub(crate) const LOOK_BYTES_MAX: usize = 2_000;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The lines of one page.
pub(crate) struct Sheet<'t> {
    /// The source text.
    pub(crate) source: &'t str,
    /// What the markup says.
    pub(crate) markup: &'t Markup,
    /// The non-empty lines, at most [`LINES_MAX`].
    pub(crate) lines: Vec<SheetLine<'t>>,
    /// Where the lines begin that are not in `lines`; the end of the text if all are.
    pub(crate) rest: usize,
    /// The tags and classes that lines stand in, each pair once: a page has many lines of few kinds.
    pub(crate) kinds: Vec<&'t LineHint>,
}

/// One non-empty line.
pub(crate) struct SheetLine<'t> {
    /// Its number in the source text, counted from 0.
    pub(crate) idx: usize,
    /// Which of [`Sheet::kinds`] it is of; none without markup.
    pub(crate) kind: Option<usize>,
    /// Where all of it stands but white space and a byte order mark at its ends: its block.
    pub(crate) whole: Span,
    /// Where its words stand: `whole` without control characters at its ends. May be empty.
    pub(crate) span: Span,
    /// Its words, repaired where they were garbled; the first [`LOOK_BYTES_MAX`] bytes.
    pub(crate) text: Cow<'t, str>,
    /// The words in `text`.
    pub(crate) n_words: usize,
    /// What it ends with.
    pub(crate) end: LineEnd,
    /// What it was found to be.
    pub(crate) ruling: Option<Ruling>,
    dates: OnceCell<Vec<DateFound>>,
    folded: OnceCell<String>,
}

/// What a line was found to be, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ruling {
    /// Its role.
    pub(crate) role: Role,
    /// Why, for people.
    pub(crate) reason: Cow<'static, str>,
}

impl Ruling {
    /// A ruling with its reason.
    pub(crate) fn new(role: Role, reason: impl Into<Cow<'static, str>>) -> Self {
        Self { role, reason: reason.into() }
    }

    /// The role's name, for hashing.
    pub(crate) fn role_name(&self) -> &'static str {
        match self.role {
            Role::Body => "body",
            Role::List => "list",
            Role::Heading => "heading",
            Role::Title => "title",
            Role::Repeat => "repeat",
            Role::Caption => "caption",
            Role::Link => "link",
            Role::Byline => "byline",
            Role::Date => "date",
            _ => "furniture",
        }
    }
}

/// The positions of the first line of text and of the last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ends {
    /// The number of lines if none is text.
    pub(crate) first: usize,
    /// 0 if none is text.
    pub(crate) last: usize,
}

impl Ends {
    /// Where a position stands to the text.
    pub(crate) fn region(self, at: usize) -> &'static str {
        match at {
            at if at < self.first => "head",
            at if at > self.last => "tail",
            _ => "middle",
        }
    }
}

impl<'t> Sheet<'t> {
    /// The lines of the page.
    pub(crate) fn of(page: &'t Page) -> Self {
        let source = page.raw.text.as_str();
        let mut sheet =
            Self { source, markup: &page.markup, lines: Vec::new(), rest: source.len(), kinds: Vec::new() };
        let mut kinds: ByText<(&str, &str), usize> = ByText::default();
        for line in lines(source) {
            let whole = without_mark(source, line.span.trim(source));
            if whole.str(source).trim_start_matches(BYTE_ORDER_MARK).is_empty() {
                continue;
            }
            if sheet.lines.len() == LINES_MAX {
                sheet.rest = whole.start as usize;
                break;
            }
            let span = trim_line(source, whole);
            let text = look(span.str(source));
            let text = repair_mojibake(text).map_or(Cow::Borrowed(text), Cow::Owned);
            let is_long = span.len() > LOOK_BYTES_MAX;
            let end = line_end(if is_long { tail(span.str(source)) } else { &text });
            let n_words = count_words(&text);
            let is_bare = span.is_empty();
            let ruling = is_bare.then(|| Ruling::new(Role::Other, "a line of control characters"));
            let hint = sheet.markup.lines.get(line.idx);
            let kind = hint.map(|hint| {
                *kinds.entry((&hint.path, &hint.class)).or_insert_with(|| {
                    sheet.kinds.push(hint);
                    sheet.kinds.len() - 1
                })
            });
            let (dates, folded) = (OnceCell::new(), OnceCell::new());
            let idx = line.idx;
            sheet.lines.push(SheetLine { idx, kind, whole, span, text, n_words, end, ruling, dates, folded });
        }
        sheet
    }

    /// Where the text begins and ends.
    pub(crate) fn ends(&self) -> Ends {
        let is_body = |line: &SheetLine<'_>| line.is(Role::Body);
        Ends {
            first: self.lines.iter().position(is_body).unwrap_or(self.lines.len()),
            last: self.lines.iter().rposition(is_body).unwrap_or(0),
        }
    }

    /// What the markup says of a line.
    pub(crate) fn hint(&self, line: &SheetLine<'_>) -> Option<&'t LineHint> {
        self.markup.lines.get(line.idx)
    }

    /// Whether the page came with markup.
    pub(crate) fn has_hints(&self) -> bool {
        !self.markup.lines.is_empty()
    }
}

impl SheetLine<'_> {
    /// Rules on the line, unless that was done.
    pub(crate) fn rule(&mut self, role: Role, reason: impl Into<Cow<'static, str>>) {
        if self.ruling.is_none() {
            self.ruling = Some(Ruling::new(role, reason));
        }
    }

    /// Rules on the line anew.
    pub(crate) fn overrule(&mut self, role: Role, reason: impl Into<Cow<'static, str>>) {
        self.ruling = Some(Ruling::new(role, reason));
    }

    /// The dates in its words, looked for once.
    pub(crate) fn dates(&self) -> &[DateFound] {
        self.dates.get_or_init(|| dates_in(&self.text))
    }

    /// Its words, folded once.
    pub(crate) fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold(&self.text))
    }

    /// Its role, if there is a ruling.
    pub(crate) fn role(&self) -> Option<Role> {
        self.ruling.as_ref().map(|ruling| ruling.role)
    }

    /// Whether it is of that role.
    pub(crate) fn is(&self, role: Role) -> bool {
        self.role() == Some(role)
    }

    /// Whether nothing was found yet.
    pub(crate) fn is_open(&self) -> bool {
        self.ruling.is_none()
    }

    /// Whether it reads like running text: a sentence of some length.
    pub(crate) fn is_prose(&self) -> bool {
        (self.n_words >= 9 && self.end.is_sentence())
            || self.n_words >= 32
            || self.span.len() > LOOK_BYTES_MAX
    }
}

/// The span without the byte order mark it begins with.
fn without_mark(source: &str, span: Span) -> Span {
    let mark_bytes =
        if span.str(source).starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    Span::new(span.start as usize + mark_bytes, span.end as usize)
}

/// The span without white space, byte order marks and control characters at its ends.
fn trim_line(source: &str, span: Span) -> Span {
    let is_blank = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe0f}')
    };
    let text = span.str(source);
    let start = span.start as usize + (text.len() - text.trim_start_matches(is_blank).len());
    Span::new(start, start + text.trim_matches(is_blank).len())
}

fn look(text: &str) -> &str {
    let mut end = text.len().min(LOOK_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

fn tail(text: &str) -> &str {
    let mut start = text.len().saturating_sub(16);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..).unwrap_or_default()
}
