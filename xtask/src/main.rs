//! The project's own commands, run as `cargo xtask COMMAND`: they drive cargo and the binary, and use no crate of ours.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its user")]

mod bench;
mod cargo;
mod ci;
mod crash;
mod fuzz;
mod generate;
mod memory;
mod run;
mod score;
mod test;
mod tidy;
mod train;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  run [PATH…] [--out DIR] [--processes] [-- ARG…]
        build the desk and run it on PATH (default: seeds) into DIR (default: out);
        --processes: its filters as processes linked by pipes;
        ARG: passed on to `copydesk run`, or to `copydesk ingest`
  test [ARG…]
        all tests, doc tests included; ARG: passed on to `cargo test`
  ci    format, clippy, tidy, docs, scores, tests: what continuous integration runs
  tidy  the rules that a compiler does not check
  score [--data DIR]… [--only PART,…] [--json] [--predictions DIR]
        what the desk finds, against labels (default: those in the repository)
  crash [--kills N] [--documents N] [--seed N] [--faults] [--power] [--damage] [--short]
        kills, failing system calls, power cuts and damage, and runs that must end whole all the same
        (needs Linux and strace)
  fuzz [--short] [--runs N] [TARGET…]
        inputs changed by coverage (needs a nightly toolchain and cargo-fuzz)
  memory [N] [--input FILE.jsonl] [--slow-sink MICROSECONDS]
        the peak of runs over 10,000 and 100,000 documents (needs Linux)
  generate N DIR [--seed N]
        documents of invented events, for volume
  train names [--open FILE]… [--test FILE]… [--train FILE]…
        the shipped models from the project's text and open data given by path; with --train: the engine on other data
  train roles --data DIR [--own DIR]… [--only pages|gleaned|dumps|titles|bylines] [--hold-out [FIFTH]] [--unseen DIR]…
        rebuilds the weights of lines that ship; --hold-out: scores on a fifth of the pages instead;
        --unseen: scores on these labelled dumps too
  train outlets [--own DIR]… [--unseen DIR]… [--show]
        rebuilds the weights of the names of outlets
  train joins [--open FILE]… [--own DIR]… [--unseen PATH]…
        rebuilds the trees that say whether a text belongs to a story
  train facts [--own DIR]… [--unseen DIR]…
        rebuilds the trees that say whether two numbers or times are about one thing
  train renderings [--own DIR]… [--unseen DIR]…
        rebuilds the trees that say whether two utterances are renderings of one
  bench [--only html,copies,tag,cluster,summarize] [--data DIR]
        speed and body text beside other extractors, and the speed of stages
  bless rewrite tests/golden/ from what the desk gives now";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    let args: Vec<String> = args.collect();
    let result = match command.as_str() {
        "run" => run::run(args),
        "test" => test::test(&args),
        "ci" => none(&args, ci::ci),
        "tidy" => none(&args, tidy::tidy),
        "score" => score::score(args),
        "crash" => crash::crash(&args),
        "fuzz" => fuzz::fuzz(&args),
        "memory" => memory::memory(&args),
        "generate" => generate::generate(&args),
        "train" => train::train(&args),
        "bench" => bench::bench(&args),
        "bless" => none(&args, score::bless),
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => Err(anyhow::anyhow!("no command `{other}`\n\n{USAGE}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a command that takes no arguments.
fn none(args: &[String], command: fn() -> anyhow::Result<()>) -> anyhow::Result<()> {
    match args.first() {
        Some(arg) => Err(anyhow::anyhow!("unexpected argument `{arg}`\n\n{USAGE}")),
        None => command(),
    }
}
