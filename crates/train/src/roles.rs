//! The weights of the tagger of lines: one set for pages with markup, one for dumps.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;
use clap::Args;
use copydesk_eval::{shingle_f1, word_f1};
use copydesk_normalize::content::{Model, WordWeights, best_lines, rows};
use copydesk_record::{Markup, Page, Role};

use crate::boost::{Binned, Growth, grow};
use crate::linear;
use crate::sample::{Draw, Line, Sample, dumps, own, pages, part_of, sample_of, shortened};

/// How many parts the pages are cut into, so that words are weighed on pages that the weights were not learnt from.
const FOLDS: u8 = 5;
/// Of ten parts, those that `--hold-out` keeps back.
const HELD_BACK: u8 = 2;
/// How the trees are grown.
const GROWTH: Growth = Growth {
    n_trees: 180,
    n_leaves: 24,
    rate: 0.08,
    features_percent: 35,
    rows_percent: 60,
    weight_min: 3.0,
    ridge: 4.0,
};

#[derive(Args)]
pub(crate) struct RolesArguments {
    /// Public data: `html/*/gold.jsonl` with its pages, `text/noisy.jsonl.gz`
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Folders of labelled dumps (`gold.json`), also in their folders
    #[arg(long, value_name = "DIR")]
    own: Vec<PathBuf>,
    /// Where the weights go: nowhere, if not given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Train without a fifth of the pages, and score on those
    #[arg(long)]
    hold_out: bool,
    /// Only this set of weights: `pages` or `dumps`
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Pages kept back of which each line is printed, with its label and chances
    #[arg(long, value_name = "ID")]
    show: Vec<String>,
}

/// Trains both sets of weights.
pub(crate) fn roles(arguments: &RolesArguments) -> Result<()> {
    let is_wanted = |name: &str| arguments.only.as_deref().is_none_or(|only| only == name);
    if is_wanted("pages") {
        finish("pages", page_samples(arguments)?, arguments)?;
    }
    if is_wanted("dumps") {
        finish("dumps", dump_samples(arguments)?, arguments)?;
    }
    Ok(())
}

fn page_samples(arguments: &RolesArguments) -> Result<Vec<Sample>> {
    let mut draw = Draw::new(3);
    let mut out = Vec::new();
    for (id, page, gold) in pages(&arguments.data)? {
        let whole = sample_of(&id, &page, &gold);
        let short = shortened(&page, &whole, &mut draw);
        out.push(whole);
        out.extend(short);
    }
    Ok(out)
}

fn dump_samples(arguments: &RolesArguments) -> Result<Vec<Sample>> {
    let mut draw = Draw::new(5);
    let mut out = Vec::new();
    for (id, page, gold) in dumps(&arguments.data)? {
        let whole = sample_of(&id, &page, &gold);
        let short = shortened(&page, &whole, &mut draw);
        out.push(whole);
        out.extend(short);
    }
    for (id, page, gold) in pages(&arguments.data)? {
        let page = Page { markup: Markup::default(), ..page };
        let mut sample = sample_of(&format!("bare {id}"), &page, &gold);
        for line in &mut sample.lines {
            line.weight *= 0.3;
        }
        out.push(sample);
    }
    for folder in &arguments.own {
        own(folder, &mut out)?;
    }
    Ok(out)
}

/// Trains one set of weights, scores it on what was kept back, and writes it.
fn finish(name: &str, samples: Vec<Sample>, arguments: &RolesArguments) -> Result<()> {
    let start = Instant::now();
    let is_kept_back = |sample: &Sample| arguments.hold_out && part_of(&sample.id) < HELD_BACK;
    let (tests, mut trains): (Vec<Sample>, Vec<Sample>) = samples.into_iter().partition(is_kept_back);
    trains.retain(|sample| sample.is_labelled);
    let n_lines: usize = trains.iter().map(|sample| sample.lines.len()).sum();
    eprintln!("{name}: {} pages of {n_lines} lines to learn from, {} to score", trains.len(), tests.len());
    let (words, scores) = weigh_words(&trains);
    eprintln!("{name}: words weighed after {:.0?}", start.elapsed());
    let all: Vec<f32> =
        trains.iter().zip(&scores).flat_map(|(sample, scores)| rows(&sample.facts, scores)).collect();
    let binned = Binned::of(&all);
    drop(all);
    let labels: Vec<bool> =
        trains.iter().flat_map(|sample| sample.lines.iter().map(|line| line.is_text)).collect();
    let weights: Vec<f32> =
        trains.iter().flat_map(|sample| sample.lines.iter().map(|line| line.weight)).collect();
    let boosted = grow(&binned, &labels, &weights, GROWTH);
    eprintln!("{name}: trees grown after {:.0?}", start.elapsed());
    let model = Model { recipe: recipe(&trains), words, boosted };
    report(name, &model, &tests, &arguments.show);
    if let Some(out) = &arguments.out {
        let bytes = model.write();
        std::fs::write(out.join(format!("{name}.model")), &bytes)?;
        eprintln!("{name}: {} bytes", bytes.len());
    }
    Ok(())
}

