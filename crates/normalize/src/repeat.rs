//! Repetition: the lead that a page prints twice, teasers cut short of text that stands elsewhere, the headline again.

use std::collections::HashMap;

use copydesk_record::Role;
use copydesk_text::hash_words;

use crate::shape::LineEnd;
use crate::sheet::{Sheet, SheetLine};

/// Only lines of so many words are compared: short ones recur by chance.
const WORDS_MIN: usize = 6;
/// How many words at the head of a line are compared first.
const HEAD_WORDS: usize = 6;
/// How many lines after the first printing of a lead its second one may stand.
const NEAR_LINES: usize = 12;
/// How many cut lines of a page are looked for elsewhere.
const CUT_LINES_MAX: usize = 40;
/// How much of the page, folded, cut lines are looked for in.
const CUT_TEXT_BYTES_MAX: usize = 64 << 10;

/// Rules on lines that repeat others.
pub(crate) fn rule_repeats(sheet: &mut Sheet<'_>) {
    rule_cut_teasers(sheet);
    rule_printed_twice(sheet);
}

/// `…the thrust into […]`: a line cut short whose words stand elsewhere, over one line or several.
fn rule_cut_teasers(sheet: &mut Sheet<'_>) {
    let is_cut = |line: &SheetLine<'_>| line.end == LineEnd::Cut && line.n_words >= WORDS_MIN;
    if !sheet.lines.iter().any(is_cut) {
        return;
    }
    let mut whole = String::new();
    for line in sheet.lines.iter().filter(|line| line.is_open() && !is_cut(line)) {
        if whole.len() > CUT_TEXT_BYTES_MAX {
            break;
        }
        whole.push_str(line.folded());
        whole.push(' ');
    }
    for line in sheet.lines.iter_mut().filter(|line| line.is_open() && is_cut(line)).take(CUT_LINES_MAX) {
        let words = line.folded().to_owned();
        // The last word may be cut too.
        let words = words.rsplit_once(' ').map_or(words.as_str(), |(words, _)| words);
        if whole.contains(words) {
            line.rule(Role::Repeat, "a teaser of text that stands below in full");
        }
    }
}

/// The same line, or the beginning of a longer one, within a page.
fn rule_printed_twice(sheet: &mut Sheet<'_>) {
    let mut first_with: HashMap<u64, usize> = HashMap::new();
    let mut repeats: Vec<usize> = Vec::new();
    let mut n_prose = 0;
    let mut prose_before = Vec::with_capacity(sheet.lines.len());
    for (at, line) in sheet.lines.iter().enumerate() {
        prose_before.push(n_prose);
        if !line.is_open() || line.n_words < WORDS_MIN {
            continue;
        }
        n_prose += usize::from(line.is_prose());
        let folded = line.folded();
        let head = hash_words(folded.split(' ').take(HEAD_WORDS));
        let Some(&earlier) = first_with.get(&head) else {
            first_with.insert(head, at);
            continue;
        };
        let Some(other) = sheet.lines.get(earlier) else { continue };
        let is_lead = prose_before.get(earlier).is_some_and(|&n| n <= 2) && at - earlier <= NEAR_LINES;
        let before = other.folded();
        if before == folded {
            // Of a lead printed twice the second is the one that the text goes on from; of anything else, the first.
            if is_lead && line.is_prose() {
                repeats.push(earlier);
                first_with.insert(head, at);
            } else {
                repeats.push(at);
            }
        } else {
            if is_lead && folded.starts_with(before) && other.n_words >= WORDS_MIN && line.is_prose() {
                repeats.push(earlier);
            }
            // Of lines that only begin alike the next one is compared with the nearer.
            first_with.insert(head, at);
        }
    }
    for at in repeats {
        let Some(line) = sheet.lines.get_mut(at) else { continue };
        // A headline printed again as a line of its own is still the headline the first time.
        line.rule(Role::Repeat, "stands on the page a second time");
    }
}
