//! The tree that the lines stand in, rebuilt from their hints, and the element that holds the text.

use copydesk_record::LineHint;

/// A child takes the place of its parent as holder of the text if it has so much of the parent's prose.
const HOLDER_SHARE: f32 = 0.6;
/// The same for the heart of the text: a lower element, beside which little of the prose stands.
const HEART_SHARE: f32 = 0.35;

/// What stands below one element.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Branch {
    pub(super) parent: usize,
    pub(super) depth: usize,
    pub(super) n_words: f32,
    pub(super) n_link_words: f32,
    pub(super) n_prose_words: f32,
    pub(super) n_lines: f32,
    pub(super) first_line: usize,
}

/// What a line adds to the elements that it stands in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    pub(super) words: f32,
    pub(super) link_words: f32,
    pub(super) prose_words: f32,
}

/// The elements that hold lines; the first is above all others.
#[derive(Debug, Default)]
pub(super) struct Tree {
    branches: Vec<Branch>,
    /// The innermost element of each line.
    of_line: Vec<usize>,
    /// How far down the way to the heart of the text an element is; `None` beside that way.
    on_way: Vec<Option<usize>>,
    pub(super) holder: usize,
    pub(super) heart: usize,
}

/// Where a line stands in relation to the holder of the text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// How far below the holder, if within it.
    pub(super) below: f32,
    /// How far above the holder the way to the line branches off; 0 within.
    pub(super) above: f32,
    /// The branch that the line is in: the child of the place where its way leaves the holder's.
    pub(super) branch: Branch,
    /// Its innermost element, and the ones above.
    pub(super) own: Branch,
    pub(super) parent: Branch,
    pub(super) grandparent: Branch,
}

impl Tree {
    /// The tree of a page's hints, one weight for each line; `None` without hints.
    pub(super) fn of(hints: &[LineHint], weights: &[Weight]) -> Option<Self> {
        if hints.is_empty() {
            return None;
        }
        let mut tree = Self { branches: vec![Branch::default()], ..Self::default() };
        let mut stack: Vec<usize> = vec![0];
        for (line, (hint, weight)) in hints.iter().zip(weights).enumerate() {
            let n_elements = if hint.path.is_empty() { 0 } else { hint.path.split('/').count() };
            stack.truncate(1 + usize::from(hint.shared).min(n_elements));
            while stack.len() <= n_elements {
                let parent = stack.last().copied().unwrap_or(0);
                let branch = Branch { parent, depth: stack.len(), first_line: line, ..Branch::default() };
                stack.push(tree.branches.len());
                tree.branches.push(branch);
            }
            for at in &stack {
                if let Some(branch) = tree.branches.get_mut(*at) {
                    branch.n_words += weight.words;
                    branch.n_link_words += weight.link_words;
                    branch.n_prose_words += weight.prose_words;
                    branch.n_lines += 1.0;
                }
            }
            tree.of_line.push(stack.last().copied().unwrap_or(0));
        }
        tree.find_holder();
        Some(tree)
    }

    /// Goes down from the root as long as one child has most of the prose.
    fn find_holder(&mut self) {
        let mut best: Vec<usize> = vec![0; self.branches.len()];
        for (at, branch) in self.branches.iter().enumerate().skip(1) {
            let known = best.get(branch.parent).copied().unwrap_or(0);
            let is_more = known == 0 || self.branch(known).n_prose_words < branch.n_prose_words;
            if let Some(slot) = best.get_mut(branch.parent).filter(|_| is_more) {
                *slot = at;
            }
        }
        self.on_way = vec![None; self.branches.len()];
        let mut at = 0;
        let mut is_within = true;
        loop {
            let depth = self.branch(at).depth;
            if let Some(on_way) = self.on_way.get_mut(at) {
                *on_way = Some(depth);
            }
            self.heart = at;
            if is_within {
                self.holder = at;
            }
            let child = best.get(at).copied().unwrap_or(0);
            let (own, of_child) = (self.branch(at).n_prose_words, self.branch(child).n_prose_words);
            if child == 0 || own <= 0.0 || of_child < HEART_SHARE * own {
                return;
            }
            is_within &= of_child >= HOLDER_SHARE * own;
            at = child;
        }
    }

    pub(super) fn branch(&self, at: usize) -> Branch {
        self.branches.get(at).copied().unwrap_or_default()
    }

    /// Where a line stands in relation to an element on the way to the heart.
    pub(super) fn place_in(&self, line: usize, center: usize) -> Place {
        let own = self.of_line.get(line).copied().unwrap_or(0);
        let lowest = self.branch(center).depth;
        let (mut at, mut branch) = (own, own);
        let is_on_way =
            |at: usize| self.on_way.get(at).copied().flatten().is_some_and(|depth| depth <= lowest);
        while at != 0 && !is_on_way(at) {
            branch = at;
            at = self.branch(at).parent;
        }
        let meeting = self.branch(at).depth;
        let own_branch = self.branch(own);
        let parent = self.branch(own_branch.parent);
        Place {
            below: if at == center { (own_branch.depth - meeting) as f32 } else { -1.0 },
            above: lowest.saturating_sub(meeting) as f32,
            branch: self.branch(branch),
            own: own_branch,
            parent,
            grandparent: self.branch(parent.parent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holder_is_the_lowest_with_most_of_the_prose() {
        let hint =
            |path: &str, shared: u16| LineHint { path: path.to_owned(), shared, ..LineHint::default() };
        let hints = [
            hint("html/body/nav", 0),
            hint("html/body/main/div/p", 2),
            hint("html/body/main/div/p", 4),
            hint("html/body/main/aside/p", 3),
        ];
        let weight = |n: f32, prose: f32| Weight { words: n, prose_words: prose, ..Weight::default() };
        let tree =
            Tree::of(&hints, &[weight(2.0, 0.0), weight(20.0, 20.0), weight(20.0, 20.0), weight(9.0, 9.0)])
                .unwrap();
        let check = |found: f32, expected: f32| assert!((found - expected).abs() < 1e-6, "{found}");
        let place = |line| tree.place_in(line, tree.holder);
        check(tree.branch(tree.holder).n_words, 40.0);
        check(place(1).below, 1.0);
        check(place(3).above, 1.0);
        check(place(3).branch.n_words, 9.0);
        check(place(0).above, 2.0);
        check(place(0).below, -1.0);
    }
}
