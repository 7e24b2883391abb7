//! What a rule for times can see: the lexemes of a sentence, the date of the article, the day last spoken of, and the
//! tense of the clause.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use copydesk_record::TimeKind;

use crate::lexeme::Lexemes;
use crate::time::fiscal::Quarter;

/// The view of one sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene<'a, 't> {
    /// The sentence.
    pub(crate) lexemes: Lexemes<'a, 't>,
    /// The day the article was written.
    pub(crate) anchor: Option<Date>,
    /// The day that the text spoke of last; the anchor before it speaks of any.
    pub(crate) reference: Option<Date>,
    /// The day that the paragraph spoke of last; the anchor before it speaks of any: what happens "at noon" happens on the
    /// day of the paragraph.
    pub(crate) near: Option<Date>,
    /// The hour that was told last of the day that the paragraph speaks of.
    pub(crate) last_hour: Option<u32>,
    /// The weekday that the paragraph named last, by its number from Monday, and its day.
    pub(crate) weekday: Option<(i8, Date)>,
    /// The quarter of a year that the text spoke of last.
    pub(crate) quarter: Option<Quarter>,
    /// The year that the text spoke of last.
    pub(crate) year: Option<i16>,
}

/// An expression of time as a rule found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The position after its last lexeme.
    pub(crate) end: usize,
    /// TIMEX3 type.
    pub(crate) kind: TimeKind,
    /// TIMEX3 value.
    pub(crate) value: String,
    /// Whether the value was counted from the article's date.
    pub(crate) is_relative: bool,
    /// The rule's name.
    pub(crate) rule: &'static str,
}

impl Found {
    /// An expression whose value does not depend on the article's date.
    pub(crate) fn fixed(rule: &'static str, end: usize, kind: TimeKind, value: impl Into<String>) -> Self {
        Self { end, kind, value: value.into(), is_relative: false, rule }
    }

    /// An expression whose value was counted from the article's date.
    pub(crate) fn relative(rule: &'static str, end: usize, kind: TimeKind, value: impl Into<String>) -> Self {
        Self { is_relative: true, ..Self::fixed(rule, end, kind, value) }
    }

    /// A day counted from the article's date, `XXXX-XX-XX` if that is not known.
    pub(crate) fn day(rule: &'static str, end: usize, day: Option<Date>) -> Self {
        Self::relative(rule, end, TimeKind::Date, day_value(day))
    }
}

/// The value of a day of which nothing is known.
pub(crate) const NO_DAY: &str = "XXXX-XX-XX";

/// The value of a day, `XXXX-XX-XX` if it is not known.
pub(crate) fn day_value(day: Option<Date>) -> String {
    day.map_or_else(|| NO_DAY.to_owned(), |day| day.to_string())
}

/// Where in time a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Future,
    Unknown,
}

/// How many lexemes a time of day before its day has at most.
const CLOCK_LEXEMES_MAX: usize = 5;
/// How far before an expression the verb may stand that an `until` belongs to.
const LOOK_BACK: usize = 6;
/// How far from an expression its verb is looked for.
const VERB_WINDOW: usize = 14;

const FUTURE: &[&str] = &[
    "will",
    "shall",
    "won't",
    "would",
    "should",
    "due",
    "scheduled",
    "expected",
    "expects",
    "expect",
    "plans",
    "planned",
    "planning",
    "hopes",
    "aims",
    "intends",
    "upcoming",
    "must",
    "going",
    "tomorrow",
    "wants",
    "vowed",
    "pledged",
    "promised",
    "forthcoming",
    "slated",
];

/// Participles that look ahead unless a past verb leads them: `is due`, but `had been due`.
const AHEAD: &[&str] = &["due", "scheduled", "expected", "planned", "slated", "set", "supposed"];

