//! The head of the page, where it names itself above the headline.

use std::sync::LazyLock;

use copydesk_record::Role;
use copydesk_text::{dates_in, pattern};
use regex::Regex;

use super::{Candidate, WEAK, is_generic, is_newspaper, is_outlet_shaped, is_section_word, plain, trim_name};
use crate::shape::{count_words, is_all_caps, name_case};
use crate::sheet::{Sheet, SheetLine};

/// `CoastBuzz | Gossip • Politics`, `NVNA | Nile Valley News Agency`, `Island Business Post` above the headline.
pub(super) fn of_masthead(line: &SheetLine<'_>, at: usize, sheet: &Sheet<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    if line.is(Role::Title)
        || line.is(Role::Repeat)
        || line.is(Role::Caption)
        || line.is(Role::Byline)
        || line.n_words > 24
        || at > 8
        || line.text.contains("://")
    {
        return out;
    }
    let parts: Vec<&str> = split_masthead(&line.text);
    let n_parts = parts.len();
    for (n, part) in parts.iter().take(3).enumerate() {
        let part = trim_name(part);
        if part.ends_with(" staff") || part.ends_with(" newsroom") {
            continue;
        }
        let is_dated =
            line.is(Role::Date) && !(is_all_caps(part) && count_words(part) >= 2 || is_newspaper(part));
        if !is_outlet_shaped(part)
            || is_section_word(part)
            || is_request(part)
            || is_dated
            || !dates_in(part).is_empty()
        {
            continue;
        }
        let mut weight = 0;
        let is_row = line.text.contains('|') || (line.is(Role::Other) || line.is(Role::Date)) && n_parts <= 3;
        let is_trail = line.text.contains(['>', '›', '»']) && n_parts >= 2;
        weight += if n == 0 && is_row && n_parts >= 2 && at <= 2 { 5 } else { 0 };
        let is_alone = n_parts == 1 && line.n_words <= 5 && !is_generic(part);
        weight += if n == 0 && is_trail && !is_row && at <= 2 && count_words(part) >= 2 { WEAK } else { 0 };
        weight += if line.is(Role::Other) && is_alone && at <= 4 { WEAK } else { 0 };
        let is_named = at == 0 || is_proper(part) && count_words(part) >= 2;
        weight += if line.is(Role::Section) && is_alone && is_named { WEAK } else { 0 };
        weight +=
            if at == 0 && is_alone && (line.is(Role::Section) || line.is(Role::Other)) && is_proper(part) {
                5
            } else {
                0
            };
        weight += if line.n_words <= 12 && at <= 4 && is_domain(part, sheet) { 6 } else { 0 };
        weight += if is_newspaper(part) { 5 } else { 0 };
        weight -= if n > 0 { 2 } else { 0 };
        if weight >= 4 {
            let name = of_address(part).unwrap_or_else(|| part.to_owned());
            out.push(Candidate { is_masthead: n == 0, ..Candidate::new(name, weight) });
        }
    }
    out
}

/// `The Harbour Wattle`, `Le Phare des Quais`, `ACACIA DESK`, `ByteHerald`: written as names are, each word that is not small.
fn is_proper(part: &str) -> bool {
    const SMALL: &str = " of the and & de des du la le les del do da dos das der die und y e el ";
    if count_words(part) == 1 {
        // A capital within the word.
        return part.len() >= 6 && !is_all_caps(part) && part.chars().skip(1).any(char::is_uppercase);
    }
    part.split(' ').enumerate().all(|(n, word)| {
        word.starts_with(char::is_uppercase) || n > 0 && SMALL.contains(&format!(" {} ", word.to_lowercase()))
    })
}

/// `the-second-harbour.example`: the name in an address, where it is spelt out in words; `.example` is never a part of one.
fn of_address(part: &str) -> Option<String> {
    let (host, end) = part.rsplit_once('.')?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let is_address =
        !part.contains(' ') && (2..=7).contains(&end.len()) && end.chars().all(|c| c.is_ascii_lowercase());
    let is_spelt = host.contains('-') && host.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    match (is_address, is_spelt) {
        (true, true) => Some(name_case(&host.replace('-', " ").to_uppercase())),
        (true, false) if end == "example" => Some(host.to_owned()),
        _ => None,
    }
}

/// The parts of a row: between bars, arrows, wide gaps, and any other mark that stands free.
pub(super) fn split_masthead(text: &str) -> Vec<&str> {
    static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(r"[|~•·›»>/—*☕★●■▪◆]+|\s{2,}|\t|\s[-–:]+\s|\s[^\p{L}\p{N}\s&'’.,()]+\s").ok()
    });
    let Some(between) = BETWEEN.as_ref() else { return vec![text] };
    between.split(text).map(str::trim).filter(|part| part.chars().any(char::is_alphabetic)).collect()
}

/// Whether an address on the page is made of the name: `news@harbourtimes.example`.
fn is_domain(name: &str, sheet: &Sheet<'_>) -> bool {
    let own: String = plain(name).chars().filter(|c| *c != ' ').collect();
    own.len() >= 4
        && sheet.lines.iter().filter(|line| line.n_words <= 40 && line.text.contains('.')).any(|line| {
            let addresses = line
                .text
                .split_whitespace()
                .filter(|word| word.contains('@') || word.contains("www.") || word.contains("://"));
            addresses.into_iter().any(|word| word.to_lowercase().contains(&own))
        })
}

/// `Subscribe to the Harbour Times`: what a reader is to do.
fn is_request(part: &str) -> bool {
    const VERBS: &str = " subscribe follow download join support about get sign log advertise contact visit read listen watch ";
    let lower = part.to_lowercase();
    lower.split_once(' ').is_some_and(|(verb, _)| VERBS.contains(&format!(" {verb} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_in_capitals() {
        let check = |part: &str, expected: bool| assert_eq!(is_proper(part), expected, "{part}");
        check("The Harbour Wattle", true);
        check("Le Phare des Quais", true);
        check("ByteHerald", true);
        check("Skip to content", false);
        check("Se connecter", false);
        check("Startseite", false);
        check("MARKETS", false);
    }
}
