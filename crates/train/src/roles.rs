//! The weights of the tagger of lines: one set for pages with markup, one for what an extractor left of a page, one for dumps.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;
use clap::Args;
use copydesk_eval::{shingle_f1, word_f1};
use copydesk_normalize::content::{Model, N_FEATURES, WordWeights, best_lines, rows};
use copydesk_record::{Markup, Page, Role};

use crate::boost::{Binned, Growth, grow};
use crate::linear;
use crate::sample::{BYLINE, Draw, Line, Sample, dumps, own, pages, part_of, sample_of, shortened};

/// How many parts the pages are cut into, so that words are weighed on pages that the weights were not learnt from.
const FOLDS: u8 = 5;
/// The parts of ten that `--hold-out` keeps back are this many.
const HELD_BACK: u8 = 2;
/// How much a line counts in a dump of our own, where each line is labelled by hand, beside dumps that were gleaned.
const OWN_WEIGHT: f32 = 2.0;
/// How much a line of a public page without its markup counts, beside dumps that were gleaned and beside our own.
const BARE_WEIGHTS: [f32; 2] = [0.3, 0.05];
/// How much a line counts in the dumps that tell one event in many voices, beside our others.
const RETOLD_WEIGHT: f32 = 0.7;
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

/// The roles of an article's text.
const TEXT: [&str; 3] = ["body", "heading", "list"];
/// The role of its headline.
const TITLE: [&str; 1] = ["title"];
/// The set of the dumps of our own.
const OWN: &str = "own";
/// The set of those to score on.
const UNSEEN: &str = "unseen";

#[derive(Args)]
pub(crate) struct RolesArguments {
    /// Public data: `html/*/gold.jsonl` with its pages, `text/noisy.jsonl.gz`
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Folders of labelled dumps (`gold.json`), also in their folders
    #[arg(long, value_name = "DIR")]
    own: Vec<PathBuf>,
    /// Folders of labelled dumps of which only headlines and bylines are learnt from
    #[arg(long, value_name = "DIR")]
    heads: Vec<PathBuf>,
    /// Folders of labelled dumps of which text and bylines are learnt from
    #[arg(long, value_name = "DIR")]
    retold: Vec<PathBuf>,
    /// Where the weights go: nowhere, if not given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Train without this fifth of the pages, 0 to 4, and score on those
    #[arg(long, value_name = "FIFTH", num_args = 0..=1, default_missing_value = "0")]
    hold_out: Option<u8>,
    /// Folders of labelled dumps to score on, and not to learn from
    #[arg(long, value_name = "DIR")]
    unseen: Vec<PathBuf>,
    /// Only this set of weights: `pages`, `gleaned`, `dumps`, `titles` or `bylines`
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Pages kept back of which each line is printed, with its label and chances
    #[arg(long, value_name = "ID")]
    show: Vec<String>,
}

