//! A name as an article has it, and whether two of them can mean one person.

use std::cell::RefCell;
use std::rc::Rc;

use copydesk_text::{fold_char, hash_bytes, overlap};

use crate::memory::{self, Memory};
use crate::speaker::{are_one_name, has_name, skeleton};
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

/// A name without title or office.
#[derive(Debug)]
pub(super) struct Name {
    /// The name as it stands.
    pub(super) plain: Rc<str>,
    /// The same folded.
    pub(super) folded: Rc<str>,
    /// Its parts, folded, without particles; never empty.
    pub(super) parts: Vec<String>,
    first: End,
    last: End,
    /// The first and the last word as an ear across borders has them, if there are two.
    heard: Option<(String, String)>,
    /// Whether the family name comes first.
    is_family_first: bool,
    /// What other names that can mean the same person have some of.
    pub(super) hint: Hint,
}

/// The first part of a name, or the last.
#[derive(Debug)]
struct End {
    letters: String,
    n_chars: usize,
    initial: Option<char>,
    /// What its spellings have in common.
    common: String,
}

/// Hashes of what two names that mean one person share; most pairs of names are told apart by them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hint {
    first: u64,
    last: u64,
    common: u64,
    heard: u64,
    initial: char,
    is_initial: bool,
}

/// A form of a name as the articles of a story have it.
#[derive(Clone, Debug)]
pub(super) struct Form<'v> {
    /// The name.
    pub(super) name: Rc<Name>,
    /// The words for it in the articles, with titles.
    pub(super) texts: Vec<&'v str>,
    /// The places of the articles that have it, in order.
    pub(super) articles: Vec<usize>,
    /// How many articles have it, without copies.
    pub(super) n_counted: usize,
    /// Whether an article of the story has it, not only one from outside.
    pub(super) is_of_story: bool,
}

thread_local! {
    static NAMES: RefCell<Memory<Option<Rc<Name>>>> = RefCell::default();
}

impl Name {
    /// The name in a speaker's words; `None` if they are more, or less, than a name.
    pub(super) fn of(text: &str) -> Option<Rc<Self>> {
        NAMES.with_borrow_mut(|known| known.recall(text, |text| Self::read(text).map(Rc::new), Clone::clone))
    }

    fn read(text: &str) -> Option<Self> {
        if text.chars().count() > NAME_CHARS_MAX {
            return None;
        }
        let repaired = copydesk_text::repair_mojibake(text);
        let text = repaired.as_deref().unwrap_or(text);
        if text.contains(['Ã', 'Â']) {
            return None;
        }
        let is_title = |word: &&str| !has_name(word) && !is_particle(word);
        let words: Vec<&str> = text.split_whitespace().skip_while(is_title).collect();
        let is_name = |word: &&str| is_particle(word) || word.chars().next().is_some_and(char::is_uppercase);
        if words.is_empty() || !words.iter().all(is_name) || text.contains([',', '(']) {
            return None;
        }
        let plain = words.join(" ");
        let plain = plain.strip_suffix("'s").or(plain.strip_suffix("’s")).unwrap_or(&plain);
        let parts = plain.split([' ', '-']).filter(|part| has_name(part)).map(folded);
        let parts: Vec<String> = parts.filter(|part| !PARTICLES.contains(&part.as_str())).collect();
        let (first, last) = (End::of(parts.first()?), End::of(parts.last()?));
        let mut words = plain.split(' ');
        let heard = words.next().zip(words.next_back()).map(|(first, last)| (heard(first), heard(last)));
        Some(Self {
            folded: memory::folded(plain),
            is_family_first: parts.len() > 2 && plain.split(' ').skip(1).any(|word| word.contains('-')),
            hint: Hint::of(&first, &last, heard.as_ref()),
            plain: plain.into(),
            parts,
            first,
            last,
            heard,
        })
    }

    /// How many letters apart the surnames are, and the given names if both have one. Middle names count for nothing.
    pub(super) fn distance(&self, other: &Self) -> usize {
        let are_full = self.parts.len() > 1 && other.parts.len() > 1;
        let given = if are_full { distance(&self.first.letters, &other.first.letters) } else { 0 };
        distance(&self.last.letters, &other.last.letters) + given
    }

    /// Whether it has a given name beside the surname, not only an initial.
    pub(super) fn is_given(&self) -> bool {
        self.parts.len() > 1 && self.first.n_chars > 1
    }

