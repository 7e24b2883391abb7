//! Times as news writes them, with the values that they have in an article of Tuesday, 18 February 2025.

use copydesk_record::{Article, Block, DateClaim, Reading, Role, Span};

use super::*;

fn found(text: &str, written: &str) -> Vec<(String, String)> {
    let block = Block { role: Role::Body, span: Span::new(0, text.len()), reason: None };
    let written = DateClaim { value: written.to_owned(), ..DateClaim::default() };
    let article = Article { blocks: vec![block], written: Some(written), ..Article::default() };
    let reading = Reading { text: text.to_owned(), article, ..Reading::default() };
    let times = times(&Content::of(&reading));
    times.into_iter().map(|time| (time.span.str(text).to_owned(), time.value)).collect()
}

fn check(text: &str, expected: &[(&str, &str)]) {
    let found = found(text, "2025-02-18");
    let found: Vec<(&str, &str)> =
        found.iter().map(|(text, value)| (text.as_str(), value.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn calendar_dates() {
    check(
        "On 16 February 2021 and on Feb. 9 it rained.",
        &[("16 February 2021", "2021-02-16"), ("Feb. 9", "2025-02-09")],
    );
    check(
        "They vote by April 21, on the first of May.",
        &[("April 21", "2025-04-21"), ("the first of May", "2025-05-01")],
    );
    check("Open since January 2015, closed in 2016.", &[("January 2015", "2015-01"), ("2016", "2016")]);
    check("It ran from 12 to 14 March 2024.", &[("12", "2024-03-12"), ("14 March 2024", "2024-03-14")]);
    check("It ended on 31/12/2024.", &[("31/12/2024", "2024-12-31")]);
    check("They may march on; Jan Nowak may too.", &[]);
    check("About 2000 people came.", &[]);
}

#[test]
fn weekdays_go_with_the_tense() {
    check("The river rose on Friday.", &[("Friday", "2025-02-14")]);
    check("The bank will meet on Friday.", &[("Friday", "2025-02-21")]);
    check("The talks had been scheduled to begin on Monday.", &[("Monday", "2025-02-17")]);
    check(
        "He spoke last Tuesday and leaves next Tuesday.",
        &[("last Tuesday", "2025-02-11"), ("next Tuesday", "2025-02-25")],
    );
    check("He could sail on Saturday.", &[("Saturday", "2025-02-22")]);
    check("She could not be reached on Saturday.", &[("Saturday", "2025-02-15")]);
    check(
        "He did not rule out a pause in April, as he did in May.",
        &[("April", "2025-04"), ("May", "2024-05")],
    );
    check("It was said on Tuesday.", &[("Tuesday", "2025-02-18")]);
}

#[test]
fn feasts_with_a_lead() {
    check("They met last Christmas.", &[("last Christmas", "2024-12-25")]);
    check("They will meet next Easter.", &[("next Easter", "2025-04-20")]);
    check("It was sold last Halloween.", &[("last Halloween", "2024-10-31")]);
    // A lead leads one feast only, however often it stands there.
    assert_eq!(found(&"Last ".repeat(100_000), "2025-02-18"), []);
}

#[test]
fn who_is_quoted_speaks_on_the_day_that_is_told_of() {
    check(
        "The crews voted on Monday. “Today we sail, tomorrow we talk,” he told them.",
        &[("Monday", "2025-02-17"), ("Today", "2025-02-17"), ("tomorrow", "2025-02-18")],
    );
    check(
        "The crews voted on Friday. “Today we sail.”",
        &[("Friday", "2025-02-14"), ("Today", "2025-02-18")],
    );
}

#[test]
fn the_small_hours_follow_the_evening() {
    check(
        "The ferry struck the pier at 10:15 p.m. on Sunday. The last of them were landed at 5.20am.",
        &[("10:15 p.m. on Sunday", "2025-02-16T22:15"), ("5.20am", "2025-02-17T05:20")],
    );
    check(
        "It rained at 8 a.m. on Sunday and again at 9 a.m.",
        &[("8 a.m. on Sunday", "2025-02-16T08:00"), ("9 a.m.", "2025-02-16T09:00")],
    );
}

#[test]
fn parts_of_days_and_clock_times() {
    check("The flood came on Sunday night.", &[("Sunday night", "2025-02-16TNI")]);
    check("It fell early on Monday.", &[("early on Monday", "2025-02-17TMO")]);
    check(
        "It burst its banks in the early hours of Sunday.",
        &[("the early hours of Sunday", "2025-02-16TMO")],
    );
    check("It was shown yesterday evening.", &[("yesterday evening", "2025-02-17TEV")]);
    check("It began at 10pm on Monday.", &[("10pm on Monday", "2025-02-17T22:00")]);
    check("It peaked at two o'clock in the morning.", &[("two o'clock in the morning", "2025-02-18T02:00")]);
    check("Guards work at night.", &[("night", "TNI")]);
}

#[test]
fn times_counted_from_the_article() {
    check("It fell last week and this month.", &[("last week", "2025-W07"), ("this month", "2025-02")]);
    check("He retired three weeks ago.", &[("three weeks ago", "2025-01-28")]);
    check(
        "The raid of Sunday came nine days earlier.",
        &[("Sunday", "2025-02-16"), ("nine days earlier", "2025-02-07")],
    );
    check("She left last autumn.", &[("last autumn", "2024-FA")]);
    check("The pipes will be replaced in the spring.", &[("the spring", "2025-SP")]);
    check("They saw the spring of the clock.", &[]);
    check("The ferry is now late.", &[("now", "PRESENT_REF")]);
}

#[test]
fn lengths_of_half_years_and_nights() {
    check(
        "It came half a year late, after fifteen nights.",
        &[("half a year", "P6M"), ("fifteen nights", "P15N")],
    );
    check("The strike will last two weeks.", &[("two weeks", "P2W")]);
    check("They tied up the night guard.", &[]);
}

#[test]
fn lengths_and_sets() {
    check("After two days of a 72-hour strike.", &[("two days", "P2D"), ("72-hour", "PT72H")]);
    check("For half an hour it rained.", &[("half an hour", "PT30M")]);
    check("It took almost two years.", &[("almost two years", "P2Y")]);
    check("An hour-long talk, within hours.", &[("hour-long", "PT1H"), ("hours", "PTXH")]);
    check(
        "It kills 300 each year and sails every Thursday.",
        &[("each year", "P1Y"), ("every Thursday", "XXXX-WXX-4")],
    );
    check("The 23-year-old is six years old.", &[]);
}

#[test]
fn what_the_articles_date_cannot_tell_is_left_open() {
    assert_eq!(found("It rained on Friday.", ""), [("Friday".to_owned(), "XXXX-WXX-5".to_owned())]);
    let night = [("Friday night".to_owned(), "XXXX-WXX-5TNI".to_owned())];
    assert_eq!(found("It rained on Friday night.", ""), night);
    assert_eq!(found("It rained a year ago.", ""), [("a year ago".to_owned(), "XXXX".to_owned())]);
    assert_eq!(found("It rained on Friday.", "2025-02"), [("Friday".to_owned(), "XXXX-WXX-5".to_owned())]);
    assert_eq!(
        found("It rained on 9 February.", "2025-02"),
        [("9 February".to_owned(), "2025-02-09".to_owned())]
    );
}

#[test]
fn clock_times_with_their_days() {
    check("It rose at 22.15 on 8 February.", &[("22.15 on 8 February", "2025-02-08T22:15")]);
    check("It struck at 4:12 this morning.", &[("4:12 this morning", "2025-02-18T04:12")]);
    check(
        "At a quarter to four on Monday morning she woke.",
        &[("a quarter to four on Monday morning", "2025-02-17T03:45")],
    );
    check(
        "It was 11:20 in the morning of yesterday.",
        &[("11:20 in the morning of yesterday", "2025-02-17T11:20")],
    );
    check("They call at nine o'clock every Monday.", &[("nine o'clock every Monday", "XXXX-WXX-1T09:00")]);
    check(
        "He touched the snow at 25 minutes past midnight.",
        &[("25 minutes past midnight", "2025-02-18T00:25")],
    );
    check("The rate stays at 7.50 percent, down from 9.25%.", &[]);
    check("It opened at about 2:40 a.m. on Monday.", &[("2:40 a.m. on Monday", "2025-02-17T02:40")]);
}

#[test]
fn a_time_of_day_is_of_the_day_that_the_article_tells_of() {
    check(
        "The lift stopped on Saturday. Parents were told at 3 pm.",
        &[("Saturday", "2025-02-15"), ("3 pm", "2025-02-15T15:00")],
    );
    check(
        "It stopped on Saturday. It has been running since two o'clock.",
        &[("Saturday", "2025-02-15"), ("two o'clock", "2025-02-18T14:00")],
    );
}

#[test]
fn years_and_weeks_counted_from_the_text() {
    check(
        "The plants came in May 2020, the bill on July 28 of that year.",
        &[("May 2020", "2020-05"), ("July 28 of that year", "2020-07-28")],
    );
    check("Work begins on Monday week.", &[("Monday week", "2025-03-03")]);
    check("Last week's flood killed one.", &[("Last week", "2025-W07")]);
    check("The lift, opened in the 1970s, runs again.", &[("the 1970s", "197")]);
    check("They spent an hour and 35 minutes on it.", &[("an hour and 35 minutes", "PT1H35M")]);
    check("Nobody had complained until Thursday.", &[("Thursday", "2025-02-13")]);
    check("They came by night bus before dawn on Monday.", &[("Monday", "2025-02-17")]);
}

#[test]
fn quarters_of_results() {
    check(
        "Net income fell in the fourth quarter to 35 cents a share, from 39 cents a year earlier. In the year-ago quarter it \
         had paid more.",
        &[
            ("the fourth quarter", "2024-Q4"),
            ("a year earlier", "2023-Q4"),
            ("the year-ago quarter", "2023-Q4"),
        ],
    );
    check("Sales in the latest quarter rose.", &[("the latest quarter", "2024-Q4")]);
    check("It earned more in the 2023 second quarter.", &[("the 2023 second quarter", "2023-Q2")]);
    check("It expects a loss for the fourth quarter.", &[("the fourth quarter", "2024-Q4")]);
    check("Shops in the quarter closed.", &[]);
    check("The bridge closed a year earlier.", &[("a year earlier", "2024")]);
}

#[test]
fn years_decades_and_days_in_words() {
    check(
        "Opened in nineteen ninety-one, he left by the year two thousand; in the nineties he sailed.",
        &[("nineteen ninety-one", "1991"), ("the year two thousand", "2000"), ("the nineties", "199")],
    );
    check("It opened in January nineteen ninety-seven.", &[("January nineteen ninety-seven", "1997-01")]);
    check("Growth in the mid-twenties; twenty people came.", &[]);
    check(
        "The port may use it for 20 more years, within one day, on a one-day trip, for eight trading days.",
        &[("20 more years", "P20Y"), ("one day", "P1D"), ("one-day", "P1D"), ("eight trading days", "P8D")],
    );
    check("He will one day sail. One day, they won the one-day series. A full-year loss grew.", &[]);
    check(
        "Shut last Thanksgiving; on Thanksgiving Day it opened.",
        &[("last Thanksgiving", "2024-11-28"), ("Thanksgiving Day", "2024-11-28")],
    );
    check("Shares lost 0.8%, or 9.41, on Friday.", &[("Friday", "2025-02-14")]);
    check("Until Thursday, the bridge had not moved.", &[("Thursday", "2025-02-13")]);
}

#[test]
fn without_a_date_of_the_article() {
    let check = |text: &str, expected: &[(&str, &str)]| {
        let found = found(text, "");
        let found: Vec<(&str, &str)> =
            found.iter().map(|(text, value)| (text.as_str(), value.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    };
    check(
        "They met on Saturday. The gate opened at 6:15 a.m.",
        &[("Saturday", "XXXX-WXX-6"), ("6:15 a.m.", "XXXX-WXX-6T06:15")],
    );
    check("Profit rose in the second quarter.", &[("the second quarter", "XXXX-Q2")]);
    check(
        "She pleaded guilty last autumn, before Christmas.",
        &[("last autumn", "XXXX-FA"), ("Christmas", "XXXX-12-25")],
    );
    check("Founded in 2003, it moved four years later.", &[("2003", "2003"), ("four years later", "2007")]);
}

#[test]
fn halves_of_units() {
    check(
        "After an hour and a half she left for four and a half years, or 1.5 hours.",
        &[("an hour and a half", "PT1H30M"), ("four and a half years", "P4Y6M"), ("1.5 hours", "PT1.5H")],
    );
}
