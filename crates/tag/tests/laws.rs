//! The laws of a stage, for tag: it never panics, its spans point at the text, the same input gives the same marks, and
//! hostile texts take no longer than honest ones of their length.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a law that is broken ends the test")]

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use copydesk_tag::Tag;
use copydesk_tag::record::{Article, Block, DateClaim, Reading, Role, Span, Tags};
use copydesk_tag::stage::Stage;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const ROLES: &[Role] = &[Role::Title, Role::Body, Role::Heading, Role::List, Role::Caption, Role::Share];

/// Words of news, marks and oddities: what rules are made of, in an order that no rule expects.
const SHARDS: &[&str] = &[
    "Mayor",
    "President",
    "Alma",
    "Reyes",
    "Mocuba",
    "MOCUBA,",
    "the",
    "of",
    "and",
    "for",
    "St",
    "St.",
    "King's",
    "’s",
    "INGD",
    "(",
    ")",
    "“",
    "”",
    "\"",
    "said",
    "told",
    "early",
    "on",
    "Monday",
    "Tuesday’s",
    "Feb",
    "31",
    "May",
    "1,200",
    "1.2",
    "million",
    "€",
    "£33m",
    "-",
    "–",
    "twenty",
    "two",
    "hundred",
    "and",
    "a",
    "half",
    "past",
    "quarter",
    "to",
    "one",
    "in",
    "four",
    "last",
    "week",
    "ago",
    "later",
    "the",
    "first",
    "quarter",
    "10pm",
    "9999999999999999999999",
    "2025-02-30",
    "31/02/2025",
    "0",
    "every",
    "night",
    "Easter",
    "Ramadan",
    "2999",
    "per",
    "cent",
    "%",
    "km",
    "(22 miles)",
    "\n",
    "\r\n",
    "é",
    "İ",
    "ß",
    "ﬁ",
    "漢字",
    "🎧",
    "\u{202e}",
    "\u{0}",
    ".",
    ",",
    "?",
    "…",
    "U.S.",
    "J.",
    "99th",
    "centuries",
    "decades",
];

fn reading(text: String, cuts: &[(u32, u32, usize)], written: Option<&str>) -> Reading {
    let blocks = cuts.iter().map(|&(start, end, role)| Block {
        role: ROLES[role % ROLES.len()],
        span: Span { start, end },
        reason: None,
    });
    let written = written.map(|value| DateClaim { value: value.to_owned(), ..DateClaim::default() });
    let article = Article { blocks: blocks.collect(), written, ..Article::default() };
    Reading { text, article, ..Reading::default() }
}

fn tagged(reading: Reading) -> Tags {
    let mut out = Vec::new();
    Tag::new().process(reading, &mut out).expect("tag rejects nothing");
    out.pop().expect("one output for one input")
}

fn spans(tags: &Tags) -> Vec<Span> {
    let mut spans: Vec<Span> = tags.sentences.clone();
    spans.extend(tags.names.iter().map(|name| name.span));
    spans.extend(tags.times.iter().map(|time| time.span));
    spans.extend(tags.quantities.iter().map(|quantity| quantity.span));
    spans.extend(tags.quotations.iter().map(|quotation| quotation.span));
    spans.extend(tags.quotations.iter().filter_map(|quotation| quotation.speaker_span));
    spans.extend(tags.quotations.iter().filter_map(|quotation| quotation.cue_span));
    spans
}

fn is_parted(spans: impl Iterator<Item = Span>) -> bool {
    let spans: Vec<Span> = spans.collect();
    spans.is_sorted() && spans.windows(2).all(|pair| pair[0].end <= pair[1].start)
}

/// A partial quotation may stand within reported speech; two may not share a part of each.
fn never_cross(tags: &Tags) -> bool {
    let crosses = |a: Span, b: Span| a.start < b.start && b.start < a.end && a.end < b.end;
    let spans: Vec<Span> = tags.quotations.iter().map(|quotation| quotation.span).collect();
    !spans.iter().any(|&a| spans.iter().any(|&b| crosses(a, b)))
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        vec(any::<char>(), 0..200).prop_map(String::from_iter),
        vec(select(SHARDS), 0..120).prop_map(|shards| shards.join(" ")),
        vec(select(SHARDS), 0..60).prop_map(|shards| shards.concat()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Blocks may overlap, lie outside the text or cut characters: nothing panics, and what is marked is in the text.
    #[test]
    fn any_text_and_any_blocks(
        text in text(),
        cuts in vec((0..900_u32, 0..900_u32, 0..6_usize), 0..6),
        written in select(vec![None, Some("2025-02-18"), Some("2025-02"), Some("2025"), Some("1000-01-01"), Some("x")]),
    ) {
        let reading = reading(text.clone(), &cuts, written);
        let tags = tagged(reading.clone());
        for span in spans(&tags) {
            prop_assert!(span.of(&text).is_some_and(|words| !words.is_empty()), "{span:?}");
        }
        for name in &tags.names {
            prop_assert!(tags.entities.get(name.entity as usize).is_some_and(|entity| entity.id == name.entity));
        }
        prop_assert_eq!(tags, tagged(reading));
    }

    /// With blocks as normalize gives them, marks of one kind stand in order and apart, within one block each.
    #[test]
    fn marks_of_a_kind_do_not_cross(text in text()) {
        let mut at = 0;
        let cuts: Vec<(u32, u32, usize)> = text.split('\n').enumerate().map(|(n, line)| {
            let cut = (at, at + line.len() as u32, n.min(1));
            at += line.len() as u32 + 1;
            cut
        }).collect();
        let tags = tagged(reading(text.clone(), &cuts, Some("2025-02-18")));
        prop_assert!(is_parted(tags.names.iter().map(|name| name.span)), "names");
        prop_assert!(is_parted(tags.times.iter().map(|time| time.span)), "times");
        prop_assert!(is_parted(tags.quantities.iter().map(|quantity| quantity.span)), "quantities");
        prop_assert!(never_cross(&tags), "quotations");
        prop_assert!(is_parted(tags.sentences.iter().copied()), "sentences");
        for span in spans(&tags) {
            prop_assert!(!span.str(&text).contains('\n'), "{:?}", span.str(&text));
        }
    }
}

/// Four times the text may take ten times as long, no more: a quadratic step would take sixteen times, and on a
/// megabyte minutes.
/// How long this thread has been at work; the time that has gone by, where the system does not tell.
fn busy() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split_whitespace().next()?.parse().ok());
    nanos.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

#[test]
fn hostile_texts_take_linear_time() {
    for unit in [
        "a",
        "7",
        "A",
        "Aa ",
        "17 ",
        "May ",
        "“",
        "\"",
        "in ",
        "St. ",
        "one hundred and ",
        "of The ",
        "1-",
        "'s ",
    ] {
        let took = |bytes: usize| {
            let text = unit.repeat(bytes / unit.len());
            let end = text.len() as u32;
            let reading = reading(text, &[(0, end, 1)], Some("2025-02-18"));
            let start = busy();
            tagged(reading);
            busy().saturating_sub(start).as_millis().max(20)
        };
        let (short, long) = (took(100_000), took(400_000));
        assert!(long <= short * 10, "{unit:?}: {short} ms, then {long} ms");
    }
}
