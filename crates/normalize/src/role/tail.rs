//! The tail of the page: last short sentences of the text, then furniture.

use std::collections::HashSet;
use std::sync::LazyLock;

use copydesk_record::Role;
use copydesk_text::pattern;
use regex::Regex;

use crate::byline;
use crate::gate::Gated;
use crate::role::Extent;
use crate::role::head::is_list_item;
use crate::shape::{LineEnd, row_parts};
use crate::sheet::{Sheet, SheetLine};

/// The longest keyword row in words.
const TAGS_WORDS_MAX: usize = 20;
/// The longest line that heads a part of the page, in words.
const HEADER_WORDS_MAX: usize = 7;
/// A part below a header of the page is furniture if it holds at most so much of the page's prose, of 100.
const PART_SHARE_MAX: usize = 25;
/// How many lines around a header are looked at for names.
const NAMES_LINES: usize = 12;
/// How many lines below a header may be headlines before somebody says something.
const SAYS_LINES: usize = 4;
/// How many lines of furniture a last short sentence may stand below.
const GAP_LINES: usize = 2;
/// The fewest words of a last short sentence below furniture.
const SENTENCE_WORDS_MIN: usize = 4;
/// How many lines at the end of the text may be notes on its author.
const BIO_LINES: usize = 4;

static COMMENTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)^\W*(?:\d[\d.,]* )?(?:(?:reader|user|all|latest|top) )?(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|komentarze|komentáře|комментарии|yorumlar|responses?|(?:thoughts?|replies|responses) (?:on|to)|discussion|maoni|join the (?:conversation|discussion)|leave a (?:reply|comment))\b.{0,60}$").ok()
});
static OTHERS: LazyLock<Option<Gated>> = LazyLock::new(|| {
    Gated::new(concat!(
        r"(?i)^\W*(?:",
        r"(?:related|recommended|suggested|featured|sponsored|promoted) (?:articles?|stories|news|posts?|content|coverage|reading|reads?|topics|links|videos?)",
        r"|related|recommended(?: for you)?|more (?:from|on|in|about|stories|news|articles|headlines|like this|to read|coverage)\b.*",
        r"|read (?:more|next|also)(?: (?:on|from|in|about) .*)?|(?:most|also) (?:read|popular|viewed|shared|watched|commented)(?: (?:in|on|from) .*| stories| articles| news)?",
        r"|top (?:stories|news|headlines|videos|picks)(?: (?:from|in|on) .*)?|(?:latest|recent|other|trending|popular|hot|breaking|local) (?:news|stories|articles|headlines|posts|videos|topics)(?: (?:from|in|on) .*)?",
        r"|(?:latest|trending|popular|headlines|elsewhere|up next|in other news|see also|also see|also read|further reading|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|(?:what )?others? (?:are reading|read)|people (?:also|are) read(?:ing)?|what to read next|don['’]t miss|must reads?|in case you missed it|editor['’]?s?['’]? (?:picks?|choice)|from (?:our|the) (?:partners|web|archives?)|around the web|promoted links|paid content|you might have missed|stories for you|next story|previous story|our picks|for you)",
        r"|auch interessant|das könnte sie(?: auch)? interessieren|mehr zum thema|mehr (?:aus|von|zu) .*|zum thema|meistgelesen|weitere (?:artikel|themen|meldungen)|lesen sie auch|passend dazu",
        r"|à lire aussi|lire aussi|sur le même (?:sujet|thème)|les plus lus|à la une|voir aussi|dans la même rubrique",
        r"|leia (?:também|mais)|veja (?:também|mais)|mais lidas|últimas notícias|relacionad[ao]s|te puede interesar|le puede interesar|más (?:noticias|información|leído|vistas?)|lo más (?:leído|visto)|noticias relacionadas|lea también|te recomendamos",
        r"|leggi anche|potrebbe interessarti|i più letti|articoli correlati|lees ook|meest gelezen|lees meer|čtěte také|nejčtenější|související|czytaj (?:także|też)|zobacz (?:także|też)|najczęściej czytane|polecamy|читайте (?:также|ещё|еще|також)|по теме|популярное|популярне|новини за темою|ilgili haberler|çok okunanlar|öne çıkanlar|son haberler|soma pia|baca juga|berita terkait|terpopuler|læs også|les også|läs (?:också|mer|även)|mest (?:læst|lest|läst)|lue (?:myös|lisää)|luetuimmat",
        r"|about (?:us|the authors?))(?: now| today| this week)?\W*$"
    ))
});
static RELEASE_END: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"^(?:[-–—_*#\s]*(?:(?i:ends?|fin|ende|fim))[-–—_*#\s]*|#(?:\s*#)+|About (?:the )?\p{Lu}[\p{L}\d&.,'’-]*(?: [\p{L}\d&.,'’-]+){0,5}:?|(?i:media|press|investor)(?i: relations)? (?i:contacts?|enquiries|inquiries):?|(?i:notes? (?:to|for) (?:the )?editors?):?|(?i:forward[- ]looking statements?|safe harbou?r statement|disclaimer|über .{3,40}|sobre (?:la firma|el autor|la autora)):?)$").ok()
});

/// Whether a short line heads headlines of other pieces.
pub(crate) fn is_header(text: &str) -> bool {
    OTHERS.as_ref().is_some_and(|others| others.is_match(text))
}

