//! Numbers of people where the noun is a single one or none: `one worker`, `killed four`.

use crate::lexeme::Lexemes;

/// What is done to people: a number behind it counts them.
const HARMING: &[&str] = &[
    "killed",
    "killing",
    "injured",
    "injuring",
    "wounded",
    "wounding",
    "hurt",
    "hurting",
    "arrested",
    "arresting",
];
/// Whom `one` counts.
const PERSONS: &[&str] = &[
    "person",
    "man",
    "woman",
    "child",
    "boy",
    "girl",
    "worker",
    "employee",
    "soldier",
    "officer",
    "policeman",
    "passenger",
    "miner",
    "student",
    "pupil",
    "patient",
    "resident",
    "civilian",
    "firefighter",
    "rescuer",
    "driver",
    "sailor",
    "fisherman",
    "tourist",
    "climber",
    "protester",
    "demonstrator",
    "journalist",
    "guard",
    "survivor",
    "suspect",
    "victim",
    "prisoner",
    "inmate",
    "hostage",
    "migrant",
    "spectator",
    "player",
];

/// The person that `one` before `at` counts, and the position after it.
pub(crate) fn one_person<'a>(lexemes: Lexemes<'a, '_>, at: usize) -> Option<(&'a str, usize)> {
    if lexemes.is(at, &["dead", "killed", "injured", "wounded", "hurt", "missing"]) {
        return Some(("person", at + 1));
    }
    lexemes.is(at, PERSONS).then(|| (lexemes.lower(at), at + 1))
}

/// The persons that a number from `from` to `next` counts behind what was done to them: `killed four`.
pub(crate) fn victims<'a>(lexemes: Lexemes<'a, '_>, from: usize, next: usize) -> Option<(&'a str, usize)> {
    let is_done = lexemes.is(from.wrapping_sub(1), HARMING) && !lexemes.is(next, &["another", "other"]);
    is_done.then_some(("person", next))
}

/// Whether no noun follows.
pub(crate) fn stands_alone(lexemes: Lexemes<'_, '_>, next: usize) -> bool {
    !lexemes.is_word(next) || lexemes.is(next, &["and", "on", "in", "at", "before", "when", "after"])
}
