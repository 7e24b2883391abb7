//! Whether ARCHITECTURE.md names every crate, and only those that exist.

use std::collections::BTreeSet;

use super::Fault;

/// What introduces a crate's name in running text.
const INTRODUCTIONS: [&str; 2] = ["crates/", "copydesk-"];
/// The heading of the section whose table has a row for each crate, its name in backticks.
const TABLE_HEADING: &str = "## Crate by crate";

/// The crates that the page leaves out, and the names on it that are no crate's.
pub fn check(path: &str, text: &str, crates: &BTreeSet<String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut named = BTreeSet::new();
    let mut is_in_table = false;
    for (at, line) in text.lines().enumerate() {
        if line.starts_with("## ") {
            is_in_table = line.trim_end() == TABLE_HEADING;
        }
        let in_row = first_cell(line).filter(|_| is_in_table);
        for name in in_row.into_iter().chain(introduced(line)) {
            if crates.contains(name) {
                named.insert(name);
            } else {
                faults.push(Fault::new(path, at + 1, format!("`{name}` is no crate")));
            }
        }
    }
    for name in crates {
        let is_named = named.contains(name.as_str()) || text.contains(&format!("`{name}`"));
        if !is_named {
            faults.push(Fault::new(path, 1, format!("the crate `{name}` is not named")));
        }
    }
    faults
}

/// The name in backticks in the first cell of a table's row.
fn first_cell(line: &str) -> Option<&str> {
    line.strip_prefix("| `")?.split_once('`').map(|(name, _)| name)
}

/// The names of crates in running text: what follows `crates/` or `copydesk-`.
fn introduced(line: &str) -> impl Iterator<Item = &str> {
    INTRODUCTIONS.into_iter().flat_map(move |introduction| {
        line.split(introduction).skip(1).filter_map(|rest| {
            let name = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?;
            (!name.is_empty()).then_some(name)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_every_crate_and_no_other() {
        let crates = BTreeSet::from(["tag".to_owned(), "text".to_owned()]);
        let check_page = |text: &str, expected: &[&str]| {
            let faults: Vec<String> =
                check("MAP.md", text, &crates).into_iter().map(|fault| fault.to_string()).collect();
            assert_eq!(faults, expected, "{text}");
        };
        let table =
            "## Crate by crate\n\n| crate | what |\n|---|---|\n| `tag` | marks |\n| `text` | words |\n";
        check_page(table, &[]);
        check_page("`text` and crates/tag/src/lib.rs; all are in `crates/`", &[]);
        check_page("`text`", &["MAP.md:1: the crate `tag` is not named"]);
        check_page(&format!("{table}| `sport` | scores |"), &["MAP.md:7: `sport` is no crate"]);
        check_page(&format!("{table}\n## Words\n\n| `lead` | the first sentence |"), &[]);
        check_page(&format!("{table}\nand copydesk-sport"), &["MAP.md:8: `sport` is no crate"]);
    }
}