/// The weights of the words, and what they say of each line when learnt from the other parts.
fn weigh_words(trains: &[Sample]) -> (WordWeights, Vec<Vec<f32>>) {
    let learn = |is_used: &dyn Fn(&Sample) -> bool| {
        let pages: Vec<&[Line]> =
            trains.iter().filter(|sample| is_used(sample)).map(|sample| sample.lines.as_slice()).collect();
        linear::learn(&pages)
    };
    let fold = |sample: &Sample| part_of(&format!("{}x", sample.id)) % FOLDS;
    let folds: Vec<WordWeights> =
        (0..FOLDS).map(|out| learn(&|sample: &Sample| fold(sample) != out)).collect();
    let scores = trains.iter().map(|sample| {
        let words = &folds[usize::from(fold(sample))];
        sample.lines.iter().map(|line| words.score(&line.tokens)).collect()
    });
    (learn(&|_| true), scores.collect())
}

/// Tells one training from another: what it learnt from and how.
fn recipe(trains: &[Sample]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{GROWTH:?}").as_bytes());
    for sample in trains {
        hasher.update(sample.set.as_bytes()).update(sample.id.as_bytes());
        for line in &sample.lines {
            hasher.update(&[u8::from(line.is_text)]);
        }
    }
    let mut out = [0; 16];
    out.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    out
}

/// Prints for each set the scores of the rules, the words, the trees, and of a perfect choice of lines.
fn report(name: &str, model: &Model, tests: &[Sample], show: &[String]) {
    let mut sums: BTreeMap<String, (usize, [[f64; 2]; 4])> = BTreeMap::new();
    for sample in tests.iter().filter(|sample| !sample.gold.is_empty()) {
        let tokens: Vec<Vec<u32>> = sample.lines.iter().map(|line| line.tokens.clone()).collect();
        let n_words: Vec<f32> = sample.lines.iter().map(|line| line.n_words).collect();
        let by_words: Vec<f32> =
            tokens.iter().map(|tokens| 1.0 / (1.0 + (-model.words.score(tokens)).exp())).collect();
        let by_trees = model.chances(&sample.facts, &tokens);
        if show.contains(&sample.id) {
            print_lines(sample, &by_words, &by_trees);
        }
        let is_text = |line: &Line| line.role.is_some_and(Role::is_text);
        let choices = [
            sample.lines.iter().map(is_text).collect(),
            best_lines(&by_words, &n_words),
            best_lines(&by_trees, &n_words),
            sample.lines.iter().map(|line| line.is_text).collect(),
        ];
        let (n, sums) = sums.entry(sample.set.clone()).or_default();
        *n += 1;
        for ((at, choice), sum) in choices.iter().enumerate().zip(sums) {
            let kept = sample
                .lines
                .iter()
                .zip(choice)
                .filter(|(line, kept)| **kept && (at == 3 || line.role != Some(Role::Title)));
            let text: Vec<&str> = kept.map(|(line, _)| line.span.str(&sample.source)).collect();
            let text = text.join("\n");
            let f1 = [word_f1(&sample.gold, &text), shingle_f1(&sample.gold, &text)];
            sum[0] += f1[0];
            sum[1] += f1[1];
        }
    }
    for (set, (n, sums)) in sums {
        for (of, [word, shingle]) in ["rules", "words", "trees", "perfect"].iter().zip(sums) {
            let n = n as f64;
            println!("{name} {set} {n} {of:<8} word_f1 {:.4} shingle_f1 {:.4}", word / n, shingle / n);
        }
    }
}

/// Each line: whether it is text, by the labels and by the choice, the chances by words and by trees, its role, its words.
fn print_lines(sample: &Sample, by_words: &[f32], by_trees: &[f32]) {
    let n_words: Vec<f32> = sample.lines.iter().map(|line| line.n_words).collect();
    let kept = best_lines(by_trees, &n_words);
    println!("lines of {}/{}", sample.set, sample.id);
    for (at, line) in sample.lines.iter().enumerate() {
        let text: String = line.span.str(&sample.source).chars().take(110).collect();
        let marks = [line.is_text, kept[at]].map(|is| if is { '+' } else { '.' });
        let (words, trees) = (by_words[at], by_trees[at]);
        println!(
            "  {}{} {words:.2} {trees:.2} {:>3} {:?} {text}",
            marks[0], marks[1], line.n_words, line.role
        );
    }
}
