//! A file of weights: one for each sign of a name.

use copydesk_trees::Boosted;

/// How many weights there are: signs are hashed into them.
pub const N_NAME_BUCKETS: u32 = 1 << 14;
/// How a file of weights begins.
const MAGIC: &[u8; 8] = b"cdnames2";

/// A weight for each sign, and trees over what the signs of the likeliest names say and what can be counted of these. A name is the
/// outlet's if no other is likelier, and it is likely enough ([`names`](super::names) says how likely that is).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NameWeights {
    /// What tells of the data that they were learnt from.
    pub recipe: [u8; 16],
    /// What one step of a weight is worth.
    pub step: f32,
    /// [`N_NAME_BUCKETS`] weights in steps.
    pub weights: Vec<i8>,
    /// How likely a name is the outlet's, by the numbers of its [`row`](super::row).
    pub trees: Boosted,
}

impl NameWeights {
    /// What the signs say.
    pub fn score(&self, signs: &[u32]) -> f32 {
        let weights = signs.iter().filter_map(|sign| self.weights.get(*sign as usize));
        self.step * weights.map(|weight| i32::from(*weight)).sum::<i32>() as f32
    }

    /// The bytes of a file of weights.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(self.recipe);
        out.extend(self.step.to_le_bytes());
        out.extend(self.weights.iter().map(|weight| weight.to_le_bytes()[0]));
        self.trees.write(&mut out);
        out
    }

    /// Reads a file of weights; `None` if it is none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (recipe, bytes) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<16>()?;
        let (step, weights) = bytes.split_first_chunk::<4>()?;
        let (weights, mut rest) = weights.split_at_checked(N_NAME_BUCKETS as usize)?;
        let weights = weights.iter().map(|byte| i8::from_le_bytes([*byte])).collect();
        let trees = Boosted::read(&mut rest)?;
        let step = f32::from_le_bytes(*step);
        rest.is_empty().then_some(Self { recipe: *recipe, step, weights, trees })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_as_they_were_written() {
        let mut weights = vec![0; N_NAME_BUCKETS as usize];
        weights[3] = -5;
        let weights = NameWeights { recipe: [1; 16], step: 0.5, weights, trees: Boosted::default() };
        let bytes = weights.write();
        assert_eq!(NameWeights::read(&bytes), Some(weights.clone()));
        assert_eq!(NameWeights::read(&bytes[..bytes.len() - 1]), None);
        assert!((weights.score(&[3, 4]) + 2.5).abs() < 1e-6);
    }
}
