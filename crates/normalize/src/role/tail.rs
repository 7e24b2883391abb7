//! The tail of the page: last short sentences of the text, then furniture.

use copydesk_record::Role;

use crate::role::Extent;
use crate::role::head::is_list_item;
use crate::shape::{LineEnd, row_parts};
use crate::sheet::Sheet;

/// The longest keyword row in words.
const TAGS_WORDS_MAX: usize = 20;

/// Rules on the open lines below the running text.
pub(crate) fn rule_tail(sheet: &mut Sheet<'_>, extent: Extent) {
    let mut is_text = true;
    for line in sheet.lines.iter_mut().skip(extent.last + 1) {
        if !line.is_open() {
            is_text = false;
            continue;
        }
        let is_sentence = line.end == LineEnd::Stop || line.end == LineEnd::Call && line.n_words > 2;
        if is_text && is_list_item(&line.text) {
            line.rule(Role::List, "");
        } else if is_text && is_sentence {
            line.rule(Role::Body, "");
        } else if row_parts(&line.text).len() >= 2
            && line.n_words <= TAGS_WORDS_MAX
            && !line.end.is_sentence()
        {
            line.rule(Role::Tags, "keywords or links below the text");
            is_text = false;
        } else {
            line.rule(Role::Link, "a short line below the text");
            is_text = false;
        }
    }
}
