//! Bylines: the line that names the author, and the persons and desks in it.

use std::sync::LazyLock;

use copydesk_text::{pattern, weekday_number};
use regex::Regex;

use crate::shape::{bare_words, count_words, is_all_caps, is_name_shaped, name_case};

/// The longest byline in words.
const WORDS_MAX: usize = 26;

static CUE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(concat!(
        r"^\W{0,2}(?i:",
        r"(?-i:\p{Ll}+ed) by|(?:exclusive|analysis|opinion|comment) by|(?:editorial staff|redacción|redação|rédaction|redazione|interview|reporting|words|story|column)\s*:|",
        r"(?:(?:written|reported|story|words|text|post(?:ed)?|article|report|photographs|published|compiled|edited|column|opinion|analysis|review|interview|guest \w+) by",
        r"|issued by(?: the)?|(?:from|by|von|de) (?:our|unserem|unserer|notre|nuestro|nuestra) (?:own |special |staff )?(?:correspondent|reporter|korrespondent(?:in)?|envoyée? spéciale?|correspondante?|enviad[oa] especial)",
        r"|by|author|authors|from|von|vom|par|por|di|door|od|przez|af|av|de|written|text|texte|texto|testo|autore?|auteur|autorin|автор|napsal|tekst|tekijä|szerző)\s*:?",
        r"|(?:our |the )?(?:own )?(?:special |staff |senior |chief )?(?:editor|correspondent|reporter|redakteur(?:in)?|korrespondent(?:in)?|envoyée? spéciale?)\s*:?",
        r")\s+(?P<who>\S.*)$"
    ))
    .ok()
});

static DESK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)^(?:the )?(?:(?:press|media|communications|express|our|own|web|online|digital|news|agency|staff|editorial|foreign|business|sports?|city|night|wire|newsroom|guest|special)[ -]?){0,3}(?:staff|desk|team|newsroom|reporters?|correspondents?|writers?|editors?|board|bureau|office|agenc(?:y|ies)|redaktion|redacción|rédaction|redação|redakce|redakcja|service|services)$").ok()
});

static JOB: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:reporter|correspondent|editor|writer|columnist|staff|journalist|critic|chief|head|director|bureau|desk|contributor|photographer|producer|fellow|professor|analyst|in|at|for|of|the|korrespondent\w*|redakteur\w*|updated|published|min|read)\b").ok()
});

/// Whether a line says so itself: `By Dale Prewitt, health reporter`. Gives what stands after the cue.
pub(crate) fn after_cue(text: &str) -> Option<&str> {
    if count_words(text) > WORDS_MAX {
        return None;
    }
    let who = CUE.as_ref()?.captures(text)?.name("who")?.as_str().trim();
    // `Interview: Rosa Lindqvist. Portrait: Tom Okafor`
    let who = who.split_once(". ").filter(|(_, rest)| rest.contains(": ")).map_or(who, |(who, _)| who);
    let first = people(who).into_iter().next()?;
    let is_capital = first.split_whitespace().any(|word| word.chars().next().is_some_and(char::is_uppercase));
    // `Rosa Lindqvist C.`, `Tom Okafor Jr.`: the stop of a name.
    let last = who.rsplit(' ').next().unwrap_or_default();
    let is_stop = who.ends_with('.') && last != "Jr." && last.chars().count() != 2;
    let is_plain = !who.contains(['?', '!', '%', '“', '"', ';']) && !is_stop;
    // `sifted by Rosa Lindqvist`: with a verb of its own only a person's name is one.
    let is_own = text.starts_with(char::is_lowercase) && !text.starts_with("by ");
    let is_author = is_person(&first) || !is_own && (is_desk(&first) || is_pen_name(&first));
    (is_capital && is_plain && is_author).then_some(who)
}

