//! The source of the desk: paths in, one frame for each document out.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fs::{self, File};
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use copydesk_record::{Envelope, Frame, Id, Markup, Outcome, Quarantine, Raw};

use crate::container::{Container, Next};
use crate::form::{Form, Named, SNIFF_BYTES, form_of_bytes, form_of_name};
use crate::limits::{ENCODED_GROWTH_MAX, FEED_BYTES_MAX};
use crate::lines::Lines;
use crate::unpack::{Reader, unpacked, unreadable};
use crate::walk::{Found, Walk};
use crate::warc::Records;
use crate::{IngestConfig, IngestError, Unusable, json_line, read_html, read_text};

/// The path that stands for the standard input.
pub const STDIN: &str = "-";

/// Reads documents one after the other: an iterator of frames, each with a `raw` layer, pages and JSON lines with a
/// `markup` layer as well; or quarantined with the reason. Sequence numbers are dense, from 0.
pub struct Ingest {
    config: IngestConfig,
    arguments: VecDeque<PathBuf>,
    walk: Option<Walk>,
    container: Option<(Name, Container)>,
    /// A document that was read when this was made.
    ready: Option<Frame>,
    next_seq: u64,
    known: Known,
    changed: Vec<String>,
    skipped: Vec<String>,
}

/// The documents that an earlier run took in: the id of each under its [`place`].
pub type Known = HashMap<Id, Id>;

/// The name of the place that a document came from: its path or address as given, and its position in a container.
pub fn place(source: &str, position: &str) -> Id {
    Id::of_parts("copydesk place 1", &[source.as_bytes(), position.as_bytes()])
}

/// How a document is called.
#[derive(Clone, Debug)]
struct Name {
    /// As given: what people see.
    source: String,
    /// Relative to the argument: what the id is made of.
    relative: String,
}

