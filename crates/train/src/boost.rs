//! Gradient-boosted trees over counted bins grown leaf by leaf (Ke et al., 2017).

use std::thread;

use copydesk_trees::{Boosted, Node};

use crate::sample::Draw;

/// How many bins a number is put into.
const BINS_MAX: usize = 96;
/// How many rows the bounds of the bins are told from.
const BOUND_ROWS: usize = 40_000;

/// How the trees are grown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Growth {
    pub(crate) n_trees: usize,
    pub(crate) n_leaves: usize,
    pub(crate) rate: f32,
    /// The share of the features that a tree may look at, of 100.
    pub(crate) features_percent: u64,
    /// The share of the rows that a tree is grown from, of 100.
    pub(crate) rows_percent: u64,
    pub(crate) weight_min: f32,
    pub(crate) ridge: f32,
}

/// Rows in bins, feature by feature.
pub(crate) struct Binned {
    bounds: Vec<Vec<f32>>,
    bins: Vec<Vec<u8>>,
    n_rows: usize,
    directions: Vec<Direction>,
}

/// Which way the answer may go where a feature grows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Direction {
    #[default]
    Either,
    Up,
    Down,
}

impl Binned {
    /// `rows` holds `n_features` numbers for each row.
    pub(crate) fn of(rows: &[f32], n_features: usize) -> Self {
        let n_rows = rows.len() / n_features.max(1);
        let step = (n_rows / BOUND_ROWS).max(1);
        let mut bounds = Vec::new();
        let mut bins = Vec::new();
        for feature in 0..n_features {
            let value = |row: usize| rows[row * n_features + feature];
            let mut values: Vec<f32> = (0..n_rows).step_by(step).map(value).collect();
            values.sort_by(f32::total_cmp);
            let mut cuts: Vec<f32> = Vec::new();
            let mut distinct = values.clone();
            distinct.dedup();
            if distinct.len() <= BINS_MAX {
                cuts.extend(distinct.windows(2).map(|pair| f32::midpoint(pair[0], pair[1])));
            } else {
                for n in 1..BINS_MAX {
                    let at = n * values.len() / BINS_MAX;
                    if values[at] > values[at - 1] {
                        cuts.push(f32::midpoint(values[at - 1], values[at]));
                    } else {
                        cuts.push(values[at]);
                    }
                }
                cuts.dedup();
            }
            bins.push((0..n_rows).map(|row| cuts.partition_point(|cut| *cut < value(row)) as u8).collect());
            bounds.push(cuts);
        }
        Self { bounds, bins, n_rows, directions: vec![Direction::Either; n_features] }
    }

    /// The same, with the way that each feature leads: what is known of it need not be learnt.
    pub(crate) fn leading(self, directions: Vec<Direction>) -> Self {
        Self { directions, ..self }
    }
}

type Bin = (f32, f32);

/// What all trees are grown from.
struct Ground<'d> {
    data: &'d Binned,
    /// The gradient and the curvature of the loss at each row.
    slopes: Vec<Bin>,
    /// The features that the tree may look at.
    features: Vec<usize>,
    growth: Growth,
}

struct Leaf {
    rows: Vec<u32>,
    /// For each feature looked at, the sums of gradients and curvatures in each bin.
    histogram: Vec<Vec<Bin>>,
    sum: Bin,
    node: usize,
    /// What its answer must lie between.
    bounds: [f32; 2],
    best: Option<Split>,
}

#[derive(Clone, Copy)]
struct Split {
    gain: f32,
    feature: usize,
    bin: usize,
    /// The answers on both sides.
    answers: [f32; 2],
}

/// Grows trees against the logistic loss of the labels.
pub(crate) fn grow(data: &Binned, labels: &[bool], weights: &[f32], growth: Growth) -> Boosted {
    let (text, all) = labels.iter().zip(weights).fold((0.0, 0.0), |(text, all), (is_text, weight)| {
        (text + if *is_text { *weight } else { 0.0 }, all + weight)
    });
    let base = (text / (all - text)).ln();
    let mut scores = vec![base; data.n_rows];
    let mut draw = Draw::new(11);
    let mut trees = Vec::new();
    for _ in 0..growth.n_trees {
        let slopes: Vec<Bin> = (0..data.n_rows)
            .map(|row| {
                let p = 1.0 / (1.0 + (-scores[row]).exp());
                let y = f32::from(u8::from(labels[row]));
                ((p - y) * weights[row], (p * (1.0 - p)).max(1e-6) * weights[row])
            })
            .collect();
        let features: Vec<usize> =
            (0..data.bins.len()).filter(|_| draw.below(100) < growth.features_percent).collect();
        let rows: Vec<u32> =
            (0..data.n_rows as u32).filter(|_| draw.below(100) < growth.rows_percent).collect();
        let tree = grow_tree(&Ground { data, slopes, features, growth }, rows);
        for (row, score) in scores.iter_mut().enumerate() {
            *score += answer(data, &tree, row);
        }
        trees.push(finish(data, tree));
    }
    Boosted { base, trees }
}

