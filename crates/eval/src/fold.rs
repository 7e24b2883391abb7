//! Text folded so that spelling variants that a reader does not see compare as equal.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of `text` joined by single spaces: mojibake repaired where that gives valid UTF-8, NFKC, full case folding,
/// and every run of what is neither letter, digit nor underscore made one space. Empty if there is no word.
pub fn fold(text: &str) -> String {
    let repaired = repair(text);
    let mut folded = String::with_capacity(repaired.len());
    let mut gap = false;
    for c in repaired.nfkc() {
        fold_case(c, |c| {
            if !is_word(c) {
                gap = true;
                return;
            }
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(c);
        });
    }
    folded
}

/// UTF-8 that was read as windows-1252 read back; anything else as it is.
fn repair(text: &str) -> String {
    if !looks_garbled(text) {
        return text.to_owned();
    }
    let bytes: Option<Vec<u8>> = text.chars().map(windows_1252).collect();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| text.to_owned())
}

fn looks_garbled(text: &str) -> bool {
    let leads_pair =
        |(a, b): (char, char)| (a == 'â' && b == '€') || (matches!(a, '\u{c3}' | '\u{c2}') && b != '\n');
    text.chars().zip(text.chars().skip(1)).any(leads_pair)
}

/// The characters of the bytes 0x80 to 0x9F in windows-1252; five of them have none.
const HIGH: [Option<char>; 32] = [
    Some('€'),
    None,
    Some('‚'),
    Some('ƒ'),
    Some('„'),
    Some('…'),
    Some('†'),
    Some('‡'),
    Some('ˆ'),
    Some('‰'),
    Some('Š'),
    Some('‹'),
    Some('Œ'),
    None,
    Some('Ž'),
    None,
    None,
    Some('‘'),
    Some('’'),
    Some('“'),
    Some('”'),
    Some('•'),
    Some('–'),
    Some('—'),
    Some('˜'),
    Some('™'),
    Some('š'),
    Some('›'),
    Some('œ'),
    None,
    Some('ž'),
    Some('Ÿ'),
];

fn windows_1252(c: char) -> Option<u8> {
    match c as u32 {
        code @ (0..=0x7f | 0xa0..=0xff) => u8::try_from(code).ok(),
        _ => HIGH.iter().position(|&high| high == Some(c)).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

/// Full case folding, character by character. Lowering what was raised gives it (`ß` → `SS` → `ss`, `ς` → `Σ` → `σ`)
/// for all letters but two: the dotless i has no pair, and the capital sharp s is its own.
fn fold_case(c: char, mut give: impl FnMut(char)) {
    match c {
        'ı' => give('ı'),
        'ẞ' => {
            give('s');
            give('s');
        }
        _ => c.to_uppercase().flat_map(char::to_lowercase).for_each(give),
    }
}

/// Letters, numbers and the underscore. Vowel signs and other marks are none, nor are letters in squares and circles,
/// which Unicode calls alphabetic and a reader calls symbols.
fn is_word(c: char) -> bool {
    let is_symbol = matches!(c, 'Ⓐ'..='ⓩ' | '\u{1f130}'..='\u{1f189}');
    c == '_' || (c.is_alphanumeric() && !is_combining_mark(c) && !is_symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds() {
        let check = |text: &str, expected: &str| assert_eq!(fold(text), expected, "{text}");
        check("", "");
        check(" — ", "");
        check("“The ferry’s  late,”", "the ferry s late");
        check("Straße, STRASSE, STRAẞE", "strasse strasse strasse");
        check("ΟΔΥΣΣΕΥΣ Οδυσσευς", "οδυσσευσ οδυσσευσ");
        check("Yıldız İpek", "yıldız i pek");
        check("ﬁve № 5 ½", "five no 5 1 2");
        check("snake_case 3,5°", "snake_case 3 5");
        check("हिन्दी", "ह न द");
        check("🅰 team", "team");
    }

    #[test]
    fn repairs_only_what_reads_as_utf8() {
        let check = |text: &str, expected: &str| assert_eq!(fold(text), expected, "{text}");
        check("cafÃ© au lait", "café au lait");
        check("itâ€™s over", "it s over");
        check("PÃ¡l says â€œnoâ€", "pã l says â œnoâ");
        check("SÃO PAULO", "são paulo");
        check("Ã", "ã");
        check("Ã\nb", "ã b");
    }
}
