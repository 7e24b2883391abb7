//! Trees laid out for many rows at once: all comparisons of a tree are made, eight rows side by side, and each strikes out the
//! ends that a row cannot come to; so the processor guesses nothing, and looks up nothing on the way (Lucchese et al., 2015,
//! `QuickScorer`).

use crate::boosted::{Boosted, Node, chance};

/// How many rows are looked at side by side.
const ABREAST: usize = 8;
/// The most nodes of a tree, and the most numbers of a row: a place in either is a byte.
const NODES_MAX: usize = 64;
const NUMBERS_MAX: usize = 256;
/// The most ends of a tree: of its nodes, all that part the way have two below them.
const ENDS_MAX: usize = NODES_MAX / 2;

/// One number of some rows.
type Column = [f32; ABREAST];

/// Trees whose answers are added up, in the order in which they were learnt.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    base: f32,
    trees: Vec<Tree>,
}

#[derive(Clone, Debug)]
struct Tree {
    cuts: Vec<Cut>,
    /// The tree's answers, from left to right.
    ends: [f32; ENDS_MAX],
}

/// Where the way parts.
#[derive(Clone, Copy, Debug)]
struct Cut {
    /// Up to this value the way goes left.
    value: f32,
    feature: u8,
    /// The ends that are left, a bit for each, where it goes right.
    right: u32,
}

impl Forest {
    /// Lays out what was learnt; `None` if a tree or what it looks at is too large.
    pub fn of(boosted: &Boosted) -> Option<Self> {
        let trees: Option<Vec<Tree>> = boosted.trees.iter().map(|tree| Tree::of(tree)).collect();
        Some(Self { base: boosted.base, trees: trees? })
    }

    /// What the trees say of each row of `n_features` numbers: above 0 for text.
    pub fn scores(&self, rows: &[f32], n_features: usize) -> Vec<f32> {
        let n_features = n_features.clamp(1, NUMBERS_MAX);
        let n_rows = rows.len() / n_features;
        let mut out = Vec::with_capacity(n_rows);
        let mut columns = Box::new([[0.0_f32; ABREAST]; NUMBERS_MAX]);
        for rows in rows.chunks(n_features * ABREAST) {
            let mut sums = [0.0_f32; ABREAST];
            for (nth, row) in rows.chunks_exact(n_features).enumerate() {
                for (number, column) in row.iter().zip(columns.iter_mut()) {
                    column.iter_mut().skip(nth).take(1).for_each(|to| *to = *number);
                }
            }
            for tree in &self.trees {
                tree.add(&columns, &mut sums);
            }
            out.extend(sums.iter().take(rows.len() / n_features).map(|sum| self.base + sum));
        }
        out
    }

    /// How likely each row of `n_features` numbers is what the trees were grown to tell, in thousandths.
    pub fn chances(&self, rows: &[f32], n_features: usize) -> Vec<u32> {
        let thousandths = |score: f32| libm::roundf(chance(score) * 1000.0) as u32;
        self.scores(rows, n_features).into_iter().map(thousandths).collect()
    }
}

impl Tree {
    /// A tree that leads nowhere, as in a damaged file, says nothing.
    fn of(nodes: &[Node]) -> Option<Self> {
        if nodes.len() > NODES_MAX {
            return None;
        }
        let mut tree = Self { cuts: Vec::new(), ends: [0.0; ENDS_MAX] };
        let is_inner = |node: &&Node| node.feature != u16::MAX;
        if nodes.iter().filter(is_inner).any(|node| usize::from(node.feature) >= NUMBERS_MAX) {
            return None;
        }
        let is_whole = tree.lay_out(nodes, 0, &mut 0, nodes.len()).is_some();
        Some(if is_whole { tree } else { Self { cuts: Vec::new(), ends: [0.0; ENDS_MAX] } })
    }

    /// Lays out what stands below a node, at most `n_steps` down; `n_ends` counts the ends so far.
    fn lay_out(&mut self, nodes: &[Node], at: usize, n_ends: &mut usize, n_steps: usize) -> Option<()> {
        let node = nodes.get(at)?;
        let n_steps = n_steps.checked_sub(1)?;
        if node.feature == u16::MAX {
            *self.ends.get_mut(*n_ends)? = node.value;
            *n_ends += 1;
            return Some(());
        }
        let first = *n_ends;
        self.lay_out(nodes, usize::from(node.left), n_ends, n_steps)?;
        let ends_before = |n: usize| u32::MAX.checked_shr(u32::BITS - n as u32).unwrap_or(0);
        let left = ends_before(*n_ends) & !ends_before(first);
        self.cuts.push(Cut { value: node.value, feature: u8::try_from(node.feature).ok()?, right: !left });
        self.lay_out(nodes, usize::from(node.right), n_ends, n_steps)
    }

    fn add(&self, columns: &[Column; NUMBERS_MAX], sums: &mut Column) {
        let mut left = [u32::MAX; ABREAST];
        for cut in &self.cuts {
            if let Some(column) = columns.get(usize::from(cut.feature)) {
                cut.strike(column, &mut left);
            }
        }
        for (sum, left) in sums.iter_mut().zip(left) {
            *sum += self.ends.get(left.trailing_zeros() as usize % ENDS_MAX).copied().unwrap_or_default();
        }
    }
}

impl Cut {
    /// Strikes out the ends that each row cannot come to. Without an iterator: then the processor does it for all rows at once.
    #[inline]
    fn strike(self, column: &Column, left: &mut [u32; ABREAST]) {
        for at in 0..ABREAST {
            if let (Some(left), Some(number)) = (left.get_mut(at), column.get(at)) {
                // All bits where it goes left: nothing is chosen.
                *left &= self.right | u32::from(*number <= self.value).wrapping_neg();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_the_trees_say() {
        let node = |feature, value, left, right| Node { feature, value, left, right };
        let end = |value| node(u16::MAX, value, 0, 0);
        let deep = vec![node(1, 0.5, 1, 2), end(-2.0), node(0, 0.0, 3, 4), end(1.0), end(4.0)];
        let boosted = Boosted { base: 0.25, trees: vec![deep, vec![end(0.5)]] };
        let rows: Vec<f32> = (0..40).map(|n| n as f32 * 0.25 - 3.0).collect();
        let expected: Vec<f32> = rows.chunks(2).map(|row| boosted.score(row)).collect();
        assert_eq!(Forest::of(&boosted).unwrap().scores(&rows, 2), expected);
    }

    #[test]
    fn a_damaged_tree_has_an_end() {
        let nodes = vec![Node { feature: 9, value: 0.0, left: 0, right: 7 }];
        let boosted = Boosted { base: 0.0, trees: vec![nodes, Vec::new()] };
        assert_eq!(Forest::of(&boosted).unwrap().scores(&[1.0, 2.0], 2), [0.0]);
    }
}
