//! The headline of a page with markup: what its headings and its metadata agree on, without the name of the site.

use copydesk_record::Role;
use copydesk_text::fold;

use crate::headline::{Headline, clean, headline_of};
use crate::markup::is_top_heading;
use crate::outlet::is_outlet_shaped;
use crate::shape::count_words;
use crate::sheet::Sheet;

/// How many top headings of a page are looked at.
const HEADINGS_MAX: usize = 4;
/// The longest value that is taken for a headline, in bytes.
const TITLE_BYTES_MAX: usize = 500;
/// A part with so many words may be the name of a site that the page does not give elsewhere.
const NAME_WORDS_MAX: usize = 4;
/// How many parts are cut off: `Headline | Section | Site`.
const CUTS_MAX: usize = 2;
/// What stands between a headline and the name of a site.
const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " < "];

/// What a metadata value weighs: whole, without the name of the site, without what may be a name.
struct Source {
    key: &'static str,
    whole: i32,
    named: i32,
    short: i32,
    /// Whether it was written for search engines and networks: such values come from one hand, and count once.
    is_for_machines: bool,
}

const SOURCES: [Source; 5] = [
    Source { key: "jsonld:headline", whole: 8, named: 8, short: 2, is_for_machines: false },
    Source { key: "itemprop:headline", whole: 1, named: 2, short: 2, is_for_machines: false },
    Source { key: "og:title", whole: 5, named: 6, short: 2, is_for_machines: true },
    Source { key: "twitter:title", whole: 5, named: 6, short: 2, is_for_machines: true },
    Source { key: "title", whole: 2, named: 4, short: 3, is_for_machines: true },
];
/// What a top heading weighs, and the line that the page's form says is the headline.
const HEADING: i32 = 5;
const LINE: i32 = 3;
/// What a second source for machines adds.
const SECOND: i32 = 1;

struct Candidate {
    text: String,
    folded: String,
    outlet: Option<String>,
    points: i32,
    /// The most that one source for machines gave, and how many gave something.
    machine_points: i32,
    n_machines: i32,
}

/// The headline of a page; of a page without markup that of its title line.
pub(crate) fn title_of(sheet: &Sheet<'_>, line: Option<usize>, url: Option<&str>) -> Option<Headline> {
    let of_line = line.and_then(|at| sheet.lines.get(at)).map(|line| headline_of(&line.text));
    if !sheet.has_hints() {
        return of_line.map(|headline| cut_at_second(headline, sheet)).or_else(|| last_step(sheet));
    }
    let names = site_names(sheet, url);
    let mut candidates = Vec::new();
    for heading in headings(sheet).iter().filter(|heading| !names.contains(&squeeze(heading))) {
        add(&mut candidates, heading, None).points += HEADING;
    }
    if let Some(of_line) = &of_line {
        add(&mut candidates, &of_line.text, of_line.outlet.clone()).points += LINE;
    }
    for source in &SOURCES {
        let Some(value) = sheet.markup.meta(source.key).filter(|value| value.len() <= TITLE_BYTES_MAX) else {
            continue;
        };
        for (text, outlet, points) in readings(value, source, &names) {
            let candidate = add(&mut candidates, &text, outlet);
            if source.is_for_machines {
                candidate.machine_points = candidate.machine_points.max(points);
                candidate.n_machines += 1;
            } else {
                candidate.points += points;
            }
        }
    }
    let total = |candidate: &Candidate| {
        candidate.points + candidate.machine_points + if candidate.n_machines > 1 { SECOND } else { 0 }
    };
    let mut best: Option<&Candidate> = None;
    for candidate in candidates.iter().filter(|candidate| !candidate.folded.is_empty()) {
        if best.is_none_or(|best| total(candidate) > total(best)) {
            best = Some(candidate);
        }
    }
    let outlet = candidates.iter().find_map(|candidate| candidate.outlet.clone());
    let best = best.map(|best| without_kicker(&candidates, best));
    best.map(|best| Headline { text: best.text.clone(), outlet })
}

