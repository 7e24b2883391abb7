//! Words of a sentence that point to another one, and that only a sentence of a brief must not have.

use std::collections::HashSet;
use std::sync::LazyLock;

use copydesk_record::{NameKind, Span};

use crate::standing::{Opening, UNITS, base, lower, own_words, quoted};
use crate::view::{Sentence, View, floor};
use crate::words::{TELLING_MIN, Word};

/// A list of words to look one up in.
pub(crate) type Words = LazyLock<HashSet<&'static str>>;

/// Words that a sentence opens with where the one before it has said what was first.
const OPENERS: &[&str] = &[
    "previously",
    "afterward",
    "subsequently",
    "eventually",
    "finally",
    "again",
    "thereafter",
    "each",
    "not",
];
/// What a sentence ends with that says no more than that somebody thinks the same.
const ENDERS: &[&str] = &["agreed", "agrees", "concurred", "disagreed", "disagrees", "differed", "differs"];
/// What opens a phrase in which a pronoun may stand before whoever it means.
static PHRASES: Words = LazyLock::new(|| {
    listed(
        "
according following despite in on after before during throughout with under
",
    )
});
/// Numbers of things that were told before: "The two left".
const COUNTS: &[&str] = &["two", "three", "four", "five", "six", "seven", "pair", "other", "others", "same"];
/// Words behind a thing that say which one is meant: "those voters who", "these days".
const SAYS_WHICH: &[&str] = &["of", "that", "who", "which", "where", "in", "on", "with", "from", "for", "to"];
/// Verbs that with a "so" stand for what another sentence has said.
const SAYS: &[&str] = &["say", "says", "said", "think", "thinks", "thought"];
/// How many words from its beginning on an "else" is about the whole sentence.
const REST_WORDS: usize = 3;
/// With what a quotation begins that answers.
const REPLIES: &[&str] = &["no, ", "yes, ", "no. ", "yes. ", "well, "];
/// Verbs of saying that answer what another sentence has said.
const ANSWERS: &[&str] = &["replied", "responded", "answered", "retorted", "countered"];
/// Words that a group is called by, or each of many, which "they" may mean.
static MANY: Words = LazyLock::new(|| {
    listed(
        "
people police men women children media staff crew team family party company firm group government
union club band council couple pair everyone anyone nobody everybody someone each every both
majority public army and youth bank board court jury person cattle half none many several few some
most
",
    )
});
/// Persons by what they are, that no ending tells, and what has such an ending and is none.
static PERSONS: Words = LazyLock::new(|| {
    listed("
king queen boy girl son wife husband child teen star coach chief boss pilot guard judge nurse head mate official
candidate hero man woman baby bride groom aide spouse friend colleague rival victim suspect patient prince princess
pope captain champion veteran guest thief critic cop monk nun expert uncle aunt cousin twin orphan widow athlete mum
mom dad individual pal somebody someone whoever who anyone nobody president student resident agent parent opponent
client correspondent superintendent accountant assistant lieutenant tenant defendant consultant participant applicant
merchant immigrant migrant militant servant attendant inhabitant contestant sergeant secretary executive
representative detective relative native employee referee trustee refugee nominee actress waitress witness person
people worker children men women figure guerrilla youth spokesperson mp delegate graduate advocate magistrate
")
});
static NO_PERSONS: Words = LazyLock::new(|| {
    listed("
number water order summer winter power paper letter dollar tower river weather quarter chapter offer border computer
center chamber theater newspaper september october november december cancer disaster murder matter corner shoulder
finger laser poster register filter counter floor door error terror sector factor minor major color labor honor favor
motor harbor mirror horror humor tumor vapor corridor interior exterior career beer deer steer shelter cover dinner
supper butter fibre copper timber rubber silver layer prayer barrier carrier ladder folder server answer encounter
transfer chopper trailer container helicopter meter liter thriller banner hunger anger danger finger later
")
});
const PERSON_ENDINGS: &[&str] =
    &["er", "ers", "or", "ors", "ist", "ists", "man", "woman", "men", "women", "cian", "year-old"];
/// What sets a sentence against another one, or makes it a part of that.
const PARENTHESES: &[&str] = &["in particular, ", ", though, ", "for now, ", "of course, ", "after all, "];
/// So many bytes of a sentence are looked through for these.
const CONTRAST_BYTES: usize = 60;
/// What opens a clause before the main one.
const CLAUSES: &[&str] = &["if", "though", "although", "unless", "because"];
/// The shortest plural, and how many words behind a "her" may name her.
const PLURAL_LETTERS_MIN: usize = 4;
const CATAPHORA_WORDS_MAX: usize = 6;
/// The shortest participle.
const PARTICIPLE_LETTERS_MIN: usize = 5;

/// Whether the outlet's own words point to something that another sentence has told: "these planes", "The two are rivals",
/// "Previously investors had to".
pub(crate) fn points_back(view: &View<'_>, sentence: &Sentence) -> bool {
    let own: Vec<&Word> = own_words(view, sentence).collect();
    // A quotation that says no, or a verb that answers, needs what was asked.
    let answers = own.iter().any(|word| ANSWERS.contains(&&*lower(view.str(word.span))))
        && !quoted(view, sentence.span).is_empty();
    answers
        || is_part_of_another(view.str(sentence.span))
        || begins_behind(view, &own)
        || names_what_is_told(view, &own)
}

/// Whether the text is set against another sentence, or is a part of one.
fn is_part_of_another(text: &str) -> bool {
    // Half a sentence that somebody said: "The governor: “a guest with our keys”."
    let is_half = text.split(": ").skip(1).any(|rest| {
        let quoted = rest.strip_prefix(['“', '"', '«', '‘']);
        quoted.is_some_and(|quoted| quoted.starts_with(char::is_lowercase))
    });
    let folded = text.trim_start_matches(['“', '"', '‘', '\'']).to_lowercase();
    let head = folded.get(..floor(&folded, CONTRAST_BYTES)).unwrap_or_default();
    is_half
        || REPLIES.iter().any(|reply| head.starts_with(reply))
        || PARENTHESES.iter().any(|phrase| head.contains(phrase))
}

/// Whether the first or the last of these words says that the sentence goes on from another one.
fn begins_behind(view: &View<'_>, own: &[&Word]) -> bool {
    let text = |word: &Word| lower(view.str(word.span));
    let is_counted = match own {
        [article, count, next, ..] => {
            text(article) == "the" && COUNTS.contains(&&*text(count)) && next.weight < TELLING_MIN
        }
        _ => false,
    };
    // "Everything else has cost a tree".
    let is_rest = own.iter().take(REST_WORDS).any(|word| text(word) == "else");
    is_counted
        || is_rest
        || own.first().is_some_and(|first| OPENERS.contains(&&*text(first)))
        || own.last().is_some_and(|last| ENDERS.contains(&&*text(last)))
}

/// Whether some of these words stand for what another sentence has told.
fn names_what_is_told(view: &View<'_>, own: &[&Word]) -> bool {
    let text = |word: &Word| lower(view.str(word.span));
    let stands_for = own.windows(2).any(|pair| {
        let [one, next] = pair else { return false };
        match &*text(next) {
            "so" => SAYS.contains(&&*text(one)),
            "way" => text(one) == "this",
            _ => false,
        }
    });
    stands_for
        || own.windows(3).enumerate().any(|(nth, words)| {
            let [pointer, thing, next] = words else { return false };
            let is_near = matches!(&*text(pointer), "these" | "those" | "this");
            let named = thing.weight >= TELLING_MIN && !UNITS.contains(&&*text(thing)) && !thing.is_counting;
            let is_said_here = || own.iter().take(nth).any(|word| word.class == thing.class);
            let is_beside = || pointer.span.end + 1 == thing.span.start;
            let is_defined = || text(pointer) != "this" && SAYS_WHICH.contains(&&*text(next));
            let is_like = text(pointer) == "similar" && text(thing) != "to";
            is_like || (is_near && named && is_beside() && !is_defined() && !is_said_here())
        })
}

/// What a sentence leans on for its pronouns: a person that nothing before the pronoun names, or things.
pub(crate) fn pronouns(view: &View<'_>, sentence: &Sentence) -> Opening {
    match subject_behind(view, sentence) {
        Opening::Free => unbound(view, sentence),
        leaning => leaning,
    }
}

/// Whom a quotation speaks of that opens a sentence: "“She sank the ferry,” said the clerk".
pub(crate) fn spoken_of(view: &View<'_>, sentence: &Sentence) -> Opening {
    if !view.str(sentence.span).starts_with(['“', '"', '‘', '«', '\'', '–']) {
        return Opening::Free;
    }
    match sentence.words.first().map(|word| lower(view.str(word.span))).as_deref() {
        Some("he" | "she" | "his" | "her") => Opening::Pronoun,
        Some("they" | "them" | "their" | "those" | "these" | "and" | "but" | "so" | "or" | "nor") => {
            Opening::Dangling
        }
        _ => Opening::Free,
    }
}

/// A pronoun with nothing before it that it could mean: "The question is whether their share grows".
fn unbound(view: &View<'_>, sentence: &Sentence) -> Opening {
    let (mut has_person, mut has_many, mut has_any) = (false, false, false);
    for word in own_words(view, sentence) {
        let text = lower(view.str(word.span));
        match &*text {
            "he" | "she" | "him" | "himself" | "herself" if !has_person => return Opening::Pronoun,
            // "In her ruling Judge Eleni Vourtsi" names her yet.
            "his" | "her" if !has_person && !names_person_behind(view, sentence, word) => {
                return Opening::Pronoun;
            }
            "they" | "them" | "their" | "themselves" if !has_many && !has_person => return Opening::Dangling,
            "it" | "its" | "itself" if !has_any => return Opening::Dangling,
            _ => {}
        }
        let kind = view.names_in(word.span).map(|(_, kind)| kind).next();
        // "A jaguar and her cubs".
        let is_new = matches!(&*text, "a" | "an" | "every" | "each");
        has_person = has_person
            || is_new
            || kind == Some(NameKind::Person)
            || (word.weight >= TELLING_MIN && is_person(&text));
        has_many = has_many
            || matches!(kind, Some(NameKind::Organisation | NameKind::Place))
            || word.is_number
            || is_many(&text);
        has_any |= word.weight >= TELLING_MIN || kind.is_some();
    }
    Opening::Free
}

fn names_person_behind(view: &View<'_>, sentence: &Sentence, pronoun: &Word) -> bool {
    let behind =
        sentence.words.iter().filter(|word| word.span.start >= pronoun.span.end).take(CATAPHORA_WORDS_MAX);
    behind.into_iter().any(|word| view.names_in(word.span).any(|(_, kind)| kind == NameKind::Person))
}

/// Whether a word says what a person is: "a baker", "the judge".
pub(crate) fn is_person(word: &str) -> bool {
    let base = base(word);
    let has_ending =
        || base.len() >= PARTICIPLE_LETTERS_MIN && PERSON_ENDINGS.iter().any(|end| base.ends_with(end));
    PERSONS.contains(base) || (has_ending() && !NO_PERSONS.contains(base))
}

fn is_many(word: &str) -> bool {
    let is_plural = word.len() >= PLURAL_LETTERS_MIN && word.ends_with('s');
    let base = base(word);
    (is_plural && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) && base == word)
        || MANY.contains(base)
}

/// What a sentence leans on whose subject is a pronoun behind a comma: "Asked about the pier, he smiled".
fn subject_behind(view: &View<'_>, sentence: &Sentence) -> Opening {
    let Some(comma) = view.str(sentence.span).find(", ") else { return Opening::Free };
    let end = sentence.span.start + comma as u32;
    let n_ahead = sentence.words.iter().take_while(|word| word.span.start < end).count();
    let (Some(first), Some(subject)) = (sentence.words.first(), sentence.words.get(n_ahead)) else {
        return Opening::Free;
    };
    let opener = lower(view.str(first.span));
    let is_participle = opener.len() >= PARTICIPLE_LETTERS_MIN
        && (opener.ends_with("ed") || opener.ends_with("ing"))
        && view.names_in(first.span).next().is_none();
    let ahead = Span { start: sentence.span.start, end };
    let names_nobody = || view.names_in(ahead).all(|(_, kind)| kind != NameKind::Person);
    let is_clause = CLAUSES.contains(&&*opener) && names_nobody();
    // "According to her memoir, Ines Falk left" names her yet; "According to her memoir, the harbour was dark" does not.
    let is_persons = view.names_in(subject.span).any(|(_, kind)| kind == NameKind::Person);
    let owner = || sentence.words.iter().take(n_ahead).map(|word| lower(view.str(word.span)));
    if PHRASES.contains(&*opener)
        && !is_persons
        && names_nobody()
        && owner().any(|word| matches!(&*word, "his" | "her"))
    {
        return Opening::Pronoun;
    }
    match &*lower(view.str(subject.span)) {
        "he" | "she" if is_participle || is_clause => Opening::Pronoun,
        "it" | "they" if is_participle => Opening::Dangling,
        _ => Opening::Free,
    }
}

/// The words of a list.
pub(crate) fn listed(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::{article, said, seen};

    #[test]
    fn sentences_that_point_back() {
        let check = |text: &str, expected| {
            let points =
                seen(vec![article(text, &[])], |views| points_back(&views[0], &views[0].sentences[0]));
            assert_eq!(points, expected, "{text}");
        };
        check("When all these planes fly, fares will fall.", true);
        check("Planes are old, and these planes are older.", false);
        check("Only those boats which have a keel may sail.", false);
        check("The harbour grew in these years.", false);
        check("The skipper was asked about this line of attack.", true);
        check("The two are rivals on the water.", true);
        check("The two ferries are rivals on the water.", false);
        check("Previously skippers had to wait outside the harbour.", true);
        check("A clerk at the harbour office agreed.", true);
        check("A clerk at the harbour office agreed to pay.", false);
        check("The clerk says so himself at the door.", true);
        check("The clerk sold the pier, and did so at night.", false);
        check("Other clerks have worked this way since May.", true);
        check("Each committee has to raise a million.", true);
        check("Everything else has cost a tree.", true);
        check("Not the state, which wants thanks.", true);
        check("The governor: “a guest with our keys”.", true);
        check("The governor wrote: “Our guests have left.”", false);
        check("For now, ferries stay in the harbour.", true);
        check("Critics say a similar rule would hurt small boats.", true);
        check("The keel is similar to an anchor.", false);
    }

    #[test]
    fn answers_point_back() {
        let check = |text: &str, words: &str, expected| {
            let document = said(words, "Hallam", article(text, &["Tomas Hallam"]));
            let points = seen(vec![document], |views| points_back(&views[0], &views[0].sentences[0]));
            assert_eq!(points, expected, "{text}");
        };
        check("“The pier is mine,” Hallam replied.", "The pier is mine,", true);
        check("“The pier is mine,” Hallam said.", "The pier is mine,", false);
        check("“No, the pier is mine,” Hallam said.", "No, the pier is mine,", true);
    }

    #[test]
    fn pronouns_without_anybody() {
        let check = |text: &str, expected| {
            let document = article(text, &["Ines Corbet"]);
            let leans = seen(vec![document], |views| pronouns(&views[0], &views[0].sentences[0]));
            assert_eq!(leans, expected, "{text}");
        };
        check("Asked about the pier, he smiled.", Opening::Pronoun);
        check("Founded in spring, it grew fast.", Opening::Dangling);
        check("If the pier closes, she will sue.", Opening::Pronoun);
        check("According to her memoir, the harbour was dark.", Opening::Pronoun);
        check("According to her memoir, Corbet was away.", Opening::Free);
        check("Some 59 percent of readers like her book.", Opening::Free);
        check("Some 59 percent of the seats are his.", Opening::Pronoun);
        check("Corbet sold her ferry.", Opening::Free);
        check("The skipper sold his ferry.", Opening::Free);
        check("A jaguar and her cubs were set free.", Opening::Free);
        check("The question is whether their share grows.", Opening::Dangling);
        check("The owners asked whether their share grows.", Opening::Free);
    }

    #[test]
    fn whoever_is_spoken_of_in_a_quotation() {
        let check = |text: &str, expected| {
            let opens = seen(vec![article(text, &[])], |views| spoken_of(&views[0], &views[0].sentences[0]));
            assert_eq!(opens, expected, "{text}");
        };
        check("“She sank the ferry,” the clerk said.", Opening::Pronoun);
        check("\"They sank the ferry,\" the clerk said.", Opening::Dangling);
        check("“But we sank the ferry,” the clerk said.", Opening::Dangling);
        check("“We sank the ferry,” the clerk said.", Opening::Free);
        check("She sank the ferry.", Opening::Free);
    }
}
