//! Cutting text at a number of bytes without cutting a character.

/// The text up to at most `bytes_max` bytes, and the rest.
pub(crate) fn split_at_most(text: &str, bytes_max: usize) -> (&str, &str) {
    let mut at = bytes_max.min(text.len());
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    text.split_at_checked(at).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_stay_whole() {
        assert_eq!(split_at_most("café", 4), ("caf", "é"));
        assert_eq!(split_at_most("café", 5), ("café", ""));
        assert_eq!(split_at_most("é", 0), ("", "é"));
        assert_eq!(split_at_most("", 9), ("", ""));
    }
}