impl Ingest {
    /// The documents of these files, folders and, for `-`, of the standard input, in this order.
    ///
    /// # Errors
    /// [`IngestError::Missing`] for the first path with nothing there, [`IngestError::Unreachable`] for the first that
    /// cannot be looked at. What is there but cannot be read is quarantined when its turn comes.
    pub fn open(paths: &[PathBuf], config: IngestConfig) -> Result<Self, IngestError> {
        for path in paths.iter().filter(|path| path.as_os_str() != STDIN) {
            match fs::symlink_metadata(path) {
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(IngestError::Missing(path.clone()));
                }
                Err(source) => return Err(IngestError::Unreachable { path: path.clone(), source }),
            }
        }
        Ok(Self { arguments: paths.iter().cloned().collect(), ..Self::empty(config) })
    }

    /// The documents of one stream that is called `name`, in the form that the name tells, or its first bytes.
    pub fn of_reader(reader: impl Read + Send + 'static, name: &str, config: IngestConfig) -> Self {
        let mut ingest = Self::empty(config);
        let named = form_of_name(Path::new(name));
        let name = Name { source: name.to_owned(), relative: name.to_owned() };
        ingest.ready = ingest.read_from(reader, &name, named);
        ingest
    }

    fn empty(config: IngestConfig) -> Self {
        Self {
            config,
            arguments: VecDeque::new(),
            walk: None,
            container: None,
            ready: None,
            next_seq: 0,
            known: Known::new(),
            changed: Vec::new(),
            skipped: Vec::new(),
        }
    }

    /// The same, going on where an earlier run ended: documents that it took in are passed over, and the first new one
    /// has the sequence number `next_seq`.
    #[must_use]
    pub fn after(mut self, known: Known, next_seq: u64) -> Self {
        self.known = known;
        self.next_seq = next_seq;
        self
    }

    /// What an earlier run took in from the same place with other bytes. It is passed over as well: what the desk has
    /// said of a document cannot change under it.
    pub fn changed(&self) -> &[String] {
        &self.changed
    }

    /// Whether a document of that place was taken in before; a changed one is noted.
    fn is_known(&mut self, name: &Name, position: &str, bytes: &[u8]) -> bool {
        if self.known.is_empty() {
            return false;
        }
        let Some(&before) = self.known.get(&place(&name.source, position)) else { return false };
        if before != Id::of_document(&name.relative, position, bytes) {
            let line = if position.is_empty() { String::new() } else { format!("#{position}") };
            self.changed.push(format!("{}{line}", name.source));
        }
        true
    }

    /// What was passed over so far, `path: reason`, in the order it was met. Complete once the iterator has ended.
    pub fn skipped(&self) -> &[String] {
        &self.skipped
    }

    /// The next document of the open container that no earlier run took in; closes it at its end.
    fn next_of_container(&mut self) -> Option<Frame> {
        let (name, mut container) = self.container.take()?;
        loop {
            match container.next(&self.config) {
                Next::Item(item) if self.is_known(&name, &item.position, &item.bytes) => {}
                Next::Item(item) => {
                    let frame = self.frame(&name, &item.position, &item.bytes, item.read(&self.config));
                    self.container = Some((name, container));
                    return Some(frame);
                }
                Next::End(passed_over) => {
                    if let Some(what) = passed_over {
                        self.skip(&name.source, &what);
                    }
                    return None;
                }
            }
        }
    }

    /// What the walk through the open folder comes upon next; nothing if that is a container, which is open then, or
    /// at the end of the folder, which is closed then.
    fn next_of_walk(&mut self) -> Option<Frame> {
        loop {
            let walk = self.walk.as_mut()?;
            let Some(found) = walk.next() else {
                self.walk = None;
                return None;
            };
            match found {
                Found::File(relative) => {
                    let path = walk.root().join(&relative);
                    let name = Name { source: shown(&path), relative: slashed(&relative) };
                    match form_of_name(&relative) {
                        Named::Nothing => self.skip(&name.source, "not a form of input"),
                        named => return self.open_file(&path, &name, named),
                    }
                }
                Found::Unreadable(relative, why) => {
                    let name =
                        Name { source: shown(&walk.root().join(&relative)), relative: slashed(&relative) };
                    return Some(self.quarantined(&name, "", &[], &Unusable::new("unreadable", why)));
                }
                Found::Skipped(relative, why) => {
                    let source = shown(&walk.root().join(relative));
                    self.skip(&source, &why);
                }
            }
        }
    }

    /// Opens one argument: a frame if it is one document, otherwise the walk or the container is open now.
    fn open_argument(&mut self, path: &Path) -> Option<Frame> {
        if path.as_os_str() == STDIN {
            let name = Name { source: STDIN.to_owned(), relative: STDIN.to_owned() };
            return self.read_from(io::stdin(), &name, Named::Nothing);
        }
        let file_name = path.file_name().map_or_else(|| shown(path), |name| shown(Path::new(name)));
        let name = Name { source: shown(path), relative: file_name };
        if !path.is_dir() {
            return self.open_file(path, &name, form_of_name(path));
        }
        match Walk::new(path) {
            Ok(walk) => {
                self.walk = Some(walk);
                None
            }
            Err(error) => Some(self.quarantined(&name, "", &[], &unreadable(&error))),
        }
    }

    fn open_file(&mut self, path: &Path, name: &Name, named: Named) -> Option<Frame> {
        // A pipe would block on opening until somebody writes.
        let opened = fs::metadata(path).and_then(|metadata| {
            if metadata.is_file() { File::open(path) } else { Err(io::Error::other("not a regular file")) }
        });
        match opened {
            Ok(file) => self.read_from(file, name, named),
            Err(error) => Some(self.quarantined(name, "", &[], &unreadable(&error))),
        }
    }

    fn read_from(&mut self, reader: impl Read + Send + 'static, name: &Name, named: Named) -> Option<Frame> {
        let opened = match self.open_reader(Box::new(BufReader::new(reader)), named) {
            Ok(opened) => opened,
            Err((bytes, unusable)) => return Some(self.quarantined(name, "", &bytes, &unusable)),
        };
        match opened {
            Opened::Document(bytes, _) if self.is_known(name, "", &bytes) => None,
            Opened::Document(bytes, form) => {
                let result = read_document(&bytes, form, &self.config);
                Some(self.frame(name, "", &bytes, result))
            }
            Opened::Container(container) => {
                self.container = Some((name.clone(), container));
                None
            }
            // Folders hold JSON of all kinds, and what is named itself is meant to be read.
            Opened::Other(bytes, unusable) => {
                if self.walk.is_some() {
                    self.skip(&name.source, &unusable.message);
                    return None;
                }
                Some(self.quarantined(name, "", &bytes, &unusable))
            }
        }
    }

    /// Reads a whole document, at most one byte more than its limit, or opens a container. What cannot be read comes
    /// with the bytes that could.
    fn open_reader(&self, reader: Reader, named: Named) -> Result<Opened, (Vec<u8>, Unusable)> {
        let without_bytes = |error: io::Error| (Vec::new(), unreadable(&error));
        let (mut reader, allowance) = unpacked(reader).map_err(without_bytes)?;
        let mut bytes = Vec::new();
        let form = if let Named::Form(form) = named {
            form
        } else {
            let read = reader.by_ref().take(SNIFF_BYTES as u64).read_to_end(&mut bytes);
            read.map_err(|error| (bytes.clone(), unreadable(&error)))?;
            form_of_bytes(&bytes)
        };
        let bytes_max = match form {
            Form::JsonLines => {
                let reader: Reader = Box::new(Cursor::new(bytes).chain(reader));
                let lines = Lines::new(reader, self.config.json_line_bytes_max);
                return Ok(Opened::Container(Container::Lines(lines, allowance)));
            }
            Form::Warc => {
                let records = Records::new(Box::new(Cursor::new(bytes).chain(reader)) as Reader);
                return Ok(Opened::Container(Container::Warc(records, allowance, BTreeMap::new())));
            }
            Form::Json | Form::Xml => FEED_BYTES_MAX,
            _ => self.config.document_bytes_max.saturating_mul(ENCODED_GROWTH_MAX),
        };
        let rest = bytes_max.saturating_add(1).saturating_sub(bytes.len());
        let read = reader.take(rest as u64).read_to_end(&mut bytes);
        read.map_err(|error| (bytes.clone(), unreadable(&error)))?;
        match form {
            Form::Json | Form::Xml => match Container::of_feed(&bytes, form, &self.config) {
                Ok(container) => Ok(Opened::Container(container)),
                Err(unusable) if form == Form::Json => Ok(Opened::Other(bytes, unusable)),
                Err(unusable) => Err((bytes, unusable)),
            },
            _ => Ok(Opened::Document(bytes, form)),
        }
    }

    fn frame(
        &self,
        name: &Name,
        position: &str,
        bytes: &[u8],
        result: Result<(Raw, Option<Markup>), Unusable>,
    ) -> Frame {
        let attached = result.and_then(|(raw, markup)| {
            let id = Id::of_document(&name.relative, position, bytes);
            let mut frame = Frame::document(Envelope::new(id, 0, &name.source));
            position.clone_into(&mut frame.envelope.position);
            let failed = |error: copydesk_record::FrameError| Unusable::new("no-frame", error.to_string());
            frame.attach(&raw).map_err(failed)?;
            if let Some(markup) = markup {
                frame.attach(&markup).map_err(failed)?;
            }
            Ok(frame)
        });
        attached.unwrap_or_else(|unusable| self.quarantined(name, position, bytes, &unusable))
    }

    fn quarantined(&self, name: &Name, position: &str, bytes: &[u8], unusable: &Unusable) -> Frame {
        let id = Id::of_document(&name.relative, position, bytes);
        let mut frame = Frame::document(Envelope::new(id, 0, &name.source));
        position.clone_into(&mut frame.envelope.position);
        let kept = bytes.get(..bytes.len().min(self.config.quarantine_bytes_max)).unwrap_or_default();
        frame.envelope.outcome = Outcome::Quarantined(Quarantine {
            stage: "ingest".to_owned(),
            code: unusable.code.to_owned(),
            message: unusable.message.clone(),
            bytes: kept.to_vec(),
        });
        frame
    }

    fn skip(&mut self, source: &str, why: &str) {
        self.skipped.push(format!("{source}: {why}"));
    }
}

