//! Checks what a run wrote: every span and text of articles, stories, brief and pages against the source texts.

mod article;
mod brief;

use std::path::Path;

use copydesk_record::{Id, Span};

use crate::publisher::digest;
use crate::report::RunFile;
use crate::{ArticleLine, Desk, PublishError, VerifyReport, markdown, page};

/// Checks the folder of a run. The report names each file and place that fails; an empty list of faults means that all
/// holds.
///
/// # Errors
/// `Io` if a file of the folder cannot be read at all.
pub fn verify(dir: &Path) -> Result<VerifyReport, PublishError> {
    let mut check = Check::default();
    digests(dir, &mut check)?;
    match Desk::open(dir).and_then(|desk| Ok((desk.briefs()?, desk))) {
        Ok((briefs, mut desk)) => {
            articles(&mut desk, &mut check)?;
            for brief in &briefs {
                brief::check(brief, &mut desk, &mut check)?;
            }
            pages(dir, &briefs, &mut desk, &mut check)?;
        }
        Err(error @ PublishError::Line { .. }) => check.fault(error.to_string()),
        Err(error) => return Err(error),
    }
    Ok(check.report)
}

/// What was checked and what failed.
#[derive(Default)]
struct Check {
    report: VerifyReport,
}

impl Check {
    fn fault(&mut self, fault: String) {
        self.report.faults.push(fault);
    }

    /// `words` must be exactly what stands at `span` of `text`.
    fn words(&mut self, place: &str, text: &str, span: Span, words: &str) {
        self.report.checked += 1;
        if span.of(text) != Some(words) {
            self.fault(format!(
                "{place}: `{}` does not stand at bytes {}..{}",
                cut(words),
                span.start,
                span.end
            ));
        }
    }

    /// `span` must be a range of `text` that cuts no character.
    fn span(&mut self, place: &str, text: &str, span: Span) {
        self.report.checked += 1;
        if span.of(text).is_none() {
            self.fault(format!("{place}: bytes {}..{} are no part of the source text", span.start, span.end));
        }
    }
}

fn cut(words: &str) -> String {
    const SHOWN_CHARS: usize = 60;
    words.chars().take(SHOWN_CHARS).collect()
}

/// Each file must be, to the byte, the one that the run wrote.
fn digests(dir: &Path, check: &mut Check) -> Result<(), PublishError> {
    let path = dir.join("run.json");
    let run = std::fs::read(&path).map_err(PublishError::io("read", &path))?;
    let run: RunFile = match serde_json::from_slice(&run) {
        Ok(run) => run,
        Err(error) => {
            check.fault(format!("run.json: {error}"));
            return Ok(());
        }
    };
    if !run.counts.reconcile() {
        check.fault("run.json: the counts do not add up".to_owned());
    }
    for (name, expected) in &run.digests {
        check.report.checked += 1;
        let path = dir.join(name);
        if !path.is_file() {
            check.fault(format!("{name}: missing"));
        } else if digest(&path)? != *expected {
            check.fault(format!("{name}: changed since the run wrote it"));
        }
    }
    Ok(())
}

fn articles(desk: &mut Desk, check: &mut Check) -> Result<(), PublishError> {
    for id in desk.ids().to_vec() {
        let (article, source) = match (desk.article(id), desk.source(id)) {
            (Ok(Some(article)), Ok(Some(source))) => (article, source),
            (Err(error @ PublishError::Line { .. }), _) | (_, Err(error @ PublishError::Line { .. })) => {
                check.fault(error.to_string());
                continue;
            }
            (Ok(_), Ok(_)) => {
                check.fault(format!("sources.jsonl: no source text of article {id}"));
                continue;
            }
            (Err(error), _) | (_, Err(error)) => return Err(error),
        };
        article::check(&article, &source, check);
        original(&article, &source, check);
    }
    Ok(())
}

/// Where the original file is still there, it must be the one the id names, and a dump's source text its very bytes.
fn original(article: &ArticleLine, source: &str, check: &mut Check) {
    let path = Path::new(&article.source);
    let Ok(bytes) = std::fs::read(path) else { return };
    check.report.checked += 1;
    let names: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    // The id names the path relative to the argument it came from, which is some tail of the path as given.
    let is_named = (0..names.len()).any(|skip| {
        let relative: Vec<&str> = names.iter().skip(skip).map(String::as_str).collect();
        Id::of_document(&relative.join("/"), "", &bytes) == article.id
    });
    if !is_named {
        check.fault(format!("{}: not the file that article {} was read from", article.source, article.id));
        return;
    }
    let is_dump = path.extension().is_some_and(|ending| ending == "txt");
    if is_dump && std::str::from_utf8(&bytes).is_ok_and(|text| text != source) {
        check.fault(format!(
            "sources.jsonl: the text of article {} is not that of `{}`",
            article.id, article.source
        ));
    }
}

/// The pages must be what the lines, checked by then, render to.
fn pages(
    dir: &Path,
    briefs: &[copydesk_record::Brief],
    desk: &mut Desk,
    check: &mut Check,
) -> Result<(), PublishError> {
    let mut text = markdown::HEAD.to_owned();
    let (mut index, end) = page::index_around(briefs.len(), desk);
    for brief in briefs {
        text.push_str(&markdown::brief(brief, desk)?);
        index.push_str(&page::card(brief));
        same(dir, &format!("stories/{}.html", brief.id), &page::story(brief, desk)?, check)?;
    }
    same(dir, "brief.md", &text, check)?;
    same(dir, "index.html", &(index + &end), check)
}

fn same(dir: &Path, name: &str, expected: &str, check: &mut Check) -> Result<(), PublishError> {
    let path = dir.join(name);
    check.report.checked += 1;
    if !path.is_file() {
        check.fault(format!("{name}: missing"));
        return Ok(());
    }
    let found = std::fs::read(&path).map_err(PublishError::io("read", &path))?;
    if found != expected.as_bytes() {
        let at = found.iter().zip(expected.as_bytes()).take_while(|(a, b)| a == b).count();
        check.fault(format!("{name}: differs from its sources at byte {at}"));
    }
    Ok(())
}
