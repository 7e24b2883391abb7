//! The lines of `articles.jsonl` and `stories.jsonl`.

use copydesk_record::{
    Article, Brief, DateClaim, Dating, Filtered, Frame, FrameKind, Id, KeyPhrase, NameKind, Note, Outcome,
    QuotationKind, Raw, Role, Span, Spelling, Tags, TimeKind, TimeTag, Topic,
};
use serde::{Deserialize, Serialize};

use crate::{PublishError, Retime};

/// A line of `articles.jsonl`: what is known of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields of the record types, under the keys that other programs read")]
pub struct ArticleLine {
    pub id: Id,
    pub seq: u64,
    /// Path or address as given; `path#position` in a container.
    pub source: String,
    pub url: Option<String>,
    pub external_id: Option<String>,
    /// `kept`, `copy` or `filtered`.
    pub outcome: String,
    pub copy_of: Option<Id>,
    pub copy_share: Option<u16>,
    pub filtered: Option<Filtered>,
    pub title: Option<String>,
    /// The byline as a reader says it, all signers in one: `Lena Voss and Tom Okafor`; none or one.
    pub byline: Vec<String>,
    /// The persons and desks of the byline, one each.
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    pub section: Option<String>,
    pub language: Option<String>,
    pub published: Option<DateClaim>,
    pub modified: Option<DateClaim>,
    pub written: Option<DateClaim>,
    pub notes: Vec<Note>,
    pub blocks: Vec<BlockLine>,
    /// Body, headings and lists, joined by a blank line.
    pub text: String,
    pub names: Vec<NameLine>,
    pub entities: Vec<EntityLine>,
    pub times: Vec<TimeLine>,
    pub quotations: Vec<QuotationLine>,
    pub quantities: Vec<QuantityLine>,
    pub topics: Vec<Topic>,
    pub key_phrases: Vec<KeyPhrase>,
}

/// A block with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in `Block`")]
pub struct BlockLine {
    pub role: Role,
    pub span: Span,
    pub text: String,
    pub reason: Option<String>,
}

/// A name with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in `Name`")]
pub struct NameLine {
    pub span: Span,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: NameKind,
    pub entity: u32,
}

/// An entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in `Entity`")]
pub struct EntityLine {
    pub id: u32,
    pub canonical: String,
    #[serde(rename = "type")]
    pub kind: NameKind,
}

/// A time with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in `TimeTag`")]
pub struct TimeLine {
    pub span: Span,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: TimeKind,
    pub value: String,
    pub interval: Option<(String, String)>,
    pub rule: String,
}

impl TimeLine {
    fn of(source: &str, time: TimeTag) -> Self {
        let text = time.span.str(source).to_owned();
        let TimeTag { span, kind, value, interval, rule, .. } = time;
        Self { span, text, kind, value, interval, rule }
    }
}

/// A quotation with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in `Quotation`")]
pub struct QuotationLine {
    pub span: Span,
    pub text: String,
    pub kind: QuotationKind,
    pub speaker: Option<String>,
    pub speaker_span: Option<Span>,
    pub cue_span: Option<Span>,
    pub rule: String,
}

/// A quantity with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "as in `Quantity`")]
pub struct QuantityLine {
    pub span: Span,
    pub text: String,
    pub value: String,
    pub unit: String,
}

/// The line of a document; `None` for a quarantined one and for a story.
///
/// # Errors
/// `Frame` if a layer cannot be read.
pub fn article_line(frame: &Frame) -> Result<Option<String>, PublishError> {
    let Some((line, _)) = ArticleLine::of(frame)? else { return Ok(None) };
    Ok(Some(serde_json::to_string(&line)?))
}

/// The line of `stories.jsonl` of a brief: the brief without what it says of its articles' dates and speakers, which
/// stands in theirs.
///
/// # Errors
/// `Json` if it cannot be written.
pub fn story_line(brief: &Brief) -> Result<String, PublishError> {
    Ok(serde_json::to_string(&Brief { datings: Vec::new(), spellings: Vec::new(), ..brief.clone() })?)
}

