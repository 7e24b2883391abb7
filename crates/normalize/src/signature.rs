//! The signature of a dump: what each line looks like where it could say who wrote the article, and the names in the line that does.
//!
//! Which line it is was learnt from labelled dumps (`ROLES.md`); the rules of [`crate::byline`] know the common forms of it.

use copydesk_record::Role;
use copydesk_text::{fold, month_number, pattern};
use regex::Regex;
use std::sync::LazyLock;

use crate::byline::{
    after_cue, has_job, is_desk, is_joined, is_person, is_place_like, is_staff, names_a_thing, people,
    strip_job,
};
use crate::shape::{count_words, is_all_caps, name_case};
use crate::sheet::{Sheet, SheetLine};
use crate::sign::{kind, sign};

/// Longer lines are no signature.
const WORDS_MAX: usize = 26;
/// How many words of a name.
const NAME_WORDS_MAX: usize = 5;
/// How many words and marks of a line are looked at for its form.
const FORM_MAX: usize = 12;
/// How far from the headline and from the text's ends a line's place is told exactly, in lines.
const NEAR_LINES: usize = 5;

/// Words that stand about the names of those who wrote.
const CUES: &str = " by words text story report reporting reported written posted photo photos picture pictures photographs from our own staff \
agencies reporter correspondent editor writer columnist analyst interview recorded edited editing translated in for with and the of on \
von par por di oleh penulis autor piše author source desk team contributor special ";

const FORM: u32 = kind("byline form");
const NAMES: u32 = kind("byline names");
const PLACE: u32 = kind("byline place");

static CUE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^\W{0,3}(?:",
        r"(?:(?:words|text|texte|texto|testo|tekst|story|report|interview|reporting|photos?|pictures?|images?)(?:,? (?:and|og|och|und|et|y|e|&) (?:words|text|photos?|pictures?|images?|fotos?|myndir|bilder))?(?: by\b|:)?",
        r"|[\p{L}’' ]{0,30}\bby\b|[\p{L}]{3,14}(?: [\p{L}]{2,10}){0,2}\s*:|oleh|von|vom|par|por|di|od|przez|af|av|från|door|from|with)\s*:?\s+)+"
    ))
    .ok()
});
/// What follows the names of those who wrote: who took the pictures, when, for whom, from where.
static REST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)(?:\s{2,}|\s+[|·•/–—~]\s*|\s+-\s+|\s*[(\[]|[.;,:]?\s+(?:",
        r"(?:additional |with )?(?:pictures?|photos?|photographs?|photography|images?|drawings?|graphics|illustrations?|fotos?|edited|editing|translated|translation|adapted|read time|reading time|video)\b",
        r"|with additional|with (?:files|reporting|notes)|on (?:\p{L}+day|\p{L}+ \d|\d)|for (?:the )?\p{Lu}|in (?:the )?(?-i:\p{Lu})|at (?-i:\p{Lu})|from (?-i:\p{Lu})|@\w|\d",
        r"|updated|published|posted)).*$"
    ))
    .ok()
});
/// A job before the name: `our political editor Rosa Lindqvist`.
static JOB_BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)^(?:our|the|special|senior|staff|chief)(?: \p{L}+){0,3} (?:editor|correspondent|reporter|writer|critic)s?:?\s+").ok()
});
static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"\s*[,;]\s*(?:(?:and|with|und|et|y|e|i|og|och|dan)\s+)?|\s+(?:and|und|et|y|e|i|og|och|dan|with|AND)\s+|\s*&\s*").ok()
});

