//! The headline's words: labels before it and the outlet's name after it left out.

use std::sync::LazyLock;

use copydesk_text::pattern;
use regex::Regex;

use crate::outlet::{is_newspaper, is_outlet_shaped};
use crate::shape::count_words;

/// A headline and what stood after it on its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Headline {
    /// The headline itself.
    pub(crate) text: String,
    /// The name of the outlet: `Ferry sinks | Harbour Times`.
    pub(crate) outlet: Option<String>,
}

static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"^\s*(?:#{1,6}\s+|(?i:title|headline|titel|titre|título|titolo|nadpis|tytuł|заголовок)\s*:\s*)")
        .ok()
});

/// Separators before an outlet's name, the surest first.
const SEPARATORS: [&str; 6] = [" | ", " :: ", " » ", " — ", " – ", " - "];

/// The headline in a line.
pub(crate) fn headline_of(line: &str) -> Headline {
    let text = LABEL.as_ref().map_or(line.into(), |label| label.replace(line, ""));
    let text = clean(&text);
    for separator in SEPARATORS {
        let Some((head, name)) = text.rsplit_once(separator) else { continue };
        let name = name.trim();
        let is_sure = separator == " | " || separator == " :: ";
        let is_named = is_outlet_shaped(name)
            && count_words(name) <= 5
            && name
                .split(' ')
                .all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()) || word.len() <= 3);
        if is_named && (is_sure || is_newspaper(name)) && count_words(head) >= 3 {
            return Headline { text: head.trim().to_owned(), outlet: Some(name.to_owned()) };
        }
    }
    Headline { text, outlet: None }
}

/// White space folded, soft hyphens and what has no width left out.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_without_labels_and_outlets() {
        let check = |line: &str, text: &str, outlet: Option<&str>| {
            let found = headline_of(line);
            assert_eq!((found.text.as_str(), found.outlet.as_deref()), (text, outlet), "{line}");
        };
        check("Ferry sinks off Bergen | Harbour Watch", "Ferry sinks off Bergen", Some("Harbour Watch"));
        check(
            "Ferry sinks off Bergen - The Harbour Times",
            "Ferry sinks off Bergen",
            Some("The Harbour Times"),
        );
        check("Title: Ferry sinks off Bergen", "Ferry sinks off Bergen", None);
        check("# Ferry sinks  off Bergen", "Ferry sinks off Bergen", None);
        check("Ferry sinks – nobody hurt", "Ferry sinks – nobody hurt", None);
        check("Mayor quits - again", "Mayor quits - again", None);
    }
}
