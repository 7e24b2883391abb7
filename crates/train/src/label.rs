//! Which lines of a page are its text, told from the text alone: the labels name no lines.

use std::collections::HashMap;

use copydesk_eval::words;

/// How many words make a run.
const RUN_WORDS: usize = 4;
/// A line is text if so much of its runs stand in the text.
const COVERAGE_MIN: f32 = 0.5;
/// A page of whose text less is found in its lines teaches nothing.
const FOUND_MIN: f32 = 0.64;
/// How far beyond the first and the last line found short ones are looked for, in words of the text.
const REACH: usize = 60;

/// A line that stands in the text.
#[derive(Clone, Copy)]
struct Found {
    line: usize,
    start: usize,
    n_words: usize,
}

/// One label for each line; `None` if too little of the text is found in them.
pub(crate) fn labels(lines: &[String], text: &str) -> Option<Vec<bool>> {
    let gold = units(text);
    let lines: Vec<Vec<String>> = lines.iter().map(|line| units(line)).collect();
    let mut runs: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (at, run) in gold.windows(RUN_WORDS).enumerate() {
        runs.entry(run).or_default().push(at);
    }
    let found: Vec<Found> =
        lines.iter().enumerate().filter_map(|(line, words)| find(line, words, &runs)).collect();
    let mut is_covered = vec![false; gold.len()];
    let mut anchors = chain(&found);
    for anchor in &anchors {
        cover(&mut is_covered, anchor);
    }
    // Lines out of order, of words that no line in order has.
    for other in &found {
        let range = other.start..(other.start + other.n_words).min(gold.len());
        let n_new = range.clone().filter(|at| !is_covered[*at]).count();
        if anchors.iter().all(|anchor| anchor.line != other.line) && n_new * 10 > range.len() * 7 {
            cover(&mut is_covered, other);
            anchors.push(*other);
        }
    }
    anchors.sort_by_key(|anchor| anchor.line);
    let n_found = is_covered.iter().filter(|is| **is).count();
    if gold.is_empty() || (n_found as f32) < FOUND_MIN * gold.len() as f32 {
        return None;
    }
    let mut out = vec![false; lines.len()];
    for anchor in &anchors {
        out[anchor.line] = true;
    }
    for (at, words) in lines.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
        if words.len() > RUN_WORDS || out[at] {
            continue;
        }
        let next = anchors.partition_point(|anchor| anchor.line < at);
        let from = next.checked_sub(1).map(|before| anchors[before].start + anchors[before].n_words);
        let to = anchors.get(next).map(|anchor| anchor.start);
        let from_or = from.unwrap_or_else(|| to.unwrap_or(0).saturating_sub(REACH));
        let to_or = to.unwrap_or(from_or + REACH).min(gold.len());
        let from_or = from_or.saturating_sub(1).min(to_or);
        out[at] = gold[from_or..to_or].windows(words.len()).any(|window| window == words);
    }
    Some(out)
}

/// The words of a text; in scripts without spaces each character is one.
fn units(text: &str) -> Vec<String> {
    let is_wide = |c: char| matches!(c as u32, 0x0e00..=0x0e7f | 0x3040..=0x30ff | 0x3400..=0x9fff);
    let mut out = Vec::new();
    for word in words(text) {
        let mut rest = word.as_str();
        while let Some(c) = rest.chars().next() {
            let end = if is_wide(c) { c.len_utf8() } else { rest.find(is_wide).unwrap_or(rest.len()) };
            let (unit, after) = rest.split_at(end);
            out.push(unit.to_owned());
            rest = after;
        }
    }
    out
}

fn cover(is_covered: &mut [bool], found: &Found) {
    for is in is_covered.iter_mut().skip(found.start).take(found.n_words) {
        *is = true;
    }
}

/// Where a line stands in the text, if enough of it does.
fn find(line: usize, words: &[String], runs: &HashMap<&[String], Vec<usize>>) -> Option<Found> {
    if words.len() <= RUN_WORDS {
        return None;
    }
    let mut votes: HashMap<isize, usize> = HashMap::new();
    let (mut n_found, mut n_runs) = (0, 0);
    for (at, run) in words.windows(RUN_WORDS).enumerate() {
        n_runs += 1;
        let Some(places) = runs.get(run) else { continue };
        n_found += 1;
        for place in places.iter().take(20) {
            *votes.entry(*place as isize - at as isize).or_default() += 1;
        }
    }
    if (n_found as f32) < COVERAGE_MIN * n_runs as f32 {
        return None;
    }
    let best = votes.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))?;
    Some(Found { line, start: best.0.max(0) as usize, n_words: words.len() })
}

/// The lines in the order of the text that hold most of its words together.
fn chain(found: &[Found]) -> Vec<Found> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, own) in found.iter().enumerate() {
        let mut score = (own.n_words, None);
        for (before, other) in found[..at].iter().enumerate() {
            let goes_on = other.start + other.n_words / 2 < own.start + 1;
            if goes_on && best[before].0 + own.n_words > score.0 {
                score = (best[before].0 + own.n_words, Some(before));
            }
        }
        best.push(score);
    }
    let mut out = Vec::new();
    let mut at = (0..best.len()).max_by_key(|at| best[*at].0);
    while let Some(own) = at {
        out.push(found[own]);
        at = best[own].1;
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_lines_of_a_text() {
        let lines = [
            "Home",
            "The ferry left the quay at noon on Monday",
            "Read more",
            "The ferry left the quay at noon on Monday, and nobody was told why it did",
            "Why",
            "The crew had walked out over pay in the night before",
            "Why",
        ]
        .map(str::to_owned);
        let text = "The ferry left the quay at noon on Monday, and nobody was told why it did.\nWhy?\n\
                    The crew had walked out over pay in the night before.";
        let expected = [false, false, false, true, true, true, false];
        assert_eq!(labels(&lines, text).unwrap(), expected);
        assert_eq!(
            labels(&lines[..3], "Something else stands here altogether, not a word of it is there"),
            None
        );
    }
}
