//! Writes the files of a run: documents are spooled as they come, and written out when the stories are known.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use copydesk_record::{Brief, Dating, FRAME_HEADER_BYTES, Frame, FrameKind, Id, Outcome, Spelling};
use serde_json::json;

use crate::desk::Desk;
use crate::line::{ArticleLine, story_line};
use crate::report::RunFile;
use crate::{Counts, PublishError, RunReport, markdown, page};

/// Writes the files of a run into a folder. Nothing that was there is replaced before [`Publisher::finish`].
///
/// Documents wait in a spool file, so memory holds the briefs and no text.
pub struct Publisher {
    dir: PathBuf,
    spool: BufWriter<File>,
    briefs: Vec<Brief>,
}

const SPOOL: &str = ".spool";
/// The files that hold one JSON object a line.
const LINES: [&str; 4] = ["articles.jsonl", "sources.jsonl", "stories.jsonl", "quarantine.jsonl"];

impl Publisher {
    /// A publisher that will write into `dir`.
    ///
    /// # Errors
    /// `Io` if the folder or the spool file cannot be made.
    pub fn create(dir: &Path) -> Result<Self, PublishError> {
        std::fs::create_dir_all(dir.join("stories")).map_err(PublishError::io("create", dir))?;
        let path = dir.join(SPOOL);
        let spool = File::create(&path).map_err(PublishError::io("create", &path))?;
        Ok(Self { dir: dir.to_owned(), spool: BufWriter::new(spool), briefs: Vec::new() })
    }

    /// Takes a document or a story: documents in order of arrival, then the stories.
    ///
    /// # Errors
    /// `Io` if the spool cannot be written, `Frame` if the frame cannot be encoded or a brief not be read.
    pub fn put(&mut self, frame: &Frame) -> Result<(), PublishError> {
        let wrap = |source| PublishError::Frame { source_name: frame.envelope.source.clone(), source };
        if frame.envelope.kind == FrameKind::Story {
            self.briefs.push(frame.layer().map_err(wrap)?);
            return Ok(());
        }
        let bytes = frame.to_bytes().map_err(wrap)?;
        self.spool.write_all(&bytes).map_err(PublishError::io("write", &self.dir.join(SPOOL)))
    }

    /// The briefs taken so far.
    pub fn briefs(&self) -> &[Brief] {
        &self.briefs
    }

    /// Writes all files of the run; `run.json` comes last.
    ///
    /// # Errors
    /// `Io` if a file cannot be written, `Frame` if the spool was damaged.
    pub fn finish(mut self, report: RunReport) -> Result<Counts, PublishError> {
        let spool = self.dir.join(SPOOL);
        self.spool.flush().map_err(PublishError::io("write", &spool))?;
        let mut reader = BufReader::new(File::open(&spool).map_err(PublishError::io("read", &spool))?);
        let frames = std::iter::from_fn(|| next_frame(&mut reader, &spool).transpose());
        let counts = export(&self.dir, frames, &self.briefs, report)?;
        std::fs::remove_file(&spool).map_err(PublishError::io("remove", &spool))?;
        Ok(counts)
    }
}

/// Writes all files of a run into `dir`: the documents in order of arrival, and the briefs of their stories. Each file
/// gets its name when it is whole, and `run.json` comes last.
///
/// # Errors
/// `Io` if a file cannot be written, `Frame` if a layer cannot be read, and whatever `frames` gives.
pub fn export(
    dir: &Path,
    frames: impl Iterator<Item = Result<Frame, PublishError>>,
    briefs: &[Brief],
    report: RunReport,
) -> Result<Counts, PublishError> {
    std::fs::create_dir_all(dir.join("stories")).map_err(PublishError::io("create", dir))?;
    let counts = write_lines(dir, frames, briefs)?;
    let digests = write_pages(dir, briefs)?;
    remove_stale_pages(dir, briefs)?;
    let run = RunFile {
        counts,
        skipped: report.skipped,
        resumed_from: report.resumed_from,
        reprocessed: report.reprocessed,
        configuration: report.configuration,
        versions: report.versions,
        digests,
        stages: report.stages,
        links: report.links,
        elapsed_ms: report.elapsed_ms,
    };
    write_whole(&dir.join("run.json"), format!("{}\n", serde_json::to_string_pretty(&run)?).as_bytes())?;
    Ok(counts)
}

