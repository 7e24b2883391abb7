//! Each stage by itself: a program outside the workspace that uses one crate, and no runtime among what it pulls in.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bench::{build_dir, cargo, root, said};

const STAGES: [&str; 4] = ["normalize", "tag", "cluster", "summarize"];

const NORMALIZE: &str = r#"
use copydesk_normalize::record::{Page, Raw, Role};
use copydesk_normalize::stage::collect;
use copydesk_normalize::Normalize;

fn main() {
    let text = std::io::read_to_string(std::io::stdin()).unwrap();
    let page = Page { raw: Raw::from_text(text.clone()), ..Page::default() };
    let (articles, rejects) = collect(&mut Normalize::new(), [page]);
    assert!(rejects.is_empty());
    for block in &articles[0].blocks {
        if matches!(block.role, Role::Title | Role::Body) {
            println!("{:?} {}", block.role, block.span.str(&text));
        }
    }
}
"#;

const TAG: &str = r#"
use copydesk_tag::record::{Article, Block, Reading, Role, Span};
use copydesk_tag::stage::collect;
use copydesk_tag::Tag;

fn main() {
    let text = std::io::read_to_string(std::io::stdin()).unwrap();
    let body = Block { role: Role::Body, span: Span::new(0, text.len()).trim(&text), reason: None };
    let article = Article { blocks: vec![body], ..Article::default() };
    let reading = Reading { text: text.clone(), article, ..Reading::default() };
    let (tags, rejects) = collect(&mut Tag::new(), [reading]);
    assert!(rejects.is_empty());
    for quotation in &tags[0].quotations {
        println!("{} | {}", quotation.speaker.as_deref().unwrap_or("?"), quotation.span.str(&text));
    }
}
"#;

/// Writes a package that depends on one crate of ours by its path; its target folder lies under ours and is kept, so that
/// only the first build takes long.
fn package(dir: &Path, stage: &str, source: &str) {
    let depends = root().join("crates").join(stage).to_string_lossy().into_owned();
    let manifest = format!(
        "[package]\nname = \"outside-{stage}\"\nedition = \"2024\"\n\n[dependencies]\ncopydesk-{stage} = {{ path = {depends:?} }}\n\n[workspace]\n"
    );
    std::fs::create_dir_all(dir.join("src")).unwrap();
    std::fs::write(dir.join("Cargo.toml"), manifest).unwrap();
    std::fs::write(dir.join("src/main.rs"), source).unwrap();
    std::fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).unwrap();
}

fn check(stage: &str, source: &str, input: &str, expected: &str) {
    let dir = tempfile::TempDir::new().unwrap();
    package(dir.path(), stage, source);
    let target: PathBuf = build_dir().parent().unwrap().join("outside");
    let mut build = cargo("build");
    build.arg("--quiet").env("CARGO_TARGET_DIR", &target).current_dir(dir.path());
    let built = said(&mut build, b"");
    assert_eq!(built.code, 0, "{}", built.err);
    let program = target.join(format!("debug/outside-{stage}{}", std::env::consts::EXE_SUFFIX));
    let said = said(&mut Command::new(program), input.as_bytes()).with_code(0);
    assert_eq!(said.text(), expected);
}

#[test]
fn a_program_with_normalize_alone() {
    let page = "Home » Harbour\nFerry sinks off Hollin, all 41 aboard safe\n\nThe ferry Anna Karsten sank off Hollin on Friday, \
        the coast guard said, and two fishing boats took everybody off within half an hour.\n\nIt was the third such accident \
        on the lake in two years, and the harbour board has promised an inquiry.\n\nShare on FacebookTweetCopy link\n";
    let expected = "Title Ferry sinks off Hollin, all 41 aboard safe\n\
        Body The ferry Anna Karsten sank off Hollin on Friday, the coast guard said, and two fishing boats took everybody off \
        within half an hour.\n\
        Body It was the third such accident on the lake in two years, and the harbour board has promised an inquiry.\n";
    check("normalize", NORMALIZE, page, expected);
}

#[test]
fn a_program_with_tag_alone() {
    let text = "The ferry sank on Friday. “Nobody is hurt, and that is what counts,” said Ida Brandt, the harbour master.\n";
    check("tag", TAG, text, "Ida Brandt | Nobody is hurt, and that is what counts,\n");
}

#[test]
fn no_stage_pulls_in_a_runtime_or_another_stage() {
    for stage in STAGES {
        let mut tree = cargo("tree");
        let package = format!("copydesk-{stage}");
        tree.args(["--locked", "-p", &package, "-e", "normal", "--prefix", "none", "--format", "{p}"])
            .current_dir(root());
        let said = said(&mut tree, b"").with_code(0);
        let names: Vec<&str> = said.text().lines().filter_map(|line| line.split(' ').next()).collect();
        assert!(names.contains(&"copydesk-record"), "{}", said.text());
        for name in names {
            let is_other = STAGES.iter().any(|other| *other != stage && name == format!("copydesk-{other}"));
            assert!(
                !is_other && !["tokio", "futures", "async-std", "smol"].contains(&name),
                "{package} pulls in {name}"
            );
        }
    }
}
