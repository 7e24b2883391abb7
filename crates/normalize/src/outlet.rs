//! The outlet: who published the page, as the page names itself.

mod masthead;
mod sentence;
mod title;

use std::sync::LazyLock;

use copydesk_record::Role;
use copydesk_text::{fold, pattern};
use regex::Regex;

use crate::dateline::dateline_of;
use crate::gate::Gated;
use crate::shape::{count_words, is_all_caps, name_case};
use crate::sheet::{Sheet, SheetLine};
use masthead::{of_masthead, split_masthead};
use sentence::of_sentence;
use title::of_second_headline;

/// A name that the page may have given itself.
struct Candidate {
    name: String,
    weight: i32,
    /// Whether it opens the head of the page.
    is_masthead: bool,
}

impl Candidate {
    fn new(name: impl Into<String>, weight: i32) -> Self {
        Self { name: name.into(), weight, is_masthead: false }
    }
}

/// How many lines at either end of a page are searched.
const ENDS_LINES: usize = 40;
/// The weight of a name that must be met again on the page.
const WEAK: i32 = 4;
/// The weight of a name that was a company's.
const COMPANY_WEIGHT: i32 = 5;
/// The longest name of an outlet in words.
const NAME_WORDS_MAX: usize = 7;

static COPYRIGHT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)(?:©|\(c\)|copyright)(?:\s*(?:©|\(c\)|copyright))*[\s,]*(?P<years>(?:19|20)\d\d(?:\s*[-–]\s*(?:(?:19|20)?\d\d))?)?[\s,]*(?:by |the contents? of |held by )?(?P<name>[^|•·–—,]*[^|•·–—,\s])").ok()
});
static COMPANY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)(?:[\s,]+(?:newspapers?|newspaper group|media group|ehf\.?|hf\.?|\(p(?:vt|te|ty)?\)|s\.\s?r\.\s?o\.?|a\.\s?s\.?|n\.?v\.?|b\.?v\.?|ltd\.?|limited|pvt\.?|inc\.?|llc|plc|gmbh|ag|kg|& co\.?|co\.|corp\.?|bhd\.?|sdn\.?|s\.\s?a\.?|s\.?a\.?r\.?l\.?|sarl|sas|s\.?p\.?a\.?|s\.?\s?a\.?\s?c\.?|s\.?\s?a\.?\s?s\.?|e?ood|ead|d\.\s?d\.?|a\.\s?d\.?|p?jsc|tbk\.?|ltda\.?|e\.\s?v\.?|s\.?\s?a\.? de c\.?\s?v\.?|s\.?r\.?l\.?|ab|as|a/s|oy|oyj|kft\.?|zrt\.?|nyrt\.?|sp\. z o\.\s?o\.|d\.o\.o\.?|oü|uab|sia|pte\.?|pty\.?|lda\.?|verlags?-?\s?gmbh|verlagsgesellschaft|mbh|p(?:vt|te|ty)|co|media|publishing|publications|publishers|verlag|group|holdings?|all rights reserved\W*|alle rechte vorbehalten\W*|tous droits réservés\W*|todos los derechos reservados\W*|rights reserved|(?:19|20)\d\d))+\W*$").ok()
});

static TOLD: LazyLock<Option<Gated>> = LazyLock::new(|| {
    Gated::new(
        r"\b(?:told|tells|spoke to|seen by|obtained by|contacted by) (?P<name>(?:[Tt]he )?\p{Lu}[\p{L}&’'-]*(?: (?:of |the )?\p{Lu}[\p{L}&’'-]*){0,4})",
    )
});

