//! The language of a text, by its function words and by the trigrams of whatlang.

use std::collections::HashMap;
use std::sync::LazyLock;

use whatlang::{Detector, Lang, detect};

use crate::fold;

/// How many bytes are looked at: more says nothing new.
const SAMPLE_BYTES_MAX: usize = 4 << 10;
/// Below this many characters only a sure verdict counts.
const SURE_CHARS_MIN: usize = 40;
/// So much more must speak for a language than for the next before its words outweigh the trigrams.
const LEAD_MIN: f32 = 0.5;
/// Nor do they for fewer words than this.
const WORDS_MIN: f32 = 1.0;

/// The languages that are told apart, and their ISO 639-1 codes.
const LANGUAGES: [(Lang, &str); 46] = [
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Ita, "it"),
    (Lang::Por, "pt"),
    (Lang::Nld, "nl"),
    (Lang::Pol, "pl"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Tur, "tr"),
    (Lang::Ara, "ar"),
    (Lang::Jpn, "ja"),
    (Lang::Cmn, "zh"),
    (Lang::Kor, "ko"),
    (Lang::Ces, "cs"),
    (Lang::Slk, "sk"),
    (Lang::Hun, "hu"),
    (Lang::Ron, "ro"),
    (Lang::Bul, "bg"),
    (Lang::Srp, "sr"),
    (Lang::Hrv, "hr"),
    (Lang::Slv, "sl"),
    (Lang::Dan, "da"),
    (Lang::Swe, "sv"),
    (Lang::Nob, "no"),
    (Lang::Fin, "fi"),
    (Lang::Est, "et"),
    (Lang::Lav, "lv"),
    (Lang::Lit, "lt"),
    (Lang::Ell, "el"),
    (Lang::Heb, "he"),
    (Lang::Hin, "hi"),
    (Lang::Ben, "bn"),
    (Lang::Tam, "ta"),
    (Lang::Urd, "ur"),
    (Lang::Pes, "fa"),
    (Lang::Vie, "vi"),
    (Lang::Tha, "th"),
    (Lang::Ind, "id"),
    (Lang::Cat, "ca"),
    (Lang::Bel, "be"),
    (Lang::Kat, "ka"),
    (Lang::Hye, "hy"),
    (Lang::Afr, "af"),
    (Lang::Mkd, "mk"),
];

/// Tells no languages but those that have a code.
static DETECTOR: LazyLock<Detector> =
    LazyLock::new(|| Detector::with_allowlist(LANGUAGES.iter().map(|(lang, _)| *lang).collect()));

/// Of each function word, the languages that have it.
static WORDS: LazyLock<HashMap<String, Vec<&str>>> = LazyLock::new(|| {
    let mut words: HashMap<String, Vec<&str>> = HashMap::new();
    for line in include_str!("../data/function_words.txt").lines() {
        let mut parts = line.split(' ');
        let Some(code) = parts.next() else { continue };
        for word in parts {
            let languages = words.entry(fold(word)).or_default();
            if !languages.contains(&code) {
                languages.push(code);
            }
        }
    }
    words
});

/// Languages that trigrams see in short texts of a larger neighbour: they are told by words and letters of their own only.
const NEIGHBOURS: [(&str, &str); 5] = [("af", "nl"), ("be", "ru"), ("bg", "ru"), ("mk", "ru"), ("sr", "ru")];

/// Letters that few languages of a script have, and these.
const LETTERS: [(char, &[&str]); 32] = [
    ('ы', &["ru", "be"]),
    ('э', &["ru", "be"]),
    ('ё', &["ru", "be"]),
    ('щ', &["ru", "uk", "bg"]),
    ('ъ', &["ru", "bg"]),
    ('й', &["ru", "uk", "be", "bg"]),
    ('ь', &["ru", "uk", "be"]),
    ('і', &["uk", "be"]),
    ('ї', &["uk"]),
    ('є', &["uk"]),
    ('ґ', &["uk"]),
    ('ў', &["be"]),
    ('ј', &["sr", "mk"]),
    ('њ', &["sr", "mk"]),
    ('љ', &["sr", "mk"]),
    ('ћ', &["sr"]),
    ('ђ', &["sr"]),
    ('ќ', &["mk"]),
    ('ѓ', &["mk"]),
    ('ı', &["tr"]),
    ('ğ', &["tr"]),
    ('ş', &["tr"]),
    ('ñ', &["es"]),
    ('ã', &["pt"]),
    ('ß', &["de"]),
    ('ł', &["pl"]),
    ('ř', &["cs"]),
    ('ů', &["cs"]),
    ('ő', &["hu"]),
    ('ű', &["hu"]),
    ('ț', &["ro"]),
    ('ø', &["da", "no"]),
];

