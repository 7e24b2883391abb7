//! Files of many documents that are open: what comes next in them.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use copydesk_record::{Markup, Note, Raw};
use encoding_rs::Encoding;
use serde_json::{Map, Value};

use crate::charset::decode;
use crate::feed::{Entry, read_feed};
use crate::form::{Form, form_of_bytes};
use crate::html::{declared, read_html_as};
use crate::http::{media_type, response};
use crate::json_feed::read_json_feed;
use crate::limits::{ENCODED_GROWTH_MAX, FEED_BYTES_MAX, POSITION_BYTES_MAX};
use crate::lines::{Line, Lines};
use crate::unpack::{Allowance, Reader, unreadable};
use crate::warc::{Parts, Record, Records};
use crate::{IngestConfig, Unusable, dump, json_line};

/// What the place of an entry without a usable id begins with; its number follows.
const NUMBERED: &str = "entry-";

/// A container, open behind the documents that were taken out of it.
pub(crate) enum Container {
    /// JSON lines.
    Lines(Lines<Reader>, Allowance),
    /// Records of a crawl, with the counts of those that hold no page.
    Warc(Records<Reader>, Allowance, BTreeMap<String, u64>),
    /// The entries of a feed.
    Entries(std::vec::IntoIter<Item>),
    /// A feed without entries.
    Empty,
    /// Nothing any more: the file could not be read on.
    Ended,
}

/// One document of a container.
pub(crate) struct Item {
    pub(crate) position: String,
    /// What its id is made of, and what quarantine keeps.
    pub(crate) bytes: Vec<u8>,
    content: Content,
}

enum Content {
    Line,
    Page(Page),
    Entry(Map<String, Value>, Origin),
    Unusable(Unusable),
}

/// The body of a record.
struct Page {
    form: Form,
    charset: Option<&'static Encoding>,
    body: Vec<u8>,
    url: String,
}

/// What all entries of a feed have in common.
#[derive(Clone, Debug)]
struct Origin {
    media_type: &'static str,
    charset: String,
    notes: Vec<Note>,
}

/// What comes next.
pub(crate) enum Next {
    Item(Item),
    /// The end, and what was passed over, in words.
    End(Option<String>),
}

impl Container {
    /// The entries of a feed that is read as a whole, in JSON or XML: each has its place by its id, where no other has
    /// the same; otherwise by its number.
    pub(crate) fn of_feed(bytes: &[u8], form: Form, config: &IngestConfig) -> Result<Self, Unusable> {
        let declared = if form == Form::Xml { declared(bytes) } else { None };
        let decoded = decode(bytes, declared, FEED_BYTES_MAX)?;
        let text = decoded.text.trim_start_matches('\u{feff}');
        let feed = match form {
            Form::Xml => read_feed(text, config)?,
            _ => serde_json::from_str(text)
                .map_err(|error| Unusable::new("not-json", error.to_string()))
                .map(read_json_feed)?
                .ok_or_else(|| {
                    Unusable::new("unsupported", "JSON other than lines, JSON Feed and ninjs is not read")
                })?,
        };
        let origin = Origin { media_type: feed.media_type, charset: decoded.charset, notes: decoded.notes };
        let mut seen = BTreeSet::new();
        let mut items = Vec::new();
        let n_entries = feed.entries.len();
        for (number, Entry { id, bytes, fields }) in (1_usize..).zip(feed.entries) {
            let is_place = !id.is_empty()
                && id.len() <= POSITION_BYTES_MAX
                && !id.contains(char::is_control)
                && !id.starts_with(NUMBERED);
            let position =
                if is_place && seen.insert(id.clone()) { id } else { format!("{NUMBERED}{number}") };
            items.push(Item { position, bytes, content: Content::Entry(fields, origin.clone()) });
        }
        if let Some(fault) = feed.fault {
            let position = format!("{NUMBERED}{}", n_entries + 1);
            items.push(Item { position, bytes: Vec::new(), content: Content::Unusable(fault) });
        }
        Ok(if items.is_empty() { Self::Empty } else { Self::Entries(items.into_iter()) })
    }

    /// The next document. A file that cannot be read on ends with one that says so.
    pub(crate) fn next(&mut self, config: &IngestConfig) -> Next {
        let (next, number) = match self {
            Self::Lines(lines, allowance) => (next_line(lines, allowance, config), lines.n_read() + 1),
            Self::Warc(records, allowance, passed) => {
                let next = next_page(records, allowance, passed, config);
                (next, records.next_number())
            }
            Self::Entries(items) => return items.next().map_or(Next::End(None), Next::Item),
            Self::Empty => return Next::End(Some("a feed without entries".to_owned())),
            Self::Ended => return Next::End(None),
        };
        match next {
            Ok(Some(item)) => Next::Item(item),
            Ok(None) => Next::End(self.passed_over()),
            Err(error) => {
                *self = Self::Ended;
                let content = Content::Unusable(unreadable(&error));
                Next::Item(Item { position: number.to_string(), bytes: Vec::new(), content })
            }
        }
    }

