//! The bounded link between two stages: so many frames, so many bytes, and no more.
//!
//! A sender waits for room. A frame above the byte bound waits until the link is empty and passes alone, so that no
//! legal frame is stuck for ever.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use copydesk_record::Frame;
use futures::Stream;
use futures::executor::block_on;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use crate::meter::{LinkCount, Meter};

/// How many frames may stand on a link.
pub const LINK_FRAMES_MAX: usize = 64;
/// How many bytes, by [`Frame::weight_bytes`], may stand on a link: the largest frame, once.
pub const LINK_BYTES_MAX: usize = 32 << 20;

/// The two bounds of a link; a bound of 0 is taken for 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkConfig {
    /// How many frames.
    pub frames_max: usize,
    /// How many bytes.
    pub bytes_max: usize,
}

/// The receiver is gone: nobody will take what is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the receiver of the link is gone")]
pub struct Closed;

/// The end of a link that frames go into. There is one, so that frames stay in order.
#[derive(Debug)]
pub struct Sender {
    tx: mpsc::Sender<Parcel>,
    room: Room,
    meter: Arc<Meter>,
}

/// The end of a link that frames come out of; a stream of frames for those who run a runtime.
#[derive(Debug)]
pub struct Receiver {
    rx: mpsc::Receiver<Parcel>,
    meter: Arc<Meter>,
}

/// A frame and the room it takes, given back when the frame is taken off the link.
#[derive(Debug)]
struct Parcel {
    frame: Frame,
    room: OwnedSemaphorePermit,
}

/// Bytes that may be under way at one time.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    permits: Arc<Semaphore>,
    bytes_max: u32,
}

impl Default for LinkConfig {
    fn default() -> Self {
        Self { frames_max: LINK_FRAMES_MAX, bytes_max: LINK_BYTES_MAX }
    }
}

/// A link with its name, `normalize → copies`, for the counters.
pub fn link(name: &str, config: LinkConfig) -> (Sender, Receiver) {
    let (tx, rx) = mpsc::channel(config.frames_max.clamp(1, Semaphore::MAX_PERMITS));
    let meter = Arc::new(Meter::new(name));
    let sender = Sender { tx, room: Room::new(config.bytes_max), meter: Arc::clone(&meter) };
    (sender, Receiver { rx, meter })
}

impl Sender {
    /// Sends a frame, when there is room for it.
    ///
    /// # Errors
    /// [`Closed`] if the receiver is gone; the frame is dropped.
    pub async fn send(&mut self, frame: Frame) -> Result<(), Closed> {
        let bytes = frame.weight_bytes();
        let wait = self.meter.wait();
        let room = self.room.take(bytes).await.ok_or(Closed)?;
        let place = self.tx.reserve().await.map_err(|_| Closed)?;
        wait.sent(bytes);
        place.send(Parcel { frame, room });
        Ok(())
    }

    /// The same from a plain thread.
    ///
    /// # Errors
    /// [`Closed`] if the receiver is gone; the frame is dropped.
    pub fn blocking_send(&mut self, frame: Frame) -> Result<(), Closed> {
        block_on(self.send(frame))
    }

    /// What went over the link so far.
    pub fn count(&self) -> LinkCount {
        self.meter.count()
    }

    pub(crate) fn meter(&self) -> Arc<Meter> {
        Arc::clone(&self.meter)
    }
}

impl Receiver {
    /// The next frame; `None` when the sender is gone and the link is empty.
    pub async fn recv(&mut self) -> Option<Frame> {
        let wait = self.meter.wait();
        let parcel = self.rx.recv().await;
        wait.received();
        parcel.map(Parcel::open)
    }

    /// The same from a plain thread.
    pub fn blocking_recv(&mut self) -> Option<Frame> {
        block_on(self.recv())
    }

    /// Whether no frame is waiting: the time to flush what was written.
    pub fn is_empty(&self) -> bool {
        self.rx.is_empty()
    }
}

impl Stream for Receiver {
    type Item = Frame;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Frame>> {
        self.rx.poll_recv(context).map(|parcel| parcel.map(Parcel::open))
    }
}

impl Parcel {
    fn open(self) -> Frame {
        drop(self.room);
        self.frame
    }
}

