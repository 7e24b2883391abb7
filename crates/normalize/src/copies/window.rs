//! The last so many documents' sketches in a ring, and a hash table of chains through them that forgets by itself.
//!
//! An entry is one of the hashes that lead to a document; it names the entry before it with a hash of the same bucket.
//! When a document is written over, the entries that named it lead to a younger one: a chain that does not get older at
//! each step ends there. So nothing is ever deleted, and a document costs the same 370 bytes whatever it holds.

use copydesk_record::Id;

use super::sketch::{SKETCH_MAX, Sketch};

/// How many hashes of a sketch, the smallest, lead to it.
const INDEXED_MAX: usize = 12;
/// How far a chain is followed: a hash that leads to more documents is boilerplate.
const CHAIN_MAX: usize = 64;
/// Buckets of the table, as a power of two: about as many as there are entries in a full window.
const BUCKETS_LOG: u32 = 20;

/// The sketches of the last documents.
#[derive(Clone, Debug)]
pub(super) struct Window {
    n_max: usize,
    slots: Vec<Slot>,
    /// `SKETCH_MAX` for each slot.
    hashes: Vec<u32>,
    /// `INDEXED_MAX` for each slot: the entry before, 0 for none. Entries are counted from 1.
    before: Vec<u32>,
    /// The youngest entry of each bucket.
    heads: Vec<u32>,
    /// The slot that is written next.
    next: usize,
}

/// What is remembered of a document beside its hashes.
#[derive(Clone, Debug)]
struct Slot {
    /// The first of its class of copies; itself if it is none.
    of: Id,
    reach: u32,
    n_hashes: u8,
    n_indexed: u8,
}

/// Whether a document's hashes lead to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Indexing {
    Indexed,
    Skipped,
}

impl Window {
    /// An empty window for so many documents.
    pub(super) fn new(n_max: usize) -> Self {
        Self { n_max, slots: Vec::new(), hashes: Vec::new(), before: Vec::new(), heads: Vec::new(), next: 0 }
    }

    /// The slots that share the most indexed hashes with the sketch, at most `n`, the oldest first.
    pub(super) fn candidates(&self, sketch: &Sketch, n: usize) -> Vec<usize> {
        let mut met: Vec<usize> = Vec::new();
        for &hash in &sketch.hashes {
            self.follow(hash, &mut met);
        }
        met.sort_unstable();
        let mut counted: Vec<(usize, usize, usize)> = met
            .chunk_by(|a, b| a == b)
            .filter_map(|run| Some((run.len(), self.age(*run.first()?), *run.first()?)))
            .collect();
        counted.sort_unstable_by(|a, b| b.cmp(a));
        counted.truncate(n);
        counted.sort_unstable_by_key(|&(_, age, _)| std::cmp::Reverse(age));
        counted.into_iter().map(|(_, _, slot)| slot).collect()
    }

    /// The first of the class of the document in a slot, its hashes, and up to where they are all there are.
    pub(super) fn get(&self, slot: usize) -> Option<(Id, &[u32], u32)> {
        let it = self.slots.get(slot)?;
        let hashes = self.hashes.get(slot * SKETCH_MAX..)?.get(..usize::from(it.n_hashes))?;
        Some((it.of, hashes, it.reach))
    }

