//! The source of the desk: paths in, one frame for each document out.

use std::collections::{HashMap, VecDeque};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use copydesk_record::{Envelope, Frame, Id, Markup, Outcome, Quarantine, Raw};

use crate::charset::decode;
use crate::form::{Form, SNIFF_BYTES, form_of_bytes, form_of_name};
use crate::limits::ENCODED_GROWTH_MAX;
use crate::lines::Lines;
use crate::walk::{Found, Walk};
use crate::{IngestConfig, IngestError, Unusable, read_html, read_json_line, read_text};

/// The path that stands for the standard input.
pub const STDIN: &str = "-";

type Reader = Box<dyn BufRead + Send>;

/// Reads documents one after the other: an iterator of frames, each with a `raw` layer, pages and JSON lines with a
/// `markup` layer as well; or quarantined with the reason. Sequence numbers are dense, from 0.
pub struct Ingest {
    config: IngestConfig,
    arguments: VecDeque<PathBuf>,
    walk: Option<Walk>,
    container: Option<Container>,
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

/// A file of many documents that is open.
struct Container {
    name: Name,
    lines: Lines<Reader>,
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
        Ok(Self {
            config,
            arguments: paths.iter().cloned().collect(),
            walk: None,
            container: None,
            next_seq: 0,
            known: Known::new(),
            changed: Vec::new(),
            skipped: Vec::new(),
        })
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

    /// The next document of the open container; closes it at its end.
    fn next_of_container(&mut self) -> Option<Frame> {
        let container = self.container.as_mut()?;
        let name = container.name.clone();
        loop {
            let line = match container.lines.next_line() {
                Ok(Some(line)) => line,
                Ok(None) => {
                    self.container = None;
                    return None;
                }
                Err(error) => {
                    let position = (container.lines.n_read() + 1).to_string();
                    self.container = None;
                    return Some(self.quarantined(&name, &position, &[], &unreadable(&error)));
                }
            };
            if !line.is_cut && line.bytes.trim_ascii().is_empty() {
                continue;
            }
            if self.is_known(&name, &line.number.to_string(), &line.bytes) {
                return None;
            }
            let result = if line.is_cut {
                Err(Unusable::too_large(self.config.json_line_bytes_max))
            } else {
                read_line(&line.bytes, &self.config)
            };
            return Some(self.frame(&name, &line.number.to_string(), &line.bytes, result));
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
                        Some(Form::Unsupported(why)) => self.skip(&name.source, why),
                        None => self.skip(&name.source, "not a form of input"),
                        Some(form) => return self.open_file(&path, &name, Some(form)),
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
            return self.read_from(io::stdin(), &name, None);
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

    fn open_file(&mut self, path: &Path, name: &Name, form: Option<Form>) -> Option<Frame> {
        // A pipe would block on opening until somebody writes.
        let opened = fs::metadata(path).and_then(|metadata| {
            if metadata.is_file() { File::open(path) } else { Err(io::Error::other("not a regular file")) }
        });
        match opened {
            Ok(file) => self.read_from(file, name, form),
            Err(error) => Some(self.quarantined(name, "", &[], &unreadable(&error))),
        }
    }

    fn read_from(
        &mut self,
        reader: impl Read + Send + 'static,
        name: &Name,
        form: Option<Form>,
    ) -> Option<Frame> {
        match self.read_document(reader, form) {
            Ok(Opened::Document(bytes, _)) if self.is_known(name, "", &bytes) => None,
            Ok(Opened::Document(bytes, form)) => {
                let result = read_document(&bytes, form, &self.config);
                Some(self.frame(name, "", &bytes, result))
            }
            Ok(Opened::Lines(reader)) => {
                let lines = Lines::new(reader, self.config.json_line_bytes_max);
                self.container = Some(Container { name: name.clone(), lines });
                None
            }
            Err(error) => Some(self.quarantined(name, "", &[], &unreadable(&error))),
        }
    }

    /// Reads a whole document, at most one byte more than its limit, or hands back the reader of a container.
    fn read_document(&self, reader: impl Read + Send + 'static, form: Option<Form>) -> io::Result<Opened> {
        let mut reader = BufReader::new(reader);
        let mut bytes = Vec::new();
        let form = if let Some(form) = form {
            form
        } else {
            reader.by_ref().take(SNIFF_BYTES as u64).read_to_end(&mut bytes)?;
            form_of_bytes(&bytes)
        };
        if form == Form::JsonLines {
            return Ok(Opened::Lines(Box::new(Cursor::new(bytes).chain(reader))));
        }
        let bytes_max = self.config.document_bytes_max.saturating_mul(ENCODED_GROWTH_MAX).saturating_add(1);
        let rest = bytes_max.saturating_sub(bytes.len());
        reader.take(rest as u64).read_to_end(&mut bytes)?;
        Ok(Opened::Document(bytes, form))
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
    /// A container of JSON lines.
    Lines(Reader),
}

fn read_document(bytes: &[u8], form: Form, config: &IngestConfig) -> Result<(Raw, Option<Markup>), Unusable> {
    match form {
        Form::Text => read_text(bytes, config).map(|raw| (raw, None)),
        Form::Html => read_html(bytes, config).map(|(raw, markup)| (raw, Some(markup))),
        Form::JsonLines => read_line(bytes, config),
        Form::Unsupported(why) => Err(Unusable::new("unsupported", why)),
    }
}

/// One line of a container: decoded like a dump, then read as JSON.
fn read_line(bytes: &[u8], config: &IngestConfig) -> Result<(Raw, Option<Markup>), Unusable> {
    let decoded = decode(bytes, None, config.json_line_bytes_max)?;
    let (mut raw, markup) = read_json_line(decoded.text.trim_start_matches('\u{feff}'), config)?;
    raw.charset = decoded.charset;
    raw.notes.splice(0..0, decoded.notes);
    Ok((raw, Some(markup)))
}

fn unreadable(error: &io::Error) -> Unusable {
    Unusable::new("unreadable", format!("cannot be read: {error}"))
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