impl Ingest {
    /// The next document that no earlier run took in.
    fn next_new(&mut self) -> Option<Frame> {
        loop {
            let Some(frame) = self.next_of_all() else {
                if self.container.is_some() || self.walk.is_some() || !self.arguments.is_empty() {
                    continue;
                }
                return None;
            };
            // What could not be opened has no bytes to be known by before this.
            let envelope = &frame.envelope;
            if self.known.get(&place(&envelope.source, &envelope.position)) == Some(&envelope.id) {
                continue;
            }
            return Some(frame);
        }
    }

    /// One step: a document, or none if something was opened, closed or passed over.
    fn next_of_all(&mut self) -> Option<Frame> {
        if self.ready.is_some() {
            return self.ready.take();
        }
        if self.container.is_some() {
            return self.next_of_container();
        }
        if self.walk.is_some() {
            return self.next_of_walk();
        }
        let path = self.arguments.pop_front()?;
        self.open_argument(&path)
    }
}

impl Iterator for Ingest {
    type Item = Frame;

    fn next(&mut self) -> Option<Frame> {
        let mut frame = self.next_new()?;
        frame.envelope.seq = self.next_seq;
        self.next_seq += 1;
        Some(frame)
    }
}

/// What opening a file gave.
enum Opened {
    /// One document.
    Document(Vec<u8>, Form),
    /// Many.
    Container(Container),
    /// What may be no input at all, and why it cannot be used.
    Other(Vec<u8>, Unusable),
}

fn read_document(bytes: &[u8], form: Form, config: &IngestConfig) -> Result<(Raw, Option<Markup>), Unusable> {
    match form {
        Form::Html => read_html(bytes, config).map(|(raw, markup)| (raw, Some(markup))),
        Form::JsonLines => json_line::read_line(bytes, config),
        Form::Unsupported(why) => Err(Unusable::new("unsupported", why)),
        _ => read_text(bytes, config).map(|raw| (raw, None)),
    }
}

/// A relative path with `/` between its parts, the same on every system.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// A path as people see it: bytes that are no UTF-8 are replaced.
fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests;