/// The pages, and the digest of every file of the folder.
fn write_pages(dir: &Path, briefs: &[Brief]) -> Result<BTreeMap<String, String>, PublishError> {
    let mut desk = Desk::open(dir)?;
    let mut digests = BTreeMap::new();
    let mut write = |name: String, page: String| {
        write_whole(&dir.join(&name), page.as_bytes())?;
        digests.insert(name, blake3::hash(page.as_bytes()).to_string());
        Ok::<(), PublishError>(())
    };
    write("brief.md".to_owned(), markdown::brief(briefs, &mut desk)?)?;
    write("index.html".to_owned(), page::index(briefs, &mut desk)?)?;
    for brief in briefs {
        write(format!("stories/{}.html", brief.id), page::story(brief, &mut desk)?)?;
    }
    for name in LINES {
        digests.insert(name.to_owned(), digest(&dir.join(name))?);
    }
    Ok(digests)
}

fn write_lines(
    dir: &Path,
    frames: impl Iterator<Item = Result<Frame, PublishError>>,
    briefs: &[Brief],
) -> Result<Counts, PublishError> {
    let datings: BTreeMap<Id, &Dating> =
        briefs.iter().flat_map(|brief| &brief.datings).map(|dating| (dating.article, dating)).collect();
    let mut spellings: BTreeMap<Id, Vec<&Spelling>> = BTreeMap::new();
    for spelling in briefs.iter().flat_map(|brief| &brief.spellings) {
        spellings.entry(spelling.article).or_default().push(spelling);
    }
    let mut counts = Counts::default();
    let [articles, sources, stories, quarantine] = LINES;
    let mut articles = LineFile::create(dir, articles)?;
    let mut sources = LineFile::create(dir, sources)?;
    let mut stories = LineFile::create(dir, stories)?;
    let mut quarantine = LineFile::create(dir, quarantine)?;
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
        if let Some(dating) = datings.get(&line.id) {
            line.date(dating);
        }
        if let Some(spellings) = spellings.get(&line.id) {
            line.spell(spellings);
        }
        articles.line(&serde_json::to_string(&line)?)?;
        sources.line(&json!({"id": line.id, "text": text}).to_string())?;
    }
    for brief in briefs {
        stories.line(&story_line(brief)?)?;
    }
    [articles, sources, stories, quarantine].into_iter().try_for_each(LineFile::finish)?;
    Ok(counts)
}

/// Pages of stories that an earlier run left and this one has not.
fn remove_stale_pages(dir: &Path, briefs: &[Brief]) -> Result<(), PublishError> {
    let dir = dir.join("stories");
    let current: BTreeSet<String> = briefs.iter().map(|brief| format!("{}.html", brief.id)).collect();
    for entry in std::fs::read_dir(&dir).map_err(PublishError::io("read", &dir))? {
        let path = entry.map_err(PublishError::io("read", &dir))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_page = name.strip_suffix(".html").is_some_and(|stem| stem.parse::<Id>().is_ok());
        if is_page && !current.contains(&name) {
            std::fs::remove_file(&path).map_err(PublishError::io("remove", &path))?;
        }
    }
    Ok(())
}

/// A file of lines that gets its name when it is whole.
struct LineFile {
    path: PathBuf,
    part: PathBuf,
    file: BufWriter<File>,
}

impl LineFile {
    fn create(dir: &Path, name: &str) -> Result<Self, PublishError> {
        let part = dir.join(format!("{name}.part"));
        let file = File::create(&part).map_err(PublishError::io("create", &part))?;
        Ok(Self { path: dir.join(name), part, file: BufWriter::new(file) })
    }

    fn line(&mut self, line: &str) -> Result<(), PublishError> {
        writeln!(self.file, "{line}").map_err(PublishError::io("write", &self.part))
    }

    fn finish(mut self) -> Result<(), PublishError> {
        self.file.flush().map_err(PublishError::io("write", &self.part))?;
        std::fs::rename(&self.part, &self.path).map_err(PublishError::io("rename", &self.part))
    }
}

fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    std::fs::write(&part, bytes).map_err(PublishError::io("write", &part))?;
    std::fs::rename(&part, path).map_err(PublishError::io("rename", &part))
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
