//! How many documents cluster puts into stories, and how many briefs summarize writes, in a second of one core's time.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use copydesk_cluster::{Cluster, ClusterConfig};
use copydesk_normalize::normalize;
use copydesk_record::{
    DateClaim, Due, FRAME_HEADER_BYTES, Filed, Frame, Id, Page, Raw, Reading, StoryInput, Tagged,
};
use copydesk_stage::{Stage, collect};
use copydesk_summarize::{Ledger, WriteBrief};
use copydesk_tag::Tag;
use serde_json::Value;

use super::reworded::Reworded;
use super::{Round, SpeedArguments};

/// So many documents are read and tagged, which is not timed, and are given at a time.
const TAGGED_MAX: usize = 4_000;
const BATCH: usize = 1_000;
/// After so many documents it is said how fast they were, if nothing else is asked for.
const MARKS: [usize; 2] = [10_000, 100_000];
/// So many documents are read for briefs, if nothing else is asked for.
const DOCUMENTS: usize = 10_000;

/// Prints the speed over the first documents and over all, and at each of the two the cost of the last ten thousand.
pub(super) fn cluster(arguments: &SpeedArguments) -> Result<()> {
    let marks = if arguments.documents.is_empty() { MARKS.to_vec() } else { arguments.documents.clone() };
    let mut config = ClusterConfig::default();
    config.window_documents = arguments.window.unwrap_or(config.window_documents);
    let mut stage = Cluster::with(config);
    let (mut n, mut spent, mut lately) = (0, Duration::ZERO, Vec::new());
    let (mut first, mut hash) = (None, blake3::Hasher::new());
    let mut before = None;
    tagged(&arguments.data, marks.iter().copied().max().unwrap_or(0), |documents| {
        // The first documents are there, and the tagger is gone.
        before = before.or_else(resident_kib);
        let n_documents = documents.len();
        let mut decisions = Vec::with_capacity(n_documents);
        let took = Round::time(|| {
            decisions = collect_on(&mut stage, documents);
            decisions.len()
        });
        for decision in &decisions {
            hash.update(decision.story.as_bytes());
        }
        drop(decisions);
        n += n_documents;
        spent += took;
        lately.push((n_documents, took));
        if marks.contains(&n) {
            let last = lately.iter().rev().take(MARKS[0].div_ceil(BATCH));
            let (n_last, took) = last.fold((0, Duration::ZERO), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            let each = micros(took, n_last);
            let held = resident_kib().zip(before).map_or(0, |(now, before)| now.saturating_sub(before));
            println!(
                "cluster: {n} documents, {:.0} a second, {:.1} µs each; the last {n_last} {each:.1} µs each, {:.2} times \
                 the first ones; {} MiB more in memory",
                n as f64 / spent.as_secs_f64(),
                micros(spent, n),
                each / first.get_or_insert(each).max(f64::MIN_POSITIVE),
                held >> 10,
            );
        }
        Ok(())
    })?;
    println!("stories are {}", hash.finalize().to_hex().get(..16).unwrap_or_default());
    Ok(())
}

/// Prints how many briefs are written in a second, from articles in memory.
pub(super) fn summarize(arguments: &SpeedArguments) -> Result<()> {
    let n_max = arguments.documents.iter().copied().max().unwrap_or(DOCUMENTS);
    let (mut cluster, mut ledger) = (Cluster::new(), Ledger::new());
    let mut articles: BTreeMap<u64, Arc<Tagged>> = BTreeMap::new();
    tagged(&arguments.data, n_max, |documents| {
        for document in documents {
            let decision = collect_on(&mut cluster, vec![document.clone()]).pop();
            let decision = decision.context("cluster decided nothing")?;
            collect_on(&mut ledger, vec![Filed { document: document.clone(), decision }]);
            articles.insert(document.seq, Arc::new(document));
        }
        Ok(())
    })?;
    let mut due: Vec<Due> = Vec::new();
    let folding = Round::time(|| {
        ledger.finish(&mut due);
        due.len()
    });
    let of = |seqs: &[u64]| seqs.iter().filter_map(|seq| articles.get(seq)).map(Arc::clone).collect();
    let inputs: Vec<StoryInput> = due
        .into_iter()
        .map(|due| StoryInput {
            id: due.story,
            thread: due.thread,
            why: Vec::new(),
            articles: of(&due.articles),
            certainty: Vec::new(),
            related: of(&due.related),
        })
        .collect();
    let n = inputs.len();
    let several: Vec<StoryInput> = inputs.iter().filter(|story| story.articles.len() > 1).cloned().collect();
    let mut digest = String::new();
    let mut time = |what: &str, inputs: &[StoryInput]| {
        let seconds = Round::of(arguments.rounds, || {
            let inputs = inputs.to_vec();
            let mut briefs = Vec::new();
            let took = Round::time(|| {
                briefs = collect(&mut WriteBrief, inputs).0;
                briefs.len()
            });
            digest = blake3::hash(format!("{briefs:?}").as_bytes()).to_hex().to_string();
            took
        });
        let n = inputs.len();
        let mean = |n_articles: &dyn Fn(&StoryInput) -> usize| {
            inputs.iter().map(n_articles).sum::<usize>() as f64 / n.max(1) as f64
        };
        println!(
            "summarize: {n} briefs {what}of {:.1} articles and {:.1} from outside, {:.0} a second, {:.2} ms each",
            mean(&|story| story.articles.len()),
            mean(&|story| story.related.len()),
            n as f64 / seconds,
            1000.0 * seconds / n.max(1) as f64,
        );
        digest.clone()
    };
    time("of several articles ", &several);
    let briefs = time("", &inputs);
    println!("which are due: {:.1} µs a story", micros(folding, n));
    println!("briefs are {}", briefs.get(..16).unwrap_or_default());
    Ok(())
}

fn micros(took: Duration, n: usize) -> f64 {
    took.as_secs_f64() * 1e6 / n.max(1) as f64
}

/// What the stage says of these records; unlike `collect`, without its end.
fn collect_on<S: Stage>(stage: &mut S, records: Vec<S::In>) -> Vec<S::Out> {
    let mut out = Vec::with_capacity(records.len());
    for record in records {
        // A record that is rejected costs time like any other.
        let _ = stage.process(record, &mut out);
    }
    out
}

/// How much memory is in use, where the system tells it.
fn resident_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Gives `n` documents in batches: those of a file of frames, or those of a folder, tagged; and the same again in other
/// words, until there are enough.
fn tagged(folder: &Path, n: usize, mut take: impl FnMut(Vec<Tagged>) -> Result<()>) -> Result<()> {
    let documents = if folder.is_file() { framed(folder, n)? } else { tag_all(&texts(folder, n)?) };
    if documents.is_empty() {
        bail!("no document in `{}`", folder.display());
    }
    let reworded = Reworded::of(&documents);
    let all = (0..n).map(|at| {
        let round = at / documents.len();
        documents.get(at % documents.len()).map(|document| reworded.document(document, round, at as u64))
    });
    let mut batch = Vec::with_capacity(BATCH);
    for document in all.flatten() {
        batch.push(document);
        if batch.len() == BATCH {
            take(std::mem::take(&mut batch))?;
        }
    }
    if batch.is_empty() { Ok(()) } else { take(batch) }
}

/// The first `n` documents of a file of frames as the filter `tag` writes it, outcomes and all.
fn framed(path: &Path, n: usize) -> Result<Vec<Tagged>> {
    let read = || format!("cannot read `{}`", path.display());
    let mut file = BufReader::new(File::open(path).with_context(read)?);
    let (mut out, mut head) = (Vec::new(), [0; FRAME_HEADER_BYTES]);
    while out.len() < n && !file.fill_buf().with_context(read)?.is_empty() {
        file.read_exact(&mut head).with_context(read)?;
        let mut bytes = head.to_vec();
        bytes.resize(FRAME_HEADER_BYTES + Frame::payload_bytes(&head).with_context(read)?, 0);
        file.read_exact(bytes.split_at_mut(FRAME_HEADER_BYTES).1).with_context(read)?;
        let (frame, _) = Frame::from_bytes(&bytes).with_context(read)?;
        if frame.envelope.outcome.is_live() {
            out.push(Tagged::try_from(&frame).with_context(read)?);
        }
    }
    Ok(out)
}

/// Up to [`TAGGED_MAX`] texts of a folder, by path.
fn texts(folder: &Path, n: usize) -> Result<Vec<Text>> {
    let mut files = Vec::new();
    super::list(folder, &mut files)?;
    let mut texts = Vec::new();
    for path in files {
        let name = path.display();
        if path.extension().is_some_and(|ending| ending == "txt") {
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{name}`"))?;
            texts.push(Text { text, day: None });
        } else {
            let file = File::open(&path).with_context(|| format!("cannot read `{name}`"))?;
            let lines = BufReader::new(file).lines().map_while(Result::ok);
            texts.extend(lines.filter_map(|line| Text::of_line(&line)).take(TAGGED_MAX));
        }
        if texts.len() >= TAGGED_MAX.min(n) {
            break;
        }
    }
    texts.truncate(TAGGED_MAX.min(n));
    Ok(texts)
}

/// A text and the day that its line gives.
#[derive(Debug, Default)]
struct Text {
    text: String,
    day: Option<String>,
}

impl Text {
    fn of_line(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line).ok()?;
        let field = |name: &str| value.get(name).and_then(Value::as_str);
        let text = field("text")?;
        let text = field("title").map_or_else(|| text.to_owned(), |title| format!("{title}\n\n{text}"));
        let day = field("published").and_then(|day| day.get(..10)).map(str::to_owned);
        Some(Self { text, day })
    }
}

/// The documents read and tagged, on as many threads as there are cores.
fn tag_all(texts: &[Text]) -> Vec<Tagged> {
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let threads: Vec<_> = texts
            .chunks(texts.len().div_ceil(n_threads).max(1))
            .map(|part| {
                scope.spawn(move || {
                    let mut stage = Tag::new();
                    part.iter().filter_map(|text| tag_one(&mut stage, text)).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    })
}

fn tag_one(stage: &mut Tag, text: &Text) -> Option<Tagged> {
    let page = Page { raw: Raw::from_text(&text.text), ..Page::default() };
    let mut article = normalize(&page);
    if let Some(value) = &text.day {
        article.written = Some(DateClaim { value: value.clone(), ..DateClaim::default() });
    }
    let text = page.raw.text;
    let reading = Reading { text: text.clone(), article: article.clone(), ..Reading::default() };
    let mut tags = Vec::new();
    stage.process(reading, &mut tags).ok()?;
    let id = Id::of_document("bench", "", text.as_bytes());
    Some(Tagged { id, text, article, tags: tags.pop()?, ..Tagged::default() })
}
