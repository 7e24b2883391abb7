//! Near-duplicates: how many documents a second the stage takes, shingling included.

use std::path::Path;

use anyhow::Result;
use copydesk_eval::read_dumps;
use copydesk_normalize::Copies;
use copydesk_record::{Article, Block, Id, Raw, Reading, Role, Span};
use copydesk_stage::collect;
use cpu_time::ThreadTime;

/// How often the documents are taken: the best time is the one that nothing else disturbed.
const ROUNDS: usize = 5;

/// Times the stage on the noisy and the clean texts of a folder of dumps.
pub fn bench(folder: &Path) -> Result<()> {
    let dumps = read_dumps(folder)?;
    let texts: Vec<&String> = dumps.iter().flat_map(|dump| [&dump.noisy, &dump.text]).collect();
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let readings: Vec<Reading> = texts.iter().enumerate().map(|(n, text)| reading(n, text)).collect();
        let start = ThreadTime::now();
        collect(&mut Copies::new(), readings);
        best = best.min(start.elapsed().as_secs_f64());
    }
    let n = texts.len();
    println!("copies  documents {n} documents/s {:.0}", n as f64 / best);
    Ok(())
}

/// A text of which each line is text.
fn reading(n: usize, text: &str) -> Reading {
    let mut bytes = [0; 16];
    for (byte, of) in bytes.iter_mut().zip(n.to_be_bytes()) {
        *byte = of;
    }
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        if !span.is_empty() {
            blocks.push(Block { role: Role::Body, span, reason: None });
        }
    }
    let text = Raw::from_text(text).text;
    Reading { id: Id::from_bytes(bytes), text, article: Article { blocks, ..Article::default() } }
}
