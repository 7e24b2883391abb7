//! Quantities: numbers with what they count or measure, and the words that say how exact they are.

mod noun;
mod person;
mod unit;

use copydesk_record::{Quantity, Span, TimeTag};

use crate::content::Content;
use crate::lexeme::{Lexemes, lexemes};
use crate::number::{Number, number_at, ordinal_at};
use crate::quantity::noun::{counted_noun, singular};
use crate::quantity::person::{one_person, stands_alone, victims};
use crate::quantity::unit::{currency_sign, currency_word, magnitude_letter, measure_at};

/// The quantities of an article, in order. Numbers that are part of a time are none.
pub(crate) fn quantities(content: &Content<'_>, times: &[TimeTag]) -> Vec<Quantity> {
    let mut out = Vec::new();
    let mut times = times.iter().map(|time| time.span).peekable();
    for sentence in content.sentences() {
        let found = lexemes(content.source, sentence);
        let lexemes = Lexemes(&found);
        let mut at = 0;
        let mut unit_before = String::new();
        while let Some(lexeme) = lexemes.get(at) {
            while times.next_if(|time| time.end <= lexeme.span.start).is_some() {}
            if times.peek().is_some_and(|time| time.overlaps(lexeme.span)) {
                at += 1;
                continue;
            }
            let limit = times.peek().map_or(u32::MAX, |time| time.start);
            let Some(measured) = quantity_at(lexemes, at, &unit_before) else {
                at += 1;
                continue;
            };
            let Some(span) = lexemes.span(measured.from, measured.to).filter(|span| span.end <= limit) else {
                at += 1;
                continue;
            };
            at = measured.to.max(at + 1);
            unit_before.clone_from(&measured.unit);
            out.push(Quantity { span, value: measured.value, unit: measured.unit });
        }
    }
    out.dedup_by_key(|quantity| quantity.span);
    drop_overlaps(&mut out);
    out
}

fn drop_overlaps(quantities: &mut Vec<Quantity>) {
    let mut last: Option<Span> = None;
    quantities.retain(|quantity| {
        let is_new = last.is_none_or(|last| last.end <= quantity.span.start);
        if is_new {
            last = Some(quantity.span);
        }
        is_new
    });
}

/// A quantity at lexemes `from..to`.
struct Measured {
    from: usize,
    to: usize,
    value: String,
    unit: String,
}

/// The words before a number that say how exact it is, the longest first.
const QUALIFIERS: &[&[&str]] = &[
    &["a", "little", "more", "than"],
    &["a", "little", "over"],
    &["no", "more", "than"],
    &["no", "fewer", "than"],
    &["just", "more", "than"],
    &["just", "over"],
    &["just", "under"],
    &["well", "over"],
    &["as", "many", "as"],
    &["as", "much", "as"],
    &["as", "few", "as"],
    &["more", "than"],
    &["less", "than"],
    &["fewer", "than"],
    &["at", "least"],
    &["at", "most"],
    &["up", "to"],
    &["close", "to"],
    &["an", "estimated"],
    &["about"],
    &["around"],
    &["some"],
    &["nearly"],
    &["almost"],
    &["roughly"],
    &["approximately"],
    &["over"],
    &["under"],
    &["exactly"],
    &["only"],
    &["another"],
];

