//! RSS 0.9x, 1.0 and 2.0, and Atom (RFC 4287): one document for each entry.

mod piece;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value};

use crate::html::{decode_references, is_html, read_page};
use crate::limits::{HTML_ATTRIBUTES_MAX, XML_DEPTH_MAX};
use crate::metadata::fold_space;
use crate::{IngestConfig, Unusable};

use piece::{Elements, element, joined, plain};

/// The entries of a feed as far as it could be read, and what is wrong with the rest.
#[derive(Debug, Default)]
pub(crate) struct Feed {
    pub(crate) media_type: &'static str,
    pub(crate) entries: Vec<Entry>,
    pub(crate) fault: Option<Unusable>,
}

/// One entry.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    /// What the feed calls it.
    pub(crate) id: String,
    /// As it stands in the feed.
    pub(crate) bytes: Vec<u8>,
    /// Under the names of a JSON line.
    pub(crate) fields: Map<String, Value>,
}

/// What the feed says of itself.
#[derive(Debug, Default)]
struct Channel {
    title: String,
    link: String,
    language: String,
}

/// Reads a feed that is decoded already.
///
/// # Errors
/// `not-a-feed` where the root is that of no feed, `xml-doctype` where entities are declared, `too-deep`. What is wrong
/// behind the first entry is the `fault` of the feed, and the entries before it stay.
pub(crate) fn read_feed(text: &str, config: &IngestConfig) -> Result<Feed, Unusable> {
    let mut walk =
        Walk { reader: Reader::from_str(text), text, open: Vec::new(), channel: Channel::default() };
    walk.reader.config_mut().allow_dangling_amp = true;
    let mut feed = Feed::default();
    loop {
        match walk.step(&mut feed, config) {
            Ok(true) => {}
            Ok(false) => break,
            Err(unusable) if feed.entries.is_empty() => return Err(unusable),
            Err(unusable) => {
                feed.fault = Some(unusable);
                break;
            }
        }
    }
    let channel = walk.channel;
    for entry in &mut feed.entries {
        channel.complete(&mut entry.fields);
    }
    Ok(feed)
}

struct Walk<'t> {
    reader: Reader<&'t [u8]>,
    text: &'t str,
    /// The names of the open elements around the entries.
    open: Vec<String>,
    channel: Channel,
}

impl<'t> Walk<'t> {
    /// One step through the feed; `false` at its end.
    fn step(&mut self, feed: &mut Feed, config: &IngestConfig) -> Result<bool, Unusable> {
        let at = self.reader.buffer_position() as usize;
        match self.next()? {
            Event::Start(start) => {
                let name = name_of(&start);
                if self.open.is_empty() && feed.media_type.is_empty() {
                    feed.media_type = media_type(&name)?;
                }
                if name == "item" || name == "entry" {
                    let mut entry = self.entry(&start, config)?;
                    let end = self.reader.buffer_position() as usize;
                    entry.bytes = self.text.get(at..end).unwrap_or_default().as_bytes().to_vec();
                    feed.entries.push(entry);
                } else if self.is_of_channel(&name) {
                    let content = self.inside(&start)?;
                    self.channel.put(&name, &attributes(&start)?, &content);
                } else {
                    self.open.push(name);
                }
                if self.open.len() > XML_DEPTH_MAX {
                    let message = format!("its elements nest deeper than `{XML_DEPTH_MAX}`");
                    return Err(Unusable::new("too-deep", message));
                }
            }
            Event::Empty(start) => {
                let name = name_of(&start);
                if self.open.is_empty() && feed.media_type.is_empty() {
                    feed.media_type = media_type(&name)?;
                } else if self.is_of_channel(&name) {
                    self.channel.put(&name, &attributes(&start)?, "");
                }
            }
            Event::End(_) => {
                self.open.pop();
            }
            Event::DocType(content) if content.contains('[') => {
                return Err(Unusable::new(
                    "xml-doctype",
                    "a document type that declares entities is not read",
                ));
            }
            Event::Eof if self.open.is_empty() && !feed.media_type.is_empty() => return Ok(false),
            Event::Eof if self.open.is_empty() => return Err(not_a_feed()),
            Event::Eof => return Err(Unusable::new("bad-xml", "the feed ends within an element")),
            _ => {}
        }
        Ok(true)
    }

