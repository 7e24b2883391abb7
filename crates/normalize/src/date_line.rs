//! Lines that hold the page's dates: `Published: 00:05, 24 March 2026 | Updated: …`.

use std::sync::LazyLock;

use copydesk_text::{DateFound, pattern, weekday_number};
use regex::Regex;

use crate::shape::{bare_words, count_words};
use crate::sheet::SheetLine;

/// What a label says of the date after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateLabel {
    /// `Published`, `Posted`.
    Published,
    /// No label at all.
    Plain,
    /// `Retrieved`: when a machine fetched it.
    Retrieved,
    /// `Updated`, `Modified`.
    Modified,
}

impl DateLabel {
    /// How surely it says what its date is.
    pub(crate) fn certainty(self) -> u8 {
        match self {
            Self::Modified => 0,
            Self::Plain => 1,
            Self::Retrieved => 2,
            Self::Published => 3,
        }
    }
}

/// One date of a date line; its span is relative to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LabelledDate {
    /// The date.
    pub(crate) found: DateFound,
    /// What was said of it.
    pub(crate) label: DateLabel,
}

/// The longest date line in words.
const WORDS_MAX: usize = 30;
/// How many words beside the dates and their labels a date line may hold.
const OTHER_WORDS_MAX: usize = 5;

static MODIFIED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)(updated?|modified|modifi[ée]e?|mis à jour|mise à jour|aktualisiert|geändert|stand|bijgewerkt|gewijzigd|actualizado|atualizado|aggiornato|edited|revised|reviewed|uppdaterad|oppdatert|opdateret|aktualizov\w+|aktualizacja|обновлено|изменено|оновлено|päivitetty|muokattu|frissítve|güncellen\w+|actualisé|changed|touched|amended|imehaririwa|ažurirano|izmijenjeno|ändrad|endret|diperbarui|cập nhật|更新|آخر تحديث)").ok()
});
static RETRIEVED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)(retrieved|accessed|crawled|fetched|downloaded|abgerufen|consulté|consultado|archived|captured|snapshot|printed|imported|migrated|transferred|uploaded|curated|generated|mirrored|cached|saved|scraped|indexed|printing|reprint\w*|moved|brought|carried over|put up again|^\W*today\W*:)").ok()
});
static PUBLISHED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)(publi[sc]|publié|posted|created|erstellt|veröffentlicht|erschienen|issued|released|date|datum|gepubliceerd|geplaatst|pubblicato|publikováno|vydáno|opublikowano|опубликовано|publicerad|publisert|közzétéve|yayın\w*|julkaistu|added|filed|written|put up|objavljen\w|diterbitkan|imechapishwa|公開|发布|発表)[^\d]*$").ok()
});
static FILLER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)^(\d+|updated?|last|modified|modifi\w+|publi\w+|posted|created|retrieved|at|on|the|in|le|la|à|à|am|um|uhr|pm|a\.m|p\.m|ago|mins?|minutes?|hours?|days?|h|hrs?|date|datum|datum:|stand|aktualisiert|geändert|veröffentlicht|bijgewerkt|first|by|and|from|utc|gmt\S*|cet|cest|bst|est|edt|pst|pdt|eat|wat|sast|ist|myt|sgt|hkt|jst|aest|msk|trt|time|local|edition|\w+day|\w+tag|\w+dag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|segunda|terça|quarta|quinta|sexta|feira|mittwoch|às|as|ore|kl|o'clock|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|t|z|est\S*|et|ct|pt)$").ok()
});
static CLOCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)^\W*([01]?\d|2[0-3])[:.h][0-5]\d\s*([ap]\.?m\.?|uhr|hrs?|gmt|cet|utc)?\W*$").ok()
});
static AGO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?i)^\W*(updated |posted |published )?(\d+|an?|one|two|three) (sec\w*|min\w*|hours?|hrs?|days?|weeks?|months?) ago\W*$").ok()
});

/// Whether the line is about dates and little else.
pub(crate) fn is_date_line(line: &SheetLine<'_>) -> bool {
    if line.n_words > WORDS_MAX {
        return false;
    }
    let text: &str = &line.text;
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    // Nobody writes `An hour ago` without these letters, in one case or the other.
    let has_ago = || text.as_bytes().windows(3).any(|three| three.eq_ignore_ascii_case(b"ago"));
    if !has_digit && !has_ago() {
        return false;
    }
    if has_digit && CLOCK.as_ref().is_some_and(|clock| clock.is_match(text))
        || AGO.as_ref().is_some_and(|ago| ago.is_match(text))
    {
        return true;
    }
    let dates = line.dates();
    let Some(first) = dates.first() else { return false };
    if !dates.iter().any(|date| date.day.is_some() && date.month.is_some()) && count_words(text) > 5 {
        return false;
    }
    let mut others = Vec::new();
    let mut at = 0;
    for date in dates {
        others.extend(bare_words(text.get(at..date.span.start as usize).unwrap_or_default()));
        at = date.span.end as usize;
    }
    others.extend(bare_words(text.get(at..).unwrap_or_default()));
    let n_other = others.iter().filter(|word| !is_filler(word)).count();
    let is_early = text.get(..first.span.start as usize).is_some_and(|before| count_words(before) <= 7);
    let has_full = dates.iter().any(|date| date.date().is_some_and(|date| date.day.is_some()));
    let is_sentence = text.ends_with('.') && n_other > 2;
    n_other <= if has_full { OTHER_WORDS_MAX } else { 1 } && is_early && !is_sentence
}

