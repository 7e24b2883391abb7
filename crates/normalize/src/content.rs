//! The tagger: which lines are the article's text, decided by what was learnt from labelled pages.
//!
//! The rules of `role` say what each line is for. On clean dumps they are right; on pages of sites that they have not
//! seen they drop short paragraphs and keep the site's own prose. The tagger looks at each line in its place, the rules'
//! ruling among what it looks at, and gives the chance that the line is text; the lines that together promise the best
//! F1 are kept. `ROLES.md` says how it was trained and what each part of it gives.

mod codes;
mod decode;
mod facts;
mod model;
mod page_facts;
mod row;
mod tokens;
mod tree;

use copydesk_record::{Page, Role, Span};

use crate::marked::marked;
use crate::role::{is_breadcrumb, rule_all};
use crate::sheet::{Sheet, SheetLine};
use crate::signature::signs_of;

pub use copydesk_trees::{Boosted, Node};
pub use decode::best_lines;
pub use facts::Facts;
pub use model::{Model, WordWeights};
pub use row::{N_FEATURES, rows};
pub use tokens::N_BUCKETS;

use facts::facts_of;
use model::{Form, Tagger};

/// If the rules take so much of a dump's words for text, of 100, an extractor has gone over it, and what it left of the furniture is
/// in the site's own words.
const GLEANED_MIN: usize = 87;
/// Up to so many lines around the text a dump is the bare article; and a sentence has so many words.
const AROUND_MAX: usize = 2;
const SENTENCE_WORDS_MIN: usize = 8;
/// Fewer lines leave nothing to choose.
const LINES_MIN: usize = 2;
/// From this chance on, the likeliest line of a dump is its headline, or its byline.
const CHANCE_MIN: f32 = 0.5;

/// One line of a page as the tagger sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineView {
    /// Where it stands in the source text.
    pub span: Span,
    /// Its words, as many as are looked at.
    pub text: String,
    /// How many words count for it.
    pub n_words: usize,
    /// What the rules say it is.
    pub role: Option<Role>,
    /// Hashed words and other signs, each below [`N_BUCKETS`].
    pub tokens: Vec<u32>,
    /// Further signs, of what it looks like as the line that says who wrote the article.
    pub signature: Vec<u32>,
}

/// Why a line that the rules took for text is none.
pub(crate) const DROPPED: &str = "reads like what stands around the text, not like the text";

/// A page as the tagger sees it: for training.
#[derive(Clone, Debug, Default)]
pub struct PageView {
    /// Its lines.
    pub lines: Vec<LineView>,
    /// What is known of the lines before their words are weighed.
    pub facts: Vec<Facts>,
}

/// What the taggers see of a page once the rules have ruled: taken once, for the headline and for the text.
#[derive(Debug)]
pub(crate) struct Seen {
    facts: Vec<Facts>,
    tokens: Vec<Vec<u32>>,
}

impl Seen {
    fn of(sheet: &Sheet<'_>) -> Self {
        Self { facts: facts_of(sheet), tokens: tokens::tokens_of(sheet) }
    }
}

/// Looks at a page as the tagger does, after the rules.
pub fn view(page: &Page) -> PageView {
    let mut sheet = Sheet::of(page);
    rule_all(&mut sheet);
    let Seen { facts, tokens } = Seen::of(&sheet);
    let signatures = signs_of(&sheet, N_BUCKETS);
    let lines = sheet.lines.iter().zip(tokens).zip(signatures).map(|((line, tokens), signature)| LineView {
        span: line.span,
        text: line.text.clone().into_owned(),
        n_words: line.n_words,
        role: line.role(),
        tokens,
        signature,
    });
    PageView { lines: lines.collect(), facts }
}

/// Decides anew which lines are text, where the rules have ruled on all of them. `seen` is what [`retitle`] has seen of the page.
pub(crate) fn decide(sheet: &mut Sheet<'_>, seen: Option<Seen>, is_learnt: bool) {
    if sheet.lines.len() < LINES_MIN {
        return;
    }
    let form = form_of(sheet);
    if form == Form::Dump && !is_learnt {
        return;
    }
    let Some(tagger) = Tagger::shipped(form) else { return };
    let seen = seen.unwrap_or_else(|| Seen::of(sheet));
    let chances = tagger.chances(&seen.facts, &seen.tokens);
    let weights: Vec<f32> = sheet.lines.iter().map(|line| line.n_words as f32).collect();
    let kept = best_lines(&chances, &weights);
    let markup = sheet.markup;
    for (line, is_kept) in sheet.lines.iter_mut().zip(kept) {
        let role = line.role().unwrap_or(Role::Other);
        if form != Form::Page
            && role != Role::Title
            && let Some((role, reason)) = marked(&line.text, line.n_words)
        {
            line.overrule(role, reason);
            continue;
        }
        if role == Role::Title || role.is_text() == is_kept || is_kept && form == Form::Dump && is_sure(role)
        {
            continue;
        }
        if is_kept {
            let path = markup.lines.get(line.idx).map_or("", |hint| hint.path.as_str());
            line.overrule(kept_role(line, path), "");
        } else {
            line.overrule(Role::Other, DROPPED);
        }
    }
    if form != Form::Page {
        keep_lead(sheet);
    }
}

