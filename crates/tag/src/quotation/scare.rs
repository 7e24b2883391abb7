//! What stands between quotation marks and is nobody's utterance: titles of works, nicknames, words held at arm's length.

use copydesk_record::QuotationKind;

use super::cue::{self, Strength};
use super::passage::{Item, Passage};
use super::scene::Scene;
use super::speaker::Found;

/// From this many words on, a stretch is taken for an utterance even where no verb of saying stands by.
const UTTERANCE_WORDS_MIN: usize = 6;
/// Fewer words than this after a verb of thinking are a term, not an utterance.
const THOUGHT_WORDS_MIN: usize = 3;
/// Titles of works have at most this many words.
const TITLE_WORDS_MAX: usize = 9;

/// Words after which a quoted word is a name or a term.
const NAMING: &[&str] = &[
    "so-called",
    "called",
    "named",
    "titled",
    "entitled",
    "nicknamed",
    "dubbed",
    "known",
    "labelled",
    "labeled",
    "term",
    "word",
    "words",
    "phrase",
    "label",
    "nickname",
    "title",
    "song",
    "album",
    "film",
    "movie",
    "book",
    "novel",
    "play",
    "series",
    "show",
    "episode",
    "single",
    "painting",
    "poem",
    "opera",
    "musical",
    "documentary",
    "podcast",
    "magazine",
    "exhibition",
    "codenamed",
    "code-named",
    "slogan",
    "motto",
    "sobriquet",
    "alias",
    "programme",
    "program",
    "game",
    "section",
    "chapter",
    "column",
    "headline",
    "track",
    "hit",
    "operation",
    "project",
    "campaign",
    "marked",
    "reading",
    "sign",
    "hashtag",
    "essay",
    "article",
    "paper",
    "study",
    "report",
    "brand",
    "model",
    "ship",
    "vessel",
    "boat",
    "bar",
    "pub",
    "cafe",
    "café",
    "restaurant",
];

/// Whether a quoted stretch is somebody's words.
pub(super) fn is_utterance(scene: &Scene<'_, '_>, quote: usize, found: Option<&Found>) -> bool {
    let Some(item) = scene.passage.item(quote) else { return false };
    let n_words = copydesk_text::words(item.text).take(UTTERANCE_WORDS_MIN).count();
    let is_introduced =
        found.is_some_and(|found| matches!(found.rule, "colon" | "signed" | "announced" | "subject-before"));
    let is_whole = is_sentence(item.text)
        && (n_words >= 3 || is_introduced || found.is_some_and(|found| found.cue.is_some()));
    // `The council wants a “green ring”`: a name for a thing, not words that were said.
    let is_thought = found
        .and_then(|found| found.cue)
        .and_then(|cue| scene.passage.item(cue))
        .is_some_and(|item| cue::cue(&item.lower).is_some_and(|(strength, _)| strength == Strength::Mind));
    if is_thought && n_words < THOUGHT_WORDS_MIN && !is_whole {
        return false;
    }
    if is_nickname(scene, quote) {
        return false;
    }
    let before = quote.checked_sub(1).and_then(|before| scene.passage.item(before));
    let is_named = before.is_some_and(|before| is_naming(scene, quote, before));
    if is_named && !is_whole {
        return false;
    }
    if is_title(item.text) && !found.is_some_and(|found| is_beside(quote, found)) {
        return false;
    }
    found.is_some_and(|found| found.cue.is_some() || is_whole) || n_words >= UTTERANCE_WORDS_MIN
}

/// Whether it has the form of a sentence: a capital at its start and a mark at its end.
fn is_sentence(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| c.is_uppercase() || !c.is_lowercase())
        && text.ends_with(['.', ',', '!', '?', '…', '—', '–', '。', '！', '？'])
}

/// `Jo “Ace” Brown`.
fn is_nickname(scene: &Scene<'_, '_>, quote: usize) -> bool {
    let before = quote.checked_sub(1).filter(|before| *before >= scene.sentence.start);
    let before = before.and_then(|before| scene.passage.item(before));
    let after = scene.passage.item(quote + 1);
    let text = scene.passage.item(quote).map_or("", |item| item.text);
    let is_name = |item: Option<&Item<'_>>| {
        item.is_some_and(|item| item.is_capitalised() && !cue::is_preposition(&item.lower))
    };
    text.split_whitespace().count() <= 3 && !text.ends_with([',', '.']) && is_name(before) && is_name(after)
}

/// A verb or noun that gives a name to things: `a drug called “…”`, `the film “…”`, but not `he called it “…”`.
fn is_naming(scene: &Scene<'_, '_>, quote: usize, before: &Item<'_>) -> bool {
    let is_of = matches!(&*before.lower, "as" | "of" | "the" | "a" | "an");
    let word =
        if is_of { quote.checked_sub(2).and_then(|before| scene.passage.item(before)) } else { Some(before) };
    let Some(word) = word else { return false };
    if is_of && !matches!(&*word.lower, "known" | "label" | "nickname" | "title" | "term" | "so-called") {
        return false;
    }
    if before.is("so-called") {
        return true;
    }
    if before.is(",") || before.is(":") {
        return false;
    }
    NAMING.contains(&&*word.lower) && !(word.is("words"))
}

/// Every longer word capitalised: the title of a work.
fn is_title(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(TITLE_WORDS_MAX + 1).collect();
    if words.len() < 2 || words.len() > TITLE_WORDS_MAX || text.ends_with(['.', '!', '?']) {
        return false;
    }
    let is_capital = |word: &str| {
        word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric())
    };
    words.first().is_some_and(|word| is_capital(word))
        && words.last().is_some_and(|word| is_capital(word))
        && words.iter().filter(|word| word.chars().count() > 3).all(|word| is_capital(word))
        && words.iter().filter(|word| is_capital(word)).count() >= 2
}

/// Whether the verb stands at the quotation itself.
fn is_beside(quote: usize, found: &Found) -> bool {
    found.cue.is_some_and(|cue| cue.abs_diff(quote) <= 3)
}

/// Direct if it is a sentence or a clause of its own, partial if it is a part of the outlet's.
pub(super) fn kind(passage: &Passage<'_>, quote: usize) -> QuotationKind {
    let Some(item) = passage.item(quote) else { return QuotationKind::Partial };
    let before = quote.checked_sub(1).and_then(|before| passage.item(before));
    let after = passage.item(quote + 1);
    let begins = item.text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase());
    let ends = item.text.ends_with(['.', ',', '!', '?', '…', '—', '–', '。', '！', '？']);
    let n_words = item.text.split_whitespace().take(4).count();
    let is_introduced = before.is_some_and(|before| matches!(before.text, ":" | ","));
    let stands_alone = before.is_none_or(|before| before.is(".") || before.is_quote())
        && after.is_none_or(|after| !after.is_word());
    let is_direct = (begins && (ends || is_introduced || n_words >= 4))
        || (stands_alone && n_words >= 3)
        || (ends
            && n_words >= 4
            && item.text.ends_with(',')
            && before.is_none_or(|before| !before.is_word()));
    if is_direct { QuotationKind::Direct } else { QuotationKind::Partial }
}
