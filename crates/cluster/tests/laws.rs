//! The laws of the stage: it never panics, gives one decision for each article in order, and always the same.

#![expect(clippy::indexing_slicing, reason = "helpers of tests may")]

use std::collections::{BTreeMap, BTreeSet};

use copydesk_cluster::{Cluster, ClusterConfig};
use copydesk_record::{
    Article, Block, DateClaim, Decision, Entity, Id, Name, NameKind, Quotation, QuotationKind, Role, Span,
    StoryEvent, Tagged, Tags,
};
use copydesk_stage::{Stage, collect};
use proptest::prelude::*;

/// Any text with any spans on it, in the text or not.
fn any_article() -> impl Strategy<Value = Tagged> {
    let span = (0usize..400, 0usize..400).prop_map(|(a, b)| Span::new(a, b));
    let text = prop_oneof![any::<String>(), "([A-Z][a-zé]{1,8} ){1,60}", "[ a-z0-9,.“”\n]{0,300}"];
    let role = prop_oneof![Just(Role::Title), Just(Role::Body), Just(Role::Heading), Just(Role::Share)];
    (
        text,
        prop::collection::vec((role, span.clone()), 0..6),
        prop::collection::vec(span, 0..8),
        any::<u64>(),
        ".{0,12}",
    )
        .prop_map(|(text, blocks, marks, seq, date)| {
            let blocks = blocks.into_iter().map(|(role, span)| Block { role, span, reason: None }).collect();
            let published = Some(DateClaim { value: date, ..DateClaim::default() });
            let names = marks.iter().map(|&span| Name { span, kind: NameKind::Person, entity: 0 }).collect();
            let entities = vec![Entity { id: 0, canonical: "Ida Brandt".to_owned(), kind: NameKind::Person }];
            let quotations = marks
                .iter()
                .map(|&span| Quotation {
                    span,
                    kind: QuotationKind::Direct,
                    speaker: None,
                    speaker_span: None,
                    cue_span: Some(span),
                    rule: String::new(),
                })
                .collect();
            Tagged {
                id: Id::of_document("any", &seq.to_string(), text.as_bytes()),
                seq,
                text,
                article: Article { blocks, published, ..Article::default() },
                tags: Tags { names, entities, quotations, ..Tags::default() },
                ..Tagged::default()
            }
        })
}

fn decide(articles: &[Tagged], window_documents: usize) -> Vec<Decision> {
    collect(&mut Cluster::with(config(window_documents)), articles.to_vec()).0
}

