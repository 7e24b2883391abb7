//! Writes the files of a run: documents are spooled as they come, and written out when the stories are known.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use copydesk_record::{
    Article, Brief, Dating, FRAME_HEADER_BYTES, Frame, FrameKind, Id, Outcome, Spelling, TimeTag,
};
use serde_json::json;

use crate::desk::Desk;
use crate::line::{ArticleLine, story_line};
use crate::report::RunFile;
use crate::{Counts, PublishError, RunReport, markdown, page};

/// Writes the files of a run into a folder. Nothing that was there is replaced before [`Publisher::finish`].
///
/// Documents and stories wait in spool files, so memory holds no text.
pub struct Publisher {
    dir: PathBuf,
    documents: BufWriter<File>,
    stories: BufWriter<File>,
    retime: Retime,
}

/// Marks the times of a source text anew, counted from the date that the article has now: the work of `tag`, asked for where
/// a story shows that the page's date lies.
pub type Retime = fn(&str, &Article) -> Vec<TimeTag>;

/// The files in which frames wait.
const DOCUMENTS: &str = ".documents";
const STORIES: &str = ".stories";
/// The files that hold one JSON object a line.
const LINES: [&str; 4] = ["articles.jsonl", "sources.jsonl", "stories.jsonl", "quarantine.jsonl"];

/// The briefs of a run in the order of `stories.jsonl`, as often as they are asked for.
pub trait Briefs {
    /// Gives `take` one brief after the other.
    ///
    /// # Errors
    /// What stands in the way of reading them, and whatever `take` gives.
    fn each(&self, take: &mut TakeBrief<'_>) -> Result<(), PublishError>;
}

/// What is done with a brief.
pub type TakeBrief<'t> = dyn FnMut(&Brief) -> Result<(), PublishError> + 't;

impl Briefs for [Brief] {
    fn each(&self, take: &mut TakeBrief<'_>) -> Result<(), PublishError> {
        self.iter().try_for_each(take)
    }
}

impl Publisher {
    /// A publisher that will write into `dir`.
    ///
    /// # Errors
    /// `Io` if the folder or a spool file cannot be made.
    pub fn create(dir: &Path, retime: Retime) -> Result<Self, PublishError> {
        std::fs::create_dir_all(dir.join("stories")).map_err(PublishError::io("create", dir))?;
        let create = |name: &str| {
            let path = dir.join(name);
            File::create(&path).map(BufWriter::new).map_err(PublishError::io("create", &path))
        };
        Ok(Self { dir: dir.to_owned(), documents: create(DOCUMENTS)?, stories: create(STORIES)?, retime })
    }

    /// Takes a document or a story: documents in order of arrival, then the stories.
    ///
    /// # Errors
    /// `Io` if the spool cannot be written, `Frame` if the frame cannot be encoded.
    pub fn put(&mut self, frame: &Frame) -> Result<(), PublishError> {
        let wrap = |source| PublishError::Frame { source_name: frame.envelope.source.clone(), source };
        let bytes = frame.to_bytes().map_err(wrap)?;
        let (spool, name) = match frame.envelope.kind {
            FrameKind::Document => (&mut self.documents, DOCUMENTS),
            FrameKind::Story => (&mut self.stories, STORIES),
        };
        spool.write_all(&bytes).map_err(PublishError::io("write", &self.dir.join(name)))
    }

    /// Writes all files of the run; `run.json` comes last.
    ///
    /// # Errors
    /// `Io` if a file cannot be written, `Frame` if the spool was damaged.
    pub fn finish(self, report: RunReport) -> Result<Counts, PublishError> {
        let spools = [(self.documents, DOCUMENTS), (self.stories, STORIES)].map(|(mut file, name)| {
            let path = self.dir.join(name);
            file.flush().map_err(PublishError::io("write", &path)).map(|()| Spool(path))
        });
        let [documents, stories] = spools;
        let (documents, stories) = (documents?, stories?);
        let counts = export(&self.dir, documents.frames()?, &stories, report, self.retime)?;
        [documents, stories].into_iter().try_for_each(Spool::remove)?;
        Ok(counts)
    }
}

/// A file of frames.
struct Spool(PathBuf);

impl Spool {
    fn frames(&self) -> Result<impl Iterator<Item = Result<Frame, PublishError>>, PublishError> {
        let file = File::open(&self.0).map_err(PublishError::io("read", &self.0))?;
        let mut reader = BufReader::new(file);
        Ok(std::iter::from_fn(move || next_frame(&mut reader, &self.0).transpose()))
    }

