//! `score`: runs the desk on labelled pages and prints what it found, figure by figure.

mod copies;
mod days;
mod languages;
mod pages;
mod stories;
mod tagged;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use clap::Args;
use copydesk_eval::{LabelledSet, Part, ScoreLine, find_sets, score_corpus, write_predictions};
use serde_json::{Value, json};

use super::exit::{Exit, Failed, OrExit};

#[derive(Debug, Args)]
pub(crate) struct ScoreArguments {
    /// Folders of labelled data, looked through for `gold.json`, `gold.jsonl`, `noisy.jsonl.gz` and files of marks
    #[arg(long, required = true, value_name = "DIR")]
    data: Vec<PathBuf>,
    /// Only these parts, a comma between them: `copies`, `corpus`, `dates`, `html`, `text`, `language`, `names`, `canonical`, `times`,
    /// `quotations`, `sentences`, `key-phrases`, `grouping`, `summaries`, `timelines`, `seeds`
    #[arg(long, value_name = "PART", value_parser = part, value_delimiter = ',')]
    only: Vec<Part>,
    /// Print JSON lines
    #[arg(long)]
    json: bool,
    /// Write what was predicted into `DIR/PART/SET/`, JSON lines with the labels' names as `gold`
    #[arg(long, value_name = "DIR")]
    predictions: Option<PathBuf>,
}

/// Scores every set under the given folders, and prints a line for each part, set and metric.
pub(crate) fn score(arguments: &ScoreArguments) -> Result<Exit, Failed> {
    let mut sets = Vec::new();
    for data in &arguments.data {
        sets.extend(find_sets(data).or_exit(Exit::NoInput)?);
    }
    sets.retain(|set| arguments.only.is_empty() || arguments.only.contains(&set.part));
    sets.sort();
    sets.dedup();
    if sets.is_empty() {
        return Err(Failed::new(Exit::NoInput, "no labelled data of that part"));
    }
    let work = Scratch::create().or_exit(Exit::CannotCreate)?;
    let mut rows = Vec::new();
    for (at, set) in sets.iter().enumerate() {
        let out = work.path.join(at.to_string());
        let lines = score_set(set, &out, arguments).or_exit(Exit::Internal)?;
        rows.extend(lines.into_iter().map(|line| (set, line)));
    }
    print(&rows, arguments.json).or_exit(Exit::Io)?;
    Ok(Exit::Ok)
}

fn part(name: &str) -> Result<Part, String> {
    let names: Vec<&str> = Part::ALL.iter().map(|part| part.name()).collect();
    Part::from_name(name).ok_or_else(|| format!("the parts are {}", names.join(", ")))
}

/// Runs the desk on one set, as a user would, and scores what it wrote; pages and dumps of benchmarks one by one.
fn score_set(set: &LabelledSet, out: &Path, arguments: &ScoreArguments) -> Result<Vec<ScoreLine>> {
    let target = arguments.predictions.as_ref().map(|target| target.join(set.part.name()).join(&set.name));
    match set.part {
        Part::Copies => return copies::score_set(set),
        Part::Dates => return days::score_set(set),
        Part::Language => return languages::score_set(set),
        Part::Grouping | Part::Summaries | Part::Timelines => {
            return stories::score_set(set, target.as_deref());
        }
        Part::Html | Part::Text => return pages::score_set(set, target.as_deref()),
        Part::Corpus | Part::Seeds => {}
        _ => return tagged::score_set(set, target.as_deref()),
    }
    let program = std::env::current_exe().context("cannot tell where this program is")?;
    let mut run = Command::new(program);
    run.arg("run").arg(&set.folder).arg("--out").arg(out).arg("--quiet");
    let status = run.stdin(Stdio::null()).stdout(Stdio::null()).status().context("cannot start the run")?;
    if !status.success() {
        bail!("the run on `{}` failed: {status}", set.folder.display());
    }
    if let Some(target) = &target {
        write_predictions(set, out, target)?;
    }
    Ok(score_corpus(out, &set.folder)?.lines())
}

fn print(rows: &[(&LabelledSet, ScoreLine)], as_json: bool) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    let part_chars = rows.iter().map(|(set, _)| set.part.name().len()).max().unwrap_or_default();
    let set_chars = rows.iter().map(|(set, _)| set.name.chars().count()).max().unwrap_or_default();
    let metric_chars = rows.iter().map(|(_, line)| line.metric.chars().count()).max().unwrap_or_default();
    for (set, ScoreLine { metric, value }) in rows {
        let (part, name) = (set.part.name(), &set.name);
        if as_json {
            let value: Value = serde_json::from_str(value)?;
            let line = json!({"part": part, "set": name, "metric": metric, "value": value});
            writeln!(stdout, "{line}")?;
        } else {
            writeln!(stdout, "{part:<part_chars$} {name:<set_chars$} {metric:<metric_chars$} {value:>6}")?;
        }
    }
    Ok(())
}

/// A folder of our own among the system's temporary ones, removed at the end.
struct Scratch {
    path: PathBuf,
}

impl Scratch {
    fn create() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("copydesk-score-{}", std::process::id()));
        fs::create_dir_all(&path).with_context(|| format!("cannot make `{}`", path.display()))?;
        Ok(Self { path })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed stays for the system to clean up.
        let _ = fs::remove_dir_all(&self.path);
    }
}
