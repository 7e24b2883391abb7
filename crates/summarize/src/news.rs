//! Whether the articles of a story tell one piece of news, and whether a sentence of one was overtaken by another.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{Id, Role, Span, TimeKind};
use copydesk_text::PartialDate;
use jiff::civil::Date;

use crate::candidate::WORDS_MIN;
use crate::fit::is_title;
use crate::form::ends_whole;
use crate::former::is_former;
use crate::standing::{after_dateline, is_personal, lower, own_words};
use crate::view::{Sentence, View};
use crate::words::{Bag, TELLING_MIN, Word};

/// So many sentences, with the headline, say what the news of an article is.
const HEAD_SENTENCES: usize = 3;
/// Two articles tell one piece of news if their heads share so many telling words, and such a share of the smaller one's: where
/// they share less, they are of one affair, or about one person, and were read to be of another event.
const HEAD_SHARED_MIN: usize = 4;
const HEAD_PERCENT_MIN: usize = 14;
/// What a sentence begins with that goes on from the one before it.
const GOES_ON: &[&str] = &["the", "he", "she", "it", "they", "his", "her", "its", "their", "this", "these"];
/// A standfirst has no more words, and the text says so many of its telling words, and such a share, again.
const STANDFIRST_WORDS_MAX: usize = 16;
const STANDFIRST_SHARED_MIN: usize = 3;
const STANDFIRST_PERCENT_MIN: usize = 40;
/// Words of what is not yet.
const PROSPECTS: &[&str] = &[
    "will",
    "could",
    "may",
    "might",
    "plans",
    "planning",
    "threatens",
    "faces",
    "expected",
    "due",
    "poised",
    "unless",
];
/// From this share on, 0…1000, one of two first sentences says what has come of the other.
const SAME_SHARE_MIN: u32 = 300;
/// How long a day of a week that nobody knows is: `XXXX-WXX-5`.
const WEEKDAY_CHARS: usize = 10;
/// What another article says belongs to the brief if so many of its telling words, and such a share of them, stand in the article
/// of the lead.
const SHARED_MIN: usize = 3;
const SHARED_PERCENT_MIN: usize = 34;

/// What the article that opens the summary speaks of.
pub(crate) struct Subject {
    /// The articles that tell its news.
    near: BTreeSet<usize>,
    /// The telling words of its head.
    head: BTreeSet<u64>,
    /// Its telling words.
    words: BTreeSet<u64>,
}

