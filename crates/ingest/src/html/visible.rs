//! The visible text of a tree, line by line, and the hints that go with each line.

use copydesk_record::LineHint;

use super::tree::{Display, Element, NodeId, Tree};
use crate::limits::HINT_BYTES_MAX;

/// How many bytes of class words a hint carries.
const CLASS_BYTES_MAX: usize = 512;
/// What a hint takes in a frame beside its words: the names of its fields.
const HINT_OVERHEAD_BYTES: usize = 40;

/// A page with less text than this is read again with what its attributes hide. If those hide more than they leave, and
/// no less than a short article, the page hides its own article.
const SPARSE_BYTES_MAX: usize = 4_000;
const HIDDEN_BYTES_MIN: usize = 200;

/// Elements that show as boxes side by side: between two of them there is room even where the markup has none.
const BOXES: &[&str] = &["a", "button", "label", "input", "img"];

/// What can be read on a page.
#[derive(Debug, Default)]
pub(super) struct Visible {
    /// One block a line.
    pub(super) text: String,
    /// One for each line; `None` if they would take more than [`HINT_BYTES_MAX`].
    pub(super) hints: Option<Vec<LineHint>>,
}

/// Reads off the visible text. An empty page has one empty line, as any empty text has.
pub(super) fn visible_text(tree: &Tree) -> Visible {
    let shown = read(tree, Hiding::Kept);
    if shown.text.len() > SPARSE_BYTES_MAX {
        return shown;
    }
    // Some pages hide their text until a script shows it.
    let all = read(tree, Hiding::Ignored);
    let n_hidden = all.text.len() - shown.text.len().min(all.text.len());
    if n_hidden >= HIDDEN_BYTES_MIN.max(shown.text.len()) { all } else { shown }
}

/// What is done with elements that their attributes hide.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hiding {
    Kept,
    Ignored,
}

fn read(tree: &Tree, hiding: Hiding) -> Visible {
    let mut reader = Reader::new(tree, hiding);
    let mut at = tree.first_child(Tree::ROOT);
    while let Some(id) = at {
        if reader.enter(id)
            && let Some(child) = tree.first_child(id)
        {
            at = Some(child);
            continue;
        }
        at = reader.leave_to_next(id);
    }
    reader.end_line();
    if let Some(hints) = reader.hints.as_mut().filter(|hints| hints.is_empty()) {
        hints.push(LineHint::default());
    }
    Visible { text: reader.text, hints: reader.hints }
}

struct Reader<'t> {
    tree: &'t Tree,
    hiding: Hiding,
    text: String,
    hints: Option<Vec<LineHint>>,
    hint_bytes: usize,
    /// The elements in the path of the line before, from the root.
    path: Vec<NodeId>,
    line: Line,
    /// How many links, and how many elements that keep line ends, are open.
    n_links: usize,
    n_pre: usize,
}

/// The line that is being put together; its text is at the end of `Reader::text` already.
#[derive(Default)]
struct Line {
    has_words: bool,
    /// What is to be put before the next word: nothing, a space, or a tab between cells.
    gap: Option<char>,
    ends_in_box: bool,
    n_chars: usize,
    n_link_chars: usize,
    datetime: Option<String>,
    /// The innermost element that holds all of the line's text so far.
    holder: Option<NodeId>,
    /// What `holder` becomes if more text comes: leaving elements widens it.
    widened: Option<NodeId>,
}

impl<'t> Reader<'t> {
    fn new(tree: &'t Tree, hiding: Hiding) -> Self {
        Self {
            tree,
            hiding,
            text: String::new(),
            hints: Some(Vec::new()),
            hint_bytes: 0,
            path: Vec::new(),
            line: Line::default(),
            n_links: 0,
            n_pre: 0,
        }
    }

    /// Reads one node; says whether to go on to its children.
    fn enter(&mut self, id: NodeId) -> bool {
        if let Some(text) = self.tree.text(id) {
            self.put_text(id, text);
            return false;
        }
        let Some(element) = self.tree.element(id) else { return true };
        if is_hidden(element, self.hiding) {
            return false;
        }
        let name = element.name();
        if is_block(self.tree, id, element) || name == "br" {
            self.end_line();
        } else if element.display() == Display::Cell && self.line.has_words {
            self.line.gap = Some('\t');
        } else if BOXES.contains(&name) && self.line.ends_in_box && self.line.gap.is_none() {
            self.line.gap = Some(' ');
        }
        match name {
            "a" if element.attribute("href").is_some() => self.n_links += 1,
            "pre" | "listing" => self.n_pre += 1,
            "q" => self.put_text(id, "\u{201c}"),
            "time" if self.line.datetime.is_none() => {
                self.line.datetime = element.attribute("datetime").map(|value| value.trim().to_owned());
            }
            _ => {}
        }
        true
    }

    /// Leaves a node, and those above it that have no further child; gives the next one.
    fn leave_to_next(&mut self, id: NodeId) -> Option<NodeId> {
        let mut at = id;
        loop {
            self.leave(at);
            if let Some(next) = self.tree.next(at) {
                return Some(next);
            }
            at = self.tree.parent(at).filter(|&parent| parent != Tree::ROOT)?;
        }
    }

