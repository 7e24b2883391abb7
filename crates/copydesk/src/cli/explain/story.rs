//! A story explained.

use std::collections::BTreeMap;
use std::fmt::Write;

use copydesk::publish::ArticleLine;
use copydesk::record::{Brief, Id};

use crate::cli::print::short;

/// What articles are called.
#[derive(Default)]
pub(crate) struct Names(BTreeMap<Id, String>);

impl Names {
    pub(crate) fn add(&mut self, line: &ArticleLine) {
        let outlet = line.outlet.as_deref().map(|outlet| format!("{outlet}, ")).unwrap_or_default();
        self.0.insert(line.id, format!("{outlet}{}", line.source));
    }

    fn of(&self, id: Id) -> String {
        let name = self.0.get(&id).map(String::as_str).unwrap_or_default();
        format!("{} ({name})", short(id))
    }
}

/// What is to say of a story.
pub(crate) fn explained(brief: &Brief, names: &Names) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}\nstory {}, revision {}", brief.title, brief.id, brief.revision);
    if let Some(thread) = brief.thread {
        let _ = writeln!(out, "part of thread {thread}");
    }
    if let Some(when) = &brief.when {
        let interval = when.interval.as_ref().map(|(from, to)| format!(" ({from} to {to})"));
        let _ = writeln!(out, "when: {}{}", when.value, interval.unwrap_or_default());
    }
    let _ = writeln!(out, "\narticles, from {} independent outlets", brief.outlets);
    for &id in &brief.articles {
        let _ = writeln!(out, "  {}", names.of(id));
    }
    for &id in &brief.related {
        let _ = writeln!(out, "  related: {}", names.of(id));
    }
    why(&mut out, brief);
    sentences(&mut out, brief, names);
    alignments(&mut out, brief, names);
    disagreements(&mut out, brief, names);
    out
}

fn why(out: &mut String, brief: &Brief) {
    let _ = writeln!(out, "\nwhy these articles");
    if brief.why.is_empty() {
        let _ = writeln!(out, "  nothing is shared: the story has one article");
    }
    for why in &brief.why {
        let kind = format!("{:?}", why.kind).to_lowercase();
        let _ = writeln!(out, "  {kind} “{}”, weight {}", why.text, why.weight);
    }
}

fn sentences(out: &mut String, brief: &Brief, names: &Names) {
    let _ = writeln!(out, "\nsentences of the brief");
    for sentence in &brief.summary {
        let (start, end) = (sentence.span.start, sentence.span.end);
        let _ = writeln!(out, "  “{}”", one_line(&sentence.text));
        let _ = writeln!(out, "    bytes {start}..{end} of {}", names.of(sentence.article));
        if let Some(antecedent) = &sentence.antecedent {
            let _ = writeln!(out, "    its pronoun stands for “{}”", one_line(&antecedent.text));
        }
    }
}

fn alignments(out: &mut String, brief: &Brief, names: &Names) {
    let _ = writeln!(out, "\nutterances and their renderings");
    for group in &brief.quotations {
        let speaker = group.speaker.as_deref().unwrap_or("a speaker who is not named");
        let _ = writeln!(out, "  {speaker}");
        for rendering in &group.renderings {
            let kind = format!("{:?}", rendering.kind).to_lowercase();
            let _ = writeln!(out, "    {kind} “{}”", one_line(&rendering.text));
            let _ = writeln!(out, "      {}", names.of(rendering.article));
        }
    }
}

fn disagreements(out: &mut String, brief: &Brief, names: &Names) {
    if !brief.disagreements.is_empty() {
        let _ = writeln!(out, "\nwhere they do not agree");
    }
    for disagreement in &brief.disagreements {
        let kind = format!("{:?}", disagreement.kind).to_lowercase();
        let _ = writeln!(out, "  {kind}: {} ({})", disagreement.about, disagreement.why);
        for value in &disagreement.values {
            let words = value.value.as_ref().map(|words| format!("“{}”", one_line(words)));
            let words = words.unwrap_or_else(|| "left out".to_owned());
            let _ = writeln!(out, "    {words}, {}", names.of(value.article));
        }
    }
}

fn one_line(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ")
}
