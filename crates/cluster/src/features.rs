//! What is looked at of an article: telling terms, names, quoted words, specific figures and days.

use std::collections::BTreeMap;

use copydesk_record::{NameKind, Quotation, QuotationKind, Role, Span, Tagged};
use copydesk_text::{TokenKind, tokens};

use crate::keys::{KeyMap, key_of};
use crate::lexicon::{Lexicon, Named};

/// How much of an article's text is read: what it is about is said by then.
const TEXT_BYTES_MAX: usize = 4 << 10;
/// How many blocks are looked at.
const BLOCKS_MAX: usize = 2000;
/// How many name mentions are looked at.
const MENTIONS_MAX: usize = 300;
/// How many quotations of an article are kept, and how many words of each.
const QUOTATIONS_MAX: usize = 8;
const QUOTED_WORDS_MAX: usize = 24;
/// The shortest quotation that says something by itself, in words.
const QUOTED_WORDS_MIN: usize = 4;
/// How far before a quotation its verb of saying is looked for, in bytes.
const RECALL_BYTES: usize = 120;
/// How many figures are kept.
const FIGURES_MAX: usize = 24;
/// How many phrases are kept; a number goes with the word before it all the same, and the text that is read bounds these.
const PHRASES_MAX: usize = 256;
/// How far behind the head the first day of the week is looked for, in bytes.
const WEEKDAY_BYTES: u32 = 300;
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// How much a word of the headline, and one of the lead, counts against one of the rest; and how long the lead is.
const TITLE_WEIGHT: u32 = 3;
const LEAD_WEIGHT: u32 = 2;
const LEAD_BLOCKS: usize = 2;
/// How much of the first paragraph says what it is about.
const HEAD_BYTES_MAX: u32 = 400;
/// How many places a table has at first: twice as many as an article usually has terms.
const PLACES_MIN: usize = 1024;

/// Counts of one kind of feature, with the first place where each stands. Invariant: each key once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    counts: Vec<(u32, u32, Span)>,
    /// Where each key stands among the counts, by hash, as a number from 1 on; 0 marks a free place. At least half are free.
    places: Vec<u32>,
}

/// What is looked at of an article, before it is weighed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    /// Stems of the words that carry a subject.
    pub(crate) terms: Counts,
    /// The parts of the names of persons, organisations and places.
    pub(crate) names: Counts,
    /// Persons and organisations, one key each; sorted.
    pub(crate) actors: Vec<u32>,
    /// The places that the headline and the lead name.
    pub(crate) scene: Vec<u32>,
    /// Words of each longer quotation, hashed and sorted, with where it stands.
    pub(crate) quotations: Vec<(Vec<u32>, Span)>,
    /// Two words that follow each other, stopwords passed over; sorted.
    pub(crate) phrases: Vec<u32>,
    /// The first day of the week that its first words name, and all that its text names: a bit each.
    pub(crate) weekdays: u8,
    pub(crate) all_weekdays: u8,
    /// Where the headline and the first words of the text end.
    pub(crate) head_end: u32,
    /// Figures that are too exact to be shared by chance, with where they stand.
    pub(crate) figures: BTreeMap<u32, Span>,
}

impl Counts {
    /// Counts a key, and where it stands if it is new.
    fn add(&mut self, key: u32, weight: u32, span: Span) {
        if self.counts.len() * 2 >= self.places.len() {
            self.make_room();
        }
        let Some(place) = self.place_of(key) else { return };
        match self.places.get(place).copied() {
            Some(number) if number > 0 => {
                if let Some(known) = self.counts.get_mut(number as usize - 1) {
                    known.1 += weight;
                }
            }
            _ => {
                self.counts.push((key, weight, span));
                self.mark(place, self.counts.len());
            }
        }
    }

