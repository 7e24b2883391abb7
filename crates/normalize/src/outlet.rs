//! The outlet: who published the page, as the page names itself.
//!
//! The page's metadata say it. A dump has none: then every name that the page could be calling itself by is weighed by where it
//! stands and the words around it, by weights learnt from labelled dumps. `OUTLETS.md` says how.

mod choice;
mod counts;
mod mention;
mod ranker;
mod weights;

use std::sync::LazyLock;

use copydesk_text::{fold, pattern};
use regex::Regex;

use crate::hashed::{WordSet, word_set};
use crate::shape::count_words;
use crate::sheet::Sheet;

pub use choice::{NAMES_WEIGHED_MAX, Placed, most_said, names, row};
pub use ranker::NameView;
pub use weights::{N_NAME_BUCKETS, NameWeights};

/// The longest name of an outlet in words.
const NAME_WORDS_MAX: usize = 7;

static COMPANY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)(?:[\s,]+(?:newspapers?|newspaper group|media group|ehf\.?|hf\.?|\(p(?:vt|te|ty)?\)|s\.\s?r\.\s?o\.?|a\.\s?s\.?|n\.?v\.?|b\.?v\.?|ltd\.?|limited|pvt\.?|inc\.?|llc|plc|gmbh|ag|kg|& co\.?|co\.|corp\.?|bhd\.?|sdn\.?|s\.\s?a\.?|s\.?a\.?r\.?l\.?|sarl|sas|s\.?p\.?a\.?|s\.?\s?a\.?\s?c\.?|s\.?\s?a\.?\s?s\.?|e?ood|ead|d\.\s?d\.?|a\.\s?d\.?|p?jsc|tbk\.?|ltda\.?|e\.\s?v\.?|s\.?\s?a\.? de c\.?\s?v\.?|s\.?r\.?l\.?|ab|as|a/s|oy|oyj|kft\.?|zrt\.?|nyrt\.?|sp\. z o\.\s?o\.|d\.o\.o\.?|oü|uab|sia|pte\.?|pty\.?|lda\.?|verlags?-?\s?gmbh|verlagsgesellschaft|mbh|p(?:vt|te|ty)|co|media|publishing|publications|publishers|verlag|group|holdings?|all rights reserved\W*|alle rechte vorbehalten\W*|tous droits réservés\W*|todos los derechos reservados\W*|rights reserved|(?:19|20)\d\d))+\W*$").ok()
});

/// The outlet's name, `None` if the page does not say it.
pub(crate) fn outlet_of(sheet: &Sheet<'_>, in_title: Option<&str>) -> Option<String> {
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
    choice::best_name(sheet, in_title)
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
    static KNOWN: LazyLock<WordSet> = LazyLock::new(|| word_set(KINDS));
    count_words(name) >= 2 && name.to_lowercase().split_whitespace().any(|word| KNOWN.contains(word))
}

fn is_section_word(name: &str) -> bool {
    const SECTIONS: &str = " home news world sport sports politics economy business opinion health culture nation society money photos start \
ausland inland politik wirtschaft region africa europe asia americas belgium mobility menu search login subscribe sign in newsletters jobs \
classifieds skip to main content science technology markets local national international video videos english service features latest breaking \
lifestyle travel education environment weather about contact advertisement live uk us usa eu in brief community calendar school obituaries \
closings city state county town traffic real estate arts books food film music tv radio listen watch podcasts games puzzles ";
    static KNOWN: LazyLock<WordSet> = LazyLock::new(|| word_set(SECTIONS));
    name.to_lowercase().split_whitespace().all(|word| KNOWN.contains(word))
}

/// Whether the name is made of words that any page uses of itself.
fn is_generic(name: &str) -> bool {
    const WORDS: &str = " the this that these our your all any and of for on in at to a an subject us we you more read newsletter \
newsletters daily weekly morning evening opinions essentials briefing breaking material page site website content terms privacy policy \
copyright rights reserved group media holdings press photo getty images reuters afp ap epa dpa agency agencies staff supplied handout ";
    static KNOWN: LazyLock<WordSet> = LazyLock::new(|| word_set(WORDS));
    is_section_word(name)
        || name.chars().filter(char::is_ascii_digit).count() > 2
        || name.contains(['→', '%', '°', '{', '}'])
        || name.to_lowercase().contains(" by ")
        || name.to_lowercase().split_whitespace().all(|word| KNOWN.contains(word))
}

/// `sna` of `sirocco news agency`; `None` of a single word.
fn initials_of(name: &str) -> Option<String> {
    name.contains(' ').then(|| name.split(' ').filter_map(|word| word.chars().next()).collect())
}

fn plain(name: &str) -> String {
    let folded = fold(name);
    folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
}
