//! What was said in an article, in so few bytes that those of a whole stream can be held: enough to pass over most of what
//! is no rendering of what was said in another story.

use copydesk_record::Tagged;
use copydesk_text::hash_words;

use crate::speaker::Speaker;
use crate::words::{TELLING_MIN, words_in};

/// How many utterances of an article are looked at.
const UTTERANCES_MAX: usize = 40;
/// How many words of an utterance are looked at.
const WORDS_MAX: usize = 90;
/// How many bits a summary of an utterance has.
const BITS: u64 = 128;
/// What two utterances share at least, in thousandths of the telling words of the shorter one, and of both together; the
/// second is not asked for where the shorter one stands nearly whole in the other. The bounds by which utterances are
/// aligned across stories ask for more: there function words count, too.
const SHARED_MIN: u32 = 400;
const OVERLAP_MIN: u32 = 250;
const NEARLY_ALL: u32 = 750;
/// How many telling words two utterances share at least, where the shorter one has so many.
const WORDS_SHARED_MIN: u32 = 2;

/// An utterance, in brief.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said {
    /// A bit for each telling word, several words to a bit.
    bits: [u64; 2],
    /// What all spellings of the speaker's name have in common, hashed; 0 if nobody is named.
    pub(crate) speaker: u32,
    /// How many different telling words there are.
    n_telling: u16,
}

/// What is said in an article, in order.
pub(crate) fn said_in(article: &Tagged) -> Box<[Said]> {
    let quotations = article.tags.quotations.iter().filter_map(|quotation| {
        let key = Speaker::of(quotation.speaker.as_deref()).key();
        quotation.span.of(&article.text)?;
        Some((key.map_or(0, |key| hash_words([key.as_str()]) as u32), quotation.span))
    });
    let said = quotations.take(UTTERANCES_MAX).map(|(speaker, span)| {
        let words = words_in(&article.text, span, WORDS_MAX);
        let mut classes: Vec<u64> =
            words.iter().filter(|word| word.weight >= TELLING_MIN).map(|word| word.class).collect();
        classes.sort_unstable();
        classes.dedup();
        Said::of(speaker, &classes)
    });
    said.filter(|said| said.n_telling > 0).collect()
}

impl Said {
    fn of(speaker: u32, classes: &[u64]) -> Self {
        let mut bits = [0; 2];
        for class in classes {
            let at = class % BITS;
            if let Some(half) = bits.get_mut((at / 64) as usize) {
                *half |= 1 << (at % 64);
            }
        }
        Self { bits, speaker, n_telling: classes.len() as u16 }
    }

    fn n_bits(self) -> u32 {
        self.bits.iter().map(|half| half.count_ones()).sum()
    }

    /// Whether the two may be renderings of one utterance; if not, they share too little, or others speak.
    pub(crate) fn may_be(self, other: Self) -> bool {
        let are_others = self.speaker != other.speaker && self.speaker != 0 && other.speaker != 0;
        !are_others && self.shares_enough(other)
    }

    fn shares_enough(self, other: Self) -> bool {
        let (fewer, more) = if self.n_telling <= other.n_telling { (self, other) } else { (other, self) };
        let (n_fewer, n_more) = (u32::from(fewer.n_telling), u32::from(more.n_telling));
        // Of the shared words, all but those that share a bit with another one show as a shared bit.
        let n_bits: u32 = fewer.bits.iter().zip(more.bits).map(|(a, b)| (a & b).count_ones()).sum();
        let n_shared = if n_bits == 0 { 0 } else { (n_bits + n_fewer - fewer.n_bits()).min(n_fewer) };
        n_shared >= WORDS_SHARED_MIN.min(n_fewer)
            && n_shared * 1000 >= n_fewer * SHARED_MIN
            && (n_shared * 1000 >= n_fewer * NEARLY_ALL
                || n_shared * 1000 >= (n_fewer + n_more - n_shared) * OVERLAP_MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_one_utterance() {
        let check = |one: &[u64], other: &[u64], expected: bool| {
            let (one, other) = (Said::of(1, one), Said::of(1, other));
            assert_eq!((one.may_be(other), other.may_be(one)), (expected, expected));
        };
        check(&[1, 2, 3, 4, 5], &[1, 2, 3, 9, 10], true);
        check(&[1, 2, 3, 4, 5], &[1, 12, 13, 9, 10], false);
        // A short one stands whole in a long one, or a part of it does.
        let long: Vec<u64> = (0..40).collect();
        check(&[1, 2, 3, 4], &long, true);
        check(&[1, 2, 73, 74], &long, false);
        check(&[1], &[1, 2, 3], true);
        check(&[1], &[7, 2, 3], false);
        // Words that share a bit are not taken for others.
        check(&[1, 129, 3, 131], &[1, 129, 8, 9], true);
    }
}
