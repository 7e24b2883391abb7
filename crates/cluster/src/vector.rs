//! Sparse vectors of weighted keys, and how much two of them point the same way.

/// The length that a vector is scaled to: weights are integers, so that sums do not depend on their order.
const LENGTH: f64 = 4096.0;
/// The square of that length: what the product of a vector with itself sums up to.
pub(crate) const SQUARE: u64 = 4096 * 4096;

/// Weighted keys. Invariant: sorted by key, each key once, the root of the summed squares is about [`LENGTH`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Vector(Vec<(u32, u16)>);

impl Vector {
    /// The vector of these weights, of which the `n_max` greatest are kept.
    pub(crate) fn new(mut weights: Vec<(u32, f64)>, n_max: usize) -> Self {
        weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weights.truncate(n_max);
        // The sum runs over the sorted list, so it is the same on every machine.
        let norm = libm::sqrt(weights.iter().map(|&(_, weight)| weight * weight).sum::<f64>());
        if norm <= 0.0 {
            return Self::default();
        }
        let mut out: Vec<(u32, u16)> = weights
            .into_iter()
            .map(|(key, weight)| (key, libm::round(weight / norm * LENGTH) as u16))
            .filter(|&(_, weight)| weight > 0)
            .collect();
        out.sort_unstable();
        Self(out)
    }

    /// Its keys and weights, by key.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, u16)> + '_ {
        self.0.iter().copied()
    }

    /// Its keys and weights, the heaviest first.
    pub(crate) fn heaviest(&self) -> Vec<(u32, u16)> {
        let mut out = self.0.clone();
        out.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        out
    }

    /// Whether nothing is in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The cosine of the angle between the two, 0…1000.
    pub(crate) fn cosine(&self, other: &Self) -> u32 {
        let dot: u64 = self.shared(other).map(|(_, product)| product).sum();
        (dot * 1000 / SQUARE).min(1000) as u32
    }

    /// The keys that both have, with the product of their weights, by key.
    pub(crate) fn shared<'v>(&'v self, other: &'v Self) -> impl Iterator<Item = (u32, u64)> + 'v {
        let mut right = other.0.iter().peekable();
        self.0.iter().filter_map(move |&(key, weight)| {
            while right.next_if(|&&(there, _)| there < key).is_some() {}
            let &&(there, there_weight) = right.peek()?;
            (there == key).then_some((key, u64::from(weight) * u64::from(there_weight)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cosines() {
        let check = |a: &[(u32, f64)], b: &[(u32, f64)], expected: std::ops::RangeInclusive<u32>| {
            let cosine = Vector::new(a.to_vec(), 9).cosine(&Vector::new(b.to_vec(), 9));
            assert!(expected.contains(&cosine), "{cosine}");
        };
        check(&[(1, 1.0), (2, 1.0)], &[(2, 1.0), (1, 1.0)], 998..=1000);
        check(&[(1, 1.0)], &[(2, 1.0)], 0..=0);
        check(&[(1, 3.0), (5, 4.0)], &[(5, 1.0)], 798..=801);
        check(&[], &[(5, 1.0)], 0..=0);
    }

    #[test]
    fn only_the_heaviest_stay() {
        let vector = Vector::new(vec![(7, 1.0), (3, 2.0), (9, 5.0)], 2);
        assert_eq!(vector.iter().map(|(key, _)| key).collect::<Vec<_>>(), [3, 9]);
        assert_eq!(vector.heaviest().first().map(|&(key, _)| key), Some(9));
    }
}