/// Second looks come soon, so that short streams have them.
fn config(window_documents: usize) -> ClusterConfig {
    ClusterConfig { window_documents, second_look_after: 12, ..ClusterConfig::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_decision_each_and_always_the_same(articles in prop::collection::vec(any_article(), 0..8), window in 1usize..5) {
        let decisions = decide(&articles, window);
        prop_assert_eq!(decisions.len(), articles.len());
        prop_assert_eq!(&decisions, &decide(&articles, window));
        for why in decisions.iter().flat_map(|decision| &decision.why) {
            prop_assert!((1..=1000).contains(&why.weight) && !why.text.is_empty());
        }
    }

    #[test]
    fn what_comes_later_changes_no_decision(articles in prop::collection::vec(any_article(), 1..8)) {
        let whole = decide(&articles, 100);
        let half = articles.len() / 2;
        prop_assert_eq!(&whole[..half], &decide(&articles[..half], 100)[..]);
    }
}

/// The decisions of a second stage that takes up those of a first one after `n_before` articles.
fn decide_in_two_runs(articles: &[Tagged], n_before: usize, window_documents: usize) -> Vec<Decision> {
    let (before, after) = articles.split_at(n_before);
    let mut decisions = decide(before, window_documents);
    let mut stage = Cluster::with(config(window_documents));
    for (article, decision) in before.iter().zip(&decisions) {
        stage.recall(article.clone(), decision);
    }
    decisions.extend(collect(&mut stage, after.to_vec()).0);
    decisions
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn two_runs_decide_as_one(stream in any_stream(), window in 2usize..40, share in 0usize..=100) {
        let n_before = stream.len() * share / 100;
        prop_assert_eq!(decide(&stream, window), decide_in_two_runs(&stream, n_before, window));
    }
}

const PLACES: [&str; 8] = ["Hollin", "Dunmere", "Skarne", "Arlen", "Marrow", "Tolvik", "Easterby", "Quarn"];
const MATTERS: [&str; 6] = [
    "ferry aground reef divers passengers hull captain",
    "library closed council vote budget petition",
    "harbour crane fell inquest steel cables",
    "flood bridge swept rescue boats sandbags",
    "strike nurses ward overtime pay union",
    "orchard frost growers harvest insurance losses",
];

/// Short reports of a few affairs, each in words of its own choosing.
fn any_stream() -> impl Strategy<Value = Vec<Tagged>> {
    let report_of = |(matter, place, words, day): (usize, usize, Vec<usize>, u8)| {
        let all: Vec<&str> = MATTERS[matter].split(' ').collect();
        let words: Vec<&str> = words.iter().map(|&word| all[word % all.len()]).collect();
        let text = format!("In {} {} after Ida Brandt spoke.", PLACES[place], words.join(" "));
        (text, format!("2024-08-{:02}", day + 1))
    };
    let one = (0..MATTERS.len(), 0..PLACES.len(), prop::collection::vec(0usize..9, 3..9), 0u8..28);
    prop::collection::vec(one.prop_map(report_of), 0..60)
        .prop_map(|reports| (0..).zip(&reports).map(|(seq, (text, date))| report(seq, date, text)).collect())
}

/// In how many thousandths of the pairs that either grouping makes the two differ.
fn difference(a: &[(Id, Id)], b: &[(Id, Id)]) -> usize {
    let of = |groups: &[(Id, Id)]| -> BTreeMap<Id, BTreeSet<Id>> {
        let mut members: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
        for (article, story) in groups {
            members.entry(*story).or_default().insert(*article);
        }
        groups.iter().map(|(article, story)| (*article, members[story].clone())).collect()
    };
    let (a, b) = (of(a), of(b));
    let changed = a.iter().filter(|(article, group)| {
        let there = &b[article];
        group.intersection(there).count() * 2 < group.union(there).count()
    });
    changed.count() * 1000 / a.len().max(1)
}

/// Stories at the end of the stream.
fn stories(articles: &[Tagged]) -> Vec<(Id, Id)> {
    let decisions = decide(articles, 1000);
    let mut of: Vec<(Id, Id)> =
        articles.iter().zip(&decisions).map(|(article, decision)| (article.id, decision.story)).collect();
    for event in decisions.iter().flat_map(|decision| &decision.events) {
        if let StoryEvent::Merge { from, into } = event {
            for (_, story) in of.iter_mut().filter(|(_, story)| story == from) {
                *story = *into;
            }
        }
    }
    of
}

#[test]
fn the_order_within_an_hour_hardly_matters() {
    let articles: Vec<Tagged> = (0..240)
        .map(|seq| {
            let (matter, place) = (seq as usize * 7 % 6, seq as usize * 5 % 6);
            let words: Vec<&str> = MATTERS[matter].split(' ').collect();
            let kept = words.iter().enumerate().filter(|(at, _)| !(seq as usize + at).is_multiple_of(4));
            let kept: Vec<&str> = kept.map(|(_, word)| *word).collect();
            let text = format!("{} in {}: {}", words[0], PLACES[(matter + place / 5) % 8], kept.join(" "));
            report(seq, "2024-08-16", &text)
        })
        .collect();
    // Twelve articles an hour; the order within each is turned around.
    let mut shuffled = articles.clone();
    shuffled.chunks_mut(12).for_each(<[Tagged]>::reverse);
    let changed = difference(&stories(&articles), &stories(&shuffled));
    assert!(changed < 20, "{changed} of 1000 articles are with others");
}

/// A page about one affair, in words that a desk would print.
fn report(seq: u64, date: &str, text: &str) -> Tagged {
    let blocks = vec![Block { role: Role::Body, span: Span::new(0, text.len()), reason: None }];
    let published = Some(DateClaim { value: date.to_owned(), ..DateClaim::default() });
    let mut tags = Tags::default();
    for (id, canonical) in ["Ida Brandt", "Nils Hauge", "Hollin Ferries"].into_iter().enumerate() {
        let kind = if id < 2 { NameKind::Person } else { NameKind::Organisation };
        tags.entities.push(Entity { id: id as u32, canonical: canonical.to_owned(), kind });
        for (at, words) in text.match_indices(canonical) {
            tags.names.push(Name { span: Span::new(at, at + words.len()), kind, entity: id as u32 });
        }
    }
    let (mut from, mut rest) = (0, text);
    while let Some((before, after)) = rest.split_once('“') {
        let Some((words, tail)) = after.split_once('”') else { break };
        let start = from + before.len() + '“'.len_utf8();
        let span = Span::new(start, start + words.len());
        let (kind, speaker) = (QuotationKind::Direct, Some("Ida Brandt".to_owned()));
        let marks = (None, None, String::new());
        let (speaker_span, cue_span, rule) = marks;
        tags.quotations.push(Quotation { span, kind, speaker, speaker_span, cue_span, rule });
        from = text.len() - tail.len();
        rest = tail;
    }
    Tagged {
        id: Id::of_document("desk", &seq.to_string(), text.as_bytes()),
        seq,
        text: text.to_owned(),
        article: Article { blocks, published, ..Article::default() },
        tags,
        ..Tagged::default()
    }
}

const AGROUND: &str = "The ferry Marigold of Hollin Ferries ran aground on the Skarv reef with 140 passengers. Captain Nils \
    Hauge said nobody was hurt. “We shall count every lifejacket twice before she sails again,” said mayor Ida Brandt.";
const FREED: &str = "Divers freed the ferry Marigold from the Skarv reef. All passengers are safe, said Hollin Ferries and \
    captain Nils Hauge. “We shall count each lifejacket twice before she sails again,” mayor Ida Brandt said.";
const HEARING: &str = "Judges opened the hearing on the missing lifejackets of Hollin Ferries. The prosecutor asked for a \
    fine of two million crowns. Nils Hauge told the bench that he had ordered new ones in spring, and that the invoice was \
    never paid. The verdict is due before Easter.";

#[test]
fn a_page_date_that_lies_does_not_split_a_story() {
    let decisions = decide(&[report(0, "2024-11-23", AGROUND), report(1, "2024-08-16", FREED)], 100);
    assert_eq!(decisions[0].story, decisions[1].story);
}

#[test]
fn the_same_people_in_another_season_are_a_thread() {
    let decisions = decide(&[report(0, "2024-08-16", AGROUND), report(1, "2025-02-03", HEARING)], 100);
    assert_ne!(decisions[0].story, decisions[1].story);
    assert_eq!(decisions[1].events.len(), 2, "both stories are tied: {:?}", decisions[1].events);
}

#[test]
fn what_has_left_the_window_is_forgotten() {
    let other = report(1, "2024-08-16", "The council of Dunmere closed two libraries and a swimming hall.");
    let decisions = decide(&[report(0, "2024-08-16", AGROUND), other, report(2, "2024-08-16", FREED)], 1);
    assert_ne!(decisions[0].story, decisions[2].story);
}

#[test]
fn the_largest_article_passes() {
    let mut stage = Cluster::new();
    let mut out = Vec::new();
    for text in ["Marigold ".repeat(600_000), "ab\n".repeat(1_700_000)] {
        stage.process(report(0, "2024-08-16", &text), &mut out).unwrap();
    }
    assert_eq!(out.len(), 2);
}

/// Headlines of one affair. The first has not the name that all others have.
const HEADLINES: [&str; 7] = [
    "Owners and the reef, a night of storm",
    "Marigold: owners ask, owners send divers",
    "Marigold: islanders ask owners for divers",
    "Marigold: harbour, insurers and a tugboat",
    "Marigold: captain and owners on salvage",
    "Marigold: owners, insurers, islanders",
    "Marigold: an anchor on the reef, and salvage",
];

#[test]
fn a_headline_that_came_too_early_is_taken_in_later() {
    let others =
        (0..20).map(|n| format!("{} votes on {} number {n}", PLACES[n % 8], ["bells", "bins"][n % 2]));
    let texts: Vec<String> = HEADLINES.iter().map(|text| (*text).to_owned()).chain(others).collect();
    let check = |texts: &[String]| {
        let articles: Vec<Tagged> =
            (0..).zip(texts).map(|(seq, text)| report(seq, "2024-08-16", text)).collect();
        let of_affair = stories(&articles).into_iter().take(HEADLINES.len()).map(|(_, story)| story);
        assert_eq!(of_affair.collect::<BTreeSet<Id>>().len(), 1, "{texts:?}");
    };
    check(&texts);
    let mut turned = texts;
    turned[..HEADLINES.len()].reverse();
    check(&turned);
}
