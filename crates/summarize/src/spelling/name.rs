//! A name as an article has it, and whether two of them can mean one person.

use std::collections::BTreeSet;

use copydesk_text::fold_char;

use crate::speaker::{Speaker, are_one_name, skeleton};
use crate::view::View;

/// A longer name is none.
const NAME_CHARS_MAX: usize = 60;
/// From so many characters on, a name may be spelled in several ways.
const VARIANT_CHARS_MIN: usize = 5;
/// From so many characters on, one letter may differ that is no vowel.
const LOOSE_CHARS_MIN: usize = 7;
/// From so many characters on, a given name that is the same lets a surname be spelled by ear.
const GIVEN_CHARS_MIN: usize = 4;
/// From so many consonants on, what two alphabets make of a name is known by them.
const CONSONANTS_MIN: usize = 3;
/// Small words within a name, folded.
const PARTICLES: &[&str] = &[
    "al", "el", "de", "da", "di", "du", "del", "della", "dos", "van", "von", "der", "den", "ter", "la", "le",
    "bin", "ibn", "ben", "y",
];

/// A form of a name, without title or office.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    /// The name as it stands.
    pub(super) plain: String,
    /// Its parts, folded, without particles; never empty.
    pub(super) parts: Vec<String>,
    /// The words for it in the articles, with titles.
    pub(super) texts: BTreeSet<String>,
    /// The places of the articles that have it.
    pub(super) articles: BTreeSet<usize>,
    /// How many articles have it, without copies.
    pub(super) n_counted: usize,
    /// Whether an article of the story has it, not only one from outside.
    pub(super) is_of_story: bool,
}

impl Form {
    /// The name in a speaker's words; `None` if they are more, or less, than a name.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.chars().count() > NAME_CHARS_MAX {
            return None;
        }
        let repaired = copydesk_text::repair_mojibake(text);
        let text = repaired.as_deref().unwrap_or(text);
        if text.contains(['Ã', 'Â']) {
            return None;
        }
        let is_title = |word: &&str| !Speaker::of(Some(word)).is_named() && !is_particle(word);
        let words: Vec<&str> = text.split_whitespace().skip_while(is_title).collect();
        let is_name = |word: &&str| is_particle(word) || word.chars().next().is_some_and(char::is_uppercase);
        if words.is_empty() || !words.iter().all(is_name) || text.contains([',', '(']) {
            return None;
        }
        let plain = words.join(" ");
        let plain = plain.strip_suffix("'s").or(plain.strip_suffix("’s")).unwrap_or(&plain).to_owned();
        let parts = plain.split([' ', '-']).filter(|part| Speaker::of(Some(part)).is_named()).map(folded);
        let parts: Vec<String> = parts.filter(|part| !PARTICLES.contains(&part.as_str())).collect();
        (!parts.is_empty()).then(|| Self { plain, parts, ..Self::default() })
    }

    /// Notes that an article has it; one that is not counted speaks only where the others are of two minds.
    pub(super) fn see(&mut self, text: &str, idx: usize, view: &View<'_>, is_counted: bool) {
        self.texts.insert(text.to_owned());
        self.is_of_story |= !view.is_related;
        if self.articles.insert(idx) && view.root == idx && is_counted {
            self.n_counted += 1;
        }
    }

    /// How many letters apart the surnames are, and the given names if both have one. Middle names count for nothing.
    pub(super) fn distance(&self, other: &Self) -> usize {
        let (Some(last), Some(end)) = (self.parts.last(), other.parts.last()) else { return 0 };
        let given = self.parts.first().zip(other.parts.first());
        let given = given.filter(|_| self.parts.len() > 1 && other.parts.len() > 1);
        distance(last, end) + given.map_or(0, |(first, there)| distance(first, there))
    }

    /// Whether it has a given name beside the surname, not only an initial.
    pub(super) fn is_given(&self) -> bool {
        self.parts.len() > 1 && self.parts.first().is_some_and(|part| part.chars().count() > 1)
    }

    /// Whether two names of several parts can mean one person.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let (Some((first, last)), Some((there, end))) = (self.ends_of(), other.ends_of()) else {
            return false;
        };
        let is_heard = first == there && first.chars().count() >= GIVEN_CHARS_MIN;
        self.contains(other)
            || (are_given_variants(first, there) && are_variants(last, end))
            || (is_heard && are_one_name(last, end) && !is_gendered(last, end))
            || self.is_transliterated(other)
            || (self.parts.iter().rev().eq(&other.parts) && self.parts.len() == 2)
    }

    /// Whether two alphabets, or two languages, may have made these of one name: Grinēvičs, Grinevich, Hrynevich.
    fn is_transliterated(&self, other: &Self) -> bool {
        let ends = |form: &Self| -> Option<(String, String)> {
            let mut words = form.plain.split(' ');
            Some((heard(words.next()?), heard(words.next_back()?)))
        };
        let (Some((first, last)), Some((there, end))) = (ends(self), ends(other)) else { return false };
        let is_long = |word: &str| word.chars().count() >= CONSONANTS_MIN;
        is_long(&last) && last == end && first == there && !self.is_gendered(other)
    }

    fn is_gendered(&self, other: &Self) -> bool {
        let (last, end) = (self.parts.last(), other.parts.last());
        last.zip(end).is_some_and(|(last, end)| is_gendered(last, end))
    }

    /// Whether one of two names of several parts begins or ends with the other.
    pub(super) fn contains(&self, other: &Self) -> bool {
        self.parts.starts_with(&other.parts)
            || self.parts.ends_with(&other.parts)
            || other.parts.starts_with(&self.parts)
            || other.parts.ends_with(&self.parts)
    }

    /// Whether this surname is that of `full`: its last part, or its first where the family name comes first.
    pub(super) fn names(&self, full: &Self) -> bool {
        let is_first = full.parts.len() > 2 && full.plain.split(' ').skip(1).any(|word| word.contains('-'));
        self.parts.last() == full.parts.last() || (is_first && self.parts.first() == full.parts.first())
    }

    /// Whether this surname is like that of `full`.
    pub(super) fn is_like(&self, full: &Self) -> bool {
        self.parts.last().zip(full.parts.last()).is_some_and(|(a, b)| are_variants(a, b))
    }

    /// Whether the surname is spelled as the other's is, apostrophes and all.
    pub(super) fn has_surname_of(&self, other: &Self) -> bool {
        self.plain.rsplit(' ').next() == other.plain.rsplit(' ').next()
    }

    fn ends_of(&self) -> Option<(&str, &str)> {
        Some((self.parts.first()?, self.parts.last()?))
    }
}

