//! Whether a text belongs to a story: boosted trees say how likely that is, from what the two have in common.

use std::sync::LazyLock;

use copydesk_text::overlap;
use copydesk_trees::{Forest, read_file};

use crate::bid::Bid;
use crate::days::Days;
use crate::filing::Filing;
use crate::vector::{SQUARE, Vector};

/// How many numbers tell of a text and a story.
pub const N_TRAITS: usize = 2 * N_SHARED_TRAITS + 38;
const N_SHARED_TRAITS: usize = 12;
/// How the file of what was learnt begins.
pub(crate) const MAGIC: &[u8; 8] = b"cdjoins1";

/// How many of the greatest products are told apart.
const GREATEST: usize = 8;
/// So many articles of a story are as good as more.
const MEMBERS_COUNTED_MAX: usize = 16;

/// The place of the number that says how many days lie between; below 0 if that is not known.
const GAP_TRAIT: usize = 2 * N_SHARED_TRAITS;

/// From so many days on, two texts are far apart.
const FAR_DAYS: f32 = 10.0;

/// The trees for texts between which the days are known, and those for others: what a shared subject says depends on it.
static SHIPPED: LazyLock<Option<[Forest; 2]>> = LazyLock::new(|| {
    let [dated, undated] = read_file(MAGIC, include_bytes!("../data/joins.model"))?;
    Some([Forest::of(&dated)?, Forest::of(&undated)?])
});

/// Whether it is known how many days lie between the text and the story.
pub fn is_dated(traits: &[f32]) -> bool {
    traits.get(GAP_TRAIT).is_some_and(|gap| *gap >= 0.0)
}

/// How likely it is for each row of [`N_TRAITS`] numbers that the text belongs to the story, in thousandths. Where many days lie
/// between, the trees for texts without dates must think so too: the others have seen many a page whose date lies.
pub(crate) fn chances(rows: &[f32]) -> Vec<u32> {
    let Some([dated, undated]) = SHIPPED.as_ref() else { return Vec::new() };
    let all = || rows.chunks_exact(N_TRAITS);
    let gap = |row: &[f32]| row.get(GAP_TRAIT).copied().unwrap_or(-1.0);
    let ask = |forest: &Forest, is_asked: fn(f32) -> bool| {
        let rows: Vec<f32> = all().filter(|row| is_asked(gap(row))).flatten().copied().collect();
        forest.chances(&rows, N_TRAITS).into_iter()
    };
    let mut dated = ask(dated, |gap| gap >= 0.0);
    let mut undated = ask(undated, |gap| !(0.0..FAR_DAYS).contains(&gap));
    let chance = |row| match gap(row) {
        gap if gap < 0.0 => undated.next(),
        gap if gap < FAR_DAYS => dated.next(),
        _ => Some(dated.next()?.min(undated.next()?)),
    };
    all().filter_map(chance).collect()
}

/// What is known of a text and a story beside the text and its most alike article.
pub(crate) struct Around {
    /// What speaks for the story.
    pub(crate) bid: Bid,
    /// How much of the terms, and of the names, that the story's articles have in common is in the text, 0…1000.
    pub(crate) middle: [u32; 2],
    /// How many articles the story has.
    pub(crate) n_members: usize,
    /// The best score of another story.
    pub(crate) other: u32,
}

/// The numbers that tell of a new text, the most alike article of a story, and the story.
pub(crate) fn traits(new: &Filing, old: &Filing, around: &Around) -> [f32; N_TRAITS] {
    let mut out = [0.0; N_TRAITS];
    let all = shared_traits([new.terms(), old.terms()], [new.term_marks(), old.term_marks()])
        .into_iter()
        .chain(shared_traits([new.names(), old.names()], [new.name_marks(), old.name_marks()]))
        .chain(around.traits())
        .chain(list_traits(new, old))
        .chain(day_traits(&new.days, &old.days))
        .chain(length_traits(new, old))
        .chain(phrase_traits(new, old));
    for (at, value) in out.iter_mut().zip(all) {
        *at = value;
    }
    out
}

/// Which of an article's terms, or of its names, stand in its head, and which are its heaviest: a bit each.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Marks {
    pub(crate) in_head: u128,
    pub(crate) is_top: u128,
}

