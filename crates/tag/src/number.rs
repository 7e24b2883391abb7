//! Numbers in digits and in words: `4,812`, `1.2 million`, `three thousand`, `half a dozen`, `twenty-two`.

use copydesk_text::{ordinal_word, small_number};

use crate::lexeme::Lexemes;

/// A non-negative decimal number: `mantissa` divided by ten to the power of `n_decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    mantissa: u128,
    n_decimals: u32,
}

/// No number in a newspaper has more digits.
const DIGITS_MAX: usize = 20;
/// The number of words that one spelled-out number may have.
const WORDS_MAX: usize = 12;

impl Number {
    /// A whole number.
    pub(crate) fn whole(n: u64) -> Self {
        Self { mantissa: u128::from(n), n_decimals: 0 }
    }

    /// A number in digits: commas part thousands, a point the decimals; `None` if it is neither.
    pub(crate) fn in_digits(text: &str) -> Option<Self> {
        if text.len() > DIGITS_MAX || text.contains(':') {
            return None;
        }
        let (whole, decimals) = match text.split_once('.') {
            Some((_, more)) if more.contains('.') => {
                // 1.200.000: points that part thousands.
                if text.split('.').skip(1).any(|group| group.len() != 3) {
                    return None;
                }
                (text.replace('.', ""), "")
            }
            Some((whole, decimals)) => (whole.to_owned(), decimals),
            None => (text.to_owned(), ""),
        };
        if whole.contains(',') && whole.split(',').skip(1).any(|group| group.len() != 3) {
            return None;
        }
        let mantissa = format!("{}{decimals}", whole.replace(',', "")).parse().ok()?;
        Some(Self { mantissa, n_decimals: decimals.len() as u32 })
    }

    fn times(self, factor: u128) -> Self {
        Self { mantissa: self.mantissa.saturating_mul(factor), ..self }
    }

    fn plus(self, other: Self) -> Option<Self> {
        (self.n_decimals == 0 && other.n_decimals == 0)
            .then(|| Self { mantissa: self.mantissa.saturating_add(other.mantissa), n_decimals: 0 })
    }

    /// The number and half of `factor`, which it ends in.
    fn and_a_half(self, factor: u128) -> Option<Self> {
        let mantissa = self.mantissa.saturating_mul(10).saturating_add(factor.saturating_mul(5));
        let is_whole = mantissa.is_multiple_of(10);
        let mantissa = if is_whole { mantissa / 10 } else { mantissa };
        (self.n_decimals == 0).then_some(Self { mantissa, n_decimals: u32::from(!is_whole) })
    }

    /// Its whole value, if it has no decimals and is small.
    pub(crate) fn small(self) -> Option<u32> {
        (self.n_decimals == 0).then(|| u32::try_from(self.mantissa).ok()).flatten()
    }

    /// Its decimal string: `1200000`, `0.5`.
    pub(crate) fn decimal(self) -> String {
        let digits = format!("{:0>width$}", self.mantissa, width = self.n_decimals as usize + 1);
        let (whole, decimals) =
            digits.split_at_checked(digits.len() - self.n_decimals as usize).unwrap_or((&digits, ""));
        let decimals = decimals.trim_end_matches('0');
        if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") }
    }
}

/// The number that begins at `at`, and the first position after it.
pub(crate) fn number_at(lexemes: Lexemes<'_, '_>, at: usize) -> Option<(Number, usize)> {
    let (number, next) = plain_number_at(lexemes, at)?;
    let half = lexemes.after(next, &["and", "a", "half"]);
    // "A million and a half" is half a million more.
    let before = lexemes.lower(next.wrapping_sub(1));
    let factor = magnitude(before).filter(|_| before.len() > 2).or_else(|| dozen(before));
    match (half, number.and_a_half(factor.unwrap_or(1))) {
        (Some(next), Some(number)) => Some(with_magnitude(lexemes, number, next)),
        _ => Some((number, next)),
    }
}

fn plain_number_at(lexemes: Lexemes<'_, '_>, at: usize) -> Option<(Number, usize)> {
    if lexemes.is_number(at) {
        let number = Number::in_digits(lexemes.text(at))?;
        return Some(with_magnitude(lexemes, number, at + 1));
    }
    if lexemes.is(at, &["a", "an", "half"]) {
        return article_number(lexemes, at);
    }
    words_at(lexemes, at)
}

/// `a hundred`, `a dozen`, `half a million`: an article alone is no number.
fn article_number(lexemes: Lexemes<'_, '_>, at: usize) -> Option<(Number, usize)> {
    if let Some(next) = lexemes.after(at, &["half", "a"]) {
        let factor = magnitude(lexemes.lower(next)).or_else(|| dozen(lexemes.lower(next)))?;
        return Some((Number { mantissa: 5, n_decimals: 1 }.times(factor), next + 1));
    }
    let word = lexemes.lower(at + 1);
    if lexemes.lower(at) == "half" {
        return None;
    }
    let factor = magnitude(word).or_else(|| dozen(word)).filter(|_| word.len() > 2 && word != "mn")?;
    Some(with_magnitude(lexemes, Number::whole(1).times(factor), at + 2))
}

