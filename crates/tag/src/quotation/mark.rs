//! Quotation marks in pairs: every style of the press, nested, unclosed, and running over paragraphs.

use copydesk_record::Role;
use copydesk_text::{Token, TokenKind};

use super::line::Line;

/// How many tokens a quotation may hold; an opening mark that is not closed by then opens nothing.
const QUOTED_TOKENS_MAX: usize = 1_500;
/// How many marks are looked at for the one that closes.
const MARKS_AHEAD_MAX: usize = 64;
/// Words that begin with an apostrophe.
const APOSTROPHE_WORDS: &[&str] =
    &["em", "til", "till", "twas", "cause", "n", "tis", "bout", "round", "cos", "cuz", "ere", "kay", "ello"];

/// Words between quotation marks, or after a dash of dialogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    /// The first token that belongs to it: the opening mark, or the first word after a dash.
    pub(super) first: usize,
    /// One past the last: past the closing mark.
    pub(super) last: usize,
    /// The words without the marks, as bytes of the line.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it goes on in the next line, which opens with a mark again.
    pub(super) goes_on: bool,
    /// Whether single marks enclose it.
    pub(super) is_single: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
    Corner,
    WhiteCorner,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    token: usize,
    family: Family,
    side: Side,
    /// How many tokens it takes: two for `''`.
    width: usize,
}

/// The outermost quoted stretches of a line, in order. `next` is the line after it, if there is one.
pub(super) fn quoted(line: &Line<'_>, tokens: &[Token<'_>], next: Option<&Line<'_>>) -> Vec<Quoted> {
    let marks = marks(tokens);
    let mut out = Vec::new();
    let mut idx = 0;
    while let Some(&mark) = marks.get(idx) {
        idx += 1;
        if mark.side == Side::Closes {
            continue;
        }
        let rest = marks.get(idx..).unwrap_or_default();
        if let Some(n) = closing(mark, rest, tokens) {
            let (close, width) = rest.get(n).map_or((mark.token + 1, 1), |mark| (mark.token, mark.width));
            out.extend(stretch(line, tokens, mark, close, close + width));
            idx += n + 1;
        } else if let Some(found) = unclosed(line, tokens, mark, rest, next) {
            idx += rest.iter().take_while(|mark| mark.token < found.last).count();
            out.push(found);
        }
    }
    if out.is_empty() {
        out.extend(dialogue(line, tokens));
    }
    out
}

fn stretch(line: &Line<'_>, tokens: &[Token<'_>], open: Mark, close: usize, last: usize) -> Option<Quoted> {
    let start = tokens.get(open.token + open.width.saturating_sub(1))?.span.end as usize;
    let end = match tokens.get(close) {
        Some(token) => token.span.start as usize,
        None => tokens.last()?.span.end as usize,
    };
    let words = line.str(start, end);
    let start = start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    let holds_word = words.chars().any(char::is_alphanumeric);
    holds_word.then_some(Quoted {
        first: open.token,
        last,
        start,
        end,
        goes_on: false,
        is_single: matches!(open.family, Family::Single | Family::SingleGuillemet),
    })
}

