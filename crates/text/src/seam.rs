//! Seams: places in a line where a layout was lost that no final mark tells of. Stamps of messages, addresses, rows of marks,
//! and the words that close a letter each stood on a line of their own.

/// The words that close a letter before the comma and the name.
const CLOSINGS: &[&str] = &[
    "Regards",
    "Best regards",
    "Kind regards",
    "Kindest regards",
    "Warm regards",
    "Warmest regards",
    "Sincerely",
    "Sincerely yours",
    "Yours sincerely",
    "Yours faithfully",
    "Yours truly",
    "Best wishes",
    "Respectfully",
    "Cheers",
    "Many thanks",
    "Thanks",
    "Love",
];
/// A row of so many marks is a line that parts texts.
const ROW_MARKS_MIN: usize = 5;

/// The parts of a line between its seams, each with where it begins; most lines are one.
pub(crate) fn parts(line: &str) -> Vec<(usize, &str)> {
    let may_have = |byte: u8| matches!(byte, b'@' | b'/' | b'_' | b'=' | b'*' | b'~');
    if !line.bytes().any(may_have) && !line.split(',').next().is_some_and(ends_with_closing) {
        return vec![(0, line)];
    }
    let words: Vec<(usize, &str)> = words(line);
    let mut cuts: Vec<usize> = Vec::new();
    for (at, (start, word)) in words.iter().enumerate() {
        let next = words.get(at + 1).map(|(start, word)| (*start, *word));
        let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |(_, word)| word);
        if is_row(word) {
            cuts.push(*start);
            cuts.extend(next.map(|(start, _)| start));
        } else if let Some(end) = stamp(&words, at) {
            if !matches!(before, "" | "on" | "at" | "of" | "from" | "by" | "since" | "until" | "to")
                && !before.ends_with(',')
            {
                cuts.push(*start);
            }
            let behind = words.get(end).filter(|(_, word)| word.starts_with(char::is_uppercase));
            cuts.extend(behind.map(|(start, _)| *start));
        } else if (is_address(word) || is_telephone(word))
            && let Some((next_start, next)) = next
            && follows_address(word, next)
        {
            cuts.push(next_start);
        }
    }
    cuts.extend(behind_closing(line));
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = Vec::new();
    let mut from = 0;
    for to in cuts.into_iter().chain([line.len()]) {
        if let Some(part) = line.get(from..to).filter(|part| !part.is_empty()) {
            out.push((from, part));
        }
        from = to;
    }
    out
}

/// The words between white space, each with its place.
fn words(line: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut at = 0;
    for word in line.split_inclusive(char::is_whitespace) {
        let trimmed = word.trim_end();
        if !trimmed.is_empty() {
            out.push((at, trimmed));
        }
        at += word.len();
    }
    out
}

fn is_row(word: &str) -> bool {
    word.len() >= ROW_MARKS_MIN && word.bytes().all(|byte| matches!(byte, b'_' | b'=' | b'*' | b'~'))
}

/// An address of the web or of a mailbox that ends its line: none with a final mark behind it.
fn is_address(word: &str) -> bool {
    let is_web = word.starts_with("http://") || word.starts_with("https://");
    let (name, host) = word.split_once('@').unwrap_or_default();
    let is_mailbox = !name.is_empty() && host.contains('.');
    (is_web || is_mailbox) && !word.ends_with(['.', ',', ';', ':', '!', '?', ')'])
}

/// The number of a telephone.
fn is_telephone(word: &str) -> bool {
    const DIGITS_MIN: usize = 7;
    word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'(' | b')'))
        && word.bytes().filter(u8::is_ascii_digit).count() >= DIGITS_MIN
}

/// Whether a word that follows an address begins a line of its own: behind a mailbox or a telephone only the head of another
/// field.
fn follows_address(address: &str, next: &str) -> bool {
    if is_telephone(address) && next.starts_with("http") {
        return true;
    }
    if address.contains("://") {
        next.starts_with(char::is_uppercase) || next.starts_with("http")
    } else {
        next.starts_with(char::is_uppercase) && next.ends_with(':')
    }
}

/// Where the stamp of a message that begins at a word ends: `03/27/2001 01:58 PM`.
fn stamp(words: &[(usize, &str)], at: usize) -> Option<usize> {
    let word = |at: usize| words.get(at).map_or("", |(_, word)| word);
    let is_digits =
        |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = |word: &str, mark: char, n: std::ops::RangeInclusive<usize>| {
        n.contains(&word.split(mark).count()) && word.split(mark).all(is_digits)
    };
    let is_stamp = fits(word(at), '/', 3..=3) && fits(word(at + 1), ':', 2..=3);
    is_stamp.then(|| at + 2 + usize::from(matches!(word(at + 2), "AM" | "PM")))
}

/// Whether a text ends with the words that close a letter, behind nothing or a final mark.
fn ends_with_closing(text: &str) -> bool {
    CLOSINGS.iter().any(|closing| {
        text.strip_suffix(closing).is_some_and(|before| before.is_empty() || before.ends_with([' ']))
            && text.strip_suffix(closing).is_some_and(|before| {
                before.trim_end().is_empty() || before.trim_end().ends_with(['.', '!', '?'])
            })
    })
}

/// Where the name behind the first words that close a letter begins, each place of the line looked at.
fn behind_closing(line: &str) -> Vec<usize> {
    let commas = line.match_indices(", ").filter(|(at, _)| line.get(..*at).is_some_and(ends_with_closing));
    let starts = commas.map(|(at, mark)| at + mark.len());
    starts.filter(|at| line.get(*at..).is_some_and(|rest| rest.starts_with(char::is_uppercase))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[&str]) {
        let found: Vec<&str> = parts(line).into_iter().map(|(_, part)| part.trim()).collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn lost_lines() {
        check(
            "Ana Reyes 03/27/2001 01:58 PM Will you come? Regards, Ana",
            &["Ana Reyes", "03/27/2001 01:58 PM", "Will you come? Regards,", "Ana"],
        );
        check(
            "The ferry left on 03/27/2001 at noon, with regards, Ana.",
            &["The ferry left on 03/27/2001 at noon, with regards, Ana."],
        );
        check("Read https://desk.example/a Ferries sank", &["Read https://desk.example/a", "Ferries sank"]);
        check("See https://desk.example/a for more.", &["See https://desk.example/a for more."]);
        check("It ended. ====== Next came rain.", &["It ended.", "======", "Next came rain."]);
        check("Plain text, without any.", &["Plain text, without any."]);
    }
}
