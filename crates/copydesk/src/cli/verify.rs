//! `verify`: every citation against its source.

use std::io::Write;
use std::path::Path;

use super::arguments::VerifyArguments;
use super::exit::{Exit, Failed, OrExit};

pub(crate) fn verify(arguments: &VerifyArguments) -> Result<Exit, Failed> {
    let dir: &Path = &arguments.dir;
    if !dir.is_dir() {
        return Err(Failed::new(Exit::NoInput, format!("no such folder: `{}`", dir.display())));
    }
    let report = copydesk::publish::verify(dir).or_exit(Exit::Io)?;
    let mut out = std::io::stdout().lock();
    for fault in &report.faults {
        writeln!(out, "{}", copydesk::publish::visible(fault)).or_exit(Exit::Io)?;
    }
    let (checked, n_faults) = (report.checked, report.faults.len());
    if n_faults > 0 {
        return Err(Failed::new(Exit::Unverified, format!("{n_faults} of {checked} checks failed")));
    }
    writeln!(out, "all {checked} checks hold").or_exit(Exit::Io)?;
    Ok(Exit::Ok)
}
