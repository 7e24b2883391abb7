//! Readers of labelled data, and the scorers that hold a run of copydesk against it.
//!
//! A folder of labelled pages holds the pages, `NAME.txt`, and `gold.json` with their labels. [`score_corpus`] takes what
//! a run over that folder wrote and gives one figure for each thing the desk should have got right.
//!
//! ```
//! use copydesk_eval::{fold, same_person};
//!
//! assert_eq!(fold("“The ferry’s late,”"), fold("The ferry's late"));
//! assert!(same_person("Ms Kalnina", "Ilze Kalnina"));
//! assert!(!same_person("she", "Ilze Kalnina"));
//! ```
//!
//! Pages of public benchmarks ([`read_pages`], [`score_pages`]) and noisy dumps ([`read_dumps`], [`score_dumps`]) are
//! scored by what was found in each, without a run; so are texts with labels for one kind of mark ([`read_tagged`],
//! [`score_tagged`]). Streams of documents ([`read_documents`], [`score_grouping`]), stories with a summary
//! ([`read_stories`], [`score_summaries`]) and topics with a timeline ([`read_timelines`], [`score_timelines`]) are scored
//! by what was made of them. So are sentences whose language is known ([`read_languages`], [`score_languages`]).
//! [`find_sets`] finds the labelled sets under a folder and says which [`Part`] each belongs to.

mod alike;
mod corpus;
mod data;
mod days;
mod dumps;
mod error;
mod fold;
mod gold;
mod grouping;
mod languages;
mod likeness;
mod measure;
mod pages;
mod porter;
mod predicted;
mod rouge;
mod scores;
mod summaries;
mod tagged;
mod timelines;
mod twins;

pub use alike::{Folded, Similarity, alike, same_person, similarity};
pub use corpus::score_corpus;
pub use data::{LabelledSet, Part, TOPIC_DOCUMENTS, TOPIC_TIMELINES, find_sets, write_predictions};
pub use days::{DayAnswer, score_days};
pub use dumps::{LabelledDump, read_dumps, score_dumps};
pub use error::EvalError;
pub use fold::fold;
pub use grouping::{Grouped, LabelledDocument, as_read, moved_share, read_documents, score_grouping};
pub use languages::{LabelledLanguage, read_languages, score_languages};
pub use likeness::{shingle_f1, word_f1, words};
pub use measure::{Prf, b_cubed, pairs, prf};
pub use pages::{Answer, LabelledPage, page_bytes, read_pages, score_pages};
pub use rouge::{Rouge, rouge};
pub use scores::{CorpusScores, Figure, ScoreLine};
pub use summaries::{Baseline, LabelledStory, StoryText, baseline, read_stories, score_summaries};
pub use tagged::{
    LabelledAttribution, LabelledSentence, LabelledText, LabelledTime, LabelledToken, Labels, read_conll,
    read_tagged, score_tagged,
};
pub use timelines::{LabelledTimeline, Timeline, read_timelines, score_timelines};
pub use twins::score_twins;
