//! Verbs of saying, and the small words that steer the search for who said it.

use std::sync::LazyLock;

use super::role::set;
use crate::quick::{QuickMap, QuickSet};

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
const SPEECH: &str = "\
    acknowledge add admit advise affirm allege announce answer argue ask assert assure boast caution \
    chant claim clarify comment complain concede conclude confess confide confirm contend continue \
    counter cry declare deny disclose elaborate emphasise emphasize exclaim explain grumble guarantee \
    inform insist instruct interject jest joke lament maintain mention murmur muse mutter note observe \
    opine plead pledge post predict proclaim promise quip react reaffirm recall recount reflect \
    reiterate relate remark remind repeat reply report respond retort reveal rule say scoff scream shout \
    sigh snap sneer specify state stipulate stress suggest swear tell testify thunder tweet underline \
    underscore urge utter vow warn whisper write yell";

/// Verbs of what is done with words.
const ACT: &str = "\
    accuse agree apologise apologize appeal applaud attack attribute bash beg blame blast brand call \
    celebrate challenge characterise characterize chide cite compare condemn convey credit criticise \
    criticize decry defend demand denounce depict deplore deride describe dismiss dispute dub enthuse \
    evoke express greet grin gush hail highlight hint imply invite invoke label lambast lash laugh liken \
    mock nod offer order point portray praise press propose put quote rage rail rant read recommend \
    refer reject request ridicule salute scold shrug signal sing slam smile sound speak speculate spell \
    sum summarise summarize talk term thank threaten tout vent voice welcome";

/// Verbs of what is thought, felt or wanted.
const MIND: &str = "\
    assess believe consider decide doubt estimate expect favor favour fear feel find forecast foresee \
    hold hope intend judge learn plan prefer reckon regret see suspect think understand want wonder \
    worry";

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
const DOUBLING: &str = "\
    admit beg chat dub grin label nod plan prefer quip refer regret shrug signal slam snap sum";

/// A verb of saying, by any of its forms in lower case.
pub(super) fn cue(lower: &str) -> Option<(Strength, Form)> {
    static FORMS: LazyLock<QuickMap<String, (Strength, Form)>> = LazyLock::new(forms);
    FORMS.get(lower).copied()
}

fn forms() -> QuickMap<String, (Strength, Form)> {
    let mut out = QuickMap::default();
    let with =
        |verbs: &'static str, strength| verbs.split_ascii_whitespace().map(move |base| (base, strength));
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
            if let Some(last) = DOUBLING
                .split_ascii_whitespace()
                .find(|of| *of == base)
                .and_then(|base| base.chars().next_back())
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
    static WORDS: LazyLock<QuickSet<&str>> = LazyLock::new(|| {
        set("\
            afterwards again all already also always are be been being both can could did do does \
            earlier even ever first further had has have herself himself however instead is itself \
            just later long may meanwhile might never not now often on once only previously shortly \
            simply since soon still themselves then there to today too twice was were will would \
            yesterday")
    });
    WORDS.contains(lower) || (lower.len() > 4 && lower.ends_with("ly"))
}

/// Prepositions: a noun after one is rarely the subject.
pub(super) fn is_preposition(lower: &str) -> bool {
    static WORDS: LazyLock<QuickSet<&str>> = LazyLock::new(|| {
        set("\
            about above across after against along alongside amid among around as at before behind \
            below beside besides between beyond by concerning despite during following for from in \
            including inside into like near of off on onto outside over per regarding since than \
            through throughout to toward towards under unlike until upon via with within without")
    });
    WORDS.contains(lower)
}

/// Words that open a clause of its own.
pub(super) fn opens_clause(lower: &str) -> bool {
    static WORDS: LazyLock<QuickSet<&str>> = LazyLock::new(|| {
        set("\
            although and as because but how if or since so that though unless until what when where \
            whether which while who whom whose why yet")
    });
    WORDS.contains(lower)
}

/// Words that are never part of a noun: verbs of being, negation.
pub(super) fn is_function(lower: &str) -> bool {
    static WORDS: LazyLock<QuickSet<&str>> = LazyLock::new(|| {
        set("\
            also are be been can could did do does had has have he here him i is it may me might more \
            most must never not only shall she should them then there these they this those too us \
            very was we were will would you")
    });
    WORDS.contains(lower) || lower.ends_with("n’t") || lower.ends_with("n't")
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