/// Trains the sets of weights.
pub(crate) fn roles(arguments: &RolesArguments) -> Result<()> {
    let is_wanted = |name: &str| arguments.only.as_deref().is_none_or(|only| only == name);
    if is_wanted("pages") {
        finish("pages", page_samples(arguments)?, arguments)?;
    }
    if is_wanted("gleaned") {
        finish("gleaned", gleaned_samples(arguments)?, arguments)?;
    }
    if is_wanted("dumps") {
        finish("dumps", dump_samples(arguments)?, arguments)?;
    }
    if is_wanted("titles") {
        finish("titles", line_samples(arguments, &TITLE)?, arguments)?;
    }
    if is_wanted("bylines") {
        finish("bylines", line_samples(arguments, &BYLINE)?, arguments)?;
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

/// What extractors left of public pages, labelled from the pages' gold; public pages without their markup; our own.
fn gleaned_samples(arguments: &RolesArguments) -> Result<Vec<Sample>> {
    let mut draw = Draw::new(5);
    let mut out = Vec::new();
    for (id, page, gold) in dumps(&arguments.data)? {
        let whole = sample_of(&id, &page, &gold);
        let short = shortened(&page, &whole, &mut draw);
        out.push(whole);
        out.extend(short);
    }
    out.extend(bare_samples(arguments, BARE_WEIGHTS[0])?);
    out.extend(own_samples(arguments, &TEXT, OWN_WEIGHT)?);
    Ok(out)
}

/// Our own dumps, each line labelled by hand, and, for other languages, public pages without their markup.
fn dump_samples(arguments: &RolesArguments) -> Result<Vec<Sample>> {
    let mut out = bare_samples(arguments, BARE_WEIGHTS[1])?;
    out.extend(own_samples(arguments, &TEXT, 1.0)?);
    let retold = own(OWN, &arguments.retold, &TEXT)?;
    out.extend(retold.into_iter().map(|sample| weighed(sample, RETOLD_WEIGHT)));
    out.extend(own(UNSEEN, &arguments.unseen, &TEXT)?);
    Ok(out)
}

fn bare_samples(arguments: &RolesArguments, weight: f32) -> Result<Vec<Sample>> {
    let bare = |(id, page, gold): (String, Page, String)| {
        let page = Page { markup: Markup::default(), ..page };
        weighed(sample_of(&format!("bare {id}"), &page, &gold), weight)
    };
    Ok(pages(&arguments.data)?.into_iter().map(bare).collect())
}

fn own_samples(arguments: &RolesArguments, roles: &[&str], weight: f32) -> Result<Vec<Sample>> {
    let samples = own(OWN, &arguments.own, roles)?;
    Ok(samples.into_iter().map(|sample| weighed(sample, weight)).collect())
}

/// Our own dumps, with one kind of line to be found.
fn line_samples(arguments: &RolesArguments, roles: &[&str]) -> Result<Vec<Sample>> {
    let mut out = own_samples(arguments, roles, 1.0)?;
    out.extend(own(OWN, &arguments.heads, roles)?);
    if roles == BYLINE {
        out.extend(own(OWN, &arguments.retold, roles)?);
    }
    out.extend(own(UNSEEN, &arguments.unseen, roles)?);
    Ok(out)
}

fn weighed(mut sample: Sample, weight: f32) -> Sample {
    for line in &mut sample.lines {
        line.weight *= weight;
    }
    sample
}

/// Trains one set of weights, scores it on what was kept back, and writes it.
fn finish(name: &str, samples: Vec<Sample>, arguments: &RolesArguments) -> Result<()> {
    let start = Instant::now();
    let is_kept_back = |sample: &Sample| {
        sample.set == UNSEEN
            || sample.set != OWN
                && arguments.hold_out.is_some_and(|fifth| part_of(&sample.id) / HELD_BACK == fifth)
    };
    let (tests, mut trains): (Vec<Sample>, Vec<Sample>) = samples.into_iter().partition(is_kept_back);
    trains.retain(|sample| sample.is_labelled);
    let n_lines: usize = trains.iter().map(|sample| sample.lines.len()).sum();
    eprintln!("{name}: {} pages of {n_lines} lines to learn from, {} to score", trains.len(), tests.len());
    let (words, scores) = weigh_words(&trains);
    eprintln!("{name}: words weighed after {:.0?}", start.elapsed());
    let all: Vec<f32> =
        trains.iter().zip(&scores).flat_map(|(sample, scores)| rows(&sample.facts, scores)).collect();
    let binned = Binned::of(&all, N_FEATURES);
    drop(all);
    let labels: Vec<bool> =
        trains.iter().flat_map(|sample| sample.lines.iter().map(|line| line.is_text)).collect();
    let weights: Vec<f32> =
        trains.iter().flat_map(|sample| sample.lines.iter().map(|line| line.weight)).collect();
    let boosted = grow(&binned, &labels, &weights, GROWTH);
    eprintln!("{name}: trees grown after {:.0?}", start.elapsed());
    let model = Model { recipe: recipe(&trains), words, boosted };
    report(name, &model, &tests, &arguments.show);
    if name == "titles" || name == "bylines" {
        report_found(name, &model, &tests);
    } else {
        report_lines(name, &model, &tests);
    }
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

/// Prints for each set the scores of the rules, the words, the trees, of a perfect choice of lines, and of dropping none.
fn report(name: &str, model: &Model, tests: &[Sample], show: &[String]) {
    let mut sums: BTreeMap<String, (usize, [[f64; 2]; 5])> = BTreeMap::new();
    for sample in tests.iter().filter(|sample| !sample.gold.is_empty()) {
        let n_words: Vec<f32> = sample.lines.iter().map(|line| line.n_words).collect();
        let by_words: Vec<f32> =
            sample.lines.iter().map(|line| 1.0 / (1.0 + (-model.words.score(&line.tokens)).exp())).collect();
        let by_trees = sample.chances(model);
        if show.contains(&sample.id) {
            print_lines(sample, &by_words, &by_trees);
        }
        let is_text = |line: &Line| line.role.is_some_and(Role::is_text);
        let choices = [
            sample.lines.iter().map(is_text).collect(),
            best_lines(&by_words, &n_words),
            best_lines(&by_trees, &n_words),
            sample.lines.iter().map(|line| line.is_text).collect(),
            vec![true; sample.lines.len()],
        ];
        let (n, sums) = sums.entry(sample.set.clone()).or_default();
        *n += 1;
        for ((at, choice), sum) in choices.iter().enumerate().zip(sums) {
            let kept = sample
                .lines
                .iter()
                .zip(choice)
                .filter(|(line, kept)| **kept && (at >= 3 || line.role != Some(Role::Title)));
            let text: Vec<&str> = kept.map(|(line, _)| line.span.str(&sample.source)).collect();
            let text = text.join("\n");
            let f1 = [word_f1(&sample.gold, &text), shingle_f1(&sample.gold, &text)];
            sum[0] += f1[0];
            sum[1] += f1[1];
        }
    }
    for (set, (n, sums)) in sums {
        for (of, [word, shingle]) in ["rules", "words", "trees", "perfect", "nothing"].iter().zip(sums) {
            let n = n as f64;
            println!("{name} {set} {n} {of:<8} word_f1 {:.4} shingle_f1 {:.4}", word / n, shingle / n);
        }
    }
}

/// Prints over the dumps whose lines are labelled by hand how many lines are right by the rules and by the trees, and how many
/// dumps are wholly right.
fn report_lines(name: &str, model: &Model, tests: &[Sample]) {
    let tests: Vec<&Sample> = tests.iter().filter(|sample| sample.set == UNSEEN).collect();
    if tests.is_empty() {
        return;
    }
    let (mut by_rules, mut by_trees) = ([0; 4], [0; 4]);
    for sample in &tests {
        let n_words: Vec<f32> = sample.lines.iter().map(|line| line.n_words).collect();
        let chances = sample.chances(model);
        let rules: Vec<bool> = sample.lines.iter().map(|line| line.role.is_some_and(Role::is_text)).collect();
        count(&mut by_rules, sample, &rules);
        count(&mut by_trees, sample, &best_lines(&chances, &n_words));
    }
    for (of, [right, added, lost, whole]) in [("rules", by_rules), ("trees", by_trees)] {
        let f1 = 2.0 * f64::from(right) / f64::from(2 * right + added + lost).max(1.0);
        let n = tests.len();
        println!("{name} lines {n} {of:<8} f1 {f1:.4} added {added} lost {lost} whole {whole}");
    }
}

/// Prints in how many dumps the rules and the trees find the line, or find rightly that there is none.
fn report_found(name: &str, model: &Model, tests: &[Sample]) {
    let role = if name == "titles" { Role::Title } else { Role::Byline };
    let (mut by_rules, mut by_trees, mut by_both) = (0, 0, 0);
    for sample in tests {
        let chances = sample.chances(model);
        let ruled = sample.lines.iter().position(|line| line.role == Some(role));
        let top = chances.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
        let found = top.filter(|(_, chance)| **chance > 0.5).map(|(at, _)| at);
        let has_none = !sample.lines.iter().any(|line| line.is_text);
        let is_right = |at: Option<usize>| at.map_or(has_none, |at| sample.lines[at].is_text);
        by_rules += usize::from(is_right(ruled));
        by_trees += usize::from(is_right(found));
        by_both += usize::from(is_right(found.or(ruled)));
        if !is_right(found) {
            let text = |at: Option<usize>| at.map_or("", |at| sample.lines[at].span.str(&sample.source));
            println!("  {} {:?} {}", sample.id, top.map(|(_, chance)| chance), text(found));
        }
    }
    println!("{name} {} rules {by_rules} trees {by_trees} sure trees or rules {by_both}", tests.len());
}

/// Adds lines rightly kept, wrongly kept, wrongly dropped, and 1 if none is wrong.
fn count(counts: &mut [u32; 4], sample: &Sample, kept: &[bool]) {
    let before = counts[1] + counts[2];
    for (line, is_kept) in sample.lines.iter().zip(kept) {
        match (line.is_text, *is_kept && line.role != Some(Role::Title)) {
            (true, true) => counts[0] += 1,
            (false, true) => counts[1] += 1,
            (true, false) => counts[2] += 1,
            (false, false) => {}
        }
    }
    counts[3] += u32::from(counts[1] + counts[2] == before);
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
