//! The archive as its users see it: what is committed stays, what is damaged is called so.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests")]

use copydesk_archive::{Archive, ArchiveError, Batch};
use copydesk_record::{Article, Block, Brief, Envelope, Frame, Id, Outcome, Quarantine, Raw, Role, Span};

fn document(seq: u64, title: &str, body: &str) -> Frame {
    let text = format!("{title}\n{body}\n");
    let source = format!("day/{seq:04}.txt");
    let mut frame =
        Frame::document(Envelope::new(Id::of_document(&source, "", text.as_bytes()), seq, source));
    let article = Article {
        title: Some(title.to_owned()),
        blocks: vec![
            Block { role: Role::Title, span: Span::new(0, title.len()), reason: None },
            Block { role: Role::Body, span: Span::new(title.len() + 1, text.len() - 1), reason: None },
        ],
        ..Article::default()
    };
    frame.attach(&Raw::from_text(text)).unwrap();
    frame.attach(&article).unwrap();
    frame
}

fn commit(archive: &mut Archive, documents: &[Frame]) -> Result<(), ArchiveError> {
    archive.commit(&Batch { documents, ..Batch::default() })
}

fn desk(n: u64) -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("desk.db");
    let mut archive = Archive::open(&path).unwrap();
    for seq in 0..n {
        let text = format!("The ferry to Hollin came {seq} minutes late.");
        commit(&mut archive, &[document(seq, "Ferry late", &text)]).unwrap();
    }
    (dir, path)
}

#[test]
fn what_is_committed_is_there_after_opening_again() {
    let (_dir, path) = desk(200);
    let archive = Archive::open(&path).unwrap();
    assert_eq!(archive.next_seq().unwrap(), 200);
    let seqs: Vec<u64> = archive.frames(0).map(|frame| frame.unwrap().envelope.seq).collect();
    assert_eq!(seqs, (0..200).collect::<Vec<_>>());
    assert_eq!(archive.frames(150).count(), 50);
    let seventh = document(7, "Ferry late", "The ferry to Hollin came 7 minutes late.");
    assert_eq!(archive.known("day/0007.txt", "").unwrap(), Some(seventh.envelope.id));
    assert_eq!(archive.frame(seventh.envelope.id).unwrap(), Some(seventh));
    assert_eq!(archive.known("day/9999.txt", "").unwrap(), None);
    archive.check().unwrap();
}

#[test]
fn a_batch_is_whole_or_not_there() {
    let (_dir, path) = desk(3);
    let mut archive = Archive::open(&path).unwrap();
    let batch = [document(3, "Tide", "High at noon."), document(5, "Tide", "Low at six.")];
    let refused = commit(&mut archive, &batch);
    assert!(matches!(refused, Err(ArchiveError::Order { expected: 4, found: 5 })), "{refused:?}");
    assert_eq!(archive.next_seq().unwrap(), 3);
    assert_eq!(archive.frames(0).count(), 3);
}

#[test]
fn outcomes_are_counted_and_quarantined_bytes_kept() {
    let (_dir, path) = desk(2);
    let mut archive = Archive::open(&path).unwrap();
    let mut frame = Frame::document(Envelope::new(Id::of_document("x.bin", "", &[0, 1]), 2, "x.bin"));
    frame.envelope.outcome = Outcome::Quarantined(Quarantine {
        stage: "ingest".to_owned(),
        code: "not-text".to_owned(),
        message: "two control characters".to_owned(),
        bytes: vec![0, 1],
    });
    commit(&mut archive, std::slice::from_ref(&frame)).unwrap();
    let outcomes = archive.outcomes().unwrap();
    assert_eq!((outcomes.kept, outcomes.quarantined), (2, 1));
    assert_eq!(archive.frame(frame.envelope.id).unwrap(), Some(frame));
}

