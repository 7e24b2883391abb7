//! Threads that run stages between two links: one alone, or a crew of workers that hands frames on in order.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, Scope, ScopedJoinHandle};

use copydesk_record::Frame;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};

use crate::contain::Failure;
use crate::link::{Receiver, Room, Sender};
use crate::meter::StageCount;
use crate::witness::Watch;
use crate::work::{Work, quarantined};

/// How many bytes of frames a crew may have taken in and not yet handed on; a frame above it is worked on alone.
pub const CREW_BYTES_MAX: usize = 64 << 20;
/// How many frames a crew may have taken in and not yet handed on, for each worker: one in its hands, and one that
/// waits for an earlier one.
pub const CREW_FRAMES_PER_WORKER: usize = 2;
/// The stack of a thread that runs stages.
pub const STACK_BYTES: usize = 8 << 20;

/// What a thread that ran a stage leaves.
#[derive(Debug, Default)]
pub(crate) struct Ended {
    pub(crate) count: StageCount,
    /// The message of a panic at the end of the stream.
    pub(crate) fault: Option<String>,
}

pub(crate) type Handle<'scope> = ScopedJoinHandle<'scope, Ended>;

/// Runs one stage on a thread of its own.
pub(crate) fn alone<'scope>(
    scope: &'scope Scope<'scope, '_>,
    mut work: Box<dyn Work>,
    mut rx: Receiver,
    mut tx: Sender,
    watch: Watch,
) -> std::io::Result<Handle<'scope>> {
    thread(work.name()).spawn_scoped(scope, move || {
        let mut count = StageCount::new(work.name());
        while let Some(frame) = rx.blocking_recv() {
            let frame = watch.over(frame, |frame| count.measure(frame, |frame| work.process(frame)));
            if tx.blocking_send(frame).is_err() {
                return Ended { count, fault: None };
            }
        }
        let (start, mut sending) = (std::time::Instant::now(), std::time::Duration::ZERO);
        let ended = work.finish(&mut |frame| {
            let sent = std::time::Instant::now();
            // Nobody takes frames any more: the run has failed, and says so elsewhere.
            let _ = tx.blocking_send(frame);
            sending += sent.elapsed();
        });
        count.busy += start.elapsed().saturating_sub(sending);
        let fault = ended.err().map(|message| format!("`{}` failed at the end: {message}", work.name()));
        Ended { count, fault }
    })
}

/// Runs a stage that holds nothing from one document to the next on a thread for each of `works`, and one that hands
/// the frames on in the order they came. Since such a stage holds nothing, it is not asked to finish.
pub(crate) fn crew<'scope>(
    scope: &'scope Scope<'scope, '_>,
    works: Vec<Box<dyn Work>>,
    rx: Receiver,
    mut tx: Sender,
    watches: impl Iterator<Item = Watch>,
) -> std::io::Result<Vec<Handle<'scope>>> {
    let (order, mut slots) = mpsc::channel::<Slot>(works.len().max(1) * CREW_FRAMES_PER_WORKER);
    let intake = Arc::new(Mutex::new(Intake { rx, order, room: Room::new(CREW_BYTES_MAX) }));
    let mut handles = Vec::new();
    let name = works.first().map_or("", |work| work.name());
    for (work, watch) in works.into_iter().zip(watches) {
        let intake = Arc::clone(&intake);
        handles.push(thread(work.name()).spawn_scoped(scope, move || work_off(work, &intake, &watch))?);
    }
    handles.push(thread(name).spawn_scoped(scope, move || {
        while let Some(slot) = slots.blocking_recv() {
            if tx.blocking_send(slot.wait(name)).is_err() {
                break;
            }
        }
        Ended { count: StageCount::new(name), fault: None }
    })?);
    Ok(handles)
}

/// Where workers take their frames from, one at a time.
struct Intake {
    rx: Receiver,
    order: mpsc::Sender<Slot>,
    room: Room,
}

/// The place of a frame in the order: filled when its worker is done with it.
///
/// Invariant: for each frame taken in there is exactly one slot, queued in the order of arrival before any other frame
/// is taken in, and it always ends: its worker fills it or drops it. So the order can be restored without looking at a
/// sequence number, and waiting for a slot cannot last for ever.
struct Slot {
    /// The frame as it came (its layers are shared, not copied): what is set aside if the worker is lost.
    spare: Frame,
    done: oneshot::Receiver<Frame>,
    /// Given back when the frame is handed on.
    room: Option<OwnedSemaphorePermit>,
}

impl Slot {
    fn wait(self, stage: &str) -> Frame {
        let frame = self.done.blocking_recv().unwrap_or_else(|_| {
            let failure = Failure { code: "worker-lost", message: "its worker ended".to_owned() };
            quarantined(self.spare, stage, &failure)
        });
        drop(self.room);
        frame
    }
}

fn work_off(mut work: Box<dyn Work>, intake: &Mutex<Intake>, watch: &Watch) -> Ended {
    let mut count = StageCount::new(work.name());
    while let Some((frame, done)) = next(intake) {
        let frame = watch.over(frame, |frame| count.measure(frame, |frame| work.process(frame)));
        if done.send(frame).is_err() {
            break;
        }
    }
    Ended { count, fault: None }
}

/// The next frame and where its result goes. The lock is held meanwhile, so that permits are taken, and places in the
/// order given, in the order of arrival; the frames that hold the permits do not need the lock to go on.
fn next(intake: &Mutex<Intake>) -> Option<(Frame, oneshot::Sender<Frame>)> {
    let mut intake = intake.lock().unwrap_or_else(PoisonError::into_inner);
    let frame = intake.rx.blocking_recv()?;
    let room = intake.room.blocking_take(frame.weight_bytes());
    let (fill, done) = oneshot::channel();
    intake.order.blocking_send(Slot { spare: frame.clone(), done, room }).ok()?;
    Some((frame, fill))
}

fn thread(name: &str) -> Builder {
    Builder::new().name(name.to_owned()).stack_size(STACK_BYTES)
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Envelope, Id, Outcome, Raw};

    use super::*;

    #[test]
    fn a_document_whose_worker_is_lost_is_set_aside() {
        let mut spare = Frame::document(Envelope::new(Id::default(), 4, "a.txt"));
        spare.attach(&Raw::from_text("Ferry service resumes")).unwrap();
        let (fill, done) = oneshot::channel();
        drop(fill);
        let frame = Slot { spare, done, room: None }.wait("tag");
        let Outcome::Quarantined(reason) = frame.envelope.outcome else { panic!("nobody worked on it") };
        assert_eq!((reason.stage.as_str(), reason.code.as_str()), ("tag", "worker-lost"));
        assert_eq!(reason.bytes, b"Ferry service resumes");
    }
}