fn with_magnitude(lexemes: Lexemes<'_, '_>, number: Number, next: usize) -> (Number, usize) {
    let at = lexemes.skip_hyphen(next);
    let word = lexemes.lower(at);
    // A letter alone is a magnitude only where it is glued to the digits; `m` may still be metres, as the unit decides.
    let is_letter = word.len() <= 2;
    let factor = if is_letter && !(lexemes.is_glued(at) && matches!(word, "bn" | "mn" | "tn" | "k")) {
        None
    } else {
        magnitude(word)
    };
    match factor {
        Some(factor) => (scaled(number, factor), at + 1),
        None => (number, next),
    }
}

/// The number times a power of ten, decimals taken up first.
pub(crate) fn scaled(number: Number, factor: u128) -> Number {
    let Number { mut mantissa, mut n_decimals } = number.times(factor);
    while n_decimals > 0 && mantissa.is_multiple_of(10) {
        mantissa /= 10;
        n_decimals -= 1;
    }
    Number { mantissa, n_decimals }
}

fn words_at(lexemes: Lexemes<'_, '_>, at: usize) -> Option<(Number, usize)> {
    let mut total = Number::whole(0);
    let mut group: Option<u64> = None;
    let mut next = at;
    for _ in 0..WORDS_MAX {
        let here = if next > at { lexemes.skip_hyphen(next) } else { next };
        let here = if next > at && lexemes.lower(here) == "and" && group.is_some_and(|n| n >= 100) {
            here + 1
        } else {
            here
        };
        let word = lexemes.lower(here);
        if let Some(n) = small_number(word) {
            group = match group {
                None => Some(n),
                Some(have) if have % 100 == 0 && n < 100 && have > 0 => Some(have + n),
                Some(have) if have % 10 == 0 && have % 100 >= 20 && n < 10 => Some(have + n),
                Some(_) => break,
            };
        } else if word == "hundred" && group.is_some_and(|n| n < 100) {
            group = group.map(|n| n * 100);
        } else if let (Some(n), Some(factor)) = (group, magnitude(word).filter(|_| word.len() > 3)) {
            total = total.plus(Number::whole(n).times(factor))?;
            next = here + 1;
            group = None;
            if small_number(lexemes.lower(next)).is_none() {
                return Some((total, next));
            }
            continue;
        } else if let (Some(n), Some(factor)) = (group, dozen(word)) {
            return Some((Number::whole(n).times(factor), here + 1));
        } else {
            break;
        }
        next = here + 1;
    }
    if next == at {
        return None;
    }
    Some((total.plus(Number::whole(group.unwrap_or(0)))?, next))
}

/// The factor that a word of magnitude stands for.
pub(crate) fn magnitude(word: &str) -> Option<u128> {
    Some(match word {
        "hundred" => 100,
        "thousand" | "k" => 1_000,
        "lakh" | "lakhs" => 100_000,
        "million" | "mn" | "m" => 1_000_000,
        "crore" | "crores" => 10_000_000,
        "billion" | "bn" | "b" => 1_000_000_000,
        "trillion" | "tn" => 1_000_000_000_000,
        _ => return None,
    })
}

fn dozen(word: &str) -> Option<u128> {
    match word {
        "dozen" => Some(12),
        "score" => Some(20),
        _ => None,
    }
}

/// The rank that an ordinal word or `21st` names, and the first position after it: `first`, `twenty-first`, `3rd`.
pub(crate) fn ordinal_at(lexemes: Lexemes<'_, '_>, at: usize) -> Option<(u32, usize)> {
    if let Some(n) = lexemes.digits(at) {
        let is_ordinal = lexemes.is(at + 1, &["st", "nd", "rd", "th"]) && lexemes.is_glued(at + 1);
        return is_ordinal.then_some((n, at + 2));
    }
    if let Some(n) = ordinal_word(lexemes.lower(at)) {
        return Some((n, at + 1));
    }
    let tens = small_number(lexemes.lower(at)).filter(|n| *n >= 20)?;
    let next = lexemes.skip_hyphen(at + 1);
    let n = ordinal_word(lexemes.lower(next)).filter(|n| *n < 10)?;
    Some((tens as u32 + n, next + 1))
}

#[cfg(test)]
mod tests {
    use copydesk_record::Span;

    use super::*;
    use crate::lexeme::lexemes;

    fn check(text: &str, expected: &str) {
        let found = lexemes(text, Span::new(0, text.len()));
        let number = number_at(Lexemes(&found), 0).map(|(number, _)| number.decimal());
        assert_eq!(number.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn numbers_in_digits() {
        check("4,812 adults", "4812");
        check("1.2 million", "1200000");
        check("10.9 metres", "10.9");
        check("33million", "33000000");
        check("2.5bn", "2500000000");
        check("642,00", "");
        check("99999999999999999999999", "");
    }

    #[test]
    fn numbers_in_words() {
        check("three thousand", "3000");
        check("twenty-two", "22");
        check("two hundred and five people", "205");
        check("two and a half years", "2.5");
        check("two dozen", "24");
        check("half a million", "500000");
        check("a million and a half of its dollars", "1500000");
        check("a hundred", "100");
        check("a man", "");
        check("one million two hundred thousand", "1200000");
        check("seven eight", "7");
    }
}
