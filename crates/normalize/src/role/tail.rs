//! The tail of the page: last short sentences of the text, then furniture.

use std::sync::LazyLock;

use copydesk_record::Role;
use regex::Regex;

use crate::byline;
use crate::role::Extent;
use crate::role::head::is_list_item;
use crate::shape::{LineEnd, row_parts};
use crate::sheet::{Sheet, SheetLine};

/// The longest keyword row in words.
const TAGS_WORDS_MAX: usize = 20;
/// The longest line that heads a part of the page, in words.
const HEADER_WORDS_MAX: usize = 7;
/// A part below a header of the page is furniture if it holds at most so much of the page's prose, of 100.
const PART_SHARE_MAX: usize = 25;
/// How many lines at the end of the text may be notes on its author.
const BIO_LINES: usize = 4;

static COMMENTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:\d[\d.,]* )?(?:(?:reader|user|all|latest|top) )?(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|komentarze|komentáře|комментарии|yorumlar|responses?|discussion|maoni|join the (?:conversation|discussion)|leave a (?:reply|comment))\b.{0,30}$").ok()
});
static OTHERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:(?:related|recommended|suggested) (?:articles?|stories|news|posts?|content|coverage|reading|topics)|related|recommended(?: for you)?|more (?:from|on|in|stories|news|articles|like this)\b.*|(?:most|also) (?:read|popular|viewed|shared)|top stories|latest (?:news|stories|articles|headlines|posts)|(?:latest|trending|popular|headlines|elsewhere|see also|read also|also read|further reading|you (?:may|might) (?:also )?like|what to read next|don['’]t miss|editor['’]?s? picks?|auch interessant|mehr zum thema|à lire aussi|sur le même sujet|leia também|veja também|te puede interesar|leggi anche|lees ook|čtěte také|czytaj także|zobacz także|читайте также|soma pia|about (?:us|the authors?))(?: now| today| this week)?)\W*$").ok()
});

/// Drops what stands under a header of the page's own: comments, other pieces. Done before the text's extent is told.
pub(crate) fn rule_parts(sheet: &mut Sheet<'_>) {
    let n_words = |lines: &[SheetLine<'_>]| -> usize {
        lines.iter().filter(|line| line.is_open() && line.is_prose()).map(|line| line.n_words).sum()
    };
    let total = n_words(&sheet.lines);
    let mut n_before = 0;
    let mut cut = None;
    for (at, line) in sheet.lines.iter().enumerate() {
        if line.is_open() && line.is_prose() {
            n_before += line.n_words;
        } else if line.n_words <= HEADER_WORDS_MAX && (total - n_before) * 100 <= total * PART_SHARE_MAX {
            let is = |regex: &LazyLock<Option<Regex>>| {
                regex.as_ref().is_some_and(|regex| regex.is_match(&line.text))
            };
            if line.is(Role::Comments) && is(&COMMENTS) {
                cut = Some((at, Role::Comments, "stands among the comments"));
                break;
            }
            if is(&OTHERS) {
                cut = Some((at, Role::Link, "stands under a header of other pieces"));
                break;
            }
        }
    }
    let Some((at, role, reason)) = cut else { return };
    if role == Role::Link && has_run(&sheet.lines, at) {
        return;
    }
    for line in sheet.lines.iter_mut().skip(at) {
        line.rule(role, reason);
    }
}

/// Whether whole paragraphs stand one after the other below `at`: the text goes on.
fn has_run(lines: &[SheetLine<'_>], at: usize) -> bool {
    const RUN_MIN: usize = 3;
    let mut n_run = 0;
    lines.iter().skip(at).any(|line| {
        n_run = if line.is_open() && line.is_prose() && line.end != LineEnd::Cut && line.n_words >= 14 {
            n_run + 1
        } else {
            0
        };
        n_run >= RUN_MIN
    })
}

/// Drops notes on the author from the end of the text: lines that begin with the name in the byline.
pub(crate) fn rule_bios(sheet: &mut Sheet<'_>) {
    let names: Vec<String> = sheet
        .lines
        .iter()
        .filter(|line| line.is(Role::Byline))
        .flat_map(|line| byline::people(byline::after_cue(&line.text).unwrap_or(&line.text)))
        .collect();
    let is_text = |line: &&mut SheetLine<'_>| line.is_open() && line.is_prose();
    for line in sheet.lines.iter_mut().rev().filter(is_text).take(BIO_LINES) {
        let after = names.iter().find_map(|name| line.text.strip_prefix(name.as_str()));
        if after.is_some_and(|after| after.starts_with([' ', ',', ':', '.'])) {
            line.rule(Role::Other, "a note on the author");
        }
    }
}

/// Rules on the open lines below the running text.
pub(crate) fn rule_tail(sheet: &mut Sheet<'_>, extent: Extent) {
    let mut is_text = true;
    for line in sheet.lines.iter_mut().skip(extent.last + 1) {
        if !line.is_open() {
            is_text = false;
            continue;
        }
        let is_sentence = line.end == LineEnd::Stop || line.end == LineEnd::Call && line.n_words > 2;
        if is_text && is_list_item(&line.text) {
            line.rule(Role::List, "");
        } else if is_text && (is_sentence || ends_with_signature(&line.text)) {
            line.rule(Role::Body, "");
        } else if row_parts(&line.text).len() >= 2
            && line.n_words <= TAGS_WORDS_MAX
            && !line.end.is_sentence()
        {
            line.rule(Role::Tags, "keywords or links below the text");
            is_text = false;
        } else {
            line.rule(Role::Link, "a short line below the text");
            is_text = false;
        }
    }
}

/// `… people in Mozambique. Litoral/RM/js`: a sentence, and the agency's sign after it.
fn ends_with_signature(text: &str) -> bool {
    let Some((sentence, sign)) = text.rsplit_once(". ") else { return false };
    sentence.contains(' ') && !sign.contains(' ') && sign.contains('/') && sign.len() <= 24
}
