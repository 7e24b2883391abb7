//! The exit codes, in the style of `sysexits.h`, and errors that know theirs.

use std::io;
use std::process::ExitCode;

/// How the program ends. A pipe that the reader closed is success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All went well; documents may have been quarantined.
    Ok = 0,
    /// `verify` found a citation or a file that does not hold.
    Unverified = 1,
    /// The command line is wrong.
    Usage = 64,
    /// The input is no stream of frames, or more than [`QUARANTINE_SHARE_MAX`] of the documents were quarantined.
    Data = 65,
    /// A path is missing, there is no document, or the id is unknown.
    NoInput = 66,
    /// A fault of the program: the counts do not reconcile, or a stage failed at the end.
    Internal = 70,
    /// A file or folder of the results cannot be made.
    CannotCreate = 73,
    /// Reading or writing failed.
    Io = 74,
    /// Ctrl-C: what had been read was finished and written.
    Interrupted = 130,
}

/// Above this share of quarantined documents, in thousandths, a run ends with [`Exit::Data`].
pub(crate) const QUARANTINE_SHARE_MAX: u64 = 500;

impl Exit {
    const ALL: [(Self, &str); 9] = [
        (Self::Ok, "all went well; documents may have been quarantined"),
        (Self::Unverified, "verify found a citation or a file that does not hold"),
        (Self::Usage, "the command line is wrong"),
        (Self::Data, "the input is no stream of frames, or more than half of the documents were quarantined"),
        (Self::NoInput, "a path is missing, there is no document, or the id is unknown"),
        (Self::Internal, "a fault of the program: the counts do not reconcile, or a stage failed at the end"),
        (Self::CannotCreate, "a file or folder of the results cannot be made"),
        (Self::Io, "reading or writing failed"),
        (Self::Interrupted, "Ctrl-C: what had been read was finished and written"),
    ];

    /// The table for `--help`.
    pub(crate) fn help() -> String {
        let lines = Self::ALL.iter().map(|(exit, why)| format!("  {:>3}  {why}", *exit as u8));
        let lines: Vec<String> = lines.collect();
        format!("Exit codes:\n{}\n\nA pipe that its reader closed is success.", lines.join("\n"))
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// An error and the exit code it asks for.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) exit: Exit,
    pub(crate) error: anyhow::Error,
}

impl Failed {
    pub(crate) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, error: anyhow::Error::msg(message.into()) }
    }

    /// Whether the reader of our output went away.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        self.error.chain().any(|cause| {
            cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
        })
    }
}

/// Gives an error the exit code that its place asks for.
pub(crate) trait OrExit<T> {
    fn or_exit(self, exit: Exit) -> Result<T, Failed>;
}

impl<T, E: Into<anyhow::Error>> OrExit<T> for Result<T, E> {
    fn or_exit(self, exit: Exit) -> Result<T, Failed> {
        self.map_err(|error| Failed { exit, error: error.into() })
    }
}
