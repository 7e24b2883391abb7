//! How many documents tag, cluster and summarize take in a second of one core's time.

mod reworded;
mod stories;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use copydesk_record::{Article, Block, DateClaim, Reading, Role, Span};
use copydesk_stage::collect;
use copydesk_tag::{NameFeatures, Tag, hinted_tokens, shipped_labels};
use serde_json::Value;

/// What to read.
#[derive(Debug, Args)]
pub struct SpeedArguments {
    /// A folder with text dumps, or with files of JSON lines that have a `text`; of cluster and summarize, a file of the
    /// frames that `copydesk tag` writes, too
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Read each document so many times
    #[arg(long, value_name = "N", default_value_t = 3)]
    rounds: usize,
    /// The stage that is timed
    #[arg(long, value_enum, default_value_t = Timed::Tag)]
    only: Timed,
    /// Of cluster: after so many documents it is said how fast they were; of summarize: the last is how many are read
    #[arg(long, value_name = "N", value_delimiter = ',')]
    documents: Vec<usize>,
    /// How many documents cluster remembers
    #[arg(long, value_name = "N")]
    window: Option<usize>,
}

/// What is timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Timed {
    /// Documents tagged, and tokens of the names' model
    Tag,
    /// Documents put into stories
    Cluster,
    /// Briefs written
    Summarize,
}

/// The day that the documents are taken to be written on.
const WRITTEN: &str = "2024-08-16";

/// Times a stage.
pub fn speed(arguments: &SpeedArguments) -> Result<()> {
    match arguments.only {
        Timed::Tag => tag(arguments),
        Timed::Cluster => stories::cluster(arguments),
        Timed::Summarize => stories::summarize(arguments),
    }
}

/// Times tag, and the learned tagger of names alone.
fn tag(arguments: &SpeedArguments) -> Result<()> {
    let readings: Vec<Reading> = read(&arguments.data)?.into_iter().map(reading).collect();
    if readings.is_empty() {
        bail!("no document in `{}`", arguments.data.display());
    }
    let n_bytes: usize = readings.iter().map(|reading| reading.text.len()).sum();
    // The tables and automata are built on the way, and not counted.
    let (tags, _) = collect(&mut Tag::new(), readings.iter().cloned());
    let digest = blake3::hash(format!("{tags:?}").as_bytes()).to_hex();

    let all = Round::of(arguments.rounds, || {
        let inputs: Vec<Reading> = readings.clone();
        Round::time(|| collect(&mut Tag::new(), inputs).0.len())
    });
    let tokens: Vec<_> = readings.iter().map(hinted_tokens).collect();
    let n_tokens: usize = tokens.iter().flatten().map(Vec::len).sum();
    let names = Round::of(arguments.rounds, || {
        Round::time(|| tokens.iter().map(|tokens| shipped_labels(&mut NameFeatures::of(tokens)).len()).sum())
    });
    let n = readings.len() as f64;
    println!(
        "{} documents of {} bytes and {} tokens",
        n,
        n_bytes / readings.len(),
        n_tokens / readings.len()
    );
    println!("tag: {:.0} documents a second, {:.2} ms each", n / all, 1000.0 * all / n);
    println!("tags are {}", digest.get(..16).unwrap_or_default());
    println!("names by the model alone: {:.0} tokens a second", n_tokens as f64 / names);
    Ok(())
}

/// Seconds of one core's time.
struct Round;

impl Round {
    /// The shortest of some rounds.
    fn of(n: usize, mut round: impl FnMut() -> Duration) -> f64 {
        (0..n.max(1)).map(|_| round().as_secs_f64()).fold(f64::MAX, f64::min)
    }

    fn time(work: impl FnOnce() -> usize) -> Duration {
        let (began, on_core) = (Instant::now(), on_core());
        std::hint::black_box(work());
        match (on_core, self::on_core()) {
            (Some(before), Some(after)) => after.saturating_sub(before),
            _ => began.elapsed(),
        }
    }
}

/// How long this thread has been on a core, where the system tells it; elsewhere the clock must do.
fn on_core() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// The files with documents under a folder, by path: text dumps and JSON lines.
fn list(folder: &Path, out: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let is_input = path.extension().is_some_and(|ending| ending == "txt" || ending == "jsonl");
        if path.is_dir() {
            list(&path, out)?;
        } else if is_input {
            out.push(path);
        }
    }
    Ok(())
}

/// The texts under a folder, by path.
fn read(folder: &Path) -> Result<Vec<String>> {
    let (mut files, mut out) = (Vec::new(), Vec::new());
    list(folder, &mut files)?;
    for path in files {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        if path.extension().is_some_and(|ending| ending == "txt") {
            out.push(text);
        } else {
            let values = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
            out.extend(values.filter_map(|value| Some(value.get("text")?.as_str()?.to_owned())));
        }
    }
    Ok(out)
}

/// A document whose first line is its title and whose other lines are its body.
fn reading(text: String) -> Reading {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trim(&text);
        at += line.len();
        if !span.is_empty() {
            let role = if blocks.is_empty() { Role::Title } else { Role::Body };
            blocks.push(Block { role, span, reason: None });
        }
    }
    let written = Some(DateClaim { value: WRITTEN.to_owned(), ..DateClaim::default() });
    Reading { text, article: Article { blocks, written, ..Article::default() }, ..Reading::default() }
}
