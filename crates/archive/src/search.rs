//! Full-text search over titles and bodies.

use copydesk_record::{Article, Frame, Id};
use rusqlite::params;

use crate::{Archive, ArchiveError};

/// A document that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The document.
    pub id: Id,
    /// Its path or address.
    pub source: String,
    /// Its headline.
    pub title: Option<String>,
    /// The frame, for whoever shows more.
    pub frame: Frame,
}

impl Archive {
    /// The documents that hold all words of `query`, the best first (BM25, the title counting four times), at most
    /// `n_max`. Words are matched without case and accents; `"…"` is not special, `word*` is a prefix.
    ///
    /// # Errors
    /// `Sql` or `Damaged` if the archive cannot be read.
    pub fn search(&self, query: &str, n_max: usize) -> Result<Vec<Hit>, ArchiveError> {
        let Some(matched) = expression(query) else { return Ok(Vec::new()) };
        let mut select = self.db.prepare_cached(
            "SELECT document.frame FROM words JOIN document ON document.seq = words.rowid
             WHERE words MATCH ?1 ORDER BY bm25(words, 4.0, 1.0), document.seq LIMIT ?2",
        )?;
        let rows = select.query_map(params![matched, n_max as i64], |row| row.get::<_, Vec<u8>>(0))?;
        rows.map(|bytes| {
            let frame = self.decode(&bytes?)?;
            let title = frame.find_layer::<Article>()?.and_then(|article| article.title);
            Ok(Hit { id: frame.envelope.id, source: frame.envelope.source.clone(), title, frame })
        })
        .collect()
    }
}

/// Each word as a quoted string of FTS5, so that nothing in it is an operator.
fn expression(query: &str) -> Option<String> {
    let words = query.split_whitespace().filter_map(|word| {
        let is_prefix = word.ends_with('*');
        let bare: String =
            word.chars().filter(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')).collect();
        (!bare.is_empty()).then(|| format!("\"{bare}\"{}", if is_prefix { "*" } else { "" }))
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_words() {
        let check = |query: &str, expected: Option<&str>| assert_eq!(expression(query).as_deref(), expected);
        check("river OR \"NEAR", Some("\"river\" \"OR\" \"NEAR\""));
        check("flo* title:x", Some("\"flo\"* \"titlex\""));
        check(" * ( ", None);
    }
}
