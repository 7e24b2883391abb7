//! What is known of a page as a whole before its lines are looked at: how often words stand in it, what its metadata say.

use copydesk_text::{WordsHash, fold_char};

use crate::hashed::{ByHash, Hashes};
use crate::sheet::Sheet;

/// How many bytes of the text that a page carries in its metadata are looked at.
const BODY_BYTES_MAX: usize = 200_000;
/// How many words make a run.
const RUN_WORDS: usize = 4;

/// The words of a page, folded: each is known by a number.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: ByHash<u32>,
    words: Vec<Word>,
    /// The words of all lines, one after the other.
    all: Vec<u32>,
    /// How many words the lines before and each line have.
    ends: Vec<usize>,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    hash: u64,
    is_in_title: bool,
    is_in_description: bool,
    /// In how many lines of prose it stands.
    n_lines: u32,
    /// One past the last line that it was counted in, so that it counts once a line.
    seen: usize,
}

impl Vocabulary {
    fn of(sheet: &Sheet<'_>) -> Self {
        let mut out = Self::default();
        for line in &sheet.lines {
            each_word(&line.text, |hash| {
                let number = *out.numbers.entry(hash).or_insert_with(|| {
                    out.words.push(Word { hash, ..Word::default() });
                    u32::try_from(out.words.len() - 1).unwrap_or(u32::MAX)
                });
                out.all.push(number);
            });
            out.ends.push(out.all.len());
        }
        out
    }

    fn line(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(at).and_then(|end| self.all.get(start..*end)).unwrap_or_default()
    }

    fn hashes_of(&self, at: usize) -> impl Iterator<Item = u64> + Clone + '_ {
        self.line(at).iter().filter_map(|number| self.words.get(*number as usize)).map(|word| word.hash)
    }
}

/// Gives the hash of each word, folded, in order.
fn each_word(text: &str, mut give: impl FnMut(u64)) {
    let mut word: Option<WordsHash> = None;
    for c in text.chars() {
        if c.is_alphanumeric() {
            word.get_or_insert_default().put(fold_char(c));
        } else if let Some(mut word) = word.take() {
            word.end_word();
            give(word.value());
        }
    }
    if let Some(mut word) = word {
        word.end_word();
        give(word.value());
    }
}

fn word_hashes(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    each_word(text, |hash| out.push(hash));
    out
}

fn runs(words: &[u64]) -> impl Iterator<Item = u64> + '_ {
    words
        .windows(RUN_WORDS)
        .map(|run| run.iter().fold(17_u64, |hash, word| hash.wrapping_mul(31) ^ word.rotate_left(7)))
}

/// What stands for all words of a line in their order.
fn whole_of(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(7_u64, |hash, word| hash.wrapping_mul(31) ^ word.rotate_left(9))
}

/// A page's words and what its metadata say.
#[derive(Debug, Default)]
pub(super) struct PageFacts {
    words: Vocabulary,
    /// How many words the metadata's headlines have, each counted once.
    n_title_words: usize,
    /// Runs of words of the text in the metadata; empty if there is none.
    body: Hashes,
    n_times: ByHash<u32>,
    /// What each line shares.
    shares: Vec<Shares>,
}

/// How much of a line stands elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shares {
    pub(super) in_title: f32,
    pub(super) of_title: f32,
    pub(super) in_description: f32,
    /// -1 if the metadata carry no text.
    pub(super) in_body: f32,
    /// The share of the line's words that other lines of prose have.
    pub(super) known: f32,
    pub(super) n_times: f32,
}

impl PageFacts {
    pub(super) fn of(sheet: &Sheet<'_>) -> Self {
        let meta = |keys: &[&str]| -> Hashes {
            keys.iter().filter_map(|key| sheet.markup.meta(key)).flat_map(word_hashes).collect()
        };
        let mut facts = Self { words: Vocabulary::of(sheet), ..Self::default() };
        if let Some(text) = sheet.markup.meta("jsonld:articleBody") {
            let end = (0..=text.len().min(BODY_BYTES_MAX)).rev().find(|&at| text.is_char_boundary(at));
            let text = text.get(..end.unwrap_or(0)).unwrap_or_default();
            facts.body.extend(runs(&word_hashes(text)));
        }
        let title = meta(&["og:title", "jsonld:headline", "title", "field:title"]);
        let description = meta(&["og:description", "description", "jsonld:description"]);
        for word in &mut facts.words.words {
            word.is_in_title = title.contains(&word.hash);
            word.is_in_description = description.contains(&word.hash);
        }
        facts.n_title_words = title.len();
        facts.count(sheet);
        facts.shares = (0..).zip(&sheet.lines).map(|(at, line)| facts.share(at, line.is_prose())).collect();
        facts
    }

    /// What a line shares with the page's metadata and with other lines.
    pub(super) fn shares(&self, at: usize) -> Shares {
        self.shares.get(at).copied().unwrap_or_default()
    }

    /// Counts the lines that are the same, and those of prose that hold each word.
    fn count(&mut self, sheet: &Sheet<'_>) {
        for (at, line) in sheet.lines.iter().enumerate() {
            *self.n_times.entry(whole_of(self.words.hashes_of(at))).or_default() += 1;
            if !line.is_prose() {
                continue;
            }
            let Vocabulary { words, all, ends, .. } = &mut self.words;
            let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
            for number in ends.get(at).and_then(|end| all.get(start..*end)).unwrap_or_default() {
                if let Some(word) = words.get_mut(*number as usize).filter(|word| word.seen != at + 1) {
                    (word.seen, word.n_lines) = (at + 1, word.n_lines + 1);
                }
            }
        }
        self.words.words.iter_mut().for_each(|word| word.seen = 0);
    }

    fn share(&mut self, at: usize, is_prose: bool) -> Shares {
        let whole = whole_of(self.words.hashes_of(at));
        let in_body = self.in_body(at);
        let Vocabulary { words, all, ends, .. } = &mut self.words;
        let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        let own = ends.get(at).and_then(|end| all.get(start..*end)).unwrap_or_default();
        let (mut n_in_title, mut n_in_description) = (0_usize, 0_usize);
        let (mut n_different, mut n_title, mut n_known) = (0_usize, 0_usize, 0_usize);
        for number in own {
            let Some(word) = words.get_mut(*number as usize) else { continue };
            n_in_title += usize::from(word.is_in_title);
            n_in_description += usize::from(word.is_in_description);
            if word.seen == at + 1 {
                continue;
            }
            word.seen = at + 1;
            n_different += 1;
            n_title += usize::from(word.is_in_title);
            // A line of prose has been counted itself.
            n_known += usize::from(word.n_lines > u32::from(is_prose));
        }
        let n = own.len().max(1) as f32;
        Shares {
            in_title: n_in_title as f32 / n,
            of_title: n_title as f32 / self.n_title_words.max(1) as f32,
            in_description: n_in_description as f32 / n,
            in_body,
            known: n_known as f32 / n_different.max(1) as f32,
            n_times: self.n_times.get(&whole).map_or(1.0, |n| *n as f32),
        }
    }

    /// The share of a line's runs of words that the text in the metadata has.
    fn in_body(&self, at: usize) -> f32 {
        if self.body.is_empty() {
            return -1.0;
        }
        let words: Vec<u64> = self.words.hashes_of(at).collect();
        let n_runs = words.len().saturating_sub(RUN_WORDS - 1);
        if n_runs == 0 {
            return -0.5;
        }
        runs(&words).filter(|run| self.body.contains(run)).count() as f32 / n_runs as f32
    }
}
