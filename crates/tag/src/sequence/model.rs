//! A trained model: points for features in a table of fixed size, as it stands in its file.

use super::decode::{N_LABELS, Scores, Transitions};

const MAGIC: &[u8; 8] = b"CDSEQ\x00\x00\x01";
const RECIPE_BYTES: usize = 32;
/// A feature stands in one of so many places from its own on.
const PROBES: usize = 8;
/// The table has at most 2 to the power of this many places.
const SIZE_BITS_MAX: u8 = 20;
const ROW_BYTES: usize = 2 + N_LABELS;

/// Points of labels for features and for neighbours.
#[derive(Clone, Debug)]
pub struct Model {
    recipe: String,
    mask: usize,
    /// A mark of the feature that has the place; 0 where the place is free.
    marks: Vec<u16>,
    rows: Vec<[i8; N_LABELS]>,
    transitions: Transitions<i32>,
}

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// They do not begin as a model of this version does.
    Head,
    /// They are too many or too few.
    Length,
}

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Head => "not a model of this version",
            Self::Length => "not as long as its head says",
        })
    }
}

impl std::error::Error for ModelError {}

impl Model {
    /// A model without features.
    pub fn empty() -> Self {
        Self {
            recipe: String::new(),
            mask: 0,
            marks: vec![0],
            rows: vec![[0; N_LABELS]],
            transitions: [[0; N_LABELS]; N_LABELS],
        }
    }

    /// A model of these features, the most telling first: those that find no place are left out.
    pub fn build(
        recipe: &str,
        size_bits: u8,
        transitions: Transitions<i32>,
        features: impl Iterator<Item = (u64, [i8; N_LABELS])>,
    ) -> Self {
        let size = 1_usize << size_bits.min(SIZE_BITS_MAX);
        let mut model = Self {
            recipe: recipe.to_owned(),
            mask: size - 1,
            marks: vec![0; size],
            rows: vec![[0; N_LABELS]; size],
            transitions,
        };
        for (feature, row) in features {
            let mask = model.mask;
            let place = (0..PROBES)
                .map(|n| (feature as usize).wrapping_add(n) & mask)
                .find(|&place| model.marks.get(place).is_some_and(|mark| *mark == 0));
            let Some(place) = place else { continue };
            if let (Some(mark), Some(slot)) = (model.marks.get_mut(place), model.rows.get_mut(place)) {
                *mark = mark_of(feature);
                *slot = row;
            }
        }
        model
    }

    /// The hash of what the model was trained from.
    pub fn recipe(&self) -> &str {
        &self.recipe
    }

    /// The points of neighbours.
    pub fn transitions(&self) -> &Transitions<i32> {
        &self.transitions
    }

    /// Adds the points of a feature; nothing if the model does not know it.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut Scores<i32>) {
        let mark = mark_of(feature);
        for n in 0..PROBES {
            let place = (feature as usize).wrapping_add(n) & self.mask;
            match self.marks.get(place) {
                Some(&found) if found == mark => {
                    if let Some(row) = self.rows.get(place) {
                        for (score, points) in scores.iter_mut().zip(row) {
                            *score += i32::from(*points);
                        }
                    }
                    return;
                }
                Some(0) | None => return,
                Some(_) => {}
            }
        }
    }

    /// The bytes of the model's file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let mut recipe = self.recipe.clone().into_bytes();
        recipe.resize(RECIPE_BYTES, 0);
        out.extend(recipe);
        out.push(self.marks.len().trailing_zeros() as u8);
        for points in self.transitions.iter().flatten() {
            out.extend(
                (*points)
                    .clamp(i32::from(i16::MIN), i32::from(i16::MAX))
                    .to_le_bytes()
                    .get(..2)
                    .unwrap_or_default(),
            );
        }
        out.extend(self.marks.iter().flat_map(|mark| mark.to_le_bytes()));
        out.extend(self.rows.iter().flatten().map(|points| points.cast_unsigned()));
        out
    }

    /// The model of a file's bytes.
    ///
    /// # Errors
    /// If they are of another version, or cut.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Head)?;
        let (recipe, rest) = rest.split_at_checked(RECIPE_BYTES).ok_or(ModelError::Length)?;
        let (&size_bits, rest) = rest.split_first().ok_or(ModelError::Length)?;
        if size_bits > SIZE_BITS_MAX {
            return Err(ModelError::Head);
        }
        let size = 1_usize << size_bits;
        let (pairs, rest) = rest.split_at_checked(2 * N_LABELS * N_LABELS).ok_or(ModelError::Length)?;
        let (marks, rows) = rest.split_at_checked(2 * size).ok_or(ModelError::Length)?;
        if rows.len() != size * N_LABELS || rest.len() != size * ROW_BYTES {
            return Err(ModelError::Length);
        }
        let mut transitions = [[0; N_LABELS]; N_LABELS];
        for (slot, pair) in transitions.iter_mut().flatten().zip(pairs.as_chunks::<2>().0) {
            *slot = i32::from(i16::from_le_bytes(*pair));
        }
        let row = |row: &[u8; N_LABELS]| row.map(u8::cast_signed);
        Ok(Self {
            recipe: String::from_utf8_lossy(recipe).trim_end_matches('\0').to_owned(),
            mask: size - 1,
            marks: marks.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect(),
            rows: rows.as_chunks::<N_LABELS>().0.iter().map(row).collect(),
            transitions,
        })
    }
}

/// The mark of a feature is never 0.
#[inline]
fn mark_of(feature: u64) -> u16 {
    (feature >> 48) as u16 | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_gives_back_what_was_put_in() {
        let features: Vec<(u64, [i8; N_LABELS])> =
            (1..=50_u64).map(|n| (super::super::mix(7, n, 0), [n as i8; N_LABELS])).collect();
        let mut transitions = [[0; N_LABELS]; N_LABELS];
        transitions[1][2] = -300;
        let model = Model::build("abc", 8, transitions, features.iter().copied());
        let read = Model::from_bytes(&model.to_bytes()).unwrap();
        assert_eq!((read.recipe(), read.transitions()[1][2]), ("abc", -300));
        for (feature, row) in features {
            let mut scores = [0; N_LABELS];
            read.add(feature, &mut scores);
            assert_eq!(scores[3], i32::from(row[3]));
        }
        let mut scores = [0; N_LABELS];
        read.add(super::super::mix(9, 9, 9), &mut scores);
        assert_eq!(scores, [0; N_LABELS]);
    }

    #[test]
    fn bytes_that_are_no_model_are_refused() {
        let bytes = Model::empty().to_bytes();
        assert!(Model::from_bytes(&bytes).is_ok());
        assert_eq!(Model::from_bytes(&bytes[..bytes.len() - 1]).unwrap_err(), ModelError::Length);
        assert_eq!(Model::from_bytes(b"hello").unwrap_err(), ModelError::Head);
    }
}
