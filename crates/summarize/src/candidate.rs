//! A sentence that may stand in a summary: what speaks for it, and what names whoever it leaves unnamed.

use copydesk_record::{Antecedent, NameKind, QuotationKind, Role, Span, SummarySentence};

use crate::coverage::Coverage;
use crate::fit::{full_name, is_title, opens_with_known, wholly};
use crate::form::{is_headline, is_hyphenated, is_whole};
use crate::known::Needs;
use crate::news::{is_lead, is_standfirst};
use crate::pointing::{points_back, pronouns, spoken_of};
use crate::standing::{Opening, is_advice, is_of_its_day, opening, quoted};
use crate::view::{Sentence, View};

/// The shortest and the longest sentence that can stand in a summary, in words.
pub(crate) const WORDS_MIN: usize = 6;
const WORDS_MAX: usize = 60;
/// How many sentences back an antecedent is looked for; where a paragraph begins with the pronoun, so many: it may be of
/// whoever the article is about.
const ANTECEDENT_REACH: usize = 2;
const PARAGRAPH_REACH: usize = 4;
/// A sentence of so many words at most only leads to the quotation behind it.
const LEADING_WORDS_MAX: usize = 12;

/// A sentence that may be chosen.
pub(crate) struct Candidate {
    pub(crate) view: usize,
    pub(crate) at: usize,
    pub(crate) score: u32,
    antecedent: Option<Span>,
    /// What its reader must have been told before.
    pub(crate) needs: Needs,
}

