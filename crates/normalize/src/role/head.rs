//! The head of the page: masthead, section, headline, byline, dates and decks above the running text.

use std::collections::HashSet;

use copydesk_record::{Role, Span};
use copydesk_text::sentences;

use crate::byline;
use crate::date_line::is_date_line;
use crate::dateline::dateline_of;
use crate::markup::is_top_heading;
use crate::outlet::is_newspaper;
use crate::role::{WordHead, extent_of, heads_of};
use crate::shape::{LineEnd, count_words, is_all_caps, row_parts};
use crate::sheet::{Sheet, SheetLine};

/// The longest headline in words.
const TITLE_WORDS_MAX: usize = 32;
/// A headline of fewer words must be shown by what follows it.
const TITLE_WORDS_MIN: usize = 3;
/// How much of the running text a headline is compared with, in lines.
const LEAD_LINES: usize = 8;
/// The longest deck in words.
const DECK_WORDS_MAX: usize = 45;
/// How many lines below a headline its byline or date may stand.
const FACTS_LINES: usize = 4;

/// Rules on the lines above the running text. Gives the position of the headline.
pub(crate) fn rule_head(sheet: &mut Sheet<'_>) -> Option<usize> {
    let extent = extent_of(sheet)?;
    let end = headline_like_prose(sheet, extent.first).unwrap_or_else(|| search_end(sheet, extent.first));
    let lead = lead_words(sheet, extent.first);
    let title = sheet
        .lines
        .iter()
        .enumerate()
        .take(end)
        .filter_map(|(at, _)| Some((title_score(sheet, at, extent.first, &lead)?, at)))
        // The earliest of the best.
        .fold(
            None,
            |best: Option<(i32, usize)>, next| {
                if best.is_none_or(|best| next.0 > best.0) { Some(next) } else { best }
            },
        )
        .map(|(_, at)| headline_above(sheet, at, &lead));
    if let Some(line) = title.and_then(|at| sheet.lines.get_mut(at)) {
        line.overrule(Role::Title, "");
    }
    if let Some(title) = title {
        rule_above(sheet, title);
    }
    rule_decks(sheet, title, extent.first);
    let begin = extent_of(sheet).map_or(extent.first, |extent| extent.first);
    for at in 0..begin {
        rule_head_line(sheet, at, title);
    }
    title
}

/// A first line that ends like a sentence and is a headline all the same: a byline or a date follows at once.
fn headline_like_prose(sheet: &Sheet<'_>, first: usize) -> Option<usize> {
    let line = sheet.lines.get(first)?;
    let is_short = line.n_words <= 24 && line.end != LineEnd::Cut;
    let facts = sheet.lines.get(first + 1..first + 3)?;
    (is_short && facts.iter().any(|line| line.is(Role::Byline) || line.is(Role::Date))).then_some(first + 1)
}

/// Where the search for the headline ends: at the first two lines of prose one after the other. A single one may be a
/// slogan or a notice above the headline.
fn search_end(sheet: &Sheet<'_>, first: usize) -> usize {
    const LINES_MAX: usize = 12;
    const WORDS_MAX: usize = 45;
    let is_prose = |line: &SheetLine<'_>| line.is_open() && line.is_prose();
    let lines = sheet.lines.iter().enumerate().skip(first).take(LINES_MAX);
    for (at, line) in lines {
        let goes_on = sheet.lines.get(at + 1).is_some_and(is_prose);
        if is_prose(line) && (goes_on || line.n_words > WORDS_MAX) {
            return at;
        }
    }
    first
}

/// Prose above the headline is the page's own: a slogan, a notice.
fn rule_above(sheet: &mut Sheet<'_>, title: usize) {
    for line in sheet.lines.iter_mut().take(title).filter(|line| line.is_open() && line.is_prose()) {
        line.rule(Role::Other, "stands above the headline");
    }
}

fn lead_words(sheet: &Sheet<'_>, first: usize) -> HashSet<WordHead> {
    let lines =
        sheet.lines.iter().skip(first).filter(|line| line.is_open() && line.is_prose()).take(LEAD_LINES);
    lines.flat_map(|line| heads_of(line)).collect()
}

