//! A disk as a list of calls leaves it: what is flushed, and what waits.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::generate::Chance;

/// A system call that a process made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub name: String,
    /// Its arguments, as they were printed.
    arguments: Vec<String>,
    /// What it gave.
    result: i64,
}

/// What a cut loses of what was not flushed.
#[derive(Clone, Copy, Debug)]
pub enum Loss {
    /// All of it: data and names.
    Unflushed,
    /// Nothing: the disk was faster than the power.
    Nothing,
    /// Some of it, in any order: names up to a point, of the data any part.
    Some(u64),
}

/// What a call changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// How many documents the process had called committed by then.
    pub acknowledged: u64,
}

/// The disk under one folder.
pub struct Disk {
    root: PathBuf,
    files: Vec<File>,
    /// Names that are sure to be there, and what was done to names since.
    names: BTreeMap<PathBuf, usize>,
    renamings: Vec<Renaming>,
    open: BTreeMap<i64, Open>,
}

#[derive(Default)]
struct File {
    flushed: Vec<u8>,
    waiting: Vec<Change>,
}

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

#[derive(Clone)]
enum Renaming {
    Link(PathBuf, usize),
    Move(PathBuf, PathBuf),
    Remove(PathBuf),
}

enum Open {
    File { file: usize, at: usize },
    Folder,
    Err,
}

impl Disk {
    /// The empty folder at `root`.
    pub fn new(root: &Path) -> Self {
        let open = BTreeMap::from([(2, Open::Err)]);
        Self { root: root.to_owned(), files: Vec::new(), names: BTreeMap::new(), renamings: Vec::new(), open }
    }

    /// Makes a call; `None` if it changes nothing that a cut could lose or that is acknowledged.
    pub fn apply(&mut self, call: &Call) -> Option<Changed> {
        if call.result < 0 {
            return None;
        }
        let argument = |n: usize| call.arguments.get(n).map(String::as_str).unwrap_or_default();
        let number = |n: usize| argument(n).parse::<i64>().unwrap_or(-1);
        match call.name.as_str() {
            "openat" => self.open(argument(1), argument(2), call.result),
            "close" => {
                self.open.remove(&number(0));
                None
            }
            "lseek" => {
                if let Some(Open::File { at, .. }) = self.open.get_mut(&number(0)) {
                    *at = call.result as usize;
                }
                None
            }
            "write" => self.write_next(number(0), argument(1)),
            "pwrite64" => {
                let Some(Open::File { file, .. }) = self.open.get(&number(0)) else { return None };
                let change = Change::Write(number(3).max(0) as usize, bytes(argument(1)));
                self.files.get_mut(*file)?.waiting.push(change);
                Some(Changed::default())
            }
            "ftruncate" => {
                let Some(Open::File { file, .. }) = self.open.get(&number(0)) else { return None };
                self.files.get_mut(*file)?.waiting.push(Change::Length(number(1).max(0) as usize));
                Some(Changed::default())
            }
            "fsync" | "fdatasync" => self.flush(number(0)),
            "rename" => {
                let (from, to) = (self.own(argument(0))?, self.own(argument(1))?);
                self.renamings.push(Renaming::Move(from, to));
                Some(Changed::default())
            }
            "unlink" => {
                let path = self.own(argument(0))?;
                self.renamings.push(Renaming::Remove(path));
                Some(Changed::default())
            }
            _ => None,
        }
    }

    fn open(&mut self, path: &str, flags: &str, fd: i64) -> Option<Changed> {
        let path = self.own(path)?;
        if flags.contains("O_DIRECTORY") || path == Path::new("") || path == Path::new("stories") {
            self.open.insert(fd, Open::Folder);
            return None;
        }
        let there = self.names_after(self.renamings.len()).get(&path).copied();
        let is_new = there.is_none();
        let file = there.unwrap_or(self.files.len());
        if is_new {
            self.files.push(File::default());
            self.renamings.push(Renaming::Link(path, file));
        } else if flags.contains("O_TRUNC") {
            self.files.get_mut(file)?.waiting.push(Change::Length(0));
        }
        self.open.insert(fd, Open::File { file, at: 0 });
        is_new.then(Changed::default)
    }

    fn write_next(&mut self, fd: i64, data: &str) -> Option<Changed> {
        let data = bytes(data);
        match self.open.get_mut(&fd)? {
            Open::File { file, at } => {
                let change = Change::Write(*at, data);
                if let Change::Write(_, data) = &change {
                    *at += data.len();
                }
                self.files.get_mut(*file)?.waiting.push(change);
                Some(Changed::default())
            }
            Open::Err => {
                let said = String::from_utf8_lossy(&data).into_owned();
                let (_, n) = said.split_once("n_committed=")?;
                let digits: String = n.chars().take_while(char::is_ascii_digit).collect();
                Some(Changed { acknowledged: digits.parse().ok()? })
            }
            Open::Folder => None,
        }
    }

    /// A flushed file has all its bytes; a flushed folder has all its names. A flushed file may still be without a name.
    fn flush(&mut self, fd: i64) -> Option<Changed> {
        match self.open.get(&fd)? {
            Open::File { file, .. } => {
                let file = self.files.get_mut(*file)?;
                file.flushed = file.after(|_| true);
                file.waiting.clear();
            }
            Open::Folder => {
                self.names = self.names_after(self.renamings.len());
                self.renamings.clear();
            }
            Open::Err => return None,
        }
        Some(Changed::default())
    }

