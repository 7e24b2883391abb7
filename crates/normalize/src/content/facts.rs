//! What is known of each line: its form, its place in the text and in the tree, the rules' ruling.

use super::codes::{end_of, header_kind, role_of, tag_of};
use super::page_facts::{PageFacts, Shares};
use super::tree::{Place, Tree, Weight};
use crate::role::extent_of_text;
use crate::shape::is_all_caps;
use crate::sheet::{Sheet, SheetLine};
use copydesk_record::Role;

/// What of a line is also looked at beside its neighbours.
pub(super) const N_NEAR: usize = 7;
/// What is known of a line's tags.
const N_TAGS: usize = 2 + 8;
/// What one word outside links gains, and what each line costs, in the run of lines with the most text.
const LINE_COST: f32 = 10.0;

/// What is known of one line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// For the line itself.
    pub(super) own: Vec<f32>,
    /// For its neighbours.
    pub(super) near: [f32; N_NEAR],
    /// Lines of the same tags and classes have the same number.
    pub(super) group: u64,
    /// Lines of the same parent have the same number.
    pub(super) parent: u64,
    pub(super) n_words: f32,
}

/// Sums over the lines of a page.
#[derive(Default)]
struct Totals {
    words: f32,
    prose: f32,
    lines: f32,
    text_lines: f32,
    text_words: f32,
}

/// Lines of the same tags and classes.
#[derive(Clone, Copy, Default)]
struct Group {
    n_lines: f32,
    n_words: f32,
    n_prose: f32,
    link: f32,
    n_text: f32,
}

struct Reader<'s, 't> {
    sheet: &'s Sheet<'t>,
    page: PageFacts,
    tree: Option<Tree>,
    totals: Totals,
    /// One for each kind of line, and the last for lines without markup.
    groups: Vec<Group>,
    /// What the tags of each kind of line say.
    tags: Vec<[f32; N_TAGS]>,
    interval: (usize, usize),
    ruled: (usize, usize),
    prose: Vec<usize>,
    text_before: Vec<f32>,
    /// Where the headline stands, if there is one.
    title: Option<usize>,
    /// Where top headings stand.
    tops: Vec<usize>,
}

/// What is known of the lines of a page.
pub(super) fn facts_of(sheet: &Sheet<'_>) -> Vec<Facts> {
    let page = PageFacts::of(sheet);
    let mut by_hint = vec![
        Weight::default();
        sheet.markup.lines.len().min(sheet.lines.last().map_or(0, |line| line.idx + 1))
    ];
    let mut totals = Totals::default();
    let mut groups = vec![Group::default(); sheet.kinds.len() + 1];
    let mut text_before = vec![0.0];
    for line in &sheet.lines {
        let (n, prose, link) = (line.n_words as f32, prose_words(line), link_of(sheet, line).max(0.0));
        if let Some(weight) = by_hint.get_mut(line.idx) {
            *weight = Weight { words: n, link_words: n * link, prose_words: prose * (1.0 - link) };
        }
        let is_text = number(line.role().is_some_and(Role::is_text));
        totals.words += n;
        totals.prose += prose;
        totals.lines += 1.0;
        totals.text_lines += is_text;
        totals.text_words += is_text * n;
        text_before.push(totals.text_lines);
        if let Some(group) = groups.get_mut(line.kind.unwrap_or(sheet.kinds.len())) {
            group.n_lines += 1.0;
            group.n_words += n;
            group.n_prose += prose;
            group.link += link * n;
            group.n_text += is_text;
        }
    }
    let gain = |line: &SheetLine<'_>| {
        let link = link_of(sheet, line).max(0.0);
        let n = line.n_words as f32;
        if line.is_prose() { n * (1.0 - 2.0 * link) - LINE_COST / 2.0 } else { -LINE_COST }
    };
    let interval = best_interval(sheet.lines.iter().map(gain));
    let reader = Reader {
        tree: Tree::of(sheet.markup.lines.get(..by_hint.len()).unwrap_or_default(), &by_hint),
        ruled: extent_of_text(sheet),
        prose: sheet.lines.iter().enumerate().filter(|(_, line)| line.is_prose()).map(|(at, _)| at).collect(),
        tags: sheet.kinds.iter().map(|kind| tags_of(&kind.path)).collect(),
        sheet,
        page,
        totals,
        groups,
        interval,
        text_before,
        title: sheet.lines.iter().position(|line| line.is(Role::Title)),
        tops: tops_of(sheet),
    };
    reader.read()
}

