//! Boosted trees: numbers about a thing go in, how likely it is comes out.
//!
//! A tree is a list of nodes, its root first; the answers of all trees are added up ([`Boosted`]). [`Forest`] is the same laid
//! out to be asked quickly. Growing them is not done here.
//!
//! ```
//! use copydesk_trees::{Boosted, Forest, Node, chance};
//!
//! let end = |value| Node { feature: u16::MAX, value, left: 0, right: 0 };
//! let tree = vec![Node { feature: 1, value: 0.5, left: 1, right: 2 }, end(-2.0), end(3.0)];
//! let boosted = Boosted { base: 0.25, trees: vec![tree] };
//! assert_eq!(boosted.score(&[0.0, 0.6]), 3.25);
//! let forest = Forest::of(&boosted).map(|forest| forest.scores(&[0.0, 0.6, 0.0, 0.5], 2));
//! assert_eq!(forest, Some(vec![3.25, -1.75]));
//! assert!(chance(3.25) > 0.9);
//! ```

mod boosted;
mod forest;

pub use boosted::{Boosted, Node, chance, read_file, take, write_file};
pub use forest::Forest;
