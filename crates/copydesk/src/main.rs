//! The `copydesk` binary.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};
use copydesk::pipeline::{Work, annotate, annotate_in_order, gather, mark};
use copydesk::publish::{Publisher, RunReport};
use copydesk::{cluster, ingest, normalize, summarize, tag};

#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The whole desk: documents in, briefs out.
    Run {
        /// Files and folders; `-` is standard input.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Where the files go.
        #[arg(long, default_value = "out")]
        out: PathBuf,
    },
}

fn main() -> Result<()> {
    let Command::Run { paths, out } = Cli::parse().command;
    let mut steps: Vec<Box<dyn Work>> = vec![
        Box::new(annotate(normalize::Normalize::new)),
        Box::new(mark(normalize::Copies::new)),
        Box::new(annotate(tag::Tag::new)),
        Box::new(annotate_in_order(cluster::Cluster::new)),
        Box::new(gather(summarize::Summarize::new)),
    ];
    let mut publisher = Publisher::create(&out)?;
    let mut documents = ingest::Ingest::open(&paths, ingest::IngestConfig::default())?;
    for frame in &mut documents {
        let frame = steps.iter_mut().fold(frame, |frame, step| step.process(frame));
        publisher.put(&frame)?;
    }
    let mut held = Vec::new();
    for step in &mut steps {
        step.finish(&mut held).map_err(anyhow::Error::msg)?;
    }
    for frame in &held {
        publisher.put(frame)?;
    }
    let report = RunReport { skipped: documents.skipped().to_vec(), ..RunReport::default() };
    let counts = publisher.finish(report)?;
    anstream::println!("{counts:?}");
    Ok(())
}
