//! Sparse vectors of weighted keys, and how much two of them point the same way.

/// The length that a vector is scaled to: weights are integers, so that sums do not depend on their order.
const LENGTH: f64 = 4096.0;
/// The square of that length: what the product of a vector with itself sums up to.
pub(crate) const SQUARE: u64 = 4096 * 4096;
/// The fewest places of a probe's table, and how many words of 64 bits it has beside it.
const PLACES_MIN: usize = 16;
const BIT_WORDS: usize = 64;

/// Weighted keys. Invariant: sorted by key, each key once, the root of the summed squares is about [`LENGTH`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Vector<'f> {
    keys: &'f [u32],
    weights: &'f [u16],
}

/// The `n_max` greatest of these weights, scaled to [`LENGTH`] and sorted by key.
pub(crate) fn scaled(mut weights: Vec<(u32, f64)>, n_max: usize) -> Vec<(u32, u16)> {
    if weights.len() > n_max {
        weights.select_nth_unstable_by_key(n_max, |&(key, weight)| rank(key, weight));
        weights.truncate(n_max);
    }
    weights.sort_unstable_by_key(|&(key, _)| key);
    // The sum runs over the sorted list, so it is the same on every machine.
    let norm = libm::sqrt(weights.iter().map(|&(_, weight)| weight * weight).sum::<f64>());
    if norm <= 0.0 {
        return Vec::new();
    }
    let scaled = weights.into_iter().map(|(key, weight)| (key, libm::round(weight / norm * LENGTH)));
    scaled.filter(|&(_, weight)| weight >= 1.0).map(|(key, weight)| (key, weight as u16)).collect()
}

/// A number that is less for what goes first: the greater weight, of two the lesser key.
fn rank(key: u32, weight: f64) -> u128 {
    // The bits of floating-point numbers are ordered as they are; those of negative ones the other way round.
    let bits = weight.to_bits();
    let ordered = if weight.is_sign_negative() { !bits } else { bits | 1 << 63 };
    u128::from(!ordered) << 32 | u128::from(key)
}

impl<'f> Vector<'f> {
    /// The vector of these keys and their weights.
    pub(crate) fn of(keys: &'f [u32], weights: &'f [u16]) -> Self {
        Self { keys, weights }
    }

    /// Its keys and weights, by key.
    pub(crate) fn iter(self) -> impl Iterator<Item = (u32, u16)> + 'f {
        self.keys.iter().zip(self.weights).map(|(&key, &weight)| (key, weight))
    }

    /// Its keys, sorted.
    pub(crate) fn keys(self) -> &'f [u32] {
        self.keys
    }

    /// Its `n_max` heaviest keys and their weights, the heaviest first.
    pub(crate) fn heaviest(self, n_max: usize) -> Vec<(u32, u16)> {
        heaviest(self.iter().collect(), n_max)
    }

    /// How many keys are in it.
    pub(crate) fn len(self) -> usize {
        self.keys.len()
    }

    /// Gives to `take`, by key, where the keys stand that both have, in the one and in the other, with their two weights.
    pub(crate) fn each_shared(self, other: Self, mut take: impl FnMut(usize, usize, [u64; 2])) {
        let (mut i, mut j) = (0, 0);
        while let (Some(here), Some(there)) = (self.keys.get(i), other.keys.get(j)) {
            if here == there
                && let (Some(&one), Some(&other)) = (self.weights.get(i), other.weights.get(j))
            {
                take(i, j, [u64::from(one), u64::from(other)]);
            }
            // Which one goes on is anybody's guess: counted, not chosen.
            i += usize::from(here <= there);
            j += usize::from(there <= here);
        }
    }

    /// The summed squares of the weights that have their bit in `marked`.
    pub(crate) fn square_of(self, marked: u128) -> u64 {
        self.weights_of(marked).map(|weight| u64::from(weight) * u64::from(weight)).sum()
    }

    /// The weights that have their bit in `marked`; there are no more weights than bits.
    fn weights_of(self, mut marked: u128) -> impl Iterator<Item = u16> + 'f {
        std::iter::from_fn(move || {
            let weight = self.weights.get(marked.trailing_zeros() as usize)?;
            marked &= marked.wrapping_sub(1);
            Some(*weight)
        })
    }

    /// The greatest of the weights that have their bit in `marked`.
    pub(crate) fn heaviest_of(self, marked: u128) -> f32 {
        self.weights_of(marked).max().map_or(0.0, f32::from)
    }

    /// A bit for each of its `n_max` heaviest keys.
    pub(crate) fn top(self, n_max: usize) -> u128 {
        let tops = self.heaviest(n_max);
        let places = tops.iter().filter_map(|(key, _)| self.keys.binary_search(key).ok());
        places.fold(0, |bits, at| bits | 1 << at.min(127))
    }

    /// The keys that both have, with the product of their weights, by key.
    pub(crate) fn shared(self, other: Self) -> Vec<(u32, u64)> {
        let mut out = Vec::new();
        self.each_shared(other, |at, _, [one, other]| {
            out.extend(self.keys.get(at).map(|&key| (key, one * other)));
        });
        out
    }
}

