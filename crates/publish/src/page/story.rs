//! The page of one story: the brief, and beneath it each source with the cited words marked.

use std::collections::{BTreeMap, BTreeSet};

use copydesk_record::{Brief, Disagreement, Id, QuotationGroup, Span, TimelineEntry};
use copydesk_text::fold_words;
use maud::{Markup, html};

use super::{disagreement_label, document, link, numbering, story_days};
use crate::{ArticleLine, Desk, PublishError, visible};

/// What is cited of each article.
type Cited = BTreeMap<Id, BTreeSet<Span>>;

/// The page of a story.
pub(crate) fn story(brief: &Brief, desk: &mut Desk) -> Result<String, PublishError> {
    let numbers = numbering(brief);
    let cited = cited(brief);
    let mut sources = Vec::new();
    let mut order: Vec<(Id, usize)> = numbers.iter().map(|(&id, &n)| (id, n)).collect();
    order.sort_by_key(|&(_, n)| n);
    for (id, n) in order {
        let (Some(article), Some(text)) = (desk.article(id)?, desk.source(id)?) else { continue };
        sources.push(source(n, &article, &text, cited.get(&id)));
    }
    let cite = |id: Id, span: Span| citation(&numbers, id, span);
    let body = html! {
        header {
            p.meta { a href="../index.html" { "All stories" } }
            h1 { (visible(&brief.title)) }
            p.meta { (story_days(brief)) }
        }
        main {
            @if !brief.summary.is_empty() {
                section {
                    h2 { "In brief" }
                    @for sentence in &brief.summary {
                        p {
                            (visible(&sentence.text)) (cite(sentence.article, sentence.span))
                            @if let Some(antecedent) = &sentence.antecedent {
                                " " span.meta { "(" (visible(&antecedent.text)) (cite(sentence.article, antecedent.span)) ")" }
                            }
                        }
                    }
                }
            }
            (quotations(&brief.quotations, &cite))
            (disagreements(&brief.disagreements, &cite))
            (timeline(&brief.timeline, &cite))
            section { h2 { "Sources" } @for source in &sources { (source) } }
        }
    };
    Ok(document(&brief.title, &body))
}

fn cited(brief: &Brief) -> Cited {
    let mut cited = Cited::new();
    let mut add = |id: Id, span: Span| {
        cited.entry(id).or_default().insert(span);
    };
    for sentence in &brief.summary {
        add(sentence.article, sentence.span);
        if let Some(antecedent) = &sentence.antecedent {
            add(sentence.article, antecedent.span);
        }
    }
    brief.quotations.iter().flat_map(|group| &group.renderings).for_each(|one| add(one.article, one.span));
    brief.timeline.iter().for_each(|entry| add(entry.article, entry.span));
    for value in brief.disagreements.iter().flat_map(|disagreement| &disagreement.values) {
        if let Some(span) = value.span {
            add(value.article, span);
        }
    }
    cited
}

fn citation(numbers: &BTreeMap<Id, usize>, id: Id, span: Span) -> Markup {
    let n = numbers.get(&id).copied().unwrap_or_default();
    html! { a.cite href={ "#" (anchor(n, span)) } { "[" (n) "]" } }
}

fn anchor(n: usize, span: Span) -> String {
    format!("a{n}-{}-{}", span.start, span.end)
}

