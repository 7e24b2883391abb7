//! Clusters of words from word vectors: words that stand beside the same words fall into one cluster.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

/// So many words are put into clusters: the first of the file, which are the most frequent.
const N_WORDS_MAX: usize = 60_000;
/// How many clusters there are, coarse first. A finer size is no division of a coarser one: nested ones said less of names.
const SIZES: [usize; 3] = [64, 256, 1024];
/// Clusters hardly move after so many rounds.
const N_ROUNDS: usize = 20;
/// Where the clusters ship from.
const SHIPPED: &str = "crates/tag/data/word_clusters.txt";

/// What the clusters are made from.
#[derive(Debug, Args)]
pub struct ClustersArguments {
    /// Word vectors: a line for each word, the most frequent first, the word and its numbers between spaces
    #[arg(long, value_name = "FILE")]
    vectors: PathBuf,
}

type Vector = Vec<f32>;

/// Puts words into clusters and writes them, those of the same clusters a line: the numbers of the clusters, then the words.
pub fn clusters(arguments: &ClustersArguments) -> Result<()> {
    let path = &arguments.vectors;
    let file = fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let (words, points) = read(&file);
    if words.len() < SIZES[2] {
        bail!("`{}` has vectors of {} words, too few", path.display(), words.len());
    }
    let levels = SIZES.map(|size| k_means(&points, size));
    let mut lines: BTreeMap<[usize; 3], Vec<&str>> = BTreeMap::new();
    for (at, word) in words.iter().enumerate() {
        lines.entry([0, 1, 2].map(|level| levels[level][at])).or_default().push(word);
    }
    let mut out = String::new();
    for ([coarse, middle, fine], words) in &lines {
        writeln!(out, "{coarse} {middle} {fine} {}", words.join(" "))?;
    }
    fs::write(SHIPPED, out).with_context(|| format!("cannot write `{SHIPPED}`"))?;
    println!("{SHIPPED}: {} words", words.len());
    Ok(())
}

/// The words that can be part of a name, and their vectors, each of length 1.
fn read(file: &str) -> (Vec<&str>, Vec<Vector>) {
    let is_word = |word: &str| {
        word.chars().any(char::is_alphabetic)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '.'))
    };
    file.lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(word, _)| is_word(word))
        .take(N_WORDS_MAX)
        .map(|(word, numbers)| {
            let vector = numbers.split(' ').map(|number| number.parse().unwrap_or_default()).collect();
            (word, of_length_one(vector))
        })
        .unzip()
}

/// Spherical k-means (Dhillon and Modha, 2001), begun at points that lie evenly in the list: the cluster of each point.
fn k_means(points: &[Vector], n_clusters: usize) -> Vec<usize> {
    let mut centres: Vec<Vector> =
        (0..n_clusters).map(|n| points[n * points.len() / n_clusters].clone()).collect();
    let mut places = vec![0; points.len()];
    for _ in 0..N_ROUNDS {
        for (place, point) in places.iter_mut().zip(points) {
            let likeness = |centre: &Vector| centre.iter().zip(point).map(|(a, b)| a * b).sum::<f32>();
            let best = centres.iter().map(likeness).enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
            *place = best.map_or(0, |(at, _)| at);
        }
        let mut sums = vec![vec![0.0; points[0].len()]; n_clusters];
        for (place, point) in places.iter().zip(points) {
            for (slot, value) in sums[*place].iter_mut().zip(point) {
                *slot += value;
            }
        }
        for (centre, sum) in centres.iter_mut().zip(sums) {
            // A cluster that lost all its points stays where it was.
            if sum.iter().any(|value| *value != 0.0) {
                *centre = of_length_one(sum);
            }
        }
    }
    places
}

fn of_length_one(vector: Vector) -> Vector {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::EPSILON);
    vector.into_iter().map(|value| value / length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_direction_are_together() {
        let (words, points) = read("oslo 1 0.1\nrome 0.9 0\n7th 1 1\nsaid 0 2\ntold 0.1 1\n");
        assert_eq!(words, ["oslo", "rome", "said", "told"]);
        assert_eq!(k_means(&points, 2), [0, 0, 1, 1]);
    }
}
