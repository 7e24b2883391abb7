//! The laws of the stage: it never panics, every citation stands in its source, briefs come in order and are always the
//! same.

use copydesk_record::{
    Article, Block, Brief, DateClaim, Decision, Filed, Id, Name, NameKind, Quantity, Quotation,
    QuotationKind, Role, Span, StoryEvent, Tagged, Tags, TimeKind, TimeTag,
};
use copydesk_stage::collect;
use copydesk_summarize::Summarize;
use proptest::prelude::*;

fn quotation(span: Span, speaker: &str) -> Quotation {
    let speaker = Some(speaker.to_owned());
    let (kind, rule) = (QuotationKind::Direct, String::new());
    Quotation { span, kind, speaker, speaker_span: Some(span), cue_span: None, rule }
}

fn time(span: Span, day: &str) -> TimeTag {
    let interval = Some((day.to_owned(), day.to_owned()));
    let rule = String::new();
    TimeTag { span, kind: TimeKind::Date, value: day.to_owned(), interval, is_relative: false, rule }
}

/// Any text with any spans on it, in the text or not, and any decision.
fn any_filed() -> impl Strategy<Value = Filed> {
    let span = (0usize..300, 0usize..300).prop_map(|(a, b)| Span::new(a, b));
    let text = prop_oneof![any::<String>(), "([A-Za-zé]{1,8} ){1,60}", "[ a-z0-9,.“”é\n]{0,300}"];
    let marks = prop::collection::vec(span.clone(), 0..8);
    (text, prop::collection::vec(span, 0..4), marks, 0u8..4, 0u8..4, any::<u64>(), ".{0,12}").prop_map(
        |(text, blocks, marks, story, other, seq, date)| {
            let blocks =
                blocks.into_iter().map(|span| Block { role: Role::Body, span, reason: None }).collect();
            let claim = DateClaim { value: date.clone(), ..DateClaim::default() };
            let name = |&span: &Span| Name { span, kind: NameKind::Person, entity: 0 };
            let quantity =
                |&span: &Span| Quantity { span, value: "17".to_owned(), unit: "person".to_owned() };
            let tags = Tags {
                names: marks.iter().map(name).collect(),
                times: marks.iter().map(|&span| time(span, &date)).collect(),
                quotations: marks.iter().map(|&span| quotation(span, "Ida Brandt")).collect(),
                quantities: marks.iter().map(quantity).collect(),
                sentences: marks.clone(),
                ..Tags::default()
            };
            let id = Id::of_document("any", &seq.to_string(), text.as_bytes());
            let article = Article { blocks, published: Some(claim), ..Article::default() };
            let document = Tagged { id, seq, text, article, tags, ..Tagged::default() };
            let (story, other) = (Id::from_bytes([story; 16]), Id::from_bytes([other; 16]));
            let events = vec![
                StoryEvent::Merge { from: other, into: story },
                StoryEvent::Thread { story, thread: other },
            ];
            Filed {
                document,
                decision: Decision { story, why: Vec::new(), events, certainty: Decision::SURE },
            }
        },
    )
}

/// Every text of the brief that has a span, with its article.
fn citations(brief: &Brief) -> Vec<(Id, Span, &str)> {
    let mut out: Vec<(Id, Span, &str)> = Vec::new();
    out.extend(
        brief.summary.iter().map(|sentence| (sentence.article, sentence.span, sentence.text.as_str())),
    );
    let antecedents =
        brief.summary.iter().filter_map(|sentence| Some((sentence.article, sentence.antecedent.as_ref()?)));
    out.extend(antecedents.map(|(article, antecedent)| (article, antecedent.span, antecedent.text.as_str())));
    let renderings = brief.quotations.iter().flat_map(|group| &group.renderings);
    out.extend(renderings.map(|rendering| (rendering.article, rendering.span, rendering.text.as_str())));
    out.extend(brief.timeline.iter().map(|entry| (entry.article, entry.span, entry.text.as_str())));
    let values = brief.disagreements.iter().flat_map(|disagreement| &disagreement.values);
    out.extend(values.filter_map(|value| Some((value.article, value.span?, value.value.as_deref()?))));
    out
}

