//! A gate before many regular expressions: words, one of which each must hold, are looked for all at once.
//!
//! A line is furniture by one of some hundred forms, and hardly any line holds a word of any. So the words are taken out of the
//! expressions' own syntax, and an expression is asked only of lines that hold one of its words; if it says how a line begins,
//! only of those that begin so.

mod finder;

use std::collections::BTreeMap;

use copydesk_text::{fold_char, pattern};
use regex::{Captures, Regex};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

use finder::Finder;

/// Of what a match begins with so many bytes are compared.
const START_BYTES: usize = 8;

/// A class of at most so many characters is as good as each of them.
const CLASS_MAX: usize = 8;

/// What the text is that the expressions are asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Folded already, as bytes.
    Folded,
    /// As it stands; [`folded`] is what the gate sees.
    Plain,
}

/// Which of some expressions may match.
pub(crate) struct Gate {
    words: Finder,
    /// The expressions that hold each word.
    of_word: Vec<Vec<usize>>,
    /// How a line begins, and how its first word does, where the expressions say so.
    of_start: Starts,
    of_first_word: Starts,
    /// Those that need no word in particular.
    always: Vec<usize>,
}

/// The first bytes of a text, sorted, and the expressions that ask for them.
type Starts = Vec<(Vec<u8>, Vec<usize>)>;

/// What a match needs, one of several things.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    /// The text begins so.
    Start(Vec<u8>),
    /// The first letter or digit of the text, those of ASCII, begins so.
    FirstWord(Vec<u8>),
    /// This is in the text.
    Word(Vec<u8>),
}

impl Gate {
    /// The gate before these expressions.
    pub(crate) fn new<'p>(patterns: impl IntoIterator<Item = &'p str>, form: Form) -> Self {
        let (mut by_word, mut by_start, mut by_first_word) =
            (BTreeMap::<Vec<u8>, Vec<usize>>::new(), BTreeMap::new(), BTreeMap::new());
        let mut always = Vec::new();
        for (at, pattern) in patterns.into_iter().enumerate() {
            let Some(needs) = needs_of(pattern, form) else {
                always.push(at);
                continue;
            };
            for need in needs {
                let (by, word) = match need {
                    Need::Start(word) => (&mut by_start, word),
                    Need::FirstWord(word) => (&mut by_first_word, word),
                    Need::Word(word) => (&mut by_word, word),
                };
                by.entry(word).or_default().push(at);
            }
        }
        let (words, of_word) = by_word.into_iter().unzip::<_, _, Vec<_>, _>();
        Self {
            words: Finder::new(words),
            of_word,
            of_start: by_start.into_iter().collect(),
            of_first_word: by_first_word.into_iter().collect(),
            always,
        }
    }

    /// The positions of the expressions that may match, in order.
    pub(crate) fn open(&self, text: &[u8]) -> Vec<usize> {
        let mut out = self.always.clone();
        self.words.find(text, |word| {
            out.extend(self.of_word.get(word).into_iter().flatten());
            true
        });
        put_started(&mut out, &self.of_start, text);
        let first_word = text.iter().position(u8::is_ascii_alphanumeric);
        let first_word = first_word.and_then(|at| text.get(at..)).unwrap_or_default();
        put_started(&mut out, &self.of_first_word, first_word);
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Whether none of them matches.
    fn is_shut(&self, text: &[u8]) -> bool {
        let needs_word = self.always.is_empty() && self.of_start.is_empty() && self.of_first_word.is_empty();
        needs_word && !self.words.is_in(text)
    }
}

/// Adds the expressions of what the text begins with.
fn put_started(out: &mut Vec<usize>, starts: &Starts, text: &[u8]) {
    let Some(&first) = text.first() else { return };
    let from = starts.partition_point(|(start, _)| start.first().is_some_and(|byte| *byte < first));
    let of_first = starts.iter().skip(from).take_while(|(start, _)| start.first() == Some(&first));
    for (_, at) in of_first.filter(|(start, _)| text.starts_with(start)) {
        out.extend(at);
    }
}

