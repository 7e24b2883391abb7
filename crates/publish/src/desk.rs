//! Reads back what a run wrote: articles and source texts by id, without holding them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use copydesk_record::{Brief, Id};
use serde::{Deserialize, de::DeserializeOwned};

use crate::{ArticleLine, PublishError};

/// The folder of a run, opened for reading. It holds where each line stands, not the lines.
pub struct Desk {
    articles: Index,
    sources: Index,
    dir: PathBuf,
}

#[derive(Deserialize)]
struct Named {
    id: Id,
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
        let path = self.dir.join("stories.jsonl");
        let text = std::fs::read_to_string(&path).map_err(PublishError::io("read", &path))?;
        let lines = text.lines().enumerate();
        let parse = |(idx, line)| {
            serde_json::from_str(line).map_err(|source| PublishError::Line {
                path: path.clone(),
                line: idx + 1,
                source,
            })
        };
        lines.map(parse).collect()
    }
}

impl Index {
    fn open(path: &Path) -> Result<Self, PublishError> {
        let file = File::open(path).map_err(PublishError::io("read", path))?;
        let mut reader = BufReader::new(file);
        let (mut places, mut order) = (BTreeMap::new(), Vec::new());
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
            at += length as u64;
        }
        Ok(Self { path: path.to_owned(), file: reader.into_inner(), places, order })
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
