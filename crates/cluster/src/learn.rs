//! What the model of this crate is learnt from: articles and the stories that they could join, with what tells of them.

use copydesk_record::{Id, Tagged};
use copydesk_trees::{Boosted, write_file};

use crate::bid::{case, weighed};
use crate::case::MAGIC;
use crate::decide::Cluster;
use crate::desk::{Desk, Reach};
use crate::likeness::Matter;

pub use crate::case::{N_TRAITS, is_dated};

/// The numbers of a case that speak for joining, the greater they are.
pub const UP: &[usize] = &[
    0, 1, 2, 3, 5, 6, 7, 8, 9, 12, 13, 14, 15, 17, 18, 19, 20, 21, 25, 26, 28, 29, 32, 33, 34, 37, 39, 41,
    43, 56, 57, 58, 59, 60, 61,
];

/// Those that speak against it.
pub const DOWN: &[usize] = &[10, 11, 22, 23];

/// Learnt is from stories that are looked for less far than in use: those further off have so little in common with an article
/// that each is the same lesson, and they are many.
const REACH: Reach = Reach { n_names: 8, shared_min: 50 };

/// An article and a story that it could join.
#[derive(Clone, Debug)]
pub struct Case {
    /// The place of the article among those given.
    pub article: usize,
    /// Whether it belongs to the story.
    pub is_own: bool,
    /// What tells of it.
    pub traits: [f32; N_TRAITS],
}

/// Puts each article into its labelled story, one after the other, and gives for each the stories that it could have joined.
pub fn cases(articles: &[&Tagged], stories: &[&str]) -> Vec<Case> {
    let mut cluster = Cluster::new();
    cluster.desk = Desk::with(REACH);
    let mut out = Vec::new();
    for (at, (article, story)) in articles.iter().zip(stories).enumerate() {
        let id = Id::of_parts("labelled story", &[story.as_bytes()]);
        let new = cluster.filed(article);
        let matter = Matter::of(&new);
        let found = if new.is_digest { Vec::new() } else { weighed(&cluster.desk, &matter, &cluster.config) };
        // Each is told twice: as it is, and as if it were the first of its story.
        let others: Vec<_> =
            found.iter().copied().filter(|&(number, _)| !is_named(&cluster, number, id)).collect();
        let had_own = others.len() < found.len();
        for found in [Some(&found), had_own.then_some(&others)].into_iter().flatten() {
            for (nth, &(number, _)) in found.iter().enumerate() {
                let Some(traits) = case(&cluster.desk, &matter, found, nth) else { continue };
                out.push(Case { article: at, is_own: is_named(&cluster, number, id), traits });
            }
        }
        let number = cluster.desk.story_named(id).unwrap_or_else(|| cluster.desk.open(id, new.is_digest));
        cluster.desk.file(new, number, &mut cluster.frequency);
    }
    out
}

fn is_named(cluster: &Cluster, number: u32, id: Id) -> bool {
    cluster.desk.story(number).is_some_and(|story| story.id == id)
}

/// The bytes of the file `joins.model`: the trees for cases that [are dated](is_dated), and those for others; `recipe` tells of
/// the data and settings that they were grown with.
pub fn model(recipe: [u8; 16], dated: &Boosted, undated: &Boosted) -> Vec<u8> {
    write_file(MAGIC, recipe, &[dated, undated])
}
