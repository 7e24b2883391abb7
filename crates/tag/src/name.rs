//! Names: mentions of persons, organisations and places, tied to one entity each within the article.
//!
//! A run of capitals is parted into possible names; what its words, the words about it and its other mentions say is
//! added up, and the kind with most points wins. Headlines in capitals are read last, by the names that the body gave.

mod connector;
mod entity;
mod evidence;
mod headline;
mod learned;
mod noun;
mod run;
mod word;

use std::collections::{BTreeMap, HashSet};

use copydesk_record::{Entity, Name, NameKind, Reading, Role, Span};

use crate::content::{Content, ContentBlock};
use crate::gazetteer::{NO_NAMES, ORGANISATIONS, PLACES, is_demonym};
pub use learned::{
    FeatureGroup, NAME_KINDS, NameFeatures, NameToken, label_names, label_pass, name_tokens, pieces_at,
    shipped_labels,
};

use crate::name::evidence::Evidence;
use crate::name::run::{Piece, key, pieces};
use crate::name::word::{Shape, Word, words};

/// A possible name, in its place.
#[derive(Clone, Debug)]
struct Mention {
    span: Span,
    /// Its folded words.
    key: String,
    evidence: Evidence,
    /// Whether only the head of its sentence may have given it the capital.
    is_doubtful: bool,
}

/// Two keys for one thing: `INGD` in brackets after what it stands for.
type Alias = (String, String);

/// What a reading of the sentences gave.
#[derive(Debug, Default)]
struct Found {
    mentions: Vec<Mention>,
    /// What the words of each key say.
    keys: BTreeMap<String, Evidence>,
    aliases: Vec<Alias>,
    /// Words that stand in lower case somewhere in the article.
    lower: HashSet<String>,
}

/// The tokens of each sentence of an article's content, each with the label that the rules give it.
pub fn hinted_tokens(reading: &Reading) -> Vec<Vec<NameToken<'_>>> {
    let content = Content::of(reading);
    let (names, _) = entity::entities(&content, &by_rules(&content));
    learned::hinted(&content, &names)
}

/// The names of an article, in order, and what they name: the learned tagger says where names stand and what kind each is,
/// with what the rules say among its features; the rules say which of them are one.
pub(crate) fn names(content: &Content<'_>) -> (Vec<Name>, Vec<Entity>) {
    let mut found = by_rules(content);
    let (by_rules, _) = entity::entities(content, &found);
    let tokens = learned::hinted(content, &by_rules);
    let mut kinds = Vec::new();
    found.mentions.clear();
    for (span, kind, key) in learned::mentions(&tokens) {
        let is_people = kind == NameKind::Other && is_demonym(&key);
        if is_people || is_no_name(&key) {
            continue;
        }
        found.keys.entry(key.clone()).or_default();
        found.mentions.push(Mention { span, key, evidence: Evidence::of(kind), is_doubtful: false });
        kinds.push(kind);
    }
    let kept: HashSet<&str> = found.mentions.iter().map(|mention| mention.key.as_str()).collect();
    found.keys.retain(|key, _| kept.contains(key.as_str()));
    let (mut names, entities) = entity::entities(content, &found);
    for (name, kind) in names.iter_mut().zip(kinds) {
        name.kind = kind;
    }
    (names, entities)
}

/// What the rules find.
fn by_rules(content: &Content<'_>) -> Found {
    let mut found = Found::default();
    let mut headlines = Vec::new();
    for block in &content.blocks {
        let read: Vec<_> = block.sentences.iter().map(|&sentence| words(content.source, sentence)).collect();
        if headline::is_capitalised(block.role, &read) {
            headlines.push(read);
            continue;
        }
        for (n, sentence) in read.iter().enumerate() {
            read_sentence(block, n, sentence, &mut found);
        }
    }
    drop_common_words(&mut found);
    for sentence in headlines.iter().flatten() {
        headline::read(sentence, &mut found);
    }
    found.mentions.sort_by_key(|mention| mention.span);
    found
}

