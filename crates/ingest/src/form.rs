//! Which form a file has: by its name, or by its first bytes.

use std::path::Path;

use encoding_rs::{Encoding, UTF_8};

use crate::unpack::Packing;
use crate::warc::MAGIC;

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
    /// JSON that is read as a whole: JSON Feed or ninjs, or no input.
    Json,
    /// RSS or Atom, or no input.
    Xml,
    /// The records of a crawl.
    Warc,
    /// Not read, and why.
    Unsupported(&'static str),
}

/// What a name says of the form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// That it is one of these.
    Form(Form),
    /// That it is compressed, and no more.
    Packed,
    /// Nothing.
    Nothing,
}

/// What a name tells: its last part, or that before `.gz` or `.zst`.
pub(crate) fn form_of_name(path: &Path) -> Named {
    let extension = |path: &Path| Some(path.extension()?.to_str()?.to_ascii_lowercase());
    let Some(last) = extension(path) else { return Named::Nothing };
    if last != "gz" && last != "zst" {
        return form_of_extension(&last).map_or(Named::Nothing, Named::Form);
    }
    match path.file_stem().map(Path::new).map(extension) {
        Some(Some(inner)) => form_of_extension(&inner).map_or(Named::Nothing, Named::Form),
        _ => Named::Packed,
    }
}

fn form_of_extension(extension: &str) -> Option<Form> {
    Some(match extension {
        "txt" => Form::Text,
        "html" | "htm" => Form::Html,
        "jsonl" | "ndjson" => Form::JsonLines,
        "json" => Form::Json,
        "xml" | "rss" | "atom" | "rdf" => Form::Xml,
        "warc" => Form::Warc,
        _ => return None,
    })
}

/// The form that the first bytes tell, unpacked.
pub(crate) fn form_of_bytes(head: &[u8]) -> Form {
    if head.starts_with(MAGIC.as_bytes()) {
        return Form::Warc;
    }
    if Packing::of_bytes(head).is_some() {
        return Form::Unsupported("what is compressed twice is not read");
    }
    let head = head.get(..head.len().min(SNIFF_BYTES)).unwrap_or_default();
    let encoding = Encoding::for_bom(head).map_or(UTF_8, |(encoding, _)| encoding);
    let (text, _) = encoding.decode_with_bom_removal(head);
    let text = text.trim_start().to_ascii_lowercase();
    if let Some(rest) = text.strip_prefix('{') {
        let is_one_a_line = rest.trim_start_matches([' ', '\t']).starts_with(['"', '}']);
        let is_feed = text.contains("jsonfeed.org/version/");
        return if is_one_a_line && !is_feed { Form::JsonLines } else { Form::Json };
    }
    if text.trim_start_matches('[').trim_start().starts_with('{') {
        return Form::Json;
    }
    let place =
        |starts: &[&str]| starts.iter().filter_map(|start| text.find(start)).min().unwrap_or(usize::MAX);
    if text.starts_with('<') {
        let (feed, page) =
            (place(&["<rss", "<feed", "<rdf:rdf"]), place(&["<html", "<head", "<body", "<!doctype html"]));
        if page < feed {
            return Form::Html;
        }
        if feed < page || text.starts_with("<?xml") {
            return Form::Xml;
        }
    }
    Form::Text
}