/// The byline within a line that says more: `Rose Tilney | 4 May 2024 | 3 min read`, `Reporting by Rose Tilney; Editing by
/// Ana Weir`.
pub(crate) fn within(text: &str) -> Option<Vec<String>> {
    const CREDITS: [&str; 4] = ["Reporting by ", "Writing by ", "Words by ", "Reporting: "];
    let credit = CREDITS.iter().find_map(|credit| text.split_once(credit).map(|(_, rest)| rest));
    if let Some(rest) = credit {
        let who = rest.split([';', ')', '.']).next().unwrap_or(rest);
        return Some(people(who)).filter(|found| !found.is_empty());
    }
    if let Some(who) = before_date(text) {
        return Some(vec![who.to_owned()]);
    }
    let parts = || text.split(['|', '•', '·', '—', '–', ',', '/']).map(str::trim);
    let with_cue = parts().find_map(after_cue);
    let who = with_cue.or_else(|| parts().find(|part| is_bare(part)))?;
    Some(people(who)).filter(|found| !found.is_empty())
}

/// `Harbour Times | By Rose Tilney`: what stands after the cue behind the name of the house.
pub(crate) fn behind_house(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(" | ")?;
    after_cue(rest).filter(|_| rest.starts_with("By ") || rest.starts_with("by "))
}

/// `Source: North Sea Press`: whose report it is, where no person signs.
pub(crate) fn source_in(text: &str) -> Option<&str> {
    static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(r"^(?i:source|quelle|fuente|fonte|bron|źródło|zdroj|kaynak)\s*: (?P<who>\p{Lu}[\p{L}\p{N}&.’'-]*(?: \p{Lu}[\p{L}\p{N}&.’'-]*){0,4})$").ok()
    });
    Some(FORM.as_ref()?.captures(text.trim())?.name("who")?.as_str())
}

/// Whether a name without a cue stands beside a job: `PRISCA WEBER   FARM REPORTER   WINNIPEG`.
pub(crate) fn has_job(text: &str) -> bool {
    static JOB_NOUN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:reporter|correspondent|editor|writer|columnist|journalist|critic)\b").ok()
    });
    is_bare(text) && JOB_NOUN.as_ref().is_some_and(|job| job.is_match(text))
}

/// `posted by rosa_l on 2024/05/04`: who stands between the cue and the date, by whatever name.
fn before_date(text: &str) -> Option<&str> {
    static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(r"(?i)^\W*(?:posted|published|written|filed|submitted|uploaded) by (?P<who>[\p{L}\p{N}][^\s,|]*(?: \p{Lu}[^\s,|]*){0,3}) (?:on|at|\||,|-|–) ").ok()
    });
    let captures = FORM.as_ref()?.captures(text)?;
    let who = captures.name("who").map(|who| who.range())?;
    text.get(who).filter(|who| !who.eq_ignore_ascii_case("the"))
}

/// Whether the whole line is a name, with a place or a job at most: `TENDAI MARUFU, Johannesburg`.
pub(crate) fn is_bare(text: &str) -> bool {
    if count_words(text) > 14
        || text.contains(['?', '!', '%', '~', '“', '"', ':', ';', '>', '»', '/', '#', '&'])
    {
        return false;
    }
    if is_desk(text) || is_staff(text) {
        return true;
    }
    let found = people(text);
    !found.is_empty() && found.iter().all(|name| is_person(name)) && {
        let n_named: usize = found.iter().map(|name| count_words(name)).sum();
        let n_small = bare_words(text).filter(|word| word.starts_with(char::is_lowercase)).count();
        n_named * 2 + 2 >= count_words(text) && (n_small <= 2 || text.contains([',', '|']))
    }
}