/// Drops what stands under a header of the page's own: comments, other pieces. Done before the text's extent is told.
pub(crate) fn rule_parts(sheet: &mut Sheet<'_>) {
    let n_words = |lines: &[SheetLine<'_>]| -> usize {
        lines.iter().filter(|line| line.is_open() && line.is_prose()).map(|line| line.n_words).sum()
    };
    let total = n_words(&sheet.lines);
    let mut n_before = 0;
    let mut cut = None;
    for (at, line) in sheet.lines.iter().enumerate() {
        if line.is_open() && line.is_prose() {
            n_before += line.n_words;
        } else if (line.n_words <= HEADER_WORDS_MAX || line.is(Role::Comments))
            && (total - n_before) * 100 <= total * PART_SHARE_MAX
        {
            let is = |regex: &LazyLock<Option<Regex>>| {
                regex.as_ref().is_some_and(|regex| regex.is_match(&line.text))
            };
            if line.is(Role::Comments) && is(&COMMENTS) {
                cut = Some((at, Role::Comments, "stands among the comments"));
                break;
            }
            if is_header(&line.text) && !goes_on(sheet, at) {
                cut = Some((at, Role::Link, "stands under a header of other pieces"));
                break;
            }
            if is(&RELEASE_END) {
                cut = Some((at, Role::Other, "stands below the end of the release"));
                break;
            }
        }
    }
    let Some((at, role, reason)) = cut else { return };
    if role == Role::Link && has_run(&sheet.lines, at) {
        return;
    }
    for line in sheet.lines.iter_mut().skip(at) {
        line.rule(role, reason);
    }
}

/// Whether whole paragraphs stand one after the other below `at`: the text goes on.
fn has_run(lines: &[SheetLine<'_>], at: usize) -> bool {
    const RUN_MIN: usize = 3;
    let mut n_run = 0;
    lines.iter().skip(at).any(|line| {
        n_run = if line.is_open() && line.is_prose() && line.end != LineEnd::Cut && line.n_words >= 14 {
            n_run + 1
        } else {
            0
        };
        n_run >= RUN_MIN
    })
}

/// Whether the text goes on below a header of other pieces: a sentence there names somebody whom the text above names.
fn goes_on(sheet: &Sheet<'_>, header: usize) -> bool {
    let is_text = |line: &&SheetLine<'_>| line.is_open() && line.is_prose();
    let above: HashSet<&str> = sheet
        .lines
        .iter()
        .take(header)
        .rev()
        .filter(is_text)
        .take(NAMES_LINES)
        .flat_map(|line| names_in(&line.text))
        .collect();
    let says = |line: &SheetLine<'_>| {
        line.is_open()
            && line.end == LineEnd::Stop
            && [" said", " told ", " added", " says"].iter().any(|verb| line.text.contains(verb))
    };
    if sheet.lines.iter().skip(header + 1).take(SAYS_LINES).any(says) {
        return true;
    }
    let below = sheet.lines.iter().skip(header + 1).take(NAMES_LINES).filter(is_text);
    below.flat_map(|line| names_in(&line.text)).any(|name| above.contains(name))
}

/// Words of some length with a capital that do not open a sentence.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    const BYTES_MIN: usize = 4;
    let mut is_first = true;
    text.split_whitespace().filter_map(move |word| {
        let opens = std::mem::replace(&mut is_first, word.ends_with(['.', '!', '?', ':', '”', '"']));
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        let is_name = word.len() >= BYTES_MIN && word.chars().next().is_some_and(char::is_uppercase);
        (is_name && !opens).then_some(word)
    })
}

/// Drops notes on the author from the end of the text: lines that begin with the name in the byline.
pub(crate) fn rule_bios(sheet: &mut Sheet<'_>) {
    let names: Vec<String> = sheet
        .lines
        .iter()
        .filter(|line| line.is(Role::Byline))
        .flat_map(|line| byline::people(byline::after_cue(&line.text).unwrap_or(&line.text)))
        .collect();
    let is_text = |line: &&mut SheetLine<'_>| line.is_open() && line.is_prose();
    for line in sheet.lines.iter_mut().rev().filter(is_text).take(BIO_LINES) {
        let after = names.iter().find_map(|name| line.text.strip_prefix(name.as_str()));
        if after.is_some_and(|after| after.starts_with([' ', ',', ':', '.'])) {
            line.rule(Role::Other, "a note on the author");
        }
    }
}

/// Rules on the open lines below the running text.
pub(crate) fn rule_tail(sheet: &mut Sheet<'_>, extent: Extent) {
    let (mut is_text, mut n_gap) = (true, 0);
    for line in sheet.lines.iter_mut().skip(extent.last + 1) {
        if !line.is_open() {
            is_text = false;
            n_gap += 1;
            continue;
        }
        let may_go_on = n_gap <= GAP_LINES && line.end == LineEnd::Stop && line.n_words >= SENTENCE_WORDS_MIN;
        let is_sentence = line.end == LineEnd::Stop || line.end == LineEnd::Call && line.n_words > 2;
        if is_text && is_list_item(&line.text) {
            line.rule(Role::List, "");
        } else if may_go_on || is_text && (is_sentence || ends_with_signature(&line.text)) {
            line.rule(Role::Body, "");
        } else if row_parts(&line.text).len() >= 2
            && line.n_words <= TAGS_WORDS_MAX
            && !line.end.is_sentence()
        {
            line.rule(Role::Tags, "keywords or links below the text");
            (is_text, n_gap) = (false, GAP_LINES + 1);
        } else {
            (is_text, n_gap) = (false, GAP_LINES + 1);
            line.rule(Role::Link, "a short line below the text");
        }
    }
}

/// `… people in Mozambique. Litoral/RM/js`: a sentence, and the agency's sign after it.
fn ends_with_signature(text: &str) -> bool {
    let Some((sentence, sign)) = text.rsplit_once(". ") else { return false };
    sentence.contains(' ') && !sign.contains(' ') && sign.contains('/') && sign.len() <= 24
}
