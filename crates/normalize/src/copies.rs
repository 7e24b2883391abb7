//! Near-duplicates: which article repeats an earlier one.
//!
//! An article's sketch is the smallest of its shingle hashes (bottom-k min-hash: Broder, "On the resemblance and
//! containment of documents", 1997). Where two sketches reach equally far, the share of the smaller one that stands in the
//! other estimates containment: a reprint with another headline, a cut tail or page noise around it stays a copy. An article
//! that took over two thirds of another's text and wrote the rest itself is a report of its own, and none.
//!
//! The earlier of two is the one that came first in the stream; a copy of a copy is a copy of the first.

mod sketch;
mod window;

use copydesk_record::{Copy, Id, Reading};
use copydesk_stage::{Reject, Stage};
use copydesk_text::overlap;

use sketch::{Sketch, sketch_of};
use window::{Indexing, Window};

/// How many documents back a copy is still found.
pub const WINDOW_DOCUMENTS: usize = 100_000;
/// How many documents are compared with a new one: those that share the most hashes with it.
const CANDIDATES_MAX: usize = 16;
/// From this share of the smaller text on, of 1000, it is a copy.
const SHARE_MIN: u16 = 700;
/// From this share on a copy leads to nothing that the first of its class does not lead to.
const SAME_SHARE_MIN: u16 = 850;
/// Fewer hashes in common are chance, whatever their share, unless they are all there is of both.
const SHARED_MIN: usize = 6;
const SHARED_WHOLE_MIN: usize = 3;

/// Marks the articles that repeat an earlier one: exactly one output for each input.
///
/// Invariant: the state holds the last [`WINDOW_DOCUMENTS`] documents and nothing of older ones, some 370 bytes for each.
#[derive(Clone, Debug)]
pub struct Copies {
    window: Window,
}

impl Copies {
    /// A stage that has seen nothing.
    pub fn new() -> Self {
        Self { window: Window::new(WINDOW_DOCUMENTS) }
    }

    /// The earlier document of which most stands in the new one, or the reverse.
    fn find(&self, sketch: &Sketch) -> Option<Copy> {
        let mut best: Option<Copy> = None;
        for slot in self.window.candidates(sketch, CANDIDATES_MAX) {
            let Some((of, hashes, reach)) = self.window.get(slot) else { continue };
            let share = share_of(sketch, hashes, reach);
            if share >= SHARE_MIN && best.as_ref().is_none_or(|best| share > best.share) {
                best = Some(Copy { of, share });
            }
        }
        best
    }

    /// Remembers a document as the copy that it is, or as none.
    fn file(&mut self, id: Id, sketch: &Sketch, copy: Option<&Copy>) {
        let is_new = copy.is_none_or(|copy| copy.share < SAME_SHARE_MIN);
        let indexing = if is_new { Indexing::Indexed } else { Indexing::Skipped };
        self.window.put(copy.map_or(id, |copy| copy.of), sketch, indexing);
    }
}

impl Default for Copies {
    fn default() -> Self {
        Self::new()
    }
}

/// The share of the smaller sketch that stands in the other, as far as both reach; 0 where too little is shared.
fn share_of(sketch: &Sketch, hashes: &[u32], reach: u32) -> u16 {
    let reach = reach.min(sketch.reach);
    let n_a = sketch.hashes.partition_point(|&hash| hash <= reach);
    let n_b = hashes.partition_point(|&hash| hash <= reach);
    let (Some(a), Some(b)) = (sketch.hashes.get(..n_a), hashes.get(..n_b)) else { return 0 };
    let n_shared = overlap(a, b);
    let is_whole = reach == u32::MAX && n_shared == n_a && n_shared == n_b && n_shared >= SHARED_WHOLE_MIN;
    if n_shared < SHARED_MIN && !is_whole {
        return 0;
    }
    ((n_shared * 1000).checked_div(n_a.min(n_b)).unwrap_or(0)) as u16
}

impl Stage for Copies {
    type In = Reading;
    type Out = Option<Copy>;

    fn name(&self) -> &'static str {
        "copies"
    }

    fn process(&mut self, reading: Reading, out: &mut Vec<Option<Copy>>) -> Result<(), Reject> {
        let sketch = sketch_of(&reading);
        // A document sent twice is a copy of its first sending, and no other may point at it by mistake.
        let copy = self.find(&sketch).filter(|copy| copy.of != reading.id);
        self.file(reading.id, &sketch, copy.as_ref());
        out.push(copy);
        Ok(())
    }

    fn recall(&mut self, reading: Reading, decided: &Option<Copy>) {
        let sketch = sketch_of(&reading);
        self.file(reading.id, &sketch, decided.as_ref());
    }
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Article, Block, Role, Span};
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
    fn a_rewrite_of_two_thirds_is_no_copy() {
        let parts: Vec<String> = (0..9)
            .map(|part| (0..30).map(|n| format!("word{part}x{n}")).collect::<Vec<_>>().join(" ") + ".\n")
            .collect();
        let own: Vec<String> = (0..3).map(|part| parts[part].replace("word", "other")).collect();
        let (first, rewrite) = (parts.concat(), parts[..6].concat() + &own.concat());
        let (cut, grown) = (parts[..6].concat(), parts.concat() + &own.concat());
        check(&[&first, &rewrite, &cut, &grown], &[None, None, Some(0), Some(0)]);
    }

    #[test]
    fn a_notice_of_a_few_words_is_a_copy_of_the_same_words_only() {
        let notice = "The ferry does not run on Monday.";
        check(&[notice, notice, "The ferry does not run on Tuesday."], &[None, Some(0), None]);
    }
}
