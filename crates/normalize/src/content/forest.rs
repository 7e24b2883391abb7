//! Trees laid out for many rows at once: every way through a tree has the same number of steps, and eight rows go it side by
//! side, so that the processor neither guesses where one ends nor waits for the last comparison.

use super::model::{Boosted, Node};

/// How many rows go through a tree side by side.
const ABREAST: usize = 8;
/// The most nodes of a tree, and the most numbers of a row: a place in either is a byte.
const NODES_MAX: usize = 64;
const NUMBERS_MAX: usize = 256;

/// Trees whose answers are added up, in the order in which they were learnt.
#[derive(Clone, Debug, Default)]
pub(super) struct Forest {
    base: f32,
    trees: Vec<Tree>,
}

#[derive(Clone, Debug)]
struct Tree {
    steps: Box<[Step; NODES_MAX]>,
    /// How many steps the longest way has.
    n_steps: usize,
}

/// Where the way parts; an end leads to itself.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    /// Up to this value the way goes left; at an end, the tree's answer.
    value: f32,
    feature: u8,
    left: u8,
    right: u8,
}

impl Forest {
    /// Lays out what was learnt; `None` if a tree or what it looks at is too large.
    pub(super) fn of(boosted: &Boosted) -> Option<Self> {
        let trees: Option<Vec<Tree>> = boosted.trees.iter().map(|tree| Tree::of(tree)).collect();
        Some(Self { base: boosted.base, trees: trees? })
    }

    /// What the trees say of each row of `n_features` numbers: above 0 for text.
    pub(super) fn scores(&self, rows: &[f32], n_features: usize) -> Vec<f32> {
        let n_features = n_features.clamp(1, NUMBERS_MAX);
        let n_rows = rows.len() / n_features;
        let mut out = Vec::with_capacity(n_rows);
        let mut abreast = Box::new([[0.0_f32; NUMBERS_MAX]; ABREAST]);
        for rows in rows.chunks(n_features * ABREAST) {
            let mut sums = [0.0_f32; ABREAST];
            for (row, to) in rows.chunks_exact(n_features).zip(abreast.iter_mut()) {
                row.iter().zip(to).for_each(|(number, to)| *to = *number);
            }
            for tree in &self.trees {
                tree.add(&abreast, &mut sums);
            }
            out.extend(sums.iter().take(rows.len() / n_features).map(|sum| self.base + sum));
        }
        out
    }
}

impl Tree {
    fn of(nodes: &[Node]) -> Option<Self> {
        if nodes.len() > NODES_MAX {
            return None;
        }
        let mut steps = Box::new([Step::default(); NODES_MAX]);
        for ((at, node), step) in nodes.iter().enumerate().zip(steps.iter_mut()) {
            let own = u8::try_from(at).ok()?;
            *step = if node.feature == u16::MAX {
                Step { value: node.value, feature: 0, left: own, right: own }
            } else {
                let [feature, left, right] = [node.feature, node.left, node.right].map(u8::try_from);
                Step { value: node.value, feature: feature.ok()?, left: left.ok()?, right: right.ok()? }
            };
        }
        Some(Self { steps, n_steps: depth_of(nodes) })
    }

    fn add(&self, rows: &[[f32; NUMBERS_MAX]; ABREAST], sums: &mut [f32; ABREAST]) {
        // What a damaged file points at beyond the tree says nothing.
        let step = |at: u8| self.steps.get(usize::from(at) % NODES_MAX).copied().unwrap_or_default();
        let mut at = [0_u8; ABREAST];
        for _ in 0..self.n_steps {
            for (at, row) in at.iter_mut().zip(rows) {
                let step = step(*at);
                let value = row.get(usize::from(step.feature)).copied().unwrap_or_default();
                *at = if value <= step.value { step.left } else { step.right };
            }
        }
        for (sum, at) in sums.iter_mut().zip(at) {
            *sum += step(at).value;
        }
    }
}

/// The steps of the longest way; no more than there are nodes, whatever a damaged file says.
fn depth_of(nodes: &[Node]) -> usize {
    let (mut level, mut depth) = (vec![0_u16], 0);
    while depth < nodes.len() {
        let inner = level.iter().filter_map(|at| nodes.get(usize::from(*at)));
        let mut next: Vec<u16> =
            inner.filter(|node| node.feature != u16::MAX).flat_map(|node| [node.left, node.right]).collect();
        if next.is_empty() {
            break;
        }
        next.sort_unstable();
        next.dedup();
        (level, depth) = (next, depth + 1);
    }
    depth
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
