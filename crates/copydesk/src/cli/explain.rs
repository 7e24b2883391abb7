//! `explain`: why each line of an article was kept or dropped, where its dates and speakers come from, and what holds
//! a story together.

mod article;
mod story;

use std::io::Write;

use copydesk::publish::{Desk, visible};
use copydesk::record::{Brief, Id};

use super::arguments::ExplainArguments;
use super::exit::{Exit, Failed, OrExit};

/// How many candidates are named if the beginning of an id fits several.
const CANDIDATES_MAX: usize = 5;

enum Subject {
    Article(Id),
    Story(Box<Brief>),
    Quarantined(String),
}

pub(crate) fn explain(arguments: &ExplainArguments) -> Result<Exit, Failed> {
    let dir = &arguments.out;
    if !dir.is_dir() {
        return Err(Failed::new(Exit::NoInput, format!("no such folder: `{}`", dir.display())));
    }
    let mut desk = Desk::open(dir).or_exit(Exit::Io)?;
    let briefs = desk.briefs().or_exit(Exit::Io)?;
    let text = match find(arguments, &mut desk, &briefs)? {
        Subject::Article(id) => {
            let Some(line) = desk.article(id).or_exit(Exit::Io)? else {
                return Err(Failed::new(Exit::NoInput, format!("no article `{id}`")));
            };
            let source = desk.source(id).or_exit(Exit::Io)?.unwrap_or_default();
            let brief = briefs.iter().find(|brief| brief.articles.contains(&id));
            article::explained(&line, &source, brief)
        }
        Subject::Story(brief) => {
            let mut names = story::Names::default();
            for &id in brief.articles.iter().chain(&brief.related) {
                if let Some(line) = desk.article(id).or_exit(Exit::Io)? {
                    names.add(&line);
                }
            }
            story::explained(&brief, &names)
        }
        Subject::Quarantined(text) => text,
    };
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    out.write_all(visible(&text).as_bytes()).and_then(|()| out.flush()).or_exit(Exit::Io)?;
    Ok(Exit::Ok)
}

/// What is asked for: an id or its beginning, or the path of a document.
fn find(arguments: &ExplainArguments, desk: &mut Desk, briefs: &[Brief]) -> Result<Subject, Failed> {
    let asked = arguments.id.as_str();
    let fits = |id: &Id| id.to_string().starts_with(&asked.to_ascii_lowercase());
    let articles: Vec<Id> = desk.ids().iter().copied().filter(fits).collect();
    let stories: Vec<&Brief> = briefs.iter().filter(|brief| fits(&brief.id)).collect();
    match (articles.as_slice(), stories.as_slice()) {
        ([id], []) => return Ok(Subject::Article(*id)),
        ([], [brief]) => return Ok(Subject::Story(Box::new((*brief).clone()))),
        ([], []) => {}
        _ => {
            let stories = stories.iter().map(|brief| brief.id);
            let ids = articles.iter().copied().chain(stories).take(CANDIDATES_MAX);
            let ids: Vec<String> = ids.map(|id| format!("`{id}`")).collect();
            let message = format!("`{asked}` begins several ids: {}", ids.join(", "));
            return Err(Failed::new(Exit::NoInput, message));
        }
    }
    for id in desk.ids().to_vec() {
        if let Some(line) = desk.article(id).or_exit(Exit::Io)?
            && is_path(&line.source, asked)
        {
            return Ok(Subject::Article(id));
        }
    }
    if let Some(text) = quarantined(arguments)? {
        return Ok(Subject::Quarantined(text));
    }
    let dir = arguments.out.display();
    Err(Failed::new(Exit::NoInput, format!("nothing in `{dir}` has the id or path `{asked}`")))
}

/// Whether `asked` is the path, or its last parts.
fn is_path(source: &str, asked: &str) -> bool {
    source.strip_suffix(asked).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// Why the document of that path was set aside.
fn quarantined(arguments: &ExplainArguments) -> Result<Option<String>, Failed> {
    let path = arguments.out.join("quarantine.jsonl");
    let text = std::fs::read_to_string(&path).or_exit(Exit::Io)?;
    for line in text.lines() {
        let line: serde_json::Value = serde_json::from_str(line).or_exit(Exit::Io)?;
        let field =
            |name: &str| line.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let source = match field("position").as_str() {
            "" => field("source"),
            position => format!("{}#{position}", field("source")),
        };
        if is_path(&source, &arguments.id) {
            let (stage, code, message) = (field("stage"), field("code"), field("message"));
            return Ok(Some(format!("{source}\nquarantined in {stage}: {message} ({code})\n")));
        }
    }
    Ok(None)
}
