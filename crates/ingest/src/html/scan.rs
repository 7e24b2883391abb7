//! Where tags, comments and raw text end: the parts of the tokenization rules of the HTML standard (section 13.2.5)
//! that are needed to find the end of a construct and its attributes, in one pass and without building anything.

use std::ops::Range;

/// A start or end tag, from after its `<` or `</` to after its `>`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TagEnd {
    /// Bytes of the name.
    pub(super) name_bytes: usize,
    /// Bytes up to and with the `>`.
    pub(super) bytes: usize,
    /// Whether it ends in `/>`.
    pub(super) is_self_closing: bool,
}

/// An attribute of a tag, as places after the tag's `<`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AttributeAt {
    pub(super) name: Range<usize>,
    /// Without quotation marks; empty if there is none.
    pub(super) value: Range<usize>,
}

#[derive(Clone, Copy)]
enum Within {
    Name,
    BeforeAttribute,
    Attribute,
    AfterAttribute,
    BeforeValue,
    Bare,
    Quoted(u8),
}

/// The tag whose name begins `rest`; `None` if it is never closed, and so no tag. Its attributes are put into `attributes`.
pub(super) fn tag_end(rest: &str, attributes: &mut Vec<AttributeAt>) -> Option<TagEnd> {
    attributes.clear();
    let mut within = Within::Name;
    let mut name_bytes = None;
    let mut slash_at = None;
    for (at, byte) in rest.bytes().enumerate() {
        let is_space = matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c' | b' ');
        if let Within::Quoted(mark) = within {
            if byte == mark {
                end_value(attributes, at);
                within = Within::BeforeAttribute;
            }
            continue;
        }
        if byte == b'>' {
            match within {
                Within::Attribute => end_name(attributes, at),
                Within::Bare => end_value(attributes, at),
                _ => {}
            }
            let is_self_closing = slash_at.is_some_and(|slash| slash + 1 == at);
            return Some(TagEnd { name_bytes: name_bytes.unwrap_or(at), bytes: at + 1, is_self_closing });
        }
        if byte == b'/' && !matches!(within, Within::Bare | Within::BeforeValue) {
            slash_at = Some(at);
        }
        within = match within {
            Within::Name if is_space || byte == b'/' => {
                name_bytes = Some(at);
                Within::BeforeAttribute
            }
            Within::BeforeAttribute if is_space || byte == b'/' => Within::BeforeAttribute,
            Within::AfterAttribute if is_space => Within::AfterAttribute,
            Within::Attribute if is_space || byte == b'/' || byte == b'=' => {
                end_name(attributes, at);
                match byte {
                    b'=' => Within::BeforeValue,
                    b'/' => Within::BeforeAttribute,
                    _ => Within::AfterAttribute,
                }
            }
            Within::AfterAttribute if byte == b'=' => Within::BeforeValue,
            Within::AfterAttribute if byte == b'/' => Within::BeforeAttribute,
            Within::BeforeAttribute | Within::AfterAttribute => {
                attributes.push(AttributeAt { name: at..at, value: 0..0 });
                Within::Attribute
            }
            Within::BeforeValue if is_space => Within::BeforeValue,
            Within::BeforeValue if byte == b'"' || byte == b'\'' => {
                begin_value(attributes, at + 1);
                Within::Quoted(byte)
            }
            Within::BeforeValue => {
                begin_value(attributes, at);
                Within::Bare
            }
            Within::Bare if is_space => {
                end_value(attributes, at);
                Within::BeforeAttribute
            }
            same => same,
        };
    }
    None
}

fn end_name(attributes: &mut [AttributeAt], at: usize) {
    if let Some(last) = attributes.last_mut() {
        last.name.end = at;
    }
}

fn begin_value(attributes: &mut [AttributeAt], at: usize) {
    if let Some(last) = attributes.last_mut() {
        last.value = at..at;
    }
}

fn end_value(attributes: &mut [AttributeAt], at: usize) {
    if let Some(last) = attributes.last_mut() {
        last.value.end = at;
    }
}

/// How many bytes the comment takes whose `<!--` stood before `rest`, its end included.
pub(super) fn comment_bytes(rest: &str) -> Option<usize> {
    for early in [">", "->"] {
        if rest.starts_with(early) {
            return Some(early.len());
        }
    }
    let dashes = rest.match_indices('-').map(|(at, _)| at);
    dashes.into_iter().find_map(|at| {
        let tail = rest.get(at..)?;
        ["-->", "--!>"].iter().find(|end| tail.starts_with(**end)).map(|end| at + end.len())
    })
}

/// How many bytes of `rest` come before the `</name` that ends raw text: what follows the name must end it.
pub(super) fn raw_text_bytes(rest: &str, name: &str) -> Option<usize> {
    rest.match_indices("</").map(|(at, _)| at).find(|&at| is_tag_named(rest, at + 2, name))
}

