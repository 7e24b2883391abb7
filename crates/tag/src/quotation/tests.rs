//! Paragraphs as newspapers write them, and whose words are found in them.

use copydesk_record::{Article, Block, QuotationKind, Reading, Role, Span};

use super::quotations;
use crate::content::Content;

fn read(text: &str) -> Vec<(QuotationKind, String, String)> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let role = if line.starts_with("# ") { Role::Title } else { Role::Body };
        let skipped = if role == Role::Title { 2 } else { 0 };
        blocks.push(Block { role, span: Span::new(start + skipped, start + line.len()), reason: None });
        start += line.len() + 1;
    }
    let article = Article { blocks, ..Article::default() };
    let reading = Reading { text: text.to_owned(), article, ..Reading::default() };
    let content = Content::of(&reading);
    let found = quotations(&content, &[], &[]);
    let words = |span: Span| span.str(text).to_owned();
    found.into_iter().map(|said| (said.kind, words(said.span), said.speaker.unwrap_or_default())).collect()
}

/// Direct and partial quotations, with their speakers.
fn check(text: &str, expected: &[(&str, &str)]) {
    let found = read(text);
    let found: Vec<(&str, &str)> = found
        .iter()
        .filter(|(kind, ..)| *kind != QuotationKind::Reported)
        .map(|(_, words, speaker)| (words.as_str(), speaker.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

/// Reported speech, with its speakers.
fn check_reported(text: &str, expected: &[(&str, &str)]) {
    let found = read(text);
    let found: Vec<(&str, &str)> = found
        .iter()
        .filter(|(kind, ..)| *kind == QuotationKind::Reported)
        .map(|(_, words, speaker)| (words.as_str(), speaker.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_verb_after_the_words() {
    check(
        "“The pier is closed,” said harbourmaster Ines Falk. “Nobody goes out tonight.”",
        &[("The pier is closed,", "Ines Falk"), ("Nobody goes out tonight.", "Ines Falk")],
    );
    check(
        "\"We had no warning,\" Tomas Reyl, a baker, told reporters.",
        &[("We had no warning,", "Tomas Reyl")],
    );
    check("“Where were they?” asked the owner of the mill, Jana Horn.", &[("Where were they?", "Jana Horn")]);
    check("“It is over.” Ms Falk said.\nInes Falk left.", &[("It is over.", "Ines Falk")]);
    check("“Too late,” sighs a ferry pilot.", &[("Too late,", "a ferry pilot")]);
    check("“A cold bath” for the town, Ines Falk said.", &[("A cold bath", "Ines Falk")]);
    check("“We stay.” — Ines Falk", &[("We stay.", "Ines Falk")]);
    check("— Nobody warned us, said Ines Falk.", &[("Nobody warned us,", "Ines Falk")]);
}

#[test]
fn the_verb_before_the_words() {
    check("Ines Falk said: “The pier is closed.”", &[("The pier is closed.", "Ines Falk")]);
    check("In the words of Ines Falk, the pier is “a matchstick”.", &[("a matchstick", "Ines Falk")]);
    check(
        "Ines Falk called the plan “a scandal”, adding that the port had been “asleep”.",
        &[("a scandal", "Ines Falk"), ("asleep", "Ines Falk")],
    );
    check(
        "While the minister, Karl Brandt, said repairs would start, Ines Falk warned that it was “far too late”.",
        &[("far too late", "Ines Falk")],
    );
    check(
        "Describing the flood as “a lesson”, Ines Falk said the gates had held.",
        &[("a lesson", "Ines Falk")],
    );
    check("Ines Falk was short with the press: “No comment.”", &[("No comment.", "Ines Falk")]);
    check(
        "Ines Falk said she believed that Mr Brandt had expected “a miracle”.\nKarl Brandt left.",
        &[("a miracle", "Ines Falk")],
    );
}

#[test]
fn words_broken_by_their_verb() {
    check(
        "“We waited,” said Ines Falk, “until the water came.”",
        &[("We waited,", "Ines Falk"), ("until the water came.", "Ines Falk")],
    );
}

#[test]
fn speakers_carried_over() {
    check(
        "Ines Falk has run the port since May. “I know every stone,” she said.\n“Every rope, too,” she added.",
        &[("I know every stone,", "Ines Falk"), ("Every rope, too,", "Ines Falk")],
    );
    check(
        "Ines Falk, the mayor, met Karl Brandt on Monday. “It was a good talk,” she said.",
        &[("It was a good talk,", "Ines Falk")],
    );
    check(
        "Karl Brandt is the minister of ports. Ines Falk wrote to him.\n“I shall answer,” the minister said.",
        &[("I shall answer,", "Karl Brandt")],
    );
    check(
        "The harbour board was blunt. Its spokesman, Ulf Maar, said: “We are done.”\n“Quite done,” Maar said.",
        &[("We are done.", "Ulf Maar"), ("Quite done,", "Ulf Maar")],
    );
    check(
        "A Baltic diplomat was less sure. “It may hold,” the diplomat said.",
        &[("It may hold,", "A Baltic diplomat")],
    );
    check(
        "Ines Falk was the last to leave. “The lamp was still on.”",
        &[("The lamp was still on.", "Ines Falk")],
    );
    check("The letter from Ines Falk says:\n“We regret nothing.”", &[("We regret nothing.", "Ines Falk")]);
    check(
        "Traders on the quay were unmoved. “We sell in any weather,” said one.",
        &[("We sell in any weather,", "a trader on the quay")],
    );
}

#[test]
fn paragraphs_of_one_quotation() {
    check(
        "“We were asleep when it came,” said Ines Falk. “The bell rang.\n“Then the lights went out.”",
        &[
            ("We were asleep when it came,", "Ines Falk"),
            ("The bell rang.", "Ines Falk"),
            ("Then the lights went out.", "Ines Falk"),
        ],
    );
}

#[test]
fn nobody_s_words() {
    check("Police found the so-called “blue house” empty.", &[]);
    check("The film “The Long Quay” opens on Friday.", &[]);
    check("Josef “Joe” Marek won the race.", &[]);
    check("The council wants a ‘green ring’ around the town.", &[]);
    check("A drug known as “grey salt” was seized.", &[]);
}

#[test]
fn words_in_headlines() {
    check(
        "# Port chief: ‘We had no warning’\n“We had no warning at all,” said Ines Falk, who runs the port.",
        &[("We had no warning", "Ines Falk"), ("We had no warning at all,", "Ines Falk")],
    );
    check(
        "# Pier is ‘a matchstick’, says Falk\nInes Falk closed the pier on Monday.",
        &[("a matchstick", "Ines Falk")],
    );
}

#[test]
fn garbled_marks() {
    check("â€œWe canâ€™t goâ€\u{9d} said Ines Falk.", &[("We canâ€™t go", "Ines Falk")]);
}

#[test]
fn pronouns_fit_by_the_first_name_and_by_what_the_article_says() {
    check("Edgardo Ruiz met Milagros Paz. “It is late,” she said.", &[("It is late,", "Milagros Paz")]);
    check(
        "Ramiz Quy smiled as he sat down.\nAna Vieira saw Quy. “I am well,” he said.",
        &[("I am well,", "Ramiz Quy")],
    );
}

#[test]
fn whoever_tells_of_another_is_not_that_other() {
    check(
        "Tomas Reyl shrugged. Karl Brandt, he complained, had broken “every promise”.",
        &[("every promise", "Tomas Reyl")],
    );
    check(
        "Karl Brandt had left, Tomas Reyl said. Brandt had taken the keys.\nThen he grew cross. “A thief,” he said.",
        &[("A thief,", "Tomas Reyl")],
    );
    check(
        "Tomas Reyl sat down. The pier, in Reyl’s account, had become “a real danger”.",
        &[("a real danger", "Tomas Reyl")],
    );
}

#[test]
fn bodies_with_words_before_them() {
    check("In Dakar, the health ministry promised “a new pier”.", &[("a new pier", "the health ministry")]);
    check(
        "“A mountain of fire,” weary fire boss Anders Krog said.",
        &[("A mountain of fire,", "Anders Krog")],
    );
}

#[test]
fn the_second_half_has_the_name_and_the_verb_of_the_first() {
    let text = "“It is over,” said Ines Falk. “We sail.”";
    let block = Block { role: Role::Body, span: Span::new(0, text.len()), reason: None };
    let article = Article { blocks: vec![block], ..Article::default() };
    let reading = Reading { text: text.to_owned(), article, ..Reading::default() };
    let found = quotations(&Content::of(&reading), &[], &[]);
    let spans = |idx: usize| (found[idx].speaker_span, found[idx].cue_span);
    assert_eq!(found[1].span.str(text), "We sail.");
    assert_eq!(spans(1), spans(0));
    assert_eq!(spans(1).0.map(|span| span.str(text)), Some("Ines Falk"));
}

#[test]
fn reported_speech() {
    check_reported(
        "Ines Falk said the pier would stay closed until Friday.",
        &[("the pier would stay closed until Friday", "Ines Falk")],
    );
    check_reported(
        "Ines Falk told the council that nobody had been asked.",
        &[("nobody had been asked", "Ines Falk")],
    );
    check_reported(
        "According to Ines Falk, the gates had been opened twice.",
        &[("the gates had been opened twice", "Ines Falk")],
    );
    check_reported(
        "The gates had been opened twice, Ines Falk said.",
        &[("The gates had been opened twice", "Ines Falk")],
    );
    check_reported("Ines Falk walked along the pier.", &[]);
    check_reported("Ines Falk said she expects a storm.", &[("she expects a storm", "Ines Falk")]);
    check_reported("Ines Falk left, saying the pier was unsafe.", &[("the pier was unsafe", "Ines Falk")]);
    check_reported(
        "PRAIA, May 3 (Wire) - The gates had been opened twice, said harbourmaster Ines Falk.",
        &[("The gates had been opened twice", "Ines Falk")],
    );
    check_reported(
        "The gates, Ines Falk said, had been opened twice.",
        &[("The gates, Ines Falk said, had been opened twice", "Ines Falk")],
    );
}

#[test]
fn what_is_promised_or_asked_for() {
    check_reported(
        "Ines Falk vowed to rebuild the pier by May.",
        &[("to rebuild the pier by May", "Ines Falk")],
    );
    check_reported(
        "Ines Falk called on the council to rebuild the pier.",
        &[("the council to rebuild the pier", "Ines Falk")],
    );
    check_reported("Ines Falk urged calm in the old town.", &[]);
}

#[test]
fn reported_speech_ends_where_other_speech_begins() {
    check_reported(
        "Ines Falk said the pier was unsafe, but Jana Horn said the council had been warned.",
        &[("the pier was unsafe", "Ines Falk"), ("the council had been warned", "Jana Horn")],
    );
    check_reported(
        "Ines Falk said the pier was unsafe and told reporters that it would close.",
        &[("the pier was unsafe", "Ines Falk"), ("it would close", "Ines Falk")],
    );
}

#[test]
fn marks_without_end() {
    for part in ["\"", "“", "”", "' ", "«", "saying “a” ", "The mayor he said. ", "“x”? Aa ", "— a, said b\n"]
    {
        let text = part.repeat(4_000);
        let found = read(&text);
        assert!(found.len() <= 4_000 * 2, "{part}");
    }
}

#[test]
fn verbs_behind_a_comma_and_words_before_their_subject() {
    check(
        "« The phone has rung all day », slipped a clerk who asked for no name.",
        &[("The phone has rung all day", "a clerk")],
    );
    check(
        "«They sold us smoke», declared for her part Jana Horn, a widow.",
        &[("They sold us smoke", "Jana Horn")],
    );
    check("“No one can count here”, as Jana Horn puts it.", &[("No one can count here", "Jana Horn")]);
    check(
        "“Nothing is sure yet, and nobody pays”, so Jana Horn before the press.",
        &[("Nothing is sure yet, and nobody pays", "Jana Horn")],
    );
}

#[test]
fn speakers_without_a_verb() {
    check(
        "“The water has no passport,” was the comment of Jana Horn in Reyl.",
        &[("The water has no passport,", "Jana Horn")],
    );
    check(
        "Jana Horn gave up the record with humour: “The keys are under the mat.” She admitted that she cried.",
        &[("The keys are under the mat.", "Jana Horn")],
    );
}

#[test]
fn whoever_an_office_or_a_noun_means() {
    check(
        "The Minister for Health Tomas Reyl spoke to Jana Horn. “It is on my table,” the minister said.",
        &[("It is on my table,", "Tomas Reyl")],
    );
    check(
        "Tomas Reyl was jailed on Friday. “My hands are clean,” the shamed politician told the court.",
        &[("My hands are clean,", "Tomas Reyl")],
    );
    check(
        "The club signed Tomas Reyl. “I came to win,” the 24-year-old said.",
        &[("I came to win,", "Tomas Reyl")],
    );
    check(
        "Ines Falk praised the king’s minister, Tomas Reyl. “Enough,” the man behind me said.",
        &[("Enough,", "the man behind me")],
    );
    check(
        "It was written by Jana Horn, baker in Falk, who sleeps late. “I am owed forty thousand,” she says.",
        &[("I am owed forty thousand,", "Jana Horn")],
    );
}

#[test]
fn the_ending_of_a_first_name_is_a_guess() {
    check(
        "Zaza Gelov conceded that the public had been told late. “We looked up,” he said.",
        &[("We looked up,", "Zaza Gelov")],
    );
}

#[test]
fn a_paragraph_goes_on_with_its_speaker() {
    check(
        "There were 47 people in nine cabins, Tomas Reyl says. They were warned. “Then nobody told us.”",
        &[("Then nobody told us.", "Tomas Reyl")],
    );
    check(
        "“It failed,” Ines Falk said.\nMayor Tomas Reyl needed two sentences.\n“Nobody rang. We wait.”",
        &[("It failed,", "Ines Falk"), ("Nobody rang. We wait.", "Tomas Reyl")],
    );
}

#[test]
fn reported_speech_of_two_and_before_its_speaker() {
    check_reported(
        "Ines Falk replied that sirens were for the town; Tomas Reyl, reached later, said they were for the state.",
        &[("sirens were for the town", "Ines Falk"), ("they were for the state", "Tomas Reyl")],
    );
    check_reported(
        "Ines Falk reported to the council that the pier was unsafe.",
        &[("the pier was unsafe", "Ines Falk")],
    );
}
