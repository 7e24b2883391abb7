//! Named values of a document, gathered in document order within the limits.

use copydesk_record::Meta;

use crate::limits::{METADATA_BYTES_MAX, METADATA_VALUES_MAX};

/// Named values so far.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    values: Vec<Meta>,
    n_bytes: usize,
}

impl Metadata {
    /// Adds one value, its white space folded; an empty one, and one above the limits, is left out.
    pub(crate) fn put(&mut self, key: &str, value: &str) {
        let value = fold_space(value);
        let n_bytes = self.n_bytes.saturating_add(key.len()).saturating_add(value.len());
        if value.is_empty() || n_bytes > METADATA_BYTES_MAX || self.values.len() >= METADATA_VALUES_MAX {
            return;
        }
        self.n_bytes = n_bytes;
        self.values.push(Meta { key: key.to_owned(), value });
    }

    /// The first value of that name.
    pub(crate) fn first(&self, key: &str) -> Option<&str> {
        self.values.iter().find(|meta| meta.key == key).map(|meta| meta.value.as_str())
    }

    /// All of them, in the order they came.
    pub(crate) fn into_values(self) -> Vec<Meta> {
        self.values
    }
}

/// White space at the ends gone, each run inside as one space.
pub(crate) fn fold_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
