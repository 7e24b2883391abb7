//! The form of a sentence: whether it is whole, and how it is written.

/// A headline has so many words of more than so many characters behind its first.
const HEADLINE_WORDS_MIN: usize = 4;
const HEADLINE_CHARS_MIN: usize = 4;

/// Whether the text is a whole sentence: it ends as one, its quotation marks are paired, and nothing in it is broken.
pub(crate) fn is_whole(text: &str) -> bool {
    let ends = text.trim_end_matches(['”', '"', '’', '»', ')', '\'']).ends_with(['.', '!', '。']);
    if !ends || text.is_ascii() {
        let is_paired = text.matches('"').count().is_multiple_of(2) && !is_open_straight(text);
        return ends && is_paired && !text.contains('|');
    }
    let (opened, closed) = (text.matches('“').count(), text.matches('”').count());
    let straight = text.matches('"').count();
    let (left, right) = (text.matches('«').count(), text.matches('»').count());
    opened == closed
        && straight.is_multiple_of(2)
        && left == right
        && !text.contains(['…', '|', '►'])
        && !text.contains("â€")
        && !text.contains("Â£")
        && !is_mangled(text)
        && !is_open_single(text)
        && !is_open_straight(text)
}

/// Whether a letter with an accent was read in another charset: "PeÃ±a".
fn is_mangled(text: &str) -> bool {
    text.match_indices('Ã').any(|(at, letter)| {
        let next = text.get(at + letter.len()..).and_then(|rest| rest.chars().next());
        next.is_some_and(|next| !next.is_ascii() && !next.is_alphabetic())
    })
}

/// Whether the text is written as a headline is: "Senator Caught in Yet Another Scandal."
pub(crate) fn is_headline(text: &str) -> bool {
    let words = text.split_whitespace().map(|word| word.trim_start_matches(['‘', '“', '"', '\'']));
    let long = words.skip(1).filter(|word| word.chars().nth(HEADLINE_CHARS_MIN).is_some());
    let (n_long, n_upper) = long.fold((0, 0), |(n_long, n_upper), word| {
        (n_long + 1, n_upper + usize::from(word.starts_with(char::is_uppercase)))
    });
    n_long >= HEADLINE_WORDS_MIN && n_upper * 10 >= n_long * 9
}

/// Whether the text ends as a sentence does, and nothing in it is broken. Its straight quotation marks may be of a longer
/// quotation that begins or ends elsewhere.
pub(crate) fn ends_whole(text: &str) -> bool {
    let ends = text.trim_end_matches(['”', '"', '’', '»', ')', '\'', ' ']).ends_with(['.', '!', '?', '。']);
    let is_paired = |left: char, right: char| text.matches(left).count() == text.matches(right).count();
    ends && is_paired('“', '”')
        && is_paired('«', '»')
        && !text.contains(['…', '|', '►'])
        && !is_open_single(text)
}

/// Whether a single quotation mark is opened and not closed: an apostrophe within a word closes none.
fn is_open_single(text: &str) -> bool {
    let opened = text.matches('‘').count();
    let mut closed = 0;
    for (at, mark) in text.match_indices('’') {
        let next = text.get(at + mark.len()..).and_then(|rest| rest.chars().next());
        closed += usize::from(!next.is_some_and(char::is_alphanumeric));
    }
    opened > closed
}

/// The same of a straight one, which opens before a word and closes behind one: of `the '90s` nothing is said.
fn is_open_straight(text: &str) -> bool {
    let (mut n_opened, mut n_closed) = (0, 0);
    for (at, mark) in text.match_indices('\'') {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + mark.len()..).and_then(|behind| behind.chars().next());
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        n_opened +=
            usize::from(!is_letter(before) && before != Some('\'') && behind.is_some_and(char::is_uppercase));
        n_closed += usize::from(!is_letter(behind) && before.is_some_and(|c| !c.is_whitespace()));
    }
    n_opened > n_closed
}

/// Whether a word is cut in two where a line once ended: `con- firmed`, but not `two- and three-day`.
pub(crate) fn is_hyphenated(text: &str) -> bool {
    text.match_indices("- ").any(|(at, mark)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + mark.len()..).unwrap_or_default().trim_start();
        let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        before.is_some_and(char::is_alphabetic)
            && word.chars().next().is_some_and(char::is_lowercase)
            && !matches!(word, "and" | "or" | "to")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_sentences() {
        let check = |text: &str, expected| assert_eq!(is_whole(text), expected, "{text}");
        check("The ferry sank.", true);
        check("‘The ferry sank. ", false);
        check("‘It’s late,’ said the harbour master’s clerk.", true);
        check("The clerk’s ferry sank.", true);
        check("The skipper wrote: 'My oars are gone.", false);
        check("The skipper wrote: 'My oars are gone.'", true);
        check("The skippers' ferry sank.", true);
        check("It cost Â£3m.", false);
        check("The ferry of Enrique PeÃ±a sank.", false);
        check("The ferry IRMÃ sank.", true);
        check("The ferry sank", false);
    }

    #[test]
    fn headlines_are_no_sentences() {
        let check = |text: &str, expected| assert_eq!(is_headline(text), expected, "{text}");
        check("Harbour Master Caught In Another Ferry Scandal.", true);
        check("Harbour Master Sides With Tomas Hallam On ‘Radical Fares.’", true);
        check("The harbour master of Port Arlen was caught in another scandal.", false);
        check("Ines Corbet met Prime Minister Tomas Hallam and President Jorun Skarne.", true);
    }

    #[test]
    fn words_cut_in_two() {
        let check = |text: &str, expected| assert_eq!(is_hyphenated(text), expected, "{text}");
        check("The dead were con- firmed.", true);
        check("Two- and three-day passes were sold.", false);
        check("RIGA - Ferries stayed in port.", false);
    }
}
