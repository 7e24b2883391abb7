//! Ctrl-C: the first ends the intake and lets what was read be finished, the second ends the program.

use std::io::Write;

use copydesk::pipeline::Cancel;

use super::exit::Exit;

/// Listens for Ctrl-C on a thread of its own. Where that is not possible, Ctrl-C ends the program as it always did.
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
    std::thread::spawn(move || {
        runtime.block_on(async {
            if tokio::signal::ctrl_c().await.is_err() {
                return;
            }
            first();
            if tokio::signal::ctrl_c().await.is_ok() {
                std::process::exit(i32::from(Exit::Interrupted as u8));
            }
        });
    });
}