    fn passed_over(&self) -> Option<String> {
        let Self::Warc(_, _, passed) = self else { return None };
        let n_all: u64 = passed.values().sum();
        let each: Vec<String> = passed.iter().map(|(what, n)| format!("{what} {n}")).collect();
        (n_all > 0).then(|| format!("{n_all} records hold no page ({})", each.join(", ")))
    }
}

impl Item {
    /// The source text, and what the markup and the other fields say.
    pub(crate) fn read(&self, config: &IngestConfig) -> Result<(Raw, Option<Markup>), Unusable> {
        match &self.content {
            Content::Line => json_line::read_line(&self.bytes, config),
            Content::Unusable(unusable) => Err(unusable.clone()),
            Content::Entry(fields, origin) => {
                let (mut raw, markup) = json_line::read_object(fields, &[], config)?;
                origin.media_type.clone_into(&mut raw.media_type);
                raw.charset.clone_from(&origin.charset);
                raw.notes.splice(0..0, origin.notes.iter().cloned());
                Ok((raw, Some(markup)))
            }
            Content::Page(page) => {
                let (mut raw, markup) = if page.form == Form::Text {
                    (dump::read_text_as(&page.body, page.charset, config)?, None)
                } else {
                    let (raw, markup) = read_html_as(&page.body, page.charset, config)?;
                    (raw, Some(markup))
                };
                // The bytes of the body are not those of the document, which is the record.
                raw.is_verbatim = false;
                raw.url = raw.url.or_else(|| Some(page.url.clone()).filter(|url| url.starts_with("http")));
                Ok((raw, markup))
            }
        }
    }
}

fn next_line(
    lines: &mut Lines<Reader>,
    allowance: &Allowance,
    config: &IngestConfig,
) -> io::Result<Option<Item>> {
    loop {
        allowance.renew();
        let Some(Line { number, bytes, is_cut }) = lines.next_line()? else { return Ok(None) };
        if !is_cut && bytes.trim_ascii().is_empty() {
            continue;
        }
        let content = if is_cut {
            Content::Unusable(Unusable::too_large(config.json_line_bytes_max))
        } else {
            Content::Line
        };
        return Ok(Some(Item { position: number.to_string(), bytes, content }));
    }
}

fn next_page(
    records: &mut Records<Reader>,
    allowance: &Allowance,
    passed: &mut BTreeMap<String, u64>,
    config: &IngestConfig,
) -> io::Result<Option<Item>> {
    let bytes_max = config.document_bytes_max.saturating_mul(ENCODED_GROWTH_MAX);
    loop {
        allowance.renew();
        let Some(Record { number, bytes, parts }) = records.next_record(bytes_max)? else { return Ok(None) };
        let content = match parts.and_then(|parts| body(&bytes, &parts, bytes_max)) {
            Ok(Body::Page(page)) => Content::Page(page),
            Ok(Body::Other(what)) => {
                *passed.entry(what).or_insert(0) += 1;
                continue;
            }
            Err(unusable) => Content::Unusable(unusable),
        };
        return Ok(Some(Item { position: number.to_string(), bytes, content }));
    }
}

/// What a record holds.
enum Body {
    Page(Page),
    /// No page, and what instead.
    Other(String),
}

fn body(bytes: &[u8], parts: &Parts, bytes_max: usize) -> Result<Body, Unusable> {
    let block = bytes.get(parts.block_at..).unwrap_or_default();
    let kind = parts.field("warc-type").to_lowercase();
    let (of_block, charset_of_block) = media_type(parts.field("content-type"));
    let (media_type, charset, body) = match kind.as_str() {
        "response" if of_block == "application/http" => {
            let response = response(block, bytes_max)?;
            if !(200..300).contains(&response.status) {
                return Ok(Body::Other(format!("status {}", response.status)));
            }
            (response.media_type, response.charset, response.body)
        }
        "response" | "resource" | "conversion" => (of_block, charset_of_block, block.to_vec()),
        _ => return Ok(Body::Other(kind)),
    };
    let form = match media_type.as_str() {
        "text/html" | "application/xhtml+xml" => Form::Html,
        "text/plain" => Form::Text,
        "" => form_of_bytes(&body),
        _ => return Ok(Body::Other(media_type)),
    };
    if !matches!(form, Form::Html | Form::Text) {
        return Ok(Body::Other("of another form".to_owned()));
    }
    let url = parts.field("warc-target-uri").trim_matches(['<', '>']).to_owned();
    Ok(Body::Page(Page { form, charset, body, url }))
}
