//! The tagger of names: its training documents, the two passes, and what they find.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;
use copydesk_eval::{LabelledSentence, LabelledText, Labels, read_tagged};
use copydesk_record::{Article, Block, NameKind, Reading, Role, Span};
use copydesk_tag::sequence::{Label, Model, labels_of, pieces_of};
use copydesk_tag::{NAME_KINDS, NameFeatures, NameToken, hinted_tokens, label_names, label_pass, pieces_at};
use serde_json::Value;

use crate::annotated::{Annotated, read_folder};
use crate::perceptron::{Sentence, Settings, learn};
use crate::sample::{Labelled, labelled};

/// The first pass reads documents that it was not trained on: it is trained so many times, each time without a part.
const N_FOLDS: usize = 4;
const FIRST: Settings = Settings { n_epochs: 6, n_uses_min: 2, size_bits: 16 };
const SECOND: Settings = Settings { n_epochs: 12, n_uses_min: 2, size_bits: 17 };
/// Where the shipped model and the text it learns from stand.
const OWN_TEXT: &str = "crates/tag/data/train";
const SHIPPED: [&str; 2] = ["crates/tag/data/names_first.model", "crates/tag/data/names_second.model"];

/// What to learn from, and what to measure on.
#[derive(Debug, Args)]
pub struct NamesArguments {
    /// Train on these files of CoNLL form instead of the project's own text, and write no model
    #[arg(long, value_name = "FILE")]
    train: Vec<PathBuf>,
    /// Files of CoNLL form that the project's own text is joined with
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
    /// Write no model
    #[arg(long)]
    dry_run: bool,
    /// Measure the models that ship, and train none
    #[arg(long)]
    shipped: bool,
    /// Print what was wrong
    #[arg(long)]
    errors: bool,
}

/// A document: its sentences with hints, and the labels.
struct Document {
    features: NameFeatures,
    labels: Vec<Vec<Label>>,
    words: Vec<Vec<String>>,
}

/// Trains, measures, and writes the shipped model if it was not trained on other files.
pub fn names(arguments: &NamesArguments) -> Result<()> {
    if arguments.shipped {
        return shipped(arguments);
    }
    let mut recipe = blake3::Hasher::new();
    let mut documents = Vec::new();
    let is_own = arguments.train.is_empty();
    if is_own {
        let texts = read_folder(Path::new(OWN_TEXT))?;
        for text in &texts {
            recipe.update(format!("{text:?}").as_bytes());
            documents.push(of_annotated(text));
        }
    }
    for path in arguments.train.iter().chain(&arguments.open) {
        recipe.update(&fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?);
        documents.extend(of_conll(path)?);
    }
    let mut dumps = Vec::new();
    for Labelled { name, text, labels } in labelled(&arguments.own)? {
        recipe.update(name.as_bytes()).update(text.as_bytes());
        dumps.extend(of_dump(&text, &labels));
    }
    if !dumps.is_empty() {
        // Dumps are labelled with persons, organisations and places: what else is a name is told by what the others teach.
        let [first, second] = train(&mut documents, "");
        for dump in &mut dumps {
            let said = label_names(&mut dump.features, &first, &second);
            for (labels, said) in dump.labels.iter_mut().zip(&said) {
                add_others(labels, said);
            }
            dump.features.forget_first_pass();
        }
        for document in &mut documents {
            document.features.forget_first_pass();
        }
        documents.append(&mut dumps);
    }
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
    recipe.update(format!("{FIRST:?} {SECOND:?} {N_FOLDS}").as_bytes());
    let recipe: String = recipe.finalize().to_hex().chars().take(32).collect();
    let [first, second] = train(&mut documents, &recipe);
    println!("recipe {recipe}, {} documents", documents.len());
    if !held.is_empty() {
        report("held out", &mut held, [&first, &second], arguments);
    }
    for path in &arguments.test {
        let mut documents = of_conll(path)?;
        report(&path.display().to_string(), &mut documents, [&first, &second], arguments);
    }
    if is_own && arguments.hold_out.is_none() && !arguments.dry_run {
        for (path, model) in SHIPPED.iter().zip([&first, &second]) {
            let bytes = model.to_bytes();
            fs::write(path, &bytes).with_context(|| format!("cannot write `{path}`"))?;
            println!("{path}: {} bytes", bytes.len());
        }
    }
    Ok(())
}

/// Measures the models that ship.
fn shipped(arguments: &NamesArguments) -> Result<()> {
    let [first, second] = SHIPPED.map(|path| -> Result<Model> {
        let bytes = fs::read(path).with_context(|| format!("cannot read `{path}`"))?;
        Model::from_bytes(&bytes).with_context(|| format!("cannot use `{path}`"))
    });
    let (first, second) = (first?, second?);
    for path in &arguments.test {
        report(&path.display().to_string(), &mut of_conll(path)?, [&first, &second], arguments);
    }
    Ok(())
}