    /// The place of a key in the table, or the free one where it belongs.
    fn place_of(&self, key: u32) -> Option<usize> {
        let mask = self.places.len().checked_sub(1)?;
        let mut at = key as usize & mask;
        while let Some(&number) = self.places.get(at) {
            let known = self.counts.get((number as usize).wrapping_sub(1));
            if known.is_none_or(|&(there, _, _)| there == key) {
                return Some(at);
            }
            at = (at + 1) & mask;
        }
        None
    }

    fn mark(&mut self, place: usize, number: usize) {
        if let Some(there) = self.places.get_mut(place) {
            *there = number as u32;
        }
    }

    fn make_room(&mut self) {
        self.places = vec![0; (self.places.len() * 2).max(PLACES_MIN)];
        let counts = std::mem::take(&mut self.counts);
        // Each key is put where it finds its place among those before it.
        for (n_before, count) in counts.into_iter().enumerate() {
            let place = self.place_of(count.0);
            self.counts.push(count);
            if let Some(place) = place {
                self.mark(place, n_before + 1);
            }
        }
    }

    /// The keys with their counts.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.counts.iter().map(|&(key, count, _)| (key, count))
    }

    /// The keys that stand before `end`.
    pub(crate) fn keys_before(&self, end: u32) -> impl Iterator<Item = u32> + '_ {
        self.counts.iter().filter(move |(_, _, span)| span.start < end).map(|&(key, ..)| key)
    }

    /// Where a key stands first.
    pub(crate) fn span(&self, key: u32) -> Option<Span> {
        self.counts.iter().find(|&&(there, _, _)| there == key).map(|&(_, _, span)| span)
    }
}

impl Features {
    /// What the article has to offer; little of a page without content.
    pub(crate) fn of(document: &Tagged, lexicon: &mut Lexicon) -> Self {
        let mut features = Self::default();
        features.terms.counts.reserve(PLACES_MIN / 2);
        features.phrases.reserve(PHRASES_MAX);
        let mut n_bytes = 0;
        let (mut n_body, mut lead_end) = (0, 0);
        let mut head_done = false;
        for block in document.article.content_blocks().take(BLOCKS_MAX) {
            if n_bytes >= TEXT_BYTES_MAX {
                break;
            }
            let weight = match block.role {
                Role::Title => TITLE_WEIGHT,
                Role::Body if n_body < LEAD_BLOCKS => LEAD_WEIGHT,
                _ => 1,
            };
            n_body += usize::from(block.role == Role::Body);
            if weight > 1 {
                lead_end = lead_end.max(block.span.end);
            }
            let span = within(&document.text, block.span, TEXT_BYTES_MAX - n_bytes);
            n_bytes += span.len();
            if weight > 1 && !head_done {
                features.head_end =
                    span.end.min(span.start.saturating_add(HEAD_BYTES_MAX)).max(features.head_end);
            }
            if weight > 1 && block.role != Role::Title {
                head_done = true;
            }
            features.read_block(document, span, weight, lexicon);
        }
        features.read_names(document, lead_end, lexicon);
        features.read_quotations(document, lexicon);
        features.settle();
        features
    }

    fn read_block(&mut self, document: &Tagged, span: Span, weight: u32, lexicon: &mut Lexicon) {
        let mut before: Option<(u32, bool)> = None;
        for token in tokens(&document.text, span) {
            let is_upper = token.text.chars().next().is_some_and(char::is_uppercase);
            match token.kind {
                TokenKind::Word => {
                    if let Some(day) = weekday(token.text) {
                        let is_early = token.span.start < self.head_end.saturating_add(WEEKDAY_BYTES);
                        if is_early && self.weekdays == 0 {
                            self.weekdays = 1 << day;
                        }
                        self.all_weekdays |= 1 << day;
                    }
                    if let Some(key) = lexicon.term(token.text) {
                        self.terms.add(key, weight, token.span);
                        if let Some((there, was_upper)) = before.filter(|_| self.phrases.len() < PHRASES_MAX)
                            && !(is_upper && was_upper)
                        {
                            self.phrases.push(phrase(there, key));
                        }
                        before = Some((key, is_upper));
                    }
                }
                TokenKind::Number => {
                    let key = number_key(token.text);
                    let is_open = before.is_some() || self.phrases.len() < PHRASES_MAX;
                    if let Some((there, _)) = before {
                        self.phrases.push(phrase(there, key));
                    }
                    before = is_open.then_some((key, false));
                    if self.figures.len() < FIGURES_MAX && is_exact(token.text) {
                        self.figures.entry(key).or_insert(token.span);
                    }
                }
                TokenKind::Mark if matches!(token.text, "." | "!" | "?") => before = None,
                TokenKind::Mark => {}
            }
        }
    }

