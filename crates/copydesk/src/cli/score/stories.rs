//! Streams to group, stories to summarise and topics to date, as public benchmarks have them: tagged in this process, and
//! held against what people made of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use copydesk_cluster::Cluster;
use copydesk_eval::{
    Baseline, CorpusScores, Grouped, LabelledDocument, LabelledSet, LabelledTimeline, Part, ScoreLine,
    TOPIC_DOCUMENTS, TOPIC_TIMELINES, Timeline, as_read, baseline, moved_share, read_documents, read_stories,
    read_timelines, score_grouping, score_summaries, score_timelines,
};
use copydesk_record::{Decision, Id, Reading, Span, StoryEvent, StoryInput, Tagged};
use copydesk_stage::Stage;
use copydesk_summarize::{chronicle, summary_within};
use copydesk_tag::Tag;
use copydesk_text::sentences;
use serde_json::{Value, json};

/// The length of the summaries that are compared.
const SUMMARY_WORDS: usize = 250;

/// So much of a date says which hour it is in.
const HOUR_CHARS: usize = 13;
/// How often the documents of each hour are shuffled.
const SHUFFLES: u8 = 5;

/// Scores a set, and writes what was made of it if a folder is given.
pub(super) fn score_set(set: &LabelledSet, target: Option<&Path>) -> Result<Vec<ScoreLine>> {
    match set.part {
        Part::Grouping => grouping(&set.folder, target),
        Part::Summaries => summaries(&set.folder, target),
        _ => timelines(&set.folder, target),
    }
}

/// Tags texts, one after the other.
#[derive(Default)]
struct Tagger {
    stage: Tag,
    n_tagged: u64,
}

impl Tagger {
    /// A text as it would come from normalize, with what tag says of it.
    fn tag(&mut self, id: &str, title: &str, text: &str, date: Option<&str>) -> Result<Tagged> {
        let (whole, article) = as_read(title, text, date);
        let seq = self.n_tagged;
        self.n_tagged += 1;
        let id = Id::of_document(id, &seq.to_string(), whole.as_bytes());
        let mut tags = Vec::new();
        let reading = Reading { id, text: whole.clone(), article: article.clone() };
        self.stage.process(reading, &mut tags).map_err(|reject| anyhow!("rejected: {reject:?}"))?;
        let tags = tags.pop().unwrap_or_default();
        Ok(Tagged { id, seq, text: whole, article, tags, ..Tagged::default() })
    }
}

fn grouping(path: &Path, target: Option<&Path>) -> Result<Vec<ScoreLine>> {
    let mut tagger = Tagger::default();
    let documents = read_documents(path)?;
    let tagged: Vec<Tagged> = documents
        .iter()
        .map(|document| {
            let LabelledDocument { id, date, title, text, .. } = document;
            tagger.tag(id, title, text, date.as_deref())
        })
        .collect::<Result<_>>()?;
    let order: Vec<usize> = (0..tagged.len()).collect();
    let stories = Stories::of(&tagged, &order)?;
    let grouped: Vec<Grouped> = documents
        .iter()
        .zip(stories.at_arrival.iter().zip(stories.at_end()))
        .map(|(document, (at_arrival, at_end))| Grouped {
            gold: document.story.clone(),
            at_arrival: at_arrival.to_string(),
            at_end: at_end.to_string(),
        })
        .collect();
    let lines = documents.iter().zip(&grouped).map(|(document, one)| {
        json!({"gold": document.id, "story": one.at_end, "story_at_arrival": one.at_arrival})
    });
    write(target, "stories.jsonl", lines)?;
    let mut scores = score_grouping(&grouped);
    // The order within each hour is turned around, where the stream says when each document came.
    let hour_of =
        |place: &usize| documents.get(*place).and_then(|document| document.date.as_ref()?.get(..HOUR_CHARS));
    if order.iter().all(|place| hour_of(place).is_some()) {
        let at_end = stories.at_end();
        let moved = |sort: &dyn Fn(&mut [usize])| -> Result<f64> {
            let mut turned = order.clone();
            turned.chunk_by_mut(|a, b| hour_of(a) == hour_of(b)).for_each(sort);
            let other = Stories::of(&tagged, &turned)?.at_end();
            let placed: BTreeMap<usize, Id> = turned.into_iter().zip(other).collect();
            Ok(moved_share(&at_end, &placed.into_values().collect::<Vec<Id>>()))
        };
        scores.share("moved_by_order_within_an_hour", moved(&|hour| hour.reverse())?);
        // Any order that has nothing to do with that of arrival.
        let shuffled = |round: u8| {
            moved(&|hour| {
                hour.sort_by_key(|place| {
                    tagged
                        .get(*place)
                        .map(|document| Id::of_parts("shuffled", &[&[round], document.id.as_bytes()]))
                });
            })
        };
        let all: Vec<f64> = (0..SHUFFLES).map(shuffled).collect::<Result<_>>()?;
        scores.share("moved_by_shuffling_an_hour", all.iter().sum::<f64>() / all.len() as f64);
    }
    Ok(scores.lines())
}