fn quantity_at(lexemes: Lexemes<'_, '_>, from: usize, unit_before: &str) -> Option<Measured> {
    let qualifier = QUALIFIERS.iter().find_map(|words| lexemes.after(from, words));
    let start = qualifier.unwrap_or(from);
    let is_qualified = qualifier.is_some();
    if let Some(measured) = money_by_sign(lexemes, start) {
        return Some(Measured { from, ..measured });
    }
    if let Some(measured) = share(lexemes, start) {
        return Some(Measured { from, ..measured });
    }
    if let Some(measured) = ranked(lexemes, start) {
        return Some(Measured { from, ..measured });
    }
    if ordinal_at(lexemes, start).is_some() || is_label(lexemes, start) {
        return None;
    }
    let (number, next) = number_at(lexemes, start)?;
    let (next, is_range) = after_range(lexemes, start, next);
    let is_one = lexemes.is(start, &["one", "zero"]) && number == Number::whole(1);
    let measured = |to, unit: &str| {
        let to = after_or_so(lexemes, to);
        Some(Measured { from, to, value: number.decimal(), unit: unit.to_owned() })
    };
    if let Some((currency, to)) = currency_word(lexemes, next) {
        return measured(to, currency);
    }
    if let Some((unit, to)) = measure_at(lexemes, next) {
        return measured(after_conversion(lexemes, to), unit);
    }
    if let Some(score) = score(lexemes, start, next) {
        return Some(Measured { from, ..score });
    }
    if is_one {
        let (unit, to) = one_person(lexemes, next).or_else(|| victims(lexemes, from, next))?;
        return measured(to, unit);
    }
    let after_so = after_or_so(lexemes, next);
    if let Some((unit, to)) = counted_noun(lexemes, next) {
        return measured(to, &unit);
    }
    let is_written_in_digits = lexemes.is_number(start);
    let is_large = number.small().is_none_or(|n| n >= 13);
    // "17 people were killed and about 2,500 forced from their homes": the noun is said once.
    let is_elliptic = lexemes.is(after_so, &["are", "were", "have", "had", "remain", "others", "more"])
        || lexemes.before(from) == "and" && lexemes.lower(after_so).ends_with("ed");
    if is_elliptic && !unit_before.is_empty() {
        return measured(next, unit_before);
    }
    let ends_clause = !lexemes.is_word(next);
    if let Some((unit, to)) = victims(lexemes, from, next).filter(|_| stands_alone(lexemes, next)) {
        return measured(to, unit);
    }
    let is_bare = is_qualified
        || is_range
        || is_large && (is_written_in_digits || next > start + 1 || is_elliptic || ends_clause);
    // "the 17.04 to Namur" is a train.
    let is_clock = lexemes.text(start).contains('.') && lexemes.is(start.wrapping_sub(1), &["the", "at"]);
    if is_clock {
        return None;
    }
    is_bare.then(|| measured(next, "")).flatten()
}

/// `36th minute`, `magnitude 6.9`: numbers that say where on a scale something is.
fn ranked(lexemes: Lexemes<'_, '_>, at: usize) -> Option<Measured> {
    let measured =
        |to, value: String, unit: &str| Some(Measured { from: at, to, value, unit: unit.to_owned() });
    if lexemes.is(at, &["magnitude"]) {
        let (number, next) = number_at(lexemes, at + 1)?;
        return measured(next, number.decimal(), "magnitude");
    }
    let (rank, next) = ordinal_at(lexemes, at)?;
    lexemes.is(next, &["minute"]).then(|| measured(next + 1, rank.to_string(), "minute")).flatten()
}

/// `No 4`, `Room 12`, `4812/2021`, `Article 5`: a number that labels.
fn is_label(lexemes: Lexemes<'_, '_>, at: usize) -> bool {
    let before = lexemes.before(at);
    let is_glued_sign =
        lexemes.is_glued(at) && matches!(before, "#" | "/" | "@" | "_" | "-" | "+" | ":" | "." | "=");
    let is_named = at > 0
        && (matches!(
            before,
            "no" | "no."
                | "number"
                | "room"
                | "article"
                | "section"
                | "page"
                | "route"
                | "flight"
                | "chapter"
                | "phase"
                | "channel"
                | "aged"
                | "version"
        ) || lexemes.is_capital(at - 1)
            && at > 1
            && lexemes.is_number(at)
            && lexemes.digits(at).is_some_and(|n| n < 100));
    let after = at + 1;
    let is_followed = lexemes.is_glued(after) && lexemes.is(after, &["/", "@", "_"]);
    is_glued_sign || is_named || is_followed
}

/// `10 to 15`, `10-15`, `between 10 and 15`: the position after the second number.
fn after_range(lexemes: Lexemes<'_, '_>, start: usize, next: usize) -> (usize, bool) {
    let is_between = start > 0 && lexemes.lower(start - 1) == "between" && lexemes.lower(next) == "and";
    let is_to = lexemes.lower(next) == "to" && lexemes.before(start) != "from";
    let is_dash = lexemes.is(next, &["-", "–"]) && lexemes.is_glued(next) && lexemes.is_number(next + 1);
    if !(is_between || is_to || is_dash) {
        return (next, false);
    }
    let is_score = is_dash && lexemes.text(next - 1).len() <= 2 && lexemes.text(next + 1).len() <= 2;
    match number_at(lexemes, next + 1) {
        Some((_, end)) if !is_score => (end, true),
        _ => (next, false),
    }
}

/// `2,500 or so`.
fn after_or_so(lexemes: Lexemes<'_, '_>, at: usize) -> usize {
    lexemes.after(at, &["or", "so"]).or_else(|| lexemes.after(at, &["or", "more"])).unwrap_or(at)
}