/// One expression behind its own gate.
pub(crate) struct Gated {
    gate: Gate,
    regex: Regex,
}

impl Gated {
    /// The expression; `None` if it is none.
    pub(crate) fn new(text: &str) -> Option<Self> {
        Some(Self { gate: Gate::new([text], Form::Plain), regex: pattern(text).ok()? })
    }

    /// Whether it matches the text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        !self.gate.is_shut(folded(text).as_bytes()) && self.regex.is_match(text)
    }

    /// What it captures in the text.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        if self.gate.is_shut(folded(text).as_bytes()) { None } else { self.regex.captures(text) }
    }
}

/// The text as the gate sees it where its expressions see it plain.
pub(crate) fn folded(text: &str) -> String {
    text.chars().map(fold_wide).collect()
}

/// As [`fold_char`]; the long s is an s for expressions that ask for either case.
fn fold_wide(c: char) -> char {
    if c == 'ſ' { 's' } else { fold_char(c) }
}

/// What a match needs, `None` if nothing in particular. How a plain text begins is not looked at: letters that are written apart
/// there are one when folded.
fn needs_of(pattern: &str, form: Form) -> Option<Vec<Need>> {
    let starts = if form == Form::Folded { starts_of(pattern) } else { None };
    starts.or_else(|| Some(words_of(pattern, form)?.into_iter().map(Need::Word).collect()))
}

/// How a text begins that the expression matches, if it says so.
fn starts_of(pattern: &str) -> Option<Vec<Need>> {
    let hir = ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern).ok()?;
    let HirKind::Concat(parts) = hir.kind() else { return None };
    let (first, parts) = parts.split_first()?;
    if *first.kind() != HirKind::Look(Look::Start) {
        return None;
    }
    let n_marks = parts.iter().take_while(|part| is_of_marks(part)).count();
    let rest = Hir::concat(parts.iter().skip(n_marks).cloned().collect());
    let need = |start: &[u8]| {
        let first = start.first()?;
        Some(match n_marks {
            0 => Need::Start(start.to_vec()),
            _ if first.is_ascii_alphanumeric() => Need::FirstWord(start.to_vec()),
            // What stands before it may end within it.
            _ => Need::Word(start.to_vec()),
        })
    };
    literals_of(&rest)?.iter().map(|start| need(start)).collect()
}

/// Whether what the part matches has no letter or digit of ASCII in it.
fn is_of_marks(part: &Hir) -> bool {
    match part.kind() {
        HirKind::Class(Class::Bytes(class)) => {
            class.iter().all(|range| (range.start()..=range.end()).all(|byte| !byte.is_ascii_alphanumeric()))
        }
        HirKind::Class(Class::Unicode(class)) => {
            let is_word =
                |c: u8| class.iter().any(|range| (range.start()..=range.end()).contains(&char::from(c)));
            (0..0x80).filter(u8::is_ascii_alphanumeric).all(|byte| !is_word(byte))
        }
        HirKind::Repetition(repetition) => is_of_marks(&repetition.sub),
        HirKind::Capture(capture) => is_of_marks(&capture.sub),
        HirKind::Empty => true,
        _ => false,
    }
}

/// Words of which a match holds at least one; `None` if there are none.
fn words_of(pattern: &str, form: Form) -> Option<Vec<Vec<u8>>> {
    let is_plain = form == Form::Plain;
    let hir = ParserBuilder::new().unicode(is_plain).utf8(is_plain).build().parse(pattern).ok()?;
    required(&hir, form)
}