fn is_filler(word: &str) -> bool {
    weekday_number(word).is_some()
        || word.chars().all(|c| c.is_ascii_digit() || c == ':')
        || FILLER.as_ref().is_some_and(|filler| filler.is_match(word))
        || (word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 8)
}

/// The dates of the line, each with what its label says. A day without a year takes that of the line: `Updated 13 Nov 2024 ·
/// first put up 12 Nov`, `Issue 21/2024 | Friday 24 May`.
pub(crate) fn labelled_dates(line: &SheetLine<'_>) -> Vec<LabelledDate> {
    let text: &str = &line.text;
    let mut at = 0;
    let mut out = Vec::new();
    let mut last = DateLabel::Plain;
    for mut found in line.dates().iter().copied() {
        if found.year.is_none() && found.day.is_some() {
            found.year = year_of_line(line);
        }
        let before = text.get(at..found.span.start as usize).unwrap_or_default();
        at = found.span.end as usize;
        let is = |regex: &LazyLock<Option<Regex>>| regex.as_ref().is_some_and(|regex| regex.is_match(before));
        let label = if is(&MODIFIED) {
            DateLabel::Modified
        } else if is(&RETRIEVED) {
            DateLabel::Retrieved
        } else if is(&PUBLISHED) {
            DateLabel::Published
        } else if out.is_empty() {
            DateLabel::Plain
        } else {
            last
        };
        last = label;
        out.push(LabelledDate { found, label });
    }
    out
}

/// The only year that a line names.
fn year_of_line(line: &SheetLine<'_>) -> Option<i16> {
    const YEARS: std::ops::RangeInclusive<i16> = 1990..=2099;
    let numbers = line.text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() == 4);
    let written = line.dates().iter().filter_map(|found| found.year);
    let mut years = numbers.filter_map(|word| word.parse().ok()).chain(written);
    let first = years.find(|year| YEARS.contains(year))?;
    years.all(|year| year == first || !YEARS.contains(&year)).then_some(first)
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Page, Raw};

    use super::*;
    use crate::sheet::Sheet;

    #[test]
    fn lines_of_dates() {
        let check = |text: &str, expected: bool| {
            let page = Page { raw: Raw::from_text(text), ..Page::default() };
            assert_eq!(is_date_line(&Sheet::of(&page).lines[0]), expected, "{text}");
        };
        check("November 23, 2024", true);
        check("2021-02-16T09:12:00+02:00", true);
        check("Published: 00:05, 24 March 2026 | Updated: 00:05, 24 March 2026", true);
        check("April 16, 20256:27 PM GMT+2Updated 25 mins ago", true);
        check("Coast » HARBOURS | March 7, 2023, Tuesday // 08:45", true);
        check("Dienstag, 18. Februar 2025, 17:41 Uhr", true);
        check("Sociedade | 15 de Fevereiro de 2021", true);
        check("09:44", true);
        check("3 hours ago", true);
        check("The same river killed dozens in January 2015.", false);
        check("The ferry sank on 12 May 2024 and was raised in June.", false);
        check("Ferry sinks off Bergen", false);
    }

    #[test]
    fn labels_of_dates() {
        let check = |text: &str, expected: &[DateLabel]| {
            let page = Page { raw: Raw::from_text(text), ..Page::default() };
            let found: Vec<_> =
                labelled_dates(&Sheet::of(&page).lines[0]).iter().map(|date| date.label).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "Published at: July 9, 2024 Updated at: July 9, 2024 06:11",
            &[DateLabel::Published, DateLabel::Modified],
        );
        check(
            "Publié le 16 avril 2025 à 19h05. Modifié le 17 avril 2025 à 08h12.",
            &[DateLabel::Published, DateLabel::Modified],
        );
        check(
            "Saturday, February 18, 2023 – updated on February 19, 2023",
            &[DateLabel::Plain, DateLabel::Modified],
        );
        check("Updated 13 Nov 2024 · first put up 12 Nov", &[DateLabel::Modified, DateLabel::Published]);
        check("Retrieved: Mon, 23 Mar 2026 04:00:12 GMT", &[DateLabel::Retrieved]);
        check("Last updated: Tuesday, March 2, 2021", &[DateLabel::Modified]);
    }
}
