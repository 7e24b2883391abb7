//! Reads back what a run wrote: articles and source texts by id, without holding them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use copydesk_record::{Brief, Filtered, Id};
use serde::{Deserialize, de::DeserializeOwned};

use crate::{ArticleLine, Briefs, PublishError, TakeBrief};

/// The folder of a run, opened for reading. It holds where each line stands, not the lines.
pub struct Desk {
    articles: Index,
    sources: Index,
    dir: PathBuf,
}

/// What is read of every line.
#[derive(Deserialize)]
struct Named {
    id: Id,
    #[serde(default)]
    source: String,
    #[serde(default)]
    filtered: Option<Filtered>,
}

#[derive(Deserialize)]
struct SourceLine {
    text: String,
}

struct Index {
    path: PathBuf,
    file: File,
    /// Where the line of an id begins, how long it is, and its number from 1.
    places: BTreeMap<Id, (u64, usize, usize)>,
    /// The ids in the order of the file.
    order: Vec<Id>,
    /// The source of each document that was filtered, and why.
    left_out: Vec<(String, String)>,
}

impl Desk {
    /// Opens the folder of a run.
    ///
    /// # Errors
    /// `Io` if a file cannot be read, `Line` if one is not what this program writes.
    pub fn open(dir: &Path) -> Result<Self, PublishError> {
        Ok(Self {
            articles: Index::open(&dir.join("articles.jsonl"))?,
            sources: Index::open(&dir.join("sources.jsonl"))?,
            dir: dir.to_owned(),
        })
    }

    /// The ids of the documents in order of arrival.
    pub fn ids(&self) -> &[Id] {
        &self.articles.order
    }

    /// The document of that id.
    ///
    /// # Errors
    /// `Io` or `Line` if its line cannot be read.
    pub fn article(&mut self, id: Id) -> Result<Option<ArticleLine>, PublishError> {
        self.articles.get(id)
    }

    /// The source of each document that was filtered, and why, in order of arrival.
    pub(crate) fn left_out(&self) -> &[(String, String)] {
        &self.articles.left_out
    }

    /// The source text of that id.
    ///
    /// # Errors
    /// `Io` or `Line` if its line cannot be read.
    pub fn source(&mut self, id: Id) -> Result<Option<String>, PublishError> {
        Ok(self.sources.get::<SourceLine>(id)?.map(|line| line.text))
    }

    /// All briefs, in the order of `stories.jsonl`.
    ///
    /// # Errors
    /// `Io` or `Line` if the file cannot be read.
    pub fn briefs(&self) -> Result<Vec<Brief>, PublishError> {
        let mut briefs = Vec::new();
        self.each(&mut |brief| {
            briefs.push(brief.clone());
            Ok(())
        })?;
        Ok(briefs)
    }
}

impl Briefs for Desk {
    fn each(&self, take: &mut TakeBrief<'_>) -> Result<(), PublishError> {
        each_brief(&self.dir, take)
    }
}

/// Gives `take` the briefs in the folder of a run, in the order of `stories.jsonl`, one at a time.
///
/// # Errors
/// `Io` or `Line` if the file cannot be read, and whatever `take` gives.
pub fn each_brief(dir: &Path, take: &mut TakeBrief<'_>) -> Result<(), PublishError> {
    let path = dir.join("stories.jsonl");
    let file = File::open(&path).map_err(PublishError::io("read", &path))?;
    for (idx, line) in BufReader::new(file).split(b'\n').enumerate() {
        let line = line.map_err(PublishError::io("read", &path))?;
        let wrap = |source| PublishError::Line { path: path.clone(), line: idx + 1, source };
        take(&serde_json::from_slice(&line).map_err(wrap)?)?;
    }
    Ok(())
}

impl Index {
    fn open(path: &Path) -> Result<Self, PublishError> {
        let file = File::open(path).map_err(PublishError::io("read", path))?;
        let mut reader = BufReader::new(file);
        let (mut places, mut order, mut left_out) = (BTreeMap::new(), Vec::new(), Vec::new());
        let (mut line, mut at, mut number) = (Vec::new(), 0_u64, 0);
        loop {
            line.clear();
            let length = reader.read_until(b'\n', &mut line).map_err(PublishError::io("read", path))?;
            if length == 0 {
                break;
            }
            number += 1;
            let wrap = |source| PublishError::Line { path: path.to_owned(), line: number, source };
            let named: Named = serde_json::from_slice(&line).map_err(wrap)?;
            places.insert(named.id, (at, length, number));
            order.push(named.id);
            left_out.extend(named.filtered.map(|filtered| (named.source, filtered.message)));
            at += length as u64;
        }
        Ok(Self { path: path.to_owned(), file: reader.into_inner(), places, order, left_out })
    }

    fn get<T: DeserializeOwned>(&mut self, id: Id) -> Result<Option<T>, PublishError> {
        let Some(&(at, length, number)) = self.places.get(&id) else { return Ok(None) };
        let mut line = vec![0; length];
        self.file.seek(SeekFrom::Start(at)).map_err(PublishError::io("read", &self.path))?;
        self.file.read_exact(&mut line).map_err(PublishError::io("read", &self.path))?;
        let wrap = |source| PublishError::Line { path: self.path.clone(), line: number, source };
        serde_json::from_slice(&line).map(Some).map_err(wrap)
    }
}