    /// Sorts what was read.
    fn settle(&mut self) {
        self.phrases.sort_unstable();
        self.phrases.dedup();
    }

    fn read_names(&mut self, document: &Tagged, lead_end: u32, lexicon: &mut Lexicon) {
        let entities = &document.tags.entities;
        // Entities mostly stand at the place of their number.
        let are_in_order = (0..).zip(entities).all(|(number, entity)| entity.id == number);
        let numbered = || entities.iter().enumerate().map(|(place, entity)| (entity.id, place));
        let by_number: Option<KeyMap<usize>> = (!are_in_order).then(|| numbered().collect());
        let mut known: Vec<Option<Named>> = vec![None; entities.len()];
        for name in document.tags.names.iter().take(MENTIONS_MAX) {
            let place = match &by_number {
                None => Some(name.entity as usize),
                Some(by_number) => by_number.get(&name.entity).copied(),
            };
            let named = match place.and_then(|place| entities.get(place).zip(known.get_mut(place))) {
                Some((entity, known)) => *known.get_or_insert_with(|| lexicon.named(&entity.canonical)),
                None => lexicon.named(name.span.str(&document.text)),
            };
            let weight = if name.span.start < lead_end { LEAD_WEIGHT } else { 1 };
            for &part in named.parts() {
                self.names.add(part, weight, name.span);
            }
            if name.kind == NameKind::Place && name.span.start < lead_end {
                self.scene.push(named.place);
            }
            let actor = match name.kind {
                NameKind::Person => named.last(),
                NameKind::Organisation => named.organisation(),
                _ => None,
            };
            self.actors.extend(actor);
        }
        for keys in [&mut self.scene, &mut self.actors] {
            keys.sort_unstable();
            keys.dedup();
        }
    }

    fn read_quotations(&mut self, document: &Tagged, lexicon: &mut Lexicon) {
        for quotation in &document.tags.quotations {
            if self.quotations.len() >= QUOTATIONS_MAX {
                break;
            }
            if quotation.kind == QuotationKind::Reported || is_recalled(document, quotation) {
                continue;
            }
            let span = within(&document.text, quotation.span, TEXT_BYTES_MAX);
            let mut words: Vec<u32> = tokens(&document.text, span)
                .filter(|token| token.kind != TokenKind::Mark)
                .take(QUOTED_WORDS_MAX)
                .map(|token| lexicon.key(token.text))
                .collect();
            words.sort_unstable();
            words.dedup();
            if words.len() >= QUOTED_WORDS_MIN {
                self.quotations.push((words, quotation.span));
            }
        }
    }
}

/// Whether the article quotes what was said on another occasion: "in November she had declared".
fn is_recalled(document: &Tagged, quotation: &Quotation) -> bool {
    let before = Span::new(
        (quotation.span.start as usize).saturating_sub(RECALL_BYTES),
        quotation.span.start as usize,
    );
    let Some(cue) = quotation.cue_span else { return is_pluperfect(tail(&document.text, before)) };
    let near = Span::new((cue.start as usize).saturating_sub(RECALL_BYTES), cue.end as usize);
    is_pluperfect(tail(&document.text, near))
        || (cue.end <= quotation.span.start && is_pluperfect(tail(&document.text, before)))
}