/// A node while its tree grows: the bin that is the last to go left, not yet the value.
#[derive(Clone, Copy, Default)]
struct Growing {
    split: Option<(usize, usize, usize, usize)>,
    answer: f32,
}

fn answer(data: &Binned, tree: &[Growing], row: usize) -> f32 {
    let mut at = 0;
    while let Some((feature, bin, left, right)) = tree[at].split {
        at = if usize::from(data.bins[feature][row]) <= bin { left } else { right };
    }
    tree[at].answer
}

fn finish(data: &Binned, tree: Vec<Growing>) -> Vec<Node> {
    tree.into_iter()
        .map(|node| match node.split {
            Some((feature, bin, left, right)) => Node {
                feature: feature as u16,
                value: data.bounds[feature][bin],
                left: left as u16,
                right: right as u16,
            },
            None => Node { feature: u16::MAX, value: node.answer, left: 0, right: 0 },
        })
        .collect()
}

fn grow_tree(ground: &Ground<'_>, rows: Vec<u32>) -> Vec<Growing> {
    let growth = ground.growth;
    let mut tree = vec![Growing::default()];
    let of_all = histogram(ground, &rows);
    let mut leaves = vec![leaf(ground, rows, of_all, 0, [f32::MIN, f32::MAX])];
    while leaves.len() < growth.n_leaves {
        let best = (0..leaves.len()).filter_map(|at| Some((at, leaves[at].best?))).fold(
            None,
            |best: Option<(usize, Split)>, next| {
                if best.is_none_or(|best| next.1.gain > best.1.gain) { Some(next) } else { best }
            },
        );
        let Some((at, split)) = best else { break };
        let Leaf { rows, histogram: whole, node, bounds, .. } = leaves.swap_remove(at);
        let column = &ground.data.bins[split.feature];
        let (left, right): (Vec<u32>, Vec<u32>) =
            rows.iter().partition(|row| usize::from(column[**row as usize]) <= split.bin);
        let (small, large) = if left.len() < right.len() { (&left, &right) } else { (&right, &left) };
        debug_assert_eq!(small.len() + large.len(), rows.len());
        let of_small = histogram(ground, small);
        let of_large: Vec<Vec<Bin>> = whole
            .iter()
            .zip(&of_small)
            .map(|(whole, small)| whole.iter().zip(small).map(|(a, b)| (a.0 - b.0, a.1 - b.1)).collect())
            .collect();
        let (of_left, of_right) =
            if left.len() < right.len() { (of_small, of_large) } else { (of_large, of_small) };
        let (to_left, to_right) = (tree.len(), tree.len() + 1);
        tree[node].split = Some((split.feature, split.bin, to_left, to_right));
        tree.extend([Growing::default(), Growing::default()]);
        let [on_left, on_right] = split.bounds(ground.data.directions[split.feature], bounds);
        leaves.push(leaf(ground, left, of_left, to_left, on_left));
        leaves.push(leaf(ground, right, of_right, to_right, on_right));
    }
    for leaf in &leaves {
        tree[leaf.node].answer = growth.rate * growth.answer(leaf.sum, leaf.bounds);
    }
    tree
}

impl Growth {
    /// The step that lessens the loss most, within bounds.
    fn answer(&self, (gradient, curvature): Bin, [least, most]: [f32; 2]) -> f32 {
        (-gradient / (curvature + self.ridge)).clamp(least, most)
    }
}

