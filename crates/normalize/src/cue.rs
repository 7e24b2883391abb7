//! Cues: the words by which page furniture gives itself away, in the languages of the news.

mod table;
mod world;

use std::sync::{LazyLock, OnceLock};

use copydesk_record::Role;
use copydesk_text::fold_char;
use regex::bytes::{Regex, RegexBuilder};

use crate::gate::{Form, Gate, ways_of};
use crate::sheet::Ruling;

/// One way in which furniture speaks.
struct Cue {
    /// What such a line is for.
    role: Role,
    /// A longer line is no furniture of this kind, whatever its words.
    words_max: usize,
    /// Why it was dropped, for people.
    reason: &'static str,
    /// A regular expression over folded bytes: lower case, no accents on Latin letters, straight apostrophes. `\b` and
    /// `\w` know ASCII only, which keeps the automaton small and fast.
    pattern: &'static str,
}

/// One way in which a cue may be worded, and its automaton, built when it is first needed: one of all ways of all cues would be
/// rebuilt over and over, as what the ways look for multiplies.
struct Way {
    cue: &'static Cue,
    pattern: &'static str,
    regex: OnceLock<Option<Regex>>,
}

/// The ways of all cues, in the order of the table, and the gate before them.
static WAYS: LazyLock<(Gate, Vec<Way>)> = LazyLock::new(|| {
    let way = |cue, pattern| Way { cue, pattern, regex: OnceLock::new() };
    let cues = table::CUES.iter().chain(world::CUES);
    let ways: Vec<Way> =
        cues.flat_map(|cue| ways_of(cue.pattern).into_iter().map(move |pattern| way(cue, pattern))).collect();
    (Gate::new(ways.iter().map(|way| way.pattern), Form::Folded), ways)
});

impl Way {
    fn is_match(&self, folded: &[u8]) -> bool {
        let built = self.regex.get_or_init(|| RegexBuilder::new(self.pattern).unicode(false).build().ok());
        built.as_ref().is_some_and(|regex| regex.is_match(folded))
    }
}

/// What the words of a line alone say, the first of the table that fits; `None` if they say nothing.
pub(crate) fn cue_of(text: &str, n_words: usize) -> Option<Ruling> {
    if n_words > table::WORDS_MAX {
        return None;
    }
    // White space of other kinds too: the automaton knows ASCII only.
    let fold = |c: char| if c.is_whitespace() { ' ' } else { fold_char(c) };
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().map(fold));
    let (gate, ways) = &*WAYS;
    let open = gate.open(folded.as_bytes()).into_iter().filter_map(|at| ways.get(at));
    let way = open.into_iter().find(|way| n_words <= way.cue.words_max && way.is_match(folded.as_bytes()))?;
    Some(Ruling::new(way.cue.role, way.cue.reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::count_words;

    #[test]
    fn every_cue_is_a_regular_expression() {
        for cue in table::CUES.iter().chain(world::CUES) {
            let build = |pattern: &str| RegexBuilder::new(pattern).unicode(false).build();
            assert!(build(cue.pattern).is_ok(), "{}", cue.pattern);
            for way in ways_of(cue.pattern) {
                assert!(build(way).is_ok(), "{way}");
            }
            assert!(cue.words_max <= table::WORDS_MAX, "{}", cue.pattern);
        }
    }

    #[test]
    fn furniture_gives_itself_away() {
        let check = |text: &str, expected: Option<Role>| {
            assert_eq!(cue_of(text, count_words(text)).map(|ruling| ruling.role), expected, "{text}");
        };
        check("Read also: Strike train app shows where there is still a ride", Some(Role::Link));
        check("SEE ALSO: Ten forgotten wars the networks won’t show you", Some(Role::Link));
        check("Lesen Sie auch: Was die Fähre kostet", Some(Role::Link));
        check("Read the whole report before you judge her, the mayor said.", None);
        check("We use cookies to measure our audience. Accept all – Refuse all", Some(Role::Cookie));
        check("The bakers sold cookies on the quay on Sunday.", None);
        check("Sign up for The Brussels Ledger's free daily newsletter", Some(Role::Newsletter));
        check("[Advertisement]", Some(Role::Ad));
        check("Advertisement of the tender was late, the auditor found.", None);
        check("© Vltava Business Review s.r.o. 2026", Some(Role::Copyright));
        check("Reacties (112)", Some(Role::Comments));
        check("Comments on the plan are due by Friday, the ministry said.", None);
        check("(Reporting by Rose Tilney; Editing by Celso Mutemba)", Some(Role::Credit));
        check(
            "An earlier version of this article misstated the date of the minutes.",
            Some(Role::Correction),
        );
        check(
            "This article is reserved for subscribers. You have 2 free articles left this month.",
            Some(Role::Paywall),
        );
        check("Photo: Only the clock was on time. © Wim Aerts", Some(Role::Caption));
        check("Suggested Topics: Africa · Armed Conflict · Peace Negotiations", Some(Role::Tags));
        check("The ferry sank.", None);
    }

    #[test]
    fn furniture_of_many_sites() {
        let check = |text: &str, expected: Option<Role>| {
            assert_eq!(cue_of(text, count_words(text)).map(|ruling| ruling.role), expected, "{text}");
        };
        check("See also\u{a0}\u{a0}The ferry that never came", Some(Role::Link));
        check("Elsewhere in the conversation he played the danger down.", None);
        check("Skip to main content", Some(Role::Link));
        check("Was this page helpful? Yes / No", Some(Role::Other));
        check("-ENDS-", Some(Role::Other));
        check("###", Some(Role::Other));
        check("Notes to editors: 1. Charts are available on request.", Some(Role::Other));
        check("For further information contact the press office.", Some(Role::Other));
        check("SOURCE Alder Pumps Inc.", Some(Role::Other));
        check("This release contains forward-looking statements.", Some(Role::Other));
        check("The Lagoon Herald is now on WhatsApp", Some(Role::Newsletter));
        check("Follow our Telegram channel", Some(Role::Newsletter));
        check("Download our app for the latest alerts", Some(Role::Newsletter));
        check("Suscríbete para seguir leyendo", Some(Role::Paywall));
        check("Continua depois da publicidade", Some(Role::Ad));
        check("Kojo_77 3 hours ago: They should resign", Some(Role::Comments));
        check("Reply  Like (4)", Some(Role::Share));
        check("İLGİLİ HABER: Liman bu sabah açıldı", Some(Role::Link));
        check("Читайте також: Порт знову працює", Some(Role::Link));
        check("« Previous post: The ferry is back", Some(Role::Link));
        check("The quay on Sunday. (Supplied: Rose Tilney)", Some(Role::Caption));
        check("The quay on Sunday. Picture: Rose Tilney", Some(Role::Caption));
        check("A version of this article appeared in print on May 5", Some(Role::Credit));
        check("Tüm hakları saklıdır.", Some(Role::Copyright));
        check("The union ends its strike on Friday.", None);
        check("He wrote on Telegram that the port was open.", None);
    }
}