/// The ISO 639-1 code of the language, `None` if the text is too short or too mixed to tell.
pub fn language_of(text: &str) -> Option<&'static str> {
    let mut end = text.len().min(SAMPLE_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end)?;
    let info = detect(sample)?;
    let by_trigrams = match code(info.lang()) {
        // A language that has no code here.
        None if info.is_reliable() => return None,
        None => code(DETECTOR.detect(sample)?.lang()),
        known => known,
    };
    let by_trigrams = by_trigrams.map(|language| {
        let neighbour = NEIGHBOURS.iter().find(|(small, _)| *small == language);
        neighbour.map_or(language, |(_, large)| *large)
    });
    if let Some(by_words) = by_words(sample, by_trigrams) {
        return Some(by_words);
    }
    if !info.is_reliable() && text.chars().take(SURE_CHARS_MIN).count() < SURE_CHARS_MIN {
        return None;
    }
    by_trigrams
}

fn code(lang: Lang) -> Option<&'static str> {
    LANGUAGES.iter().find(|(known, _)| *known == lang).map(|(_, code)| *code)
}

/// The language that the function words and letters speak for; what several languages have speaks a little for each. Where they leave
/// two alike, `first_choice` is preferred.
fn by_words(text: &str, first_choice: Option<&'static str>) -> Option<&'static str> {
    let mut points: HashMap<&'static str, f32> = HashMap::new();
    let folded = fold(text);
    let words = folded.split(' ').filter_map(|word| WORDS.get(word)).map(Vec::as_slice);
    let letters =
        LETTERS.iter().filter(|(letter, _)| folded.contains(*letter)).map(|(_, languages)| *languages);
    for languages in words.chain(letters) {
        for language in languages {
            *points.entry(language).or_default() += 1.0 / languages.len() as f32;
        }
    }
    if let Some(points) = first_choice.and_then(|language| points.get_mut(language)) {
        *points += LEAD_MIN;
    }
    let mut ranked: Vec<(&str, f32)> = points.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let (best, points) = *ranked.first()?;
    let next = ranked.get(1).map_or(0.0, |(_, points)| *points);
    (points >= WORDS_MIN && points - next >= LEAD_MIN).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_languages_apart() {
        let check = |text: &str, expected| assert_eq!(language_of(text), expected, "{text}");
        check("The harbour was closed on Friday after a fire broke out on a ferry.", Some("en"));
        check("Der Hafen wurde am Freitag nach einem Brand auf einer Fähre geschlossen.", Some("de"));
        check(
            "Порт закрыли в пятницу после пожара на пароме, и пассажиры уже вернулись на берег. Это был третий пожар.",
            Some("ru"),
        );
        check("Завод сократит триста рабочих из-за падения спроса на технику.", Some("ru"));
        check("Градският съвет реши във вторник да затвори стария мост, който е опасен.", Some("bg"));
        check(
            "Die raad het besluit om die ou brug te sluit, want hulle sê hierdie brug is nie meer veilig nie.",
            Some("af"),
        );
        check("", None);
    }

    #[test]
    fn words_of_several_languages_leave_it_to_the_trigrams() {
        assert_eq!(by_words("de la", Some("es")), None);
        assert_eq!(by_words("El perro de los vecinos no ha vuelto a la casa", None), Some("es"));
    }

    #[test]
    fn words_are_of_known_languages() {
        let codes: Vec<&str> = LANGUAGES.iter().map(|(_, code)| *code).collect();
        assert!(WORDS.values().flatten().all(|code| codes.contains(code)));
        assert_eq!(WORDS.get("the").map(Vec::len), Some(1));
    }
}
