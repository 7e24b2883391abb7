//! The ranker: of the names that a page could be calling itself by, the likeliest one, by what was learnt from labelled dumps.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use copydesk_record::Role;
use copydesk_text::fold;

use super::choice::is_bare;
use super::mention::{Mention, Piece, mentions};
use super::weights::N_NAME_BUCKETS;
use super::{initials_of, is_generic, is_newspaper, is_section_word, plain};
use crate::byline::is_person;
use crate::shape::{bare_words, count_words, is_all_caps, name_case};
use crate::sheet::{Ends, Sheet, SheetLine};
use crate::sign::{kind, sign};

/// How many lines are searched for words without a capital.
const LINES_MAX: usize = 400;
/// More names are not weighed.
const NAMES_MAX: usize = 600;
/// How many addresses are looked at for names within them.
const ADDRESSES_MAX: usize = 1_000;
/// In longer lines no address is looked for.
const ADDRESS_LINE_WORDS_MAX: usize = 40;

/// A name that a page could be calling itself by, and what is seen of it.
#[derive(Clone, Debug, PartialEq)]
pub struct NameView {
    /// As the page writes it.
    pub name: String,
    /// Its signs, each below [`N_NAME_BUCKETS`].
    pub signs: Vec<u32>,
    /// What can be counted of it; what its signs say of it and of the others comes before these.
    pub counts: Vec<f32>,
}

/// Mentions of one name.
pub(super) struct Group {
    pub(super) mentions: Vec<Mention>,
}

impl Group {
    /// Whether it never stands between marks or alone.
    fn is_inline(&self) -> bool {
        self.mentions.iter().all(|mention| mention.piece == Piece::Inline)
    }
}

/// `Photo: Rosa Lindqvist / Harbour Times`: the picture is hers, and the page that of another. Where hardly anything stands around
/// the text, `Photo: Harbour Times/ROSA LINDQVIST` is no sign of whose page it is either.
fn is_photographer(mention: &Mention, is_bare: bool) -> bool {
    const PICTURES: [&str; 8] = ["photo", "photos", "foto", "picture", "pic", "image", "photograph", "bild"];
    let [word, mark] = &mention.before;
    mark == ":" && PICTURES.contains(&word.as_str()) && mention.after[0] == "/"
        || is_bare && mark == "/" && is_person(&name_case(&mention.name))
}

/// The names on a page, in order.
pub(super) struct Names {
    pub(super) groups: BTreeMap<String, Group>,
    pub(super) order: Vec<String>,
}

impl Names {
    pub(super) fn of(sheet: &Sheet<'_>) -> Self {
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        let mut order: Vec<String> = Vec::new();
        for mention in mentions(sheet) {
            let key = plain(&mention.name);
            if key.len() < 2 || order.len() >= NAMES_MAX && !groups.contains_key(&key) {
                continue;
            }
            let group = groups.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                Group { mentions: Vec::new() }
            });
            group.mentions.push(mention);
        }
        Self { groups, order }
    }

    /// Each name and its mentions; those that stand in the headline's own words only are left out.
    pub(super) fn of_page<'n>(
        &'n self,
        reader: &'n Reader<'_, '_>,
    ) -> impl Iterator<Item = (&'n String, &'n Group)> {
        let groups = self.order.iter().filter_map(|key| Some((key, self.groups.get(key)?)));
        let is_bare = is_bare(reader.sheet);
        groups.filter(move |(key, group)| {
            let is_of_headline = group.is_inline() && reader.is_in_headline(key);
            let is_of_picture = group.mentions.iter().all(|mention| is_photographer(mention, is_bare));
            !is_of_headline && !is_of_picture
        })
    }
}

/// The words that stand without a capital on the page.
fn small_words(sheet: &Sheet<'_>) -> BTreeSet<String> {
    let lines = sheet.lines.iter().take(LINES_MAX).flat_map(|line| bare_words(&line.text));
    lines.filter(|word| word.starts_with(char::is_lowercase)).map(fold).collect()
}

pub(super) struct Reader<'s, 't> {
    pub(super) sheet: &'s Sheet<'t>,
    /// The lines, folded, with a space at either end.
    folded: Vec<String>,
    /// What the rules say that each line is.
    roles: Vec<String>,
    /// The lines that hold the first word of a name.
    lines_of: HashMap<&'s str, Vec<usize>>,
    /// What looks like an address, in small letters.
    pub(super) addresses: Vec<String>,
    pub(super) ends: Ends,
    pub(super) in_title: Option<String>,
    /// The names, with a space at either end.
    pub(super) keys: Vec<String>,
    /// The positions of the names that hold a word.
    keys_of: HashMap<&'s str, Vec<usize>>,
    /// What the names of more than one word begin with, letter by letter.
    initials: HashSet<String>,
    /// Words that the page writes small.
    small: BTreeSet<String>,
}

