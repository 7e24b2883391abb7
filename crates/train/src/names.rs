//! The tagger of names: its training documents, the two passes, and what they find.

mod document;
mod report;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use copydesk_tag::sequence::Model;
use copydesk_tag::{FeatureGroup, label_pass};

use crate::annotated::read_folder;
use crate::names::document::{Document, add_others, of_annotated, of_conll, of_dump};
use crate::names::report::{Passes, Tally, report};
use crate::perceptron::{Sentence, Settings, Source, learn};
use crate::sample::{Labelled, labelled};

/// The first pass reads documents that it was not trained on: it is trained so many times, each time without a part.
const N_PARTS: usize = 4;
const FIRST: Settings = Settings { n_epochs: 6, n_uses_min: 2, size_bits: 17 };
const SECOND: Settings = Settings { n_epochs: 12, n_uses_min: 2, size_bits: 18 };
/// Where the shipped model and the text it learns from stand.
const OWN_TEXT: &str = "crates/tag/data/train";
const SHIPPED: [&str; 2] = ["crates/tag/data/names_first.model", "crates/tag/data/names_second.model"];

/// What to learn from, and what to measure on.
#[derive(Debug, Args)]
pub struct NamesArguments {
    /// Train on these files of CoNLL form instead of the project's own text, and write no model
    #[arg(long, value_name = "FILE")]
    train: Vec<PathBuf>,
    /// Files of CoNLL form that the project's own text is joined with; the first is labelled as the desk is to label
    #[arg(long, value_name = "FILE")]
    open: Vec<PathBuf>,
    /// Folders of labelled dumps (`gold.json`), also in their folders, that the project's own text is joined with
    #[arg(long, value_name = "DIR")]
    own: Vec<PathBuf>,
    /// Measure on these files of CoNLL form
    #[arg(long, value_name = "FILE")]
    test: Vec<PathBuf>,
    /// Measure on one in so many of the training documents, and learn from the others
    #[arg(long, value_name = "N")]
    hold_out: Option<usize>,
    /// Which of them
    #[arg(long, value_name = "K", default_value_t = 0)]
    part: usize,
    /// Measure on the first of the open files, in so many parts of documents that follow each other: on each part by models
    /// that learned from all the rest. Writes no model
    #[arg(long, value_name = "N")]
    folds: Option<usize>,
    /// Write no model
    #[arg(long)]
    dry_run: bool,
    /// Measure the models that ship, and train none
    #[arg(long)]
    shipped: bool,
    /// Leave out what this group of features says, in learning and in measuring, and write no model: what it gives is lost
    #[arg(long, value_enum, value_name = "GROUP", value_delimiter = ',')]
    without: Vec<Group>,
    /// Print what was wrong
    #[arg(long)]
    errors: bool,
}

/// What can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Group {
    /// How a word is written elsewhere in the document
    Document,
    /// Tables, lists of known names, classes of words, and the rules that read them
    Lists,
    /// Clusters of words
    Clusters,
    /// The second pass, which knows what the first said all over the document
    Passes,
}

impl NamesArguments {
    /// The documents of a file of CoNLL form, without what is left out.
    fn conll(&self, path: &Path) -> Result<Vec<Document>> {
        let mut documents = of_conll(path)?;
        for document in &mut documents {
            self.leave_out(document);
        }
        Ok(documents)
    }

    fn leave_out(&self, document: &mut Document) {
        for group in &self.without {
            match group {
                Group::Document => document.features.leave_out(FeatureGroup::Document),
                Group::Lists => document.features.leave_out(FeatureGroup::Lists),
                Group::Clusters => document.features.leave_out(FeatureGroup::Clusters),
                Group::Passes => {}
            }
        }
    }

    fn passes(&self) -> Passes {
        if self.without.contains(&Group::Passes) { Passes::One } else { Passes::Two }
    }
}

/// What models learn from.
struct Material {
    /// The project's own text.
    own: Vec<Document>,
    /// The documents of each file given by path.
    files: Vec<Vec<Document>>,
    /// Dumps, labelled with persons, organisations and places only.
    dumps: Vec<Document>,
    /// The hash of all this.
    recipe: String,
}

/// Trains, measures, and writes the shipped model if it was not trained on other files.
pub fn names(arguments: &NamesArguments) -> Result<()> {
    if arguments.shipped {
        return shipped(arguments);
    }
    let material = Material::read(arguments)?;
    if let Some(n) = arguments.folds {
        return in_folds(&material, n, arguments);
    }
    let Material { own, files, dumps, recipe } = material;
    let mut documents: Vec<Document> = own.into_iter().chain(files.into_iter().flatten()).collect();
    let mut dumps = with_others(&documents, dumps);
    documents.append(&mut dumps);
    let mut held = Vec::new();
    if let Some(n) = arguments.hold_out {
        let (out, kept): (Vec<_>, Vec<_>) =
            documents.into_iter().enumerate().partition(|(at, _)| at % n.max(1) == arguments.part);
        held = out.into_iter().map(|(_, document)| document).collect();
        documents = kept.into_iter().map(|(_, document)| document).collect();
    }
    if documents.is_empty() {
        bail!("nothing to learn from");
    }
    let models = train(&mut documents, &recipe);
    println!("recipe {recipe}, {} documents", documents.len());
    if !held.is_empty() {
        report("held out", &mut held, &models, arguments);
    }
    for path in &arguments.test {
        report(&path.display().to_string(), &mut arguments.conll(path)?, &models, arguments);
    }
    let is_trial = arguments.hold_out.is_some()
        || arguments.dry_run
        || !arguments.train.is_empty()
        || !arguments.without.is_empty();
    if !is_trial {
        for (path, model) in SHIPPED.iter().zip(&models) {
            let bytes = model.to_bytes();
            fs::write(path, &bytes).with_context(|| format!("cannot write `{path}`"))?;
            println!("{path}: {} bytes", bytes.len());
        }
    }
    Ok(())
}

