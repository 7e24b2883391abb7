//! Other extractors beside ours, on the same pages, in the same process, on one core: body text and speed.
#![allow(clippy::print_stdout, reason = "a command line tool talks to its user")]

mod copies;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use copydesk_eval::{page_bytes, read_pages, shingle_f1, word_f1};
use copydesk_ingest::{IngestConfig, read_html};
use copydesk_normalize::normalize;
use copydesk_record::Page;
use cpu_time::ThreadTime;
use dom_smoothie::{Config, Readability, TextMode};
use trafilatura::{ExtractionFocus, Options, extract};

type Extractor = fn(&str) -> String;

const EXTRACTORS: [(&str, Extractor); 4] = [
    ("copydesk", copydesk),
    ("trafilatura fallback", |html| trafilatura(html, ExtractionFocus::Balanced)),
    ("trafilatura fallback precision", |html| trafilatura(html, ExtractionFocus::FavorPrecision)),
    ("dom_smoothie", dom_smoothie),
];

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    const USAGE: &str = "usage: copydesk-peers html|copies DATA [SCORES.jsonl]";
    let what = args.next().context(USAGE)?;
    let data: PathBuf = args.next().context(USAGE)?.into();
    match what.as_str() {
        "html" => {}
        "copies" => return copies::bench(&data.join("text")),
        other => anyhow::bail!("no bench `{other}`; {USAGE}"),
    }
    let mut scores = args.next().map(std::fs::File::create).transpose()?;
    for set in ["wcxb", "fundus"] {
        let folder = data.join("html").join(set);
        if folder.is_dir() {
            compare(set, &folder, scores.as_mut())?;
        }
    }
    Ok(())
}

fn compare(set: &str, folder: &Path, mut scores: Option<&mut std::fs::File>) -> Result<()> {
    let mut pages = Vec::new();
    for page in read_pages(folder)?.into_iter().filter(|page| !page.text.is_empty()) {
        let bytes = page_bytes(folder, &page.id)?;
        pages.push((String::from_utf8_lossy(&bytes).into_owned(), page));
    }
    for (name, extractor) in EXTRACTORS {
        let (mut words, mut shingles, mut worst) = (0.0, 0.0, 0.0_f64);
        let mut spent = Duration::ZERO;
        // What is built once, at first use, is no part of a page's time.
        for (html, _) in pages.iter().take(3) {
            extractor(html);
        }
        for (html, page) in &pages {
            let start = ThreadTime::now();
            let text = extractor(html);
            let time = start.elapsed();
            spent += time;
            let f1 = [word_f1(&page.text, &text), shingle_f1(&page.text, &text)];
            words += f1[0];
            shingles += f1[1];
            // Small pages are measured against the clock's own grain.
            worst = worst.max(time.as_secs_f64() * 1e3 / (html.len() as f64 / 1e5).max(0.2));
            if let Some(file) = scores.as_deref_mut() {
                use std::io::Write;
                let line = serde_json::json!({"set": set, "id": page.id, "by": name, "word_f1": f1[0], "shingle_f1": f1[1]});
                writeln!(file, "{line}")?;
            }
        }
        let n = pages.len() as f64;
        println!(
            "{set:<7} {name:<31} word_f1 {:.4} shingle_f1 {:.4} pages/s {:>6.0} worst ms per 100 KB {worst:.0}",
            words / n,
            shingles / n,
            n / spent.as_secs_f64(),
        );
    }
    Ok(())
}

fn copydesk(html: &str) -> String {
    let Ok((raw, markup)) = read_html(html.as_bytes(), &IngestConfig::default()) else {
        return String::new();
    };
    let page = Page { raw, markup, ..Page::default() };
    let article = normalize(&page);
    let texts: Vec<&str> = article.text_blocks().map(|block| block.span.str(&page.raw.text)).collect();
    texts.join("\n\n")
}

/// The text of the extracted elements, block by block: the plain text has no line ends.
fn trafilatura(html: &str, focus: ExtractionFocus) -> String {
    let options = Options::default().with_fallback(true).with_focus(focus).with_exclude_comments(true);
    let Ok(found) = extract(html, &options) else { return String::new() };
    lines_of(&found.content_html)
}

fn dom_smoothie(html: &str) -> String {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let Ok(mut reader) = Readability::new(html, None, Some(config)) else { return String::new() };
    reader.parse().map(|article| article.text_content.to_string()).unwrap_or_default()
}

fn lines_of(html: &str) -> String {
    read_html(format!("<body>{html}").as_bytes(), &IngestConfig::default())
        .map(|(raw, _)| raw.text)
        .unwrap_or_default()
}
