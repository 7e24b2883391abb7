//! Whether a sentence fits to those that were chosen before it.

use copydesk_record::{Disagreement, DisagreementKind, Name, NameKind, Role, Span, Value};
use copydesk_text::fold;

use crate::speaker::Speaker;
use crate::view::View;

/// What "The" opens a sentence with where the one before has brought it up: "The statement added", "The visitors' keeper".
const BROUGHT_UP: &[&str] = &[
    "statement",
    "visitors",
    "hosts",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "source",
    "sources",
    "author",
    "authors",
    "letter",
    "email",
    "message",
    "post",
    "tweet",
    "clip",
    "latter",
];

/// A sentence: the place of its article, and where it stands there.
pub(crate) type Stand = (usize, Span);

/// Whether the two sentences, of two articles, tell one thing in ways that the articles disagree on: the one `41 polling stations`,
/// the other `47`, or one name in two spellings.
pub(crate) fn contradict(views: &[View<'_>], all: &[Disagreement], one: Stand, other: Stand) -> bool {
    one.0 != other.0
        && all.iter().any(|disagreement| {
            let tells = |stand: Stand| {
                disagreement.values.iter().position(|value| holds(views, disagreement.kind, value, stand))
            };
            let values =
                |at: usize| disagreement.values.get(at).and_then(|value| value.value.as_deref()).map(fold);
            tells(one).zip(tells(other)).is_some_and(|(a, b)| a != b && values(a) != values(b))
        })
}

fn holds(views: &[View<'_>], kind: DisagreementKind, value: &Value, (idx, sentence): Stand) -> bool {
    let Some(view) = views.get(idx).filter(|view| view.id() == value.article) else { return false };
    let is_there = || value.span.is_some_and(|span| sentence.overlaps(span));
    // A name stands in many sentences.
    let is_named = || value.value.as_deref().is_some_and(|name| view.str(sentence).contains(name));
    if kind == DisagreementKind::Name { is_named() } else { is_there() }
}

/// The persons that a sentence names by surname alone although its article has given their whole names before: whoever reads that
/// sentence first does not know them.
pub(crate) fn unknown<'v>(view: &'v View<'_>, sentence: Span) -> impl Iterator<Item = &'v str> {
    surnames(view, sentence, |n_parts| n_parts < 2)
        .filter(move |short| whole_before(view, sentence, short).any(|name| name.kind == NameKind::Person))
        .map(|short| view.str(short.span))
}

/// Where the article gives the whole name of the first person that a sentence names by surname alone, before that sentence.
pub(crate) fn full_name(view: &View<'_>, sentence: Span) -> Option<Span> {
    let short = surnames(view, sentence, |n_parts| n_parts == 1).find(|short| !is_shared(view, short))?;
    whole_before(view, sentence, short).map(|name| name.span).next()
}

/// Where the article gives the whole name of the person at a span, before a sentence; the span if it does not.
pub(crate) fn wholly(view: &View<'_>, sentence: Span, named: Span) -> Span {
    let name = view.document.tags.names.iter().find(|name| name.span == named);
    let whole = name.and_then(|name| whole_before(view, sentence, name).map(|name| name.span).last());
    whole.unwrap_or(named)
}

/// Whether two persons of the article have a surname: of the Corbets nobody knows which one is meant.
fn is_shared(view: &View<'_>, short: &Name) -> bool {
    let surname = Speaker::of(Some(view.str(short.span))).key();
    let mut others = view.document.tags.names.iter().filter(|name| name.kind == NameKind::Person);
    others.any(|name| {
        name.entity != short.entity
            && n_parts(view, name) > 1
            && Speaker::of(Some(view.str(name.span))).key() == surname
    })
}

/// The persons that a sentence names shortly and nowhere wholly.
fn surnames<'v>(
    view: &'v View<'_>,
    sentence: Span,
    is_short: fn(usize) -> bool,
) -> impl Iterator<Item = &'v Name> {
    let names = move || view.document.tags.names.iter().filter(move |name| sentence.contains(name.span));
    let within = move || names().filter(|name| name.kind == NameKind::Person);
    within().filter(move |name| {
        is_short(n_parts(view, name))
            && !within().any(|other| other.entity == name.entity && n_parts(view, other) > 1)
    })
}

/// The whole names that the text before a sentence gives to the same.
fn whole_before<'v>(view: &'v View<'_>, sentence: Span, short: &'v Name) -> impl Iterator<Item = &'v Name> {
    let before = view.document.tags.names.iter().filter(move |name| name.span.end <= sentence.start);
    before.filter(move |name| name.entity == short.entity && is_body(view, name) && n_parts(view, name) > 1)
}

/// Whether a sentence gives the whole name of somebody of that surname, which is folded.
pub(crate) fn introduces(view: &View<'_>, sentence: Span, surname: &str) -> bool {
    let names = view.document.tags.names.iter();
    let within = names.filter(|name| name.kind == NameKind::Person && sentence.contains(name.span));
    let whole = within.filter(|name| is_body(view, name) && n_parts(view, name) > 1);
    whole.map(|name| fold(view.str(name.span))).any(|name| name.ends_with(surname))
}

/// Whether a sentence opens with what another one has brought up, and does not say which.
pub(crate) fn opens_with_known(text: &str) -> bool {
    if text.starts_with(|c: char| c.is_ascii_alphanumeric() && !matches!(c, 't' | 'T')) {
        return false;
    }
    let folded = fold(text.get(..text.len().min(60)).unwrap_or_default());
    let mut words = folded.split(' ');
    let [article, thing, next] = [(); 3].map(|()| words.next().unwrap_or_default());
    article == "the"
        && BROUGHT_UP.contains(&thing.trim_end_matches(['\'', '’']))
        && !["of", "to", "from", "by", "who", "which", "that"].contains(&next)
}

/// Whether a sentence says what its article's headline says, in the same words.
pub(crate) fn is_title(view: &View<'_>, sentence: Span) -> bool {
    let (title, said) = (view.plain_title(), view.str(sentence));
    // What is longer is no part of it: of plain letters each is one in the folded form.
    let is_longer =
        || said.is_ascii() && said.bytes().filter(u8::is_ascii_alphanumeric).count() > title.len();
    !is_longer() && title.contains(&plain(said))
}

/// The words of a text, folded, with single spaces between.
pub(crate) fn plain(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Whether a name stands in the text: a headline makes names of what stands beside each other.
fn is_body(view: &View<'_>, name: &Name) -> bool {
    let sentence = view.sentence_at(name.span.start).and_then(|at| view.sentences.get(at));
    sentence.is_some_and(|sentence| sentence.role == Role::Body)
}

fn n_parts(view: &View<'_>, name: &Name) -> usize {
    Speaker::of(Some(view.str(name.span))).n_parts()
}
