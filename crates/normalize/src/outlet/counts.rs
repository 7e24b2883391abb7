//! What can be counted of a name: where it stands, in lines of which roles, beside which words.

use copydesk_record::Role;

use super::mention::{Mention, Piece};
use super::ranker::{Group, Reader};
use super::{is_generic, is_newspaper, is_section_word};
use crate::byline::is_person;
use crate::shape::{count_words, is_all_caps};

/// Words between a paper and its owner: the owner stands behind them.
const OWNED: [&str; 24] = [
    "published by",
    "put out by",
    "printed by",
    "part of",
    "product of",
    "a project of",
    "brand of",
    "supplement of",
    "owned by",
    "company of",
    "put together",
    "erscheint bei",
    "verlag",
    "deel uit",
    "del av",
    "editată de",
    "utgiven av",
    "édité par",
    "editado por",
    "julkaisija",
    "wydawca",
    "издател",
    "publisher",
    "group company",
];
/// What a page says of itself behind its name.
const SELF_WORDS: [&str; 22] = [
    "is",
    "comes",
    "has",
    "was",
    "will",
    "does",
    "erscheint",
    "utkommer",
    "apare",
    "maakt",
    "est",
    "es",
    "é",
    "understands",
    "beats",
    "se",
    "appears",
    "runs",
    "explains",
    "in",
    "ist",
    "verschijnt",
];
/// What a page asks of its reader, or says it was told, before its name.
const ASK_WORDS: [&str; 22] = [
    "to",
    "receive",
    "get",
    "support",
    "follow",
    "join",
    "told",
    "tells",
    "with",
    "from",
    "at",
    "for",
    "pour",
    "para",
    "für",
    "voor",
    "read",
    "trust",
    "on",
    "spoke",
    "asks",
    "subscribe",
];

impl Reader<'_, '_> {
    /// The numbers for a name, always as many.
    pub(super) fn counts(&self, key: &str, group: &Group) -> Vec<f32> {
        let mut out = Vec::with_capacity(64);
        self.put_places(&mut out, group);
        self.put_roles(&mut out, key);
        Self::put_neighbours(&mut out, group);
        self.put_form(&mut out, key, group);
        out
    }

    fn put_places(&self, out: &mut Vec<f32>, group: &Group) {
        let n_lines = self.sheet.lines.len();
        let count = |is: &dyn Fn(&Mention) -> bool| {
            group.mentions.iter().filter(|mention| is(mention)).count() as f32
        };
        let region = |name: &'static str| count(&|mention| self.ends.region(mention.line) == name);
        out.extend([region("head"), region("middle"), region("tail")]);
        for piece in [Piece::Whole, Piece::First, Piece::Middle, Piece::Last, Piece::Inline] {
            out.push(count(&|mention| mention.piece == piece));
        }
        let is_free = |mention: &Mention| mention.piece != Piece::Inline;
        out.push(count(&|mention| is_free(mention) && self.ends.region(mention.line) == "head"));
        out.push(count(&|mention| is_free(mention) && self.ends.region(mention.line) == "tail"));
        let first = group.mentions.iter().map(|mention| mention.line).min().unwrap_or(n_lines);
        let last = group.mentions.iter().map(|mention| mention.line).max().unwrap_or(0);
        out.extend([first.min(30) as f32, n_lines.saturating_sub(last + 1).min(30) as f32]);
        let n_pieces = group.mentions.iter().map(|mention| mention.n_pieces).max().unwrap_or(0);
        let n_least =
            group.mentions.iter().filter(|mention| is_free(mention)).map(|mention| mention.n_pieces).min();
        out.extend([
            n_pieces as f32,
            n_least.unwrap_or(0) as f32,
            n_lines.min(200) as f32,
            self.keys.len() as f32,
        ]);
    }

    /// In lines of which roles it stands, and how much of the line it takes at most.
    fn put_roles(&self, out: &mut Vec<f32>, key: &str) {
        const ROLES: [&[Role]; 10] = [
            &[Role::Body, Role::List, Role::Heading],
            &[Role::Title],
            &[Role::Copyright],
            &[Role::Caption, Role::Credit],
            &[Role::Newsletter, Role::Paywall, Role::Cookie],
            &[Role::Byline, Role::Date],
            &[Role::Section],
            &[Role::Link, Role::Teaser, Role::Tags],
            &[Role::Comments, Role::Share, Role::Widget, Role::Ad],
            &[Role::Other],
        ];
        let mut n_of = [0.0_f32; 10];
        let (mut n_lines, mut share, mut n_owned, mut n_owner) = (0.0, 0.0_f32, 0.0, 0.0);
        let n_words = count_words(key);
        for line in self.lines_with(key) {
            n_lines += 1.0;
            for (n, roles) in n_of.iter_mut().zip(ROLES) {
                *n += f32::from(u8::from(line.role().is_some_and(|role| roles.contains(&role))));
            }
            if !line.role().is_some_and(Role::is_text) {
                share = share.max(n_words as f32 / line.n_words.max(1) as f32);
                let folded = line.folded();
                let place = folded.find(key).unwrap_or(0);
                if let Some(owned) = OWNED.iter().find_map(|words| folded.find(words)) {
                    n_owned += f32::from(u8::from(place < owned));
                    n_owner += f32::from(u8::from(place > owned));
                }
            }
        }
        out.extend(n_of);
        out.extend([n_lines, share, n_owned, n_owner]);
    }