impl Subject {
    pub(crate) fn of(views: &[View<'_>], own: &[usize], lead: usize) -> Self {
        let head = views.get(lead).map(head).unwrap_or_default();
        let is_near = |idx: &usize| {
            let pair = views.get(lead).zip(views.get(*idx));
            *idx == lead
                || pair.is_some_and(|(lead, view)| {
                    tell_one(&head, &self::head(view)) && may_be_of_one_day(lead, view)
                })
        };
        let sentences = views.get(lead).into_iter().flat_map(|view| &view.sentences);
        let words = sentences.flat_map(|sentence| sentence.bag.telling()).collect();
        let near = own.iter().copied().filter(is_near).collect();
        Self { near, head, words }
    }

    /// The articles that tell the news.
    pub(crate) fn near(&self) -> impl Iterator<Item = usize> {
        self.near.iter().copied()
    }

    /// Whether a sentence of another article belongs to it: its article tells the same news, and enough of the sentence is what
    /// the article of the lead speaks of, too.
    pub(crate) fn holds(&self, view: usize, sentence: &Sentence) -> bool {
        let n_shared = sentence.bag.telling().filter(|class| self.words.contains(class)).count();
        let is_of_news = || sentence.bag.telling().any(|class| self.head.contains(&class));
        self.near.contains(&view)
            && is_of_news()
            && n_shared >= SHARED_MIN
            && n_shared * 100 >= sentence.bag.telling().count() * SHARED_PERCENT_MIN
    }
}

fn tell_one(one: &BTreeSet<u64>, other: &BTreeSet<u64>) -> bool {
    let n_shared = one.intersection(other).count();
    n_shared >= HEAD_SHARED_MIN && n_shared * 100 >= one.len().min(other.len()) * HEAD_PERCENT_MIN
}

/// Whether two articles can be of one day. Of reports without dates, the one on what was on Tuesday, the other on what was on
/// Thursday, nobody knows which is the later, and what the one says may be over in the other.
fn may_be_of_one_day(one: &View<'_>, other: &View<'_>) -> bool {
    if one.day().or(other.day()).is_some() {
        return true;
    }
    let (one, other) = (weekdays(one), weekdays(other));
    one.is_empty() || other.is_empty() || one.iter().any(|day| other.contains(day))
}

/// The weekdays of the first sentence that names any: "on Tuesday", but not "Saturday shifts".
fn weekdays<'v>(view: &'v View<'_>) -> Vec<&'v str> {
    let of = |(_, sentence): (usize, &Sentence)| {
        let times = view.document.tags.times.iter().filter(|time| sentence.span.contains(time.span));
        let days = times.filter(|time| {
            let next = sentence.words.iter().find(|word| word.span.start >= time.span.end);
            !next.is_some_and(|next| next.weight >= TELLING_MIN && next.span.start == time.span.end + 1)
        });
        let days =
            days.filter_map(|time| time.value.get(..WEEKDAY_CHARS).filter(|day| day.starts_with("XXXX-W")));
        Some(days.collect::<Vec<_>>()).filter(|days| !days.is_empty())
    };
    text(view).take(HEAD_SENTENCES).find_map(of).unwrap_or_default()
}

/// The telling words of the headline and of the first sentences of an article, but for numbers, days and its dateline.
fn head(view: &View<'_>) -> BTreeSet<u64> {
    let title = view.sentences.iter().filter(|sentence| sentence.role == Role::Title);
    let text = text(view).map(|(_, sentence)| sentence).take(HEAD_SENTENCES);
    let words = title.chain(text).flat_map(|sentence| news(view, sentence));
    words.filter(|word| !word.is_number && !word.is_counting).map(|word| word.class).collect()
}

/// The telling words of a sentence behind its dateline.
fn news<'v>(view: &View<'_>, sentence: &'v Sentence) -> impl Iterator<Item = &'v Word> {
    let start = sentence.span.end - after_dateline(view.str(sentence.span)).len() as u32;
    sentence.words_within(Span { start, ..sentence.span }).iter().filter(|word| word.weight >= TELLING_MIN)
}

/// The sentences of an article's text with their places: none that is a fragment, a standfirst, or says the headline again.
pub(crate) fn text<'v>(view: &'v View<'_>) -> impl Iterator<Item = (usize, &'v Sentence)> {
    let whole = view
        .sentences
        .iter()
        .enumerate()
        .filter(|(_, sentence)| is_text(sentence) && ends_whole(view.str(sentence.span)));
    whole.filter(|&(at, sentence)| !is_standfirst(view, at) && !is_title(view, sentence.span))
}

fn is_text(sentence: &Sentence) -> bool {
    sentence.role == Role::Body && sentence.words.len() >= WORDS_MIN
}

/// Whether a sentence opens its article.
pub(crate) fn is_lead(view: &View<'_>, at: usize) -> bool {
    text(view).next().is_some_and(|(first, _)| first == at)
}

/// Whether a sentence is a standfirst or a second headline: it stands alone above the text, and the first sentence of the text says
/// it again.
pub(crate) fn is_standfirst(view: &View<'_>, at: usize) -> bool {
    let (Some(own), Some(before)) = (view.sentences.get(at), view.sentences.get(..at)) else { return false };
    let is_above = before.iter().all(|there| !is_text(there) || is_title(view, there.span));
    if own.words.len() > STANDFIRST_WORDS_MAX || !is_above {
        return false;
    }
    let mut rest = view.sentences.iter().skip(at + 1);
    let is_alone = rest.clone().next().is_none_or(|next| view.opens_paragraph(next.span));
    let Some(next) = rest.find(|next| is_text(next)) else { return false };
    // "The engine finds more": the text goes on, and does not begin.
    let goes_on = next.words.first().is_none_or(|first| GOES_ON.contains(&&*lower(view.str(first.span))));
    let n_shared = own.bag.shared(&next.bag).n_telling;
    let n_own = own.bag.telling().count();
    is_alone
        && !goes_on
        && n_shared >= STANDFIRST_SHARED_MIN
        && n_shared * 100 >= n_own * STANDFIRST_PERCENT_MIN
}