impl Material {
    fn read(arguments: &NamesArguments) -> Result<Self> {
        let mut recipe = blake3::Hasher::new();
        let mut own = Vec::new();
        if arguments.train.is_empty() {
            for text in &read_folder(Path::new(OWN_TEXT))? {
                recipe.update(format!("{text:?}").as_bytes());
                let mut document = of_annotated(text);
                arguments.leave_out(&mut document);
                own.push(document);
            }
        }
        let mut files = Vec::new();
        for path in arguments.train.iter().chain(&arguments.open) {
            recipe.update(&fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?);
            let mut documents = arguments.conll(path)?;
            for document in &mut documents {
                document.source = if files.is_empty() { Source::Ours } else { Source::Other };
            }
            files.push(documents);
        }
        let mut dumps = Vec::new();
        for Labelled { name, text, labels } in labelled(&arguments.own)? {
            recipe.update(name.as_bytes()).update(text.as_bytes());
            let mut dump = of_dump(&text, &labels);
            if let Some(dump) = &mut dump {
                arguments.leave_out(dump);
            }
            dumps.extend(dump);
        }
        recipe.update(format!("{FIRST:?} {SECOND:?} {N_PARTS}").as_bytes());
        let recipe = recipe.finalize().to_hex().chars().take(32).collect();
        Ok(Self { own, files, dumps, recipe })
    }
}

/// Measures the models that ship.
fn shipped(arguments: &NamesArguments) -> Result<()> {
    let [first, second] = SHIPPED.map(|path| -> Result<Model> {
        let bytes = fs::read(path).with_context(|| format!("cannot read `{path}`"))?;
        Model::from_bytes(&bytes).with_context(|| format!("cannot use `{path}`"))
    });
    let models = [first?, second?];
    for path in &arguments.test {
        report(&path.display().to_string(), &mut arguments.conll(path)?, &models, arguments);
    }
    Ok(())
}

/// Measures on each part of the first file given by path, by models that learned from the rest of it and all else.
fn in_folds(material: &Material, n_folds: usize, arguments: &NamesArguments) -> Result<()> {
    let Some((first, others)) = material.files.split_first() else { bail!("no file to take parts of") };
    let mut all = Tally::default();
    let mut means = [0.0; 2];
    for fold in 0..n_folds {
        let (from, to) = (fold * first.len() / n_folds, (fold + 1) * first.len() / n_folds);
        let mut held = first[from..to].to_vec();
        let rest = first[..from].iter().chain(&first[to..]);
        let mut documents: Vec<Document> =
            material.own.iter().chain(rest).chain(others.iter().flatten()).cloned().collect();
        let mut dumps = with_others(&documents, material.dumps.clone());
        documents.append(&mut dumps);
        let models = train(&mut documents, &material.recipe);
        let tally = report(&format!("part {}", fold + 1), &mut held, &models, arguments);
        for (mean, f1) in means.iter_mut().zip([tally.f1_of_all(), tally.f1_of_three()]) {
            *mean += f1 / n_folds as f64;
        }
        all.add(&tally);
    }
    all.print("all parts together");
    let [of_all, of_three] = means.map(|mean| mean * 100.0);
    println!(
        "mean F1 of the parts: all four kinds {of_all:.2}, persons, organisations and places {of_three:.2}"
    );
    Ok(())
}

/// Dumps with the names of no particular kind in them too: what else is a name is told by what the other documents teach.
fn with_others(documents: &[Document], mut dumps: Vec<Document>) -> Vec<Document> {
    if dumps.is_empty() {
        return dumps;
    }
    let model = learn(&sentences_of(documents, |_| true), FIRST, "");
    for dump in &mut dumps {
        let said = label_pass(&dump.features, &model);
        for (labels, said) in dump.labels.iter_mut().zip(&said) {
            add_others(labels, said);
        }
    }
    dumps
}

/// The first pass by itself, and the second with what first passes that had not seen a document said of it.
fn train(documents: &mut [Document], recipe: &str) -> [Model; 2] {
    let first = learn(&sentences_of(documents, |_| true), FIRST, recipe);
    for fold in 0..N_PARTS {
        let model = learn(&sentences_of(documents, |at| at % N_PARTS != fold), FIRST, recipe);
        for document in documents.iter_mut().skip(fold).step_by(N_PARTS) {
            let labels = label_pass(&document.features, &model);
            document.features.note_first_pass(&labels);
        }
    }
    for document in documents.iter_mut() {
        document.features.use_first_pass();
    }
    let second = learn(&sentences_of(documents, |_| true), SECOND, recipe);
    [first, second]
}

fn sentences_of(documents: &[Document], keep: impl Fn(usize) -> bool) -> Vec<Sentence> {
    let kept = documents.iter().enumerate().filter(|(at, _)| keep(*at));
    kept.flat_map(|(at, document)| document.sentences(at)).collect()
}