impl ArticleLine {
    /// The line of a document and its source text; `None` for a quarantined one and for a story.
    ///
    /// # Errors
    /// `Frame` if a layer cannot be read.
    pub fn of(frame: &Frame) -> Result<Option<(Self, String)>, PublishError> {
        let envelope = &frame.envelope;
        if envelope.kind == FrameKind::Story || matches!(envelope.outcome, Outcome::Quarantined(_)) {
            return Ok(None);
        }
        let wrap = |source| PublishError::Frame { source_name: envelope.source.clone(), source };
        let raw: Raw = frame.layer().map_err(wrap)?;
        let article: Article = frame.find_layer().map_err(wrap)?.unwrap_or_default();
        let tags: Tags = frame.find_layer().map_err(wrap)?.unwrap_or_default();
        let mut line = Self::tagged(&raw.text, tags);
        line.id = envelope.id;
        line.seq = envelope.seq;
        line.source = match envelope.position.as_str() {
            "" => envelope.source.clone(),
            position => format!("{}#{position}", envelope.source),
        };
        line.describe(&raw.text, article);
        line.url = raw.url;
        line.external_id = raw.external_id;
        match &envelope.outcome {
            Outcome::Copy(copy) => {
                "copy".clone_into(&mut line.outcome);
                (line.copy_of, line.copy_share) = (Some(copy.of), Some(copy.share));
            }
            Outcome::Filtered(filtered) => {
                "filtered".clone_into(&mut line.outcome);
                line.filtered = Some(filtered.clone());
            }
            Outcome::Kept | Outcome::Quarantined(_) => {}
        }
        Ok(Some((line, raw.text)))
    }

    /// Applies what the story says of this article's dates.
    pub fn date(&mut self, dating: &Dating) {
        if let Some(written) = &dating.written {
            self.written = Some(written.clone());
        }
        self.notes.extend(dating.notes.iter().cloned());
    }

    /// Counts the times from the date that the story gave the article.
    pub(crate) fn retime(&mut self, frame: &Frame, text: &str, retime: Retime) -> Result<(), PublishError> {
        let wrap = |source| PublishError::Frame { source_name: self.source.clone(), source };
        let article: Article = frame.find_layer().map_err(wrap)?.unwrap_or_default();
        let article = Article { written: self.written.clone(), ..article };
        self.times = retime(text, &article).into_iter().map(|time| TimeLine::of(text, time)).collect();
        Ok(())
    }

    /// Puts the story's form of a speaker's name for this article's own, and for the entity that has it as its name.
    pub fn spell(&mut self, spellings: &[Spelling]) {
        let spelled = |own: &str| spellings.iter().find(|one| one.from == own).map(|one| one.to.clone());
        for speaker in self.quotations.iter_mut().filter_map(|quotation| quotation.speaker.as_mut()) {
            if let Some(to) = spelled(speaker) {
                *speaker = to;
            }
        }
        for entity in self.entities.iter_mut().filter(|entity| entity.kind == NameKind::Person) {
            if let Some(to) = spelled(&entity.canonical) {
                entity.canonical = to;
            }
        }
    }

    fn tagged(source: &str, tags: Tags) -> Self {
        let words = |span: Span| span.str(source).to_owned();
        let names = tags.names.into_iter();
        let entities = tags.entities.into_iter();
        let times = tags.times.into_iter();
        let quotations = tags.quotations.into_iter();
        let quantities = tags.quantities.into_iter();
        Self {
            names: names
                .map(|name| NameLine {
                    span: name.span,
                    text: words(name.span),
                    kind: name.kind,
                    entity: name.entity,
                })
                .collect(),
            entities: entities
                .map(|entity| EntityLine { id: entity.id, canonical: entity.canonical, kind: entity.kind })
                .collect(),
            times: times.map(|time| TimeLine::of(source, time)).collect(),
            quotations: quotations
                .map(|quotation| QuotationLine {
                    span: quotation.span,
                    text: words(quotation.span),
                    kind: quotation.kind,
                    speaker: quotation.speaker,
                    speaker_span: quotation.speaker_span,
                    cue_span: quotation.cue_span,
                    rule: quotation.rule,
                })
                .collect(),
            quantities: quantities
                .map(|quantity| QuantityLine {
                    span: quantity.span,
                    text: words(quantity.span),
                    value: quantity.value,
                    unit: quantity.unit,
                })
                .collect(),
            topics: tags.topics,
            key_phrases: tags.key_phrases,
            notes: tags.notes,
            ..Self::empty()
        }
    }

