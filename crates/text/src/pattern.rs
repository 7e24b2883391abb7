//! Regular expressions whose lazy automata are held to a size.

use regex::{Error, Regex, RegexBuilder};

/// How much memory each lazy automaton of a pattern may take, in bytes, on each thread.
pub const AUTOMATON_BYTES_MAX: usize = 256 << 10;

/// The regular expression of a pattern.
///
/// An automaton is built as texts ask for its states, and a program of two hundred patterns would, thread by thread, come
/// to take hundreds of megabytes: each is thrown away at [`AUTOMATON_BYTES_MAX`] and begun again.
///
/// # Errors
///
/// The pattern is no regular expression.
pub fn pattern(pattern: &str) -> Result<Regex, Error> {
    RegexBuilder::new(pattern).dfa_size_limit(AUTOMATON_BYTES_MAX).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_automaton_that_is_begun_again_finds_the_same() {
        const NAMES: &str = r"\p{Lu}[\p{L}\d]*(?: (?:of|de) \p{Lu}\p{L}*){0,4} (?:said|dit)\b";
        // Each line leads to states of its own: letters of all kinds.
        let letters = ('\u{c0}'..'\u{2fff}').filter(|c| c.is_alphabetic());
        let lines: Vec<String> =
            letters.map(|c| format!("Port of {c}arn of A{c} said\n{c}{c} de X dit\n")).collect();
        let text = lines.concat();
        let (held, free) = (pattern(NAMES).unwrap(), Regex::new(NAMES).unwrap());
        let found: Vec<&str> = held.find_iter(&text).map(|found| found.as_str()).collect();
        assert!(found.len() > 1_000);
        assert!(free.find_iter(&text).map(|found| found.as_str()).eq(found));
    }
}
