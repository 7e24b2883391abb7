//! Learns a linear model from labelled sentences: a structured perceptron with a margin, its weights averaged (Collins,
//! 2002; Taskar and others, 2003, for the margin). The same input gives the same model.

use std::collections::HashMap;

use copydesk_tag::sequence::{Label, Model, N_LABELS, Scores, Transitions, decode, mix};

/// How far a wrong label must stay behind the right one while learning.
const MARGIN: f32 = 1.0;
/// So many features in a hundred are left out at each look at a sentence: the others must learn to do without them.
const LEFT_OUT: u64 = 15;
/// Points in a model's file are whole numbers up to this.
const POINTS_MAX: f32 = 127.0;
/// Of the features, the share whose points may be cut to the largest that the file holds.
const CUT_SHARE: f64 = 0.002;
/// Of the places of a model's table, the share that is filled.
const FILL: f64 = 0.9;

/// A sentence: the features of each token and its label.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    pub features: Vec<Vec<u64>>,
    pub labels: Vec<Label>,
}

/// How a model is learned.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub n_epochs: usize,
    /// Features that stand at fewer tokens are not learned.
    pub n_uses_min: u32,
    /// The model's table has 2 to the power of this many places.
    pub size_bits: u8,
}

/// A weight and the sum of what it was.
#[derive(Clone, Debug)]
struct Row {
    now: [f32; N_LABELS],
    sum: [f64; N_LABELS],
}

/// The state of learning.
struct Learner {
    rows: Vec<Row>,
    transitions: Transitions<f32>,
    transition_sums: Transitions<f64>,
    /// How many sentences were seen.
    n_seen: f64,
}

/// Learns a model. `recipe` goes into its file.
pub fn learn(sentences: &[Sentence], settings: Settings, recipe: &str) -> Model {
    let index = index(sentences, settings.n_uses_min);
    let known: Vec<Vec<Vec<u32>>> = sentences
        .iter()
        .map(|sentence| {
            let of = |features: &Vec<u64>| features.iter().filter_map(|it| index.get(it).copied()).collect();
            sentence.features.iter().map(of).collect()
        })
        .collect();
    let row = Row { now: [0.0; N_LABELS], sum: [0.0; N_LABELS] };
    let mut learner = Learner {
        rows: vec![row; index.len()],
        transitions: [[0.0; N_LABELS]; N_LABELS],
        transition_sums: [[0.0; N_LABELS]; N_LABELS],
        n_seen: 0.0,
    };
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..settings.n_epochs {
        shuffle(&mut order, &mut random);
        for &at in &order {
            if let (Some(sentence), Some(features)) = (sentences.get(at), known.get(at)) {
                let step = next(&mut random);
                let keeps = |it: &&u32| mix(step, u64::from(**it), 0) % 100 >= LEFT_OUT;
                let kept: Vec<Vec<u32>> = features
                    .iter()
                    .map(|features| features.iter().filter(keeps).copied().collect())
                    .collect();
                learner.see(&kept, &sentence.labels);
            }
        }
    }
    learner.model(&index, settings.size_bits, recipe)
}

/// A number for each feature that is used often enough.
fn index(sentences: &[Sentence], n_uses_min: u32) -> HashMap<u64, u32> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for feature in sentences.iter().flat_map(|sentence| sentence.features.iter().flatten()) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut kept: Vec<u64> =
        counts.into_iter().filter(|(_, n)| *n >= n_uses_min).map(|(feature, _)| feature).collect();
    kept.sort_unstable();
    kept.into_iter().zip(0..).collect()
}

/// Fisher and Yates.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        order.swap(at, (next(random) % (at as u64 + 1)) as usize);
    }
}

/// The next number of an xorshift generator (Marsaglia, 2003).
fn next(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random
}

