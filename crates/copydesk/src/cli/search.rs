//! `copydesk search`: articles by their words.

use std::io::{self, Write};

use anyhow::Context;
use copydesk::archive::Archive;
use copydesk::publish::visible;

use super::arguments::SearchArguments;
use super::exit::{Exit, Failed, OrExit};
use super::log::FILE;

pub(crate) fn search(arguments: &SearchArguments) -> Result<Exit, Failed> {
    let path = arguments.out.join(FILE);
    if !path.is_file() {
        return Err(Failed::new(Exit::NoInput, format!("no archive `{}`", path.display())));
    }
    let archive = Archive::open(&path).or_exit(Exit::Io)?;
    let hits = archive.search(&arguments.words.join(" "), arguments.most).or_exit(Exit::Io)?;
    let mut out = io::stdout().lock();
    for hit in &hits {
        let title = hit.title.as_deref().unwrap_or("(no headline)");
        writeln!(out, "{}  {}  [{}]", hit.id, visible(title), visible(&hit.source))
            .context("cannot write to stdout")
            .or_exit(Exit::Io)?;
    }
    out.flush().or_exit(Exit::Io)?;
    if hits.is_empty() {
        return Err(Failed::new(Exit::NoInput, "no article holds all of these words"));
    }
    Ok(Exit::Ok)
}
