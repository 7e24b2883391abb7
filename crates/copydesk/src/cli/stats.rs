//! `copydesk stats`: what an archive holds, read to the last byte.

use std::io::Write;

use copydesk::archive::{Archive, ArchiveError, Outcomes};
use serde_json::json;

use super::arguments::StatsArguments;
use super::exit::{Exit, Failed, OrExit};
use super::log::FILE;

pub(crate) fn stats(arguments: &StatsArguments) -> Result<Exit, Failed> {
    let path = arguments.out.join(FILE);
    if !path.is_file() {
        return Err(Failed::new(Exit::NoInput, format!("no archive `{}`", path.display())));
    }
    let archive = Archive::open(&path).or_exit(Exit::Io)?;
    archive.check().or_exit(Exit::Io)?;
    let Outcomes { kept, copies, filtered, quarantined } = archive.outcomes().or_exit(Exit::Io)?;
    let entered = kept + copies + filtered + quarantined;
    let mut stories = 0;
    let counted = archive.each_brief(|_| {
        stories += 1;
        Ok::<(), ArchiveError>(())
    });
    counted.or_exit(Exit::Io)?;
    let content = archive.digest().or_exit(Exit::Io)?;
    let mut out = std::io::stdout().lock();
    let written = if arguments.json {
        let counts = json!({"in": entered, "kept": kept, "copies": copies, "filtered": filtered,
            "quarantined": quarantined});
        writeln!(out, "{}", json!({"counts": counts, "stories": stories, "content": content}))
    } else {
        writeln!(
            out,
            "in {entered} = kept {kept} + copies {copies} + filtered {filtered} + quarantined {quarantined}\n\
             stories of the last completed run: {stories}\ncontent {content}"
        )
    };
    written.or_exit(Exit::Io)?;
    Ok(Exit::Ok)
}