/// What several outlets render comes first, side by side; then what only one has, under one heading a speaker.
fn quotations(groups: &[QuotationGroup], cite: &impl Fn(Id, Span) -> Markup) -> Markup {
    let (aligned, single): (Vec<_>, Vec<_>) = groups.iter().partition(|group| group.renderings.len() > 1);
    let ordered: Vec<&QuotationGroup> = aligned.into_iter().chain(single).collect();
    let speakers: Vec<&str> =
        ordered.iter().map(|group| group.speaker.as_deref().unwrap_or("Unnamed speaker")).collect();
    let before = std::iter::once(None).chain(ordered.iter().zip(&speakers).map(Some));
    html! {
        @if !groups.is_empty() {
            section {
                h2 { "What was said" }
                @for ((group, speaker), before) in ordered.iter().zip(&speakers).zip(before) {
                    @if before.is_none_or(|(other, name)| name != speaker || other.renderings.len() > 1) {
                        h3 { (visible(speaker)) }
                    }
                    div.renderings {
                        @let shared = shared_words(group);
                        @for rendering in &group.renderings {
                            blockquote.rendering {
                                (marked(&rendering.text, &shared)) (cite(rendering.article, rendering.span))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The folded words that stand in more than half of the renderings: all words if there is only one.
fn shared_words(group: &QuotationGroup) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for rendering in &group.renderings {
        for word in fold_words(&rendering.text).into_iter().collect::<BTreeSet<_>>() {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts.retain(|_, n| *n * 2 > group.renderings.len());
    counts.into_keys().collect()
}

/// The rendering with the words marked in which it differs from most.
fn marked(text: &str, shared: &BTreeSet<String>) -> Markup {
    let text = visible(text);
    let is_shared = |word: &str| fold_words(word).iter().all(|part| shared.contains(part));
    html! {
        @for (idx, word) in text.split(' ').enumerate() {
            @if idx > 0 { " " }
            @if is_shared(word) { (word) } @else { em { (word) } }
        }
    }
}

fn disagreements(all: &[Disagreement], cite: &impl Fn(Id, Span) -> Markup) -> Markup {
    html! {
        @if !all.is_empty() {
            section {
                h2 { "Where they do not agree" }
                @for one in all {
                    h3 { (visible(&one.about)) " " span.kind { (disagreement_label(one.kind)) } }
                    table {
                        @for value in &one.values {
                            tr {
                                td {
                                    @match (&value.value, value.span) {
                                        (Some(words), Some(span)) => { "“" (visible(words)) "”" (cite(value.article, span)) }
                                        _ => { span.meta { "not in this article" } (cite(value.article, Span::default())) }
                                    }
                                }
                            }
                        }
                    }
                    p.meta { (visible(&one.why)) }
                }
            }
        }
    }
}

fn timeline(entries: &[TimelineEntry], cite: &impl Fn(Id, Span) -> Markup) -> Markup {
    html! {
        @if !entries.is_empty() {
            section {
                h2 { "When" }
                dl {
                    @for entry in entries {
                        dt { (entry.value) }
                        dd { (visible(&entry.text)) (cite(entry.article, entry.span)) }
                    }
                }
            }
        }
    }
}

fn source(n: usize, article: &ArticleLine, text: &str, cited: Option<&BTreeSet<Span>>) -> Markup {
    let empty = BTreeSet::new();
    let cited = cited.unwrap_or(&empty);
    let date = article.written.as_ref().map_or("undated", |date| date.value.as_str());
    html! {
        article {
            a id=(anchor(n, Span::default())) {}
            h3 { (n) ". " (visible(article.title.as_deref().unwrap_or("(no headline)"))) }
            p.meta {
                @if let Some(outlet) = &article.outlet { (visible(outlet)) " · " }
                (date) " · "
                @match article.url.as_deref().and_then(link) {
                    Some(url) => a href=(url) rel="noreferrer" { (visible(&article.source)) },
                    None => code { (visible(&article.source)) },
                }
                @if article.outcome == "copy" { " · copy of an earlier article" }
            }
            @for note in &article.notes { p.flag { (visible(&note.message)) } }
            div.source {
                @for block in &article.blocks {
                    @if block.role.is_content() {
                        p { (passage(n, text, block.span, cited)) }
                    } @else {
                        p.dropped title=[block.reason.as_deref().map(visible)] {
                            span.label { (format!("{:?}", block.role).to_lowercase()) }
                            (passage(n, text, block.span, cited))
                        }
                    }
                }
            }
        }
    }
}

/// The words of a block, each cited part marked and with its anchor.
fn passage(n: usize, text: &str, block: Span, cited: &BTreeSet<Span>) -> Markup {
    let within: Vec<Span> = cited.iter().copied().filter(|span| span.overlaps(block)).collect();
    let mut cuts: BTreeSet<u32> = within.iter().flat_map(|span| [span.start, span.end]).collect();
    cuts.extend([block.start, block.end]);
    let cuts: Vec<u32> = cuts.into_iter().filter(|cut| (block.start..=block.end).contains(cut)).collect();
    let parts: Vec<Span> =
        cuts.windows(2).filter_map(|pair| Some(Span { start: *pair.first()?, end: *pair.last()? })).collect();
    html! {
        @for part in parts {
            @for span in within.iter().filter(|span| span.start.max(block.start) == part.start) {
                a id=(anchor(n, *span)) {}
            }
            @if within.iter().any(|span| span.contains(part)) {
                mark { (visible(part.str(text))) }
            } @else {
                (visible(part.str(text)))
            }
        }
    }
}