fn briefs(filed: &[Filed]) -> Vec<Brief> {
    collect(&mut Summarize::new(), filed.to_vec()).0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn citations_stand_in_their_sources(filed in prop::collection::vec(any_filed(), 0..7)) {
        let briefs = briefs(&filed);
        let n_articles: usize = briefs.iter().map(|brief| brief.articles.len()).sum();
        prop_assert_eq!(n_articles, filed.len());
        for (article, span, text) in briefs.iter().flat_map(citations) {
            let stands = filed.iter().any(|one| one.document.id == article && span.of(&one.document.text) == Some(text));
            prop_assert!(stands, "{text}");
        }
    }

    #[test]
    fn briefs_are_the_same_and_in_order(filed in prop::collection::vec(any_filed(), 0..7)) {
        let once = briefs(&filed);
        prop_assert_eq!(&once, &briefs(&filed));
        let place = |brief: &Brief| filed.iter().position(|one| Some(&one.document.id) == brief.articles.first());
        let places: Vec<Option<usize>> = once.iter().map(place).collect();
        prop_assert!(places.is_sorted());
    }
}

/// An article of the desk's own, with a quotation of the mayor.
fn report(seq: u64, date: &str, text: &str, said: &str) -> Filed {
    let at = text.find(said).unwrap_or_default();
    let tags =
        Tags { quotations: vec![quotation(Span::new(at, at + said.len()), "Ida Brandt")], ..Tags::default() };
    let blocks = vec![Block { role: Role::Body, span: Span::new(0, text.len()), reason: None }];
    let claim = (!date.is_empty()).then(|| DateClaim { value: date.to_owned(), ..DateClaim::default() });
    let article = Article { blocks, published: claim, ..Article::default() };
    let id = Id::of_document("desk", &seq.to_string(), text.as_bytes());
    let document = Tagged { id, seq, text: text.to_owned(), article, tags, ..Tagged::default() };
    let decision = Decision {
        story: Id::from_bytes([7; 16]),
        why: Vec::new(),
        events: Vec::new(),
        certainty: Decision::SURE,
    };
    Filed { document, decision }
}

fn brawl(seq: u64, date: &str, word: &str) -> Filed {
    let said = format!("Let us drain the harbour and end this {word},");
    report(
        seq,
        date,
        &format!("Work on the quay goes on. “{said}” mayor Ida Brandt said of the dredging."),
        &said,
    )
}

#[test]
fn one_utterance_in_other_words() {
    let filed = [brawl(0, "2024-08-16", "farce"), brawl(1, "2024-08-17", "comedy")];
    let [brief] = &briefs(&filed)[..] else { panic!("one story") };
    assert_eq!(brief.quotations.len(), 1);
    let values: Vec<Option<&str>> =
        brief.disagreements[0].values.iter().map(|value| value.value.as_deref()).collect();
    assert_eq!(values, [Some("farce"), Some("comedy")]);
}

#[test]
fn a_reprint_is_dated_by_its_story() {
    let filed = [brawl(0, "2024-11-23", "farce"), brawl(1, "2024-08-16", "farce"), brawl(2, "", "farce")];
    let [brief] = &briefs(&filed)[..] else { panic!("one story") };
    let dates: Vec<(Id, Option<&str>, usize)> = brief
        .datings
        .iter()
        .map(|dating| {
            (dating.article, dating.written.as_ref().map(|claim| claim.value.as_str()), dating.notes.len())
        })
        .collect();
    let id = |place: usize| filed[place].document.id;
    assert_eq!(dates, [(id(0), Some("2024-08-16"), 1), (id(2), Some("2024-08-16"), 0)]);
}

#[test]
fn dates_a_week_apart_are_no_conflict() {
    let filed = [brawl(0, "2024-08-16", "farce"), brawl(1, "2024-08-21", "farce")];
    assert_eq!(briefs(&filed)[0].datings, []);
}

#[test]
fn the_largest_articles_pass() {
    let said = "We shall see,";
    let line = format!("“{said}” {}", "mayor of the harbour town ".repeat(200_000));
    let lines = format!("{said}\n{}", "ab\n".repeat(1_700_000));
    let filed = [report(0, "2024-08-16", &line, said), report(1, "2024-08-16", &lines, said)];
    assert_eq!(briefs(&filed).len(), 1);
}
