//! What is known of names before a document is read: places, bodies, given names, offices, and the words that make a
//! name a body's or a place's. The tables stand in `data/`, one entry a line, and hold facts written down for this crate.

use std::sync::LazyLock;

use copydesk_text::{fold, is_stopword};

use crate::quick::QuickSet;

/// A table, its entries folded.
#[derive(Debug)]
pub(crate) struct Table(QuickSet<String>);

impl Table {
    fn of(lines: &str) -> Self {
        Self(lines.lines().map(fold).filter(|entry| !entry.is_empty()).collect())
    }

    /// Whether a folded name is in it.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.0.contains(folded)
    }
}

/// Countries, capitals, large cities, regions, seas, mountains.
pub(crate) static PLACES: LazyLock<Table> = LazyLock::new(|| Table::of(include_str!("../data/places.txt")));
/// International bodies, parliaments, media, firms, clubs, armed groups.
pub(crate) static ORGANISATIONS: LazyLock<Table> =
    LazyLock::new(|| Table::of(include_str!("../data/organisations.txt")));
/// Given names of many cultures.
pub(crate) static GIVEN_NAMES: LazyLock<Table> =
    LazyLock::new(|| Table::of(include_str!("../data/given_names.txt")));
/// Adjectives and nouns of peoples, languages and faiths: not names themselves.
pub(crate) static DEMONYMS: LazyLock<Table> =
    LazyLock::new(|| Table::of(include_str!("../data/demonyms.txt")));
/// Words of offices, ranks, honorifics and portfolios that stand before a person's name.
pub(crate) static OFFICES: LazyLock<Table> = LazyLock::new(|| Table::of(include_str!("../data/offices.txt")));
/// Those of them that alone make the name after them a person's: `Judge`, `Minister`, `Mr`.
pub(crate) static TITLES: LazyLock<Table> = LazyLock::new(|| Table::of(include_str!("../data/titles.txt")));
/// Words that end the name of a body: `Bank`, `Party`, `Rovers`.
pub(crate) static ORGANISATION_HEADS: LazyLock<Table> =
    LazyLock::new(|| Table::of(include_str!("../data/organisation_heads.txt")));
/// Words that end the name of a place: `River`, `Street`, `Valley`.
pub(crate) static PLACE_HEADS: LazyLock<Table> =
    LazyLock::new(|| Table::of(include_str!("../data/place_heads.txt")));
/// Words that begin the name of a place: `Port`, `San`, `Mount`.
pub(crate) static PLACE_LEADS: LazyLock<Table> =
    LazyLock::new(|| Table::of(include_str!("../data/place_leads.txt")));

/// Words with capitals that name nobody: `GDP`, `Christmas`.
pub(crate) static NO_NAMES: LazyLock<Table> =
    LazyLock::new(|| Table::of(include_str!("../data/no_names.txt")));

static COMMON_WORDS: LazyLock<Table> = LazyLock::new(|| Table::of(include_str!("../data/common_words.txt")));

/// Whether a folded word is a common English word: with a capital at the head of a sentence it says nothing.
pub(crate) fn is_common(folded: &str) -> bool {
    is_stopword(folded)
        || COMMON_WORDS.has(folded)
        || folded.strip_suffix('s').is_some_and(|stem| COMMON_WORDS.has(stem))
        || folded.len() > 5
            && (folded.ends_with("ly")
                || folded.ends_with("ed")
                || folded.ends_with("ing")
                || folded.ends_with("ness"))
}

/// Whether a folded word is a demonym, `Belgians` included.
pub(crate) fn is_demonym(folded: &str) -> bool {
    DEMONYMS.has(folded) || folded.strip_suffix('s').is_some_and(|stem| DEMONYMS.has(stem))
}

/// The expansion of an acronym that everybody knows.
pub(crate) fn expansion(folded: &str) -> Option<&'static str> {
    Some(match folded {
        "un" | "u n" => "United Nations",
        "eu" | "e u" => "European Union",
        "us" | "u s" | "usa" | "u s a" | "united states of america" => "United States",
        "uk" | "u k" => "United Kingdom",
        "who" | "world health organisation" => "World Health Organization",
        "imf" => "International Monetary Fund",
        "wfp" => "World Food Programme",
        "au" => "African Union",
        "ecb" => "European Central Bank",
        "icc" => "International Criminal Court",
        "icrc" => "International Committee of the Red Cross",
        "msf" => "Médecins Sans Frontières",
        "wto" => "World Trade Organization",
        "uae" => "United Arab Emirates",
        "fed" => "Federal Reserve",
        _ => return None,
    })
}
