//! Logistic regression over hashed signs.

use copydesk_normalize::content::{N_BUCKETS, WordWeights};

use crate::sample::{Draw, Line};

const EPOCHS: usize = 5;
const RATE: f32 = 0.12;
/// How much each weight is drawn to 0 when its sign is met.
const DECAY: f32 = 0.002;
/// Greater weights are cut off.
const WEIGHT_MAX: f32 = 2.5;

/// Learns by stochastic gradient with a rate of its own for each weight (Duchi et al., 2011).
pub(crate) fn learn(pages: &[&[Line]]) -> WordWeights {
    let mut weights = vec![0.0_f32; N_BUCKETS as usize];
    let mut squares = vec![1e-3_f32; N_BUCKETS as usize];
    let (mut bias, mut bias_square) = (0.0_f32, 1e-3_f32);
    let mut draw = Draw::new(7);
    let mut order: Vec<usize> = (0..pages.len()).collect();
    for _ in 0..EPOCHS {
        draw.shuffle(&mut order);
        for page in order.iter().map(|at| pages[*at]) {
            for line in page {
                let sum: f32 = line.tokens.iter().map(|token| weights[*token as usize]).sum();
                let p = 1.0 / (1.0 + (-(sum + bias)).exp());
                let error = (p - f32::from(u8::from(line.is_text))) * line.weight;
                bias_square += error * error;
                bias -= RATE * error / bias_square.sqrt();
                for token in &line.tokens {
                    let at = *token as usize;
                    let gradient = error + DECAY * line.weight * weights[at];
                    squares[at] += gradient * gradient;
                    weights[at] -= RATE * gradient / squares[at].sqrt();
                }
            }
        }
    }
    let step = WEIGHT_MAX / 127.0;
    let weights = weights.iter().map(|w| (w.clamp(-WEIGHT_MAX, WEIGHT_MAX) / step).round() as i8).collect();
    WordWeights { step, bias, weights }
}