impl<'s, 't> Reader<'s, 't> {
    pub(super) fn new(sheet: &'s Sheet<'t>, in_title: Option<String>, keys: &'s [String]) -> Self {
        let folded: Vec<String> = sheet.lines.iter().map(|line| format!(" {} ", line.folded())).collect();
        let mut lines_of: HashMap<&str, Vec<usize>> =
            keys.iter().map(|key| (first_word(key), Vec::new())).collect();
        for (at, line) in folded.iter().enumerate() {
            for word in line.split(' ') {
                if let Some(lines) = lines_of.get_mut(word).filter(|lines| lines.last() != Some(&at)) {
                    lines.push(at);
                }
            }
        }
        let mut keys_of: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, key) in keys.iter().enumerate() {
            for word in key.split(' ') {
                keys_of.entry(word).or_default().push(at);
            }
        }
        let role = |line: &SheetLine<'_>| line.role().map_or(String::new(), |role| format!("{role:?}"));
        Self {
            sheet,
            folded,
            roles: sheet.lines.iter().map(role).collect(),
            lines_of,
            addresses: addresses(sheet),
            ends: sheet.ends(),
            in_title,
            keys: keys.iter().map(|key| format!(" {key} ")).collect(),
            keys_of,
            initials: keys
                .iter()
                .filter_map(|key| initials_of(key))
                .filter(|short| short.len() > 1)
                .collect(),
            small: small_words(sheet),
        }
    }

    /// The lines that hold a name.
    pub(super) fn lines_with<'r>(
        &'r self,
        key: &str,
    ) -> impl Iterator<Item = &'r SheetLine<'t>> + use<'r, 's, 't> {
        let word = format!(" {key} ");
        let lines = self.lines_of.get(first_word(key)).map_or(&[][..], Vec::as_slice);
        let is_in = move |at: &&usize| self.folded.get(**at).is_some_and(|folded| folded.contains(&word));
        lines.iter().filter(is_in).filter_map(|at| self.sheet.lines.get(*at))
    }
}

fn first_word(key: &str) -> &str {
    key.split(' ').next().unwrap_or(key)
}

/// Words with a dot or an `@` within.
fn addresses(sheet: &Sheet<'_>) -> Vec<String> {
    let lines = sheet.lines.iter().filter(|line| line.n_words <= ADDRESS_LINE_WORDS_MAX);
    let words = lines.flat_map(|line| line.text.split_whitespace());
    let is_address = |word: &&str| word.contains('@') || word.trim_end_matches('.').contains('.');
    words.filter(is_address).take(ADDRESSES_MAX).map(str::to_lowercase).collect()
}

/// The kinds of signs.
const PLACE: u32 = kind("place");
const LINE: u32 = kind("line");
const BEFORE: u32 = kind("before");
const AFTER: u32 = kind("after");
const AROUND: u32 = kind("around");
const WITHIN: u32 = kind("within");
const REASON: u32 = kind("reason");
const COUNT: u32 = kind("count");
const SHAPE: u32 = kind("shape");
const WORD: u32 = kind("word");
const CLASS: u32 = kind("class");
const ALWAYS: u32 = kind("always");

impl Reader<'_, '_> {
    /// The signs of a name.
    pub(super) fn signs(&self, key: &str, group: &Group) -> Vec<u32> {
        let mut signs: Vec<u32> = Vec::new();
        let mut put = |kind: u32, parts: &[&str]| signs.push(sign(kind, parts, N_NAME_BUCKETS));
        put(ALWAYS, &[]);
        for mention in &group.mentions {
            self.put_mention(&mut put, mention);
        }
        self.put_counts(&mut put, key, group);
        self.put_shape(&mut put, key, group);
        signs.sort_unstable();
        signs.dedup();
        signs
    }

