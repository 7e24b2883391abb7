//! Rust code without its literals and comments, and its comments alone, line for line.

/// A file's two sides. Both have the lines of the file; what belongs to the other side, and the insides of literals, are
/// left out.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Masked {
    /// Code; a literal is a pair of quotation marks.
    pub code: String,
    /// Comments, doc comments included.
    pub comments: String,
}

/// Tells code, literals and comments apart.
pub fn mask(text: &str) -> Masked {
    let chars: Vec<char> = text.chars().collect();
    let mut scan = Scan { chars: &chars, at: 0, masked: Masked::default() };
    while let Some(c) = scan.peek(0) {
        match (c, scan.peek(1)) {
            ('/', Some('/')) => scan.comment_line(),
            ('/', Some('*')) => scan.comment_block(),
            ('"', _) => scan.string(),
            ('\'', _) => scan.quote(),
            ('r', Some('"' | '#')) if !scan.is_within_word() => scan.raw_string(),
            _ => scan.code(),
        }
    }
    scan.masked
}

struct Scan<'t> {
    chars: &'t [char],
    at: usize,
    masked: Masked,
}

impl Scan<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    /// Whether the character here goes on with a word; the `b` and `c` of literals stand alone.
    fn is_within_word(&self) -> bool {
        let before = |n: usize| self.at.checked_sub(n).and_then(|at| self.chars.get(at)).copied();
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        match before(1) {
            Some('b' | 'c') => is_word(before(2)),
            other => is_word(other),
        }
    }

    fn code(&mut self) {
        if let Some(c) = self.peek(0) {
            self.masked.code.push(c);
            if c == '\n' {
                self.masked.comments.push(c);
            }
        }
        self.at += 1;
    }

    /// Leaves out one character, but keeps the lines.
    fn skip(&mut self) {
        if self.peek(0) == Some('\n') {
            self.masked.code.push('\n');
            self.masked.comments.push('\n');
        }
        self.at += 1;
    }

    fn comment(&mut self) {
        match self.peek(0) {
            Some(c) if c != '\n' => {
                self.masked.comments.push(c);
                self.at += 1;
            }
            _ => self.skip(),
        }
    }

    fn comment_line(&mut self) {
        while self.peek(0).is_some_and(|c| c != '\n') {
            self.comment();
        }
    }

    fn comment_block(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.peek(0) {
            match (c, self.peek(1)) {
                ('/', Some('*')) => depth += 1,
                ('*', Some('/')) => depth -= 1,
                _ => {
                    self.comment();
                    continue;
                }
            }
            self.comment();
            self.comment();
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self) {
        self.masked.code.push_str("\"\"");
        self.at += 1;
        while let Some(c) = self.peek(0) {
            if c == '\\' {
                self.skip();
            }
            self.skip();
            if c == '"' {
                return;
            }
        }
    }

    /// A raw string, or a raw name.
    fn raw_string(&mut self) {
        let n_hashes = self.chars.iter().skip(self.at + 1).take_while(|&&c| c == '#').count();
        if self.peek(1 + n_hashes) != Some('"') {
            return self.code();
        }
        self.masked.code.push_str("\"\"");
        self.at += n_hashes + 2;
        while let Some(c) = self.peek(0) {
            let closing = self.chars.iter().skip(self.at + 1).take(n_hashes);
            let is_end = c == '"' && closing.filter(|&&c| c == '#').count() == n_hashes;
            self.skip();
            if is_end {
                self.at += n_hashes;
                return;
            }
        }
    }

    /// A character, or the name of a lifetime.
    fn quote(&mut self) {
        if self.peek(1) != Some('\\') && self.peek(2) != Some('\'') {
            return self.code();
        }
        self.masked.code.push_str("''");
        self.at += 1;
        while let Some(c) = self.peek(0) {
            if c == '\\' {
                self.skip();
            }
            self.skip();
            if c == '\'' {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_code_from_literals_and_comments() {
        let check = |text: &str, code: &str, comments: &str| {
            let expected = Masked { code: code.to_owned(), comments: comments.to_owned() };
            assert_eq!(mask(text), expected, "{text}");
        };
        check("let a = 1; // one\nb", "let a = 1; \nb", "// one\n");
        check("a /* b /* c */ d */ e", "a  e", "/* b /* c */ d */");
        check("a(\"{ // \\\" \", 'x')", "a(\"\", '')", "");
        check("a(r#\"{ \" \\\"#, br\"{\")", "a(\"\", b\"\")", "");
        check("'{' '\\'' '\\u{7b}' <'a>", "'' '' '' <'a>", "");
        check("r#fn for\"x\"", "r#fn for\"\"", "");
        check("\"one\ntwo\" b", "\"\"\n b", "\n");
        check("\"open", "\"\"", "");
    }
}