impl Split {
    /// What the answers below must lie between on each side, where the feature leads one way.
    fn bounds(&self, direction: Direction, [least, most]: [f32; 2]) -> [[f32; 2]; 2] {
        let middle = f32::midpoint(self.answers[0], self.answers[1]);
        match direction {
            Direction::Either => [[least, most]; 2],
            Direction::Up => [[least, middle], [middle, most]],
            Direction::Down => [[middle, most], [least, middle]],
        }
    }
}

fn leaf(
    ground: &Ground<'_>,
    rows: Vec<u32>,
    histogram: Vec<Vec<Bin>>,
    node: usize,
    bounds: [f32; 2],
) -> Leaf {
    let Ground { slopes, features, growth, .. } = ground;
    let sum = rows.iter().fold((0.0, 0.0), |sum: Bin, row| {
        let slope = slopes[*row as usize];
        (sum.0 + slope.0, sum.1 + slope.1)
    });
    let worth = |(gradient, curvature): Bin| gradient * gradient / (curvature + growth.ridge);
    let whole = worth(sum);
    let mut best: Option<Split> = None;
    for (feature, bins) in features.iter().zip(&histogram) {
        let mut left = (0.0, 0.0);
        for (bin, own) in bins.iter().enumerate().take(bins.len().saturating_sub(1)) {
            left = (left.0 + own.0, left.1 + own.1);
            let right = (sum.0 - left.0, sum.1 - left.1);
            if left.1 < growth.weight_min || right.1 < growth.weight_min {
                continue;
            }
            let answers = [left, right].map(|sum| growth.answer(sum, bounds));
            let is_led = match ground.data.directions[*feature] {
                Direction::Either => true,
                Direction::Up => answers[0] <= answers[1],
                Direction::Down => answers[0] >= answers[1],
            };
            let gain = worth(left) + worth(right) - whole;
            if is_led && gain > 1e-4 && best.is_none_or(|best| gain > best.gain) {
                best = Some(Split { gain, feature: *feature, bin, answers });
            }
        }
    }
    Leaf { rows, histogram, sum, node, bounds, best }
}

fn histogram(ground: &Ground<'_>, rows: &[u32]) -> Vec<Vec<Bin>> {
    let Ground { data, slopes, features, .. } = ground;
    let count = |feature: usize| {
        let column = &data.bins[feature];
        let mut bins = vec![(0.0, 0.0); data.bounds[feature].len() + 1];
        for row in rows {
            let row = *row as usize;
            let bin: &mut Bin = &mut bins[usize::from(column[row])];
            bin.0 += slopes[row].0;
            bin.1 += slopes[row].1;
        }
        bins
    };
    let (first, second) = features.split_at(features.len() / 2);
    if rows.len() < 2_000 {
        return features.iter().map(|feature| count(*feature)).collect();
    }
    thread::scope(|scope| {
        let other = scope.spawn(|| second.iter().map(|feature| count(*feature)).collect::<Vec<_>>());
        let mut out: Vec<Vec<Bin>> = first.iter().map(|feature| count(*feature)).collect();
        out.extend(other.join().unwrap_or_default());
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROWTH: Growth = Growth {
        n_trees: 20,
        n_leaves: 6,
        rate: 0.3,
        features_percent: 100,
        rows_percent: 100,
        weight_min: 0.1,
        ridge: 0.1,
    };

    /// How the answer moves over 0…7, where labels rise but for a dip.
    fn answers(direction: Direction) -> Vec<f32> {
        let numbers: Vec<f32> = (0..800_u16).map(|n| f32::from(n % 8)).collect();
        let labels: Vec<bool> = (0..800).map(|n| n % 8 >= 3 && n % 8 != 5).collect();
        let binned = Binned::of(&numbers, 1).leading(vec![direction]);
        let boosted = grow(&binned, &labels, &vec![1.0; numbers.len()], GROWTH);
        (0..8_u8).map(|number| boosted.score(&[f32::from(number)])).collect()
    }

    #[test]
    fn a_feature_that_leads_one_way_is_followed() {
        let rises = |answers: &[f32]| answers.windows(2).all(|pair| pair[0] <= pair[1] + 1e-6);
        assert!(!rises(&answers(Direction::Either)), "the dip is learnt");
        let down = answers(Direction::Down);
        assert!(down.windows(2).all(|pair| pair[0] >= pair[1] - 1e-6), "{down:?}");
        let up = answers(Direction::Up);
        assert!(rises(&up) && up[7] > up[0] + 1.0, "{up:?}");
    }
}