    fn next(&mut self) -> Result<Event<'t>, Unusable> {
        self.reader.read_event().map_err(|error| bad_xml(&error))
    }

    /// What stands between the tags, as it stands there.
    fn inside(&mut self, start: &BytesStart<'t>) -> Result<String, Unusable> {
        let content = self.reader.read_text(start.name()).map_err(|error| bad_xml(&error))?;
        Ok(content.into_inner().into_owned())
    }

    /// Whether an element of that name would say something of the feed here.
    fn is_of_channel(&self, name: &str) -> bool {
        let is_inside = self.open.last().is_some_and(|parent| parent == "channel" || parent == "feed");
        is_inside && ["title", "link", "language", "dc:language"].contains(&name)
    }

    fn entry(&mut self, start: &BytesStart<'t>, config: &IngestConfig) -> Result<Entry, Unusable> {
        let mut draft = Draft::default();
        for (name, value) in attributes(start)? {
            match name.as_str() {
                "rdf:about" => draft.id = value,
                "xml:lang" => draft.language = value,
                _ => {}
            }
        }
        loop {
            match self.next()? {
                Event::Start(start) => {
                    let content = self.inside(&start)?;
                    draft.put(&name_of(&start), &attributes(&start)?, &content);
                }
                Event::Empty(start) => draft.put(&name_of(&start), &attributes(&start)?, ""),
                Event::End(_) => return Ok(draft.entry(config)),
                Event::Eof => return Err(Unusable::new("bad-xml", "the feed ends within an entry")),
                _ => {}
            }
        }
    }
}

impl Channel {
    fn put(&mut self, name: &str, attributes: &[(String, String)], content: &str) {
        let place = match name {
            "title" => &mut self.title,
            "link" => &mut self.link,
            _ => &mut self.language,
        };
        let of =
            |name: &str| attributes.iter().find(|(there, _)| there == name).map(|(_, value)| value.as_str());
        if place.is_empty() && of("rel").is_none_or(|rel| rel == "alternate") {
            *place = of("href").map_or_else(|| fold_space(&plain(content).0), str::to_owned);
        }
    }

    /// Adds what an entry leaves to its feed.
    fn complete(&self, fields: &mut Map<String, Value>) {
        for (name, value) in [("outlet", &self.title), ("language", &self.language)] {
            if !value.is_empty() && !fields.contains_key(name) {
                fields.insert(name.to_owned(), Value::from(value.as_str()));
            }
        }
        let url = fields.get("url").and_then(Value::as_str).map(|url| joined(&self.link, url));
        if let Some(url) = url {
            fields.insert("url".to_owned(), Value::from(url));
        }
    }
}

/// An entry as it is gathered.
#[derive(Debug, Default)]
struct Draft {
    id: String,
    link: String,
    title: String,
    content: String,
    summary: String,
    published: String,
    modified: String,
    language: String,
    outlet: String,
    authors: Vec<String>,
    sections: Vec<String>,
}

