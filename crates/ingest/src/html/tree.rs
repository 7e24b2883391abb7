//! The tree of a page, as html5ever builds it: nodes in one list, each knowing its neighbours by number.

use html5ever::interface::NodeOrText;
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName};

/// The attributes that anything is made of; the others are not kept.
pub(super) const KEPT_ATTRIBUTES: &[&str] = &[
    "class",
    "content",
    "datetime",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "name",
    "property",
    "rel",
    "src",
    "style",
    "type",
];

/// The number of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeId(u32);

/// One node with its neighbours.
#[derive(Debug)]
struct Node {
    parent: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    next: Option<NodeId>,
    previous: Option<NodeId>,
    /// How far from the document when it was put in. Elements that are moved later keep it.
    depth: u32,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// The document, a comment, a processing instruction: nothing to read.
    Nothing,
    Text(StrTendril),
    Element(Element),
}

/// A tag with the attributes that are of use.
#[derive(Debug)]
pub(super) struct Element {
    name: LocalName,
    display: Display,
    attributes: Vec<(LocalName, StrTendril)>,
}

/// How an element shows, as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Display {
    /// Never shown, or its text is not the page's.
    Hidden,
    /// On lines of its own.
    Block,
    /// Beside others in a row of a table.
    Cell,
    /// Within a line.
    Inline,
}

/// A page as a tree.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    depth_max: u32,
    last_element: Option<NodeId>,
}

impl Element {
    /// The tag, in lower case.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn display(&self) -> Display {
        self.display
    }

    /// The value of an attribute, if it is there.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes.find(|(attribute, _)| &**attribute == name).map(|(_, value)| &**value)
    }
}

impl Tree {
    /// The document: the root.
    pub(super) const ROOT: NodeId = NodeId(0);

    /// An empty document.
    pub(super) fn new() -> Self {
        let mut tree = Self { nodes: Vec::new(), depth_max: 0, last_element: None };
        tree.add(Content::Nothing);
        tree
    }

    /// How many nodes there are.
    pub(super) fn n_nodes(&self) -> usize {
        self.nodes.len()
    }

    /// The greatest depth at which anything was put in.
    pub(super) fn depth_max(&self) -> usize {
        self.depth_max as usize
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.parent
    }

    pub(super) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.first
    }

    pub(super) fn next(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.next
    }

    pub(super) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id)?.content {
            Content::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(super) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id)?.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    fn node_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(id.0 as usize)
    }

    /// A new element that stands nowhere yet.
    pub(super) fn add_element(&mut self, name: LocalName, attributes: Vec<Attribute>) -> NodeId {
        let display = display_of(&name);
        let id = self.add(Content::Element(Element { name, display, attributes: kept(attributes) }));
        self.last_element = Some(id);
        id
    }

    /// A new comment or instruction, of which nothing is kept.
    pub(super) fn add_nothing(&mut self) -> NodeId {
        self.add(Content::Nothing)
    }

    /// The element that was added last.
    pub(super) fn last_element(&self) -> Option<NodeId> {
        self.last_element
    }

    /// Gives an element the attributes that it has not yet.
    pub(super) fn complete(&mut self, id: NodeId, attributes: Vec<Attribute>) {
        let Some(Content::Element(element)) = self.node_mut(id).map(|node| &mut node.content) else { return };
        for (name, value) in kept(attributes) {
            if !element.attributes.iter().any(|(known, _)| *known == name) {
                element.attributes.push((name, value));
            }
        }
    }

    fn add(&mut self, content: Content) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node {
            parent: None,
            first: None,
            last: None,
            next: None,
            previous: None,
            depth: 0,
            content,
        });
        id
    }

    /// Takes a node from its parent.
    pub(super) fn detach(&mut self, id: NodeId) {
        let Some(node) = self.node_mut(id) else { return };
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        match previous {
            Some(previous) => self.set_next(previous, next),
            None => self.set_first(parent, next),
        }
        match next {
            Some(next) => self.set_previous(next, previous),
            None => self.set_last(parent, previous),
        }
    }

    /// Puts a node under `parent`, before `next` or at the end, wherever it was.
    pub(super) fn insert(&mut self, parent: NodeId, next: Option<NodeId>, id: NodeId) {
        self.detach(id);
        let depth = self.node(parent).map_or(0, |node| node.depth.saturating_add(1));
        let previous = match next {
            Some(next) => self.node(next).and_then(|node| node.previous),
            None => self.node(parent).and_then(|node| node.last),
        };
        if let Some(node) = self.node_mut(id) {
            (node.parent, node.previous, node.next, node.depth) = (Some(parent), previous, next, depth);
        }
        match previous {
            Some(previous) => self.set_next(previous, Some(id)),
            None => self.set_first(Some(parent), Some(id)),
        }
        match next {
            Some(next) => self.set_previous(next, Some(id)),
            None => self.set_last(Some(parent), Some(id)),
        }
        if self.element(id).is_some() {
            self.depth_max = self.depth_max.max(depth);
        }
    }

    /// Puts a node or text under `parent`, before `next` or at the end; text joins the text before it.
    pub(super) fn put(&mut self, parent: NodeId, next: Option<NodeId>, child: NodeOrText<NodeId>) {
        let text = match child {
            NodeOrText::AppendNode(id) => return self.insert(parent, next, id),
            NodeOrText::AppendText(text) => text,
        };
        let previous = match next {
            Some(next) => self.node(next).and_then(|node| node.previous),
            None => self.node(parent).and_then(|node| node.last),
        };
        if let Some(Content::Text(before)) =
            previous.and_then(|id| self.node_mut(id)).map(|node| &mut node.content)
        {
            before.push_tendril(&text);
            return;
        }
        let id = self.add(Content::Text(text));
        self.insert(parent, next, id);
    }

    fn set_first(&mut self, parent: Option<NodeId>, id: Option<NodeId>) {
        if let Some(node) = parent.and_then(|parent| self.node_mut(parent)) {
            node.first = id;
        }
    }

    fn set_last(&mut self, parent: Option<NodeId>, id: Option<NodeId>) {
        if let Some(node) = parent.and_then(|parent| self.node_mut(parent)) {
            node.last = id;
        }
    }

    fn set_next(&mut self, id: NodeId, next: Option<NodeId>) {
        if let Some(node) = self.node_mut(id) {
            node.next = next;
        }
    }

    fn set_previous(&mut self, id: NodeId, previous: Option<NodeId>) {
        if let Some(node) = self.node_mut(id) {
            node.previous = previous;
        }
    }
}

fn kept(attributes: Vec<Attribute>) -> Vec<(LocalName, StrTendril)> {
    let wanted = attributes.into_iter().filter(|attribute| KEPT_ATTRIBUTES.contains(&&*attribute.name.local));
    wanted.map(|attribute| (attribute.name.local, attribute.value)).collect()
}

#[rustfmt::skip]
fn display_of(name: &str) -> Display {
    match name {
        "head" | "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "object" | "canvas" | "audio"
        | "video" | "map" | "select" | "datalist" | "textarea" | "rp" | "noframes" | "noembed" | "frameset" => Display::Hidden,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd" | "details" | "dialog"
        | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3"
        | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "html" | "legend" | "li" | "listing" | "main" | "menu"
        | "nav" | "ol" | "p" | "pre" | "search" | "section" | "summary" | "table" | "tbody" | "tfoot" | "thead"
        | "tr" | "ul" => Display::Block,
        "td" | "th" => Display::Cell,
        _ => Display::Inline,
    }
}
