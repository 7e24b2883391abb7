//! The `copydesk` program: the desk as a whole, its stages as filters, and what explains and checks their results.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::start()
}
