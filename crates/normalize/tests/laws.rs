//! The laws of a stage, for pages of any text: no panic, spans on the text, the same answer twice, order kept.

use copydesk_normalize::record::{Article, Id, Page, Raw, Reading};
use copydesk_normalize::stage::collect;
use copydesk_normalize::{Copies, Normalize, TOKENS_MAX, normalize};
use proptest::prelude::*;

fn page(n: usize, text: &str) -> Page {
    Page { id: Id::of_document("page", &n.to_string(), b""), raw: Raw::from_text(text), ..Page::default() }
}

/// Lines of pages, of text and of nothing at all, mixed.
fn any_page() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        ".*",
        "[A-Z][a-z]{2,8}( [a-z]{1,9}){3,30}\\.",
        "(By|From|Von) [A-Z][a-z]{2,7} [A-Z][a-z]{2,9}",
        "[0-9]{1,2}[./ ][0-9]{1,2}[./ ][0-9]{2,4}( [0-9]{1,2}:[0-9]{2})?",
        "(Published|Updated|Retrieved): [0-9]{1,2} (May|June|March) (20[0-9]{2}|[0-9]{4})",
        "[A-Z]{3,9}, (Feb|May) [0-9]{1,2} \\([A-Z][a-z]{2,8}\\) - [A-Z][a-z]{2,9}( [a-z]{1,9}){8,20}\\.",
        "(Read also|SEE ALSO|Related): [A-Z][a-z]{2,8}( [a-z]{1,9}){2,6}",
        "© [A-Z][a-z]{2,8} (Ltd\\.|GmbH) 20[0-9]{2}",
        "[•*-] [a-z]{1,9}( [a-z]{1,9}){0,9}",
        "(â€œ|Ã©|Â ){1,3}[a-z]{0,9}",
        "[ \\t\\u{feff}\\u{200b}\\r]{0,4}",
    ];
    prop::collection::vec(line, 0..24).prop_map(|lines| lines.join("\n"))
}

/// Every character that is no white space stands in exactly one block, and blocks are in order.
fn covers(text: &str, article: &Article) -> bool {
    let mut at = 0;
    for block in &article.blocks {
        let (start, end) = (block.span.start as usize, block.span.end as usize);
        let is_blank = text.get(at..start).is_some_and(|gap| !gap.chars().any(char::is_alphanumeric));
        if start < at || block.span.of(text).is_none_or(str::is_empty) || !is_blank {
            return false;
        }
        at = end;
    }
    text.get(at..).is_some_and(|gap| !gap.chars().any(char::is_alphanumeric))
}

proptest! {
    #[test]
    fn every_line_is_in_one_block(text in any_page()) {
        let article = normalize(&page(0, &text));
        prop_assert!(covers(&text, &article), "{:?}", article.blocks);
        for block in &article.blocks {
            prop_assert_eq!(block.reason.is_none(), block.role.is_content());
        }
    }

    #[test]
    fn spans_of_notes_and_evidence_stand_on_the_text(text in any_page()) {
        let article = normalize(&page(0, &text));
        let claims = [&article.published, &article.modified, &article.written];
        let evidence = claims.into_iter().flatten().flat_map(|claim| &claim.evidence).filter_map(|it| it.span);
        for span in evidence.chain(article.notes.iter().flat_map(|note| note.spans.clone())) {
            prop_assert!(span.of(&text).is_some_and(|words| !words.is_empty()));
        }
    }

    #[test]
    fn any_bytes_are_a_page(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        prop_assert!(covers(&text, &normalize(&page(0, &text))));
    }

    #[test]
    fn pages_keep_their_order_and_give_the_same_again(texts in prop::collection::vec(any_page(), 0..5)) {
        let pages: Vec<Page> = texts.iter().enumerate().map(|(n, text)| page(n, text)).collect();
        let (found, rejects) = collect(&mut Normalize::new(), pages.clone());
        prop_assert!(rejects.is_empty());
        let singly: Vec<Article> = pages.iter().map(normalize).collect();
        prop_assert_eq!(found, singly);
    }

    #[test]
    fn copies_answer_each_article_and_name_only_firsts(texts in prop::collection::vec("[ab]( [abc]){0,40}", 0..12)) {
        let readings: Vec<Reading> = texts
            .iter()
            .enumerate()
            .map(|(n, text)| {
                let article = normalize(&page(n, text));
                Reading { id: page(n, text).id, text: text.clone(), article }
            })
            .collect();
        let (found, _) = collect(&mut Copies::new(), readings.clone());
        prop_assert_eq!(found.len(), readings.len());
        for (n, copy) in found.iter().enumerate().filter_map(|(n, copy)| Some((n, copy.as_ref()?))) {
            let first = readings.iter().position(|reading| reading.id == copy.of);
            prop_assert!(first.is_some_and(|first| first < n && found[first].is_none()));
            prop_assert!(copy.share <= 1000);
        }
        let (again, _) = collect(&mut Copies::new(), readings);
        prop_assert_eq!(found, again);
    }
}

#[test]
fn work_is_bounded() {
    let check = |n_tokens: usize, expected: &[&str]| {
        let text = "Ferry ".repeat(n_tokens);
        let (found, rejects) = collect(&mut Normalize::new(), [page(0, &text)]);
        let codes: Vec<&str> = rejects.iter().map(|(_, reject)| reject.code).collect();
        assert_eq!(codes, expected);
        assert_eq!(found.len() + codes.len(), 1);
    };
    check(TOKENS_MAX, &[]);
    check(TOKENS_MAX + 1, &["too-much-work"]);
}
