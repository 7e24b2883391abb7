//! Small words and endings that tell what a capital means: days, particles of names, nationalities.

/// Days and months; those that are names too (`May`, `April`) are not among them.
pub(super) fn is_calendar(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "july",
        "september",
        "october",
        "november",
        "december",
    ];
    WORDS.contains(&lower)
}

/// Particles within names: `van der Berg`, `da Silva`.
pub(super) fn is_particle(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "de", "da", "do", "dos", "das", "del", "della", "di", "du", "van", "von", "der", "den", "ter", "ten",
        "la", "le", "el", "al", "bin", "bint", "ibn", "abu", "y", "zu", "af", "av", "ap", "al-din", "ul",
        "binti", "op", "'t", "st",
    ];
    WORDS.contains(&lower)
}

/// Pronouns that mean nobody in particular.
pub(super) fn is_nobody(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "nobody",
        "everybody",
        "everyone",
        "somebody",
        "someone",
        "anybody",
        "anyone",
        "nothing",
        "everything",
        "none",
        "neither",
        "either",
        "each",
    ];
    WORDS.contains(&lower)
}

/// By its ending, a word for where somebody is from or what party: `Senegalese`, `Republican`.
pub(super) fn is_demonym(lower: &str) -> bool {
    lower.len() > 4
        && ([
            "ian", "ese", "ish", "ican", "crat", "eans", "ani", "aqi", "eli", "ndic", "nch", "tch", "oan",
            "uan",
        ]
        .iter()
        .any(|end| lower.ends_with(end))
            || matches!(
                lower,
                "dutch"
                    | "french"
                    | "german"
                    | "swiss"
                    | "greek"
                    | "czech"
                    | "dane"
                    | "swede"
                    | "finn"
                    | "pole"
                    | "spaniard"
                    | "turk"
                    | "briton"
                    | "kiwi"
                    | "scot"
            ))
}
