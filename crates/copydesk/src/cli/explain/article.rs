//! An article explained.

use std::fmt::Write;

use copydesk::publish::{ArticleLine, QuotationLine};
use copydesk::record::{Brief, DateClaim, Role, Span};

use crate::cli::print::short;

/// How many characters of a line or quotation are shown.
const EXCERPT_CHARS: usize = 72;

/// What is to say of an article, its source text at hand; `brief` is the story that it is in.
pub(crate) fn explained(line: &ArticleLine, text: &str, brief: Option<&Brief>) -> String {
    let source = &Source::new(text);
    let mut out = String::new();
    let title = line.title.as_deref().unwrap_or("(no headline)");
    let _ = writeln!(out, "{title}\n{}  {}", line.source, line.id);
    let _ = writeln!(out, "{}", standing(line));
    for (name, value) in [("outlet", &line.outlet), ("section", &line.section), ("language", &line.language)]
    {
        if let Some(value) = value {
            let _ = writeln!(out, "{name}: {value}");
        }
    }
    if !line.byline.is_empty() {
        let _ = writeln!(out, "byline: {}", line.byline.join("; "));
    }
    dates(&mut out, line, source);
    notes(&mut out, line, source);
    story(&mut out, line, brief);
    lines(&mut out, line, source);
    quotations(&mut out, &line.quotations, source);
    times(&mut out, line, source);
    out
}

fn standing(line: &ArticleLine) -> String {
    if let Some(filtered) = &line.filtered {
        return format!("filtered: {} ({})", filtered.message, filtered.code);
    }
    match (line.copy_of, line.copy_share) {
        (Some(of), share) => {
            let share = share.unwrap_or_default();
            format!("copy of {of}: {share} of 1000 parts of the smaller text stand in the other")
        }
        (None, _) => line.outcome.clone(),
    }
}

fn dates(out: &mut String, line: &ArticleLine, source: &Source<'_>) {
    for (name, claim) in
        [("published", &line.published), ("modified", &line.modified), ("written", &line.written)]
    {
        match claim {
            Some(claim) => date(out, name, claim, source),
            None => {
                let _ = writeln!(out, "{name}: not stated");
            }
        }
    }
}

fn date(out: &mut String, name: &str, claim: &DateClaim, source: &Source<'_>) {
    let _ = writeln!(out, "{name}: {} (confidence {} of 1000)", claim.value, claim.confidence);
    for evidence in &claim.evidence {
        let kind = format!("{:?}", evidence.kind).to_lowercase();
        let place = evidence.span.map(|span| format!(", {}", source.place(span))).unwrap_or_default();
        let _ = writeln!(out, "  {kind}: “{}”{place}", excerpt(&evidence.value));
    }
}

fn notes(out: &mut String, line: &ArticleLine, source: &Source<'_>) {
    for note in &line.notes {
        let places: Vec<String> = note.spans.iter().map(|span| source.place(*span)).collect();
        let places = if places.is_empty() { String::new() } else { format!(" ({})", places.join("; ")) };
        let _ = writeln!(out, "note {}: {}{places}", note.kind, note.message);
    }
}

fn story(out: &mut String, line: &ArticleLine, brief: Option<&Brief>) {
    let Some(brief) = brief else {
        let _ = writeln!(out, "in no story");
        return;
    };
    let others = brief.articles.len().saturating_sub(1);
    let _ = writeln!(out, "in story {} with {others} others: {}", short(brief.id), brief.title);
    for why in &brief.why {
        let kind = format!("{:?}", why.kind).to_lowercase();
        let _ = writeln!(out, "  {kind} “{}”, weight {}", excerpt(&why.text), why.weight);
    }
    let cited = brief.summary.iter().filter(|sentence| sentence.article == line.id);
    for sentence in cited {
        let _ = writeln!(out, "  the brief says: “{}”", excerpt(&sentence.text));
    }
}