fn required(hir: &Hir, form: Form) -> Option<Vec<Vec<u8>>> {
    match hir.kind() {
        HirKind::Literal(literal) => match form {
            Form::Folded => Some(vec![literal.0.to_vec()]),
            Form::Plain => Some(vec![folded(std::str::from_utf8(&literal.0).ok()?).into_bytes()]),
        },
        HirKind::Class(class) => of_class(class, form),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub, form),
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => None,
        HirKind::Capture(capture) => required(&capture.sub, form),
        HirKind::Concat(parts) => of_parts(parts, form),
        HirKind::Alternation(ways) => {
            let words: Option<Vec<_>> = ways.iter().map(|way| required(way, form)).collect();
            Some(words?.concat())
        }
    }
}

/// The characters of a small class, each once.
fn of_class(class: &Class, form: Form) -> Option<Vec<Vec<u8>>> {
    let mut out: Vec<Vec<u8>> = Vec::new();
    match class {
        Class::Unicode(class) => {
            for c in class.iter().flat_map(|range| range.start()..=range.end()).take(CLASS_MAX + 1) {
                let c = if form == Form::Plain { fold_wide(c) } else { c };
                out.push(c.to_string().into_bytes());
            }
        }
        Class::Bytes(class) => {
            for byte in class.iter().flat_map(|range| range.start()..=range.end()).take(CLASS_MAX + 1) {
                out.push(vec![byte]);
            }
        }
    }
    let is_small = (1..=CLASS_MAX).contains(&out.len());
    out.sort();
    out.dedup();
    is_small.then_some(out)
}

/// The best words among those of the parts: neighbours that are one word each make a longer one; the longer the shortest,
/// the better.
fn of_parts(parts: &[Hir], form: Form) -> Option<Vec<Vec<u8>>> {
    let mut best: Option<Vec<Vec<u8>>> = None;
    let mut offer = |words: Vec<Vec<u8>>| {
        let worth = |words: &Vec<Vec<u8>>| (words.iter().map(Vec::len).min(), usize::MAX - words.len());
        if best.as_ref().is_none_or(|best| worth(best) < worth(&words)) {
            best = Some(words);
        }
    };
    let mut run: Vec<u8> = Vec::new();
    for part in parts {
        let words = required(part, form);
        // A repetition is held at least once, but what stands beside it need not touch that one.
        let is_exact = matches!(part.kind(), HirKind::Literal(_) | HirKind::Class(_));
        match words {
            Some(words) if is_exact && words.len() == 1 => run.extend(words.into_iter().flatten()),
            other => {
                if !run.is_empty() {
                    offer(vec![std::mem::take(&mut run)]);
                }
                if let Some(words) = other {
                    offer(words);
                }
            }
        }
    }
    if !run.is_empty() {
        offer(vec![run]);
    }
    // What begins anywhere within it: a mark and a short word behind it say more than either. Folding tears no bytes apart here.
    for (at, part) in parts.iter().enumerate() {
        if form == Form::Folded && !matches!(part.kind(), HirKind::Look(_)) {
            let rest = Hir::concat(parts.iter().skip(at).cloned().collect());
            literals_of(&rest)
                .into_iter()
                .filter(|words| words.iter().all(|word| !word.is_empty()))
                .for_each(&mut offer);
        }
    }
    best
}

/// What a match begins with, one of several things, each cut; `None` if it may be anything.
fn literals_of(hir: &Hir) -> Option<Vec<Vec<u8>>> {
    let mut found = Extractor::new().extract(hir);
    found.keep_first_bytes(START_BYTES);
    let mut words: Vec<Vec<u8>> = found.literals()?.iter().map(|word| word.as_bytes().to_vec()).collect();
    words.sort();
    words.dedup();
    Some(words)
}

