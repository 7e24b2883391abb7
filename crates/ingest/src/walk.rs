//! Folders: what is in them, recursively, sorted by relative path, one level of names in memory at a time.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

use crate::limits::FOLDER_DEPTH_MAX;

/// Walks one folder.
#[derive(Debug)]
pub(crate) struct Walk {
    root: PathBuf,
    levels: Vec<Level>,
}

/// What the walk came upon; the paths are relative to its root.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A file, or something that only opening will tell.
    File(PathBuf),
    /// A folder that cannot be read, and why.
    Unreadable(PathBuf, String),
    /// Something that is passed over, and why.
    Skipped(PathBuf, String),
}

#[derive(Debug)]
struct Level {
    relative: PathBuf,
    entries: vec::IntoIter<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: OsString,
    is_folder: bool,
    is_folder_link: bool,
}

impl Walk {
    /// The walk through the folder at `root`, and the reason if that cannot be read.
    pub(crate) fn new(root: &Path) -> io::Result<Self> {
        let level = Level { relative: PathBuf::new(), entries: entries_of(root)?.into_iter() };
        Ok(Self { root: root.to_owned(), levels: vec![level] })
    }

    /// The folder it walks.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    fn enter(&mut self, relative: PathBuf) -> Option<Found> {
        if self.levels.len() >= FOLDER_DEPTH_MAX {
            return Some(Found::Skipped(relative, format!("deeper than `{FOLDER_DEPTH_MAX}` folders")));
        }
        match entries_of(&self.root.join(&relative)) {
            Ok(entries) => {
                self.levels.push(Level { relative, entries: entries.into_iter() });
                None
            }
            Err(error) => Some(Found::Unreadable(relative, format!("the folder cannot be read: {error}"))),
        }
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let level = self.levels.last_mut()?;
            let Some(entry) = level.entries.next() else {
                self.levels.pop();
                continue;
            };
            let relative = level.relative.join(&entry.name);
            if entry.is_folder_link {
                return Some(Found::Skipped(relative, "a link to a folder".to_owned()));
            }
            if !entry.is_folder {
                return Some(Found::File(relative));
            }
            if let Some(found) = self.enter(relative) {
                return Some(found);
            }
        }
    }
}

/// What stands in a folder, sorted so that the walk as a whole is sorted by relative path: a folder's name counts with
/// the slash that follows it, so that `a.txt` comes before `a/b.txt`.
fn entries_of(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let is_folder_link = kind.is_symlink() && entry.path().is_dir();
        entries.push(Entry { name: entry.file_name(), is_folder: kind.is_dir(), is_folder_link });
    }
    entries.sort_by_cached_key(|entry| {
        let mut key = entry.name.as_encoded_bytes().to_vec();
        if entry.is_folder {
            key.push(b'/');
        }
        key
    });
    Ok(entries)
}
