//! A trained model: points for features in a table of fixed size, as it stands in its file.

use super::decode::{N_LABELS, Transitions};

const MAGIC: &[u8; 8] = b"CDSEQ\x00\x00\x01";
const RECIPE_BYTES: usize = 32;
/// A feature stands in one of so many places from its own on.
const PROBES: usize = 8;
/// The table has at most 2 to the power of this many places.
const SIZE_BITS_MAX: u8 = 20;
const ROW_BYTES: usize = 2 + N_LABELS;
const MARK_BYTES: usize = 2;

/// Points of each label for one token while they are added up; a token has so few features that no sum overflows.
pub type Points = [i16; N_LABELS];

/// Points of labels for features and for neighbours.
#[derive(Clone, Debug)]
pub struct Model {
    recipe: String,
    mask: usize,
    /// A mark of the feature that has the place; 0 where the place is free. Two bytes each, so that all the places where
    /// a feature may stand are read at once; the first of them stand again behind the last.
    marks: Vec<u8>,
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
            marks: around(&[0]),
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
        let mask = size - 1;
        let mut marks = vec![0; size];
        let mut rows = vec![[0; N_LABELS]; size];
        for (feature, row) in features {
            let place = (0..PROBES)
                .map(|n| (feature as usize).wrapping_add(n) & mask)
                .find(|&place| marks.get(place).is_some_and(|mark| *mark == 0));
            let Some(place) = place else { continue };
            if let (Some(mark), Some(slot)) = (marks.get_mut(place), rows.get_mut(place)) {
                *mark = mark_of(feature);
                *slot = row;
            }
        }
        Self { recipe: recipe.to_owned(), mask, marks: around(&marks), rows, transitions }
    }

    /// The hash of what the model was trained from.
    pub fn recipe(&self) -> &str {
        &self.recipe
    }

    /// The points of neighbours.
    pub fn transitions(&self) -> &Transitions<i32> {
        &self.transitions
    }

    /// Adds the points of features; nothing for those that the model does not know.
    ///
    /// The table is larger than the caches near a core, so most of the time goes into waiting for it: all places are found
    /// before any row is read, without a branch on what was found, and the waits overlap.
    pub fn add(&self, features: &[u64], places: &mut Vec<usize>, points: &mut Points) {
        places.resize(features.len(), 0);
        let mut n_found = 0;
        for &feature in features {
            let first = feature as usize & self.mask;
            let marks = self.marks.get(first * MARK_BYTES..).and_then(|marks| marks.first_chunk());
            let (n, is_known) = place_of(mark_of(feature), u128::from_le_bytes(*marks.unwrap_or(&[0; 16])));
            if let Some(place) = places.get_mut(n_found) {
                *place = (first + n) & self.mask;
            }
            n_found += usize::from(is_known);
        }
        let [outside, named @ ..] = points;
        for &place in places.iter().take(n_found) {
            let Some([more_outside, more @ ..]) = self.rows.get(place) else { continue };
            *outside = outside.wrapping_add(i16::from(*more_outside));
            for (points, more) in named.iter_mut().zip(more) {
                *points = points.wrapping_add(i16::from(*more));
            }
        }
    }

    /// The bytes of the model's file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let mut recipe = self.recipe.clone().into_bytes();
        recipe.resize(RECIPE_BYTES, 0);
        out.extend(recipe);
        out.push(self.rows.len().trailing_zeros() as u8);
        for points in self.transitions.iter().flatten() {
            out.extend(
                (*points)
                    .clamp(i32::from(i16::MIN), i32::from(i16::MAX))
                    .to_le_bytes()
                    .get(..2)
                    .unwrap_or_default(),
            );
        }
        out.extend(self.marks.iter().take(self.rows.len() * MARK_BYTES));
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
        let (marks, rows) = rest.split_at_checked(MARK_BYTES * size).ok_or(ModelError::Length)?;
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
            marks: around(
                &marks.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect::<Vec<_>>(),
            ),
            rows: rows.as_chunks::<N_LABELS>().0.iter().map(row).collect(),
            transitions,
        })
    }
}

/// The bytes of marks, with the first places once more behind the last.
fn around(marks: &[u16]) -> Vec<u8> {
    let places = marks.iter().chain(marks.iter().cycle().take(PROBES - 1));
    places.flat_map(|mark| mark.to_le_bytes()).collect()
}

/// Which of eight places holds a mark, and whether one does and no free one stands before it. All eight are compared at once: of the lanes of a
/// difference, the lowest that is zero is found by what it borrows (Mycroft's null byte, 1987).
#[inline]
fn place_of(mark: u16, marks: u128) -> (usize, bool) {
    const ONES: u128 = 0x0001_0001_0001_0001_0001_0001_0001_0001;
    const HIGH: u128 = ONES << 15;
    let zeros = |lanes: u128| lanes.wrapping_sub(ONES) & !lanes & HIGH;
    let found = zeros(marks ^ ONES.wrapping_mul(u128::from(mark)));
    let free = zeros(marks);
    let at = found.trailing_zeros();
    (at as usize / 16, at < free.trailing_zeros())
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
            read.add(&[feature], &mut Vec::new(), &mut scores);
            assert_eq!(scores[3], i16::from(row[3]));
        }
        let mut scores = [0; N_LABELS];
        read.add(&[super::super::mix(9, 9, 9)], &mut Vec::new(), &mut scores);
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
