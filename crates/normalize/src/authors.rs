//! Authors: the persons that a page's metadata name, or else its byline.

use std::sync::LazyLock;

use copydesk_record::Role;
use copydesk_text::{fold, pattern};
use regex::Regex;

use crate::byline;
use crate::shape::{count_words, name_case};
use crate::sheet::{Sheet, SheetLine};
use crate::signature;

/// The most authors of one page.
const AUTHORS_MAX: usize = 20;
/// The longest name in words, and the longest value that is read, in bytes.
const NAME_WORDS_MAX: usize = 6;
const VALUE_BYTES_MAX: usize = 400;
/// How far above the headline and below it a byline stands, in lines.
const ABOVE_LINES: usize = 4;
const BELOW_LINES: usize = 12;

/// Metadata that name authors, without case and separators, the surest first. Of the last two, which repeat for every
/// teaser, only the first value is about this page.
const KEYS: [&str; 21] = [
    "jsonldauthor",
    "articleauthor",
    "author",
    "ogauthor",
    "ogarticleauthor",
    "cxenseparseauthor",
    "sailthruauthor",
    "parselyauthor",
    "byl",
    "byline",
    "articlebyline",
    "fieldauthor",
    "fieldbyline",
    "citationauthor",
    "dccreator",
    "dctermscreator",
    "dcauthor",
    "dccreatorauthor",
    "jsonldcreator",
    "relauthor",
    "itempropauthor",
];
const FIRST_ONLY: [&str; 2] = ["relauthor", "itempropauthor"];
/// Metadata that give the family name first: `Voss, Lena`.
const FAMILY_FIRST: [&str; 4] = ["citationauthor", "dccreator", "dctermscreator", "dcauthor"];

/// What a program calls whoever published.
const NOBODY: &str = " admin administrator editor webmaster user root author guest contributor unknown none null default wordpress ";
/// Agencies that sign as authors.
const AGENCIES: &str =
    " afp dpa ap reuters sda sid apa ansa efe tass pti ani ians upi ats belga anp ntb tt ritzau lusa ";
/// Degrees behind a name.
const DEGREES: &str = " md rd ms ma ba bs phd mba dds dvm jd rn np do jr sr ii iii iv mph psyd edd esq cpa cfp vmd pharmd rdn ldn msc bsc llb llm \
facp faan fand mfa ";

static CUE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)^(?:(?:written|words|text|story|posted|reported|article|published|review|guide|analysis|report) by|by|von|vom|par|por|di|door|od|przez|af|av|text|texte|texto|testo|author|autor|autorin|autore|auteur|автор)\s*:?\s+").ok()
});
static JOB: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)(?:^| )(?:(?:news|senior|staff|chief|health|political|business|sports?|deputy|managing|associate|executive|special|science|technology|foreign|city|crime|education|features?|data|web) )*(?:reporter|correspondent|editor|writer|columnist|journalist|critic|contributor|photographer|producer|analyst|redakteur\w*|korrespondent\w*|reporterin|journalistin?|periodista|redactora?|journaliste|giornalista|redaktorka?|dziennikarz|gazeteci|muhabir\w*|기자)\b.*$").ok()
});
static ASIDE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"\s*[(\[<][^)\]>]*[)\]>]").ok());
static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"\s*[,;、，]\s*|\s+(?i:and|und|et|y|e|en|og|och|i|и|та|ve|with|&)\s+|\s*&\s*").ok()
});

/// The authors of a page, in its order, each once: persons, by their pen names too. `Staff`, `Our correspondent`, a desk and an
/// agency are nobody. `signed` is the line of a dump that is likely its byline.
pub(crate) fn authors_of(
    sheet: &mut Sheet<'_>,
    title: Option<usize>,
    outlet: Option<&str>,
    signed: Option<usize>,
) -> Vec<String> {
    let mut authors = as_signed(sheet, title, outlet, signed);
    for name in &mut authors {
        // `Rosa Lindqvist Chief Football Writer`
        let bare = byline::strip_job(name);
        if byline::is_nobody(name) && count_words(bare) >= 2 && byline::is_person(bare) {
            *name = bare.to_owned();
        }
    }
    // `Weather / Forecast for Arlen` is a way through the site.
    let is_way = |name: &str| {
        let mut lines = sheet.lines.iter().filter_map(|line| line.text.split_once(" / "));
        !name.contains(' ') && lines.any(|(first, _)| first == name)
    };
    authors.retain(|name| !byline::is_nobody(name) && !is_way(name));
    if authors.is_empty() && !sheet.has_hints() {
        authors.extend(sheet.lines.iter().find_map(|line| byline::with_mail(&line.text)));
    }
    authors
}

