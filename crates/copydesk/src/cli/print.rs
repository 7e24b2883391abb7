//! A brief as people read it on a terminal.

mod wrap;

use std::collections::BTreeMap;
use std::fmt::Write;

use clap::builder::styling::{AnsiColor, Style};
use copydesk::publish::visible;
use copydesk::record::{
    Article, Brief, Disagreement, DisagreementKind, Envelope, Id, QuotationGroup, QuotationKind, Rendering,
};

use wrap::wrap;

/// The widest a line gets, and the width where there is no terminal.
const WIDTH_MAX: usize = 100;
/// The narrowest: below it, words are wrapped as if there were so much room.
const WIDTH_MIN: usize = 40;
/// How many utterances of a story are shown; `brief.md` has them all.
const QUOTATIONS_MAX: usize = 12;
/// How many dated sentences.
const TIMELINE_MAX: usize = 12;

/// How many characters of a text are shown: a document without line ends is one sentence to those who cut it.
const TEXT_CHARS_MAX: usize = 1_000;

const TITLE: Style = Style::new().bold();
const LABEL: Style = AnsiColor::Cyan.on_default();
const SOURCE: Style = Style::new().dimmed();
const DISPUTED: Style = AnsiColor::Yellow.on_default();

/// What is shown of the articles that briefs cite.
#[derive(Debug, Default)]
pub(crate) struct Cited {
    articles: BTreeMap<Id, Shown>,
    /// How many articles bear a label, so that the next one of the same outlet is told apart.
    labels: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Shown {
    /// The outlet, or the file; numbered if there are several: `Coast Wire 2`.
    label: String,
    title: Option<String>,
    written: Option<String>,
    source: String,
}

impl Cited {
    pub(crate) fn add(&mut self, envelope: &Envelope, article: Article) {
        let file = envelope.source.rsplit('/').next().unwrap_or_default();
        let file = if envelope.position.is_empty() {
            file.to_owned()
        } else {
            format!("{file}#{}", envelope.position)
        };
        let name = article.outlet.map_or(file, |outlet| visible(&outlet));
        let n_before = self.labels.entry(name.clone()).or_default();
        *n_before += 1;
        let label = if *n_before == 1 { name } else { format!("{name} {n_before}") };
        let position = if envelope.position.is_empty() { "" } else { "#" };
        let shown = Shown {
            label,
            title: article.title.map(|title| visible(&cut(&title))),
            written: article.written.map(|date| date.value),
            source: visible(&format!("{}{position}{}", envelope.source, envelope.position)),
        };
        self.articles.insert(envelope.id, shown);
    }

    fn label(&self, id: Id) -> String {
        self.articles.get(&id).map_or_else(|| short(id), |shown| shown.label.clone())
    }
}

/// Writes briefs for a terminal of some width.
pub(crate) struct Printer<'c> {
    cited: &'c Cited,
    width: usize,
}

impl<'c> Printer<'c> {
    /// `width` in columns; `None` where there is no terminal.
    pub(crate) fn new(cited: &'c Cited, width: Option<u16>) -> Self {
        let width = width.map_or(WIDTH_MAX, usize::from).clamp(WIDTH_MIN, WIDTH_MAX);
        Self { cited, width }
    }

    /// The brief with its colours, ended by two empty lines.
    pub(crate) fn brief(&self, brief: &Brief) -> String {
        let mut out = String::new();
        self.head(&mut out, brief);
        if !brief.summary.is_empty() {
            out.push('\n');
        }
        for sentence in &brief.summary {
            let antecedent = sentence.antecedent.as_ref();
            let antecedent = antecedent.map(|found| format!(" ({})", found.text)).unwrap_or_default();
            let text = format!("{}{antecedent}", sentence.text);
            self.paragraph(&mut out, "  ", &text, Some(sentence.article));
        }
        self.quotations(&mut out, &brief.quotations);
        self.disagreements(&mut out, &brief.disagreements);
        self.timeline(&mut out, brief);
        self.sources(&mut out, brief);
        out.push_str("\n\n");
        out
    }

    fn head(&self, out: &mut String, brief: &Brief) {
        for line in wrap(&visible(&cut(&brief.title)), self.width, "", "") {
            let _ = writeln!(out, "{TITLE}{line}{TITLE:#}");
        }
        let when = brief.when.as_ref().map(|when| match &when.interval {
            Some((from, to)) if from != to => format!("{from} to {to}"),
            _ => when.value.clone(),
        });
        let outlets = match brief.outlets {
            1 => "one outlet".to_owned(),
            n => format!("{n} independent outlets"),
        };
        let articles = match brief.articles.len() {
            1 => "one article".to_owned(),
            n => format!("{n} articles"),
        };
        let thread = brief.thread.map(|thread| format!("thread {}", short(thread)));
        let story = format!("story {}", short(brief.id));
        let parts = [when, Some(articles), Some(outlets), Some(story), thread];
        let line: Vec<String> = parts.into_iter().flatten().collect();
        for line in wrap(&visible(&line.join(" · ")), self.width, "", "") {
            let _ = writeln!(out, "{SOURCE}{line}{SOURCE:#}");
        }
    }

