//! What speaks for a label beside the words themselves: their clusters and classes, known names, what stands about a run of
//! capitals, and the rest of the document.

use super::{Case, Form, NameFeatures, OTHER_USES, Use, kind_of};
use crate::name::learned::context::{Mark, runs};
use crate::name::learned::lists::{Known, known};
use crate::name::learned::token::NameToken;
use crate::sequence::{Label, mix};

impl NameFeatures {
    /// Notes the runs of capitals of a sentence, what they are said to be, and the names that are known.
    pub(super) fn note_context(&mut self, sentence: &[NameToken<'_>], uses: &mut [Use], hashes: &[u64]) {
        let form = |used: &Use| self.forms.get(used.form);
        let marks = sentence.iter().zip(uses.iter()).map(|(token, used)| Mark {
            text: token.text,
            class: form(used).map_or(0, |form| form.class),
            has_capital: form(used).is_some_and(|form| form.has_capital),
            is_common: form(used).is_none_or(|form| form.is_common),
        });
        let runs = runs(&marks.collect::<Vec<_>>());
        let may_begin = |at: usize| uses.get(at).and_then(form).is_some_and(|form| form.case != Case::Lower);
        let found = known(hashes, may_begin);
        for (used, known) in uses.iter_mut().zip(found) {
            used.known = known;
        }
        // A sentence without an end has more runs than there are numbers; the rest stand by themselves.
        for (number, run) in (1..u16::MAX).zip(&runs) {
            for used in uses.get_mut(run.tokens.clone()).unwrap_or_default() {
                used.run = number;
                let form = self.forms.get(used.form).filter(|form| !form.is_common);
                let word = form.and_then(|form| self.words.get_mut(form.word));
                if let Some(word) = word.filter(|word| word.defined == 0) {
                    word.defined = run.defined;
                }
            }
        }
        self.runs.push(runs);
    }

    /// What stands about the run of capitals that a token is part of, what its words are, and what it is said to be.
    pub(super) fn each_of_run(&self, sentence: usize, token: usize, form: &Form, sink: &mut impl FnMut(u64)) {
        let word = self.words.get(form.word);
        if let Some(word) = word.filter(|word| word.defined > 0 && form.case != Case::Lower) {
            sink(mix(178, u64::from(word.defined), form.shape));
        }
        let used = self.sentences.get(sentence).and_then(|uses| uses.get(token));
        let run = used.and_then(|used| usize::from(used.run).checked_sub(1));
        let Some(run) = run.and_then(|run| self.runs.get(sentence)?.get(run)) else { return };
        let uses = self.sentences.get(sentence).map_or(&[][..], Vec::as_slice);
        let at = |at: Option<usize>| {
            let used = at.and_then(|at| uses.get(at));
            used.and_then(|used| Some((used, self.forms.get(used.form)?)))
        };
        let hash = |place| at(place).map_or(1, |(_, form)| form.hash);
        let (from, to) = (run.tokens.start, run.tokens.end);
        let (first, last) = (at(Some(from)), at(to.checked_sub(1)));
        let bits = |place: Option<(&Use, &Form)>| place.map_or(0, |(used, _)| u64::from(used.bits));
        let class = |place: Option<(&Use, &Form)>| place.map_or(0, |(_, form)| u64::from(form.class));
        let place = u64::from(token == from) | u64::from(token + 1 == to) << 1;
        let (before, after) = (u64::from(run.before), u64::from(run.after));
        let values = [
            hash(from.checked_sub(1)),
            hash(Some(to)),
            before,
            after,
            hash(to.checked_sub(1)),
            hash(Some(from)),
            bits(last),
            bits(first),
            (run.tokens.len().min(6) as u64) << 4 | u64::from(run.quoted),
            u64::from(run.quoted),
            u64::from(run.defined),
            before << 8 | after,
            class(last),
            class(first) << 8 | class(last),
            mix(1, hash(from.checked_sub(1)), bits(last)),
            mix(2, class(last), hash(Some(to))),
        ];
        for (n, value) in (0..).zip(values) {
            sink(mix(160 + n, value, place));
        }
    }

    /// How the word is written elsewhere, and what stands beside it there.
    pub(super) fn each_of_document(
        &self,
        place: usize,
        token: usize,
        form: &Form,
        sink: &mut impl FnMut(u64),
    ) {
        let Some(word) = self.words.get(form.word) else { return };
        if form.case == Case::Lower && word.n_capital == 0 {
            return;
        }
        let count = |n: u16| u64::from(n.min(3));
        let written = count(word.n_lower) << 8 | count(word.n_inside) << 4 | form.case as u64;
        sink(mix(120, written, u64::from(token == 0)));
        sink(mix(121, count(word.n_lower), u64::from(token == 0) << 4 | form.case as u64));
        sink(mix(122, count(word.n_inside), u64::from(token == 0) << 4 | form.case as u64));
        for (_, before, after) in word.uses.iter().filter(|(other, ..)| *other != place).take(OTHER_USES) {
            sink(mix(123, *before, form.case as u64));
            sink(mix(124, *after, form.case as u64));
        }
    }

    /// What the first pass said of the token, of its neighbours, and of the word elsewhere.
    pub fn each_of_first_pass(&self, sentence: usize, token: usize, sink: &mut impl FnMut(u64)) {
        let uses = self.sentences.get(sentence).map_or(&[][..], Vec::as_slice);
        let Some(form) = uses.get(token).and_then(|used| self.forms.get(used.form)) else { return };
        let label = |offset: isize| {
            let used = token.checked_add_signed(offset).and_then(|at| uses.get(at));
            used.map_or(31, |used| u64::from(used.first_pass))
        };
        let [b2, b1, own, a1, a2] = [-2, -1, 0, 1, 2].map(label);
        let values = [own, b1, a1, b2, a2, b1 << 8 | own, own << 8 | a1, (b1 << 8 | own) << 8 | a1];
        for (n, value) in values.into_iter().enumerate() {
            sink(mix(140 + n as u64, value, 0));
        }
        sink(mix(150, own, form.hash));
        sink(mix(151, own, form.shape));
        sink(mix(155, own, uses.get(token).map_or(0, |used| u64::from(used.bits))));
        let Some(word) = self.words.get(form.word) else { return };
        let mut votes = word.votes;
        if form.case != Case::Lower
            && let Some(votes) = votes.get_mut(kind_of(own as Label))
        {
            *votes = votes.saturating_sub(1);
        }
        let best = (0_u64..).zip(votes).filter(|(_, n)| *n > 0).max_by_key(|(kind, n)| (*n, 5 - kind));
        let (kind, n) = best.map_or((9, 0), |(kind, n)| (kind, u64::from(n.min(3))));
        sink(mix(152, kind, form.case as u64));
        sink(mix(153, kind << 4 | n, own));
        sink(mix(154, kind, form.shape));
    }
}

/// The classes of the words around.
pub(super) fn each_of_classes(near: [Option<&Form>; 5], form: &Form, sink: &mut impl FnMut(u64)) {
    let [b2, b1, _, a1, a2] = near.map(|near| near.map_or(0, |form| u64::from(form.class)));
    for (n, class) in (0..).zip([b2, b1, a1, a2]).filter(|(_, class)| *class > 0) {
        sink(mix(190 + n, class, 0));
        sink(mix(194 + n, class, form.shape));
    }
}

/// The clusters of the word and of those around.
pub(super) fn each_of_clusters(near: [Option<&Form>; 5], form: &Form, sink: &mut impl FnMut(u64)) {
    let clusters = near.map(|near| near.map_or([0; 3], |form| form.clusters.map(u64::from)));
    for (n, clusters) in (0..).zip(clusters) {
        for (level, cluster) in (0..).zip(clusters).filter(|(_, cluster)| *cluster > 0) {
            sink(mix(200 + n * 3 + level, cluster, 0));
            if n == 2 {
                sink(mix(220 + level, cluster, form.shape));
            }
        }
    }
    let [_, [coarse_b1, before, _], [coarse, own, _], [coarse_a1, after, _], _] = clusters;
    sink(mix(230, before, own));
    sink(mix(231, own, after));
    sink(mix(232, before, after));
    sink(mix(233, before, form.shape));
    sink(mix(234, after, form.shape));
    sink(mix(235, mix(0, coarse_b1, coarse), coarse_a1));
}

/// Which lists know the name that a token, or a neighbour, stands in.
pub(super) fn each_of_known(near: [Option<&Use>; 3], form: &Form, sink: &mut impl FnMut(u64)) {
    let [before, own, after] = near.map(|used| used.map_or(Known::default(), |used| used.known));
    if own != Known::default() {
        for list in own.each() {
            sink(mix(180, list, u64::from(own.place)));
        }
        sink(mix(181, own.key(), form.shape));
        sink(mix(182, own.key(), before.key()));
        sink(mix(183, own.key(), after.key()));
    }
    for (n, near) in (184..).zip([before, after]).filter(|(_, near)| *near != Known::default()) {
        sink(mix(n, near.key(), 0));
        sink(mix(n + 2, near.key(), form.shape));
    }
}

/// How the word begins and ends, and how its neighbours end.
pub(super) fn each_of_parts(form: &Form, near: [Option<&Form>; 2], sink: &mut impl FnMut(u64)) {
    let parts = form.prefixes.iter().chain(&form.suffixes);
    let neighbours = near.map(|near| near.and_then(|form| form.suffixes.get(2)));
    for (n, part) in parts.map(Some).chain(neighbours).enumerate() {
        if let Some(part) = part.filter(|part| **part != 0) {
            sink(mix(64 + n as u64, *part, 0));
        }
    }
}

/// What the rules said of the token and its neighbours.
pub(super) fn each_of_rules(near: [Option<&Use>; 3], form: &Form, bits: u64, sink: &mut impl FnMut(u64)) {
    let [before, own, after] = near.map(|used| used.map_or(31, |used| u64::from(used.hint)));
    for (n, value) in
        [own, before << 8 | own, own << 8 | after, (before << 8 | own) << 8 | after].into_iter().enumerate()
    {
        sink(mix(100 + n as u64, value, 0));
    }
    sink(mix(105, own, form.shape));
    sink(mix(106, own, bits));
}