impl Learner {
    /// Decodes a sentence, and moves the weights where a label is wrong.
    fn see(&mut self, features: &[Vec<u32>], labels: &[Label]) {
        let scores: Vec<Scores<f32>> = features
            .iter()
            .zip(labels)
            .map(|(features, gold)| {
                let mut scores = [MARGIN; N_LABELS];
                if let Some(score) = scores.get_mut(usize::from(*gold)) {
                    *score = 0.0;
                }
                for row in features.iter().filter_map(|at| self.rows.get(*at as usize)) {
                    for (score, weight) in scores.iter_mut().zip(&row.now) {
                        *score += weight;
                    }
                }
                scores
            })
            .collect();
        let found = decode(&scores, &self.transitions);
        let mut before: Option<(Label, Label)> = None;
        for (features, (&gold, &said)) in features.iter().zip(labels.iter().zip(&found)) {
            if gold != said {
                for at in features {
                    if let Some(row) = self.rows.get_mut(*at as usize) {
                        row.add(gold, 1.0, self.n_seen);
                        row.add(said, -1.0, self.n_seen);
                    }
                }
            }
            if let Some((gold_before, said_before)) = before
                && (gold_before, gold) != (said_before, said)
            {
                self.add_transition(gold_before, gold, 1.0);
                self.add_transition(said_before, said, -1.0);
            }
            before = Some((gold, said));
        }
        self.n_seen += 1.0;
    }

    fn add_transition(&mut self, from: Label, to: Label, step: f32) {
        let (from, to) = (usize::from(from), usize::from(to));
        if let Some(weight) = self.transitions.get_mut(from).and_then(|row| row.get_mut(to)) {
            *weight += step;
        }
        if let Some(sum) = self.transition_sums.get_mut(from).and_then(|row| row.get_mut(to)) {
            *sum += f64::from(step) * self.n_seen;
        }
    }

    /// The averages, in whole numbers.
    fn model(&self, index: &HashMap<u64, u32>, size_bits: u8, recipe: &str) -> Model {
        let average = |now: f32, sum: f64| f64::from(now) - sum / self.n_seen.max(1.0);
        let mut rows: Vec<(f64, u64, [f64; N_LABELS])> = index
            .iter()
            .filter_map(|(feature, at)| {
                let row = self.rows.get(*at as usize)?;
                let mut weights = [0.0; N_LABELS];
                for (weight, (now, sum)) in weights.iter_mut().zip(row.now.iter().zip(&row.sum)) {
                    *weight = average(*now, *sum);
                }
                let range = weights.iter().fold(0.0_f64, |most, weight| most.max(weight.abs()));
                (range > 0.0).then_some((range, *feature, weights))
            })
            .collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let n_cut = (rows.len() as f64 * CUT_SHARE) as usize;
        let largest = rows.get(n_cut).or(rows.first()).map_or(1.0, |(range, ..)| *range);
        let scale = f64::from(POINTS_MAX) / largest;
        let mut transitions = [[0; N_LABELS]; N_LABELS];
        for (slot, (now, sum)) in transitions
            .iter_mut()
            .flatten()
            .zip(self.transitions.iter().flatten().zip(self.transition_sums.iter().flatten()))
        {
            *slot = (average(*now, *sum) * scale).round() as i32;
        }
        let capacity = ((1_usize << size_bits) as f64 * FILL) as usize;
        let features = rows.into_iter().take(capacity).map(|(_, feature, weights)| {
            let most = f64::from(POINTS_MAX);
            (feature, weights.map(|weight| (weight * scale).round().clamp(-most, most) as i8))
        });
        Model::build(recipe, size_bits, transitions, features)
    }
}

impl Row {
    fn add(&mut self, label: Label, step: f32, n_seen: f64) {
        if let (Some(now), Some(sum)) =
            (self.now.get_mut(usize::from(label)), self.sum.get_mut(usize::from(label)))
        {
            *now += step;
            *sum += f64::from(step) * n_seen;
        }
    }
}

#[cfg(test)]
mod tests {
    use copydesk_tag::sequence::{Points, pieces_of};

    use super::*;

    #[test]
    fn learns_what_a_feature_means() {
        // Feature 1 stands at single tokens of kind 1, feature 2 outside.
        let sentence = |marks: &[u64]| Sentence {
            features: marks.iter().map(|mark| vec![mix(1, *mark, 0)]).collect(),
            labels: marks.iter().map(|mark| if *mark == 1 { 8 } else { 0 }).collect(),
        };
        let sentences = vec![sentence(&[1, 2, 2]), sentence(&[2, 1, 2]), sentence(&[2, 2, 1])];
        let model = learn(&sentences, Settings { n_epochs: 5, n_uses_min: 1, size_bits: 6 }, "test");
        let scores: Vec<Points> = [2, 2, 1, 2]
            .iter()
            .map(|mark| {
                let mut scores = [0; N_LABELS];
                model.add(&[mix(1, *mark, 0)], &mut Vec::new(), &mut scores);
                scores
            })
            .collect();
        assert_eq!(pieces_of(&decode(&scores, model.transitions())), [(2, 3, 1)]);
    }
}