    fn leave(&mut self, id: NodeId) {
        let Some(element) = self.tree.element(id) else { return };
        if is_hidden(element, self.hiding) {
            return;
        }
        let name = element.name();
        match name {
            "a" if element.attribute("href").is_some() => self.n_links = self.n_links.saturating_sub(1),
            "pre" | "listing" => self.n_pre = self.n_pre.saturating_sub(1),
            "q" => self.put_text(id, "\u{201d}"),
            _ => {}
        }
        if is_block(self.tree, id, element) {
            self.end_line();
        } else if BOXES.contains(&name) {
            self.line.ends_in_box = true;
        }
        if self.line.widened == Some(id) {
            self.line.widened = self.tree.parent(id);
        }
    }

    fn put_text(&mut self, id: NodeId, text: &str) {
        if self.n_pre == 0 {
            self.put_words(id, text);
            return;
        }
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                self.end_line();
            }
            self.put_words(id, line);
        }
    }

    /// Adds text with each run of white space as one space.
    fn put_words(&mut self, id: NodeId, text: &str) {
        for (n, word) in text.split(char::is_whitespace).enumerate() {
            if n > 0 && self.line.has_words && self.line.gap.is_none() {
                self.line.gap = Some(' ');
            }
            if word.is_empty() {
                continue;
            }
            let gap = self.line.gap.take();
            if self.line.has_words {
                self.text.extend(gap);
            } else {
                self.begin_line();
            }
            self.text.push_str(word);
            let n_chars = word.chars().count();
            self.line.n_chars += n_chars;
            self.line.n_link_chars += if self.n_links > 0 { n_chars } else { 0 };
            self.line.ends_in_box = false;
            let parent = if self.tree.element(id).is_some() { Some(id) } else { self.tree.parent(id) };
            if self.line.holder.is_none() {
                self.line.widened = parent;
            }
            self.line.holder = self.line.widened;
        }
    }

    fn begin_line(&mut self) {
        self.line.has_words = true;
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.has_words {
            return;
        }
        let Some(hints) = self.hints.as_mut() else { return };
        let hint = hint_of(self.tree, line, &mut self.path);
        self.hint_bytes += HINT_OVERHEAD_BYTES + hint.path.len() + hint.class.len();
        self.hint_bytes += hint.datetime.as_ref().map_or(0, String::len);
        if self.hint_bytes > HINT_BYTES_MAX {
            self.hints = None;
        } else {
            hints.push(hint);
        }
    }
}

/// How deep a line mostly stands.
const DEPTH_USUAL: usize = 24;

/// What the markup says of a line. `path` holds the elements of the line before, and of this one afterwards.
fn hint_of(tree: &Tree, line: Line, path: &mut Vec<NodeId>) -> LineHint {
    let mut names = Vec::with_capacity(DEPTH_USUAL);
    let mut ids = Vec::with_capacity(DEPTH_USUAL);
    let mut classes = Vec::with_capacity(2 * DEPTH_USUAL);
    let mut class_bytes = 0;
    let mut has_block = false;
    let mut at = line.holder;
    while let Some(id) = at {
        let Some(element) = tree.element(id) else { break };
        has_block |= matches!(element.display(), Display::Block | Display::Cell);
        if has_block {
            names.push(element.name());
            ids.push(id);
        }
        let is_root = matches!(element.name(), "html" | "body");
        let words = [element.attribute("class"), element.attribute("id")];
        for word in words.into_iter().flatten().filter(|_| !is_root).flat_map(str::split_whitespace) {
            if class_bytes + word.len() < CLASS_BYTES_MAX {
                class_bytes += word.len() + 1;
                classes.push(word);
            }
        }
        at = tree.parent(id);
    }
    names.reverse();
    ids.reverse();
    let n_shared = ids.iter().zip(&*path).take_while(|(id, before)| id == before).count();
    *path = ids;
    LineHint {
        path: names.join("/"),
        shared: u16::try_from(n_shared).unwrap_or(u16::MAX),
        class: classes.join(" "),
        link_share: u16::try_from(line.n_link_chars * 1000 / line.n_chars.max(1)).unwrap_or(1000),
        datetime: line.datetime.filter(|value| !value.is_empty()),
    }
}

fn is_hidden(element: &Element, hiding: Hiding) -> bool {
    if element.display() == Display::Hidden {
        return true;
    }
    if hiding == Hiding::Ignored || matches!(element.name(), "html" | "body") {
        return false;
    }
    if element.attribute("hidden").is_some() {
        // React sends late parts of a page like this, for a script to put in their place.
        return !element.attribute("id").is_some_and(|id| id.starts_with("S:"));
    }
    let Some(style) = element.attribute("style") else { return false };
    let style: String = style.chars().filter(|character| !character.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.split(';').any(|rule| rule.starts_with("display:none") || rule.starts_with("visibility:hidden"))
}

/// Whether an element stands on lines of its own. A cell does if it holds blocks: then the table lays out the page.
fn is_block(tree: &Tree, id: NodeId, element: &Element) -> bool {
    if element.display() != Display::Cell {
        return element.display() == Display::Block;
    }
    let mut child = tree.first_child(id);
    while let Some(at) = child {
        if tree.element(at).is_some_and(|it| it.name() == "br" || it.display() == Display::Block) {
            return true;
        }
        child = tree.next(at);
    }
    false
}