/// The `n_max` heaviest of the weighted keys, the heaviest first.
fn heaviest<W: Ord + Copy>(mut out: Vec<(u32, W)>, n_max: usize) -> Vec<(u32, W)> {
    let by_weight = |a: &(u32, W), b: &(u32, W)| b.1.cmp(&a.1).then(a.0.cmp(&b.0));
    if out.len() > n_max {
        out.select_nth_unstable_by(n_max, by_weight);
        out.truncate(n_max);
    }
    out.sort_unstable_by(by_weight);
    out
}

/// The sum of several vectors: where the middle of a story lies. Invariant: sorted by key, each key once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    weights: Vec<(u32, u32)>,
}

impl Sum {
    /// Adds a vector, and keeps the `n_max` greatest weights.
    pub(crate) fn add(&mut self, vector: Vector<'_>, n_max: usize) {
        self.add_all(vector.iter().map(|(key, weight)| (key, u32::from(weight))), n_max);
    }

    /// Adds another sum, and keeps the `n_max` greatest weights.
    pub(crate) fn add_sum(&mut self, other: &Self, n_max: usize) {
        self.add_all(other.weights.iter().copied(), n_max);
    }

    fn add_all(&mut self, sorted: impl Iterator<Item = (u32, u32)>, n_max: usize) {
        let mut out = Vec::with_capacity(self.weights.len() + n_max.min(64));
        let (mut left, mut right) = (self.weights.iter().copied().peekable(), sorted.peekable());
        loop {
            let next = match (left.peek(), right.peek()) {
                (Some(a), Some(b)) if a.0 == b.0 => {
                    let sum = (a.0, a.1.saturating_add(b.1));
                    right.next();
                    left.next();
                    Some(sum)
                }
                (Some(a), Some(b)) if b.0 < a.0 => right.next(),
                (Some(_), _) => left.next(),
                (None, _) => right.next(),
            };
            let Some(next) = next else { break };
            out.push(next);
        }
        if out.len() > n_max {
            out.select_nth_unstable_by(n_max, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            out.truncate(n_max);
            out.sort_unstable();
        }
        out.shrink_to_fit();
        self.weights = out;
    }

    /// Whether the key is in it.
    pub(crate) fn has(&self, key: u32) -> bool {
        self.weights.binary_search_by_key(&key, |&(there, _)| there).is_ok()
    }

    /// How many keys are in it.
    pub(crate) fn len(&self) -> usize {
        self.weights.len()
    }

    /// Its `n_max` heaviest keys and their weights, the heaviest first.
    pub(crate) fn heaviest(&self, n_max: usize) -> Vec<(u32, u32)> {
        heaviest(self.weights.clone(), n_max)
    }

    fn length(&self) -> f64 {
        let square: u64 = self.weights.iter().map(|&(_, weight)| u64::from(weight) * u64::from(weight)).sum();
        libm::sqrt(square as f64)
    }

    /// Whether both have the same keys: else they point in two directions.
    pub(crate) fn has_keys_of(&self, other: &Self) -> bool {
        self.weights.iter().map(|&(key, _)| key).eq(other.weights.iter().map(|&(key, _)| key))
    }

    /// The cosine of the angle between the two, 0…1000.
    pub(crate) fn cosine(&self, other: &Self) -> u32 {
        let (mut i, mut j, mut dot) = (0, 0, 0_u64);
        while let (Some(&(here, one)), Some(&(there, other))) = (self.weights.get(i), other.weights.get(j)) {
            if here == there {
                dot = dot.saturating_add(u64::from(one) * u64::from(other));
            }
            i += usize::from(here <= there);
            j += usize::from(there <= here);
        }
        cosine(dot, self.length() * other.length())
    }
}

fn cosine(dot: u64, lengths: f64) -> u32 {
    if lengths <= 0.0 { 0 } else { (dot as f64 * 1000.0 / lengths).min(1000.0) as u32 }
}

/// A vector laid out for being compared with many: a table in which a key is found in one step, and a bit for each key,
/// several keys to a bit, by which most keys of others are passed over.
#[derive(Clone, Debug)]
pub(crate) struct Probe {
    bits: [u64; BIT_WORDS],
    places: Vec<(u32, u16)>,
}

impl Probe {
    /// The table of a vector. A weight of 0 marks a free place: a vector holds none.
    pub(crate) fn of(vector: Vector<'_>) -> Self {
        let n_places = (vector.len() * 4).next_power_of_two().max(PLACES_MIN);
        let mut probe = Self { bits: [0; BIT_WORDS], places: vec![(0, 0); n_places] };
        for (key, weight) in vector.iter() {
            if let Some(bits) = probe.bits.get_mut(word_of(key)) {
                *bits |= 1 << bit_of(key);
            }
            let mut at = probe.home(key);
            while probe.places.get(at).is_some_and(|place| place.1 > 0) {
                at = (at + 1) & (n_places - 1);
            }
            if let Some(place) = probe.places.get_mut(at) {
                *place = (key, weight);
            }
        }
        probe
    }

