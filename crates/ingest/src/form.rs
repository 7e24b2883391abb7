//! Which form a file has: by its name, or by its first bytes.

use std::path::Path;

use encoding_rs::{Encoding, UTF_8};

/// How many first bytes tell the form of what has no telling name.
pub(crate) const SNIFF_BYTES: usize = 4096;

/// The forms of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A text dump, also what cannot be told otherwise.
    Text,
    /// A page.
    Html,
    /// One JSON object a line.
    JsonLines,
    /// Not read, and why.
    Unsupported(&'static str),
}

/// The form that a name tells; `None` if it tells none.
pub(crate) fn form_of_name(path: &Path) -> Option<Form> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    Some(match extension.as_str() {
        "txt" => Form::Text,
        "html" | "htm" => Form::Html,
        "jsonl" | "ndjson" => Form::JsonLines,
        "gz" | "zst" => Form::Unsupported("compressed files are not read"),
        "xml" => Form::Unsupported("XML is not read"),
        "warc" => Form::Unsupported("WARC is not read"),
        "json" => Form::Unsupported("JSON other than JSON lines is not read"),
        _ => return None,
    })
}

/// The form that the first bytes tell.
pub(crate) fn form_of_bytes(head: &[u8]) -> Form {
    if head.starts_with(b"\x1f\x8b") || head.starts_with(b"\x28\xb5\x2f\xfd") {
        return Form::Unsupported("compressed files are not read");
    }
    if head.starts_with(b"WARC/1.") {
        return Form::Unsupported("WARC is not read");
    }
    let encoding = Encoding::for_bom(head).map_or(UTF_8, |(encoding, _)| encoding);
    let (text, _) = encoding.decode_with_bom_removal(head);
    let text = text.trim_start().to_ascii_lowercase();
    if let Some(rest) = text.strip_prefix('{') {
        let is_one_a_line = rest.trim_start_matches([' ', '\t']).starts_with(['"', '}']);
        return if is_one_a_line {
            Form::JsonLines
        } else {
            Form::Unsupported("JSON other than JSON lines is not read")
        };
    }
    let is_page = ["<!doctype html", "<html", "<head", "<body"].iter().any(|start| text.starts_with(start));
    if is_page || (text.starts_with('<') && (text.contains("<html") || text.contains("<body"))) {
        return Form::Html;
    }
    if ["<?xml", "<rss", "<feed"].iter().any(|start| text.starts_with(start)) {
        return Form::Unsupported("XML is not read");
    }
    Form::Text
}