fn lines(out: &mut String, line: &ArticleLine, source: &Source<'_>) {
    let _ = writeln!(out, "\nlines");
    for block in &line.blocks {
        let role = role_word(block.role);
        let reason = block.reason.as_deref().map(|reason| format!("  [{reason}]")).unwrap_or_default();
        let n_line = source.line_number(block.span);
        let _ = writeln!(out, "{n_line:>5} {role:<10} {}{reason}", excerpt(&block.text));
    }
}

fn quotations(out: &mut String, quotations: &[QuotationLine], source: &Source<'_>) {
    if !quotations.is_empty() {
        let _ = writeln!(out, "\nquotations");
    }
    for quotation in quotations {
        let kind = format!("{:?}", quotation.kind).to_lowercase();
        let speaker = quotation.speaker.as_deref().unwrap_or("nobody found");
        let n_line = source.line_number(quotation.span);
        let _ = writeln!(out, "{n_line:>5} {kind:<9} “{}”", excerpt(&quotation.text));
        let words = |name: &str, span: Option<Span>| {
            span.and_then(|span| span.of(source.text)).map(|words| format!(", {name} “{}”", excerpt(words)))
        };
        let named = words("named", quotation.speaker_span).unwrap_or_default();
        let cue = words("cue", quotation.cue_span).unwrap_or_default();
        let rule =
            if quotation.rule.is_empty() { String::new() } else { format!(", rule {}", quotation.rule) };
        let _ = writeln!(out, "                speaker {speaker}{named}{cue}{rule}");
    }
}

/// Rules whose value does not hang on the date of the article.
const OF_THE_CALENDAR: [&str; 11] = [
    "calendar-day",
    "numeric-day",
    "calendar-month",
    "year",
    "decade",
    "century",
    "duration",
    "set",
    "clock-of-weekday",
    "part-of-any-day",
    "vague",
];

fn times(out: &mut String, line: &ArticleLine, source: &Source<'_>) {
    let anchor = match line.written.as_ref().or(line.published.as_ref()) {
        Some(date) => format!(", counted from {}", date.value),
        None => ", no date to count from".to_owned(),
    };
    if !line.times.is_empty() {
        let _ = writeln!(out, "\ntimes");
    }
    for time in &line.times {
        let is_counted = !OF_THE_CALENDAR.contains(&&*time.rule) && !time.value.ends_with("_REF");
        let anchor = if is_counted { &*anchor } else { "" };
        let interval =
            time.interval.as_ref().map(|(from, to)| format!(" ({from} to {to})")).unwrap_or_default();
        let rule = if time.rule.is_empty() { String::new() } else { format!(", rule {}", time.rule) };
        let n_line = source.line_number(time.span);
        let _ =
            writeln!(out, "{n_line:>5} “{}” is {}{interval}{rule}{anchor}", excerpt(&time.text), time.value);
    }
}

/// A role by the name that the files use.
fn role_word(role: Role) -> String {
    format!("{role:?}").to_lowercase()
}

/// A source text and where its lines begin.
struct Source<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Source<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, starts: text.match_indices('\n').map(|(end, _)| end + 1).collect() }
    }

    /// The number of the line that a span begins in, from 1.
    fn line_number(&self, span: Span) -> usize {
        self.starts.partition_point(|&start| start <= span.start as usize) + 1
    }

    /// The words at a span and their line.
    fn place(&self, span: Span) -> String {
        format!("line {}: “{}”", self.line_number(span), excerpt(span.str(self.text)))
    }
}

/// The beginning of some words on one line.
fn excerpt(words: &str) -> String {
    let folded: Vec<&str> = words.split_whitespace().take(EXCERPT_CHARS).collect();
    let folded = folded.join(" ");
    if folded.chars().count() <= EXCERPT_CHARS {
        return folded;
    }
    let start: String = folded.chars().take(EXCERPT_CHARS - 1).collect();
    format!("{start}…")
}