    fn may_have(&self, key: u32) -> bool {
        self.bits.get(word_of(key)).is_some_and(|bits| bits >> bit_of(key) & 1 == 1)
    }

    fn home(&self, key: u32) -> usize {
        (key.wrapping_mul(0x9e37_79b1) >> 16) as usize & (self.places.len() - 1)
    }

    fn weight(&self, key: u32) -> u64 {
        let mut at = self.home(key);
        while let Some(&(there, weight)) = self.places.get(at) {
            if weight == 0 || there == key {
                return u64::from(weight);
            }
            at = (at + 1) & (self.places.len() - 1);
        }
        0
    }

    /// The cosine with a vector, 0…1000, and how many keys both have.
    pub(crate) fn cosine(&self, other: Vector<'_>) -> (u32, usize) {
        let (mut dot, mut n_shared) = (0_u64, 0);
        for (at, &key) in other.keys.iter().enumerate() {
            if self.may_have(key) {
                let there = self.weight(key);
                dot += there * other.weights.get(at).copied().map_or(0, u64::from);
                n_shared += usize::from(there > 0);
            }
        }
        ((dot * 1000 / SQUARE).min(1000) as u32, n_shared)
    }

    /// The cosine with a sum, 0…1000.
    pub(crate) fn cosine_sum(&self, other: &Sum) -> u32 {
        let maybe = other.weights.iter().filter(|&&(key, _)| self.may_have(key));
        let dot: u64 = maybe.map(|&(key, weight)| self.weight(key) * u64::from(weight)).sum();
        cosine(dot, other.length() * LENGTH)
    }
}

/// Where the bit of a key stands. Keys are hashes, and their first bits are as good as any.
fn word_of(key: u32) -> usize {
    (key >> 26) as usize
}

fn bit_of(key: u32) -> u32 {
    key >> 20 & 63
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A vector with its keys and weights.
    struct Own(Vec<u32>, Vec<u16>);

    impl Own {
        fn vector(&self) -> Vector<'_> {
            Vector::of(&self.0, &self.1)
        }
    }

    fn own(weights: &[(u32, f64)], n_max: usize) -> Own {
        let (keys, weights) = scaled(weights.to_vec(), n_max).into_iter().unzip();
        Own(keys, weights)
    }

    fn sum(vectors: &[&[(u32, f64)]], n_max: usize) -> Sum {
        let mut sum = Sum::default();
        for weights in vectors {
            sum.add(own(weights, 9).vector(), n_max);
        }
        sum
    }

    #[test]
    fn cosines() {
        let check = |a: &[(u32, f64)], b: &[(u32, f64)], expected: std::ops::RangeInclusive<u32>| {
            let cosine = Probe::of(own(a, 9).vector()).cosine(own(b, 9).vector()).0;
            assert!(expected.contains(&cosine), "{cosine}");
            let cosine = Probe::of(own(a, 9).vector()).cosine_sum(&sum(&[b, b], 9));
            assert!(expected.contains(&cosine), "{cosine}");
            let cosine = sum(&[a], 9).cosine(&sum(&[b, b, b], 9));
            assert!(expected.contains(&cosine), "{cosine}");
        };
        check(&[(1, 1.0), (2, 1.0)], &[(2, 1.0), (1, 1.0)], 998..=1000);
        check(&[(1, 1.0)], &[(2, 1.0)], 0..=0);
        check(&[(1, 3.0), (5, 4.0)], &[(5, 1.0)], 798..=801);
        check(&[], &[(5, 1.0)], 0..=0);
    }

    #[test]
    fn only_the_heaviest_stay() {
        let own = own(&[(7, 1.0), (3, 2.0), (9, 5.0)], 2);
        let vector = own.vector();
        assert_eq!(vector.iter().map(|(key, _)| key).collect::<Vec<_>>(), [3, 9]);
        assert_eq!(vector.heaviest(1).first().map(|&(key, _)| key), Some(9));
        let sum = sum(&[&[(7, 1.0), (3, 2.0), (9, 5.0)], &[(9, 1.0)], &[(4, 1.0)]], 2);
        assert_eq!(sum.heaviest(9).iter().map(|&(key, _)| key).collect::<Vec<_>>(), [9, 4]);
        assert!(sum.has(4) && !sum.has(7));
    }

    #[test]
    fn a_probe_finds_each_key_among_many() {
        let weights: Vec<(u32, f64)> = (0..200).map(|key| (key << 16, 1.0)).collect();
        let own = own(&weights, 200);
        let vector = own.vector();
        let probe = Probe::of(vector);
        assert!(vector.iter().all(|(key, weight)| probe.weight(key) == u64::from(weight)));
        assert_eq!(probe.weight(7), 0);
    }
}
