//! Signs of a line that are weighed one by one: its words, its tags and classes, what heads it.

use std::collections::HashSet;

use copydesk_text::fold_char;

use crate::markup::frame_words;
use crate::sheet::Sheet;
use crate::sign::{kind, sign};

/// How many weights there are: signs are hashed into them.
pub const N_BUCKETS: u32 = 1 << 16;
/// How many words of a line are looked at.
const WORDS_MAX: usize = 60;
/// Lines of more words are not looked at two words at a time.
const PAIRS_WORDS_MAX: usize = 24;
/// How many class words of a line are looked at.
const CLASSES_MAX: usize = 12;
/// A line of no more words may head those below it.
const HEADER_WORDS_MAX: usize = 6;

/// The kinds of signs.
const AFTER: u32 = kind("after");
const BEFORE: u32 = kind("before");
const CLASS: u32 = kind("class");
const CLASS_PART: u32 = kind("class part");
const FIRST: u32 = kind("first");
const HEADER: u32 = kind("header");
const LAST: u32 = kind("last");
const LENGTH: u32 = kind("length");
const NEAREST_CLASS: u32 = kind("nearest class");
const PAIR: u32 = kind("pair");
const REASON: u32 = kind("reason");
const ROLE: u32 = kind("role");
const TAG: u32 = kind("tag");
const TAGS: u32 = kind("tags");
const WORD: u32 = kind("word");

/// The signs of each line of a page.
pub(super) fn tokens_of(sheet: &Sheet<'_>) -> Vec<Vec<u32>> {
    let frames = frame_words(sheet);
    let words: Vec<Vec<String>> = sheet.lines.iter().map(|line| words_of(&line.text)).collect();
    let mut header: &[String] = &[];
    let mut out = Vec::with_capacity(sheet.lines.len());
    for (at, line) in sheet.lines.iter().enumerate() {
        let mut tokens = Vec::with_capacity(64);
        let own = words.get(at).map_or(&[][..], Vec::as_slice);
        put_words(&mut tokens, own, line.n_words);
        if let Some(ruling) = &line.ruling {
            put(&mut tokens, REASON, &[&ruling.reason]);
            put(&mut tokens, ROLE, &[ruling.role_name()]);
        }
        for word in header.iter().take(HEADER_WORDS_MAX) {
            put(&mut tokens, HEADER, &[word]);
        }
        if let Some(hint) = sheet.hint(line) {
            let mut tags = hint.path.rsplit('/');
            let (last, above) = (tags.next().unwrap_or(""), tags.next().unwrap_or(""));
            put(&mut tokens, TAG, &[last]);
            put(&mut tokens, TAGS, &[above, last, if hint.link_share > 500 { "link" } else { "" }]);
            put_classes(&mut tokens, &hint.class, &frames);
        }
        for (name, other) in [(BEFORE, at.checked_sub(1)), (AFTER, Some(at + 1))] {
            let other = other.and_then(|other| Some((words.get(other)?, sheet.lines.get(other)?)));
            if let Some((words, line)) = other {
                put(&mut tokens, name, &[words.first().map_or("", String::as_str)]);
                let role = line.ruling.as_ref().map_or("", |ruling| ruling.role_name());
                put(&mut tokens, name, &["role", role]);
            }
        }
        let is_header = line.n_words <= HEADER_WORDS_MAX && !line.end.is_sentence() && line.n_words > 0;
        let is_marked = sheet.hint(line).is_none_or(crate::markup::is_heading);
        if is_header && is_marked {
            header = own;
        }
        out.push(tokens);
    }
    out
}

/// The words of a text, folded; signs that furniture is made of count as words.
fn words_of(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            word.push(if c.is_ascii_digit() { '0' } else { fold_char(c) });
            continue;
        }
        if !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
        if matches!(c, '|' | '©' | '@' | '#' | '•' | '»' | '›' | '?' | '…' | '*') {
            out.push(c.to_string());
        }
        if out.len() >= WORDS_MAX {
            break;
        }
    }
    out.extend((!word.is_empty()).then_some(word));
    out
}

fn put_words(tokens: &mut Vec<u32>, words: &[String], n_words: usize) {
    let length = match n_words {
        0 => "0",
        1 => "1",
        2..=3 => "3",
        4..=7 => "7",
        8..=14 => "14",
        15..=30 => "30",
        31..=60 => "60",
        _ => "more",
    };
    put(tokens, LENGTH, &[length]);
    for (at, word) in words.iter().enumerate() {
        if !words.iter().take(at).any(|before| before == word) {
            put(tokens, WORD, &[word]);
        }
    }
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    put(tokens, FIRST, &[word(0)]);
    put(tokens, FIRST, &[word(0), word(1)]);
    put(tokens, FIRST, &[word(0), word(1), word(2)]);
    let last = words.len().wrapping_sub(1);
    put(tokens, LAST, &[word(last)]);
    put(tokens, LAST, &[word(last.wrapping_sub(1)), word(last)]);
    if words.len() <= PAIRS_WORDS_MAX {
        for (a, b) in words.iter().zip(words.iter().skip(1)) {
            put(tokens, PAIR, &[a, b]);
        }
    }
}

/// Class words, whole and in parts, those left out that frame the text.
fn put_classes(tokens: &mut Vec<u32>, class: &str, frames: &HashSet<&str>) {
    let words = class.split_whitespace().filter(|word| !frames.contains(word));
    for (n, word) in words.take(CLASSES_MAX).enumerate() {
        let lower: String =
            word.chars().map(|c| if c.is_ascii_digit() { '0' } else { fold_char(c) }).collect();
        if n < 2 {
            put(tokens, NEAREST_CLASS, &[&lower]);
        }
        put(tokens, CLASS, &[&lower]);
        for part in lower.split(['-', '_']).filter(|part| part.len() > 1 && *part != lower) {
            put(tokens, CLASS_PART, &[part]);
        }
    }
}

fn put(tokens: &mut Vec<u32>, kind: u32, parts: &[&str]) {
    tokens.push(sign(kind, parts, N_BUCKETS));
}
