//! Copies among the noisy and the clean texts of the same pages.

use std::collections::BTreeMap;

use anyhow::Result;
use copydesk_eval::{LabelledSet, ScoreLine, read_dumps, score_twins};
use copydesk_normalize::Copies;
use copydesk_record::{Article, Block, Id, Reading, Role, Span};
use copydesk_stage::collect;

/// Runs all noisy texts of a set and then all clean ones through the stage.
pub(super) fn score_set(set: &LabelledSet) -> Result<Vec<ScoreLine>> {
    let dumps = read_dumps(&set.folder)?;
    let noisy = dumps.iter().map(|dump| &dump.noisy);
    let readings: Vec<Reading> = noisy
        .chain(dumps.iter().map(|dump| &dump.text))
        .enumerate()
        .map(|(n, text)| reading(n, text))
        .collect();
    let numbers: BTreeMap<Id, usize> =
        readings.iter().enumerate().map(|(n, reading)| (reading.id, n)).collect();
    let (copies, rejects) = collect(&mut Copies::new(), readings);
    anyhow::ensure!(rejects.is_empty(), "a text was rejected");
    let class = |(n, copy): (usize, &Option<copydesk_record::Copy>)| {
        copy.as_ref().and_then(|copy| numbers.get(&copy.of)).copied().unwrap_or(n)
    };
    let classes: Vec<usize> = copies.iter().enumerate().map(class).collect();
    Ok(score_twins(&classes).lines())
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
    Reading {
        id: Id::from_bytes(bytes),
        text: text.to_owned(),
        article: Article { blocks, ..Article::default() },
    }
}