    /// Whether two names of several parts can mean one person.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let (first, last, there, end) = (&self.first, &self.last, &other.first, &other.last);
        let is_heard = || first.letters == there.letters && first.n_chars >= GIVEN_CHARS_MIN;
        self.contains(other)
            || (first.is_given_variant(there) && last.is_variant(end))
            || (is_heard() && are_one_name(&last.letters, &end.letters) && !last.is_gendered(end))
            || self.is_transliterated(other)
            || (self.parts.iter().rev().eq(&other.parts) && self.parts.len() == 2)
    }

    /// Whether two alphabets, or two languages, may have made these of one name: Grinēvičs, Grinevich, Hrynevich.
    fn is_transliterated(&self, other: &Self) -> bool {
        let (Some((first, last)), Some((there, end))) = (&self.heard, &other.heard) else { return false };
        last == end
            && first == there
            && last.chars().count() >= CONSONANTS_MIN
            && !self.last.is_gendered(&other.last)
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
        self.last.letters == full.last.letters
            || (full.is_family_first && self.first.letters == full.first.letters)
    }

    /// Whether this surname is like that of `full`.
    pub(super) fn is_like(&self, full: &Self) -> bool {
        self.last.is_variant(&full.last)
    }

    /// Whether the surname is spelled as the other's is, apostrophes and all.
    pub(super) fn has_surname_of(&self, other: &Self) -> bool {
        self.plain.rsplit(' ').next() == other.plain.rsplit(' ').next()
    }
}

impl End {
    fn of(part: &str) -> Self {
        Self {
            letters: part.to_owned(),
            n_chars: part.chars().count(),
            initial: part.chars().next(),
            common: common(part),
        }
    }

    /// Whether two surnames can be one: transliterations differ in vowels, or in one letter of a long name.
    fn is_variant(&self, other: &Self) -> bool {
        if self.letters == other.letters {
            return true;
        }
        let n_chars = self.n_chars.min(other.n_chars);
        if n_chars < VARIANT_CHARS_MIN || self.initial != other.initial || self.is_gendered(other) {
            return false;
        }
        let is_loose = n_chars >= LOOSE_CHARS_MIN && self.n_chars.abs_diff(other.n_chars) <= 1;
        let are_alike = self.common == other.common;
        if !are_alike && !is_loose {
            return false;
        }
        let distance = distance(&self.letters, &other.letters);
        (are_alike && distance * 3 <= n_chars) || (is_loose && distance <= 1)
    }

    /// Whether two given names can be one; an initial stands for any.
    fn is_given_variant(&self, other: &Self) -> bool {
        let n_chars = self.n_chars.min(other.n_chars);
        if self.initial != other.initial || self.letters == other.letters {
            return self.letters == other.letters;
        }
        n_chars == 1
            || (n_chars >= VARIANT_CHARS_MIN && self.common == other.common && !self.is_gendered(other))
    }

    /// A wife, a sister: Tenchev and Tencheva. A Belarusian a for a Russian o is none.
    fn is_gendered(&self, other: &Self) -> bool {
        let (a, b) = (&self.letters, &other.letters);
        a.ends_with('a') != b.ends_with('a') && !a.ends_with('o') && !b.ends_with('o')
    }
}

impl Hint {
    fn of(first: &End, last: &End, heard: Option<&(String, String)>) -> Self {
        let hash = |word: &str| hash_bytes(word.as_bytes());
        Self {
            first: hash(&first.letters),
            last: hash(&last.letters),
            common: hash(&first.common),
            // Of a single word nothing is heard that another has.
            heard: heard.map_or_else(|| !hash(&first.letters), |(_, last)| hash(last)),
            initial: first.initial.unwrap_or_default(),
            is_initial: first.n_chars == 1,
        }
    }

    /// Whether two names of several parts may mean one person; if not, they do not.
    pub(super) fn may_be(self, other: Self) -> bool {
        self.first == other.first
            || self.last == other.last
            || self.common == other.common
            || self.heard == other.heard
            || self.first == other.last
            || ((self.is_initial || other.is_initial) && self.initial == other.initial)
    }
}

impl<'v> Form<'v> {
    /// The form of a name that no article has yet.
    pub(super) fn of(name: Rc<Name>) -> Self {
        Self { name, texts: Vec::new(), articles: Vec::new(), n_counted: 0, is_of_story: false }
    }

    /// Notes that an article has it, by the words that it has for it. Articles come in order.
    pub(super) fn see(&mut self, text: &'v str, idx: usize, view: &View<'_>) {
        if !self.texts.contains(&text) {
            self.texts.push(text);
        }
        self.is_of_story |= !view.is_related;
        if self.articles.last() != Some(&idx) {
            self.articles.push(idx);
        }
    }

    /// Whether no article has both.
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        overlap(&self.articles, &other.articles) == 0
    }

    /// Whether each article that has it has the other, too.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        overlap(&self.articles, &other.articles) == self.articles.len()
    }
}

/// Lower case, without accents and apostrophes.
pub(super) fn folded(part: &str) -> String {
    part.chars().map(fold_char).filter(|c| c.is_alphanumeric()).collect()
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().trim_end_matches('.'))
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
    let found = common(&plain.replace("kh", "h"));
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
pub(crate) fn distance(a: &str, b: &str) -> usize {
    if a == b {
        return 0;
    }
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (idx, one) in a.chars().enumerate() {
        let (mut diagonal, mut left) = (idx, idx + 1);
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (other, above) in b.chars().zip(row.iter_mut().skip(1)) {
            left = (diagonal + usize::from(one != other)).min(*above + 1).min(left + 1);
            diagonal = std::mem::replace(above, left);
        }
    }
    row.last().copied().unwrap_or_default()
}
