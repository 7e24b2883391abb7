//! Frames as they stand on disk: the format does not change by accident, and its page tells the truth.

use std::path::{Path, PathBuf};

use copydesk_fixture::build;
use copydesk_record::{
    Antecedent, Article, Block, Brief, BriefEntity, Copy, DateClaim, Dating, Decision, Disagreement,
    DisagreementKind, Entity, Envelope, Evidence, EvidenceKind, Filtered, Frame, FrameError, KeyPhrase,
    LineHint, Markup, Meta, Name, NameKind, Note, Outcome, Quantity, Quarantine, Quotation, QuotationGroup,
    QuotationKind, Raw, Rendering, Role, Span, Spelling, StoryEvent, SummarySentence, Tags, TimeKind,
    TimeTag, TimelineEntry, Topic, Value, When, Why, WhyKind,
};

const TEXT: &str =
    "Ferry sinks off Hollin\nFriday, August 16, 2024 | 10:12\n“All 41 people are safe,” Ida Brandt said.\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn evidence() -> Evidence {
    Evidence {
        kind: EvidenceKind::Page,
        value: "August 16, 2024".to_owned(),
        span: Some(span("August 16, 2024")),
    }
}

fn claim() -> DateClaim {
    DateClaim { value: "2024-08-16T10:12".to_owned(), evidence: vec![evidence()], confidence: 950 }
}

fn raw() -> Raw {
    Raw {
        media_type: "text/html".to_owned(),
        charset: "windows-1251 (meta)".to_owned(),
        url: Some("https://gazette.example/ferry".to_owned()),
        external_id: Some("hg-0412".to_owned()),
        notes: vec![Note::new("charset", "decoded from `windows-1251`")],
        is_verbatim: false,
        ..Raw::from_text(TEXT)
    }
}

fn markup() -> Markup {
    let hint = |path: &str| LineHint { path: path.to_owned(), ..LineHint::default() };
    let date = LineHint {
        class: "meta date".to_owned(),
        link_share: 120,
        datetime: Some("2024-08-16T10:12".to_owned()),
        ..hint("html/body/article/time")
    };
    Markup {
        metadata: vec![Meta { key: "og:title".to_owned(), value: "Ferry sinks off Hollin".to_owned() }],
        lines: vec![hint("html/body/article/h1"), date, hint("html/body/article/p"), LineHint::default()],
    }
}

fn article() -> Article {
    let block = |role, words: &str, reason: Option<&str>| Block {
        role,
        span: span(words),
        reason: reason.map(str::to_owned),
    };
    Article {
        title: Some("Ferry sinks off Hollin".to_owned()),
        byline: vec!["Marta Lund".to_owned()],
        outlet: Some("Hollin Gazette".to_owned()),
        section: Some("Harbour".to_owned()),
        language: Some("en".to_owned()),
        published: Some(claim()),
        modified: None,
        written: Some(DateClaim {
            value: "2024-08".to_owned(),
            evidence: vec![Evidence { span: None, ..evidence() }],
            confidence: 400,
        }),
        notes: vec![Note::new("date-conflict", "the page says `2024-08-16`").at(span("August 16, 2024"))],
        blocks: vec![
            block(Role::Title, "Ferry sinks off Hollin", None),
            block(Role::Date, "Friday, August 16, 2024 | 10:12", Some("a line of date and clock time")),
            block(Role::Body, "“All 41 people are safe,” Ida Brandt said.", None),
        ],
        filtered: None,
    }
}