/// The first pass by itself, and the second with what first passes that had not seen a document said of it.
fn train(documents: &mut [Document], recipe: &str) -> [Model; 2] {
    let part = |documents: &[Document], keep: &dyn Fn(usize) -> bool| -> Vec<Sentence> {
        let kept = documents.iter().enumerate().filter(|(at, _)| keep(*at));
        kept.flat_map(|(_, document)| document.sentences()).collect()
    };
    let first = learn(&part(documents, &|_| true), FIRST, recipe);
    for fold in 0..N_FOLDS {
        let model = learn(&part(documents, &|at| at % N_FOLDS != fold), FIRST, recipe);
        for document in documents.iter_mut().skip(fold).step_by(N_FOLDS) {
            let labels = label_pass(&document.features, &model);
            document.features.note_first_pass(&labels);
        }
    }
    for document in documents.iter_mut() {
        document.features.use_first_pass();
    }
    let second = learn(&part(documents, &|_| true), SECOND, recipe);
    [first, second]
}

impl Document {
    fn sentences(&self) -> Vec<Sentence> {
        let sentence = |at: usize, labels: &Vec<Label>| {
            let features = (0..self.features.n_tokens(at)).map(|token| {
                let mut features = Vec::new();
                self.features.each(at, token, &mut |feature| features.push(feature));
                features
            });
            Sentence { features: features.collect(), labels: labels.clone() }
        };
        self.labels.iter().enumerate().map(|(at, labels)| sentence(at, labels)).collect()
    }
}

/// Prints precision, recall and F1 of whole names, on the three types that CoNLL counts and on each.
fn report(name: &str, documents: &mut [Document], [first, second]: [&Model; 2], arguments: &NamesArguments) {
    let mut tally: BTreeMap<usize, [usize; 3]> = BTreeMap::new();
    let began = Instant::now();
    let mut n_tokens = 0;
    for document in documents.iter_mut() {
        let found = label_names(&mut document.features, first, second);
        for ((gold, found), words) in document.labels.iter().zip(&found).zip(&document.words) {
            n_tokens += gold.len();
            let (gold, found) = (pieces_of(gold), pieces_of(found));
            for (pieces, slot) in [(&found, 1), (&gold, 2)] {
                for (.., kind) in pieces {
                    if let Some(n) = tally.entry(*kind).or_default().get_mut(slot) {
                        *n += 1;
                    }
                }
            }
            for (.., kind) in gold.iter().filter(|piece| found.contains(piece)) {
                if let Some([right, ..]) = tally.get_mut(kind) {
                    *right += 1;
                }
            }
            let counts = |pieces: &[(usize, usize, usize)]| -> Vec<(usize, usize, usize)> {
                pieces.iter().copied().filter(|(.., kind)| *kind < 3).collect()
            };
            if arguments.errors && counts(&gold) != counts(&found) {
                println!(
                    "{}\n  gold {}\n  said {}",
                    words.join(" "),
                    shown(&gold, words),
                    shown(&found, words)
                );
            }
        }
    }
    let speed = n_tokens as f64 / began.elapsed().as_secs_f64();
    let three = [0, 1, 2].map(|at| tally.range(..3).filter_map(|(_, counts)| counts.get(at)).sum());
    println!("{name}: {} ({n_tokens} tokens, {speed:.0} a second, features not counted)", figures(three));
    for (kind, counts) in tally {
        println!("  {:?} {}", NAME_KINDS.get(kind).unwrap_or(&NameKind::Other), figures(counts));
    }
}

