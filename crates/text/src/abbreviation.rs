//! Abbreviations whose full stop does not end a sentence.

/// Whether a word before a full stop is usually followed by more of the same sentence, whatever comes next.
pub(crate) fn is_title_like(word: &str) -> bool {
    TITLES.contains(&word.to_lowercase().as_str())
}

/// Whether a word before a full stop is an abbreviation only if a number follows: "No. 7", but "No. Keys?".
pub(crate) fn needs_number(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "no" | "nos" | "art" | "fig" | "pp" | "mm")
}

/// Whether a word before a full stop is an abbreviation that may also end a sentence.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    let lower = word.to_lowercase();
    COMMON.contains(&lower.as_str())
        || (word.contains('.') && word.chars().filter(|c| c.is_alphabetic()).count() <= 4)
}

/// Always followed by a name or a number.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "rev", "fr", "gov", "sen", "rep", "gen", "lt", "col", "maj", "capt",
    "cpl", "sgt", "cmdr", "adm", "hon", "pres", "supt", "insp", "det", "st", "mt", "ft", "vs", "no", "nos",
    "fig", "art", "sec", "op", "pp", "mme", "mlle", "msgr", "messrs", "bros", "brig", "pvt", "pfc", "ald",
    "amb", "atty", "cf", "approx", "ca", "e.g", "i.e", "assoc", "drs",
];

/// May end a sentence, may go on.
const COMMON: &[&str] = &[
    "inc", "ltd", "co", "corp", "plc", "llc", "jr", "sr", "etc", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat",
    "sun", "dept", "univ", "assn", "ave", "blvd", "rd", "est", "al", "min", "hrs", "lbs", "oz", "km", "kg",
    "cm", "mm", "eds", "ed", "vol", "ch", "a.m", "p.m", "am", "pm", "calif", "mass", "conn", "ariz", "fla",
    "ga", "ill", "ind", "kan", "ky", "la", "md", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla",
    "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo", "bhd", "pvt",
];
