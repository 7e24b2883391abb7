//! What a line looks like: how it ends, its capitals, whether it could be a name or a row of buttons.

use std::sync::LazyLock;

use crate::hashed::{WordSet, word_set};

/// What a line ends with, closing quotation marks and brackets passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineEnd {
    /// `.`, also in other scripts.
    Stop,
    /// `!` or `?`.
    Call,
    /// `…`, `...` or `[…]`: cut.
    Cut,
    /// `:`
    Colon,
    /// `,`, `;` or a dash: it goes on.
    Open,
    /// A letter, a digit or anything else.
    Bare,
}

impl LineEnd {
    /// Whether a sentence ends so.
    pub(crate) fn is_sentence(self) -> bool {
        matches!(self, Self::Stop | Self::Call | Self::Cut | Self::Colon)
    }
}

/// How `text` ends.
pub(crate) fn line_end(text: &str) -> LineEnd {
    let trimmed = text.trim_end();
    if trimmed.ends_with("[…]") || trimmed.ends_with("[...]") || trimmed.ends_with("(...)") {
        return LineEnd::Cut;
    }
    let trimmed = trimmed.trim_end_matches(|c: char| {
        matches!(c, '"' | '\'' | '”' | '’' | '»' | '«' | '“' | '‘' | ')' | ']' | '›' | '」' | '』' | '*')
            || c.is_whitespace()
    });
    if trimmed.ends_with("...") {
        return LineEnd::Cut;
    }
    match trimmed.chars().next_back() {
        Some('…') => LineEnd::Cut,
        Some('.' | '。' | '।' | '۔' | '．' | '။' | '។') => LineEnd::Stop,
        Some('!' | '?' | '？' | '！' | '؟' | ';') => LineEnd::Call,
        Some(':' | '：') => LineEnd::Colon,
        Some(',' | '-' | '–' | '—' | '،' | '、') => LineEnd::Open,
        _ => LineEnd::Bare,
    }
}

/// How many words: runs of letters and digits; characters of scripts without spaces count half a word each.
pub(crate) fn count_words(text: &str) -> usize {
    if text.is_ascii() {
        return count_ascii_words(text);
    }
    let (mut n_words, mut n_spaceless, mut is_within) = (0, 0, false);
    for c in text.chars() {
        if is_spaceless(c) {
            n_spaceless += 1;
            is_within = false;
            continue;
        }
        let is_word =
            c.is_alphanumeric() || (is_within && matches!(c, '\'' | '’' | '-' | '.' | '\u{300}'..='\u{36f}'));
        n_words += usize::from(is_word && !is_within);
        is_within = is_word;
    }
    n_words + n_spaceless / 2
}

/// The same where each byte is a character.
fn count_ascii_words(text: &str) -> usize {
    let (mut n_words, mut is_within) = (0, false);
    for byte in text.bytes() {
        let is_word = byte.is_ascii_alphanumeric() || (is_within && matches!(byte, b'\'' | b'-' | b'.'));
        n_words += usize::from(is_word && !is_within);
        is_within = is_word;
    }
    n_words
}

fn is_spaceless(c: char) -> bool {
    matches!(c as u32, 0x0e00..=0x0e7f | 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af)
}

/// The words as they stand between white space, punctuation at their ends left out, empty ones too.
pub(crate) fn bare_words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// Whether all letters are capitals, and there are at least two.
pub(crate) fn is_all_caps(text: &str) -> bool {
    let mut n_letters = 0;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if c.is_lowercase() {
            return false;
        }
        n_letters += usize::from(c.is_uppercase());
    }
    n_letters >= 2
}

const PARTICLES: [&str; 32] = [
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "el",
    "al", "bin", "bint", "ibn", "ben", "ter", "ten", "zu", "af", "av", "wa", "y", "e", "dela", "mac", "st",
];

/// Whether `text` is shaped like the name of a person: two to five words with a capital each, particles aside, no digit
/// and no mark but points, hyphens and apostrophes.
pub(crate) fn is_name_shaped(text: &str) -> bool {
    let text = text.trim();
    if text.chars().any(|c| {
        !(c.is_alphabetic() || c == ' ' || matches!(c, '.' | '-' | '‑' | '\'' | '’' | '\u{300}'..='\u{36f}'))
    }) {
        return false;
    }
    let (mut n_capitals, mut n_words) = (0, 0);
    for word in text.split_whitespace() {
        n_words += 1;
        let starts_upper =
            word.chars().next().is_some_and(|c| c.is_uppercase() || !(c.is_lowercase() || c == '-'));
        let is_prefixed = ["d'", "d’", "l'", "al-", "el-", "ad-", "as-", "an-", "ar-", "at-"]
            .iter()
            .any(|prefix| word.starts_with(prefix));
        if starts_upper {
            n_capitals += 1;
        } else if !(PARTICLES.contains(&word) || is_prefixed) {
            return false;
        }
    }
    (2..=5).contains(&n_words) && n_capitals >= 2 && (!text.ends_with('.') || text.ends_with("Jr."))
}