    /// Takes up a document in place of the oldest.
    pub(super) fn put(&mut self, of: Id, sketch: &Sketch, indexing: Indexing) {
        if self.heads.is_empty() {
            self.heads = vec![0; 1 << BUCKETS_LOG];
        }
        let at = self.next;
        self.next = (at + 1) % self.n_max.max(1);
        if at >= self.slots.len() {
            self.slots.push(Slot { of, reach: 0, n_hashes: 0, n_indexed: 0 });
            self.hashes.resize(self.slots.len() * SKETCH_MAX, 0);
            self.before.resize(self.slots.len() * INDEXED_MAX, 0);
        }
        let n_hashes = sketch.hashes.len().min(SKETCH_MAX);
        let n_indexed = if indexing == Indexing::Indexed { n_hashes.min(INDEXED_MAX) } else { 0 };
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = Slot { of, reach: sketch.reach, n_hashes: n_hashes as u8, n_indexed: n_indexed as u8 };
        }
        for (place, hash) in self.hashes.iter_mut().skip(at * SKETCH_MAX).zip(&sketch.hashes) {
            *place = *hash;
        }
        for (n, &hash) in sketch.hashes.iter().take(n_indexed).enumerate() {
            let entry = at * INDEXED_MAX + n;
            let Some(head) = self.heads.get_mut(bucket_of(hash)) else { continue };
            let older = std::mem::replace(head, u32::try_from(entry + 1).unwrap_or(0));
            if let Some(before) = self.before.get_mut(entry) {
                *before = older;
            }
        }
    }

    /// Adds the slots to which the hash leads.
    fn follow(&self, hash: u32, met: &mut Vec<usize>) {
        let mut entry = self.heads.get(bucket_of(hash)).copied().unwrap_or(0);
        let mut last = None;
        for _ in 0..CHAIN_MAX {
            let Some(at) = (entry as usize).checked_sub(1) else { return };
            let (slot, n) = (at / INDEXED_MAX, at % INDEXED_MAX);
            let place = (self.age(slot), std::cmp::Reverse(n));
            if last.is_some_and(|last| place <= last) {
                return;
            }
            last = Some(place);
            let is_live = self.slots.get(slot).is_some_and(|slot| n < usize::from(slot.n_indexed));
            if is_live && self.hashes.get(slot * SKETCH_MAX + n) == Some(&hash) {
                met.push(slot);
            }
            entry = self.before.get(at).copied().unwrap_or(0);
        }
    }

    /// How many documents came after the one in a slot.
    fn age(&self, slot: usize) -> usize {
        let n_max = self.n_max.max(1);
        (self.next + n_max - 1 - slot % n_max) % n_max
    }
}

fn bucket_of(hash: u32) -> usize {
    // The hashes of a sketch are small numbers: their low bits spread, their high ones do not.
    (hash.wrapping_mul(0x9e37_79b1) >> (32 - BUCKETS_LOG)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u32) -> Id {
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&n.to_be_bytes());
        Id::from_bytes(bytes)
    }

    fn sketch(hashes: &[u32]) -> Sketch {
        Sketch { hashes: hashes.to_vec(), reach: u32::MAX }
    }

    fn found(window: &Window, hashes: &[u32]) -> Vec<Id> {
        let slots = window.candidates(&sketch(hashes), 16);
        slots.into_iter().filter_map(|slot| Some(window.get(slot)?.0)).collect()
    }

    #[test]
    fn the_window_forgets() {
        let mut window = Window::new(10);
        window.put(id(0), &sketch(&[1, 2, 3]), Indexing::Indexed);
        for n in 1..10 {
            window.put(id(n), &sketch(&[3, 100 + n]), Indexing::Indexed);
        }
        assert_eq!(found(&window, &[1]), [id(0)]);
        assert_eq!(found(&window, &[2, 3]).first(), Some(&id(0)));
        window.put(id(10), &sketch(&[7]), Indexing::Indexed);
        assert_eq!(found(&window, &[1]), []);
        assert_eq!(found(&window, &[3]), (1..10).map(id).collect::<Vec<_>>());
        for n in 11..1_000 {
            window.put(id(n), &sketch(&[3, n]), Indexing::Indexed);
        }
        assert_eq!(found(&window, &[3]), (990..1_000).map(id).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_not_indexed_is_not_found() {
        let mut window = Window::new(10);
        window.put(id(0), &sketch(&[1]), Indexing::Skipped);
        assert_eq!(found(&window, &[1]), []);
    }
}