impl Draft {
    fn put(&mut self, name: &str, attributes: &[(String, String)], content: &str) {
        let of =
            |name: &str| attributes.iter().find(|(there, _)| there == name).map(|(_, value)| value.as_str());
        let words = || fold_space(&plain(content).0);
        let markup = || match plain(content) {
            (_, Elements::Some) => content.to_owned(),
            (text, Elements::None) => text,
        };
        let place = match name {
            "title" => {
                self.title =
                    if self.title.is_empty() { plain(content).0 } else { std::mem::take(&mut self.title) };
                return;
            }
            "link" => {
                if self.link.is_empty() && of("rel").is_none_or(|rel| rel == "alternate") {
                    self.link = of("href").map_or_else(words, str::to_owned);
                }
                return;
            }
            "guid" => {
                self.id = words();
                if self.link.is_empty() && of("ispermalink") != Some("false") && self.id.starts_with("http") {
                    self.link.clone_from(&self.id);
                }
                return;
            }
            "author" | "dc:creator" => {
                let name = element(content, "name").map_or_else(words, |name| fold_space(&plain(name).0));
                self.authors.push(person(&name).to_owned());
                return;
            }
            "category" | "dc:subject" => {
                let term = of("label").or_else(|| of("term")).map_or_else(words, str::to_owned);
                self.sections.push(term);
                return;
            }
            "content:encoded" | "content" | "body" => (&mut self.content, markup()),
            "description" | "summary" => (&mut self.summary, markup()),
            "id" => (&mut self.id, words()),
            "pubdate" | "published" | "issued" | "dc:date" | "dcterms:created" | "dcterms:issued" => {
                (&mut self.published, words())
            }
            "updated" | "modified" | "dcterms:modified" => (&mut self.modified, words()),
            "dc:language" => (&mut self.language, words()),
            "source" => (&mut self.outlet, element(content, "title").map_or_else(words, fold_space)),
            _ => return,
        };
        let (place, value) = place;
        if place.is_empty() {
            *place = value;
        }
    }

    fn entry(self, config: &IngestConfig) -> Entry {
        // Titles are escaped twice as often as once, and hold tags.
        let mut title = decode_references(&self.title);
        if is_html(&title) {
            title = read_page(&title, config).map(|page| page.text).unwrap_or(title);
        }
        let (text, description) = if self.content.is_empty() {
            (self.summary, String::new())
        } else {
            (self.content, self.summary)
        };
        let mut fields = Map::new();
        let texts = [
            ("id", self.id.clone()),
            ("url", self.link),
            ("title", fold_space(&title)),
            ("text", text),
            ("description", description),
            ("published", self.published),
            ("modified", self.modified),
            ("language", self.language),
            ("outlet", self.outlet),
        ];
        fields.extend(
            texts
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| (name.to_owned(), value.into())),
        );
        for (name, mut values) in [("author", self.authors), ("section", self.sections)] {
            values.retain(|value| !value.is_empty());
            if !values.is_empty() {
                fields.insert(name.to_owned(), values.into());
            }
        }
        Entry { id: self.id, bytes: Vec::new(), fields }
    }
}

/// The name in `desk@post.example (Ana Bel)`.
fn person(author: &str) -> &str {
    let inside = author.split_once('(').and_then(|(address, rest)| {
        let name = rest.strip_suffix(')')?;
        address.contains('@').then_some(name)
    });
    inside.unwrap_or(author)
}

/// The name of an element in lower case; the usual prefixes of the feed formats themselves do not count.
fn name_of(start: &BytesStart<'_>) -> String {
    let name = start.name().as_ref().to_lowercase();
    match name.split_once(':') {
        Some(("atom" | "atom10" | "rss" | "rss1" | "a10" | "xhtml", local)) => local.to_owned(),
        _ => name,
    }
}

fn attributes(start: &BytesStart<'_>) -> Result<Vec<(String, String)>, Unusable> {
    let mut out = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        if out.len() >= HTML_ATTRIBUTES_MAX {
            let message = format!("a tag has more than `{HTML_ATTRIBUTES_MAX}` attributes");
            return Err(Unusable::new("too-many-attributes", message));
        }
        let attribute = attribute.map_err(|error| Unusable::new("bad-xml", error.to_string()))?;
        out.push((attribute.key.as_ref().to_lowercase(), decode_references(&attribute.value)));
    }
    Ok(out)
}

fn media_type(root: &str) -> Result<&'static str, Unusable> {
    match root {
        "rss" | "rdf:rdf" | "item" => Ok("application/rss+xml"),
        "feed" | "entry" => Ok("application/atom+xml"),
        _ => Err(not_a_feed()),
    }
}

fn not_a_feed() -> Unusable {
    Unusable::new("not-a-feed", "this XML is neither RSS nor Atom")
}

fn bad_xml(error: &quick_xml::Error) -> Unusable {
    Unusable::new("bad-xml", error.to_string())
}

#[cfg(test)]
mod tests;