    fn remove(self) -> Result<(), PublishError> {
        std::fs::remove_file(&self.0).map_err(PublishError::io("remove", &self.0))
    }
}

impl Briefs for Spool {
    fn each(&self, take: &mut TakeBrief<'_>) -> Result<(), PublishError> {
        for frame in self.frames()? {
            let wrap = |source| PublishError::Frame { source_name: self.0.display().to_string(), source };
            take(&frame?.layer().map_err(wrap)?)?;
        }
        Ok(())
    }
}

/// Writes all files of a run into `dir`: the documents in order of arrival, and the briefs of their stories. Each file
/// gets its name when it is whole, and `run.json` comes last.
///
/// # Errors
/// `Io` if a file cannot be written, `Frame` if a layer cannot be read, and whatever `frames` and `briefs` give.
pub fn export<B: Briefs + ?Sized>(
    dir: &Path,
    frames: impl Iterator<Item = Result<Frame, PublishError>>,
    briefs: &B,
    report: RunReport,
    retime: Retime,
) -> Result<Counts, PublishError> {
    std::fs::create_dir_all(dir.join("stories")).map_err(PublishError::io("create", dir))?;
    let mut written = Written { dir, digests: BTreeMap::new() };
    let said = write_stories(&mut written, briefs)?;
    let counts = write_documents(&mut written, frames, &said, retime)?;
    write_pages(&mut written, briefs, said.n_stories)?;
    remove_stale_pages(&written)?;
    let run = RunFile {
        counts,
        skipped: report.skipped,
        resumed_from: report.resumed_from,
        reprocessed: report.reprocessed,
        configuration: report.configuration,
        versions: report.versions,
        digests: written.digests,
        stages: report.stages,
        links: report.links,
        elapsed_ms: report.elapsed_ms,
    };
    let mut file = PartFile::create(dir, "run.json")?;
    file.write(format!("{}\n", serde_json::to_string_pretty(&run)?).as_bytes())?;
    file.flush_to_disk()?;
    file.finish()?;
    Ok(counts)
}

/// What was written so far: the digest of each file by its path in the folder.
struct Written<'d> {
    dir: &'d Path,
    digests: BTreeMap<String, String>,
}

impl Written<'_> {
    /// Ends a file that stands for the whole run: it is on the disk before it has its name.
    fn end(&mut self, mut file: PartFile) -> Result<(), PublishError> {
        file.flush_to_disk()?;
        self.end_page(file)
    }

    /// Ends a page. There may be ten thousands of them, and each can be written again: they are not flushed one by one.
    fn end_page(&mut self, file: PartFile) -> Result<(), PublishError> {
        let name = file.name.clone();
        self.digests.insert(name, file.finish()?);
        Ok(())
    }
}

/// What the stories say of single articles.
#[derive(Default)]
struct Said {
    n_stories: usize,
    datings: BTreeMap<Id, Dating>,
    spellings: BTreeMap<Id, Vec<Spelling>>,
}

fn write_stories<B: Briefs + ?Sized>(written: &mut Written<'_>, briefs: &B) -> Result<Said, PublishError> {
    let [_, _, stories, _] = LINES;
    let mut stories = PartFile::create(written.dir, stories)?;
    let mut said = Said::default();
    briefs.each(&mut |brief| {
        said.n_stories += 1;
        for dating in &brief.datings {
            said.datings.insert(dating.article, dating.clone());
        }
        for spelling in &brief.spellings {
            said.spellings.entry(spelling.article).or_default().push(spelling.clone());
        }
        stories.line(&story_line(brief)?)
    })?;
    written.end(stories)?;
    Ok(said)
}

fn write_documents(
    written: &mut Written<'_>,
    frames: impl Iterator<Item = Result<Frame, PublishError>>,
    said: &Said,
    retime: Retime,
) -> Result<Counts, PublishError> {
    let mut counts = Counts::default();
    let [articles, sources, _, quarantine] = LINES;
    let mut articles = PartFile::create(written.dir, articles)?;
    let mut sources = PartFile::create(written.dir, sources)?;
    let mut quarantine = PartFile::create(written.dir, quarantine)?;
    for frame in frames {
        let frame = frame?;
        counts.add(&frame.envelope.outcome);
        if let Outcome::Quarantined(reason) = &frame.envelope.outcome {
            let bytes = base64::engine::general_purpose::STANDARD.encode(&reason.bytes);
            let line = json!({"source": frame.envelope.source, "position": frame.envelope.position,
                "stage": reason.stage, "code": reason.code, "message": reason.message, "bytes": bytes});
            quarantine.line(&line.to_string())?;
            continue;
        }
        let Some((mut line, text)) = ArticleLine::of(&frame)? else { continue };
        if let Some(dating) = said.datings.get(&line.id) {
            line.date(dating);
            if dating.written.is_some() {
                line.retime(&frame, &text, retime)?;
            }
        }
        if let Some(spellings) = said.spellings.get(&line.id) {
            line.spell(spellings);
        }
        articles.line(&serde_json::to_string(&line)?)?;
        sources.line(&json!({"id": line.id, "text": text}).to_string())?;
    }
    [articles, sources, quarantine].into_iter().try_for_each(|file| written.end(file))?;
    Ok(counts)
}