impl Candidate {
    /// The sentence as a candidate, with what it needs; `None` if it cannot stand alone.
    pub(crate) fn of(views: &[View<'_>], idx: usize, at: usize, score: u32) -> Option<Self> {
        let view = views.get(idx)?;
        let sentence = view.sentences.get(at)?;
        let text = view.str(sentence.span);
        if !is_whole(text)
            || is_headline(text)
            || is_advice(view, sentence)
            || is_title(view, sentence.span)
            || is_standfirst(view, at)
            || opens_with_known(text)
            || points_back(view, sentence)
            || leads_to_quotation(view, at)
        {
            return None;
        }
        let mut antecedent = speaker_of(view, sentence)?;
        let opening = match opening(view, sentence) {
            Opening::Free => pronouns(view, sentence),
            leaning => leaning,
        };
        let spoken_of = spoken_of(view, sentence);
        // Of two persons, one who speaks and one who is spoken of, only one can be named.
        let are_two = spoken_of == Opening::Pronoun && (antecedent.is_some() || opening == Opening::Pronoun);
        if opening == Opening::Dangling || spoken_of == Opening::Dangling || are_two {
            return None;
        }
        if opening == Opening::Pronoun || spoken_of == Opening::Pronoun {
            antecedent = Some(antecedent.or_else(|| person_before(view, at))?);
        }
        let mut score = if antecedent.is_some() || is_hyphenated(text) { score * 7 / 10 } else { score };
        if is_of_its_day(view, sentence) {
            score = score * 4 / 10;
        }
        Some(Self { view: idx, at, score, antecedent, needs: Needs::of(view, at, antecedent) })
    }

    /// The sentence in its article.
    pub(crate) fn sentence<'v>(&self, views: &'v [View<'_>]) -> Option<&'v Sentence> {
        views.get(self.view)?.sentences.get(self.at)
    }

    /// The sentence as it stands in a summary.
    pub(crate) fn cited(&self, views: &[View<'_>]) -> Option<SummarySentence> {
        cited(views, self.view, self.at, self.antecedent)
    }
}

/// The sentence at a place, with whatever names who speaks in it.
pub(crate) fn cited_at(views: &[View<'_>], idx: usize, at: usize) -> Option<SummarySentence> {
    let view = views.get(idx)?;
    cited(views, idx, at, speaker_of(view, view.sentences.get(at)?).flatten())
}

fn cited(views: &[View<'_>], idx: usize, at: usize, antecedent: Option<Span>) -> Option<SummarySentence> {
    let view = views.get(idx)?;
    let span = without_dash(view, view.sentences.get(at)?.span);
    let named = antecedent.or_else(|| full_name(view, span));
    let antecedent = named.map(|span| Antecedent { text: view.str(span).to_owned(), span });
    Some(SummarySentence { text: view.str(span).to_owned(), article: view.id(), span, antecedent })
}

/// "- Workers walked out": what is left of a dateline is no part of the sentence.
fn without_dash(view: &View<'_>, span: Span) -> Span {
    let text = view.str(span);
    let rest = text.trim_start_matches(['-', '–', '—']).trim_start();
    let is_led = text.starts_with(['-', '–', '—']) && rest.starts_with(char::is_uppercase);
    if is_led { Span { start: span.end - rest.len() as u32, ..span } } else { span }
}

/// What speaks for a sentence, if it can stand alone without help; `None` if it cannot stand in a summary for its length.
pub(crate) fn score(
    views: &[View<'_>],
    idx: usize,
    at: usize,
    coverage: &Coverage,
    n_articles: usize,
) -> Option<u32> {
    let view = views.get(idx)?;
    let sentence = view.sentences.get(at)?;
    if sentence.role != Role::Body || !(WORDS_MIN..=WORDS_MAX).contains(&sentence.words.len()) {
        return None;
    }
    let (mut n_distinct, mut covered) = (0_u32, 0);
    for class in sentence.bag.telling() {
        n_distinct += 1;
        covered += coverage.n_articles(class).saturating_sub(1);
    }
    let rest = n_articles.saturating_sub(1).max(1) as u32;
    // The root keeps long sentences from winning by length alone.
    let length = libm::round(libm::sqrt(f64::from(n_distinct.max(1))) * 10.0) as u32;
    let mut score = covered * 10_000 / rest / length.max(1);
    let place = view.sentences.iter().take(at).filter(|sentence| sentence.role == Role::Body).count() as u32;
    score += 900 / (place + 1);
    score += 60 * view.names_in(sentence.span).take(3).count() as u32;
    score += 40 * sentence.words.iter().filter(|word| word.is_number).take(3).count() as u32;
    Some(score)
}

/// A quotation keeps its speaker: `None` if the sentence quotes and the speaker stands outside it and is no name, the
/// span of the name if it stands outside.
#[expect(clippy::option_option, reason = "not at all, without need, with an antecedent")]
pub(crate) fn speaker_of(view: &View<'_>, sentence: &Sentence) -> Option<Option<Span>> {
    let quotations = &view.document.tags.quotations;
    let within = quotations.iter().filter(|quotation| quotation.span.overlaps(sentence.span));
    let mut antecedent = None;
    for quotation in within {
        let Some(span) = quotation.speaker_span else {
            // The outlet's own words around a partial quotation say whose it is.
            if quotation.kind == QuotationKind::Direct || !sentence.span.contains(quotation.span) {
                return None;
            }
            continue;
        };
        let words = view.str(span);
        let is_pronoun = matches!(words.to_lowercase().as_str(), "he" | "she" | "they" | "it" | "who" | "");
        if sentence.span.contains(span) && !is_pronoun {
            continue;
        }
        let named = if is_pronoun {
            named_before(view, quotation.speaker.as_deref(), sentence.span)
        } else {
            Some(span)
        };
        antecedent = Some(named?);
    }
    Some(antecedent)
}

/// Where the article last names the speaker before the sentence.
fn named_before(view: &View<'_>, speaker: Option<&str>, sentence: Span) -> Option<Span> {
    let last = speaker?.split_whitespace().next_back()?;
    let names = view.document.tags.names.iter().rev().filter(|name| name.span.end <= sentence.start);
    names.map(|name| name.span).find(|&span| view.str(span).contains(last))
}

/// Whether a few words only lead to what is quoted behind them: "The skipper shook his head. “We saw nothing.”"
fn leads_to_quotation(view: &View<'_>, at: usize) -> bool {
    let (Some(sentence), Some(next)) = (view.sentences.get(at), view.sentences.get(at + 1)) else {
        return false;
    };
    sentence.words.len() <= LEADING_WORDS_MAX
        && sentence.numbers().next().is_none()
        && quoted(view, sentence.span).is_empty()
        && !view.opens_paragraph(next.span)
        && !is_lead(view, at)
        && view.str(next.span).starts_with(['“', '"', '«', '‘'])
}

/// The person that the sentences before speak of, if it is one only.
fn person_before(view: &View<'_>, at: usize) -> Option<Span> {
    let sentence = view.sentences.get(at)?;
    let reach = if view.opens_paragraph(sentence.span) { PARAGRAPH_REACH } else { ANTECEDENT_REACH };
    let before = view.sentences.get(at.saturating_sub(reach)..at)?;
    let text = before.iter().filter(|sentence| sentence.role == Role::Body);
    let persons = text.rev().flat_map(|sentence| {
        view.names_in(sentence.span).filter(|&(_, kind)| kind == NameKind::Person).map(|(span, _)| span)
    });
    let mut persons = persons.peekable();
    let first = *persons.peek()?;
    let last = view.str(first).split_whitespace().next_back().unwrap_or_default();
    persons.all(|span| view.str(span).contains(last)).then(|| wholly(view, sentence.span, first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::{article, seen};

    #[test]
    fn few_words_lead_to_a_quotation() {
        let check = |lines: &str, at: usize, expected| {
            let leads = seen(vec![article(lines, &[])], |views| leads_to_quotation(&views[0], at));
            assert_eq!(leads, expected, "{lines}");
        };
        let lead = "A ferry of the Arlen line sank in the harbour on Monday.";
        check(&format!("{lead}\nThe skipper shook his head for long. “We saw nothing.”"), 1, true);
        check(&format!("{lead}\nThe skipper shook his head for long.\n“We saw nothing.”"), 1, false);
        check(&format!("{lead}\nThe skipper shook his head for long. Nobody saw it."), 1, false);
        check(&format!("{lead}\nThe skipper lost 14 of his nets. “We saw nothing.”"), 1, false);
        // What opens an article is its news.
        check(&format!("{lead} “We saw nothing.”"), 0, false);
    }
}
