//! Words wrapped to the width of a terminal.

use console::measure_text_width;

/// The words of `text` in lines of at most `width` columns, the first after `first`, the others after `rest`. White
/// space is folded; a word that is wider than the line stands alone on one.
pub(crate) fn wrap(text: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut columns = measure_text_width(first);
    let mut is_bare = true;
    for word in text.split_whitespace() {
        let word_columns = measure_text_width(word);
        if !is_bare && columns + 1 + word_columns > width {
            lines.push(std::mem::replace(&mut line, rest.to_owned()));
            columns = measure_text_width(rest);
            is_bare = true;
        }
        if !is_bare {
            line.push(' ');
            columns += 1;
        }
        line.push_str(word);
        columns += word_columns;
        is_bare = false;
    }
    if !is_bare {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_at_words() {
        let text = "The bridge  at Varn\nwas closed on Friday.";
        assert_eq!(wrap(text, 20, "", "  "), ["The bridge at Varn", "  was closed on", "  Friday."]);
        assert_eq!(wrap("Donaudampfschiff is long", 10, "", ""), ["Donaudampfschiff", "is long"]);
        assert_eq!(
            wrap("東京 大阪 神戸", 9, "", ""),
            ["東京 大阪", "神戸"],
            "wide characters take two columns"
        );
        assert!(wrap(" \n ", 9, "> ", "").is_empty());
    }
}