fn as_signed(
    sheet: &mut Sheet<'_>,
    title: Option<usize>,
    outlet: Option<&str>,
    signed: Option<usize>,
) -> Vec<String> {
    if let Some(line) = signed.and_then(|at| sheet.lines.get_mut(at)) {
        let names = without_house(signature::names_of(line, outlet), outlet);
        if !names.is_empty() {
            if !line.is(Role::Byline) {
                line.overrule(Role::Byline, "names the author");
            }
            return names;
        }
    }
    by_rules(sheet, title, outlet)
}

/// The names without the house's own, if there are others.
fn without_house(mut names: Vec<String>, outlet: Option<&str>) -> Vec<String> {
    if names.iter().any(|name| !is_house(name, outlet)) {
        names.retain(|name| !is_house(name, outlet));
    }
    names
}

fn by_rules(sheet: &Sheet<'_>, title: Option<usize>, outlet: Option<&str>) -> Vec<String> {
    let mut weak = Vec::new();
    for key in KEYS {
        let found = of_key(sheet, key);
        if found.iter().any(|name| !is_house(name, outlet)) {
            return with_neighbours(sheet, found);
        }
        if weak.is_empty() {
            weak = found;
        }
    }
    let said = if sheet.has_hints() { of_page(sheet, title) } else { of_dump(sheet) };
    let said = without_house(said, outlet);
    if said.is_empty() && weak.is_empty() {
        return behind_outlet(sheet, outlet).into_iter().collect();
    }
    if said.is_empty() { weak } else { said }
}

fn of_key(sheet: &Sheet<'_>, key: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let values = sheet.markup.metadata.iter().filter(|meta| is_key(&meta.key, key));
    let n_values = if FIRST_ONLY.contains(&key) { 1 } else { AUTHORS_MAX };
    for meta in values.take(n_values) {
        for name in names_in(&meta.value, FAMILY_FIRST.contains(&key).then_some(FamilyName::First)) {
            let folded = fold(&name);
            if out.len() < AUTHORS_MAX && !out.iter().any(|have| fold(have) == folded) {
                out.push(name);
            }
        }
    }
    out
}

fn is_key(given: &str, key: &str) -> bool {
    let mut letters = given.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    key.bytes().all(|byte| letters.next() == Some(byte)) && letters.next().is_none()
}

/// Whether the name is the outlet's own or nobody's.
fn is_house(name: &str, outlet: Option<&str>) -> bool {
    let name = fold(name);
    if NOBODY.contains(&format!(" {name} ")) {
        return true;
    }
    outlet.map(fold).is_some_and(|outlet| {
        let (short, long) = if name.len() < outlet.len() { (&name, &outlet) } else { (&outlet, &name) };
        let is_within = long.starts_with(short.as_str()) || long.ends_with(short.as_str());
        name == outlet || short.len() > 3 && is_within || long.starts_with(&format!("{short} "))
    })
}

/// That a value gives the family name before a comma.
enum FamilyName {
    First,
}

/// The names in one value: cue, jobs, degrees, asides and handles left out.
fn names_in(value: &str, order: Option<FamilyName>) -> Vec<String> {
    if value.len() > VALUE_BYTES_MAX || value.contains("://") || value.starts_with('@') {
        return Vec::new();
    }
    let value = ASIDE.as_ref().map_or(value.into(), |aside| aside.replace_all(value, ""));
    let kept: Vec<&str> = value.split_whitespace().filter(|word| !word.contains('@')).collect();
    let mut value = kept.join(" ");
    if let Some(cue) = CUE.as_ref().and_then(|cue| cue.find(&value)) {
        value = value.get(cue.end()..).unwrap_or_default().to_owned();
    }
    for mark in [" | ", " - ", " – ", " — ", " • ", " · ", " // "] {
        if let Some((head, _)) = value.split_once(mark) {
            value = head.to_owned();
        }
    }
    if let (Some(FamilyName::First), Some((family, given))) = (order, value.split_once(", "))
        && !given.contains(", ")
        && count_words(given) <= 3
        && !given.split(' ').any(is_degree)
    {
        value = format!("{given} {family}");
    }
    let mut out: Vec<String> = Vec::new();
    let Some(between) = BETWEEN.as_ref() else { return out };
    for piece in between.split(&value) {
        if let Some(name) = name_in(piece, out.is_empty()) {
            out.push(name);
        }
    }
    out
}

fn is_degree(word: &str) -> bool {
    DEGREES.contains(&format!(" {} ", word.to_lowercase().replace('.', "")))
}