/// `ESTÊVÃO McKAY` as people write it: `Estêvão Mckay`; a text that is not all capitals is left as it is.
pub(crate) fn name_case(name: &str) -> String {
    if !is_all_caps(name) || name.chars().filter(|c| c.is_alphabetic()).count() < 4 {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    for (n, word) in name.split(' ').enumerate() {
        if n > 0 {
            out.push(' ');
        }
        let lower: String = word.chars().flat_map(char::to_lowercase).collect();
        if n > 0 && PARTICLES.contains(&lower.as_str()) {
            out.push_str(&lower);
            continue;
        }
        let mut is_first = true;
        for c in word.chars() {
            if is_first {
                out.push(c);
            } else {
                out.extend(c.to_lowercase());
            }
            is_first = !c.is_alphabetic();
        }
    }
    out
}

const BUTTONS: &str = " facebook twitter x linkedin whatsapp email e-mail mail telegram viber reddit pinterest instagram rss tiktok \
youtube copy link links print share shares shared sharing tweet flip flipboard messenger mastodon threads bluesky sms pocket save saved \
bookmark like likes restack comments comment views view reply f t in a vk vkontakte ok line xing tumblr drucken teilen merken imprimer \
partager envoyer compartir imprimir compartilhar stampa condividi tisknout sdílet drukuj udostępnij delen tip gift listen plus more \
follow us on via this article story google news button snapchat discord weibo wechat skype this-article post embed ";

/// Whether the line is a row of buttons: names of networks and verbs of sharing, numbers and signs, nothing else.
pub(crate) fn is_button_row(text: &str) -> bool {
    static KNOWN: LazyLock<WordSet> = LazyLock::new(|| word_set(BUTTONS));
    let (mut n_words, mut n_strong) = (0, 0);
    for word in bare_words(text) {
        if word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'k' | 'K')) {
            continue;
        }
        let lower = word.to_lowercase();
        if !KNOWN.contains(lower.as_str()) {
            return false;
        }
        n_words += 1;
        n_strong += usize::from(
            lower.len() > 2
                && !matches!(lower.as_str(), "this" | "article" | "story" | "more" | "news" | "line" | "via"),
        );
    }
    (1..=16).contains(&n_words) && (n_strong > 0 || n_words >= 3)
}

/// Whether the line is a row of links: at least three short parts between bars, bullets or wide gaps.
pub(crate) fn is_link_row(text: &str) -> bool {
    let parts = row_parts(text);
    parts.len() >= 3 && parts.iter().all(|part| count_words(part) <= 4) && !line_end(text).is_sentence()
}

/// The parts of a row between bars, bullets, arrows or wide gaps.
pub(crate) fn row_parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for piece in text.split(['|', '•', '·', '»', '›', '>', '\t', '●', '▪', '¦']) {
        for part in piece.split("  ") {
            let part = part.trim_matches(|c: char| c.is_whitespace() || c == ',');
            if part.chars().any(char::is_alphanumeric) {
                parts.push(part);
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_shape() {
        let check = |text: &str, expected: bool| assert_eq!(is_name_shaped(text), expected, "{text}");
        check("Aoife Brannigan", true);
        check("Shosh wa Pwani", true);
        check("Pieter Van Rompaey-Stone", true);
        check("TENDAI MARUFU", true);
        check("Field notes", false);
        check("Markets & Macro", false);
        check("OPINION", false);
        check("Strike for longer, Griet", false);
    }

    #[test]
    fn capitals_become_names() {
        let check = |text: &str, expected: &str| assert_eq!(name_case(text), expected);
        check("JACINTA LOJIKIM", "Jacinta Lojikim");
        check("ANNA-LENA VAN DER MEER", "Anna-Lena van der Meer");
        check("Rose Tilney", "Rose Tilney");
    }

    #[test]
    fn rows_of_buttons() {
        let check = |text: &str, expected: bool| assert_eq!(is_button_row(text), expected, "{text}");
        check("Facebook X LinkedIn Email Link", true);
        check("f  t  in  ✉", true);
        check("Tweet · Share · Flip · 41 SHARES", true);
        check("Shares in the bank fell", false);
        check("X", false);
    }

    #[test]
    fn ends_of_lines() {
        let check = |text: &str, expected: LineEnd| assert_eq!(line_end(text), expected, "{text}");
        check("“Nobody is hurt.”", LineEnd::Stop);
        check("the thrust into […]", LineEnd::Cut);
        check("What you need to know:", LineEnd::Colon);
        check("Ferry sinks", LineEnd::Bare);
        check("渡船沉没。", LineEnd::Stop);
    }
}
