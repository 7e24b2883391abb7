//! The checks of one line of `articles.jsonl`.

use copydesk_record::DateClaim;
use copydesk_text::lines;

use super::Check;
use crate::ArticleLine;

/// Every span and text of the line.
pub(super) fn check(article: &ArticleLine, source: &str, check: &mut Check) {
    let place = |part: &str| format!("articles.jsonl: article {}, {part}", article.id);
    for block in &article.blocks {
        check.words(&place("blocks"), source, block.span, &block.text);
    }
    whole(article, source, check);
    let joined: Vec<&str> =
        article.blocks.iter().filter(|block| block.role.is_text()).map(|block| block.text.as_str()).collect();
    if joined.join("\n\n") != article.text {
        check.fault(format!("{} is not its body, headings and lists", place("text")));
    }
    for name in &article.names {
        check.words(&place("names"), source, name.span, &name.text);
        if !article.entities.iter().any(|entity| entity.id == name.entity) {
            check.fault(format!("{}: no entity `{}`", place("names"), name.entity));
        }
    }
    for time in &article.times {
        check.words(&place("times"), source, time.span, &time.text);
    }
    for quotation in &article.quotations {
        check.words(&place("quotations"), source, quotation.span, &quotation.text);
        for span in [quotation.speaker_span, quotation.cue_span].into_iter().flatten() {
            check.span(&place("quotations"), source, span);
        }
    }
    for quantity in &article.quantities {
        check.words(&place("quantities"), source, quantity.span, &quantity.text);
    }
    for span in article.notes.iter().flat_map(|note| &note.spans) {
        check.span(&place("notes"), source, *span);
    }
    for claim in [&article.published, &article.modified].into_iter().flatten() {
        dates(claim, &place("dates"), source, check);
    }
    if let Some(written) = &article.written {
        dates(written, &place("written"), source, check);
    }
}

fn dates(claim: &DateClaim, place: &str, source: &str, check: &mut Check) {
    for evidence in &claim.evidence {
        if let Some(span) = evidence.span {
            check.span(place, source, span);
        }
    }
}

/// Blocks are in order and apart, and every non-empty line of the source text is in one of them.
fn whole(article: &ArticleLine, source: &str, check: &mut Check) {
    let is_ordered =
        article.blocks.iter().zip(article.blocks.iter().skip(1)).all(|(a, b)| a.span.end <= b.span.start);
    if !is_ordered {
        check
            .fault(format!("articles.jsonl: article {}, two blocks overlap or are out of order", article.id));
        return;
    }
    let mut blocks = article.blocks.iter().map(|block| block.span).peekable();
    for line in lines(source) {
        if line.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
            continue;
        }
        check.report.checked += 1;
        let words = line.span.trim(source);
        while blocks.next_if(|span| span.end <= words.start).is_some() {}
        // A byte order mark before the first word need not be part of the block.
        let is_held =
            blocks.peek().is_some_and(|span| span.start <= words.start + 3 && words.end <= span.end);
        if !is_held {
            check.fault(format!(
                "articles.jsonl: article {}, line {} is in no block",
                article.id,
                line.idx + 1
            ));
            return;
        }
    }
}