/// One name, `None` if it is a degree, a job or a place behind one.
fn name_in(piece: &str, is_first: bool) -> Option<String> {
    let piece =
        piece.trim().trim_matches(|c: char| matches!(c, ',' | ':' | '|' | '-' | '"' | '“' | '”' | '*'));
    if !is_first && piece.split(' ').all(is_degree) {
        return None;
    }
    let job = JOB.as_ref().and_then(|job| job.find(piece));
    let bare = job.and_then(|job| piece.get(..job.start())).unwrap_or(piece).trim();
    // A desk or a team may be all there is; `Health reporter` behind a name is not another one.
    let name = if is_first && count_words(bare) < 2 { piece } else { bare };
    let n_words = count_words(name);
    let is_place = !is_first
        && n_words < 2
        && name.is_ascii()
        && !AGENCIES.contains(&format!(" {} ", name.to_lowercase()));
    let is_name = name.chars().any(char::is_alphabetic) && !name.chars().all(|c| c.is_ascii_digit());
    (is_name && !is_place && n_words <= NAME_WORDS_MAX).then(|| name_case(name))
}

/// The byline of a page with markup: a line about the headline that says so, or one whose class does. A name alone, in a
/// page full of names of sections and buttons, is none.
fn of_page(sheet: &Sheet<'_>, title: Option<usize>) -> Vec<String> {
    let first_text = sheet.lines.iter().position(|line| line.is(Role::Body)).unwrap_or(0);
    let title = title.unwrap_or_else(|| first_text.saturating_sub(BELOW_LINES));
    let begin = title.saturating_sub(ABOVE_LINES);
    let end = (first_text + 3).min(title + BELOW_LINES + 1).max(title + 1);
    let head = || sheet.lines.iter().take(end).skip(begin).filter(|line| !line.is(Role::Title));
    if let Some(found) = head().find_map(|line| byline::after_cue(&line.text).map(byline::people)) {
        return found;
    }
    if let Some(found) = head().zip(head().skip(1)).find_map(|(line, next)| below_cue(line, next)) {
        return found;
    }
    let classed = || head().filter(|line| has_author_class(sheet, line));
    let bare = classed().find(|line| byline::is_bare(&line.text)).map(|line| byline::people(&line.text));
    let bare = bare.or_else(|| {
        let mut below = sheet.lines.iter().take(end).skip(title + 1);
        let is_linked = |line: &SheetLine<'_>| sheet.hint(line).is_some_and(|hint| hint.link_share >= 600);
        let line =
            below.find(|line| line.is(Role::Byline) && byline::is_person(&line.text) && !is_linked(line))?;
        Some(byline::people(&line.text))
    });
    let dated = || head().filter(|line| !line.dates().is_empty());
    bare.or_else(|| classed().chain(dated()).find_map(|line| byline::within(&line.text))).unwrap_or_default()
}

/// Names in boxes beside the box of an author that the metadata give: some pages give the first or the last of several.
fn with_neighbours(sheet: &Sheet<'_>, found: Vec<String>) -> Vec<String> {
    let [only] = found.as_slice() else { return found };
    let own = fold(only);
    let is_box = |line: &&SheetLine<'_>| line.n_words <= NAME_WORDS_MAX && has_author_class(sheet, line);
    let boxes: Vec<&SheetLine<'_>> = sheet.lines.iter().filter(is_box).collect();
    let Some(at) = boxes.iter().position(|line| line.folded() == own) else { return found };
    let class = |line: &SheetLine<'_>| sheet.hint(line).map(|hint| hint.class.as_str());
    let is_beside =
        |a: &&SheetLine<'_>, b: &&SheetLine<'_>| a.idx.abs_diff(b.idx) == 1 && class(a) == class(b);
    let mut out: Vec<String> = Vec::new();
    let run = boxes
        .chunk_by(is_beside)
        .find(|run| run.iter().any(|line| boxes.get(at).is_some_and(|own| own.idx == line.idx)));
    for line in run.into_iter().flatten().filter(|line| byline::is_person(&line.text)).take(AUTHORS_MAX) {
        out.push(name_case(&line.text));
    }
    if out.len() > 1 { out } else { found }
}

/// `By` on a line of its own, the name on the next.
fn below_cue(line: &SheetLine<'_>, next: &SheetLine<'_>) -> Option<Vec<String>> {
    if line.n_words > 2 || line.is_prose() {
        return None;
    }
    let joined = format!("{} {}", line.text.trim_end_matches(':'), next.text);
    let is_cue =
        CUE.as_ref().and_then(|cue| cue.find(&joined)).is_some_and(|cue| cue.end() >= line.text.len());
    is_cue.then(|| byline::after_cue(&joined).map(byline::people)).flatten()
}

fn has_author_class(sheet: &Sheet<'_>, line: &SheetLine<'_>) -> bool {
    let Some(hint) = sheet.hint(line) else { return false };
    hint.class.split_whitespace().take(4).any(|word| {
        let word = word.to_ascii_lowercase();
        word.contains("byline")
            || word.contains("author")
            || word.contains("autor")
            || word.contains("writer")
    })
}

