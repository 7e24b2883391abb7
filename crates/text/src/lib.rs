//! Text aligned with its original: every function here gives byte ranges of the text it was given.
//!
//! ```
//! use copydesk_record::Span;
//! use copydesk_text::{sentences, words};
//!
//! let text = "Gov. Alma Reyes closed the port at 6 p.m. on Friday. “Nobody is hurt,” she said.";
//! let found: Vec<&str> = sentences(text, Span::new(0, text.len())).iter().map(|span| span.str(text)).collect();
//! assert_eq!(found.len(), 2);
//! assert_eq!(found[1], "“Nobody is hurt,” she said.");
//! assert_eq!(words("Port's re-opening, 6.5%").map(|w| w.text).collect::<Vec<_>>(), ["Port's", "re-opening", "6.5"]);
//! ```

mod abbreviation;
mod date;
mod fold;
mod language;
mod line;
mod memory;
mod mojibake;
mod number;
mod pattern;
mod seam;
mod sentence;
mod similarity;
mod stem;
mod token;

pub use date::{DateFound, PartialDate, dates_in, month_number, ordinal_word, weekday_number};
pub use fold::{fold, fold_char, fold_words};
pub use language::language_of;
pub use line::{Line, lines};
pub use memory::WordMemory;
pub use mojibake::{repair_mojibake, windows_1252_byte};
pub use number::small_number;
pub use pattern::{AUTOMATON_BYTES_MAX, pattern};
pub use sentence::sentences;
pub use similarity::{WordsHash, containment, hash_bytes, hash_words, jaccard, overlap, shingles};
pub use stem::{is_stopword, stem};
pub use token::{Token, TokenKind, tokens, words};
