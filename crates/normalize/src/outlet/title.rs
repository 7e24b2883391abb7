//! The outlet behind a second writing of the headline: `Crews walk out over pay | Harbour Times`.

use copydesk_record::Role;

use super::{Candidate, is_outlet_shaped, is_section_word, trim_name};
use crate::shape::count_words;
use crate::sheet::{Sheet, SheetLine};

/// A headline of fewer words stands at the head of too many lines.
const WORDS_MIN: usize = 4;
const WEIGHT: i32 = 8;

/// The name behind the headline in lines that write it once more.
pub(super) fn of_second_headline(sheet: &Sheet<'_>) -> Option<Candidate> {
    let title = sheet.lines.iter().find(|line| line.is(Role::Title))?;
    if count_words(&title.text) < WORDS_MIN {
        return None;
    }
    let is_other = |line: &&SheetLine<'_>| !line.is(Role::Body) && !line.is(Role::Title);
    sheet.lines.iter().filter(is_other).find_map(|line| name_behind(&line.text, &title.text))
}

fn name_behind(line: &str, title: &str) -> Option<Candidate> {
    let rest = line.trim().strip_prefix(title.trim())?.trim_start();
    let name = rest.strip_prefix(['|', '-', '–', '—', '·', '•', '»'])?;
    // `… | World | Harbour Times`
    let name = name.rsplit(['|', '·', '•', '»']).next()?;
    let is_asked = name.contains(['?', '!']);
    let name = trim_name(name);
    (!is_asked && is_outlet_shaped(name) && !is_section_word(name)).then(|| Candidate::new(name, WEIGHT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_stands_behind_a_mark() {
        let check = |line: &str, expected: Option<&str>| {
            let found = name_behind(line, "Crews walk out over pay");
            assert_eq!(found.map(|found| found.name).as_deref(), expected, "{line}");
        };
        check("Crews walk out over pay | Harbour Times", Some("Harbour Times"));
        check("Crews walk out over pay – World | The Courier", Some("The Courier"));
        check("Crews walk out over pay - World", None);
        check("Crews walk out over pay again", None);
        check("Crews walk out over pay - what do you think?", None);
    }
}
