//! Ctrl-C and SIGTERM: the first ends the intake and lets what was read be finished, the second ends the program.

use std::io::Write;

use copydesk::pipeline::Cancel;

use super::exit::Exit;

/// Listens for them on a thread of its own. Where that is not possible, Ctrl-C ends the program as it always did.
pub(crate) fn drain_on_interrupt(cancel: Cancel) {
    listen(move || {
        cancel.cancel();
        let _ = writeln!(anstream::stderr(), "copydesk: finishing what was read; Ctrl-C again stops at once");
    });
}

/// For a filter: its input ends when the filters before it end, so that the first Ctrl-C is theirs.
pub(crate) fn outlast_interrupt() {
    listen(|| {});
}

fn listen(first: impl FnOnce() + Send + 'static) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    // Before this returns, so that a signal that comes right after it is not the end of the program.
    let entered = runtime.enter();
    let Ok(mut signals) = Signals::new() else { return };
    drop(entered);
    std::thread::spawn(move || {
        runtime.block_on(async {
            signals.next().await;
            first();
            signals.next().await;
            std::process::exit(i32::from(Exit::Interrupted as u8));
        });
    });
}

/// What asks the program to end: Ctrl-C, and what service managers send.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