/// A first sentence that was taken for a standfirst is text where nothing else stands around the text: there is no page that
/// could have one.
fn keep_lead(sheet: &mut Sheet<'_>) {
    let is_around =
        |line: &&SheetLine<'_>| line.role().is_some_and(|role| role != Role::Title && !role.is_text());
    if sheet.lines.iter().filter(is_around).count() > AROUND_MAX + 1 {
        return;
    }
    let is_sentence = |line: &SheetLine<'_>| {
        line.n_words >= SENTENCE_WORDS_MIN && line.text.trim_end().ends_with(['.', '”', '"'])
    };
    let first = sheet.lines.iter_mut().find(|line| !line.is(Role::Title) && is_sentence(line));
    if let Some(line) = first.filter(|line| line.is(Role::Other)) {
        line.overrule(Role::Body, "");
    }
}

/// The line of a dump's headline: the likeliest one by what was learnt from labelled dumps, if that is likelier than not; else the
/// rules' own. Also what was seen of the page, which holds if the headline stays where it was.
pub(crate) fn retitle(sheet: &mut Sheet<'_>, ruled: Option<usize>) -> (Option<usize>, Option<Seen>) {
    if sheet.has_hints() || sheet.lines.len() < LINES_MIN {
        return (ruled, None);
    }
    let Some(tagger) = Tagger::of_titles() else { return (ruled, None) };
    let seen = Seen::of(sheet);
    let chances = tagger.chances(&seen.facts, &seen.tokens);
    let is_picture = |role| matches!(role, Role::Caption | Role::Credit | Role::Copyright);
    // `Harbour Times ▸ Home ▸ Region` is the way to a page, and no headline.
    let is_open = |at: usize| {
        let may_be =
            |line: &SheetLine<'_>| !line.role().is_some_and(is_picture) && !is_breadcrumb(&line.text);
        sheet.lines.get(at).is_some_and(may_be)
    };
    let Some(found) = likeliest(&chances, is_open).filter(|found| ruled != Some(*found)) else {
        return (ruled, Some(seen));
    };
    for (at, line) in sheet.lines.iter_mut().enumerate() {
        if at == found {
            line.overrule(Role::Title, "");
        } else if line.is(Role::Title) {
            line.overrule(Role::Other, "another line is the headline");
        }
    }
    (Some(found), None)
}

/// The line that is likeliest to be what is looked for, of two the earlier one, if it is likelier than not.
fn likeliest(chances: &[f32], is_open: impl Fn(usize) -> bool) -> Option<usize> {
    let open = chances.iter().enumerate().filter(|(at, _)| is_open(*at));
    let (at, chance) = open.max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)))?;
    (*chance > CHANCE_MIN).then_some(at)
}

/// The line of a dump that is likely to say who wrote it; `None` for a page with markup.
pub(crate) fn signature(sheet: &Sheet<'_>, seen: &mut Option<Seen>) -> Option<usize> {
    if sheet.has_hints() || sheet.lines.len() < LINES_MIN {
        return None;
    }
    let tagger = Tagger::of_bylines()?;
    let seen = seen.get_or_insert_with(|| Seen::of(sheet));
    let mut tokens = seen.tokens.clone();
    for (tokens, signs) in tokens.iter_mut().zip(signs_of(sheet, N_BUCKETS)) {
        tokens.extend(signs);
    }
    likeliest(&tagger.chances(&seen.facts, &tokens), |_| true)
}

/// Roles that the rules give by what a line says of itself or by what stands elsewhere on the page word for word: in a dump they hold.
fn is_sure(role: Role) -> bool {
    matches!(
        role,
        Role::Repeat
            | Role::Caption
            | Role::Credit
            | Role::Copyright
            | Role::Share
            | Role::Byline
            | Role::Date
    )
}

fn form_of(sheet: &Sheet<'_>) -> Form {
    match sheet.has_hints() {
        true => Form::Page,
        false if is_gleaned(sheet) => Form::Gleaned,
        false => Form::Dump,
    }
}

/// Whether the rules take nearly all of the words for text.
fn is_gleaned(sheet: &Sheet<'_>) -> bool {
    let (mut n_text, mut n_words) = (0, 0);
    for line in &sheet.lines {
        n_words += line.n_words;
        n_text += if line.role().is_some_and(Role::is_text) { line.n_words } else { 0 };
    }
    n_text * 100 >= n_words * GLEANED_MIN
}

/// What a kept line is that the rules took for something else.
fn kept_role(line: &SheetLine<'_>, path: &str) -> Role {
    let is_in = |tags: &[&str]| path.rsplit('/').take(2).any(|tag| tags.contains(&tag));
    if is_in(&["h1", "h2", "h3", "h4", "h5", "h6"]) {
        Role::Heading
    } else if is_in(&["li", "dt", "dd"]) || crate::role::is_list_item(&line.text) {
        Role::List
    } else {
        Role::Body
    }
}
