//! Learns a linear model from labelled sentences: a structured perceptron with a margin, its weights averaged (Collins,
//! 2002; Taskar and others, 2003, for the margin). The same input gives the same model.

use std::collections::HashMap;

use copydesk_tag::sequence::{Label, Model, N_LABELS, Scores, Transitions, decode, mix};

/// How far a wrong label must stay behind the right one while learning.
const MARGIN: f32 = 1.0;
/// The points of the labels that a token cannot have.
const OUTSIDE_ONLY: f32 = -1e6;
/// So many features in a hundred are left out at each look at a sentence: the others must learn to do without them.
const LEFT_OUT: u64 = 30;
/// Features that stand in fewer documents are not learned: what one document alone has says nothing of another.
const N_DOCUMENTS_MIN: u32 = 2;
/// Of the weights that only the sources labelled as the desk is to label have, so much goes into the model.
const OWN_SHARE: f64 = 0.5;
/// Points in a model's file are whole numbers up to this.
const POINTS_MAX: f32 = 127.0;
/// Of the features, the share whose points may be cut to the largest that the file holds.
const CUT_SHARE: f64 = 0.002;
/// Of the places of a model's table, the share that is filled.
const FILL: f64 = 0.9;

/// A sentence or a stretch of one: the features of each token and its label. A token without features is known to be outside.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    pub features: Vec<Vec<u64>>,
    pub labels: Vec<Label>,
    /// Whose way of labelling it follows.
    pub source: Source,
    /// Which document it stands in.
    pub document: usize,
}

/// Sources differ in what they call a name. Each feature has a weight of all sources and one of each kind of source, and the
/// model that is written has the first and a share of that of [`Source::Ours`] (Daumé, 2007: frustratingly easy domain
/// adaptation).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Labelled as the desk is to label.
    #[default]
    Ours,
    /// Labelled another way.
    Other,
}

/// Of all sources, of ours, of others.
const N_TABLES: usize = 3;

/// How a model is learned.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub n_epochs: usize,
    /// Features that stand at fewer tokens are not learned.
    pub n_uses_min: u32,
    /// The model's table has 2 to the power of this many places.
    pub size_bits: u8,
}

/// The state of learning: the weights of all sources, then those of each.
struct Learner {
    n_features: usize,
    rows: Vec<[f32; N_LABELS]>,
    /// The sums of what the weights that count in the end were.
    sums: Vec<[f64; N_LABELS]>,
    transitions: Vec<Transitions<f32>>,
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
    let n_features = index.len();
    let mut learner = Learner {
        n_features,
        rows: vec![[0.0; N_LABELS]; n_features * N_TABLES],
        sums: vec![[0.0; N_LABELS]; n_features * 2],
        transitions: vec![[[0.0; N_LABELS]; N_LABELS]; N_TABLES],
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
                learner.see(&kept, &sentence.labels, sentence.source);
            }
        }
    }
    learner.model(&index, settings.size_bits, recipe)
}