/// Lower case, without accents and apostrophes.
pub(super) fn folded(part: &str) -> String {
    part.chars().map(fold_char).filter(|c| c.is_alphanumeric()).collect()
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().trim_end_matches('.'))
}

/// Whether two folded surnames can be one: transliterations differ in vowels, or in one letter of a long name.
fn are_variants(a: &str, b: &str) -> bool {
    let n_chars = a.chars().count().min(b.chars().count());
    if a == b {
        return true;
    }
    if n_chars < VARIANT_CHARS_MIN || a.chars().next() != b.chars().next() || is_gendered(a, b) {
        return false;
    }
    let distance = distance(a, b);
    (common(a) == common(b) && distance * 3 <= n_chars) || (n_chars >= LOOSE_CHARS_MIN && distance <= 1)
}

/// Whether two folded given names can be one; an initial stands for any.
fn are_given_variants(a: &str, b: &str) -> bool {
    let n_chars = a.chars().count().min(b.chars().count());
    if a == b || a.chars().next() != b.chars().next() {
        return a == b;
    }
    n_chars == 1 || (n_chars >= VARIANT_CHARS_MIN && common(a) == common(b) && !is_gendered(a, b))
}

/// A wife, a sister: Tenchev and Tencheva. A Belarusian a for a Russian o is none.
fn is_gendered(a: &str, b: &str) -> bool {
    a.ends_with('a') != b.ends_with('a') && !a.ends_with('o') && !b.ends_with('o')
}

/// The consonants of a name as an ear across borders has them: a hacek is a hiss, kh is h, g and h begin alike, and the s
/// that Baltic languages end a man's name with is none.
fn heard(word: &str) -> String {
    let hiss = |c: char| match c {
        'č' | 'ć' | 'Č' | 'Ć' => Some("ch"),
        'š' | 'ş' | 'ś' | 'Š' | 'Ş' | 'Ś' => Some("sh"),
        'ž' | 'Ž' => Some("zh"),
        _ => None,
    };
    let mut plain = String::new();
    for c in word.chars() {
        match hiss(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.extend(Some(fold_char(c)).filter(|c| c.is_alphanumeric())),
        }
    }
    let found = common(&plain.replace("kh", "h").replace("ks", "x"));
    let found = match found.strip_prefix('g') {
        Some(rest) => format!("h{rest}"),
        None => found,
    };
    match found.strip_suffix('s') {
        Some(rest) if rest.chars().count() >= CONSONANTS_MIN => rest.to_owned(),
        _ => found,
    }
}

fn common(part: &str) -> String {
    skeleton(&part.replace('x', "ks"))
}

/// How many letters must be put in, left out or changed to make `b` of `a` (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (idx, one) in a.chars().enumerate() {
        let mut next = vec![idx + 1];
        let mut left = idx + 1;
        for (other, pair) in b.chars().zip(row.windows(2)) {
            let &[diagonal, above] = pair else { continue };
            left = (diagonal + usize::from(one != other)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