/// The outlet's name, `None` if the page does not say it.
pub(crate) fn outlet_of(sheet: &Sheet<'_>, in_title: Option<String>) -> Option<String> {
    for key in [
        "og:site_name",
        "jsonld:publisher.name",
        "jsonld:publisher",
        "application-name",
        "dc.publisher",
        "publisher",
    ] {
        if let Some(name) =
            sheet.markup.meta(key).filter(|name| count_words(name) <= NAME_WORDS_MAX && !name.contains("://"))
        {
            return Some(name.to_owned());
        }
    }
    let n_lines = sheet.lines.len();
    let mut candidates: Vec<Candidate> = in_title.map(|name| Candidate::new(name, 8)).into_iter().collect();
    candidates.extend(of_second_headline(sheet));
    let first_text = sheet.lines.iter().position(|line| line.is(Role::Body)).unwrap_or(n_lines);
    for (at, line) in sheet.lines.iter().enumerate() {
        if at > ENDS_LINES.max(first_text) && at + ENDS_LINES < n_lines {
            continue;
        }
        if line.n_words > 60 && !line.is(Role::Body) {
            continue;
        }
        if line.is(Role::Body) {
            if at <= first_text + 3 {
                candidates.extend(of_dateline(line));
            }
            candidates.extend(of_telling(line));
            continue;
        }
        candidates.extend(of_sentence(line));
        candidates.extend(of_copyright(line));
        if at < first_text {
            candidates.extend(of_masthead(line, at, sheet));
            candidates.extend(of_byline(line));
            candidates.extend(of_dateline(line).filter(|_| line.is(Role::Date)));
        }
        candidates.extend(of_caption(line));
    }
    best_of(&candidates, sheet)
}

fn of_copyright(line: &SheetLine<'_>) -> Option<Candidate> {
    // `(c) Wire. Redistribution without consent is prohibited.`: what looks like a picture's credit.
    let is_reserved = || {
        let text = line.text.to_lowercase();
        text.starts_with(['©', '('])
            && ["redistribut", "prohibit", "consent", "permission"].iter().any(|word| text.contains(word))
    };
    if !(line.is(Role::Copyright) || line.is(Role::Caption) && is_reserved()) {
        return None;
    }
    let text = line.text.trim_end_matches(['.', ' ']);
    let name = COPYRIGHT
        .as_ref()?
        .captures(text)
        .and_then(|captures| captures.name("name"))
        .map(|name| name.as_str());
    // `Five Minutes Media BV, Amsterdam`: a company without the sign.
    let name = name.or_else(|| {
        let first = text.split(',').next()?;
        COMPANY.as_ref()?.is_match(first).then_some(first)
    })?;
    let name = name.split(" - ").next()?.split(". ").next()?;
    let whole = name.trim();
    let name = COMPANY.as_ref()?.replace(whole, "");
    let name = trim_name(&name);
    let is_name = is_outlet_shaped(name) && !name.contains(['/', '(']) && !is_generic(name);
    // `Tamarind Media Inc.` owns the page; what it is called stands elsewhere, if anywhere.
    let is_owner = count_words(name) < 2 && whole.trim_end_matches('.').ends_with("Inc");
    // A company gives way to a name that the head of the page gives.
    let is_company = name.len() < trim_name(whole).len() && !is_newspaper(name);
    let weight = if is_owner {
        WEAK
    } else if is_company {
        COMPANY_WEIGHT
    } else {
        8
    };
    is_name.then(|| Candidate::new(name.to_owned(), weight))
}

/// `Credit: Bisi Akande/Sonde`, `(Lena Ostrow/Harbour Times via AN)`: the paper that sent the photographer, if the page names
/// it elsewhere.
fn of_caption(line: &SheetLine<'_>) -> Option<Candidate> {
    if !line.is(Role::Caption) {
        return None;
    }
    let (_, after) = line.text.rsplit_once('/')?;
    let name = after.split([',', ')', '|', '(', '.']).next()?.split(" via ").next()?;
    let name = trim_name(name);
    let is_name = name.chars().next().is_some_and(char::is_uppercase) && !is_generic(name);
    (is_name && is_outlet_shaped(name)).then(|| Candidate::new(name.to_owned(), WEAK))
}