/// `Kit Dunmore Chief football writer @kitdunmore`: a name of two words, then what its bearer does.
pub(crate) fn is_titled(text: &str) -> bool {
    const WORDS_MAX: usize = 9;
    static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(r"^(?P<name>\p{Lu}[\p{L}'’-]+ \p{Lu}[\p{L}'’-]+),? (?:(?:Chief|Senior|Staff|Political|Business|Sports?|Football|Health|Science|Environment|Education|Crime|Deputy|Managing|Associate|Foreign|Diplomatic|Technology|Economics|Legal|Home|Social|Transport|Religion|Africa|Asia|Europe|US|UK|World|National|Local|News|Special|Data|Investigations|Features?|Arts|Culture|Travel|Royal|Consumer|Defence|Security|Energy|Climate)? ?)(?:[a-z]+ ){0,2}(?i:reporter|correspondent|editor|writer|columnist|critic|journalist|analyst|producer)\b[^.!?]*$").ok()
    });
    count_words(text) <= WORDS_MAX
        && FORM
            .as_ref()
            .and_then(|form| form.captures(text))
            .and_then(|found| found.name("name"))
            .is_some_and(|name| is_person(name.as_str()))
}

/// The persons and desks of a byline, as people write them: the cue, jobs and places left out.
pub(crate) fn people(text: &str) -> Vec<String> {
    if is_staff(text) {
        return vec![text.trim().to_owned()];
    }
    let kept: Vec<&str> = text.split(' ').filter(|word| !word.contains('@')).collect();
    let text = &kept.join(" ");
    let text = text.split(" | ").next().unwrap_or(text).split("  ").next().unwrap_or(text);
    let text = text.split(['•', '·', '—', '–', '(']).next().unwrap_or(text).trim();
    let mut found = Vec::new();
    for (n, piece) in text.split(", ").flat_map(split_and).enumerate() {
        let piece = piece.trim().trim_end_matches([',', ':', '.', ' ', '|', '-']);
        let is_place = n > 0 && bare_words(piece).count() < 2 && !is_desk(piece);
        let piece = strip_job(piece);
        // `Rosa Lindqvist, Staff Writers`
        let is_desk_of =
            is_desk(piece) && found.iter().any(|name: &String| is_person(name)) && !is_joined(text, piece);
        if piece.is_empty()
            || is_desk_of
            || (n > 0 && (is_place || !(is_name_shaped(piece) || is_desk(piece))))
        {
            continue;
        }
        found.push(name_case(piece));
    }
    // `Jane Doe, New York`: a place may be two words; with one name and no `and`, what follows a comma is a place.
    if found.len() == 2 && !text.contains(" and ") && !text.contains(" & ") && text.matches(", ").count() == 1
    {
        let last = found.last().is_some_and(|last| !is_desk(last) && is_place_like(last));
        if last {
            found.pop();
        }
    }
    found
}

/// `Rosa Lindqvist and agencies`: these signed too.
pub(crate) fn is_joined(text: &str, desk: &str) -> bool {
    matches!(desk, "agencies" | "staff") && text.ends_with(&format!(" and {desk}"))
}

fn split_and(text: &str) -> impl Iterator<Item = &str> {
    text.split(" and ")
        .flat_map(|part| part.split(" AND "))
        .flat_map(|part| part.split(" & "))
        .flat_map(|part| part.split(" und "))
        .flat_map(|part| part.split(" et "))
        .flat_map(|part| part.split(" y "))
}

/// `Hala Qadri in Port Sudan` → `Hala Qadri`; `Health reporter` → nothing.
pub(crate) fn strip_job(piece: &str) -> &str {
    if is_desk(piece) {
        return piece;
    }
    let Some(job) = JOB.as_ref().and_then(|job| job.find(piece)) else { return piece };
    let mut name = piece.get(..job.start()).unwrap_or_default().trim();
    // `Jane Doe Politics Editor`: what the editor edits is no name either.
    while let Some((rest, last)) = name.rsplit_once(' ') {
        if !names_a_thing(&last.to_lowercase()) || rest.is_empty() {
            break;
        }
        name = rest;
    }
    name
}

