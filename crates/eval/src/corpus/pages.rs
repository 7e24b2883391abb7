//! What was found on each page: its lines, title, byline, outlet and dates, and what [`tags`](super::tags) count on it.

use std::collections::BTreeMap;
use std::ops::Range;

use copydesk_record::Span;

use super::dates::day_number;
use super::tags::TagTally;
use crate::gold::{CONTENT, Gold, GoldDocument, SourcePage, given};
use crate::measure::share;
use crate::predicted::{PredictedArticle, PredictedDate, Predictions};
use crate::{CorpusScores, fold, prf};

/// A page's stated date lies if it is more days than this from when the text was written.
const LYING_DAYS_MIN: i64 = 8;

/// A labelled page with what was said of it.
pub(super) struct PageCase<'t> {
    pub name: &'t str,
    pub gold: &'t GoldDocument,
    pub article: Option<&'t PredictedArticle>,
    pub source: &'t SourcePage,
}

/// Counts over all pages.
#[derive(Default)]
struct Tally {
    spans_wrong: usize,
    lines_kept_right: usize,
    lines_kept_wrong: usize,
    lines_dropped_wrong: usize,
    pages_whole: usize,
    /// Right answers and questions, in the order in which the questions first came up.
    fields: Vec<(&'static str, usize, usize)>,
    conflicts: Conflicts,
    tags: TagTally,
}

/// Pages whose dates contradict each other.
#[derive(Default)]
struct Conflicts {
    gold: usize,
    noted: usize,
    right: usize,
}

/// Adds the figures of all pages to `scores`.
pub(super) fn score(
    gold: &Gold,
    predictions: &Predictions,
    sources: &BTreeMap<&str, SourcePage>,
    scores: &mut CorpusScores,
) {
    let mut tally = Tally::default();
    for (name, document) in &gold.documents {
        let Some(source) = sources.get(name.as_str()) else { continue };
        tally.add(&PageCase { name, gold: document, article: predictions.article(name), source });
    }
    scores.count("spans_not_matching_text", tally.spans_wrong);
    let n_kept = tally.lines_kept_right + tally.lines_kept_wrong;
    let n_content = tally.lines_kept_right + tally.lines_dropped_wrong;
    let body = prf(tally.lines_kept_right, n_kept, n_content);
    scores.share("body_p", body.precision);
    scores.share("body_r", body.recall);
    scores.share("body_f1", body.f1);
    scores.share("whole_page", share(tally.pages_whole, gold.documents.len()));
    for &(field, right, n) in &tally.fields {
        scores.share(field, share(right, n));
    }
    tally.tags.report(scores);
    let Conflicts { gold, noted, right } = tally.conflicts;
    let nothing_asked_nor_said = gold == 0 && noted == 0;
    let conflicts = prf(right, noted, gold);
    scores.share("date_conflict_p", if nothing_asked_nor_said { 1.0 } else { conflicts.precision });
    scores.share("date_conflict_r", if nothing_asked_nor_said { 1.0 } else { conflicts.recall });
}

impl PageCase<'_> {
    /// Whether a span touches `line`.
    pub fn is_on_line(&self, span: Option<Span>, line: usize) -> bool {
        let Range { start, end } = self.source.line_range(line);
        span.is_some_and(|span| (span.start as usize) < end && (span.end as usize) > start)
    }

    /// Whether a span touches any line of the article.
    pub fn is_on_content(&self, span: Option<Span>) -> bool {
        let content = self.gold.roles.iter().filter(|label| is_content(&label.role));
        content.into_iter().any(|label| self.is_on_line(span, label.line))
    }

    /// Spans of the blocks that were kept as content.
    fn kept(&self) -> Vec<Span> {
        let blocks = self.article.iter().flat_map(|article| &article.blocks);
        blocks.filter(|block| is_content(&block.role)).map(|block| block.span).collect()
    }
}

impl Tally {
    fn add(&mut self, case: &PageCase) {
        let text = case.source.text.as_bytes();
        for block in case.article.iter().flat_map(|article| &article.blocks) {
            let is_wrong = block.text.as_ref().is_some_and(|words| !stands_at(text, block.span, words));
            self.spans_wrong += usize::from(is_wrong);
        }
        let all_lines_right = self.add_lines(case);
        let is_set_aside =
            !case.gold.is_article() && case.article.is_some_and(|article| article.outcome == "filtered");
        self.pages_whole += usize::from(case.article.is_some() && (all_lines_right || is_set_aside));
        if is_set_aside {
            return;
        }
        self.add_fields(case);
        self.add_dates(case);
        self.tags.add(case);
    }

    /// Counts the lines that were kept, and tells whether all of them are right.
    fn add_lines(&mut self, case: &PageCase) -> bool {
        let kept = case.kept();
        let mut all_right = true;
        for label in &case.gold.roles {
            let line = case.source.line(label.line);
            let start = case.source.line_range(label.line).start;
            let end = start + line.len();
            let covered: usize = kept
                .iter()
                .map(|span| end.min(span.end as usize).saturating_sub(start.max(span.start as usize)))
                .sum();
            let is_kept = 2 * covered >= visible_bytes(line).max(1);
            match (is_kept, is_content(&label.role)) {
                (true, true) => self.lines_kept_right += 1,
                (true, false) => self.lines_kept_wrong += 1,
                (false, true) => self.lines_dropped_wrong += 1,
                (false, false) => {}
            }
            all_right &= is_kept == is_content(&label.role);
        }
        all_right
    }