/// `By Rose Tilney, Harbour Times`, `Rose Tilney for the Harbour Times`.
fn of_byline(line: &SheetLine<'_>) -> Option<Candidate> {
    // `Harbour Times staff`
    if let Some(name) =
        [" staff", " desk", " newsroom", " team"].iter().find_map(|end| line.text.strip_suffix(end))
    {
        let name = trim_name(name);
        let is_name =
            is_outlet_shaped(name) && (is_newspaper(name) || name.starts_with("The ") && line.n_words > 2);
        return is_name.then(|| Candidate::new(name.to_owned(), 6));
    }
    if !line.is(Role::Byline) {
        return None;
    }
    // `Harbour South Radio | By Rose Tilney`
    if let Some((name, _)) = line.text.split_once(" | By ") {
        let name = trim_name(name);
        return (is_outlet_shaped(name) && !is_section_word(name))
            .then(|| Candidate::new(name.to_owned(), 6));
    }
    let parts = line.text.split(['|', ',', '/', '–', '—', '(', ')']).flat_map(|part| part.split(" for "));
    let mut parts = parts.flat_map(|part| part.split("  ")).skip(1).map(trim_name);
    let name = parts.find(|part| {
        is_newspaper(part) && is_outlet_shaped(part) && !part.to_lowercase().contains("reporter")
    })?;
    Some(Candidate::new(name.to_owned(), 5))
}

fn of_dateline(line: &SheetLine<'_>) -> Option<Candidate> {
    let agency = dateline_of(&line.text)?.agency?;
    is_outlet_shaped(&agency).then_some(Candidate::new(agency, 6))
}

/// `… told the Harbour Times by telephone`: papers name themselves so, and each other less often.
fn of_telling(line: &SheetLine<'_>) -> Option<Candidate> {
    let name = TOLD.as_ref()?.captures(&line.text)?.name("name")?.as_str();
    let name = trim_name(name);
    (is_newspaper(name) && is_outlet_shaped(name)).then(|| Candidate::new(name.to_owned(), 3))
}

fn trim_name(name: &str) -> &str {
    let name = name.trim_matches(|c: char| !(c.is_alphanumeric() || c == ')' || c == '&'));
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name)
}

pub(crate) fn is_outlet_shaped(name: &str) -> bool {
    let n_words = count_words(name);
    let n_letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (1..=NAME_WORDS_MAX).contains(&n_words)
        && n_letters >= 2
        && name.len() <= 60
        && !name.contains(['?', '!', ':', '@', '€', '$'])
}

pub(crate) fn is_newspaper(name: &str) -> bool {
    const KINDS: &str = " post times review ledger herald gazette tribune courier observer daily journal agency agência agencia wire newswire \
courrier voix voz dépêche écho eco mirror standard telegraph chronicle bulletin dispatch examiner inquirer star guardian echo argus monitor register news nachrichten zeitung \
blatt kurier anzeiger tageblatt presse press report reporter globe nation sun mail express metro record leader citizen beacon messenger \
banner insider digest online media radio tv television fm broadcasting network kurir hlas politika nouvelles infos dagen avisa bladet \
posten blog watch line journal gazette figaro monde diario periódico jornal correio corriere gazzetta giornale krant \
dagblad noviny gazeta dziennik tidende tidning aftonblad sanomat magazine weekly mag buzz today sentinel advertiser independent voice ";
    let lower = name.to_lowercase();
    count_words(name) >= 2 && lower.split_whitespace().any(|word| KINDS.contains(&format!(" {word} ")))
}

fn is_section_word(name: &str) -> bool {
    const SECTIONS: &str = " home news world sport sports politics economy business opinion health culture nation society money photos start \
ausland inland politik wirtschaft region africa europe asia americas belgium mobility menu search login subscribe sign in newsletters jobs \
classifieds skip to main content science technology markets local national international video videos english service features latest breaking \
lifestyle travel education environment weather about contact advertisement live uk us usa eu in brief community calendar school obituaries \
closings city state county town traffic real estate arts books food film music tv radio listen watch podcasts games puzzles ";
    let lower = name.to_lowercase();
    lower.split_whitespace().all(|word| SECTIONS.contains(&format!(" {word} ")))
}

/// Whether the name is made of words that any page uses of itself.
fn is_generic(name: &str) -> bool {
    const WORDS: &str = " the this that these our your all any and of for on in at to a an subject us we you more read newsletter \
newsletters daily weekly morning evening opinions essentials briefing breaking material page site website content terms privacy policy \
copyright rights reserved group media holdings press photo getty images reuters afp ap epa dpa agency agencies staff supplied handout ";
    is_section_word(name)
        || name.chars().filter(char::is_ascii_digit).count() > 2
        || name.contains(['→', '%', '°', '{', '}'])
        || name.to_lowercase().contains(" by ")
        || name.to_lowercase().split_whitespace().all(|word| WORDS.contains(&format!(" {word} ")))
}

