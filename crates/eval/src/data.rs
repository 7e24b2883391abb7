//! Where labelled data stands: which sets are under a folder, and which part of the evaluation each belongs to.

use std::fs;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::EvalError;
use crate::dumps::DUMP_LABELS;
use crate::gold::Gold;
use crate::pages::{PAGE_LABELS, without_nan};
use crate::predicted::page_name;

/// How deep below the given folder a set may stand.
const DEPTH_MAX: usize = 3;
/// Folders by which a collection of public data is known; its batches and seeds stand beside it.
const COLLECTION_FOLDERS: [&str; 3] = ["html", "stories", "tag"];
const BESIDE_COLLECTION: [&str; 2] = ["corpus", "seeds"];
const SEEDS_FOLDER: &str = "seeds";
/// Holds a file of sentences for each language.
const LANGUAGES_FOLDER: &str = "languages";

/// A part of the evaluation: sets of one form, scored by one scorer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Noisy and clean texts of the same pages, which are copies of one another.
    Copies,
    /// Folders of labelled pages.
    Corpus,
    /// Saved pages with the day of their publication.
    Dates,
    /// Saved pages with the text, headline, authors and date of the article.
    Html,
    /// Noisy text dumps with the text of the article.
    Text,
    /// Sentences whose language is known.
    Language,
    /// Names, token by token.
    Names,
    /// Which names are of one entity.
    Canonical,
    /// Expressions of time.
    Times,
    /// Who said what.
    Quotations,
    /// Where sentences end.
    Sentences,
    /// What a text is about.
    KeyPhrases,
    /// Which documents of a stream are of one story.
    Grouping,
    /// Stories with a summary.
    Summaries,
    /// Topics with a timeline.
    Timelines,
    /// The seeds: the same form as `Corpus`, in a folder of that name.
    Seeds,
}

impl Part {
    /// All parts, in the order of the report.
    pub const ALL: [Self; 16] = [
        Self::Copies,
        Self::Corpus,
        Self::Dates,
        Self::Html,
        Self::Text,
        Self::Language,
        Self::Names,
        Self::Canonical,
        Self::Times,
        Self::Quotations,
        Self::Sentences,
        Self::KeyPhrases,
        Self::Grouping,
        Self::Summaries,
        Self::Timelines,
        Self::Seeds,
    ];

    /// Its name in reports and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Copies => "copies",
            Self::Corpus => "corpus",
            Self::Dates => "dates",
            Self::Html => "html",
            Self::Text => "text",
            Self::Language => "language",
            Self::Names => "names",
            Self::Canonical => "canonical",
            Self::Times => "times",
            Self::Quotations => "quotations",
            Self::Sentences => "sentences",
            Self::KeyPhrases => "key-phrases",
            Self::Grouping => "grouping",
            Self::Summaries => "summaries",
            Self::Timelines => "timelines",
            Self::Seeds => "seeds",
        }
    }

    /// The part of this name; `None` if there is none.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }
}

/// A folder of labelled data.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LabelledSet {
    /// The part it belongs to.
    pub part: Part,
    /// The folder's name.
    pub name: String,
    /// The folder; for texts with labels for one kind of mark the file.
    pub folder: PathBuf,
}

/// The labelled sets in `data` and its folders, by part and name. A collection of public data is known by its folders
/// (`html`, `stories`, `tag`); the folders `corpus` and `seeds` beside it belong to it.
///
/// # Errors
/// If a folder cannot be read, or no set is found.
pub fn find_sets(data: &Path) -> Result<Vec<LabelledSet>, EvalError> {
    let data = fs::canonicalize(data).map_err(EvalError::file(data))?;
    let mut sets = Vec::new();
    add_sets(&data, DEPTH_MAX, &mut sets)?;
    if COLLECTION_FOLDERS.iter().any(|name| data.join(name).is_dir()) {
        let beside = BESIDE_COLLECTION.iter().filter_map(|name| Some(data.parent()?.join(name)));
        for folder in beside.filter(|folder| folder.is_dir()) {
            add_sets(&folder, DEPTH_MAX, &mut sets)?;
        }
    }
    sets.sort();
    sets.dedup();
    if sets.is_empty() {
        return Err(EvalError::NoData { path: data, depth: DEPTH_MAX });
    }
    Ok(sets)
}

