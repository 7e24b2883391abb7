//! The weights of the names that a page could be calling itself by.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use copydesk_eval::fold;
use copydesk_normalize::outlet::{N_NAME_BUCKETS, NameView, NameWeights, most_said, names, row};
use copydesk_record::{Page, Raw};
use copydesk_trees::{Boosted, chance};
use serde_json::Value;

use crate::boost::{Binned, Growth, grow};
use crate::sample::{Draw, Labelled, labelled};

const EPOCHS: usize = 10;
const RATE: f32 = 0.1;
/// How much each weight is drawn to 0 with each dump.
const DECAY: f32 = 0.05;
/// How much a dump counts whose own name was taken out.
const UNNAMED_WEIGHT: f32 = 0.15;
/// The same for the trees, which are to tell more from less surely.
const UNNAMED_TREES_WEIGHT: f32 = 0.3;
/// Signs of fewer dumps are not learnt from.
const DUMPS_MIN: u32 = 4;
/// Greater weights are cut off.
const WEIGHT_MAX: f32 = 4.0;

/// Into how many parts the folders are cut, so that the trees see what the signs say of names that they were not learnt from.
const FOLDS: u32 = 6;
/// How the trees are grown.
const GROWTH: Growth = Growth {
    n_trees: 160,
    n_leaves: 10,
    rate: 0.07,
    features_percent: 35,
    rows_percent: 60,
    weight_min: 2.0,
    ridge: 3.0,
};

#[derive(Args)]
pub(crate) struct OutletsArguments {
    /// Folders of labelled dumps (`gold.json`), also in their folders
    #[arg(long, value_name = "DIR")]
    own: Vec<PathBuf>,
    /// Folders of labelled dumps to score on, and not to learn from
    #[arg(long, value_name = "DIR")]
    unseen: Vec<PathBuf>,
    /// Where the weights go: nowhere, if not given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print each dump whose outlet is not found
    #[arg(long)]
    show: bool,
}

/// A dump: the names on it, and which of them is its outlet.
struct Dump {
    id: String,
    outlet: String,
    names: Vec<NameView>,
    /// How likely one must be to be taken for the outlet.
    chance_min: f32,
    right: Option<usize>,
    weight: f32,
}

/// Trains the weights.
pub(crate) fn outlets(arguments: &OutletsArguments) -> Result<()> {
    let (mut trains, unnamed) = read(&arguments.own)?;
    let (tests, _) = read(&arguments.unseen)?;
    let n_named = trains.len();
    trains.extend(unnamed);
    let all: Vec<&Dump> = trains.iter().collect();
    let weights = NameWeights { trees: grow_trees(&all), ..learn(&all) };
    score("learnt", &weights, &trains[..n_named], false);
    score("unnamed", &weights, &trains[n_named..], false);
    score("unseen", &weights, &tests, arguments.show);
    if let Some(out) = &arguments.out {
        let bytes = weights.write();
        std::fs::write(out.join("outlets.model"), &bytes)?;
        eprintln!("outlets: {} bytes", bytes.len());
    }
    Ok(())
}

/// The dump without the lines that name what is to be found: then there is nothing to find.
fn without(text: &str, name: &str) -> Option<String> {
    let name = fold(name);
    let lines = text.lines().filter(|line| !fold(line).contains(&name));
    (!name.is_empty()).then(|| lines.collect::<Vec<_>>().join("\n"))
}

/// The dumps, and the same without the lines that name their outlets.
fn read(folders: &[PathBuf]) -> Result<(Vec<Dump>, Vec<Dump>)> {
    let (mut out, mut unnamed) = (Vec::new(), Vec::new());
    for Labelled { name, text, labels } in labelled(folders)? {
        let outlet = labels.get("outlet").and_then(Value::as_str).unwrap_or_default();
        out.push(dump(name.clone(), outlet, &text, 1.0));
        let without = without(&text, outlet);
        unnamed.extend(without.map(|text| dump(format!("{name} without"), "", &text, UNNAMED_WEIGHT)));
    }
    Ok((out, unnamed))
}

fn dump(id: String, outlet: &str, text: &str, weight: f32) -> Dump {
    let (names, chance_min) = names(&Page { raw: Raw::from_text(text), ..Page::default() });
    let plain = |name: &str| fold(name).trim_start_matches("the ").to_owned();
    let right = names.iter().position(|view| !outlet.is_empty() && plain(&view.name) == plain(outlet));
    Dump { id, outlet: outlet.to_owned(), names, chance_min, right, weight }
}