/// `Harbour Times staff, with North Sea Wire`, `Staff and agencies`, `From our parliamentary correspondent`: the house and whose
/// reports it used, all of it one signature.
pub(crate) fn is_staff(text: &str) -> bool {
    static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(r"^(?:(?:(?:\p{Lu}[\p{L}\p{N}&.-]* ){1,3}(?:staff|newsroom|desk|reporters|correspondents)|Staff)(?:,? (?:with|and) (?:agencies|(?:\p{Lu}[\p{L}&.-]* ?){1,3}))?|(?:From )?[Oo]ur \p{Ll}+ correspondent)$").ok()
    });
    FORM.as_ref().is_some_and(|form| form.is_match(text.trim()))
}

pub(crate) fn is_place_like(name: &str) -> bool {
    [
        "New ",
        "San ",
        "Los ",
        "Port ",
        "Cape ",
        "St ",
        "St. ",
        "Hong ",
        "Tel ",
        "The ",
        "Addis ",
        "Buenos ",
        "Rio ",
        "Abu ",
        "Kuala ",
        "Washington",
    ]
    .iter()
    .any(|start| name.starts_with(start))
}

/// What signs and is nobody in particular: `Staff and agencies`, `Our correspondent`, `Harbour Times newsroom`, `Health
/// reporter`.
pub(crate) fn is_nobody(name: &str) -> bool {
    static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(r"(?i)^(?:editorial )?staff\b|(?:^|[ -])(?:staff|(?:news)?desk|newsroom|team|board|reporters?|correspondents?|editors?|writers?|journalists?|columnists?|bureau|agenc(?:y|ies)|(?:news)?wires?|press|news|service|redaktion|redacción|rédaction|redação|redakcja)$").ok()
    });
    is_desk(name) || is_staff(name) || FORM.as_ref().is_some_and(|form| form.is_match(name.trim()))
}

/// `Rosa Lindqvist - rosa@harbourtimes.example`: a person and nothing but an address.
pub(crate) fn with_mail(text: &str) -> Option<String> {
    const WORDS_MAX: usize = 6;
    let (mails, words): (Vec<&str>, Vec<&str>) =
        text.split_whitespace().partition(|word| word.contains('@') && word.contains('.'));
    let words = words.join(" ");
    let name = words.trim_matches(|c: char| !c.is_alphabetic());
    let is_name = name.contains(' ') && count_words(name) <= WORDS_MAX && is_person(name);
    (mails.len() == 1 && is_name).then(|| name_case(name))
}

/// A staff, a desk, a team.
pub(crate) fn is_desk(text: &str) -> bool {
    DESK.as_ref().is_some_and(|desk| desk.is_match(text.trim()))
}

pub(crate) fn is_person(name: &str) -> bool {
    is_name_shaped(name) && !names_a_thing(name) && !names_a_day(name)
}

/// `Posted Thursday`, `Published May`
fn names_a_day(name: &str) -> bool {
    let is_verb = ["Posted ", "Published ", "Updated "].iter().any(|verb| name.starts_with(verb));
    is_verb
        || name.ends_with("day") && bare_words(name).last().is_some_and(|word| weekday_number(word).is_some())
}

/// One word, or words with small ones between, are a name only after a cue: `by Shosh wa Pwani`, `By Staff`.
fn is_pen_name(name: &str) -> bool {
    count_words(name) <= 4
        && name.chars().next().is_some_and(char::is_uppercase)
        && !name.chars().any(|c| c.is_ascii_digit())
}

const THINGS: &str = " news post times review ledger herald gazette tribune courier observer daily today journal business agency wire world \
sport sports politics economy markets opinion health culture science technology tech weather media press radio television tv magazine weekly \
online network service region national international local home africa asia europe europa america mirror standard telegraph chronicle bulletin \
dispatch examiner inquirer star sun globe mail guardian echo argus monitor register report editorial breaking latest top stories read more \
share print comments subscribe newsletter football cricket basketball transfer field notes letters letter column analysis feature features \
interview live video photos obituaries entertainment lifestyle travel food money finance education environment climate energy law crime \
courts society life arts books film music theatre games auto motoring property jobs war united states kingdom south north east west central \
middle eastern western northern southern court minister president police government city council ";