    fn put_mention(&self, put: &mut impl FnMut(u32, &[&str]), mention: &Mention) {
        let Some(line) = self.sheet.lines.get(mention.line) else { return };
        let role = self.roles.get(mention.line).map_or("", String::as_str);
        let region = self.ends.region(mention.line);
        let piece = match mention.piece {
            Piece::Whole => "whole",
            Piece::First => "first",
            Piece::Middle => "middle",
            Piece::Last => "last",
            Piece::Inline => "inline",
        };
        let news = if is_newspaper(&mention.name) { "news" } else { "" };
        put(PLACE, &[role, region, piece]);
        put(PLACE, &[region, piece, news]);
        let n_words = if count_words(&mention.name) == 1 { "one" } else { "more" };
        let n_pieces = mention.n_pieces.min(6).to_string();
        put(PLACE, &[region, piece, "pieces", &n_pieces, n_words]);
        let cut = if mention.is_cut { "cut" } else { "" };
        let (left, right) = (class_of(&mention.before[1]), mention.next_class);
        put(CLASS, &[left, right, cut, region]);
        put(CLASS, &[left, role, n_words]);
        put(CLASS, &[right, role, n_words]);
        let at = match region {
            "head" => mention.line,
            "tail" => self.sheet.lines.len() - 1 - mention.line,
            _ => 9,
        };
        put(LINE, &[region, piece, &at.min(5).to_string()]);
        let [second, first] = &mention.before;
        let [third, fourth] = &mention.after;
        put(BEFORE, &[first]);
        put(BEFORE, &[second, first]);
        put(AFTER, &[third, cut]);
        put(AFTER, &[third, fourth, cut]);
        put(AROUND, &[first, third]);
        put(AROUND, &[role, first]);
        put(REASON, &[line.ruling.as_ref().map_or("", |ruling| &ruling.reason), piece]);
        if line.n_words <= WITHIN_WORDS_MAX && mention.piece == Piece::Inline {
            let folded = self.folded.get(mention.line).map_or("", String::as_str);
            put_within(put, mention, folded.trim());
        }
    }

    fn put_counts(&self, put: &mut impl FnMut(u32, &[&str]), key: &str, group: &Group) {
        let word = format!(" {key} ");
        let (mut n_text, mut n_other) = (0, 0);
        for line in self.lines_with(key) {
            let is_text = line.role().is_some_and(Role::is_text);
            n_text += usize::from(is_text);
            n_other += usize::from(!is_text);
        }
        put(COUNT, &["text", &n_text.min(4).to_string()]);
        put(COUNT, &["other", &n_other.min(4).to_string()]);
        let news = if is_newspaper(key) { "news" } else { "" };
        put(COUNT, &[&n_text.min(2).to_string(), &n_other.min(3).to_string(), news]);
        let squeezed: String = key.chars().filter(|c| *c != ' ').collect();
        let is_longer = |address: &&String| address.len() > squeezed.len() + 2;
        let is_address = squeezed.len() >= 4
            && self.addresses.iter().filter(is_longer).any(|address| address.contains(&squeezed));
        if is_address {
            put(COUNT, &["address"]);
        }
        let is_cut = group.mentions.iter().all(|mention| mention.is_cut);
        put(COUNT, &["cut", if is_cut { "all" } else { "" }]);
        // Names that hold this one, or that it holds.
        let at_word =
            |word: &str| self.keys_of.get(word).into_iter().flatten().filter_map(|at| self.keys.get(*at));
        if at_word(first_word(key)).any(|other| *other != word && other.contains(&word)) {
            put(COUNT, &["within another"]);
        }
        if key.split(' ').any(|part| {
            at_word(part).any(|other| {
                *other != word && first_word(other.trim()) == part && word.contains(other.as_str())
            })
        }) {
            put(COUNT, &["holds another"]);
        }
        if self.initials.contains(key) {
            put(COUNT, &["stands for another"]);
        }
        if initials_of(key).is_some_and(|short| at_word(&short).any(|other| other.trim() == short)) {
            put(COUNT, &["spelt out"]);
        }
    }

