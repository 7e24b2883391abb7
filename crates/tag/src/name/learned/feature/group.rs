//! Groups of what speaks for a label, each of which can be left out: what it gives is measured by what is lost.

use super::{Form, NameFeatures, Word};
use crate::name::learned::clusters::Clusters;
use crate::name::learned::lists::Known;

/// What can be left out; words, their forms and their neighbours always speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeatureGroup {
    /// How a word is written elsewhere in the document, and beside which words.
    Document,
    /// The tables, lists of known names and classes of words, and the rules that read them.
    Lists,
    /// The clusters of words.
    Clusters,
}

impl NameFeatures {
    /// Takes a group out, as if nothing were known of it.
    pub fn leave_out(&mut self, group: FeatureGroup) {
        match group {
            FeatureGroup::Document => {
                for word in &mut self.words {
                    *word = Word { defined: word.defined, ..Word::default() };
                }
            }
            FeatureGroup::Clusters => {
                for form in &mut self.forms {
                    form.clusters = Clusters::default();
                }
            }
            FeatureGroup::Lists => self.leave_out_lists(),
        }
    }

    fn leave_out_lists(&mut self) {
        for form in &mut self.forms {
            *form = Form { bits: 0, class: 0, ..form.clone() };
        }
        for word in &mut self.words {
            word.defined = 0;
        }
        for used in self.sentences.iter_mut().flatten() {
            (used.bits, used.hint, used.known) = (0, 0, Known::default());
        }
        for run in self.runs.iter_mut().flatten() {
            (run.before, run.after, run.defined) = (0, 0, 0);
        }
    }
}
