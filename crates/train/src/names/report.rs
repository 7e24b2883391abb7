//! How many names were found, of each kind, and what was wrong.

use std::collections::BTreeMap;
use std::time::Instant;

use copydesk_record::NameKind;
use copydesk_tag::sequence::{Model, pieces_of};
use copydesk_tag::{NAME_KINDS, label_names, label_pass};

use crate::names::NamesArguments;
use crate::names::document::Document;

/// The kinds that CoNLL's figure is of: persons, organisations, places.
const N_COUNTED: usize = 3;

/// Names right, predicted and labelled, by kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally(BTreeMap<usize, [usize; 3]>);

/// Whether the first model's labels are taken, or those of the second that has read them.
#[derive(Clone, Copy, Debug)]
pub(super) enum Passes {
    One,
    Two,
}

type Pieces = [(usize, usize, usize)];

impl Tally {
    pub(super) fn add(&mut self, other: &Self) {
        for (kind, counts) in &other.0 {
            for (sum, n) in self.0.entry(*kind).or_default().iter_mut().zip(counts) {
                *sum += n;
            }
        }
    }

    fn count(&mut self, gold: &Pieces, found: &Pieces) {
        for (pieces, slot) in [(found, 1), (gold, 2)] {
            for (.., kind) in pieces {
                self.0.entry(*kind).or_default()[slot] += 1;
            }
        }
        for (.., kind) in gold.iter().filter(|piece| found.contains(piece)) {
            self.0.entry(*kind).or_default()[0] += 1;
        }
    }

    fn sum(&self, n_kinds: usize) -> [usize; 3] {
        [0, 1, 2].map(|at| self.0.range(..n_kinds).map(|(_, counts)| counts[at]).sum())
    }

    pub(super) fn f1_of_all(&self) -> f64 {
        f1(self.sum(NAME_KINDS.len()))
    }

    pub(super) fn f1_of_three(&self) -> f64 {
        f1(self.sum(N_COUNTED))
    }

    /// Precision, recall and F1 of whole names: of all four kinds, of the three that CoNLL counts, and of each.
    pub(super) fn print(&self, name: &str) {
        println!("{name}: {}", figures(self.sum(N_COUNTED)));
        println!("  all four kinds {}", figures(self.sum(NAME_KINDS.len())));
        for (kind, counts) in &self.0 {
            println!("  {:?} {}", NAME_KINDS.get(*kind).unwrap_or(&NameKind::Other), figures(*counts));
        }
    }
}

/// Prints what two models find in documents, and with `errors` what is wrong of it.
pub(super) fn report(
    name: &str,
    documents: &mut [Document],
    [first, second]: &[Model; 2],
    arguments: &NamesArguments,
) -> Tally {
    let errors = arguments.errors;
    let mut tally = Tally::default();
    let began = Instant::now();
    let mut n_tokens = 0;
    for document in documents.iter_mut() {
        let found = match arguments.passes() {
            Passes::One => label_pass(&document.features, first),
            Passes::Two => label_names(&mut document.features, first, second),
        };
        for ((gold, found), words) in document.labels.iter().zip(&found).zip(&document.words) {
            n_tokens += gold.len();
            let (gold, found) = (pieces_of(gold), pieces_of(found));
            tally.count(&gold, &found);
            if errors && gold != found {
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
    tally.print(&format!("{name} ({n_tokens} tokens, {speed:.0} a second, features not counted)"));
    tally
}

fn shown(pieces: &Pieces, words: &[String]) -> String {
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

fn f1([right, predicted, gold]: [usize; 3]) -> f64 {
    copydesk_eval::prf(right, predicted, gold).f1
}