    fn put_shape(&self, put: &mut impl FnMut(u32, &[&str]), key: &str, group: &Group) {
        let n_words = count_words(key).min(6).to_string();
        let name = group.mentions.first().map_or("", |mention| mention.name.as_str());
        let is_person = is_person(name);
        let has = |has: bool, name: &'static str| if has { name } else { "" };
        let all = |is: &dyn Fn(&Mention) -> bool| group.mentions.iter().all(is);
        put(SHAPE, &["words", &n_words]);
        let (n_capital, n_small) = self.cases(key, name);
        put(SHAPE, &["capital words", &n_capital.min(4).to_string(), &n_words]);
        put(SHAPE, &["small elsewhere", &n_small.min(3).to_string(), &n_words]);
        put(SHAPE, &["news", has(is_newspaper(key), "yes"), &n_words]);
        put(SHAPE, &["section", has(is_section_word(key), "yes")]);
        put(SHAPE, &["generic", has(is_generic(name), "yes")]);
        put(SHAPE, &["capitals", has(all(&|mention| is_all_caps(&mention.name)), "yes")]);
        put(SHAPE, &["small", has(all(&|mention| !mention.name.contains(char::is_uppercase)), "yes")]);
        let has_inner = name.split(' ').any(|word| word.chars().skip(1).any(char::is_uppercase));
        put(SHAPE, &["inner", has(has_inner && !is_all_caps(name), "yes")]);
        put(SHAPE, &["and", has(name.contains('&'), "yes")]);
        put(SHAPE, &["digit", has(name.contains(|c: char| c.is_ascii_digit()), "yes")]);
        put(SHAPE, &["person", has(is_person, "yes")]);
        let is_the = group
            .mentions
            .iter()
            .any(|mention| mention.name.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("the ")));
        put(SHAPE, &["article", has(is_the, "yes")]);
        put(SHAPE, &["in title", has(self.in_title.as_deref() == Some(key), "yes")]);
        put(SHAPE, &["headline", has(self.is_in_headline(key), "yes")]);
        let lines: BTreeSet<usize> = group.mentions.iter().map(|mention| mention.line).collect();
        put(SHAPE, &["lines", &lines.len().min(4).to_string()]);
        put(WORD, &["last", key.rsplit(' ').next().unwrap_or("")]);
        put(WORD, &["first", key.split(' ').next().unwrap_or("")]);
        if count_words(key) == 1 {
            put(WORD, &["only", key]);
        }
    }
}

impl Reader<'_, '_> {
    pub(super) fn is_in_headline(&self, key: &str) -> bool {
        self.lines_with(key).any(|line| line.is(Role::Title))
    }

    /// How many words of the name begin with a capital, and how many of them the page also writes small.
    pub(super) fn cases(&self, key: &str, name: &str) -> (usize, usize) {
        let n_capital = name.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count();
        (n_capital, key.split(' ').filter(|word| self.small.contains(*word)).count())
    }
}

/// What kind of word or mark stands beside a name.
fn class_of(word: &str) -> &str {
    match word.chars().next() {
        None => "end",
        Some('0') => "digit",
        Some(c) if c.is_alphabetic() => "word",
        Some(_) => word,
    }
}

/// Lines of more words are not looked at word by word.
const WITHIN_WORDS_MAX: usize = 16;

/// The other words of a short line.
fn put_within(put: &mut impl FnMut(u32, &[&str]), mention: &Mention, folded: &str) {
    let own = fold(&mention.name);
    for word in folded.split(' ').filter(|word| !own.split(' ').any(|own| own == *word)) {
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            put(WITHIN, &[word]);
        }
    }
}

/// The form to print: with its article if the page mostly writes it so, and not in capitals.
pub(super) fn surface(group: &Group) -> String {
    // `READ MORE FROM THE HARBOUR TIMES`: the article of the sentence, in capitals like all of it.
    let is_the = |mention: &&Mention| {
        let is_led = mention.piece != Piece::Inline || mention.before[1].is_empty();
        mention.name.starts_with("The ")
            || (mention.name.starts_with("THE ") || mention.name.starts_with("the ")) && is_led
    };
    let n_the = group.mentions.iter().filter(is_the).count();
    let wants_the = n_the * 2 >= group.mentions.len();
    let bare = |name: &str| -> String {
        let head = name.get(..4).unwrap_or("");
        let rest = name.get(4..).unwrap_or("");
        if head.eq_ignore_ascii_case("the ") { rest.to_owned() } else { name.to_owned() }
    };
    let mixed = group.mentions.iter().find(|mention| !is_all_caps(&bare(&mention.name)));
    let name = mixed.or(group.mentions.first()).map_or(String::new(), |mention| bare(&mention.name));
    let name = if count_words(&name) >= 2 { name_case(&name) } else { name };
    if wants_the && n_the > 0 { format!("The {name}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_stand_for_names() {
        assert_eq!(initials_of("harbour news agency").as_deref(), Some("hna"));
        assert_eq!(initials_of("harbour"), None);
    }
}
