//! Names as news writes them.

use copydesk_record::{Article, Block, Reading};

use super::*;

fn check(text: &str, expected: &[(&str, NameKind, &str)]) {
    let mut start = 0;
    let blocks = text.split('\n').enumerate().map(|(n, line)| {
        let role = if n == 0 && text.contains('\n') { Role::Title } else { Role::Body };
        let block = Block { role, span: Span::new(start, start + line.len()), reason: None };
        start += line.len() + 1;
        block
    });
    let article = Article { blocks: blocks.collect(), ..Article::default() };
    let reading = Reading { text: text.to_owned(), article, ..Reading::default() };
    let (names, entities) = names(&Content::of(&reading));
    let found: Vec<_> = names
        .iter()
        .filter(|name| name.kind != NameKind::Other)
        .map(|name| {
            let entity = entities.get(name.entity as usize).map_or("", |entity| entity.canonical.as_str());
            (name.span.str(text), name.kind, entity)
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

const PERSON: NameKind = NameKind::Person;
const BODY: NameKind = NameKind::Organisation;
const PLACE: NameKind = NameKind::Place;

#[test]
fn titles_and_offices_are_left_out() {
    check(
        "President Alma Reyes met Mobility Minister Sofie Delcroix.",
        &[("Alma Reyes", PERSON, "Alma Reyes"), ("Sofie Delcroix", PERSON, "Sofie Delcroix")],
    );
    check(
        "Mr. Brandt spoke to RailBel Chief Executive Marc Thijssen.",
        &[
            ("Brandt", PERSON, "Brandt"),
            ("RailBel", BODY, "RailBel"),
            ("Marc Thijssen", PERSON, "Marc Thijssen"),
        ],
    );
}

#[test]
fn a_surname_goes_with_the_full_name() {
    check(
        "Ines Falk was late. “No,” Falk said.",
        &[("Ines Falk", PERSON, "Ines Falk"), ("Falk", PERSON, "Ines Falk")],
    );
}

#[test]
fn an_acronym_goes_with_what_it_stands_for() {
    check(
        "The Darfur Unity Forces (DUF) left. The DUF came back.",
        &[
            ("Darfur Unity Forces", BODY, "Darfur Unity Forces"),
            ("DUF", BODY, "Darfur Unity Forces"),
            ("DUF", BODY, "Darfur Unity Forces"),
        ],
    );
    check("The U.N. said so. UN staff left.", &[("U.N.", BODY, "U.N."), ("UN", BODY, "U.N.")]);
}

#[test]
fn places_by_table_and_by_what_stands_about_them() {
    check(
        "It rained in Mocuba and in the town of Velha, near the Licungo river.",
        &[("Mocuba", PLACE, "Mocuba"), ("Velha", PLACE, "Velha"), ("Licungo river", PLACE, "Licungo river")],
    );
    check(
        "MAPUTO, Feb 16 (Austral Wire) - Nobody was hurt in Maputo.",
        &[("MAPUTO", PLACE, "Maputo"), ("Austral Wire", BODY, "Austral Wire"), ("Maputo", PLACE, "Maputo")],
    );
    check(
        "Doha-based envoys flew to Mozambique's coast.",
        &[("Doha", PLACE, "Doha"), ("Mozambique", PLACE, "Mozambique")],
    );
}

#[test]
fn bodies_keep_their_small_words() {
    check(
        "She leads the National Institute for Disaster Management.",
        &[("National Institute for Disaster Management", BODY, "National Institute for Disaster Management")],
    );
    check("He works at the University of Ibadan.", &[("University of Ibadan", BODY, "University of Ibadan")]);
    check(
        "Sudan's Military Council met.",
        &[("Sudan", PLACE, "Sudan"), ("Military Council", BODY, "Military Council")],
    );
}

#[test]
fn capitals_of_sentences_and_headlines_name_nobody() {
    check("Residents fled. Belgian trains stopped on Tuesday.", &[]);
    check(
        "Ferry Sinks Off Quelimane As Reyes Warns\nThe ferry sank. Alma Reyes was in Quelimane.",
        &[
            ("Quelimane", PLACE, "Quelimane"),
            ("Reyes", PERSON, "Alma Reyes"),
            ("Alma Reyes", PERSON, "Alma Reyes"),
            ("Quelimane", PLACE, "Quelimane"),
        ],
    );
}