#[test]
fn search_finds_words_without_case_and_accents() {
    let (_dir, path) = desk(2);
    let mut archive = Archive::open(&path).unwrap();
    commit(&mut archive, &[document(2, "Fête at Varn", "The mayor’s café opened.")]).unwrap();
    let check = |query: &str, expected: usize| {
        assert_eq!(archive.search(query, 10).unwrap().len(), expected, "{query}");
    };
    check("FERRY hollin", 2);
    check("fete", 1);
    check("caf*", 1);
    check("ferry AND", 0);
    check("\" OR 1=1 --", 0);
    check("", 0);
}

#[test]
fn a_revision_counts_the_runs_that_changed_a_brief() {
    let (_dir, path) = desk(1);
    let mut archive = Archive::open(&path).unwrap();
    let brief = |title: &str| Brief {
        id: Id::of_parts("story", &[b"1"]),
        revision: 1,
        thread: None,
        title: title.to_owned(),
        when: None,
        articles: Vec::new(),
        related: Vec::new(),
        outlets: 1,
        why: Vec::new(),
        summary: Vec::new(),
        quotations: Vec::new(),
        timeline: Vec::new(),
        disagreements: Vec::new(),
        entities: Vec::new(),
        datings: Vec::new(),
        spellings: Vec::new(),
    };
    let mut check = |title: &str, expected: u32| {
        let mut brief = brief(title);
        let mut edition = archive.edit().unwrap();
        edition.put(&mut brief).unwrap();
        edition.commit().unwrap();
        assert_eq!(brief.revision, expected);
        let mut briefs = Vec::new();
        let read = archive.each_brief(|brief| {
            briefs.push(brief.clone());
            Ok::<(), ArchiveError>(())
        });
        read.unwrap();
        assert_eq!(briefs, [brief]);
    };
    check("Ferry late", 1);
    check("Ferry late", 1);
    check("Ferry very late", 2);
}

#[test]
fn damage_is_never_an_empty_start() {
    let open = |bytes: &[u8]| {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("desk.db");
        std::fs::write(&path, bytes).unwrap();
        Archive::open(&path).and_then(|archive| archive.check().map(|()| archive.next_seq().unwrap()))
    };
    let (_dir, path) = desk(40);
    let whole = std::fs::read(&path).unwrap();
    assert_eq!(open(&whole).unwrap(), 40);
    for end in [0, 16, 100, 4096, whole.len() / 2, whole.len() - 4096] {
        assert!(open(&whole[..end]).is_err(), "cut at {end}");
    }
    assert!(open(b"not a database, but long enough to be taken for one if nobody looks at it").is_err());
    for at in (0..whole.len()).step_by(911) {
        let mut bad = whole.clone();
        bad[at] ^= 0x10;
        // A flip in unused space changes nothing; any other is called damage. Documents are never fewer in silence.
        if let Ok(n) = open(&bad) {
            assert_eq!(n, 40, "flip at {at}");
        }
    }
}

#[test]
fn a_document_that_is_taken_in_anew_counts_once() {
    let (_dir, path) = desk(2);
    let mut archive = Archive::open(&path).unwrap();
    let set_aside = |seq: u64| {
        let mut frame = document(seq, "Tide", "High at noon.");
        frame.layers.clear();
        let (stage, code, message) = ("tag".to_owned(), "panic".to_owned(), String::new());
        let reason = Quarantine { stage, code, message, bytes: Vec::new() };
        frame.envelope.outcome = Outcome::Quarantined(reason);
        frame
    };
    commit(&mut archive, &[set_aside(2), set_aside(3)]).unwrap();
    let anew = [document(4, "Tide", "High at noon.")];
    archive.commit(&Batch { documents: &anew, replaced: &[(2, 4)], ..Batch::default() }).unwrap();
    let outcomes = archive.outcomes().unwrap();
    assert_eq!((outcomes.kept, outcomes.quarantined), (3, 1));
    assert_eq!(archive.replaced().unwrap().into_iter().collect::<Vec<_>>(), [2]);
    assert_eq!(archive.next_seq().unwrap(), 5, "the numbers stay dense");
}
