//! Tests of the spelling of names across the articles of a story.

use std::sync::Arc;

use copydesk_record::{
    Article, Block, Entity, Id, Name, NameKind, Quotation, QuotationKind, Role, Span, Tagged, Tags,
};

use crate::{StoryInput, brief};

/// An article in which each of the speakers, named in the lead, says something of their own.
fn report(seq: usize, lead: &str, speakers: &[&str]) -> Tagged {
    let said = "“The bridge at Hollin stays shut,”";
    let text = format!("{lead} {said}");
    let span = Span::new(lead.len() + 1, text.len());
    let quotation = |speaker: &&str| Quotation {
        span,
        kind: QuotationKind::Direct,
        speaker: Some((*speaker).to_owned()),
        speaker_span: None,
        cue_span: None,
        rule: String::new(),
    };
    let kind = NameKind::Person;
    let named = speakers.iter().filter_map(|speaker| Some((*speaker, lead.find(*speaker)?))).enumerate();
    let (names, entities) = named
        .map(|(idx, (speaker, at))| {
            let entity = idx as u32;
            (
                Name { span: Span::new(at, at + speaker.len()), kind, entity },
                Entity { id: entity, canonical: speaker.to_owned(), kind },
            )
        })
        .unzip();
    let quotations = speakers.iter().map(quotation).collect();
    let blocks = vec![Block { role: Role::Body, span: Span::new(0, text.len()), reason: None }];
    let id = Id::of_document("desk", &seq.to_string(), text.as_bytes());
    let tags = Tags { quotations, names, entities, ..Tags::default() };
    Tagged {
        id,
        seq: seq as u64,
        text,
        article: Article { blocks, ..Article::default() },
        tags,
        ..Tagged::default()
    }
}

/// The changes in a story whose articles have these leads and speakers.
fn changes(story: &[(&str, &[&str])]) -> Vec<(String, String)> {
    let reports = story.iter().enumerate();
    let articles = reports.map(|(seq, (lead, speakers))| Arc::new(report(seq, lead, speakers))).collect();
    let spellings = brief(&StoryInput { articles, ..StoryInput::default() }).spellings;
    spellings.into_iter().map(|spelling| (spelling.from, spelling.to)).collect()
}

fn check(story: &[(&str, &[&str])], expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> =
        expected.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
    assert_eq!(changes(story), expected, "{story:?}");
}

#[test]
fn variants_of_one_name_are_joined() {
    let two = |a: &str, b: &str, from: &str, to: &str| check(&[("", &[a]), ("", &[b])], &[(from, to)]);
    two("Jaroslav Hruška", "Hruska", "Hruska", "Jaroslav Hruška");
    two("General Nasir Haydour", "Nasir Haydour", "General Nasir Haydour", "Nasir Haydour");
    two("Nasser Haidur", "Nasir Haydour", "Nasir Haydour", "Nasser Haidur");
    two("Haidour", "Nasir Haydour", "Haidour", "Nasir Haydour");
    two("Pavel Marchenko", "Pavel Marchenka", "Pavel Marchenka", "Pavel Marchenko");
    two("Aliaksandr Marchenka", "Alexander Marchenko", "Alexander Marchenko", "Aliaksandr Marchenka");
    two("Aoife O’Dwyer", "Aoife O'Dwyer", "Aoife O'Dwyer", "Aoife O’Dwyer");
    two("Ida Brandt", "Ida Brandt-Moll", "Ida Brandt-Moll", "Ida Brandt");
    two("Jaroslav Hruska", "Jaroslav Hruška", "Jaroslav Hruska", "Jaroslav Hruška");
}

