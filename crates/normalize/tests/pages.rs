//! Pages as they come: what is kept, what is dropped, and what they say of themselves.

use copydesk_normalize::normalize;
use copydesk_normalize::record::{Article, Page, Raw, Role};

fn article(text: &str) -> Article {
    normalize(&Page { raw: Raw::from_text(text), ..Page::default() })
}

/// Each line of the page behind its role: `T` title, `B` body, `H` heading, `L` list, `-` dropped.
fn check_lines(marked: &str) {
    let (marks, lines): (Vec<&str>, Vec<&str>) = marked.lines().map(|line| line.split_at(2)).unzip();
    let text = lines.join("\n");
    let article = article(&text);
    let found: Vec<&str> = article
        .blocks
        .iter()
        .map(|block| match block.role {
            Role::Title => "T ",
            Role::Body => "B ",
            Role::Heading => "H ",
            Role::List => "L ",
            _ => "- ",
        })
        .collect();
    assert_eq!(found, marks, "{:#?}", article.blocks);
}

#[test]
fn a_page_with_furniture_at_both_ends() {
    check_lines(
        "- Skip to content
- Coast > Ports
T Ferry crews walk out at Port Alva
- Rosa Lindqvist
- 4 May 2024, 09:15
- Share article:
- Passengers waiting on the quay on Friday. Credit: Ola Brandt / Courier
B Hundreds of ferry passengers slept on the quay at Port Alva after the crews walked out over pay on Friday night.
B “We were told to wait, and then we were told nothing,” said Ines Marr, who had come from the islands.
- Read also: What the ferries cost
H No boats until Monday
B The company said that no boat would leave before Monday, and that it would pay for hotels where there were any left.
B Talks go on.
- Ferries   Strike   Port Alva
- 12 Comments
- © Harbour Courier Ltd. 2024",
    );
}

#[test]
fn a_lead_printed_twice_counts_once() {
    check_lines(
        "- May 4, 2024
- The crews of the Alva ferries walked out on Friday night, and hundreds of passengers slept on the […]
- The crews of the Alva ferries walked out on Friday night, and hundreds of passengers slept on the quay.
B The crews of the Alva ferries walked out on Friday night, and hundreds of passengers slept on the quay.
B A union spokesman said that nobody would sail before the company had answered its letter of the first of March.",
    );
}

#[test]
fn comments_and_other_pieces_go() {
    check_lines(
        "T Dyke at Senne breaks before dawn
- By Rosa Lindqvist
B The river broke through the dyke at Senne before dawn on Monday and drove some nine hundred people from their beds.
B Firemen in boats took the last of them off their roofs at noon, and the mayor said that nobody was missing.
B The dyke was to have been raised by a metre this summer, but the money for it had been spent on a bridge.
- Comments (2)
- I have said for years that this would happen and nobody has listened to me at all.
- So have I.",
    );
}

#[test]
fn points_of_a_list_are_content() {
    check_lines(
        "T Court annuls the vote at Kesselbach
- 17 February 2023
H What you need to know:
L • The judge found altered sheets from nine polling stations
L • A new vote is due within sixty days
B The court at Kesselbach annulled the August vote on Friday and ordered a new one within sixty days of its ruling.
B “A vote is counted once,” the judge said, “and this one was counted until it came out as it was wanted.”",
    );
}

const BODY: &str = "The crews of the Alva ferries walked out on Friday night, and hundreds of passengers slept on the quay.
A union spokesman said that nobody would sail before the company had answered its letter of the first of the month.";

#[test]
fn names_of_outlets() {
    let check = |page: &str, expected: Option<&str>| {
        assert_eq!(article(&page.replace("BODY", BODY)).outlet.as_deref(), expected, "{page}");
    };
    check(
        "Ferry crews walk out\nBODY\n© 2024 Harbour Courier Ltd. All rights reserved.",
        Some("Harbour Courier"),
    );
    check(
        "HBC | Harbour Broadcasting Company | News\nFerry crews walk out\nBODY\nAll rights reserved to HBC.",
        Some("Harbour Broadcasting Company"),
    );
    check("Ferry crews walk out\nALVA, May 4 (Coast Wire) - BODY", Some("Coast Wire"));
    check(
        "Ferry crews walk out\nBODY\nCLICK HERE TO READ MORE FROM THE HARBOUR COURIER",
        Some("Harbour Courier"),
    );
    check(
        "Ferry crews walk out\nBODY\nOur Standards: The Coastline Editorial Principles.",
        Some("Coastline"),
    );
    check("Ferry crews walk out | Harbour Watch\nBODY", Some("Harbour Watch"));
    check("Ferry crews walk out\nBODY", None);
}

