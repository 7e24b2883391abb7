//! The noun that a number counts: `47 polling stations`, `400 planned job cuts`, `nine-member team`.

use copydesk_text::is_stopword;

use crate::lexeme::Lexemes;

/// Words between a number and the head of what it counts.
const MODIFIERS_MAX: usize = 3;

/// What the number before `at` counts, singular, and the position after it; `None` if no plural follows soon.
pub(crate) fn counted_noun(lexemes: Lexemes<'_, '_>, at: usize) -> Option<(String, usize)> {
    // "nine-member team": the hyphen makes an adjective of the noun.
    let hyphen = lexemes.skip_hyphen(at);
    if hyphen > at {
        let is_noun = lexemes.is_word(hyphen)
            && !lexemes.is_capital(hyphen)
            && !lexemes
                .is(hyphen, &["year", "month", "week", "day", "hour", "minute", "second", "time", "plus"]);
        return is_noun.then(|| (singular(lexemes.lower(hyphen)), hyphen + 1));
    }
    let mut words: Vec<&str> = Vec::new();
    for place in at..=at + MODIFIERS_MAX {
        let word = lexemes.lower(place);
        if !lexemes.is_word(place) || is_stopword(word) && !matches!(word, "more" | "other") {
            return None;
        }
        if matches!(
            word,
            "dead"
                | "killed"
                | "injured"
                | "wounded"
                | "hurt"
                | "missing"
                | "others"
                | "casualties"
                | "fatalities"
                | "deaths"
        ) {
            let is_deaths = matches!(word, "deaths" | "fatalities" | "casualties");
            let unit = if is_deaths { singular(word) } else { "person".to_owned() };
            return (place == at || is_deaths).then_some((unit, place + 1));
        }
        if is_plural(word) && !lexemes.is_capital(place) {
            words.push(word);
            let place =
                place + usize::from(is_plural(lexemes.lower(place + 1)) && is_adjectival_plural(word));
            let head = singular(lexemes.lower(place));
            return Some((name_of(&words, &head), place + 1));
        }
        if is_finite(word) {
            return None;
        }
        words.push(word);
    }
    None
}

/// The unit is the head and a noun right before it that makes a kind of it: `polling station`, but `person` of
/// `Sudanese people`.
fn name_of(words: &[&str], head: &str) -> String {
    let Some((_, before)) = words.split_last() else { return head.to_owned() };
    let kind = before.last().filter(|word| {
        let is_adjective = word.ends_with("ed")
            || word.ends_with("ous")
            || word.ends_with("ful")
            || word.ends_with("ian")
            || word.ends_with("ese")
            || word.ends_with("ish")
            || matches!(
                **word,
                "more"
                    | "other"
                    | "new"
                    | "old"
                    | "young"
                    | "local"
                    | "small"
                    | "large"
                    | "big"
                    | "extra"
                    | "different"
                    | "foreign"
                    | "innocent"
            );
        !is_adjective && head != "person"
    });
    kind.map_or_else(|| head.to_owned(), |kind| format!("{kind} {head}"))
}

fn is_plural(word: &str) -> bool {
    const IRREGULAR: &[&str] = &[
        "people",
        "men",
        "women",
        "children",
        "police",
        "staff",
        "troops",
        "personnel",
        "cattle",
        "sheep",
        "fish",
        "aircraft",
        "fishermen",
        "policemen",
        "gunmen",
        "lawmakers",
        "mice",
        "geese",
        "feet",
        "media",
        "crew",
        "policewomen",
    ];
    IRREGULAR.contains(&word)
        || word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("'s")
            && !word.ends_with("ous")
            && !matches!(
                word,
                "was"
                    | "has"
                    | "this"
                    | "its"
                    | "thus"
                    | "plus"
                    | "versus"
                    | "less"
                    | "always"
                    | "perhaps"
                    | "towards"
                    | "times"
                    | "says"
                    | "besides"
            )
}

/// Plurals that stand before another plural: `sports clubs`, `arms dealers`.
fn is_adjectival_plural(word: &str) -> bool {
    matches!(
        word,
        "sports" | "arms" | "savings" | "goods" | "sales" | "news" | "women" | "men" | "children" | "police"
    )
}

fn is_finite(word: &str) -> bool {
    matches!(
        word,
        "said" | "says" | "went" | "came" | "fell" | "rose" | "died" | "died," | "lost" | "took" | "made"
    )
}

/// The singular of a plural.
pub(crate) fn singular(word: &str) -> String {
    let cut = |n: usize| word.get(..word.len().saturating_sub(n)).unwrap_or(word);
    match word {
        "people" | "persons" => return "person".to_owned(),
        "children" => return "child".to_owned(),
        "lives" => return "life".to_owned(),
        "police" | "staff" | "media" | "troops" | "personnel" | "cattle" | "sheep" | "fish" | "aircraft"
        | "series" | "crew" => return word.to_owned(),
        _ => {}
    }
    if let Some(stem) = word.strip_suffix("men") {
        return format!("{stem}man");
    }
    if word.ends_with("ies") && word.len() > 4 {
        return format!("{}y", cut(3));
    }
    let is_es = ["ses", "xes", "zes", "ches", "shes"].iter().any(|end| word.ends_with(end))
        && ![
            "houses",
            "causes",
            "cases",
            "bases",
            "nurses",
            "horses",
            "leases",
            "phases",
            "purchases",
            "cruises",
            "courses",
            "offenses",
            "licenses",
            "expenses",
            "losses",
            "premises",
            "databases",
            "roses",
            "noses",
        ]
        .contains(&word);
    if word.ends_with("sses") || is_es {
        return cut(2).to_owned();
    }
    if word.ends_with('s') && !word.ends_with("ss") { cut(1).to_owned() } else { word.to_owned() }
}
