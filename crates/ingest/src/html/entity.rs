//! Character references in text that came past the HTML tokenizer: JSON-LD values are often escaped twice.

use html5ever::data::NAMED_ENTITIES;

use crate::cut::split_at_most;

/// The longest reference that is looked for, from `&` to `;`.
const REFERENCE_BYTES_MAX: usize = 34;

/// The text with its character references decoded; what is none stays as it is.
pub(crate) fn decode_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (window, _) = split_at_most(after, REFERENCE_BYTES_MAX);
        let decoded = window.find(';').and_then(|end| {
            let characters = reference(after.get(..end)?, after.get(..=end)?)?;
            Some((characters, after.get(end + 1..)?))
        });
        if let Some((characters, tail)) = decoded {
            out.extend(characters.into_iter().flatten());
            rest = tail;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// What the reference after an `&` stands for, and what follows it, if there is no doubt: it ends in `;`, and its number is that
/// of a character which pages do not mean otherwise.
pub(super) fn plain_reference(after: &str) -> Option<([Option<char>; 2], &str)> {
    const FIRST_PLAIN: char = '\u{a0}';
    let name_bytes = after.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    if name_bytes == 0 || name_bytes >= REFERENCE_BYTES_MAX {
        return None;
    }
    let (name, rest) = after.split_at_checked(name_bytes)?;
    let rest = rest.strip_prefix(';')?;
    let characters = reference(name, after.get(..=name_bytes)?)?;
    let is_plain = |c: char| c >= FIRST_PLAIN || matches!(c, ' '..='~');
    let is_sure = !name.starts_with('#') || characters.iter().flatten().all(|c| is_plain(*c));
    is_sure.then_some((characters, rest))
}

fn reference(name: &str, with_semicolon: &str) -> Option<[Option<char>; 2]> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).map(|character| [Some(character), None]);
    }
    let &(first, second) = NAMED_ENTITIES.get(with_semicolon)?;
    // The table holds prefixes of names as well, with a zero.
    let first = char::from_u32(first).filter(|&character| character != '\0')?;
    Some([Some(first), char::from_u32(second).filter(|&character| character != '\0')])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_in_values() {
        let check = |text: &str, expected: &str| assert_eq!(decode_references(text), expected);
        check("Harbour &amp; mill", "Harbour & mill");
        check("&quot;We sail&quot;, she said", "\"We sail\", she said");
        check("caf&eacute; &#8217;&#x2019;", "café ’’");
        check("AT&T; &unknown; & &#xffffffff;", "AT&T; &unknown; & &#xffffffff;");
        check("&", "&");
        check("&é;", "&é;");
    }
}
