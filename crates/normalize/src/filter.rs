//! Pages that hold no article: listings, empty pages, page noise alone.

use std::sync::LazyLock;

use copydesk_record::{Filtered, Role};
use copydesk_text::pattern;
use regex::Regex;

use crate::shape::LineEnd;
use crate::sheet::{LINES_MAX, Sheet, SheetLine};

/// Fewer words of running text are no article.
const TEXT_WORDS_MIN: usize = 25;
/// So many whole paragraphs one after the other are an article, whatever stands around them.
const RUN_MIN: usize = 3;
/// So many dated entries make a listing.
const ENTRIES_MIN: usize = 3;

static LISTING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)^\W*(?:\d+ (?:articles|results|stories|posts|entries|items|matches)(?: were)? found|page \d+ (?:of|/) \d+|(?:search )?results for\b|showing \d+|(?:tag|tagged|topic|category|archives?|author)\s*: \S+(?: \S+){0,3}$|.*\bpage \d+ of \d+\b|.*\bsort(?:ed)? by: )").ok()
});

/// Why the page is no article; `None` if it is one.
pub(crate) fn why_no_article(sheet: &Sheet<'_>) -> Option<Filtered> {
    let filtered = |code: &str, message: String| Some(Filtered { code: code.to_owned(), message });
    if sheet.lines.is_empty() {
        return filtered("empty", "the document holds no text".to_owned());
    }
    if sheet.lines.len() >= LINES_MAX {
        return None;
    }
    let is_text = |line: &&SheetLine<'_>| line.is(Role::Body) || line.is(Role::List);
    let n_words: usize = sheet.lines.iter().filter(is_text).map(|line| line.n_words).sum();
    let n_entries = sheet.lines.iter().skip(1).filter(|line| line.is(Role::Date)).count();
    let n_run = longest_run(sheet);
    let is_listed = n_run < RUN_MIN
        && sheet.lines.iter().any(|line| {
            line.n_words <= 20 && LISTING.as_ref().is_some_and(|listing| listing.is_match(&line.text))
        });
    let n_whole = sheet
        .lines
        .iter()
        .filter(is_text)
        .filter(|line| line.end != LineEnd::Cut && line.n_words >= 12)
        .count();
    if n_run < RUN_MIN
        && (is_listed && n_whole <= ENTRIES_MIN.max(n_entries)
            || n_entries > ENTRIES_MIN && n_whole < n_entries)
    {
        return filtered("not-an-article", "a list of links to articles, not an article".to_owned());
    }
    if n_run <= 1 && is_of_notices(sheet) {
        return filtered("not-an-article", "small advertisements and notices, not an article".to_owned());
    }
    if n_words == 0 {
        return filtered("not-an-article", "nothing but page furniture".to_owned());
    }
    if n_words < TEXT_WORDS_MIN {
        return filtered("too-little-text", format!("`{n_words}` words of text are too few for an article"));
    }
    None
}

/// Whether the page calls itself one of small advertisements and has no longer paragraph.
fn is_of_notices(sheet: &Sheet<'_>) -> bool {
    const HEAD_LINES: usize = 5;
    const HEAD_WORDS_MAX: usize = 8;
    const PARAGRAPH_WORDS: usize = 30;
    static NOTICES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:classifieds?(?: ads?)?|small ads|public notices|situations vacant|births,? (?:marriages|deaths)|kleinanzeigen|anzeigenmarkt|avisos clasificados|clasificados|classificados|petites annonces|annunci economici|ogłoszenia drobne|tide tables?|tv listings|tv guide)\b").ok()
    });
    let mut head = sheet.lines.iter().take(HEAD_LINES).filter(|line| line.n_words <= HEAD_WORDS_MAX);
    // A row of buttons has them too.
    head.any(|line| {
        !line.text.contains(['|', '/', '•', '·'])
            && !line.text.contains("  ")
            && NOTICES.as_ref().is_some_and(|form| form.is_match(&line.text))
    }) && sheet.lines.iter().all(|line| line.n_words < PARAGRAPH_WORDS)
}

/// The most whole paragraphs that stand one after the other.
fn longest_run(sheet: &Sheet<'_>) -> usize {
    let (mut longest, mut n_run) = (0, 0);
    for line in &sheet.lines {
        let is_whole = line.is(Role::Body) && line.end != LineEnd::Cut && line.n_words >= 12;
        n_run = if is_whole { n_run + 1 } else { 0 };
        longest = longest.max(n_run);
    }
    longest
}