/// How many marks after `open` its closing mark stands.
fn closing(open: Mark, rest: &[Mark], tokens: &[Token<'_>]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut doubtful = None;
    for (n, mark) in rest.iter().enumerate().take(MARKS_AHEAD_MAX) {
        if mark.token > open.token + QUOTED_TOKENS_MAX {
            break;
        }
        if mark.family != open.family {
            continue;
        }
        match mark.side {
            Side::Opens if open.family == Family::Single && doubtful.is_some() => break,
            // A second opening mark: nested if there is a closing mark for each, else the first was never closed.
            Side::Opens if has_two_closings(mark, rest.get(n + 1..).unwrap_or_default()) => depth += 1,
            Side::Opens => return doubtful,
            _ if depth > 0 => depth -= 1,
            _ if open.family == Family::Single && is_plural_genitive(mark.token, tokens) => {
                doubtful = doubtful.or(Some(n));
            }
            _ => return Some(n),
        }
    }
    doubtful
}

fn has_two_closings(open: &Mark, rest: &[Mark]) -> bool {
    let mut same = rest.iter().take(MARKS_AHEAD_MAX).filter(|mark| mark.family == open.family);
    let closes = |mark: Option<&Mark>| mark.is_some_and(|mark| mark.side == Side::Closes);
    closes(same.next()) && closes(same.next())
}

/// `the drivers' union`: an s, the mark, and a word in lower case after a space.
fn is_plural_genitive(at: usize, tokens: &[Token<'_>]) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let after = tokens.get(at + 1);
    before.is_some_and(|token| token.kind == TokenKind::Word && token.text.ends_with('s'))
        && after.is_some_and(|token| token.text.chars().next().is_some_and(char::is_lowercase))
}

/// A quotation without its closing mark: to the end of the line, where the next line opens with a mark again or no
/// mark follows; else to the last full stop before the mark that follows.
fn unclosed(
    line: &Line<'_>,
    tokens: &[Token<'_>],
    open: Mark,
    rest: &[Mark],
    next: Option<&Line<'_>>,
) -> Option<Quoted> {
    if matches!(open.family, Family::Single | Family::SingleGuillemet) || open.side == Side::Either {
        return None;
    }
    let follower = rest.iter().find(|mark| mark.family == open.family && mark.side != Side::Closes);
    if let Some(follower) = follower {
        let before = tokens.get(open.token..follower.token)?;
        let before = before.get(before.len().saturating_sub(QUOTED_TOKENS_MAX)..)?;
        let from_end = before.iter().rev().position(|token| matches!(token.text, "." | "!" | "?"))?;
        let last = follower.token - from_end;
        return stretch(line, tokens, open, last, last);
    }
    if tokens.len() > open.token + QUOTED_TOKENS_MAX {
        return None;
    }
    let goes_on = next.is_some_and(|next| {
        next.role != Role::Title
            && next.text.trim_start().chars().next().is_some_and(|c| family(c) == Some(open.family))
    });
    let found = stretch(line, tokens, open, tokens.len(), tokens.len())?;
    Some(Quoted { goes_on, ..found })
}

/// `— Nobody warned us, said the mayor.`: from the dash to the comma or the second dash.
fn dialogue(line: &Line<'_>, tokens: &[Token<'_>]) -> Option<Quoted> {
    let first = tokens.first()?;
    if line.role != Role::Body || !matches!(first.text, "—" | "–" | "―") {
        return None;
    }
    let breaks = |(idx, token): (usize, &Token<'_>)| {
        let next = tokens.get(idx + 1).map_or("", |next| next.text);
        let ends = matches!(token.text, "," | "!" | "?" | "—" | "–" | "―" | ".");
        (ends && super::cue::is_speech(next)).then_some(idx)
    };
    let end = tokens.iter().enumerate().skip(1).take(QUOTED_TOKENS_MAX).find_map(breaks)?;
    let open = Mark { token: 0, family: Family::Double, side: Side::Opens, width: 1 };
    // The comma and the question mark are part of the words, a second dash is not.
    let is_dash = tokens.get(end).is_some_and(|token| matches!(token.text, "—" | "–" | "―"));
    let close = if is_dash { end } else { end + 1 };
    stretch(line, tokens, open, close, close)
}

fn family(c: char) -> Option<Family> {
    match c {
        '"' | '“' | '”' | '„' | '‟' | '＂' => Some(Family::Double),
        '\'' | '‘' | '’' | '‚' | '‛' => Some(Family::Single),
        '«' | '»' => Some(Family::Guillemet),
        '‹' | '›' => Some(Family::SingleGuillemet),
        '「' | '」' => Some(Family::Corner),
        '『' | '』' => Some(Family::WhiteCorner),
        _ => None,
    }
}

/// The marks of a line with the side that their character and the white space around them speak for.
fn marks(tokens: &[Token<'_>]) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut idx = 0;
    while let Some(token) = tokens.get(idx) {
        let at = idx;
        idx += 1;
        if token.kind != TokenKind::Mark {
            continue;
        }
        let Some(c) = token.text.chars().next() else { continue };
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let after = tokens.get(idx);
        // Typewriter style: two single marks for a double one.
        let is_twice = matches!(c, '\'' | '’' | '‘' | '`')
            && after.is_some_and(|next| next.text == token.text && next.span.start == token.span.end);
        if is_twice {
            idx += 1;
            let second = after.copied().unwrap_or(*token);
            if let Some(side) = side(
                '"',
                second,
                before
                    .filter(|before| before.span.end == token.span.start)
                    .map(|before| Token {
                        span: copydesk_record::Span::new(
                            before.span.start as usize,
                            second.span.start as usize,
                        ),
                        ..*before
                    })
                    .as_ref(),
                tokens.get(idx),
            ) {
                out.push(Mark { token: at, family: Family::Double, side, width: 2 });
            }
            continue;
        }
        let Some(family) = family(c) else { continue };
        if let Some(side) = side(c, *token, before, after) {
            out.push(Mark { token: at, family, side, width: 1 });
        }
    }
    out
}

/// Which side a mark is on; `None` if it is no quotation mark here: an apostrophe, inches.
fn side(c: char, mark: Token<'_>, before: Option<&Token<'_>>, after: Option<&Token<'_>>) -> Option<Side> {
    let glued_left = before.is_some_and(|token| {
        token.span.end == mark.span.start
            && !matches!(token.text, "(" | "[" | "—" | "–" | "-" | "―" | ":" | "/" | "“" | "‘" | "«" | "„")
            && !(matches!(token.text, "\"" | "'")
                && after
                    .is_some_and(|after| after.span.start == mark.span.end && after.kind != TokenKind::Mark))
    });
    let glued_right = after.is_some_and(|token| token.span.start == mark.span.end);
    let next_is_word = glued_right && after.is_some_and(|token| token.kind != TokenKind::Mark);
    let word_before = glued_left && before.is_some_and(|token| token.kind != TokenKind::Mark);
    match c {
        '\'' | '’' | '‛' | '‘' => {
            if glued_left && next_is_word && word_before {
                return None;
            }
            let opens = !glued_left && glued_right;
            if opens && c != '‘' {
                let word = after.map(|token| token.text.to_lowercase()).unwrap_or_default();
                let is_apostrophe = APOSTROPHE_WORDS.contains(&word.as_str())
                    || word.starts_with(|c: char| c.is_ascii_digit());
                return (!is_apostrophe).then_some(Side::Opens);
            }
            if c == '‘' || opens {
                return Some(if glued_left && !glued_right { Side::Closes } else { Side::Opens });
            }
            glued_left.then_some(Side::Closes)
        }
        '"' | '＂' => {
            if !glued_left && glued_right {
                return Some(Side::Opens);
            }
            if glued_left && next_is_word {
                // `…warned us."The river…`: closes after a full stop; between two words it says nothing.
                return (!word_before).then_some(Side::Closes);
            }
            Some(if glued_left { Side::Closes } else { Side::Either })
        }
        '“' | '„' | '«' | '‹' | '「' | '『' | '‚' | '‟' => {
            let closes = glued_left && !next_is_word && c != '「' && c != '『';
            Some(if closes { Side::Closes } else { Side::Opens })
        }
        '」' | '』' => Some(Side::Closes),
        _ => {
            let opens = !glued_left && next_is_word;
            Some(if opens { Side::Opens } else { Side::Closes })
        }
    }
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Article, Block, Reading, Span};
    use copydesk_text::tokens;

    use super::super::line::lines;
    use super::*;
    use crate::content::Content;

    fn check(text: &str, expected: &[&str]) {
        let mut start = 0;
        let mut blocks = Vec::new();
        for part in text.split('\n') {
            let span = Span::new(start, start + part.len());
            blocks.push(Block { role: Role::Body, span, reason: None });
            start += part.len() + 1;
        }
        let article = Article { blocks, ..Article::default() };
        let reading = Reading { text: text.to_owned(), article, ..Reading::default() };
        let content = Content::of(&reading);
        let lines = lines(&content);
        let mut found = Vec::new();
        for (idx, line) in lines.iter().enumerate() {
            let tokens: Vec<Token<'_>> = tokens(&line.text, Span::new(0, line.text.len())).collect();
            let quoted = quoted(line, &tokens, lines.get(idx + 1));
            found.extend(quoted.iter().map(|quoted| line.str(quoted.start, quoted.end)));
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_style_of_marks() {
        check("\"We wait,\" she said. \"We hope.\"", &["We wait,", "We hope."]);
        check("“We wait,” she said. “We hope.”", &["We wait,", "We hope."]);
        check("‘It’s over,’ she said of the drivers’ strike.", &["It’s over,"]);
        check("'It's over,' said the drivers' leader.", &["It's over,"]);
        check("He called it 'the members' choice' and left.", &["the members' choice"]);
        check("Er sagte: „Wir warten“, dann ging er.", &["Wir warten"]);
        check("He said: « We wait », then left.", &["We wait"]);
        check("He said: »We wait«, then left.", &["We wait"]);
        check("He said 「We wait」 then.", &["We wait"]);
    }

    #[test]
    fn apostrophes_and_inches_quote_nothing() {
        check("The drivers' strike of '98 hit Ivo's 5\" pipes.", &[]);
        check("Rock ’n’ roll in the ’90s, the players’ way.", &[]);
        check("Don't say it isn't Jonas' fault.", &[]);
    }

    #[test]
    fn nested_and_unclosed() {
        check("“She said ‘never’ to me,” he said.", &["She said ‘never’ to me,"]);
        check("‘She said “never” to me,’ he said.", &["She said “never” to me,"]);
        check("“One paragraph.\n“And the next,” he said.", &["One paragraph.", "And the next,"]);
        check("He said: “We were never told.", &["We were never told."]);
        check("“We wait. “We hope,” he said.", &["We wait.", "We hope,"]);
    }

    #[test]
    fn dialogue_after_a_dash() {
        check("— Nobody warned us, said the mayor.", &["Nobody warned us,"]);
        check("— Board cuts main rate", &[]);
    }
}
