//! The weights of the names that a page could be calling itself by.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use copydesk_eval::fold;
use copydesk_normalize::outlet::{N_NAME_BUCKETS, NAME_SCORE_MIN, NameView, NameWeights, names};
use copydesk_record::{Page, Raw};
use serde_json::Value;

use crate::sample::{Draw, Labelled, labelled};

const EPOCHS: usize = 10;
const RATE: f32 = 0.1;
/// How much each weight is drawn to 0 with each dump.
const DECAY: f32 = 0.05;
/// How much a dump counts whose own name was taken out.
const UNNAMED_WEIGHT: f32 = 0.15;
/// Signs of fewer dumps are not learnt from.
const DUMPS_MIN: u32 = 4;
/// Greater weights are cut off.
const WEIGHT_MAX: f32 = 4.0;

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
    right: Option<usize>,
    weight: f32,
}

/// Trains the weights.
pub(crate) fn outlets(arguments: &OutletsArguments) -> Result<()> {
    let (mut trains, unnamed) = read(&arguments.own)?;
    let (tests, _) = read(&arguments.unseen)?;
    let n_named = trains.len();
    trains.extend(unnamed);
    let weights = learn(&trains);
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
    let names = names(&Page { raw: Raw::from_text(text), ..Page::default() });
    let plain = |name: &str| fold(name).trim_start_matches("the ").to_owned();
    let right = names.iter().position(|view| !outlet.is_empty() && plain(&view.name) == plain(outlet));
    Dump { id, outlet: outlet.to_owned(), names, right, weight }
}

/// Learns which name scores highest, or that none does (a conditional logit, by stochastic gradient with a rate of its own for each
/// weight).
fn learn(dumps: &[Dump]) -> NameWeights {
    let mut weights = vec![0.0_f32; N_NAME_BUCKETS as usize];
    let mut squares = vec![1e-2_f32; N_NAME_BUCKETS as usize];
    let mut draw = Draw::new(13);
    let n_seen = n_dumps_with(dumps);
    let is_known = |sign: &&u32| n_seen[**sign as usize] >= DUMPS_MIN;
    // A dump whose outlet is on it, but not among the names, teaches nothing.
    let mut order: Vec<&Dump> =
        dumps.iter().filter(|dump| dump.right.is_some() || dump.outlet.is_empty()).collect();
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
    NameWeights { recipe, step, weights }
}

/// In how many dumps each sign is seen.
fn n_dumps_with(dumps: &[Dump]) -> Vec<u32> {
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
        let mut best: Option<(f32, &NameView)> = None;
        for view in &dump.names {
            let score = weights.score(&view.signs);
            if score > best.map_or(NAME_SCORE_MIN, |(score, _)| score) {
                best = Some((score, view));
            }
        }
        let name = best.map_or("", |(_, view)| view.name.as_str());
        let is_right = fold(name) == fold(&dump.outlet);
        n_right += usize::from(is_right);
        n_listed += usize::from(dump.right.is_some() || dump.outlet.is_empty());
        if shows && !is_right {
            let right = dump.right.and_then(|at| dump.names.get(at));
            let own = right.map_or(f32::NAN, |view| weights.score(&view.signs));
            let got = best.map_or(0.0, |(score, _)| score);
            println!("  {} `{name}` {got:.1}, not `{}` {own:.1}", dump.id, dump.outlet);
        }
    }
    let n = dumps.len();
    let share = n_right as f64 / n.max(1) as f64;
    println!("outlets {of:<8} {n} dumps, right {share:.4}, listed {:.4}", n_listed as f64 / n.max(1) as f64);
}
