//! Pieces of a feed: the characters of an element's content, and addresses.

use crate::html::decode_references;

/// Whether text holds elements of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Elements {
    Some,
    None,
}

/// The characters of an element's content: references decoded, sections of character data as they are, comments and
/// tags left out.
pub(super) fn plain(content: &str) -> (String, Elements) {
    let mut out = String::with_capacity(content.len());
    let mut elements = Elements::None;
    let mut rest = content;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(&decode_references(before));
        let skipped = if let Some(data) = after.strip_prefix("![CDATA[") {
            let (data, after) = data.split_once("]]>").unwrap_or((data, ""));
            out.push_str(data);
            after
        } else if let Some(comment) = after.strip_prefix("!--") {
            comment.split_once("-->").map_or("", |(_, after)| after)
        } else {
            elements = Elements::Some;
            after.split_once('>').map_or("", |(_, after)| after)
        };
        rest = skipped;
    }
    out.push_str(&decode_references(rest));
    (out, elements)
}

/// What stands in the first element of that name, which has no attributes.
pub(super) fn element<'t>(content: &'t str, name: &str) -> Option<&'t str> {
    let (_, after) = content.split_once(&format!("<{name}>"))?;
    after.split_once(&format!("</{name}>")).map(|(inside, _)| inside)
}

/// The address that a link means on a page of that address.
pub(super) fn joined(base: &str, link: &str) -> String {
    let Some((scheme, rest)) = base.split_once("://") else { return link.to_owned() };
    if link.contains("://") || link.is_empty() {
        return link.to_owned();
    }
    if link.starts_with("//") {
        return format!("{scheme}:{link}");
    }
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if let Some(path) = link.strip_prefix('/') {
        return format!("{scheme}://{host}/{path}");
    }
    let folder = path.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    format!("{scheme}://{host}/{folder}{link}")
}