fn tags() -> Tags {
    Tags {
        names: vec![Name { span: span("Ida Brandt"), kind: NameKind::Person, entity: 0 }],
        entities: vec![Entity { id: 0, canonical: "Ida Brandt".to_owned(), kind: NameKind::Person }],
        times: vec![TimeTag {
            span: span("Friday"),
            kind: TimeKind::Date,
            value: "2024-08-16".to_owned(),
            interval: Some(("2024-08-16".to_owned(), "2024-08-16".to_owned())),
            is_relative: true,
            rule: "weekday".to_owned(),
        }],
        quotations: vec![Quotation {
            span: span("All 41 people are safe,"),
            kind: QuotationKind::Direct,
            speaker: Some("Ida Brandt".to_owned()),
            speaker_span: Some(span("Ida Brandt")),
            cue_span: Some(span("said")),
            rule: "cue-after".to_owned(),
        }],
        quantities: vec![Quantity {
            span: span("41 people"),
            value: "41".to_owned(),
            unit: "person".to_owned(),
        }],
        topics: vec![Topic { code: "medtop:20000160".to_owned(), label: "shipwreck".to_owned(), score: 700 }],
        key_phrases: vec![KeyPhrase { text: "ferry".to_owned(), score: 1000 }],
        sentences: vec![span("Ferry sinks off Hollin"), span("“All 41 people are safe,” Ida Brandt said.")],
        notes: Vec::new(),
    }
}

fn decision() -> Decision {
    Decision {
        story: build::id(9),
        why: vec![Why { kind: WhyKind::Name, text: "Ida Brandt".to_owned(), weight: 320 }],
        events: vec![
            StoryEvent::Merge { from: build::id(8), into: build::id(9) },
            StoryEvent::Split { from: build::id(9), into: build::id(7), articles: vec![build::id(3)] },
            StoryEvent::Thread { story: build::id(9), thread: build::id(2) },
        ],
        certainty: 640,
    }
}

fn brief() -> Brief {
    let (words, article) = (span("“All 41 people are safe,” Ida Brandt said."), build::id(3));
    let said = span("All 41 people are safe,");
    Brief {
        id: build::id(9),
        revision: 2,
        thread: Some(build::id(2)),
        title: "Ferry sinks off Hollin".to_owned(),
        when: Some(When {
            value: "2024-08-16".to_owned(),
            interval: Some(("2024-08-16".to_owned(), "2024-08-16".to_owned())),
        }),
        articles: vec![article, build::id(4)],
        related: vec![build::id(5)],
        outlets: 2,
        why: vec![Why { kind: WhyKind::Term, text: "ferry".to_owned(), weight: 500 }],
        summary: vec![SummarySentence {
            text: words.str(TEXT).to_owned(),
            article,
            span: words,
            antecedent: Some(Antecedent { text: "Ida Brandt".to_owned(), span: span("Ida Brandt") }),
        }],
        quotations: vec![QuotationGroup {
            speaker: Some("Ida Brandt".to_owned()),
            renderings: vec![Rendering {
                article,
                text: said.str(TEXT).to_owned(),
                span: said,
                kind: QuotationKind::Direct,
            }],
        }],
        timeline: vec![TimelineEntry {
            value: "2024-08-16".to_owned(),
            text: words.str(TEXT).to_owned(),
            article,
            span: words,
        }],
        disagreements: vec![Disagreement {
            kind: DisagreementKind::Number,
            about: "people aboard".to_owned(),
            why: "one says `41`, one says nothing".to_owned(),
            values: vec![
                Value { article, value: Some("41 people".to_owned()), span: Some(span("41 people")) },
                Value { article: build::id(4), value: None, span: None },
            ],
        }],
        entities: vec![BriefEntity {
            canonical: "Ida Brandt".to_owned(),
            kind: NameKind::Person,
            mentions: 1,
        }],
        datings: vec![Dating {
            article,
            written: Some(claim()),
            notes: vec![Note::new("date-conflict", "of the story")],
        }],
        spellings: vec![Spelling { article, from: "Ida Brand".to_owned(), to: "Ida Brandt".to_owned() }],
    }
}

fn with_outcome(outcome: Outcome) -> Frame {
    let mut frame = build::raw_frame(2, "hollin/001.txt", "Ferry sinks off Hollin\n").unwrap();
    frame.envelope.outcome = outcome;
    frame
}

