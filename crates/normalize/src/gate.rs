//! A gate before many regular expressions: words, one of which each must hold, are looked for all at once.
//!
//! A line is furniture by one of some hundred forms, and hardly any line holds a word of any. So the words are taken out of the
//! expressions' own syntax, and an expression is asked only of lines that hold one of its words.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use copydesk_text::{fold_char, pattern};
use regex::{Captures, Regex};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

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
    words: Option<AhoCorasick>,
    /// The expressions that hold each word.
    of_word: Vec<Vec<usize>>,
    /// Those that need no word in particular.
    always: Vec<usize>,
}

impl Gate {
    /// The gate before these expressions.
    pub(crate) fn new<'p>(patterns: impl IntoIterator<Item = &'p str>, form: Form) -> Self {
        let (mut by_word, mut always) = (BTreeMap::<Vec<u8>, Vec<usize>>::new(), Vec::new());
        for (at, pattern) in patterns.into_iter().enumerate() {
            match words_of(pattern, form) {
                Some(words) => words.into_iter().for_each(|word| by_word.entry(word).or_default().push(at)),
                None => always.push(at),
            }
        }
        let words = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(by_word.keys()).ok();
        Self { words, of_word: by_word.into_values().collect(), always }
    }

    /// The positions of the expressions that may match, in order.
    pub(crate) fn open(&self, text: &[u8]) -> Vec<usize> {
        let mut out = self.always.clone();
        for found in self.words.iter().flat_map(|words| words.find_overlapping_iter(text)) {
            out.extend(self.of_word.get(found.pattern().as_usize()).into_iter().flatten());
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Whether none of them matches.
    fn is_shut(&self, text: &[u8]) -> bool {
        self.always.is_empty() && self.words.as_ref().is_some_and(|words| !words.is_match(text))
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
    best
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
        check(r"\bread (more|also)\b", Form::Folded, Some(&["read "]));
        check(r"^(sign|log) ?in$", Form::Folded, Some(&["sign", "log"]));
        check(r"e-?mails?", Form::Folded, Some(&["mail"]));
        check(r"^\W*\d+$", Form::Folded, None);
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
    fn only_what_may_match_is_open() {
        let gate = Gate::new([r"read more", r"^\d+$", r"cookies?"], Form::Folded);
        assert_eq!(gate.open(b"we use cookies; read more"), [0, 1, 2]);
        assert_eq!(gate.open(b"the ferry sank"), [1]);
    }
}
