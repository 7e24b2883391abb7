//! The whole pipeline: a source, stages on threads with links between them, and a sink.

use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, Scope};

use copydesk_record::{Frame, FrameKind};

use crate::contain::contained;
use crate::crew::{Ended, Handle, STACK_BYTES, alone, crew};
use crate::link::{LinkConfig, Receiver, Sender, link};
use crate::meter::{LinkCount, Meter, StageCount, Tally};
use crate::witness::{Watch, Witness};
use crate::work::{Work, fit};

/// Stages in a row, to be run once.
#[derive(Default)]
pub struct Pipeline {
    source: &'static str,
    steps: Vec<Step>,
    links: LinkConfig,
    cancel: Cancel,
    witness: Option<Arc<dyn Witness>>,
}

enum Step {
    Alone(Box<dyn Work>),
    Crew(Vec<Box<dyn Work>>),
}

/// Asks a run to end early: it takes in nothing more, finishes what is under way, and ends as if the input had ended.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

/// Where the frames of a run end up.
pub trait Sink {
    /// Why it cannot go on.
    type Error;

    /// Takes a frame: documents in order of arrival, then stories.
    ///
    /// # Errors
    /// The sink's own. The run ends then, without taking in more.
    fn put(&mut self, frame: Frame) -> Result<(), Self::Error>;

    /// Called when no frame is waiting: the time to flush.
    ///
    /// # Errors
    /// The sink's own. The run ends then.
    fn idle(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// A run in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Documents that came in.
    pub entered: u64,
    /// How they left.
    pub tally: Tally,
    /// Each stage in order.
    pub stages: Vec<StageCount>,
    /// Each link in order.
    pub links: Vec<LinkCount>,
    /// What went wrong beside single documents: a stage that failed at the end, documents out of order. A run with
    /// faults is not complete.
    pub faults: Vec<String>,
    /// Whether it was asked to end early.
    pub was_cancelled: bool,
}

/// Why a run ended before its input did.
#[derive(Debug, thiserror::Error)]
pub enum RunError<E> {
    /// The sink could not take a frame.
    #[error("the results cannot be written")]
    Sink(#[source] E),
    /// A thread could not be started.
    #[error("a thread cannot be started")]
    Thread(#[source] std::io::Error),
}

impl Step {
    fn name(&self) -> &'static str {
        match self {
            Self::Alone(work) => work.name(),
            Self::Crew(works) => works.first().map_or("", |work| work.name()),
        }
    }
}

impl Cancel {
    /// Ends the run early.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the run is to end.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Report {
    /// Whether every document that came in left with one outcome, in order, and no stage failed at the end.
    pub fn is_complete(&self) -> bool {
        self.faults.is_empty() && self.entered == self.tally.documents()
    }
}

/// Collects what arrives.
impl Sink for Vec<Frame> {
    type Error = Infallible;

    fn put(&mut self, frame: Frame) -> Result<(), Infallible> {
        self.push(frame);
        Ok(())
    }
}

impl Pipeline {
    /// A pipeline without stages; `source` is what its first link is named after.
    pub fn new(source: &'static str) -> Self {
        Self { source, ..Self::default() }
    }

    /// The same with other bounds for its links.
    #[must_use]
    pub fn with_links(mut self, links: LinkConfig) -> Self {
        self.links = links;
        self
    }

    /// The same, ended early by `cancel`.
    #[must_use]
    pub fn with_cancel(mut self, cancel: Cancel) -> Self {
        self.cancel = cancel;
        self
    }

    /// The same, with somebody who is told what each thread is working on.
    #[must_use]
    pub fn with_witness(mut self, witness: Arc<dyn Witness>) -> Self {
        self.witness = Some(witness);
        self
    }

    /// Adds a stage that runs alone, because it holds what earlier documents said.
    #[must_use]
    pub fn alone(mut self, work: impl Work + 'static) -> Self {
        self.steps.push(Step::Alone(Box::new(work)));
        self
    }

    /// Adds a stage that holds nothing from one document to the next, on `n_workers` threads.
    #[must_use]
    pub fn crew<W: Work + 'static>(mut self, n_workers: NonZeroUsize, make: impl Fn() -> W) -> Self {
        let works = (0..n_workers.get()).map(|_| Box::new(make()) as Box<dyn Work>);
        self.steps.push(Step::Crew(works.collect()));
        self
    }

    /// Runs it: `source` on a thread of its own, `sink` on the calling one. The same frames come out whatever the
    /// number of workers and the bounds of the links.
    ///
    /// # Errors
    /// `Sink` if the sink failed, `Thread` if a thread could not be started. All threads have ended then.
    pub fn run<K: Sink>(
        self,
        source: impl Iterator<Item = Frame> + Send,
        sink: &mut K,
    ) -> Result<Report, RunError<K::Error>> {
        let cancel = self.cancel.clone();
        std::thread::scope(|scope| {
            let mut started = Started::default();
            let last = self.start(scope, source, &mut started).map_err(RunError::Thread)?;
            let mut report = Report::default();
            let drained = drain(last, sink, &mut report);
            started.join(&mut report);
            drained.map_err(RunError::Sink)?;
            report.was_cancelled = cancel.is_cancelled();
            Ok(report)
        })
    }

