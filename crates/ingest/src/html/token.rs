//! Tokens of what the scan has found, as html5ever's tokenizer would make them; `None` for what is left to it.

use std::borrow::Cow;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token};
use html5ever::{Attribute, LocalName, QualName, ns};

use super::entity::plain_reference;
use super::scan::{AttributeAt, TagEnd};
use super::tree::KEPT_ATTRIBUTES;

/// Attributes that are kept under another name within drawings and formulas, and one at which html5ever stops.
const MORE_ATTRIBUTES: [&str; 4] = ["xlink:href", "xlink:type", "xml:lang", "charset"];
/// Elements of whose attributes the tree builder looks at more than are kept.
const OTHER_ATTRIBUTES: [&str; 3] = ["annotation-xml", "font", "template"];

/// The text with its references decoded.
pub(super) fn plain_text(text: &str) -> Option<Cow<'_, str>> {
    if text.bytes().any(|byte| matches!(byte, b'\0' | b'\r')) {
        return None;
    }
    let Some((before, after)) = text.split_once('&') else { return Some(Cow::Borrowed(text)) };
    let mut out = String::with_capacity(text.len());
    out.push_str(before);
    let mut rest = after;
    loop {
        if rest.starts_with([' ', '\n', '\t']) {
            out.push('&');
        } else {
            let (characters, after) = plain_reference(rest)?;
            out.extend(characters.into_iter().flatten());
            rest = after;
        }
        let Some((before, after)) = rest.split_once('&') else { break };
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

/// The start tag, with the attributes that are kept. `whole` begins with its name.
pub(super) fn start_tag_token(whole: &str, tag: &TagEnd, attributes: &[AttributeAt]) -> Option<Token> {
    let name = name_of(whole.get(..tag.name_bytes)?)?;
    if OTHER_ATTRIBUTES.contains(&&*name) || whole.contains('\0') {
        return None;
    }
    let mut attrs: Vec<Attribute> = Vec::new();
    for attribute in attributes {
        let written = whole.get(attribute.name.clone())?;
        let known = KEPT_ATTRIBUTES.iter().chain(&MORE_ATTRIBUTES);
        let Some(kept) = known.into_iter().find(|known| known.eq_ignore_ascii_case(written)) else {
            continue;
        };
        let local = LocalName::from(*kept);
        // Of two of one name the first counts.
        if attrs.iter().any(|before| before.name.local == local) {
            continue;
        }
        // Of a link's address it is kept that there is one.
        let is_named_only = *kept == "href" && &*name == "a";
        let value =
            if is_named_only { Cow::Borrowed("") } else { plain_text(whole.get(attribute.value.clone())?)? };
        attrs.push(Attribute { name: QualName::new(None, ns!(), local), value: StrTendril::from(&*value) });
    }
    Some(tag_token(TagKind::StartTag, name, tag.is_self_closing, attrs))
}

/// The end tag.
pub(super) fn end_tag_token(name: &str) -> Option<Token> {
    Some(tag_token(TagKind::EndTag, name_of(name)?, false, Vec::new()))
}

fn tag_token(kind: TagKind, name: LocalName, self_closing: bool, attrs: Vec<Attribute>) -> Token {
    Token::TagToken(Tag { kind, name, self_closing, attrs, had_duplicate_attributes: false })
}

fn name_of(name: &str) -> Option<LocalName> {
    if name.contains('\0') {
        return None;
    }
    let is_small = !name.bytes().any(|byte| byte.is_ascii_uppercase());
    Some(if is_small { LocalName::from(name) } else { LocalName::from(name.to_ascii_lowercase()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_that_are_hard_to_tell_are_left() {
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(plain_text(text).as_deref(), expected, "{text}");
        check("no reference", Some("no reference"));
        check("Tide &amp; Sons &#8217;&#x2019; caf&eacute;", Some("Tide & Sons ’’ café"));
        check("Tide & Sons", Some("Tide & Sons"));
        check("a&nbsp;&nbsp;b", Some("a\u{a0}\u{a0}b"));
        for text in [
            "AT&T",
            "&am",
            "&",
            "a &copy b",
            "&unknown;",
            "&#128;",
            "&#0;",
            "&#xd800;",
            "&#;",
            "a\r\nb",
            "\0",
        ] {
            check(text, None);
        }
    }
}