/// The words of a span of the last sentence begun in it.
fn tail(text: &str, span: Span) -> &str {
    let mut start = span.start as usize;
    while start < span.end as usize && !text.is_char_boundary(start) {
        start += 1;
    }
    let part = text.get(start..span.end as usize).unwrap_or_default();
    part.rsplit(['.', '!', '?', '\n']).next().unwrap_or_default()
}

/// "had said", "had earlier warned", "has previously called".
fn is_pluperfect(clause: &str) -> bool {
    if !clause.contains("had") {
        return false;
    }
    let words: Vec<&str> = clause.split_whitespace().collect();
    words.windows(3).any(|run| {
        let (Some(&first), rest) = (run.first(), run.get(1..).unwrap_or_default()) else { return false };
        let is_past = rest.iter().any(|word| SAID.contains(&word.trim_end_matches([',', ':'])));
        first == "had" && is_past
    })
}

/// Participles of saying.
const SAID: &[&str] = &[
    "said",
    "declared",
    "told",
    "called",
    "warned",
    "vowed",
    "promised",
    "described",
    "argued",
    "insisted",
    "claimed",
    "written",
    "stated",
    "announced",
    "asked",
    "urged",
];

/// The part of `span` that is at most `bytes_max` long and cuts no character; empty if it is not in the text.
fn within(text: &str, span: Span, bytes_max: usize) -> Span {
    let mut end = span.start as usize + span.len().min(bytes_max);
    while end > span.start as usize && !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(span.start as usize, end)
}

/// The key of two words that follow each other.
fn phrase(before: u32, key: u32) -> u32 {
    before.rotate_left(7).wrapping_mul(0x9e37_79b1) ^ key
}

/// The key of a number, without the marks that part its thousands.
fn number_key(number: &str) -> u32 {
    if number.contains(',') { key_of(&number.replace(',', "")) } else { key_of(number) }
}

/// The number of a day of the week, Monday's 0.
fn weekday(word: &str) -> Option<u8> {
    // Most words are passed over by their first letter.
    if !word.starts_with(['M', 'T', 'W', 'F', 'S']) {
        return None;
    }
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    WEEKDAYS.iter().position(|name| *name == word).map(|at| at as u8)
}

/// Whether a number is one that two reports do not share by chance: 4,812 and 10.9 are, 2026, 17 and 3,000 are not.
fn is_exact(number: &str) -> bool {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    let significant = digits.iter().rev().skip_while(|&&c| c == '0').count();
    let is_year =
        digits.len() == 4 && !number.contains([',', '.']) && matches!(digits.first(), Some('1' | '2'));
    let is_clock = number.contains(':');
    let has_decimals = number.contains('.');
    significant >= if has_decimals { 2 } else { 3 } && !is_year && !is_clock
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_is_counted_once() {
        let mut counts = Counts::default();
        let keys = || (0..3000_u32).map(|n| (n.wrapping_mul(0x9e37_79b1) & !0xfff) | (n % 7));
        let n_different = keys().collect::<std::collections::BTreeSet<u32>>().len();
        for (at, key) in keys().chain(keys()).enumerate() {
            counts.add(key, 1, Span::new(at, at + 1));
        }
        assert_eq!(counts.iter().count(), n_different);
        assert_eq!(counts.iter().map(|(_, count)| count).sum::<u32>(), 6000);
        assert_eq!(counts.span(keys().next().unwrap()), Some(Span::new(0, 1)));
    }

    #[test]
    fn exact_figures() {
        let check = |number: &str, expected: bool| assert_eq!(is_exact(number), expected, "{number}");
        check("4,812", true);
        check("10.9", true);
        check("1,106", true);
        check("3,000", false);
        check("17", false);
        check("2026", false);
        check("10:12", false);
    }
}