    /// The names if the first `n` of the renamings that wait are done.
    fn names_after(&self, n: usize) -> BTreeMap<PathBuf, usize> {
        let mut names = self.names.clone();
        for renaming in self.renamings.iter().take(n) {
            match renaming {
                Renaming::Link(path, file) => drop(names.insert(path.clone(), *file)),
                Renaming::Remove(path) => drop(names.remove(path)),
                Renaming::Move(from, to) => {
                    if let Some(file) = names.remove(from) {
                        names.insert(to.clone(), file);
                    }
                }
            }
        }
        names
    }

    /// Writes the disk as it is found after a cut.
    pub fn write(&self, into: &Path, loss: Loss) -> Result<()> {
        let mut chance = if let Loss::Some(seed) = loss { Chance(seed | 1) } else { Chance(1) };
        let n_renamings = match loss {
            Loss::Unflushed => 0,
            Loss::Nothing => self.renamings.len(),
            Loss::Some(_) => chance.below(self.renamings.len() as u64 + 1) as usize,
        };
        std::fs::create_dir_all(into.join("stories"))?;
        for (path, file) in self.names_after(n_renamings) {
            // The index of the log is memory that is shared, and never read after a cut.
            if path.extension().is_some_and(|ending| ending == "db-shm") {
                continue;
            }
            let Some(file) = self.files.get(file) else { continue };
            let bytes = file.after(|_| match loss {
                Loss::Unflushed => false,
                Loss::Nothing => true,
                Loss::Some(_) => chance.below(2) == 0,
            });
            let path = into.join(path);
            std::fs::write(&path, bytes).with_context(|| format!("cannot write `{}`", path.display()))?;
        }
        Ok(())
    }

    /// A path under the root, relative to it.
    fn own(&self, argument: &str) -> Option<PathBuf> {
        let path = PathBuf::from(String::from_utf8(bytes(argument)).ok()?);
        path.strip_prefix(&self.root).ok().map(Path::to_owned)
    }
}

impl File {
    /// Its bytes if those of the changes that wait are made which `is_made` names.
    fn after(&self, mut is_made: impl FnMut(&Change) -> bool) -> Vec<u8> {
        let mut bytes = self.flushed.clone();
        for change in self.waiting.iter().filter(|change| is_made(change)) {
            match change {
                Change::Length(n) => bytes.resize(*n, 0),
                Change::Write(at, data) => {
                    if bytes.len() < at + data.len() {
                        bytes.resize(at + data.len(), 0);
                    }
                    if let Some(there) = bytes.get_mut(*at..at + data.len()) {
                        there.copy_from_slice(data);
                    }
                }
            }
        }
        bytes
    }
}

/// The calls of a log of `strace -f -xx`, in the order in which they ended.
pub fn calls(log: &str) -> Vec<Call> {
    let mut begun: BTreeMap<&str, String> = BTreeMap::new();
    let mut calls = Vec::new();
    for line in log.lines() {
        let Some((pid, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        if let Some(head) = rest.strip_suffix(" <unfinished ...>") {
            begun.insert(pid, head.to_owned());
            continue;
        }
        let whole = if rest.starts_with("<... ") {
            let Some((_, tail)) = rest.split_once(" resumed>") else { continue };
            begun.remove(pid).unwrap_or_default() + tail
        } else {
            rest.to_owned()
        };
        calls.extend(parse(&whole));
    }
    calls
}

fn parse(line: &str) -> Option<Call> {
    let (name, rest) = line.split_once('(')?;
    // Between the closing bracket and the result, strace fills up with blanks.
    let (arguments, result) = rest.rsplit_once(" = ")?;
    let arguments = arguments.trim_end().strip_suffix(')')?;
    let result = result.split_whitespace().next()?.parse().ok()?;
    let arguments = arguments.split(", ").map(str::to_owned).collect();
    Some(Call { name: name.to_owned(), arguments, result })
}

/// What `"\x61\x62"` stands for.
fn bytes(argument: &str) -> Vec<u8> {
    let inner = argument.trim_matches('"');
    inner
        .split("\\x")
        .filter(|digits| !digits.is_empty())
        .filter_map(|hex| u8::from_str_radix(hex, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_loses_what_was_not_flushed() {
        let root = "\\x2f\\x64";
        let path = format!("\"{root}\\x2f\\x61\"");
        let log = format!(
            "7 openat(AT_FDCWD, {path}, O_RDWR|O_CREAT, 0644) = 5\n\
             7 openat(AT_FDCWD, \"{root}\", O_RDONLY|O_DIRECTORY) = 6\n\
             7 pwrite64(5, \"\\x31\\x32\", 2, 0 <unfinished ...>\n\
             8 write(2, \"\\x6e\", 1) = 1\n\
             7 <... pwrite64 resumed>) = 2\n\
             7 fsync(6) = 0\n\
             7 fsync(5)             = 0\n\
             7 pwrite64(5, \"\\x33\", 1, 2) = 1\n"
        );
        let mut disk = Disk::new(Path::new("/d"));
        let mut sizes = Vec::new();
        for call in calls(&log) {
            if disk.apply(&call).is_some() {
                let dir = tempfile::tempdir().unwrap();
                disk.write(dir.path(), Loss::Unflushed).unwrap();
                sizes.push(std::fs::read(dir.path().join("a")).map(|bytes| bytes.len()).ok());
            }
        }
        assert_eq!(sizes, [None, None, Some(0), Some(2), Some(2)]);
    }
}
