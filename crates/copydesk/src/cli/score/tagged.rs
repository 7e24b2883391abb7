//! Texts of public benchmarks with labels for one kind of mark: tagged in this process, and scored one by one.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use copydesk_eval::{LabelledSet, LabelledText, Labels, ScoreLine, read_tagged, score_tagged};
use copydesk_record::{Article, Block, DateClaim, Reading, Role, Span, Tags};
use copydesk_stage::Stage;
use copydesk_tag::Tag;
use serde_json::json;

/// Scores a set, and writes the marks if a folder is given for them.
pub(super) fn score_set(set: &LabelledSet, target: Option<&Path>) -> Result<Vec<ScoreLine>> {
    let mut stage = Tag::new();
    let mut out = Vec::new();
    for text in read_tagged(&set.folder)? {
        let mut tags = Vec::new();
        let tagged = stage.process(reading_of(&text), &mut tags);
        tagged.map_err(|reject| anyhow!("`{}` was rejected: {reject:?}", text.id))?;
        out.push((text, tags.pop().unwrap_or_default()));
    }
    if let Some(target) = target {
        write(target, &out)?;
    }
    Ok(score_tagged(&out).lines())
}

/// The text as normalize would give it: each line a block of its own, a first line that is the headline in its role.
fn reading_of(text: &LabelledText) -> Reading {
    let headline = text.title.as_deref().map(|title| title.trim().trim_end_matches('.'));
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trim(&text.text);
        at += line.len();
        let words = span.str(&text.text).trim_end_matches('.');
        let role = if blocks.is_empty() && Some(words) == headline { Role::Title } else { Role::Body };
        if !span.is_empty() {
            blocks.push(Block { role, span, reason: None });
        }
    }
    // Sentences of a benchmark run on over its line ends only where it says so; a block keeps them apart.
    if matches!(text.labels, Labels::Sentences(_)) {
        blocks = vec![Block { role: Role::Body, span: Span::new(0, text.text.len()), reason: None }];
    }
    let written = text.date.as_ref().map(|date| DateClaim { value: date.clone(), ..DateClaim::default() });
    let article = Article { blocks, written, title: text.title.clone(), ..Article::default() };
    Reading { text: text.text.clone(), article, ..Reading::default() }
}

/// The marks of each text as the wire has them, with the name of the labelled text as `gold`. Spans are in bytes of `text`.
fn write(target: &Path, tagged: &[(LabelledText, Tags)]) -> Result<()> {
    fs::create_dir_all(target).with_context(|| format!("cannot make `{}`", target.display()))?;
    let path = target.join("tags.jsonl");
    let file = fs::File::create(&path).with_context(|| format!("cannot write `{}`", path.display()))?;
    let mut file = std::io::BufWriter::new(file);
    for (text, tags) in tagged {
        writeln!(file, "{}", json!({"gold": text.id, "text": text.text, "tags": tags}))?;
    }
    Ok(file.flush()?)
}