/// Signs of each line that tell a signature from what looks like one, each below `n_buckets`.
pub(crate) fn signs_of(sheet: &Sheet<'_>, n_buckets: u32) -> Vec<Vec<u32>> {
    let ends = sheet.ends();
    let title = sheet.lines.iter().position(|line| line.is(Role::Title));
    let role = |at: Option<usize>| {
        let line = at.and_then(|at| sheet.lines.get(at));
        line.and_then(|line| line.ruling.as_ref()).map_or("", |ruling| ruling.role_name())
    };
    let signs = |(at, line): (usize, &SheetLine<'_>)| {
        let mut out = Vec::new();
        if line.n_words > WORDS_MAX {
            return out;
        }
        let region = ends.region(at);
        let mut put = |kind: u32, parts: &[&str]| out.push(sign(kind, parts, n_buckets));
        let forms = forms_of(&line.text);
        let form = forms.join(" ");
        put(FORM, &[&form]);
        put(FORM, &[&form, region]);
        put(FORM, &["first", &forms.iter().take(3).cloned().collect::<Vec<_>>().join(" ")]);
        put(FORM, &["last", &forms.iter().rev().take(2).cloned().collect::<Vec<_>>().join(" ")]);
        let names = names_class(&line.text);
        let (before, after) = (role(at.checked_sub(1)), role(Some(at + 1)));
        put(NAMES, &[names]);
        put(NAMES, &[names, region]);
        put(NAMES, &[names, region, before, after]);
        put(NAMES, &[names, "before", before]);
        put(NAMES, &[names, "after", after]);
        put(NAMES, &[names, if is_all_caps(&line.text) { "caps" } else { "" }]);
        let near = |name: &str, from: usize| {
            let distance = at.abs_diff(from);
            (distance <= NEAR_LINES).then(|| format!("{name}{}{distance}", if at < from { "-" } else { "+" }))
        };
        let places = [
            title.and_then(|title| near("title", title)),
            near("first", ends.first),
            near("last", ends.last),
        ];
        for place in places.iter().flatten() {
            put(PLACE, &[place]);
            put(PLACE, &[place, names]);
        }
        out
    };
    sheet.lines.iter().enumerate().map(signs).collect()
}

/// `by Xx Xx , Xx 0`: cue words as they are, others by their case, numbers as one sign.
fn forms_of(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        let (head, tail) = word.split_once(bare).unwrap_or((word, ""));
        out.extend(head.chars().take(1).map(String::from));
        if bare.is_empty() {
            continue;
        }
        let form = if CUES.contains(&format!(" {lower} ")) {
            lower
        } else if month_number(bare).is_some() {
            "month".to_owned()
        } else if bare.contains(|c: char| c.is_ascii_digit()) {
            "0".to_owned()
        } else if is_all_caps(bare) {
            "XX".to_owned()
        } else if bare.starts_with(char::is_uppercase) {
            "Xx".to_owned()
        } else {
            "x".to_owned()
        };
        out.push(form);
        out.extend(tail.chars().take(1).map(String::from));
        if out.len() >= FORM_MAX {
            out.push("…".to_owned());
            break;
        }
    }
    out
}

/// What names a line holds.
fn names_class(text: &str) -> &'static str {
    if is_person(text) {
        return "person";
    }
    if after_cue(text).is_some() {
        return "cue";
    }
    if is_desk(text) {
        return "desk";
    }
    if has_job(text) {
        return "job";
    }
    match signers(text, None).as_slice() {
        [] => "none",
        [only] if is_person(only) => "signer",
        names if names.iter().all(|name| is_person(name)) => "signers",
        _ => "thing",
    }
}

/// The names in a line that is a signature: what introduces them, jobs, places, pictures and the house left out.
pub(crate) fn signers(text: &str, outlet: Option<&str>) -> Vec<String> {
    if count_words(text) > WORDS_MAX {
        return Vec::new();
    }
    if is_staff(text) {
        return vec![text.trim().to_owned()];
    }
    let kept: Vec<&str> = text.split(' ').filter(|word| !word.contains('@')).collect();
    let text = kept.join(" ");
    let mut text = text.trim().trim_start_matches(['–', '—', '-', '~', '(', '•', '|']).trim_start();
    if let Some(cue) = CUE.as_ref().and_then(|cue| cue.find(text)) {
        let after = text.get(cue.end()..).unwrap_or_default();
        text = if after.is_empty() { text } else { after };
    }
    if let Some(job) = JOB_BEFORE.as_ref().and_then(|job| job.find(text)) {
        text = text.get(job.end()..).unwrap_or_default();
    }
    if let Some(rest) = REST.as_ref().and_then(|rest| rest.find(text)) {
        text = text.get(..rest.start()).unwrap_or_default();
    }
    let text = without_house(text.trim_end_matches(['.', ')', ',', ' ', ':']), outlet);
    let Some(between) = BETWEEN.as_ref() else { return Vec::new() };
    let mut out: Vec<String> = Vec::new();
    for (nth, piece) in between.split(text).enumerate() {
        let piece = piece.trim();
        // `Rosa Lindqvist, Transport Reporter`: a job is no second name.
        let bare = strip_job(piece);
        if nth > 0 && bare != piece && count_words(bare) < 2 {
            continue;
        }
        let n_words = count_words(piece);
        let is_name =
            (1..=NAME_WORDS_MAX).contains(&n_words) && piece.chars().next().is_some_and(char::is_alphabetic);
        // What follows the first name is another if it looks like one: else it is a place or a job.
        let is_cased = piece.starts_with(char::is_uppercase) || !text.contains(char::is_uppercase);
        let is_other = nth == 0
            || n_words >= 2 && is_cased && is_person(&cased(piece)) && !is_place_like(piece)
            || is_desk(piece);
        if is_name && is_other {
            out.push(cased(piece));
        }
    }
    // `Rosa Lindqvist, Staff Writer`
    if out.len() > 1 && out.first().is_some_and(|first| is_person(first)) {
        out.retain(|name| is_joined(text, &name.to_lowercase()) || !is_desk(name) && !names_a_thing(name));
    }
    out
}