/// `35 km (22 miles)`: the same in another unit goes with it.
fn after_conversion(lexemes: Lexemes<'_, '_>, at: usize) -> usize {
    if lexemes.lower(at) != "(" {
        return at;
    }
    let inner = at + 1 + usize::from(lexemes.is(at + 1, &["about", "around", "some", "nearly"]));
    number_at(lexemes, inner)
        .and_then(|(_, next)| measure_at(lexemes, next))
        .map(|(_, next)| next)
        .filter(|next| lexemes.lower(*next) == ")")
        .map_or(at, |next| next + 1)
}

/// `£33m`, `€1.2 million`, `US$3`.
fn money_by_sign(lexemes: Lexemes<'_, '_>, at: usize) -> Option<Measured> {
    let lead =
        usize::from(lexemes.is(at, &["us", "a", "c", "hk", "nz", "s", "r"]) && lexemes.is_glued(at + 1));
    // "$US15,000", "Rs 4 lakh".
    let (currency, behind) = match currency_sign(lexemes, at, lead) {
        Some(currency) => (currency, at + lead + 1 + usize::from(lexemes.is(at + lead + 1, &["us"]))),
        None if lexemes.is(at, &["rs", "rs."]) => ("INR", at + 1),
        None => return None,
    };
    let (number, next) = number_at(lexemes, behind)?;
    let (number, next) = magnitude_letter(lexemes, number, next);
    let (next, _) = after_range(lexemes, behind, next);
    Some(Measured { from: at, to: next, value: number.decimal(), unit: currency.to_owned() })
}

/// `4–3`, `5-2 vote`: the first number is the value.
fn score(lexemes: Lexemes<'_, '_>, at: usize, next: usize) -> Option<Measured> {
    let is_dash = lexemes.is(next, &["-", "–"]) && lexemes.is_glued(next) && lexemes.is_glued(next + 1);
    let first = lexemes.digits(at).filter(|n| *n < 100 && next == at + 1)?;
    lexemes.digits(next + 1).filter(|n| *n < 100 && is_dash)?;
    let to = next + 2;
    let is_vote = lexemes.is(to, &["vote", "votes", "majority", "ruling", "decision"]);
    let unit = if is_vote || lexemes.is(at.wrapping_sub(1), &["voted", "vote"]) { "vote" } else { "score" };
    Some(Measured {
        from: at,
        to: to + usize::from(is_vote),
        value: first.to_string(),
        unit: unit.to_owned(),
    })
}

