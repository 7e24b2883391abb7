//! The tree of a page, as html5ever builds it: nodes in one list, each knowing its neighbours by number.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::TreeSink;
use html5ever::{Attribute, LocalName, QualName, ns};

/// The attributes that anything is made of; the others are not kept.
const KEPT_ATTRIBUTES: &[&str] = &[
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
    attributes: Vec<(LocalName, StrTendril)>,
}

/// A page as a tree.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    depth_max: u32,
    last_element: Option<NodeId>,
}

/// What html5ever writes to while it builds.
pub(super) struct Builder(RefCell<Tree>);

/// html5ever's hold on a node: it asks for the name by reference.
#[derive(Clone)]
pub(super) struct Handle {
    id: NodeId,
    name: Option<Rc<QualName>>,
}

impl Element {
    /// The tag, in lower case.
    pub(super) fn name(&self) -> &str {
        &self.name
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

    fn detach(&mut self, id: NodeId) {
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

    /// Puts a node under `parent`, before `next` or at the end.
    fn insert(&mut self, parent: NodeId, next: Option<NodeId>, id: NodeId) {
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
    fn put(&mut self, parent: NodeId, next: Option<NodeId>, child: NodeOrText<Handle>) {
        let text = match child {
            NodeOrText::AppendNode(handle) => return self.insert(parent, next, handle.id),
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

impl Builder {
    /// An empty document.
    pub(super) fn new() -> Self {
        let mut tree = Tree::default();
        tree.add(Content::Nothing);
        Self(RefCell::new(tree))
    }

    /// Looks at the tree so far.
    pub(super) fn with<T>(&self, look: impl FnOnce(&Tree) -> T) -> T {
        look(&self.0.borrow())
    }

    /// The element that was made last, with its name.
    pub(super) fn last_element_is(&self, name: &str) -> bool {
        self.with(|tree| {
            tree.last_element.and_then(|id| tree.element(id)).is_some_and(|it| it.name() == name)
        })
    }

    /// Gives the element that was made last these attributes.
    pub(super) fn describe_last(&self, attributes: Vec<Attribute>) {
        let mut tree = self.0.borrow_mut();
        let last = tree.last_element;
        if let Some(Content::Element(element)) =
            last.and_then(|id| tree.node_mut(id)).map(|node| &mut node.content)
        {
            element.attributes = kept(attributes);
        }
    }

    /// Puts text into the element that was made last, if it is one of this name and type.
    pub(super) fn fill_script(&self, media_type: &str, text: &str) {
        let mut tree = self.0.borrow_mut();
        let Some(id) = tree.last_element else { return };
        let kind = tree.element(id).and_then(|element| element.attribute("type"));
        if kind.is_some_and(|kind| kind.to_ascii_lowercase().contains(media_type)) {
            tree.put(id, None, NodeOrText::AppendText(text.into()));
        }
    }
}

fn kept(attributes: Vec<Attribute>) -> Vec<(LocalName, StrTendril)> {
    let wanted = attributes.into_iter().filter(|attribute| KEPT_ATTRIBUTES.contains(&&*attribute.name.local));
    wanted.map(|attribute| (attribute.name.local, attribute.value)).collect()
}

impl TreeSink for Builder {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Tree {
        self.0.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: Tree::ROOT, name: None }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        target.name.as_deref().unwrap_or(&NO_NAME)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> Handle {
        let element = Element { name: name.local.clone(), attributes: kept(attributes) };
        let mut tree = self.0.borrow_mut();
        let id = tree.add(Content::Element(element));
        tree.last_element = Some(id);
        Handle { id, name: Some(Rc::new(name)) }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Handle { id: self.0.borrow_mut().add(Content::Nothing), name: None }
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        self.create_comment(StrTendril::new())
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.0.borrow_mut().put(parent.id, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.with(|tree| tree.parent(element.id).is_some()) {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {}

    /// The contents of a template stay under it: they are not shown, so nothing need keep them apart.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.0.borrow_mut();
        if let Some(parent) = tree.parent(sibling.id) {
            tree.put(parent, Some(sibling.id), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let mut tree = self.0.borrow_mut();
        let Some(Content::Element(element)) = tree.node_mut(target.id).map(|node| &mut node.content) else {
            return;
        };
        for (name, value) in kept(attributes) {
            if !element.attributes.iter().any(|(known, _)| *known == name) {
                element.attributes.push((name, value));
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.0.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut tree = self.0.borrow_mut();
        while let Some(child) = tree.first_child(node.id) {
            tree.insert(new_parent.id, None, child);
        }
    }
}

static NO_NAME: QualName = QualName { prefix: None, ns: ns!(), local: html5ever::local_name!("") };