/// What two sentences that open their articles share of the shorter one, 0…1000, without their datelines.
pub(crate) fn leads_share(one: (&View<'_>, &Sentence), other: (&View<'_>, &Sentence)) -> u32 {
    let bag = |(view, sentence): (&View<'_>, &Sentence)| Bag::of(news(view, sentence));
    bag(one).contained(&bag(other))
}

/// Whether both sentences tell what was on one day, or in one month, long before the story: two articles that look back look at
/// the same.
pub(crate) fn recall_one(one: (&View<'_>, &Sentence), other: (&View<'_>, &Sentence)) -> bool {
    let past = |(view, sentence): (&View<'_>, &Sentence)| -> Vec<String> {
        let times = view.document.tags.times.iter().filter(|time| sentence.span.contains(time.span));
        let dated = times.filter(|time| time.value.len() >= "2022-10".len());
        dated.filter(|time| view.is_of_the_past(time.span)).map(|time| time.value.clone()).collect()
    };
    let there = past(other);
    !there.is_empty() && past(one).iter().any(|value| there.contains(value))
}

/// The articles that a brief is told from: none whose news is overtaken, because its first sentence tells of a day to come, and another one
/// was written on that day or later; because it says what will be, and another one that it was; because its figures are former
/// ones in another; and none whose writer speaks of himself. All, if each is out.
pub(crate) fn fresh(views: &[View<'_>], own: Vec<usize>, days: &BTreeMap<Id, String>) -> Vec<usize> {
    let last = own.iter().filter_map(|&idx| day(views.get(idx)?, days)).max();
    let opening = |idx: usize| views.get(idx).and_then(|view| Some((view, text(view).next()?.1)));
    let is_fresh = |idx: &usize| {
        let Some((view, lead)) = opening(*idx) else { return true };
        // The others that can have been written as late as this one, or later.
        let later = || {
            own.iter().copied().filter(|other| other != idx).filter(|&other| {
                let days = day(view, days).zip(views.get(other).and_then(|there| day(there, days)));
                days.is_none_or(|(day, there)| day <= there)
            })
        };
        let came_true = || {
            later().filter_map(opening).any(|(there, done)| {
                !is_prospect(there, done) && leads_share((view, lead), (there, done)) >= SAME_SHARE_MIN
            })
        };
        let has_former_figures = || {
            let mut later = later().filter_map(|other| views.get(other));
            later.any(|there| is_former(view, there) && !is_former(there, view))
        };
        !(is_overtaken(view, lead, days, last)
            || is_prospect(view, lead) && came_true()
            || is_personal(view)
            || has_former_figures())
    };
    let fresh: Vec<usize> = own.iter().copied().filter(is_fresh).collect();
    if fresh.is_empty() { own } else { fresh }
}

/// Whether the outlet's own words say what will or may be, and not what was.
pub(crate) fn is_prospect(view: &View<'_>, sentence: &Sentence) -> bool {
    let words: Vec<_> = own_words(view, sentence).map(|word| view.str(word.span)).collect();
    let is_to = words.windows(2).any(|pair| matches!(pair, ["is" | "are" | "yet", "to"]));
    is_to || words.iter().any(|word| PROSPECTS.contains(word))
}

/// Whether a sentence tells of a day to come that has come by the last day on which an article was written.
pub(crate) fn is_overtaken(
    view: &View<'_>,
    sentence: &Sentence,
    days: &BTreeMap<Id, String>,
    last: Option<Date>,
) -> bool {
    let Some((written, last)) = day(view, days).zip(last).filter(|(written, last)| last > written) else {
        return false;
    };
    let times = view.document.tags.times.iter().filter(|time| sentence.span.contains(time.span));
    let mut dates =
        times.filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time)).filter_map(|time| {
            let (first, _) = time.interval.as_ref()?;
            PartialDate::parse(first.get(..10)?)?.day()
        });
    dates.any(|date| date > written && date <= last)
}

/// The day on which an article was written, if it is known to the day.
pub(crate) fn day(view: &View<'_>, days: &BTreeMap<Id, String>) -> Option<Date> {
    PartialDate::parse(days.get(&view.id())?)?.day()
}

#[cfg(test)]
mod tests {
    use copydesk_record::Tagged;

    use super::*;
    use crate::dating::datings;
    use crate::specimen::{article, at, on, seen};