/// The lines in top headings.
fn tops_of(sheet: &Sheet<'_>) -> Vec<usize> {
    let is_top = |line: &SheetLine<'_>| sheet.hint(line).is_some_and(crate::markup::is_top_heading);
    sheet.lines.iter().enumerate().filter(|(_, line)| is_top(line)).map(|(at, _)| at).collect()
}

/// The run of items with the greatest sum, as its first and last position.
pub(super) fn best_interval(gains: impl Iterator<Item = f32>) -> (usize, usize) {
    let (mut best, mut sum, mut from) = ((0.0, 0, 0), 0.0, 0);
    for (at, gain) in gains.enumerate() {
        if sum <= 0.0 {
            (sum, from) = (0.0, at);
        }
        sum += gain;
        if sum > best.0 {
            best = (sum, from, at);
        }
    }
    (best.1, best.2)
}

/// How far a position is outside a run: negative before it, 0 within, positive behind it.
pub(super) fn distance(at: usize, (first, last): (usize, usize)) -> f32 {
    if at < first { -((first - at) as f32) } else { at.saturating_sub(last) as f32 }
}

fn number(fact: bool) -> f32 {
    f32::from(u8::from(fact))
}

fn prose_words(line: &SheetLine<'_>) -> f32 {
    if line.is_prose() { line.n_words as f32 } else { 0.0 }
}

/// The share of a line in links, 0 to 1; -1 if nothing is known of it.
fn link_of(sheet: &Sheet<'_>, line: &SheetLine<'_>) -> f32 {
    sheet.hint(line).map_or(-1.0, |hint| f32::from(hint.link_share) / 1000.0)
}

/// What the tags that a line stands in say: the last two, and how many there are of each kind.
fn tags_of(path: &str) -> [f32; N_TAGS] {
    let mut tags = path.rsplit('/');
    let (last, above) = (tags.next().unwrap_or(""), tags.next().unwrap_or(""));
    let mut out = [0.0; N_TAGS];
    let [of_last, of_above, seen @ ..] = &mut out;
    (*of_last, *of_above) = (f32::from(tag_of(last)), f32::from(tag_of(above)));
    for tag in path.split('/') {
        let at = match tag {
            "article" | "main" => 0,
            "nav" | "header" => 1,
            "aside" => 2,
            "footer" => 3,
            "form" | "button" | "dialog" => 4,
            "figure" | "figcaption" => 5,
            "table" => 6,
            "ul" | "ol" | "dl" => 7,
            _ => continue,
        };
        if let Some(seen) = seen.get_mut(at) {
            *seen += 1.0;
        }
    }
    out
}

impl Reader<'_, '_> {
    fn read(&self) -> Vec<Facts> {
        let (mut n_words, mut n_prose, mut since_header, mut header) = (0.0, 0.0, 60.0_f32, 0.0);
        let mut out = Vec::with_capacity(self.sheet.lines.len());
        for (at, line) in self.sheet.lines.iter().enumerate() {
            let mut own = Vec::with_capacity(super::row::N_OWN);
            self.put_form(&mut own, at, line);
            self.put_position(&mut own, at, n_words, n_prose);
            self.put_ruling(&mut own, at, line);
            own.extend([since_header.min(60.0), header]);
            let parent = self.put_tree(&mut own, line);
            let tags = line.kind.and_then(|kind| self.tags.get(kind)).copied().unwrap_or_default();
            own.extend(tags);
            self.put_page(&mut own);
            n_words += line.n_words as f32;
            n_prose += prose_words(line);
            since_header += 1.0;
            if let Some(kind) = header_kind(line, self.sheet) {
                (since_header, header) = (0.0, kind);
            }
            let link = link_of(self.sheet, line);
            let is_text = number(line.role().is_some_and(Role::is_text));
            out.push(Facts {
                own,
                near: [
                    line.n_words as f32,
                    link,
                    end_of(line),
                    is_text,
                    number(line.is_prose()),
                    tags[0],
                    role_of(line),
                ],
                group: line.kind.map_or(0, |kind| kind as u64 + 1),
                parent,
                n_words: line.n_words as f32,
            });
        }
        out
    }

