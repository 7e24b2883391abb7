//! The sketch of a text: the smallest hashes of its runs of words, found in one pass over its bytes.

use copydesk_record::{Reading, Role};
use copydesk_text::fold_char;

/// Words in a shingle.
const SHINGLE_WORDS: usize = 4;
/// How much of an article's text is compared, in bytes.
pub(super) const TEXT_BYTES_MAX: usize = 256 << 10;
/// The most hashes kept of one article.
pub(super) const SKETCH_MAX: usize = 64;
/// What a word and its space take at least, for a guess at how many there are.
const WORD_BYTES: usize = 6;
/// So many times more hashes than are kept are looked at: fewer would often turn out too few.
const RESERVE: usize = 3;
/// From so many gathered hashes on, those that cannot be kept are thrown out.
const GATHERED_MAX: usize = 16 * SKETCH_MAX;

const WORD_SEED: u64 = 0xcbf2_9ce4_8422_2325;
const WORD_PRIME: u64 = 0x0100_0000_01b3;
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// What an ASCII byte is folded to; 0 for what is between words.
const ASCII: [u8; 128] = ascii();

/// The smallest hashes of a text, sorted, each once, and up to which hash they are all there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    pub(super) hashes: Vec<u32>,
    pub(super) reach: u32,
}

/// The sketch of an article's text; empty for a page that is none.
pub(super) fn sketch_of(reading: &Reading) -> Sketch {
    let article = &reading.article;
    let is_text = |role: Role| matches!(role, Role::Body | Role::List);
    let blocks = || {
        article.blocks.iter().filter(|block| is_text(block.role)).map(|block| block.span.str(&reading.text))
    };
    let n_bytes = blocks().map(str::len).sum::<usize>().min(TEXT_BYTES_MAX);
    if article.filtered.is_some() || n_bytes == 0 {
        return Sketch { hashes: Vec::new(), reach: u32::MAX };
    }
    let n_words = n_bytes / WORD_BYTES + 1;
    let bound = u64::from(u32::MAX) * (RESERVE * SKETCH_MAX) as u64 / n_words as u64;
    let bound = u32::try_from(bound).unwrap_or(u32::MAX);
    let sketch = gather(blocks(), bound);
    // A text that says the same again and again has fewer hashes than words.
    if sketch.hashes.len() < SKETCH_MAX && bound < u32::MAX { gather(blocks(), u32::MAX) } else { sketch }
}

fn gather<'t>(blocks: impl Iterator<Item = &'t str>, bound: u32) -> Sketch {
    let mut gathered = Gathered { hashes: Vec::new(), bound, recent: [0; SHINGLE_WORDS], n_words: 0 };
    let mut left = TEXT_BYTES_MAX;
    for block in blocks {
        let mut end = block.len().min(left);
        while !block.is_char_boundary(end) {
            end -= 1;
        }
        gathered.read(block.get(..end).unwrap_or_default());
        left -= end;
        if left == 0 {
            break;
        }
    }
    gathered.finish()
}

struct Gathered {
    hashes: Vec<u32>,
    /// Larger hashes are not kept.
    bound: u32,
    /// The hashes of the last words, the oldest first.
    recent: [u64; SHINGLE_WORDS],
    n_words: usize,
}

impl Gathered {
    fn read(&mut self, text: &str) {
        let (mut hash, mut is_within) = (WORD_SEED, false);
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if let Some(&folded) = ASCII.get(usize::from(byte)) {
                at += 1;
                if folded != 0 {
                    hash = (hash ^ u64::from(folded)).wrapping_mul(WORD_PRIME);
                    is_within = true;
                } else if is_within {
                    self.word(hash);
                    (hash, is_within) = (WORD_SEED, false);
                }
                continue;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            at += c.len_utf8();
            let stands_alone = is_spaceless(c);
            if is_within && (stands_alone || !c.is_alphanumeric()) {
                self.word(hash);
                (hash, is_within) = (WORD_SEED, false);
            }
            if stands_alone {
                self.word((WORD_SEED ^ u64::from(c)).wrapping_mul(WORD_PRIME));
            } else if c.is_alphanumeric() {
                hash = (hash ^ u64::from(fold_char(c))).wrapping_mul(WORD_PRIME);
                is_within = true;
            }
        }
        if is_within {
            self.word(hash);
        }
    }

    fn word(&mut self, hash: u64) {
        self.recent.rotate_left(1);
        if let Some(last) = self.recent.last_mut() {
            *last = hash;
        }
        self.n_words += 1;
        if self.n_words >= SHINGLE_WORDS {
            self.shingle();
        }
    }

    fn shingle(&mut self) {
        let mixed =
            self.recent.iter().fold(0_u64, |sum, word| (sum.rotate_left(23) ^ word).wrapping_mul(MIX));
        let hash = ((mixed ^ (mixed >> 29)).wrapping_mul(MIX) >> 32) as u32;
        if hash > self.bound {
            return;
        }
        self.hashes.push(hash);
        if self.hashes.len() >= GATHERED_MAX {
            self.shrink();
        }
    }

    fn shrink(&mut self) {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        if let Some(&last) = self.hashes.get(SKETCH_MAX - 1) {
            self.bound = last;
            self.hashes.truncate(SKETCH_MAX);
        }
    }

    fn finish(mut self) -> Sketch {
        if (1..SHINGLE_WORDS).contains(&self.n_words) {
            self.shingle();
        }
        self.shrink();
        let is_full = self.hashes.len() == SKETCH_MAX;
        Sketch { reach: if is_full { self.bound } else { u32::MAX }, hashes: self.hashes }
    }
}

/// Scripts that put no space between words: each character counts as one.
fn is_spaceless(c: char) -> bool {
    matches!(c as u32, 0x0e00..=0x0e7f | 0x3040..=0x30ff | 0x3400..=0x9fff)
}

#[expect(clippy::indexing_slicing, reason = "the index is below the length, and this runs in the compiler")]
const fn ascii() -> [u8; 128] {
    let mut out = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        if c.is_ascii_alphanumeric() {
            out[byte] = c.to_ascii_lowercase();
        }
        byte += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Sketch {
        gather(std::iter::once(text), u32::MAX)
    }

    #[test]
    fn spelling_and_marks_do_not_matter() {
        let check =
            |a: &str, b: &str, is_same: bool| assert_eq!(sketch(a) == sketch(b), is_same, "{a} / {b}");
        check("The ferry sank off Bergen, he said.", "THE FERRY — sank off Bergen? “he” said", true);
        check("Le café est fermé depuis lundi", "le cafe est ferme depuis lundi", true);
        check("The ferry sank off Bergen", "The ferry sank at Bergen", false);
        check("渡船在周一沉没", "渡船，在周一沉没。", true);
        check("one two", "two one", false);
        check("", "—", true);
    }

    #[test]
    fn a_sketch_is_whole_up_to_its_reach() {
        let words: Vec<String> = (0..5_000).map(|n| format!("word{n}")).collect();
        let text = words.join(" ");
        let full = sketch(&text);
        assert_eq!(full.hashes.len(), SKETCH_MAX);
        assert_eq!(full.reach, full.hashes[SKETCH_MAX - 1]);
        let part = sketch(&words[..40].join(" "));
        assert_eq!((part.hashes.len(), part.reach), (37, u32::MAX));
        // A low bound that leaves enough gives the same.
        assert_eq!(gather(std::iter::once(text.as_str()), full.reach + 1_000_000), full);
    }
}