/// Every kind of frame, by the name of its file.
fn frames() -> Result<Vec<(&'static str, Frame)>, FrameError> {
    let mut layered = Frame::document(Envelope {
        position: "17".to_owned(),
        ..Envelope::new(build::id(3), 41, "hollin/pages.jsonl")
    });
    layered.attach(&raw())?;
    layered.attach(&markup())?;
    layered.attach(&article())?;
    layered.attach(&tags())?;
    layered.attach(&decision())?;
    let filtered = Filtered { code: "not-an-article".to_owned(), message: "a list of links".to_owned() };
    let quarantine = Quarantine {
        stage: "ingest".to_owned(),
        code: "not-text".to_owned(),
        message: "`3` of `4` bytes are control characters".to_owned(),
        bytes: vec![0, 1, 2, b'a'],
    };
    let mut quarantined = with_outcome(Outcome::Quarantined(quarantine));
    quarantined.layers.clear();
    Ok(vec![
        ("raw", with_outcome(Outcome::Kept)),
        ("copy", with_outcome(Outcome::Copy(Copy { of: build::id(1), share: 940 }))),
        ("filtered", with_outcome(Outcome::Filtered(filtered))),
        ("quarantined", quarantined),
        ("layered", layered),
        ("story", Frame::story(&brief(), 0)?),
    ])
}

#[test]
fn frames_are_written_as_they_always_were() {
    let dir = root().join("tests/golden");
    for (name, frame) in frames().unwrap() {
        let path = dir.join(format!("{name}.frame"));
        let bytes = frame.to_bytes().unwrap();
        if std::env::var_os("BLESS").is_some() {
            std::fs::create_dir_all(&dir).unwrap();
            std::fs::write(&path, &bytes).unwrap();
        }
        let golden = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}.frame: {error}"));
        assert!(
            golden == bytes,
            "{name}.frame is written otherwise now: is that meant? then `cargo xtask bless`"
        );
        assert_eq!(Frame::from_bytes(&golden).unwrap(), (frame, golden.len()), "{name}.frame");
    }
}

#[test]
fn the_layers_of_the_golden_frames_are_read_back() {
    let frames = frames().unwrap();
    let frame = |name: &str| frames.iter().find(|(have, _)| *have == name).unwrap().1.clone();
    let layered = frame("layered");
    assert_eq!(layered.layer::<Raw>().unwrap(), raw());
    assert_eq!(layered.layer::<Markup>().unwrap(), markup());
    assert_eq!(layered.layer::<Article>().unwrap(), article());
    assert_eq!(layered.layer::<Tags>().unwrap(), tags());
    assert_eq!(layered.layer::<Decision>().unwrap(), decision());
    assert_eq!(frame("story").layer::<Brief>().unwrap(), brief());
}

#[test]
fn golden_frames_cut_anywhere_are_truncated_and_flipped_anywhere_are_refused() {
    for (name, frame) in frames().unwrap() {
        let bytes = frame.to_bytes().unwrap();
        for end in 0..bytes.len() {
            assert!(
                matches!(Frame::from_bytes(&bytes[..end]), Err(FrameError::Truncated)),
                "{name} cut at {end}"
            );
        }
        let mut flipped = bytes.clone();
        for bit in 0..bytes.len() * 8 {
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(Frame::from_bytes(&flipped).is_err(), "{name} with bit {bit} flipped");
            flipped[bit / 8] ^= 1 << (bit % 8);
        }
    }
}

/// The bytes of the worked example: the two-digit words at the start of each line of the page's `hex` block, up to `|`.
fn bytes_of_the_page(page: &str) -> Vec<u8> {
    let block = page.split("```hex\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let hex = block.lines().flat_map(|line| line.split('|').next().unwrap_or_default().split_whitespace());
    hex.map(|byte| u8::from_str_radix(byte, 16).unwrap_or_else(|_| panic!("`{byte}` is no byte"))).collect()
}

#[test]
fn the_worked_example_of_the_format_page_is_what_is_written() {
    let page = std::fs::read_to_string(root().join("crates/record/FORMAT.md")).unwrap();
    let mut frame = build::raw_frame(0, "a.txt", "Crew safe\n").unwrap();
    frame.envelope.position.clear();
    let bytes = frame.to_bytes().unwrap();
    assert_eq!(bytes_of_the_page(&page), bytes, "the page says otherwise");
    assert_eq!(Frame::from_bytes(&bytes).unwrap().0.layer::<Raw>().unwrap().text, "Crew safe\n");
}