/// Which story each article is in, folded from what was decided.
#[derive(Default)]
struct Stories {
    at_arrival: Vec<Id>,
    places: HashMap<Id, usize>,
    members: BTreeMap<Id, BTreeSet<usize>>,
}

impl Stories {
    /// The stories that documents are put into which come in that order.
    fn of(documents: &[Tagged], order: &[usize]) -> Result<Self> {
        let (mut cluster, mut out) = (Cluster::new(), Self::default());
        for document in order.iter().filter_map(|&place| documents.get(place)) {
            let mut decisions = Vec::new();
            let decided = cluster.process(document.clone(), &mut decisions);
            decided.map_err(|reject| anyhow!("rejected: {reject:?}"))?;
            out.fold(document.id, &decisions.pop().ok_or_else(|| anyhow!("nothing was decided"))?);
        }
        Ok(out)
    }

    fn fold(&mut self, article: Id, decision: &Decision) {
        let place = self.at_arrival.len();
        self.at_arrival.push(decision.story);
        self.places.insert(article, place);
        self.members.entry(decision.story).or_default().insert(place);
        for event in &decision.events {
            match event {
                StoryEvent::Merge { from, into } => {
                    let moved = self.members.remove(from).unwrap_or_default();
                    self.members.entry(*into).or_default().extend(moved);
                }
                StoryEvent::Split { from, into, articles } => {
                    let leaving: BTreeSet<usize> =
                        articles.iter().filter_map(|id| self.places.get(id).copied()).collect();
                    if let Some(rest) = self.members.get_mut(from) {
                        rest.retain(|place| !leaving.contains(place));
                    }
                    self.members.entry(*into).or_default().extend(leaving);
                }
                StoryEvent::Thread { .. } => {}
            }
        }
    }

    fn at_end(&self) -> Vec<Id> {
        let mut out = self.at_arrival.clone();
        for (story, members) in &self.members {
            for &place in members {
                if let Some(there) = out.get_mut(place) {
                    *there = *story;
                }
            }
        }
        out
    }
}

/// The sentences of a summary, and those of the one that people wrote.
type Summarized = (Vec<String>, Vec<String>);

