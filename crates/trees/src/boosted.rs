//! Trees whose answers are added up, and the bytes in which they are kept.

/// The answer is no surer than this.
const SCORE_MAX: f32 = 12.0;

/// A place in a tree where the way parts, or where it ends.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Node {
    /// Which number of the row is looked at; `u16::MAX` at an end.
    pub feature: u16,
    /// Up to this value the way goes left. At an end: the tree's answer.
    pub value: f32,
    /// Where the left way goes on, in the tree's nodes.
    pub left: u16,
    /// Where the right way goes on.
    pub right: u16,
}

/// Trees whose answers are added up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Boosted {
    /// What is added before any tree.
    pub base: f32,
    /// The trees, each with its root first.
    pub trees: Vec<Vec<Node>>,
}

/// The chance that goes with a score: the logistic function.
pub fn chance(score: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-score.clamp(-SCORE_MAX, SCORE_MAX)))
}

impl Boosted {
    /// What the trees say of a row: above 0 for yes.
    pub fn score(&self, row: &[f32]) -> f32 {
        self.base + self.trees.iter().map(|tree| answer(tree, row)).sum::<f32>()
    }

    /// Adds the bytes of the trees.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.base.to_le_bytes());
        out.extend((self.trees.len() as u16).to_le_bytes());
        for tree in &self.trees {
            out.extend((tree.len() as u16).to_le_bytes());
            for node in tree {
                out.extend(node.feature.to_le_bytes());
                out.extend(node.value.to_le_bytes());
                out.extend(node.left.to_le_bytes());
                out.extend(node.right.to_le_bytes());
            }
        }
    }

    /// Takes trees off the front of `bytes`; `None` if they end too early.
    pub fn read(bytes: &mut &[u8]) -> Option<Self> {
        let base = f32::from_le_bytes(take(bytes)?);
        let n_trees = u16::from_le_bytes(take(bytes)?);
        let mut trees = Vec::new();
        for _ in 0..n_trees {
            let n_nodes = u16::from_le_bytes(take(bytes)?);
            let mut tree = Vec::new();
            for _ in 0..n_nodes {
                tree.push(Node {
                    feature: u16::from_le_bytes(take(bytes)?),
                    value: f32::from_le_bytes(take(bytes)?),
                    left: u16::from_le_bytes(take(bytes)?),
                    right: u16::from_le_bytes(take(bytes)?),
                });
            }
            trees.push(tree);
        }
        Some(Self { base, trees })
    }
}

/// The bytes of a file of trees: how it begins, what tells of the data and settings that they were grown with, the trees.
pub fn write_file(magic: &[u8; 8], recipe: [u8; 16], boosted: &[&Boosted]) -> Vec<u8> {
    let mut out = magic.to_vec();
    out.extend(recipe);
    for boosted in boosted {
        boosted.write(&mut out);
    }
    out
}

/// Reads a file that holds so many; `None` if it is none.
pub fn read_file<const N: usize>(magic: &[u8; 8], bytes: &[u8]) -> Option<[Boosted; N]> {
    let mut rest = bytes.strip_prefix(magic)?;
    let _recipe: [u8; 16] = take(&mut rest)?;
    let mut all = Vec::with_capacity(N);
    for _ in 0..N {
        all.push(Boosted::read(&mut rest)?);
    }
    all.try_into().ok().filter(|_| rest.is_empty())
}

fn answer(tree: &[Node], row: &[f32]) -> f32 {
    let mut at = 0;
    // A tree has an end, one read from a damaged file perhaps not.
    for _ in 0..tree.len() {
        let Some(node) = tree.get(at) else { return 0.0 };
        let Some(value) = row.get(usize::from(node.feature)) else { return node.value };
        at = usize::from(if *value <= node.value { node.left } else { node.right });
    }
    0.0
}

/// The next `N` bytes of a file, taken off its front; `None` if there are fewer.
pub fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_as_they_were_written() {
        let node = |feature, value, left, right| Node { feature, value, left, right };
        let tree = vec![node(1, 0.5, 1, 2), node(u16::MAX, -2.0, 0, 0), node(u16::MAX, 3.0, 0, 0)];
        let boosted = Boosted { base: 0.25, trees: vec![tree] };
        let mut bytes = Vec::new();
        boosted.write(&mut bytes);
        assert_eq!(Boosted::read(&mut bytes.as_slice()), Some(boosted.clone()));
        assert_eq!(Boosted::read(&mut &bytes[..bytes.len() - 1]), None);
        let file = write_file(b"magic...", [7; 16], &[&boosted, &boosted]);
        assert_eq!(read_file(b"magic...", &file), Some([boosted.clone(), boosted.clone()]));
        assert_eq!(read_file::<1>(b"magic...", &file), None);
        assert_eq!(read_file::<2>(b"another.", &file), None);
        let check = |found: f32, expected: f32| assert!((found - expected).abs() < 1e-6, "{found}");
        check(boosted.score(&[0.0, 0.5]), -1.75);
        check(boosted.score(&[0.0, 0.6]), 3.25);
        check(chance(0.0), 0.5);
        check(chance(1e9), chance(SCORE_MAX));
    }
}