/// How much a line of the head looks like the headline, `None` if it cannot be one.
fn title_score(sheet: &Sheet<'_>, at: usize, first: usize, lead: &HashSet<WordHead>) -> Option<i32> {
    let line = sheet.lines.get(at)?;
    if !line.is_open() || line.n_words > TITLE_WORDS_MAX || line.n_words == 0 {
        return None;
    }
    if matches!(line.end, LineEnd::Colon | LineEnd::Open | LineEnd::Cut)
        || is_list_item(&line.text)
        || is_breadcrumb(&line.text)
    {
        return None;
    }
    let words = heads_of(line);
    let n_shared = words.iter().filter(|word| lead.contains(*word)).count();
    let share = (n_shared * 10).checked_div(words.len()).unwrap_or(0);
    let below = sheet.lines.iter().skip(at + 1).take(FACTS_LINES);
    let has_facts =
        below.clone().any(|line| line.is(Role::Date) || line.is(Role::Byline) || line.is(Role::Share));
    let is_named = sheet.lines.get(at + 1).is_some_and(|next| next.is_open() && byline::is_bare(&next.text));
    let is_marked = sheet.hint(line).is_some_and(is_top_heading);
    // The last step of the way to the page is its headline.
    let is_announced = line.n_words >= 4
        && sheet
            .lines
            .iter()
            .take(at)
            .any(|above| is_breadcrumb(&above.text) && above.text.ends_with(&*line.text));
    if line.end == LineEnd::Stop && line.n_words >= 9 && !(is_marked || at == first && has_facts) {
        return None;
    }
    if at > first && !(has_facts || is_named || is_marked) {
        return None;
    }
    if line.n_words < TITLE_WORDS_MIN && !is_marked && !(has_facts && n_shared > 0 && line.n_words > 1) {
        return None;
    }
    // What the text speaks of, the headline speaks of: several words of it, not one.
    let mut score = 2 * i32::try_from(n_shared.min(5)).unwrap_or(0);
    score += match share {
        0..3 => 0,
        3..5 => 1,
        _ => 3,
    };
    score += if is_marked || is_announced { 12 } else { 0 };
    score += if line.n_words >= 5 { 4 } else { 0 };
    score += if has_facts || is_named { 3 } else { 0 };
    score -= if byline::is_bare(&line.text) || is_newspaper(&line.text) && line.n_words < 5 { 6 } else { 0 };
    score -= if is_all_caps(&line.text) && line.n_words <= 3 { 4 } else { 0 };
    score -= if at > first { 5 } else { 0 };
    score -= if line.end == LineEnd::Stop { 4 } else { 0 };
    // `Rate of the day: 17.05 to the dollar`
    let is_value = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains('.');
    score -= if line.text.split_once(": ").is_some_and(|(_, rest)| is_value(rest)) { 4 } else { 0 };
    // `tides, harbours, pay`: keywords.
    score -= if line.text.starts_with(char::is_lowercase) && line.text.contains(", ") { 8 } else { 0 };
    score -= if line.n_words > 22 { 3 } else { 0 };
    score -= if line.text.contains(" | ") || line.text.contains(" ~ ") { 2 } else { 0 };
    score -= i32::try_from(first.saturating_sub(at) / 4).unwrap_or(i32::MAX).min(5);
    (score > 0).then_some(score)
}

/// `Home / Cities / Bhopal / …`: the way to the page, which may end with its headline.
pub(crate) fn is_breadcrumb(text: &str) -> bool {
    const STEPS_MIN: usize = 3;
    text.contains(['/', '>', '»', '›', '→', '▸', '⋮'])
        && ["/", ">", "»", "›", "→", "▸", "⋮"]
            .iter()
            .any(|mark| text.split(&format!(" {mark} ")).count() >= STEPS_MIN)
}

/// The headline above a deck that was taken for it: a line that shares words with the text, two lines up at most.
fn headline_above(sheet: &Sheet<'_>, at: usize, lead: &HashSet<WordHead>) -> usize {
    const REACH: usize = 2;
    const WORDS_MIN: usize = 5;
    const DECK_WORDS_MIN: usize = 12;
    let n_deck_words = sheet.lines.get(at).map_or(0, |line| line.n_words);
    if n_deck_words < DECK_WORDS_MIN {
        return at;
    }
    let is_headline = |above: usize| {
        let Some(line) = sheet.lines.get(above) else { return false };
        let words = heads_of(line);
        let n_shared = words.iter().filter(|word| lead.contains(*word)).count();
        line.is_open()
            && (WORDS_MIN..n_deck_words).contains(&line.n_words)
            && (line.end == LineEnd::Bare || line.end == LineEnd::Call)
            && n_shared >= 1
            && !is_breadcrumb(&line.text)
            && row_parts(&line.text).len() < 2
            && !is_all_caps(&line.text)
    };
    (at.saturating_sub(REACH)..at).find(|above| is_headline(*above)).unwrap_or(at)
}

/// The deck: lines between the headline and its byline or date, and short unfinished ones above the text.
fn rule_decks(sheet: &mut Sheet<'_>, title: Option<usize>, first: usize) {
    let Some(title) = title else { return };
    let below_facts = end_of_facts(sheet, title);
    let n_prose_below =
        sheet.lines.iter().skip(below_facts).filter(|line| line.is_open() && line.is_prose()).count();
    if n_prose_below < 2 {
        return;
    }
    for line in sheet
        .lines
        .iter_mut()
        .take(below_facts)
        .skip(title + 1)
        .filter(|line| line.is_open() && !is_list_item(&line.text))
    {
        if (6..=DECK_WORDS_MAX).contains(&line.n_words)
            && is_one_sentence(&line.text)
            && !byline::is_bare(&line.text)
            && !byline::is_titled(&line.text)
        {
            line.rule(Role::Repeat, "the deck: what the text says below");
        }
    }
    for line in sheet.lines.iter_mut().take(first).skip(title + 1).filter(|line| line.is_open()) {
        if line.n_words >= 6
            && !line.end.is_sentence()
            && !is_score(&line.text)
            && !is_list_item(&line.text)
            && !byline::is_bare(&line.text)
            && !byline::is_titled(&line.text)
        {
            line.rule(Role::Repeat, "the deck: what the text says below");
        }
    }
}