/// The same for a script, where an opening `<script` within `<!--` and `-->` hides the next closing one.
pub(super) fn script_bytes(rest: &str) -> Option<usize> {
    let mut is_escaped = false;
    let mut is_hidden = false;
    for (at, _) in rest.match_indices(['<', '-']) {
        let tail = rest.get(at..).unwrap_or_default();
        if tail.starts_with("<!--") {
            is_escaped = true;
        } else if tail.starts_with("-->") {
            is_escaped = false;
            is_hidden = false;
        } else if is_tag_named(rest, at + 1, "script") && tail.starts_with('<') {
            is_hidden = is_escaped;
        } else if tail.starts_with("</") && is_tag_named(rest, at + 2, "script") {
            if !is_hidden {
                return Some(at);
            }
            is_hidden = false;
        }
    }
    None
}

fn is_tag_named(text: &str, at: usize, name: &str) -> bool {
    let Some(bytes) = text.as_bytes().get(at..) else { return false };
    let Some((start, rest)) = bytes.split_at_checked(name.len()) else { return false };
    let is_ended = matches!(rest.first(), Some(b'\t' | b'\n' | b'\r' | b'\x0c' | b' ' | b'/' | b'>'));
    is_ended && start.eq_ignore_ascii_case(name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_end_where_the_standard_says() {
        let check = |rest: &str, expected: Option<(&str, usize, &str)>| {
            let mut attributes = Vec::new();
            let got = tag_end(rest, &mut attributes)
                .map(|tag| (rest.split_at(tag.name_bytes).0, attributes.len(), rest.split_at(tag.bytes).1));
            assert_eq!(got, expected, "{rest:?}");
        };
        check("p>text", Some(("p", 0, "text")));
        check("br/>x", Some(("br", 0, "x")));
        check("a href=x/y class='a > b' id=\"c>\">z", Some(("a", 3, "z")));
        check("a href = 'x' b>z", Some(("a", 2, "z")));
        check("a \"b>c\"d>", Some(("a", 1, "c\"d>")));
        check("a b='c'd='e'/f=>g", Some(("a", 3, "g")));
        check("a =b=c>", Some(("a", 1, "")));
        check("a b='never closed>", None);
        check("a", None);
    }

    #[test]
    fn attributes_have_names_and_values() {
        let check = |rest: &str, expected: &[(&str, &str)], is_self_closing: bool| {
            let mut attributes = Vec::new();
            let tag = tag_end(rest, &mut attributes).unwrap();
            let at = |range: Range<usize>| rest.get(range).unwrap();
            let got: Vec<_> = attributes.into_iter().map(|found| (at(found.name), at(found.value))).collect();
            assert_eq!((got.as_slice(), tag.is_self_closing), (expected, is_self_closing), "{rest:?}");
        };
        check(
            "a href=x/y class='a > b' id=\"c>\">",
            &[("href", "x/y"), ("class", "a > b"), ("id", "c>")],
            false,
        );
        check("a href = 'x' b>", &[("href", "x"), ("b", "")], false);
        check("a b='c'd='e'/f=>", &[("b", "c"), ("d", "e"), ("f", "")], false);
        check("a =b=c>", &[("=b", "c")], false);
        check("br/>", &[], true);
        check("img src=x/>", &[("src", "x/")], false);
        check("img src='x' alt />", &[("src", "x"), ("alt", "")], true);
        check("img alt/>", &[("alt", "")], true);
        check("img alt=/>", &[("alt", "/")], false);
        check("img / alt>", &[("alt", "")], false);
    }

    #[test]
    fn comments_and_raw_text_end() {
        let comment =
            |rest: &str, expected: &str| assert_eq!(rest.split_at(comment_bytes(rest).unwrap()).1, expected);
        comment(" a --> b", " b");
        comment("> b", " b");
        comment("-> b", " b");
        comment("--!> b", " b");
        comment("- -- -> ---> b", " b");
        assert_eq!(comment_bytes(" never closed -- >"), None);
        let title = |rest: &str, expected: Option<&str>| {
            assert_eq!(raw_text_bytes(rest, "title").map(|bytes| rest.split_at(bytes).0), expected);
        };
        title("a </titles> b</b> </TITLE >", Some("a </titles> b</b> "));
        title("a </title", None);
    }

    #[test]
    fn scripts_end() {
        let check = |rest: &str, expected: Option<&str>| {
            assert_eq!(script_bytes(rest).map(|bytes| rest.split_at(bytes).0), expected, "{rest:?}");
        };
        check("if (a<b) x();</script>", Some("if (a<b) x();"));
        check("<!-- a </script> -->", Some("<!-- a "));
        check(
            "<!-- w('<script src=x></script>') --></script>",
            Some("<!-- w('<script src=x></script>') -->"),
        );
        check("'<script>';</script>", Some("'<script>';"));
        check("never closed", None);
    }
}
