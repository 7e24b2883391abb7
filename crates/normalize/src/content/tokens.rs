//! Signs of a line that are weighed one by one: its words, its tags and classes, what heads it.

use std::collections::HashSet;
use std::ops::Range;

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
    let classes: Vec<Vec<u32>> = sheet.kinds.iter().map(|kind| classes_of(&kind.class, &frames)).collect();
    let words = Words::of(sheet);
    let mut header = 0..0;
    let mut out = Vec::with_capacity(sheet.lines.len());
    for (at, line) in sheet.lines.iter().enumerate() {
        let mut tokens = Vec::with_capacity(64);
        put_words(&mut tokens, &words, at, line.n_words);
        if let Some(ruling) = &line.ruling {
            put(&mut tokens, REASON, &[&ruling.reason]);
            put(&mut tokens, ROLE, &[ruling.role_name()]);
        }
        for word in header.clone().take(HEADER_WORDS_MAX) {
            put(&mut tokens, HEADER, &[words.get(word)]);
        }
        if let Some(hint) = sheet.hint(line) {
            let mut tags = hint.path.rsplit('/');
            let (last, above) = (tags.next().unwrap_or(""), tags.next().unwrap_or(""));
            put(&mut tokens, TAG, &[last]);
            put(&mut tokens, TAGS, &[above, last, if hint.link_share > 500 { "link" } else { "" }]);
            tokens.extend(line.kind.and_then(|kind| classes.get(kind)).into_iter().flatten());
        }
        for (name, other) in [(BEFORE, at.checked_sub(1)), (AFTER, Some(at + 1))] {
            let other = other.and_then(|other| Some((words.of_line(other), sheet.lines.get(other)?)));
            if let Some((own, line)) = other {
                put(&mut tokens, name, &[own.clone().next().map_or("", |word| words.get(word))]);
                let role = line.ruling.as_ref().map_or("", |ruling| ruling.role_name());
                put(&mut tokens, name, &["role", role]);
            }
        }
        let is_header = line.n_words <= HEADER_WORDS_MAX && !line.end.is_sentence() && line.n_words > 0;
        let is_marked = sheet.hint(line).is_none_or(crate::markup::is_heading);
        if is_header && is_marked {
            header = words.of_line(at);
        }
        out.push(tokens);
    }
    out
}

/// The words of a page's lines, folded; signs that furniture is made of count as words.
#[derive(Default)]
struct Words {
    /// All of them, one after the other.
    text: String,
    /// Where each ends in `text`.
    ends: Vec<usize>,
    /// How many words the lines before and each line have, counted from the first.
    of_line: Vec<usize>,
}

impl Words {
    fn of(sheet: &Sheet<'_>) -> Self {
        let mut words = Self::default();
        for line in &sheet.lines {
            words.put_line(&line.text);
            words.of_line.push(words.ends.len());
        }
        words
    }

    fn put_line(&mut self, text: &str) {
        let most = self.ends.len() + WORDS_MAX;
        let mut start = self.text.len();
        for c in text.chars() {
            if c.is_alphanumeric() {
                self.text.push(if c.is_ascii_digit() { '0' } else { fold_char(c) });
                continue;
            }
            start = self.end_word(start);
            if matches!(c, '|' | '©' | '@' | '#' | '•' | '»' | '›' | '?' | '…' | '*') {
                self.text.push(c);
                start = self.end_word(start);
            }
            if self.ends.len() >= most {
                break;
            }
        }
        self.end_word(start);
    }

    /// Ends the word that began at `start`, if it has letters; gives where the next one begins.
    fn end_word(&mut self, start: usize) -> usize {
        if self.text.len() > start {
            self.ends.push(self.text.len());
        }
        self.text.len()
    }

    /// The numbers of a line's words.
    fn of_line(&self, at: usize) -> Range<usize> {
        let start = at.checked_sub(1).and_then(|before| self.of_line.get(before)).copied().unwrap_or(0);
        start..self.of_line.get(at).copied().unwrap_or(start)
    }

    /// A word by its number, empty if there is none.
    fn get(&self, word: usize) -> &str {
        let start = word.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(word).and_then(|end| self.text.get(start..*end)).unwrap_or_default()
    }
}

fn put_words(tokens: &mut Vec<u32>, words: &Words, line: usize, n_words: usize) {
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
    let own = words.of_line(line);
    let mut signs: Vec<u32> = Vec::with_capacity(own.len());
    for word in own.clone() {
        let text = words.get(word);
        let sign = sign(WORD, &[text], N_BUCKETS);
        // Words of two signs are two words; those of one sign mostly are one.
        let before = own.clone().zip(&signs).filter(|(_, before)| **before == sign);
        if !before.into_iter().any(|(before, _)| words.get(before) == text) {
            tokens.push(sign);
        }
        signs.push(sign);
    }
    let word = |at: Option<usize>| at.filter(|at| own.contains(at)).map_or("", |at| words.get(at));
    let [first, second, third] = [0, 1, 2].map(|nth| word(Some(own.start + nth)));
    put(tokens, FIRST, &[first]);
    put(tokens, FIRST, &[first, second]);
    put(tokens, FIRST, &[first, second, third]);
    let [last, but_last] = [1, 2].map(|nth| word(own.end.checked_sub(nth)));
    put(tokens, LAST, &[last]);
    put(tokens, LAST, &[but_last, last]);
    if own.len() <= PAIRS_WORDS_MAX {
        for (a, b) in own.clone().zip(own.skip(1)) {
            put(tokens, PAIR, &[words.get(a), words.get(b)]);
        }
    }
}

/// The signs of class words, whole and in parts, those left out that frame the text.
fn classes_of(class: &str, frames: &HashSet<&str>) -> Vec<u32> {
    let mut tokens = Vec::new();
    let mut lower = String::new();
    let words = class.split_whitespace().filter(|word| !frames.contains(word));
    for (n, word) in words.take(CLASSES_MAX).enumerate() {
        lower.clear();
        lower.extend(word.chars().map(|c| if c.is_ascii_digit() { '0' } else { fold_char(c) }));
        if n < 2 {
            put(&mut tokens, NEAREST_CLASS, &[&lower]);
        }
        put(&mut tokens, CLASS, &[&lower]);
        for part in lower.split(['-', '_']).filter(|part| part.len() > 1 && *part != lower) {
            put(&mut tokens, CLASS_PART, &[part]);
        }
    }
    tokens
}

fn put(tokens: &mut Vec<u32>, kind: u32, parts: &[&str]) {
    tokens.push(sign(kind, parts, N_BUCKETS));
}
