//! Text made safe to show: what a reader sees is what stands there.

/// `text` without control characters (C0 but tab and line end, C1, DEL), bidirectional controls and other invisible
/// direction marks: shown text cannot move the cursor, change colours or run backwards.
pub fn visible(text: &str) -> String {
    text.chars().filter(|&c| !is_hidden(c)).collect()
}

fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_do_not_show() {
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\td\u{9b}e"), "a[31mbc\tde");
        assert_eq!(visible("naïve “quote” 東京"), "naïve “quote” 東京");
    }
}