/// Whether the page uses the name once more outside its text: written the same way, or its first word if that is an
/// abbreviation.
fn recurs(name: &str, sheet: &Sheet<'_>) -> bool {
    let first = name.split(' ').next().unwrap_or(name);
    let is_short = is_all_caps(first) && (2..=6).contains(&first.len()) && first != name;
    let lines = sheet.lines.iter().filter(|line| !line.is(Role::Title) && line.n_words <= 80);
    let n_lines = lines.filter(|line| {
        let is_whole = line.text.contains(name) && (!line.is(Role::Body) || is_signed(&line.text, name));
        is_whole
            || is_short
                && !line.is(Role::Body)
                && line.text.split(|c: char| !c.is_alphanumeric()).any(|word| word == first)
    });
    n_lines.take(2).count() == 2
}

/// `DENVER, 12 May /WireWay/ --`, `told Kernel`: the name of the page itself within its text.
fn is_signed(text: &str, name: &str) -> bool {
    [format!("/{name}/"), format!("({name})"), format!("told {name}"), format!("tells {name}")]
        .iter()
        .any(|form| text.contains(form.as_str()))
}

/// The heaviest name, names that contain each other added up; the fuller form of it that the page uses.
fn best_of(candidates: &[Candidate], sheet: &Sheet<'_>) -> Option<String> {
    let folded: Vec<String> = candidates.iter().map(|candidate| plain(&candidate.name)).collect();
    let mut best: Option<(i32, usize)> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        let own = folded.get(at)?;
        let support: i32 = candidates
            .iter()
            .zip(&folded)
            .enumerate()
            .filter(|(other, (_, name))| *other != at && same_name(own, name))
            .map(|(_, (other, _))| other.weight / 2)
            .sum();
        let total = candidate.weight * 2 + support.min(8);
        if candidate.weight <= WEAK && support == 0 && !recurs(&candidate.name, sheet) {
            continue;
        }
        if best.is_none_or(|(have, _)| total > have) {
            best = Some((total, at));
        }
    }
    let (_, at) = best?;
    let best = candidates.get(at)?;
    let own = plain(&best.name);
    // The owner's name, `© Trimontium Ltd`, gives way to the fuller one of the page's head: `Trimontium Daily | Courts`.
    let is_fuller = |name: &str| own.len() > 3 && name.len() > own.len() && name.starts_with(own.as_str());
    let mut fuller =
        candidates.iter().zip(&folded).filter(|(other, name)| other.is_masthead && is_fuller(name));
    let name = fuller.next().map_or(&best.name, |(other, _)| &other.name);
    Some(expand(name, sheet))
}

fn plain(name: &str) -> String {
    let folded = fold(name);
    folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
}

fn same_name(a: &str, b: &str) -> bool {
    a == b || a.len() > 3 && b.len() > 3 && (a.starts_with(b) || b.starts_with(a))
}

/// `NVNA` → `Nile Valley News Agency`, `Litoral` → `Agência Litoral` where the head of the page spells it out.
fn expand(name: &str, sheet: &Sheet<'_>) -> String {
    let own = plain(name);
    for line in sheet
        .lines
        .iter()
        .take(8)
        .filter(|line| line.n_words <= 16 && !line.is(Role::Body) && !line.is(Role::Title))
    {
        for part in split_masthead(&line.text) {
            let part = trim_name(part);
            let full = plain(part);
            let initials: String = full.split(' ').filter_map(|word| word.chars().next()).collect();
            let is_initials = initials == own && own.len() >= 3;
            let is_longer = full.len() > own.len()
                && full.split(' ').any(|word| word == own)
                && is_newspaper(part)
                && own.split(' ').count() == 1;
            if (is_initials || is_longer) && is_outlet_shaped(part) {
                return part.to_owned();
            }
        }
    }
    if !is_all_caps(name) || count_words(name) < 2 {
        return name.to_owned();
    }
    name_case(name)
}
