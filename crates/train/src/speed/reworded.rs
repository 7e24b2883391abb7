//! The same documents in other words: each word gives way to one of the same length that is about as common, so that
//! every span stays where it is, and what was one story becomes another one.

use std::collections::{BTreeMap, HashMap};

use copydesk_record::{DateClaim, Id, Outcome, Tagged};

/// Shorter words stay: most of them are function words.
const LETTERS_MIN: usize = 5;
/// So many words of one length, one after the other by how common they are, give way to each other.
const RING: usize = 40;

/// Which words there are to take.
#[derive(Debug)]
pub(super) struct Reworded {
    /// The words of a ring, and by word its ring and place.
    rings: Vec<Vec<String>>,
    places: HashMap<String, (usize, usize)>,
}

impl Reworded {
    /// The words of these documents.
    pub(super) fn of(documents: &[Tagged]) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for document in documents {
            for word in parts(&document.text).filter(|part| is_word(part)) {
                *counts.entry(word.to_ascii_lowercase()).or_insert(0) += 1;
            }
        }
        let mut ranked: Vec<(usize, usize, String)> =
            counts.into_iter().map(|(word, count)| (word.len(), count, word)).collect();
        ranked.sort_by(|a, b| (a.0, b.1, &a.2).cmp(&(b.0, a.1, &b.2)));
        let mut rings = Vec::new();
        for of_length in ranked.chunk_by(|a, b| a.0 == b.0) {
            rings.extend(
                of_length
                    .chunks(RING)
                    .map(|ring| ring.iter().map(|(_, _, word)| word.clone()).collect::<Vec<_>>()),
            );
        }
        let mut places = HashMap::new();
        for (ring, words) in rings.iter().enumerate() {
            places.extend(words.iter().enumerate().map(|(at, word)| (word.clone(), (ring, at))));
        }
        Self { rings, places }
    }

    /// A document in the words of that round; in its own in the first one. Each round is a year later, and a copy repeats what
    /// was in its own round.
    pub(super) fn document(&self, document: &Tagged, round: usize, seq: u64) -> Tagged {
        let id_of = |id: Id| Id::of_parts("bench", &[id.as_bytes(), &round.to_le_bytes()]);
        let text = self.text(&document.text, round);
        let mut out = Tagged { id: id_of(document.id), seq, text, ..document.clone() };
        if let Outcome::Copy(copy) = &mut out.outcome {
            copy.of = id_of(copy.of);
        }
        for entity in &mut out.tags.entities {
            entity.canonical = self.text(&entity.canonical, round);
        }
        for quotation in &mut out.tags.quotations {
            quotation.speaker = quotation.speaker.as_ref().map(|speaker| self.text(speaker, round));
        }
        let later = |claim: &DateClaim| {
            let (year, rest) = claim.value.split_at_checked(4)?;
            let year: usize = year.parse().ok()?;
            Some(DateClaim { value: format!("{:04}{rest}", year + round), ..claim.clone() })
        };
        out.article.written = document.article.written.as_ref().and_then(later);
        out.article.published = document.article.published.as_ref().and_then(later);
        out
    }

    fn text(&self, text: &str, round: usize) -> String {
        let mut out = String::with_capacity(text.len());
        for part in parts(text) {
            match self.instead_of(part, round) {
                Some(word) => {
                    out.extend(part.chars().zip(word.chars()).map(|(old, new)| {
                        if old.is_ascii_uppercase() { new.to_ascii_uppercase() } else { new }
                    }));
                }
                None => out.push_str(part),
            }
        }
        out
    }

    fn instead_of(&self, part: &str, round: usize) -> Option<&str> {
        if round == 0 || !is_word(part) {
            return None;
        }
        let &(ring, at) = self.places.get(&part.to_ascii_lowercase())?;
        let ring = self.rings.get(ring)?;
        // Words that were neighbours move apart, each ring by a step of its own.
        let step = round * (1 + ring.first()?.len() % 7);
        ring.get((at + step) % ring.len()).map(String::as_str)
    }
}

/// Runs of ASCII letters, and what stands between them.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(|c: char| !c.is_ascii_alphabetic()).flat_map(|part| {
        let end = part.trim_end_matches(|c: char| !c.is_ascii_alphabetic()).len();
        let (word, rest) = part.split_at_checked(end).unwrap_or((part, ""));
        [word, rest].into_iter().filter(|part| !part.is_empty())
    })
}

fn is_word(part: &str) -> bool {
    part.len() >= LETTERS_MIN && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_stay_where_they_are() {
        let text = "Harbour ferries — Marigold's crew, Hollin — reached harbor. Petals and silver ferries!";
        let document = Tagged { text: text.to_owned(), ..Tagged::default() };
        let reworded = Reworded::of(std::slice::from_ref(&document));
        assert_eq!(reworded.document(&document, 0, 0).text, text);
        let other = reworded.document(&document, 1, 1).text;
        assert_eq!(other.len(), text.len());
        assert_ne!(other, text);
        let marks =
            |text: &str| text.match_indices(['—', ',', '.', '!']).map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(marks(&other), marks(text));
    }
}
