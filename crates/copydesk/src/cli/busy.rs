//! What a run is working on stands in a file while it runs: if the process dies, the next one knows the suspects, and
//! tries each of them in a process of its own before it lets it in.

mod trial;

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use copydesk::pipeline::Witness;
use copydesk::record::{Frame, Id};

pub(crate) use trial::{settled, trial};

use super::exit::Exit;

/// The file in the folder of a run.
const FILE: &str = "desk.busy";
/// How many threads are watched.
const SLOTS_MAX: usize = 256;
/// How many bytes an id takes.
const ID_BYTES: usize = 16;
/// How often the watchdog looks.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// The documents that the threads of a run are working on, in memory and in a file.
///
/// The file is written without flushing: it must outlast the process, not the machine.
pub(crate) struct Busy {
    file: File,
    path: PathBuf,
    start: Instant,
    /// Milliseconds after `start` at which each thread began its document, plus one; 0 if it has none.
    since: Vec<AtomicU64>,
}

/// Takes the file away when a run ends by itself.
pub(crate) struct Running(Arc<Busy>);

impl Busy {
    /// Opens the file in `dir`, and gives the documents that a run was working on when its process died.
    ///
    /// # Errors
    /// If the file cannot be read or made.
    pub(crate) fn open(dir: &Path) -> io::Result<(Arc<Self>, Running, BTreeSet<Id>)> {
        let path = dir.join(FILE);
        let left = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        let ids = left.chunks_exact(ID_BYTES).take(SLOTS_MAX).filter_map(|id| id.try_into().ok());
        let suspects = ids.map(Id::from_bytes).filter(|&id| id != Id::default()).collect();
        let file = File::create(&path)?;
        let since = (0..SLOTS_MAX).map(|_| AtomicU64::new(0)).collect();
        let busy = Arc::new(Self { file, path, start: Instant::now(), since });
        Ok((Arc::clone(&busy), Running(busy), suspects))
    }

    /// Ends the process if a thread works on one document for longer than `limit`. The next run knows which.
    pub(crate) fn guard(self: &Arc<Self>, limit: Duration) {
        let busy = Arc::downgrade(self);
        std::thread::spawn(move || {
            while let Some(busy) = busy.upgrade() {
                if busy.is_stuck(limit) {
                    let seconds = limit.as_secs();
                    super::progress::Progress::log().say(&format!(
                        "copydesk: a document has been in work for more than {seconds} seconds; start the command again, and \
                         it is tried alone"
                    ));
                    std::process::exit(i32::from(Exit::Internal as u8));
                }
                drop(busy);
                std::thread::sleep(LOOK_EVERY);
            }
        });
    }

    fn is_stuck(&self, limit: Duration) -> bool {
        let now = self.now();
        let limit = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
        self.since.iter().map(|since| since.load(Relaxed)).any(|since| since > 0 && now - since > limit)
    }

    fn now(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX).saturating_add(1)
    }
}

impl Witness for Busy {
    fn begins(&self, slot: usize, frame: &Frame) {
        let Some(since) = self.since.get(slot) else { return };
        since.store(self.now(), Relaxed);
        // What cannot be noted cannot be suspected; the run itself is not touched by it.
        let _ = write_at(&self.file, frame.envelope.id.as_bytes(), (slot * ID_BYTES) as u64);
    }

    fn ends(&self, slot: usize) {
        if let Some(since) = self.since.get(slot) {
            since.store(0, Relaxed);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A file that stays names innocent suspects, each of which is tried and let in.
        let _ = std::fs::remove_file(&self.0.path);
    }
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(windows)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::windows::fs::FileExt::seek_write(file, bytes, at).map(drop)
}