fn summaries(path: &Path, target: Option<&Path>) -> Result<Vec<ScoreLine>> {
    let mut tagger = Tagger::default();
    let mut said: BTreeMap<&str, Vec<Summarized>> = BTreeMap::new();
    let (mut n_sentences, mut n_verbatim) = (0_usize, 0_usize);
    let mut lines = Vec::new();
    let stories = read_stories(path)?;
    for story in &stories {
        let reference: Vec<String> = sentences_of(&story.reference).into_iter().map(str::to_owned).collect();
        let articles: Vec<Vec<&str>> = story.docs.iter().map(|doc| sentences_of(&doc.text)).collect();
        for method in Baseline::ALL {
            let summary = baseline(method, &articles, SUMMARY_WORDS);
            said.entry(method.name()).or_default().push((summary, reference.clone()));
        }
        let tagged = story.docs.iter().map(|doc| Ok(Arc::new(tagger.tag(&doc.id, "", &doc.text, None)?)));
        let input = StoryInput { articles: tagged.collect::<Result<_>>()?, ..StoryInput::default() };
        let summary = summary_within(&input, SUMMARY_WORDS);
        let stands = |article: Id, span: Span, text: &str| {
            input.articles.iter().any(|there| there.id == article && span.of(&there.text) == Some(text))
        };
        n_sentences += summary.len();
        n_verbatim += summary.iter().filter(|one| stands(one.article, one.span, &one.text)).count();
        let summary: Vec<String> = summary.into_iter().map(|sentence| sentence.text).collect();
        lines.push(json!({"gold": story.id, "summary": summary}));
        said.entry("copydesk").or_default().push((summary, reference));
    }
    write(target, "summaries.jsonl", lines.into_iter())?;
    let mut scores = CorpusScores::default();
    scores.count("stories", stories.len());
    for method in Baseline::ALL.map(Baseline::name).into_iter().chain(["copydesk"]) {
        score_summaries(method, said.get(method).map(Vec::as_slice).unwrap_or_default(), &mut scores);
    }
    scores.share("copydesk.verbatim", n_verbatim as f64 / n_sentences.max(1) as f64);
    Ok(scores.lines())
}

fn sentences_of(text: &str) -> Vec<&str> {
    sentences(text, Span::new(0, text.len())).into_iter().filter_map(|span| span.of(text)).collect()
}

/// Timelines with as many days as each labelled one has, and as many sentences a day as that has on average.
fn timelines(path: &Path, target: Option<&Path>) -> Result<Vec<ScoreLine>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // The one file may be compressed and the other not.
    let plain = name.trim_end_matches(".gz").replace(TOPIC_TIMELINES, TOPIC_DOCUMENTS);
    let beside = [format!("{plain}.gz"), plain].map(|name| path.with_file_name(name));
    let [compressed, plain] = &beside;
    let beside = if compressed.is_file() { compressed } else { plain };
    let mut tagger = Tagger::default();
    let mut topics: BTreeMap<String, Vec<Arc<Tagged>>> = BTreeMap::new();
    for LabelledDocument { id, date, title, text, story } in read_documents(beside)? {
        topics.entry(story).or_default().push(Arc::new(tagger.tag(&id, &title, &text, date.as_deref())?));
    }
    let mut rows: Vec<(Timeline, Timeline)> = Vec::new();
    let mut lines = Vec::new();
    for LabelledTimeline { id, topic, timeline } in read_timelines(path)? {
        let articles = topics.get(&topic).cloned().unwrap_or_default();
        let n_said: usize = timeline.iter().map(|(_, said)| said.len()).sum();
        let n_sentences = ((n_said + timeline.len() / 2) / timeline.len().max(1)).max(1);
        let story = StoryInput { articles, ..StoryInput::default() };
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for entry in chronicle(&story, timeline.len(), n_sentences) {
            found.entry(entry.value).or_default().push(entry.text);
        }
        let found: Timeline = found.into_iter().collect();
        lines.push(json!({"gold": id, "timeline": found}));
        rows.push((found, timeline));
    }
    write(target, "timelines.jsonl", lines.into_iter())?;
    Ok(score_timelines(&rows).lines())
}

fn write(target: Option<&Path>, name: &str, lines: impl Iterator<Item = Value>) -> Result<()> {
    let Some(target) = target else { return Ok(()) };
    fs::create_dir_all(target).with_context(|| format!("cannot make `{}`", target.display()))?;
    let path = target.join(name);
    let file = fs::File::create(&path).with_context(|| format!("cannot write `{}`", path.display()))?;
    let mut file = std::io::BufWriter::new(file);
    for line in lines {
        writeln!(file, "{line}")?;
    }
    Ok(file.flush()?)
}
