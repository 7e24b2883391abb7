//! The engine of the learned taggers: a linear model over hashed features, decoded as a whole sentence at a time.
//!
//! Each token gets one of [`N_LABELS`] labels: outside, or begin, inside, end or single of one of four kinds. A model gives
//! points to each label for each feature, and to each pair of neighbours; the best row of labels wins (Viterbi).

mod decode;
mod hash;
mod model;

pub use decode::{Label, N_KINDS, N_LABELS, Scores, Transitions, decode, labels_of, pieces_of};
pub use hash::{hash_of, mix};
pub use model::{Model, ModelError, Points};
