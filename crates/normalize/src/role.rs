//! Roles: what each line is for, by its words, its shape, its neighbours and its place on the page.

mod head;
mod middle;
mod tail;

use std::sync::LazyLock;

use copydesk_record::Role;
use copydesk_text::{is_stopword, pattern};
use regex::Regex;

use crate::byline;
use crate::cue::cue_of;
use crate::date_line::is_date_line;
use crate::dateline::dateline_of;
use crate::markup::rule_by_markup;
use crate::repeat::rule_repeats;
use crate::shape::{LineEnd, is_button_row, is_link_row};
use crate::sheet::{Sheet, SheetLine};

pub(crate) use head::{is_breadcrumb, is_list_item};
pub(crate) use tail::is_header;

/// How many lines of prose may stand above a dateline and still be captions and decks.
const DECKS_MAX: usize = 3;
/// How far down the page a dateline may still open the text, in lines.
const DATELINE_LINES_MAX: usize = 25;

/// How many letters at the head of a word are compared.
const STEM_CHARS: usize = 5;

/// Within how many lines of prose a picture may be described without a word that says so.
const POSE_LINES_MAX: usize = 2;

/// The part of the page that the article's text takes, as positions in `Sheet::lines`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    /// The first line of running text.
    pub(crate) first: usize,
    /// The last one.
    pub(crate) last: usize,
}

/// Rules on every line. Gives the position of the headline, if the page has one.
pub(crate) fn rule_all(sheet: &mut Sheet<'_>) -> Option<usize> {
    rule_by_markup(sheet);
    rule_by_words(sheet);
    rule_repeats(sheet);
    rule_wrapped(sheet);
    tail::rule_parts(sheet);
    let title = head::rule_head(sheet);
    tail::rule_bios(sheet);
    if let Some(extent) = extent_of(sheet) {
        middle::rule_chronicle(sheet, extent);
        middle::rule_middle(sheet, extent);
        tail::rule_tail(sheet, extent);
    }
    for line in &mut sheet.lines {
        if line.is_open() {
            if line.is_prose() {
                line.rule(Role::Body, "");
            } else {
                line.rule(Role::Other, "a short line apart from the text");
            }
        }
    }
    title
}

/// Lines cut at a fixed width: a long one without an end, and one below it that goes on in small letters.
fn rule_wrapped(sheet: &mut Sheet<'_>) {
    const WORDS_MIN: usize = 6;
    let goes_on = |line: &SheetLine<'_>, next: &SheetLine<'_>| {
        line.is_open()
            && next.is_open()
            && line.n_words >= WORDS_MIN
            && next.idx == line.idx + 1
            && matches!(line.end, LineEnd::Bare | LineEnd::Open)
            && next.text.starts_with(char::is_lowercase)
    };
    let pairs = sheet.lines.iter().zip(sheet.lines.iter().skip(1)).enumerate();
    let wrapped: Vec<usize> =
        pairs.filter(|(_, (line, next))| goes_on(line, next)).map(|(at, _)| at).collect();
    if wrapped.len() < 3 {
        return;
    }
    for at in wrapped {
        for line in sheet.lines.iter_mut().skip(at).take(2) {
            line.rule(Role::Body, "");
        }
    }
}

/// What the words and the shape of each line say, wherever it stands.
fn rule_by_words(sheet: &mut Sheet<'_>) {
    let mut n_prose = 0;
    let mut seen_prose = false;
    for line in sheet.lines.iter_mut().filter(|line| line.is_open()) {
        if is_text_credit(line) {
            line.rule(Role::Byline, "names the author");
            continue;
        }
        let is_labelled = !seen_prose && is_labelled_headline(line);
        seen_prose |= line.is_prose();
        line.ruling = cue_of(&line.text, line.n_words)
            .filter(|ruling| !(is_quoting(line) && may_be_body(ruling.role)))
            .filter(|ruling| !(is_labelled && matches!(ruling.role, Role::Link | Role::Widget)));
        if !line.is_open() {
            continue;
        }
        n_prose += usize::from(line.is_prose());
        if n_prose <= POSE_LINES_MAX && is_pose(line) {
            line.rule(Role::Caption, "describes a picture");
        } else if is_date_line(line) {
            line.rule(Role::Date, "the date of the page");
        } else if is_button_row(&line.text) {
            line.rule(Role::Share, "a row of buttons");
        } else if byline::after_cue(&line.text).is_some() || byline::behind_house(&line.text).is_some() {
            line.rule(Role::Byline, "names the author");
        } else if is_link_row(&line.text) {
            line.rule(Role::Link, "a row of links");
        }
    }
}

static POSE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"^(?:[^.!?“”]{0,80}?)\b(?:attends?|poses?|gestures?|waves?|arrives?|arriving|leaving|looks? on|walks? (?:past|through|along|in|on|near|by)|walking|stands? (?:in|outside|near|by|on|next|beside|at)|standing|sits? (?:in|outside|near|by|on|at)|sitting|shakes? hands|shaking hands|speaks? (?:at|during|to (?:the media|reporters|journalists|supporters))|speaking (?:at|during|to)|addresses|addressing|listens?|holds? up|wears?|wearing|queues?|queuing|wait (?:at|for|in|outside)|waiting (?:at|for|in|outside)|celebrates?|celebrating|during (?:a|an|the|their|his|her) (?:meeting|visit|ceremony|rally|parade|press|news|protest|match|training|session|interview))\b[^.!?“”]*\.?$").ok()
});
static FINITE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:was|were|had|has|have|said|says|told|will|would|could|did|does|do|is|are|be|been|that|but|because|if|i|we|you)\b").ok()
});