fn shown(pieces: &[(usize, usize, usize)], words: &[String]) -> String {
    let one = |(from, to, kind): &(usize, usize, usize)| {
        let kind = NAME_KINDS.get(*kind).unwrap_or(&NameKind::Other);
        format!("{}/{kind:?}", words.get(*from..*to).unwrap_or_default().join(" "))
    };
    pieces.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn figures([right, predicted, gold]: [usize; 3]) -> String {
    let found = copydesk_eval::prf(right, predicted, gold);
    format!("P {:.2} R {:.2} F1 {:.2}", found.precision * 100.0, found.recall * 100.0, found.f1 * 100.0)
}

fn of_annotated(article: &Annotated) -> Document {
    let names: Vec<(Span, usize)> = article
        .names
        .iter()
        .map(|(span, kind)| (*span, NAME_KINDS.iter().position(|known| known == kind).unwrap_or_default()))
        .collect();
    of_text(&article.text, true, |_, tokens| pieces_within(&names, tokens))
}

/// Where the spans that lie in a sentence stand among its tokens.
fn pieces_within(spans: &[(Span, usize)], tokens: &[NameToken<'_>]) -> Vec<(usize, usize, usize)> {
    let first = tokens.first().map_or(0, |token| token.span.start);
    let last = tokens.last().map_or(0, |token| token.span.end);
    let inside = spans.iter().filter(|(span, _)| span.start >= first && span.end <= last);
    pieces_at(tokens, inside.copied())
}

/// The article of a dump whose names are labelled; `None` if they are not.
fn of_dump(dump: &str, labels: &Value) -> Option<Document> {
    const TEXT: [&str; 4] = ["title", "body", "heading", "list"];
    let lines: Vec<&str> = dump.split('\n').collect();
    let names = labels.get("names")?.as_array()?;
    let (mut text, mut starts) = (String::new(), BTreeMap::new());
    let mut has_headline = false;
    for role in labels.get("roles")?.as_array()? {
        let (Some(line), Some(role)) = (role.get("line")?.as_u64(), role.get("role")?.as_str()) else {
            continue;
        };
        if !TEXT.contains(&role) {
            continue;
        }
        has_headline |= text.is_empty() && role == "title";
        starts.insert(line, text.len());
        text.push_str(lines.get(line as usize)?);
        text.push('\n');
    }
    let mut spans: Vec<(Span, usize)> = Vec::new();
    for name in names {
        let (Some(line), Some(words)) = (name.get("line")?.as_u64(), name.get("text")?.as_str()) else {
            continue;
        };
        let kind = match name.get("type").and_then(Value::as_str) {
            Some("person") => 0,
            Some("organisation") => 1,
            Some("place") => 2,
            _ => 3,
        };
        let (Some(start), Some(shown)) = (starts.get(&line), lines.get(line as usize)) else { continue };
        for (at, _) in shown.match_indices(words) {
            let is_inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let before = shown.get(..at).and_then(|before| before.chars().next_back());
            let after = shown.get(at + words.len()..).and_then(|after| after.chars().next());
            if !is_inner(before) && !is_inner(after) {
                spans.push((Span::new(start + at, start + at + words.len()), kind));
            }
        }
    }
    // The longest names first: `Harbour Bank` before `Harbour`.
    spans.sort_by_key(|(span, _)| (std::cmp::Reverse(span.len()), span.start));
    spans.dedup();
    Some(of_text(&text, has_headline, |_, tokens| pieces_within(&spans, tokens)))
}

/// Adds the names of no particular kind that `said` has where no name is labelled.
fn add_others(labels: &mut [Label], said: &[Label]) {
    let mut pieces = pieces_of(labels);
    let others = pieces_of(said).into_iter().filter(|(.., kind)| *kind == 3);
    pieces.extend(others.filter(|(from, to, _)| labels[*from..*to].iter().all(|label| *label == 0)));
    let all = labels_of(&pieces, labels.len());
    labels.copy_from_slice(&all);
}

/// The documents of a CoNLL file; each sentence is a block, read as it would be in an article.
fn of_conll(path: &Path) -> Result<Vec<Document>> {
    let texts = read_tagged(path)?;
    Ok(texts
        .iter()
        .filter_map(|LabelledText { text, labels, .. }| {
            let Labels::Names(sentences) = labels else { return None };
            let spans: Vec<(Span, usize)> = sentences.iter().flat_map(spans_of).collect();
            Some(of_text(text, false, |_, tokens| pieces_within(&spans, tokens)))
        })
        .collect())
}

/// The names of a sentence and their kinds.
fn spans_of(sentence: &LabelledSentence) -> Vec<(Span, usize)> {
    let mut out: Vec<(Span, usize)> = Vec::new();
    let mut before = None;
    for token in &sentence.tokens {
        let (position, kind) = token.label.split_once('-').unwrap_or(("O", ""));
        let kind = match kind {
            "PER" => Some(0),
            "ORG" => Some(1),
            "LOC" => Some(2),
            "" => None,
            _ => Some(3),
        };
        match (kind, out.last_mut()) {
            (Some(_), Some((span, _))) if position == "I" && kind == before => span.end = token.span.end,
            (Some(kind), _) => out.push((token.span, kind)),
            (None, _) => {}
        }
        before = kind;
    }
    out
}

fn of_text(
    text: &str,
    has_headline: bool,
    pieces: impl Fn(usize, &[NameToken<'_>]) -> Vec<(usize, usize, usize)>,
) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let role = if has_headline && blocks.is_empty() { Role::Title } else { Role::Body };
        blocks.push(Block { role, span: Span::new(at, at + line.len()).trim(text), reason: None });
        at += line.len();
    }
    let article = Article { blocks, ..Article::default() };
    let reading = Reading { text: text.to_owned(), article, ..Reading::default() };
    let tokens = hinted_tokens(&reading);
    let labels =
        tokens.iter().enumerate().map(|(n, tokens)| labels_of(&pieces(n, tokens), tokens.len())).collect();
    let words =
        tokens.iter().map(|tokens| tokens.iter().map(|token| token.text.to_owned()).collect()).collect();
    Document { features: NameFeatures::of(&tokens), labels, words }
}