/// What two vectors have in common: how much, without the one, three or eight keys that make most of it, how much of it the
/// first key makes; how many keys; how much of the one's head is in the other, and of both heads in each other; how many
/// keys are among the heaviest of both; and how heavy the heaviest key is that only the one has: two fights of one champion
/// have two opponents.
fn shared_traits([new, old]: [Vector<'_>; 2], [here, there]: [Marks; 2]) -> [f32; N_SHARED_TRAITS] {
    let mut greatest = [0_u64; GREATEST];
    let (mut sum, mut n_shared, mut n_top) = (0_u64, 0_u32, 0_u32);
    let (mut in_heads, mut in_both) = ([0_u64; 2], 0_u64);
    let mut is_shared = [0_u128; 2];
    new.each_shared(old, |i, j, [one, other]| {
        let product = one * other;
        sum += product;
        n_shared += 1;
        is_shared[0] |= 1 << i.min(127);
        is_shared[1] |= 1 << j.min(127);
        let (in_new, in_old) = (bit(here.in_head, i), bit(there.in_head, j));
        in_heads[0] += one * one * in_new;
        in_heads[1] += other * other * in_old;
        in_both += product * (in_new & in_old);
        n_top += (bit(here.is_top, i) & bit(there.is_top, j)) as u32;
        let mut left = product;
        for place in &mut greatest {
            if left > *place {
                std::mem::swap(place, &mut left);
            }
        }
    });
    let heads = [new.square_of(here.in_head), old.square_of(there.in_head)];
    let part = |part: u64, whole: f64| if whole > 0.0 { (part as f64 * 1000.0 / whole) as f32 } else { -1.0 };
    let [a, b] = [part(in_heads[0], heads[0] as f64), part(in_heads[1], heads[1] as f64)];
    let without = |n: usize| {
        let most: u64 = greatest.iter().take(n).sum();
        (sum - most) as f32 * 1000.0 / SQUARE as f32
    };
    let first = if sum > 0 { greatest[0] as f32 / sum as f32 } else { -1.0 };
    let [own, foreign] = [new.heaviest_of(!is_shared[0]), old.heaviest_of(!is_shared[1])];
    let both = part(in_both, libm::sqrt(heads[0] as f64 * heads[1] as f64));
    [
        without(0),
        without(1),
        without(3),
        without(8),
        first,
        n_shared as f32,
        a.min(b),
        a.max(b),
        both,
        n_top as f32,
        own.min(foreign),
        own.max(foreign),
    ]
}

fn bit(bits: u128, at: usize) -> u64 {
    (bits >> at) as u64 & 1
}

fn flag(is_so: bool) -> f32 {
    f32::from(u8::from(is_so))
}

/// The lesser and the greater of two counts.
fn sorted(a: usize, b: usize) -> [f32; 2] {
    [a.min(b) as f32, a.max(b) as f32]
}

impl Around {
    fn traits(&self) -> [f32; 10] {
        let Bid { score, base, bonus, left, gap, .. } = self.bid;
        [
            gap.map_or(-1.0, |gap| gap as f32),
            self.middle[0] as f32,
            self.middle[1] as f32,
            self.n_members.min(MEMBERS_COUNTED_MAX) as f32,
            score as f32,
            base as f32,
            self.other as f32,
            score as f32 - self.other as f32,
            bonus as f32,
            left as f32,
        ]
    }
}

/// How many actors, places of the scene, exact figures and utterances both have, and how many the one has that has fewer.
fn list_traits(new: &Filing, old: &Filing) -> [f32; 9] {
    let is_said = |one: &&_| old.quotations.iter().any(|other| other.is_same(one));
    let [actors_min, actors_max] = sorted(new.actors().len(), old.actors().len());
    [
        overlap(new.actors(), old.actors()) as f32,
        actors_min,
        actors_max,
        overlap(new.scene(), old.scene()) as f32,
        sorted(new.scene().len(), old.scene().len())[0],
        overlap(new.figures(), old.figures()) as f32,
        sorted(new.figures().len(), old.figures().len())[0],
        new.quotations.iter().filter(is_said).count() as f32,
        sorted(new.quotations.len(), old.quotations.len())[0],
    ]
}

/// How far apart the two are, and what the one says of the other's time.
fn day_traits(new: &Days, old: &Days) -> [f32; 9] {
    let (later, earlier) = if new.written > old.written { (new, old) } else { (old, new) };
    let confirmed = [new, old].map(|days| flag(days.is_confirmed()));
    [
        new.shared(old).count() as f32,
        sorted(new.stated.len(), old.stated.len())[0],
        flag(new.is_exact()) + flag(old.is_exact()),
        flag(new.looks_back_at(old)) + flag(old.looks_back_at(new)),
        flag(new.belies(old)) + flag(old.belies(new)),
        confirmed[0] + confirmed[1],
        flag(later.is_confirmed()),
        flag(later.names_time_of(earlier)),
        flag(earlier.names_time_of(later)),
    ]
}

fn length_traits(new: &Filing, old: &Filing) -> [f32; 4] {
    let [terms_min, terms_max] = sorted(new.terms().len(), old.terms().len());
    let [names_min, names_max] = sorted(new.names().len(), old.names().len());
    [terms_min, terms_max, names_min, names_max]
}

/// How many phrases both have, and which days of the week.
fn phrase_traits(new: &Filing, old: &Filing) -> [f32; 6] {
    let n_shared = overlap(&new.phrases, &old.phrases) as f32;
    let [n_min, _] = sorted(new.phrases.len(), old.phrases.len());
    let ([here, all_here], [there, all_there]) = (new.weekdays, old.weekdays);
    [
        n_shared,
        n_shared * 1000.0 / n_min.max(1.0),
        weekdays_agree(here, there),
        weekdays_agree(all_here, all_there),
        weekdays_agree(here, all_there).max(weekdays_agree(all_here, there)),
        (all_here & all_there).count_ones() as f32,
    ]
}

/// 1 if a day of the week is in both, -1 if none is, 0 where one names none.
fn weekdays_agree(one: u8, other: u8) -> f32 {
    if one == 0 || other == 0 {
        0.0
    } else if one & other != 0 {
        1.0
    } else {
        -1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys and weights, by key.
    type Weighed<'w> = &'w [(u32, u16)];

    fn shared(new: Weighed<'_>, old: Weighed<'_>, here: Marks, there: Marks) -> [f32; N_SHARED_TRAITS] {
        let [(new_keys, new_weights), (old_keys, old_weights)]: [(Vec<u32>, Vec<u16>); 2] =
            [new, old].map(|all| all.iter().copied().unzip());
        let vectors = [Vector::of(&new_keys, &new_weights), Vector::of(&old_keys, &old_weights)];
        shared_traits(vectors, [here, there])
    }

    #[test]
    fn what_two_vectors_share() {
        // Two keys of four: 1/2 and 1/4 of the square of the length.
        let new = [(3, 2896), (5, 2048), (9, 2048)];
        let old = [(3, 2896), (5, 2048), (7, 2048)];
        let marks = Marks { in_head: 0b001, is_top: 0b011 };
        let traits = shared(&new, &old, marks, Marks { in_head: 0b101, is_top: 0b010 });
        let [whole, without_one, without_three, ..] = traits;
        assert!((749.0..=751.0).contains(&whole), "{whole}");
        assert!((249.0..=251.0).contains(&without_one), "{without_one}");
        assert!(without_three < 0.1);
        assert!((0.66..0.67).contains(&traits[4]), "the first key makes two thirds: {}", traits[4]);
        assert!((traits[5] - 2.0).abs() < 0.1, "two keys are shared");
        // All of the new one's head is in the old text; of the old one's head two thirds.
        assert!((traits[7] - 1000.0).abs() < 1.0 && (660.0..=670.0).contains(&traits[6]), "{traits:?}");
        assert!((traits[9] - 1.0).abs() < 0.1, "one key is among the heaviest of both");
        let none = shared(&new, &[(1, 4096)], marks, marks);
        assert!(none[0] < 0.1 && none[4] < 0.0, "{none:?}");
    }

    #[test]
    fn days_of_the_week() {
        let check = |one: u8, other: u8, expected: f32| {
            assert!((weekdays_agree(one, other) - expected).abs() < 0.1, "{one} {other}");
        };
        check(0b10, 0b110, 1.0);
        check(0b10, 0b100, -1.0);
        check(0, 0b100, 0.0);
    }

    #[test]
    fn the_shipped_trees_are_read() {
        for gap in [-1.0, 0.0] {
            let mut alike = [0.0; N_TRAITS];
            alike[GAP_TRAIT] = gap;
            let apart = chances(&alike);
            for at in crate::learn::UP {
                alike[*at] = 900.0;
            }
            let [apart, alike] = [apart, chances(&alike)].map(|all| all[0]);
            assert!(alike > apart + 200, "what is more alike is likelier one story: {apart} {alike}");
        }
    }
}