    #[test]
    fn standfirsts_are_no_text() {
        let check = |lines: &str, expected: &str| {
            let document = article(lines, &[]);
            let first = seen(vec![document], |views| {
                text(&views[0]).next().map(|(_, sentence)| views[0].str(sentence.span).to_owned())
            });
            assert_eq!(first.as_deref(), Some(expected), "{lines}");
        };
        let lead = "Old ferries of the harbour office will have double fares in May, its chief clerk said on Monday.";
        check(&format!("# Fares double\nFares of old ferries double in May.\n{lead}"), lead);
        check(&format!("# Fares of old ferries double\nFares of old ferries double.\n{lead}"), lead);
        let first = "Fares of old ferries double in May.";
        check(
            &format!(
                "# Clerks at work\n{first}\nThe fares of the old ferries were last raised in May of 2019."
            ),
            first,
        );
        check(&format!("# Fares double\nPORT ARLEN.\n{lead}"), lead);
        check(
            &format!("# Fares double\nA skipper from Port Arlen has sold his boat.\n{lead}"),
            "A skipper from Port Arlen has sold his boat.",
        );
    }

    #[test]
    fn articles_that_tell_one_news() {
        let check = |one: Tagged, other: Tagged, expected| {
            let near = seen(vec![one, other], |views| Subject::of(views, &[0, 1], 0).near().count() == 2);
            assert_eq!(near, expected);
        };
        let strike = "# Dockers strike in Port Arlen\nDockers of the harbour in Port Arlen began a strike on Tuesday over cranes.";
        let same = "# Cranes stand still\nThe strike of dockers over new cranes left Port Arlen and its harbour silent on Tuesday.";
        let later =
            "# Dockers go back\nDockers in Port Arlen ended the strike over cranes in the harbour on Friday.";
        let other = "# Mayor opens a bridge\nThe mayor of Port Arlen opened a bridge for walkers beside the old mill.";
        let day = |words: &str, value: &str, text: &str| at(words, value, article(text, &[]));
        check(article(strike, &[]), article(same, &[]), true);
        check(article(strike, &[]), article(other, &[]), false);
        check(day("Tuesday", "XXXX-WXX-2", strike), day("Tuesday", "XXXX-WXX-2", same), true);
        check(day("Tuesday", "XXXX-WXX-2", strike), day("Friday", "XXXX-WXX-5", later), false);
        check(on("2025-06-03", article(strike, &[])), on("2025-06-06", article(later, &[])), true);
    }

    #[test]
    fn news_that_is_overtaken() {
        let check = |one: Tagged, other: Tagged, expected: &[usize]| {
            let fresh = seen(vec![one, other], |views| fresh(views, vec![0, 1], &datings(views, &[]).days));
            assert_eq!(fresh, expected);
        };
        let plan = "The mayor of Port Arlen will open the new bridge across the old canal on Friday.";
        let done = "The mayor of Port Arlen opened the new bridge across the old canal.";
        let rain = "Rain closed seven schools and two roads around Port Arlen in the evening.";
        let friday = |day: &str| on(day, at("Friday", "2025-06-06", article(plan, &[])));
        // The day has come.
        check(friday("2025-06-03"), on("2025-06-06", article(rain, &[])), &[1]);
        check(friday("2025-06-03"), on("2025-06-05", article(rain, &[])), &[0, 1]);
        // What was to be has been.
        check(article(plan, &[]), article(done, &[]), &[1]);
        check(article(plan, &[]), article(rain, &[]), &[0, 1]);
        check(on("2025-06-09", article(plan, &[])), on("2025-06-06", article(done, &[])), &[0, 1]);
        let refusal = "The mayor of Port Arlen has yet to open the new bridge across the old canal.";
        check(article(refusal, &[]), article(done, &[]), &[1]);
        // What a column says is told by one who was there.
        let column = "I crossed the new bridge of Port Arlen at dawn.\nIt took me an hour.";
        check(article(column, &[]), article(done, &[]), &[1]);
        let once = "As I was told, the new bridge of Port Arlen is closed.";
        check(article(once, &[]), article(done, &[]), &[0, 1]);
        let legion = "Veterans of World War I met on my bridge.\nThe first of Division I sang there.";
        check(article(legion, &[]), article(done, &[]), &[0, 1]);
    }

    #[test]
    fn two_that_look_back() {
        let check = |one: &str, other: &str, expected| {
            let past =
                |text: &str, value: &str| on("2025-09-22", at("October 2022", value, article(text, &[])));
            let documents =
                vec![past("He took over in October 2022.", one), past("In October 2022 he came.", other)];
            let recalls = seen(documents, |views| {
                recall_one((&views[0], &views[0].sentences[0]), (&views[1], &views[1].sentences[0]))
            });
            assert_eq!(recalls, expected, "{one} {other}");
        };
        check("2022-10", "2022-10", true);
        check("2022-10", "2022-11", false);
    }
}
