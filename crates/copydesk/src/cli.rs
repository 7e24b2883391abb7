//! The command line: what can be asked, and who answers.

mod arguments;
mod busy;
mod exit;
mod explain;
mod filter;
mod interrupt;
mod lines;
mod log;
mod print;
mod progress;
mod publish;
mod replay;
mod run;
mod score;
mod search;
mod stats;
mod verify;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use arguments::{Cli, Command};
use exit::{Exit, Failed};

/// Reads the command line, does what it asks, and gives the exit code.
pub(crate) fn start() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Ok };
            // A closed pipe must not turn help into a failure.
            let _ = error.print();
            return exit.into();
        }
    };
    log();
    match command(cli.command) {
        Ok(exit) => exit.into(),
        Err(failed) if failed.is_broken_pipe() => Exit::Ok.into(),
        Err(failed) => {
            let _ = writeln!(anstream::stderr(), "copydesk: {:#}", failed.error);
            failed.exit.into()
        }
    }
}

fn command(command: Command) -> Result<Exit, Failed> {
    match command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Ingest(arguments) => filter::ingest(&arguments),
        Command::Normalize(arguments) => filter::normalize(&arguments),
        Command::Tag(arguments) => filter::tag(&arguments),
        Command::Cluster(arguments) => filter::cluster(arguments),
        Command::Summarize(arguments) => filter::summarize(arguments),
        Command::Publish(arguments) => run::publish_frames(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Search(arguments) => search::search(&arguments),
        Command::Replay(arguments) => replay::replay(&arguments),
        Command::Stats(arguments) => stats::stats(&arguments),
        Command::Trial => busy::trial(),
        Command::Verify(arguments) => verify::verify(&arguments),
        Command::Score(arguments) => score::score(&arguments),
    }
}

/// What the program notes for its makers goes to stderr if `COPYDESK_LOG` asks for it: `COPYDESK_LOG=debug`.
fn log() {
    let filter = tracing_subscriber::EnvFilter::builder()
        .with_default_directive(tracing_subscriber::filter::LevelFilter::OFF.into())
        .with_env_var("COPYDESK_LOG")
        .from_env_lossy();
    let is_terminal = std::io::stderr().is_terminal();
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    subscriber.without_time().with_ansi(is_terminal).init();
}