    /// Starts all threads; gives the end of the last link.
    fn start<'scope>(
        self,
        scope: &'scope Scope<'scope, '_>,
        source: impl Iterator<Item = Frame> + Send + 'scope,
        started: &mut Started<'scope>,
    ) -> std::io::Result<Receiver> {
        let mut names: Vec<String> = vec![self.source.to_owned()];
        names.extend(self.steps.iter().map(|step| step.name().to_owned()));
        let ends = names.iter().skip(1).map(String::as_str).chain(["out"]);
        let names: Vec<String> = names.iter().zip(ends).map(|(from, to)| format!("{from} → {to}")).collect();
        let mut names = names.iter();
        let mut next_link = || {
            let (tx, rx) = link(names.next().map_or("", String::as_str), self.links);
            started.meters.push(tx.meter());
            (tx, rx)
        };
        let (tx, mut rx) = next_link();
        let cancel = self.cancel;
        let builder = Builder::new().name(self.source.to_owned()).stack_size(STACK_BYTES);
        let name = self.source;
        started.source = Some(builder.spawn_scoped(scope, move || feed(name, source, tx, &cancel))?);
        let witness = self.witness;
        let mut watches = (0..).map(|slot| Watch { witness: witness.clone(), slot });
        for step in self.steps {
            let (tx, after) = next_link();
            let before = std::mem::replace(&mut rx, after);
            started.stages.push(match step {
                Step::Alone(work) => {
                    vec![alone(scope, work, before, tx, watches.next().unwrap_or_default())?]
                }
                Step::Crew(works) => crew(scope, works, before, tx, watches.by_ref())?,
            });
        }
        Ok(rx)
    }
}

/// The threads of a run.
#[derive(Default)]
struct Started<'scope> {
    source: Option<std::thread::ScopedJoinHandle<'scope, Fed>>,
    stages: Vec<Vec<Handle<'scope>>>,
    meters: Vec<Arc<Meter>>,
}

/// What the source's thread leaves.
#[derive(Default)]
struct Fed {
    entered: u64,
    fault: Option<String>,
}

impl Started<'_> {
    fn join(self, report: &mut Report) {
        let lost = || Some("a thread of the pipeline was lost".to_owned());
        if let Some(source) = self.source {
            let fed = source.join().unwrap_or_else(|_| Fed { entered: 0, fault: lost() });
            report.entered = fed.entered;
            report.faults.extend(fed.fault);
        }
        for handles in self.stages {
            let mut sum = StageCount::default();
            for handle in handles {
                let lost = |_| Ended { fault: lost(), ..Ended::default() };
                let ended = handle.join().unwrap_or_else(lost);
                sum.name.clone_from(&ended.count.name);
                sum.add(&ended.count);
                report.faults.extend(ended.fault);
            }
            report.stages.push(sum);
        }
        report.links = self.meters.iter().map(|meter| meter.count()).collect();
    }
}

/// Sends what the source gives until it ends, the run is cancelled, or nobody takes it any more. A panic of the source
/// ends it: which document it was at cannot be told.
fn feed(name: &str, mut source: impl Iterator<Item = Frame>, mut tx: Sender, cancel: &Cancel) -> Fed {
    let mut fed = Fed::default();
    while !cancel.is_cancelled() {
        match contained(|| source.next()) {
            Ok(Some(frame)) => {
                fed.entered += u64::from(frame.envelope.kind == FrameKind::Document);
                if tx.blocking_send(fit(frame, name)).is_err() {
                    break;
                }
            }
            Ok(None) => break,
            Err(message) => {
                fed.fault = Some(format!("the source failed: {message}"));
                break;
            }
        }
    }
    fed
}

/// Gives the sink all frames; counts them and checks their order.
fn drain<K: Sink>(mut last: Receiver, sink: &mut K, report: &mut Report) -> Result<(), K::Error> {
    let mut due: Option<u64> = None;
    while let Some(frame) = last.blocking_recv() {
        report.tally.add(&frame);
        let seq = frame.envelope.seq;
        if frame.envelope.kind == FrameKind::Document {
            if due.is_some_and(|due| due != seq) {
                report
                    .faults
                    .push(format!("document `{seq}` came where `{}` was due", due.unwrap_or_default()));
            }
            due = Some(seq + 1);
        }
        sink.put(frame)?;
        if last.is_empty() {
            sink.idle()?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
