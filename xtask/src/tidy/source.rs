//! The rules on one Rust file: its head, its length, the length of its functions, and what must not stand in it.

use super::Fault;
use super::mask::{Masked, mask};

/// Lines of a file before its tests.
const FILE_LINES_MAX: usize = 400;
/// Lines of a function, its signature included.
const FUNCTION_LINES_MAX: usize = 70;
const TESTS_BEGIN: &str = "#[cfg(test)]";
/// What no code may hold: unfinished work and tests that do not run.
const CODE_FORBIDDEN: &[&str] = &["todo!", "unimplemented!", "#[ignore"];
/// What no comment may hold.
const COMMENT_FORBIDDEN: &[&str] = &["TODO", "FIXME"];

/// The faults of the file at `path`.
pub fn check(path: &str, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |line: usize, message: String| faults.push(Fault::new(path, line, message));
    if path.ends_with("/mod.rs") {
        fault(1, "a module stands beside its folder, not in a `mod.rs`".to_owned());
    }
    if !text.starts_with("//!") {
        fault(1, "a file begins with `//!` and a sentence on what it is for".to_owned());
    }
    let Masked { code, comments } = mask(text);
    let n_lines = code.lines().take_while(|line| line.trim() != TESTS_BEGIN).count();
    if n_lines > FILE_LINES_MAX {
        fault(FILE_LINES_MAX + 1, format!("{n_lines} lines before the tests, over {FILE_LINES_MAX}"));
    }
    for (line, n_lines) in functions(&code) {
        if n_lines > FUNCTION_LINES_MAX {
            fault(line, format!("a function of {n_lines} lines, over {FUNCTION_LINES_MAX}"));
        }
    }
    for (text, forbidden) in [(code, CODE_FORBIDDEN), (comments, COMMENT_FORBIDDEN)] {
        for (at, line) in text.lines().enumerate() {
            for word in forbidden.iter().filter(|word| line.contains(**word)) {
                fault(at + 1, format!("`{word}` must not land"));
            }
        }
    }
    faults
}

/// The functions with a body: the line each begins on, from 1, and how many lines it has.
fn functions(code: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut depth = Depth::default();
    let mut line = 1;
    let mut word = String::new();
    let mut is_name_due = false;
    for c in code.chars() {
        if c.is_alphanumeric() || c == '_' {
            if is_name_due {
                open.push(Open { line, depth, has_body: false });
                is_name_due = false;
            }
            word.push(c);
            continue;
        }
        is_name_due = (is_name_due || word == "fn") && c.is_whitespace();
        word.clear();
        match c {
            '\n' => line += 1,
            '(' | '[' => depth.brackets += 1,
            ')' | ']' => depth.brackets = depth.brackets.saturating_sub(1),
            '{' => {
                if let Some(function) = open.last_mut().filter(|function| function.depth == depth) {
                    function.has_body = true;
                }
                depth.braces += 1;
            }
            '}' => {
                depth.braces = depth.braces.saturating_sub(1);
                if let Some(function) = open.pop_if(|function| function.has_body && function.depth == depth) {
                    found.push((function.line, line + 1 - function.line));
                }
            }
            ';' => drop(open.pop_if(|function| !function.has_body && function.depth == depth)),
            _ => {}
        }
    }
    found.sort_unstable();
    found
}

/// A function whose end has not been seen.
struct Open {
    line: usize,
    depth: Depth,
    has_body: bool,
}

/// How deep in braces and other brackets.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Depth {
    braces: usize,
    brackets: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "//! Says when ferries sail.\n";

    fn check_file(path: &str, text: &str, expected: &[&str]) {
        let faults: Vec<String> = check(path, text).into_iter().map(|fault| fault.to_string()).collect();
        assert_eq!(faults, expected);
    }

    #[test]
    fn checks_head_and_place() {
        check_file("a.rs", HEAD, &[]);
        let no_head = "a.rs:1: a file begins with `//!` and a sentence on what it is for";
        check_file("a.rs", "use std::fmt;\n", &[no_head]);
        check_file("a/mod.rs", HEAD, &["a/mod.rs:1: a module stands beside its folder, not in a `mod.rs`"]);
    }

    #[test]
    fn checks_the_length_before_tests() {
        let lines = |n: usize| "struct Ferry;\n".repeat(n);
        check_file("a.rs", &format!("{HEAD}{}", lines(399)), &[]);
        check_file(
            "a.rs",
            &format!("{HEAD}{}", lines(400)),
            &["a.rs:401: 401 lines before the tests, over 400"],
        );
        check_file("a.rs", &format!("{HEAD}#[cfg(test)]\n{}", lines(500)), &[]);
    }

    #[test]
    fn checks_the_length_of_functions() {
        let function = |n: usize| format!("fn sail(at: [u8; 2]) -> fn(u8) {{\n{}}}\n", "    {}\n".repeat(n));
        check_file("a.rs", &format!("{HEAD}{}", function(68)), &[]);
        check_file("a.rs", &format!("{HEAD}{}", function(69)), &["a.rs:2: a function of 71 lines, over 70"]);
        let nested = format!("mod inner {{\n    struct A;\n{}}}\n", function(69));
        check_file("a.rs", &format!("{HEAD}{nested}"), &["a.rs:4: a function of 71 lines, over 70"]);
    }

    #[test]
    fn finds_each_function_once() {
        let check = |code: &str, expected: &[(usize, usize)]| assert_eq!(functions(code), expected, "{code}");
        check("fn a() {}\nfn b()\nwhere\n    A: B,\n{\n}\n", &[(1, 1), (2, 5)]);
        check("trait T {\n    fn a(&self);\n    fn b(&self) {\n    }\n}\n", &[(3, 2)]);
        check("fn a() {\n    fn b() {\n    }\n}\n", &[(1, 4), (2, 2)]);
        check("type F = fn(u8) -> u8;\nstruct S { f: fn() }\n", &[]);
    }

    #[test]
    fn finds_what_must_not_land() {
        let text =
            format!("{HEAD}#[ignore]\nfn a() {{ todo!() }} // TO{}\nconst A: &str = \"todo!\";\n", "DO");
        let expected = [
            "a.rs:2: `#[ignore` must not land",
            "a.rs:3: `todo!` must not land",
            "a.rs:3: `TODO` must not land",
        ];
        check_file("a.rs", &text, &expected);
    }
}