    fn put_neighbours(out: &mut Vec<f32>, group: &Group) {
        let count = |is: &dyn Fn(&Mention) -> bool| {
            group.mentions.iter().filter(|mention| is(mention)).count() as f32
        };
        let before = |mention: &Mention, marks: &[&str]| marks.contains(&mention.before[1].as_str());
        let after = |mention: &Mention, marks: &[&str]| marks.contains(&mention.after[0].as_str());
        out.push(count(&|mention| {
            before(mention, &["©", "c"]) || mention.before.iter().any(|word| word == "©")
        }));
        out.push(count(&|mention| mention.before[1].is_empty() && after(mention, &SELF_WORDS)));
        out.push(count(&|mention| after(mention, &SELF_WORDS)));
        out.push(count(&|mention| before(mention, &ASK_WORDS)));
        out.push(count(&|mention| {
            before(mention, &["told", "tells", "to"]) && mention.piece == Piece::Inline
        }));
        out.push(count(&|mention| before(mention, &["by", "of", "a", "an"])));
        out.push(count(&|mention| before(mention, &["/", "("])));
        out.push(count(&|mention| before(mention, &[":"])));
        out.push(count(&|mention| mention.before[1].is_empty()));
        out.push(count(&|mention| mention.after[0].is_empty()));
        out.push(count(&|mention| after(mention, &[",", "."])));
        out.push(count(&|mention| after(mention, &["-", "–", "—", "|", "·", "•", "›", "»", ">", "▸", "/"])));
        out.push(count(&|mention| {
            after(mention, &["newsletter", "media", "group", "ltd", "limited", "gmbh", "pte", "plc"])
        }));
        for class in ["end", "capital", "small", "digit", "bar", "owner"] {
            out.push(count(&|mention| mention.next_class == class));
        }
        out.push(count(&|mention| mention.is_cut) / group.mentions.len().max(1) as f32);
    }

    fn put_form(&self, out: &mut Vec<f32>, key: &str, group: &Group) {
        let name = group.mentions.first().map_or("", |mention| mention.name.as_str());
        let flag = |is: bool| f32::from(u8::from(is));
        let all = |is: &dyn Fn(&Mention) -> bool| flag(group.mentions.iter().all(is));
        let squeezed: String = key.chars().filter(|c| *c != ' ').collect();
        let is_long = squeezed.len() >= 4;
        let holds = |address: &&String| address.len() > squeezed.len() + 2 && address.contains(&squeezed);
        let is_host = |address: &&String| {
            address
                .split(['@', '/'])
                .flat_map(|part| part.split('.'))
                .any(|label| label.replace('-', "") == squeezed)
        };
        let n_in_address = self.addresses.iter().filter(|address| is_long && holds(address)).count();
        let n_host = self.addresses.iter().filter(|address| is_long && is_host(address)).count();
        out.extend([n_in_address as f32, n_host as f32]);
        let (n_capital, n_small) = self.cases(key, name);
        out.extend([count_words(key) as f32, key.len() as f32, n_capital as f32, n_small as f32]);
        out.extend([
            flag(is_newspaper(key)),
            flag(is_section_word(key)),
            flag(is_generic(name)),
            flag(is_person(name)),
        ]);
        out.extend([
            all(&|mention| is_all_caps(&mention.name)),
            all(&|mention| !mention.name.contains(char::is_uppercase)),
        ]);
        out.extend([flag(name.contains('&')), flag(name.contains(|c: char| c.is_ascii_digit()))]);
        out.push(flag(self.in_title.as_deref() == Some(key)));
        let word = format!(" {key} ");
        let n_within =
            self.keys.iter().filter(|other| other.len() > word.len() && other.contains(&word)).count();
        let n_holds = self
            .keys
            .iter()
            .filter(|other| other.len() < word.len() && word.contains(other.as_str()))
            .count();
        let n_led =
            self.keys.iter().filter(|other| other.len() > word.len() && other.starts_with(&word)).count();
        out.extend([n_within.min(9) as f32, n_holds.min(9) as f32, n_led.min(9) as f32]);
        let n_the = group
            .mentions
            .iter()
            .filter(|mention| mention.name.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("the ")))
            .count();
        out.push(n_the as f32 / group.mentions.len().max(1) as f32);
    }
}
