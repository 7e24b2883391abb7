//! The four laws of every stage: it never panics; its spans point at the text; it is deterministic; order is kept.

use copydesk_cluster::Cluster;
use copydesk_fixture::{Spans, strategy};
use copydesk_normalize::{Copies, Normalize};
use copydesk_record::{
    Article, Brief, Copy, DateClaim, Decision, Filed, Outcome, Page, Reading, Role, Span, StoryEvent, Tagged,
    Tags,
};
use copydesk_stage::{Reject, Stage};
use copydesk_summarize::Summarize;
use copydesk_tag::Tag;
use proptest::prelude::*;

/// All outputs and rejects of a new stage, which is asked twice and says the same.
fn twice<S: Stage>(make: impl Fn() -> S, inputs: &[S::In]) -> Vec<Result<Vec<S::Out>, Reject>>
where
    S::In: Clone,
    S::Out: Clone + PartialEq + std::fmt::Debug,
{
    let once = || {
        let mut stage = make();
        let mut said: Vec<_> = inputs.iter().map(|input| step(&mut stage, input.clone())).collect();
        let mut last = Vec::new();
        stage.finish(&mut last);
        said.push(Ok(last));
        said
    };
    let first = once();
    assert_eq!(first, once(), "the same inputs, the same outputs");
    first
}

fn step<S: Stage>(stage: &mut S, input: S::In) -> Result<Vec<S::Out>, Reject> {
    let mut out = Vec::new();
    stage
        .process(input, &mut out)
        .inspect_err(|_| assert!(out.is_empty(), "a rejected input leaves nothing"))?;
    Ok(out)
}

/// The one output for each input, in order; none at the end.
fn one_each<O>(mut said: Vec<Result<Vec<O>, Reject>>) -> Vec<Option<O>> {
    assert_eq!(said.pop().unwrap().unwrap().len(), 0, "nothing is held");
    let one = |out: Vec<O>| {
        assert_eq!(out.len(), 1, "one output for one input");
        out.into_iter().next()
    };
    said.into_iter().map(|out| out.map_or(None, one)).collect()
}

#[track_caller]
fn stands(span: Span, text: &str) {
    assert!(span.start <= span.end && span.of(text).is_some(), "{span:?} of {} bytes", text.len());
}

fn check_article(page: &Page, article: &Article) {
    let text = &page.raw.text;
    for block in &article.blocks {
        stands(block.span, text);
        assert_eq!(
            block.reason.is_none(),
            block.role.is_content(),
            "what is dropped has its reason: {block:?}"
        );
    }
    for (a, b) in article.blocks.iter().zip(article.blocks.iter().skip(1)) {
        assert!(a.span.end <= b.span.start, "blocks in order and apart: {a:?} {b:?}");
    }
    let mut blocks = article.blocks.iter().map(|block| block.span).peekable();
    for line in copydesk_text::lines(text) {
        let words = line.span.trim(text);
        let words = words.str(text).trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
        if words.is_empty() {
            continue;
        }
        let (start, end) = (line.span.trim(text).end - words.len() as u32, line.span.trim(text).end);
        while blocks.next_if(|span| span.end <= start).is_some() {}
        assert!(
            blocks.peek().is_some_and(|span| span.start <= start && end <= span.end),
            "line {} is in a block",
            line.idx
        );
    }
    assert!(
        article.blocks.iter().filter(|block| block.role == Role::Title).count() <= 1
            || article.title.is_some()
    );
    for claim in [&article.published, &article.modified, &article.written].into_iter().flatten() {
        check_claim(claim, text);
    }
    for span in article.notes.iter().flat_map(|note| &note.spans) {
        stands(*span, text);
    }
}

fn check_claim(claim: &DateClaim, text: &str) {
    assert!(!claim.evidence.is_empty() && claim.confidence <= 1000, "{claim:?}");
    for span in claim.evidence.iter().filter_map(|evidence| evidence.span) {
        stands(span, text);
    }
}

