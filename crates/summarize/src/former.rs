//! Whether the figures of an article are those that another one calls former: "cut to 4 per cent from 4.25".

use copydesk_record::{Quantity, Role};

use crate::view::{Sentence, View};

/// So many sentences of an article are looked through, headlines with them.
const SENTENCES_MAX: usize = 24;
/// What stands before a figure that was.
const FORMER: &[&str] = &["from", "compared with", "compared to", "against", "instead of"];
/// Two sentences speak of one thing if they share so many telling words.
const SHARED_MIN: usize = 2;
/// A figure of fewer digits is shared by chance.
const DIGITS_MIN: usize = 2;

/// Whether another article gives a figure of this one as what was, beside what is: then this one is of an earlier time.
pub(crate) fn is_former(view: &View<'_>, later: &View<'_>) -> bool {
    let has = |figure: &Quantity| view.document.tags.quantities.iter().any(|own| key(own) == key(figure));
    changes(later).any(|(former, now, there)| {
        let own = view.document.tags.quantities.iter();
        let mut own = own.filter(|own| key(own) == key(former) && !is_of_before(view, own));
        !has(now)
            && own.any(|own| {
                let sentence = sentence_of(view, own);
                sentence.is_some_and(|sentence| sentence.bag.shared(&there.bag).n_telling >= SHARED_MIN)
            })
    })
}

/// The figures that were, each with one of the same unit that is, and their sentence.
fn changes<'v>(view: &'v View<'_>) -> impl Iterator<Item = (&'v Quantity, &'v Quantity, &'v Sentence)> {
    let quantities = &view.document.tags.quantities;
    let former = quantities
        .iter()
        .filter(|figure| !figure.unit.is_empty() && is_telling(figure) && is_of_before(view, figure));
    let placed = former.filter_map(|former| Some((former, sentence_of(view, former)?)));
    placed.flat_map(move |(former, sentence)| {
        let beside = quantities.iter().filter(|now| sentence.span.contains(now.span));
        let now = beside
            .filter(|now| now.unit == former.unit && now.value != former.value && !is_of_before(view, now));
        now.map(move |now| (former, now, sentence))
    })
}

/// The sentence of a figure, if it is one of the first of the text.
fn sentence_of<'v>(view: &'v View<'_>, figure: &Quantity) -> Option<&'v Sentence> {
    let at = view.sentence_at(figure.span.start).filter(|&at| at < SENTENCES_MAX)?;
    view.sentences.get(at).filter(|sentence| sentence.role == Role::Body)
}

fn key(quantity: &Quantity) -> (&str, &str) {
    (&quantity.value, &quantity.unit)
}

fn is_telling(quantity: &Quantity) -> bool {
    let digits = quantity.value.trim_end_matches('0').chars().filter(char::is_ascii_digit);
    digits.count() >= DIGITS_MIN
}

/// Whether the words before a figure say that it was.
fn is_of_before(view: &View<'_>, quantity: &Quantity) -> bool {
    let before = view.document.text.get(..quantity.span.start as usize).unwrap_or_default().trim_end();
    FORMER.iter().any(|words| {
        let head = before.strip_suffix(words);
        head.is_some_and(|head| head.ends_with(char::is_whitespace))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::{article, counting, seen};

    #[test]
    fn what_was_is_of_an_earlier_article() {
        let check = |later: &str, figures: &[&str], expected| {
            let one =
                article("The bank of Tarvik set its main lending rate at 4.25% after a long vote.", &[]);
            let one = counting("4.25%", "4.25", "%", one);
            let other = figures.iter().fold(article(later, &[]), |article, figure| {
                counting(figure, figure.trim_end_matches('%'), "%", article)
            });
            let is_former = seen(vec![one, other], |views| is_former(&views[0], &views[1]));
            assert_eq!(is_former, expected, "{later}");
        };
        check("The bank of Tarvik cut its main lending rate to 3.75% from 4.25%.", &["3.75%", "4.25%"], true);
        check("The bank's lending rate is 3.75%, compared with 4.25% in May.", &["3.75%", "4.25%"], true);
        check("The bank of Tarvik set its main lending rate at 4.25%.", &["4.25%"], false);
        check("The bank of Tarvik cut its lending rate to 4.25% from 4.5%.", &["4.25%", "4.5%"], false);
        check("Eggs of the best farms rose to 3.75% from 4.25%.", &["3.75%", "4.25%"], false);
    }
}
