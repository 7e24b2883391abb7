//! What html5ever writes to while it builds a tree.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::TreeSink;
use html5ever::{Attribute, QualName, ns};

use super::tree::{NodeId, Tree};

/// What html5ever writes to while it builds.
pub(super) struct Builder(RefCell<Tree>);

/// html5ever's hold on a node: it asks for the name by reference.
#[derive(Clone)]
pub(super) struct Handle {
    id: NodeId,
    name: Option<Rc<QualName>>,
}

impl Builder {
    /// An empty document.
    pub(super) fn new() -> Self {
        Self(RefCell::new(Tree::new()))
    }

    /// Looks at the tree so far.
    pub(super) fn with<T>(&self, look: impl FnOnce(&Tree) -> T) -> T {
        look(&self.0.borrow())
    }

    /// The element that was made last, with its name.
    pub(super) fn last_element_is(&self, name: &str) -> bool {
        self.with(|tree| {
            tree.last_element().and_then(|id| tree.element(id)).is_some_and(|it| it.name() == name)
        })
    }

    /// Gives the element that was made last these attributes.
    pub(super) fn describe_last(&self, attributes: Vec<Attribute>) {
        let mut tree = self.0.borrow_mut();
        if let Some(id) = tree.last_element() {
            tree.complete(id, attributes);
        }
    }

    /// Puts text into the element that was made last, if it is of this type.
    pub(super) fn fill_script(&self, media_type: &str, text: &str) {
        let mut tree = self.0.borrow_mut();
        let Some(id) = tree.last_element() else { return };
        let kind = tree.element(id).and_then(|element| element.attribute("type"));
        if kind.is_some_and(|kind| kind.to_ascii_lowercase().contains(media_type)) {
            tree.put(id, None, NodeOrText::AppendText(text.into()));
        }
    }
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
        let id = self.0.borrow_mut().add_element(name.local.clone(), attributes);
        Handle { id, name: Some(Rc::new(name)) }
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        Handle { id: self.0.borrow_mut().add_nothing(), name: None }
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        self.create_comment(StrTendril::new())
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.0.borrow_mut().put(parent.id, None, by_id(child));
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
            tree.put(parent, Some(sibling.id), by_id(child));
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        self.0.borrow_mut().complete(target.id, attributes);
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

fn by_id(child: NodeOrText<Handle>) -> NodeOrText<NodeId> {
    match child {
        NodeOrText::AppendNode(handle) => NodeOrText::AppendNode(handle.id),
        NodeOrText::AppendText(text) => NodeOrText::AppendText(text),
    }
}

/// The name of what has none: html5ever asks elements only.
static NO_NAME: QualName = QualName { prefix: None, ns: ns!(), local: html5ever::local_name!("") };
