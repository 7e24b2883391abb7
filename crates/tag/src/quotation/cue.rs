//! Verbs of saying, and the small words that steer the search for who said it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a verb of saying can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// Carries speech on its own: say, tell, add, explain.
    Speech,
    /// Does something with words: call, accuse, describe, praise.
    Act,
    /// Tells what somebody thinks or wants; whoever tells of it may be the one who is quoted.
    Mind,
}

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// said, says, say.
    Finite,
    /// saying.
    Participle,
}

/// Verbs of saying in their base form; regular forms are derived.
const SPEECH: &[&str] = &[
    "acknowledge",
    "add",
    "admit",
    "advise",
    "affirm",
    "allege",
    "announce",
    "answer",
    "argue",
    "ask",
    "assert",
    "assure",
    "boast",
    "caution",
    "chant",
    "claim",
    "clarify",
    "comment",
    "complain",
    "concede",
    "conclude",
    "confess",
    "confide",
    "confirm",
    "continue",
    "contend",
    "counter",
    "cry",
    "declare",
    "deny",
    "disclose",
    "elaborate",
    "emphasise",
    "emphasize",
    "exclaim",
    "explain",
    "grumble",
    "inform",
    "insist",
    "instruct",
    "interject",
    "joke",
    "jest",
    "lament",
    "maintain",
    "mention",
    "murmur",
    "mutter",
    "note",
    "observe",
    "pledge",
    "plead",
    "post",
    "proclaim",
    "promise",
    "quip",
    "react",
    "reaffirm",
    "recall",
    "recount",
    "reflect",
    "reiterate",
    "relate",
    "remark",
    "remind",
    "repeat",
    "reply",
    "report",
    "respond",
    "retort",
    "reveal",
    "say",
    "scoff",
    "scream",
    "shout",
    "sigh",
    "sneer",
    "snap",
    "specify",
    "state",
    "stress",
    "suggest",
    "testify",
    "tell",
    "thunder",
    "tweet",
    "underline",
    "underscore",
    "urge",
    "utter",
    "vow",
    "warn",
    "whisper",
    "write",
    "yell",
    "guarantee",
    "predict",
    "swear",
    "rule",
    "opine",
    "muse",
    "stipulate",
    "swear",
];

/// Verbs of what is done with words.
const ACT: &[&str] = &[
    "accuse",
    "agree",
    "appeal",
    "applaud",
    "apologise",
    "apologize",
    "attack",
    "attribute",
    "bash",
    "beg",
    "blame",
    "blast",
    "brand",
    "call",
    "characterise",
    "characterize",
    "cite",
    "compare",
    "condemn",
    "credit",
    "criticise",
    "criticize",
    "decry",
    "defend",
    "demand",
    "denounce",
    "deplore",
    "depict",
    "describe",
    "deride",
    "dismiss",
    "dispute",
    "dub",
    "evoke",
    "express",
    "greet",
    "grin",
    "hail",
    "highlight",
    "hint",
    "imply",
    "invite",
    "invoke",
    "label",
    "laugh",
    "liken",
    "mock",
    "offer",
    "order",
    "point",
    "portray",
    "praise",
    "press",
    "propose",
    "put",
    "quote",
    "rage",
    "rail",
    "read",
    "recommend",
    "refer",
    "reject",
    "request",
    "ridicule",
    "signal",
    "sing",
    "slam",
    "smile",
    "sound",
    "speak",
    "speculate",
    "spell",
    "sum",
    "summarise",
    "summarize",
    "talk",
    "term",
    "thank",
    "threaten",
    "tout",
    "voice",
    "welcome",
    "convey",
    "shrug",
    "nod",
    "challenge",
    "chide",
    "scold",
    "lambast",
    "lash",
    "vent",
    "enthuse",
    "gush",
    "rant",
    "celebrate",
    "salute",
];

/// Verbs of what is thought, felt or wanted.
const MIND: &[&str] = &[
    "assess",
    "believe",
    "consider",
    "decide",
    "doubt",
    "estimate",
    "expect",
    "fear",
    "feel",
    "find",
    "forecast",
    "foresee",
    "hold",
    "hope",
    "intend",
    "judge",
    "learn",
    "plan",
    "reckon",
    "regret",
    "see",
    "suspect",
    "think",
    "understand",
    "want",
    "wonder",
    "worry",
    "favour",
    "favor",
    "prefer",
];