#[test]
fn dates_and_what_they_rest_on() {
    let check = |page: &str, published: Option<&str>, written: Option<&str>, conflicts: usize| {
        let article = article(&page.replace("BODY", BODY));
        let value = |claim: &Option<_>| {
            claim.as_ref().map(|claim: &copydesk_normalize::record::DateClaim| claim.value.clone())
        };
        assert_eq!(value(&article.published).as_deref(), published, "{page}");
        assert_eq!(value(&article.written).as_deref(), written, "{page}");
        assert_eq!(
            article.notes.iter().filter(|note| note.kind == "date-conflict").count(),
            conflicts,
            "{page}"
        );
    };
    let told = |date: &str, day: &str| {
        let lead = format!(
            "The crews of the Alva ferries walked out on {day}, and hundreds of passengers slept on the quay."
        );
        let rest =
            "A union spokesman said that nobody would sail before the company had answered its letter.";
        format!("Ferry crews walk out\n{date}\n{lead}\n{rest}")
    };
    let (printed, written) = (Some("2023-06-15"), Some("2018-10-06"));
    check(
        &told("Printed from alva.example on 15 June 2023", "Saturday, 6 October 2018"),
        printed,
        written,
        1,
    );
    check(&told("15 June 2023", "Saturday, 6 October 2018"), printed, written, 1);
    // Of the years before, the last in which that day was a Friday.
    check(&told("9 February 2026", "Friday, 4 October"), Some("2026-02-09"), Some("2024-10-04"), 1);
    check(&told("15 June 2023", "Wednesday, 14 June"), printed, printed, 0);
    check(&told("15 June 2023", "Friday, as on Saturday, 6 October 2018"), printed, printed, 0);
    let day = Some("2024-05-04");
    check("Ferry crews walk out\n4 May 2024\nBODY", day, day, 0);
    check("Ferry crews walk out\nUpdated: 6 May 2024 – first published 4 May 2024\nBODY", day, day, 0);
    check("Ferry crews walk out\nBODY\nA ferry in March. Photo: 3 March 2024, Ola Brandt", None, None, 0);
    check("Ferry crews walk out\nBODY\nThe last strike had ended on 2 May 2024.", None, Some("2024-05"), 0);
    check(
        "Ferry crews walk out\n9 September 2024\nALVA, May 4 (Coast Wire) - BODY",
        Some("2024-09-09"),
        day,
        1,
    );
    check(
        "Ferry crews walk out\nPosted September 9, 2024\nBODY\nThis story originally ran on Coastline in May.",
        Some("2024-09-09"),
        Some("2024-05"),
        1,
    );
    check(
        "Ferry crews walk out\nRetrieved: Mon, 6 May 2024\nBODY",
        Some("2024-05-06"),
        Some("2024-05-03"),
        0,
    );
    check(
        "Ferry crews walk out\nBODY\nThe crews last struck in May 2015, nine years ago.",
        None,
        Some("2024"),
        0,
    );
}

#[test]
fn a_page_without_a_date_is_of_the_day_that_its_first_lines_name() {
    let page = |lead: &str, end: &str| {
        format!(
            "Ferry runs again off Hollin\nThe ferry Marigold runs again between Hollin and Port Arlen {lead}.\nIts owner said that the \
             engine had been mended.\nThe crew of nine was paid throughout.\nPassengers were told to come early.\n\
             The harbour office had asked for another ship.\nThe last one was sold {end}."
        )
    };
    let check = |lead: &str, end: &str, expected: Option<&str>| {
        let written = article(&page(lead, end)).written.map(|claim| claim.value);
        assert_eq!(written.as_deref(), expected, "{lead}; {end}");
    };
    check("after a storm of 23 February 2025", "to Greece", Some("2025-02"));
    check("after a storm", "on 4 May 2009", None);
    check("in the year to March 2005", "to Greece", None);
    check("with the engine of May 2004", "to Greece", None);
    check("as it did in the second week of May 2004", "to Greece", Some("2004-05"));
}

#[test]
fn the_first_sentence_of_a_bare_article_is_text() {
    let text = "Laura Ashley parts with its chief\n\nHollin Fabrics is parting company with its chief executive Ida Brandt.\n\n\
                Mr Brandt will leave the firm in June after two years, in which sales fell by a tenth, the company said in a statement.\n\n\
                Shares in the company fell four per cent to 212 pence in London on the news, their lowest for a year.\n";
    let article = article(text);
    let body: Vec<&str> = article.content_blocks().map(|block| block.span.str(text)).collect();
    assert!(body.iter().any(|line| line.starts_with("Hollin Fabrics is parting")), "{body:?}");
}

#[test]
fn pages_that_are_no_article() {
    let check = |text: &str, expected: Option<&str>| {
        assert_eq!(article(text).filtered.map(|filtered| filtered.code).as_deref(), expected, "{text}");
    };
    check("", Some("empty"));
    check("\u{feff}\n \r\n", Some("empty"));
    check("Share on Facebook\nRead also: Ferry sinks\n© Harbour Courier 2024", Some("not-an-article"));
    check("The ferry to Bergen sank on Friday in a storm off the coast.", Some("too-little-text"));
    check(
        "Tag: ferries\n14 articles found. Page 1 of 2.\nFerry crews walk out\nThe crews of the Alva ferries walked out on...\n\
         4 May 2024\nFerry sinks off Bergen\nThe boat went down in the night with nobody on board, police say...\n2 May 2024",
        Some("not-an-article"),
    );
    check(BODY, None);
}

#[test]
fn garbled_words_are_repaired_in_the_title_and_noted() {
    let found = article(&format!("â€˜Enoughâ€™, say the ferry crews at Alva\n4 May 2024\n{BODY}"));
    assert_eq!(found.title.as_deref(), Some("‘Enough’, say the ferry crews at Alva"));
    assert_eq!(found.notes[0].kind, "mojibake");
}

#[test]
fn endless_lines_and_endless_pages_are_read() {
    const BYTES: usize = 5 << 20;
    for text in [
        "ab\n".repeat(BYTES / 3),
        "word ".repeat(BYTES / 5),
        "x".repeat(BYTES),
        "1 May 2024 ".repeat(BYTES / 11),
    ] {
        let article = article(&text);
        let n_covered: usize = article.blocks.iter().map(|block| block.span.len()).sum();
        assert!(n_covered * 2 > BYTES, "{n_covered}");
        assert!(article.blocks.len() < 50_000);
    }
}