/// `Crews walk out over pay - Harbour South` where another line is `Crews walk out over pay`: that is the headline, and what is
/// behind it names the outlet.
fn cut_at_second(headline: Headline, sheet: &Sheet<'_>) -> Headline {
    const WORDS_MIN: usize = 4;
    const HEAD_LINES: usize = 20;
    let whole = headline.text.as_str();
    let cut = sheet.lines.iter().take(HEAD_LINES).find_map(|line| {
        let head = line.text.trim();
        let name = [" - ", " – ", " — ", " | "]
            .iter()
            .find_map(|mark| whole.strip_prefix(head)?.strip_prefix(mark))?;
        (count_words(head) >= WORDS_MIN && is_outlet_shaped(name))
            .then(|| (clean(head), name.trim().to_owned()))
    });
    match cut {
        Some((text, outlet)) => Headline { text, outlet: Some(outlet) },
        None => headline,
    }
}

/// `Home » Nation » Crews walk out over pay` on a page without another headline: the way to the page ends with it.
fn last_step(sheet: &Sheet<'_>) -> Option<Headline> {
    const WORDS_MIN: usize = 5;
    const HEAD_LINES: usize = 12;
    sheet.lines.iter().take(HEAD_LINES).take_while(|line| !line.is(Role::Body)).find_map(|line| {
        let (way, last) = [" » ", " > ", " › "].iter().find_map(|mark| line.text.rsplit_once(mark))?;
        (count_words(last) >= WORDS_MIN && count_words(way) <= 8)
            .then(|| Headline { text: clean(last), outlet: None })
    })
}

/// `Ferries at sea: Crews walk out over pay` where the page also gives `Crews walk out over pay`: the headline without the line
/// above it, which some sites print within it.
fn without_kicker<'c>(candidates: &'c [Candidate], best: &'c Candidate) -> &'c Candidate {
    const WORDS_MIN: usize = 4;
    let is_rest = |candidate: &&Candidate| {
        let kicker = best.text.strip_suffix(candidate.text.as_str());
        let is_set_off = kicker
            .is_some_and(|kicker| [": ", " - ", " – ", " | "].iter().any(|mark| kicker.ends_with(mark)));
        is_set_off && candidate.n_machines > 0 && count_words(&candidate.text) >= WORDS_MIN
    };
    candidates.iter().find(is_rest).unwrap_or(best)
}

/// The candidate of this wording, a new one if there is none.
fn add<'c>(candidates: &'c mut Vec<Candidate>, text: &str, outlet: Option<String>) -> &'c mut Candidate {
    let text = clean(text);
    let folded = fold(&text);
    let at = candidates.iter().position(|candidate| candidate.folded == folded).unwrap_or(candidates.len());
    if at == candidates.len() {
        candidates.push(Candidate {
            text,
            folded,
            outlet: None,
            points: 0,
            machine_points: 0,
            n_machines: 0,
        });
    }
    #[expect(clippy::indexing_slicing, reason = "found, or pushed just now")]
    let candidate = &mut candidates[at];
    candidate.outlet = candidate.outlet.take().or(outlet);
    candidate
}

/// The top headings, and those that a break cuts in lines also as one.
fn headings(sheet: &Sheet<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut last: Option<(usize, &str)> = None;
    for line in &sheet.lines {
        let Some(hint) = sheet.hint(line).filter(|hint| is_top_heading(hint)) else { continue };
        if line.is(Role::Comments) || line.text.len() > TITLE_BYTES_MAX {
            continue;
        }
        if let Some(before) = out.last().filter(|_| last == Some((line.idx, hint.class.as_str()))) {
            let joined = format!("{before} {}", line.text);
            out.push(joined);
        }
        out.push(line.text.to_string());
        last = Some((line.idx + 1, hint.class.as_str()));
        if out.len() >= HEADINGS_MAX {
            break;
        }
    }
    out
}

