//! Pages and dumps of public benchmarks: read and normalized in this process, and scored one by one.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::thread;

use anyhow::{Context, Result};
use copydesk_eval::{
    Answer, LabelledDump, LabelledPage, LabelledSet, Part, ScoreLine, page_bytes, read_dumps, read_pages,
    score_dumps, score_pages,
};
use copydesk_ingest::{IngestConfig, read_html};
use copydesk_normalize::normalize;
use copydesk_record::{Article, Page, Raw};
use serde_json::json;

/// At most so many pages are read at a time.
const THREADS_MAX: usize = 8;

/// Scores a set of pages or of dumps, and writes what was found if a folder is given for it.
pub(super) fn score_set(set: &LabelledSet, target: Option<&Path>) -> Result<Vec<ScoreLine>> {
    if set.part == Part::Text {
        let dumps: Vec<(LabelledDump, Answer)> =
            answers(read_dumps(&set.folder)?, |dump| Ok(answer_of(Raw::from_text(&*dump.noisy), None)))?;
        write(target, dumps.iter().map(|(dump, said)| (dump.id.as_str(), said)))?;
        let dumps: Vec<(LabelledDump, String)> =
            dumps.into_iter().map(|(dump, said)| (dump, said.text)).collect();
        return Ok(score_dumps(&dumps).lines());
    }
    let pages: Vec<(LabelledPage, Answer)> = answers(read_pages(&set.folder)?, |page| {
        let bytes = page_bytes(&set.folder, &page.id)?;
        // A page that ingest sets aside has no text.
        let Ok((mut raw, markup)) = read_html(&bytes, &IngestConfig::default()) else {
            return Ok(Answer::default());
        };
        raw.url = page.url.clone().or(raw.url);
        Ok(answer_of(raw, Some(markup)))
    })?;
    write(target, pages.iter().map(|(page, said)| (page.id.as_str(), said)))?;
    Ok(score_pages(&pages).lines())
}

/// Answers for all items, in their order, found on as many threads as there are cores.
fn answers<T: Send + Sync>(
    items: Vec<T>,
    answer: impl Fn(&T) -> Result<Answer> + Sync,
) -> Result<Vec<(T, Answer)>> {
    let n_threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS_MAX);
    let answer = &answer;
    let found: Vec<Vec<Result<Answer>>> = thread::scope(|scope| {
        let part = items.len().div_ceil(n_threads).max(1);
        let threads: Vec<_> = items
            .chunks(part)
            .map(|items| scope.spawn(move || items.iter().map(answer).collect::<Vec<_>>()))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
    });
    let found: Vec<Answer> = found.into_iter().flatten().collect::<Result<_>>()?;
    anyhow::ensure!(found.len() == items.len(), "a page made its thread panic");
    Ok(items.into_iter().zip(found).collect())
}

fn answer_of(raw: Raw, markup: Option<copydesk_record::Markup>) -> Answer {
    let page = Page { raw, markup: markup.unwrap_or_default(), ..Page::default() };
    let article = normalize(&page);
    let text = text_of(&article, &page.raw.text);
    Answer {
        title: article.title,
        authors: article.byline,
        date: article.published.map(|date| date.value),
        text,
    }
}

/// The article's text as `articles.jsonl` gives it.
fn text_of(article: &Article, source: &str) -> String {
    article.text_blocks().map(|block| block.span.str(source)).collect::<Vec<_>>().join("\n\n")
}

fn write<'a>(target: Option<&Path>, said: impl Iterator<Item = (&'a str, &'a Answer)>) -> Result<()> {
    let Some(target) = target else { return Ok(()) };
    fs::create_dir_all(target).with_context(|| format!("cannot make `{}`", target.display()))?;
    let path = target.join("articles.jsonl");
    let file = fs::File::create(&path).with_context(|| format!("cannot write `{}`", path.display()))?;
    let mut file = std::io::BufWriter::new(file);
    for (id, said) in said {
        let Answer { title, authors, date, text } = said;
        let line = json!({"gold": id, "title": title, "byline": authors, "published": date, "text": text});
        writeln!(file, "{line}")?;
    }
    Ok(file.flush()?)
}