    fn put_form(&self, own: &mut Vec<f32>, at: usize, line: &SheetLine<'_>) {
        let text: &str = &line.text;
        let (mut n_chars, mut n_digits, mut n_upper, mut n_marks, mut n_commas, mut n_wide) =
            (0, 0, 0, 0, 0, 0);
        for c in text.chars() {
            n_chars += 1;
            n_digits += usize::from(c.is_ascii_digit());
            n_upper += usize::from(c.is_uppercase());
            n_marks += usize::from(matches!(c, '|' | '·' | '•' | '»' | '›' | '/' | '©' | '@' | '#'));
            n_commas += usize::from(matches!(c, ',' | ';' | '،' | '、' | '，'));
            n_wide += usize::from(c >= '\u{2e80}');
        }
        let chars = n_chars.max(1) as f32;
        let n_words = line.n_words.max(1) as f32;
        let first = text.chars().next().unwrap_or(' ');
        let Shares { in_title, of_title, in_description, in_body, known, n_times } = self.page.shares(at);
        own.extend([
            line.n_words as f32,
            n_chars as f32,
            chars / n_words,
            n_digits as f32 / chars,
            n_upper as f32 / n_words,
            n_marks as f32,
            n_commas as f32 / n_words,
            n_wide as f32 / chars,
            end_of(line),
            number(first.is_lowercase()) + 2.0 * number(matches!(first, '"' | '“' | '«' | '„' | '‘' | '\'')),
            number(is_all_caps(text)),
            number(line.is_prose()),
            link_of(self.sheet, line),
            in_title,
            of_title,
            in_description,
            in_body,
            known,
            n_times,
        ]);
    }

    fn put_position(&self, own: &mut Vec<f32>, at: usize, n_words: f32, n_prose: f32) {
        let n_lines = self.totals.lines;
        let next = self.prose.partition_point(|&prose| prose <= at);
        let to_next = self.prose.get(next).map_or(60.0, |&prose| ((prose - at) as f32).min(60.0));
        let before = self.prose.partition_point(|&prose| prose < at);
        let since = before.checked_sub(1).and_then(|before| self.prose.get(before));
        let since = since.map_or(60.0, |&prose| ((at - prose) as f32).min(60.0));
        own.extend([
            at as f32 / n_lines,
            (at as f32).min(200.0),
            (n_lines - at as f32).min(200.0),
            n_words / self.totals.words.max(1.0),
            n_prose / self.totals.prose.max(1.0),
            since,
            to_next,
            distance(at, self.interval).clamp(-60.0, 60.0),
            self.title.map_or(-99.0, |title| distance(at, (title, title)).clamp(-60.0, 60.0)),
            self.tops.partition_point(|top| *top < at) as f32,
            self.tops.len() as f32,
        ]);
    }

    fn put_ruling(&self, own: &mut Vec<f32>, at: usize, line: &SheetLine<'_>) {
        const REACH: usize = 4;
        let text = |at: usize| self.text_before.get(at.min(self.sheet.lines.len())).copied().unwrap_or(0.0);
        let (from, to) = (at.saturating_sub(REACH), at + REACH + 1);
        own.extend([
            number(line.role().is_some_and(Role::is_text)),
            role_of(line),
            distance(at, self.ruled).clamp(-60.0, 60.0),
            text(at) - text(from),
            text(to) - text(at + 1),
            text(at) / self.totals.text_lines.max(1.0),
        ]);
    }

    fn put_tree(&self, own: &mut Vec<f32>, line: &SheetLine<'_>) -> u64 {
        let group = self.groups.get(line.kind.unwrap_or(self.sheet.kinds.len())).copied().unwrap_or_default();
        own.extend([
            group.n_lines,
            group.n_words / self.totals.words.max(1.0),
            group.n_prose / self.totals.prose.max(1.0),
            group.link / group.n_words.max(1.0),
            group.n_text / group.n_lines.max(1.0),
            group.n_words / group.n_lines.max(1.0),
        ]);
        let line = line.idx;
        let Some(tree) = &self.tree else {
            own.extend([-1.0; 24]);
            return 0;
        };
        let Place { below, above, branch, own: element, parent, grandparent } =
            tree.place_in(line, tree.holder);
        let holder = tree.branch(tree.holder);
        let n_prose = self.totals.prose.max(1.0);
        own.extend([below, above, element.depth as f32]);
        for branch in [branch, element, parent, grandparent] {
            own.extend([
                branch.n_prose_words / n_prose,
                branch.n_link_words / branch.n_words.max(1.0),
                branch.n_words / self.totals.words.max(1.0),
                branch.n_lines,
            ]);
        }
        own.push(branch.first_line as f32 - holder.first_line as f32);
        let Place { below, above, branch, .. } = tree.place_in(line, tree.heart);
        own.extend([
            below,
            above,
            branch.n_prose_words / n_prose,
            branch.n_link_words / branch.n_words.max(1.0),
        ]);
        (element.parent as u64) << 32 | element.first_line as u64
    }

    fn put_page(&self, own: &mut Vec<f32>) {
        let totals = &self.totals;
        own.extend([
            totals.lines,
            totals.words,
            totals.prose / totals.words.max(1.0),
            totals.text_words / totals.words.max(1.0),
            totals.text_lines,
        ]);
    }
}