fn check_tags(reading: &Reading, tags: &Tags) {
    let text = &reading.text;
    let names: Vec<Span> = tags.names.iter().map(|name| name.span).collect();
    let times: Vec<Span> = tags.times.iter().map(|time| time.span).collect();
    let quotations: Vec<Span> = tags.quotations.iter().map(|quotation| quotation.span).collect();
    let quantities: Vec<Span> = tags.quantities.iter().map(|quantity| quantity.span).collect();
    let contents: Vec<Span> = reading.article.content_blocks().map(|block| block.span).collect();
    for spans in [&names, &times, &quotations, &quantities, &tags.sentences] {
        assert!(spans.is_sorted(), "marks stand in order: {spans:?}");
        for &span in spans {
            stands(span, text);
            assert!(!span.is_empty(), "no empty mark");
            assert!(contents.iter().any(|block| block.contains(span)), "marks stand on content: {span:?}");
        }
    }
    for quotation in &tags.quotations {
        for span in [quotation.speaker_span, quotation.cue_span].into_iter().flatten() {
            stands(span, text);
        }
    }
    for name in &tags.names {
        assert!(tags.entities.iter().any(|entity| entity.id == name.entity), "{name:?} has its entity");
    }
    let scores =
        tags.topics.iter().map(|topic| topic.score).chain(tags.key_phrases.iter().map(|phrase| phrase.score));
    assert!(scores.into_iter().all(|score| score <= 1000));
    for span in tags.notes.iter().flat_map(|note| &note.spans) {
        stands(*span, text);
    }
}

#[expect(clippy::option_option, reason = "a reject, no copy, a copy")]
fn check_copies(readings: &[Reading], copies: &[Option<Option<Copy>>]) {
    assert_eq!(copies.len(), readings.len());
    for (at, copy) in copies.iter().enumerate() {
        let Some(Some(copy)) = copy else { continue };
        let first = readings.iter().take(at).position(|reading| reading.id == copy.of);
        let first = first.expect("a copy repeats an earlier article");
        assert!(matches!(copies[first], Some(None)), "the first of its class, never another copy");
        assert!(copy.share <= 1000);
    }
}

fn check_decisions(documents: &[Tagged], decisions: &[Option<Decision>]) {
    assert_eq!(decisions.len(), documents.len());
    let mut stories = Vec::new();
    for (document, decision) in documents.iter().zip(decisions) {
        let Some(decision) = decision else { continue };
        let is_copy = matches!(document.outcome, Outcome::Copy(_));
        if decision.why.is_empty() {
            assert!(
                is_copy || !stories.contains(&decision.story),
                "who joins a story says why, but for a copy"
            );
        } else {
            assert!(stories.contains(&decision.story), "who opens a story shares nothing");
        }
        stories.push(decision.story);
        assert!(decision.why.iter().all(|why| why.weight <= 1000));
        for event in &decision.events {
            let known =
                |story| assert!(stories.contains(&story), "{event:?} is about stories that are there");
            match event {
                StoryEvent::Merge { from, into } => {
                    known(*from);
                    known(*into);
                    assert_ne!(from, into);
                }
                StoryEvent::Split { from, into, .. } => {
                    known(*from);
                    stories.push(*into);
                }
                StoryEvent::Thread { story, .. } => known(*story),
            }
        }
    }
}

