//! What `run` prints and writes, and what `explain` and `verify` say of it.

use super::*;

#[test]
fn a_run_prints_briefs_and_writes_the_files() {
    let desk = Desk::new();
    let ended = desk.run(&["run", "wire"]).with_code(0);
    assert!(ended.stdout().contains("Sources\n"), "{}", ended.stdout());
    assert!(!ended.stdout().contains('\u{1b}'), "no colour where there is no terminal");
    let ended = ended.says("in 2 = kept 2 + copies 0 + filtered 0 + quarantined 0; stories ");
    ended.says("one file is no input");
    for name in ["articles.jsonl", "stories.jsonl", "sources.jsonl", "run.json", "brief.md", "index.html"] {
        assert!(!desk.read(&format!("out/{name}")).is_empty(), "{name}");
    }
    assert!(desk.read("out/quarantine.jsonl").is_empty());
}

#[test]
fn workers_do_not_change_a_byte() {
    let desk = Desk::new();
    for workers in ["1", "2", "7"] {
        desk.run(&["run", "wire", "--quiet", "--out", workers, "--workers", workers]).with_code(0);
    }
    for name in ["articles.jsonl", "stories.jsonl", "sources.jsonl", "brief.md", "index.html"] {
        let one = desk.read(&format!("1/{name}"));
        assert!(one == desk.read(&format!("2/{name}")), "{name}");
        assert!(one == desk.read(&format!("7/{name}")), "{name}");
    }
}

#[test]
fn texts_in_memory_give_the_briefs_of_a_run() {
    let desk = Desk::new();
    desk.file("1.txt", WIRE.as_bytes());
    desk.file("2.txt", PAPER.as_bytes());
    desk.run(&["run", "1.txt", "2.txt", "--quiet"]).with_code(0);
    let edition = copydesk::desk::edit([("1.txt", WIRE), ("2.txt", PAPER)]);
    let lines = edition.briefs.iter().map(|brief| copydesk::publish::story_line(brief).unwrap() + "\n");
    assert_eq!(lines.collect::<String>().into_bytes(), desk.read("out/stories.jsonl"));
}

#[test]
fn what_is_asked_is_printed_and_no_more() {
    let desk = Desk::new();
    let quiet = desk.run(&["run", "wire", "--quiet"]).with_code(0);
    assert_eq!((quiet.stdout(), quiet.stderr()), (String::new(), String::new()));
    let json = desk.run(&["run", "wire", "--json"]).with_code(0);
    assert_eq!(json.output.stdout, desk.read("out/stories.jsonl"));
    desk.run(&["run", "wire", "--dry-run", "--out", "dry"]).with_code(0).says("in 2 = kept 2");
    assert!(!desk.path("dry").exists());
}

#[test]
fn help_names_the_exit_codes_and_a_wrong_command_line_is_64() {
    let desk = Desk::new();
    let help = desk.run(&["--help"]).with_code(0).stdout();
    for code in ["   0  ", "   1  ", "  64  ", "  65  ", "  66  ", "  70  ", "  73  ", "  74  ", " 130  "] {
        assert!(help.contains(code), "`{code}` is not in: {help}");
    }
    desk.run(&["run"]).with_code(64);
    desk.run(&["print", "wire"]).with_code(64);
    desk.run(&["run", "wire", "--workers", "0"]).with_code(64);
}

#[test]
fn results_that_cannot_be_made_are_73() {
    let desk = Desk::new();
    desk.run(&["run", "wire", "--out", "wire/1.txt"]).with_code(73).says("wire/1.txt");
}

#[test]
fn explain_finds_articles_stories_and_what_was_set_aside() {
    let desk = Desk::new();
    desk.file("wire/4.txt", &[0xff, 0, 1, 2, 3, 0, 0, 7].repeat(99));
    desk.run(&["run", "wire", "--quiet"]).with_code(0);
    let article = desk.run(&["explain", "wire/1.txt"]).with_code(0).stdout();
    assert!(article.contains("Ferry aground off Hollin\nwire/1.txt"), "{article}");
    assert!(article.contains("    1 title "), "{article}");
    let id = article.lines().nth(1).unwrap().rsplit(' ').next().unwrap();
    assert_eq!(desk.run(&["explain", &id[..9]]).with_code(0).stdout(), article);
    let story = article.lines().find_map(|line| line.strip_prefix("in story ")).unwrap();
    let story = desk.run(&["explain", &story[..8]]).with_code(0).stdout();
    assert!(story.contains("why these articles") && story.contains("wire/1.txt"), "{story}");
    let aside = desk.run(&["explain", "4.txt"]).with_code(0).stdout();
    assert!(aside.contains("quarantined in ingest"), "{aside}");
    desk.run(&["explain", "9.txt"]).with_code(66).says("`9.txt`");
    desk.run(&["explain", "wire/1.txt", "--out", "nowhere"]).with_code(66);
}

#[test]
fn verify_holds_until_a_byte_changes() {
    let desk = Desk::new();
    desk.run(&["run", "wire", "--quiet"]).with_code(0);
    let held = desk.run(&["verify", "out"]).with_code(0);
    assert!(held.stdout().starts_with("all "));
    for name in ["articles.jsonl", "sources.jsonl", "brief.md", "index.html"] {
        let whole = desk.read(&format!("out/{name}"));
        let text = String::from_utf8(whole.clone()).unwrap();
        desk.file(&format!("out/{name}"), text.replacen("Hollin", "Hollyn", 1).as_bytes());
        let failed = desk.run(&["verify", "out"]).with_code(1);
        assert!(failed.stdout().contains(name), "{name}: {}", failed.stdout());
        desk.file(&format!("out/{name}"), &whole);
    }
    desk.run(&["verify", "nowhere"]).with_code(66);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::new();
    let lines: String = "{\"text\":\"The bridge was closed.\"}\n".repeat(3_000);
    desk.file("many.jsonl", lines.as_bytes());
    for arguments in [&["ingest", "many.jsonl", "--json"][..], &["run", "many.jsonl", "--json"]] {
        let mut command = desk.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        Ended::new(arguments, child.wait_with_output().unwrap()).with_code(0);
    }
}
