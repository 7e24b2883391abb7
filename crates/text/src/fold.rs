//! Folding: the form in which two spellings of the same words are equal.

use std::sync::LazyLock;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Compatibility-normalised (NFKC), lower case, everything but letters, digits and `_` as single spaces, trimmed.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut is_gap = false;
    let mut put = |c: char| {
        if !(c.is_alphanumeric() || c == '_') {
            is_gap = true;
            return;
        }
        if is_gap && !out.is_empty() {
            out.push(' ');
        }
        is_gap = false;
        if c == 'ß' { out.push_str("ss") } else { out.push(c) }
    };
    // Most text is composed already, and told to be so at a glance.
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().flat_map(char::to_lowercase).for_each(put);
    } else {
        text.nfkc().flat_map(char::to_lowercase).for_each(&mut put);
    }
    out
}

/// The same where nothing is to be normalised, which is most of the text.
fn fold_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_gap = false;
    for byte in text.bytes() {
        if !(byte.is_ascii_alphanumeric() || byte == b'_') {
            is_gap = true;
            continue;
        }
        if is_gap && !out.is_empty() {
            out.push(' ');
        }
        is_gap = false;
        out.push(char::from(byte.to_ascii_lowercase()));
    }
    out
}

/// The words of the folded text.
pub fn fold_words(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// One character without case and, for Latin letters, without accents: `É` → `e`, `ł` → `l`.
pub fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let known = KNOWN.get(c as usize);
    known.copied().unwrap_or_else(|| fold_any(c))
}

/// The folded form of the first characters: those of most scripts with cases.
static KNOWN: LazyLock<Vec<char>> = LazyLock::new(|| ('\0'..'\u{600}').map(fold_any).collect());

fn fold_any(c: char) -> char {
    let lower = c.to_lowercase().next().unwrap_or(c);
    match lower {
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ı' => 'i',
        'ß' => 's',
        '’' | '‘' | 'ʼ' => '\'',
        _ => std::iter::once(lower).nfd().next().unwrap_or(lower),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_to_the_words() {
        let check = |text: &str, expected: &str| assert_eq!(fold(text), expected, "{text}");
        check("  “Let’s go!” ", "let s go");
        check("UPDATE 2-Bank cuts…", "update 2 bank cuts");
        check("Straße №5", "strasse no5");
        check("—", "");
    }

    #[test]
    fn folds_accents() {
        assert_eq!("Łódź Ç İ".chars().map(fold_char).collect::<String>(), "lodz c i");
        assert!(('\0'..'\u{2000}').all(|c| c.is_ascii() || fold_char(c) == fold_any(c)));
    }
}
