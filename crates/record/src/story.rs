//! What cluster decides for each document, and the brief that summarize writes of each story.

use serde::{Deserialize, Serialize};

use crate::{DateClaim, Id, NameKind, Note, QuotationKind, Span};

/// What cluster decided when a document came: where it belongs, and what that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The story it joined or opened.
    pub story: Id,
    /// What spoke for it, the strongest first; empty if it opened the story.
    #[serde(default)]
    pub why: Vec<Why>,
    /// What else changed with it, in order; applied after the document has joined.
    #[serde(default)]
    pub events: Vec<StoryEvent>,
    /// How sure it is that the document belongs there, in thousandths; 1000 if it opened the story.
    #[serde(default = "sure")]
    pub certainty: u16,
}

/// What is said of a decision that does not say how sure it is.
fn sure() -> u16 {
    Decision::SURE
}

impl Decision {
    /// Wholly sure.
    pub const SURE: u16 = 1000;
}

/// A change among stories that are already there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StoryEvent {
    /// All of `from` is in `into` from now on.
    Merge {
        /// The story that ends.
        from: Id,
        /// The story that goes on: the older of the two.
        into: Id,
    },
    /// `articles` leave `from` and are the story `into` from now on.
    Split {
        /// The story that goes on without them.
        from: Id,
        /// The new story.
        into: Id,
        /// Who leaves.
        articles: Vec<Id>,
    },
    /// `story` belongs to `thread` from now on: the same affair at another time.
    Thread {
        /// The story.
        story: Id,
        /// The thread, named after its first story.
        thread: Id,
    },
}

/// One thing that spoke for putting an article into a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// What is shared.
    pub kind: WhyKind,
    /// The shared term, name, time or words.
    pub text: String,
    /// Its part in the decision, 0…1000.
    pub weight: u16,
}

/// What two articles can share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum WhyKind {
    Term,
    Name,
    Time,
    Quotation,
}

/// The brief of one story: what a line of `stories.jsonl` holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// The story.
    pub id: Id,
    /// In how many completed runs the brief changed, this one included.
    pub revision: u32,
    /// The affair that the story is a part of, if there is more than one story of it.
    pub thread: Option<Id>,
    /// The headline of the article that speaks best for the story; its first sentence if none has a headline.
    pub title: String,
    /// When it happened, as the texts say.
    pub when: Option<When>,
    /// The articles in order of arrival, copies included.
    pub articles: Vec<Id>,
    /// Articles cited from outside the story: of the thread, or a round-up.
    pub related: Vec<Id>,
    /// How many independent outlets report it; copies count once.
    pub outlets: u32,
    /// What holds the articles together, the strongest first.
    pub why: Vec<Why>,
    /// Sentences of the sources, byte for byte.
    pub summary: Vec<SummarySentence>,
    /// Utterances with all their renderings.
    pub quotations: Vec<QuotationGroup>,
    /// What happened when, in order of date.
    pub timeline: Vec<TimelineEntry>,
    /// Where the articles do not agree.
    pub disagreements: Vec<Disagreement>,
    /// Who and what it is about, the most mentioned first.
    pub entities: Vec<BriefEntity>,
    /// What the story says of its articles' dates: `written` and notes that only the others could tell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub datings: Vec<Dating>,
    /// What the story calls its articles' speakers, where an article has another form of the name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spellings: Vec<Spelling>,
}

/// A time and the days it covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// ISO 8601, as precise as is known.
    pub value: String,
    /// First and last day.
    pub interval: Option<(String, String)>,
}

/// A sentence of a summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummarySentence {
    /// Exactly the bytes at `span`.
    pub text: String,
    /// The article it stands in.
    pub article: Id,
    /// Where it stands.
    pub span: Span,
    /// Whom or what its pronoun means, if it has one that nothing before it in the summary explains.
    pub antecedent: Option<Antecedent>,
}

/// The words, in the same article, that a pronoun stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Antecedent {
    /// Exactly the bytes at `span`.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// One utterance as the outlets render it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotationGroup {
    /// Who said it.
    pub speaker: Option<String>,
    /// One or more, in order of arrival.
    pub renderings: Vec<Rendering>,
}

/// One outlet's rendering of an utterance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendering {
    /// The article it stands in.
    pub article: Id,
    /// Exactly the bytes at `span`.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// How it is rendered.
    pub kind: QuotationKind,
}

/// One dated sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// The day (or month, or year) it speaks of, ISO 8601.
    pub value: String,
    /// Exactly the bytes at `span`.
    pub text: String,
    /// The article it stands in.
    pub article: Id,
    /// Where it stands.
    pub span: Span,
}

/// A thing that the articles do not agree on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// What kind of thing.
    pub kind: DisagreementKind,
    /// What it is about, in a few words.
    pub about: String,
    /// Why it was raised.
    pub why: String,
    /// One value for each article that gives (or leaves out) one.
    pub values: Vec<Value>,
}

/// What articles can disagree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum DisagreementKind {
    Number,
    Date,
    Name,
    Wording,
    Attribution,
    Omission,
}

/// What one article says on a disputed matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// The article.
    pub article: Id,
    /// Exactly the bytes at `span`; `None` if it leaves the matter out.
    pub value: Option<String>,
    /// Where it stands.
    pub span: Option<Span>,
}

/// Who or what a story is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefEntity {
    /// The fullest name.
    pub canonical: String,
    /// What kind of thing it is.
    #[serde(rename = "type")]
    pub kind: NameKind,
    /// How often the articles mention it.
    pub mentions: u32,
}

/// What the story says of the date of one of its articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dating {
    /// The article.
    pub article: Id,
    /// Replaces the article's own `written`.
    pub written: Option<DateClaim>,
    /// Added to the article's notes: a `date-conflict` that only the story shows.
    pub notes: Vec<Note>,
}

/// What the story calls a speaker of one of its articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spelling {
    /// The article.
    pub article: Id,
    /// The speaker in the article's own tags.
    pub from: String,
    /// The form of the name that the whole story uses.
    pub to: String,
}