impl Room {
    pub(crate) fn new(bytes_max: usize) -> Self {
        let bytes_max = u32::try_from(bytes_max).unwrap_or(u32::MAX).max(1);
        Self { permits: Arc::new(Semaphore::new(bytes_max as usize)), bytes_max }
    }

    /// Waits for room for `bytes`, or for all the room there is if that is less. `None` is never given: the semaphore
    /// is not closed.
    async fn take(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let share = u32::try_from(bytes).unwrap_or(u32::MAX).min(self.bytes_max);
        Arc::clone(&self.permits).acquire_many_owned(share).await.ok()
    }

    pub(crate) fn blocking_take(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        block_on(self.take(bytes))
    }
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Envelope, Id, Raw};

    use super::*;

    fn frame(seq: u64, text_bytes: usize) -> Frame {
        let mut frame = Frame::document(Envelope::new(Id::default(), seq, "a.txt"));
        frame.attach(&Raw::from_text("x".repeat(text_bytes))).unwrap();
        frame
    }

    /// Sends frames of these sizes through a link of these bounds; gives the order of arrival.
    fn through(config: LinkConfig, text_bytes: &[usize]) -> (Vec<u64>, LinkCount) {
        let (mut tx, mut rx) = link("test", config);
        std::thread::scope(|scope| {
            let sender = scope.spawn(move || {
                for (seq, &bytes) in (0..).zip(text_bytes) {
                    tx.blocking_send(frame(seq, bytes)).unwrap();
                }
                tx.count()
            });
            let seqs = std::iter::from_fn(|| rx.blocking_recv()).map(|frame| frame.envelope.seq).collect();
            (seqs, sender.join().unwrap())
        })
    }

    #[test]
    fn nothing_is_lost_or_reordered_at_capacity_one() {
        let config = LinkConfig { frames_max: 1, bytes_max: 1 };
        let (seqs, count) = through(config, &[10, 0, 500, 3, 70_000, 1]);
        assert_eq!(seqs, [0, 1, 2, 3, 4, 5]);
        assert_eq!(count.frames, 6);
        assert!(count.bytes > 70_000);
    }

    #[test]
    fn a_frame_above_the_byte_bound_passes_alone() {
        let config = LinkConfig { frames_max: 8, bytes_max: 1_000 };
        let (mut tx, mut rx) = link("test", config);
        tx.blocking_send(frame(0, 10)).unwrap();
        std::thread::scope(|scope| {
            scope.spawn(|| tx.blocking_send(frame(1, 50_000)).unwrap());
            // The large frame cannot be there while the small one is, however long it has waited.
            assert_eq!(rx.rx.len(), 1);
            assert_eq!(rx.blocking_recv().unwrap().envelope.seq, 0);
            assert_eq!(rx.blocking_recv().unwrap().envelope.seq, 1);
        });
        assert_eq!(tx.room.permits.available_permits(), 1_000, "all room is given back");
    }

    #[test]
    fn bytes_bound_what_stands_on_the_link() {
        let (mut tx, mut rx) = link("test", LinkConfig { frames_max: 100, bytes_max: 10_000 });
        std::thread::scope(|scope| {
            scope.spawn(move || (0..50).for_each(|seq| tx.blocking_send(frame(seq, 3_000)).unwrap()));
            while rx.blocking_recv().is_some() {
                assert!(rx.rx.len() <= 3, "`{}` frames of 3 kB stand on a link of 10 kB", rx.rx.len());
            }
        });
    }

    #[test]
    fn a_sender_that_waits_learns_that_the_receiver_went() {
        let (mut tx, rx) = link("test", LinkConfig { frames_max: 1, bytes_max: 1 });
        tx.blocking_send(frame(0, 5)).unwrap();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| tx.blocking_send(frame(1, 5)));
            drop(rx);
            assert_eq!(waiting.join().unwrap(), Err(Closed));
        });
        assert_eq!(tx.blocking_send(frame(2, 5)), Err(Closed));
    }

    #[test]
    fn a_receiver_is_a_stream() {
        use futures::StreamExt;
        let (mut tx, rx) = link("test", LinkConfig::default());
        tx.blocking_send(frame(7, 5)).unwrap();
        drop(tx);
        let frames: Vec<Frame> = block_on(rx.collect());
        assert_eq!(frames.len(), 1);
    }
}
