//! Trains the models that ship, and measures them on pages kept back. For development only.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its user")]
#![allow(
    clippy::indexing_slicing,
    reason = "learning runs over columns of one length, and never in the desk"
)]

mod annotated;
mod boost;
mod clusters;
mod facts;
mod joins;
mod label;
mod linear;
mod names;
mod outlets;
mod perceptron;
mod renderings;
mod roles;
mod sample;
mod speed;
mod stories;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Trains the models that ship")]
struct Cli {
    #[command(subcommand)]
    model: ModelCommand,
}

#[derive(Subcommand)]
enum ModelCommand {
    /// The tagger of lines
    Roles(roles::RolesArguments),
    /// The weights of the outlet's names
    Outlets(outlets::OutletsArguments),
    /// The tagger of names
    Names(names::NamesArguments),
    /// The trees that say whether two facts are about one thing
    Facts(facts::StoriesArguments),
    /// The trees that say whether two utterances are renderings of one
    Renderings(facts::StoriesArguments),
    /// Labelled streams
    Joins(joins::JoinsArguments),
    /// The clusters of words that the tagger of names looks at
    Clusters(clusters::ClustersArguments),
    /// How fast tag is
    Speed(speed::SpeedArguments),
}

fn main() -> Result<()> {
    match Cli::parse().model {
        ModelCommand::Roles(arguments) => roles::roles(&arguments),
        ModelCommand::Outlets(arguments) => outlets::outlets(&arguments),
        ModelCommand::Names(arguments) => names::names(&arguments),
        ModelCommand::Facts(arguments) => facts::facts(&arguments),
        ModelCommand::Renderings(arguments) => renderings::renderings(&arguments),
        ModelCommand::Joins(arguments) => joins::joins(&arguments),
        ModelCommand::Clusters(arguments) => clusters::clusters(&arguments),
        ModelCommand::Speed(arguments) => speed::speed(&arguments),
    }
}