    fn describe(&mut self, source: &str, article: Article) {
        self.text = article.text(source);
        let blocks = article.blocks.into_iter();
        self.blocks = blocks
            .map(|block| BlockLine {
                role: block.role,
                span: block.span,
                text: block.span.str(source).to_owned(),
                reason: block.reason,
            })
            .collect();
        self.title = article.title;
        self.byline = joined(&article.byline).into_iter().collect();
        self.authors = article.byline;
        self.outlet = article.outlet;
        self.section = article.section;
        self.language = article.language;
        self.published = article.published;
        self.modified = article.modified;
        self.written = article.written;
        self.notes.splice(0..0, article.notes);
    }

    fn empty() -> Self {
        Self {
            id: Id::default(),
            seq: 0,
            source: String::new(),
            url: None,
            external_id: None,
            outcome: "kept".to_owned(),
            copy_of: None,
            copy_share: None,
            filtered: None,
            title: None,
            byline: Vec::new(),
            authors: Vec::new(),
            outlet: None,
            section: None,
            language: None,
            published: None,
            modified: None,
            written: None,
            notes: Vec::new(),
            blocks: Vec::new(),
            text: String::new(),
            names: Vec::new(),
            entities: Vec::new(),
            times: Vec::new(),
            quotations: Vec::new(),
            quantities: Vec::new(),
            topics: Vec::new(),
            key_phrases: Vec::new(),
        }
    }
}

/// The names as a reader says them: `Lena Voss, Tom Okafor and Ana Weir`.
fn joined(names: &[String]) -> Option<String> {
    let (last, first) = names.split_last()?;
    if first.is_empty() {
        return Some(last.clone());
    }
    Some(format!("{} and {last}", first.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_get_the_story_s_spelling() {
        let quotation = |speaker: &str| QuotationLine {
            span: Span::new(0, 0),
            text: String::new(),
            kind: QuotationKind::Direct,
            speaker: Some(speaker.to_owned()),
            speaker_span: None,
            cue_span: None,
            rule: String::new(),
        };
        let entity = |id, kind| EntityLine { id, canonical: "Haidur".to_owned(), kind };
        let mut line = ArticleLine {
            quotations: vec![quotation("Haidur"), quotation("Ida Brandt")],
            entities: vec![entity(0, NameKind::Person), entity(1, NameKind::Place)],
            ..ArticleLine::empty()
        };
        let to = "Nasir Haydour".to_owned();
        line.spell(&[Spelling { article: Id::default(), from: "Haidur".to_owned(), to }]);
        let speakers: Vec<Option<&str>> = line.quotations.iter().map(|one| one.speaker.as_deref()).collect();
        assert_eq!(speakers, [Some("Nasir Haydour"), Some("Ida Brandt")]);
        let names: Vec<&str> = line.entities.iter().map(|one| one.canonical.as_str()).collect();
        assert_eq!(names, ["Nasir Haydour", "Haidur"]);
    }

    #[test]
    fn a_byline_is_said_as_a_reader_does() {
        let check = |names: &[&str], expected: Option<&str>| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(joined(&names).as_deref(), expected);
        };
        check(&[], None);
        check(&["Lena Voss"], Some("Lena Voss"));
        check(&["Lena Voss", "Tom Okafor", "Ana Weir"], Some("Lena Voss, Tom Okafor and Ana Weir"));
    }
}