/// The ways of an expression: its parts between bars that stand in no group and no class.
pub(crate) fn ways_of(pattern: &str) -> Vec<&str> {
    let (mut out, mut from) = (Vec::new(), 0);
    let (mut n_groups, mut is_class, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in pattern.bytes().enumerate() {
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        match byte {
            b'\\' => is_escaped = true,
            b'[' => is_class = true,
            b']' => is_class = false,
            b'(' if !is_class => n_groups += 1,
            b')' if !is_class => n_groups = n_groups.saturating_sub(1),
            b'|' if !is_class && n_groups == 0 => {
                out.extend(pattern.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    out.extend(pattern.get(from..));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_holds_one_of_the_words() {
        let check = |pattern: &str, form: Form, expected: Option<&[&str]>| {
            let found = words_of(pattern, form);
            let found = found.map(|words| {
                words.into_iter().map(|word| String::from_utf8(word).unwrap()).collect::<Vec<_>>()
            });
            let expected = expected.map(|words| words.iter().map(|word| (*word).to_owned()).collect());
            assert_eq!(found, expected, "{pattern}");
        };
        check(r"\bread (more|also)\b", Form::Folded, Some(&["read als", "read mor"]));
        check(r"\((ap|dpa)\b", Form::Folded, Some(&["(ap", "(dpa"]));
        check(r"\w+ x?y[ab]", Form::Folded, Some(&[" xya", " xyb", " ya", " yb"]));
        check(r"^(sign|log) ?in$", Form::Folded, Some(&["log in", "login", "sign in", "signin"]));
        check(r"e-?mails?", Form::Folded, Some(&["e-mail", "e-mails", "email", "emails"]));
        check(r"^\W*\w+$", Form::Folded, None);
        check(r"(ab)+c", Form::Folded, Some(&["ab"]));
        check(r"[€$] ?\d", Form::Plain, Some(&["$", "€"]));
        check(r"(?i)Émission (?:du|de)", Form::Plain, Some(&["emission d"]));
        check(r"(?i)task", Form::Plain, Some(&["task"]));
        check(r"(?:x|\d)", Form::Plain, None);
    }

    #[test]
    fn bars_part_ways() {
        assert_eq!(ways_of(r"a(b|c)[|]\||d|^e"), [r"a(b|c)[|]\|", "d", "^e"]);
    }

    #[test]
    fn an_expression_may_say_how_a_line_begins() {
        let check = |pattern: &str, expected: Option<&[Need]>| {
            let found = starts_of(pattern).map(|needs| format!("{needs:?}"));
            let expected = expected.map(|needs| format!("{needs:?}"));
            assert_eq!(found, expected, "{pattern}");
        };
        let start = |word: &str| Need::Start(word.into());
        let first_word = |word: &str| Need::FirstWord(word.into());
        check(r"^(sign|log) ?in$", Some(&["log in", "login", "sign in", "signin"].map(start)));
        check(r"^\W{0,3}(tags?|topics)\b", Some(&["tag", "tags", "topics"].map(first_word)));
        check(r"^(?u:[-–—\s])*(ends?)$", Some(&["end", "ends"].map(first_word)));
        check(r"^\W*(©|copy)", Some(&[first_word("copy"), Need::Word("©".into())]));
        check(r"^(a )?\w+", None);
        check(r"read more", None);
    }

    #[test]
    fn a_gate_asks_how_the_line_begins() {
        let gate = Gate::new([r"^\W*read\b", r"^©", r"^read"], Form::Folded);
        assert_eq!(gate.open(b"* read on"), [0]);
        assert_eq!(gate.open(b"read on"), [0, 2]);
        assert_eq!(gate.open("© 2024".as_bytes()), [1]);
        assert_eq!(gate.open("то read".as_bytes()), [0]);
        assert_eq!(gate.open(b"to read"), [0_usize; 0]);
    }

    #[test]
    fn only_what_may_match_is_open() {
        let gate = Gate::new([r"read more", r"\w+$", r"cookies?"], Form::Folded);
        assert_eq!(gate.open(b"we use cookies; read more"), [0, 1, 2]);
        assert_eq!(gate.open(b"the ferry sank"), [1]);
    }
}