/// Learns which name scores highest, or that none does (a conditional logit, by stochastic gradient with a rate of its own for each
/// weight).
fn learn(dumps: &[&Dump]) -> NameWeights {
    let mut weights = vec![0.0_f32; N_NAME_BUCKETS as usize];
    let mut squares = vec![1e-2_f32; N_NAME_BUCKETS as usize];
    let mut draw = Draw::new(13);
    let n_seen = n_dumps_with(dumps);
    let is_known = |sign: &&u32| n_seen[**sign as usize] >= DUMPS_MIN;
    // A dump whose outlet is on it, but not among the names, teaches nothing.
    let mut order: Vec<&Dump> =
        dumps.iter().copied().filter(|dump| dump.right.is_some() || dump.outlet.is_empty()).collect();
    for _ in 0..EPOCHS {
        draw.shuffle(&mut order);
        for dump in &order {
            let score = |view: &NameView| {
                view.signs.iter().filter(is_known).map(|sign| weights[*sign as usize]).sum::<f32>()
            };
            let scores: Vec<f32> = dump.names.iter().map(score).collect();
            let top = scores.iter().fold(0.0_f32, |top, score| top.max(*score));
            let powers: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
            let sum = powers.iter().sum::<f32>() + (-top).exp();
            for (at, (view, power)) in dump.names.iter().zip(&powers).enumerate() {
                let error = dump.weight * (power / sum - f32::from(u8::from(dump.right == Some(at))));
                if error.abs() < 1e-4 {
                    continue;
                }
                for sign in view.signs.iter().filter(is_known) {
                    let at = *sign as usize;
                    let gradient = error + DECAY * weights[at];
                    squares[at] += gradient * gradient;
                    weights[at] -= RATE * gradient / squares[at].sqrt();
                }
            }
        }
    }
    let step = WEIGHT_MAX / 127.0;
    let weights = weights.iter().map(|w| (w.clamp(-WEIGHT_MAX, WEIGHT_MAX) / step).round() as i8).collect();
    let mut hasher = blake3::Hasher::new();
    for dump in dumps {
        hasher.update(dump.id.as_bytes()).update(dump.outlet.as_bytes());
    }
    let mut recipe = [0; 16];
    recipe.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    NameWeights { recipe, step, weights, trees: Boosted::default() }
}

/// Grows trees over the likeliest names of each dump, with what signs learnt from other folders say of them.
fn grow_trees(dumps: &[&Dump]) -> Boosted {
    let fold = |dump: &Dump| dump.id.chars().next().map_or(0, u32::from) % FOLDS;
    let (mut rows, mut labels, mut counted) = (Vec::new(), Vec::new(), Vec::new());
    let mut n_features = 0;
    for out in 0..FOLDS {
        let others: Vec<&Dump> = dumps.iter().copied().filter(|dump| fold(dump) != out).collect();
        let weights = learn(&others);
        for dump in dumps.iter().filter(|dump| fold(dump) == out) {
            let scores: Vec<f32> = dump.names.iter().map(|view| weights.score(&view.signs)).collect();
            for placed in most_said(&scores) {
                let Some(view) = dump.names.get(placed.at) else { continue };
                let numbers = row(&placed, &view.counts);
                n_features = numbers.len();
                rows.extend(numbers);
                labels.push(dump.right == Some(placed.at));
                counted.push(if dump.weight < 1.0 { UNNAMED_TREES_WEIGHT } else { 1.0 });
            }
        }
    }
    grow(&Binned::of(&rows, n_features), &labels, &counted, GROWTH)
}

/// The name that is taken, and how likely it is.
fn choice<'d>(weights: &NameWeights, dump: &'d Dump) -> Option<(f32, &'d NameView)> {
    let scores: Vec<f32> = dump.names.iter().map(|view| weights.score(&view.signs)).collect();
    let mut best: Option<(f32, &NameView)> = None;
    for placed in most_said(&scores) {
        let Some(view) = dump.names.get(placed.at) else { continue };
        let chance = chance(weights.trees.score(&row(&placed, &view.counts)));
        if chance > best.map_or(0.0, |(chance, _)| chance) {
            best = Some((chance, view));
        }
    }
    best
}

/// In how many dumps each sign is seen.
fn n_dumps_with(dumps: &[&Dump]) -> Vec<u32> {
    let mut out = vec![0; N_NAME_BUCKETS as usize];
    for dump in dumps {
        let signs: BTreeSet<u32> = dump.names.iter().flat_map(|view| view.signs.iter().copied()).collect();
        for sign in signs {
            out[sign as usize] += 1;
        }
    }
    out
}

fn score(of: &str, weights: &NameWeights, dumps: &[Dump], shows: bool) {
    let (mut n_right, mut n_listed) = (0, 0);
    for dump in dumps {
        let top = choice(weights, dump);
        let best = top.filter(|(chance, _)| *chance > dump.chance_min);
        let name = best.map_or("", |(_, view)| view.name.as_str());
        let is_right = fold(name) == fold(&dump.outlet);
        n_right += usize::from(is_right);
        n_listed += usize::from(dump.right.is_some() || dump.outlet.is_empty());
        if shows && !is_right {
            let right = dump.right.and_then(|at| dump.names.get(at));
            let own = right.map_or(f32::NAN, |view| weights.score(&view.signs));
            let (got, likeliest) = top.map_or((0.0, ""), |(chance, view)| (chance, view.name.as_str()));
            println!("  {} `{name}` ({likeliest} {got:.2}), not `{}` {own:.1}", dump.id, dump.outlet);
        }
    }
    let n = dumps.len();
    let share = n_right as f64 / n.max(1) as f64;
    println!("outlets {of:<8} {n} dumps, right {share:.4}, listed {:.4}", n_listed as f64 / n.max(1) as f64);
}
