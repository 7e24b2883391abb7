//! Near-duplicates: which article repeats an earlier one.
//!
//! An article's sketch is the smallest of its shingle hashes (bottom-k min-hash: Broder, "On the resemblance and
//! containment of documents", 1997). Where two sketches reach equally far, the share of the smaller one that stands in the
//! other estimates containment: a reprint with another headline, a cut tail or page noise around it stays a copy, and two
//! articles that share one quotation do not become one.

use std::collections::{BTreeMap, HashMap, VecDeque};

use copydesk_record::{Copy, Id, Reading, Role};
use copydesk_stage::{Reject, Stage};
use copydesk_text::{fold, overlap, shingles};

/// How many documents back a copy is still found.
pub const WINDOW_DOCUMENTS: usize = 100_000;
/// Words in a shingle.
const SHINGLE_WORDS: usize = 4;
/// How much of an article's text is compared, in bytes.
const TEXT_BYTES_MAX: usize = 256 << 10;
/// The most hashes kept of one article: 1 KiB.
const SKETCH_MAX: usize = 128;
/// How many hashes of a sketch, the smallest, lead to it.
const INDEXED_MAX: usize = 48;
/// A hash that leads to so many documents leads nowhere: it is boilerplate.
const HOLDERS_MAX: usize = 64;
/// How many documents are compared with a new one: those that share the most hashes with it.
const CANDIDATES_MAX: usize = 16;
/// From this share of the smaller text on, of 1000, it is a copy.
const SHARE_MIN: u16 = 500;
/// From this share on a copy leads to nothing that the first of its class does not lead to.
const SAME_SHARE_MIN: u16 = 850;
/// Fewer hashes in common are chance, whatever their share.
const SHARED_MIN: usize = 8;

/// Marks the articles that repeat an earlier one: exactly one output for each input.
///
/// Invariant: the state holds the last [`WINDOW_DOCUMENTS`] documents and nothing of older ones.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    /// The sketches, oldest first.
    window: VecDeque<Sketch>,
    /// The number of the oldest document in `window`.
    first: u64,
    /// The numbers of the documents that a hash leads to, oldest first.
    holders: HashMap<u64, VecDeque<u64>>,
}

/// What is remembered of a document.
#[derive(Clone, Debug)]
struct Sketch {
    /// The first of its class of copies; itself if it is none.
    of: Id,
    /// The smallest shingle hashes, sorted, each once.
    hashes: Vec<u64>,
    /// Up to which hash the sketch is whole: all there are up to here are in it.
    reach: u64,
    /// How many of the smallest lead to it.
    n_indexed: usize,
}

impl Copies {
    /// A stage that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// The earlier document of which most stands in the new one, or the reverse.
    fn find(&self, hashes: &[u64], reach: u64) -> Option<(&Sketch, u16)> {
        let mut n_shared: BTreeMap<u64, usize> = BTreeMap::new();
        for hash in hashes {
            let Some(holders) = self.holders.get(hash) else { continue };
            if holders.len() < HOLDERS_MAX {
                for number in holders {
                    *n_shared.entry(*number).or_default() += 1;
                }
            }
        }
        let mut candidates: Vec<(usize, u64)> = n_shared.into_iter().map(|(number, n)| (n, number)).collect();
        candidates.sort_by_key(|&(n, number)| (std::cmp::Reverse(n), number));
        let mut best: Option<(&Sketch, u16)> = None;
        for (_, number) in candidates.into_iter().take(CANDIDATES_MAX) {
            let Some(sketch) = self.window.get(usize::try_from(number - self.first).unwrap_or(usize::MAX))
            else {
                continue;
            };
            let share = sketch.share_with(hashes, reach);
            if share >= SHARE_MIN && best.is_none_or(|(_, have)| share > have) {
                best = Some((sketch, share));
            }
        }
        best
    }

    /// Remembers a document as the copy that it is, or as none.
    fn file(&mut self, id: Id, hashes: Vec<u64>, reach: u64, copy: Option<&Copy>) {
        let is_new = copy.is_none_or(|copy| copy.share < SAME_SHARE_MIN);
        let n_indexed = if is_new { INDEXED_MAX } else { 0 };
        self.remember(Sketch { of: copy.map_or(id, |copy| copy.of), hashes, reach, n_indexed });
    }

    fn remember(&mut self, sketch: Sketch) {
        let number = self.first + self.window.len() as u64;
        for hash in sketch.hashes.iter().take(sketch.n_indexed) {
            self.holders.entry(*hash).or_default().push_back(number);
        }
        self.window.push_back(sketch);
        if self.window.len() <= WINDOW_DOCUMENTS {
            return;
        }
        let Some(oldest) = self.window.pop_front() else { return };
        for hash in oldest.hashes.iter().take(oldest.n_indexed) {
            let Some(holders) = self.holders.get_mut(hash) else { continue };
            if holders.front() == Some(&self.first) {
                holders.pop_front();
            }
            if holders.is_empty() {
                self.holders.remove(hash);
            }
        }
        self.first += 1;
    }
}