/// The pages for people.
fn write_pages<B: Briefs + ?Sized>(
    written: &mut Written<'_>,
    briefs: &B,
    n_stories: usize,
) -> Result<(), PublishError> {
    let mut desk = Desk::open(written.dir)?;
    let mut markdown = PartFile::create(written.dir, "brief.md")?;
    let mut index = PartFile::create(written.dir, "index.html")?;
    let around = page::index_around(n_stories, &desk);
    markdown.write(markdown::HEAD.as_bytes())?;
    index.write(around.0.as_bytes())?;
    briefs.each(&mut |brief| {
        markdown.write(markdown::brief(brief, &mut desk)?.as_bytes())?;
        index.write(page::card(brief).as_bytes())?;
        let mut page = PartFile::create(written.dir, &format!("stories/{}.html", brief.id))?;
        page.write(page::story(brief, &mut desk)?.as_bytes())?;
        written.end_page(page)
    })?;
    index.write(around.1.as_bytes())?;
    [markdown, index].into_iter().try_for_each(|file| written.end(file))
}

/// Pages of stories that an earlier run left and this one has not.
fn remove_stale_pages(written: &Written<'_>) -> Result<(), PublishError> {
    let dir = written.dir.join("stories");
    for entry in std::fs::read_dir(&dir).map_err(PublishError::io("read", &dir))? {
        let path = entry.map_err(PublishError::io("read", &dir))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let page = name.strip_suffix(PART).unwrap_or(&name);
        let is_page = page.strip_suffix(".html").is_some_and(|stem| stem.parse::<Id>().is_ok());
        if is_page && !written.digests.contains_key(&format!("stories/{name}")) {
            std::fs::remove_file(&path).map_err(PublishError::io("remove", &path))?;
        }
    }
    Ok(())
}

/// What the name of a file that is not whole ends with.
const PART: &str = ".part";

/// A file that gets its name when it is whole.
struct PartFile {
    /// Its path in the folder.
    name: String,
    path: PathBuf,
    part: PathBuf,
    file: BufWriter<File>,
    hasher: blake3::Hasher,
}

impl PartFile {
    fn create(dir: &Path, name: &str) -> Result<Self, PublishError> {
        let part = dir.join(format!("{name}{PART}"));
        let file = File::create(&part).map_err(PublishError::io("create", &part))?;
        let (path, file) = (dir.join(name), BufWriter::new(file));
        Ok(Self { name: name.to_owned(), path, part, file, hasher: blake3::Hasher::new() })
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), PublishError> {
        self.hasher.update(bytes);
        self.file.write_all(bytes).map_err(PublishError::io("write", &self.part))
    }

    fn line(&mut self, line: &str) -> Result<(), PublishError> {
        self.write(line.as_bytes())?;
        self.write(b"\n")
    }

    fn flush_to_disk(&mut self) -> Result<(), PublishError> {
        let flushed = self.file.flush().and_then(|()| self.file.get_ref().sync_data());
        flushed.map_err(PublishError::io("write", &self.part))
    }

    /// Gives the file its name, and its digest.
    fn finish(mut self) -> Result<String, PublishError> {
        self.file.flush().map_err(PublishError::io("write", &self.part))?;
        std::fs::rename(&self.part, &self.path).map_err(PublishError::io("rename", &self.part))?;
        Ok(self.hasher.finalize().to_string())
    }
}

/// BLAKE3 of a file, read in pieces.
pub(crate) fn digest(path: &Path) -> Result<String, PublishError> {
    let mut hasher = blake3::Hasher::new();
    let file = File::open(path).map_err(PublishError::io("read", path))?;
    std::io::copy(&mut BufReader::new(file), &mut hasher).map_err(PublishError::io("read", path))?;
    Ok(hasher.finalize().to_string())
}

fn next_frame(reader: &mut impl Read, path: &Path) -> Result<Option<Frame>, PublishError> {
    let wrap = |source| PublishError::Frame { source_name: path.display().to_string(), source };
    let mut head = [0; FRAME_HEADER_BYTES];
    match reader.read_exact(&mut head) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(PublishError::io("read", path)(error)),
    }
    let mut payload = vec![0; Frame::payload_bytes(&head).map_err(wrap)?];
    reader.read_exact(&mut payload).map_err(PublishError::io("read", path))?;
    Frame::from_parts(&head, &payload.into()).map(Some).map_err(wrap)
}