const PAST: &[&str] = &[
    "was",
    "were",
    "had",
    "has",
    "have",
    "been",
    "did",
    "said",
    "told",
    "went",
    "came",
    "took",
    "made",
    "found",
    "held",
    "met",
    "won",
    "lost",
    "began",
    "became",
    "gave",
    "saw",
    "left",
    "put",
    "led",
    "ran",
    "wrote",
    "hit",
    "struck",
    "killed",
    "rose",
    "fell",
    "sent",
    "fled",
    "broke",
    "brought",
    "bought",
    "sold",
    "spoke",
    "stood",
    "got",
    "cut",
    "shot",
    "spent",
    "kept",
    "paid",
    "drew",
    "grew",
    "threw",
    "burst",
    "flew",
    "fought",
    "since",
    "woke",
    "swept",
    "sank",
    "knew",
    "heard",
    "felt",
    "thought",
    "caught",
    "taught",
    "sought",
    "set",
    "read",
    "split",
    "quit",
    "beat",
    "shut",
    "drove",
    "rode",
    "chose",
    "froze",
    "stole",
    "wore",
    "tore",
    "dug",
    "hung",
    "stuck",
    "swung",
    "shone",
    "lit",
    "slid",
    "hid",
    "bit",
    "ate",
    "blew",
    "withdrew",
    "overthrew",
    "laid",
    "lay",
    "built",
    "dealt",
    "meant",
    "crept",
    "lent",
    "bent",
    "slept",
    "wept",
    "arose",
    "awoke",
    "rang",
    "sang",
    "swam",
    "drank",
    "shrank",
    "sprang",
    "understood",
    "upheld",
    "undertook",
    "overcame",
    "oversaw",
    "retook",
    "swore",
    "flung",
];

/// Present forms that news writes of what is to come: "the bank meets on Tuesday".
const PRESENT: &[&str] = &[
    "meets", "begins", "starts", "opens", "returns", "arrives", "faces", "is", "are", "expires", "ends",
    "plans", "reopens", "resumes", "plays", "play", "closes", "votes", "heads", "leaves", "visits", "hosts",
    "travels", "flies", "launches", "airs", "kicks", "sits", "gathers", "decides", "goes", "follows",
    "comes",
];

/// Words before a participle or a verb that set it in the future.
const LEADS: &[&str] = &["will", "would", "shall", "must", "should", "could", "may", "might", "won't"];

impl Scene<'_, '_> {
    /// The tense of the clause that the words at `from..to` stand in.
    pub(crate) fn tense(&self, from: usize, to: usize) -> Tense {
        let before = self.lexemes.before(self.before_clock(from));
        // "nobody had complained until Thursday" looks back.
        let looks_back = matches!(before, "until" | "till" | "before")
            && (from.saturating_sub(LOOK_BACK)..to + LOOK_BACK).any(|at| self.lexemes.is(at, &["had"]));
        // "summoned the envoy for Thursday", "ask me on Monday".
        let is_weekday = crate::time::lexicon::weekday(self.lexemes, from).is_some();
        let is_called =
            before == "for" && is_weekday || before == "on" && self.is_asked(self.before_clock(from));
        if is_called {
            return Tense::Future;
        }
        if matches!(before, "by" | "until" | "till" | "before") {
            return if looks_back { Tense::Past } else { Tense::Future };
        }
        let before = (from.saturating_sub(VERB_WINDOW)..from).rev();
        match self.first_verb(before) {
            Tense::Unknown => self.first_verb(to..to + VERB_WINDOW),
            tense => tense,
        }
    }

    /// Whether `ask me on` or the like stands before a position.
    fn is_asked(&self, at: usize) -> bool {
        let word = |back: usize| at.checked_sub(back).map_or("", |at| self.lexemes.lower(at));
        matches!(word(3), "ask" | "call" | "see" | "meet")
            && matches!(word(2), "me" | "us" | "him" | "her" | "them")
    }

