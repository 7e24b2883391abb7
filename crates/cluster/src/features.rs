//! What is looked at of an article: telling terms, names, quoted words, specific figures and days.

use std::collections::BTreeMap;

use copydesk_record::{NameKind, Quotation, QuotationKind, Role, Span, Tagged};
use copydesk_text::{Token, TokenKind, fold_char, is_stopword, stem, tokens};

use crate::frequency::key_of;

/// How much of an article's text is read: what it is about is said by then.
const TEXT_BYTES_MAX: usize = 48 << 10;
/// How many blocks are looked at.
const BLOCKS_MAX: usize = 2000;
/// The longest word that is a term, in bytes: what is longer is no word.
const WORD_BYTES_MAX: usize = 40;
/// How many name mentions are looked at.
const MENTIONS_MAX: usize = 600;
/// How many quotations of an article are kept, and how many words of each.
const QUOTATIONS_MAX: usize = 12;
const QUOTED_WORDS_MAX: usize = 24;
/// The shortest quotation that says something by itself, in words.
const QUOTED_WORDS_MIN: usize = 4;
/// How far before a quotation its verb of saying is looked for, in bytes.
const RECALL_BYTES: usize = 120;
/// How many figures are kept.
const FIGURES_MAX: usize = 24;
/// How much a word of the headline, and one of the lead, counts against one of the rest; and how long the lead is.
const TITLE_WEIGHT: f64 = 3.0;
const LEAD_WEIGHT: f64 = 2.0;
const LEAD_BLOCKS: usize = 2;
/// From this length on, a name's vowels and doubled letters are passed over: they are what transliterations differ in.
const SKELETON_CHARS_MIN: usize = 5;

/// Counts of one kind of feature, with the words that stand for each key in this article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    counts: BTreeMap<u32, (f64, String)>,
}

/// What is looked at of an article, before it is weighed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    /// Stems of the words that carry a subject.
    pub(crate) terms: Counts,
    /// The parts of the names of persons, organisations and places.
    pub(crate) names: Counts,
    /// Persons and organisations, one key each.
    pub(crate) actors: Counts,
    /// The places that the headline and the lead name.
    pub(crate) scene: Vec<u32>,
    /// Words of each longer quotation, hashed and sorted, with where it stands.
    pub(crate) quotations: Vec<(Vec<u32>, Span)>,
    /// Figures that are too exact to be shared by chance, with where they stand.
    pub(crate) figures: BTreeMap<u32, Span>,
}

impl Counts {
    fn add(&mut self, key: u32, weight: f64, words: &str) {
        let entry = self.counts.entry(key).or_insert_with(|| (0.0, words.to_owned()));
        entry.0 += weight;
    }

    /// The keys with their counts.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, f64)> + '_ {
        self.counts.iter().map(|(&key, &(count, _))| (key, count))
    }

    /// The words behind a key.
    pub(crate) fn words(&self, key: u32) -> Option<&str> {
        self.counts.get(&key).map(|(_, words)| words.as_str())
    }
}

impl Features {
    /// What the article has to offer; little of a page without content.
    pub(crate) fn of(document: &Tagged) -> Self {
        let mut features = Self::default();
        let mut n_bytes = 0;
        let (mut n_body, mut lead_end) = (0, 0);
        for block in document.article.content_blocks().take(BLOCKS_MAX) {
            if n_bytes >= TEXT_BYTES_MAX {
                break;
            }
            let weight = match block.role {
                Role::Title => TITLE_WEIGHT,
                Role::Body if n_body < LEAD_BLOCKS => LEAD_WEIGHT,
                _ => 1.0,
            };
            n_body += usize::from(block.role == Role::Body);
            if weight > 1.0 {
                lead_end = lead_end.max(block.span.end);
            }
            let span = within(&document.text, block.span, TEXT_BYTES_MAX - n_bytes);
            n_bytes += span.len();
            features.read_block(document, span, weight);
        }
        features.read_names(document, lead_end);
        features.read_quotations(document);
        features
    }

    fn read_block(&mut self, document: &Tagged, span: Span, weight: f64) {
        for token in tokens(&document.text, span) {
            if token.text.len() > WORD_BYTES_MAX {
                continue;
            }
            match token.kind {
                TokenKind::Word => self.read_word(&token, weight),
                TokenKind::Number if is_exact(token.text) && self.figures.len() < FIGURES_MAX => {
                    let digits: String = token.text.chars().filter(|c| *c != ',').collect();
                    self.figures.entry(key_of(&digits)).or_insert(token.span);
                }
                _ => {}
            }
        }
    }

    fn read_word(&mut self, token: &Token<'_>, weight: f64) {
        let word = plain(token.text);
        if word.chars().count() < 2 || is_stopword(&word) {
            return;
        }
        self.terms.add(key_of(&stem(&word)), weight, token.text);
    }

    fn read_names(&mut self, document: &Tagged, lead_end: u32) {
        let entities: BTreeMap<u32, &str> =
            document.tags.entities.iter().map(|entity| (entity.id, entity.canonical.as_str())).collect();
        for name in document.tags.names.iter().take(MENTIONS_MAX) {
            let text = name.span.str(&document.text);
            let canonical = entities.get(&name.entity).copied().unwrap_or(text);
            let parts: Vec<String> = words_of(canonical).filter(|part| !is_stopword(part)).collect();
            let weight = if name.span.start < lead_end { LEAD_WEIGHT } else { 1.0 };
            for part in &parts {
                self.names.add(key_of(&skeleton(part)), weight, canonical);
            }
            if name.kind == NameKind::Place && name.span.start < lead_end {
                self.scene.push(key_of(&skeleton(&parts.join(" "))));
            }
            let actor = match name.kind {
                NameKind::Person => parts.last().map(|part| skeleton(part)),
                NameKind::Organisation => Some(parts.join(" ")),
                _ => None,
            };
            if let Some(actor) = actor.filter(|actor| !actor.is_empty()) {
                self.actors.add(key_of(&actor), 1.0, canonical);
            }
        }
        self.scene.sort_unstable();
        self.scene.dedup();
    }

    fn read_quotations(&mut self, document: &Tagged) {
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
                .map(|token| key_of(&stem(&plain(token.text))))
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

/// Lower case, without accents and without a possessive 's.
fn plain(word: &str) -> String {
    let folded: String = word.chars().map(fold_char).collect();
    folded.strip_suffix("'s").map_or_else(|| folded.replace('\'', ""), str::to_owned)
}

fn words_of(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(|c: char| c.is_whitespace() || c == '-').map(plain).filter(|part| part.chars().count() > 1)
}

/// The consonants of a longer name: Tayfour, Taifour and Tayfur are one.
pub(crate) fn skeleton(part: &str) -> String {
    if part.chars().count() < SKELETON_CHARS_MIN {
        return part.to_owned();
    }
    let mut out = String::with_capacity(part.len());
    for (idx, c) in part.chars().enumerate() {
        let is_vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        if (idx > 0 && is_vowel) || out.ends_with(c) {
            continue;
        }
        out.push(c);
    }
    if out.chars().count() < 3 { part.to_owned() } else { out }
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
    fn transliterations_are_one_name() {
        let check = |a: &str, b: &str, same: bool| {
            assert_eq!(skeleton(&plain(a)) == skeleton(&plain(b)), same, "{a} {b}");
        };
        check("Tayfour", "Taifour", true);
        check("Kadlčák", "Kadlcak", true);
        check("N'Dong", "Ndong", true);
        check("Harlow", "Hurley", false);
        check("Lee", "Lea", false);
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
