//! An article as the brief looks at it: its sentences and utterances, with their words.

use std::collections::BTreeMap;

use copydesk_record::{Id, NameKind, Outcome, QuotationKind, Role, Span, Tagged};
use copydesk_text::sentences;

use crate::speaker::Speaker;
use crate::words::{Word, words_in};

/// How many sentences of an article are looked at.
pub(crate) const SENTENCES_MAX: usize = 300;
/// How many utterances of an article are looked at.
pub(crate) const UTTERANCES_MAX: usize = 100;
/// How many words of a sentence or an utterance are looked at.
const WORDS_MAX: usize = 90;
/// The longest sentence that is looked at.
const SENTENCE_BYTES_MAX: usize = 1500;

/// An article of the story, or one that is cited from outside.
#[derive(Debug)]
pub(crate) struct View<'a> {
    /// The article.
    pub(crate) document: &'a Tagged,
    /// The place of the article that it repeats among the views, its own if it repeats none.
    pub(crate) root: usize,
    /// Whether it is cited from outside the story.
    pub(crate) is_related: bool,
    /// Its sentences, in order.
    pub(crate) sentences: Vec<Sentence>,
    /// What is said in it, in order.
    pub(crate) utterances: Vec<Utterance>,
}

/// A sentence of an article.
#[derive(Debug)]
pub(crate) struct Sentence {
    pub(crate) span: Span,
    pub(crate) role: Role,
    pub(crate) words: Vec<Word>,
}

/// Something said in an article.
#[derive(Debug)]
pub(crate) struct Utterance {
    pub(crate) span: Span,
    pub(crate) kind: QuotationKind,
    pub(crate) speaker: Speaker,
    /// Where the speaker is named beside it, if the words stand in the text.
    pub(crate) speaker_span: Option<Span>,
    pub(crate) words: Vec<Word>,
}

impl<'a> View<'a> {
    fn of(document: &'a Tagged, root: usize, is_related: bool) -> Self {
        let text = &document.text;
        let mut found = Vec::new();
        'blocks: for block in document.article.content_blocks() {
            let parts: Vec<Span> = if document.tags.sentences.is_empty() {
                sentences(text, block.span)
            } else {
                let from = document.tags.sentences.partition_point(|span| span.start < block.span.start);
                let within = document.tags.sentences.iter().skip(from);
                within.take_while(|span| span.end <= block.span.end).copied().collect()
            };
            for span in parts {
                if found.len() >= SENTENCES_MAX {
                    break 'blocks;
                }
                if span.of(text).is_some() && span.len() <= SENTENCE_BYTES_MAX {
                    let words = words_in(text, span, WORDS_MAX);
                    found.push(Sentence { span, role: block.role, words });
                }
            }
        }
        let quotations = document.tags.quotations.iter().take(UTTERANCES_MAX);
        let utterances =
            quotations.filter(|quotation| quotation.span.of(text).is_some()).map(|quotation| Utterance {
                span: quotation.span,
                kind: quotation.kind,
                speaker: Speaker::of(quotation.speaker.as_deref()),
                speaker_span: quotation.speaker_span.filter(|span| span.of(text).is_some()),
                words: words_in(text, quotation.span, WORDS_MAX),
            });
        Self { document, root, is_related, sentences: found, utterances: utterances.collect() }
    }

    /// The words of the article at a span.
    pub(crate) fn str(&self, span: Span) -> &'a str {
        span.str(&self.document.text)
    }

    /// The article's id.
    pub(crate) fn id(&self) -> Id {
        self.document.id
    }

    /// The place of the sentence that holds the byte at `at`.
    pub(crate) fn sentence_at(&self, at: u32) -> Option<usize> {
        let next = self.sentences.partition_point(|sentence| sentence.span.start <= at);
        let place = next.checked_sub(1)?;
        self.sentences.get(place).filter(|sentence| at < sentence.span.end).map(|_| place)
    }

    /// The canonical names in a span, with their kinds.
    pub(crate) fn names_in(&self, span: Span) -> impl Iterator<Item = (Span, NameKind)> + '_ {
        let names = &self.document.tags.names;
        let from = names.partition_point(|name| name.span.start < span.start);
        let within = names.iter().skip(from).take_while(move |name| name.span.start < span.end);
        within.map(|name| (name.span, name.kind))
    }
}

/// The views of a story's articles and of those cited from outside, in this order.
pub(crate) fn views<'a>(articles: &'a [Tagged], related: &'a [Tagged]) -> Vec<View<'a>> {
    let mut places: BTreeMap<Id, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for (place, document) in articles.iter().chain(related).enumerate() {
        let root = match &document.outcome {
            Outcome::Copy(copy) => places.get(&copy.of).copied().unwrap_or(place),
            _ => place,
        };
        // Copies of what we do not hold are one class all the same.
        if let Outcome::Copy(copy) = &document.outcome {
            places.entry(copy.of).or_insert(root);
        }
        places.entry(document.id).or_insert(root);
        out.push(View::of(document, root, place >= articles.len()));
    }
    out
}
