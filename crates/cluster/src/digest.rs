//! Tells a round-up of several affairs from a report of one.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{Role, Tagged};
use copydesk_text::fold;

/// A round-up has at least so many parts under headings of their own.
const PARTS_MIN: usize = 3;
/// How many parts and name mentions are looked at.
const PARTS_MAX: usize = 64;
const MENTIONS_MAX: usize = 600;
/// What stands before the first part: headline and lead.
const HEAD: usize = 0;

/// Whether the article's parts speak of different things: no name stands in more than one of them, or, where the parts
/// are numbered like a list, in more than half of them; and what the headline and the lead name is not what most parts are
/// about.
pub(crate) fn is_digest(document: &Tagged) -> bool {
    let mut starts: Vec<u32> = Vec::new();
    let mut n_numbered = 0;
    for block in document.article.content_blocks() {
        if block.role != Role::Heading || starts.len() >= PARTS_MAX {
            continue;
        }
        let text = block.span.str(&document.text).trim_start();
        if !is_hour(text) {
            n_numbered += usize::from(is_numbered(text));
            starts.push(block.span.start);
        }
    }
    if starts.len() < PARTS_MIN {
        return false;
    }
    let mut parts_of: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut named: BTreeSet<usize> = BTreeSet::new();
    for name in document.tags.names.iter().take(MENTIONS_MAX) {
        let part = starts.partition_point(|&start| start <= name.span.start);
        if part != HEAD {
            named.insert(part);
        }
        let words = fold(name.span.str(&document.text));
        let Some(last) = words.rsplit(' ').next() else { continue };
        parts_of.entry(last.to_owned()).or_default().insert(part);
    }
    let n_parts = |parts: &BTreeSet<usize>| parts.iter().filter(|&&part| part != HEAD).count();
    let n_most = parts_of.values().map(n_parts).max().unwrap_or(0);
    let of_head = parts_of.values().filter(|parts| parts.contains(&HEAD)).flatten();
    let n_announced = of_head.filter(|&&part| part != HEAD).collect::<BTreeSet<_>>().len();
    let is_list = n_numbered >= PARTS_MIN;
    named.len() >= PARTS_MIN
        && n_announced * 2 <= named.len()
        && (n_most <= 1 || (is_list && n_most * 2 <= named.len()))
}

/// Whether a heading is the hour of an entry: a running report is of one affair.
fn is_hour(heading: &str) -> bool {
    let (hour, rest) = split_number(heading);
    let minute = rest.strip_prefix(['.', ':', 'h']).map(|rest| split_number(rest).0);
    (1..=2).contains(&hour.len()) && minute.is_some_and(|minute| minute.len() == 2)
}

/// Whether a heading has the number of a list before it: "1. Harbour", "2) Schools", "3 Weather".
fn is_numbered(heading: &str) -> bool {
    let (number, rest) = split_number(heading);
    !number.is_empty()
        && !heading.contains(':')
        && rest.trim_start_matches(['.', ')']).starts_with(char::is_whitespace)
}

fn split_number(text: &str) -> (&str, &str) {
    text.split_at(text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len())
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Article, Block, Name, NameKind, Span, Tags};

    use super::*;

    fn check(lines: &[(Role, &str)], names: &[&str], expected: bool) {
        let mut text = String::new();
        let mut blocks = Vec::new();
        for (role, line) in lines {
            let span = Span::new(text.len(), text.len() + line.len());
            blocks.push(Block { role: *role, span, reason: None });
            text.push_str(line);
            text.push('\n');
        }
        let mut mentions: Vec<Name> = Vec::new();
        for name in names {
            for (at, _) in text.match_indices(name) {
                let span = Span::new(at, at + name.len());
                mentions.push(Name { span, kind: NameKind::Place, entity: 0 });
            }
        }
        let article = Article { blocks, ..Article::default() };
        let tags = Tags { names: mentions, ..Tags::default() };
        assert_eq!(is_digest(&Tagged { text, article, tags, ..Tagged::default() }), expected);
    }

    #[test]
    fn parts_about_different_things() {
        let (head, body) = (Role::Heading, Role::Body);
        let week = [
            (Role::Title, "The week on the coast"),
            (head, "1. Harbour"),
            (body, "The crane of Port Arlen fell."),
            (head, "2. Schools"),
            (body, "Lessons in Dunmere begin late."),
            (head, "3. Weather"),
            (body, "Rain is due in Skarne."),
        ];
        check(&week, &["Arlen", "Dunmere", "Skarne"], true);
        let report = [
            (head, "The fall"),
            (body, "The crane of Port Arlen fell."),
            (head, "The search"),
            (body, "Divers came to Arlen."),
            (head, "The bill"),
            (body, "Arlen will pay."),
        ];
        check(&report, &["Arlen"], false);
        check(&week[..3], &["Arlen"], false);
    }

    #[test]
    fn a_running_report_is_of_one_affair() {
        let (head, body) = (Role::Heading, Role::Body);
        let lines = [
            (Role::Title, "Harbour talks live: the mayor walks out"),
            (head, "18.40 BST"),
            (body, "Ines Corbet has left the hall."),
            (head, "17:31"),
            (body, "Rain falls on Skarne."),
            (head, "16.30 BST"),
            (body, "The envoy of Dunmere sits down."),
        ];
        check(&lines, &["Corbet", "Skarne", "Dunmere"], false);
    }

    #[test]
    fn parts_about_what_the_headline_announces() {
        let (head, body) = (Role::Heading, Role::Body);
        let lines = [
            (Role::Title, "Skarne under water: what is known in Dunmere"),
            (head, "How it came"),
            (body, "The river left its bed at Skarne."),
            (head, "Who is to blame?"),
            (body, "Ines Corbet points at the gate."),
            (head, "How to help"),
            (body, "A depot in Dunmere takes blankets."),
        ];
        check(&lines, &["Skarne", "Corbet", "Dunmere"], false);
    }
}
