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
//! [`find_sets`] finds the labelled sets under a folder and says which [`Part`] each belongs to.

mod alike;
mod corpus;
mod data;
mod error;
mod fold;
mod gold;
mod measure;
mod predicted;
mod scores;

pub use alike::{Folded, Similarity, alike, same_person, similarity};
pub use corpus::score_corpus;
pub use data::{LabelledSet, Part, find_sets, write_predictions};
pub use error::EvalError;
pub use fold::fold;
pub use measure::{Prf, b_cubed, pairs, prf};
pub use scores::{CorpusScores, Figure, ScoreLine};
