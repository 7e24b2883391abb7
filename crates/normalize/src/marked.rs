//! Lines that say themselves what they are, beyond any doubt: whatever stands in them is no text.

use std::sync::LazyLock;

use copydesk_record::Role;
use copydesk_text::pattern;
use regex::Regex;

/// The longest of them in words.
const WORDS_MAX: usize = 40;

struct Mark {
    role: Role,
    reason: &'static str,
    form: Option<Regex>,
}

static MARKS: LazyLock<Vec<Mark>> = LazyLock::new(|| {
    let mark = |role, reason, form: &str| Mark { role, reason, form: pattern(form).ok() };
    vec![
        // `— Advertisement 2 —`, `ADVERTISING    Skip ad in 5`, `SPONSORED  Arlen Bank: 3 per cent`.
        mark(
            Role::Ad,
            "an advertisement",
            r"(?i)^\W*(?:advertisement|advertising|advertorial|anzeige|werbung|publicidad|publicité|pubblicità|publicidade|reklama?)\W*\d{0,2}\W*$|\bskip (?:this )?ad\b|^\W*(?:advertisement|advertising|advertorial|sponsored|promoted|partner (?:content|post|news|offer|story|zone)|paid (?:content|post)|special offer)(?:\s{2,}|\t|\s*[|•·»]\s)",
        ),
        // `▲ ARLEN'S BEST BREAD ▲ Open Sundays ▲ Quay 4`.
        mark(
            Role::Ad,
            "an advertisement",
            r"^\W*(?:▲.*▲.*▲|★.*★.*★|●.*●.*●|■.*■.*■|◆.*◆.*◆|✦.*✦.*✦|►.*►.*►)",
        ),
        // `On Harbour ▾   Listen ▸ 4:32`, `◀ 2 / 5 ▶  Boats in the harbour`.
        mark(
            Role::Widget,
            "a control of the page",
            r"[▾▸►▶◀◂▴⏵].*\b\d{1,2}:\d\d\b|^\W*[◀◂‹«←]\s*\d+\s*(?:/|of)\s*\d+\s*[▶▸►›»→]",
        ),
        // `[pull quote] “Nobody slept.”`
        mark(
            Role::Widget,
            "set apart from the text by its mark",
            r"(?i)^\W*\[(?:pull[ -]?quote|quote box|infobox|info box|widget|gallery|poll|quiz|map|graphic|chart|embed|embedded [a-z]+|video|ad|advert\w*|newsletter(?: [a-z]+)?|related)\]",
        ),
        // `This column by Rosa Lindqvist was first published May 4, 2024.`
        mark(
            Role::Credit,
            "says where the text came from",
            r"(?i)^\W*(?:this|the) (?:article|story|piece|report|column|essay|post|text|interview|version)\b[^.]{0,60}\b(?:was|were) (?:first |originally )?(?:published|printed|posted)\b[^.]*\b(?:19|20)\d\d\W*$",
        ),
    ]
});

/// What a line is by its mark, and why.
pub(crate) fn marked(text: &str, n_words: usize) -> Option<(Role, &'static str)> {
    if n_words > WORDS_MAX {
        return None;
    }
    let mark = MARKS.iter().find(|mark| mark.form.as_ref().is_some_and(|form| form.is_match(text)))?;
    Some((mark.role, mark.reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::count_words;

    #[test]
    fn marks_and_none() {
        let check = |text: &str, expected: Option<Role>| {
            assert_eq!(marked(text, count_words(text)).map(|(role, _)| role), expected, "{text}");
        };
        check("— Advertisement 2 —", Some(Role::Ad));
        check("ADVERTISING    Skip ad in 5", Some(Role::Ad));
        check("SPONSORED  Arlen Bank: 3 per cent on your first year", Some(Role::Ad));
        check("Sponsored walks raised 400 crowns.", None);
        check("▲ ARLEN'S BEST BREAD ▲ Open Sundays ▲ Quay 4", Some(Role::Ad));
        check("On Harbour ▾   Listen ▸ 4:32", Some(Role::Widget));
        check("◀ 2 / 5 ▶  Boats in the harbour: Rosa | Arlen", Some(Role::Widget));
        check("[pull quote] “Nobody slept.”", Some(Role::Widget));
        check("This column by Rosa Lindqvist was first published May 4, 2024.", Some(Role::Credit));
        check("The report was published in 2019, and nobody read it.", None);
        check("The ferry left at 4:32.", None);
    }
}
