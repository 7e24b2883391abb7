//! The running text: headings, lists, short paragraphs and what interrupts it.

use copydesk_record::Role;

use crate::markup::is_heading;
use crate::role::Extent;
use crate::role::head::is_list_item;
use crate::shape::LineEnd;
use crate::sheet::{Sheet, SheetLine};

/// The longest heading in words.
const HEADING_WORDS_MAX: usize = 16;

/// Rules on the open lines between the first and the last line of running text.
pub(crate) fn rule_middle(sheet: &mut Sheet<'_>, extent: Extent) {
    let markup = sheet.markup;
    for line in sheet.lines.iter_mut().take(extent.last + 1).skip(extent.first).filter(|line| line.is_open())
    {
        let is_marked = |line: &SheetLine<'_>| markup.lines.get(line.idx).is_some_and(is_heading);
        let role = if is_marked(line) {
            Role::Heading
        } else if is_list_item(&line.text) {
            Role::List
        } else if line.is_prose() || line.n_words > HEADING_WORDS_MAX || line.end == LineEnd::Stop {
            Role::Body
        } else {
            Role::Heading
        };
        line.rule(role, "");
    }
}
