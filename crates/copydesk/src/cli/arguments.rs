//! The arguments of each command.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use copydesk::ingest::{FIELDS_NAMED, IngestConfig};

use super::exit::Exit;
use super::score::ScoreArguments;

/// Raw news in; clean, tagged, grouped, cited story briefs out.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, about, after_help = Exit::help(), max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// The whole desk: reads documents, prints the briefs, writes the files
    Run(RunArguments),
    /// Filter: documents in, frames out
    Ingest(IngestArguments),
    /// Filter: finds the article in each page or dump, marks copies
    Normalize(CrewArguments),
    /// Filter: marks names, times, quotations, quantities
    Tag(CrewArguments),
    /// Filter: puts each article into a story
    Cluster(FilterArguments),
    /// Filter: writes the brief of each story
    Summarize(FilterArguments),
    /// The end of a row of filters: frames in, the files of `run` out
    Publish(PublishArguments),
    /// Says why: each line of an article and its reason, its dates and speakers; what holds a story together
    Explain(ExplainArguments),
    /// Finds articles by their words, in the archive of a folder that `run` wrote
    Search(SearchArguments),
    /// Tries again what was quarantined, and takes in what can be used now
    Replay(ReplayArguments),
    /// Reads the archive of a folder that `run` wrote to its last byte, and says what it holds
    Stats(StatsArguments),
    /// Takes the document on stdin through all stages: what `run` does with one that may have brought it down
    #[command(hide = true)]
    Trial,
    /// Checks every citation in a folder that `run` wrote
    Verify(VerifyArguments),
    /// Runs the desk on labelled pages and prints what it found, figure by figure
    Score(ScoreArguments),
}

#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// Files and folders; `-` is the standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Where the files go
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) names: FieldNames,
    #[command(flatten)]
    pub(crate) crew: Workers,
    #[command(flatten)]
    pub(crate) show: Show,
    /// Do all the work and write no file
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Forget what earlier runs put into the folder's archive, and begin anew
    #[arg(long)]
    pub(crate) fresh: bool,
    /// How many documents one commit holds: what is lost of a run that is killed, and how often the disk is waited for
    #[arg(long, value_name = "N", default_value = "256")]
    pub(crate) batch: NonZeroUsize,
    /// End the process if one document is in work for longer than this
    #[arg(long, value_name = "SECONDS", default_value_t = 600, hide = true)]
    pub(crate) stuck_after: u64,
    /// For measuring: wait so long after each document that is written
    #[arg(long, value_name = "MICROSECONDS", default_value_t = 0, hide = true)]
    pub(crate) slow_sink: u64,
}

#[derive(Debug, Args)]
pub(crate) struct PublishArguments {
    /// Where the files go
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) show: Show,
}

/// What is printed.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Show {
    /// Print the lines of `stories.jsonl` instead of briefs to read
    #[arg(long)]
    pub(crate) json: bool,
    /// Print neither briefs nor progress; errors only
    #[arg(long)]
    pub(crate) quiet: bool,
}

/// On how many threads the stages run that can.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Workers {
    /// Threads for each stage that can use several; the results are the same [default: one a core]
    #[arg(long, value_name = "N")]
    pub(crate) workers: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(crate) struct IngestArguments {
    /// Files and folders; `-` is the standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) names: FieldNames,
    #[command(flatten)]
    pub(crate) filter: FilterArguments,
}

/// What the fields of JSON lines are called.
#[derive(Clone, Debug, Args)]
pub(crate) struct FieldNames {
    /// What a field is called in JSON lines, before the usual names: `text=story_body`; as often as need be
    #[arg(long = "field", value_name = "FIELD=NAME", value_parser = field_name)]
    pub(crate) field: Vec<(String, String)>,
}

impl FieldNames {
    pub(crate) fn ingest_config(&self) -> IngestConfig {
        IngestConfig { field_names: self.field.clone(), ..IngestConfig::default() }
    }
}

fn field_name(argument: &str) -> Result<(String, String), String> {
    let (field, name) =
        argument.split_once('=').ok_or("a field and its name are needed, `text=story_body`")?;
    if !FIELDS_NAMED.contains(&field) {
        return Err(format!("no field `{field}`; the fields are {}", FIELDS_NAMED.join(", ")));
    }
    Ok((field.to_owned(), name.to_owned()))
}

#[derive(Debug, Args)]
pub(crate) struct CrewArguments {
    #[command(flatten)]
    pub(crate) crew: Workers,
    #[command(flatten)]
    pub(crate) filter: FilterArguments,
}

#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct FilterArguments {
    /// Print JSON lines for people instead of frames for the next filter
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The id of an article or a story, the beginning of one that is enough to tell it, or a document's path
    pub(crate) id: String,
    /// The folder that `run` wrote
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct SearchArguments {
    /// Words that the article must hold, without case and accents; `word*` finds what begins so
    #[arg(required = true, value_name = "WORD")]
    pub(crate) words: Vec<String>,
    /// The folder that `run` wrote
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub(crate) out: PathBuf,
    /// How many articles at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) most: usize,
}

#[derive(Debug, Args)]
pub(crate) struct ReplayArguments {
    /// The folder that `run` wrote
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) crew: Workers,
    #[command(flatten)]
    pub(crate) show: Show,
}

#[derive(Debug, Args)]
pub(crate) struct StatsArguments {
    /// The folder that `run` wrote
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub(crate) out: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// The folder that `run` wrote
    #[arg(value_name = "DIR", default_value = "out")]
    pub(crate) dir: PathBuf,
}

impl Workers {
    pub(crate) fn count(self) -> NonZeroUsize {
        let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.workers.unwrap_or_else(cores)
    }
}