#[test]
fn accents_and_what_two_spellings_were_made_of_decide() {
    check(
        &[("", &["Hernan Torrejon"]), ("", &["Hernan Torrejon"]), ("", &["Hernán Torrejón"])],
        &[("Hernan Torrejon", "Hernán Torrejón"), ("Hernan Torrejon", "Hernán Torrejón")],
    );
    check(
        &[("", &["Viktor Solodukha"]), ("", &["Viktar Saladukha"]), ("", &["Viktors Saladuha"])],
        &[("Viktor Solodukha", "Viktar Saladukha"), ("Viktors Saladuha", "Viktar Saladukha")],
    );
    check(
        &[("", &["Alexei Grinevich"]), ("", &["Aliaksei Hrynevich"]), ("", &["Alexei Grinevich"])],
        &[("Aliaksei Hrynevich", "Alexei Grinevich")],
    );
    check(
        &[("", &["Haruka Minemoto"]), ("", &["Minemoto Haruka"])],
        &[("Minemoto Haruka", "Haruka Minemoto")],
    );
    check(
        &[("", &["Edgardo Rimachi"]), ("", &["Edgardo Rimaqui"]), ("", &["Edgardo Rimachi"])],
        &[("Edgardo Rimaqui", "Edgardo Rimachi")],
    );
}

#[test]
fn most_articles_decide() {
    check(
        &[("", &["Nasser Haidur"]), ("", &["Nasir Haydour"]), ("", &["Haydour"])],
        &[("Nasser Haidur", "Nasir Haydour"), ("Haydour", "Nasir Haydour")],
    );
}

#[test]
fn different_people_are_kept_apart() {
    let apart = |a: &str, b: &str| check(&[("", &[a]), ("", &[b])], &[]);
    apart("Vitus Kellner", "Wolf Kellner");
    apart("Stoyan Radev", "Rositsa Radeva");
    apart("Pavel Hrubesky", "Hrubeska");
    apart("Ana Kim", "Jin Kim");
    apart("Ida Brandt", "Ida Moll");
    apart("Ida Brandt", "the harbour master");
    check(&[("", &["Ana Lorca", "Jin Lorca"]), ("", &["Lorca"])], &[]);
    check(&[("", &["Karimah Haydour", "Karemah Haydour"]), ("", &["Ida Brandt"])], &[]);
}

#[test]
fn one_article_changes_nothing() {
    check(&[("", &["Nasir Haydour", "Haidur"])], &[]);
}

#[test]
fn an_office_with_one_holder_is_a_name() {
    let mayor = "The bridge was shut by mayor Ida Brandt on Monday.";
    check(&[(mayor, &["Ida Brandt"]), ("", &["the mayor"])], &[("the mayor", "Ida Brandt")]);
    let behind = "Ida Brandt, the town's mayor, shut the bridge.";
    check(&[(behind, &["Ida Brandt"]), ("", &["the mayor"])], &[("the mayor", "Ida Brandt")]);
    check(&[(mayor, &["Ida Brandt"]), ("", &["a mayor"])], &[]);
    check(&[(mayor, &["Ida Brandt"]), ("", &["the driver"])], &[]);
    check(&[("The former mayor Ida Brandt spoke.", &["Ida Brandt"]), ("", &["the mayor"])], &[]);
    check(&[("The mayor, a friend, met Ida Brandt.", &["Ida Brandt"]), ("", &["the mayor"])], &[]);
    let other = "Later mayor Jon Aske of the next town came.";
    check(&[(mayor, &["Ida Brandt"]), (other, &["Jon Aske"]), ("", &["the mayor"])], &[]);
}

#[test]
fn brief_has_the_story_s_spelling() {
    let lead = |name: &str| format!("Engineer {name} closed it.");
    let names = ["Nasir Haydour", "Nasser Haidur"];
    let articles =
        names.iter().enumerate().map(|(seq, name)| Arc::new(report(seq, &lead(name), &[name]))).collect();
    let brief = brief(&StoryInput { articles, ..StoryInput::default() });
    let speakers: Vec<Option<&str>> = brief.quotations.iter().map(|group| group.speaker.as_deref()).collect();
    assert_eq!(speakers, [Some("Nasir Haydour")]);
    let entities: Vec<(&str, u32)> =
        brief.entities.iter().map(|entity| (entity.canonical.as_str(), entity.mentions)).collect();
    assert_eq!(entities, [("Nasir Haydour", 2)]);
}