/// Forms that no rule derives, with their base form.
const IRREGULAR: &[(&str, &str)] = &[
    ("began", "begin"),
    ("felt", "feel"),
    ("found", "find"),
    ("foresaw", "foresee"),
    ("gave", "give"),
    ("given", "give"),
    ("held", "hold"),
    ("put", "put"),
    ("read", "read"),
    ("said", "say"),
    ("sang", "sing"),
    ("saw", "see"),
    ("seen", "see"),
    ("spelled", "spell"),
    ("spelt", "spell"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("swore", "swear"),
    ("thought", "think"),
    ("told", "tell"),
    ("understood", "understand"),
    ("wrote", "write"),
    ("written", "write"),
    ("learnt", "learn"),
    ("pled", "plead"),
    ("sung", "sing"),
];

/// Verbs that double their last letter.
const DOUBLING: &[&str] = &[
    "admit", "quip", "beg", "dub", "grin", "nod", "plan", "shrug", "slam", "snap", "sum", "label", "signal",
];

/// A verb of saying, by any of its forms in lower case.
pub(super) fn cue(lower: &str) -> Option<(Strength, Form)> {
    static FORMS: LazyLock<HashMap<String, (Strength, Form)>> = LazyLock::new(forms);
    FORMS.get(lower).copied()
}

fn forms() -> HashMap<String, (Strength, Form)> {
    let mut out = HashMap::new();
    let with = |verbs: &'static [&'static str], strength| verbs.iter().map(move |base| (*base, strength));
    let all =
        with(MIND, Strength::Mind).chain(with(ACT, Strength::Act)).chain(with(SPEECH, Strength::Speech));
    for (base, strength) in all {
        let (finite, participle) = ((strength, Form::Finite), (strength, Form::Participle));
        out.insert(base.to_owned(), finite);
        for (form, _) in IRREGULAR.iter().filter(|(_, of)| *of == base) {
            out.insert((*form).to_owned(), finite);
        }
        if let Some(stem) = base.strip_suffix('e') {
            out.extend([
                (format!("{base}s"), finite),
                (format!("{base}d"), finite),
                (format!("{stem}ing"), participle),
            ]);
        } else if let Some(stem) = base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']))
        {
            out.extend([(format!("{stem}ies"), finite), (format!("{stem}ied"), finite)]);
            out.insert(format!("{base}ing"), participle);
        } else {
            let es = if ["s", "x", "sh", "ch"].iter().any(|end| base.ends_with(end)) { "es" } else { "s" };
            out.extend([(format!("{base}{es}"), finite), (format!("{base}ed"), finite)]);
            out.insert(format!("{base}ing"), participle);
            if let Some(last) =
                DOUBLING.iter().find(|of| **of == base).and_then(|base| base.chars().next_back())
            {
                out.insert(format!("{base}{last}ed"), finite);
                out.insert(format!("{base}{last}ing"), participle);
            }
        }
    }
    out
}

/// Whether it is a finite verb that carries speech on its own.
pub(super) fn is_speech(lower: &str) -> bool {
    cue(lower) == Some((Strength::Speech, Form::Finite))
}

/// Words that may stand between a subject and its verb: `has since said`, `also told`.
pub(super) fn is_auxiliary(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "has",
        "have",
        "had",
        "is",
        "was",
        "are",
        "were",
        "would",
        "will",
        "did",
        "does",
        "do",
        "may",
        "might",
        "could",
        "can",
        "also",
        "then",
        "later",
        "once",
        "never",
        "always",
        "again",
        "now",
        "still",
        "since",
        "first",
        "twice",
        "too",
        "even",
        "just",
        "often",
        "further",
        "not",
        "earlier",
        "already",
        "ever",
        "simply",
        "only",
        "both",
        "all",
        "himself",
        "herself",
        "itself",
        "themselves",
        "however",
        "meanwhile",
        "previously",
        "be",
        "been",
        "being",
        "to",
        "on",
        "afterwards",
        "there",
        "instead",
        "today",
        "yesterday",
        "soon",
        "shortly",
        "long",
    ];
    WORDS.contains(&lower) || (lower.len() > 4 && lower.ends_with("ly"))
}

/// Prepositions: a noun after one is rarely the subject.
pub(super) fn is_preposition(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "of",
        "in",
        "at",
        "on",
        "by",
        "for",
        "from",
        "with",
        "to",
        "against",
        "about",
        "after",
        "before",
        "during",
        "into",
        "over",
        "under",
        "between",
        "among",
        "near",
        "outside",
        "inside",
        "through",
        "without",
        "since",
        "until",
        "despite",
        "amid",
        "as",
        "than",
        "around",
        "across",
        "behind",
        "towards",
        "toward",
        "within",
        "via",
        "upon",
        "per",
        "unlike",
        "like",
        "following",
        "including",
        "alongside",
        "beside",
        "besides",
        "off",
        "along",
        "above",
        "below",
        "beyond",
        "onto",
        "throughout",
        "concerning",
        "regarding",
    ];
    WORDS.contains(&lower)
}

/// Words that open a clause of its own.
pub(super) fn opens_clause(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "that", "which", "who", "whom", "whose", "where", "because", "if", "while", "although", "though",
        "but", "whether", "when", "and", "or", "so", "as", "since", "unless", "until", "what", "how", "why",
        "yet",
    ];
    WORDS.contains(&lower)
}

/// Words that are never part of a noun: verbs of being, negation.
pub(super) fn is_function(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "is", "was", "are", "were", "be", "been", "has", "have", "had", "do", "does", "did", "will", "would",
        "can", "could", "may", "might", "should", "must", "shall", "not", "there", "then", "also", "it",
        "he", "she", "they", "we", "i", "you", "him", "them", "us", "me", "this", "these", "those", "here",
        "never", "too", "very", "more", "most", "only",
    ];
    WORDS.contains(&lower) || lower.ends_with("n’t") || lower.ends_with("n't")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_verbs() {
        let check =
            |word: &str, expected: Option<(Strength, Form)>| assert_eq!(cue(word), expected, "{word}");
        for word in ["said", "says", "told", "quipped", "replied", "denies", "noted", "writes", "cries"] {
            check(word, Some((Strength::Speech, Form::Finite)));
        }
        for word in ["saying", "noting", "admitting", "telling", "insisting"] {
            check(word, Some((Strength::Speech, Form::Participle)));
        }
        check("called", Some((Strength::Act, Form::Finite)));
        check("describing", Some((Strength::Act, Form::Participle)));
        for word in ["river", "bed", "sad", "ing", "walked", "news"] {
            check(word, None);
        }
    }
}