/// `rosa lindqvist`, `ROSA LINDQVIST` → `Rosa Lindqvist`.
fn cased(name: &str) -> String {
    if name.chars().any(char::is_uppercase) {
        return name_case(name);
    }
    let word = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// `Rosa Lindqvist, Harbour Times` → `Rosa Lindqvist`.
fn without_house<'t>(text: &'t str, outlet: Option<&str>) -> &'t str {
    let Some(outlet) = outlet.filter(|outlet| !outlet.is_empty()) else { return text };
    let bare = outlet.strip_prefix("The ").unwrap_or(outlet);
    let Some(at) = text.rfind(bare) else { return text };
    let is_end = at + bare.len() == text.len();
    let head = text.get(..at).unwrap_or_default().trim_end_matches(" the").trim_end_matches(" The");
    let head = head.trim_end_matches(|c: char| !c.is_alphanumeric());
    if is_end && count_words(head) >= 2 && fold(head) != fold(bare) { head } else { text }
}

/// The names in the line, by its own form or by that of any signature.
pub(crate) fn names_of(line: &SheetLine<'_>, outlet: Option<&str>) -> Vec<String> {
    let found = signers(&line.text, outlet);
    if found.is_empty() { people(&line.text) } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_signatures() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(signers(text, Some("Harbour Times")), expected, "{text}");
        };
        check("by rosa lindqvist", &["Rosa Lindqvist"]);
        check("Words Rosa Lindqvist · Photographs Tom Okafor · 11 minutes", &["Rosa Lindqvist"]);
        check("Text and photos by Rosa Lindqvist", &["Rosa Lindqvist"]);
        check("STORY ROSA LINDQVIST. PHOTOS TOM OKAFOR. READ TIME 5 MIN.", &["Rosa Lindqvist"]);
        check("By Rosa Lindqvist on May 30, 2019", &["Rosa Lindqvist"]);
        check("Rosa Lindqvist in Port Alva", &["Rosa Lindqvist"]);
        check("Rosa Lindqvist for Sava Post", &["Rosa Lindqvist"]);
        check("Rosa Lindqvist - Harbour Times", &["Rosa Lindqvist"]);
        check("Rosa Lindqvist, Harbour Times", &["Rosa Lindqvist"]);
        check("Rosa Lindqvist, Port Alva", &["Rosa Lindqvist"]);
        check("By ROSA LINDQVIST, TRANSPORT REPORTER", &["Rosa Lindqvist"]);
        check("Rosa Lindqvist, Tom Okafor & Joy Pell", &["Rosa Lindqvist", "Tom Okafor", "Joy Pell"]);
        check("TEKST OG MYNDIR: Rosa Lindqvist", &["Rosa Lindqvist"]);
        check("Piše: Rosa Lindqvist", &["Rosa Lindqvist"]);
        check("By our political editor Rosa Lindqvist", &["Rosa Lindqvist"]);
        check("– Rosa Lindqvist", &["Rosa Lindqvist"]);
        check("Rosa Lindqvist, with Tom Okafor", &["Rosa Lindqvist", "Tom Okafor"]);
        check("Staff and agencies in Port Alva", &["Staff", "Agencies"]);
        check("Harbour desk, with agencies", &["Harbour desk, with agencies"]);
        check("Rosa Lindqvist & Tom Okafor, from the stairs", &["Rosa Lindqvist", "Tom Okafor"]);
        check("with Rosa Lindqvist in the Port Alva gym", &["Rosa Lindqvist"]);
        check("R. Lindqvist and agencies", &["R. Lindqvist", "Agencies"]);
        check("reviewed by rosa lindqvist-okafor", &["Rosa Lindqvist-okafor"]);
    }
}
