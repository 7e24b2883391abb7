//! One page: its lines, their roles, and what they say of the article.

use copydesk_record::{Article, Block, Filtered, Note, Page, Role, Span};
use copydesk_text::{language_of, lines, repair_mojibake};

use crate::authors::authors_of;
use crate::content;
use crate::dates::dates_of;
use crate::filter::why_no_article;
use crate::headline::clean;
use crate::outlet::outlet_of;
use crate::role::rule_all;
use crate::sheet::{Sheet, SheetLine};
use crate::titles::title_of;

/// How much of the text its language is told from, in bytes.
const LANGUAGE_BYTES: usize = 2 << 10;
/// A line that is not ruled on singly is text from so many bytes on.
const REST_BODY_BYTES: usize = 64;

/// Finds the article in a page. Pure: the same page gives the same article.
pub fn normalize(page: &Page) -> Article {
    let mut sheet = Sheet::of(page);
    let title = rule_all(&mut sheet);
    let filtered = why_no_article(&sheet);
    if let Some(why) = filtered {
        return no_article(page, &mut sheet, why);
    }
    // What is learnt of dumps is learnt from English ones: others are left to the rules.
    let is_learnt = is_learnt(&sheet);
    let (title, mut seen) = if is_learnt { content::retitle(&mut sheet, title) } else { (title, None) };
    let url = page.raw.url.as_deref();
    let of_rules = if sheet.has_hints() { Some(dates_of(&sheet, url)) } else { None };
    let headline = title_of(&sheet, title, url);
    let mut notes = page.raw.notes.clone();
    notes.extend(mojibake_note(&sheet));
    let outlet = outlet_of(&sheet, headline.as_ref().and_then(|headline| headline.outlet.as_deref()));
    let signed = if is_learnt { content::signature(&sheet, &mut seen) } else { None };
    let byline = authors_of(&mut sheet, title, outlet.as_deref(), signed);
    let section = section_of(&sheet);
    // Headline and names are read off what the rules say, and so are the dates of a page with markup; only then is told anew what
    // is text. The dates of a dump are read off that: what its text says of its day is in its text.
    content::decide(&mut sheet, seen, is_learnt);
    let dates = of_rules.unwrap_or_else(|| dates_of(&sheet, url));
    notes.extend(dates.notes);
    Article {
        byline,
        title: headline.map(|headline| headline.text),
        outlet,
        section,
        language: language(&sheet).map(str::to_owned),
        published: dates.published,
        modified: dates.modified,
        written: dates.written,
        notes,
        blocks: blocks_of(&sheet),
        filtered: None,
    }
}

/// Whether what was learnt from dumps is asked of the page: most of them are in English.
fn is_learnt(sheet: &Sheet<'_>) -> bool {
    sheet.has_hints() || language(sheet) == Some("en")
}

/// The headline as it was learnt, where that is asked: for training.
pub(crate) fn retitled(sheet: &mut Sheet<'_>, ruled: Option<usize>) -> Option<usize> {
    if is_learnt(sheet) { content::retitle(sheet, ruled).0 } else { ruled }
}

fn no_article(page: &Page, sheet: &mut Sheet<'_>, why: Filtered) -> Article {
    let outlet = outlet_of(sheet, None);
    let dates = dates_of(sheet, page.raw.url.as_deref());
    for line in &mut sheet.lines {
        let role = match line.role() {
            Some(Role::Title | Role::Heading | Role::List) => Role::Link,
            Some(Role::Body) => Role::Teaser,
            _ => continue,
        };
        line.overrule(role, "the page is no article");
    }
    Article {
        outlet,
        language: language(sheet).map(str::to_owned),
        published: dates.published,
        modified: dates.modified,
        notes: page.raw.notes.clone(),
        blocks: blocks_of(sheet),
        filtered: Some(why),
        ..Article::default()
    }
}

fn blocks_of(sheet: &Sheet<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = sheet.lines.iter().map(block_of).collect();
    // What lies beyond the lines that are ruled on singly: runs of long lines and runs of short ones.
    let base = sheet.rest;
    for line in lines(sheet.source.get(base..).unwrap_or_default()) {
        let span = line.span.shift(base).trim(sheet.source);
        if span.is_empty() {
            continue;
        }
        let role = if span.len() >= REST_BODY_BYTES { Role::Body } else { Role::Other };
        if let Some(last) =
            blocks.last_mut().filter(|last| last.role == role && last.span.start as usize >= base)
        {
            last.span.end = span.end;
        } else {
            let reason = (role == Role::Other).then(|| "short lines far down an endless page".to_owned());
            blocks.push(Block { role, span, reason });
        }
    }
    blocks
}

fn block_of(line: &SheetLine<'_>) -> Block {
    let role = line.role().unwrap_or(Role::Other);
    let reason = line.ruling.as_ref().filter(|_| !role.is_content()).map(|ruling| ruling.reason.to_string());
    Block { role, span: line.whole, reason }
}

fn section_of(sheet: &Sheet<'_>) -> Option<String> {
    if let Some(section) =
        ["article:section", "jsonld:articleSection", "section"].iter().find_map(|key| sheet.markup.meta(key))
    {
        return Some(section.to_owned());
    }
    let line =
        sheet.lines.iter().take_while(|line| !line.is(Role::Body)).find(|line| line.is(Role::Section))?;
    Some(clean(&line.text))
}

fn language(sheet: &Sheet<'_>) -> Option<&'static str> {
    let mut sample = String::new();
    for line in sheet.lines.iter().filter(|line| line.role().is_some_and(Role::is_text)) {
        if sample.len() > LANGUAGE_BYTES {
            break;
        }
        sample.push_str(&line.text);
        sample.push('\n');
    }
    language_of(&sample)
}

fn mojibake_note(sheet: &Sheet<'_>) -> Option<Note> {
    const SPANS_MAX: usize = 20;
    let is_garbled = |line: &&SheetLine<'_>| {
        line.span.len() != line.text.len() && repair_mojibake(line.span.str(sheet.source)).is_some()
    };
    let spans: Vec<Span> =
        sheet.lines.iter().filter(is_garbled).take(SPANS_MAX).map(|line| line.span).collect();
    let first = spans.first()?;
    let shown: String = first.str(sheet.source).chars().take(40).collect();
    let mut note = Note::new("mojibake", format!("UTF-8 was read as windows-1252 in `{shown}`"));
    note.spans = spans;
    Some(note)
}