fn read_sentence(block: &ContentBlock, n: usize, sentence: &[Word<'_>], found: &mut Found) {
    found
        .lower
        .extend(sentence.iter().filter(|word| word.shape == Shape::Lower).map(|word| word.folded.clone()));
    let pieces = pieces(sentence);
    let mut last: Option<(String, Piece)> = None;
    let mut list_place = 0;
    for piece in pieces {
        let key = key(sentence, piece.from, piece.to);
        let Some(span) = span_of(sentence, piece) else { continue };
        if is_no_name(&key) {
            continue;
        }
        let mut evidence = evidence::of_context(sentence, piece);
        if block.role == Role::Body && n == 0 {
            add_dateline(sentence, piece, &mut evidence);
        }
        // "Nigeria, Sierra Leone and Ghana": what is listed together is of one kind.
        let is_listed = piece
            .from
            .checked_sub(1)
            .and_then(|at| sentence.get(at))
            .is_some_and(|word| matches!(word.text, "and" | "or" | ","));
        if let Some((_, before)) = &last
            && is_listed
            && before.to + 1 == piece.from
        {
            evidence.place += list_place.min(4);
        }
        list_place = evidence.place + if PLACES.has(&key) { 4 } else { 0 };
        if let Some((whole, before)) = &last
            && is_bracketed(sentence, piece)
            && before.to + 1 == piece.from
        {
            found.aliases.push((key.clone(), whole.clone()));
        }
        let of_words = evidence::of_words(sentence, piece, &key);
        found.keys.entry(key.clone()).or_insert(of_words);
        let is_doubtful = piece.to - piece.from == 1 && !piece.has_title && is_head(sentence, piece.from);
        last = Some((key.clone(), piece));
        found.mentions.push(Mention { span, key, evidence, is_doubtful });
    }
}

/// The words of a piece; a following `river` belongs to it.
fn span_of(sentence: &[Word<'_>], piece: Piece) -> Option<Span> {
    let first = sentence.get(piece.from)?;
    let last = sentence.get(piece.to.checked_sub(1)?)?;
    let river = sentence.get(piece.to).filter(|word| word.text == "river" && !last.is_last);
    Some(Span { start: first.span.start, end: river.unwrap_or(last).span.end })
}

/// Whether a word stands where any word has a capital: first, or after a mark that opens or parts sentences.
fn is_head(sentence: &[Word<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| sentence.get(before)) else { return true };
    matches!(
        before.text,
        "\"" | "“"
            | "«"
            | "‘"
            | "'"
            | ":"
            | "-"
            | "–"
            | "—"
            | "•"
            | "*"
            | "."
            | "?"
            | "!"
            | "("
            | "["
            | "„"
    )
}

fn is_bracketed(sentence: &[Word<'_>], piece: Piece) -> bool {
    let text = |at: Option<usize>| at.and_then(|at| sentence.get(at)).map_or("", |word| word.text);
    text(piece.from.checked_sub(1)) == "(" && text(Some(piece.to)) == ")"
}

/// `MAPUTO, Feb 16 (Austral Wire) -`: a place in capitals opens the body, the agency stands in brackets.
fn add_dateline(sentence: &[Word<'_>], piece: Piece, evidence: &mut Evidence) {
    /// A dateline is over by then.
    const DATELINE_WORDS_MAX: usize = 20;
    if piece.to > DATELINE_WORDS_MAX {
        return;
    }
    let text = |at: usize| sentence.get(at).map_or("", |word| word.text);
    let is_upper = |at: usize| {
        sentence.get(at).is_some_and(|word| word.shape == Shape::AllCaps || word.shape == Shape::Mark)
    };
    let is_dash = |at: usize| matches!(text(at), "-" | "–" | "—" | "--" | ":");
    if piece.from == 0
        && (piece.from..piece.to).all(is_upper)
        && (matches!(text(piece.to), "," | "(" | ".") || is_dash(piece.to))
    {
        evidence.place += 12;
    }
    if piece.from == 0 && matches!(text(piece.to), "," | "(") {
        let has_dash = (piece.to..piece.to + 12).any(|at| text(at) == ")" && is_dash(at + 1));
        evidence.place += if has_dash { 12 } else { 0 };
    }
    if text(piece.to) == ")" && is_dash(piece.to + 1) {
        evidence.organisation += 14;
    }
}

/// Capitals that name nobody: numerals, abbreviations of things, feasts.
fn is_no_name(key: &str) -> bool {
    let is_numeral = key.len() > 1 && key.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l'));
    key.chars().count() < 2 || is_numeral || NO_NAMES.has(key)
}

/// A single word whose capital came from its sentence is a name only if the tables know it, or if it stands nowhere in
/// lower case.
fn drop_common_words(found: &mut Found) {
    let sure: HashSet<String> = found
        .mentions
        .iter()
        .filter(|mention| !mention.is_doubtful)
        .flat_map(|mention| mention.key.split(' ').map(str::to_owned).chain([mention.key.clone()]))
        .collect();
    let lower = &found.lower;
    found.mentions.retain(|mention| {
        !mention.is_doubtful
            || sure.contains(&mention.key)
            || PLACES.has(&mention.key)
            || ORGANISATIONS.has(&mention.key)
            || !lower.contains(&mention.key)
    });
    let kept: HashSet<&str> = found.mentions.iter().map(|mention| mention.key.as_str()).collect();
    found.keys.retain(|key, _| kept.contains(key.as_str()));
}

/// The kind with most points; two words without any are a person, one is a body.
fn kind_of(points: Evidence, n_words: usize) -> NameKind {
    let Evidence { person, organisation, place, other } = points;
    if other > person.max(organisation).max(place) {
        NameKind::Other
    } else if place > 0 && place >= person && place >= organisation {
        NameKind::Place
    } else if person > 0 && person >= organisation {
        NameKind::Person
    } else if organisation > 0 {
        NameKind::Organisation
    } else if n_words > 1 {
        NameKind::Person
    } else {
        NameKind::Other
    }
}

#[cfg(test)]
mod tests;