impl Sketch {
    /// The share of the smaller sketch that stands in the other, as far as both reach; 0 where too little is shared.
    fn share_with(&self, hashes: &[u64], reach: u64) -> u16 {
        let reach = reach.min(self.reach);
        let within = |hashes: &[u64]| hashes.partition_point(|&hash| hash <= reach);
        let (n_a, n_b) = (within(&self.hashes), within(hashes));
        let (Some(a), Some(b)) = (self.hashes.get(..n_a), hashes.get(..n_b)) else { return 0 };
        let n_shared = overlap(a, b);
        if n_shared < SHARED_MIN {
            return 0;
        }
        ((n_shared * 1000).checked_div(n_a.min(n_b)).unwrap_or(0)) as u16
    }
}

impl Stage for Copies {
    type In = Reading;
    type Out = Option<Copy>;

    fn name(&self) -> &'static str {
        "copies"
    }

    fn process(&mut self, reading: Reading, out: &mut Vec<Option<Copy>>) -> Result<(), Reject> {
        let (hashes, reach) = sketch_of(&reading);
        let copy = self.find(&hashes, reach).map(|(sketch, share)| Copy { of: sketch.of, share });
        // A document sent twice is a copy of its first sending, and no other may point at it by mistake.
        let copy = copy.filter(|copy| copy.of != reading.id);
        self.file(reading.id, hashes, reach, copy.as_ref());
        out.push(copy);
        Ok(())
    }

    fn recall(&mut self, reading: Reading, decided: &Option<Copy>) {
        let (hashes, reach) = sketch_of(&reading);
        self.file(reading.id, hashes, reach, decided.as_ref());
    }
}

/// The smallest shingle hashes of the article's text, and up to which hash they are all there are.
fn sketch_of(reading: &Reading) -> (Vec<u64>, u64) {
    let mut hashes = if reading.article.filtered.is_some() { Vec::new() } else { hashes_of(reading) };
    let reach = hashes.get(SKETCH_MAX - 1).filter(|_| hashes.len() > SKETCH_MAX).copied().unwrap_or(u64::MAX);
    hashes.truncate(SKETCH_MAX);
    (hashes, reach)
}

/// The shingle hashes of the article's text, sorted, each once.
fn hashes_of(reading: &Reading) -> Vec<u64> {
    let mut text = String::new();
    for block in reading.article.blocks.iter().filter(|block| matches!(block.role, Role::Body | Role::List)) {
        if text.len() >= TEXT_BYTES_MAX {
            break;
        }
        let mut end = block.span.len().min(TEXT_BYTES_MAX);
        let block = block.span.str(&reading.text);
        while !block.is_char_boundary(end) {
            end -= 1;
        }
        text.push_str(&fold(block.get(..end).unwrap_or_default()));
        text.push(' ');
    }
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    shingles(&words, SHINGLE_WORDS)
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Article, Block, Span};
    use copydesk_stage::collect;

    use super::*;

    const FLOOD: &str = "The river Alva broke through the dyke at Senne before dawn on Monday and drove some nine hundred people from \
        their beds. Firemen in boats took the last of them off their roofs at noon, and the mayor said that nobody was missing. \
        The dyke was to have been raised by a metre this summer, but the money had been spent on a bridge.";
    const BRIDGE: &str = "A bridge that nobody asked for was opened at Senne on Thursday by a minister who could not say what it had cost. \
        The builder, asked the same, spoke of the weather. Two old men who had come to watch it fall down went home disappointed at one.";

    fn reading(n: u8, text: &str) -> Reading {
        let block = Block { role: Role::Body, span: Span::new(0, text.len()), reason: None };
        let article = Article { blocks: vec![block], ..Article::default() };
        Reading { id: id(n), text: text.to_owned(), article }
    }

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    fn check(texts: &[&str], expected: &[Option<u8>]) {
        let readings = texts.iter().enumerate().map(|(n, text)| reading(n as u8, text));
        let (found, rejects) = collect(&mut Copies::new(), readings);
        assert!(rejects.is_empty());
        let found: Vec<Option<Id>> = found.into_iter().map(|copy| copy.map(|copy| copy.of)).collect();
        let expected: Vec<Option<Id>> = expected.iter().map(|n| n.map(id)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn reprints_are_copies_of_the_first() {
        let cut = FLOOD.split_once(" The dyke was").unwrap().0;
        let framed = format!(
            "SENNE (Alva Press) - {FLOOD} Our shop sells boots and buckets at half price all week long."
        );
        check(&[FLOOD, BRIDGE, cut, &framed, BRIDGE], &[None, None, Some(0), Some(0), Some(1)]);
    }

    #[test]
    fn a_shared_quotation_makes_no_copy() {
        let quote = "“The dyke was to have been raised by a metre this summer, but the money had been spent on a bridge,” he said.";
        check(&[FLOOD, &format!("{BRIDGE} {quote}"), ""], &[None, None, None]);
    }

    #[test]
    fn the_window_forgets() {
        let mut copies = Copies::new();
        copies.remember(Sketch { of: id(0), hashes: vec![1, 2, 3], reach: u64::MAX, n_indexed: 3 });
        for _ in 0..WINDOW_DOCUMENTS {
            copies.remember(Sketch { of: id(1), hashes: Vec::new(), reach: u64::MAX, n_indexed: 0 });
        }
        assert_eq!(copies.window.len(), WINDOW_DOCUMENTS);
        assert!(copies.holders.is_empty());
    }
}
