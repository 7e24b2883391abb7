//! What tag gives: marks on the content of an article. All spans are byte ranges of the source text.

use serde::{Deserialize, Serialize};

use crate::{Note, Span};

/// The marks on one article; each list in order of its spans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tags {
    /// Mentions of persons, organisations and places.
    #[serde(default)]
    pub names: Vec<Name>,
    /// The things that the names mention.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// Dates, clock times, durations and sets.
    #[serde(default)]
    pub times: Vec<TimeTag>,
    /// Direct, partial and reported speech.
    #[serde(default)]
    pub quotations: Vec<Quotation>,
    /// Numbers with their units.
    #[serde(default)]
    pub quantities: Vec<Quantity>,
    /// Subjects, the strongest first.
    #[serde(default)]
    pub topics: Vec<Topic>,
    /// Phrases that say what it is about, the strongest first.
    #[serde(default)]
    pub key_phrases: Vec<KeyPhrase>,
    /// The sentences of the content blocks, in order; quotations count as part of theirs.
    #[serde(default)]
    pub sentences: Vec<Span>,
    /// What was noticed on the way.
    #[serde(default)]
    pub notes: Vec<Note>,
}

/// One mention of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The words.
    pub span: Span,
    /// What kind of thing it names.
    pub kind: NameKind,
    /// The entity's `id` in [`Tags::entities`].
    pub entity: u32,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum NameKind {
    Person,
    Organisation,
    Place,
    #[serde(other)]
    Other,
}

/// A person, organisation or place of one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Counted from 0 within the article.
    pub id: u32,
    /// Its fullest name in the article, without title or office.
    pub canonical: String,
    /// What kind of thing it is.
    pub kind: NameKind,
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeTag {
    /// The words, without a leading preposition.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value: `2024-08-16`, `P3D`, `2024-08-16TMO`, `XXXX-XX-XX` where it cannot be told.
    pub value: String,
    /// First and last day it covers, ISO 8601, if it is a place on the calendar.
    #[serde(default)]
    pub interval: Option<(String, String)>,
    /// Whether the value was computed from the date of the article, and lies if that date lies.
    #[serde(default)]
    pub is_relative: bool,
    /// The rule that gave the value, for `explain`.
    #[serde(default)]
    pub rule: String,
}

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the TIMEX3 names")]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

/// Words that somebody said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// The words, without the quotation marks, inner commas and full stops kept.
    pub span: Span,
    /// How they were rendered.
    pub kind: QuotationKind,
    /// Who said it, by the fullest name the article gives, or by the epithet ("a diplomat") if it gives none.
    #[serde(default)]
    pub speaker: Option<String>,
    /// Where the paragraph names the speaker, beside the quotation or beside the one that it continues ("Lukashenko",
    /// "he", "the minister").
    #[serde(default)]
    pub speaker_span: Option<Span>,
    /// The verb of saying; for a quotation that continues another, the verb of that one.
    #[serde(default)]
    pub cue_span: Option<Span>,
    /// The rule that found the speaker, for `explain`.
    #[serde(default)]
    pub rule: String,
}

/// How an utterance is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotationKind {
    /// Whole sentences or clauses between quotation marks.
    Direct,
    /// A few quoted words inside the outlet's own sentence.
    Partial,
    /// The outlet's words for what was said.
    Reported,
}

/// A number and what it counts or measures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// The words: `at least 17 people`, `35 km`.
    pub span: Span,
    /// The number as a decimal string: `1200`, `0.5`.
    pub value: String,
    /// The unit, singular: `kilometre`, `person`, `percent`, `EUR`; the counted noun if it is no unit of measure.
    pub unit: String,
}

/// A subject of the IPTC Media Topics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// `medtop:…`.
    pub code: String,
    /// Its English label.
    pub label: String,
    /// 0…1000.
    pub score: u16,
}

/// A phrase that says what the article is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPhrase {
    /// As it stands in the text, the commonest form.
    pub text: String,
    /// 0…1000.
    pub score: u16,
}
