//! `brief.md`: all stories of a run as one Markdown page.

use std::fmt::Write;

use copydesk_record::{Brief, Disagreement, Id, QuotationGroup};

use crate::page::{disagreement_label, numbering, story_days};
use crate::{Desk, PublishError, visible};

/// What stands before the first story.
pub(crate) const HEAD: &str = "# Story briefs\n";

/// One story of the page. Each cited text is followed by the number of its article in the list at the story's end.
pub(crate) fn brief(brief: &Brief, desk: &mut Desk) -> Result<String, PublishError> {
    let mut out = format!("\n## {}\n\n{}\n", escape(&brief.title), escape(&story_days(brief)));
    let numbers = numbering(brief);
    let number = |id: Id| numbers.get(&id).copied().unwrap_or_default();
    if !brief.summary.is_empty() {
        out.push('\n');
    }
    for sentence in &brief.summary {
        let _ = write!(out, "{} [{}]", escape(&sentence.text), number(sentence.article));
        if let Some(antecedent) = &sentence.antecedent {
            let _ = write!(out, " *({})*", escape(&antecedent.text));
        }
        out.push('\n');
    }
    for group in brief.quotations.iter().filter(|group| group.renderings.len() > 1) {
        quotation(&mut out, group, &number);
    }
    if !brief.timeline.is_empty() {
        out.push_str("\n**When**\n\n");
    }
    for entry in &brief.timeline {
        let _ = writeln!(out, "- {}: {} [{}]", entry.value, escape(&entry.text), number(entry.article));
    }
    if !brief.disagreements.is_empty() {
        out.push_str("\n**Where the articles do not agree**\n\n");
    }
    for disagreement in &brief.disagreements {
        let _ = writeln!(out, "- {}", disagreement_line(disagreement, &number));
    }
    out.push_str("\n**Articles**\n\n");
    for (id, n) in order(&numbers) {
        let Some(article) = desk.article(id)? else { continue };
        let title = article.title.as_deref().unwrap_or("(no headline)");
        let _ = write!(out, "{n}. {}", escape(title));
        for part in [article.outlet.as_deref(), article.written.as_ref().map(|date| date.value.as_str())] {
            let _ = part.map(|part| write!(out, ", {}", escape(part)));
        }
        let _ = writeln!(out, " ({})", escape(&article.source));
    }
    Ok(out)
}

fn quotation(out: &mut String, group: &QuotationGroup, number: &impl Fn(Id) -> usize) {
    let speaker = group.speaker.as_deref().unwrap_or("Unnamed speaker");
    let _ = write!(out, "\n**{}**, as rendered:\n\n", escape(speaker));
    for rendering in &group.renderings {
        let _ = writeln!(out, "- “{}” [{}]", escape(&rendering.text), number(rendering.article));
    }
}

fn disagreement_line(disagreement: &Disagreement, number: &impl Fn(Id) -> usize) -> String {
    let values = disagreement.values.iter().map(|value| match &value.value {
        Some(words) => format!("“{}” [{}]", escape(words), number(value.article)),
        None => format!("left out [{}]", number(value.article)),
    });
    let values: Vec<String> = values.collect();
    format!(
        "{} ({}): {}",
        escape(&disagreement.about),
        disagreement_label(disagreement.kind),
        values.join("; ")
    )
}

fn order(numbers: &std::collections::BTreeMap<Id, usize>) -> Vec<(Id, usize)> {
    let mut order: Vec<(Id, usize)> = numbers.iter().map(|(&id, &n)| (id, n)).collect();
    order.sort_by_key(|&(_, n)| n);
    order
}

/// Text of a source as Markdown that shows exactly it, on one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '&' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\t' => out.push(' '),
            _ => out.push(c),
        }
    }
    // A sentence that begins like a list item (`1. `, `- `) stays a sentence.
    let begins_list = out.starts_with(['-', '+'])
        || out.split('.').next().is_some_and(|head| {
            !head.is_empty() && head.len() < out.len() && head.bytes().all(|byte| byte.is_ascii_digit())
        });
    if begins_list { format!("\u{200b}{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_text_is_no_markup() {
        let check = |text: &str, expected: &str| assert_eq!(escape(text), expected);
        check("a *b* <script>", "a \\*b\\* \\<script\\>");
        check("[x](javascript:y)", "\\[x\\](javascript:y)");
        check("two\nlines", "two lines");
        check("1. First", "\u{200b}1. First");
    }
}