/// One sentence on what a picture shows: somebody doing something somewhere, in the present tense or with no finite verb.
fn is_pose(line: &SheetLine<'_>) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 5..=38;
    // Headlines are in the present tense too, but do not end in a full stop.
    line.end == LineEnd::Stop
        && WORDS.contains(&line.n_words)
        // Said by the expression too, which takes long to find it.
        && !line.text.strip_suffix('.').unwrap_or(&line.text).contains(['.', '!', '?', '“', '”'])
        && POSE.as_ref().is_some_and(|pose| pose.is_match(&line.text))
        && !FINITE.as_ref().is_some_and(|finite| finite.is_match(&line.text))
}

/// `Opinion: Leave the pigeons alone` above the text: what kind of piece it is, and its headline.
fn is_labelled_headline(line: &SheetLine<'_>) -> bool {
    const WORDS_MIN: usize = 5;
    static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(r"^(?i:opinion|analysis|explainer|explained|comment|editorial|exclusive|interview|review|preview|timeline|factbox|breaking|update|live|watch|video|in depth|background|profile|obituary|letter|feature|kommentar|analyse|meinung|interview|opinión|opinião|análisis|análise|entrevista)\s?[:|] ?\S").ok()
    });
    line.n_words >= WORDS_MIN
        && line.text.contains([':', '|'])
        && LABEL.as_ref().is_some_and(|label| label.is_match(&line.text))
}

/// `Rose Tilney (Text), Simon Oyelaran (Foto)`, `Text: Rose Tilney | Photos: Simon Oyelaran`: who wrote it and who took the
/// pictures, in one line.
fn is_text_credit(line: &SheetLine<'_>) -> bool {
    const WORDS_MAX: usize = 14;
    static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(r"^(?:(?i:text|texte|texto|words|story|testo|tekst)\s?: ?\p{Lu}|\p{Lu}[\p{L}.'’-]+(?: \p{L}[\p{L}.'’-]+){1,3} \((?i:text|texte|texto|words|story|testo|tekst)\))").ok()
    });
    line.n_words <= WORDS_MAX
        && !line.end.is_sentence()
        && line.text.contains([':', '('])
        && FORM.as_ref().is_some_and(|form| form.is_match(&line.text))
}

/// A long line with words in quotation marks: what somebody says there is no furniture.
fn is_quoting(line: &SheetLine<'_>) -> bool {
    const LEADS: [&str; 5] = ["see also", "read more", "read also", "also read", "related:"];
    let leads_away =
        line.text.get(..9).is_some_and(|head| LEADS.iter().any(|lead| head.to_lowercase().starts_with(lead)));
    line.n_words > 24 && line.text.contains(['“', '"', '«', '„']) && line.end.is_sentence() && !leads_away
}

/// Roles whose words people also say.
fn may_be_body(role: Role) -> bool {
    !matches!(role, Role::Caption | Role::Credit | Role::Cookie | Role::Copyright)
}

/// The first and the last line that is text, when all are ruled on.
pub(crate) fn extent_of_text(sheet: &Sheet<'_>) -> (usize, usize) {
    let is_text = |line: &SheetLine<'_>| line.role().is_some_and(Role::is_text);
    let first = sheet.lines.iter().position(is_text).unwrap_or(0);
    (first, sheet.lines.iter().rposition(is_text).unwrap_or(0))
}

/// The head of a word: its first letters, each in bits of its own.
type WordHead = u128;

/// The heads of the words that mean something, in order.
fn heads_of(line: &SheetLine<'_>) -> Vec<WordHead> {
    const CHAR_BITS: u32 = 21;
    let words = line.folded().split(' ').filter(|word| word.chars().nth(2).is_some() && !is_stopword(word));
    let head = |word: &str| {
        word.chars().take(STEM_CHARS).fold(0, |head, c| head << CHAR_BITS | WordHead::from(u32::from(c)))
    };
    words.map(head).collect()
}

/// Where the running text begins and ends: the first and the last open line of prose, captions and decks above a
/// dateline left out.
pub(crate) fn extent_of(sheet: &Sheet<'_>) -> Option<Extent> {
    let is_text = |line: &SheetLine<'_>| line.is_open() && line.is_prose() || line.is(Role::Body);
    let last = sheet.lines.iter().rposition(is_text)?;
    let mut first = sheet.lines.iter().position(is_text)?;
    let mut n_decks = 0;
    for (at, line) in sheet.lines.iter().enumerate().take(DATELINE_LINES_MAX).skip(first) {
        if !is_text(line) {
            continue;
        }
        if dateline_of(&line.text)
            .is_some_and(|dateline| dateline.agency.is_some() || dateline.date.is_some() || dateline.is_caps)
        {
            first = at;
            break;
        }
        n_decks += 1;
        if n_decks > DECKS_MAX {
            break;
        }
    }
    Some(Extent { first, last })
}