/// `one in four`, `one train in four`, `eight in ten`, `five of the seven members`, `two-thirds`, `half of the`.
fn share(lexemes: Lexemes<'_, '_>, at: usize) -> Option<Measured> {
    let part = |to, value: String, unit: String| Some(Measured { from: at, to, value, unit });
    let thousandths = |numerator: u32, denominator: u32| {
        let share = (u64::from(numerator) * 1000 + u64::from(denominator) / 2) / u64::from(denominator);
        format!("{}.{:03}", share / 1000, share % 1000).trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    if let Some((numerator, next)) = fraction(lexemes, at) {
        let next = lexemes.after(next, &["of", "the"]).or_else(|| lexemes.after(next, &["of"]))?;
        let (unit, to) = counted_noun(lexemes, next).unwrap_or((String::new(), next));
        let to = if unit.is_empty() { next - usize::from(lexemes.before(next) == "the") - 1 } else { to };
        return part(to, thousandths(numerator.0, numerator.1), unit);
    }
    let (number, next) = number_at(lexemes, at)?;
    let numerator = number.small().filter(|n| (1..1000).contains(n))?;
    // "one train in four": the noun may stand between.
    let noun = counted_one(lexemes, next);
    let (unit, after_noun) = noun.clone().unwrap_or((String::new(), next));
    let after_in = lexemes.after(after_noun, &["in"]).or_else(|| {
        lexemes.after(after_noun, &["out", "of"]).or_else(|| lexemes.after(after_noun, &["in", "every"]))
    });
    if let Some(after_in) = after_in {
        let (denominator, end) = number_at(lexemes, after_in)?;
        let denominator =
            denominator.small().filter(|n| *n > numerator && *n <= 1000 && (*n <= 12 || n % 10 == 0))?;
        let (unit, to) = if unit.is_empty() {
            counted_noun(lexemes, end).unwrap_or((String::new(), end))
        } else {
            (unit, end)
        };
        return part(to, thousandths(numerator, denominator), unit);
    }
    let after_of = lexemes.after(next, &["of", "the"]).or_else(|| lexemes.after(next, &["of", "its"]))?;
    let (_, after_total) = number_at(lexemes, after_of)?;
    let (unit, to) = counted_noun(lexemes, after_total)?;
    part(to, number.decimal(), unit)
}

/// A noun in the singular or plural between a number and `in`.
fn counted_one(lexemes: Lexemes<'_, '_>, at: usize) -> Option<(String, usize)> {
    let is_noun = lexemes.is_word(at) && !lexemes.is_capital(at) && lexemes.is(at + 1, &["in", "out"]);
    (is_noun && !lexemes.is(at, &["in", "out", "of", "or", "and"]))
        .then(|| (singular(lexemes.lower(at)), at + 1))
}

/// `half`, `a third`, `two-thirds`, `three quarters` as numerator and denominator.
fn fraction(lexemes: Lexemes<'_, '_>, at: usize) -> Option<((u32, u32), usize)> {
    if lexemes.lower(at) == "half" {
        return Some(((1, 2), at + 1));
    }
    let (numerator, next) = if lexemes.is(at, &["a", "one"]) {
        (1, at + 1)
    } else {
        number_at(lexemes, at).and_then(|(n, next)| Some((n.small()?, next)))?
    };
    let next = lexemes.skip_hyphen(next);
    let denominator = match lexemes.lower(next) {
        "third" | "thirds" => 3,
        "quarter" | "quarters" => 4,
        "fifth" | "fifths" => 5,
        "tenth" | "tenths" => 10,
        "sixth" => 6,
        "eighth" | "eighths" => 8,
        _ => return None,
    };
    (numerator < denominator).then_some(((numerator, denominator), next + 1))
}

#[cfg(test)]
mod tests {
    use copydesk_record::{Article, Block, Reading, Role};

    use super::*;

    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let block = Block { role: Role::Body, span: Span::new(0, text.len()), reason: None };
        let article = Article { blocks: vec![block], ..Article::default() };
        let reading = Reading { text: text.to_owned(), article, ..Reading::default() };
        let content = Content::of(&reading);
        let times = crate::time::times(&content);
        let found = quantities(&content, &times);
        let found: Vec<_> =
            found.iter().map(|q| (content.str(q.span), q.value.as_str(), q.unit.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn counted_things() {
        check("At least 17 people were killed.", &[("At least 17 people", "17", "person")]);
        check(
            "some 3,000 homes and 400 planned job cuts",
            &[("some 3,000 homes", "3000", "home"), ("400 planned job cuts", "400", "job cut")],
        );
        check(
            "Fourteen people have died and three thousand are without shelter.",
            &[("Fourteen people", "14", "person"), ("three thousand", "3000", "person")],
        );
        check("altered sheets from 47 polling stations", &[("47 polling stations", "47", "polling station")]);
        check("At least 17 dead as river bursts banks", &[("At least 17 dead", "17", "person")]);
        check("2,500 or so lost their homes", &[("2,500 or so", "2500", "")]);
        check(
            "One worker died, one missing.",
            &[("One worker", "1", "worker"), ("one missing", "1", "person")],
        );
        check("The blast killed one and injured four.", &[("one", "1", "person"), ("four", "4", "person")]);
        check("five lakh rupees", &[("five lakh rupees", "500000", "INR")]);
    }

    #[test]
    fn money_measures_and_percentages() {
        check(
            "a £33m move, €1.2 million a day",
            &[("£33m", "33000000", "GBP"), ("€1.2 million", "1200000", "EUR")],
        );
        check(
            "a payment of $US15,000, Rs 4 lakh",
            &[("$US15,000", "15000", "USD"), ("Rs 4 lakh", "400000", "INR")],
        );
        check("in the 36th minute", &[("36th minute", "36", "minute")]);
        check("of magnitude 6.9", &[("magnitude 6.9", "6.9", "magnitude")]);
        check("for 38 million euros", &[("38 million euros", "38000000", "EUR")]);
        check("85 percent of staff, 4.6%", &[("85 percent", "85", "percent"), ("4.6%", "4.6", "percent")]);
        check("The river peaked at 10.9 metres.", &[("10.9 metres", "10.9", "metre")]);
        check("about 35 km (22 miles) north", &[("about 35 km (22 miles)", "35", "kilometre")]);
    }

    #[test]
    fn shares_and_scores() {
        check("running one train in four", &[("one train in four", "0.25", "train")]);
        check("affecting one in six recipients", &[("one in six recipients", "0.167", "recipient")]);
        check(
            "Five of the seven board members backed it",
            &[("Five of the seven board members", "5", "board member")],
        );
        check("cut the rate in a 5-2 vote", &[("5-2 vote", "5", "vote")]);
        check("two-thirds of voters", &[("two-thirds of voters", "0.667", "voter")]);
    }

    #[test]
    fn times_and_labels_are_no_quantities() {
        check("On 16 February 2021 at 10pm, in two days, on Road Number 1.", &[]);
        check("One of them said no one knew.", &[]);
    }
}