    /// Where `5 p.m. on` before a day begins, the position itself if no time of day stands there.
    fn before_clock(&self, at: usize) -> usize {
        let is_part = |at: usize| {
            self.lexemes.is_number(at)
                || self.lexemes.is(at, &["on", ":", "a.m.", "p.m.", "am", "pm", "noon"])
        };
        let mut first = at;
        while first > 0 && at - first < CLOCK_LEXEMES_MAX && is_part(first - 1) {
            first -= 1;
        }
        let has_number = (first..at).any(|at| self.lexemes.is_number(at) || self.lexemes.is(at, &["noon"]));
        if has_number { first } else { at }
    }

    /// The tense of the verb behind a position.
    pub(crate) fn first_tense(&self, at: usize) -> Tense {
        self.first_verb(at + 1..at + VERB_WINDOW)
    }

    fn first_verb(&self, positions: impl Iterator<Item = usize>) -> Tense {
        for at in positions {
            let word = self.lexemes.lower(at);
            if word.is_empty() || matches!(word, "\"" | "“" | "”" | ";") {
                return Tense::Unknown;
            }
            if word.ends_with("'ll") {
                return Tense::Future;
            }
            if AHEAD.contains(&word) {
                let is_past = (1..=2)
                    .filter_map(|n| at.checked_sub(n))
                    .any(|before| self.lexemes.is(before, &["was", "were", "been", "had"]));
                return if is_past { Tense::Past } else { Tense::Future };
            }
            // "had promised the same in April".
            let is_told =
                word.ends_with("ed") && (1..=2).any(|n| at >= n && self.lexemes.is(at - n, &["had"]));
            if is_told {
                return Tense::Past;
            }
            if FUTURE.contains(&word) || self.is_infinitive(at) || self.is_possible(at) {
                return Tense::Future;
            }
            if !self.lexemes.is_capital(at) && (PAST.contains(&word) || is_past_form(word)) {
                return if self.is_led_by_future(at) { Tense::Future } else { Tense::Past };
            }
            if PRESENT.contains(&word) {
                return Tense::Future;
            }
        }
        Tense::Unknown
    }

    /// `could make his debut on Saturday`, but `could not be reached on Monday`.
    fn is_possible(&self, at: usize) -> bool {
        self.lexemes.is(at, &["could", "can", "may", "might"])
            && !self.lexemes.is_capital(at)
            && !self.lexemes.is(at + 1, &["not", "have"])
    }

    /// `would be filed`, `to be held`: a participle after a word of the future.
    fn is_led_by_future(&self, at: usize) -> bool {
        (1..=3).filter_map(|n| at.checked_sub(n)).any(|before| {
            let word = self.lexemes.lower(before);
            LEADS.contains(&word) && !(word == "could" && self.lexemes.is(before + 1, &["not"]))
                || word == "to" && self.lexemes.is(before + 1, &["be", "have"])
        })
    }

    /// `to travel`: the bare verb is not known by its form, only that nothing nominal follows `to`.
    fn is_infinitive(&self, at: usize) -> bool {
        // "scheduled to begin": the participle decides.
        self.lexemes.lower(at) == "to"
            && !AHEAD.contains(&self.lexemes.before(at))
            && self.lexemes.is(
                at + 1,
                &[
                    "be", "begin", "start", "meet", "travel", "visit", "return", "vote", "take", "hold",
                    "join", "decide", "open", "leave",
                ],
            )
    }
}

fn is_past_form(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ed")
        && !matches!(word, "hundred" | "united" | "indeed" | "speed" | "exceed" | "proceed")
}

/// The day of the week nearest to `anchor` in the direction of the tense; the anchor itself counts.
pub(crate) fn weekday_near(anchor: Date, number: i8, tense: Tense) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(number).ok()?;
    let back = i64::from(anchor.weekday().since(weekday));
    match tense {
        Tense::Past | Tense::Unknown => anchor.checked_sub(back.days()).ok(),
        Tense::Future => anchor.checked_add(((7 - back) % 7).days()).ok(),
    }
}