/// Whether a name-shaped line names a newspaper, a section or a place rather than a person.
pub(crate) fn names_a_thing(text: &str) -> bool {
    let is_caps = is_all_caps(text);
    bare_words(text).any(|word| THINGS.contains(&format!(" {} ", word.to_lowercase())))
        || (is_caps && bare_words(text).count() < 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_and_somebody() {
        let check = |text: &str, expected: bool| assert_eq!(is_nobody(text), expected, "{text}");
        check("Staff and agencies", true);
        check("Our Correspondent", true);
        check("Political Editor", true);
        check("Harbour Newswire", true);
        check("Editorial staff of Harbour Times", true);
        check("Rosa Lindqvist", false);
        check("harbour_fox", false);
        let mail = |text: &str| with_mail(text).unwrap_or_default();
        assert_eq!(mail("Rosa Lindqvist - rosa@harbourtimes.example"), "Rosa Lindqvist");
        assert_eq!(mail("Write to us: desk@harbourtimes.example"), "");
    }

    #[test]
    fn people_of_a_byline() {
        let check = |text: &str, expected: &[&str]| {
            let found = after_cue(text).map_or_else(Vec::new, people);
            assert_eq!(found, expected, "{text}");
        };
        check("By DALE PREWITT, HEALTH REPORTER", &["Dale Prewitt"]);
        check("By Hala Qadri and Simon Oyelaran", &["Hala Qadri", "Simon Oyelaran"]);
        check("By Kevin Odera and Mwanaisha Bakari | Nation-wide Desk", &["Kevin Odera", "Mwanaisha Bakari"]);
        check("by Shosh wa Pwani", &["Shosh wa Pwani"]);
        check("Posted by Staff", &["Staff"]);
        check("By ROSA LINDQVIST FOR HARBOUR ONLINE", &["Rosa Lindqvist"]);
        check("By Rosa Lindqvist and Tom Okafor, Staff Writers", &["Rosa Lindqvist", "Tom Okafor"]);
        check("From: Liesel Anders", &["Liesel Anders"]);
        check("Our editor Ruben Claeys", &["Ruben Claeys"]);
        check("By Jonas Weil in Berlin", &["Jonas Weil"]);
        check("By evening the water had reached the school.", &[]);
        check("By the time the ferry sank", &[]);
        check("From the river to the hills", &[]);
    }

    #[test]
    fn names_with_what_their_bearers_do() {
        let check = |text: &str, expected: bool| assert_eq!(is_titled(text), expected, "{text}");
        check("Rosa Lindqvist Chief transport writer @rosalind", true);
        check("Rosa Lindqvist, Transport Correspondent", true);
        check("Rosa Lindqvist told the editor nothing.", false);
        check("Harbour Times reporter attacked", false);
    }

    #[test]
    fn bare_bylines() {
        let check = |text: &str, expected: bool| assert_eq!(is_bare(text), expected, "{text}");
        check("Aoife Brannigan", true);
        check("TENDAI MARUFU, Johannesburg", true);
        check("Judith Aldersey, in Mocuba, Mozambique", true);
        check("Bimala Rokaya | Gulariya", true);
        check("Agency Staff", true);
        check("Staff and agencies", true);
        check("From our parliamentary correspondent", true);
        check("Posted Thursday", false);
        assert_eq!(people("R. Lindqvist, T. Okafor and agencies"), ["R. Lindqvist", "T. Okafor", "agencies"]);
        check("Island Business Post", false);
        check("Field notes", false);
        check("Strike for longer, Griet", false);
        assert_eq!(people("TENDAI MARUFU, Johannesburg"), ["Tendai Marufu"]);
        assert_eq!(people("Bimala Rokaya | Gulariya"), ["Bimala Rokaya"]);
        assert_eq!(people("Judith Aldersey, in Mocuba, Mozambique"), ["Judith Aldersey"]);
    }
}
