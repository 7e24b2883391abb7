//! The stage that writes briefs: documents pass through it, stories follow them.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::sync::Arc;

use copydesk_record::{Brief, Due, Filed, Frame, Role, StoryInput, Tagged, Why};
use copydesk_stage::Stage;

use super::{Give, Work, is_work, quarantined, unreadable};
use crate::contain::{AfterPanic, Contained, Failure};

/// How many bytes of articles, as frames, are held beside the story that is being written.
pub const ARTICLES_HELD_BYTES_MAX: usize = 8 << 20;

/// Where the articles of a stream are kept until the briefs of their stories are due.
pub trait Shelf: Send {
    /// Takes a document as it passes. A shelf that gets its documents on another way has nothing to do.
    ///
    /// # Errors
    /// What stands in the way of keeping it.
    fn keep(&mut self, frame: &Frame) -> io::Result<()>;

    /// The document of that sequence number.
    ///
    /// # Errors
    /// What stands in the way of reading it; that it is not there is an error as well.
    fn fetch(&mut self, seq: u64) -> io::Result<Frame>;
}

/// Keeps the documents in memory: for streams that fit into it.
impl Shelf for BTreeMap<u64, Frame> {
    fn keep(&mut self, frame: &Frame) -> io::Result<()> {
        self.insert(frame.envelope.seq, frame.clone());
        Ok(())
    }

    fn fetch(&mut self, seq: u64) -> io::Result<Frame> {
        self.get(&seq).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

struct Gather<L: Stage, B: Stage, S> {
    ledger: Contained<L>,
    writer: Contained<B>,
    shelf: S,
    held: Held,
    fault: Option<String>,
}

/// Makes the stages that write briefs work on frames: documents are forwarded as they come, and the briefs follow the
/// last of them as frames of their own, numbered from 0.
///
/// `ledger` says which stories are due; `writer` is given each of them with its articles, which come out of the `shelf`,
/// so that memory holds one story and what fits into [`ARTICLES_HELD_BYTES_MAX`]. After a panic the ledger goes on with
/// what it holds; a story whose brief fails is a fault of the run, and the others are written.
pub fn gather<L, B, S>(
    ledger: impl Fn() -> L + Send + 'static,
    writer: impl Fn() -> B + Send + 'static,
    shelf: S,
) -> impl Work
where
    L: Stage<In = Filed, Out = Due> + Send,
    B: Stage<In = StoryInput, Out = Brief> + Send,
    S: Shelf,
{
    Gather {
        ledger: Contained::new(ledger, AfterPanic::GoOn),
        writer: Contained::new(writer, AfterPanic::Rebuild),
        shelf,
        held: Held::default(),
        fault: None,
    }
}

impl<L, B, S> Gather<L, B, S>
where
    L: Stage<In = Filed, Out = Due>,
    B: Stage<In = StoryInput, Out = Brief>,
    S: Shelf,
{
    fn write(&mut self, due: &Due) -> Result<Vec<Brief>, String> {
        let mut story = StoryInput { id: due.story, thread: due.thread, ..StoryInput::default() };
        for &seq in &due.articles {
            let article = self.fetch(seq)?;
            story.why.extend_from_slice(&article.why);
            story.articles.push(Arc::clone(&article.document));
            story.certainty.push(article.certainty);
        }
        for &seq in &due.related {
            story.related.push(Arc::clone(&self.fetch(seq)?.document));
        }
        let mut out = Vec::new();
        let failed =
            |failure: Failure| format!("the brief of story `{}` failed: {}", due.story, failure.message);
        self.writer.process(story, &mut out).map_err(failed)?;
        Ok(out)
    }

    fn fetch(&mut self, seq: u64) -> Result<Article, String> {
        if let Some(article) = self.held.articles.get(&seq) {
            return Ok(article.clone());
        }
        let failed = |why: String| format!("document `{seq}` cannot be read again: {why}");
        let frame = self.shelf.fetch(seq).map_err(|error| failed(error.to_string()))?;
        let filed = Filed::try_from(&frame).map_err(|error| failed(error.to_string()))?;
        let article = Article {
            document: Arc::new(without_furniture(filed.document)),
            why: filed.decision.why.into(),
            certainty: filed.decision.certainty,
            weight_bytes: frame.weight_bytes(),
        };
        self.held.insert(seq, article.clone());
        Ok(article)
    }
}

/// The article without what no brief needs.
fn without_furniture(mut document: Tagged) -> Tagged {
    document.article.blocks.retain(|block| block.role.is_content() || block.role == Role::Date);
    document.article.notes = Vec::new();
    document.tags.topics = Vec::new();
    document.tags.key_phrases = Vec::new();
    document.tags.notes = Vec::new();
    document
}

/// An article that was read again, and why it is in its story.
#[derive(Clone)]
struct Article {
    document: Arc<Tagged>,
    why: Arc<[Why]>,
    certainty: u16,
    weight_bytes: usize,
}

/// The articles that were read last.
#[derive(Default)]
struct Held {
    articles: BTreeMap<u64, Article>,
    order: VecDeque<u64>,
    bytes: usize,
}

impl Held {
    fn insert(&mut self, seq: u64, article: Article) {
        self.bytes += article.weight_bytes;
        self.articles.insert(seq, article);
        self.order.push_back(seq);
        while self.bytes > ARTICLES_HELD_BYTES_MAX {
            let Some(oldest) = self.order.pop_front() else { break };
            let gone = self.articles.remove(&oldest);
            self.bytes -= gone.map_or(0, |article| article.weight_bytes);
        }
    }
}

impl<L, B, S> Work for Gather<L, B, S>
where
    L: Stage<In = Filed, Out = Due> + Send,
    B: Stage<In = StoryInput, Out = Brief> + Send,
    S: Shelf,
{
    fn name(&self) -> &'static str {
        self.writer.name()
    }

    fn process(&mut self, frame: Frame) -> Frame {
        if !is_work(&frame) {
            return frame;
        }
        let input = Filed::try_from(&frame).map_err(|error| unreadable(&error));
        if let Err(failure) = input.and_then(|input| self.ledger.process(input, &mut Vec::new())) {
            return quarantined(frame, self.name(), &failure);
        }
        if let Err(error) = self.shelf.keep(&frame)
            && self.fault.is_none()
        {
            self.fault = Some(format!("document `{}` cannot be kept: {error}", frame.envelope.seq));
        }
        frame
    }

    fn finish(&mut self, give: &mut Give<'_>) -> Result<(), String> {
        let mut due = Vec::new();
        let ended = self.ledger.finish(&mut due);
        let mut fault = self.fault.take().or(ended.err().map(|failure| failure.message));
        let mut seq = 0;
        for due in due {
            match self.write(&due) {
                Ok(briefs) => {
                    for brief in briefs {
                        let frame = Frame::story(&brief, seq).map_err(|error| error.to_string())?;
                        give(frame);
                        seq += 1;
                    }
                }
                Err(message) => fault = fault.or(Some(message)),
            }
        }
        fault.map_or(Ok(()), Err)
    }
}
