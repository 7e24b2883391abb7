//! The stemmer that ROUGE is measured with: Porter's algorithm with the extensions of the `rouge-score` package's stemmer.

/// Words that are stemmed by list.
const LISTED: &[(&str, &str)] = &[
    ("sky", "sky"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("news", "news"),
    ("innings", "inning"),
    ("inning", "inning"),
    ("outings", "outing"),
    ("outing", "outing"),
    ("cannings", "canning"),
    ("canning", "canning"),
    ("howe", "howe"),
    ("proceed", "proceed"),
    ("exceed", "exceed"),
    ("succeed", "succeed"),
];

const STEP_2: &[(&str, &str)] = &[
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
    ("fulli", "ful"),
];
const STEP_3: &[(&str, &str)] = &[
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];
const STEP_4: &[&str] = &[
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism",
    "ate", "iti", "ous", "ive", "ize",
];

/// The stem of a word of lower-case ASCII letters and digits (Porter, "An algorithm for suffix stripping", 1980).
pub(crate) fn porter(word: &str) -> String {
    if let Some((_, stem)) = LISTED.iter().find(|(listed, _)| *listed == word) {
        return (*stem).to_owned();
    }
    if word.len() <= 2 || !word.is_ascii() {
        return word.to_owned();
    }
    let word = step_1c(step_1b(step_1a(word)));
    step_5(step_4(step_3(step_2(word))))
}

fn step_1a(word: &str) -> String {
    if word.ends_with("ies") && word.len() == 4 {
        return replaced(word, "ies", "ie");
    }
    for (suffix, by) in [("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")] {
        if word.ends_with(suffix) {
            return replaced(word, suffix, by);
        }
    }
    word.to_owned()
}

fn step_1b(word: String) -> String {
    if word.ends_with("ied") {
        return replaced(&word, "ied", if word.len() == 4 { "ie" } else { "i" });
    }
    if let Some(stem) = word.strip_suffix("eed") {
        return if measure(stem) > 0 { format!("{stem}ee") } else { word };
    }
    let stem =
        ["ed", "ing"].iter().find_map(|suffix| word.strip_suffix(suffix).filter(|stem| has_vowel(stem)));
    let Some(stem) = stem else { return word };
    if ["at", "bl", "iz"].iter().any(|end| stem.ends_with(end)) {
        return format!("{stem}e");
    }
    if ends_double(stem) {
        return match stem.chars().last() {
            Some('l' | 's' | 'z') | None => stem.to_owned(),
            Some(last) => stem.strip_suffix(last).unwrap_or(stem).to_owned(),
        };
    }
    if measure(stem) == 1 && ends_cvc(stem) { format!("{stem}e") } else { stem.to_owned() }
}

fn step_1c(word: String) -> String {
    match word.strip_suffix('y') {
        Some(stem) if stem.len() > 1 && sounds(stem).last() == Some(&false) => format!("{stem}i"),
        _ => word,
    }
}

fn step_2(word: String) -> String {
    if let Some(stem) = word.strip_suffix("alli")
        && measure(stem) > 0
    {
        return step_2(format!("{stem}al"));
    }
    if let Some(stem) = word.strip_suffix("logi") {
        return if measure(&format!("{stem}l")) > 0 { format!("{stem}log") } else { word };
    }
    by_rules(word, STEP_2)
}

fn step_3(word: String) -> String {
    by_rules(word, STEP_3)
}

fn step_4(word: String) -> String {
    for suffix in STEP_4 {
        if let Some(stem) = word.strip_suffix(suffix) {
            let goes = measure(stem) > 1 && (*suffix != "ion" || stem.ends_with(['s', 't']));
            return if goes { stem.to_owned() } else { word };
        }
    }
    word
}

fn step_5(word: String) -> String {
    let word = match word.strip_suffix('e') {
        Some(stem) if measure(stem) > 1 || (measure(stem) == 1 && !ends_cvc(stem)) => stem.to_owned(),
        _ => word,
    };
    match word.strip_suffix('l') {
        Some(stem) if word.ends_with("ll") && measure(stem) > 1 => stem.to_owned(),
        _ => word,
    }
}

/// The first rule whose suffix the word has, if what is left has a measure.
fn by_rules(word: String, rules: &[(&str, &str)]) -> String {
    for (suffix, by) in rules {
        if let Some(stem) = word.strip_suffix(suffix) {
            return if measure(stem) > 0 { format!("{stem}{by}") } else { word };
        }
    }
    word
}

fn replaced(word: &str, suffix: &str, by: &str) -> String {
    format!("{}{by}", word.strip_suffix(suffix).unwrap_or(word))
}

/// For each letter whether it is a vowel; a y is one after a consonant.
fn sounds(word: &str) -> Vec<bool> {
    let mut out: Vec<bool> = Vec::with_capacity(word.len());
    for letter in word.chars() {
        let is_vowel = match letter {
            'a' | 'e' | 'i' | 'o' | 'u' => true,
            'y' => out.last() == Some(&false),
            _ => false,
        };
        out.push(is_vowel);
    }
    out
}

/// How many times a vowel is followed by a consonant.
fn measure(stem: &str) -> usize {
    let sounds = sounds(stem);
    sounds.iter().zip(sounds.iter().skip(1)).filter(|(one, next)| **one && !**next).count()
}

fn has_vowel(stem: &str) -> bool {
    sounds(stem).contains(&true)
}

fn ends_double(stem: &str) -> bool {
    let mut last = stem.chars().rev();
    let (one, other) = (last.next(), last.next());
    one.is_some() && one == other && sounds(stem).last() == Some(&false)
}

/// Ends consonant, vowel, consonant, the last of them no w, x or y; or is a vowel and a consonant.
fn ends_cvc(stem: &str) -> bool {
    match sounds(stem).as_slice() {
        [true, false] => true,
        [.., false, true, false] => !stem.ends_with(['w', 'x', 'y']),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems() {
        let check = |word: &str, expected: &str| assert_eq!(porter(word), expected, "{word}");
        check("ponies", "poni");
        check("ties", "tie");
        check("caresses", "caress");
        check("agreed", "agre");
        check("hopping", "hop");
        check("falling", "fall");
        check("filing", "file");
        check("happy", "happi");
        check("relational", "relat");
        check("electrical", "electr");
        check("adjustment", "adjust");
        check("adoption", "adopt");
        check("controlling", "control");
        check("news", "news");
        check("dying", "die");
        check("technologically", "technolog");
    }
}
