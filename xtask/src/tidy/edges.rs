//! Which of our crates may use which: the list of edges that may exist, and no others.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Fault;

const PREFIX: &str = "copydesk-";
/// What a stage may use.
const STAGE_USES: &[&str] = &["record", "text", "trees", "stage"];
/// What no stage may pull in.
const RUNTIME: &str = "tokio";
const STAGES: [&str; 5] = ["ingest", "normalize", "tag", "cluster", "summarize"];
/// Trains what ships; nothing uses it.
const TRAINING: &str = "train";
/// What only tests may use.
const FOR_TESTS: &str = "fixture";
/// Uses all crates but those for tests.
const FACADE: &str = "copydesk";
/// Uses all crates.
const INTEGRATION_TESTS: &str = "tests";

/// The crates and what each may use; the facade and the integration tests are told apart in [`may_use`].
const USES: &[(&str, &[&str])] = &[
    ("record", &[]),
    ("stage", &[]),
    ("text", &["record"]),
    ("trees", &[]),
    ("fixture", &["record"]),
    ("ingest", STAGE_USES),
    ("normalize", STAGE_USES),
    ("tag", STAGE_USES),
    ("cluster", STAGE_USES),
    ("summarize", STAGE_USES),
    ("pipeline", &["record", "stage"]),
    ("archive", &["record", "text"]),
    ("publish", &["record", "text"]),
    ("eval", &["record", "text"]),
    ("nats", &["pipeline"]),
    (
        TRAINING,
        &["record", "text", "trees", "stage", "eval", "ingest", "normalize", "tag", "cluster", "summarize"],
    ),
    (FACADE, &[]),
    (INTEGRATION_TESTS, &[]),
    ("xtask", &[]),
];

/// The short names of the workspace's crates.
pub fn crate_names(metadata: &Value) -> BTreeSet<String> {
    members(metadata).into_iter().map(|package| short(text(package, "name")).to_owned()).collect()
}

/// The edges that must not be.
pub fn check(metadata: &Value) -> Vec<Fault> {
    let ours = crate_names(metadata);
    let mut faults = Vec::new();
    for package in members(metadata) {
        let name = short(text(package, "name"));
        let manifest = text(package, "manifest_path");
        let root = text(metadata, "workspace_root");
        let manifest = manifest.strip_prefix(root).unwrap_or(manifest).trim_start_matches('/');
        let mut fault = |message: String| faults.push(Fault::new(manifest, 1, message));
        if !USES.iter().any(|(known, _)| *known == name) {
            fault(format!("`{name}` is not in the list of crates and their edges"));
        }
        for dependency in list(package, "dependencies") {
            let used = short(text(dependency, "name"));
            let is_for_tests = text(dependency, "kind") == "dev";
            if ours.contains(used) && !may_use(name, used, is_for_tests) {
                fault(format!("`{name}` must not use `{used}`"));
            }
        }
        if STAGES.contains(&name) && pulls_in(metadata, text(package, "id"), RUNTIME) {
            fault(format!("`{name}` pulls in `{RUNTIME}`"));
        }
    }
    faults
}

fn may_use(name: &str, used: &str, is_for_tests: bool) -> bool {
    let is_listed = USES.iter().any(|(known, uses)| *known == name && uses.contains(&used));
    let is_library = ![FACADE, INTEGRATION_TESTS, FOR_TESTS, TRAINING, "xtask"].contains(&used);
    match name {
        INTEGRATION_TESTS => used != "xtask",
        FACADE => is_library || (is_for_tests && used == FOR_TESTS),
        _ => is_listed || (is_for_tests && used == FOR_TESTS),
    }
}