/// A deck is one sentence; a paragraph of several, or one with a dateline, is the lead.
fn is_one_sentence(text: &str) -> bool {
    dateline_of(text).is_none() && sentences(text, Span::new(0, text.len())).len() <= 1
}

/// One past the last byline or date below the headline that at most one line of prose, the deck, stands above.
fn end_of_facts(sheet: &Sheet<'_>, title: usize) -> usize {
    const DECKS_MAX: usize = 1;
    let (mut n_prose, mut end) = (0, title + 1);
    for (at, line) in sheet.lines.iter().enumerate().skip(title + 1).take(FACTS_LINES + 2) {
        if is_fact(line) {
            end = at + 1;
        } else if line.is_open() && line.is_prose() {
            n_prose += 1;
        }
        if n_prose > DECKS_MAX {
            break;
        }
    }
    end
}

/// `Hurricanes 171 for 6 (Patel 64) beat Chargers 158 for 9`: the result opens the report.
fn is_score(text: &str) -> bool {
    const NUMBERS_MIN: usize = 4;
    text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).count() >= NUMBERS_MIN
}

fn is_fact(line: &SheetLine<'_>) -> bool {
    line.is(Role::Byline)
        || line.is(Role::Date)
        || line.is_open() && (byline::is_bare(&line.text) || byline::is_titled(&line.text))
}

fn rule_head_line(sheet: &mut Sheet<'_>, at: usize, title: Option<usize>) {
    let is_below_title = title.is_none_or(|title| at > title);
    let title_words = title.and_then(|title| sheet.lines.get(title)).map(|line| line.folded().to_owned());
    let next_is_list = sheet.lines.get(at + 1).is_some_and(|next| is_list_item(&next.text));
    let is_last_list = at > 0 && sheet.lines.get(at - 1).is_some_and(|last| last.is(Role::List));
    let is_next_prose = sheet.lines.get(at + 1).is_some_and(|next| next.is_open() && next.is_prose());
    let is_next_dated = sheet.lines.get(at + 1).is_some_and(|next| next.is(Role::Date));
    let Some(line) = sheet.lines.get_mut(at).filter(|line| line.is_open()) else { return };
    if is_list_item(&line.text) {
        line.rule(Role::List, "");
    } else if title_words.is_some_and(|title| title == line.folded()) {
        line.rule(Role::Repeat, "the headline again");
    } else if is_below_title
        && (byline::is_bare(&line.text)
            || byline::is_titled(&line.text)
            || is_next_dated && is_agency(&line.text))
    {
        line.rule(Role::Byline, "names the author");
    } else if line.end == LineEnd::Colon && next_is_list {
        line.rule(Role::Heading, "");
    } else if is_below_title && is_next_dated && is_signature(&line.text) {
        line.rule(Role::Byline, "names the author");
    } else if is_below_title && is_score(&line.text) && line.n_words >= 8 {
        line.rule(Role::Body, "");
    } else if is_below_title && is_last_list && is_next_prose {
        line.rule(Role::Heading, "");
    } else if is_section(&line.text) {
        line.rule(Role::Section, "the section of the page");
    } else if is_date_line(line) {
        line.rule(Role::Date, "the date of the page");
    } else if line.is_prose() && is_below_title {
        line.rule(Role::Caption, "stands between the headline and the text");
    } else {
        line.rule(Role::Other, "stands above the text");
    }
}

/// `Rose Tilney   Harbour Times`: a name and more at some distance.
fn is_signature(text: &str) -> bool {
    text.split_once("  ")
        .is_some_and(|(name, rest)| byline::is_bare(name) && !rest.trim_start().starts_with('~'))
}

/// `AFP`, `REUTERS` alone on a line.
fn is_agency(text: &str) -> bool {
    (2..=8).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase() || c == '/')
}

/// `• `, `* `, `- ` at the head of a line.
pub(crate) fn is_list_item(text: &str) -> bool {
    let mut chars = text.chars();
    let mark = chars
        .next()
        .is_some_and(|c| matches!(c, '•' | '*' | '-' | '–' | '▪' | '●' | '◦' | '■' | '‣' | '✓' | '✔' | '➤'));
    mark && chars.next().is_some_and(char::is_whitespace) && count_words(text) > 0
}

fn is_section(text: &str) -> bool {
    let n_words = count_words(text);
    n_words <= 4 || (row_parts(text).len() >= 2 || text.contains(" / ")) && n_words <= 8
}