fn check_briefs(filed: &[Filed], briefs: &[Brief]) {
    for filed in filed {
        let id = filed.document.id;
        let n = briefs.iter().flat_map(|brief| &brief.articles).filter(|&&article| article == id).count();
        assert_eq!(n, 1, "each article is in exactly one story");
    }
    let cited = |article, span: Span, words: &str| {
        let filed = filed.iter().find(|filed| filed.document.id == article).expect("an article of the input");
        assert_eq!(span.of(&filed.document.text), Some(words), "byte for byte");
    };
    for brief in briefs {
        for sentence in &brief.summary {
            cited(sentence.article, sentence.span, &sentence.text);
            if let Some(antecedent) = &sentence.antecedent {
                cited(sentence.article, antecedent.span, &antecedent.text);
            }
        }
        for rendering in brief.quotations.iter().flat_map(|group| &group.renderings) {
            cited(rendering.article, rendering.span, &rendering.text);
        }
        for entry in &brief.timeline {
            cited(entry.article, entry.span, &entry.text);
        }
        assert!(brief.timeline.is_sorted_by_key(|entry| &entry.value), "a timeline is in order of date");
        for value in brief.disagreements.iter().flat_map(|disagreement| &disagreement.values) {
            match (value.span, &value.value) {
                (Some(span), Some(words)) => cited(value.article, span, words),
                (None, None) => {}
                _ => panic!("a value without a citation: {value:?}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn normalize_keeps_the_laws(pages in prop::collection::vec(strategy::page(Spans::Honest), 1..4)) {
        let articles = one_each(twice(Normalize::new, &pages));
        for (page, article) in pages.iter().zip(&articles) {
            if let Some(article) = article {
                check_article(page, article);
            }
            // It holds nothing from one page to the next: that is why it may run on many workers.
            prop_assert_eq!(&one_each(twice(Normalize::new, std::slice::from_ref(page)))[0], article);
        }
    }

    #[test]
    fn normalize_survives_hints_that_do_not_fit(page in strategy::page(Spans::Hostile)) {
        for article in one_each(twice(Normalize::new, std::slice::from_ref(&page))).iter().flatten() {
            check_article(&page, article);
        }
    }

    #[test]
    fn copies_keeps_the_laws(texts in prop::collection::vec(strategy::news(), 1..5), repeats in prop::collection::vec(0_usize..5, 0..4)) {
        let mut readings: Vec<Reading> = Vec::new();
        let repeated: Vec<String> = repeats.iter().filter_map(|&at| texts.get(at).cloned()).collect();
        for (at, text) in texts.iter().chain(&repeated).enumerate() {
            readings.push(Reading {
                id: copydesk_fixture::build::id(at),
                text: text.clone(),
                article: copydesk_fixture::build::article(text),
            });
        }
        check_copies(&readings, &one_each(twice(Copies::new, &readings)));
    }

    #[test]
    fn copies_survives_any_article(readings in prop::collection::vec(strategy::reading(Spans::Hostile), 0..6)) {
        let copies = one_each(twice(Copies::new, &readings));
        prop_assert_eq!(copies.len(), readings.len());
    }

    #[test]
    fn tag_keeps_the_laws(readings in prop::collection::vec(strategy::reading(Spans::Honest), 1..3)) {
        let tags = one_each(twice(Tag::new, &readings));
        for (reading, tags) in readings.iter().zip(&tags) {
            if let Some(tags) = tags {
                check_tags(reading, tags);
            }
            prop_assert_eq!(&one_each(twice(Tag::new, std::slice::from_ref(reading)))[0], tags);
        }
    }

    #[test]
    fn tag_survives_any_article(reading in strategy::reading(Spans::Hostile)) {
        for tags in one_each(twice(Tag::new, std::slice::from_ref(&reading))).iter().flatten() {
            for span in tags.names.iter().map(|name| name.span)
                .chain(tags.times.iter().map(|time| time.span))
                .chain(tags.quotations.iter().map(|quotation| quotation.span))
                .chain(tags.quantities.iter().map(|quantity| quantity.span))
                .chain(tags.sentences.iter().copied())
            {
                stands(span, &reading.text);
            }
        }
    }

    #[test]
    fn cluster_keeps_the_laws(documents in strategy::tagged(Spans::Honest), cut in any::<prop::sample::Index>()) {
        let decisions = one_each(twice(Cluster::new, &documents));
        check_decisions(&documents, &decisions);
        // What has been decided does not wait for what comes.
        let part = &documents[..cut.index(documents.len() + 1)];
        prop_assert_eq!(&one_each(twice(Cluster::new, part))[..], &decisions[..part.len()]);
    }

    #[test]
    fn cluster_survives_any_marks(documents in strategy::tagged(Spans::Hostile)) {
        let decisions = one_each(twice(Cluster::new, &documents));
        prop_assert_eq!(decisions.len(), documents.len());
    }

    #[test]
    fn summarize_keeps_the_laws(filed in strategy::filed(Spans::Honest)) {
        let briefs: Vec<Brief> = twice(Summarize::new, &filed).into_iter().flat_map(Result::unwrap).collect();
        check_briefs(&filed, &briefs);
    }

    #[test]
    fn summarize_survives_any_decision(filed in strategy::filed(Spans::Hostile)) {
        twice(Summarize::new, &filed);
    }
}

/// The stages one behind the other, on texts of any kind.
mod in_a_row {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn every_citation_of_a_brief_holds(texts in prop::collection::vec(strategy::text(), 0..6)) {
            let names: Vec<String> = (0..texts.len()).map(|at| format!("{at}.txt")).collect();
            let sources = || names.iter().map(String::as_str).zip(texts.iter().map(String::as_str));
            let edition = copydesk::desk::edit(sources());
            prop_assert_eq!(edition.documents.len(), texts.len());
            let mut filed = Vec::new();
            for (seq, frame) in (0..).zip(&edition.documents) {
                prop_assert_eq!(frame.envelope.seq, seq, "in order");
                if !frame.envelope.outcome.is_live() {
                    continue;
                }
                let one = Filed::try_from(frame).unwrap();
                let reading = Reading { id: one.document.id, text: one.document.text.clone(), article: one.document.article.clone() };
                check_tags(&reading, &one.document.tags);
                filed.push(one);
            }
            check_briefs(&filed, &edition.briefs);
            prop_assert_eq!(copydesk::desk::edit(sources()).briefs, edition.briefs);
        }
    }
}
