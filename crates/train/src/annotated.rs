//! Reads the annotated training text; its form is described in the `FORMAT.md` that stands beside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use copydesk_record::{NameKind, Span};

/// An article and the marks in it. Spans are byte ranges of `text`, which has a line for the headline and each paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotated {
    pub date: String,
    pub genre: String,
    pub text: String,
    pub names: Vec<(Span, NameKind)>,
    pub times: Vec<(Span, String)>,
    /// By their numbers.
    pub attributions: BTreeMap<u32, Attribution>,
}

/// Who said what, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
}

/// The articles of all text files of a folder, by the names of the files.
///
/// # Errors
/// If a file cannot be read, or breaks the form: the message says where.
pub fn read_folder(folder: &Path) -> Result<Vec<Annotated>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let file = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        out.extend(read(&file).with_context(|| format!("in `{}`", path.display()))?);
    }
    Ok(out)
}

/// The articles of a file.
fn read(file: &str) -> Result<Vec<Annotated>> {
    let mut out = Vec::new();
    let mut article: Option<Annotated> = None;
    for (at, line) in file.lines().enumerate() {
        if line.trim().is_empty() {
            out.extend(article.take());
            continue;
        }
        if let Some(article) = &mut article {
            read_line(line, article).with_context(|| format!("in line {}", at + 1))?;
            continue;
        }
        let mut words = line.strip_prefix("# ").unwrap_or_default().split_whitespace();
        let (Some(date), Some(genre), None) = (words.next(), words.next(), words.next()) else {
            bail!("line {} is no head of an article", at + 1);
        };
        let (date, genre) = (date.to_owned(), genre.to_owned());
        article = Some(Annotated { date, genre, ..Annotated::default() });
    }
    out.extend(article);
    Ok(out)
}

/// Adds a paragraph and its marks.
fn read_line(line: &str, article: &mut Annotated) -> Result<()> {
    let mut open: Vec<(&str, &str, usize)> = Vec::new();
    let mut rest = line;
    while let Some((before, tag_on)) = rest.split_once('<') {
        article.text.push_str(before);
        let (tag, after) = tag_on.split_once('>').context("a tag without its end")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let (opened, value, start) = open.pop().with_context(|| format!("`</{name}>` closes nothing"))?;
            if opened != name {
                bail!("`</{name}>` closes `<{opened}>`");
            }
            add(article, name, value, Span::new(start, article.text.len()))?;
        } else {
            let (name, value) = tag.split_once(' ').unwrap_or((tag, ""));
            open.push((name, value, article.text.len()));
        }
    }
    if let Some((name, ..)) = open.last() {
        bail!("`<{name}>` is not closed");
    }
    article.text.push_str(rest);
    article.text.push('\n');
    Ok(())
}

fn add(article: &mut Annotated, tag: &str, value: &str, span: Span) -> Result<()> {
    let mut name = |kind| {
        article.names.push((span, kind));
        Ok(())
    };
    match tag {
        "p" => return name(NameKind::Person),
        "o" => return name(NameKind::Organisation),
        "l" => return name(NameKind::Place),
        "x" => return name(NameKind::Other),
        "t" if !value.is_empty() => {
            article.times.push((span, value.to_owned()));
            return Ok(());
        }
        "s" | "c" | "q" => {}
        _ => bail!("no tag `<{tag} {value}>`"),
    }
    let number = value.parse().with_context(|| format!("no number in `<{tag} {value}>`"))?;
    let attribution = article.attributions.entry(number).or_default();
    match tag {
        "s" => attribution.source.push(span),
        "c" => attribution.cue.push(span),
        _ => attribution.content.push(span),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spans() {
        let file = "# 2024-05-03 shipping\n<l>Callao</l> waits\n<q 1>\"No,\"</q> <s 1>harbour master <p>Ana Belo</p></s> \
                    <c 1>said</c> on <t 2024-05-03>Friday</t>.\n\n# 2024-05-04 x\nTitle\n";
        let found = read(file).unwrap();
        assert_eq!(found.len(), 2);
        let article = &found[0];
        assert_eq!(article.text, "Callao waits\n\"No,\" harbour master Ana Belo said on Friday.\n");
        let names: Vec<_> =
            article.names.iter().map(|(span, kind)| (span.str(&article.text), *kind)).collect();
        assert_eq!(names, [("Callao", NameKind::Place), ("Ana Belo", NameKind::Person)]);
        let attribution = &article.attributions[&1];
        assert_eq!(attribution.source[0].str(&article.text), "harbour master Ana Belo");
        assert_eq!(attribution.content[0].str(&article.text), "\"No,\"");
        assert_eq!(article.times[0].1, "2024-05-03");
    }

    #[test]
    fn faults_are_named() {
        let check = |line: &str, expected: &str| {
            let error = read(&format!("# 2024-05-03 x\n{line}\n")).unwrap_err();
            assert!(format!("{error:#}").contains(expected), "{error:#}");
        };
        check("<p>Ana", "`<p>` is not closed");
        check("<p>Ana</o>", "`</o>` closes `<p>`");
        check("Ana</p>", "closes nothing");
        check("<q>Ana</q>", "no number");
        check("<z>Ana</z>", "no tag");
        check("5 < 6", "a tag without its end");
    }

    #[test]
    fn the_training_text_is_well_formed() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tag/data/train");
        let articles = read_folder(&folder).unwrap();
        assert!(articles.len() > 100);
        for article in articles {
            assert!(article.text.lines().count() > 1, "an article of {} has no text", article.date);
            for (number, attribution) in article.attributions {
                assert!(
                    !attribution.content.is_empty(),
                    "{} attribution {number} says nothing",
                    article.date
                );
            }
        }
    }
}