fn add_sets(folder: &Path, depth: usize, sets: &mut Vec<LabelledSet>) -> Result<(), EvalError> {
    if folder.join("gold.json").is_file() {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let part = if name == SEEDS_FOLDER { Part::Seeds } else { Part::Corpus };
        sets.push(LabelledSet { part, name, folder: folder.to_owned() });
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    add_tagged(folder, &name, sets)?;
    if name == LANGUAGES_FOLDER {
        sets.push(LabelledSet { part: Part::Language, name: name.clone(), folder: folder.to_owned() });
    }
    let parts: &[Part] = match pages_part(folder) {
        Some(part) => &[part],
        None if folder.join(DUMP_LABELS).is_file() => &[Part::Text, Part::Copies],
        None => &[],
    };
    sets.extend(parts.iter().map(|&part| LabelledSet {
        part,
        name: name.clone(),
        folder: folder.to_owned(),
    }));
    if depth == 0 {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(EvalError::file(folder))? {
        let path = entry.map_err(EvalError::file(folder))?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !is_hidden {
            add_sets(&path, depth - 1, sets)?;
        }
    }
    Ok(())
}

/// Folders of files with labels of one kind: their names, and the parts that they belong to.
const TAGGED_FOLDERS: [(&str, Part); 9] = [
    ("names", Part::Names),
    ("canonical_names", Part::Canonical),
    ("times", Part::Times),
    ("quotations", Part::Quotations),
    ("sentences", Part::Sentences),
    ("key_phrases", Part::KeyPhrases),
    ("grouping", Part::Grouping),
    ("summaries", Part::Summaries),
    ("timelines", Part::Timelines),
];
const TAGGED_EXTENSIONS: [&str; 3] = [".conll", ".jsonl", ".jsonl.gz"];
/// Lines of pairs, which are no texts, and documents that belong to the timelines beside them.
const BESIDE_MARKS: [&str; 2] = ["same_quote", TOPIC_DOCUMENTS];
/// What the file of a topic's documents has in its name where that of its timelines has [`TOPIC_TIMELINES`].
pub const TOPIC_DOCUMENTS: &str = "_docs";
/// See [`TOPIC_DOCUMENTS`].
pub const TOPIC_TIMELINES: &str = "_timelines";

/// Each file of such a folder is a set.
fn add_tagged(folder: &Path, name: &str, sets: &mut Vec<LabelledSet>) -> Result<(), EvalError> {
    let Some((_, part)) = TAGGED_FOLDERS.iter().find(|(known, _)| *known == name) else { return Ok(()) };
    for entry in fs::read_dir(folder).map_err(EvalError::file(folder))? {
        let path = entry.map_err(EvalError::file(folder))?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = TAGGED_EXTENSIONS.iter().find_map(|extension| file.strip_suffix(extension));
        let is_beside = |stem: &&str| {
            let has = |mark: &&str| stem.contains(*mark);
            if *part == Part::Grouping { false } else { BESIDE_MARKS.iter().any(has) }
        };
        if let Some(stem) = stem.filter(|stem| !is_beside(stem)) {
            sets.push(LabelledSet { part: *part, name: stem.to_owned(), folder: path.clone() });
        }
    }
    Ok(())
}

/// What the labels of a folder of pages are: the text and more, or a date and nothing else.
fn pages_part(folder: &Path) -> Option<Part> {
    let file = fs::File::open(folder.join(PAGE_LABELS)).ok()?;
    let mut first = String::new();
    std::io::BufReader::new(file).read_line(&mut first).ok()?;
    let labels: Value = serde_json::from_str(&without_nan(&first)).ok()?;
    let has = |key: &str| labels.get(key).is_some();
    match (has("text"), has("date")) {
        (true, _) => Some(Part::Html),
        (false, true) => Some(Part::Dates),
        (false, false) => None,
    }
}

/// Writes what a run said of a set's pages into `target`: `articles.jsonl` and `stories.jsonl` as the run wrote them into
/// `out`, each line with the names of its labelled pages as `gold`. Lines that concern no labelled page are left out.
///
/// # Errors
/// If a file cannot be read or written, or a line of `out` is not an object with an id.
pub fn write_predictions(set: &LabelledSet, out: &Path, target: &Path) -> Result<(), EvalError> {
    let gold = Gold::read(&set.folder)?;
    let name_of = |article: &Value| {
        let name = page_name(article.get("source")?.as_str()?);
        gold.documents.iter().any(|(known, _)| known == name).then(|| name.to_owned())
    };
    fs::create_dir_all(target).map_err(EvalError::file(target))?;
    let mut names = std::collections::BTreeMap::new();
    rewrite(&out.join("articles.jsonl"), &target.join("articles.jsonl"), |article| {
        let name = name_of(article)?;
        names.insert(article.get("id")?.as_str()?.to_owned(), name.clone());
        Some(json!(name))
    })?;
    rewrite(&out.join("stories.jsonl"), &target.join("stories.jsonl"), |story| {
        let articles = story.get("articles")?.as_array()?;
        let pages: Vec<&String> = articles.iter().filter_map(|id| names.get(id.as_str()?)).collect();
        (!pages.is_empty()).then(|| json!(pages))
    })
}

/// Copies the lines of `from` for which `gold` gives something, with that as their `gold`.
fn rewrite(from: &Path, to: &Path, mut gold: impl FnMut(&Value) -> Option<Value>) -> Result<(), EvalError> {
    let text = fs::read_to_string(from).map_err(EvalError::file(from))?;
    let mut file = std::io::BufWriter::new(fs::File::create(to).map_err(EvalError::file(to))?);
    for (at, line) in text.lines().enumerate() {
        let mut value: Value = serde_json::from_str(line).map_err(EvalError::json(from, at + 1))?;
        let Some(label) = gold(&value) else { continue };
        if let Some(object) = value.as_object_mut() {
            object.insert("gold".to_owned(), label);
        }
        writeln!(file, "{value}").map_err(EvalError::file(to))?;
    }
    file.flush().map_err(EvalError::file(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn make_sets(root: &Path, folders: &[&str]) {
        for folder in folders {
            fs::create_dir_all(root.join(folder)).unwrap();
            fs::write(root.join(folder).join("gold.json"), r#"{"documents": {}, "stories": []}"#).unwrap();
        }
    }

    fn found(data: &Path) -> Vec<String> {
        let sets = find_sets(data).unwrap_or_default();
        sets.iter().map(|set| format!("{} {}", set.part.name(), set.name)).collect()
    }

    #[test]
    fn finds_sets_down_to_a_depth() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        make_sets(root, &["seeds", "corpus/wire", "a/b/deep", "a/b/c/too_deep", ".hidden"]);
        assert_eq!(found(root), ["corpus deep", "corpus wire", "seeds seeds"]);
        assert_eq!(found(&root.join("corpus/wire")), ["corpus wire"]);
        assert!(matches!(find_sets(&root.join("a/b/c/none")), Err(EvalError::File { .. })));
        fs::create_dir(root.join("empty")).unwrap();
        assert!(matches!(find_sets(&root.join("empty")), Err(EvalError::NoData { .. })));
    }

    #[test]
    fn a_collection_has_its_batches_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        make_sets(root, &["seeds", "corpus/wire", "other/wire"]);
        fs::create_dir_all(root.join("eval/html")).unwrap();
        assert_eq!(found(&root.join("eval")), ["corpus wire", "seeds seeds"]);
        assert_eq!(found(&root.join("other")), ["corpus wire"]);
    }

    #[test]
    fn files_of_marks_are_sets() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (folder, file) in
            [("names", "a.conll"), ("quotations", "b.jsonl.gz"), ("quotations", "same_quote.jsonl")]
        {
            fs::create_dir_all(root.join("eval/tag").join(folder)).unwrap();
            fs::write(root.join("eval/tag").join(folder).join(file), "").unwrap();
        }
        assert_eq!(found(&root.join("eval")), ["names a", "quotations b"]);
        assert_eq!(found(&root.join("eval/tag/names")), ["names a"]);
        fs::create_dir_all(root.join("own/languages")).unwrap();
        assert_eq!(found(&root.join("own")), ["language languages"]);
    }

    #[test]
    fn predictions_carry_the_names_of_the_labels() {
        let folder = tempfile::tempdir().unwrap();
        let (wire, out, target) =
            (folder.path().join("wire"), folder.path().join("out"), folder.path().join("said"));
        fs::create_dir_all(&wire).unwrap();
        fs::create_dir_all(&out).unwrap();
        fs::write(wire.join("gold.json"), r#"{"documents": {"ferry": {"roles": []}}, "stories": []}"#)
            .unwrap();
        let articles =
            [json!({"id": "1", "source": "wire/ferry.txt"}), json!({"id": "2", "source": "wire/note.txt"})];
        let stories = [json!({"id": "s", "articles": ["1", "2"]}), json!({"id": "t", "articles": ["2"]})];
        fs::write(out.join("articles.jsonl"), articles.map(|line| line.to_string()).join("\n")).unwrap();
        fs::write(out.join("stories.jsonl"), stories.map(|line| line.to_string()).join("\n")).unwrap();
        let set = LabelledSet { part: Part::Corpus, name: "wire".to_owned(), folder: wire };
        write_predictions(&set, &out, &target).unwrap();
        let read = |name: &str| -> Value {
            serde_json::from_str(&fs::read_to_string(target.join(name)).unwrap()).unwrap()
        };
        assert_eq!(read("articles.jsonl"), json!({"id": "1", "source": "wire/ferry.txt", "gold": "ferry"}));
        assert_eq!(read("stories.jsonl"), json!({"id": "s", "articles": ["1", "2"], "gold": ["ferry"]}));
    }
}