/// A number for each feature that is used often enough, and in more than one document.
fn index(sentences: &[Sentence], n_uses_min: u32) -> HashMap<u64, u32> {
    let mut counts: HashMap<u64, (u32, u32, usize)> = HashMap::new();
    for sentence in sentences {
        for feature in sentence.features.iter().flatten() {
            let (n, n_documents, last) = counts.entry(*feature).or_insert((0, 0, usize::MAX));
            *n += 1;
            *n_documents += u32::from(*last != sentence.document);
            *last = sentence.document;
        }
    }
    let is_kept = |n: u32, n_documents: u32| n >= n_uses_min && n_documents >= N_DOCUMENTS_MIN;
    let kept = counts.into_iter().filter(|(_, (n, n_documents, _))| is_kept(*n, *n_documents));
    let mut kept: Vec<u64> = kept.map(|(feature, _)| feature).collect();
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

impl Source {
    /// Which table of weights is its own; the first is of all sources.
    fn table(self) -> usize {
        match self {
            Self::Ours => 1,
            Self::Other => 2,
        }
    }
}

impl Learner {
    /// Decodes a sentence, and moves the weights where a label is wrong.
    fn see(&mut self, features: &[Vec<u32>], labels: &[Label], source: Source) {
        let own = self.n_features * source.table();
        let mut transitions = self.transitions[0];
        for (sum, more) in
            transitions.iter_mut().flatten().zip(self.transitions[source.table()].iter().flatten())
        {
            *sum += more;
        }
        let scores: Vec<Scores<f32>> =
            features.iter().zip(labels).map(|(features, gold)| self.scores(features, *gold, own)).collect();
        let found = decode(&scores, &transitions);
        let mut before: Option<(Label, Label)> = None;
        for (features, (&gold, &said)) in features.iter().zip(labels.iter().zip(&found)) {
            if gold != said {
                for at in features {
                    for row in [*at as usize, own + *at as usize] {
                        self.add(row, gold, 1.0);
                        self.add(row, said, -1.0);
                    }
                }
            }
            if let Some((gold_before, said_before)) = before
                && (gold_before, gold) != (said_before, said)
            {
                for table in [0, source.table()] {
                    self.add_transition(table, (gold_before, gold), 1.0);
                    self.add_transition(table, (said_before, said), -1.0);
                }
            }
            before = Some((gold, said));
        }
        self.n_seen += 1.0;
    }

    fn scores(&self, features: &[u32], gold: Label, own: usize) -> Scores<f32> {
        if features.is_empty() {
            let mut scores = [OUTSIDE_ONLY; N_LABELS];
            scores[0] = 0.0;
            return scores;
        }
        let mut scores = [MARGIN; N_LABELS];
        scores[usize::from(gold)] = 0.0;
        for at in features {
            let rows = self.rows[*at as usize].iter().zip(&self.rows[own + *at as usize]);
            for (score, (of_all, of_own)) in scores.iter_mut().zip(rows) {
                *score += of_all + of_own;
            }
        }
        scores
    }

    fn add(&mut self, row: usize, label: Label, step: f32) {
        self.rows[row][usize::from(label)] += step;
        if let Some(sum) = self.sums.get_mut(row) {
            sum[usize::from(label)] += f64::from(step) * self.n_seen;
        }
    }

    fn add_transition(&mut self, table: usize, (from, to): (Label, Label), step: f32) {
        let (from, to) = (usize::from(from), usize::from(to));
        self.transitions[table][from][to] += step;
        if table < 2 {
            self.transition_sums[from][to] += f64::from(step) * self.n_seen;
        }
    }

    /// The averages, in whole numbers.
    fn model(&self, index: &HashMap<u64, u32>, size_bits: u8, recipe: &str) -> Model {
        let average = |now: f32, sum: f64| f64::from(now) - sum / self.n_seen.max(1.0);
        let mut rows: Vec<(f64, u64, [f64; N_LABELS])> = index
            .iter()
            .filter_map(|(feature, at)| {
                let mut weights = [0.0; N_LABELS];
                for row in [*at as usize, self.n_features + *at as usize] {
                    let share = if row < self.n_features { 1.0 } else { OWN_SHARE };
                    for (weight, (now, sum)) in
                        weights.iter_mut().zip(self.rows[row].iter().zip(&self.sums[row]))
                    {
                        *weight += share * average(*now, *sum);
                    }
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
        for (from, row) in transitions.iter_mut().enumerate() {
            for (to, slot) in row.iter_mut().enumerate() {
                let now = self.transitions[0][from][to] + self.transitions[1][from][to];
                *slot = (average(now, self.transition_sums[from][to]) * scale).round() as i32;
            }
        }
        let capacity = ((1_usize << size_bits) as f64 * FILL) as usize;
        let features = rows.into_iter().take(capacity).map(|(_, feature, weights)| {
            let most = f64::from(POINTS_MAX);
            (feature, weights.map(|weight| (weight * scale).round().clamp(-most, most) as i8))
        });
        Model::build(recipe, size_bits, transitions, features)
    }
}

#[cfg(test)]
mod tests {
    use copydesk_tag::sequence::{Points, pieces_of};

    use super::*;

    #[test]
    fn learns_what_a_feature_means() {
        // Feature 1 stands at single tokens of kind 1, feature 2 outside.
        let sentence = |document: usize, marks: &[u64]| Sentence {
            features: marks.iter().map(|mark| vec![mix(1, *mark, 0)]).collect(),
            labels: marks.iter().map(|mark| if *mark == 1 { 8 } else { 0 }).collect(),
            source: Source::Ours,
            document,
        };
        let sentences = vec![sentence(0, &[1, 2, 2]), sentence(1, &[2, 1, 2]), sentence(2, &[2, 2, 1])];
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
