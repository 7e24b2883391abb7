//! Repair of UTF-8 that was read as windows-1252: `â€™` for `’`.

/// The text as it was meant, if it was garbled and the repair is certain: every character goes back to one byte of
/// windows-1252 and the bytes are UTF-8. `None` if there is nothing to repair.
pub fn repair_mojibake(text: &str) -> Option<String> {
    if !text.contains(['â', 'Ã', 'Â', 'Ð', 'Ñ']) {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        bytes.push(windows_1252_byte(c)?);
    }
    let repaired = String::from_utf8(bytes).ok()?;
    (repaired.chars().count() < text.chars().count()).then_some(repaired)
}

/// The byte that windows-1252 writes a character with; `None` if it has none.
pub fn windows_1252_byte(c: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    if let Some(at) = HIGH.iter().position(|&high| high == c) {
        return u8::try_from(0x80 + at).ok();
    }
    u8::try_from(c as u32).ok().filter(|&byte| !(0x80..0xa0).contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repairs_what_is_certain() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(repair_mojibake(text).as_deref(), expected, "{text}");
        };
        check("â€˜Enoughâ€™ says mayor", Some("‘Enough’ says mayor"));
        check("CafÃ© reopens", Some("Café reopens"));
        check("Château reopens", None);
        check("plain", None);
        check("Ã© and 東京", None);
    }
}
