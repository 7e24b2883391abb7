//! `cargo xtask generate N DIR`: documents for the tests of crashes and of memory, the same for the same seed.
//!
//! Short reports of invented events, a few on each, some of them copies, with page noise around them: dumps in folders of
//! a thousand, and the last tenth, or all beyond two thousand, as JSON lines. They are for volume, not for quality.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// How many documents a folder holds.
const FOLDER_DOCUMENTS: usize = 1_000;
/// How many documents are files of their own, at most: a run looks at each of them again.
const FILES_MAX: u64 = 2_000;
/// On average so many documents speak of one event.
const DOCUMENTS_PER_EVENT: u64 = 4;
/// How many of the last events are still reported on.
const OPEN_EVENTS: u64 = 12;

const PLACES: &[&str] = &[
    "Hollin",
    "Varn",
    "Osterbruch",
    "Pellmere",
    "Tarvos",
    "Kessing",
    "Duneva",
    "Marlow Bay",
    "Sint Aal",
    "Rovinka",
    "Port Ellery",
    "Gradno",
    "Amberley",
    "Lusaro",
    "Tiverne",
    "Nakova",
];
const GIVEN: &[&str] = &[
    "Ida", "Paul", "Marta", "Tomas", "Lena", "Viktor", "Amina", "Joao", "Keiko", "Samir", "Nadia", "Olu",
    "Petra", "Ruben",
];
const FAMILY: &[&str] = &[
    "Brandt",
    "Osei",
    "Lund",
    "Weir",
    "Holm",
    "Karsten",
    "Diallo",
    "Ferreira",
    "Tanaka",
    "Haddad",
    "Novak",
    "Adeyemi",
    "Vesely",
    "Maas",
    "Okafor",
    "Lindqvist",
];
const BODIES: &[&str] = &[
    "harbour board",
    "coast guard",
    "town council",
    "health office",
    "transport ministry",
    "water company",
    "teachers' union",
    "grain exchange",
    "football club",
    "regional court",
];
const THINGS: &[&str] = &[
    "ferry",
    "bridge",
    "hospital",
    "tram line",
    "reservoir",
    "grain silo",
    "library",
    "stadium",
    "power station",
    "school roof",
    "market hall",
    "tunnel",
    "lighthouse",
    "quarry",
];
const HAPPENED: &[&str] = &[
    "was closed after a crack was found",
    "caught fire during the night",
    "will be sold to a foreign buyer",
    "reopened after two years of repairs",
    "was flooded when a dam gave way",
    "is to be pulled down next spring",
    "was struck by lightning",
    "failed its yearly inspection",
];
const SAID: &[&str] = &[
    "Nobody was hurt, and that is what counts",
    "We will not pay for this twice",
    "It should never have come to this",
    "The figures speak for themselves",
    "We knew about it, and we did nothing",
    "There is no quick way out",
];
const NOISE: &[&str] = &[
    "Home » News » Region",
    "Share on FacebookTweetCopy link",
    "Sign up for our newsletter",
    "ADVERTISEMENT",
    "Read more: What the inspectors found",
    "© 2024 All rights reserved.",
];
const MONTHS: &[&str] = &["January", "March", "April", "June", "August", "October"];

/// What the user asked for.
pub fn generate(args: &[String]) -> Result<()> {
    let [n, dir, rest @ ..] = args else { bail!("`generate` needs a number and a folder") };
    let seed = match rest {
        [] => 1,
        [flag, seed] if flag == "--seed" => seed.parse().context("`--seed` needs a number")?,
        _ => bail!("unexpected arguments {rest:?}"),
    };
    write(n.parse().context("`generate` needs a number")?, Path::new(dir), seed)
}

/// Writes `n` documents into `dir`.
///
/// # Errors
/// If the folder or a file cannot be written.
pub fn write(n: usize, dir: &Path, seed: u64) -> Result<()> {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let n_files = n_files(n as u64) as usize;
    let mut lines = String::new();
    let mut last = String::new();
    for at in 0..n {
        let text = if !last.is_empty() && chance.below(12) == 0 {
            format!("{}\n\n{last}", chance.one(NOISE))
        } else {
            report(&mut chance, at as u64, seed)
        };
        if at < n_files {
            let folder = dir.join(format!("{:03}", at / FOLDER_DOCUMENTS));
            if at % FOLDER_DOCUMENTS == 0 {
                std::fs::create_dir_all(&folder)
                    .with_context(|| format!("cannot make `{}`", folder.display()))?;
            }
            let path = folder.join(format!("{at:06}.txt"));
            std::fs::write(&path, &text).with_context(|| format!("cannot write `{}`", path.display()))?;
        } else {
            let line = serde_json::json!({"id": at.to_string(), "text": text});
            let _ = writeln!(lines, "{line}");
        }
        last = text;
    }
    let path = dir.join("lines.jsonl");
    std::fs::write(&path, lines).with_context(|| format!("cannot write `{}`", path.display()))
}

/// How many of `n` documents are files of their own; the others are lines of one file.
pub fn n_files(n: u64) -> u64 {
    (n - n / 10).min(FILES_MAX)
}

/// A report on one of the events that are open at that time.
fn report(chance: &mut Chance, at: u64, seed: u64) -> String {
    let event = (at / DOCUMENTS_PER_EVENT).saturating_sub(chance.below(OPEN_EVENTS));
    let mut own = Chance((event + 1).wrapping_mul(0xd134_2543_de82_ef95) ^ seed.rotate_left(17) | 1);
    let (place, thing, happened) = (own.one(PLACES), own.one(THINGS), own.one(HAPPENED));
    let (given, family, body, said) = (own.one(GIVEN), own.one(FAMILY), own.one(BODIES), own.one(SAID));
    let (day, month, n_people) = (own.below(28) + 1, own.one(MONTHS), own.below(900) + 17);
    let number = own.below(90) + 3;
    let mut text = format!("{} {thing} No {number} {happened}\n\n", capital(place));
    if chance.below(2) == 0 {
        let _ = writeln!(text, "{}\n", chance.one(NOISE));
    }
    let _ = writeln!(
        text,
        "{}, {month} {day}, 2024 - The {thing} No {number} in {place} {happened}, the {body} said.\n",
        place.to_uppercase()
    );
    let sentences = [
        format!("\"{said},\" {given} {family}, who heads the {body}, told reporters on {month} {day}."),
        format!("{family} said that {n_people} people had been told to stay away."),
        format!("Repairs will cost {number} million euros, according to the {body}."),
        format!("The {thing} serves {n_people} households between {place} and {}.", own.one(PLACES)),
        format!("An inquiry is expected to take {} months.", number % 9 + 2),
    ];
    let from = chance.below(2) as usize;
    for sentence in sentences.iter().skip(from).take(3 + chance.below(3) as usize) {
        let _ = writeln!(text, "{sentence}\n");
    }
    if chance.below(3) == 0 {
        let _ = writeln!(text, "{}", chance.one(NOISE));
    }
    text
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Numbers that look like chance and are the same every time: xorshift64*.
pub struct Chance(pub u64);

impl Chance {
    /// A number below `n`; 0 if `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11).checked_rem(n).unwrap_or_default()
    }

    fn one<'w>(&mut self, from: &[&'w str]) -> &'w str {
        let at = self.below(from.len() as u64) as usize;
        from.get(at).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_documents() {
        let report = |seed| report(&mut Chance(9), 40, seed);
        assert_eq!(report(1), report(1));
        assert_ne!(report(1), report(2));
    }
}
