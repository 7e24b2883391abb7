//! The language of a text, by the trigrams of whatlang.

use whatlang::{Lang, detect};

/// How many bytes are looked at: more says nothing new.
const SAMPLE_BYTES_MAX: usize = 4 << 10;
/// Below this many characters only a sure verdict counts.
const SURE_CHARS_MIN: usize = 40;

/// The ISO 639-1 code of the language, `None` if the text is too short or too mixed to tell.
pub fn language_of(text: &str) -> Option<&'static str> {
    let mut end = text.len().min(SAMPLE_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let info = detect(text.get(..end)?)?;
    if !info.is_reliable() && text.chars().take(SURE_CHARS_MIN).count() < SURE_CHARS_MIN {
        return None;
    }
    code(info.lang())
}

fn code(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Eng => "en",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Pol => "pl",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Tur => "tr",
        Lang::Ara => "ar",
        Lang::Jpn => "ja",
        Lang::Cmn => "zh",
        Lang::Kor => "ko",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Slv => "sl",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Nob => "no",
        Lang::Fin => "fi",
        Lang::Est => "et",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Ell => "el",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Tam => "ta",
        Lang::Urd => "ur",
        Lang::Pes => "fa",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Ind => "id",
        Lang::Cat => "ca",
        Lang::Bel => "be",
        Lang::Kat => "ka",
        Lang::Hye => "hy",
        Lang::Afr => "af",
        Lang::Mkd => "mk",
        _ => return None,
    })
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
        check("", None);
    }
}