fn of_dump(sheet: &Sheet<'_>) -> Vec<String> {
    if let Some(line) = sheet.lines.iter().find(|line| line.is(Role::Byline)) {
        let who = byline::after_cue(&line.text).or_else(|| byline::behind_house(&line.text));
        return byline::people(who.unwrap_or(&line.text));
    }
    let last_text = sheet.lines.iter().rposition(|line| line.is(Role::Body)).unwrap_or(0);
    let dated = sheet.lines.iter().take(last_text).filter(|line| line.is(Role::Date));
    let credits = sheet.lines.iter().filter(|line| line.is(Role::Credit));
    if let Some(found) = dated.chain(credits).find_map(|line| byline::within(&line.text)) {
        return found;
    }
    let above_date = names_above_date(sheet);
    if !above_date.is_empty() {
        return above_date;
    }
    let title = sheet.lines.iter().position(|line| line.is(Role::Title)).unwrap_or(0);
    let below = || sheet.lines.iter().skip(title + 1).take(ABOVE_LINES).filter(|line| !line.is(Role::Body));
    if let Some(line) = below().find(|line| byline::has_job(&line.text)) {
        return byline::people(&line.text);
    }
    let source = below().find_map(|line| byline::source_in(&line.text));
    source.or_else(|| initials_below(sheet)).into_iter().map(str::to_owned).collect()
}

/// `M. R.`, `LT` or `(mor)` alone behind the text: who wrote it, for those who know.
fn initials_below<'s>(sheet: &'s Sheet<'_>) -> Option<&'s str> {
    const LINES: usize = 3;
    static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(r"^(?:[–—-] ?)?(?:\p{Lu}\. ?){2,3}$|^(?:[–—-] ?)?\p{Lu}{2}$|^\(?\p{Ll}{2,4}\)$").ok()
    });
    let last = sheet.lines.iter().rposition(|line| line.is(Role::Body))?;
    let below = sheet.lines.iter().skip(last + 1).take(LINES);
    below.map(|line| line.text.trim()).find(|text| FORM.as_ref().is_some_and(|form| form.is_match(text)))
}

/// `Harbour Times Rosa Lindqvist` above the text, where the page is the Harbour Times'.
fn behind_outlet(sheet: &Sheet<'_>, outlet: Option<&str>) -> Option<String> {
    let head = sheet.lines.iter().take_while(|line| !line.is(Role::Body)).filter(|line| line.n_words <= 12);
    head.filter_map(|line| line.text.strip_prefix(outlet?)?.strip_prefix(' '))
        .find(|rest| byline::is_person(rest) && count_words(rest) >= 2)
        .map(name_case)
}

/// Names each on a line of its own, right above the date over a headline.
fn names_above_date(sheet: &Sheet<'_>) -> Vec<String> {
    const NAMES_MAX: usize = 4;
    let Some(date) = sheet.lines.iter().position(|line| line.is(Role::Date)) else { return Vec::new() };
    let is_over_title = sheet.lines.iter().skip(date).take(ABOVE_LINES).any(|line| line.is(Role::Title));
    let above = sheet.lines.iter().take(date).rev().take(NAMES_MAX);
    let mut names: Vec<String> = above
        .take_while(|line| is_over_title && line.is(Role::Section) && byline::is_person(&line.text))
        .map(|line| name_case(&line.text))
        .collect();
    names.reverse();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_metadata() {
        let check = |value: &str, expected: &[&str]| assert_eq!(names_in(value, None), expected, "{value}");
        check("Lena Voss", &["Lena Voss"]);
        check("By Lena Voss and Tom Okafor", &["Lena Voss", "Tom Okafor"]);
        check("LENA VOSS; TOM OKAFOR", &["Lena Voss", "Tom Okafor"]);
        check("Lena Voss (lvo)", &["Lena Voss"]);
        check("Lena Voss, MD, Harbour", &["Lena Voss"]);
        check("Lena Voss und Tom Okafor, dpa", &["Lena Voss", "Tom Okafor", "dpa"]);
        check("Lena Voss, Health Reporter", &["Lena Voss"]);
        check("Lena Voss - Harbour Editorial Team", &["Lena Voss"]);
        check("Harbour Staff", &["Harbour Staff"]);
        check("https://harbour.example/lena", &[]);
        check("@lena", &[]);
        assert_eq!(names_in("Voss, Lena", Some(FamilyName::First)), ["Lena Voss"]);
    }

    #[test]
    fn the_house_is_no_author() {
        let check = |name: &str, expected: bool| {
            assert_eq!(is_house(name, Some("Harbour Times")), expected, "{name}");
        };
        check("The Harbour Times", true);
        check("admin", true);
        check("Lena Voss", false);
        check("Harbour Times Online", true);
    }
}
