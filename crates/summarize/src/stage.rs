//! The stages: one that writes the brief of a story it is given, and one that holds a whole stream.

use std::collections::BTreeMap;
use std::sync::Arc;

use copydesk_record::{Brief, Filed, StoryInput, Tagged, Why};
use copydesk_stage::{Reject, Stage};

use crate::Ledger;
use crate::brief::brief;

/// Writes a brief for each story that it is given; it holds nothing. See [`Ledger`] for what says which are due.
#[derive(Clone, Debug, Default)]
pub struct WriteBrief;

impl Stage for WriteBrief {
    type In = StoryInput;
    type Out = Brief;

    fn name(&self) -> &'static str {
        "summarize"
    }

    fn process(&mut self, input: StoryInput, out: &mut Vec<Brief>) -> Result<(), Reject> {
        out.push(brief(&input));
        Ok(())
    }
}

/// An article, and what cluster said of it.
#[derive(Clone, Debug)]
struct Article {
    document: Arc<Tagged>,
    why: Vec<Why>,
    certainty: u16,
}

/// Holds the articles of a stream and gives all briefs at its end, in order of each story's first article.
///
/// It holds every article; a stream of any length takes a [`Ledger`], [`WriteBrief`], and the articles from where they
/// are kept.
#[derive(Clone, Debug, Default)]
pub struct Summarize {
    ledger: Ledger,
    articles: BTreeMap<u64, Article>,
}

impl Summarize {
    /// A stage that holds nothing.
    pub fn new() -> Self {
        Self::default()
    }

    fn articles(&self, seqs: &[u64]) -> Vec<Arc<Tagged>> {
        seqs.iter().filter_map(|seq| Some(Arc::clone(&self.articles.get(seq)?.document))).collect()
    }
}

impl Stage for Summarize {
    type In = Filed;
    type Out = Brief;

    fn name(&self) -> &'static str {
        "summarize"
    }

    fn process(&mut self, input: Filed, _: &mut Vec<Brief>) -> Result<(), Reject> {
        if input.document.outcome.is_live() {
            let (document, decision) = (Arc::new(input.document.clone()), &input.decision);
            let (why, certainty) = (decision.why.clone(), decision.certainty);
            self.articles.insert(document.seq, Article { document, why, certainty });
        }
        self.ledger.process(input, &mut Vec::new())
    }

    fn finish(&mut self, out: &mut Vec<Brief>) {
        let mut due = Vec::new();
        self.ledger.finish(&mut due);
        for due in due {
            let own = || due.articles.iter().filter_map(|seq| self.articles.get(seq));
            let (articles, related) = (self.articles(&due.articles), self.articles(&due.related));
            out.push(brief(&StoryInput {
                id: due.story,
                thread: due.thread,
                why: own().flat_map(|article| &article.why).cloned().collect(),
                certainty: own().map(|article| article.certainty).collect(),
                articles,
                related,
            }));
        }
        *self = Self::default();
    }
}