    fn add_fields(&mut self, case: &PageCase) {
        let article = case.article;
        let same =
            |a: Option<&str>, b: Option<&str>| fold(a.unwrap_or_default()) == fold(b.unwrap_or_default());
        let title = article.and_then(|article| article.title.as_deref());
        let outlet = article.and_then(|article| article.outlet.as_deref());
        self.answer("title", same(title, case.gold.title.as_deref()));
        self.answer("outlet", same(outlet, case.gold.outlet.as_deref()));
        if let Some(wanted) = given(case.gold.title.as_deref()) {
            self.answer("title_given", article.is_some() && same(title, Some(wanted)));
        }
        let byline = fold(&article.map(|article| article.byline.join(" ")).unwrap_or_default());
        let wanted = fold(case.gold.byline.as_deref().unwrap_or_default());
        let one_holds_the_other = !byline.is_empty()
            && !wanted.is_empty()
            && (byline.contains(&wanted) || wanted.contains(&byline));
        self.answer("byline", byline == wanted || one_holds_the_other);
    }

    fn add_dates(&mut self, case: &PageCase) {
        let value = |date: Option<&PredictedDate>| date.map(|date| date.value.clone()).unwrap_or_default();
        let published = value(case.article.and_then(|article| article.published.as_ref()));
        let written = value(case.article.and_then(|article| article.written.as_ref()));
        let wanted = case.gold.written();
        let stated = given(case.gold.page_date.as_deref());
        let month_is = |month: &str| first_chars(&published, 7) == first_chars(month, 7);
        let is_vague = published.chars().count() < 10;
        let is_published_right = stated.map_or_else(
            || is_vague || month_is(wanted.unwrap_or_default()),
            |date| first_chars(&published, 10) == date,
        );
        self.answer("page_date", is_published_right);
        if let Some(wanted) = wanted {
            self.answer("true_date", written.starts_with(wanted));
        }
        if let (Some(stated), Some(wanted)) = (stated, wanted) {
            let lies = is_lying(stated, wanted);
            let is_noted = case
                .article
                .is_some_and(|article| article.notes.iter().any(|note| note.kind == "date-conflict"));
            self.conflicts.gold += usize::from(lies);
            self.conflicts.noted += usize::from(is_noted);
            self.conflicts.right += usize::from(lies && is_noted);
        }
    }

    fn answer(&mut self, field: &'static str, is_right: bool) {
        match self.fields.iter_mut().find(|(name, ..)| *name == field) {
            Some((_, right, n)) => {
                *right += usize::from(is_right);
                *n += 1;
            }
            None => self.fields.push((field, usize::from(is_right), 1)),
        }
    }
}

fn is_content(role: &str) -> bool {
    CONTENT.contains(&role)
}

/// Whether `words` are the bytes of `text` at `span`, cut at the text's end.
pub(super) fn stands_at(text: &[u8], span: Span, words: &str) -> bool {
    let end = (span.end as usize).min(text.len());
    text.get(span.start as usize..end).unwrap_or_default() == words.as_bytes()
}

/// The bytes of a line without the white space at its ends; the ASCII separators count as white space.
fn visible_bytes(line: &str) -> usize {
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\x1c'..='\x1f')).len()
}

fn first_chars(text: &str, n: usize) -> &str {
    text.char_indices().nth(n).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Whether a stated date is too far from when the text was written; months are taken at their nearer end.
fn is_lying(stated: &str, written: &str) -> bool {
    let distance = |day: u8| Some((day_number(stated, 1)? - day_number(written, day)?).abs());
    let nearest = distance(1).zip(distance(28)).map(|(early, late)| early.min(late));
    nearest.is_some_and(|days| days >= LYING_DAYS_MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_lies_when_it_is_more_than_a_week_off() {
        let check = |stated: &str, written: &str, expected: bool| {
            assert_eq!(is_lying(stated, written), expected, "{stated} / {written}");
        };
        check("2024-08-16", "2024-08-09", false);
        check("2024-08-16", "2024-08-08", true);
        check("2024-08-16", "2024-08", true);
        check("2024-08-21", "2024-08", false);
        check("2024-09-04", "2024-08", false);
        check("2024-09-05", "2024-08", true);
        check("2024-11", "2024-08-30", true);
        check("soon", "2024-08-30", false);
    }

    #[test]
    fn a_span_over_the_end_is_cut_there() {
        assert!(stands_at(b"By noon", Span::new(3, 7), "noon"));
        assert!(stands_at(b"By noon", Span::new(3, 9), "noon"));
        assert!(!stands_at(b"By noon", Span::new(2, 7), "noon"));
        assert!(stands_at(b"", Span::new(3, 9), ""));
    }
}
