//! What a page says of itself: title, language, meta tags, canonical address, JSON-LD and microdata.

use super::json_ld::put_json_ld;
use super::tree::{Element, NodeId, Tree};
use crate::cut::split_at_most;
use crate::metadata::Metadata;

/// How many nodes are looked through for the text of one `itemprop`, and how many bytes of it are kept: microdata
/// nests, and the text of a whole article is no name or date.
const PROPERTY_NODES_MAX: usize = 64;
const PROPERTY_BYTES_MAX: usize = 1_000;

/// Named values in document order.
pub(super) fn metadata_of(tree: &Tree) -> Metadata {
    let mut metadata = Metadata::default();
    let mut has_title = false;
    for id in Descent::of(tree, Tree::ROOT) {
        let Some(element) = tree.element(id) else { continue };
        match element.name() {
            "html" => metadata.put("lang", element.attribute("lang").unwrap_or_default()),
            // A drawing has titles too.
            "title" if !has_title => {
                let title = text_of(tree, id);
                has_title = !title.trim().is_empty();
                metadata.put("title", &title);
            }
            "meta" => put_meta(&mut metadata, element),
            "link" => put_link(&mut metadata, element),
            "time" => metadata.put("time:datetime", element.attribute("datetime").unwrap_or_default()),
            "script" => {
                if let Some(text) = tree.first_child(id).and_then(|child| tree.text(child)) {
                    put_json_ld(&mut metadata, text);
                }
            }
            "a" if has_word(element, "rel", "author") => metadata.put("rel:author", &text_of(tree, id)),
            _ => {}
        }
        if element.name() != "meta"
            && let Some(properties) = element.attribute("itemprop")
        {
            put_property(&mut metadata, tree, id, element, properties);
        }
    }
    metadata
}

fn put_meta(metadata: &mut Metadata, element: &Element) {
    let Some(content) = element.attribute("content") else { return };
    for (attribute, prefix) in [("name", ""), ("property", ""), ("itemprop", "itemprop:"), ("http-equiv", "")]
    {
        if let Some(name) = element.attribute(attribute) {
            metadata.put(&format!("{prefix}{}", name.trim().to_lowercase()), content);
        }
    }
}

fn put_link(metadata: &mut Metadata, element: &Element) {
    let address = element.attribute("href").unwrap_or_default();
    for relation in ["canonical", "amphtml", "shortlink", "author"] {
        if has_word(element, "rel", relation) {
            metadata.put(&format!("link:{relation}"), address);
        }
    }
}

/// Microdata: the value of a property is in an attribute that depends on the element, or is its text
/// (HTML standard, section 5.2.4).
fn put_property(metadata: &mut Metadata, tree: &Tree, id: NodeId, element: &Element, properties: &str) {
    let attribute = match element.name() {
        "time" => element.attribute("datetime"),
        "link" => element.attribute("href"),
        "img" | "audio" | "video" | "iframe" | "embed" | "source" => element.attribute("src"),
        _ => None,
    };
    let value = match element.attribute("content").or(attribute) {
        Some(value) => value.to_owned(),
        None => text_of(tree, id),
    };
    for property in properties.split_whitespace() {
        if !property.eq_ignore_ascii_case("articleBody") {
            metadata.put(&format!("itemprop:{}", property.to_lowercase()), &value);
        }
    }
}

fn has_word(element: &Element, attribute: &str, word: &str) -> bool {
    let words = element.attribute(attribute).unwrap_or_default();
    words.split_whitespace().any(|it| it.eq_ignore_ascii_case(word))
}

/// The first text below an element, within the limits.
fn text_of(tree: &Tree, id: NodeId) -> String {
    let mut out = String::new();
    for node in Descent::of(tree, id).take(PROPERTY_NODES_MAX) {
        let Some(text) = tree.text(node) else { continue };
        let is_code = tree.parent(node).and_then(|parent| tree.element(parent));
        if is_code.is_some_and(|parent| matches!(parent.name(), "script" | "style")) {
            continue;
        }
        let room = PROPERTY_BYTES_MAX.saturating_sub(out.len());
        out.push_str(split_at_most(text, room).0);
        out.push(' ');
        if room <= text.len() {
            break;
        }
    }
    out
}

/// All nodes below one, in document order.
struct Descent<'t> {
    tree: &'t Tree,
    top: NodeId,
    at: NodeId,
}

impl<'t> Descent<'t> {
    fn of(tree: &'t Tree, top: NodeId) -> Self {
        Self { tree, top, at: top }
    }
}

impl Iterator for Descent<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if let Some(child) = self.tree.first_child(self.at) {
            self.at = child;
            return Some(child);
        }
        while self.at != self.top {
            if let Some(next) = self.tree.next(self.at) {
                self.at = next;
                return Some(next);
            }
            self.at = self.tree.parent(self.at)?;
        }
        None
    }
}