    fn quotations(&self, out: &mut String, groups: &[QuotationGroup]) {
        if groups.is_empty() {
            return;
        }
        label(out, "Said");
        // What several outlets render comes first; otherwise the order of the brief.
        let mut groups: Vec<&QuotationGroup> = groups.iter().collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.renderings.len().min(2)));
        for group in groups.iter().take(QUOTATIONS_MAX) {
            let speaker = group.speaker.as_deref().unwrap_or("a speaker who is not named");
            let speaker = format!("{}:", visible(speaker));
            match group.renderings.as_slice() {
                [one] => {
                    let text = format!("{speaker} {}", rendered(one));
                    self.paragraph(out, "  ", &text, Some(one.article));
                }
                renderings => {
                    self.paragraph(out, "  ", &speaker, None);
                    for rendering in renderings {
                        self.paragraph(out, "    ", &rendered(rendering), Some(rendering.article));
                    }
                }
            }
        }
        more(out, groups.len(), QUOTATIONS_MAX);
    }

    fn disagreements(&self, out: &mut String, disagreements: &[Disagreement]) {
        if disagreements.is_empty() {
            return;
        }
        label(out, "Not agreed");
        for disagreement in disagreements {
            let kind = kind_word(disagreement.kind);
            let about = format!("{kind}: {}", visible(&disagreement.about));
            for line in wrap(&about, self.width, "  ", "    ") {
                let _ = writeln!(out, "{DISPUTED}{line}{DISPUTED:#}");
            }
            let values = disagreement.values.iter().map(|value| {
                let words = value.value.as_ref().map(|words| format!("“{}”", cut(words)));
                let words = words.unwrap_or_else(|| "left out".to_owned());
                format!("{words} [{}]", self.cited.label(value.article))
            });
            let values: Vec<String> = values.collect();
            self.paragraph(out, "    ", &values.join("; "), None);
        }
    }

    fn timeline(&self, out: &mut String, brief: &Brief) {
        if brief.timeline.is_empty() {
            return;
        }
        label(out, "When");
        for entry in brief.timeline.iter().take(TIMELINE_MAX) {
            self.paragraph(out, "  ", &format!("{}: {}", entry.value, entry.text), Some(entry.article));
        }
        more(out, brief.timeline.len(), TIMELINE_MAX);
    }

    fn sources(&self, out: &mut String, brief: &Brief) {
        label(out, "Sources");
        let datings = brief.datings.iter();
        let datings: BTreeMap<Id, &str> = datings
            .filter_map(|dating| Some((dating.article, dating.written.as_ref()?.value.as_str())))
            .collect();
        for id in brief.articles.iter().chain(&brief.related) {
            let Some(shown) = self.cited.articles.get(id) else { continue };
            let written = datings.get(id).copied().or(shown.written.as_deref());
            let written = written.map(|value| format!(", {value}")).unwrap_or_default();
            let title = shown.title.as_deref().unwrap_or("(no headline)");
            let text = format!("[{}] {title}{written} ({}, {})", shown.label, shown.source, short(*id));
            for line in wrap(&text, self.width, "  ", "    ") {
                let _ = writeln!(out, "{SOURCE}{line}{SOURCE:#}");
            }
        }
    }

    /// A paragraph, followed by the label of its source in brackets.
    fn paragraph(&self, out: &mut String, indent: &str, text: &str, article: Option<Id>) {
        let text = visible(&cut(text));
        let hanging = format!("{indent}  ");
        let Some(article) = article else {
            for line in wrap(&text, self.width, indent, &hanging) {
                let _ = writeln!(out, "{line}");
            }
            return;
        };
        let source = format!("[{}]", self.cited.label(article));
        let mut lines = wrap(&format!("{text} {source}"), self.width, indent, &hanging);
        // The label is dimmed where it stands on one line, which is nearly always.
        if let Some(last) = lines.last_mut()
            && let Some(before) = last.strip_suffix(&source)
        {
            *last = format!("{before}{SOURCE}{source}{SOURCE:#}");
        }
        for line in lines {
            let _ = writeln!(out, "{line}");
        }
    }
}

/// A rendering in quotation marks, unless the words are the outlet's own.
fn rendered(rendering: &Rendering) -> String {
    match rendering.kind {
        QuotationKind::Direct | QuotationKind::Partial => format!("“{}”", rendering.text),
        QuotationKind::Reported => format!("(reported) {}", rendering.text),
    }
}

fn label(out: &mut String, words: &str) {
    let _ = writeln!(out, "\n{LABEL}{words}{LABEL:#}");
}

fn more(out: &mut String, n_all: usize, n_max: usize) {
    if n_all > n_max {
        let _ = writeln!(out, "  {SOURCE}and {} more in brief.md{SOURCE:#}", n_all - n_max);
    }
}

/// The beginning of a text that is too long to show.
fn cut(text: &str) -> String {
    match text.char_indices().nth(TEXT_CHARS_MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The beginning of an id: enough for people, and for `explain`.
pub(crate) fn short(id: Id) -> String {
    id.to_string().chars().take(8).collect()
}

fn kind_word(kind: DisagreementKind) -> &'static str {
    match kind {
        DisagreementKind::Number => "number",
        DisagreementKind::Date => "date",
        DisagreementKind::Name => "name",
        DisagreementKind::Wording => "wording",
        DisagreementKind::Attribution => "attribution",
        DisagreementKind::Omission => "left out",
    }
}
