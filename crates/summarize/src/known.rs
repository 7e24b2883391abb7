//! What the reader of a sentence is taken to know, and whether the sentences before it have told them.

use std::sync::LazyLock;

use copydesk_record::{NameKind, Role, Span};
use copydesk_text::fold;

use crate::fit::{introduces, is_title, unknown};
use crate::pointing::{Words, listed};
use crate::standing::base;
use crate::view::{Sentence, View};
use crate::words::{TELLING_MIN, Word, stem_hash};

/// What a sentence takes for known.
#[derive(Debug, Default)]
pub(crate) struct Needs {
    things: Vec<Thing>,
    /// Surnames of persons whose whole names its article has given before, folded.
    persons: Vec<String>,
}

/// Something that its article has spoken of before: "the pendant".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Thing {
    class: u64,
    /// What else brings it up: any organisation is "the company" behind its name.
    kind: Option<NameKind>,
}

/// A sentence of an article.
pub(crate) type Told<'v, 'a> = (&'v View<'a>, &'v Sentence);

/// What everybody knows, without having read of it.
static EVERYBODYS: Words = LazyLock::new(|| {
    listed(
        "
government police public world country president parliament economy press media internet web weather
sun moon sky sea law end rest start past future ground air north south east west weekend summer
winter spring autumn season population number amount total length height best worst highest lowest
biggest largest oldest youngest former first last same only whole second third latest most fact
field chance risk right city state nation capital army church street road evening morning afternoon
night moment use age name word case idea kind lead sort side point
",
    )
});
/// What a thing is called that has been named: an organisation, and a place.
static OF_ORGANISATION: Words = LazyLock::new(|| {
    listed(
        "
company firm group club team side bank agency airline carrier retailer university school party union
charity museum studio network band business giant maker manufacturer ministry body authority
organisation organization newspaper paper station broadcaster chain hospital council committee court
",
    )
});
static OF_PLACE: Words = LazyLock::new(|| {
    listed(
        "
town village island region province district area river mountain volcano
",
    )
});
/// Words behind a thing that say which one is meant.
const SAYS_WHICH: &[&str] = &["of", "who", "which", "where", "whose"];
/// So many sentences from its beginning on, an article speaks of what its first one has told.
const NEAR_SENTENCES: usize = 4;
/// Words before a thing that its reader knows.
const DEFINITE: &[&str] = &["the", "this", "that", "these", "those", "his", "her", "its", "their", "our"];

impl Needs {
    /// What a sentence of an article needs, with whoever it means by a pronoun, or quotes without a name.
    pub(crate) fn of(view: &View<'_>, at: usize, antecedent: Option<Span>) -> Self {
        let Some(sentence) = view.sentences.get(at) else { return Self::default() };
        let mut persons: Vec<String> = unknown(view, sentence.span).map(fold).collect();
        let meant = antecedent.filter(|&span| is_person(view, span));
        persons.extend(meant.and_then(|span| Some(fold(view.str(span).split_whitespace().next_back()?))));
        persons.sort();
        persons.dedup();
        Self { things: things(view, at), persons }
    }

    /// Whether nothing has to be told before.
    pub(crate) fn is_empty(&self) -> bool {
        self.things.is_empty() && self.persons.is_empty()
    }

    /// How many things and how many persons of these nobody has told.
    pub(crate) fn n_untold(&self, told: &[Told<'_, '_>]) -> (usize, usize) {
        let is_brought_up = |thing: &&Thing| told.iter().any(|&(view, sentence)| thing.is_in(view, sentence));
        let is_introduced =
            |name: &&String| told.iter().any(|&(view, sentence)| introduces(view, sentence.span, name));
        let n_things = self.things.iter().filter(|thing| !is_brought_up(thing)).count();
        (n_things, self.persons.iter().filter(|name| !is_introduced(name)).count())
    }
}

impl Thing {
    fn is_in(self, view: &View<'_>, sentence: &Sentence) -> bool {
        sentence.words.iter().any(|word| word.class == self.class)
            || self.kind.is_some_and(|kind| view.names_in(sentence.span).any(|(_, there)| there == kind))
    }
}

fn is_person(view: &View<'_>, span: Span) -> bool {
    view.names_in(span).any(|(_, kind)| kind == NameKind::Person)
}

/// The things that a sentence has behind "the" and that its article has spoken of before.
fn things(view: &View<'_>, at: usize) -> Vec<Thing> {
    let (Some(sentence), Some(before)) = (view.sentences.get(at), view.sentences.get(..at)) else {
        return Vec::new();
    };
    let the = stem_hash("the");
    let text: Vec<&Sentence> =
        before.iter().filter(|there| there.role == Role::Body && !is_title(view, there.span)).collect();
    // What a sentence is about must have been told; far from the beginning even where its article had other words for it: "The
    // provision", after a law. Other things only if they were brought up as new.
    let is_known = |thing: &Word, nth: usize| {
        let mut places = text.iter().flat_map(|there| {
            let words = there.words.iter().enumerate();
            words.filter(|(_, word)| word.stem == thing.stem).map(move |(place, _)| (*there, place))
        });
        match nth {
            0 => text.len() >= NEAR_SENTENCES || places.next().is_some(),
            _ => places.next().is_some_and(|(there, place)| !is_definite(view, there, place)),
        }
    };
    let mut out: Vec<Thing> = Vec::new();
    // "The tweet", and "Corbet's tweet".
    let makes_known = |word: &Word| {
        let text = view.str(word.span);
        word.stem == the
            || (text.starts_with(char::is_uppercase)
                && text.ends_with(['s', '\'', '’'])
                && text.contains(['\'', '’']))
    };
    for (nth, word) in sentence.words.iter().enumerate().filter(|(_, word)| makes_known(word)) {
        let mut behind = sentence.words.iter().skip(nth + 1);
        let Some(first) = behind.next() else { continue };
        // "The nine-page plan", "the Japanese firm": the word before the thing says how it is, not what.
        let second = behind.next().filter(|second| is_beside(view, first, second));
        // "The American": somebody whose name stands elsewhere.
        let is_somebody = is_people(view, first) && !second.is_some_and(|second| is_thing(view, second));
        let heads = [Some(first).filter(|first| !is_people(view, first)), second];
        let known = heads.into_iter().flatten().find(|head| is_thing(view, head) && is_known(head, nth));
        let Some(thing) = known.or(Some(first).filter(|_| is_somebody && !text.is_empty())) else { continue };
        let is_said_here = sentence.words.iter().take(nth).any(|word| word.class == thing.class);
        if is_said_here || says_which(view, sentence, thing) || is_everybodys(view, word, thing) {
            continue;
        }
        out.push(Thing { class: thing.class, kind: kind_of(view, thing) });
    }
    out
}

/// Whether the word at a place of a sentence stands behind what makes it known: "the tall crane".
fn is_definite(view: &View<'_>, sentence: &Sentence, place: usize) -> bool {
    const BETWEEN: usize = 2;
    let led = sentence.words.get(place.saturating_sub(BETWEEN)..place).unwrap_or_default();
    led.iter().any(|word| DEFINITE.contains(&&*view.str(word.span).to_lowercase()))
}

fn is_thing(view: &View<'_>, word: &Word) -> bool {
    word.weight >= TELLING_MIN
        && !word.is_number
        && !word.is_counting
        && view.str(word.span).starts_with(char::is_lowercase)
}

/// "The Japanese firm", "the Bulgarian court": a people, which names nothing.
fn is_people(view: &View<'_>, word: &Word) -> bool {
    let mut kinds = view.names_in(word.span).map(|(_, kind)| kind);
    let text = view.str(word.span);
    let is_plain = text.chars().skip(1).all(char::is_lowercase);
    text.starts_with(char::is_uppercase) && is_plain && kinds.all(|kind| kind == NameKind::Other)
}

/// Whether two words stand beside each other, without a mark between them.
fn is_beside(view: &View<'_>, first: &Word, second: &Word) -> bool {
    let gap = Span { start: first.span.end, end: second.span.start };
    first.span.end <= second.span.start && matches!(view.str(gap), " " | "-")
}

/// "The head of the fire service": what follows says which one is meant.
fn says_which(view: &View<'_>, sentence: &Sentence, thing: &Word) -> bool {
    let next = sentence.words.iter().find(|word| word.span.start >= thing.span.end);
    next.is_some_and(|next| {
        is_beside(view, thing, next) && SAYS_WHICH.contains(&&*view.str(next.span).to_lowercase())
    })
}

/// Whether everybody knows what is meant. "The largest port" and "the second pump" say it themselves.
fn is_everybodys(view: &View<'_>, article: &Word, thing: &Word) -> bool {
    let behind = Span { start: article.span.end, end: thing.span.end };
    let mut words = view.str(behind).split([' ', '-']).filter(|word| !word.is_empty());
    words.any(|word| EVERYBODYS.contains(&*base(word).to_lowercase()))
}

fn kind_of(view: &View<'_>, thing: &Word) -> Option<NameKind> {
    let word = base(view.str(thing.span)).to_lowercase();
    if OF_ORGANISATION.contains(&*word) {
        Some(NameKind::Organisation)
    } else {
        OF_PLACE.contains(&*word).then_some(NameKind::Place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::{article, seen};

    #[test]
    fn what_was_not_told() {
        // How many things and persons the last sentence needs, when only the first one was told.
        let check = |lines: &str, persons: &[&str], expected: (usize, usize)| {
            let untold = seen(vec![article(lines, persons)], |views| {
                let told = [(&views[0], &views[0].sentences[0])];
                Needs::of(&views[0], views[0].sentences.len() - 1, None).n_untold(&told)
            });
            assert_eq!(untold, expected, "{lines}");
        };
        let corbet = "The harbour office sold a crane.\nInes Corbet bought it.\n";
        check(&format!("{corbet}Corbet paid in coins."), &["Ines Corbet"], (0, 1));
        check(&format!("{corbet}Ines Corbet paid in coins."), &["Ines Corbet"], (0, 0));
        let both = format!("{corbet}Tomas Hallam helped.\nCorbet thanked Hallam.");
        check(&both, &["Ines Corbet", "Tomas Hallam"], (0, 2));
        // A thing that came up as new behind the first sentence.
        let boats = "A storm hit Port Arlen.\nTwo families lease oyster beds there.\n";
        check(&format!("{boats}Her father started the beds."), &[], (1, 0));
        check(&format!("{boats}Her father feared the storm."), &[], (0, 0));
        // What everybody knows, and what says itself which one it is.
        check(&format!("{boats}The police closed a road."), &[], (0, 0));
        check(&format!("{boats}The beds of her father are closed."), &[], (0, 0));
        check(&format!("{boats}The largest beds are closed."), &[], (0, 0));
        // The word before the thing says how it is.
        let plan = "The mayor spoke.\nShe has a plan for the pier.\n";
        check(&format!("{plan}Nobody likes the nine-page plan."), &[], (1, 0));
        // Whoever is called by their people.
        let skippers = "Ines Corbet beat a rival.\nShe was glad.\n";
        check(&format!("{skippers}It was hard, said the German."), &["Ines Corbet"], (1, 0));
        check(&format!("{skippers}It was hard for the German fleet."), &["Ines Corbet"], (0, 0));
        // A thing that nobody ever brought up, near the beginning and far from it.
        check("A storm hit Port Arlen.\nThe dredger sank.", &[], (0, 0));
        let far =
            "A storm hit Port Arlen.\nRoofs flew.\nTrees fell.\nRain came.\nThe provision covers roofs.";
        check(far, &[], (1, 0));
        check(
            "A new law is out.\nInes Corbet wrote a letter.\nCorbet's letter is long.",
            &["Ines Corbet"],
            (1, 1),
        );
    }

    #[test]
    fn an_organisation_is_the_company() {
        let mut document = article("Norrkall sold a ferry.\nThe firm has a debt.\nThe firm is old.", &[]);
        document.tags.names =
            vec![copydesk_record::Name { span: Span::new(0, 8), kind: NameKind::Organisation, entity: 0 }];
        let untold = seen(vec![document], |views| {
            Needs::of(&views[0], 2, None).n_untold(&[(&views[0], &views[0].sentences[0])])
        });
        assert_eq!(untold, (0, 0));
    }
}