/// Whether a package has `wanted` among what it is built from, however far down.
fn pulls_in(metadata: &Value, id: &str, wanted: &str) -> bool {
    let names: BTreeMap<&str, &str> = list(metadata, "packages")
        .iter()
        .map(|package| (text(package, "id"), text(package, "name")))
        .collect();
    let nodes = metadata.get("resolve").map_or(&[][..], |resolve| list(resolve, "nodes"));
    let nodes: BTreeMap<&str, &Value> = nodes.iter().map(|node| (text(node, "id"), node)).collect();
    let mut seen = BTreeSet::from([id]);
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if names.get(id) == Some(&wanted) {
            return true;
        }
        let used = nodes.get(id).map_or(&[][..], |node| list(node, "deps"));
        for dependency in used.iter().filter(|dependency| is_built_from(dependency)) {
            let package = text(dependency, "pkg");
            if seen.insert(package) {
                open.push(package);
            }
        }
    }
    false
}

/// Whether a dependency is more than one for tests.
fn is_built_from(dependency: &Value) -> bool {
    list(dependency, "dep_kinds").iter().any(|kind| text(kind, "kind") != "dev")
}

fn members(metadata: &Value) -> Vec<&Value> {
    let members: BTreeSet<&str> =
        list(metadata, "workspace_members").iter().filter_map(Value::as_str).collect();
    list(metadata, "packages").iter().filter(|package| members.contains(text(package, "id"))).collect()
}

fn short(name: &str) -> &str {
    name.strip_prefix(PREFIX).unwrap_or(name)
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The text at `key`; empty where there is none.
fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn knows_the_edges_that_may_be() {
        let check = |name: &str, used: &str, is_for_tests: bool, expected: bool| {
            assert_eq!(may_use(name, used, is_for_tests), expected, "{name} → {used}");
        };
        check("text", "record", false, true);
        check("record", "text", false, false);
        check("tag", "normalize", false, false);
        check("tag", "normalize", true, false);
        check("tag", "fixture", true, true);
        check("tag", "fixture", false, false);
        check("pipeline", "text", false, false);
        check("copydesk", "eval", false, true);
        check("copydesk", "fixture", false, false);
        check("copydesk", "tests", false, false);
        check("tests", "copydesk", true, true);
        check("tests", "xtask", true, false);
        check("xtask", "record", false, false);
    }

    /// A workspace of one crate that uses `record` and, through `links`, a runtime.
    fn workspace(name: &str, link_kind: &str) -> Value {
        json!({
            "workspace_root": "/desk",
            "workspace_members": ["own", "record"],
            "packages": [
                {"id": "own", "name": name, "manifest_path": "/desk/crates/own/Cargo.toml",
                 "dependencies": [{"name": "copydesk-record", "kind": null}, {"name": "links", "kind": link_kind}]},
                {"id": "record", "name": "copydesk-record", "manifest_path": "/desk/crates/record/Cargo.toml",
                 "dependencies": []},
                {"id": "links", "name": "links", "dependencies": []},
                {"id": "tokio", "name": "tokio", "dependencies": []},
            ],
            "resolve": {"nodes": [
                {"id": "own", "deps": [{"pkg": "links", "dep_kinds": [{"kind": link_kind}]}]},
                {"id": "links", "deps": [{"pkg": "tokio", "dep_kinds": [{"kind": null}]}]},
            ]},
        })
    }

    #[test]
    fn finds_the_edges_that_must_not_be() {
        let check_workspace = |metadata: &Value, expected: &[&str]| {
            let faults: Vec<String> = check(metadata).into_iter().map(|fault| fault.to_string()).collect();
            assert_eq!(faults, expected);
        };
        let manifest = "crates/own/Cargo.toml:1";
        check_workspace(
            &workspace("copydesk-tag", "normal"),
            &[&format!("{manifest}: `tag` pulls in `tokio`")],
        );
        check_workspace(&workspace("copydesk-tag", "dev"), &[]);
        check_workspace(&workspace("copydesk-pipeline", "normal"), &[]);
        check_workspace(
            &workspace("copydesk-stage", "normal"),
            &[&format!("{manifest}: `stage` must not use `record`")],
        );
        check_workspace(
            &workspace("copydesk-sport", "normal"),
            &[
                &format!("{manifest}: `sport` is not in the list of crates and their edges"),
                &format!("{manifest}: `sport` must not use `record`"),
            ],
        );
    }
}
