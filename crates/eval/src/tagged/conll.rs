//! Names in the columns of `CoNLL`: a token and its label a line, an empty line between sentences.

use copydesk_record::Span;

use super::{LabelledText, Labels};

/// Files that do not part their documents are read in pieces of so many sentences.
const PIECE_SENTENCES: usize = 20;
/// A document longer than this was not parted.
const DOCUMENT_SENTENCES_MAX: usize = 400;

/// A sentence, token by token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelledSentence {
    /// Its tokens, in order.
    pub tokens: Vec<LabelledToken>,
}

/// A token and its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledToken {
    /// Where it stands in the text that was put together from the tokens.
    pub span: Span,
    /// `B-PER`, `I-LOC`, `O`, …
    pub label: String,
}

/// The documents of a file; each sentence is a line of its text, its tokens put together as print would have them.
pub fn read_conll(file: &str, name: &str) -> Vec<LabelledText> {
    let mut out = Vec::new();
    for (n, document) in documents(file).into_iter().enumerate() {
        let mut text = String::new();
        let mut sentences = Vec::new();
        for sentence in document {
            sentences.push(put_together(&sentence, &mut text));
            text.push('\n');
        }
        let (id, labels) = (format!("{name}-{n}"), Labels::Names(sentences));
        out.push(LabelledText { id, title: None, date: None, text, labels });
    }
    out
}

type Tokens<'f> = Vec<(&'f str, &'f str)>;

fn documents(file: &str) -> Vec<Vec<Tokens<'_>>> {
    let mut documents: Vec<Vec<Tokens<'_>>> = vec![Vec::new()];
    let mut sentence = Vec::new();
    for line in file.lines().chain([""]) {
        let mut columns = line.split_whitespace();
        match (columns.next(), columns.next_back()) {
            (Some(token), _) if token.starts_with("-DOCSTART-") => documents.push(Vec::new()),
            (Some(token), Some(label)) => sentence.push((token, label)),
            _ if sentence.is_empty() => {}
            _ => {
                let sentence = std::mem::take(&mut sentence);
                if let Some(document) = documents.last_mut() {
                    document.push(sentence);
                }
            }
        }
    }
    documents.retain(|document| !document.is_empty());
    let pieces = documents.into_iter().flat_map(|document| {
        let n =
            if document.len() > DOCUMENT_SENTENCES_MAX { PIECE_SENTENCES } else { DOCUMENT_SENTENCES_MAX };
        document.chunks(n).map(<[_]>::to_vec).collect::<Vec<_>>()
    });
    pieces.collect()
}

fn put_together(sentence: &Tokens<'_>, text: &mut String) -> LabelledSentence {
    let mut tokens = Vec::new();
    let mut quote_is_open = false;
    let mut before = "";
    let mut is_joined = false;
    for (idx, &(token, label)) in sentence.iter().enumerate() {
        let after = sentence.get(idx + 1).map_or("", |(token, _)| *token);
        // A dash between words joins them; one that stands elsewhere keeps its spaces.
        let joins = is_hyphen(token) && is_word(before) && is_word(after);
        let is_glued = idx == 0
            || joins
            || is_joined
            || token == "\"" && quote_is_open
            || before == "\"" && quote_is_open
            || closes(token)
            || opens(before);
        if token == "\"" {
            quote_is_open = !quote_is_open;
        }
        is_joined = joins;
        if !is_glued {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(token);
        tokens.push(LabelledToken { span: Span::new(start, text.len()), label: label.to_owned() });
        before = token;
    }
    LabelledSentence { tokens }
}

fn is_word(token: &str) -> bool {
    token.starts_with(char::is_alphanumeric)
}

fn is_hyphen(token: &str) -> bool {
    matches!(token, "-" | "–")
}

/// Stands without a space after what comes before it.
fn closes(token: &str) -> bool {
    matches!(
        token,
        "." | ","
            | ";"
            | ":"
            | "?"
            | "!"
            | ")"
            | "]"
            | "}"
            | "%"
            | "”"
            | "''"
            | "…"
            | "..."
            | "'"
            | "’"
            | "'s"
            | "’s"
            | "'S"
            | "n't"
            | "n’t"
            | "'re"
            | "’re"
            | "'ve"
            | "’ve"
            | "'ll"
            | "’ll"
            | "'d"
            | "’d"
            | "'m"
            | "’m"
    )
}

/// Stands without a space before what follows it.
fn opens(token: &str) -> bool {
    matches!(token, "(" | "[" | "{" | "“" | "``" | "$" | "£" | "€" | "#" | "‘")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_put_together_as_in_print() {
        let file = "-DOCSTART-\tO\n\nPort\tO\nof\tO\nBeira\tB-LOC\n\nThe\tO\nU.S.\tB-LOC\n-\tO\nled\tO\ncrew\tO\n's\tO\n\
                    \"\tO\nlong\tO\n\"\tO\nday\tO\n-\tO\nover\tO\n(\tO\nwas\tO\nn't\tO\n)\tO\n.\tO\n";
        let found = read_conll(file, "x");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, "Port of Beira\nThe U.S.-led crew's \"long\" day-over (wasn't).\n");
        let Labels::Names(sentences) = &found[0].labels else { panic!("no names") };
        assert_eq!(sentences.len(), 2);
        assert_eq!(sentences[1].tokens[1].span.str(&found[0].text), "U.S.");
    }

    #[test]
    fn documents_are_parted() {
        let file = "-DOCSTART- O\n\na O\n\nb O\n\n-DOCSTART- O\n\nc O\n";
        let n_sentences: Vec<usize> =
            read_conll(file, "x").iter().map(|text| text.text.lines().count()).collect();
        assert_eq!(n_sentences, [2, 1]);
        let long = "a O\n\n".repeat(401);
        assert_eq!(read_conll(&long, "x").len(), 21);
    }
}