/// What the site is called, folded and without spaces: in its metadata and in its address.
fn site_names(sheet: &Sheet<'_>, url: Option<&str>) -> Vec<String> {
    let mut names = Vec::new();
    for key in
        ["og:site_name", "jsonld:publisher", "application-name", "twitter:site", "apple-mobile-web-app-title"]
    {
        names.extend(sheet.markup.meta(key).map(squeeze));
    }
    let address = url.or_else(|| sheet.markup.meta("link:canonical")).or_else(|| sheet.markup.meta("og:url"));
    let host = address.and_then(|url| url.split_once("://")).and_then(|(_, rest)| rest.split('/').next());
    names.extend(host.map(squeeze));
    // Some pages give their headline as the name of the site.
    let headlines: Vec<String> =
        SOURCES.iter().filter_map(|source| sheet.markup.meta(source.key)).map(squeeze).collect();
    names.retain(|name| name.len() > 2 && !headlines.contains(name));
    names
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A value whole and with its last parts cut off, each with what it weighs and the name cut off.
fn readings(value: &str, source: &Source, names: &[String]) -> Vec<(String, Option<String>, i32)> {
    let mut out = vec![(value.to_owned(), None, source.whole)];
    let mut rest = value;
    for _ in 0..CUTS_MAX {
        let ends = SEPARATORS.iter().filter_map(|separator| rest.rsplit_once(separator));
        let Some((head, name)) = ends.min_by_key(|(_, name)| name.len()) else { break };
        let squeezed = squeeze(name);
        let is_named = squeezed.len() > 2
            && names.iter().any(|known| {
                *known == squeezed
                    || squeezed.len() > 3 && (known.contains(&squeezed) || squeezed.contains(known.as_str()))
            });
        if count_words(head) < 2 || !(is_named || count_words(name) <= NAME_WORDS_MAX) {
            break;
        }
        let points = if is_named { source.named } else { source.short };
        out.push((head.to_owned(), is_named.then(|| clean(name)), points));
        rest = head;
    }
    out
}

#[cfg(test)]
mod tests {
    use copydesk_record::{LineHint, Markup, Meta, Page, Raw};

    use super::*;

    fn check(metadata: &[(&str, &str)], lines: &[(&str, &str)], expected: Option<&str>) {
        let text: Vec<&str> = lines.iter().map(|(_, text)| *text).collect();
        let hints =
            lines.iter().map(|(path, _)| LineHint { path: (*path).to_owned(), ..LineHint::default() });
        let metadata =
            metadata.iter().map(|(key, value)| Meta { key: (*key).to_owned(), value: (*value).to_owned() });
        let page = Page {
            raw: Raw { text: text.join("\n"), ..Raw::default() },
            markup: Markup { metadata: metadata.collect(), lines: hints.collect() },
            ..Page::default()
        };
        let found = title_of(&Sheet::of(&page), None, None).map(|found| found.text);
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn headings_and_metadata_agree() {
        let site = ("og:site_name", "Harbour Times");
        check(
            &[site, ("title", "Ferry strike ends - Harbour Times")],
            &[("p", "News")],
            Some("Ferry strike ends"),
        );
        check(
            &[("title", "Ferry strike ends")],
            &[("h1", "Harbour Times"), ("h1", "Ferry strike ends")],
            Some("Ferry strike ends"),
        );
        // What was written for search engines gives way to what the page itself shows and says.
        check(
            &[("og:title", "Strike: all you need to know"), ("jsonld:headline", "Ferry strike ends")],
            &[("h1", "Ferry strike ends")],
            Some("Ferry strike ends"),
        );
        check(&[], &[("h1", "Ferry strike"), ("h1", "ends after a week")], Some("Ferry strike"));
        check(
            &[("title", "Ferry strike ends after a week")],
            &[("h1", "Ferry strike"), ("h1", "ends after a week")],
            Some("Ferry strike ends after a week"),
        );
        check(&[], &[("p", "Ferry")], None);
        check(
            &[("og:title", "Crews walk out over pay")],
            &[("h1", "Ferries at sea: Crews walk out over pay")],
            Some("Crews walk out over pay"),
        );
    }
}
